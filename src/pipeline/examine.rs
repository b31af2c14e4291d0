//! From files to a frozen report: one line for each stage.

use crate::analysis;
use crate::fold::{Fold, SeriesLog, Sorter};
use crate::model::{Asked, Report};
use crate::source::{self, Progress, SourceError};

/// What the reading is at, for a progress bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// Rows and bytes so far in this reading.
    pub progress: Progress,
    /// Bytes of one reading.
    pub of_bytes: u64,
    /// Whether it is the second reading, for rows that came out of order.
    pub again: bool,
}

/// Reads what was asked for, and works out the report.
///
/// # Errors
/// Where the input cannot be read.
pub fn examine(opened: source::Opened, mut watch: impl FnMut(Step)) -> Result<Report, SourceError> {
    let mut opened = opened;
    let of_bytes = opened.archive.bytes();
    let mut fold = Fold::default();
    opened.archive.read(|sample, causes| fold.push(sample, causes), |progress| watch(Step { progress, of_bytes, again: false }))?;
    let log = SeriesLog { keys: opened.archive.keys(), causes: opened.archive.causes(), sources: &opened.incident.sources };
    let mut sorter = Sorter::for_series(&fold.unsettled(log));
    if !sorter.is_idle() {
        opened.archive.read_again(|sample, _| sorter.push(sample), |progress| watch(Step { progress, of_bytes, again: true }))?;
    }
    let log = SeriesLog { keys: opened.archive.keys(), causes: opened.archive.causes(), sources: &opened.incident.sources };
    let record = fold.finish(sorter, log);
    let (incident, inputs, refusals) = opened.settle()?;
    Ok(analysis::report(incident, &record, inputs, refusals))
}

/// The report of what was asked for, without watching.
///
/// # Errors
/// As [`examine`].
pub fn report_of(asked: &Asked) -> Result<Report, SourceError> {
    examine(source::open(asked)?, |_| ())
}
