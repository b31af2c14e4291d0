//! Reading the stamps of a log, one after the other: the usual form is read digit by digit, and the
//! day of the last stamp is kept.

use super::duration::{HOUR, MILLISECOND, SECOND};
use super::instant::Instant;
use super::stamp::{Stamp, YEARS, is_in_years, read_stamp};
use super::stamp_error::StampError;
use super::written_stamp::{ReadClock, WrittenOffset, two};
use super::zone::Zone;
use chrono::{Datelike, NaiveDate, TimeDelta};

/// Letters of a stamp before its seconds: `2022-10-05T13:42`.
const MINUTE_TEXT: usize = 16;

/// Reader for the stamps of one log. It reads what [`read_stamp`] reads, only faster.
///
/// ```
/// use corroborate::clock::{StampError, TimestampReader, read_stamp};
///
/// let mut reader = TimestampReader::new(None);
/// let first = reader.read("2022-10-05T13:42:00Z")?;
/// assert_eq!(first, read_stamp("2022-10-05T13:42:00Z", None)?);
/// # Ok::<(), StampError>(())
/// ```
#[derive(Debug, Clone)]
pub struct TimestampReader {
    zone: Option<Zone>,
    /// The day that was read last, as written.
    day: [u8; 10],
    date: NaiveDate,
    /// Midnight of that day in UTC, in microseconds since 1970.
    midnight_us: i64,
    /// The minute that was read last, as written: most logs have many probes of one minute.
    minute: [u8; MINUTE_TEXT],
    /// Start of that minute, in microseconds since 1970.
    minute_us: i64,
}

impl TimestampReader {
    /// Builds a reader for stamps that have an offset, or are wall clocks of `zone`.
    pub fn new(zone: Option<Zone>) -> TimestampReader {
        TimestampReader {
            zone,
            day: *b"1970-01-01",
            date: NaiveDate::default(),
            midnight_us: 0,
            minute: *b"1970-01-01T00:00",
            minute_us: 0,
        }
    }

    /// Reads one stamp.
    ///
    /// # Errors
    /// The errors of [`read_stamp`].
    pub fn read(&mut self, text: &str) -> Result<Stamp, StampError> {
        self.usual(text).map_or_else(|| read_stamp(text, self.zone), Ok)
    }

    /// Reads a stamp `2022-10-05T13:42:00Z` or `2022-10-05T13:42:00.250Z` that is of the same day
    /// as the one read before. `text` begins with the stamp, which is `length` letters long. `None`
    /// for every other stamp.
    #[inline]
    pub fn known_day(&mut self, text: &[u8; 24], length: usize) -> Option<Instant> {
        let (minute, rest) = text.split_first_chunk::<MINUTE_TEXT>()?;
        let rest: [u8; 8] = rest.try_into().ok()?;
        let within_us = match (length, rest) {
            (24, rest) => milliseconds(rest)? * MILLISECOND,
            (20, [colon, tens, ones, b'Z', ..]) => {
                seconds([b'0', b'0', b':', b'0', b'0', colon, tens, ones])? * SECOND
            }
            _ => return None,
        };
        if *minute != self.minute {
            self.minute_us = self.midnight_us + self.known_minute(minute)?;
            self.minute = *minute;
        }
        Some(Instant(self.minute_us + within_us))
    }

    /// Returns the microseconds from midnight to a minute of the known day; `None` on another day.
    fn known_minute(&self, text: &[u8; MINUTE_TEXT]) -> Option<i64> {
        let (day, clock) = text.split_first_chunk::<10>()?;
        let &[b'T', h1, h2, b':', m1, m2] = clock else { return None };
        let minute_us = seconds([h1, h2, b':', m1, m2, b':', b'0', b'0'])? * SECOND;
        (*day == self.day).then_some(minute_us)
    }

    /// Reads the usual form `2022-10-05T13:42:00Z`, also with a blank in place of the `T`, with a
    /// fraction, without seconds, with another offset, or without one. `None` for every other form.
    fn usual(&mut self, text: &str) -> Option<Stamp> {
        let (day, rest) = text.as_bytes().split_first_chunk::<10>()?;
        let [b'T' | b' ', clock @ ..] = rest else { return None };
        let ReadClock { clock_us, resolution_us, rest } = ReadClock::of(clock)?;
        let WrittenOffset(offset_us) = WrittenOffset::of(rest)?;
        if *day != self.day {
            self.start_day(day)?;
        }
        let at = match offset_us {
            Some(offset_us) => Instant(self.midnight_us + clock_us - offset_us),
            None => self.in_zone(clock_us)?,
        };
        is_in_years(at).then_some(Stamp { at, resolution_us })
    }

    /// Returns the moment of a wall clock of the known day in the declared zone; `None` where that
    /// is not one moment.
    fn in_zone(&self, clock_us: i64) -> Option<Instant> {
        let wall = self
            .date
            .and_hms_opt(0, 0, 0)?
            .checked_add_signed(TimeDelta::microseconds(clock_us))?;
        let moments = self.zone?.moments(wall);
        if let [one] = moments[..] { Some(one) } else { None }
    }

    /// Makes another day the known day.
    #[cold]
    fn start_day(&mut self, day: &[u8; 10]) -> Option<()> {
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = day else { return None };
        let year = two(y1, y2)? * 100 + two(y3, y4)?;
        if !YEARS.contains(&year) {
            return None;
        }
        self.date = NaiveDate::from_ymd_opt(
            year.try_into().ok()?,
            two(m1, m2)?.try_into().ok()?,
            two(d1, d2)?.try_into().ok()?,
        )?;
        let days = i64::from(self.date.num_days_from_ce())
            - i64::from(NaiveDate::default().num_days_from_ce());
        (self.day, self.midnight_us) = (*day, days * 24 * HOUR);
        Some(())
    }
}

/// A pattern of eight letters of a clock, digits and signs, one in each byte.
struct ClockPattern {
    /// A `0` for each digit, and each sign as it is.
    zero: u64,
    /// The number that brings a digit that is too large into the upper half of its byte.
    overflow: u64,
    /// The bits that must stay 0: the upper half of a digit, and all of a sign.
    forbidden: u64,
}

impl ClockPattern {
    /// Builds the pattern of letters that have these signs, and these digits at most.
    const fn up_to(greatest: &[u8; 8]) -> ClockPattern {
        let (mut zero, mut overflow, mut forbidden) = (*greatest, [0; 8], [0xff; 8]);
        let mut at = 0;
        while at < greatest.len() {
            if greatest[at].is_ascii_digit() {
                zero[at] = b'0';
                overflow[at] = 15 - (greatest[at] - b'0');
                forbidden[at] = 0xf0;
            }
            at += 1;
        }
        ClockPattern {
            zero: u64::from_le_bytes(zero),
            overflow: u64::from_le_bytes(overflow),
            forbidden: u64::from_le_bytes(forbidden),
        }
    }

    /// Reads all digits at once: for each letter the number that it and the next one make, a sign
    /// counting as zero. `None` where the text does not fit the pattern.
    #[inline]
    fn two_digit_numbers(&self, text: [u8; 8]) -> Option<[u8; 8]> {
        let digits = u64::from_le_bytes(text) ^ self.zero;
        let fits = (digits | digits.wrapping_add(self.overflow)) & self.forbidden == 0;
        // Ten times each byte and the byte after it are at most 99: no byte overflows into the
        // next.
        fits.then(|| (digits * 10 + (digits >> u8::BITS)).to_le_bytes())
    }
}

/// Returns the seconds since midnight of a clock `13:42:07`; `None` for a leap second.
#[inline]
fn seconds(clock: [u8; 8]) -> Option<i64> {
    const CLOCK: ClockPattern = ClockPattern::up_to(b"29:59:59");
    let [hour, _, _, minute, _, _, second, _] = CLOCK.two_digit_numbers(clock)?.map(i64::from);
    (hour < 24).then(|| (hour * 60 + minute) * 60 + second)
}

/// Returns the milliseconds since the minute of `:07.250Z`.
#[inline]
fn milliseconds(text: [u8; 8]) -> Option<i64> {
    const WITHIN: ClockPattern = ClockPattern::up_to(b":59.999Z");
    let [_, second, _, tenth, _, rest, _, _] = WITHIN.two_digit_numbers(text)?.map(i64::from);
    Some(second * 1000 + tenth * 100 + rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a stamp of the known day from 24 letters, as logs are read.
    fn known(reader: &mut TimestampReader, text: &str) -> Option<Instant> {
        let mut letters = [b' '; 24];
        letters[..text.len()].copy_from_slice(text.as_bytes());
        reader.known_day(&letters, text.len())
    }

    #[test]
    fn each_hour_of_the_known_day_is_read_as_by_the_slow_way() {
        let mut reader = TimestampReader::new(None);
        reader.read("2022-10-05T00:00:00Z").expect("it is a stamp");
        for hour in 0..30 {
            for clock in ["00:00Z", "59:59Z", "07:08.250Z"] {
                let text = format!("2022-10-05T{hour:02}:{clock}");
                let slow = read_stamp(&text, None).map(|stamp| stamp.at).ok();
                assert_eq!(known(&mut reader, &text), slow.filter(|_| hour < 24), "{text}");
                assert_eq!(slow.is_some(), hour < 24, "{text}");
            }
        }
        assert_eq!(known(&mut reader, "2022-10-06T00:00:00Z"), None, "another day");
        assert_eq!(known(&mut reader, "2022-10-05T00:00:60Z"), None);
        assert_eq!(known(&mut reader, "2022-10-05T00:60:00Z"), None);
        assert_eq!(known(&mut reader, "2022-10-05T00:00:00+"), None);
    }

    /// The usual form is read without the slow way, in the zone where it has no offset.
    #[test]
    fn the_usual_form_is_read_at_once() {
        let mut reader = TimestampReader::new(Zone::named("Europe/Berlin").ok());
        let forms = [
            "2022-10-05T13:42:00Z",
            "2022-10-06 13:42:00.25+02:00",
            "2022-10-05T13:42:00",
            "2022-10-05T13:42",
        ];
        for text in forms {
            let slow = read_stamp(text, Zone::named("Europe/Berlin").ok()).ok();
            assert_eq!(reader.usual(text), slow, "{text}");
            assert!(slow.is_some(), "{text}");
        }
        // The clock that is shown twice is no one moment.
        assert_eq!(reader.usual("2022-10-30T02:30:00"), None);
    }
}
