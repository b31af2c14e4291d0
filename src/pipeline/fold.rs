//! The runs alone: read, fold, write.

use super::examine::{folded, log_of};
use super::run::{Done, shown};
use super::timings::Timings;
use super::{Bar, Error};
use crate::cli::Means;
use crate::model::Asked;
use crate::report::files::is_outside;
use crate::source::{self, Output, SourceError};
use std::path::Path;

/// Writes the runs of what was asked for into the file `output`.
///
/// # Errors
/// Where the input cannot be read or the file cannot be written.
pub(super) fn fold(asked: &Asked, output: &Path, means: Means) -> Result<Done, Error> {
    let mut timings = Timings::begin(means);
    let mut opened = source::open(asked)?;
    is_outside(output, &opened.input_paths(asked))?;
    let file = Output::open(output, &opened.input_paths(asked)).map_err(SourceError::Runs)?;
    timings.end("open");
    let bar = Bar::of(means);
    let folds = folded(&mut opened, (means.memory, None), |step| shown(&bar, &mut timings, step));
    bar.done();
    let (fold, sorted) = folds?;
    let pieces = fold.pieces(sorted, log_of(&opened));
    timings.end("join");
    let runs = opened.write_runs(file, &pieces).map_err(SourceError::Runs)?;
    timings.end("write");
    let series = pieces.len();
    let refused = opened.refused();
    let mut notes = if means.quiet || refused == 0 {
        String::new()
    } else {
        format!("{refused} rows refused; they are listed in the report, and by corroborate check\n")
    };
    notes.push_str(&timings.told());
    Ok(Done {
        result: format!("{}: {runs} runs of {series} series\n", output.display()),
        notes,
        refused: false,
    })
}
