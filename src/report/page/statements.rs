//! Claims with their verdicts, as words.

use super::wording::{MOST, time_words};
use crate::model::safe_text::safe_text;
use crate::model::{Claim, ClaimVerdict, Judgement, Report, ResultGroup, Verdict, VerdictFlag};
use crate::report::anchors::{of_claim, of_site};
use crate::report::verdicts::{
    claim_verdict_sentence, flag_words, judgement_words, result_words, verdict_counts,
    verdict_sentence, verdicts_by_claim,
};
use crate::report::wording::{
    FigureOrigin, claim_kind, claimant_with_role, grouped, is_simulated_throughout, name_of_site,
};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Most verdicts of a claim listed one by one; the tables have all.
const MOST_OF_ONE: usize = 600;
/// Most verdicts of all claims; each claim has an equal part of them, and at least
/// [`LEAST_OF_ONE`].
const MOST_OF_ALL: usize = 3_000;
const LEAST_OF_ONE: usize = 5;

/// Claim as the page shows it, with its verdicts.
#[derive(Serialize)]
pub(super) struct ClaimView {
    anchor: String,
    id: String,
    who: String,
    kind: String,
    published: String,
    asserted: String,
    quote: String,
    note: String,
    url: String,
    archived_url: String,
    counts: Vec<String>,
    /// Reason why there is no verdict.
    no_verdict: &'static str,
    whole: String,
    verdicts: Vec<VerdictView>,
    more: String,
}

/// Verdict as the page shows it.
#[derive(Serialize)]
struct VerdictView {
    id: String,
    /// Anchor of the site, and its name.
    site_anchor: String,
    site: String,
    /// Outage that it rests on; empty where it rests on none.
    outage: String,
    rule: &'static str,
    judgement: String,
    /// Group of its result, as a word.
    group: &'static str,
    sentence: String,
    flags: Vec<String>,
}

/// Returns every claim with its verdicts.
pub(super) fn claims(report: &Report) -> Vec<ClaimView> {
    let by_claim = verdicts_by_claim(report);
    let most = (MOST_OF_ALL / report.claims.len().max(1)).clamp(LEAST_OF_ONE, MOST_OF_ONE);
    let shown = report.claims.iter().take(MOST);
    shown
        .map(|claim| {
            let own = by_claim.get(claim.id.as_str()).map_or(&[][..], Vec::as_slice);
            view(report, claim, own, most)
        })
        .collect()
}

/// Puts the verdict on a claim as a whole into words; empty for a claim about each of its sites.
fn whole(report: &Report, claim: &Claim) -> String {
    let verdict = report.claim_verdicts.iter().find(|verdict| verdict.claim == claim.id);
    let sentence_of = |verdict: &ClaimVerdict| {
        // Nobody said of a threat that it was so.
        let result = match verdict.judgement {
            Judgement::Supported if verdict.intent => "announced only".to_owned(),
            judgement => judgement_words(judgement),
        };
        let whole = match FigureOrigin::named(report).log() {
            Some(log) => format!("In a {log}, as a whole {result}"),
            None => format!("As a whole {result}"),
        };
        format!("{whole}. {}", claim_verdict_sentence(verdict))
    };
    verdict.map(sentence_of).unwrap_or_default()
}

/// Writes a claim in words.
fn view(report: &Report, claim: &Claim, own: &[&Verdict], most: usize) -> ClaimView {
    let zone = report.zone;
    ClaimView {
        anchor: of_claim(&claim.id),
        id: safe_text(&claim.id),
        who: claimant_with_role(claim),
        kind: claim_kind(claim),
        published: time_words(zone, &claim.published_text, claim.published),
        asserted: time_words(zone, &claim.asserted_text, claim.asserted),
        quote: safe_text(&claim.quote),
        note: safe_text(&claim.note),
        url: safe_text(&claim.url),
        archived_url: safe_text(&claim.archived_url),
        whole: whole(report, claim),
        counts: verdict_counts(claim, own),
        no_verdict: match claim.sites_left_out {
            0 => "no verdict: the claim names no known site",
            _ => "no verdict: the sites that the claim names are left out",
        },
        more: match own.len().saturating_sub(most) {
            0 => String::new(),
            _ => format!(
                "Only the first {most} of {} by site are shown; tables/verdicts.csv holds all.",
                grouped(own.len())
            ),
        },
        verdicts: own.iter().take(most).map(|verdict| of(report, verdict)).collect(),
    }
}

/// Writes a verdict in words.
fn of(report: &Report, verdict: &Verdict) -> VerdictView {
    // Where all probes are simulated, the sentence says so.
    let is_said = is_simulated_throughout(report);
    let flags = verdict.flags.iter().filter(|flag| **flag != VerdictFlag::Simulated || !is_said);
    VerdictView {
        id: verdict.id.clone(),
        site_anchor: of_site(&verdict.site),
        site: name_of_site(report, &verdict.site),
        outage: verdict.outage.clone().unwrap_or_default(),
        rule: verdict.rule.id(),
        judgement: result_words(verdict),
        group: verdict.group_of_result().as_str(),
        sentence: verdict_sentence(verdict),
        flags: flags.map(|flag| flag_words(*flag)).collect(),
    }
}

/// Outage that nobody claimed, as the page shows it.
#[derive(Serialize)]
pub(super) struct UnclaimedView {
    id: String,
    outage: String,
    sentence: String,
}

/// Returns the outages that nobody claimed (R9), in sentences: all, by site; of too many, the
/// longest.
pub(super) fn unclaimed(report: &Report) -> Vec<UnclaimedView> {
    let mut verdicts: Vec<&Verdict> = all_unclaimed(report).collect();
    if verdicts.len() > MOST {
        let lengths: BTreeMap<&str, i64> = report
            .outages
            .iter()
            .map(|outage| (outage.id.as_str(), outage.duration.least_us))
            .collect();
        let length =
            |verdict: &Verdict| verdict.outage.as_deref().and_then(|id| lengths.get(id)).copied();
        verdicts.sort_by_cached_key(|verdict| Reverse(length(verdict)));
        verdicts.truncate(MOST);
    }
    verdicts
        .into_iter()
        .map(|verdict| UnclaimedView {
            id: verdict.id.clone(),
            outage: verdict.outage.clone().unwrap_or_default(),
            sentence: verdict_sentence(verdict),
        })
        .collect()
}

/// Returns every outage that nobody claimed.
pub(super) fn all_unclaimed(report: &Report) -> impl Iterator<Item = &Verdict> {
    report.verdicts.iter().filter(|verdict| verdict.group_of_result() == ResultGroup::NobodyClaimed)
}
