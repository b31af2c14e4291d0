//! The pages of a report: both are filled from the same view.

use super::lengths::with_unbroken_lengths;
use super::links::without_dead_links;
use super::render::{HTML, MARKDOWN, filled};
use super::view::View;
use crate::model::Report;
use crate::report::charts::Chart;
use crate::report::table::Table;
use minijinja::Error;

/// Renders `report.html`: one file that needs no network.
///
/// # Errors
/// Where the template is faulty: a fault of this program, not of its input.
pub fn html(report: &Report, tables: &[Table<'_>], charts: &[Chart]) -> Result<String, Error> {
    let page = filled(&HTML, &View::of(report, tables, charts))?;
    Ok(with_unbroken_lengths(&without_dead_links(&page)))
}

/// Renders `report.md`: for a post-incident document.
///
/// # Errors
/// As [`html`].
pub fn markdown(report: &Report, tables: &[Table<'_>], charts: &[Chart]) -> Result<String, Error> {
    filled(&MARKDOWN, &View::of(report, tables, charts))
}
