//! Columns that say where a row of an input stands.

use crate::model::{Location, Report};

/// Writes a location as readers do: `probes/a.csv:104`. `None` where the file is not among the
/// inputs.
pub(super) fn row_location(report: &Report, location: Location) -> Option<String> {
    let input = report.inputs.get(usize::try_from(location.file).ok()?)?;
    Some(format!("{}:{}", input.path, location.line))
}
