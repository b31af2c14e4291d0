//! Words for verdicts, and names of columns that hold them.

/// Names of such columns, in small letters, the likeliest first.
pub(super) const RESULTS: [&str; 10] = [
    "result",
    "status",
    "state",
    "up",
    "ok",
    "success",
    "is_up",
    "online",
    "available",
    "indicator",
];

/// Whether a cell is a verdict in words that we read.
pub(super) fn is_result(cell: &str) -> bool {
    let words = [
        "up",
        "down",
        "true",
        "false",
        "ok",
        "failed",
        "failure",
        "success",
        "degraded",
        "challenged",
        "unknown",
        "pending",
    ];
    words.contains(&cell.to_ascii_lowercase().as_str())
}

/// Whether a cell is a verdict and no name that a column could have.
pub(super) fn is_only_a_result(cell: &str) -> bool {
    is_result(cell) && !RESULTS.contains(&cell.to_ascii_lowercase().as_str())
}
