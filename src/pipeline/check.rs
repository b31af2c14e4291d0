//! `check`: read everything, write nothing, print what each source holds and what is wrong.

use super::examine::examine_sources;
use super::report_folder::AskedReport;
use super::started::{Started, start};
use super::{Error, Printout};
use crate::cli::{OutputFormat, RunOptions};
use crate::model::Request;
use crate::report::terminal::{shortfall, sources};

/// Reads an incident and describes its sources and its refusals.
///
/// # Errors
/// [`Error`] where the input cannot be read.
pub(super) fn check(
    request: &Request,
    format: OutputFormat,
    options: RunOptions,
) -> Result<Printout, Error> {
    let asked = AskedReport::of(request, None)?;
    let Started { mut stages, proposed, opened } = start(&asked.request, options)?;
    let request = &proposed.request;
    stages.end("open");
    let (report, survey) = stages.watch(|watch| examine_sources(opened, options.memory, watch))?;
    let result = match format {
        OutputFormat::Text => sources::checked(&report, &survey, &request.path_prefix()),
        OutputFormat::Json => sources::json(&report, &survey),
    };
    let shortfall = shortfall::of_check(&report);
    let mut notes = asked.notes(&report.inputs, options);
    notes.push_str(&proposed.notes(options));
    notes.push_str(&stages.summary());
    Ok(Printout { result, notes, shortfall })
}
