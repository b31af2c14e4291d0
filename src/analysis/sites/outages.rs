//! The outages, blips and partial failures of one site (M10 to M12, M16).

use super::cause_counts::cause_counts;
use super::edge_rows::RowsAtEdges;
use super::quorum::SiteStates;
use crate::analysis::series::known_probes::FAILING;
use crate::analysis::series::margin::Margin;
use crate::analysis::series::series_view::SeriesView;
use crate::analysis::series::stretch::Stretch;
use crate::clock::{Bracket, IntervalSet, Span};
use crate::model::{DurationRange, Outage, OutageFlag, Partial, Rules, Status};
use std::collections::{BTreeMap, BTreeSet};

/// Evidence from which the outages of one site are found.
pub(in crate::analysis) struct Evidence<'a> {
    pub(in crate::analysis) site: &'a str,
    /// Series of the site, from all its vantages.
    pub(in crate::analysis) series: &'a [SeriesView<'a>],
    pub(in crate::analysis) states: &'a SiteStates,
    /// Words of the causes, by their numbers.
    pub(in crate::analysis) causes: &'a [String],
    /// Common modes of vantages that are not sick, by vantage (M15).
    pub(in crate::analysis) modes: &'a BTreeMap<String, IntervalSet>,
    /// Times of announced work on the site; may be empty.
    pub(in crate::analysis) maintenance: &'a IntervalSet,
    /// Times at which logs of one vantage contradict each other (M9).
    pub(in crate::analysis) logs_disagree: &'a IntervalSet,
}

/// Whatever failed at a site, confirmed or not.
#[derive(Debug, Default)]
pub(in crate::analysis) struct SiteFailures {
    /// Outages and blips together, in order of time.
    pub(in crate::analysis) outages: Vec<Outage>,
    /// Failures that no quorum saw, in order of time.
    pub(in crate::analysis) partials: Vec<Partial>,
}

/// Finds the outages and blips of a site, and the failures that no quorum saw.
pub(in crate::analysis) fn find(evidence: &Evidence<'_>) -> SiteFailures {
    let observed = evidence.states.observed.spans();
    let record = observed
        .first()
        .zip(observed.last())
        .and_then(|(first, last)| Span::new(first.from(), last.until()));
    let Some(record) = record else { return SiteFailures::default() };
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
    SiteFailures { outages, partials }
}

/// Takes off the moment that closes a span, where anything is left.
fn until_last(span: Span) -> Span {
    Span::new(span.from(), span.last()).unwrap_or(span)
}

/// Failed or challenged probes of one interval, over all vantages.
struct IntervalFailures<'a> {
    stretches: Vec<Stretch<'a>>,
    probes: u64,
    /// Probes among them that no row records (M12).
    declared: u64,
    /// Vantages that the probes come from; empty where none failed.
    vantages: BTreeSet<String>,
    /// Whether a list of periods states one of them.
    is_listed: bool,
}

impl IntervalFailures<'_> {
    /// Says whether any of the probes may lie outside a span. A stretch counts whole where it
    /// overlaps the interval.
    fn go_beyond(&self, span: Span) -> bool {
        let is_inside =
            |one: &Stretch<'_>| span.from() <= one.span.from() && one.span.last() <= span.until();
        !self.stretches.iter().all(is_inside)
    }
}

/// Collects the stretches of a status in a span over all series, with their probes and vantages.
fn failures<'a>(evidence: &Evidence<'a>, status: Status, span: Span) -> IntervalFailures<'a> {
    let mut failures = IntervalFailures {
        stretches: Vec::new(),
        probes: 0,
        declared: 0,
        vantages: BTreeSet::new(),
        is_listed: false,
    };
    for one in evidence.series {
        let before = failures.stretches.len();
        failures.stretches.extend(one.stretches_in(status, span));
        if failures.stretches.len() > before {
            failures.vantages.insert(one.record.key.vantage.clone());
            failures.is_listed |= one.lists_periods;
        }
    }
    failures.probes = failures.stretches.iter().map(|stretch| stretch.probes).sum();
    failures.declared = failures.stretches.iter().map(Stretch::declared_probes).sum();
    failures
}

/// Edges of an outage, widened by clock error and resolution (M2, M4, M10).
struct Edges {
    onset: Bracket,
    recovery: Bracket,
    /// Longest interval that the outage can have lasted, as far as the record goes.
    widest: Span,
    margin: Margin,
}

impl Edges {
    /// Finds the edges around an interval that was not certainly up.
    fn around(evidence: &Evidence<'_>, possible: Span, down: &IntervalSet) -> Option<Edges> {
        let margin = Margin::of(evidence.series);
        let Margin { earlier_us, later_us } = margin;
        let first_down = down.spans().first()?.from();
        let last_down = down.spans().last()?.last();
        let up_before = evidence.states.up.before(possible.from());
        let up_after = evidence.states.up.after(possible.until());
        let onset = Bracket {
            after: up_before.map(|up| up.last().plus(-earlier_us)),
            by: Some(first_down.plus(later_us)),
        };
        let recovery = Bracket {
            after: Some(last_down.plus(-earlier_us)),
            by: up_after.map(|up| up.from().plus(later_us)),
        };
        let from = onset.after.unwrap_or(possible.from());
        let until = recovery.by.unwrap_or(possible.until());
        Some(Edges { onset, recovery, widest: Span::new(from, until)?, margin })
    }

    /// Says whether both ends are on the record.
    fn are_known(&self) -> bool {
        self.onset.after.is_some() && self.recovery.by.is_some()
    }

    /// Measures the outage: at least the certainly-down time, each stretch shortened by clock error
    /// and resolution; at most the whole, where both ends are known.
    fn duration(&self, down: &IntervalSet) -> DurationRange {
        let stretches = down.spans().iter();
        let least_us =
            stretches.map(|span| (span.inner_length() - self.margin.lost_us()).max(0)).sum();
        DurationRange { least_us, most_us: self.are_known().then(|| self.widest.length()) }
    }

    /// Measures the outage outside announced work: at least the certainly-down time, at most the
    /// whole.
    fn duration_outside(&self, maintenance: &IntervalSet, down: &IntervalSet) -> DurationRange {
        // As long as it was seen and no longer: the last moment of a probe has no length.
        let seen: IntervalSet = down
            .spans()
            .iter()
            .filter_map(|span| {
                let Margin { earlier_us, later_us } = self.margin;
                Span::new(span.from().plus(later_us), span.last().plus(-earlier_us))
            })
            .collect();
        let work = maintenance.clip(self.widest);
        let outside = |set: &IntervalSet| set.difference(&work).length();
        DurationRange {
            least_us: outside(&seen),
            most_us: self.are_known().then(|| outside(&IntervalSet::of([self.widest]))),
        }
    }
}

/// Makes an outage of an interval that was possibly down; `None` where no moment of it was
/// certainly down.
fn outage(evidence: &Evidence<'_>, possible: Span, down: IntervalSet) -> Option<Outage> {
    let failures = failures(evidence, Status::Down, possible);
    let edges = Edges::around(evidence, possible, &down)?;
    let rows = RowsAtEdges { series: evidence.series, causes: evidence.causes };
    let [first_row, last_row] = rows.of_down(&failures.stretches, &down);
    let up = &evidence.states.up;
    let beside = [
        up.before(possible.from()).map(|up| up.last()),
        up.after(possible.until()).map(|up| up.from()),
    ];
    let edge_rows = rows.edges(beside, &down, [first_row, last_row]);
    Some(Outage {
        id: String::new(),
        site: evidence.site.to_owned(),
        onset: edges.onset,
        recovery: edges.recovery,
        stable_recovery: edges.recovery,
        is_down_later: false,
        relapses: 0,
        certain_relapses: 0,
        episode: 0,
        duration: edges.duration(&down),
        outside_maintenance: edges.duration_outside(evidence.maintenance, &down),
        possible: edges.widest,
        failed_probes: failures.probes,
        declared_probes: failures.declared,
        causes: cause_counts(&failures.stretches, evidence.causes),
        flags: flags(evidence, &failures, &edges, possible),
        first_row,
        last_row,
        edge_rows,
        vantages: failures.vantages.into_iter().collect(),
        down,
    })
}

/// Returns the flags of an outage, sorted.
fn flags(
    evidence: &Evidence<'_>,
    failures: &IntervalFailures<'_>,
    edges: &Edges,
    possible: Span,
) -> Vec<OutageFlag> {
    let lone = failures.vantages.first().filter(|_| failures.vantages.len() == 1);
    let shared = lone
        .and_then(|vantage| evidence.modes.get(vantage))
        .is_some_and(|modes| !modes.clip(possible).is_empty());
    let marks = [
        (OutageFlag::BeganBeforeRecord, edges.onset.after.is_none()),
        (OutageFlag::OngoingAtEnd, edges.recovery.by.is_none()),
        (OutageFlag::GapInside, !evidence.states.observed.gaps_in(possible).is_empty()),
        (OutageFlag::ProbesBeyond, failures.go_beyond(edges.widest)),
        (OutageFlag::Listed, failures.is_listed),
        (OutageFlag::SingleProbe, failures.probes == 1 && !failures.is_listed),
        (OutageFlag::CommonMode, shared),
        (OutageFlag::MaintenanceOverlap, !evidence.maintenance.clip(possible).is_empty()),
        (OutageFlag::Conflicting, has_conflict(evidence, edges.widest)),
    ];
    marks.into_iter().filter(|mark| mark.1).map(|mark| mark.0).collect()
}

/// Says whether rows of one moment disagreed inside an interval, or logs of one vantage, both its
/// ends included: its edges rest on the probes there.
fn has_conflict(evidence: &Evidence<'_>, possible: Span) -> bool {
    let with_its_end = Span::seen(possible.from(), possible.until());
    if with_its_end.is_some_and(|span| !evidence.logs_disagree.clip(span).is_empty()) {
        return true;
    }
    let runs = evidence.series.iter().flat_map(|one| &one.record.runs);
    runs.filter(|run| run.conflicts > 0).any(|run| {
        let moments = Span::seen(run.first, run.last);
        moments.zip(with_its_end).is_some_and(|(a, b)| a.intersection(b).is_some())
    })
}

/// Finds the failed and challenged probes of an interval outside every outage; `None` for a mere
/// silence.
fn partial(evidence: &Evidence<'_>, possible: Span) -> Option<Partial> {
    let with_its_end = Span::seen(possible.from(), possible.until())?;
    let failed = failures(evidence, Status::Down, with_its_end);
    let challenged = failures(evidence, Status::Challenged, with_its_end);
    let inside = |one: &SeriesView<'_>| one.probes.count(FAILING, with_its_end).least;
    let probes = evidence.series.iter().map(inside).sum();
    (failed.probes + challenged.probes > 0).then(|| Partial {
        site: evidence.site.to_owned(),
        possible,
        failed: failed.vantages.into_iter().collect(),
        challenged: challenged.vantages.into_iter().collect(),
        is_seen_up: false,
        probes,
    })
}

/// Says whether an outage is confirmed, and no blip (M12). A list of periods states an outage, so a
/// period of it needs no second probe.
pub(in crate::analysis) fn is_confirmed(outage: &Outage, rules: &Rules) -> bool {
    outage.failed_probes >= rules.confirm
        || outage.vantages.len() >= 2
        || outage.has(OutageFlag::Listed)
}
