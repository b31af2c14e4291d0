//! `explain`: from an outage, a verdict or another figure back to the lines of the archive.

use super::examine::examine;
use super::progress::Stages;
use super::proposed_request::ProposedRequest;
use super::report_folder::AskedReport;
use super::started::{Started, start};
use super::{Error, Printout};
use crate::analysis::RulesTried;
use crate::cli::{OutputFormat, RunOptions};
use crate::clock::IntervalSet;
use crate::incident::{self, SourceLines};
use crate::model::{Memory, Report, Request, RowsShown, SourceLine};
use crate::report::terminal::explain::{self, Circumstances, LinesRead};
use crate::report::terminal::explain_evidence::RowsBehind;
use crate::report::terminal::explain_named::{HeadlineFigure, Named, NamedItem, named, near_id};
use std::collections::BTreeMap;
use std::path::Path;

/// Times from which rows are needed, by the id of their site.
type AskedTimes = BTreeMap<String, IntervalSet>;

/// Incident that was read and worked out, of which things are explained.
struct Examined {
    asked: AskedReport,
    proposed: ProposedRequest,
    report: Report,
    /// Memory for reading it again, too.
    memory: Memory,
}

impl Examined {
    /// Reads what a request asks for; `incident` is the folder of the incident where the request
    /// names its report besides.
    fn read(
        request: &Request,
        incident: Option<&Path>,
        options: RunOptions,
    ) -> Result<(Examined, Stages), Error> {
        let asked = AskedReport::of(request, incident)?;
        let Started { mut stages, proposed, opened } = start(&asked.request, options)?;
        stages.end("open");
        let report =
            stages.watch(|watch| examine(opened, options.memory, RulesTried::InForce, watch))?;
        Ok((Examined { asked, proposed, report, memory: options.memory }, stages))
    }

    /// Finds what an id names.
    fn named(&self, id: &str) -> Result<Named<'_>, Error> {
        let unknown = || Error::UnknownId {
            id: id.to_owned(),
            near: near_id(&self.report, id),
            figures: HeadlineFigure::words(),
            refused: explain::refused_claims(&self.report),
        };
        named(&self.report, id).ok_or_else(unknown)
    }

    /// Reads the rows of some times again.
    fn source_lines(&self, times: &AskedTimes) -> Result<SourceLines, Error> {
        if times.is_empty() {
            return Ok(SourceLines::default());
        }
        let request = &self.proposed.request;
        let opened = incident::open(request, self.memory)?;
        Ok(opened.source_lines(times, request.origin.folder())?)
    }
}

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
    let (examined, mut stages) = Examined::read(request, incident, options)?;
    let Examined { asked, proposed, report, .. } = &examined;
    let named = examined.named(id)?;
    // A program is given every row.
    let shown = if format == OutputFormat::Json { RowsShown::All } else { rows };
    let evidence = RowsBehind::of(report, named.item, shown);
    let source_lines = examined.source_lines(&evidence.times())?;
    stages.end("source lines");
    let lines = LinesRead { lines: &source_lines.lines, beyond: source_lines.beyond };
    let changed_inputs = asked.changed_since(&report.inputs);
    let mut result = match format {
        // The archive may have rows that are not at hand.
        OutputFormat::Text if lines.lines.is_empty() && !source_lines.absent.is_empty() => {
            explain::described(report, named.item)
        }
        OutputFormat::Text => explain::explained(report, named.item, &evidence, &lines),
        OutputFormat::Json => {
            let circumstances =
                Circumstances { others: &named.others, changed_inputs: &changed_inputs };
            explain::json(report, named.item, &evidence, &lines, circumstances)
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
    Ok(Printout { result, notes, shortfall: asked.shortfall(&changed_inputs, &report.inputs) })
}

/// Explains each of several ids as `explain` prints it with its rows at the edges, with one reading
/// of the incident, or of that of a report.
///
/// # Errors
/// [`Error`] where the input cannot be read, or where an id names nothing.
pub fn explanations_of(request: &Request, ids: &[String]) -> Result<Vec<String>, Error> {
    let options = RunOptions { quiet: true, timings: false, memory: Memory::DEFAULT };
    let (examined, _) = Examined::read(request, None, options)?;
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        let named = examined.named(id)?;
        all.push((named.item, RowsBehind::of(&examined.report, named.item, RowsShown::AtEdges)));
    }
    let mut texts = Vec::with_capacity(ids.len());
    explain_in_turn(&examined, &all, &mut texts)?;
    Ok(texts)
}

/// Explains things with one reading of their rows, or with one of each half where there are more
/// rows than are held.
fn explain_in_turn(
    examined: &Examined,
    all: &[(NamedItem<'_>, RowsBehind<'_>)],
    texts: &mut Vec<String>,
) -> Result<(), Error> {
    let mut asked = AskedTimes::new();
    for (site, times) in all.iter().flat_map(|(_, evidence)| evidence.times()) {
        let known = asked.entry(site).or_default();
        *known = known.union(&times);
    }
    let read = examined.source_lines(&asked)?;
    if read.beyond > 0 && all.len() > 1 {
        let (first, rest) = all.split_at(all.len() / 2);
        explain_in_turn(examined, first, texts)?;
        return explain_in_turn(examined, rest, texts);
    }
    for (item, evidence) in all {
        let times = evidence.times();
        let is_own =
            |line: &&SourceLine| times.get(&line.site).is_some_and(|times| times.contains(line.at));
        let own: Vec<SourceLine> = read.lines.iter().filter(is_own).cloned().collect();
        let lines = LinesRead { lines: &own, beyond: read.beyond };
        texts.push(explain::explained(&examined.report, *item, evidence, &lines));
    }
    Ok(())
}
