//! Stretches of series as they are kept in a file of runs: plain data, from which the record of a
//! whole can be put together (M8).

use super::{CauseId, Location, Run, Status};
use crate::clock::Instant;

/// One row of an edge moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BoundaryRow {
    /// What it says.
    pub status: Status,
    /// The status code or the error, as a word.
    pub cause: CauseId,
    /// Time to answer, in microseconds, where the archive has it.
    pub latency_us: Option<i64>,
    /// Where it stands.
    pub location: Location,
}

/// The first or last moment of a piece, as rows: another piece may have rows of the same moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boundary {
    /// When.
    pub at: Instant,
    /// Its different rows, one at least.
    pub rows: Vec<BoundaryRow>,
    /// Rows that repeat one of them.
    pub duplicates: u64,
}

/// A stretch of one series in order of time, with all that is needed to join it with others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Number of the series.
    pub series: u32,
    /// Its first moment.
    pub head: Boundary,
    /// Its last moment, where it is not the first.
    pub tail: Option<Boundary>,
    /// Its probes as runs: the first moment by itself, those between, the last moment by itself.
    /// Neighbours of one class may still prove to be one run: how long a silence is follows from
    /// the whole.
    pub runs: Vec<Run>,
    /// How often each interval between two probes was seen, in microseconds to three significant
    /// digits (M7), by length.
    pub intervals: Vec<(i64, u64)>,
    /// The longest interval inside a run, in microseconds.
    pub longest_inside_us: i64,
    /// Rows between the two moments that repeat another.
    pub duplicates: u64,
}
