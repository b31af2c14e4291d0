//! Row that makes an edge of an outage.

use super::sample::{Location, Status};
use crate::clock::Instant;

/// Row that makes an edge of an outage: a single probe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EdgeRow {
    /// Moment of the probe, as its row has it.
    pub at: Instant,
    /// Vantage (checking location) of the probe.
    pub vantage: String,
    /// Status of the probe.
    pub status: Status,
    /// Cause of its failure; empty where it did not fail.
    pub cause: String,
    /// Where the row stands.
    pub row: Location,
}
