//! `outages`: a row for each confirmed outage (M10, M12).

use super::{joined, location, number};
use crate::model::{Outage, OutageFlag, Report};
use crate::report::table::{Builder, Table, ceil_s, floor_s};
use polars::prelude::PolarsError;

pub(super) fn table(report: &Report) -> Result<Table, PolarsError> {
    columns(report, &report.outages).table(
        "outages",
        "Outages",
        "A row for each confirmed outage, by onset and site.",
    )
}

/// The columns of outages, for any list of them.
pub(super) fn columns<'a>(report: &'a Report, rows: &'a [Outage]) -> Builder<'a, Outage> {
    appended(evidence(report, edges(rows)))
}

fn edges(rows: &[Outage]) -> Builder<'_, Outage> {
    Builder::over(rows)
        .text("outage", "Its id.", |o| Some(o.id.clone()))
        .text("site", "The site's id.", |o| Some(o.site.clone()))
        .instant(
            "onset_after",
            "It began after this moment; empty where nothing was certainly up before it.",
            |o| o.onset.after,
        )
        .instant("onset_by", "It had certainly begun by this moment.", |o| o.onset.by)
        .instant("recovery_after", "The site was first up again after this moment.", |o| {
            o.recovery.after
        })
        .instant(
            "recovery_by",
            "The site was certainly up again by this moment; empty where the record ends first.",
            |o| o.recovery.by,
        )
        .instant("stable_recovery_after", "The site was up to stay after this moment.", |o| {
            o.stable_recovery.after
        })
        .instant(
            "stable_recovery_by",
            "The site was certainly up to stay by this moment; empty where the record ends first.",
            |o| o.stable_recovery.by,
        )
        .seconds("at_least_s", "Certainly down for at least so long, rounded down.", |o| {
            Some(floor_s(o.duration.least_us))
        })
        .seconds(
            "at_most_s",
            "Down for at most so long, rounded up; empty where it cannot be known.",
            |o| o.duration.most_us.map(ceil_s),
        )
}

fn evidence<'a>(report: &'a Report, builder: Builder<'a, Outage>) -> Builder<'a, Outage> {
    builder
        .count(
            ("failed_probes", "probes"),
            "Failed probes in the runs of failure that overlap it.",
            |o| Some(o.failed_probes),
        )
        .text("vantages", "Vantages that saw it fail, separated by semicolons.", |o| {
            Some(joined(o.vantages.iter().map(String::as_str)))
        })
        .text(
            "causes",
            "Causes seen with their counts, the most frequent first, separated by semicolons.",
            |o| Some(causes(o)),
        )
        .text("flags", "Marks, separated by semicolons.", |o| {
            Some(joined(o.flags.iter().map(|flag| OutageFlag::as_str(*flag))))
        })
        .text("first_place", "File and line of the first failed probe.", |o| {
            location(report, o.first_row)
        })
        .text("last_place", "File and line of the last failed probe.", |o| {
            location(report, o.last_row)
        })
}

fn appended(builder: Builder<'_, Outage>) -> Builder<'_, Outage> {
    builder
        .count(
            ("relapses", "outages"),
            "Outages and blips between the first and the stable recovery.",
            |o| number(o.relapses),
        )
        .count(("episode", "episodes"), "Number of the episode, from 1 within the site.", |o| {
            number(o.episode)
        })
        .seconds("at_least_outside_maintenance_s", "As at_least_s, outside announced work.", |o| {
            Some(floor_s(o.outside_maintenance.least_us))
        })
        .seconds("at_most_outside_maintenance_s", "As at_most_s, outside announced work.", |o| {
            o.outside_maintenance.most_us.map(ceil_s)
        })
}

/// The causes of an outage in one cell: `503:12;timeout:3`.
fn causes(outage: &Outage) -> String {
    outage
        .causes
        .iter()
        .map(|(word, count)| format!("{word}:{count}"))
        .collect::<Vec<_>>()
        .join(";")
}
