//! A stretch of one series with all that is needed to join it with others: a series is a set of
//! segments, in any order.

use super::histogram::Histogram;
use super::observation::MomentRows;
use super::run_builder::{RunBuilder, append, renumber};
use super::silence::{below_silence, provisional_limit};
use crate::clock::Instant;
use crate::model::{self, IdMap, Run, SeriesKey, SeriesRecord};
use std::cmp::Ordering;

/// A limit below every interval between two runs.
const JOIN_NONE: i64 = 0;

/// A complete stretch of a series. Its first and last moment are kept as rows, since other segments
/// may have rows of them.
#[derive(Debug, Clone)]
pub(super) struct Segment {
    /// The first moment.
    pub(super) head: MomentRows,
    /// The last moment; `None` where it is the first.
    pub(super) tail: Option<MomentRows>,
    /// The observations between the two, in order of time.
    pub(super) runs: Vec<Run>,
    /// Every interval from the first moment to the last.
    pub(super) intervals: Histogram,
    /// The longest interval inside a run, in microseconds.
    pub(super) longest_inside_us: i64,
    /// Rows between the two moments that repeat another.
    pub(super) duplicates: u64,
}

impl Segment {
    fn end(&self) -> Instant {
        self.tail.as_ref().unwrap_or(&self.head).at()
    }

    /// Counts about how many rows the segment is made of: between its ends, rows that contradict
    /// others of their moment are not counted.
    pub(super) fn rows(&self) -> u64 {
        let probes = self.runs.iter().map(|run| run.probes).sum::<u64>();
        let tail = self.tail.as_ref().map_or(0, MomentRows::rows);
        self.head.rows() + probes + self.duplicates + tail
    }

    /// Joins segments, which may come in any order; `None` where there are none, and where two of
    /// them overlap, so that only the rows can tell.
    pub(super) fn join(mut segments: Vec<Segment>, causes: &[String]) -> Option<Segment> {
        segments.sort_by_key(|segment| (segment.head.at(), segment.end()));
        let mut segments = segments.into_iter();
        let mut whole = segments.next()?;
        for segment in segments {
            whole.append(segment, causes, JOIN_NONE)?;
        }
        Some(whole)
    }

    /// Whether another begins where this one ends, or later.
    pub(super) fn is_before(&self, other: &Segment) -> bool {
        self.end() <= other.head.at()
    }

    /// Whether another that is later begins so long after this one ends that a third may lie
    /// between the two. Nothing is joined by the answer, so that a median of few intervals will do.
    pub(super) fn is_apart(&self, later: &Segment) -> bool {
        later.head.at().since(self.end()) > below_silence(self.intervals.median_us())
    }

    /// Returns the longest interval, in microseconds, over which runs are joined before the whole
    /// is known.
    pub(super) fn provisional_limit_us(&self) -> i64 {
        provisional_limit(&self.intervals)
    }

    /// Gives the rows and runs the numbers of the whole archive in place of those of their file.
    pub(super) fn renumber(&mut self, series: u32, ids: &IdMap) {
        self.head.renumber(series, ids);
        self.tail.iter_mut().for_each(|tail| tail.renumber(series, ids));
        self.runs.iter_mut().for_each(|run| renumber(run, ids));
    }

    /// Adds a segment that begins where this one ends, or later; `None` where it does not. Runs are
    /// joined where the interval between them is at most `limit_us`.
    pub(super) fn append(
        &mut self,
        later: Segment,
        causes: &[String],
        limit_us: i64,
    ) -> Option<()> {
        match later.head.at().cmp(&self.end()) {
            Ordering::Less => return None,
            Ordering::Equal => {
                let last = self.tail.as_mut().unwrap_or(&mut self.head);
                last.merge(later.head, causes);
            }
            Ordering::Greater => {
                self.intervals.add(later.head.at().since(self.end()));
                self.close_tail(limit_us);
                self.tail = Some(later.head);
            }
        }
        if let Some(tail) = later.tail {
            self.runs.reserve(later.runs.len() + 1);
            self.close_tail(limit_us);
            later.runs.into_iter().for_each(|run| self.add_run(run, limit_us));
            self.tail = Some(tail);
        }
        self.intervals.merge(later.intervals);
        self.longest_inside_us = self.longest_inside_us.max(later.longest_inside_us);
        self.duplicates += later.duplicates;
        Some(())
    }

    /// Takes the last moment into the runs.
    fn close_tail(&mut self, limit_us: i64) {
        if let Some(moment) = self.tail.take() {
            self.duplicates += moment.duplicates();
            self.add_run(run_of(&moment), limit_us);
        }
    }

    /// Adds a run, to the one before it where the interval between them is at most `limit_us`.
    fn add_run(&mut self, run: Run, limit_us: i64) {
        let joined_over_us = push_or_join(&mut self.runs, run, Some(limit_us));
        self.longest_inside_us = self.longest_inside_us.max(joined_over_us.unwrap_or(0));
    }

    /// Builds the segment that a file of runs holds; `None` where a boundary has no row.
    pub(super) fn from_model(mut segment: model::Segment, causes: &[String]) -> Option<Segment> {
        // The first and the last run are made anew of the rows of the boundaries.
        if segment.tail.is_some() {
            segment.runs.pop();
        }
        segment.runs.drain(..segment.runs.len().min(1));
        let moment = |boundary| MomentRows::from_boundary(boundary, segment.series, causes);
        let tail = match &segment.tail {
            Some(boundary) => Some(moment(boundary)?),
            None => None,
        };
        Some(Segment {
            head: moment(&segment.head)?,
            tail,
            intervals: Histogram::from_counts(&segment.intervals),
            longest_inside_us: segment.longest_inside_us,
            duplicates: segment.duplicates,
            runs: segment.runs,
        })
    }

    /// Returns the segment as a file of runs holds it. Runs are joined where the interval between
    /// them is at most `limit_us`; `None` is no limit.
    pub(super) fn into_model(self, series: u32, limit_us: Option<i64>) -> model::Segment {
        let (head, tail) = (run_of(&self.head), self.tail.as_ref().map(run_of));
        let (mut inner, mut longest_inside_us) = (Vec::new(), self.longest_inside_us);
        for run in self.runs {
            let joined_over_us = push_or_join(&mut inner, run, limit_us);
            longest_inside_us = longest_inside_us.max(joined_over_us.unwrap_or(0));
        }
        model::Segment {
            series,
            head: self.head.to_boundary(),
            tail: self.tail.as_ref().map(MomentRows::to_boundary),
            runs: std::iter::once(head).chain(inner).chain(tail).collect(),
            intervals: self.intervals.into_counts(),
            longest_inside_us,
            duplicates: self.duplicates,
        }
    }

    /// Whether a run was joined over more than the silence limit; never where there is no limit.
    pub(super) fn has_silence_inside(&self, limit_us: Option<i64>) -> bool {
        limit_us.is_some_and(|limit| self.longest_inside_us > limit)
    }

    /// Returns the record of the series: neighbouring runs of one class are joined where no silence
    /// lies between them.
    pub(super) fn into_record(self, key: &SeriesKey, silence_us: Option<i64>) -> SeriesRecord {
        let median_us = self.intervals.median_us();
        let tail_duplicates = self.tail.as_ref().map_or(0, MomentRows::duplicates);
        let duplicates = self.duplicates + self.head.duplicates() + tail_duplicates;
        let (head, tail) = (run_of(&self.head), self.tail.as_ref().map(run_of));
        let mut runs = Vec::new();
        for run in std::iter::once(head).chain(self.runs).chain(tail) {
            push_or_join(&mut runs, run, silence_us);
        }
        let probes = runs.iter().map(|run| run.probes).sum();
        let conflicts = runs.iter().map(|run| run.conflicts).sum();
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

/// Adds a run to the last one where both are of one class and no further apart than the limit, and
/// then returns the interval between them; else puts it behind the last. `None` is no limit.
fn push_or_join(runs: &mut Vec<Run>, run: Run, limit_us: Option<i64>) -> Option<i64> {
    if let Some(last) = runs.last_mut()
        && last.status == run.status
    {
        let interval_us = run.first.since(last.last);
        if limit_us.is_none_or(|limit| interval_us <= limit) {
            append(last, &run);
            return Some(interval_us);
        }
    }
    runs.push(run);
    None
}

/// Returns a moment as a run of one observation.
fn run_of(moment: &MomentRows) -> Run {
    RunBuilder::new(&moment.observation()).finish()
}
