//! Reading claim times and lengths. Nothing is guessed: what is not written is asked for (M3).

use super::duration::{DAY, HOUR, MILLISECOND, MINUTE, SECOND};
use super::instant::Instant;
use super::span::Span;
use super::stamp::{is_in_years, precision, wall_clock, with_offset};
use super::stamp_error::StampError;
use super::written_stamp::WrittenStamp;
use super::zone::Zone;
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};

/// Minutes by which a clock that skipped a time is asked again: clocks are changed by multiples of
/// it.
const SKIPPED_STEP_MINUTES: i64 = 15;

/// The moments that a written time can mean, `[earliest, latest)`; a missing end is open (M3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Range {
    /// The first moment that is meant.
    pub earliest: Option<Instant>,
    /// The first moment after the last that is meant.
    pub latest: Option<Instant>,
}

impl Range {
    /// Returns its ends, of which an open one is that of a time shown.
    pub(crate) fn ends_in(self, shown: Span) -> [Instant; 2] {
        [self.earliest.unwrap_or(shown.from()), self.latest.unwrap_or(shown.until())]
    }
}

/// Reads a claim's time as the range it can mean (M3): a day, an hour, a minute, a moment,
/// `from/until`, `../until` or `from/..`, each with an optional weekday before it (`Wed
/// 2022-10-05`).
///
/// # Errors
/// The errors of [`super::parse_stamp`]; also where a weekday contradicts its date, and where an
/// interval ends before it begins.
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
        // A part of a date between strokes is no time of its own.
        Some((from, until)) => match written_interval(from.trim(), until.trim(), zone) {
            Err(StampError::NotARange(_)) => return Err(StampError::NotARange(text.to_owned())),
            read => read?,
        },
    };
    if let (Some(from), Some(until)) = (range.earliest, range.latest)
        && until <= from
    {
        return Err(StampError::Backwards(text.to_owned()));
    }
    // An end is the first moment after the time.
    let last = range.latest.map(|latest| latest.plus(-1));
    if ![range.earliest, last].into_iter().flatten().all(is_in_years) {
        return Err(StampError::Year(text.to_owned()));
    }
    if range == (Range { earliest: None, latest: None }) {
        return Err(StampError::NotARange(text.to_owned()));
    }
    if let Some(named) = named {
        check_weekday(named, body, text)?;
    }
    Ok(range)
}

/// Reads `from/until`; either part may be `..`. A wall clock shown twice begins an interval at its
/// first showing and ends one at its last, so that the interval holds each of its readings. Equal
/// ends are one moment, as long as it is written (M3).
fn written_interval(from: &str, until: &str, zone: Option<Zone>) -> Result<Range, StampError> {
    let start = if from == ".." { None } else { Some(written_time(from, zone)?) };
    let earliest = start.and_then(|start| start.earliest);
    if until == ".." {
        return Ok(Range { earliest, latest: None });
    }
    let end = written_end(until, zone)?;
    let last_start = start.filter(|_| !is_whole(from)).and_then(|start| start.latest);
    let last_start = last_start.map(|latest| latest.plus(-precision(from)));
    let is_moment = [earliest, last_start].contains(&Some(end.at));
    Ok(Range { earliest, latest: Some(if is_moment { end.until } else { end.at }) })
}

/// Says whether a written time is a whole day or a whole hour.
pub(super) fn is_whole(text: &str) -> bool {
    WrittenStamp::read(text).is_some_and(|stamp| stamp.resolution_us >= HOUR)
}

/// The end of an interval, as it is written.
struct WrittenEnd {
    /// The end itself: a whole day or hour is included, a moment is the end.
    at: Instant,
    /// The first moment after the written time.
    until: Instant,
}

/// Reads the second part of an interval.
fn written_end(text: &str, zone: Option<Zone>) -> Result<WrittenEnd, StampError> {
    let not_a_range = || StampError::NotARange(text.to_owned());
    let until = written_time(text, zone)?.latest.ok_or_else(not_a_range)?;
    let at = if is_whole(text) { until } else { until.plus(-precision(text)) };
    Ok(WrittenEnd { at, until })
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
        let next = wall.checked_add_signed(TimeDelta::hours(1));
        let next = next.ok_or_else(|| StampError::NotARange(text.to_owned()))?;
        return between(wall, next, text, zone);
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

/// Returns the range in which a clock showed a day or an hour, from its first moment to the end of
/// its last second. What of it the clock skipped or showed twice makes it shorter or longer.
fn between(
    from: NaiveDateTime,
    until: NaiveDateTime,
    text: &str,
    zone: Option<Zone>,
) -> Result<Range, StampError> {
    let first = first_shown(from, until, text, zone)?;
    let last = match moments(until - TimeDelta::seconds(1), text, zone) {
        Ok(moments) => moments.last().map(|at| at.plus(SECOND)),
        // The clock skipped the end; then the range ends where it went on.
        Err(_) => {
            let next_day = until.checked_add_signed(TimeDelta::days(1)).unwrap_or(until);
            Some(first_shown(until, next_day, text, zone)?)
        }
    };
    Ok(Range { earliest: Some(first), latest: last })
}

/// Returns the first moment at which a clock showed a time from `from` on and before `until`; a
/// clock may skip the beginning, such as midnight.
fn first_shown(
    from: NaiveDateTime,
    until: NaiveDateTime,
    text: &str,
    zone: Option<Zone>,
) -> Result<Instant, StampError> {
    let mut wall = from;
    loop {
        let shown = moments(wall, text, zone).map(|moments| moments[0]);
        wall += TimeDelta::minutes(SKIPPED_STEP_MINUTES);
        let is_skipped = matches!(shown, Err(StampError::Skipped { .. }));
        if !is_skipped || wall >= until {
            return shown;
        }
    }
}

/// Lists the moments that a wall clock means, one or two, earlier first.
pub(super) fn moments(
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

/// Reads `2022-10-05T14`, a whole hour, as the wall clock at which it begins.
fn hour(text: &str) -> Option<NaiveDateTime> {
    let (date, hour) = text.split_once(['T', ' '])?;
    let hour: u32 = (hour.len() == 2).then(|| hour.parse().ok())??;
    date.parse::<NaiveDate>().ok()?.and_hms_opt(hour, 0, 0)
}

/// Splits a weekday off the front of a text, where there is one.
pub(super) fn split_weekday(text: &str) -> (Option<Weekday>, &str) {
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
    use crate::clock::parse_stamp;

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
    fn equal_ends_are_one_moment_as_long_as_it_is_written() {
        let from = Some(at("2022-10-05T14:30Z"));
        let minute = "2022-10-05T14:30Z/2022-10-05T14:30Z";
        assert_eq!(ends(minute), [from, Some(at("2022-10-05T14:31Z"))]);
        let offsets = "2022-10-05T14:30Z/2022-10-05T16:30:00+02:00";
        assert_eq!(ends(offsets), [from, Some(at("2022-10-05T14:30:01Z"))]);
        let before = "2022-10-05T14:30:01Z/2022-10-05T14:30:00Z";
        assert!(matches!(parse_range(before, None), Err(StampError::Backwards(_))));
        let second = "2022-10-05T14:30:00Z/2022-10-05T14:30:01Z";
        assert_eq!(ends(second), [Some(at("2022-10-05T14:30Z")), Some(at("2022-10-05T14:30:01Z"))]);
    }

    #[test]
    fn an_interval_holds_every_reading_of_a_clock_that_was_put_back() {
        // 29 October 2023 in Berlin: 02:00 to 03:00 was shown twice, from 00:00Z and from 01:00Z.
        let berlin = Zone::named("Europe/Berlin").ok();
        let ends = |text| {
            let range = parse_range(text, berlin).expect("the test writes a range");
            [range.earliest, range.latest].map(|end| end.map(crate::clock::rfc3339))
        };
        let cases = [
            ("2023-10-29T02:30/2023-10-29T02:45", "2023-10-29T00:30:00Z", "2023-10-29T01:45:00Z"),
            ("2023-10-29T02:50/2023-10-29T02:10", "2023-10-29T00:50:00Z", "2023-10-29T01:10:00Z"),
            ("2023-10-29T02:30/2023-10-29T02:30", "2023-10-29T00:30:00Z", "2023-10-29T01:31:00Z"),
            ("2023-10-29T01:50/2023-10-29T02:10", "2023-10-28T23:50:00Z", "2023-10-29T01:10:00Z"),
            ("2023-10-29T02:50/2023-10-29T03:10", "2023-10-29T00:50:00Z", "2023-10-29T02:10:00Z"),
            ("2023-10-29T02/2023-10-29T02", "2023-10-29T00:00:00Z", "2023-10-29T02:00:00Z"),
            ("2023-10-29T01", "2023-10-28T23:00:00Z", "2023-10-29T00:00:00Z"),
            ("2023-10-29T02", "2023-10-29T00:00:00Z", "2023-10-29T02:00:00Z"),
            ("2023-10-29", "2023-10-28T22:00:00Z", "2023-10-29T23:00:00Z"),
        ];
        for (text, from, until) in cases {
            assert_eq!(ends(text), [from, until].map(|end| Some(end.to_owned())), "{text}");
        }
        // No reading of these ends after it begins.
        for text in ["2023-10-29T03:00/2023-10-29T02:59", "2023-10-29T02:10/2023-10-29T01:59"] {
            assert!(matches!(parse_range(text, berlin), Err(StampError::Backwards(_))), "{text}");
        }
    }

    #[test]
    fn a_day_or_an_hour_of_which_a_part_was_skipped_is_the_rest() {
        let ends = |text, zone| {
            let range = parse_range(text, Zone::named(zone).ok())?;
            Ok([range.earliest, range.latest].map(|end| end.map(crate::clock::rfc3339)))
        };
        let cases = [
            // The clocks went forward at midnight, so the day began at 01:00.
            ("2017-10-01", "America/Asuncion", "2017-10-01T04:00:00Z", "2017-10-02T03:00:00Z"),
            ("2017-09-30", "America/Asuncion", "2017-09-30T04:00:00Z", "2017-10-01T04:00:00Z"),
            // They went forward from 02:00 to 03:00.
            ("2023-03-26T01", "Europe/Berlin", "2023-03-26T00:00:00Z", "2023-03-26T01:00:00Z"),
            // They went forward by half an hour, from 02:00 to 02:30.
            (
                "2023-10-01T02",
                "Australia/Lord_Howe",
                "2023-09-30T15:30:00Z",
                "2023-09-30T16:00:00Z",
            ),
        ];
        for (text, zone, from, until) in cases {
            assert_eq!(
                ends(text, zone),
                Ok([from, until].map(|end| Some(end.to_owned()))),
                "{text}"
            );
        }
        for (text, zone) in [("2023-03-26T02", "Europe/Berlin"), ("2011-12-30", "Pacific/Apia")] {
            assert!(matches!(ends(text, zone), Err(StampError::Skipped { .. })), "{text}");
        }
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

    #[test]
    fn an_interval_that_holds_no_moment_is_refused() {
        // The first ends as the second begins.
        let text = "2022-10-05T00:00Z/2022-10-04";
        let range = parse_range(text, Some(Zone::UTC));
        assert!(matches!(range, Err(StampError::Backwards(_))), "{range:?}");
        assert!(parse_range("2022-10-05T00:00Z/2022-10-05", Some(Zone::UTC)).is_ok());
    }

    /// A date without leading zeros is short, and its clock a minute all the same.
    #[test]
    fn an_end_to_the_minute_is_that_moment_however_its_date_is_written() {
        let ends = ["2022-1-5 3:04", "2022-01-05 03:04"].map(|end| {
            parse_range(&format!("2022-01-05 02:00/{end}"), Some(Zone::UTC)).map(|it| it.latest)
        });
        assert_eq!(ends[0], ends[1]);
    }
}
