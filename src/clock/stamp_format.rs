//! Stamps in a declared format: numbers counted from 1970, or a pattern.

use super::duration::{DAY, HOUR, MINUTE, SECOND};
use super::half_day::with_plain_halves;
use super::instant::Instant;
use super::sheet_days::SheetDays;
use super::stamp::{Stamp, is_in_years, named_clock_in_zone, wall_clock_in_zone};
use super::stamp_error::StampError;
use super::unix_unit::{PLAUSIBLE_FROM, Unit};
use super::zone::{Zone, instant_of};
use chrono::format::{Fixed, Item, Numeric, Parsed, StrftimeItems};
use chrono::{DateTime, NaiveDateTime, Utc};
use std::borrow::Cow;
use std::fmt::Write;

/// Format in which the stamps of a source are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StampFormat {
    /// A number counted from 1970-01-01T00:00Z.
    Unix(Unit),
    /// A number of days, as workbook programs count them, which means a wall clock.
    SheetDays,
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
    /// Whether a stamp of it says AM or PM.
    has_half_day: bool,
    zone_names: ZoneNames,
}

/// Use of a zone's abbreviation, such as `CEST`, which a pattern has as `%Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ZoneNames {
    /// Compared with that of the zone's clocks at the moment: another one is an error, and the
    /// showings of a doubled clock are distinguished.
    Checked,
    PassedOver,
}

/// A declared format that is neither a unit nor a pattern that tells a moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no format of stamps; write unix_s, unix_ms, unix_us, unix_ns, excel_days, or a \
     pattern with year, month and day, and most often hour, minute and second, such as \
     `%d.%m.%Y %H:%M:%S`"
)]
/// Error of a pattern that says no stamp, with the pattern as written.
pub struct UnknownFormat(pub String);

impl StampFormat {
    /// Finds the format that settings name.
    ///
    /// # Errors
    /// Where `text` is neither the word of a unit nor a pattern that tells a whole moment.
    pub fn named(text: &str) -> Result<StampFormat, UnknownFormat> {
        if let Some(unit) = Unit::ALL.into_iter().find(|unit| unit.as_str() == text) {
            return Ok(StampFormat::Unix(unit));
        }
        if text == SheetDays::WORD {
            return Ok(StampFormat::SheetDays);
        }
        let pattern = StampPattern {
            text: text.to_owned(),
            resolution_us: resolution(text),
            has_half_day: ["%p", "%P", "%r"].iter().any(|half| text.contains(half)),
            zone_names: ZoneNames::Checked,
        };
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
            StampFormat::SheetDays => {
                let at = wall_clock_in_zone(SheetDays::read(text)?, text, zone)?;
                return Ok(Stamp { at, resolution_us: 0 });
            }
            StampFormat::Pattern(pattern) => pattern,
        };
        let not_in_format =
            || StampError::NotInFormat { text: text.to_owned(), format: pattern.text.clone() };
        let plain = match pattern.has_half_day {
            true => with_plain_halves(text),
            false => Cow::Borrowed(text),
        };
        let at = match pattern.read(&plain).ok_or_else(not_in_format)? {
            ReadPattern::Moment(at) => at,
            ReadPattern::WallClock(wall) => wall_clock_in_zone(wall, text, zone)?,
            ReadPattern::NamedClock { wall, name } => named_clock_in_zone(wall, name, text, zone)?,
        };
        if !is_in_years(at) {
            return Err(StampError::Year(text.to_owned()));
        }
        Ok(Stamp { at, resolution_us: pattern.resolution_us })
    }

    /// Makes a format that passes over the abbreviation of a zone, whichever it is: for the wall
    /// clocks of a file whose zone nobody declared yet.
    pub(crate) fn passing_zone_names(self) -> StampFormat {
        match self {
            StampFormat::Unix(_) | StampFormat::SheetDays => self,
            StampFormat::Pattern(pattern) => {
                StampFormat::Pattern(StampPattern { zone_names: ZoneNames::PassedOver, ..pattern })
            }
        }
    }

    /// Returns the text of the format in settings.
    pub fn written(&self) -> &str {
        match self {
            StampFormat::Unix(unit) => unit.as_str(),
            StampFormat::SheetDays => SheetDays::WORD,
            StampFormat::Pattern(pattern) => &pattern.text,
        }
    }
}

impl StampPattern {
    /// Says whether the pattern tells a day or more of a moment: it can read again what it writes.
    fn tells_moment(&self) -> bool {
        let items: Vec<Item<'_>> = StrftimeItems::new(&self.text).collect();
        let is_known = |item: &Item<'_>| !matches!(item, Item::Error);
        let names = items.iter().filter(|item| is_zone_name(item)).count();
        // Beside an offset a name says nothing.
        let is_one_zone = names + items.iter().filter(|item| tells_offset(item)).count() < 2;
        let sample = DateTime::from_timestamp_micros(PLAUSIBLE_FROM.0 + DAY - SECOND);
        items.iter().all(is_known)
            && (names == 0 || is_one_zone)
            && sample.is_some_and(|at| self.read(&written(at, &items)).is_some())
    }

    /// Reads a text. What the pattern leaves out of hour and minute is 0.
    fn read<'t>(&self, text: &'t str) -> Option<ReadPattern<'t>> {
        let mut parsed = Parsed::new();
        let mut items = StrftimeItems::new(&self.text);
        let mut name = None;
        if StrftimeItems::new(&self.text).any(|item| is_zone_name(&item)) {
            let before = items.by_ref().take_while(|item| !is_zone_name(item));
            let rest = chrono::format::parse_and_remainder(&mut parsed, text, before).ok()?;
            let is_end = |letter: char| letter.is_whitespace() || ")]".contains(letter);
            let end = rest.find(is_end).unwrap_or(rest.len());
            name = Some(&rest[..end]).filter(|name| !name.is_empty());
            name?;
            chrono::format::parse(&mut parsed, &rest[end..], items).ok()?;
        } else {
            chrono::format::parse(&mut parsed, text, items).ok()?;
        }
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
        let wall = parsed.to_naive_datetime_with_offset(0).ok()?;
        Some(match name.filter(|_| self.zone_names == ZoneNames::Checked) {
            Some(name) => ReadPattern::NamedClock { wall, name },
            None => ReadPattern::WallClock(wall),
        })
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

/// A text that a pattern has read.
enum ReadPattern<'t> {
    /// The text has an offset.
    Moment(Instant),
    /// The text has none.
    WallClock(NaiveDateTime),
    /// The text has the abbreviation of a zone.
    NamedClock { wall: NaiveDateTime, name: &'t str },
}

/// Says whether a part of a pattern is the abbreviation of a zone.
fn is_zone_name(item: &Item<'_>) -> bool {
    matches!(item, Item::Fixed(Fixed::TimezoneName))
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
    fn a_pattern_must_tell_a_whole_moment() {
        for whole in ["%d.%m.%Y %H:%M", "%Y-%m-%dT%H:%M:%S%z", "%s"] {
            assert!(StampFormat::named(whole).is_ok(), "{whole}");
        }
        for part in ["%H:%M", "%Y-%m", "%F %R %Z %Z", "%F %R %z %Z", "%Q", ""] {
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

    /// The abbreviation of a clock must be that of the zone, and tells apart what it showed twice.
    #[test]
    fn a_zone_name_is_checked_and_tells_showings_apart() {
        let format = StampFormat::named("%a %b %e %H:%M:%S %Z %Y").expect("it tells a moment");
        let zone = Zone::named("America/New_York").ok();
        let read = |text: &str, zone| format.read(text, zone).map(|stamp| stamp.at);
        let first = Instant(1_667_712_600 * SECOND);
        assert_eq!(read("Sun Nov  6 01:30:00 EDT 2022", zone), Ok(first));
        assert_eq!(read("Sun Nov  6 01:30:00 EST 2022", zone), Ok(first.plus(HOUR)));
        assert_eq!(read("Sat Oct 15 01:30:00 EDT 2022", zone).map(|_| ()), Ok(()));
        for (text, zone) in [
            ("Sat Oct 15 01:30:00 EST 2022", zone),
            ("Sat Oct 15 01:30:00 EDT 2022", Some(Zone::UTC)),
            ("Sat Oct 15 01:30:00 EDT 2022", Zone::named("Europe/Berlin").ok()),
        ] {
            let why = read(text, zone).expect_err("another zone");
            assert!(matches!(why, StampError::OtherZone { .. }), "{why}");
        }
        assert!(matches!(read("Sat Oct 15 01:30:00 EDT 2022", None), Err(StampError::NoOffset(_))));
        assert!(matches!(
            read("Sun Mar 13 02:30:00 EST 2022", zone),
            Err(StampError::Skipped { .. })
        ));
        assert!(read("Sat Oct 15 01:30:00  2022", zone).is_err());
        for name in ["UTC", "GMT", "utc"] {
            assert!(read(&format!("Sat Oct 15 01:30:00 {name} 2022"), Some(Zone::UTC)).is_ok());
        }
        let any = format.clone().passing_zone_names();
        let stamp = any.read("Sat Oct 15 01:30:00 EDT 2022", Some(Zone::UTC));
        assert_eq!(stamp.map(|stamp| stamp.at), Ok(Instant(1_665_797_400 * SECOND)));
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
