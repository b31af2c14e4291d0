//! Stamps that are not written as ours are: numbers counted from 1970, or a declared format.

use super::parse::StampError;
use super::{Instant, MILLISECOND, SECOND, Zone};
use chrono::format::{Fixed, Item, Numeric, StrftimeItems};
use chrono::{DateTime, NaiveDateTime};

/// A moment before it is taken for one in another unit: 1990-01-01T00:00Z.
const EARLIEST: Instant = Instant(631_152_000 * SECOND);
/// So is one from here on: 2100-01-01T00:00Z.
const LATEST: Instant = Instant(4_102_444_800 * SECOND);
/// Digits of a fraction that are looked at: nanoseconds.
const DIGITS: usize = 9;

/// Letters of a number that an error quotes.
const QUOTED: usize = 24;

/// How the stamps of a source are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StampFormat {
    /// A number since 1970-01-01T00:00Z.
    Unix(Unit),
    /// A format of chrono's, such as `%d.%m.%Y %H:%M`.
    Pattern(String),
}

/// What such a number counts.
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

/// A format that means nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no format of stamps; write unix_s, unix_ms, unix_us, unix_ns, or a pattern with \
     year, month, day, hour and minute, such as `%d.%m.%Y %H:%M:%S`"
)]
pub struct UnknownFormat(pub String);

impl Unit {
    /// Every unit.
    pub const ALL: [Unit; 4] =
        [Unit::Seconds, Unit::Milliseconds, Unit::Microseconds, Unit::Nanoseconds];

    /// Its word in settings.
    pub fn as_str(self) -> &'static str {
        match self {
            Unit::Seconds => "unix_s",
            Unit::Milliseconds => "unix_ms",
            Unit::Microseconds => "unix_us",
            Unit::Nanoseconds => "unix_ns",
        }
    }

    /// The name of what is counted, for sentences.
    fn name(self) -> &'static str {
        match self {
            Unit::Seconds => "seconds",
            Unit::Milliseconds => "milliseconds",
            Unit::Microseconds => "microseconds",
            Unit::Nanoseconds => "nanoseconds",
        }
    }

    /// How many make a second.
    fn of_a_second(self) -> i64 {
        match self {
            Unit::Seconds => 1,
            Unit::Milliseconds => MILLISECOND,
            Unit::Microseconds => SECOND,
            Unit::Nanoseconds => SECOND * 1000,
        }
    }

    /// The moment of such a number, which may have decimals. What is finer than a microsecond is
    /// cut off.
    ///
    /// # Errors
    /// Where it is no number, or one that lies before 1990 or after 2099: then the unit is likely
    /// another one.
    pub fn read(self, text: &str) -> Result<Instant, StampError> {
        self.moment(text).filter(is_sensible).ok_or_else(|| self.wrong(text))
    }

    fn moment(self, text: &str) -> Option<Instant> {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let digits =
            |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(fraction) {
            return None;
        }
        let (whole, kept) = (whole.parse::<i128>().ok()?, &fraction[..fraction.len().min(DIGITS)]);
        let parts = kept.parse::<i128>().ok()?;
        let scale = 10_i128.checked_pow(u32::try_from(kept.len()).ok()?)?;
        let counted = whole.checked_mul(scale)?.checked_add(parts)?;
        let us =
            counted.checked_mul(i128::from(SECOND))? / (scale * i128::from(self.of_a_second()));
        i64::try_from(us).ok().map(Instant)
    }

    fn wrong(self, text: &str) -> StampError {
        let hint = self.likely(text).map_or_else(String::new, |unit| {
            format!("; it looks like {}: write {}", unit.name(), unit.as_str())
        });
        StampError::NotUnix { text: text.to_owned(), unit: self.name(), hint }
    }

    /// The unit that would make sense of a number.
    fn likely(self, text: &str) -> Option<Unit> {
        let sensible = |unit: &Unit| unit.moment(text).is_some_and(|at| is_sensible(&at));
        Unit::ALL.into_iter().find(|unit| *unit != self && sensible(unit))
    }
}

impl StampFormat {
    /// The format that settings name.
    ///
    /// # Errors
    /// Where it is neither the word of a unit nor a pattern that tells a moment.
    pub fn named(text: &str) -> Result<StampFormat, UnknownFormat> {
        if let Some(unit) = Unit::ALL.into_iter().find(|unit| unit.as_str() == text) {
            return Ok(StampFormat::Unix(unit));
        }
        let items: Vec<Item<'_>> = StrftimeItems::new(text).collect();
        // What a pattern writes it must read again: only then does it tell all of a moment.
        let probe = DateTime::from_timestamp_micros(EARLIEST.0 + 86_399 * SECOND);
        let known =
            |item: &Item<'_>| !matches!(item, Item::Error | Item::Fixed(Fixed::TimezoneName));
        let whole = items.iter().all(known)
            && probe.is_some_and(|at| {
                let written = at.format_with_items(items.iter()).to_string();
                pattern(&written, text).is_some()
            });
        if whole {
            Ok(StampFormat::Pattern(text.to_owned()))
        } else {
            Err(UnknownFormat(text.to_owned()))
        }
    }

    /// Reads a stamp; one without an offset is a wall clock of `zone` (M2).
    ///
    /// # Errors
    /// Where it is not written so, or as [`super::parse_stamp`].
    pub fn read(&self, text: &str, zone: Option<Zone>) -> Result<Instant, StampError> {
        match self {
            StampFormat::Unix(unit) => unit.read(text),
            StampFormat::Pattern(format) => match pattern(text, format) {
                Some(Read::Moment(at)) => Ok(at),
                Some(Read::Wall(wall)) => super::parse::of_zone(wall, text, zone),
                None => {
                    Err(StampError::NotInFormat { text: text.to_owned(), format: format.clone() })
                }
            },
        }
    }

    /// How it is written in settings.
    pub fn written(&self) -> &str {
        match self {
            StampFormat::Unix(unit) => unit.as_str(),
            StampFormat::Pattern(pattern) => pattern,
        }
    }
}

/// Whether a moment is one of a probe log.
fn is_sensible(at: &Instant) -> bool {
    (EARLIEST..LATEST).contains(at)
}

/// The moment of a number of seconds, as JSON has them.
///
/// # Errors
/// Where it lies before 1990 or after 2099: it is then in another unit, or of a clock that was
/// never set.
pub fn unix_seconds(seconds: f64) -> Result<Instant, StampError> {
    // Within these years each microsecond is a number of its own; what is far outside stops at the
    // ends of the scale.
    let at = Instant((seconds * SECOND as f64).round() as i64);
    if is_sensible(&at) {
        return Ok(at);
    }
    let text: String = seconds.to_string().chars().take(QUOTED).collect();
    // The layout says the unit, so there is none to write.
    let hint = Unit::Seconds
        .likely(&text)
        .map_or_else(String::new, |unit| format!("; it looks like {}", unit.name()));
    Err(StampError::NotUnix { text, unit: Unit::Seconds.name(), hint })
}

/// What a pattern made of a text.
enum Read {
    Moment(Instant),
    Wall(NaiveDateTime),
}

fn pattern(text: &str, format: &str) -> Option<Read> {
    if let Ok(at) = DateTime::parse_from_str(text, format) {
        return Some(Read::Moment(Instant(at.timestamp_micros())));
    }
    // An offset that the pattern asks for is never passed over.
    if StrftimeItems::new(format).any(|item| tells_offset(&item)) {
        return None;
    }
    NaiveDateTime::parse_from_str(text, format).ok().map(Read::Wall)
}

fn tells_offset(item: &Item<'_>) -> bool {
    match item {
        Item::Numeric(Numeric::Timestamp, _) => true,
        Item::Fixed(fixed) => matches!(
            fixed,
            Fixed::TimezoneOffset
                | Fixed::TimezoneOffsetColon
                | Fixed::TimezoneOffsetDoubleColon
                | Fixed::TimezoneOffsetTripleColon
                | Fixed::TimezoneOffsetColonZ
                | Fixed::TimezoneOffsetZ
                | Fixed::RFC2822
                | Fixed::RFC3339
        ),
        _ => false,
    }
}
