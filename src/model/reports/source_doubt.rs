//! Reasons to doubt that a log was read as it is meant.

use crate::clock::Instant;

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
    /// Rows of a source that is read as polls have another outcome than the one before, as those of
    /// a log of changes.
    SeemsOnChange {
        /// Rows with another outcome than the one before of their series.
        changed: u64,
        /// Rows that have one before them.
        compared: u64,
    },
    /// Probes of a site that follow one another failed from several vantages, and no outage is seen
    /// there: vantages that take turns as the servers of one monitor.
    PlacesInTurn {
        /// Id of the site.
        site: String,
        /// Failed probes in a row.
        failed: u64,
        /// Vantages that they came from.
        places: u64,
        /// The first of these probes.
        from: Instant,
        /// The last of these probes.
        until: Instant,
    },
    /// Vantages of a site probe it at other paces, and more than half of them must agree: an edge
    /// of an outage is known to the slower pace, though a finer vantage saw it more closely.
    PlacesOfOtherPace(OtherPaces),
    /// More rows of a source repeat another of their moment than it has probes: rows of several
    /// sites or vantages that are taken for one, or of several copies of a log.
    RowsRepeated {
        /// Rows that repeat another of their moment.
        rows: u64,
        /// Moments at which the source has a row, of each series.
        probes: u64,
    },
    /// At least half of the failed probes of a source take turns with good ones, one by one: rows
    /// of several kinds of checks that are taken for one.
    TurnAbout {
        /// Failed probes that take turns with good ones.
        turns: u64,
        /// All failed probes.
        failed: u64,
    },
    /// The last probe of a source is in a year that has not come, or all claims and all other
    /// sources are ten years away: its stamps may count from another day.
    TimesFarOff {
        /// First probe.
        from: Instant,
        /// Last probe.
        until: Instant,
    },
    /// At no fewer than half of the probes of a source the rows of one moment disagree, or at no
    /// fewer than failed: rows of several sites or vantages that are taken for one.
    RowsDisagree {
        /// Probes whose rows disagree.
        disagreeing: u64,
        /// Moments at which the source has a row, of each series.
        probes: u64,
    },
}

/// Vantages that probe one site at other paces, and the outages of which an edge is known to the
/// slower pace alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherPaces {
    /// Id of a site, the one with most of these outages.
    pub site: String,
    /// Vantage that probes it most often.
    pub finer: String,
    /// Pace of that vantage, in microseconds.
    pub finer_us: i64,
    /// Vantages of the site that are much slower.
    pub slower: u64,
    /// Shortest pace among them, in microseconds.
    pub slower_us: i64,
    /// Outages of all sites with such an edge.
    pub outages: u64,
    /// Sites that have one.
    pub sites: u64,
}

/// Rows of a file that have something in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartOfRows {
    /// Number of these rows, or of their cells.
    pub part: u64,
    /// All rows that they are counted among: those that were not refused, or all that were read.
    pub all: u64,
}
