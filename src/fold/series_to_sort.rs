//! Series that one reading cannot tell.

/// A series whose rows must be read again and sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeriesToSort {
    /// Number of the series.
    pub series: u32,
    /// The reason for which one reading is not enough.
    pub reason: SortReason,
    /// About how many rows the series has; the sorter makes room for as many.
    pub rows: u64,
}

/// Reason for which a series must be read again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SortReason {
    /// The segments of the series overlap, or are too many.
    Order,
    /// A silence that the source declares lies inside a run.
    Silence,
}
