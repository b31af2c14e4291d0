//! The result tables, one file for each. A new one is a new file and one line in [`all`].

mod availability;
mod blips;
mod claims;
mod common_mode;
mod outages;
mod partial;
mod refusals;
mod sites;
mod timeline;
mod verdicts;

use super::share::{self, Work};
use super::table::Table;
use crate::model::{Location, Report};
use polars::prelude::PolarsError;

/// Every table, in the order in which they are shown.
///
/// # Errors
/// Where a data frame cannot be built: a fault of this program, not of its input.
pub fn all(report: &Report) -> Result<Vec<Table>, PolarsError> {
    // The longest is begun first, so that no thread works alone at the end; then it goes to its
    // place.
    const TIMELINE: usize = 6;
    let tables = [
        timeline::table,
        sites::table,
        outages::table,
        blips::table,
        partial::table,
        claims::table,
        verdicts::table,
        availability::table,
        common_mode::table,
        refusals::table,
    ];
    let work = tables.into_iter().map(|table| -> Work<'_, _> { Box::new(move || table(report)) });
    let mut tables: Vec<Table> =
        share::done(work.collect()).into_iter().collect::<Result<_, _>>()?;
    tables[..=TIMELINE].rotate_left(1);
    Ok(tables)
}

/// A place as readers write it: `probes/a.csv:104`. `None` where the file is not among the inputs.
pub(super) fn location(report: &Report, location: Location) -> Option<String> {
    let input = report.inputs.get(usize::try_from(location.file).ok()?)?;
    Some(format!("{}:{}", input.path, location.line))
}

/// Several words in one cell.
pub(super) fn joined<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().collect::<Vec<_>>().join(";")
}

/// A count as the frames hold it.
fn number(count: usize) -> Option<u64> {
    u64::try_from(count).ok()
}
