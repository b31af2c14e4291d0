//! Probes that no row records (M12).

use crate::model::{IntervalRange, ProbeCount};

/// Probes of a time that no row records: a row of a log of changes, or a period of a list, stands
/// for one each interval, as its source is declared to be checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImpliedProbes {
    /// Probes that such rows or periods stand for in the time.
    pub probes: ProbeCount,
    /// Rows, or periods, that stand for them, at most.
    pub entries: u64,
    /// Rows, or periods, that stand for them, at least: a run does not keep the moments of its rows
    /// between the first and the last.
    pub entries_least: u64,
    /// States beside the periods of a list that no row says: `between` declares them.
    pub declared_states: u64,
    /// Whether they are periods of lists, and not rows of logs of changes.
    pub are_periods: bool,
    /// Declared time between two checks, in microseconds: that of each source.
    pub interval: IntervalRange,
    /// Whether no other probe lies in the time.
    pub are_all: bool,
}
