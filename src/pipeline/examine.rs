//! The stages from files to a frozen report.

use super::Error;
use super::proposed_request::propose;
use crate::analysis::{self, Examination, RulesTried};
use crate::clock::Instant;
use crate::fold::{Fold, SeriesNames, SortReason, Sorted, Sorter};
use crate::incident::{self, FinishedIncident, OpenIncident};
use crate::logs::Progress;
use crate::model::{
    HeldCounts, HeldRoom, MOST_RUNS, Memory, Record, Report, Request, Sample, SiteName,
    StampLocation, Survey,
};

/// Reading of the probe logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadingPass {
    /// The only one, unless rows come out of order.
    First,
    /// The second, for rows that came out of order.
    Again,
}

/// Step of the examination, for a progress bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExamineStep {
    /// Rows are being read.
    Reading {
        /// Rows and bytes so far in this reading.
        progress: Progress,
        /// Bytes of all files, as stored.
        of_bytes: u64,
        /// Reading that goes on.
        pass: ReadingPass,
    },
    /// The stage of this name has ended.
    Finished(&'static str),
}

/// Reads the probe logs of an incident and works out its report; `rules` says under which rules.
/// Rows that must be sorted and do not fit into `memory` go to a temporary file.
///
/// # Errors
/// [`Error`] where the input cannot be read, where that file cannot be written, or where all else
/// does not fit into `memory`.
pub fn examine(
    opened: OpenIncident,
    memory: Memory,
    rules: RulesTried,
    mut watch: impl FnMut(ExamineStep),
) -> Result<Report, Error> {
    let mut opened = opened;
    let record = joined(&mut opened, memory, None, &mut watch)?;
    worked_out(Read { finished: opened.finish()?, record, memory }, rules, &mut watch)
}

/// Reads the probe logs of an incident and joins what they say.
///
/// # Errors
/// See [`examine`].
fn joined(
    opened: &mut OpenIncident,
    memory: Memory,
    each: Option<EachRow<'_>>,
    mut watch: impl FnMut(ExamineStep),
) -> Result<Record, Error> {
    let (fold, sorted) = folded(opened, memory, each, &mut watch)?;
    let record = fold.finish(sorted, names_of(opened));
    watch(ExamineStep::Finished("join"));
    Ok(record)
}

/// Incident and record, read.
struct Read {
    finished: FinishedIncident,
    record: Record,
    /// Memory for what is worked out of them, too.
    memory: Memory,
}

/// Works out the report of a record.
///
/// # Errors
/// Where it does not fit into the memory.
fn worked_out(
    read: Read,
    rules: RulesTried,
    mut watch: impl FnMut(ExamineStep),
) -> Result<Report, Error> {
    let Read { finished, record, memory } = read;
    let FinishedIncident { incident, inputs, refusals, held } = finished;
    let runs = record.series.iter().map(|series| series.runs.len()).sum();
    let counts = HeldCounts { runs, ..held };
    counts.check(memory)?;
    let extent = Examination { rules, room: HeldRoom { counts, memory } };
    let report = analysis::report(incident, &record, inputs, refusals, extent)?;
    watch(ExamineStep::Finished("work out"));
    Ok(report)
}

/// Reads the probe logs of an incident, works out its report, and describes the rows of each
/// source.
///
/// # Errors
/// See [`examine`].
pub(super) fn examine_sources(
    opened: OpenIncident,
    memory: Memory,
    mut watch: impl FnMut(ExamineStep),
) -> Result<(Report, Survey), Error> {
    let mut opened = opened;
    // The last probe of each series so far, and how often its rows went back.
    let mut order: Vec<(Instant, u64)> = Vec::new();
    let mut each = |sample: &Sample| {
        let number = sample.series as usize;
        if order.len() <= number {
            order.resize(number + 1, (Instant(i64::MIN), 0));
        }
        let (last, backward) = &mut order[number];
        *backward += u64::from(sample.at < *last);
        *last = (*last).max(sample.at);
    };
    let record = joined(&mut opened, memory, Some(&mut each), &mut watch)?;
    let mut rows = opened.rows();
    for (key, (_, backward)) in opened.logs.keys().iter().zip(&order) {
        if let Some(of) = rows.get_mut(key.source) {
            of.backward += backward;
        }
    }
    let not_used = opened.logs.not_used();
    let coarsest: Vec<Option<StampLocation>> = (0..)
        .zip(&opened.incident.sources)
        .map(|(number, source)| {
            let resolution =
                Some(source.resolution).filter(|resolution| !resolution.is_declared)?;
            opened.logs.coarsest_stamp(number, resolution.us)
        })
        .collect();
    let finished = opened.finish()?;
    let matched = finished.incident.matched.iter().cloned();
    let names = matched.map(|(name, site)| SiteName { name, site }).collect();
    let mut sources = analysis::source_stats(&finished.incident, &record, &rows);
    sources.iter_mut().zip(not_used).for_each(|(source, not_used)| source.not_used = not_used);
    sources.iter_mut().zip(coarsest).for_each(|(source, stamp)| source.coarsest_stamp = stamp);
    let read = Read { finished, record, memory };
    let report = worked_out(read, RulesTried::InForce, &mut watch)?;
    Ok((report, Survey { sources, names }))
}

/// Observer of every row of the first reading.
type EachRow<'e> = &'e mut dyn FnMut(&Sample);

/// Folds probe logs and runs, and reads the logs a second time where rows must be sorted. Without
/// an observer of each row, whole files may be folded by one worker each.
///
/// # Errors
/// See [`examine`].
pub(super) fn folded(
    opened: &mut OpenIncident,
    memory: Memory,
    each: Option<EachRow<'_>>,
    mut watch: impl FnMut(ExamineStep),
) -> Result<(Fold, Sorted), Error> {
    let of_bytes = opened.logs.bytes();
    let most_runs = memory.most_runs().min(MOST_RUNS);
    let mut fold = Fold::with_room_for(most_runs);
    let reading = |pass, progress| ExamineStep::Reading { progress, of_bytes, pass };
    let progress = |progress| watch(reading(ReadingPass::First, progress));
    opened.read_logs(|logs| match each {
        Some(each) => logs.read_each_into(&mut fold, each, progress),
        None => logs.read_into(&mut fold, progress),
    })?;
    opened.read_runs(|segment, causes| fold.absorb(segment, causes))?;
    if fold.is_full() {
        return Err(Error::TooManyRuns(most_runs));
    }
    watch(ExamineStep::Finished("read"));
    let to_sort = fold.series_to_sort(names_of(opened));
    if let Some(why) =
        to_sort.iter().find_map(|one| opened.unsettled_runs(one.series, cannot_tell(one.reason)))
    {
        return Err(why.into());
    }
    let mut sorter = Sorter::of(&to_sort, memory.sorted).with_room_for(most_runs);
    if !sorter.is_idle() {
        opened.logs.read_again(
            |sample, _| sorter.push(sample),
            |progress| watch(reading(ReadingPass::Again, progress)),
        )?;
        watch(ExamineStep::Finished("read again"));
    }
    let sorted = sorter.finish(names_of(opened))?;
    if sorted.is_full() {
        return Err(Error::TooManyRuns(most_runs));
    }
    Ok((fold, sorted))
}

/// Names of the series and causes that were read, by their numbers.
pub(super) fn names_of(opened: &OpenIncident) -> SeriesNames<'_> {
    SeriesNames {
        keys: opened.logs.keys(),
        causes: opened.logs.causes(),
        sources: &opened.incident.sources,
    }
}

/// Returns the reason in words why runs without their probe logs do not settle a series.
fn cannot_tell(reason: SortReason) -> &'static str {
    match reason {
        SortReason::Order => "they overlap in time",
        SortReason::Silence => "the `silence` that its source declares lies inside a run",
    }
}

/// Reads an incident and works out its report, without progress.
///
/// # Errors
/// See [`examine`].
pub fn report_of(request: &Request) -> Result<Report, Error> {
    report_under(request, RulesTried::InForce)
}

/// Reads an incident and works out its report, also under other rules (M23), without progress.
///
/// # Errors
/// See [`examine`].
pub fn report_with_variations_of(request: &Request) -> Result<Report, Error> {
    report_under(request, RulesTried::Others)
}

/// Reads an incident and works out its report; `rules` says under which rules.
fn report_under(request: &Request, rules: RulesTried) -> Result<Report, Error> {
    let proposed = propose(request)?;
    let memory = Memory::DEFAULT;
    let opened = incident::open(&proposed.request, memory)?;
    let report = examine(opened, memory, rules, |_| ())?;
    Ok(Report { assumed: proposed.assumed, ..report })
}
