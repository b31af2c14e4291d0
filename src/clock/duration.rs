//! Lengths of time are whole microseconds, as `i64`; these are the units they are made of.

/// Microseconds in a millisecond.
pub(crate) const MILLISECOND: i64 = 1_000;
/// Microseconds in a second.
pub const SECOND: i64 = 1_000_000;
/// Microseconds in a minute.
pub const MINUTE: i64 = 60 * SECOND;
/// Microseconds in an hour.
pub const HOUR: i64 = 60 * MINUTE;
/// Microseconds in a day.
pub const DAY: i64 = 24 * HOUR;
