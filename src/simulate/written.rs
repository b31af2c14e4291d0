//! Files that a simulation wrote.

use super::series::RowKind;
use std::path::PathBuf;

/// Files that a simulation wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// A log for each vantage, in the order of the scenario.
    pub logs: Vec<Written>,
    /// The truth beside them.
    pub truth: Written,
}

/// A file that was written, with counts of its rows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Written {
    /// Path of the file.
    pub path: PathBuf,
    /// All rows, without the header.
    pub rows: u64,
    /// Rows of sites that were down.
    pub down: u64,
    /// Rows of sites that challenged their visitors.
    pub challenged: u64,
    /// Rows that failed because the vantage itself failed.
    pub sick: u64,
    /// Rows that failed alone, without a fault.
    pub blips: u64,
}

impl Written {
    /// Counts a row.
    pub(super) fn count(&mut self, kind: RowKind) {
        self.rows += 1;
        match kind {
            RowKind::Up => {}
            RowKind::Down => self.down += 1,
            RowKind::Challenged => self.challenged += 1,
            RowKind::Sick => self.sick += 1,
            RowKind::Blip => self.blips += 1,
        }
    }
}
