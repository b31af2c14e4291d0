//! Reading stamps, claim times and lengths. Nothing is guessed: what is not written is asked for
//! (M2, M3).

use super::duration::{DAY, HOUR, MILLISECOND, MINUTE, SECOND};
use super::instant::Instant;
use super::stamp_error::StampError;
use super::zone::Zone;
use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};

/// The moments that a written time can mean, `[earliest, latest)`; a missing end is open (M3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Range {
    /// The first moment that is meant.
    pub earliest: Option<Instant>,
    /// The first moment after the last that is meant.
    pub latest: Option<Instant>,
}

/// Reads one moment. A text without an offset is a wall clock of `zone` (M2).
///
/// # Errors
/// Where neither an offset nor a zone is given, where the wall clock was skipped or shown twice, or
/// where the text is not a time.
///
/// ```
/// use corroborate::clock::{StampError, Zone, parse_stamp, rfc3339};
///
/// let at = parse_stamp("2022-10-05T13:42:00+02:00", None)?;
/// assert_eq!(rfc3339(at), "2022-10-05T11:42:00Z");
///
/// let berlin = Zone::named("Europe/Berlin").expect("it is a zone");
/// assert_eq!(parse_stamp("2022-10-05 13:42:00", Some(berlin))?, at);
///
/// // Without an offset and without a zone nothing is guessed.
/// let refused = parse_stamp("2022-10-05 13:42:00", None);
/// assert!(matches!(refused, Err(StampError::NoOffset(_))));
/// # Ok::<(), StampError>(())
/// ```
pub fn parse_stamp(text: &str, zone: Option<Zone>) -> Result<Instant, StampError> {
    if let Some(at) = with_offset(text) {
        return Ok(at);
    }
    let wall = wall_clock(text).ok_or_else(|| StampError::NotATime(text.to_owned()))?;
    wall_clock_in_zone(wall, text, zone)
}

/// Returns the one moment that a wall clock means in a zone; `text` is for the error.
pub(super) fn wall_clock_in_zone(
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
/// `from/until`, `../until` or `from/..`, each with an optional weekday before it
/// (`Wed 2022-10-05`).
///
/// # Errors
/// The errors of [`parse_stamp`]; also where a weekday contradicts its date, and where an interval
/// ends before it begins.
///
/// ```
/// use corroborate::clock::{HOUR, MINUTE, StampError, parse_range};
///
/// // A minute without seconds lasts a minute.
/// let minute = parse_range("2022-10-05T14:30Z", None)?;
/// let (from, until) = (minute.earliest.expect("a start"), minute.latest.expect("an end"));
/// assert_eq!(until.since(from), MINUTE);
///
/// // An interval without a written end is open.
/// let open = parse_range("Wed 2022-10-05T14:30Z/..", None)?;
/// assert_eq!(open.latest, None);
/// # Ok::<(), StampError>(())
/// ```
pub fn parse_range(text: &str, zone: Option<Zone>) -> Result<Range, StampError> {
    let (named, body) = split_weekday(text.trim());
    let range = match body.split_once('/') {
        None => written_time(body, zone)?,
        Some((from, until)) => written_interval(from.trim(), until.trim(), zone)?,
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
        check_weekday(named, body, text)?;
    }
    Ok(range)
}

/// Reads `from/until`; either part may be `..`.
fn written_interval(from: &str, until: &str, zone: Option<Zone>) -> Result<Range, StampError> {
    let earliest = if from == ".." { None } else { written_time(from, zone)?.earliest };
    let latest = if until == ".." { None } else { end_of(until, written_time(until, zone)?) };
    Ok(Range { earliest, latest })
}

/// Returns the end that an interval's second part means: a whole day or hour is included, a moment
/// is the end itself.
fn end_of(written: &str, meant: Range) -> Option<Instant> {
    let is_whole = written.len() <= "2022-10-05T14".len();
    if is_whole { meant.latest } else { meant.earliest }
}

/// Refuses a named weekday that is not that of the date in `body`; `text` is for the error.
fn check_weekday(named: Weekday, body: &str, text: &str) -> Result<(), StampError> {
    let date = body.get(..10).and_then(|date| date.parse::<NaiveDate>().ok());
    let date = date.ok_or_else(|| StampError::NotARange(text.to_owned()))?;
    if date.weekday() == named {
        return Ok(());
    }
    Err(StampError::Weekday {
        text: text.to_owned(),
        named: weekday_name(named).to_owned(),
        was: weekday_name(date.weekday()).to_owned(),
    })
}

/// Reads a length such as `250ms`, `90s`, `5m`, `12h` or `3d`, in microseconds.
///
/// # Errors
/// Where the text is not a whole number with one of these units, or the length is too large for
/// the scale.
pub fn parse_length(text: &str) -> Result<i64, StampError> {
    let bad = || StampError::NotALength(text.to_owned());
    let trimmed = text.trim();
    let split = trimmed.find(|c: char| !c.is_ascii_digit()).ok_or_else(bad)?;
    let number: i64 = trimmed[..split].parse().map_err(|_| bad())?;
    let unit = match trimmed[split..].trim() {
        "ms" => MILLISECOND,
        "s" => SECOND,
        "m" | "min" => MINUTE,
        "h" => HOUR,
        "d" => DAY,
        _ => return Err(bad()),
    };
    number.checked_mul(unit).ok_or_else(bad)
}

/// Reads one written time as the range that its precision leaves open.
fn written_time(text: &str, zone: Option<Zone>) -> Result<Range, StampError> {
    if let Ok(date) = text.parse::<NaiveDate>() {
        let next = date
            .checked_add_days(Days::new(1))
            .ok_or_else(|| StampError::NotARange(text.to_owned()))?;
        return between(date.and_time(NaiveTime::MIN), next.and_time(NaiveTime::MIN), text, zone);
    }
    if let Some(wall) = hour(text) {
        return between(wall, wall + TimeDelta::hours(1), text, zone);
    }
    let precision_us = precision(text);
    if let Some(at) = with_offset(text) {
        return Ok(Range { earliest: Some(at), latest: Some(at.plus(precision_us)) });
    }
    let wall = wall_clock(text).ok_or_else(|| StampError::NotARange(text.to_owned()))?;
    let moments = moments(wall, text, zone)?;
    Ok(Range {
        earliest: moments.first().copied(),
        latest: moments.last().map(|at| at.plus(precision_us)),
    })
}

/// Returns the range between two wall clocks; one shown twice counts from its first to its second
/// showing.
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

/// Lists the moments that a wall clock means, one or two, earlier first.
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

/// Reads a stamp with its offset (`Z` or `+06:00`), with or without seconds.
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

/// Reads a stamp without an offset, with or without seconds.
fn wall_clock(text: &str) -> Option<NaiveDateTime> {
    ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text.trim(), format).ok())
}

/// Reads `2022-10-05T14`, a whole hour, as the wall clock at which it begins.
fn hour(text: &str) -> Option<NaiveDateTime> {
    let (date, hour) = text.split_once(['T', ' '])?;
    let hour: u32 = (hour.len() == 2).then(|| hour.parse().ok())??;
    date.parse::<NaiveDate>().ok()?.and_hms_opt(hour, 0, 0)
}

/// Returns the microseconds that a written moment lasts: a minute where no seconds are written,
/// else a second.
fn precision(text: &str) -> i64 {
    let clock = text.get(11..).unwrap_or_default();
    let clock = clock.trim_end_matches(['Z', 'z']);
    let clock = clock.find(['+', '-']).map_or(clock, |at| &clock[..at]);
    if clock.matches(':').count() >= 2 { SECOND } else { MINUTE }
}

/// Splits a weekday off the front of a text, where there is one.
fn split_weekday(text: &str) -> (Option<Weekday>, &str) {
    let Some((name, rest)) = text.split_once(' ') else { return (None, text) };
    match name.trim_end_matches(',').parse::<Weekday>() {
        Ok(day) => (Some(day), rest.trim()),
        Err(_) => (None, text),
    }
}

/// Returns the English name of a weekday, for errors.
fn weekday_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        parse_stamp(text, None).expect("the test writes a stamp")
    }

    fn ends(text: &str) -> [Option<Instant>; 2] {
        let range = parse_range(text, None).expect("the test writes a range");
        [range.earliest, range.latest]
    }

    #[test]
    fn a_moment_lasts_as_long_as_its_precision() {
        assert_eq!(precision("2022-10-05T14:30Z"), MINUTE);
        assert_eq!(precision("2022-10-05T14:30-04:00"), MINUTE);
        assert_eq!(precision("2022-10-05T14:30:00Z"), SECOND);
        assert_eq!(precision("2022-10-05T14:30:00.5+05:30"), SECOND);
    }

    #[test]
    fn an_end_of_a_day_or_an_hour_is_included_and_a_minute_is_the_end() {
        let berlin = Zone::named("Europe/Berlin").ok();
        let until = |text| parse_range(text, berlin).expect("the test writes a range").latest;
        assert_eq!(until("../2022-10-05"), Some(at("2022-10-05T22:00Z")));
        assert_eq!(until("../2022-10-05T14"), Some(at("2022-10-05T13:00Z")));
        assert_eq!(until("../2022-10-05T14:00"), Some(at("2022-10-05T12:00Z")));
    }

    #[test]
    fn an_interval_of_no_length_is_backwards() {
        let text = "2022-10-05T14:30Z/2022-10-05T14:30Z";
        assert!(matches!(parse_range(text, None), Err(StampError::Backwards(_))));
        let second = "2022-10-05T14:30:00Z/2022-10-05T14:30:01Z";
        assert_eq!(ends(second), [Some(at("2022-10-05T14:30Z")), Some(at("2022-10-05T14:30:01Z"))]);
    }

    #[test]
    fn hours_and_days_end_at_midnight() {
        assert_eq!(hour("2022-10-05T24"), None);
        assert_eq!(hour("2022-10-05T7"), None);
        let last = parse_range("2022-12-31T23", Some(Zone::UTC)).expect("it is an hour");
        assert_eq!(last.latest, Some(at("2023-01-01T00:00Z")));
    }

    #[test]
    fn weekdays_are_held_against_the_date_that_begins() {
        assert!(parse_range("Sat 2022-12-31T23:59Z/2023-01-01T00:01Z", None).is_ok());
        assert!(parse_range("Saturday, 2022-12-31T23:59Z", None).is_ok());
        let wrong = parse_range("Sun 2022-12-31T23:59Z/2023-01-01T00:01Z", None);
        assert!(matches!(wrong, Err(StampError::Weekday { .. })));
    }

    #[test]
    fn lengths_have_one_unit_and_fit_the_scale() {
        let units = ["7ms", "7s", "7m", "7min", "7h", "7d", " 7 s "].map(parse_length);
        let lengths = [7 * MILLISECOND, 7 * SECOND, 7 * MINUTE, 7 * MINUTE, 7 * HOUR, 7 * DAY];
        assert_eq!(units[..6], lengths.map(Ok));
        assert_eq!(units[6], Ok(7 * SECOND));
        assert_eq!(parse_length("106751991d"), Ok(106_751_991 * DAY));
        for wrong in ["", "7", "s", "-7s", "1h30m", "7.5s", "7S", "106751992d"] {
            assert_eq!(parse_length(wrong), Err(StampError::NotALength(wrong.to_owned())));
        }
    }
}
