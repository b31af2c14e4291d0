//! Segments of series, as a file of runs keeps them: plain data, from which the record of a whole
//! can be put together (M8).

use super::{CauseId, Location, Run, Status};
use crate::clock::Instant;

/// One row of an edge moment.
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
    /// Neighbours of one status may still prove to be one run: how long a silence is follows from
    /// the whole.
    pub runs: Vec<Run>,
    /// Counts of the intervals between two probes, in microseconds to three significant
    /// digits (M7), by length.
    pub intervals: Vec<(i64, u64)>,
    /// The longest interval inside a run, in microseconds.
    pub longest_inside_us: i64,
    /// Rows between the two moments that repeat another.
    pub duplicates: u64,
}
