//! The run under way: an observation is added in place, without memory of its own.

use super::observation::Observation;
use crate::clock::Instant;
use crate::model::{CauseId, Gap, IdMap, IntervalRange, Latency, Location, Run, Status};

/// A run under way.
#[derive(Debug, Clone)]
pub(super) struct RunBuilder {
    status: Status,
    /// Gap between the run before it and it.
    gap: Gap,
    /// The cause seen last: observations of one status mostly have one cause.
    cause: CauseId,
    /// Observations of that cause since another cause was seen.
    in_a_row: u64,
    first: Instant,
    last: Instant,
    /// Observations so far, at least one.
    probes: u64,
    intervals: Option<IntervalRange>,
    /// Observations whose rows disagree.
    conflicts: u64,
    latency: Latency,
    first_row: Location,
    last_row: Location,
    /// The observations of each cause before those, in order of the causes' numbers.
    causes: Vec<(CauseId, u64)>,
}

impl RunBuilder {
    /// Starts a run with one observation; `gap` lies between the run before it and it.
    pub(super) fn new(first: &Observation, gap: Gap) -> RunBuilder {
        let none = Latency { probes: 0, sum_us: 0, min_us: i64::MAX, max_us: i64::MIN };
        let mut run = RunBuilder {
            status: first.status,
            gap,
            cause: first.cause,
            in_a_row: 0,
            first: first.at,
            last: first.at,
            probes: 0,
            intervals: None,
            conflicts: 0,
            latency: none,
            first_row: first.first_row,
            last_row: first.last_row,
            causes: Vec::new(),
        };
        run.add(first);
        run
    }

    /// Returns the status of the run.
    #[inline]
    pub(super) fn status(&self) -> Status {
        self.status
    }

    /// Says whether a later observation belongs to the run, if the time before it was observed: it
    /// has the status of the run, and its rows agree, or disagree, as those of the run do. A failed
    /// one has its cause, too.
    #[inline(always)]
    pub(super) fn takes(&self, later: &Observation) -> bool {
        self.status == later.status
            && (self.conflicts > 0) == later.conflict
            && (self.cause == later.cause || self.status != Status::Down)
    }

    /// Says whether an earlier run is of the same kind.
    pub(super) fn is_like(&self, run: &Run) -> bool {
        self.status == run.status
            && (self.conflicts > 0) == (run.conflicts > 0)
            && (self.status != Status::Down || has_only(run, self.cause))
    }

    /// Notes what lies between the run before it and it.
    pub(super) fn set_gap(&mut self, gap: Gap) {
        self.gap = gap;
    }

    /// Becomes one run with an earlier one of the same kind.
    pub(super) fn join_to(&mut self, mut before: Run) {
        before.append(&self.clone().finish());
        let none = Latency { probes: 0, sum_us: 0, min_us: i64::MAX, max_us: i64::MIN };
        *self = RunBuilder {
            status: before.status,
            gap: before.gap,
            cause: self.cause,
            in_a_row: 0,
            first: before.first,
            last: before.last,
            probes: before.probes,
            intervals: before.intervals,
            conflicts: before.conflicts,
            latency: before.latency.unwrap_or(none),
            first_row: before.first_row,
            last_row: before.last_row,
            causes: before.causes,
        };
    }

    /// Adds a later observation of the same status.
    #[inline(always)]
    pub(super) fn add(&mut self, later: &Observation) {
        if self.probes > 0 {
            let interval_us = later.at.since(self.last);
            self.intervals = Some(IntervalRange::and(self.intervals, interval_us));
        }
        self.last = later.at;
        self.probes += 1;
        self.conflicts += u64::from(later.conflict);
        self.last_row = later.last_row;
        if later.cause != self.cause {
            Run::count(&mut self.causes, self.cause, self.in_a_row);
            (self.cause, self.in_a_row) = (later.cause, 0);
        }
        self.in_a_row += 1;
        if let Some(us) = later.latency_us {
            self.latency.probes += 1;
            self.latency.sum_us = self.latency.sum_us.saturating_add(us);
            self.latency.min_us = self.latency.min_us.min(us);
            self.latency.max_us = self.latency.max_us.max(us);
        }
    }

    /// Returns the run, complete.
    pub(super) fn finish(mut self) -> Run {
        Run::count(&mut self.causes, self.cause, self.in_a_row);
        Run {
            status: self.status,
            gap: self.gap,
            first: self.first,
            last: self.last,
            probes: self.probes,
            intervals: self.intervals,
            conflicts: self.conflicts,
            causes: self.causes,
            latency: Some(self.latency).filter(|latency| latency.probes > 0),
            first_row: self.first_row,
            last_row: self.last_row,
        }
    }
}

/// Says whether all probes of a run have one cause, and this one.
fn has_only(run: &Run, cause: CauseId) -> bool {
    matches!(run.causes[..], [(only, _)] if only == cause)
}

/// Gives a run the numbers of the whole archive in place of those of its file. Two causes of the
/// file may be one there.
pub(super) fn renumber(run: &mut Run, ids: &IdMap) {
    run.first_row = ids.location(run.first_row);
    run.last_row = ids.location(run.last_row);
    for (cause, probes) in std::mem::take(&mut run.causes) {
        Run::count(&mut run.causes, ids.cause(cause), probes);
    }
}
