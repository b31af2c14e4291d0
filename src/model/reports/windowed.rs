//! Windowed availability of sites (M28).

use crate::clock::Instant;

/// Least share of any stretch of a length in which a site was up (M28).
#[derive(Debug, Clone, PartialEq)]
pub struct WindowedAvailability {
    /// Id of the site.
    pub site: String,
    /// Length of the stretches in microseconds.
    pub length_us: i64,
    /// Least share of such a stretch that was certainly up.
    pub least: f64,
    /// Least share of such a stretch that was not certainly down.
    pub most: f64,
    /// Start of the first stretch of which the most was certainly down.
    pub worst_from: Instant,
}
