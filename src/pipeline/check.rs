//! `check`: read everything, write nothing, print what each source holds and what is wrong.

use super::examine::survey;
use super::started::{Started, start};
use super::{Error, Printout};
use crate::cli::{OutputFormat, RunOptions};
use crate::model::Request;
use crate::report::terminal::sources;

/// Reads an incident and describes its sources and its refusals.
///
/// # Errors
/// [`Error`] where the input cannot be read.
pub(super) fn check(
    request: &Request,
    format: OutputFormat,
    options: RunOptions,
) -> Result<Printout, Error> {
    let Started { mut stages, proposed, opened } = start(request, options)?;
    let request = &proposed.request;
    stages.end("open");
    let (report, survey) = stages.watch(|watch| survey(opened, options.memory, watch))?;
    let result = match format {
        OutputFormat::Text => sources::checked(&report, &survey, &request.path_prefix()),
        OutputFormat::Json => sources::json(&report, &survey),
    };
    let refused = report.refusals.count() > 0;
    let notes = proposed.notes(options) + &stages.summary();
    Ok(Printout { result, notes, refused })
}
