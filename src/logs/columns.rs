//! Names that our own layout has for the columns of a probe log.

/// Columns of a probe log.
pub(crate) const COLUMNS: [&str; 7] =
    ["timestamp", "site", "vantage", "status_code", "error", "latency_ms", "result"];
/// Columns of a probe log one of which says what came of a probe.
pub(crate) const OUTCOMES: [&str; 3] = ["status_code", "error", "result"];
/// Column of the answer time in seconds, in place of `latency_ms`: only where `columns` maps it.
pub(crate) const SECONDS: &str = "latency_s";
