//! `recovery_times`: a row for each set of sites, with the time to their recovery, and `recovery`,
//! a row for each step of their curves (M22).

use crate::model::Report;
use crate::model::recoveries::{CurvePoint, SetRecovery, SiteSet};
use crate::report::table::{Builder, TableRows, ceil_s, floor_s};
use crate::report::wording::{SIMULATED, recovery_words, simulated};
use std::borrow::Cow;

/// Returns the table of times, its columns and rows.
pub(super) fn times(report: &Report) -> TableRows<'_> {
    let named = Builder::over(&report.recoveries)
        .text("set", SET, |one| Some(one.set.as_str()))
        .text("name", NAME, |one| one.set.name())
        .text("role", "Role of the claimant.", |one| match &one.set {
            SiteSet::Claimant { role, .. } => Some(role.as_str()),
            SiteSet::All | SiteSet::Group(_) => None,
        })
        .count("went_down", "sites", "Sites of the set that went down.", |one| {
            Some(one.sites.len())
        })
        .count("seen_back", "sites", "Sites of these that were seen to come back.", |one| {
            Some(one.seen_back)
        });
    let timed = named
        .seconds(
            "median_min_s",
            "Time from the start of each site's first outage on the record, and for a claimant of \
             the one that its claims are held against, after which at least half of the sites \
             were back to stay, by the shortest times that the probes allow, rounded down.",
            |one| Some(floor_s(one.median.least_us)),
        )
        .seconds(
            "median_max_s",
            "That time by the longest times, rounded up; empty where fewer than half of the sites \
             were seen back.",
            |one| one.median.most_us.map(ceil_s),
        )
        .seconds("least_s", "Shortest time of any of the sites, rounded down.", |one| {
            Some(floor_s(one.range.least_us))
        })
        .seconds(
            "greatest_s",
            "Longest time of any of them, rounded up; empty where one was not seen back.",
            |one| one.range.most_us.map(ceil_s),
        );
    timed
        .made_text("recovery", "The recovery of the sites in words.", |one: &SetRecovery| {
            Some(recovery_words(one))
        })
        .texts("sites", "Ids of the sites that went down, separated by semicolons.", |one| {
            one.sites.iter().map(|site| Cow::Borrowed(site.as_str())).collect()
        })
        .texts(
            "outages",
            "Ids of the outages of these episodes, from the first start on the record on, \
             separated by semicolons: what the times rest on.",
            |one| one.outages.iter().map(|outage| Cow::Borrowed(outage.as_str())).collect(),
        )
        .text("simulated", SIMULATED, |one| simulated(report, one.sites.iter().map(String::as_str)))
        .table(
            "recovery_times",
            "Times to recovery",
            "A row for all sites, then one for the outages that the claims of each claimant of an \
             attack or outage are held against, and one for each group of sites.csv: how long \
             the sites that went down took to come back.",
        )
}

/// Step of the curve of a set of sites.
#[derive(Clone)]
struct CurveStep<'r> {
    set: &'r SiteSet,
    point: &'r CurvePoint,
}

/// Returns the list of steps, its columns and rows.
pub(super) fn steps(report: &Report) -> TableRows<'_> {
    let sets = report.recoveries.iter();
    let steps = sets.flat_map(|one| {
        let set = &one.set;
        one.curve.iter().map(move |point| CurveStep { set, point })
    });
    let steps: Vec<CurveStep<'_>> = steps.collect();
    Builder::over(steps)
        .text("set", SET, |step| Some(step.set.as_str()))
        .text("name", NAME, |step| step.set.name())
        .microseconds("since_us", "Time since the start of a site's outage.", |step| {
            Some(step.point.since_us)
        })
        .exact_share(
            "share_back_min",
            "Least share of the sites that went down and were up again.",
            |step| Some(step.point.least),
        )
        .exact_share(
            "share_back_max",
            "Greatest share of the sites that went down and were up again.",
            |step| Some(step.point.most),
        )
        .table(
            "recovery",
            "Recovery",
            "A row for each step of the curve of sites that are back: of all sites, then of each \
             set of recovery_times, where five or more went down.",
        )
}

/// Descriptions of the columns of both that name the set.
const SET: &str = "Kind of the set: all sites, those with outages that the claims of a claimant \
                   are held against, or a group.";
const NAME: &str = "Name of the claimant or of the group; empty for all sites.";
