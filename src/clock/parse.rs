//! Reading stamps, claim times and lengths. Nothing is guessed: what is not written is asked for
//! (M2, M3).

use super::{DAY, HOUR, Instant, MINUTE, SECOND, Zone};
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

/// Why a text is not a time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StampError {
    /// A wall clock without an offset, and no zone was declared.
    #[error(
        "`{0}` has no UTC offset; write it as `{0}Z` or `{0}+06:00`, or declare `zone` for its \
         source"
    )]
    NoOffset(String),
    /// A wall clock that a change of the clocks skipped.
    #[error(
        "`{text}` does not exist in {zone}: the clocks skipped it; write it with its UTC offset"
    )]
    Skipped {
        /// What was written.
        text: String,
        /// The declared zone.
        zone: &'static str,
    },
    /// A wall clock that a change of the clocks showed twice.
    #[error(
        "`{text}` happened twice in {zone}: the clocks went back; write it with its UTC offset"
    )]
    Twice {
        /// What was written.
        text: String,
        /// The declared zone.
        zone: &'static str,
    },
    /// A weekday that is not that date's.
    #[error("`{text}` names a {named}, but that date was a {was}; correct the one or the other")]
    Weekday {
        /// What was written.
        text: String,
        /// The weekday named.
        named: String,
        /// The weekday of the date.
        was: String,
    },
    /// An interval that ends before it begins.
    #[error("`{0}` ends before it begins")]
    Backwards(String),
    /// Nothing that is a time.
    #[error("`{0}` is not a time; write it as `2022-10-05T13:42:00Z`")]
    NotATime(String),
    /// A number that does not count what it should, or no number.
    #[error("`{text}` is no number of {unit} since 1970 that lies between 1990 and 2100{hint}")]
    NotUnix {
        /// What was written.
        text: String,
        /// What it should count.
        unit: &'static str,
        /// What it likely counts, and what to write.
        hint: String,
    },
    /// A text that is not written in the declared format.
    #[error("`{text}` is not written as `{format}`; correct `time_format` or the row")]
    NotInFormat {
        /// What was written.
        text: String,
        /// The declared format.
        format: String,
    },
    /// Nothing that is a time or an interval.
    #[error(
        "`{0}` is not a time or an interval; write `2022-10-05T13:42-04:00`, `2022-10-05T14`, \
         `2022-10-05`, `from/until`, `../until` or `from/..`"
    )]
    NotARange(String),
    /// Nothing that is a length.
    #[error("`{0}` is not a length; write a number and a unit, such as `90s`, `5m`, `12h` or `3d`")]
    NotALength(String),
}

/// When something can have been: in `[earliest, latest)`; a missing end is open (M3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Range {
    /// The first moment it can mean.
    pub earliest: Option<Instant>,
    /// The first moment after the last that it can mean.
    pub latest: Option<Instant>,
}

/// Reads one moment.
///
/// # Errors
/// Where no offset is written and `zone` is `None`, where the wall clock was skipped or shown
/// twice, or where it is no time.
pub fn parse_stamp(text: &str, zone: Option<Zone>) -> Result<Instant, StampError> {
    if let Some(at) = with_offset(text) {
        return Ok(at);
    }
    let wall = wall_clock(text).ok_or_else(|| StampError::NotATime(text.to_owned()))?;
    of_zone(wall, text, zone)
}

/// The moment of a wall clock that was read from `text`.
pub(super) fn of_zone(
    wall: NaiveDateTime,
    text: &str,
    zone: Option<Zone>,
) -> Result<Instant, StampError> {
    let zone = zone.ok_or_else(|| StampError::NoOffset(text.to_owned()))?;
    match zone.moments(wall)[..] {
        [one] => Ok(one),
        [] => Err(StampError::Skipped { text: text.to_owned(), zone: zone.name() }),
        _ => Err(StampError::Twice { text: text.to_owned(), zone: zone.name() }),
    }
}

/// Reads a claim's time as the range it can mean (M3): a day, an hour, a minute, a moment,
/// `from/until`, `../until`, `from/..`, each with an optional weekday before it (`Wed 2022-10-05`).
///
/// # Errors
/// As [`parse_stamp`]; besides, where a weekday contradicts its date or an interval runs backwards.
pub fn parse_range(text: &str, zone: Option<Zone>) -> Result<Range, StampError> {
    let (named, body) = weekday(text.trim());
    let range = match body.split_once('/') {
        None => segment(body, zone)?,
        Some((from, until)) => {
            let earliest =
                if from.trim() == ".." { None } else { segment(from.trim(), zone)?.earliest };
            let latest =
                if until.trim() == ".." { None } else { Some(segment(until.trim(), zone)?) };
            Range { earliest, latest: latest.and_then(|until| end_of(until, body)) }
        }
    };
    if let (Some(from), Some(until)) = (range.earliest, range.latest)
        && until <= from
    {
        return Err(StampError::Backwards(text.to_owned()));
    }
    if range == (Range { earliest: None, latest: None }) {
        return Err(StampError::NotARange(text.to_owned()));
    }
    if let Some(named) = named {
        let date = body.get(..10).and_then(|date| date.parse::<NaiveDate>().ok());
        let date = date.ok_or_else(|| StampError::NotARange(text.to_owned()))?;
        if date.weekday() != named {
            return Err(StampError::Weekday {
                text: text.to_owned(),
                named: long(named),
                was: long(date.weekday()),
            });
        }
    }
    Ok(range)
}

/// The end that an interval's second part means: a whole day or hour is included, a moment is the
/// end itself.
fn end_of(until: Range, body: &str) -> Option<Instant> {
    let written = body.rsplit('/').next().unwrap_or_default().trim();
    if written.len() <= "2022-10-05T14".len() { until.latest } else { until.earliest }
}

/// Reads a length such as `90s`, `5m`, `12h`, `3d`, in microseconds.
///
/// # Errors
/// Where it is no number with one of these units.
pub fn parse_length(text: &str) -> Result<i64, StampError> {
    let bad = || StampError::NotALength(text.to_owned());
    let trimmed = text.trim();
    let split = trimmed.find(|c: char| !c.is_ascii_digit()).ok_or_else(bad)?;
    let number: i64 = trimmed[..split].parse().map_err(|_| bad())?;
    let unit = match trimmed[split..].trim() {
        "ms" => SECOND / 1000,
        "s" => SECOND,
        "m" | "min" => MINUTE,
        "h" => HOUR,
        "d" => DAY,
        _ => return Err(bad()),
    };
    number.checked_mul(unit).ok_or_else(bad)
}

/// One written time as the range that its precision leaves open.
fn segment(text: &str, zone: Option<Zone>) -> Result<Range, StampError> {
    if let Ok(date) = text.parse::<NaiveDate>() {
        let next = date
            .checked_add_days(Days::new(1))
            .ok_or_else(|| StampError::NotARange(text.to_owned()))?;
        return between(date.and_time(NaiveTime::MIN), next.and_time(NaiveTime::MIN), text, zone);
    }
    if let Some(wall) = hour(text) {
        return between(wall, wall + chrono::TimeDelta::hours(1), text, zone);
    }
    let step = precision(text);
    if let Some(at) = with_offset(text) {
        return Ok(Range { earliest: Some(at), latest: Some(at.plus(step)) });
    }
    let wall = wall_clock(text).ok_or_else(|| StampError::NotARange(text.to_owned()))?;
    let moments = moments(wall, text, zone)?;
    Ok(Range { earliest: moments.first().copied(), latest: moments.last().map(|at| at.plus(step)) })
}

/// The range between two wall clocks; one shown twice counts from its first to its second showing.
fn between(
    from: NaiveDateTime,
    until: NaiveDateTime,
    text: &str,
    zone: Option<Zone>,
) -> Result<Range, StampError> {
    let earliest = moments(from, text, zone)?.first().copied();
    let latest = moments(until, text, zone)?.last().copied();
    Ok(Range { earliest, latest })
}

fn moments(
    wall: NaiveDateTime,
    text: &str,
    zone: Option<Zone>,
) -> Result<Vec<Instant>, StampError> {
    let zone = zone.ok_or_else(|| StampError::NoOffset(text.to_owned()))?;
    let moments = zone.moments(wall);
    if moments.is_empty() {
        return Err(StampError::Skipped { text: text.to_owned(), zone: zone.name() });
    }
    Ok(moments)
}

/// A stamp that bears its offset (`Z` or `+06:00`), with or without seconds.
fn with_offset(text: &str) -> Option<Instant> {
    let text = text.trim();
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(Instant(at.timestamp_micros()));
    }
    let spelled = text
        .strip_suffix(['Z', 'z'])
        .map_or_else(|| text.to_owned(), |wall| format!("{wall}+00:00"));
    [
        "%Y-%m-%dT%H:%M%:z",
        "%Y-%m-%d %H:%M%:z",
        "%Y-%m-%d %H:%M:%S%.f%:z",
        "%Y-%m-%d %H:%M:%S%.f %:z",
        "%Y-%m-%dT%H:%M:%S%.f%z",
    ]
    .iter()
    .find_map(|format| DateTime::parse_from_str(&spelled, format).ok())
    .map(|at| Instant(at.timestamp_micros()))
}

/// A stamp without an offset, with or without seconds.
fn wall_clock(text: &str) -> Option<NaiveDateTime> {
    ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text.trim(), format).ok())
}

/// `2022-10-05T14`: a whole hour.
fn hour(text: &str) -> Option<NaiveDateTime> {
    let (date, hour) = text.split_once(['T', ' '])?;
    let hour: u32 = (hour.len() == 2).then(|| hour.parse().ok())??;
    date.parse::<NaiveDate>().ok()?.and_hms_opt(hour, 0, 0)
}

/// How long a written moment lasts: a minute where no seconds are written, else a second.
fn precision(text: &str) -> i64 {
    let clock = text.get(11..).unwrap_or_default();
    let clock = clock.trim_end_matches(['Z', 'z']);
    let clock = clock.find(['+', '-']).map_or(clock, |at| &clock[..at]);
    if clock.matches(':').count() >= 2 { SECOND } else { MINUTE }
}

fn weekday(text: &str) -> (Option<Weekday>, &str) {
    match text.split_once(' ') {
        Some((name, rest)) => match name.trim_end_matches(',').parse::<Weekday>() {
            Ok(day) => (Some(day), rest.trim()),
            Err(_) => (None, text),
        },
        None => (None, text),
    }
}

fn long(day: Weekday) -> String {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
    .to_owned()
}
