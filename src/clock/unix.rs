//! Moments as machines write them: seconds since 1970, in UTC.

use super::{Instant, SECOND, StampError};

/// 1990-01-01 and 2100-01-01: outside of these, a number is no second of a probe log. Milliseconds lie far behind, a clock that was never
/// set lies before.
const YEARS_S: std::ops::Range<f64> = 631_152_000.0..4_102_444_800.0;
/// Digits of a number that an error quotes.
const DIGITS: usize = 24;

/// Reads a moment given as seconds since 1970 with decimals.
///
/// # Errors
/// Where the number lies outside 1990 to 2100: it is then in another unit, or of a clock that was not set.
pub fn unix_seconds(seconds: f64) -> Result<Instant, StampError> {
    if YEARS_S.contains(&seconds) {
        // Below 2^53 microseconds, so that each of them is a number of its own.
        Ok(Instant((seconds * SECOND as f64).round() as i64))
    } else {
        Err(StampError::NotUnix(seconds.to_string().chars().take(DIGITS).collect()))
    }
}
