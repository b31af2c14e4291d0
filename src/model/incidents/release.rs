//! State of a report on its way to readers, and the cut-off of its data.

use crate::clock::Instant;

/// State of a report on its way to readers, and the cut-off of its data.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Release {
    /// Whether the report may still change.
    pub is_draft: bool,
    /// Moment before which it must not be published; mostly none.
    pub embargo: Option<Instant>,
    /// Cut-off of the data: nothing that was measured or said from then on is in it; mostly none.
    pub as_of: Option<Instant>,
    /// Number of claims that are left out for the cut-off: each was published later, or may have
    /// been.
    pub claims_left_out: usize,
}
