//! Which tables there are, and in which order.

use super::{
    availability, blips, claims, common_mode, events, inputs, outages, pace_changes, partial,
    recovery, refusals, set_aside, sites, sites_down, speakers, timeline, totals, verdicts,
};
use crate::model::Report;
use crate::report::parallel::{Job, in_parallel};
use crate::report::table::{Records, Table};
use polars::prelude::PolarsError;

/// Every table, in the order in which they are shown.
///
/// # Errors
/// Where a data frame cannot be built: a fault of this program, not of its input.
pub fn all(report: &Report) -> Result<Vec<Table<'_>>, PolarsError> {
    // The longest is begun first, so that no thread works alone at the end; then it goes to its
    // place.
    const TIMELINE: usize = 6;
    let tables = [
        timeline::records,
        sites::records,
        outages::records,
        blips::records,
        partial::records,
        claims::records,
        verdicts::records,
        speakers::records,
        events::records,
        availability::records,
        common_mode::records,
        refusals::records,
    ];
    let work = tables
        .into_iter()
        .map(|records| -> Job<'_, _> { Box::new(move || Table::of(records(report))) });
    let made: Result<Vec<Table<'_>>, PolarsError> =
        in_parallel(work.collect()).into_iter().collect();
    let mut tables = made?;
    tables[..=TIMELINE].rotate_left(1);
    Ok(tables)
}

/// The lists that `incident.json` has besides the tables.
pub fn only_json(report: &Report) -> Vec<Records<'_>> {
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
