//! Outages, blips, what was seen in part, and common modes as JSON.

use super::moments::{Between, Boundary, Location};
use crate::model::{self, OutageFlag, Report};
use serde::Serialize;

/// An outage or a blip.
#[derive(Serialize)]
pub(super) struct Outage<'a> {
    outage: &'a str,
    site: &'a str,
    onset: Boundary,
    recovery: Boundary,
    stable_recovery: Boundary,
    at_least_us: i64,
    at_most_us: Option<i64>,
    at_least_outside_maintenance_us: i64,
    at_most_outside_maintenance_us: Option<i64>,
    certainly_down: Vec<Between>,
    possibly_down: Between,
    relapses: usize,
    episode: usize,
    failed_probes: u64,
    vantages: &'a [String],
    causes: Vec<Cause<'a>>,
    flags: Vec<&'static str>,
    first_row: Option<Location<'a>>,
    last_row: Option<Location<'a>>,
}

#[derive(Serialize)]
struct Cause<'a> {
    cause: &'a str,
    probes: u64,
}

impl<'a> Outage<'a> {
    /// The view of an outage.
    pub(super) fn of(report: &'a Report, outage: &'a model::Outage) -> Outage<'a> {
        Outage {
            outage: &outage.id,
            site: &outage.site,
            onset: Boundary::of(outage.onset),
            recovery: Boundary::of(outage.recovery),
            stable_recovery: Boundary::of(outage.stable_recovery),
            at_least_us: outage.duration.least_us,
            at_most_us: outage.duration.most_us,
            at_least_outside_maintenance_us: outage.outside_maintenance.least_us,
            at_most_outside_maintenance_us: outage.outside_maintenance.most_us,
            certainly_down: Between::all(&outage.down),
            possibly_down: Between::of(outage.possible),
            relapses: outage.relapses,
            episode: outage.episode,
            failed_probes: outage.failed_probes,
            vantages: &outage.vantages,
            causes: outage
                .causes
                .iter()
                .map(|(cause, probes)| Cause { cause, probes: *probes })
                .collect(),
            flags: outage.flags.iter().map(|flag| OutageFlag::as_str(*flag)).collect(),
            first_row: Location::of(report, outage.first_row),
            last_row: Location::of(report, outage.last_row),
        }
    }
}

/// A time at which some vantages failed and no quorum saw the site down.
#[derive(Serialize)]
pub(super) struct Partial<'a> {
    site: &'a str,
    possible: Between,
    failed: &'a [String],
    challenged: &'a [String],
    probes: u64,
}

impl Partial<'_> {
    /// The view of such a time.
    pub(super) fn of(partial: &model::Partial) -> Partial<'_> {
        Partial {
            site: &partial.site,
            possible: Between::of(partial.possible),
            failed: &partial.failed,
            challenged: &partial.challenged,
            probes: partial.probes,
        }
    }
}

/// A time at which most sites failed together from one vantage.
#[derive(Serialize)]
pub(super) struct CommonMode<'a> {
    vantage: &'a str,
    span: Between,
    sites: usize,
    sick: bool,
    probes_set_aside: u64,
}

impl CommonMode<'_> {
    /// The view of such a time.
    pub(super) fn of(common: &model::CommonMode) -> CommonMode<'_> {
        CommonMode {
            vantage: &common.vantage,
            span: Between::of(common.span),
            sites: common.sites,
            sick: common.sick,
            probes_set_aside: common.probes_set_aside,
        }
    }
}
