//! `check`: read everything, write nothing, print what each source holds and what is wrong.

use super::examine::survey;
use super::progress::Stages;
use super::quick_way::propose;
use super::{Error, Printout};
use crate::cli::{OutputFormat, RunOptions};
use crate::incident;
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
    let mut stages = Stages::begin(options);
    let proposed = propose(request)?;
    let request = &proposed.request;
    let opened = incident::open(request)?;
    stages.end("open");
    let (report, survey) = stages.watch(|watch| survey(opened, options.memory, watch))?;
    let result = match format {
        OutputFormat::Text => sources::checked(&report, &survey, &request.path_prefix()),
        OutputFormat::Json => sources::json(&report, &survey),
    };
    let refused = report.refusals.count() > 0;
    let assumed = if options.quiet { String::new() } else { proposed.notes() };
    Ok(Printout { result, notes: assumed + &stages.summary(), refused })
}
