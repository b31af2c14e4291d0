//! Stamps as logs write them: date, clock and offset, read digit by digit (M2).

use super::duration::{DAY, HOUR, MINUTE, SECOND};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

/// Digits of a fraction that make whole microseconds.
const FRACTION_DIGITS: u32 = 6;
/// Microseconds from the beginning of a minute to its leap second: after every other moment of the
/// minute, and before the next (M1).
pub(super) const LEAP_US: i64 = MINUTE - 1;
/// Words for UTC that stand in place of an offset.
const UTC: [&[u8]; 3] = [b"Z", b"UTC", b"GMT"];

/// A stamp, cut into what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WrittenStamp {
    date: NaiveDate,
    /// Microseconds from midnight, on the wall clock.
    clock_us: i64,
    /// Length of the time that the stamp leaves open, in microseconds; 0 for a second and finer.
    pub(super) resolution_us: i64,
    /// Microseconds that the wall clock is ahead of UTC; `None` where the stamp does not say it.
    pub(super) offset_us: Option<i64>,
}

impl WrittenStamp {
    /// Cuts a text: `2022-10-05T13:42:07.25+02:00`, or in basic form `20221005T134207+02`. The
    /// clock may end after its minute or its hour, and may be missing. `None` where the text is
    /// something else.
    pub(super) fn read(text: &str) -> Option<WrittenStamp> {
        let ReadDate { date, is_basic, rest } = read_date(text.trim().as_bytes())?;
        if !is_basic && (rest.is_empty() || is_utc(rest)) {
            let offset_us = (!rest.is_empty()).then_some(0);
            return Some(WrittenStamp { date, clock_us: 0, resolution_us: DAY, offset_us });
        }
        let [b'T' | b't' | b' ', clock @ ..] = rest else { return None };
        let ReadClock { clock_us, resolution_us, rest } = ReadClock::of(clock)?;
        let WrittenOffset(offset_us) = WrittenOffset::of(rest)?;
        Some(WrittenStamp { date, clock_us, resolution_us, offset_us })
    }

    /// Gives the date.
    pub(super) fn date(&self) -> NaiveDate {
        self.date
    }

    /// Gives the wall clock; `None` past the last day that the calendar has.
    pub(super) fn wall(&self) -> Option<NaiveDateTime> {
        let midnight = self.date.and_hms_opt(0, 0, 0)?;
        midnight.checked_add_signed(TimeDelta::microseconds(self.clock_us))
    }
}

/// A date at the beginning of a text.
struct ReadDate<'t> {
    date: NaiveDate,
    /// Whether it is written without hyphens.
    is_basic: bool,
    /// Text behind the date; may be empty.
    rest: &'t [u8],
}

/// Reads the date at the beginning of a text: `2022-10-05` or `20221005`.
fn read_date(text: &[u8]) -> Option<ReadDate<'_>> {
    let (year, rest) = text.split_first_chunk::<4>()?;
    let &[y1, y2, y3, y4] = year;
    let year = two(y1, y2)? * 100 + two(y3, y4)?;
    let (month, day, is_basic, rest) = match rest {
        [b'-', m1, m2, b'-', d1, d2, rest @ ..] => (two(*m1, *m2)?, two(*d1, *d2)?, false, rest),
        [m1, m2, d1, d2, rest @ ..] => (two(*m1, *m2)?, two(*d1, *d2)?, true, rest),
        _ => return None,
    };
    let of = |number: i64| u32::try_from(number).ok();
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, of(month)?, of(day)?)?;
    Some(ReadDate { date, is_basic, rest })
}

/// A clock at the beginning of a text, after the `T`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ReadClock<'t> {
    /// Microseconds since midnight.
    pub(super) clock_us: i64,
    /// Length of the time that the clock leaves open, in microseconds; 0 for a second and finer.
    pub(super) resolution_us: i64,
    /// Text behind the clock.
    pub(super) rest: &'t [u8],
}

impl<'t> ReadClock<'t> {
    /// Reads `13:42:07.25`, `13:42`, `13`, and the same without colons. The decimals may stand
    /// behind a comma. A leap second is the last microsecond of its minute.
    #[inline]
    pub(super) fn of(text: &'t [u8]) -> Option<ReadClock<'t>> {
        let (&[h1, h2], rest) = text.split_first_chunk::<2>()?;
        let hour_us = two(h1, h2).filter(|hour| *hour < 24)? * HOUR;
        let separator = match rest.first() {
            Some(b':') => ClockSeparator::Colon,
            _ => ClockSeparator::Nothing,
        };
        let Some(ClockNumber { number: minute, rest }) = next_number(rest, separator, 59) else {
            return Some(ReadClock { clock_us: hour_us, resolution_us: HOUR, rest });
        };
        let minute_us = hour_us + minute * MINUTE;
        match next_number(rest, separator, 60) {
            None => Some(ReadClock { clock_us: minute_us, resolution_us: MINUTE, rest }),
            Some(ClockNumber { number: second, rest }) => {
                let Fraction { us, rest } = Fraction::of(rest)?;
                let second_us = if second == 60 { LEAP_US } else { second * SECOND + us };
                Some(ReadClock { clock_us: minute_us + second_us, resolution_us: 0, rest })
            }
        }
    }
}

/// Sign between the numbers of a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ClockSeparator {
    Colon,
    Nothing,
}

/// Two digits of a clock.
struct ClockNumber<'t> {
    number: i64,
    /// Text behind the digits; may be empty.
    rest: &'t [u8],
}

/// Reads the next two digits of a clock, behind their separator; `None` where they are missing or
/// too large.
#[inline]
fn next_number(text: &[u8], separator: ClockSeparator, most: i64) -> Option<ClockNumber<'_>> {
    let text = match separator {
        ClockSeparator::Colon => text.strip_prefix(b":")?,
        ClockSeparator::Nothing => text,
    };
    let (&[tens, ones], rest) = text.split_first_chunk::<2>()?;
    let number = two(tens, ones).filter(|number| *number <= most)?;
    Some(ClockNumber { number, rest })
}

/// A fraction of a second at the beginning of a text.
struct Fraction<'t> {
    /// Microseconds; further digits are cut off.
    us: i64,
    /// Text behind the digits; may be empty.
    rest: &'t [u8],
}

impl<'t> Fraction<'t> {
    /// Reads the digits behind a point or a comma; nothing where there is none of the two.
    #[inline]
    fn of(text: &'t [u8]) -> Option<Fraction<'t>> {
        let [b'.' | b',', digits @ ..] = text else { return Some(Fraction { us: 0, rest: text }) };
        let count = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (digits, rest) = digits.split_at(count);
        let kept = digits.iter().take(FRACTION_DIGITS as usize);
        let value = kept.fold(0, |value, byte| value * 10 + i64::from(byte - b'0'));
        let missing = FRACTION_DIGITS.saturating_sub(u32::try_from(count).unwrap_or(u32::MAX));
        (count > 0).then(|| Fraction { us: value * 10_i64.pow(missing), rest })
    }
}

/// Microseconds that a clock is ahead of UTC, as the text behind it says; `None` where it says
/// nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WrittenOffset(pub(super) Option<i64>);

impl WrittenOffset {
    /// Reads all that stands behind a clock: nothing, `Z`, `UTC`, `GMT`, `+02`, `+0200`, `+02:00`,
    /// the last five also behind a blank. `None` where it is something else.
    #[inline]
    pub(super) fn of(text: &[u8]) -> Option<WrittenOffset> {
        match text {
            b"" => Some(WrittenOffset(None)),
            b"Z" => Some(WrittenOffset(Some(0))),
            _ if is_utc(text) => Some(WrittenOffset(Some(0))),
            _ => numeric_offset(text).map(|us| WrittenOffset(Some(us))),
        }
    }
}

/// Says whether a text is a word for UTC, perhaps behind a blank.
fn is_utc(text: &[u8]) -> bool {
    let text = text.strip_prefix(b" ").unwrap_or(text);
    UTC.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Reads hours, and perhaps minutes, ahead of UTC in microseconds.
fn numeric_offset(text: &[u8]) -> Option<i64> {
    let text = text.strip_prefix(b" ").unwrap_or(text);
    let (sign, text) = match text {
        [b'+', rest @ ..] => (1, rest),
        [b'-', rest @ ..] => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = match text {
        [h1, h2] => (two(*h1, *h2)?, 0),
        [h1, h2, m1, m2] | [h1, h2, b':', m1, m2] => (two(*h1, *h2)?, two(*m1, *m2)?),
        _ => return None,
    };
    (hours < 24 && minutes < 60).then(|| sign * (hours * HOUR + minutes * MINUTE))
}

/// Returns the number that two digits make.
#[inline]
pub(super) fn two(tens: u8, ones: u8) -> Option<i64> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| i64::from(byte - b'0'));
    Some(digit(tens)? * 10 + digit(ones)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Clock, resolution and offset of a text, in microseconds.
    fn read(text: &str) -> Option<(i64, i64, Option<i64>)> {
        let stamp = WrittenStamp::read(text)?;
        assert_eq!(stamp.date(), NaiveDate::from_ymd_opt(2024, 3, 1).expect("it is a day"));
        Some((stamp.clock_us, stamp.resolution_us, stamp.offset_us))
    }

    #[test]
    fn a_stamp_has_one_of_many_forms() {
        let clock_us = 10 * HOUR + 20 * MINUTE + 30 * SECOND;
        let whole = [
            ("2024-03-01T10:20:30Z", Some(0)),
            ("2024-03-01 10:20:30z", Some(0)),
            ("2024-03-01t10:20:30", None),
            ("2024-03-01 10:20:30 UTC", Some(0)),
            ("2024-03-01 10:20:30 gmt", Some(0)),
            ("2024-03-01 10:20:30+00", Some(0)),
            ("2024-03-01 10:20:30-05", Some(-5 * HOUR)),
            ("2024-03-01 10:20:30 +0530", Some(5 * HOUR + 30 * MINUTE)),
            ("2024-03-01 10:20:30+05:45", Some(5 * HOUR + 45 * MINUTE)),
            ("20240301T102030Z", Some(0)),
            ("20240301 102030+01", Some(HOUR)),
            ("20240301T10:20:30", None),
            (" 2024-03-01T102030 ", None),
        ];
        for (text, offset_us) in whole {
            assert_eq!(read(text), Some((clock_us, 0, offset_us)), "{text}");
        }
        for text in ["2024-03-01T10:20:30,5Z", "2024-03-01T10:20:30.500000999Z"] {
            assert_eq!(read(text), Some((clock_us + SECOND / 2, 0, Some(0))), "{text}");
        }
    }

    #[test]
    fn a_stamp_without_seconds_leaves_its_minute_hour_or_day_open() {
        let coarse = [
            ("2024-03-01 10:20", 10 * HOUR + 20 * MINUTE, MINUTE),
            ("2024-03-01T10:20Z", 10 * HOUR + 20 * MINUTE, MINUTE),
            ("20240301T1020+00", 10 * HOUR + 20 * MINUTE, MINUTE),
            ("2024-03-01T10", 10 * HOUR, HOUR),
            ("2024-03-01 10 UTC", 10 * HOUR, HOUR),
            ("2024-03-01", 0, DAY),
            ("2024-03-01 UTC", 0, DAY),
        ];
        for (text, clock_us, resolution_us) in coarse {
            let clock = read(text).map(|(clock_us, resolution_us, _)| (clock_us, resolution_us));
            assert_eq!(clock, Some((clock_us, resolution_us)), "{text}");
        }
    }

    #[test]
    fn a_leap_second_is_the_last_microsecond_of_its_minute() {
        let last = DAY - 1;
        for text in ["2024-03-01T23:59:60Z", "2024-03-01T23:59:60.25Z", "20240301T235960Z"] {
            assert_eq!(read(text), Some((last, 0, Some(0))), "{text}");
        }
    }

    #[test]
    fn all_else_is_no_stamp() {
        let texts = [
            "",
            "2024-03-01T",
            "2024-03-01T24:00:00Z",
            "2024-03-01T10:60:00Z",
            "2024-03-01T10:20:61Z",
            "2024-03-01T10:20:30.Z",
            "2024-03-01T10:20:30+1",
            "2024-03-01T10:20:30+24",
            "2024-03-01T10:20:30+00:60",
            "2024-03-01T10:20:30 CET",
            "2024-03-01T10:20:3",
            "2024-03-01T10:",
            "2024-02-30",
            "20240301",
            "2024-0301T10:20:30Z",
            "2024-03-01X10:20:30Z",
        ];
        for text in texts {
            assert_eq!(WrittenStamp::read(text), None, "{text}");
        }
    }
}
