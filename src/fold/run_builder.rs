//! The run that is still growing: a probe is added in place, without any memory of its own.

use super::observation::Probe;
use crate::clock::Instant;
use crate::model::{CauseId, IdMap, Latency, Location, Run, Status};

/// A run under way.
#[derive(Debug, Clone)]
pub(super) struct OpenRun {
    status: Status,
    /// The cause seen last, and how often in a row: probes of one class mostly have one cause.
    cause: CauseId,
    in_a_row: u64,
    first: Instant,
    last: Instant,
    probes: u64,
    conflicts: u64,
    latency: Latency,
    first_row: Location,
    last_row: Location,
    /// The causes before it, in order.
    causes: Vec<(CauseId, u64)>,
}

impl OpenRun {
    /// A run of one probe.
    pub(super) fn begin(probe: &Probe) -> OpenRun {
        let none = Latency { probes: 0, sum_us: 0, min_us: i64::MAX, max_us: i64::MIN };
        let mut run = OpenRun {
            status: probe.status,
            cause: probe.cause,
            in_a_row: 0,
            first: probe.at,
            last: probe.at,
            probes: 0,
            conflicts: 0,
            latency: none,
            first_row: probe.first_row,
            last_row: probe.last_row,
            causes: Vec::new(),
        };
        run.add(probe);
        run
    }

    #[inline]
    pub(super) fn status(&self) -> Status {
        self.status
    }

    /// Adds a later probe of the same class.
    #[inline(always)]
    pub(super) fn add(&mut self, probe: &Probe) {
        self.last = probe.at;
        self.probes += 1;
        self.conflicts += u64::from(probe.conflict);
        self.last_row = probe.last_row;
        if probe.cause != self.cause {
            count(&mut self.causes, self.cause, self.in_a_row);
            (self.cause, self.in_a_row) = (probe.cause, 0);
        }
        self.in_a_row += 1;
        if let Some(us) = probe.latency_us {
            self.latency.probes += 1;
            self.latency.sum_us = self.latency.sum_us.saturating_add(us);
            self.latency.min_us = self.latency.min_us.min(us);
            self.latency.max_us = self.latency.max_us.max(us);
        }
    }

    /// The run as it is handed on.
    pub(super) fn finish(mut self) -> Run {
        count(&mut self.causes, self.cause, self.in_a_row);
        Run {
            status: self.status,
            first: self.first,
            last: self.last,
            probes: self.probes,
            conflicts: self.conflicts,
            causes: self.causes,
            latency: Some(self.latency).filter(|latency| latency.probes > 0),
            first_row: self.first_row,
            last_row: self.last_row,
        }
    }
}

/// Adds a later run of the same class.
pub(super) fn append(run: &mut Run, later: &Run) {
    run.last = later.last;
    run.probes += later.probes;
    run.conflicts += later.conflicts;
    run.last_row = later.last_row;
    later.causes.iter().for_each(|(cause, probes)| count(&mut run.causes, *cause, *probes));
    run.latency = match (run.latency, later.latency) {
        (Some(a), Some(b)) => Some(Latency {
            probes: a.probes + b.probes,
            sum_us: a.sum_us.saturating_add(b.sum_us),
            min_us: a.min_us.min(b.min_us),
            max_us: a.max_us.max(b.max_us),
        }),
        (a, b) => a.or(b),
    };
}

/// Gives a run the numbers of the whole. Two causes there may be one here.
pub(super) fn renumber(run: &mut Run, numbers: &IdMap) {
    (run.first_row, run.last_row) =
        (numbers.location(run.first_row), numbers.location(run.last_row));
    for (cause, probes) in std::mem::take(&mut run.causes) {
        count(&mut run.causes, numbers.cause(cause), probes);
    }
}

/// Counts probes of a cause, in a list that is in order of the causes' numbers.
fn count(causes: &mut Vec<(CauseId, u64)>, cause: CauseId, probes: u64) {
    match causes.binary_search_by_key(&cause, |held| held.0) {
        Ok(at) => causes[at].1 += probes,
        Err(at) => causes.insert(at, (cause, probes)),
    }
}
