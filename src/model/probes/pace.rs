//! The pace of a series: the intervals that tell it, and what lies between two runs (M7).

use crate::clock::Instant;

/// Changes of pace that are kept of a series: the first ones.
pub const MOST_PACE_CHANGES: usize = 16;

/// Time between a run and the last one before it in its series whose result is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gap {
    /// No silence. Where unknown probes lie in it the time is not observed all the same; so it
    /// stands for every unknown run.
    Observed,
    /// An interval of over twice the pace (M7).
    Silence,
    /// Left to the intervals of other segments; in no record.
    Open,
}

impl Gap {
    /// Every gap.
    pub const ALL: [Gap; 3] = [Gap::Observed, Gap::Silence, Gap::Open];

    /// Returns the word used in files of runs.
    pub fn as_str(self) -> &'static str {
        match self {
            Gap::Observed => "observed",
            Gap::Silence => "silence",
            Gap::Open => "open",
        }
    }
}

/// An interval from one probe with a known result to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// The earlier probe.
    pub from: Instant,
    /// Length, in microseconds.
    pub us: i64,
}

/// The first and the last intervals of a stretch of a series.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EndIntervals {
    /// The first [`EndIntervals::KEPT`], or all, in order of time.
    pub first: Vec<Interval>,
    /// The last [`EndIntervals::KEPT`], or all, in order of time.
    pub last: Vec<Interval>,
    /// Count of all intervals.
    pub count: u64,
}

impl EndIntervals {
    /// Intervals that are kept at either end of a segment: those whose neighbours can lie in
    /// another segment, and their own neighbours, nine each.
    pub(crate) const KEPT: usize = 18;
}

/// A change of the pace of a series, as people read it; no state follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaceChange {
    /// The probe from which the new pace holds.
    pub at: Instant,
    /// Middle one of the nine intervals before, in microseconds.
    pub from_us: i64,
    /// Middle one of the nine intervals after, in microseconds.
    pub to_us: i64,
}
