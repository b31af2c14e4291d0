//! `fold`: write the runs of probe logs, in one small file that stands for them.

use super::examine::{folded, names_of};
use super::started::{Started, start};
use super::{Error, OutputTarget, Printout};
use crate::cli::RunOptions;
use crate::model::Request;
use crate::output::check_outside_inputs;
use crate::report::terminal::{self, shortfall};
use crate::runs::RunsOutput;

/// Writes the runs of probe logs into a file.
///
/// # Errors
/// [`Error`] where the input cannot be read or the file cannot be written.
pub(super) fn fold(
    request: &Request,
    place: OutputTarget<'_>,
    options: RunOptions,
) -> Result<Printout, Error> {
    let OutputTarget { output, changed_files } = place;
    let Started { mut stages, proposed, mut opened } = start(request, options)?;
    let request = &proposed.request;
    check_outside_inputs(output, &opened.input_paths(request))?;
    let file = RunsOutput::open(output, &opened.input_paths(request), changed_files)?;
    stages.end("open");
    let (fold, sorted) = stages.watch(|watch| folded(&mut opened, options.memory, None, watch))?;
    let segments = fold.segments(sorted, names_of(&opened));
    stages.end("join");
    let runs = opened.write_runs(file, &segments)?;
    stages.end("write");
    let notes = proposed.notes(options) + &stages.summary();
    let rows = opened.rows();
    let outside = rows.iter().map(|rows| rows.outside).sum();
    let result = terminal::fold::written_runs(output, runs, segments.len() as u64, outside);
    let shortfall = shortfall::of_log(opened.refusals());
    Ok(Printout { result, notes, shortfall }.for_files(options))
}
