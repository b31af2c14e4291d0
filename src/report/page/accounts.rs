//! Accounts of one outage, side by side, as the page lists them.

use super::wording::{MOST, moment, more};
use crate::clock::{Bracket, Instant, Range, Zone};
use crate::model::safe_text::safe_text;
use crate::model::{Claim, Report};
use crate::report::accounts::{AccountParts, accounts};
use crate::report::anchors::of_claim;
use crate::report::verdicts::{judgement_words, result_words};
use crate::report::wording::{claim_kind, claimant_with_role, name_of_site, plural, whole_second};
use serde::Serialize;

/// Accounts of an outage, as the page shows them.
#[derive(Serialize)]
struct OutageAccounts {
    /// Id of the outage.
    outage: String,
    site: String,
    /// Start and end as measured, in words.
    measured: String,
    accounts: Vec<AccountView>,
}

/// Account that one claimant gives of the outage.
#[derive(Serialize)]
struct AccountView {
    who: String,
    kind: String,
    /// Time that the claim gives, else that of its publication, as its source writes it: the page
    /// says beside the claim how it is read.
    time: String,
    result: String,
    /// Anchor of the claim.
    anchor: String,
    claim: String,
    verdict: String,
}

/// Outages of which several claimants speak, as the page tells of them.
#[derive(Serialize)]
pub(super) struct AccountsSection {
    /// Outages where the verdicts have several results, in order of their start, the first of them.
    differing: Vec<OutageAccounts>,
    /// Sentence where not all of these are shown; may be empty.
    more: String,
    /// Sentence on the others; may be empty.
    alike: String,
}

impl AccountsSection {
    /// Returns the section of a report.
    pub(super) fn of(report: &Report) -> AccountsSection {
        let all = accounts(report);
        let by_outage = all.chunk_by(|a, b| a.outage.id == b.outage.id);
        let group = |one: &AccountParts<'_>| one.verdict.group_of_result();
        let (differing, alike): (Vec<_>, Vec<_>) = by_outage.partition(|of_outage| {
            of_outage.windows(2).any(|two| group(&two[0]) != group(&two[1]))
        });
        AccountsSection {
            more: more("first", differing.len(), "tables/accounts.csv"),
            differing: differing
                .into_iter()
                .take(MOST)
                .filter_map(|of_outage| view(report, of_outage))
                .collect(),
            alike: match alike.len() {
                0 => String::new(),
                count => format!(
                    "Of {} several claimants speak, and their verdicts agree: tables/accounts.csv.",
                    plural(count, "outage")
                ),
            },
        }
    }
}

/// Writes the accounts of one outage; `None` where there are none.
fn view(report: &Report, of_outage: &[AccountParts<'_>]) -> Option<OutageAccounts> {
    let outage = of_outage.first()?.outage;
    let zone = report.zone;
    let mut of_outage = of_outage.to_vec();
    of_outage.sort_by_key(|one| (said_at(one.claim), &one.claim.id));
    Some(OutageAccounts {
        outage: outage.id.clone(),
        site: name_of_site(report, &outage.site),
        measured: format!(
            "started {}; ended {}",
            bracket_words(zone, outage.onset),
            bracket_words(zone, outage.recovery)
        ),
        accounts: of_outage
            .iter()
            .map(|one @ AccountParts { claim, verdict, .. }| AccountView {
                who: claimant_with_role(claim),
                kind: claim_kind(claim),
                time: match claim.asserted {
                    Some(_) => safe_text(&claim.asserted_text),
                    None => format!("published {}", safe_text(&claim.published_text)),
                },
                result: result_of(report, one),
                anchor: of_claim(&claim.id),
                claim: safe_text(&claim.id),
                verdict: verdict.id.clone(),
            })
            .collect(),
    })
}

/// Returns the moment at which a claim was made: the earliest of its publication, else of the time
/// that it gives.
fn said_at(claim: &Claim) -> Option<Instant> {
    let earliest = |range: Option<Range>| range.and_then(|range| range.earliest);
    earliest(claim.published).or(earliest(claim.asserted))
}

/// Writes the result of a verdict, behind a word where it rests on no outage, and the result of the
/// claim as a whole where it is about most or some of its sites (R11).
fn result_of(report: &Report, account: &AccountParts<'_>) -> String {
    let result = result_words(account.verdict);
    let mut words =
        if account.rests_on_it() { result } else { format!("of another time: {result}") };
    let whole = report.claim_verdicts.iter().find(|whole| whole.claim == account.claim.id);
    if let Some(whole) = whole {
        words.push_str(&format!("; as a whole {}", judgement_words(whole.judgement)));
    }
    words
}

/// Writes a bracket in words, its late end in whole seconds, rounded up: a stamp to the minute
/// tells no part of a second.
fn bracket_words(zone: Zone, bracket: Bracket) -> String {
    match (bracket.after, bracket.by.map(whole_second)) {
        (Some(after), Some(by)) => {
            format!("after {} and by {}", moment(zone, after), moment(zone, by))
        }
        (None, Some(by)) => format!("by {}, since when is not on the record", moment(zone, by)),
        (Some(after), None) => {
            format!("after {}, when is not on the record", moment(zone, after))
        }
        (None, None) => "at a time that is not on the record".to_owned(),
    }
}
