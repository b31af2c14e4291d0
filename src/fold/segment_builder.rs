//! One stretch of a series in order: probes become runs, split where the class changes or a silence
//! lies between.

use super::histogram::Histogram;
use super::observation::{Moment, Probe};
use super::run_builder::OpenRun;
use super::segment::Segment;
use crate::clock::Instant;
use crate::model::{Run, Sample};

/// Intervals before a running median is trusted; until then every probe begins a run, and the last
/// step joins them.
const WARM_UP: u64 = 8;

/// A piece under way.
#[derive(Debug, Default)]
pub(super) struct Stream {
    /// The rows of the moment that may still get more of them.
    moment: Option<Moment>,
    /// The probes before it, back to where the class changed or a silence was.
    open: Option<OpenRun>,
    last: Instant,
    /// Intervals longer than this begin a new run; joined again at the end where they prove to be
    /// no silence.
    split_us: i64,
    longest_inside_us: i64,
    duplicates: u64,
    intervals: Histogram,
    /// The running median is taken anew when this many intervals are counted.
    review_at: u64,
    /// The first moment, when a second has come: another piece may have rows of it.
    head: Option<Box<Moment>>,
    runs: Vec<Run>,
    /// Set where the silence limit is known before the rows come.
    split_is_final: bool,
    /// Where no rows are taken: about how many were let go of, before and since.
    let_go: Option<u64>,
}

impl Stream {
    /// A stream whose silence limit is known: runs need no joining. `None` is no limit.
    pub(super) fn with_limit(limit_us: Option<i64>) -> Stream {
        Stream { split_us: limit_us.unwrap_or(i64::MAX), split_is_final: true, ..Stream::default() }
    }

    /// A stream that takes no rows, and has let go of so many.
    pub(super) fn shut(let_go: u64) -> Stream {
        Stream { let_go: Some(let_go), ..Stream::default() }
    }

    /// About how many rows it has let go of; `None` where it takes rows.
    pub(super) fn let_go(&self) -> Option<u64> {
        self.let_go
    }

    /// Takes the next row, where it is later than the last and stands in the same file, as most
    /// are; else it gives `false`.
    #[inline(always)]
    pub(super) fn push(&mut self, row: Sample) -> bool {
        let is_next = |moment: &Moment| moment.at() < row.at && moment.file() == row.location.file;
        let next = self.head.is_some() && self.moment.as_ref().is_some_and(is_next);
        if next {
            self.step(row);
        }
        next
    }

    /// Takes the moment, which is complete, and begins the next with a row.
    #[inline(always)]
    fn step(&mut self, row: Sample) {
        let Some(moment) = &mut self.moment else { return };
        let probe = moment.probe();
        self.duplicates += moment.duplicates();
        moment.restart(row);
        self.take(probe);
    }

    /// Takes any row. One that is earlier than the last, or stands in another file and behind a
    /// silence, is not taken and gives `false`: a file between the two may still come.
    pub(super) fn push_other(&mut self, row: Sample, causes: &[String]) -> bool {
        if let Some(rows) = &mut self.let_go {
            *rows += 1;
            return true;
        }
        match &mut self.moment {
            None => self.moment = Some(Moment::new(row)),
            Some(moment) if moment.at() == row.at => moment.add(row, causes),
            Some(moment) if row.at < moment.at() => return false,
            Some(moment)
                if moment.file() != row.location.file
                    && row.at.since(moment.at()) > self.split_us =>
            {
                return false;
            }
            Some(_) => self.go_on(row),
        }
        true
    }

    /// Whether a row is earlier than the last.
    pub(super) fn is_behind(&self, row: &Sample) -> bool {
        self.moment.as_ref().is_some_and(|moment| row.at < moment.at())
    }

    /// Takes a later row: the moment before it is complete.
    pub(super) fn go_on(&mut self, row: Sample) {
        match &mut self.moment {
            Some(_) if self.head.is_some() => self.step(row),
            Some(moment) => {
                self.last = moment.at();
                self.head = Some(Box::new(std::mem::replace(moment, Moment::new(row))));
            }
            none => *none = Some(Moment::new(row)),
        }
    }

    /// Takes one probe, later than all before.
    #[inline(always)]
    fn take(&mut self, probe: Probe) {
        let interval = self.pass(probe.at);
        match &mut self.open {
            Some(run) if interval <= self.split_us && run.status() == probe.status => {
                self.longest_inside_us = self.longest_inside_us.max(interval);
                run.add(&probe);
            }
            _ => self.begin(probe),
        }
    }

    /// Begins a run with a probe.
    #[cold]
    #[inline(never)]
    fn begin(&mut self, probe: Probe) {
        let before = self.open.replace(OpenRun::begin(&probe));
        self.runs.extend(before.map(OpenRun::finish));
    }

    /// Goes on to a later moment, and counts the interval to it.
    #[inline(always)]
    fn pass(&mut self, at: Instant) -> i64 {
        let interval = at.since(std::mem::replace(&mut self.last, at));
        self.intervals.add(interval);
        if self.intervals.total() >= self.review_at.max(WARM_UP) {
            self.review();
        }
        interval
    }

    /// Follows the running median with the length from which an interval begins a new run.
    #[cold]
    fn review(&mut self) {
        self.review_at = self.intervals.total().saturating_mul(2);
        self.intervals.recentre();
        if !self.split_is_final {
            self.split_us = provisional_limit(&self.intervals);
        }
    }

    /// The piece, whole; `None` where no row came.
    pub(super) fn finish(mut self) -> Option<Segment> {
        let last = self.moment.take()?;
        let (head, tail) = match self.head.take() {
            None => (last, None),
            Some(head) => {
                self.pass(last.at());
                (*head, Some(last))
            }
        };
        self.runs.extend(self.open.take().map(OpenRun::finish));
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

/// Returns the longest interval, in microseconds, over which runs are joined while the median is
/// not final: 0 until there are enough intervals to trust their median. The first interval of a
/// part may be a silence, and joined over it the series would have to be read again.
pub(super) fn provisional_limit(intervals: &Histogram) -> i64 {
    if intervals.total() < WARM_UP { 0 } else { below_silence(intervals.median_us()) }
}

/// Returns a length a little under the silence limit of three medians, in microseconds, so that a
/// median that still falls does not send the series to a second reading; 0 without a median.
pub(super) fn below_silence(median_us: Option<i64>) -> i64 {
    median_us.map_or(0, |median| median.saturating_mul(5) / 2)
}
