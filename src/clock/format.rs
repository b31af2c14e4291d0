//! Writing moments and lengths.

use super::duration::{DAY, HOUR, MINUTE, SECOND};
use super::instant::Instant;
use super::zone::Zone;
use chrono::{DateTime, Datelike};

/// Number of decimals of a second that stamps are written with; more of them are greater.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Decimals {
    /// Whole seconds.
    #[default]
    None,
    /// Milliseconds.
    Three,
    /// Microseconds.
    Six,
}

impl Decimals {
    /// Returns as many as the moment needs.
    pub(crate) fn of(at: Instant) -> Decimals {
        match at.0.rem_euclid(SECOND) {
            0 => Decimals::None,
            part if part % 1000 == 0 => Decimals::Three,
            _ => Decimals::Six,
        }
    }
}

/// Writes a moment as RFC 3339 in UTC, `2022-10-05T13:42:00Z`, with 0, 3 or 6 decimals, as many as
/// the moment needs.
pub fn rfc3339(at: Instant) -> String {
    rfc3339_with(at, Decimals::of(at))
}

/// Writes a moment as RFC 3339 in UTC with this number of decimals. What they cannot hold is left
/// out.
pub(crate) fn rfc3339_with(at: Instant, decimals: Decimals) -> String {
    let (decimals, format) = match decimals {
        Decimals::None => (0, "%Y-%m-%dT%H:%M:%SZ"),
        Decimals::Three => (3, "%Y-%m-%dT%H:%M:%S%.3fZ"),
        Decimals::Six => (6, "%Y-%m-%dT%H:%M:%S%.6fZ"),
    };
    digits(at, "T", decimals, "Z").unwrap_or_else(|| Zone::UTC.format(at, format))
}

/// Writes a moment in UTC digit by digit, as tables hold one in most cells: the date, `separator`,
/// the clock with 0, 3 or 6 decimals, and `suffix`. `None` for years of other than four digits.
fn digits(at: Instant, separator: &str, decimals: usize, suffix: &str) -> Option<String> {
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
    push(separator, (second / 3600) as u32, 2);
    push(":", (second / 60 % 60) as u32, 2);
    push(":", (second % 60) as u32, 2);
    if decimals > 0 {
        push(".", part as u32, decimals);
    }
    text.push_str(suffix);
    Some(text)
}

/// Writes a moment for sentences: `2022-10-05 13:42:07 UTC`. Parts of a second are cut off.
pub fn short_utc(at: Instant) -> String {
    digits(at, " ", 0, " UTC").unwrap_or_else(|| Zone::UTC.format(at, "%Y-%m-%d %H:%M:%S UTC"))
}

/// Writes a moment for sentences as [`short_utc`] does, rounded up to a whole second: for an upper
/// limit.
pub(crate) fn short_utc_up(at: Instant) -> String {
    let part = at.0.rem_euclid(SECOND);
    short_utc(if part > 0 { at.plus(SECOND - part) } else { at })
}

/// Words of a language for lengths of time.
pub struct LengthWords {
    /// Writes a count of a unit, which is named by its place: days, hours, minutes, seconds.
    pub unit: fn(i64, usize) -> String,
    /// Between the ends of a range.
    pub to: &'static str,
    /// Before a length of which the least alone is known.
    pub at_least: &'static str,
}

/// Units in their abbreviations, as reports write them.
const ENGLISH: LengthWords = LengthWords {
    unit: |count, unit| format!("{count} {}", UNITS[unit].1),
    to: "to",
    at_least: "at least",
};

/// Units of lengths in words, the largest first.
const UNITS: [(i64, &str); 4] = [(DAY, "d"), (HOUR, "h"), (MINUTE, "min"), (SECOND, "s")];

/// Lengths from here on are written in days: below it, minutes matter more than the count of days.
const IN_DAYS: i64 = 4 * DAY;

impl LengthWords {
    /// Writes a length as the function [`length`] does.
    pub fn length(&self, us: i64) -> String {
        self.length_from(us, IN_DAYS)
    }

    /// Writes a length, in days from `in_days_us` on.
    fn length_from(&self, us: i64, in_days_us: i64) -> String {
        let (sign, us) = if us < 0 { ("-", us.saturating_neg()) } else { ("", us) };
        let Some(first) = largest_unit(us, in_days_us) else {
            return format!("{sign}{}", (self.unit)(0, UNITS.len() - 1));
        };
        let mut words = vec![(self.unit)(us / UNITS[first].0, first)];
        if let Some((unit, _)) = UNITS.get(first + 1) {
            let rest = us % UNITS[first].0 / unit;
            if rest > 0 {
                words.push((self.unit)(rest, first + 1));
            }
        }
        format!("{sign}{}", words.join(" "))
    }

    /// Cuts a length off after the two units that it is written in.
    pub(crate) fn cut_off(us: i64) -> i64 {
        let first = largest_unit(us, IN_DAYS).unwrap_or(UNITS.len());
        let (step, _) = UNITS[(first + 1).min(UNITS.len() - 1)];
        if us > 0 { us / step * step } else { us }
    }

    /// Writes a length rounded up, for an upper limit. Negative lengths are cut off, which is up as
    /// well.
    pub fn length_up(&self, us: i64) -> String {
        self.length(rounded_up(us))
    }

    /// Writes a range of lengths as the function [`length_range`] does.
    pub fn range(&self, least: i64, most: Option<i64>) -> String {
        let Some(most) = most else { return format!("{} {}", self.at_least, self.length(least)) };
        let until = self.length_up(most);
        if self.length(least) == until {
            return until;
        }
        let is_in_days = largest_unit(rounded_up(most), IN_DAYS) == Some(0);
        let from = self.length_from(least, if is_in_days { DAY } else { IN_DAYS });
        format!("{from} {} {until}", self.to)
    }
}

/// Writes a length of microseconds in words: in two units, cut off after them (`34 h 24 min`; 90 s
/// is `1 min 30 s`), and in days from four days on.
pub fn length(us: i64) -> String {
    ENGLISH.length(us)
}

/// Writes a length as [`length`] does, but rounded up: for an upper limit.
pub(crate) fn length_up(us: i64) -> String {
    ENGLISH.length_up(us)
}

/// Rounds a length up to the second of the two units that it is written in.
fn rounded_up(us: i64) -> i64 {
    let first = largest_unit(us, IN_DAYS).unwrap_or(UNITS.len());
    let (step, _) = UNITS[(first + 1).min(UNITS.len() - 1)];
    if us > 0 { us.saturating_add(step - 1) / step * step } else { us }
}

/// Says how coarse stamps are that leave this length of time open: `to the minute`.
pub(crate) fn resolution_words(us: i64) -> String {
    match us {
        ..SECOND => "to the second or finer".to_owned(),
        SECOND => "to the second".to_owned(),
        MINUTE => "to the minute".to_owned(),
        HOUR => "to the hour".to_owned(),
        DAY => "to the day".to_owned(),
        _ => format!("to {}", length(us)),
    }
}

/// Finds the unit that a length is written in, which is a day from `in_days_us` on; `None` below a
/// second.
fn largest_unit(us: i64, in_days_us: i64) -> Option<usize> {
    UNITS.iter().position(|(unit, _)| us >= if *unit == DAY { in_days_us } else { *unit })
}

/// Writes a range of lengths in words, its ends rounded outward: `15 min to 50 min`, one length
/// where both read the same, `at least 15 min` where `most` is `None`. Both ends are in days where
/// the greater one is, and the other is a day or more.
pub fn length_range(least: i64, most: Option<i64>) -> String {
    ENGLISH.range(least, most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_the_decimals_that_it_needs() {
        let texts = [0, 1_000, 1, 999_999, 999_000, -1].map(|us| rfc3339(Instant(us)));
        assert_eq!(
            texts,
            [
                "1970-01-01T00:00:00Z",
                "1970-01-01T00:00:00.001Z",
                "1970-01-01T00:00:00.000001Z",
                "1970-01-01T00:00:00.999999Z",
                "1970-01-01T00:00:00.999Z",
                "1969-12-31T23:59:59.999999Z",
            ]
        );
    }

    #[test]
    fn years_of_more_than_four_digits_are_written_too() {
        let last = Instant(253_402_300_799 * SECOND);
        assert_eq!(rfc3339(last), "9999-12-31T23:59:59Z");
        assert_eq!(rfc3339(last.plus(SECOND)), "+10000-01-01T00:00:00Z");
        assert_eq!(short_utc(last), "9999-12-31 23:59:59 UTC");
    }

    #[test]
    fn an_upper_limit_is_rounded_up_to_a_second() {
        let moments = [0, 1, SECOND / 4, SECOND - 1, SECOND, -1];
        let texts = moments.map(|us| short_utc_up(Instant(us)));
        let [zero, one] = ["1970-01-01 00:00:00 UTC", "1970-01-01 00:00:01 UTC"];
        assert_eq!(texts, [zero, one, one, one, one, zero]);
    }

    #[test]
    fn lengths_change_their_units_on_the_unit() {
        let words = [
            (SECOND - 1, "0 s"),
            (SECOND, "1 s"),
            (MINUTE - 1, "59 s"),
            (MINUTE, "1 min"),
            (MINUTE + SECOND, "1 min 1 s"),
            (HOUR - 1, "59 min 59 s"),
            (HOUR, "1 h"),
            (4 * DAY - 1, "95 h 59 min"),
            (4 * DAY, "4 d"),
            (4 * DAY + HOUR, "4 d 1 h"),
            (-SECOND, "-1 s"),
        ];
        for (us, expected) in words {
            assert_eq!(length(us), expected, "{us} µs");
        }
    }

    #[test]
    fn upper_limits_are_rounded_up_to_their_smaller_unit() {
        let words = [
            (0, "0 s"),
            (1, "1 s"),
            (SECOND, "1 s"),
            (SECOND + 1, "2 s"),
            (MINUTE + 1, "1 min 1 s"),
            (HOUR, "1 h"),
            (HOUR + 1, "1 h 1 min"),
            (4 * DAY + 1, "4 d 1 h"),
            (-1, "-0 s"),
        ];
        for (us, expected) in words {
            assert_eq!(length_up(us), expected, "{us} µs");
        }
    }

    #[test]
    fn a_range_whose_ends_read_the_same_is_one_length() {
        assert_eq!(length_range(MINUTE, Some(MINUTE)), "1 min");
        assert_eq!(length_range(MINUTE, Some(MINUTE + 1)), "1 min to 1 min 1 s");
        assert_eq!(length_range(MINUTE, None), "at least 1 min");
    }

    #[test]
    fn both_ends_of_a_range_are_in_days_where_the_greater_one_is() {
        assert_eq!(length_range(2 * DAY, Some(4 * DAY)), "2 d to 4 d");
        assert_eq!(length_range(26 * HOUR, Some(5 * DAY)), "1 d 2 h to 5 d");
        assert_eq!(length_range(20 * HOUR, Some(5 * DAY)), "20 h to 5 d");
        assert_eq!(length_range(2 * DAY, Some(3 * DAY)), "48 h to 72 h");
    }

    #[test]
    fn coarse_stamps_are_reported_in_words() {
        let words = [0, SECOND - 1, SECOND, MINUTE, HOUR, DAY, 5 * MINUTE].map(resolution_words);
        let expected = [
            "to the second or finer",
            "to the second or finer",
            "to the second",
            "to the minute",
            "to the hour",
            "to the day",
            "to 5 min",
        ];
        assert_eq!(words, expected.map(str::to_owned));
    }
}
