//! What one source's rows are like, before anything is concluded from them.

use super::Cadence;
use crate::clock::Instant;

/// Rows of a source, as counted while its files are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// Rows read.
    pub read: u64,
    /// Rows set aside.
    pub refused: u64,
    /// Rows outside the window or the sites that were asked for.
    pub outside: u64,
    /// Rows earlier than one of the same series that was read before them.
    pub backward: u64,
}

/// What a reading found, beside its report.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Survey {
    /// Each source, in order.
    pub sources: Vec<SourceStats>,
    /// Names in the logs that are not their site's id, with that id; by name.
    pub names: Vec<(String, String)>,
}

/// A source as surveyed.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceStats {
    /// Its name.
    pub name: String,
    /// How it writes its rows.
    pub cadence: Cadence,
    /// What its files hold besides probes and nobody reads, in words, in the order of the files.
    pub unread: Vec<String>,
    /// Its rows.
    pub rows: RowCounts,
    /// Its sites.
    pub sites: u64,
    /// Its vantages, sorted.
    pub vantages: Vec<String>,
    /// Pairs of site and vantage.
    pub series: u64,
    /// Probes: moments of a series.
    pub probes: u64,
    /// The first probe.
    pub first: Option<Instant>,
    /// The last probe.
    pub last: Option<Instant>,
    /// The least and the greatest median interval of its series, in microseconds.
    pub median_us: Option<(i64, i64)>,
    /// Times between the first and the last probe of a series at which nobody looked (M7).
    pub silences: u64,
    /// The longest of them, in microseconds.
    pub longest_silence_us: Option<i64>,
    /// Rows that repeat an earlier row exactly.
    pub duplicates: u64,
    /// Probes at which rows disagreed.
    pub conflicts: u64,
    /// Observed time over the window, over all its series: 0 to 1. `None` where there is no window.
    pub observed_share: Option<f64>,
}
