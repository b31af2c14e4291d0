//! The fold of one series: looks in order become runs, split where the class changes or a silence lies between.

use super::histogram::Histogram;
use super::look::{Look, Moment};
use super::silence_limit;
use crate::clock::Instant;
use crate::model::{Latency, ProbeSource, Run, Sample, SeriesKey, SeriesRecord};

/// Intervals before the running median is trusted; until then every look begins a run, and the last step joins them.
const WARM_UP: u64 = 8;

/// One series while it is read.
#[derive(Debug, Default)]
pub(super) struct Stream {
    moment: Option<Moment>,
    last: Option<Instant>,
    runs: Vec<Run>,
    intervals: Histogram,
    /// Intervals longer than this begin a new run; joined again at the end where they prove to be no silence.
    split_us: i64,
    /// The running median is taken anew when this many intervals are counted.
    review_at: u64,
    /// Set where the silence limit is known before the rows come.
    split_is_final: bool,
    longest_inside_us: i64,
    looks: u64,
    duplicates: u64,
    conflicts: u64,
    disordered: bool,
}

impl Stream {
    /// A stream whose silence limit is known: runs need no joining. `None` is no limit.
    pub(super) fn with_limit(limit_us: Option<i64>) -> Stream {
        Stream { split_us: limit_us.unwrap_or(i64::MAX), split_is_final: true, ..Stream::default() }
    }

    /// Takes the next row.
    pub(super) fn push(&mut self, row: Sample) {
        if self.disordered {
            return;
        }
        match &mut self.moment {
            Some(moment) if moment.at() == row.at => moment.add(row),
            Some(moment) if row.at < moment.at() => self.disordered = true,
            _ => {
                self.close();
                self.moment = Some(Moment::new(row));
            }
        }
    }

    /// Takes the held moment into the runs.
    pub(super) fn close(&mut self) {
        let Some(moment) = self.moment.take() else { return };
        self.duplicates += moment.duplicates();
        let look = moment.look();
        let interval = self.last.map(|last| look.at.since(last));
        if let Some(interval) = interval {
            self.intervals.add(interval);
            self.review();
        }
        self.last = Some(look.at);
        self.looks += 1;
        self.conflicts += u64::from(look.conflict);
        self.extend(look, interval);
    }

    /// Follows the running median with the length from which an interval begins a new run.
    fn review(&mut self) {
        if self.split_is_final || self.intervals.total() < self.review_at.max(WARM_UP) {
            return;
        }
        self.review_at = self.intervals.total().saturating_mul(2);
        // A little under the limit of three medians, so that a median that still falls does not send the series to a second reading.
        self.split_us = self.intervals.median_us().map_or(0, |median| median.saturating_mul(5) / 2);
    }

    fn extend(&mut self, look: Look, interval: Option<i64>) {
        let joins = interval.is_some_and(|interval| interval <= self.split_us);
        match self.runs.last_mut() {
            Some(run) if joins && run.class == look.class => {
                self.longest_inside_us = self.longest_inside_us.max(interval.unwrap_or_default());
                append(run, &begin(look));
            }
            _ => self.runs.push(begin(look)),
        }
    }

    /// The median interval between looks, in microseconds.
    pub(super) fn median_us(&self) -> Option<i64> {
        self.intervals.median_us()
    }

    /// Whether the rows came in order and no silence was overlooked, given the limit.
    pub(super) fn is_settled(&self, limit_us: Option<i64>) -> bool {
        !self.disordered && limit_us.is_none_or(|limit| self.longest_inside_us <= limit)
    }

    /// Lets go of the runs of a series that is read again.
    pub(super) fn forget(&mut self) {
        *self = Stream::default();
    }

    /// The series' record: neighbouring runs of one class are joined where no silence lies between.
    pub(super) fn finish(mut self, key: &SeriesKey, source: Option<&ProbeSource>) -> SeriesRecord {
        self.close();
        let median_us = self.intervals.median_us();
        let silence_us = silence_limit(source, median_us);
        let mut runs: Vec<Run> = Vec::with_capacity(self.runs.len());
        for run in self.runs {
            match runs.last_mut() {
                Some(before) if before.class == run.class && silence_us.is_none_or(|limit| run.first.since(before.last) <= limit) => {
                    append(before, &run);
                }
                _ => runs.push(run),
            }
        }
        SeriesRecord {
            key: key.clone(),
            runs,
            median_us,
            silence_us,
            looks: self.looks,
            duplicates: self.duplicates,
            conflicts: self.conflicts,
        }
    }
}

/// A run of one look.
fn begin(look: Look) -> Run {
    Run {
        class: look.class,
        first: look.at,
        last: look.at,
        looks: 1,
        conflicts: u64::from(look.conflict),
        causes: vec![(look.cause, 1)],
        latency: look.latency_us.map(|us| Latency { looks: 1, sum_us: us, min_us: us, max_us: us }),
        first_place: look.first_place,
        last_place: look.last_place,
    }
}

/// Adds a later run of the same class.
fn append(run: &mut Run, later: &Run) {
    run.last = later.last;
    run.looks += later.looks;
    run.conflicts += later.conflicts;
    run.last_place = later.last_place;
    for (cause, count) in &later.causes {
        match run.causes.binary_search_by_key(cause, |held| held.0) {
            Ok(at) => run.causes[at].1 += count,
            Err(at) => run.causes.insert(at, (*cause, *count)),
        }
    }
    run.latency = match (run.latency, later.latency) {
        (Some(a), Some(b)) => Some(Latency {
            looks: a.looks + b.looks,
            sum_us: a.sum_us.saturating_add(b.sum_us),
            min_us: a.min_us.min(b.min_us),
            max_us: a.max_us.max(b.max_us),
        }),
        (a, b) => a.or(b),
    };
}
