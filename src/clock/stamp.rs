//! Reading a stamp as one moment, and how coarse it is. Nothing is guessed: what is not written is
//! asked for (M2).

use super::duration::{DAY, MINUTE, SECOND};
use super::format::rfc3339;
use super::instant::Instant;
use super::stamp_error::StampError;
use super::written_stamp::WrittenStamp;
use super::zone::{Zone, instant_of};
use chrono::{DateTime, NaiveDateTime};
use std::ops::RangeInclusive;

/// Years that a stamp may tell.
pub(super) const YEARS: RangeInclusive<i64> = 1970..=2200;
/// First moment of the years that a stamp may tell.
const FIRST: Instant = Instant(0);
/// First moment after the years that a stamp may tell.
const END: Instant = Instant(7_289_654_400 * SECOND);

/// Says whether a moment lies in the years from 1970 to 2200. A year outside them is one of two
/// digits, or of a clock that was never set.
pub(crate) fn is_in_years(at: Instant) -> bool {
    (FIRST..END).contains(&at)
}

/// Reads one moment. A text without an offset is a wall clock of `zone` (M2).
///
/// # Errors
/// Where neither an offset nor a zone is given, where the wall clock was skipped or shown twice,
/// where the text is not a time, or where it lies outside the years 1970 to 2200.
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
    read_stamp(text, zone).map(|stamp| stamp.at)
}

/// A moment as a stamp tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    /// The first moment that is meant.
    pub at: Instant,
    /// Length of the time from there on that the stamp leaves open, in microseconds: a minute, an
    /// hour or a day; 0 for a second and finer (M2).
    pub resolution_us: i64,
}

/// Reads one moment, and how coarse its stamp is. A text without an offset is a wall clock of
/// `zone` (M2).
///
/// # Errors
/// The errors of [`parse_stamp`].
///
/// ```
/// use corroborate::clock::{MINUTE, read_stamp, rfc3339};
///
/// let stamp = read_stamp("2022-10-05 13:42+00", None)?;
/// assert_eq!(rfc3339(stamp.at), "2022-10-05T13:42:00Z");
/// assert_eq!(stamp.resolution_us, MINUTE);
/// # Ok::<(), corroborate::clock::StampError>(())
/// ```
pub fn read_stamp(text: &str, zone: Option<Zone>) -> Result<Stamp, StampError> {
    let stamp = stamp_of_any_year(text, zone)?;
    let is_believed = is_in_years(stamp.at);
    if is_believed { Ok(stamp) } else { Err(StampError::Year(text.to_owned())) }
}

/// Reads the clock of a stamp on the day after it. `wall` is the stamp as read in UTC, whatever its
/// zone is.
///
/// # Errors
/// The errors of [`parse_stamp`]: `zone` may have no such moment on that day.
pub(crate) fn a_day_later(wall: Stamp, zone: Option<Zone>) -> Result<Stamp, StampError> {
    let text = rfc3339(wall.at.plus(DAY));
    let at = parse_stamp(text.trim_end_matches('Z'), zone)?;
    Ok(Stamp { at, resolution_us: wall.resolution_us })
}

/// Reads one moment of any year, and how coarse its stamp is.
fn stamp_of_any_year(text: &str, zone: Option<Zone>) -> Result<Stamp, StampError> {
    if let Some(at) = with_offset(text) {
        return Ok(Stamp { at, resolution_us: resolution(text) });
    }
    match WrittenStamp::read(text) {
        Some(written) if written.resolution_us >= DAY => whole_day(&written, text, zone),
        _ => {
            let wall = wall_clock(text).ok_or_else(|| StampError::NotATime(text.to_owned()))?;
            let at = wall_clock_in_zone(wall, text, zone)?;
            Ok(Stamp { at, resolution_us: resolution(text) })
        }
    }
}

/// Reads a stamp that is a date and no more: from its midnight to the next.
fn whole_day(written: &WrittenStamp, text: &str, zone: Option<Zone>) -> Result<Stamp, StampError> {
    let zone = zone.ok_or_else(|| StampError::NoOffset(text.to_owned()))?;
    let skipped = || StampError::Skipped { text: text.to_owned(), zone: zone.name() };
    let at = zone.start_of_day(written.date()).ok_or_else(skipped)?;
    let next = written.date().succ_opt().and_then(|next| zone.start_of_day(next));
    Ok(Stamp { at, resolution_us: next.map_or(DAY, |next| next.since(at)) })
}

/// Returns the length of the time that a stamp leaves open, in microseconds; 0 for a second and
/// finer.
fn resolution(text: &str) -> i64 {
    match WrittenStamp::read(text) {
        Some(written) => written.resolution_us,
        None if precision(text) == MINUTE => MINUTE,
        None => 0,
    }
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

/// Returns the one moment that a wall clock means in a zone whose clocks go by this abbreviation at
/// that moment; `text` is for the error.
pub(super) fn named_clock_in_zone(
    wall: NaiveDateTime,
    name: &str,
    text: &str,
    zone: Option<Zone>,
) -> Result<Instant, StampError> {
    let zone = zone.ok_or_else(|| StampError::NoOffset(text.to_owned()))?;
    let all = zone.moments(wall);
    let fitting: Vec<Instant> = all.iter().copied().filter(|at| zone.goes_by(name, *at)).collect();
    match (&fitting[..], all.first()) {
        ([one], _) => Ok(*one),
        (_, None) => Err(StampError::Skipped { text: text.to_owned(), zone: zone.name() }),
        ([], Some(at)) => Err(StampError::OtherZone {
            text: text.to_owned(),
            named: name.into(),
            zone: zone.name(),
            shown: zone.format(*at, "%Z").into(),
        }),
        _ => Err(StampError::Twice { text: text.to_owned(), zone: zone.name() }),
    }
}

/// Reads a stamp with its offset (`Z`, ` UTC`, `+06` or `+06:00`), with or without seconds.
pub(super) fn with_offset(text: &str) -> Option<Instant> {
    let text = text.trim();
    if let Some(written) = WrittenStamp::read(text) {
        let wall = written.wall()?.and_utc();
        return Some(Instant(wall.timestamp_micros()).plus(-written.offset_us?));
    }
    if let Ok(at) = DateTime::parse_from_rfc3339(text) {
        return Some(instant_of(&at));
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
    .map(|at| instant_of(&at))
}

/// Reads a stamp without an offset, with or without seconds.
pub(super) fn wall_clock(text: &str) -> Option<NaiveDateTime> {
    if let Some(written) = WrittenStamp::read(text) {
        return written.wall().filter(|_| written.offset_us.is_none());
    }
    ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
        .iter()
        .find_map(|format| NaiveDateTime::parse_from_str(text.trim(), format).ok())
}

/// Returns the microseconds that a written moment lasts: a minute where no seconds are written,
/// else a second.
pub(super) fn precision(text: &str) -> i64 {
    if let Some(written) = WrittenStamp::read(text) {
        return written.resolution_us.max(SECOND);
    }
    // Dates such as `2022-1-5` are of other lengths.
    let clock = text.trim().split_once(['T', 't', ' ']).map_or("", |(_, clock)| clock);
    let clock = clock.find(['+', '-']).map_or(clock, |at| &clock[..at]);
    if clock.matches(':').count() >= 2 { SECOND } else { MINUTE }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{HOUR, Zone};

    fn read(text: &str) -> Stamp {
        read_stamp(text, Some(Zone::UTC)).expect("it is a stamp")
    }

    #[test]
    fn a_date_without_leading_zeros_is_as_fine_as_its_clock() {
        let fine = [
            ("2022-1-5 3:04:05", 0),
            ("2022-1-5T3:04:05Z", 0),
            ("2022-1-5 3:04", MINUTE),
            ("2022-1-5T3:04Z", MINUTE),
            ("2022-1-5 3:04:05+02:00", 0),
            ("2022-1-5 3:04+02:00", MINUTE),
        ];
        for (text, resolution_us) in fine {
            assert_eq!(read(text).resolution_us, resolution_us, "{text}");
        }
        let padded = read("2022-01-05 03:04:05");
        assert_eq!(read("2022-1-5 3:04:05"), padded);
    }

    /// The clocks of Berlin went forward on 27 March 2022 and back on 30 October.
    #[test]
    fn a_date_alone_lasts_as_long_as_that_day() {
        let berlin = Zone::named("Europe/Berlin").expect("a zone");
        let hours = ["2022-03-26", "2022-03-27", "2022-10-30"]
            .map(|day| read_stamp(day, Some(berlin)).expect("it is a stamp").resolution_us / HOUR);
        assert_eq!(hours, [24, 23, 25]);
        assert!(matches!(read_stamp("2022-03-27", None), Err(StampError::NoOffset(_))));
    }
}
