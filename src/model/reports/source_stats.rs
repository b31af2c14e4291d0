//! Statistics of a source's rows, before anything is concluded from them.

use crate::clock::Instant;
use crate::model::{Cadence, Input, SeriesPaceChange, StampResolution};

/// Rows of a source, as counted while its files are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// Rows read.
    pub read: u64,
    /// Rows refused.
    pub refused: u64,
    /// Rows that stand as probes with an unknown result, as their outcome cannot be read.
    pub unreadable_outcomes: u64,
    /// Cells that no verdict needs and that cannot be read.
    pub unreadable_cells: u64,
    /// Rows outside the window or the sites that were asked for.
    pub outside: u64,
    /// Stamps of a doubled hour that the order of rows settled (M2).
    pub settled_by_order: u64,
    /// Rows earlier than one of the same series that was read before them.
    pub backward: u64,
}

impl RowCounts {
    /// Adds the rows of a file. Its account says nothing of rows that go back in time.
    pub(crate) fn add(&mut self, input: &Input) {
        self.read += input.rows;
        self.refused += input.refused;
        self.unreadable_outcomes += input.unreadable_outcomes;
        self.unreadable_cells += input.unreadable_cells;
        self.outside += input.outside;
        self.settled_by_order += input.settled_by_order;
    }
}

/// Name of a site in a log, and the site that it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiteName {
    /// Name, as written.
    pub name: String,
    /// Id of the site.
    pub site: String,
}

/// Statistics of a reading, beside its report.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Survey {
    /// Each source, in order.
    pub sources: Vec<SourceStats>,
    /// Names in the logs that are not their site's id, by name.
    pub names: Vec<SiteName>,
}

/// Least and greatest pace of several series, in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaceRange {
    /// Of the series that is probed most often.
    pub least_us: i64,
    /// The greatest.
    pub most_us: i64,
}

/// Place of a stamp in a probe log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StampLocation {
    /// Path of the log as shown.
    pub file: String,
    /// Line, or number of the record, from 1.
    pub line: u64,
}

/// A source as surveyed.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceStats {
    /// Name of the source.
    pub name: String,
    /// Way in which it writes its rows.
    pub cadence: Cadence,
    /// Resolution of its stamps (M2).
    pub resolution: StampResolution,
    /// Place of the first of its coarsest stamps; `None` where all tell their second, where the
    /// resolution is declared, and where only runs have such stamps.
    pub coarsest_stamp: Option<StampLocation>,
    /// Contents of its files that are not read, in words, in the order of the files; may be empty.
    pub not_used: Vec<String>,
    /// Read, refused, unreadable in part, outside the window, settled by order.
    pub rows: RowCounts,
    /// Number of sites.
    pub sites: u64,
    /// Vantages, sorted.
    pub vantages: Vec<String>,
    /// Pairs of site and vantage.
    pub series: u64,
    /// Probes: moments of a series.
    pub probes: u64,
    /// The first probe.
    pub first: Option<Instant>,
    /// The last probe.
    pub last: Option<Instant>,
    /// Paces of its series at their ends; `None` where none has one.
    pub pace: Option<PaceRange>,
    /// Changes of pace of its series, by time, site and vantage; may be empty.
    pub pace_changes: Vec<SeriesPaceChange>,
    /// Times between the first and the last row of a series that it did not observe: silences, and
    /// those around unknown probes (M7).
    pub gaps: u64,
    /// The longest of them, in microseconds; `None` where there is none.
    pub longest_gap_us: Option<i64>,
    /// Whether the rows of a source that is read as polls are likelier those of a log of changes:
    /// there are some, and each has another result than the one before.
    pub seems_on_change: bool,
    /// Rows that repeat an earlier row exactly.
    pub duplicates: u64,
    /// Probes at which rows disagreed.
    pub conflicts: u64,
    /// Observed time over the window, over all its series: 0 to 1. `None` where there is no window.
    pub observed_share: Option<f64>,
}
