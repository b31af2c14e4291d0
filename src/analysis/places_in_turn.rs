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
pub(super) fn doubt<'r>(
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
