//! Readings of a written time whose clock was shown twice, as the clocks were put back (M3).

use super::instant::Instant;
use super::parse::{Range, is_whole, moments, parse_range, split_weekday};
use super::stamp::{precision, wall_clock, with_offset};
use super::zone::Zone;

/// Lists what a written time can mean where an end of it is a clock that was shown twice: each
/// reading in which it ends after it begins, in order of time. Empty for every other time, and for
/// one that cannot be read.
///
/// ```
/// use corroborate::clock::{HOUR, Zone, parse_readings};
///
/// let berlin = Zone::named("Europe/Berlin").ok();
/// let twice = parse_readings("2026-10-25 02:10/2026-10-25 02:30", berlin);
/// assert_eq!(twice.len(), 3, "from either showing, and over the change");
/// assert_eq!(twice[2].earliest, twice[0].earliest.map(|at| at.plus(HOUR)));
/// assert!(parse_readings("2026-10-25 04:10/2026-10-25 04:30", berlin).is_empty());
/// ```
pub fn parse_readings(text: &str, zone: Option<Zone>) -> Vec<Range> {
    let Ok(whole) = parse_range(text, zone) else { return Vec::new() };
    let (_, body) = split_weekday(text.trim());
    let Some((from, until)) = body.split_once('/') else {
        let length_us = precision(body);
        let of = |at: Instant| Range { earliest: Some(at), latest: Some(at.plus(length_us)) };
        return shown_twice(body, zone).map_or_else(Vec::new, |both| both.map(of).to_vec());
    };
    let (from, until) = (from.trim(), until.trim());
    let (starts, ends) = (shown_twice(from, zone), shown_twice(until, zone));
    if starts.is_none() && ends.is_none() {
        return Vec::new();
    }
    let each = |twice: Option<[Instant; 2]>, once: Option<Instant>| match twice {
        Some(both) => both.map(Some).to_vec(),
        None => vec![once],
    };
    let mut readings = Vec::new();
    for earliest in each(starts, whole.earliest) {
        for latest in each(ends, whole.latest) {
            let is_forward = earliest.zip(latest).is_none_or(|(from, until)| from < until);
            readings.extend(is_forward.then_some(Range { earliest, latest }));
        }
    }
    if readings.len() > 1 { readings } else { Vec::new() }
}

/// Returns both moments of a wall clock that was shown twice; `None` for every other text.
fn shown_twice(text: &str, zone: Option<Zone>) -> Option<[Instant; 2]> {
    if with_offset(text).is_some() || is_whole(text) {
        return None;
    }
    moments(wall_clock(text)?, text, zone).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::rfc3339;

    fn readings(text: &str) -> Vec<String> {
        let all = parse_readings(text, Zone::named("Europe/Berlin").ok());
        let shown = |at: Option<Instant>| at.map(rfc3339).unwrap_or_default();
        let clock = |at: Option<Instant>| shown(at).chars().skip(11).take(5).collect::<String>();
        all.iter().map(|one| format!("{}-{}", clock(one.earliest), clock(one.latest))).collect()
    }

    #[test]
    fn each_showing_of_a_clock_is_a_reading() {
        assert_eq!(readings("2026-10-25 02:10"), ["00:10-00:11", "01:10-01:11"]);
        let both = readings("2026-10-25 02:10/2026-10-25 02:30");
        assert_eq!(both, ["00:10-00:30", "00:10-01:30", "01:10-01:30"]);
        // Only over the change does this one end after it begins.
        assert!(readings("2026-10-25 02:50/2026-10-25 02:10").is_empty());
        // In either showing of one clock no time passes.
        assert!(readings("2026-10-25 02:10/2026-10-25 02:10").is_empty());
        assert_eq!(readings("2026-10-25 02:10/.."), ["00:10-", "01:10-"]);
        assert_eq!(readings("2026-10-25 01:10/2026-10-25 02:30"), ["23:10-00:30", "23:10-01:30"]);
        for once in ["2026-10-25", "2026-10-25T02", "2026-10-25 02:10Z", "2026-10-25 03:10", "no"] {
            assert!(readings(once).is_empty(), "{once}");
        }
    }
}
