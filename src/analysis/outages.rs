//! The outages, blips and partial failures of one site (M10 to M12, M16).

use super::quorum::SiteStates;
use super::series::Series;
use crate::clock::{Bracket, IntervalSet, Span};
use crate::model::{DurationRange, Location, Outage, OutageFlag, Partial, Rules, Run, Status};
use std::collections::{BTreeMap, BTreeSet};

/// What a site's outages are made from.
pub(super) struct Evidence<'a> {
    pub(super) site: &'a str,
    pub(super) series: &'a [Series<'a>],
    pub(super) states: &'a SiteStates,
    pub(super) causes: &'a [String],
    /// Common modes of vantages that are not sick, by vantage (M15).
    pub(super) modes: &'a BTreeMap<String, IntervalSet>,
    pub(super) maintenance: &'a IntervalSet,
}

/// All that is not certainly up: outages and blips together, in order of time, and what no quorum
/// saw.
pub(super) fn find(evidence: &Evidence<'_>) -> (Vec<Outage>, Vec<Partial>) {
    let observed = evidence.states.observed.spans();
    let record = observed
        .first()
        .zip(observed.last())
        .and_then(|(first, last)| Span::new(first.from(), last.until()));
    let Some(record) = record else { return (Vec::new(), Vec::new()) };
    let not_up = evidence.states.up.gaps_in(record);
    let down = |span: &Span| Some(evidence.states.down.clip(*span)).filter(|down| !down.is_empty());
    let outages: Vec<Outage> =
        not_up.spans().iter().filter_map(|span| outage(evidence, *span, down(span)?)).collect();
    let taken: IntervalSet = outages.iter().map(|outage| outage.possible).collect();
    let troubled: IntervalSet = evidence
        .series
        .iter()
        .flat_map(|one| one.troubled.spans())
        .map(|span| until_last(*span))
        .collect();
    let partials = troubled
        .difference(&taken)
        .spans()
        .iter()
        .filter_map(|span| partial(evidence, *span))
        .collect();
    (outages, partials)
}

/// A closed span without the moment that closes it, where anything is left.
fn until_last(span: Span) -> Span {
    Span::new(span.from(), span.last()).unwrap_or(span)
}

/// The failed probes of one interval, over all vantages.
struct Failures<'a> {
    runs: Vec<&'a Run>,
    probes: u64,
    vantages: BTreeSet<String>,
}

fn failures<'a>(evidence: &Evidence<'a>, status: Status, span: Span) -> Failures<'a> {
    let mut failures = Failures { runs: Vec::new(), probes: 0, vantages: BTreeSet::new() };
    for one in evidence.series {
        let before = failures.runs.len();
        failures.runs.extend(one.runs_in(status, span));
        failures.probes += failures.runs[before..].iter().map(|run| one.probes(run)).sum::<u64>();
        if failures.runs.len() > before {
            failures.vantages.insert(one.record.key.vantage.clone());
        }
    }
    failures
}

fn outage(evidence: &Evidence<'_>, possible: Span, down: IntervalSet) -> Option<Outage> {
    let failures = failures(evidence, Status::Down, possible);
    let (first_down, last_down) = (down.spans().first()?.from(), down.spans().last()?.last());
    let error = evidence.series.iter().map(|one| one.clock_error_us).max().unwrap_or_default();
    let before = evidence.states.up.before(possible.from()).map(|up| up.last().plus(-error));
    let after = evidence.states.up.after(possible.until()).map(|up| up.from().plus(error));
    let onset = Bracket { after: before, by: Some(first_down.plus(error)) };
    let recovery = Bracket { after: Some(last_down.plus(-error)), by: after };
    let widest = widest(onset, recovery, possible)?;
    Some(Outage {
        id: String::new(),
        site: evidence.site.to_owned(),
        onset,
        recovery,
        stable_recovery: recovery,
        relapses: 0,
        episode: 0,
        duration: spread(&down, widest, (before.is_some() && after.is_some(), error)),
        outside_maintenance: outside(
            evidence.maintenance,
            &down,
            widest,
            (before.is_some() && after.is_some(), error),
        ),
        possible: widest,
        failed_probes: failures.probes,
        causes: causes(&failures.runs, evidence.causes),
        flags: flags(evidence, &failures, (onset, recovery, possible)),
        first_row: failures
            .runs
            .iter()
            .min_by_key(|run| (run.first, run.first_row))
            .map_or(NOWHERE, |run| run.first_row),
        last_row: failures
            .runs
            .iter()
            .max_by_key(|run| (run.last, run.last_row))
            .map_or(NOWHERE, |run| run.last_row),
        vantages: failures.vantages.into_iter().collect(),
        down,
    })
}

/// Stands for the place of an outage without a failed probe; there is none such, as certainly down
/// needs failed probes.
const NOWHERE: Location = Location { file: 0, line: 0 };

/// From the earliest onset to the latest recovery, as far as the record goes.
fn widest(onset: Bracket, recovery: Bracket, possible: Span) -> Option<Span> {
    Span::new(onset.after.unwrap_or(possible.from()), recovery.by.unwrap_or(possible.until()))
}

/// At least the certainly-down time, each stretch shortened by the clock error at both ends; at
/// most the whole, if both ends are known.
fn spread(down: &IntervalSet, widest: Span, (closed, error): (bool, i64)) -> DurationRange {
    let least_us = down.spans().iter().map(|span| (span.extent() - 2 * error).max(0)).sum();
    DurationRange { least_us, most_us: closed.then(|| widest.length()) }
}

fn outside(
    maintenance: &IntervalSet,
    down: &IntervalSet,
    widest: Span,
    ends: (bool, i64),
) -> DurationRange {
    // As long as it was seen and no longer: the last moment of a probe has no length of its own.
    let seen: IntervalSet = down
        .spans()
        .iter()
        .filter_map(|span| Span::new(span.from().plus(ends.1), span.last().plus(-ends.1)))
        .collect();
    let maintenance = maintenance.clip(widest);
    let length = |set: &IntervalSet| {
        set.difference(&maintenance).spans().iter().map(|span| span.length()).sum::<i64>()
    };
    DurationRange {
        least_us: length(&seen),
        most_us: ends.0.then(|| length(&IntervalSet::of([widest]))),
    }
}

fn causes(runs: &[&Run], names: &[String]) -> Vec<(String, u64)> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for (cause, count) in runs.iter().flat_map(|run| &run.causes) {
        *counts.entry(names.get(usize::from(cause.0)).map_or("", String::as_str)).or_default() +=
            count;
    }
    let mut counts: Vec<(String, u64)> =
        counts.into_iter().map(|(name, count)| (name.to_owned(), count)).collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}

fn flags(
    evidence: &Evidence<'_>,
    failures: &Failures<'_>,
    edges: (Bracket, Bracket, Span),
) -> Vec<OutageFlag> {
    let (onset, recovery, possible) = edges;
    let lone = failures.vantages.first().filter(|_| failures.vantages.len() == 1);
    let shared = lone
        .and_then(|vantage| evidence.modes.get(vantage))
        .is_some_and(|modes| !modes.clip(possible).is_empty());
    let marks = [
        (OutageFlag::BeganBeforeRecord, onset.after.is_none()),
        (OutageFlag::OngoingAtEnd, recovery.by.is_none()),
        (OutageFlag::GapInside, !evidence.states.observed.gaps_in(possible).is_empty()),
        (OutageFlag::SingleProbe, failures.probes == 1),
        (OutageFlag::CommonMode, shared),
        (OutageFlag::MaintenanceOverlap, !evidence.maintenance.clip(possible).is_empty()),
        (OutageFlag::Conflicting, failures.runs.iter().any(|run| run.conflicts > 0)),
    ];
    marks.into_iter().filter(|mark| mark.1).map(|mark| mark.0).collect()
}

/// Some vantages failed or were challenged, and no quorum saw the site down. A mere silence is
/// none.
fn partial(evidence: &Evidence<'_>, possible: Span) -> Option<Partial> {
    let with_its_end = Span::seen(possible.from(), possible.until())?;
    let failed = failures(evidence, Status::Down, with_its_end);
    let challenged = failures(evidence, Status::Challenged, with_its_end);
    let probes = failed.probes + challenged.probes;
    (probes > 0).then(|| Partial {
        site: evidence.site.to_owned(),
        possible,
        failed: failed.vantages.into_iter().collect(),
        challenged: challenged.vantages.into_iter().collect(),
        probes,
    })
}

/// Whether it counts as an outage rather than a blip (M12).
pub(super) fn is_confirmed(outage: &Outage, rules: &Rules) -> bool {
    outage.failed_probes >= rules.confirm || outage.vantages.len() >= 2
}
