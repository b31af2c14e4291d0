//! Accounts of one outage, or of one site, side by side, as the page lists them.

use super::wording::{MOST, moment, more};
use crate::clock::{Bracket, Zone};
use crate::model::Report;
use crate::model::safe_text::safe_text;
use crate::report::accounts::{AccountGroup, AccountGroups, AccountParts, without_outage_words};
use crate::report::anchors::of_claim;
use crate::report::headline::ACCOUNTS;
use crate::report::wording::{claim_kind, claimant_with_role, name_of_site, plural, whole_second};
use serde::Serialize;

/// Accounts of an outage, or of a site, as the page shows them.
#[derive(Serialize)]
struct OutageAccounts {
    /// Id of the outage; empty where the accounts are of no one.
    outage: String,
    site: String,
    /// Start and end as measured, in words; without an outage, what is known of the site.
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

/// Outages and sites of which several claimants speak, as the page tells of them.
#[derive(Serialize)]
pub(super) struct AccountsSection {
    /// Outages where the verdicts have several results, in order of their start, the first of them.
    differing: Vec<OutageAccounts>,
    /// Sentence where not all of these are shown; may be empty.
    more: String,
    /// Sentence on the others; may be empty.
    alike: String,
    /// Sites of which one claimant says down when another says up, of no one outage on the record,
    /// by id, the first of them.
    without_outage: Vec<OutageAccounts>,
    /// Sentence where not all of these are shown; may be empty.
    more_without_outage: String,
}

impl AccountsSection {
    /// Returns the section of a report.
    pub(super) fn of(report: &Report) -> AccountsSection {
        let AccountGroups { differing, alike, without_outage } = AccountGroups::of(report);
        let views = |groups: &[AccountGroup<'_>]| {
            groups.iter().take(MOST).filter_map(|group| view(report, group)).collect()
        };
        AccountsSection {
            more: more("first", differing.len(), ACCOUNTS),
            differing: views(&differing),
            alike: match alike.len() {
                0 => String::new(),
                count => format!(
                    "Of {} several claimants speak, and their verdicts agree: tables/accounts.csv.",
                    plural(count, "outage")
                ),
            },
            more_without_outage: more("first", without_outage.len(), ACCOUNTS),
            without_outage: views(&without_outage),
        }
    }
}

/// Writes the accounts of one outage, or of one site; `None` where there are none.
fn view(report: &Report, group: &[AccountParts<'_>]) -> Option<OutageAccounts> {
    let AccountParts { outage, site, .. } = *group.first()?;
    let zone = report.zone;
    let measured = outage.map(|outage| {
        format!(
            "started {}; ended {}",
            bracket_words(zone, outage.onset),
            bracket_words(zone, outage.recovery)
        )
    });
    Some(OutageAccounts {
        outage: outage.map(|outage| outage.id.clone()).unwrap_or_default(),
        site: name_of_site(report, site),
        measured: measured.unwrap_or_else(|| without_outage_words(report, site)),
        accounts: group
            .iter()
            .map(|one @ AccountParts { claim, verdict, .. }| AccountView {
                who: claimant_with_role(claim),
                kind: claim_kind(claim),
                time: match claim.asserted {
                    Some(_) => safe_text(&claim.asserted_text),
                    None => format!("published {}", safe_text(&claim.published_text)),
                },
                result: one.result(report),
                anchor: of_claim(&claim.id),
                claim: safe_text(&claim.id),
                verdict: verdict.id.clone(),
            })
            .collect(),
    })
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
