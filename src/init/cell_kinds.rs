//! Kinds of a single cell: the result of a probe in words, or a moment.

use crate::clock::{Zone, parse_range, parse_stamp};

/// Names of columns of results, in small letters, the likeliest first.
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

/// Says whether a cell is a result of a probe in words that the logs room reads.
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

/// Says whether a cell is a result and no name that a column could have.
pub(super) fn is_only_a_result(cell: &str) -> bool {
    is_result(cell) && !RESULTS.contains(&cell.to_ascii_lowercase().as_str())
}

/// Says whether a text is a moment in our own way of writing, or a day.
pub(super) fn is_moment(text: &str) -> bool {
    parse_stamp(text, Some(Zone::UTC)).is_ok() || parse_range(text, Some(Zone::UTC)).is_ok()
}
