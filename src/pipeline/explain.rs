//! `explain`: from an outage, a verdict or another figure back to the lines of the archive.

use super::examine::examine;
use super::report_folder::AskedReport;
use super::started::{Started, start};
use super::{Error, Printout};
use crate::analysis::RulesTried;
use crate::cli::{OutputFormat, RunOptions};
use crate::incident::{self, SourceLines};
use crate::model::{Request, RowsShown};
use crate::report::terminal::explain::{self, Circumstances};
use crate::report::terminal::explain_evidence::RowsBehind;
use crate::report::terminal::explain_named::{HeadlineFigure, named};
use std::path::Path;

/// Describes what this id names, and quotes the lines behind it. `incident` is the folder of the
/// incident where the request names its report besides. What changed since that report was made
/// ends the run with exit code 1.
///
/// # Errors
/// [`Error`] where the input cannot be read, or where the id names nothing.
pub(super) fn explain(
    id: &str,
    (request, incident): (&Request, Option<&Path>),
    rows: RowsShown,
    format: OutputFormat,
    options: RunOptions,
) -> Result<Printout, Error> {
    let asked = AskedReport::of(request, incident)?;
    let Started { mut stages, proposed, opened } = start(&asked.request, options)?;
    let request = &proposed.request;
    stages.end("open");
    let report =
        stages.watch(|watch| examine(opened, options.memory, RulesTried::InForce, watch))?;
    let unknown = || Error::UnknownId {
        id: id.to_owned(),
        figures: HeadlineFigure::words(),
        refused: explain::refused_claims(&report),
    };
    let named = named(&report, id).ok_or_else(unknown)?;
    // A program is given every row.
    let shown = if format == OutputFormat::Json { RowsShown::All } else { rows };
    let evidence = RowsBehind::of(&report, named.item, shown);
    let times = evidence.times();
    let source_lines = match times.is_empty() {
        true => SourceLines::default(),
        false => incident::open(request)?.source_lines(&times, request.origin.folder())?,
    };
    stages.end("source lines");
    let lines = explain::LinesRead { lines: &source_lines.lines, beyond: source_lines.beyond };
    let changed_inputs = asked.changed_since(&report.inputs);
    let mut result = match format {
        OutputFormat::Text => explain::explained(&report, named.item, &evidence, &lines),
        OutputFormat::Json => {
            let circumstances =
                Circumstances { others: &named.others, changed_inputs: &changed_inputs };
            explain::json(&report, named.item, &evidence, &lines, circumstances)
        }
    };
    let absent = source_lines.absent.iter().map(|file| {
        format!(
            "{file}: not at hand as it was when the runs were made, so its lines are not shown\n"
        )
    });
    let absent: String = absent.collect();
    let mut notes = asked.found_note(options).to_owned();
    if !named.others.is_empty() && !options.quiet {
        let others = named.others.join("`, `");
        notes.push_str(&format!("note: another thing has this id, too; write `{others}` for it\n"));
    }
    match format {
        OutputFormat::Text => result.push_str(&absent),
        OutputFormat::Json => notes.push_str(&absent),
    }
    notes.push_str(&proposed.notes(options));
    notes.push_str(&stages.summary());
    Ok(Printout { result, notes, shortfall: asked.shortfall(&changed_inputs) })
}
