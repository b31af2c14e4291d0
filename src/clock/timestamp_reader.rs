//! The stamps of a log, one after the other: what most logs write is read digit by digit, and the
//! day of the last one is kept.

use super::parse::{StampError, parse_stamp};
use super::{HOUR, Instant, MILLISECOND, MINUTE, SECOND, Zone};
use chrono::{Datelike, NaiveDate, TimeDelta};

/// Digits of a fraction that make whole microseconds.
const FRACTION: u32 = 6;

/// Letters of a stamp before its seconds: `2022-10-05T13:42`.
const MINUTE_TEXT: usize = 16;

/// Reads the stamps of one log. What it reads is what [`parse_stamp`] reads, only sooner.
#[derive(Debug, Clone)]
pub struct TimestampReader {
    zone: Option<Zone>,
    /// The day that was read last, as written.
    day: [u8; 10],
    date: NaiveDate,
    /// Its midnight in UTC, in microseconds.
    midnight_us: i64,
    /// The minute that was read last, as written up to its tens, and when it began: most logs have
    /// many probes of one minute.
    minute: [u8; MINUTE_TEXT],
    minute_us: i64,
}

impl TimestampReader {
    /// For stamps that bear an offset, or else are wall clocks of `zone`.
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
    /// As [`parse_stamp`].
    pub fn read(&mut self, text: &str) -> Result<Instant, StampError> {
        self.plain(text).map_or_else(|| parse_stamp(text, self.zone), Ok)
    }

    /// The moment of a stamp `2022-10-05T13:42:00Z` or `2022-10-05T13:42:00.250Z` that is of the
    /// same day as the one read before: what begins with it, and how long it is.
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

    /// Microseconds from midnight to a minute of the known day.
    fn known_minute(&self, text: &[u8; MINUTE_TEXT]) -> Option<i64> {
        let (day, clock) = text.split_first_chunk::<10>()?;
        let &[b'T', h1, h2, b':', m1, m2] = clock else { return None };
        let minute_us = seconds([h1, h2, b':', m1, m2, b':', b'0', b'0'])? * SECOND;
        (*day == self.day).then_some(minute_us)
    }

    /// Reads `2022-10-05T13:42:00Z`, also with a blank, with a fraction or without the `Z`. All
    /// else is left to the long way.
    fn plain(&mut self, text: &str) -> Option<Instant> {
        let (day, clock) = text.as_bytes().split_first_chunk::<10>()?;
        let (clock_us, rest) = clock_us(clock)?;
        if *day != self.day {
            self.turn(day)?;
        }
        match rest {
            b"Z" => Some(Instant(self.midnight_us + clock_us)),
            b"" => self.of_zone(clock_us),
            _ => None,
        }
    }

    /// A wall clock of the declared zone, where that is one moment.
    fn of_zone(&self, clock_us: i64) -> Option<Instant> {
        let wall = self
            .date
            .and_hms_opt(0, 0, 0)?
            .checked_add_signed(TimeDelta::microseconds(clock_us))?;
        let moments = self.zone?.moments(wall);
        if let [one] = moments[..] { Some(one) } else { None }
    }

    /// Goes to another day.
    #[cold]
    fn turn(&mut self, day: &[u8; 10]) -> Option<()> {
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = day else { return None };
        let year = two(y1, y2)? * 100 + two(y3, y4)?;
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

/// Eight letters of a clock, digits and signs.
struct Pattern {
    /// What they are counted from: zeros, and the signs.
    zero: u64,
    /// What brings a digit that is too great into the upper half of its byte.
    over: u64,
    /// That half; of a sign the whole byte.
    upper: u64,
}

impl Pattern {
    /// The letters that have these signs, and these digits at most.
    const fn up_to(greatest: &[u8; 8]) -> Pattern {
        let (mut zero, mut over, mut upper) = (*greatest, [0; 8], [0xff; 8]);
        let mut at = 0;
        while at < greatest.len() {
            if greatest[at].is_ascii_digit() {
                (zero[at], over[at], upper[at]) = (b'0', 15 - (greatest[at] - b'0'), 0xf0);
            }
            at += 1;
        }
        Pattern {
            zero: u64::from_le_bytes(zero),
            over: u64::from_le_bytes(over),
            upper: u64::from_le_bytes(upper),
        }
    }

    /// For each letter the number that it and the one behind it make, a sign counting as zero; all
    /// digits at once.
    #[inline]
    fn pairs(&self, text: [u8; 8]) -> Option<[u8; 8]> {
        let digits = u64::from_le_bytes(text) ^ self.zero;
        // Each byte ten times, and the byte after it: at most 99, so that none runs over into the
        // next.
        let fits = (digits | digits.wrapping_add(self.over)) & self.upper == 0;
        fits.then(|| (digits * 10 + (digits >> u8::BITS)).to_le_bytes())
    }
}

/// Seconds since midnight of a clock `13:42:07`. A leap second goes the long way.
#[inline]
fn seconds(clock: [u8; 8]) -> Option<i64> {
    const CLOCK: Pattern = Pattern::up_to(b"29:59:59");
    let [hour, _, _, minute, _, _, second, _] = CLOCK.pairs(clock)?.map(i64::from);
    (hour < 24).then(|| (hour * 60 + minute) * 60 + second)
}

/// Milliseconds since the minute of `:07.250Z`.
#[inline]
fn milliseconds(text: [u8; 8]) -> Option<i64> {
    const WITHIN: Pattern = Pattern::up_to(b":59.999Z");
    let [_, second, _, tenth, _, rest, _, _] = WITHIN.pairs(text)?.map(i64::from);
    Some(second * 1000 + tenth * 100 + rest)
}

/// Microseconds since midnight, and what stands behind the clock. A leap second goes the long way.
fn clock_us(text: &[u8]) -> Option<(i64, &[u8])> {
    let &[b'T' | b' ', h1, h2, b':', m1, m2, b':', s1, s2, ref rest @ ..] = text else {
        return None;
    };
    let (hour, minute, second) = (two(h1, h2)?, two(m1, m2)?, two(s1, s2)?);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let whole = hour * HOUR + minute * MINUTE + second * SECOND;
    let [b'.', fraction @ ..] = rest else { return Some((whole, rest)) };
    let (mut value, mut digits) = (0, 0);
    while let Some(digit) = fraction.get(digits as usize).and_then(|byte| digit(*byte)) {
        (value, digits) = (value * 10 + digit, digits + 1);
        if digits > FRACTION {
            return None;
        }
    }
    (digits > 0)
        .then(|| (whole + value * 10_i64.pow(FRACTION - digits), &fraction[digits as usize..]))
}

fn two(tens: u8, ones: u8) -> Option<i64> {
    Some(digit(tens)? * 10 + digit(ones)?)
}

fn digit(byte: u8) -> Option<i64> {
    byte.is_ascii_digit().then(|| i64::from(byte - b'0'))
}
