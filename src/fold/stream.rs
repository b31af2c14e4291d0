//! The fold of one series: looks in order become runs, split where the class changes or a silence lies between.

use super::histogram::Histogram;
use super::look::{Look, Moment};
use super::open::{OpenRun, append};
use super::silence_limit;
use crate::clock::Instant;
use crate::model::{ProbeSource, Run, Sample, SeriesKey, SeriesRecord};

/// Intervals before the running median is trusted; until then every look begins a run, and the last step joins them.
const WARM_UP: u64 = 8;

/// One series while it is read.
#[derive(Debug, Default)]
pub(super) struct Stream {
    /// The rows of the moment that may still get more of them.
    moment: Option<Moment>,
    /// The looks before it, back to where the class changed or a silence was.
    open: Option<OpenRun>,
    last: Instant,
    /// Intervals longer than this begin a new run; joined again at the end where they prove to be no silence.
    split_us: i64,
    longest_inside_us: i64,
    looks: u64,
    duplicates: u64,
    conflicts: u64,
    intervals: Histogram,
    /// The running median is taken anew when this many intervals are counted.
    review_at: u64,
    runs: Vec<Run>,
    /// Set where the silence limit is known before the rows come.
    split_is_final: bool,
    disordered: bool,
}

impl Stream {
    /// A stream whose silence limit is known: runs need no joining. `None` is no limit.
    pub(super) fn with_limit(limit_us: Option<i64>) -> Stream {
        Stream { split_us: limit_us.unwrap_or(i64::MAX), split_is_final: true, ..Stream::default() }
    }

    /// Takes the next row.
    #[inline]
    pub(super) fn push(&mut self, row: Sample, causes: &[String]) {
        match &mut self.moment {
            Some(moment) if moment.at() < row.at => {
                let look = moment.look();
                self.duplicates += moment.duplicates();
                moment.restart(row);
                self.take(&look);
            }
            _ => self.push_other(row, causes),
        }
    }

    /// Takes a row that is the first, or is not later than the row before.
    #[cold]
    fn push_other(&mut self, row: Sample, causes: &[String]) {
        match &mut self.moment {
            _ if self.disordered => {}
            None => self.moment = Some(Moment::new(row)),
            Some(moment) if moment.at() == row.at => moment.add(row, causes),
            Some(_) => *self = Stream { disordered: true, ..Stream::default() },
        }
    }

    /// Takes the held moment into the runs.
    pub(super) fn close(&mut self) {
        if let Some(moment) = self.moment.take() {
            self.duplicates += moment.duplicates();
            self.take(&moment.look());
        }
    }

    /// Takes one look, later than all before.
    #[inline]
    fn take(&mut self, look: &Look) {
        self.looks += 1;
        self.conflicts += u64::from(look.conflict);
        let last = std::mem::replace(&mut self.last, look.at);
        let interval = look.at.since(last);
        if self.open.is_some() {
            self.intervals.add(interval);
            if self.intervals.total() >= self.review_at.max(WARM_UP) {
                self.review();
            }
        }
        match &mut self.open {
            Some(run) if interval <= self.split_us && run.class() == look.class => {
                self.longest_inside_us = self.longest_inside_us.max(interval);
                run.add(look);
            }
            Some(run) => self.runs.push(std::mem::replace(run, OpenRun::begin(look)).finish()),
            none => *none = Some(OpenRun::begin(look)),
        }
    }

    /// Follows the running median with the length from which an interval begins a new run.
    #[cold]
    fn review(&mut self) {
        self.review_at = self.intervals.total().saturating_mul(2);
        self.intervals.recentre();
        if !self.split_is_final {
            // A little under the limit of three medians, so that a median that still falls does not send the series to a second reading.
            self.split_us = self.intervals.median_us().map_or(0, |median| median.saturating_mul(5) / 2);
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
        self.runs.extend(self.open.take().map(OpenRun::finish));
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
