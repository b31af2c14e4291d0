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
use crate::report::terminal::explain_named::{HeadlineFigure, Named, meant, near_id};
use crate::report::terminal::shortfall;
use std::borrow::Cow;
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
        rules: RulesTried,
        options: RunOptions,
    ) -> Result<(Examined, Stages), Error> {
        let asked = AskedReport::of(request, incident)?;
        let Started { mut stages, proposed, opened } = start(&asked.request, options)?;
        stages.end("open");
        let report = stages.watch(|watch| examine(opened, options.memory, rules, watch))?;
        Ok((Examined { asked, proposed, report, memory: options.memory }, stages))
    }

    /// Finds what a word means: one thing, or each of several ids, or of a pattern.
    fn meant(&self, word: &str, shown: RowsShown) -> Result<Vec<AskedThing<'_>>, Error> {
        let unknown = |id: &str| Error::UnknownId {
            id: id.to_owned(),
            near: near_id(&self.report, id),
            figures: HeadlineFigure::words(),
            refused: explain::refused_claims(&self.report),
        };
        let all = meant(&self.report, word).map_err(unknown)?;
        if all.len() > MOST_AT_ONCE {
            let count = all.len();
            return Err(Error::TooManyMeant { word: word.to_owned(), count, most: MOST_AT_ONCE });
        }
        let things = all.into_iter().map(|named| {
            let evidence = RowsBehind::of(&self.report, named.item, shown);
            AskedThing { named, evidence }
        });
        Ok(things.collect())
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

/// Most things that are explained at once.
const MOST_AT_ONCE: usize = 100;

/// Thing that was asked for, with the rows behind it.
struct AskedThing<'r> {
    named: Named<'r>,
    evidence: RowsBehind<'r>,
}

/// Returns the rules that the explanation of a word needs: those that were tried are asked for by
/// their own word alone.
fn rules_for(word: &str) -> RulesTried {
    let figure = |part: &str| {
        let part = part.trim();
        HeadlineFigure::of_word(part.strip_prefix("figure:").unwrap_or(part))
    };
    match word.split(',').any(|part| figure(part) == Some(HeadlineFigure::Rules)) {
        true => RulesTried::Others,
        false => RulesTried::InForce,
    }
}

/// Describes what this id names, and quotes the lines behind it; of several ids with commas between
/// them, or of a pattern with `*`, each thing in turn. `incident` is the folder of the incident
/// where the request names its report besides. What changed since that report was made, and
/// refused rows, end the run with exit code 1.
///
/// # Errors
/// [`Error`] where the input cannot be read, or where the id names nothing, or too much.
pub(super) fn explain(
    id: &str,
    (request, incident): (&Request, Option<&Path>),
    rows: RowsShown,
    format: OutputFormat,
    options: RunOptions,
) -> Result<Printout, Error> {
    let (examined, mut stages) = Examined::read(request, incident, rules_for(id), options)?;
    let Examined { asked, proposed, report, .. } = &examined;
    // A program is given every row.
    let shown = if format == OutputFormat::Json { RowsShown::All } else { rows };
    let all: Vec<AskedThing<'_>> = examined.meant(id, shown)?;
    let changed_inputs = asked.changed_since(&report.inputs);
    let mut explained = Explained::default();
    explain_in_turn(&examined, &all, &mut explained, &|thing, lines, absent| match format {
        // The archive may have rows that are not at hand.
        OutputFormat::Text if lines.lines.is_empty() && !absent.is_empty() => {
            explain::described(report, thing.named.item)
        }
        OutputFormat::Text => explain::explained(report, thing.named.item, &thing.evidence, lines),
        OutputFormat::Json => {
            let others = &thing.named.others;
            let circumstances = Circumstances { others, changed_inputs: &changed_inputs };
            explain::json(report, thing.named.item, &thing.evidence, lines, circumstances)
        }
    })?;
    stages.end("source lines");
    let Explained { texts, absent } = explained;
    let mut result = match (format, texts.len()) {
        (OutputFormat::Json, 2..) => format!("[\n{}]\n", texts.join(",\n")),
        _ => texts.join("\n"),
    };
    let absent = absent.iter().map(|file| {
        format!(
            "{file}: not at hand as it was when the runs were made, so its lines are not shown\n"
        )
    });
    let absent: String = absent.collect();
    let mut notes = asked.found_note(options).to_owned();
    if let [AskedThing { named, .. }] = &all[..]
        && !named.others.is_empty()
        && !options.quiet
    {
        let others = named.others.join("`, `");
        notes.push_str(&format!("note: another thing has this id, too; write `{others}` for it\n"));
    }
    match format {
        OutputFormat::Text => result.push_str(&absent),
        OutputFormat::Json => notes.push_str(&absent),
    }
    notes.push_str(&proposed.notes(options));
    notes.push_str(&stages.summary());
    let changed = asked.shortfall(&changed_inputs, &report.inputs);
    let left_out = shortfall::of_report(report, "`corroborate check`");
    let sentences: Vec<String> = changed.into_iter().chain(left_out).collect();
    let shortfall = (!sentences.is_empty()).then(|| sentences.join("\n"));
    Ok(Printout { result, notes, shortfall })
}

/// Explains each of several ids as `explain` prints it with its rows at the edges, with one reading
/// of the incident, or of that of a report.
///
/// # Errors
/// [`Error`] where the input cannot be read, or where an id names nothing.
pub fn explanations_of(request: &Request, ids: &[String]) -> Result<Vec<String>, Error> {
    let options = RunOptions { quiet: true, timings: false, memory: Memory::DEFAULT };
    let (examined, _) = Examined::read(request, None, rules_for(&ids.join(",")), options)?;
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        all.extend(examined.meant(id, RowsShown::AtEdges)?);
    }
    let mut explained = Explained::default();
    explain_in_turn(&examined, &all, &mut explained, &|thing, lines, _| {
        explain::explained(&examined.report, thing.named.item, &thing.evidence, lines)
    })?;
    Ok(explained.texts)
}

/// Things that were explained.
#[derive(Debug, Default)]
struct Explained {
    /// Explanation of each, in their order.
    texts: Vec<String>,
    /// Files of the archive that are not at hand, each once.
    absent: Vec<String>,
}

/// Writes the explanation of a thing with its rows; behind them the files that are not at hand.
type Written<'w> = &'w dyn Fn(&AskedThing<'_>, &LinesRead<'_>, &[String]) -> String;

/// Explains things with one reading of their rows, or with one of each half where there are more
/// rows than are held.
fn explain_in_turn(
    examined: &Examined,
    all: &[AskedThing<'_>],
    explained: &mut Explained,
    written: Written<'_>,
) -> Result<(), Error> {
    let mut asked = AskedTimes::new();
    for (site, times) in all.iter().flat_map(|thing| thing.evidence.times()) {
        let known = asked.entry(site).or_default();
        *known = known.union(&times);
    }
    let read = examined.source_lines(&asked)?;
    if read.beyond > 0 && all.len() > 1 {
        let (first, rest) = all.split_at(all.len() / 2);
        explain_in_turn(examined, first, explained, written)?;
        return explain_in_turn(examined, rest, explained, written);
    }
    for thing in all {
        let times = thing.evidence.times();
        let is_own =
            |line: &&SourceLine| times.get(&line.site).is_some_and(|times| times.contains(line.at));
        let own: Cow<'_, [SourceLine]> = match all.len() {
            1 => Cow::Borrowed(&read.lines),
            _ => Cow::Owned(read.lines.iter().filter(is_own).cloned().collect()),
        };
        let lines = LinesRead { lines: &own, beyond: read.beyond };
        explained.texts.push(written(thing, &lines, &read.absent));
    }
    let new = read.absent.into_iter().filter(|file| !explained.absent.contains(file));
    let new: Vec<String> = new.collect();
    explained.absent.extend(new);
    Ok(())
}
