//! `explain`: from an outage, a verdict or another figure back to the lines of the archive.

use super::examine::examine;
use super::report_folder::AskedReport;
use super::started::{Started, start};
use super::{Error, Printout};
use crate::analysis::RulesTried;
use crate::cli::{OutputFormat, RunOptions};
use crate::incident::{self, SourceLines};
use crate::model::{Request, RowsShown};
use crate::report::terminal;
use crate::report::terminal::explain::LinesBehind;

/// Describes what this id names, and quotes the lines behind it.
///
/// # Errors
/// [`Error`] where the input cannot be read, or where the id names nothing.
pub(super) fn explain(
    id: &str,
    request: &Request,
    rows: RowsShown,
    format: OutputFormat,
    options: RunOptions,
) -> Result<Printout, Error> {
    let asked = AskedReport::of(request)?;
    let Started { mut stages, proposed, opened } = start(&asked.request, options)?;
    let request = &proposed.request;
    stages.end("open");
    let report =
        stages.watch(|watch| examine(opened, options.memory, RulesTried::InForce, watch))?;
    let unknown = || Error::UnknownId {
        id: id.to_owned(),
        refused: terminal::explain::refused_claims(&report),
    };
    let named = terminal::explain::named(&report, id).ok_or_else(unknown)?;
    let source_lines = match terminal::explain::lines_behind(&report, named) {
        None => SourceLines::default(),
        Some(LinesBehind { site, span }) => {
            incident::open(request)?.source_lines(site, span, request.origin.folder())?
        }
    };
    stages.end("source lines");
    let lines = &source_lines.lines;
    let mut result = match format {
        OutputFormat::Text => terminal::explain::explained(&report, named, lines, rows),
        OutputFormat::Json => terminal::explain::json(&report, named, lines),
    };
    let absent = source_lines.absent.iter().map(|file| {
        format!(
            "{file}: not at hand as it was when the runs were made, so its lines are not shown\n"
        )
    });
    let absent: String = absent.collect();
    let mut notes = asked.notes(&report.inputs, options);
    match format {
        OutputFormat::Text => result.push_str(&absent),
        OutputFormat::Json => notes.push_str(&absent),
    }
    notes.push_str(&proposed.notes(options));
    notes.push_str(&stages.summary());
    Ok(Printout { result, notes, shortfall: None })
}
