//! Claims with their lags (M29), as the page lists them.

use super::wording::{DAY_FORM, MOST, moment, whole_days};
use crate::clock::{Range, SECOND, Zone};
use crate::model::lag::LagSummary;
use crate::model::safe_text::safe_text;
use crate::model::{Claim, Report};
use crate::report::anchors::of_claim;
use crate::report::wording::{claim_kind, claimant_with_role, grouped, lag_words};
use serde::Serialize;
use std::collections::BTreeMap;

/// Claim with its lag, as the page shows it.
#[derive(Serialize)]
pub(super) struct LagView {
    /// Time of the publication.
    published: String,
    who: String,
    kind: String,
    /// Anchor of the claim, and its id.
    anchor: String,
    claim: String,
    /// Number of outages that its verdicts rest on.
    outages: String,
    /// Median of its lags.
    lag: String,
    /// Least and greatest lag; empty where the claim has one lag.
    range: String,
}

/// Returns the claims that have a lag, by publication, those that come first.
pub(super) fn lags(report: &Report) -> Vec<LagView> {
    let claims: BTreeMap<&str, &Claim> =
        report.claims.iter().map(|claim| (claim.id.as_str(), claim)).collect();
    let of_claims = report.lag_summaries.iter().filter_map(|summary| {
        Some(view(report.zone, claims.get(summary.claim.as_deref()?)?, summary))
    });
    of_claims.take(MOST).collect()
}

/// Counts the claims that have a lag.
pub(super) fn count(report: &Report) -> usize {
    report.lag_summaries.iter().filter(|summary| summary.claim.is_some()).count()
}

/// Writes a claim with its lags.
fn view(zone: Zone, claim: &Claim, summary: &LagSummary) -> LagView {
    LagView {
        published: claim.published.map(|range| published(zone, range)).unwrap_or_default(),
        who: claimant_with_role(claim),
        kind: claim_kind(claim),
        anchor: of_claim(&claim.id),
        claim: safe_text(&claim.id),
        outages: grouped(summary.lags),
        lag: lag_words(summary.median, summary.behind),
        range: match summary.lags {
            1 => String::new(),
            _ => lag_words(summary.range, summary.behind),
        },
    }
}

/// Writes the time of a publication, to a moment where it is known to the second.
fn published(zone: Zone, range: Range) -> String {
    match (range.earliest, range.latest) {
        (Some(from), Some(until)) if until.since(from) <= SECOND => moment(zone, from),
        (Some(from), Some(until)) => whole_days(zone, from, until, DAY_FORM)
            .unwrap_or_else(|| format!("{} to {}", moment(zone, from), moment(zone, until))),
        _ => String::new(),
    }
}
