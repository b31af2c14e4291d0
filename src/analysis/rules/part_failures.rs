//! Failures in part: failed and challenged probes outside every outage and blip (M11, M27).

use super::assertion::ClaimTime;
use super::context::Context;
use crate::analysis::known_probes::{KnownRun, SeriesProbes};
use crate::clock::{IntervalSet, Span};
use crate::model::{Failures, Finding, PartStart, ProbeCount, Status};
use std::collections::BTreeSet;

/// Failed and challenged probes outside every outage.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct PartFailures {
    /// Failed and challenged probes.
    pub(super) probes: Failures,
    /// Vantages that they come from for certain.
    pub(super) vantages: usize,
}

impl Context<'_> {
    /// Counts all failed and challenged probes in a time.
    pub(super) fn failures_in(&self, time: Span) -> Failures {
        self.failures(&IntervalSet::of([time])).probes
    }

    /// Counts the failed and challenged probes in a time that lie outside every outage and blip.
    pub(super) fn failures_in_part(&self, time: Span) -> PartFailures {
        self.failures(&self.explained.gaps_in(time))
    }

    /// Counts the failed and challenged probes in a time, outside every outage and blip, at which
    /// no quorum saw the site up.
    pub(super) fn doubtful_probes(&self, time: Span) -> Failures {
        let unexplained = self.explained.gaps_in(time).difference(&self.known.states.up);
        self.failures(&unexplained).probes
    }

    /// Counts the failed and challenged probes in a time, outside every outage and blip, at which a
    /// quorum saw the site up.
    pub(super) fn outvoted_probes(&self, time: Span) -> Failures {
        let unexplained = self.explained.gaps_in(time).intersection(&self.known.states.up);
        self.failures(&unexplained).probes
    }

    /// Counts the failed and challenged probes in several times.
    fn failures(&self, times: &IntervalSet) -> PartFailures {
        let mut failures = PartFailures::default();
        let mut vantages = BTreeSet::new();
        for series in &self.known.probes {
            let count = |status| -> ProbeCount {
                times.spans().iter().map(|time| series.count(&[status], *time)).sum()
            };
            let own =
                Failures { failed: count(Status::Down), challenged: count(Status::Challenged) };
            failures.probes.failed = failures.probes.failed + own.failed;
            failures.probes.challenged = failures.probes.challenged + own.challenged;
            if own.all().least > 0 {
                vantages.insert(series.vantage.as_str());
            }
        }
        failures.vantages = vantages.len();
        failures
    }

    /// Tells of the failures in part in a time.
    pub(super) fn some_vantages(&self, time: Span, start: PartStart) -> Finding {
        let failures = self.failures_in_part(time);
        Finding::SomeVantages {
            failures: failures.probes,
            vantages: failures.vantages,
            probes: self.probes(time),
            is_up_throughout: self.is_up_throughout(time),
            while_up: self.outvoted_probes(time).all(),
            start,
        }
    }

    /// Says where failures in part that belong together (M27) began: in the time asked whichever
    /// moment the publication was, certainly before it, or neither for certain.
    pub(super) fn part_start(&self, time: ClaimTime) -> PartStart {
        let series = self.known.probes.iter();
        let failing: Vec<&KnownRun> = series.flat_map(SeriesProbes::failing_runs).collect();
        let stretches: IntervalSet = failing.iter().map(|run| run.around).collect();
        let mut start = PartStart::Before;
        for stretch in stretches.spans() {
            let inside = stretch.intersection(time.widest);
            if !inside.is_some_and(|inside| self.fails_together(inside)) {
                continue;
            }
            let own = failing.iter().filter(|run| run.span.intersection(*stretch).is_some());
            let Some(first) = own.min_by_key(|run| run.span.from()) else { continue };
            let began = first.span.from();
            // Without a probe before it, the start is not on the record.
            let is_seen = first.around.from() < began;
            let is_inside =
                |certain: Span| certain.from() <= stretch.from() && began < certain.until();
            if is_seen && time.certain.is_some_and(is_inside) {
                return PartStart::Inside;
            }
            if began >= time.widest.from() {
                start = PartStart::Open;
            }
        }
        start
    }

    /// Says whether failures in part belong together (M27): `confirm` of them in a row in one
    /// series, or of two vantages at about one moment at which no quorum saw the site up. Lone
    /// failed probes of different hours are most often the probes' own, however many they are.
    pub(super) fn fails_together(&self, time: Span) -> bool {
        let unexplained = self.explained.gaps_in(time);
        let in_a_row = |series: &SeriesProbes| {
            let longest = unexplained.spans().iter().map(|time| series.longest_failing_row(*time));
            longest.max().unwrap_or(0) >= self.rules.confirm
        };
        self.known.probes.iter().any(in_a_row)
            || self.fails_at_one_moment(&unexplained.difference(&self.known.states.up))
    }

    /// Says whether two vantages fail at about one moment of some times: a failed probe of one lies
    /// between the probe before and the probe after a failure of the other.
    fn fails_at_one_moment(&self, times: &IntervalSet) -> bool {
        let meets = |failing: &SeriesProbes, other: &SeriesProbes| {
            let mut around = times.spans().iter().flat_map(|time| failing.around_failures(*time));
            around.any(|around| {
                let near = times.clip(around);
                near.spans().iter().any(|time| other.around_failures(*time).next().is_some())
            })
        };
        let all = &self.known.probes;
        all.iter()
            .any(|one| all.iter().any(|other| one.vantage != other.vantage && meets(one, other)))
    }
}
