//! Files that a simulation wrote.

use std::path::PathBuf;

/// Files that a simulation wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Logs, one of each vantage, in the order of the scenario.
    pub logs: Vec<WrittenFile>,
    /// File of the truth, beside them.
    pub truth: WrittenFile,
}

/// File that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenFile {
    /// Path of the file.
    pub path: PathBuf,
    /// Number of rows, without the header.
    pub rows: u64,
}
