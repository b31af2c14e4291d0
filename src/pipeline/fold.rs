//! The runs alone: read, fold, write.

use super::examine::{folded, log_of};
use super::run::Done;
use super::write::Manner;
use super::{Bar, Error};
use crate::model::Asked;
use crate::source::{self, Output, SourceError};
use std::path::Path;

/// Writes the runs of what was asked for into the file `output`.
///
/// # Errors
/// Where the input cannot be read or the file cannot be written.
pub(super) fn fold(asked: &Asked, output: &Path, manner: Manner) -> Result<Done, Error> {
    let Manner { quiet, memory, .. } = manner;
    let mut opened = source::open(asked)?;
    let file = Output::open(output, &opened.input_paths(asked)).map_err(SourceError::Runs)?;
    let bar = if quiet { Bar::hidden() } else { Bar::shown() };
    let folds = folded(&mut opened, memory, |step| bar.show(step));
    bar.done();
    let (fold, sorted) = folds?;
    let pieces = fold.pieces(sorted, log_of(&opened));
    let runs = opened.write_runs(file, &pieces).map_err(SourceError::Runs)?;
    let series = pieces.len();
    let refused = opened.refused();
    let note = if quiet || refused == 0 {
        String::new()
    } else {
        format!("{refused} rows refused; they are listed in the report, and by corroborate check\n")
    };
    Ok(Done { result: format!("{}: {runs} runs of {series} series\n", output.display()), notes: note, refused: false })
}
