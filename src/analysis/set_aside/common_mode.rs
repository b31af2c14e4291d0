//! Most sites failing together from one vantage: the vantage may be sick, not the sites (M15).

use super::outpaced::OutpacedTimes;
use crate::analysis::series::series_view::SeriesView;
use crate::clock::{Bracket, Instant, IntervalSet, Span};
use crate::model::{CommonMode, Rules, SeenElsewhere, SetAside, Status};
use std::collections::{BTreeMap, BTreeSet};

/// A time at which most sites of a vantage are failing at once, or may be.
#[derive(Debug, Clone, Copy)]
struct JointFailure {
    span: Span,
    /// Most sites failing at one moment of it.
    sites: usize,
    /// Sites observed at that moment.
    observed: usize,
}

/// Common modes, and what they set aside.
#[derive(Debug, Default)]
pub(in crate::analysis) struct CommonModes {
    /// Common modes, by time and vantage.
    pub(in crate::analysis) modes: Vec<CommonMode>,
    /// Failed probes of sick vantages, by time, vantage and site.
    pub(in crate::analysis) set_aside: Vec<SetAside>,
}

/// Finds the common modes, and sets aside the failed probes of sick vantages. `outpaced` are the
/// times at which each series is outpaced (M9), in the same order.
pub(in crate::analysis) fn find_and_set_aside(
    series: &mut [SeriesView<'_>],
    outpaced: &[OutpacedTimes],
) -> CommonModes {
    // Places that take turns are not one place, of which a fault could make all sites fail.
    let of_one_place = series.iter().filter(|one| !one.takes_turns);
    let vantages: BTreeSet<String> =
        of_one_place.map(|one| one.record.key.vantage.clone()).collect();
    let (mut modes, mut set_aside) = (Vec::new(), Vec::new());
    let mut sick_times: BTreeMap<String, IntervalSet> = BTreeMap::new();
    for vantage in vantages {
        let mut sick_spans = Vec::new();
        let certain = joint_failures(series, &vantage, |one| &one.down);
        for JointFailure { span, sites, observed } in
            joint_failures(series, &vantage, |one| &one.perhaps_down)
        {
            let edges = edges(series, &vantage, span, &certain);
            let inside = certain.iter().filter(|one| one.span.intersection(span).is_some());
            let certain_sites = inside.map(|one| one.sites).max().unwrap_or(0);
            let elsewhere = seen_elsewhere(series, outpaced, &vantage, span);
            let sick = elsewhere.mostly_up();
            let failed = if sick { failed_probes(series, &vantage, span) } else { Vec::new() };
            let probes_set_aside = failed.iter().map(|run| run.probes).sum();
            set_aside.extend(failed);
            sick_spans.extend(sick.then_some(span));
            modes.push(CommonMode {
                vantage: vantage.clone(),
                span,
                began: edges.began,
                ended: edges.ended,
                sites,
                certain_sites,
                observed_sites: observed,
                sick,
                elsewhere,
                probes_set_aside,
            });
        }
        sick_times.insert(vantage, IntervalSet::of(sick_spans));
    }
    for one in series {
        let sick = sick_times.get(&one.record.key.vantage);
        if let Some(sick) = sick.filter(|sick| !sick.is_empty()) {
            one.set_aside(sick);
        }
    }
    modes.sort_by(|a, b| (a.span, &a.vantage).cmp(&(b.span, &b.vantage)));
    set_aside.sort_by(|a, b| {
        let key = |run: &SetAside| (run.span, run.first_row);
        (key(a), &a.vantage, &a.site).cmp(&(key(b), &b.vantage, &b.site))
    });
    CommonModes { modes, set_aside }
}

/// Brackets of the edges of a common failure.
#[derive(Debug, Clone, Copy)]
struct CommonEdges {
    began: Bracket,
    ended: Bracket,
}

/// Finds the edges of a common failure that was at some time of `span`; `certain` are the times at
/// which most sites failed at once for certain. Where one of these reaches an end of the span, a
/// silence lies there, and the change is found beyond it, or it is not on the record; where there
/// is none, both edges lie somewhere in the span.
fn edges(
    series: &[SeriesView<'_>],
    vantage: &str,
    span: Span,
    certain: &[JointFailure],
) -> CommonEdges {
    let inside: Vec<JointFailure> = certain
        .iter()
        .filter_map(|one| Some(JointFailure { span: one.span.intersection(span)?, ..*one }))
        .collect();
    let (Some(first_joint), Some(last_joint)) = (inside.first(), inside.last()) else {
        let whole = Bracket { after: Some(span.from()), by: Some(span.last()) };
        return CommonEdges { began: whole, ended: whole };
    };
    let (first, last) = (first_joint.span.from(), last_joint.span.last());
    let after = Some(span.from())
        .filter(|from| first != *from)
        .or_else(|| beyond_silence(series, vantage, first, first_joint.observed, EdgeSide::Before));
    let by = Some(span.last())
        .filter(|until| last != *until)
        .or_else(|| beyond_silence(series, vantage, last, last_joint.observed, EdgeSide::After));
    CommonEdges {
        began: Bracket { after, by: Some(first) },
        ended: Bracket { after: Some(last), by },
    }
}

/// Side of a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum EdgeSide {
    Before,
    After,
}

/// Returns the nearest moment on a side of another, at which most sites of a vantage failed, by
/// which so many of them were seen otherwise that the rest is no common failure of `observed`
/// sites; `None` where too few were.
fn beyond_silence(
    series: &[SeriesView<'_>],
    vantage: &str,
    at: Instant,
    observed: usize,
    side: EdgeSide,
) -> Option<Instant> {
    let moment = Span::seen(at, at)?;
    let mut otherwise: BTreeMap<&str, Option<Instant>> = BTreeMap::new();
    for one in of_vantage(series, vantage) {
        if one.down.clip(moment).is_empty() {
            continue;
        }
        let near = match side {
            EdgeSide::Before => one.stretches().iter().rfind(|other| other.span.last() < at),
            EdgeSide::After => one.stretches().iter().find(|other| at < other.span.from()),
        };
        let near = near.filter(|other| other.state() != Status::Down);
        let seen = near.map(|other| match side {
            EdgeSide::Before => other.span.last(),
            EdgeSide::After => other.span.from(),
        });
        let held = otherwise.entry(&one.record.key.site).or_insert(seen);
        *held = held.or(seen);
    }
    let failing = otherwise.len();
    let mut moments: Vec<Instant> = otherwise.into_values().flatten().collect();
    moments.sort_unstable();
    if side == EdgeSide::Before {
        moments.reverse();
    }
    let is_common = |left: usize| left * 100 >= observed * Rules::COMMON_PERCENT;
    let enough = (1..=moments.len()).find(|seen| !is_common(failing - seen))?;
    moments.get(enough - 1).copied()
}

/// Lists the failed probes of a vantage inside a span, by run.
fn failed_probes(series: &[SeriesView<'_>], vantage: &str, span: Span) -> Vec<SetAside> {
    let mut failed = Vec::new();
    for one in of_vantage(series, vantage) {
        for stretch in one.stretches_in(Status::Down, span) {
            let Some(inside) = stretch.span.intersection(span) else { continue };
            failed.push(SetAside {
                vantage: vantage.to_owned(),
                site: one.record.key.site.clone(),
                span: inside,
                probes: stretch.probes_in(span),
                first_row: stretch.run.first_row,
            });
        }
    }
    failed.retain(|run| run.probes > 0);
    failed
}

/// Lists the series of a vantage, but for those of places that take turns.
fn of_vantage<'s, 'a>(
    series: &'s [SeriesView<'a>],
    vantage: &str,
) -> impl Iterator<Item = &'s SeriesView<'a>> {
    series.iter().filter(move |one| one.record.key.vantage == vantage && !one.takes_turns)
}

/// Changes of the numbers of sites at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct FailureChange {
    at: Instant,
    /// Sites observed from here on, more or fewer.
    observed: i64,
    /// Sites that may be failing from here on, more or fewer.
    failing: i64,
}

/// Times at which a series sees its site fail, or may.
type Failing = for<'s, 'a> fn(&'s SeriesView<'a>) -> &'s IntervalSet;

/// Lists the changes at the ends of the times at which the sites of a vantage are observed and
/// failing, in order of time.
fn changes(series: &[SeriesView<'_>], vantage: &str, failing_of: Failing) -> Vec<FailureChange> {
    // A site that several sources see from this vantage is one site.
    let mut sites: BTreeMap<&str, (IntervalSet, IntervalSet)> = BTreeMap::new();
    for one in of_vantage(series, vantage) {
        let (observed, failing) = sites.entry(&one.record.key.site).or_default();
        *observed = observed.union(&one.observed);
        *failing = failing.union(failing_of(one));
    }
    let mut changes = Vec::new();
    for (observed, failing) in sites.values() {
        for span in observed.spans() {
            changes.push(FailureChange { at: span.from(), observed: 1, failing: 0 });
            changes.push(FailureChange { at: span.until(), observed: -1, failing: 0 });
        }
        for span in failing.spans() {
            changes.push(FailureChange { at: span.from(), observed: 0, failing: 1 });
            changes.push(FailureChange { at: span.until(), observed: 0, failing: -1 });
        }
    }
    changes.sort_unstable();
    changes
}

/// Finds the spans in which enough of a vantage's sites are failing at once, by what `failing_of`
/// says of each; in order of time.
fn joint_failures(
    series: &[SeriesView<'_>],
    vantage: &str,
    failing_of: Failing,
) -> Vec<JointFailure> {
    let (mut observed, mut failing, mut since) = (0i64, 0i64, None);
    let mut spans: Vec<JointFailure> = Vec::new();
    for change in changes(series, vantage, failing_of) {
        let enough = observed >= Rules::COMMON_SITES as i64
            && failing * 100 >= observed * Rules::COMMON_PERCENT as i64;
        if let Some(span) = since.and_then(|since| Span::new(since, change.at)).filter(|_| enough) {
            let now = JointFailure { span, sites: failing as usize, observed: observed as usize };
            match spans.last_mut() {
                Some(before) if before.span.until() == span.from() => {
                    before.span = Span::new(before.span.from(), span.until()).unwrap_or(span);
                    if now.sites > before.sites {
                        (before.sites, before.observed) = (now.sites, now.observed);
                    }
                }
                _ => spans.push(now),
            }
        }
        since = Some(change.at);
        observed += change.observed;
        failing += change.failing;
    }
    spans
}

/// Counts what other vantages see of the sites that fail from one vantage in a span, while they
/// fail. One that is outpaced (M9) sees what a probe of its own found in that time.
fn seen_elsewhere(
    series: &[SeriesView<'_>],
    outpaced: &[OutpacedTimes],
    vantage: &str,
    span: Span,
) -> SeenElsewhere {
    let mut failing: BTreeMap<&str, IntervalSet> = BTreeMap::new();
    for one in of_vantage(series, vantage) {
        let down = failing.entry(&one.record.key.site).or_default();
        *down = down.union(&one.down.clip(span));
    }
    let mut vantages: BTreeSet<&str> = BTreeSet::new();
    let (mut observed, mut up, mut down) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let mut challenged = BTreeSet::new();
    let others = series.iter().zip(outpaced);
    for (other, outpaced) in others.filter(|(other, _)| other.record.key.vantage != vantage) {
        let Some((site, failure)) = failing.get_key_value(other.record.key.site.as_str()) else {
            continue;
        };
        let meets = |times: &IntervalSet| !times.clip(span).intersection(failure).is_empty();
        if meets(&other.observed) {
            vantages.insert(&other.record.key.vantage);
            observed.insert(*site);
        }
        let saw = |times: &IntervalSet, statuses: &[Status]| {
            let has_probe = |time: &Span| other.probes.count(statuses, *time).least > 0;
            meets(&times.difference(&outpaced.muted)) || failure.spans().iter().any(has_probe)
        };
        if saw(&other.up, &[Status::Up, Status::Degraded]) {
            up.insert(*site);
        }
        if saw(&other.down, &[Status::Down]) {
            down.insert(*site);
        }
        if saw(&other.challenged, &[Status::Challenged]) {
            challenged.insert(*site);
        }
    }
    SeenElsewhere {
        vantages: vantages.len(),
        up: up.len(),
        down: down.difference(&up).count(),
        challenged: challenged
            .iter()
            .filter(|site| !up.contains(*site) && !down.contains(*site))
            .count(),
        observed: observed.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::series::series_view::tests::{run, series_of, view};
    use crate::clock::span;

    /// A stretch around a span without a probe in it has no failed probe to set aside.
    #[test]
    fn failed_probes_of_a_span_lie_in_it() {
        let record = series_of(vec![run(Status::Down, 0, 90)]);
        let probes = |from, until| -> Vec<u64> {
            let failed = failed_probes(&[view(&record)], "v", span(from, until));
            failed.iter().map(|run| run.probes).collect()
        };
        assert_eq!([probes(41, 50), probes(41, 51)], [vec![], vec![1]]);
        assert!(failed_probes(&[view(&record)], "w", span(0, 91)).is_empty());
    }
}
