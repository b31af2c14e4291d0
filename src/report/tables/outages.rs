//! `outages`: a row for each confirmed outage (M10, M12).

use crate::model::{Outage, OutageFlag, Report};
use crate::report::row_location::row_location;
use crate::report::table::{Builder, TableRows, ceil_s, floor_s};
use std::borrow::Cow;

/// Returns the table, its columns and rows.
pub(super) fn rows(report: &Report) -> TableRows<'_> {
    columns(report, &report.outages).table(
        "outages",
        "Outages",
        "A row for each confirmed outage, by start and site.",
    )
}

/// Returns the columns of outages, for any list of them.
pub(super) fn columns<'a>(report: &'a Report, rows: &'a [Outage]) -> Builder<'a, Outage> {
    exact(appended(evidence(report, lengths(ends(rows)))))
}

/// Adds columns of starts and ends.
fn ends(rows: &[Outage]) -> Builder<'_, Outage> {
    Builder::over(rows)
        .id("outage", "Id of the outage or blip, such as O001 or B001.", |outage| &outage.id)
        .text("site", "Id of the site.", |outage| Some(&outage.site))
        .instant(
            "onset_after",
            "The outage started after this moment; empty where nothing was certainly up before it.",
            |outage| outage.onset.after,
        )
        .instant("onset_by", "The outage had certainly started by this moment.", |outage| {
            outage.onset.by
        })
        .instant(
            "recovery_after",
            "The outage ended after this moment, at which the site was certainly down; in a gap \
             before it (flag gap_inside) it may have been up for a while.",
            |outage| outage.recovery.after,
        )
        .instant(
            "recovery_by",
            "The site was certainly up again by this moment; empty where it is off the record.",
            |outage| outage.recovery.by,
        )
        .instant("stable_recovery_after", "The site was up to stay after this moment.", |outage| {
            outage.stable_recovery.after
        })
        .instant(
            "stable_recovery_by",
            "The site was certainly up to stay by this moment; empty where it is off the record.",
            |outage| outage.stable_recovery.by,
        )
}

/// Adds columns of lengths.
fn lengths(builder: Builder<'_, Outage>) -> Builder<'_, Outage> {
    builder
        .seconds("at_least_s", "Least time that the site was down, rounded down.", |outage| {
            Some(floor_s(outage.duration.least_us))
        })
        .seconds(
            "at_most_s",
            "Greatest time that the site can have been down, rounded up; empty where it cannot be \
             known.",
            |outage| outage.duration.most_us.map(ceil_s),
        )
}

/// Adds columns of evidence.
fn evidence<'a>(report: &'a Report, builder: Builder<'a, Outage>) -> Builder<'a, Outage> {
    builder
        .count(
            "failed_probes",
            "probes",
            "Failed probes in the runs of failure that overlap the outage.",
            |outage| Some(outage.failed_probes),
        )
        .texts(
            "vantages",
            "Vantages (checking locations) whose probes failed, separated by semicolons.",
            |outage| outage.vantages.iter().map(Cow::from).collect(),
        )
        .causes(
            "causes",
            "Causes of the failed probes with their counts, the most frequent first, separated by \
             semicolons; `503:10..12` is at least 10 and at most 12.",
            |outage| &outage.causes,
        )
        .texts("flags", "Marks of the outage, separated by semicolons.", |outage| {
            outage.flags.iter().map(|flag| OutageFlag::as_str(*flag).into()).collect()
        })
        .made_text(
            "first_row",
            "File and line of the row that makes onset_by: the first failed probe, of several \
             vantages the one with which enough of them saw it down (M9).",
            |outage| row_location(report, outage.first_row),
        )
        .made_text(
            "last_row",
            "File and line of the row that makes recovery_after: the last failed probe, of several \
             vantages the last with which enough of them saw it down (M9).",
            |outage| row_location(report, outage.last_row),
        )
}

/// Adds columns that came later: order never changes.
fn appended(builder: Builder<'_, Outage>) -> Builder<'_, Outage> {
    builder
        .count(
            "relapses",
            "outages",
            "Outages and blips between the first and the stable end.",
            |outage| Some(outage.relapses),
        )
        .number("episode", "Number of the episode, from 1 within the site.", |outage| {
            Some(outage.episode)
        })
        .seconds(
            "at_least_outside_maintenance_s",
            "As at_least_s, outside announced work.",
            |outage| Some(floor_s(outage.outside_maintenance.least_us)),
        )
        .seconds(
            "at_most_outside_maintenance_s",
            "As at_most_s, outside announced work.",
            |outage| outage.outside_maintenance.most_us.map(ceil_s),
        )
        .count(
            "declared_probes",
            "probes",
            "Failed probes of failed_probes that no row records, as a row of a log of changes, or \
             a period of a list, stands for them (M12).",
            |outage| Some(outage.declared_probes),
        )
}

/// Adds columns of exact values, for JSON alone.
fn exact(builder: Builder<'_, Outage>) -> Builder<'_, Outage> {
    builder
        .microseconds("at_least_us", "As at_least_s, exact.", |outage| {
            Some(outage.duration.least_us)
        })
        .microseconds("at_most_us", "As at_most_s, exact.", |outage| outage.duration.most_us)
        .microseconds(
            "at_least_outside_maintenance_us",
            "As at_least_outside_maintenance_s, exact.",
            |outage| Some(outage.outside_maintenance.least_us),
        )
        .microseconds(
            "at_most_outside_maintenance_us",
            "As at_most_outside_maintenance_s, exact.",
            |outage| outage.outside_maintenance.most_us,
        )
        .spans("certainly_down", "Times at which the site was confirmed down.", |outage| {
            Some(outage.down.spans())
        })
        .span(
            "possibly_down",
            "Whole time that the outage can have lasted, as far as the record goes.",
            |outage| Some(outage.possible),
        )
}
