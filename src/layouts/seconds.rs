//! Answer times in seconds, as archives write them, in the milliseconds of our own columns.

/// Milliseconds in a second.
pub(super) const MS: f64 = 1000.0;

/// Writes seconds as milliseconds.
pub(super) fn as_milliseconds(seconds: f64) -> String {
    (seconds * MS).to_string()
}
