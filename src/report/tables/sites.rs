//! `sites`: a row for each known site.

use super::{joined, number};
use crate::model::{Outage, Report, SiteReport};
use crate::report::table::{Builder, Table, ceil_s, ceil_share, floor_s, floor_share};
use polars::prelude::PolarsError;
use std::collections::BTreeMap;

pub(super) fn table(report: &Report) -> Result<Table, PolarsError> {
    let builder = appended(shares(edges(report, counts(&report.sites))));
    builder.table(
        "sites",
        "Sites",
        "A row for each known site. Where a site was not measured, \
        its counts and lengths are empty.",
    )
}

/// A value of a measured site; nothing where it was not measured.
fn measured<T>(site: &SiteReport, value: T) -> Option<T> {
    site.measured.then_some(value)
}

fn counts(rows: &[SiteReport]) -> Builder<'_, SiteReport> {
    Builder::over(rows)
        .text("site", "Its id.", |s| Some(s.site.id.clone()))
        .text("name", "Its name.", |s| Some(s.site.name.clone()))
        .text("group", "The group it belongs to.", |s| s.site.group.clone())
        .count(("outages", "outages"), "Confirmed outages.", |s| {
            measured(s, s.outages).and_then(number)
        })
        .count(("blips", "blips"), "Failures that too few probes confirm.", |s| {
            measured(s, s.blips).and_then(number)
        })
        .count(
            ("episodes", "episodes"),
            "Outages, with those close together counted as one.",
            |s| measured(s, s.episodes).and_then(number),
        )
        .seconds(
            "down_at_least_s",
            "Certainly down in confirmed outages for at least so long, \
            rounded down.",
            |s| measured(s, floor_s(s.downtime.least_us)),
        )
        .seconds(
            "down_at_most_s",
            "Down in confirmed outages for at most so long, rounded up; \
            empty where one has no known end.",
            |s| measured(s, s.downtime.most_us)?.map(ceil_s),
        )
}

fn edges<'a>(report: &'a Report, builder: Builder<'a, SiteReport>) -> Builder<'a, SiteReport> {
    // The first and the last confirmed outage of each site.
    let mut ends: BTreeMap<&str, [&Outage; 2]> = BTreeMap::new();
    for outage in &report.outages {
        ends.entry(&outage.site).and_modify(|[_, last]| *last = outage).or_insert([outage; 2]);
    }
    let end = |s: &SiteReport, at: usize| Some(ends.get(s.site.id.as_str())?[at]);
    builder
        .instant("first_onset_after", "The first confirmed outage began after this moment.", |s| {
            end(s, 0)?.onset.after
        })
        .instant(
            "first_onset_by",
            "The first confirmed outage had certainly begun by this moment.",
            |s| end(s, 0)?.onset.by,
        )
        .instant("last_recovery_after", "The last confirmed outage ended after this moment.", |s| {
            end(s, 1)?.recovery.after
        })
        .instant(
            "last_recovery_by",
            "The last confirmed outage had certainly ended by this moment.",
            |s| end(s, 1)?.recovery.by,
        )
}

fn shares(builder: Builder<'_, SiteReport>) -> Builder<'_, SiteReport> {
    builder
        .share("observed_share", "Observed time over the whole window.", |s| {
            s.observed_share.map(floor_share)
        })
        .share("up_share_min", "Certainly-up time over the whole window.", |s| {
            s.up_share_min.map(floor_share)
        })
        .share("up_share_max", "One less certainly-down time over the whole window.", |s| {
            s.up_share_max.map(ceil_share)
        })
        .flag("claimed", "Whether a claim of an attack or an outage names it.", |s| Some(s.claimed))
}

fn appended(builder: Builder<'_, SiteReport>) -> Builder<'_, SiteReport> {
    builder
        .text("url", "Its address.", |s| s.site.url.clone())
        .text("operator", "Who runs it.", |s| s.site.operator.clone())
        .flag("measured", "Whether any probe at it lies in the window.", |s| Some(s.measured))
        .text("vantages", "Vantages that looked at it, separated by semicolons.", |s| {
            Some(joined(s.vantages.iter().map(String::as_str)))
        })
        .seconds(
            "down_at_least_outside_maintenance_s",
            "As down_at_least_s, outside announced work.",
            |s| measured(s, floor_s(s.downtime_outside_maintenance.least_us)),
        )
        .seconds(
            "down_at_most_outside_maintenance_s",
            "As down_at_most_s, outside announced work.",
            |s| measured(s, s.downtime_outside_maintenance.most_us)?.map(ceil_s),
        )
}
