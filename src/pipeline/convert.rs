//! `convert`: write archives of another layout as a log in our own, and say what was lost.

use super::started::{Started, start};
use super::{Error, ExamineStep, OutputTarget, Printout, ReadingPass};
use crate::cli::RunOptions;
use crate::model::{RefusedPart, Request, Sample, SeriesKey, shown_path};
use crate::output::check_outside_inputs;
use crate::report::probe_log::ProbeLogWriter;
use crate::report::terminal::{self, convert::Converted};
use crate::report::terminal::{refusals, shortfall};

/// Writes the probes of archives into a file.
///
/// # Errors
/// [`Error`] where the input cannot be read or the file cannot be written.
pub(super) fn convert(
    request: &Request,
    place: OutputTarget<'_>,
    options: RunOptions,
) -> Result<Printout, Error> {
    let OutputTarget { output, changed_files } = place;
    let Started { mut stages, proposed, mut opened } = start(request, options)?;
    let request = &proposed.request;
    let inputs = opened.input_paths(request);
    check_outside_inputs(output, &inputs)?;
    let mut probes = ProbeLogWriter::open(output, &inputs, changed_files)?;
    stages.end("open");
    let of_bytes = opened.logs.bytes();
    let (mut rows, mut failed) = (0_u64, None);
    let ragged = stages.watch(|watch| {
        let take = |sample: Sample, key: &SeriesKey, cause: &str| {
            if failed.is_none() {
                failed = probes.push(&sample, key, cause).err();
                rows += 1;
            }
        };
        let progress =
            |progress| watch(ExamineStep::Reading { progress, of_bytes, pass: ReadingPass::First });
        opened.read_logs(|logs| logs.read_named(take, progress))
    })?;
    if let Some(why) = failed {
        return Err(why.into());
    }
    probes.finish()?;
    stages.end("convert");
    let refusals = opened.logs.refusals();
    let of_incident = request.origin.folder().is_some();
    let result = terminal::convert::written_log(&Converted {
        output: &shown_path(output),
        rows,
        refused: refusals.count_of(RefusedPart::Row),
        unreadable_outcomes: refusals.count_of(RefusedPart::Outcome),
        ragged,
        outside: opened.rows().iter().map(|rows| rows.outside).sum(),
        names: opened.logs.matched().len() as u64,
        sources: &opened.incident.sources,
        interval_unsaid: !of_incident && opened.logs.says_only_changes(),
        of_incident,
    });
    let mut notes = proposed.notes(options);
    if !options.quiet {
        notes.push_str(&refusals::listed(refusals, ""));
    }
    notes.push_str(&stages.summary());
    let shortfall = shortfall::of_log(refusals);
    Ok(Printout { result, notes, shortfall }.for_files(options))
}
