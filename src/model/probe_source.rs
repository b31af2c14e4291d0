//! Sources of probes.

/// Way in which a source writes its rows (M7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cadence {
    /// A row for each probe.
    Poll,
    /// A row for each change; probes were this many microseconds apart.
    OnChange {
        /// Microseconds between probes.
        interval_us: i64,
    },
}

/// One `[[probes]]` entry, as far as later rooms need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProbeSource {
    /// Name for readers.
    pub name: String,
    /// Way in which it writes its rows.
    pub cadence: Cadence,
    /// Largest error of its clock, in microseconds (M4).
    pub clock_error_us: i64,
    /// Silence limit, in microseconds (M7); from the median interval where `None`.
    pub silence_us: Option<i64>,
    /// Whether the probes were simulated.
    pub simulated: bool,
}
