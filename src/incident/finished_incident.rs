//! Results of an incident that has been read.

use crate::model::{HeldCounts, Incident, Input, Refusals, SourceLine};

/// Incident whose probes have been read.
#[derive(Debug)]
pub struct FinishedIncident {
    /// Incident with its sites, claims and announced work.
    pub incident: Incident,
    /// Every file that was read, sorted as the files were named.
    pub inputs: Vec<Input>,
    /// Rows that were refused, those of claims included.
    pub refusals: Refusals,
    /// Counts of its sites, claims, announced work and verdicts.
    pub held: HeldCounts,
}

/// Rows of sites as they stand in their files.
#[derive(Debug, Default)]
pub struct SourceLines {
    /// Rows, sorted by site, time and place; may be empty.
    pub lines: Vec<SourceLine>,
    /// Number of further rows that were asked for, beyond as many as are held.
    pub beyond: u64,
    /// Paths, as shown, of files that runs were made from and that are missing or have changed.
    pub absent: Vec<String>,
}
