//! Vantages that take turns as the servers of one monitor: their probes of a site fail one after
//! the other, and no quorum of them sees it down.

use crate::clock::{Instant, IntervalSet, Span};
use crate::model::{Outage, Run, SeriesRecord, SiteReport, SourceDoubtKind, Status};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Failed probes in a row, at least, and vantages of the site, at least.
const FEW: usize = 3;
/// Probes of a site that show how often it is probed, at least.
const MANY: u64 = 10;
/// Failed probes of a site that are compared, at most.
const MOST: u64 = 100_000;

/// Failed probes that follow one another.
#[derive(Debug, Clone, Copy)]
struct FailedInRow {
    failed: usize,
    places: usize,
    from: Instant,
    until: Instant,
}

/// Finds the most failed probes in a row of a source, outside every outage and all time certainly
/// up, at a site that several vantages probe; `None` where there are few.
pub(in crate::analysis) fn doubt<'r>(
    series: impl Iterator<Item = &'r SeriesRecord>,
    sites: &[SiteReport],
    outages: &[Outage],
) -> Option<SourceDoubtKind> {
    let mut by_site: BTreeMap<&str, Vec<&SeriesRecord>> = BTreeMap::new();
    for one in series {
        by_site.entry(&one.key.site).or_default().push(one);
    }
    let of_site = |(site, series): (&'r str, Vec<&SeriesRecord>)| {
        let rows = failed_in_row(&series);
        if rows.is_empty() {
            return None;
        }
        // Sites come by id.
        let at = sites.binary_search_by(|one| one.site.id.as_str().cmp(site)).ok()?;
        let seen_up = &sites[at].seen_up;
        let down = outages.iter().filter(|outage| outage.site == site);
        let down = IntervalSet::of(down.map(|outage| outage.possible));
        let is_lost = |row: &FailedInRow| {
            let span = Span::seen(row.from, row.until).into_iter();
            let span = IntervalSet::of(span);
            span.intersection(&down).is_empty() && !span.difference(seen_up).is_empty()
        };
        let lost = rows.into_iter().filter(is_lost);
        Some((site, lost.max_by_key(|row| (row.failed, Reverse(row.from)))?))
    };
    let all = by_site.into_iter().filter_map(of_site);
    let (site, row) = all.max_by_key(|(site, row)| (row.failed, Reverse(*site)))?;
    Some(SourceDoubtKind::PlacesInTurn {
        site: site.to_owned(),
        failed: row.failed as u64,
        places: row.places as u64,
        from: row.from,
        until: row.until,
    })
}

/// Finds failed probes in a row of one site, from several vantages: as far apart as its probes are,
/// so that no other lies between.
fn failed_in_row(series: &[&SeriesRecord]) -> Vec<FailedInRow> {
    let vantages: BTreeSet<&str> = series.iter().map(|one| one.key.vantage.as_str()).collect();
    let probes: u64 = series.iter().map(|one| one.probes).sum();
    let runs = || series.iter().flat_map(|one| &one.runs);
    let (first, last) = (runs().map(|run| run.first).min(), runs().map(|run| run.last).max());
    let Some((first, last)) = first.zip(last) else { return Vec::new() };
    let failed: u64 = runs().filter(|run| run.status == Status::Down).map(|run| run.probes).sum();
    if vantages.len() < FEW || probes < MANY || failed > MOST {
        return Vec::new();
    }
    let between = i64::try_from(probes - 1).unwrap_or(i64::MAX);
    let pace_us = last.since(first) / between.max(1);
    let mut failed: Vec<(Instant, &str)> = Vec::new();
    for one in series {
        let down = one.runs.iter().filter(|run| run.status == Status::Down);
        failed.extend(down.flat_map(moments).map(|at| (at, one.key.vantage.as_str())));
    }
    failed.sort_unstable();
    let is_next = |a: &(Instant, &str), b: &(Instant, &str)| b.0.since(a.0) * 2 <= pace_us * 3;
    failed.chunk_by(is_next).filter_map(|row| in_turn(row, pace_us)).collect()
}

/// Takes failed probes in a row where they are as far apart as the probes of their site are, and no
/// several of one moment.
fn in_turn(row: &[(Instant, &str)], pace_us: i64) -> Option<FailedInRow> {
    let (from, until) = (row.first()?.0, row.last()?.0);
    let places = row.iter().map(|(_, place)| *place).collect::<BTreeSet<_>>().len();
    let steps = i64::try_from(row.len() - 1).unwrap_or(i64::MAX);
    let are_apart = until.since(from).saturating_mul(3) >= steps.saturating_mul(pace_us) * 2;
    let is_shown = row.len() >= FEW && places > 1 && pace_us > 0 && are_apart;
    is_shown.then_some(FailedInRow { failed: row.len(), places, from, until })
}

/// Gives the moments of a run's probes, as even as they can be between its first and its last.
fn moments(run: &Run) -> impl Iterator<Item = Instant> {
    let steps = run.probes.saturating_sub(1);
    let length = run.last.since(run.first);
    let (first, all) = (run.first, i128::from(steps.max(1)));
    (0..=steps).map(move |step| {
        let behind = i128::from(length) * i128::from(step) / all;
        first.plus(i64::try_from(behind).unwrap_or(length))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::series::series_view::tests::{run, series_of};
    use crate::model::SeriesKey;

    /// The series of each place, from probes in order of time: place, moment and whether it failed.
    fn series_of_places(probes: &[(&str, i64, bool)]) -> Vec<SeriesRecord> {
        let mut by_place: BTreeMap<&str, Vec<Run>> = BTreeMap::new();
        for (place, at, is_down) in probes {
            let status = if *is_down { Status::Down } else { Status::Up };
            by_place.entry(place).or_default().push(run(status, *at, *at));
        }
        let one = |(place, runs): (&str, Vec<Run>)| {
            let key = SeriesKey { vantage: place.to_owned(), ..series_of(Vec::new()).key };
            SeriesRecord { key, ..series_of(runs) }
        };
        by_place.into_iter().map(one).collect()
    }

    /// Each row of failed probes: their number, their places, its first and last moment.
    fn rows(series: &[SeriesRecord]) -> Vec<(usize, usize, i64, i64)> {
        let all = failed_in_row(&series.iter().collect::<Vec<_>>());
        all.iter().map(|row| (row.failed, row.places, row.from.0, row.until.0)).collect()
    }

    /// A probe each hundred microseconds of places in turn, of which those of some numbers failed.
    fn in_steps(places: &[&'static str], probes: usize, failed: &[usize]) -> Vec<SeriesRecord> {
        let one = |number: usize| {
            let at = i64::try_from(number).expect("a small number") * 100;
            (places[number % places.len()], at, failed.contains(&number))
        };
        series_of_places(&(0..probes).map(one).collect::<Vec<_>>())
    }

    #[test]
    fn three_failed_probes_of_ten_from_three_places_are_enough() {
        let three = ["a", "b", "c"];
        assert_eq!(rows(&in_steps(&three, 10, &[4, 5, 6])), [(3, 3, 400, 600)]);
        assert_eq!(rows(&in_steps(&three, 9, &[4, 5, 6])), [], "nine probes");
        assert_eq!(rows(&in_steps(&three, 10, &[4, 5])), [], "two failed");
        assert_eq!(rows(&in_steps(&["a", "b"], 10, &[4, 5, 6])), [], "two places");
        let two_rows = rows(&in_steps(&three, 12, &[0, 1, 2, 4, 5, 6, 7, 9]));
        assert_eq!(two_rows, [(3, 3, 0, 200), (4, 3, 400, 700)], "one alone is no row");
        let one_fails = [("a", true), ("a", true), ("a", true), ("b", false), ("c", false)];
        let one_fails = one_fails.iter().cycle().take(10).enumerate();
        let one_fails: Vec<_> =
            one_fails.map(|(at, (place, down))| (*place, at as i64 * 100, *down)).collect();
        assert_eq!(rows(&series_of_places(&one_fails)), [], "each row is of one place");
        let two_fail = series_of_places(&[one_fails, vec![("b", 720, true)]].concat());
        assert_eq!(rows(&two_fail).iter().map(|row| row.1).collect::<Vec<_>>(), [2]);
    }

    /// The pace is 100: nine steps over 900.
    #[test]
    fn failed_probes_in_a_row_are_as_far_apart_as_all_are() {
        let failed_at = |failed: &[i64]| {
            let good = [("a", 0, false), ("b", 900, false)];
            let more = (0..8 - failed.len()).map(|number| ("c", 40 + number as i64, false));
            let failed =
                failed.iter().enumerate().map(|(at, time)| (["a", "b"][at % 2], *time, true));
            rows(&series_of_places(&good.into_iter().chain(more).chain(failed).collect::<Vec<_>>()))
        };
        assert_eq!(failed_at(&[300, 450, 550]), [(3, 2, 300, 550)], "at most one and a half");
        assert_eq!(failed_at(&[300, 451, 551]), []);
        assert_eq!(failed_at(&[300, 350, 400, 500]), [(4, 2, 300, 500)], "two thirds on average");
        assert_eq!(failed_at(&[300, 350, 400, 499]), []);
    }

    #[test]
    fn probes_of_one_moment_have_no_pace() {
        let places = ["a", "b", "c"].into_iter().cycle().take(12);
        let at_once: Vec<_> = places.map(|place| (place, 0, true)).collect();
        assert_eq!(rows(&series_of_places(&at_once)), []);
        assert_eq!(rows(&[]), []);
    }

    #[test]
    fn so_many_failed_probes_are_compared_and_no_more() {
        let with_failed = |failed: i64| {
            let mut series = series_of_places(&[("b", 5, true), ("c", 15, true)]);
            let of_a = SeriesKey { vantage: "a".to_owned(), ..series[0].key.clone() };
            let long = series_of(vec![run(Status::Down, 0, (failed - 1) * 10)]);
            series.push(SeriesRecord { key: of_a, ..long });
            rows(&series)
        };
        assert_eq!(with_failed(99_998), [(100_000, 3, 0, 999_970)]);
        assert_eq!(with_failed(99_999), []);
    }

    #[test]
    fn probes_of_a_run_are_even_between_its_ends() {
        let at = |run: Run| moments(&run).map(|at| at.0).collect::<Vec<_>>();
        assert_eq!(at(Run { probes: 4, ..run(Status::Down, 10, 100) }), [10, 40, 70, 100]);
        assert_eq!(at(Run { probes: 3, ..run(Status::Down, 0, 15) }), [0, 7, 15]);
        assert_eq!(at(run(Status::Down, 30, 30)), [30]);
    }
}
