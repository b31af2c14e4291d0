//! Time zones, which exist only while reading and while showing (M2).

mod wall_spans;

use super::duration::{DAY, SECOND};
use super::instant::Instant;
use super::span::Span;
use super::zone_hint::{hint_for, is_misleading, sign_note, unchanging};
use chrono::{
    DateTime, Datelike, MappedLocalTime, NaiveDate, NaiveDateTime, Offset, TimeZone, Utc,
};
use chrono_tz::Tz;

/// Nanoseconds in a second; chrono counts on from there in a leap second.
const SECOND_NS: u32 = 1_000_000_000;
/// Months of a year.
const MONTHS: i32 = 12;
/// Most moments of a span whose abbreviation is asked for.
const MOST_STEPS: i64 = 4_000;

/// A named zone of the IANA database, such as `America/New_York`.
///
/// ```
/// use corroborate::clock::{Instant, SECOND, Zone};
///
/// let zone = Zone::named("Asia/Kathmandu").expect("it is in the database");
/// let at = Instant(1_664_977_320 * SECOND);
/// assert_eq!(Zone::UTC.format(at, "%H:%M"), "13:42");
/// assert_eq!(zone.format(at, "%H:%M"), "19:27");
///
/// let unknown = Zone::named("Asia/Katmandoo").expect_err("it is not in the database");
/// assert!(unknown.hint.contains("Asia/Katmandu"));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(Tz);

/// A name that is not in the IANA database, with the nearest one that is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` is not a time zone; {hint}")]
pub struct UnknownZone {
    /// The name as written.
    pub name: String,
    /// A sentence that says what to write instead.
    pub hint: String,
}

/// Moments that a wall clock can mean which a change of the clocks showed twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Showings {
    /// The moment of the first showing.
    pub first: Instant,
    /// The moment of the second showing.
    pub second: Instant,
    /// The moment at which the clocks changed, between the two; or the second one itself.
    pub change: Instant,
}

/// Moments of a winter and a summer: 1 January and 1 July 2024.
const WINTER: Instant = Instant(1_704_067_200_000_000);
const SUMMER: Instant = Instant(1_719_792_000_000_000);

impl Zone {
    /// Coordinated Universal Time, in which everything is worked out.
    pub const UTC: Zone = Zone(Tz::UTC);

    /// Finds the zone of a name.
    ///
    /// # Errors
    /// [`UnknownZone`], with what to write instead, where the database does not have it, or has it
    /// as an abbreviation that few mean as a zone, such as `EST`.
    pub fn named(name: &str) -> Result<Zone, UnknownZone> {
        let known = name.parse::<Tz>().ok().filter(|_| !is_misleading(name));
        known.map(Zone).ok_or_else(|| UnknownZone { name: name.to_owned(), hint: hint_for(name) })
    }

    /// Says on which side of UTC a zone such as `Etc/GMT+2` is, which the sign in its name turns
    /// around; `None` for all other zones.
    pub(crate) fn sign_note(self) -> Option<String> {
        sign_note(self.name())
    }

    /// Returns the name in the IANA database.
    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// Says whether the clocks of this zone go by an abbreviation at a moment, in any letters. Both
    /// names of UTC mean a clock without an offset, and `EST` can be a clock that never changes.
    pub(super) fn goes_by(self, name: &str, at: Instant) -> bool {
        let is_of_utc = ["UTC", "GMT"].iter().any(|utc| utc.eq_ignore_ascii_case(name));
        is_of_utc && self.offset_us(at) == 0
            || self.format(at, "%Z").eq_ignore_ascii_case(name)
            || unchanging(name) == Some(self.name())
    }

    /// Says whether the clocks of this zone can be called by a name: its own, or an abbreviation
    /// that they show in winter or in summer.
    pub(crate) fn can_be_called(self, name: &str) -> bool {
        let german = [("MEZ", "CET"), ("MESZ", "CEST")];
        let known = german.iter().find(|(word, _)| word.eq_ignore_ascii_case(name));
        let name = known.map_or(name, |(_, english)| *english);
        let is_same = Zone::named(name).is_ok_and(|zone| zone == self);
        is_same || [WINTER, SUMMER].into_iter().any(|at| self.goes_by(name, at))
    }

    /// Lists the moments that a wall clock in this zone can mean: none (skipped), one, or two
    /// (shown twice), earlier first.
    pub(super) fn moments(self, wall: NaiveDateTime) -> Vec<Instant> {
        match self.0.from_local_datetime(&wall) {
            MappedLocalTime::None => Vec::new(),
            MappedLocalTime::Single(one) => vec![instant_of(&one)],
            MappedLocalTime::Ambiguous(a, b) => {
                let (a, b) = (instant_of(&a), instant_of(&b));
                vec![a.min(b), a.max(b)]
            }
        }
    }

    /// Finds what a wall clock can mean that a change of the clocks showed twice; `wall` is the
    /// clock as if it were UTC. `None` for every other wall clock.
    pub(crate) fn showings(self, wall: Instant) -> Option<Showings> {
        let wall = DateTime::<Utc>::from_timestamp_micros(wall.0)?.naive_utc();
        let [first, second] = self.moments(wall)[..] else { return None };
        let before_us = self.offset_us(first);
        // The offset changes once between them, at a whole second.
        let (mut before, mut after) = (first.0.div_euclid(SECOND), second.0.div_euclid(SECOND));
        while after - before > 1 {
            let middle = before + (after - before) / 2;
            let is_before = self.offset_us(Instant(middle * SECOND)) == before_us;
            (before, after) = if is_before { (middle, after) } else { (before, middle) };
        }
        Some(Showings { first, second, change: Instant(after * SECOND) })
    }

    /// Writes a moment as this zone's wall clock, in a format of chrono. Empty outside the years
    /// that chrono knows.
    pub fn format(self, at: Instant, format: &str) -> String {
        DateTime::<Utc>::from_timestamp_micros(at.0)
            .map(|utc| utc.with_timezone(&self.0).format(format).to_string())
            .unwrap_or_default()
    }

    /// Lists the abbreviations that this zone's clocks go by in a span, in the order in which they
    /// first hold: `EST` and `EDT` for a year of New York. A change that lasts less than a day, or
    /// less than a four-thousandth of the span, may be missed.
    pub(crate) fn abbreviations(self, span: Span) -> Vec<String> {
        let step_us = (span.length() / MOST_STEPS).max(DAY);
        let mut names: Vec<String> = Vec::new();
        let mut at = span.from();
        loop {
            let name = self.format(at, "%Z");
            if !names.contains(&name) {
                names.push(name);
            }
            if at >= span.last() {
                return names;
            }
            at = at.plus(step_us).min(span.last());
        }
    }

    /// Returns the first moment at or after `at` that is a whole multiple of `step_us` on this
    /// zone's wall clock.
    pub(crate) fn next_tick(self, at: Instant, step_us: i64) -> Instant {
        let offset_us = self.offset_us(at);
        let wall_us = at.0.saturating_add(offset_us);
        let is_between = wall_us.rem_euclid(step_us) != 0;
        let steps = wall_us.div_euclid(step_us).saturating_add(i64::from(is_between));
        Instant(steps.saturating_mul(step_us).saturating_sub(offset_us))
    }

    /// Returns the first moment at or after `at` at which a month begins on this zone's wall clock;
    /// every `months`-th month counts, from January of year 0. `None` outside the years that chrono
    /// knows.
    pub fn next_month(self, at: Instant, months: i32) -> Option<Instant> {
        let wall =
            DateTime::<Utc>::from_timestamp_micros(at.0)?.with_timezone(&self.0).naive_local();
        let number = (wall.year() * MONTHS + wall.month0() as i32).div_euclid(months) * months;
        [number, number + months, number + 2 * months]
            .into_iter()
            .filter_map(|number| self.start_of_month(number))
            .find(|start| *start >= at)
    }

    /// Returns the moment at which a month begins, numbered from January of year 0.
    fn start_of_month(self, number: i32) -> Option<Instant> {
        let (year, month) = (number.div_euclid(MONTHS), number.rem_euclid(MONTHS) as u32 + 1);
        self.start_of_day(NaiveDate::from_ymd_opt(year, month, 1)?)
    }

    /// Returns the moment at which a day begins; `None` for a day that the zone skipped.
    pub(super) fn start_of_day(self, day: NaiveDate) -> Option<Instant> {
        // Some clocks are put forward at midnight; then the day begins an hour later.
        let walls = [0, 1].into_iter().filter_map(|hour| day.and_hms_opt(hour, 0, 0));
        walls.flat_map(|wall| self.moments(wall)).next()
    }

    /// Returns the microseconds that this zone's wall clock is ahead of UTC at a moment; 0 outside
    /// the years that chrono knows.
    pub(crate) fn offset_us(self, at: Instant) -> i64 {
        let Some(utc) = DateTime::<Utc>::from_timestamp_micros(at.0) else { return 0 };
        let offset = utc.with_timezone(&self.0).offset().fix();
        i64::from(offset.local_minus_utc()) * SECOND
    }
}

/// Returns the moment of a date and time of chrono. A leap second is the last microsecond of its
/// minute: after the second before it, and before the next minute (M1).
pub(super) fn instant_of<Z: TimeZone>(at: &DateTime<Z>) -> Instant {
    let is_leap = at.timestamp_subsec_nanos() >= SECOND_NS;
    let of_second = Instant(at.timestamp().saturating_mul(SECOND));
    if is_leap { of_second.plus(SECOND - 1) } else { Instant(at.timestamp_micros()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::duration::{HOUR, MINUTE};

    fn at(text: &str) -> Instant {
        let moment = DateTime::parse_from_rfc3339(text).expect("the test writes a stamp");
        Instant(moment.timestamp_micros())
    }

    fn zone(name: &str) -> Zone {
        Zone::named(name).expect("the test names a zone")
    }

    #[test]
    fn clocks_are_called_by_their_zone_and_by_what_they_show() {
        let berlin = |name| zone("Europe/Berlin").can_be_called(name);
        for name in ["Europe/Berlin", "CET", "CEST", "cest", "MEZ", "mesz"] {
            assert!(berlin(name), "{name}");
        }
        for name in ["Europe/Paris", "GMT", "EST", "no zone"] {
            assert!(!berlin(name), "{name}");
        }
    }

    #[test]
    fn a_tick_on_the_moment_is_the_moment() {
        let kathmandu = zone("Asia/Kathmandu");
        let tick = |text: &str| kathmandu.next_tick(at(text), HOUR);
        assert_eq!(tick("2022-10-05T00:15:00Z"), at("2022-10-05T00:15:00Z"));
        assert_eq!(tick("2022-10-05T00:15:00.000001Z"), at("2022-10-05T01:15:00Z"));
        assert_eq!(tick("2022-10-05T01:14:59Z"), at("2022-10-05T01:15:00Z"));
        assert_eq!(Zone::UTC.next_tick(Instant(-1), MINUTE), Instant(0));
    }

    #[test]
    fn months_begin_on_the_wall_clock() {
        let new_york = zone("America/New_York");
        let month = |text: &str, months| new_york.next_month(at(text), months);
        let cases = [
            ("2022-10-01T04:00:00Z", 1, "2022-10-01T04:00:00Z"),
            ("2022-10-01T04:00:01Z", 1, "2022-11-01T04:00:00Z"),
            ("2022-10-01T04:00:01Z", 3, "2023-01-01T05:00:00Z"),
            ("2022-12-01T05:00:01Z", 1, "2023-01-01T05:00:00Z"),
            ("2023-01-01T05:00:01Z", 12, "2024-01-01T05:00:00Z"),
        ];
        for (text, months, expected) in cases {
            assert_eq!(month(text, months), Some(at(expected)), "{text}, {months}");
        }
    }

    #[test]
    fn a_month_whose_midnight_was_skipped_begins_an_hour_later() {
        // The clocks of Asunción went forward at midnight of 1 October 2017.
        let asuncion = zone("America/Asuncion");
        let month = asuncion.next_month(at("2017-09-30T12:00:00Z"), 1);
        assert_eq!(month, Some(at("2017-10-01T04:00:00Z")));
    }

    #[test]
    fn the_abbreviations_of_a_span_are_those_of_its_parts() {
        let span = |from: &str, until: &str| Span::new(at(from), at(until)).expect("not empty");
        let new_york = |from, until| zone("America/New_York").abbreviations(span(from, until));
        assert_eq!(new_york("2023-01-01T05:00:00Z", "2024-01-01T05:00:00Z"), ["EST", "EDT"]);
        assert_eq!(new_york("2023-07-01T00:00:00Z", "2023-07-01T00:00:01Z"), ["EDT"]);
        let night = span("2023-10-28T20:00:00Z", "2023-10-29T06:00:00Z");
        assert_eq!(zone("Europe/Berlin").abbreviations(night), ["CEST", "CET"]);
        assert_eq!(Zone::UTC.abbreviations(night), ["UTC"]);
    }
}
