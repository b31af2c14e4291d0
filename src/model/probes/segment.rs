//! Segments of series, as a file of runs keeps them: plain data, from which the record of a whole
//! can be put together (M8).

use crate::clock::Instant;
use crate::model::{CauseId, EndIntervals, Location, PaceChange, Run, Status};

/// Status, cause and place of a row of the first or last moment of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BoundaryRow {
    /// Status that the row gives.
    pub status: Status,
    /// The status code or the error, as a word.
    pub cause: CauseId,
    /// Time to answer, in microseconds, where the archive has it.
    pub latency_us: Option<i64>,
    /// Position of the row.
    pub location: Location,
}

/// The first or last moment of a segment, as rows: another segment may have rows of the same
/// moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boundary {
    /// Moment of the rows.
    pub at: Instant,
    /// Different rows of the moment, at least one.
    pub rows: Vec<BoundaryRow>,
    /// Rows that repeat one of them.
    pub duplicates: u64,
}

/// A stretch of one series in order of time, with all that is needed to join it with others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Number of the series.
    pub series: u32,
    /// First moment.
    pub head: Boundary,
    /// Last moment; `None` where it is the first.
    pub tail: Option<Boundary>,
    /// Probes as runs: the first moment by itself, those between, the last moment by itself.
    /// Neighbours of one status may still prove to be one run, where a gap is open.
    pub runs: Vec<Run>,
    /// Intervals between those of the probes between the two moments whose result is known (M7).
    pub intervals: EndIntervals,
    /// Changes of pace between the two moments, in order of time: the first
    /// [`MOST_PACE_CHANGES`](crate::model::MOST_PACE_CHANGES).
    pub changes: Vec<PaceChange>,
    /// Rows between the two moments that repeat another.
    pub duplicates: u64,
}
