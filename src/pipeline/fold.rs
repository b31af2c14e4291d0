//! The runs alone: read, fold, write.

use super::examine::{folded, log_of};
use super::run::{Outcome, shown};
use super::timings::Timings;
use super::{Bar, Error};
use crate::cli::RunOptions;
use crate::files::SourceError;
use crate::incident;
use crate::model::Request;
use crate::report::files::is_outside;
use crate::runs::Output;
use std::path::Path;

/// Writes the runs of what was asked for into the file `output`.
///
/// # Errors
/// Where the input cannot be read or the file cannot be written.
pub(super) fn fold(
    request: &Request,
    output: &Path,
    options: RunOptions,
) -> Result<Outcome, Error> {
    let mut timings = Timings::begin(options);
    let mut opened = incident::open(request)?;
    is_outside(output, &opened.input_paths(request))?;
    let file = Output::open(output, &opened.input_paths(request)).map_err(SourceError::Runs)?;
    timings.end("open");
    let bar = Bar::of(options);
    let folds = folded(&mut opened, (options.memory, None), |step| shown(&bar, &mut timings, step));
    bar.done();
    let (fold, sorted) = folds?;
    let segments = fold.segments(sorted, log_of(&opened));
    timings.end("join");
    let runs = opened.write_runs(file, &segments).map_err(SourceError::Runs)?;
    timings.end("write");
    let series = segments.len();
    let refused = opened.refused();
    let mut notes = if options.quiet || refused == 0 {
        String::new()
    } else {
        format!("{refused} rows refused; they are listed in the report, and by corroborate check\n")
    };
    notes.push_str(&timings.told());
    Ok(Outcome {
        result: format!("{}: {runs} runs of {series} series\n", output.display()),
        notes,
        refused: false,
    })
}
