//! Times as the page shows them: on the clocks of the incident's zone and in UTC, each apart, so
//! that a reader can hide either.

use crate::clock::{Bracket, Instant, Range, SECOND, Zone};
use crate::model::{Outage, OutageFlag};
use serde::Serialize;

/// Time in two zones; `local` is empty where the zone of the incident is UTC.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(in crate::report) struct When {
    pub(in crate::report) local: String,
    pub(in crate::report) utc: String,
}

/// Form of a day in tables and lists.
pub(in crate::report) const DAY_FORM: &str = "%Y-%m-%d";

/// Words for the ends of a bracket that are off the record.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) struct OpenEdgeWords {
    /// Word before the moment by which it was, where the moment after which it was is not known.
    pub(in crate::report) before: &'static str,
    /// Word behind the moment after which it was, where the moment by which it was is not known.
    pub(in crate::report) behind: &'static str,
}

/// Words for a start that is off the record at one end.
pub(in crate::report) const START: OpenEdgeWords =
    OpenEdgeWords { before: "not on the record, down by ", behind: ", then not seen" };
/// Words for an end that is off the record at one end.
pub(in crate::report) const END: OpenEdgeWords =
    OpenEdgeWords { before: "not seen, up by ", behind: ", then not on the record" };

/// Words for the ends of an outage that a list of periods states, and that need not say that the
/// site was up beside it.
const LISTED_START: OpenEdgeWords =
    OpenEdgeWords { before: "no time up is listed before it, down by ", ..START };
const LISTED_END: OpenEdgeWords =
    OpenEdgeWords { behind: ", no time up is listed after it", ..END };

impl When {
    /// Writes the start of an outage or blip.
    pub(in crate::report) fn start(zone: Zone, outage: &Outage) -> When {
        let listed = outage.has(OutageFlag::Listed);
        When::of_bracket(zone, outage.onset, if listed { LISTED_START } else { START })
    }

    /// Writes the end of an outage or blip.
    pub(in crate::report) fn end(zone: Zone, outage: &Outage) -> When {
        When::end_at(zone, outage, outage.recovery)
    }

    /// Writes the end of an outage from which the site was up to stay.
    pub(in crate::report) fn stable_end(zone: Zone, outage: &Outage) -> When {
        When::end_at(zone, outage, outage.stable_recovery)
    }

    /// Writes an end of an outage.
    fn end_at(zone: Zone, outage: &Outage, end: Bracket) -> When {
        let listed = outage.has(OutageFlag::Listed);
        When::of_bracket(zone, end, if listed { LISTED_END } else { END })
    }

    /// Writes a bracket, its ends in whole seconds, rounded outward.
    pub(in crate::report) fn of_bracket(zone: Zone, bracket: Bracket, open: OpenEdgeWords) -> When {
        When::in_both(zone, |zone| match (bracket.after, bracket.by.map(whole_second)) {
            (Some(after), Some(by)) if after < by => between(zone, after, by),
            (Some(at), Some(_)) => moment(zone, at),
            (None, Some(by)) => format!("{}{}", open.before, moment(zone, by)),
            (Some(after), None) => format!("after {}{}", moment(zone, after), open.behind),
            (None, None) => "not on the record".to_owned(),
        })
    }

    /// Writes the time of a claim; a moment where it is known to the second.
    pub(in crate::report) fn of_range(zone: Zone, range: Range) -> When {
        When::in_both(zone, |zone| match (range.earliest, range.latest.map(whole_second)) {
            (Some(from), Some(until)) if until.since(from) <= SECOND => moment(zone, from),
            (Some(from), Some(until)) => whole_days(zone, from, until, DAY_FORM)
                .unwrap_or_else(|| between(zone, from, until)),
            (None, Some(until)) => format!("until {}", moment(zone, until)),
            (Some(from), None) => format!("from {} on", moment(zone, from)),
            (None, None) => "not recorded".to_owned(),
        })
    }

    /// Writes a moment.
    pub(in crate::report) fn at(zone: Zone, at: Instant) -> When {
        When::in_both(zone, |zone| moment(zone, at))
    }

    /// Writes a time in the zone of the incident, and in UTC.
    fn in_both(zone: Zone, write: impl Fn(Zone) -> String) -> When {
        let local = if zone == Zone::UTC { String::new() } else { write(zone) };
        When { local, utc: write(Zone::UTC) }
    }
}

/// Writes a time of whole days of a zone, which ends before `until`, such as `2022-10-05 EDT, the
/// whole day`; `form` is that of a day. `None` for any other time.
pub(in crate::report) fn whole_days(
    zone: Zone,
    from: Instant,
    until: Instant,
    form: &str,
) -> Option<String> {
    let is_midnight = |at: Instant| zone.format(at, "%H%M%S%.f") == "000000";
    if until <= from || !is_midnight(from) || !is_midnight(until) {
        return None;
    }
    let last = until.plus(-1);
    let [first_day, last_day] = [from, last].map(|at| zone.format(at, form));
    let [first_zone, last_zone] = [from, last].map(|at| zone.format(at, "%Z"));
    Some(if first_day == last_day {
        format!("{last_day} {last_zone}, the whole day")
    } else if first_zone == last_zone {
        format!("{first_day} to {last_day} {last_zone}, whole days")
    } else {
        format!("{first_day} {first_zone} to {last_day} {last_zone}, whole days")
    })
}

/// Returns the whole second at a moment, or the next.
pub(in crate::report) fn whole_second(at: Instant) -> Instant {
    Instant(at.0.saturating_add(SECOND - 1).div_euclid(SECOND).saturating_mul(SECOND))
}

/// Writes a moment: `2022-10-05 09:30:12 EDT`.
fn moment(zone: Zone, at: Instant) -> String {
    zone.format(at, "%Y-%m-%d %H:%M:%S %Z")
}

/// Writes a stretch of time, its day and its zone once: `2022-10-05 09:30:12 to 09:31:13 EDT`.
fn between(zone: Zone, from: Instant, until: Instant) -> String {
    let (day, clock) = ("%Y-%m-%d", "%Z");
    let same = |form: &str| zone.format(from, form) == zone.format(until, form);
    let first = if same(clock) { "%Y-%m-%d %H:%M:%S" } else { "%Y-%m-%d %H:%M:%S %Z" };
    let last = if same(day) { "%H:%M:%S %Z" } else { "%Y-%m-%d %H:%M:%S %Z" };
    format!("{} to {}", zone.format(from, first), zone.format(until, last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{DAY, HOUR, MINUTE};

    #[test]
    fn whole_days_are_days() {
        let zone = Zone::named("America/New_York").expect("the zone is known");
        // 2022-11-05T00:00-04:00; the clocks go back on the day behind it.
        let midnight = Instant(1_667_620_800 * SECOND);
        let words = |from: i64, until: i64| {
            let range =
                Range { earliest: Some(midnight.plus(from)), latest: Some(midnight.plus(until)) };
            When::of_range(zone, range).local
        };
        assert_eq!(words(0, DAY), "2022-11-05 EDT, the whole day");
        assert_eq!(words(-DAY, DAY), "2022-11-04 to 2022-11-05 EDT, whole days");
        let longer = "2022-11-05 EDT to 2022-11-06 EST, whole days";
        assert_eq!(words(0, 2 * DAY + HOUR), longer);
        assert_eq!(words(0, 2 * DAY), "2022-11-05 00:00:00 EDT to 2022-11-06 23:00:00 EST");
        assert_eq!(words(0, DAY - SECOND), "2022-11-05 00:00:00 to 23:59:59 EDT");
        assert_eq!(words(MINUTE, DAY), "2022-11-05 00:01:00 to 2022-11-06 00:00:00 EDT");
        let utc = When::of_range(
            zone,
            Range { earliest: Some(midnight), latest: Some(midnight.plus(DAY)) },
        );
        assert_eq!(utc.utc, "2022-11-05 04:00:00 to 2022-11-06 04:00:00 UTC");
    }

    #[test]
    fn a_time_names_its_day_and_its_zone_once() {
        let zone = Zone::named("America/New_York").expect("the zone is known");
        let at = |us: i64| Instant(1_664_985_600 * SECOND + us);
        let words = |after, by| {
            When::of_bracket(zone, Bracket { after: Some(at(after)), by: Some(at(by)) }, END)
        };
        let minute = words(0, MINUTE + 1);
        assert_eq!(minute.local, "2022-10-05 12:00:00 to 12:01:01 EDT");
        assert_eq!(minute.utc, "2022-10-05 16:00:00 to 16:01:01 UTC");
        let night = words(6 * HOUR, 9 * HOUR);
        assert_eq!(night.local, "2022-10-05 18:00:00 to 21:00:00 EDT");
        assert_eq!(night.utc, "2022-10-05 22:00:00 to 2022-10-06 01:00:00 UTC");
        assert_eq!(words(0, 0).utc, "2022-10-05 16:00:00 UTC");
        let open = |after, by| When::of_bracket(Zone::UTC, Bracket { after, by }, END);
        assert_eq!(open(None, None).utc, "not on the record");
        assert_eq!(
            open(Some(at(0)), None),
            When {
                local: String::new(),
                utc: "after 2022-10-05 16:00:00 UTC, then not on the record".to_owned()
            }
        );
    }
}
