//! Claims with their lags (M29), as the page lists them.

use super::wording::{MOST, more};
use crate::clock::{Range, Zone};
use crate::model::lag::LagSummary;
use crate::model::safe_text::safe_text;
use crate::model::{Claim, ClaimKind, Quantifier, Report};
use crate::report::anchors::of_claim;
use crate::report::wording::{
    When, by_count, claim_kind, claimant_with_role, grouped, lag_words, site_by_id, with_role,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Claim with its lag, as the page shows it.
#[derive(Serialize)]
struct LagView {
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

/// Lags of all claims of a claimant behind one kind of change, as the page shows them.
#[derive(Serialize)]
pub(super) struct ClaimantLag {
    /// Time of the first publication.
    first: String,
    who: String,
    claims: String,
    outages: String,
    /// Median of the lags.
    lag: String,
    /// Least and greatest lag; empty where there is one lag.
    range: String,
}

/// Lags of claims, as the page tells of them.
#[derive(Serialize)]
pub(super) struct LagSection {
    /// Each claimant and kind of change, by first publication, those that come first.
    claimants: Vec<ClaimantLag>,
    /// Claims with a lag, by publication, those that come first.
    claims: Vec<LagView>,
    /// Sentence where not all claims are shown; may be empty.
    more: String,
    /// Sentence on claims without a lag; may be empty.
    without: String,
}

impl LagSection {
    /// Returns the section of a report.
    pub(super) fn of(report: &Report) -> LagSection {
        let claimants = report.lag_summaries.iter().filter(|summary| summary.claim.is_none());
        LagSection {
            claimants: claimants.take(MOST).map(|one| claimant_lag(report.zone, one)).collect(),
            claims: lags(report),
            more: more("first published", count(report), "tables/lag_summaries.csv"),
            without: without_lag(report),
        }
    }
}

/// Writes the lags of a claimant.
fn claimant_lag(zone: Zone, summary: &LagSummary) -> ClaimantLag {
    ClaimantLag {
        first: published(zone, summary.first_published),
        who: with_role(&summary.claimant, summary.role),
        claims: grouped(summary.claims),
        outages: grouped(summary.outages),
        lag: lag_words(summary.median, summary.behind),
        range: range_words(summary),
    }
}

/// Writes the least and the greatest of several lags; empty for one.
fn range_words(summary: &LagSummary) -> String {
    match summary.lags {
        1 => String::new(),
        _ => lag_words(summary.range, summary.behind),
    }
}

/// Counts the claims without a lag, by the reason; empty where all have one.
fn without_lag(report: &Report) -> String {
    let with: BTreeSet<&str> =
        report.lag_summaries.iter().filter_map(|summary| summary.claim.as_deref()).collect();
    let mut counts = [0_usize; REASONS.len()];
    let on_measured = claims_on_measured_sites(report);
    for claim in report.claims.iter().filter(|claim| !with.contains(claim.id.as_str())) {
        let speaks_of_change = claim.is_of_outage() || claim.kind == ClaimKind::Restored;
        let reason = match claim {
            _ if claim.intent => 4,
            _ if !speaks_of_change => 5,
            _ if claim.quantifier == Quantifier::None => 3,
            _ if claim.published.is_none() => 2,
            _ if !on_measured.contains(claim.id.as_str()) => 1,
            _ => 0,
        };
        counts[reason] += 1;
    }
    let there: Vec<String> = counts
        .into_iter()
        .zip(REASONS)
        .filter(|(count, _)| *count > 0)
        .map(|(count, (one, many))| format!("{} {}", grouped(count), by_count(count, one, many)))
        .collect();
    match there.is_empty() {
        true => String::new(),
        false => format!("Claims without a lag: {}.", there.join(", ")),
    }
}

/// Lists the claims with a verdict on a site that was measured.
fn claims_on_measured_sites(report: &Report) -> BTreeSet<&str> {
    let is_measured = |id: &str| site_by_id(report, id).is_some_and(|site| site.measured);
    let verdicts = report.verdicts.iter().filter(|verdict| is_measured(&verdict.site));
    verdicts.filter_map(|verdict| verdict.claim.as_deref()).collect()
}

/// Reasons why claims have no lag, of one and of several.
const REASONS: [(&str, &str); 6] = [
    (
        "whose verdicts rest on no outage with that change on the record",
        "whose verdicts rest on no outage with that change on the record",
    ),
    ("on no site that was measured", "on no site that was measured"),
    ("without a publication time", "without a publication time"),
    ("that denies an outage", "that deny an outage"),
    ("that only announces it", "that only announce it"),
    ("that speaks of no change", "that speak of no change"),
];

/// Returns the claims that have a lag, by publication, those that come first.
fn lags(report: &Report) -> Vec<LagView> {
    let claims: BTreeMap<&str, &Claim> =
        report.claims.iter().map(|claim| (claim.id.as_str(), claim)).collect();
    let of_claims = report.lag_summaries.iter().filter_map(|summary| {
        Some(view(report.zone, claims.get(summary.claim.as_deref()?)?, summary))
    });
    of_claims.take(MOST).collect()
}

/// Counts the claims that have a lag.
fn count(report: &Report) -> usize {
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
        outages: grouped(summary.outages),
        lag: lag_words(summary.median, summary.behind),
        range: range_words(summary),
    }
}

/// Writes the time of a publication, in the zone of the incident where it has one.
fn published(zone: Zone, range: Range) -> String {
    let When { local, utc } = When::of_range(zone, range);
    if local.is_empty() { utc } else { local }
}
