//! How much of what lies behind a finding is printed.

/// Choice of the rows behind an outage that are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowsShown {
    /// All where they are few; else the last that was up, the first and the last that failed, and
    /// the first that was up again.
    AtEdges,
    /// Every one, however many.
    All,
}
