//! One stretch of a series in order: observations become runs, split where the class changes or a
//! silence lies between.

use super::histogram::Histogram;
use super::observation::{MomentRows, Observation};
use super::run_builder::RunBuilder;
use super::segment::Segment;
use super::silence::{WARM_UP, provisional_limit};
use crate::clock::Instant;
use crate::model::{Run, Sample};

/// A segment under way.
#[derive(Debug, Default)]
pub(super) struct SegmentBuilder {
    /// The rows of the moment that may still get more of them.
    moment: Option<MomentRows>,
    /// The run before that moment, back to where the class changed or a silence was.
    run: Option<RunBuilder>,
    /// The moment before that moment.
    last: Instant,
    /// Intervals longer than this begin a new run, in microseconds; runs are joined again at the
    /// end where the interval proves to be no silence.
    split_us: i64,
    /// The longest interval inside a run, in microseconds.
    longest_inside_us: i64,
    /// Rows that repeat another, except those of the first moment and of the moment under way.
    duplicates: u64,
    intervals: Histogram,
    /// The running median is taken anew when this many intervals are counted.
    review_at: u64,
    /// The first moment, once a second has come: another segment may have rows of it.
    head: Option<Box<MomentRows>>,
    /// The runs that are complete.
    runs: Vec<Run>,
    /// Whether the silence limit was known before the rows came.
    split_is_final: bool,
    /// About how many rows were discarded; `None` where rows are taken.
    discarded: Option<u64>,
}

impl SegmentBuilder {
    /// Builds a builder whose silence limit is known, so that runs need no joining. `None` is no
    /// limit.
    pub(super) fn with_limit(limit_us: Option<i64>) -> SegmentBuilder {
        SegmentBuilder {
            split_us: limit_us.unwrap_or(i64::MAX),
            split_is_final: true,
            ..SegmentBuilder::default()
        }
    }

    /// Builds a builder that only counts rows, beginning with those discarded before.
    pub(super) fn discarding(rows: u64) -> SegmentBuilder {
        SegmentBuilder { discarded: Some(rows), ..SegmentBuilder::default() }
    }

    /// Returns about how many rows were discarded; `None` where rows are taken.
    pub(super) fn discarded_rows(&self) -> Option<u64> {
        self.discarded
    }

    /// Takes the next row and gives `true`, where the row is later than the last and stands in the
    /// same file, as most rows do; else gives `false`.
    #[inline(always)]
    pub(super) fn push(&mut self, row: Sample) -> bool {
        let follows =
            |moment: &MomentRows| moment.at() < row.at && moment.file() == row.location.file;
        let is_next = self.head.is_some() && self.moment.as_ref().is_some_and(follows);
        if is_next {
            self.start_moment(row);
        }
        is_next
    }

    /// Takes the moment under way into the runs, and starts the next one with a row.
    #[inline(always)]
    fn start_moment(&mut self, row: Sample) {
        let Some(moment) = &mut self.moment else { return };
        let observation = moment.observation();
        self.duplicates += moment.duplicates();
        moment.restart(row);
        self.add(observation);
    }

    /// Takes any row but two kinds, for which it gives `false`: one that is earlier than the last,
    /// and one that stands in another file and behind a silence, as a file between the two may
    /// still come.
    pub(super) fn push_other(&mut self, row: Sample, causes: &[String]) -> bool {
        if let Some(rows) = &mut self.discarded {
            *rows += 1;
            return true;
        }
        match &mut self.moment {
            None => self.moment = Some(MomentRows::new(row)),
            Some(moment) if moment.at() == row.at => moment.add(row, causes),
            Some(moment) if row.at < moment.at() => return false,
            Some(moment)
                if moment.file() != row.location.file
                    && row.at.since(moment.at()) > self.split_us =>
            {
                return false;
            }
            Some(_) => self.advance_to(row),
        }
        true
    }

    /// Whether a row is earlier than the last.
    pub(super) fn is_behind(&self, row: &Sample) -> bool {
        self.moment.as_ref().is_some_and(|moment| row.at < moment.at())
    }

    /// Takes a later row, so that the moment before it is complete.
    pub(super) fn advance_to(&mut self, row: Sample) {
        match &mut self.moment {
            Some(_) if self.head.is_some() => self.start_moment(row),
            Some(moment) => {
                self.last = moment.at();
                self.head = Some(Box::new(std::mem::replace(moment, MomentRows::new(row))));
            }
            none => *none = Some(MomentRows::new(row)),
        }
    }

    /// Adds an observation, later than all before, to the runs.
    #[inline(always)]
    fn add(&mut self, observation: Observation) {
        let interval_us = self.count_interval_to(observation.at);
        match &mut self.run {
            Some(run) if interval_us <= self.split_us && run.status() == observation.status => {
                self.longest_inside_us = self.longest_inside_us.max(interval_us);
                run.add(&observation);
            }
            _ => self.start_run(observation),
        }
    }

    /// Starts a run with an observation.
    #[cold]
    #[inline(never)]
    fn start_run(&mut self, first: Observation) {
        let before = self.run.replace(RunBuilder::new(&first));
        self.runs.extend(before.map(RunBuilder::finish));
    }

    /// Counts the interval to a later moment, which it returns in microseconds.
    #[inline(always)]
    fn count_interval_to(&mut self, at: Instant) -> i64 {
        let interval_us = at.since(std::mem::replace(&mut self.last, at));
        self.intervals.add(interval_us);
        if self.intervals.total() >= self.review_at.max(WARM_UP) {
            self.review();
        }
        interval_us
    }

    /// Takes the running median anew, and with it the interval from which on a new run begins.
    #[cold]
    fn review(&mut self) {
        self.review_at = self.intervals.total().saturating_mul(2);
        self.intervals.recentre();
        if !self.split_is_final {
            self.split_us = provisional_limit(&self.intervals);
        }
    }

    /// Returns the segment, complete; `None` where no row came.
    pub(super) fn finish(mut self) -> Option<Segment> {
        let last = self.moment.take()?;
        let (head, tail) = match self.head.take() {
            None => (last, None),
            Some(head) => {
                self.count_interval_to(last.at());
                (*head, Some(last))
            }
        };
        self.runs.extend(self.run.take().map(RunBuilder::finish));
        Some(Segment {
            head,
            tail,
            runs: self.runs,
            intervals: self.intervals,
            longest_inside_us: self.longest_inside_us,
            duplicates: self.duplicates,
        })
    }
}
