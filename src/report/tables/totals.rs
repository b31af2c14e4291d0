//! `totals`: the headline numbers, as one row; `verdict_counts`: the verdicts by result.

use super::{change_counts, unreadable_parts};
use crate::model::{RefusedPart, Report, Totals};
use crate::report::table::{Builder, TableRows};
use crate::report::verdicts::GROUP;

/// Returns the table, its columns and rows.
pub(in crate::report) fn rows(report: &Report) -> TableRows<'_> {
    let refusals = &report.refusals;
    let [rows, outcomes, cells] = RefusedPart::ALL.map(|part| refusals.count_of(part));
    let refused = downtime(counts(report))
        .count(
            "refusals",
            "rows",
            "Rows, and parts of rows, that could not be used: the sum of the three below.",
            move |_| Some(rows + outcomes + cells),
        )
        .count(
            "refused_rows",
            "rows",
            "Rows refused, those of files of claims included.",
            move |_| Some(rows),
        );
    unreadable_parts::columns(refused, move |_| outcomes, move |_| cells).table(
        "totals",
        "Totals",
        "The headline numbers.",
    )
}

/// Returns the verdicts by result, zeros left out.
pub(super) fn verdict_counts(report: &Report) -> TableRows<'_> {
    Builder::over(&report.totals.verdicts)
        .text("result", "Result of the verdicts.", |counted| Some(counted.judgement.as_str()))
        .text("result_group", GROUP, |counted| Some(counted.group.as_str()))
        .count("verdicts", "verdicts", "Verdicts with this result, in this group.", |counted| {
            Some(counted.of.verdicts)
        })
        .count(
            "sites",
            "sites",
            "Sites that these verdicts are on, each counted once; a target that is no site counts \
             as one.",
            |counted| Some(counted.of.sites),
        )
        .count(
            "retold",
            "verdicts",
            "Verdicts among them on claims that retell another one, which has a verdict on the \
             same site.",
            |counted| Some(counted.of.retold),
        )
        .count(
            "later_outages",
            "verdicts",
            "Verdicts among them on claims which rest on an outage that was not the site's first.",
            |counted| Some(counted.of.later_outages),
        )
        .table(
            "verdict_counts",
            "Verdicts by result",
            "A row for each result that occurs, and each group of it.",
        )
}

/// Adds columns of counts.
fn counts(report: &Report) -> Builder<'_, Totals> {
    let known = Builder::over(std::slice::from_ref(&report.totals)).count(
        "sites",
        "sites",
        "Known sites.",
        |totals| Some(totals.sites),
    );
    change_counts::columns(known, |totals| &totals.changes)
}

/// Adds columns of downtime.
fn downtime(builder: Builder<'_, Totals>) -> Builder<'_, Totals> {
    builder
        .microseconds(
            "downtime_at_least_us",
            "Least downtime, summed over the outages whose start is on the record.",
            |totals| Some(totals.downtime.least_us),
        )
        .microseconds(
            "downtime_at_most_us",
            "Greatest downtime, summed likewise; empty where an outage has no known end.",
            |totals| totals.downtime.most_us,
        )
        .microseconds(
            "downtime_at_least_outside_maintenance_us",
            "As downtime_at_least_us, outside announced work.",
            |totals| Some(totals.downtime_outside_maintenance.least_us),
        )
        .microseconds(
            "downtime_at_most_outside_maintenance_us",
            "As downtime_at_most_us, outside announced work.",
            |totals| totals.downtime_outside_maintenance.most_us,
        )
        .count(
            "closed",
            "sites",
            "Sites that went down, whose outages all have a known start and end.",
            |totals| Some(totals.closed),
        )
        .microseconds(
            "downtime_closed_at_least_us",
            "Least downtime, summed over the sites counted in closed.",
            |totals| Some(totals.downtime_closed.least_us),
        )
        .microseconds(
            "downtime_closed_at_most_us",
            "Greatest downtime, summed over the sites counted in closed.",
            |totals| totals.downtime_closed.most_us,
        )
        .microseconds(
            "downtime_without_start_at_least_us",
            "Least downtime, summed over the outages whose start is not on the record.",
            |totals| Some(totals.downtime_without_onset_us),
        )
}
