//! Lengths of time as lists write them.

use super::parse_length;
use crate::clock::duration::{DAY, HOUR, MINUTE, SECOND};

/// Unit of a part of a length.
struct PartUnit {
    /// Length of one, in microseconds.
    length_us: i64,
    /// Spellings that mean it.
    words: &'static [&'static str],
}

/// Units of the parts of a length, the longest first.
const UNITS: [PartUnit; 4] = [
    PartUnit { length_us: DAY, words: &["d", "day", "days"] },
    PartUnit { length_us: HOUR, words: &["h", "hr", "hrs", "hour", "hours"] },
    PartUnit { length_us: MINUTE, words: &["m", "min", "mins", "minute", "minutes"] },
    PartUnit { length_us: SECOND, words: &["s", "sec", "secs", "second", "seconds"] },
];

/// Reads a length in microseconds: `5m`, as a clock shows it (`01:30:00`), or in parts from the
/// longest to the shortest (`1h 5m`, `2 days, 3 hours`); `None` where it is none of these.
pub(crate) fn written_length(text: &str) -> Option<i64> {
    let text = text.trim();
    parse_length(text).ok().or_else(|| on_a_clock(text)).or_else(|| in_parts(text))
}

/// Reads a length as a clock shows it, in hours, minutes and seconds, as microseconds.
fn on_a_clock(text: &str) -> Option<i64> {
    let mut parts = text.split(':').map(|part| part.parse::<u32>().ok().map(i64::from));
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next()??);
    let is_clock = parts.next().is_none() && minutes < 60 && seconds < 60;
    let below_an_hour = minutes * MINUTE + seconds * SECOND;
    hours.checked_mul(HOUR)?.checked_add(below_an_hour).filter(|_| is_clock)
}

/// Reads a length in parts, each a whole number and a shorter unit than the one before, as
/// microseconds.
fn in_parts(text: &str) -> Option<i64> {
    let mut rest = text;
    let mut units = UNITS.iter();
    let mut length_us: i64 = 0;
    while !rest.is_empty() {
        let after = rest.trim_start_matches(|sign: char| sign.is_ascii_digit());
        let number = i64::from(rest[..rest.len() - after.len()].parse::<u32>().ok()?);
        let after = after.trim_start();
        let behind = after.trim_start_matches(char::is_alphabetic);
        let word = after[..after.len() - behind.len()].to_lowercase();
        let unit = units.find(|unit| unit.words.contains(&word.as_str()))?;
        length_us = length_us.checked_add(number.checked_mul(unit.length_us)?)?;
        rest = behind.trim_start_matches(',').trim_start();
    }
    (!text.is_empty()).then_some(length_us)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_read_in_each_of_its_forms() {
        for (text, wanted) in [
            ("5m", 5 * MINUTE),
            ("26:00:01", 26 * HOUR + SECOND),
            ("1:02:59", HOUR + 2 * MINUTE + 59 * SECOND),
            ("1h 5m", HOUR + 5 * MINUTE),
            ("1h5m", HOUR + 5 * MINUTE),
            (" 2 days, 3 hours, 4 mins ", 2 * DAY + 3 * HOUR + 4 * MINUTE),
            ("0 hrs, 7 mins", 7 * MINUTE),
            ("1 Minute 30 Seconds", 90 * SECOND),
        ] {
            assert_eq!(written_length(text), Some(wanted), "{text}");
        }
    }

    #[test]
    fn what_is_no_length_is_none() {
        let odd = [
            "", "5", "1:2", "1:60:00", "1:00:60", "5m 1h", "1h 1h", "1h 5", "h", "1.5h 2m",
            "-1h 5m",
        ];
        for odd in odd.into_iter().chain([
            "1h and 5m",
            "4294967296d 1h",
            "1 é",
            "٣h 1m",
            "4294967295:00:00",
        ]) {
            assert_eq!(written_length(odd), None, "{odd}");
        }
    }
}
