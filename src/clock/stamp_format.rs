//! Stamps in a declared format: numbers counted from 1970, or a pattern.

use super::duration::{DAY, HOUR, MILLISECOND, MINUTE, SECOND};
use super::instant::Instant;
use super::stamp::{Stamp, is_in_years, wall_clock_in_zone};
use super::stamp_error::StampError;
use super::zone::{Zone, instant_of};
use chrono::format::{Fixed, Item, Numeric, Parsed, StrftimeItems};
use chrono::{DateTime, NaiveDateTime, Utc};
use std::fmt::Write;

/// First moment of the years in which probes are believed to lie: 1990-01-01T00:00Z. A number that
/// means an earlier one likely counts in another unit.
const PLAUSIBLE_FROM: Instant = Instant(631_152_000 * SECOND);
/// First moment after the years in which probes are believed to lie: 2100-01-01T00:00Z.
const PLAUSIBLE_UNTIL: Instant = Instant(4_102_444_800 * SECOND);
/// Digits of a fraction that are read, down to nanoseconds.
const FRACTION_DIGITS: usize = 9;

/// Most letters of a number that an error quotes.
const QUOTED: usize = 24;

/// Format in which the stamps of a source are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StampFormat {
    /// A number counted from 1970-01-01T00:00Z.
    Unix(Unit),
    /// A format of chrono's, such as `%d.%m.%Y %H:%M`.
    Pattern(StampPattern),
}

/// A format of chrono's that tells a moment, or the minute, hour or day that it lies in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StampPattern {
    text: String,
    /// Length of the time that a stamp of it leaves open, in microseconds; 0 for a second and
    /// finer.
    resolution_us: i64,
}

/// Unit in which a stamp that is a number counts from 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Seconds.
    Seconds,
    /// Milliseconds.
    Milliseconds,
    /// Microseconds.
    Microseconds,
    /// Nanoseconds.
    Nanoseconds,
}

/// A declared format that is neither a unit nor a pattern that tells a moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no format of stamps; write unix_s, unix_ms, unix_us, unix_ns, or a pattern with \
     year, month and day, and most often hour, minute and second, such as `%d.%m.%Y %H:%M:%S`"
)]
/// Error of a pattern that says no stamp, with the pattern as written.
pub struct UnknownFormat(pub String);

impl Unit {
    /// Every unit, from the longest to the shortest.
    pub const ALL: [Unit; 4] =
        [Unit::Seconds, Unit::Milliseconds, Unit::Microseconds, Unit::Nanoseconds];

    /// Returns the word of the unit in settings: `unix_s`, `unix_ms`, `unix_us` or `unix_ns`.
    pub fn as_str(self) -> &'static str {
        match self {
            Unit::Seconds => "unix_s",
            Unit::Milliseconds => "unix_ms",
            Unit::Microseconds => "unix_us",
            Unit::Nanoseconds => "unix_ns",
        }
    }

    /// Returns the plural of the unit, for sentences.
    fn name(self) -> &'static str {
        match self {
            Unit::Seconds => "seconds",
            Unit::Milliseconds => "milliseconds",
            Unit::Microseconds => "microseconds",
            Unit::Nanoseconds => "nanoseconds",
        }
    }

    /// Counts how many make a second.
    fn per_second(self) -> i64 {
        match self {
            Unit::Seconds => 1,
            Unit::Milliseconds => MILLISECOND,
            Unit::Microseconds => SECOND,
            Unit::Nanoseconds => SECOND * 1000,
        }
    }

    /// Reads a number of this unit, which may have decimals. Parts of a microsecond are cut off.
    ///
    /// # Errors
    /// Where the text is not a number, or lies before 1990 or after 2099: then the unit is likely
    /// another one.
    pub fn read(self, text: &str) -> Result<Instant, StampError> {
        self.moment(text).filter(is_plausible).ok_or_else(|| self.error(text))
    }

    /// Returns the moment of a number, whichever year it lies in.
    fn moment(self, text: &str) -> Option<Instant> {
        let (whole, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
        if !is_digits(whole) || !is_digits(fraction) {
            return None;
        }
        let fraction = &fraction[..fraction.len().min(FRACTION_DIGITS)];
        let scale = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
        let scaled = whole.parse::<i128>().ok()?.checked_mul(scale)?;
        let counted = scaled.checked_add(fraction.parse::<i128>().ok()?)?;
        let per_second = scale * i128::from(self.per_second());
        let us = counted.checked_mul(i128::from(SECOND))? / per_second;
        i64::try_from(us).ok().map(Instant)
    }

    /// Builds the error for a text that this unit cannot read.
    fn error(self, text: &str) -> StampError {
        let hint = self.likely(text).map_or_else(String::new, |unit| {
            format!("; it looks like {}: write {}", unit.name(), unit.as_str())
        });
        StampError::NotUnix { text: text.to_owned(), unit: self.name(), hint }
    }

    /// Finds another unit in which a number lies between 1990 and 2100.
    fn likely(self, text: &str) -> Option<Unit> {
        let fits = |unit: &Unit| unit.moment(text).is_some_and(|at| is_plausible(&at));
        Unit::ALL.into_iter().find(|unit| *unit != self && fits(unit))
    }
}

impl StampFormat {
    /// Finds the format that settings name.
    ///
    /// # Errors
    /// Where `text` is neither the word of a unit nor a pattern that tells a whole moment.
    pub fn named(text: &str) -> Result<StampFormat, UnknownFormat> {
        if let Some(unit) = Unit::ALL.into_iter().find(|unit| unit.as_str() == text) {
            return Ok(StampFormat::Unix(unit));
        }
        let pattern = StampPattern { text: text.to_owned(), resolution_us: resolution(text) };
        if pattern.tells_moment() {
            Ok(StampFormat::Pattern(pattern))
        } else {
            Err(UnknownFormat(text.to_owned()))
        }
    }

    /// Reads a stamp of this format; one without an offset is a wall clock of `zone` (M2).
    ///
    /// # Errors
    /// Where the text is not of this format, lies in an implausible year, or is a wall clock that
    /// [`super::parse_stamp`] refuses.
    pub fn read(&self, text: &str, zone: Option<Zone>) -> Result<Stamp, StampError> {
        let pattern = match self {
            StampFormat::Unix(unit) => {
                return Ok(Stamp { at: unit.read(text)?, resolution_us: 0 });
            }
            StampFormat::Pattern(pattern) => pattern,
        };
        let not_in_format =
            || StampError::NotInFormat { text: text.to_owned(), format: pattern.text.clone() };
        let at = match pattern.read(text).ok_or_else(not_in_format)? {
            ReadPattern::Moment(at) => at,
            ReadPattern::WallClock(wall) => wall_clock_in_zone(wall, text, zone)?,
        };
        if !is_in_years(at) {
            return Err(StampError::Year(text.to_owned()));
        }
        Ok(Stamp { at, resolution_us: pattern.resolution_us })
    }

    /// Returns the text of the format in settings.
    pub fn written(&self) -> &str {
        match self {
            StampFormat::Unix(unit) => unit.as_str(),
            StampFormat::Pattern(pattern) => &pattern.text,
        }
    }
}

impl StampPattern {
    /// Says whether the pattern tells a day or more of a moment: it can read again what it writes.
    fn tells_moment(&self) -> bool {
        let items: Vec<Item<'_>> = StrftimeItems::new(&self.text).collect();
        let is_known =
            |item: &Item<'_>| !matches!(item, Item::Error | Item::Fixed(Fixed::TimezoneName));
        let sample = DateTime::from_timestamp_micros(PLAUSIBLE_FROM.0 + DAY - SECOND);
        items.iter().all(is_known)
            && sample.is_some_and(|at| self.read(&written(at, &items)).is_some())
    }

    /// Reads a text. What the pattern leaves out of hour and minute is 0.
    fn read(&self, text: &str) -> Option<ReadPattern> {
        let mut parsed = Parsed::new();
        chrono::format::parse(&mut parsed, text, StrftimeItems::new(&self.text)).ok()?;
        if self.resolution_us >= DAY {
            parsed.set_hour(0).ok()?;
        }
        if self.resolution_us >= HOUR {
            parsed.set_minute(0).ok()?;
        }
        if let Ok(at) = parsed.to_datetime() {
            return Some(ReadPattern::Moment(instant_of(&at)));
        }
        // An offset for which the pattern asks is never passed over.
        if StrftimeItems::new(&self.text).any(|item| tells_offset(&item)) {
            return None;
        }
        parsed.to_naive_datetime_with_offset(0).ok().map(ReadPattern::WallClock)
    }
}

/// Writes a moment in UTC by the items of a pattern. One that can be read and not written, such as
/// the offset `%#z`, is written as the offset of UTC.
fn written(at: DateTime<Utc>, items: &[Item<'_>]) -> String {
    let mut text = String::new();
    for item in items {
        let start = text.len();
        if write!(text, "{}", at.format_with_items(std::iter::once(item))).is_err() {
            text.truncate(start);
            text.push_str("+0000");
        }
    }
    text
}

/// Returns the length of the time that a stamp of a pattern leaves open, in microseconds; 0 for a
/// second and finer.
fn resolution(format: &str) -> i64 {
    let coarsest = StrftimeItems::new(format).map(|item| match item {
        Item::Numeric(Numeric::Minute, _) => MINUTE,
        Item::Numeric(Numeric::Hour | Numeric::Hour12, _) => HOUR,
        Item::Numeric(Numeric::Second | Numeric::Nanosecond | Numeric::Timestamp, _) => 0,
        Item::Fixed(Fixed::RFC2822 | Fixed::RFC3339) => 0,
        _ => DAY,
    });
    coarsest.min().unwrap_or(DAY)
}

/// Says whether a text is one ASCII digit or more, and nothing else.
fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Says whether a moment lies in the years in which probes are believed to lie.
fn is_plausible(at: &Instant) -> bool {
    (PLAUSIBLE_FROM..PLAUSIBLE_UNTIL).contains(at)
}

/// Returns the moment of a number of seconds since 1970, as JSON has them, to the microsecond.
///
/// # Errors
/// Where it lies before 1990 or after 2099: it is then in another unit, or of a clock that was
/// never set.
pub(crate) fn unix_seconds(seconds: f64) -> Result<Instant, StampError> {
    // Within these years each microsecond is a number of its own; what is far outside stops at the
    // ends of the scale.
    let at = Instant((seconds * SECOND as f64).round() as i64);
    if is_plausible(&at) {
        return Ok(at);
    }
    let text: String = seconds.to_string().chars().take(QUOTED).collect();
    // The layout says the unit, so there is none to write.
    let hint = Unit::Seconds
        .likely(&text)
        .map_or_else(String::new, |unit| format!("; it looks like {}", unit.name()));
    Err(StampError::NotUnix { text, unit: Unit::Seconds.name(), hint })
}

/// A text that a pattern has read.
enum ReadPattern {
    /// The text has an offset.
    Moment(Instant),
    /// The text has none.
    WallClock(NaiveDateTime),
}

/// Says whether a part of a pattern tells how far a clock is from UTC. A number of seconds since
/// 1970 has no part that does.
fn tells_offset(item: &Item<'_>) -> bool {
    match item {
        Item::Fixed(fixed) => {
            matches!(
                fixed,
                Fixed::TimezoneOffset
                    | Fixed::TimezoneOffsetColon
                    | Fixed::TimezoneOffsetDoubleColon
                    | Fixed::TimezoneOffsetTripleColon
                    | Fixed::TimezoneOffsetColonZ
                    | Fixed::TimezoneOffsetZ
                    | Fixed::RFC2822
                    | Fixed::RFC3339
            ) || *item == permissive_offset()
        }
        _ => false,
    }
}

/// Returns the part `%#z` of a pattern, which chrono names nowhere.
fn permissive_offset() -> Item<'static> {
    StrftimeItems::new("%#z").next().unwrap_or(Item::Error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_and_the_last_believed_moment_are_read() {
        let seconds = |text| Unit::Seconds.read(text);
        assert_eq!(seconds("631152000"), Ok(PLAUSIBLE_FROM));
        assert_eq!(seconds("4102444799.999999"), Ok(PLAUSIBLE_UNTIL.plus(-1)));
        for outside in ["631151999.999999", "4102444800", "0"] {
            assert!(matches!(seconds(outside), Err(StampError::NotUnix { .. })), "{outside}");
        }
        assert_eq!(unix_seconds(631_152_000.0), Ok(PLAUSIBLE_FROM));
        assert!(unix_seconds(631_151_999.0).is_err());
        assert!(unix_seconds(4_102_444_800.0).is_err());
    }

    #[test]
    fn one_moment_reads_the_same_in_each_unit() {
        let texts = ["1664977320.25", "1664977320250", "1664977320250000", "1664977320250000000"];
        for (unit, text) in Unit::ALL.into_iter().zip(texts) {
            assert_eq!(unit.read(text), Ok(Instant(1_664_977_320_250_000)), "{}", unit.as_str());
        }
    }

    #[test]
    fn a_number_in_another_unit_names_it() {
        let error = Unit::Seconds.read("1664977320250").expect_err("these are milliseconds");
        assert!(
            error.to_string().ends_with("it looks like milliseconds: write unix_ms"),
            "{error}"
        );
    }

    #[test]
    fn digits_below_a_microsecond_are_cut_off() {
        assert_eq!(Unit::Seconds.moment("1.9999999999999"), Some(Instant(1_999_999)));
        assert_eq!(Unit::Nanoseconds.moment("1999"), Some(Instant(1)));
        for wrong in ["", ".5", "1.", "1.2.3", "-1", "1e3", " 1"] {
            assert_eq!(Unit::Seconds.moment(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_pattern_must_tell_a_whole_moment() {
        for whole in ["%d.%m.%Y %H:%M", "%Y-%m-%dT%H:%M:%S%z", "%s"] {
            assert!(StampFormat::named(whole).is_ok(), "{whole}");
        }
        for part in ["%H:%M", "%Y-%m", "%Y-%m-%d %H:%M %Z", "%Q", ""] {
            assert!(StampFormat::named(part).is_err(), "{part}");
        }
    }

    #[test]
    fn the_parts_of_a_pattern_say_how_coarse_its_stamps_are() {
        let patterns = [
            ("%d.%m.%Y %H:%M:%S", 0),
            ("%d.%m.%Y %T", 0),
            ("%d.%m.%Y %I:%M:%S %p", 0),
            ("%+", 0),
            ("%s", 0),
            ("%d.%m.%Y %H:%M", MINUTE),
            ("%d.%m.%Y %R %#z", MINUTE),
            ("%d.%m.%Y %H", HOUR),
            ("%m/%d/%Y %I %p", HOUR),
            ("%Y-%m-%d", DAY),
            ("%F", DAY),
        ];
        for (text, resolution_us) in patterns {
            let format = StampFormat::named(text).expect("it tells a moment");
            let at = DateTime::from_timestamp_micros(1_664_977_320_000_000);
            let items: Vec<Item<'_>> = StrftimeItems::new(text).collect();
            let written = written(at.expect("it is in the calendar"), &items);
            let stamp = format.read(&written, Some(Zone::UTC)).expect("it was written so");
            assert_eq!(stamp.resolution_us, resolution_us, "{text}");
            let floor =
                1_664_977_320_000_000 / resolution_us.max(SECOND) * resolution_us.max(SECOND);
            assert_eq!(stamp.at, Instant(floor), "{text}");
        }
    }

    /// Every letter behind `%`, with every modifier that chrono knows: none makes the reading of
    /// settings panic, whether it can be written or not.
    #[test]
    fn no_part_of_a_pattern_panics() {
        let modifiers = ["", "-", "_", "0", "#", ":", "::", ":::", ".", ".3", ".6", ".9", "3", "9"];
        for letter in ' '..='~' {
            for modifier in modifiers {
                for text in [
                    format!("%{modifier}{letter}"),
                    format!("%Y-%m-%d %H:%M:%S %{modifier}{letter}"),
                    format!("%Y-%m-%d %{modifier}{letter}"),
                ] {
                    if let Ok(format) = StampFormat::named(&text) {
                        let _ = format.read("2024-03-01 10:20:30 +00", Some(Zone::UTC));
                    }
                }
            }
        }
    }

    #[test]
    fn an_offset_in_hours_is_read_by_its_pattern() {
        let format = StampFormat::named("%Y-%m-%d %H:%M:%S%#z").expect("it tells a moment");
        let read = |text| format.read(text, None).map(|stamp| stamp.at);
        let at = Instant(1_709_251_200 * SECOND);
        assert_eq!(read("2024-03-01 00:00:00+00"), Ok(at));
        assert_eq!(read("2024-03-01 02:00:00+0200"), Ok(at));
        assert!(read("2024-03-01 00:00:00").is_err());
    }

    #[test]
    fn a_number_in_another_unit_gets_that_unit_as_a_hint() {
        let of = |word: &str, text: &str| {
            let format = StampFormat::named(word).expect("a unit");
            assert_eq!(format.written(), word);
            format.read(text, None).expect_err("another unit").to_string()
        };
        let hints = [
            ("unix_s", "1664976127000", "write unix_ms"),
            ("unix_ms", "1664976127", "write unix_s"),
            ("unix_us", "1664976127000000000", "write unix_ns"),
            ("unix_ns", "1664976127000000", "write unix_us"),
        ];
        for (word, text, hint) in hints {
            let why = of(word, text);
            assert!(why.contains(hint), "{why}");
        }
        assert!(!of("unix_s", "17").contains("write"), "no unit makes a believable moment of it");
        let pattern = StampFormat::named("%d.%m.%Y %H:%M").expect("a pattern");
        assert_eq!(pattern.written(), "%d.%m.%Y %H:%M");
    }

    /// Every part of a pattern that tells an offset: the declared zone does not matter then.
    #[test]
    fn a_pattern_with_an_offset_reads_a_moment_without_a_zone() {
        let stamps = [
            ("%Y-%m-%d %H:%M:%S %z", "2024-03-01 02:00:00 +0200"),
            ("%Y-%m-%d %H:%M:%S %:z", "2024-03-01 02:00:00 +02:00"),
            ("%Y-%m-%d %H:%M:%S %#z", "2024-03-01 02:00:00 +02"),
            ("%+", "2024-03-01T02:00:00+02:00"),
            ("%s", "1709251200"),
        ];
        let berlin = Zone::named("Europe/Berlin").ok();
        for (pattern, text) in stamps {
            let format = StampFormat::named(pattern).expect("it tells a moment");
            for zone in [None, Some(Zone::UTC), berlin] {
                let at = format.read(text, zone).map(|stamp| stamp.at);
                assert_eq!(at, Ok(Instant(1_709_251_200 * SECOND)), "{pattern}");
            }
        }
        // An offset that the pattern asks for is not made up, whatever the zone.
        for (pattern, _) in &stamps[..3] {
            let format = StampFormat::named(pattern).expect("it tells a moment");
            for text in ["2024-03-01 02:00:00", "2024-03-01 02:00:00 "] {
                assert!(format.read(text, Some(Zone::UTC)).is_err(), "{pattern}");
            }
        }
        let wall = StampFormat::named("%Y-%m-%d %H:%M:%S").expect("it tells a moment");
        assert!(wall.read("2024-03-01 02:00:00", None).is_err());
    }

    /// A leap second is after the second before it and before the next minute (M1).
    #[test]
    fn a_leap_second_lies_before_the_next_minute() {
        let format = StampFormat::named("%Y-%m-%d %H:%M:%S %z").expect("it tells a moment");
        let read = |clock| format.read(clock, None).map(|stamp| stamp.at);
        let minute = read("2017-01-01 00:00:00 +0000").expect("it is a stamp");
        assert_eq!(read("2016-12-31 23:59:60 +0000"), Ok(minute.plus(-1)));
        assert_eq!(read("2016-12-31 23:59:59 +0000"), Ok(minute.plus(-SECOND)));
    }

    /// An offset of more than a day is none: the stamp is not read as a wall clock without one.
    #[test]
    fn an_impossible_offset_is_refused_whatever_the_zone() {
        for (pattern, text) in [
            ("%Y-%m-%d %H:%M:%S %z", "2024-03-01 02:00:00 +9900"),
            ("%Y-%m-%d %H:%M:%S %:z", "2024-03-01 02:00:00 +99:00"),
            ("%Y-%m-%d %H:%M:%S %#z", "2024-03-01 02:00:00 +99"),
            ("%+", "2024-03-01T02:00:00+99:00"),
        ] {
            let format = StampFormat::named(pattern).expect("it tells a moment");
            assert!(format.read(text, Some(Zone::UTC)).is_err(), "{pattern}");
        }
    }
}
