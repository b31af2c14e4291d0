//! Places that take turns: each probe of a site is of another place than the one before, as the
//! servers of one monitor share its probes.

use crate::clock::{Instant, length};
use crate::init::cadence::SeriesProbe;
use crate::model::{GuessedKey, plural};
use std::collections::{BTreeMap, BTreeSet};

/// Places that take turns, at least: two that fail one after the other are both down.
const FEW_PLACES: usize = 3;
/// Probes of a site that show it, at least.
const FEW_PROBES: usize = 10;
/// Percentage of the probes that must be of another place than the one before: of three places that
/// are drawn by lot two thirds are.
const OTHERS_PERCENT: usize = 50;
/// Percentage of the times between probes that must be about as long as most.
const EVEN_PERCENT: usize = 80;

/// Places that take turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Turns {
    /// Number of the places.
    places: usize,
    /// Time between two probes of a site, in microseconds.
    pace_us: i64,
}

/// Asks whether the places of a log are one monitor, where they take turns at most of its sites;
/// `None` where they do not. Series of the probes have the vantage in their last line.
pub(in crate::init) fn question_of_turns(probes: &[SeriesProbe]) -> Option<GuessedKey> {
    let mut sites: BTreeMap<&str, Vec<(Instant, &str)>> = BTreeMap::new();
    for SeriesProbe { series, at } in probes {
        let (site, place) = series.rsplit_once('\n').unwrap_or(("", series));
        sites.entry(site).or_default().push((*at, place));
    }
    let all = sites.len();
    let of: Vec<Turns> = sites.into_values().filter_map(turns).collect();
    if of.len() * 2 <= all {
        return None;
    }
    let Turns { places, pace_us } = of.into_iter().max_by_key(|turns| turns.places)?;
    let turn = pace_us.saturating_mul(i64::try_from(places).unwrap_or(i64::MAX));
    let why = format!(
        "{} take turns: of the probes of a site, {} apart, each is of another one, and each place \
         probes it every {} or so, so that a shorter outage is none by a quorum of them; write \
         \"in-turn\" if they are servers of one monitor, whose probes are then one series, or \
         \"apart\" if each is a monitor of its own",
        plural(places as u64, "place"),
        length(pace_us),
        length(turn),
    );
    Some(GuessedKey::open("vantages", why))
}

/// Finds the places that take turns at a site.
fn turns(mut probes: Vec<(Instant, &str)>) -> Option<Turns> {
    probes.sort_unstable();
    let places = probes.iter().map(|(_, place)| *place).collect::<BTreeSet<_>>().len();
    if places < FEW_PLACES || probes.len() < FEW_PROBES {
        return None;
    }
    let others = probes.windows(2).filter(|two| two[0].1 != two[1].1).count();
    let mut gaps: Vec<i64> = probes.windows(2).map(|two| two[1].0.since(two[0].0)).collect();
    gaps.sort_unstable();
    let pace_us = *gaps.get(gaps.len() / 2).filter(|pace| **pace > 0)?;
    let is_even =
        |gap: &&i64| gap.saturating_mul(2) >= pace_us && **gap <= pace_us.saturating_mul(2);
    let even = gaps.iter().filter(is_even).count();
    let are_turns =
        others * 100 >= gaps.len() * OTHERS_PERCENT && even * 100 >= gaps.len() * EVEN_PERCENT;
    are_turns.then_some(Turns { places, pace_us })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::MINUTE;

    /// Probes of one site at these moments, in minutes, by these places.
    fn asked(probes: impl Iterator<Item = (i64, i64)>) -> Option<String> {
        let probe = |(minute, place): (i64, i64)| SeriesProbe {
            series: format!("lock.example\nplace {place}"),
            at: Instant(minute * MINUTE),
        };
        question_of_turns(&probes.map(probe).collect::<Vec<_>>()).map(|key| key.why)
    }

    #[test]
    fn places_that_take_turns_are_asked_about() {
        let why = asked((0..30).map(|at| (at, at * 7 % 20))).unwrap();
        assert!(why.starts_with("20 places take turns: of the probes of a site, 1 min apart"));
        assert!(why.contains("every 20 min or so"), "{why}");
        assert!(asked((0..30).map(|at| (at * 5, at % 3))).is_some());
    }

    #[test]
    fn places_that_probe_at_once_or_apart_are_not() {
        assert_eq!(asked((0..30).map(|at| (at / 3, at % 3))), None, "at once");
        assert_eq!(asked((0..60).map(|at| (at / 3 * 60 + at % 3 * 5, at % 3))), None, "uneven");
        assert_eq!(asked((0..30).map(|at| (at, at % 2))), None, "two");
        assert_eq!(asked((0..30).map(|at| (at, at / 10))), None, "one after the other");
        assert_eq!(asked((0..9).map(|at| (at, at))), None, "few");
    }
}
