//! All tables, in their order.

use super::{
    availability, blips, chance, claimants, claims, common_mode, control_groups, events, inputs,
    outages, pace_changes, partial, recovery, refusals, sensitivity, set_aside, sites, sites_down,
    sources, timeline, totals, verdicts, windowed_availability,
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
        sites::records,
        outages::records,
        blips::records,
        partial::records,
        claims::records,
        verdicts::records,
        timeline::records,
        claimants::records,
        chance::records,
        control_groups::records,
        sensitivity::records,
        events::records,
        availability::records,
        windowed_availability::records,
        common_mode::records,
        refusals::records,
    ];
    let work = tables
        .into_iter()
        .map(|records| -> Job<'_, _> { Box::new(move || Table::of(records(report))) });
    in_parallel(work.collect()).into_iter().collect()
}

/// Returns the lists that `incident.json` has besides the tables.
pub fn only_json(report: &Report) -> Vec<TableRows<'_>> {
    vec![
        inputs::records(report),
        totals::verdict_counts(report),
        refusals::counts(report),
        sites_down::records(report),
        recovery::records(report),
        pace_changes::records(report),
        set_aside::records(report),
    ]
}

/// Returns the lists that `check --json` alone has.
pub fn only_check<'a>(report: &'a Report, survey: &'a Survey) -> Vec<TableRows<'a>> {
    vec![
        sources::records(&survey.sources),
        sources::names(&survey.names),
        refusals::by_kind(&report.refusals),
    ]
}
