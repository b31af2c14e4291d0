//! A stretch of one series with all that is needed to join it with others: a series is a set of
//! such pieces, in any order.

use super::histogram::Histogram;
use super::observation::Moment;
use super::run_builder::{OpenRun, append, renumber};
use super::segment_builder::{below_silence, provisional_limit};
use crate::clock::Instant;
use crate::model::{self, IdMap, Run, SeriesKey, SeriesRecord};
use std::cmp::Ordering;

/// A limit below every interval between two runs.
const NEVER: i64 = 0;

/// A stretch of a series, whole. Its first and last moment are kept as rows, since other pieces may
/// have rows of them.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    pub(super) head: Moment,
    /// The last moment, where it is not the first.
    pub(super) tail: Option<Moment>,
    /// The probes between the two.
    pub(super) runs: Vec<Run>,
    /// Every interval from the first moment to the last.
    pub(super) intervals: Histogram,
    /// The longest interval inside a run.
    pub(super) longest_inside_us: i64,
    /// Rows between the two moments that repeat another.
    pub(super) duplicates: u64,
}

impl Segment {
    fn end(&self) -> Instant {
        self.tail.as_ref().unwrap_or(&self.head).at()
    }

    /// About how many rows it is made of: inside it, rows that contradict others of their moment
    /// are not counted.
    pub(super) fn rows(&self) -> u64 {
        let probes = self.runs.iter().map(|run| run.probes).sum::<u64>();
        self.head.rows() + probes + self.duplicates + self.tail.as_ref().map_or(0, Moment::rows)
    }

    /// The pieces as one, in whatever order they come; `None` where two of them overlap, so that
    /// only the rows can tell.
    pub(super) fn join(mut segments: Vec<Segment>, causes: &[String]) -> Option<Segment> {
        segments.sort_by_key(|segment| (segment.head.at(), segment.end()));
        let mut segments = segments.into_iter();
        let mut whole = segments.next()?;
        for segment in segments {
            whole.append(segment, causes, NEVER)?;
        }
        Some(whole)
    }

    /// Whether another begins where this one ends, or later.
    pub(super) fn is_before(&self, segment: &Segment) -> bool {
        self.end() <= segment.head.at()
    }

    /// Whether another that is later begins so long after this one ends that a third may lie
    /// between the two. Nothing is joined by the answer, so that a median of few intervals will do.
    pub(super) fn is_apart(&self, segment: &Segment) -> bool {
        segment.head.at().since(self.end()) > below_silence(self.intervals.median_us())
    }

    /// Returns the longest interval over which runs are joined before the whole is known.
    pub(super) fn provisional_limit_us(&self) -> i64 {
        provisional_limit(&self.intervals)
    }

    /// Gives it the numbers of the whole.
    pub(super) fn renumber(&mut self, series: u32, numbers: &IdMap) {
        self.head.renumber(series, numbers);
        self.tail.iter_mut().for_each(|tail| tail.renumber(series, numbers));
        self.runs.iter_mut().for_each(|run| renumber(run, numbers));
    }

    /// Adds a piece that begins where this one ends, or later; `None` where it does not. Runs are
    /// joined where the interval between them is at most `limit_us`.
    pub(super) fn append(
        &mut self,
        segment: Segment,
        causes: &[String],
        limit_us: i64,
    ) -> Option<()> {
        let interval = segment.head.at().since(self.end());
        match segment.head.at().cmp(&self.end()) {
            Ordering::Less => return None,
            Ordering::Equal => {
                self.tail.as_mut().unwrap_or(&mut self.head).absorb(segment.head, causes)
            }
            Ordering::Greater => {
                self.intervals.add(interval);
                self.close(limit_us);
                self.tail = Some(segment.head);
            }
        }
        if let Some(tail) = segment.tail {
            self.runs.reserve(segment.runs.len() + 1);
            self.close(limit_us);
            segment.runs.into_iter().for_each(|run| self.put(run, limit_us));
            self.tail = Some(tail);
        }
        self.intervals.absorb(segment.intervals);
        self.longest_inside_us = self.longest_inside_us.max(segment.longest_inside_us);
        self.duplicates += segment.duplicates;
        Some(())
    }

    /// Takes the last moment into the runs.
    fn close(&mut self, limit_us: i64) {
        if let Some(moment) = self.tail.take() {
            self.duplicates += moment.duplicates();
            self.put(lone(&moment), limit_us);
        }
    }

    /// Adds a run, to the one before it where the interval between them is at most `limit_us`.
    fn put(&mut self, run: Run, limit_us: i64) {
        let joined_over_us = put(&mut self.runs, run, Some(limit_us));
        self.longest_inside_us =
            joined_over_us.map_or(self.longest_inside_us, |us| us.max(self.longest_inside_us));
    }

    /// The piece that the plain data tell; `None` where an edge has no row.
    pub(super) fn of(mut segment: model::Segment, causes: &[String]) -> Option<Segment> {
        // The probes of the two edges are made anew of their rows.
        segment
            .runs
            .truncate(segment.runs.len().saturating_sub(usize::from(segment.tail.is_some())));
        segment.runs.drain(..segment.runs.len().min(1));
        let moment = |edge: &model::Boundary| Moment::of(edge, segment.series, causes);
        Some(Segment {
            head: moment(&segment.head)?,
            tail: segment.tail.as_ref().and_then(moment),
            intervals: Histogram::of(&segment.intervals),
            longest_inside_us: segment.longest_inside_us,
            duplicates: segment.duplicates,
            runs: segment.runs,
        })
        .filter(|whole| whole.tail.is_some() == segment.tail.is_some())
    }

    /// The same as plain data. Runs are joined where the interval between them is at most
    /// `limit_us`.
    pub(super) fn plain(mut self, series: u32, limit_us: Option<i64>) -> model::Segment {
        let mut runs = Vec::new();
        let joined_over_us = self.runs.into_iter().filter_map(|run| put(&mut runs, run, limit_us));
        self.longest_inside_us = joined_over_us.fold(self.longest_inside_us, i64::max);
        let (first, last) = ([lone(&self.head)], self.tail.as_ref().map(lone));
        model::Segment {
            series,
            head: self.head.edge(),
            tail: self.tail.as_ref().map(Moment::edge),
            runs: first.into_iter().chain(runs).chain(last).collect(),
            intervals: self.intervals.counts(),
            longest_inside_us: self.longest_inside_us,
            duplicates: self.duplicates,
        }
    }

    /// Whether no silence was overlooked, given the limit.
    pub(super) fn is_settled(&self, limit_us: Option<i64>) -> bool {
        limit_us.is_none_or(|limit| self.longest_inside_us <= limit)
    }

    /// The series' record: neighbouring runs of one class are joined where no silence lies between.
    pub(super) fn record(self, key: &SeriesKey, silence_us: Option<i64>) -> SeriesRecord {
        let median_us = self.intervals.median_us();
        let duplicates = self.duplicates
            + self.head.duplicates()
            + self.tail.as_ref().map_or(0, Moment::duplicates);
        let (first, last) = (lone(&self.head), self.tail.as_ref().map(lone));
        let runs = joined([first].into_iter().chain(self.runs).chain(last), silence_us);
        let (probes, conflicts) =
            (runs.iter().map(|run| run.probes).sum(), runs.iter().map(|run| run.conflicts).sum());
        SeriesRecord {
            key: key.clone(),
            runs,
            median_us,
            silence_us,
            probes,
            duplicates,
            conflicts,
        }
    }
}

/// Joins neighbours of one class that are no further apart than the limit.
fn joined(apart: impl IntoIterator<Item = Run>, limit_us: Option<i64>) -> Vec<Run> {
    let mut runs = Vec::new();
    for run in apart {
        put(&mut runs, run, limit_us);
    }
    runs
}

/// Adds a run, to the one before it where both are of one class and no further apart than the
/// limit: then it gives the interval between them.
fn put(runs: &mut Vec<Run>, run: Run, limit_us: Option<i64>) -> Option<i64> {
    match runs.last_mut().map(|before| (run.first.since(before.last), before)) {
        Some((interval_us, before))
            if before.status == run.status && limit_us.is_none_or(|limit| interval_us <= limit) =>
        {
            append(before, &run);
            Some(interval_us)
        }
        _ => {
            runs.push(run);
            None
        }
    }
}

/// A moment as a run of one probe.
fn lone(moment: &Moment) -> Run {
    OpenRun::begin(&moment.probe()).finish()
}
