//! How moments and lengths are written.

use super::{DAY, HOUR, Instant, MINUTE, SECOND, Zone};
use chrono::{DateTime, Datelike};

/// RFC 3339 in UTC, with as many decimals as the moment has: `2022-10-05T13:42:00Z`.
pub fn rfc3339(at: Instant) -> String {
    let part = at.0.rem_euclid(SECOND);
    let (decimals, format) = match part {
        0 => (0, "%Y-%m-%dT%H:%M:%SZ"),
        part if part % 1000 == 0 => (3, "%Y-%m-%dT%H:%M:%S%.3fZ"),
        _ => (6, "%Y-%m-%dT%H:%M:%S%.6fZ"),
    };
    digits(at, ("T", decimals, "Z")).unwrap_or_else(|| Zone::UTC.format(at, format))
}

/// A moment in UTC for years of four digits, digit by digit: tables hold such a text in most cells.
/// What stands before the clock, the decimals of its seconds, and what stands behind it.
fn digits(at: Instant, (before, decimals, behind): (&str, usize, &str)) -> Option<String> {
    let date = DateTime::from_timestamp_micros(at.0)?.date_naive();
    let year = u32::try_from(date.year()).ok().filter(|year| *year <= 9999)?;
    let second = at.0.rem_euclid(DAY) / SECOND;
    let part = at.0.rem_euclid(SECOND) / if decimals == 3 { 1000 } else { 1 };
    let mut text = String::with_capacity("2022-10-05T13:42:00.000000Z".len());
    let mut push = |before: &str, number: u32, digits: usize| {
        text.push_str(before);
        for at in (0..digits as u32).rev() {
            text.push(char::from(b'0' + (number / 10_u32.pow(at) % 10) as u8));
        }
    };
    push("", year, 4);
    push("-", date.month(), 2);
    push("-", date.day(), 2);
    push(before, (second / 3600) as u32, 2);
    push(":", (second / 60 % 60) as u32, 2);
    push(":", (second % 60) as u32, 2);
    if decimals > 0 {
        push(".", part as u32, decimals);
    }
    text.push_str(behind);
    Some(text)
}

/// For sentences: `2022-10-05 13:42:07 UTC`.
pub fn short_utc(at: Instant) -> String {
    digits(at, (" ", 0, " UTC")).unwrap_or_else(|| Zone::UTC.format(at, "%Y-%m-%d %H:%M:%S UTC"))
}

/// The units of lengths in words.
const UNITS: [(i64, &str); 4] = [(DAY, "d"), (HOUR, "h"), (MINUTE, "min"), (SECOND, "s")];

/// Lengths from here on are told in days: below it, minutes matter more than the count of days.
const IN_DAYS: i64 = 4 * DAY;

/// A length in words, in two units, cut off after them: `34 h 24 min`, `90 s` as `1 min 30 s`, and
/// days from four days on.
pub fn length(us: i64) -> String {
    let (sign, us) = if us < 0 { ("-", us.saturating_neg()) } else { ("", us) };
    let Some(first) = largest(us) else { return format!("{sign}0 s") };
    let mut words = vec![format!("{} {}", us / UNITS[first].0, UNITS[first].1)];
    if let Some((unit, name)) = UNITS.get(first + 1) {
        let rest = us % UNITS[first].0 / unit;
        if rest > 0 {
            words.push(format!("{rest} {name}"));
        }
    }
    format!("{sign}{}", words.join(" "))
}

/// The same, rounded up: for what lasted at most so long. Negative lengths are cut off, which is up
/// as well.
pub fn length_up(us: i64) -> String {
    let first = largest(us).unwrap_or(UNITS.len());
    let (step, _) = UNITS[(first + 1).min(UNITS.len() - 1)];
    let up = if us > 0 { us.saturating_add(step - 1) / step * step } else { us };
    length(up)
}

/// The unit that a length is told in.
fn largest(us: i64) -> Option<usize> {
    UNITS.iter().position(|(unit, _)| us >= if *unit == DAY { IN_DAYS } else { *unit })
}

/// A range of lengths in words, its ends rounded outward; an open upper end is `at least …`.
pub fn length_range(least: i64, most: Option<i64>) -> String {
    match most {
        Some(most) if length(least) == length_up(most) => length(least),
        Some(most) => format!("{} to {}", length(least), length_up(most)),
        None => format!("at least {}", length(least)),
    }
}
