//! Days in words, with the part of the day: "on the morning of 18 November 2025".

use super::when::whole_second;
use crate::clock::{Instant, Zone};

/// Says on which part of which day something was that lasted from one moment to another, on the
/// clocks of a zone, which it names in brackets.
pub(in crate::report) fn on_day(zone: Zone, from: Instant, until: Instant) -> String {
    let [first, last] = [from, until].map(|at| zone.format(at, "%-d %B %Y"));
    let [first_part, last_part] = [from, until].map(|at| part_of_day(zone, at));
    let time = match (first == last, first_part == last_part) {
        (true, true) if first_part == "early hours" => format!("in the early hours of {first}"),
        (true, true) => format!("on the {first_part} of {first}"),
        (true, false) => format!("from the {first_part} to the {last_part} of {first}"),
        (false, _) => {
            let is_of_year = zone.format(from, "%Y") == zone.format(until, "%Y");
            let first = zone.format(from, if is_of_year { "%-d %B" } else { "%-d %B %Y" });
            format!("from the {first_part} of {first} to the {last_part} of {last}")
        }
    };
    let [clock, last_clock] = [from, until].map(|at| clock_name(zone, at));
    match clock == last_clock {
        true => format!("{time} ({clock})"),
        false => format!("{time} ({clock}, then {last_clock})"),
    }
}

/// Names the quarter of a day in which a moment lies.
fn part_of_day(zone: Zone, at: Instant) -> &'static str {
    match zone.format(at, "%H").parse::<u8>().unwrap_or_default() {
        0..6 => "early hours",
        6..12 => "morning",
        12..18 => "afternoon",
        _ => "evening",
    }
}

/// Names what the clocks of a zone go by.
fn clock_name(zone: Zone, at: Instant) -> String {
    match zone.format(at, "%Z") {
        offset if offset.starts_with(['+', '-']) => format!("UTC{offset}"),
        name => name,
    }
}

/// Writes a moment of a time between two others by the clock of a zone, a part of a second rounded
/// up: with the day where that time is of several, and with what the clock goes by where it was
/// changed in that time.
pub(in crate::report) fn clock_time(
    zone: Zone,
    at: Instant,
    [from, until]: [Instant; 2],
) -> String {
    let at = whole_second(at);
    let is_same = |form: &str| zone.format(from, form) == zone.format(until, form);
    let clock = if is_same("%Z") { String::new() } else { format!(" {}", clock_name(zone, at)) };
    let day = if is_same("%-d %B %Y") { "" } else { " on %-d %B" };
    format!("{}{clock}{}", zone.format(at, "%H:%M:%S"), zone.format(at, day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{HOUR, MINUTE, SECOND};

    /// 2025-11-18T00:00:00Z.
    const DAY_BEGINS: Instant = Instant(1_763_424_000 * SECOND);

    fn on(zone: &str, from: i64, until: i64) -> String {
        let zone = Zone::named(zone).expect("the zone is known");
        on_day(zone, DAY_BEGINS.plus(from * HOUR), DAY_BEGINS.plus(until * HOUR))
    }

    #[test]
    fn a_day_is_named_with_its_part_in_the_zone() {
        assert_eq!(on("UTC", 8, 10), "on the morning of 18 November 2025 (UTC)");
        assert_eq!(on("UTC", 2, 5), "in the early hours of 18 November 2025 (UTC)");
        assert_eq!(
            on("Europe/Zurich", 8, 17),
            "from the morning to the evening of 18 November 2025 (CET)"
        );
        assert_eq!(
            on("America/New_York", 20, 30),
            "from the afternoon of 18 November to the early hours of 19 November 2025 (EST)"
        );
        assert!(on("Asia/Dubai", 2, 3).ends_with("(UTC+04)"));
        assert_eq!(
            on("Europe/Zurich", -24 * 30, 8),
            "from the early hours of 19 October to the morning of 18 November 2025 (CEST, then CET)"
        );
        let at = DAY_BEGINS.plus(9 * HOUR + 5 * MINUTE - 1);
        let of_days = |days: i64| clock_time(Zone::UTC, at, [at, at.plus(days * 24 * HOUR)]);
        assert_eq!([of_days(0), of_days(1)], ["09:05:00", "09:05:00 on 18 November"]);
        let zurich = Zone::named("Europe/Zurich").expect("the zone is known");
        let ends = [at.plus(-30 * 24 * HOUR), at];
        assert_eq!(clock_time(zurich, at, ends), "10:05:00 CET on 18 November");
    }
}
