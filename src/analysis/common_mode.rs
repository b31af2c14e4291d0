//! Most sites failing together from one vantage: the vantage may be sick, not the sites (M15).

use super::series::Series;
use crate::clock::{Instant, IntervalSet, Span};
use crate::model::{COMMON_PERCENT, COMMON_SITES, CommonMode, Status};
use std::collections::{BTreeMap, BTreeSet};

/// Finds the common modes and sets aside the failed probes of sick vantages.
pub(super) fn finish(series: &mut [Series<'_>]) -> Vec<CommonMode> {
    let vantages: BTreeSet<String> =
        series.iter().map(|one| one.record.key.vantage.clone()).collect();
    let mut modes = Vec::new();
    let mut sick_of: BTreeMap<String, IntervalSet> = BTreeMap::new();
    for vantage in &vantages {
        let together = together(series, vantage);
        let sick: IntervalSet = together
            .iter()
            .filter(|(span, _)| others_see_up(series, vantage, *span))
            .map(|(span, _)| *span)
            .collect();
        for (span, sites) in &together {
            modes.push(mode(series, vantage, *span, *sites));
            if let Some(last) = modes.last_mut() {
                last.sick = sick.contains(span.from());
                last.probes_set_aside = if last.sick { last.probes_set_aside } else { 0 };
            }
        }
        sick_of.insert(vantage.clone(), sick);
    }
    for one in series {
        if let Some(sick) = sick_of.get(&one.record.key.vantage).filter(|sick| !sick.is_empty()) {
            one.set_aside(sick);
        }
    }
    modes.sort_by(|a, b| (a.span, &a.vantage).cmp(&(b.span, &b.vantage)));
    modes
}

fn mode(series: &[Series<'_>], vantage: &str, span: Span, sites: usize) -> CommonMode {
    let probes = of(series, vantage)
        .flat_map(|one| one.runs_in(Status::Down, span).map(|run| one.probes(run)))
        .sum();
    CommonMode { vantage: vantage.to_owned(), span, sites, sick: false, probes_set_aside: probes }
}

fn of<'s, 'a>(series: &'s [Series<'a>], vantage: &str) -> impl Iterator<Item = &'s Series<'a>> {
    series.iter().filter(move |one| one.record.key.vantage == vantage)
}

/// Finds the spans in which enough of a vantage's sites may be failing at once.
fn together(series: &[Series<'_>], vantage: &str) -> Vec<(Span, usize)> {
    let mut changes: Vec<(Instant, i64, i64)> = Vec::new();
    // A site that several sources see from this vantage is one site.
    let mut sites: BTreeMap<&str, (IntervalSet, IntervalSet)> = BTreeMap::new();
    for one in of(series, vantage) {
        let (observed, failing) = sites.entry(&one.record.key.site).or_default();
        *observed = observed.union(&one.observed);
        *failing = failing.union(&one.perhaps_down);
    }
    for (observed, failing) in sites.values() {
        changes.extend(
            observed.spans().iter().flat_map(|span| [(span.from(), 1, 0), (span.until(), -1, 0)]),
        );
        changes.extend(
            failing.spans().iter().flat_map(|span| [(span.from(), 0, 1), (span.until(), 0, -1)]),
        );
    }
    changes.sort_unstable();
    let (mut observed, mut failing, mut since) = (0i64, 0i64, None);
    let mut spans: Vec<(Span, usize)> = Vec::new();
    for (at, observe, fail) in changes {
        let enough =
            observed >= COMMON_SITES as i64 && failing * 100 >= observed * COMMON_PERCENT as i64;
        if let Some(span) = since.and_then(|since| Span::new(since, at)).filter(|_| enough) {
            match spans.last_mut() {
                Some((before, most)) if before.until() == span.from() => {
                    *before = Span::new(before.from(), span.until()).unwrap_or(span);
                    *most = (*most).max(failing as usize);
                }
                _ => spans.push((span, failing as usize)),
            }
        }
        since = Some(at);
        observed += observe;
        failing += fail;
    }
    spans
}

/// Says whether another vantage sees the failing sites up: of those that another observes, at least the
/// share of a common mode.
fn others_see_up(series: &[Series<'_>], vantage: &str, span: Span) -> bool {
    let mut failing: BTreeMap<&str, IntervalSet> = BTreeMap::new();
    for one in of(series, vantage) {
        let down = failing.entry(&one.record.key.site).or_default();
        *down = down.union(&one.down.clip(span));
    }
    let mut found: BTreeMap<&str, (bool, bool)> = BTreeMap::new();
    for other in series.iter().filter(|other| other.record.key.vantage != vantage) {
        let Some((site, down)) = failing.get_key_value(other.record.key.site.as_str()) else {
            continue;
        };
        let (observed, well) = found.entry(site).or_default();
        *observed |= !other.observed.clip(span).intersection(down).is_empty();
        *well |= !other.up.clip(span).intersection(down).is_empty();
    }
    let seen = found.values().filter(|(observed, _)| *observed).count();
    let up = found.values().filter(|(_, well)| *well).count();
    seen > 0 && up * 100 >= seen * COMMON_PERCENT
}
