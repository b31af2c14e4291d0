//! All tables, in their order.

use super::{
    accounts, availability, blips, chance, claimants, claims, common_mode, control_groups, events,
    inputs, lags, outages, pace_changes, partial, recovery, refusals, sensitivity, set_aside,
    sites, sites_down, sources, summaries, timeline, totals, verdicts, windowed_availability,
};
use crate::model::{Report, Survey};
use crate::report::parallel::{Job, in_parallel};
use crate::report::table::{Table, TableRows};
use polars::prelude::PolarsError;

/// Returns every table, in the order in which they are shown.
///
/// # Errors
/// Where a data frame cannot be built: a fault of this program, not of its input.
pub fn all(report: &Report) -> Result<Vec<Table<'_>>, PolarsError> {
    let tables = [
        sites::rows,
        outages::rows,
        blips::rows,
        partial::rows,
        claims::rows,
        verdicts::rows,
        timeline::rows,
        claimants::rows,
        chance::rows,
        control_groups::rows,
        accounts::rows,
        lags::rows,
        lags::summaries,
        sensitivity::rows,
        events::rows,
        recovery::times,
        availability::rows,
        windowed_availability::rows,
        common_mode::rows,
        refusals::rows,
    ];
    let work =
        tables.into_iter().map(|rows| -> Job<'_, _> { Box::new(move || Table::of(rows(report))) });
    let summed: Job<'_, _> = Box::new(move || sums(report));
    in_parallel(work.chain([summed]).collect()).into_iter().collect()
}

/// Returns the table of sums.
///
/// # Errors
/// Where a data frame cannot be built: a fault of this program, not of its input.
pub(in crate::report) fn sums(report: &Report) -> Result<Table<'_>, PolarsError> {
    Table::of(summaries::rows(report)?)
}

/// Returns the lists that `incident.json` has besides the tables.
pub fn only_json(report: &Report) -> Vec<TableRows<'_>> {
    vec![
        inputs::rows(report),
        totals::verdict_counts(report),
        refusals::counts(report),
        sites_down::rows(report),
        recovery::steps(report),
        pace_changes::rows(report),
        set_aside::rows(report),
    ]
}

/// Returns the lists that `check --json` alone has.
pub fn only_check<'a>(report: &'a Report, survey: &'a Survey) -> Vec<TableRows<'a>> {
    vec![
        sources::rows(&survey.sources),
        sources::names(&survey.names),
        refusals::by_kind(&report.refusals),
    ]
}
