//! Reasons to doubt that a log was read as it is meant.

/// A log whose rows contradict the way in which it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceDoubt {
    /// Name of the source, or path of the file, as shown.
    pub whose: String,
    /// Contradiction to the way of reading.
    pub kind: SourceDoubtKind,
}

/// Contradiction: rows that the log of a monitor seldom has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceDoubtKind {
    /// All or nearly all known probes failed, and the causes of most are numbers that are no status
    /// codes: a column of answer times that is read as one of errors.
    NumbersAsErrors {
        /// Failed probes whose cause is a number.
        numbers: u64,
        /// All probes whose result is known.
        known: u64,
        /// A cause of them, the most frequent one.
        example: String,
    },
    /// Every known probe failed.
    AllFailed {
        /// Number of these probes.
        probes: u64,
    },
    /// Nearly all known probes failed, and the sites failed first and last: what means up may be
    /// read as down.
    NearlyAllFailed {
        /// Failed probes.
        failed: u64,
        /// All probes whose result is known.
        known: u64,
    },
    /// The outcome of most rows of a file cannot be read.
    OutcomesUnreadable(PartOfRows),
    /// Cells of most rows of a file cannot be read that no verdict needs: answer times.
    CellsUnreadable(PartOfRows),
    /// At least half of the rows of a file were refused: what it shows rests on the rest.
    RowsRefused(PartOfRows),
    /// More rows of a source repeat another of their moment than it has probes: rows of several
    /// sites or vantages that are taken for one, or of several copies of a log.
    RowsRepeated {
        /// Rows that repeat another of their moment.
        rows: u64,
        /// Moments at which the source has a row, of each series.
        probes: u64,
    },
    /// At no fewer than half of the probes of a source the rows of one moment disagree: rows of
    /// several sites or vantages that are taken for one.
    RowsDisagree {
        /// Probes whose rows disagree.
        disagreeing: u64,
        /// Moments at which the source has a row, of each series.
        probes: u64,
    },
}

/// Rows of a file that have something in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartOfRows {
    /// Number of these rows, or of their cells.
    pub part: u64,
    /// All rows that they are counted among: those that were not refused, or all that were read.
    pub all: u64,
}
