//! Failures in part: failed and challenged probes outside every outage and blip (M11, M27).

use super::assertion::{Assertion, ClaimTime, Question};
use super::context::Context;
use super::episodes::is_over;
use crate::analysis::series::known_probes::{FAILING, FailureStreak, SeriesProbes};
use crate::analysis::series::known_run::KnownRun;
use crate::clock::{Instant, IntervalSet, Span};
use crate::model::findings::{DegradedAnswers, OpenStart, OutagesOver, PartStart, SeenInPart};
use crate::model::{Failures, FailuresBesides, Finding, ProbeCount, Status};
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

    /// Counts the failed probes of blips that lie in a time.
    pub(super) fn blip_probes_in(&self, time: Span) -> ProbeCount {
        let blips: IntervalSet = self.blips_in(time).map(|blip| blip.possible).collect();
        self.failures(&blips.clip(time)).probes.failed
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

    /// Counts the failed and challenged probes in a time without an outage that a claim on an
    /// outage may mean all the same: those of blips, those at which no quorum saw the site up, and
    /// those that belong together (M27).
    pub(super) fn failures_that_may_be_meant(&self, time: Span) -> Failures {
        let besides = match self.fails_together(time) {
            true => self.failures_in_part(time).probes,
            false => self.doubtful_probes(time),
        };
        Failures { failed: self.blip_probes_in(time) + besides.failed, ..besides }
    }

    /// Counts the failed and challenged probes in a time that lie outside every confirmed outage.
    pub(super) fn failures_besides(&self, time: Span) -> FailuresBesides {
        let in_part = self.failures_in_part(time).probes;
        let failed = self.blip_probes_in(time) + in_part.failed;
        FailuresBesides {
            all: Failures { failed, ..in_part },
            while_up: self.outvoted_probes(time),
        }
    }

    /// Says whether a claim may mean a failure in the time asked that is no confirmed outage, and
    /// not one that was over at its publication.
    pub(super) fn has_failed_otherwise(&self, assertion: &Assertion<'_>) -> bool {
        let Some(time) = assertion.time.map(|time| time.widest) else { return false };
        if assertion.question == Some(Question::WentDown) {
            let began = [self.part_start(assertion), self.degraded_start(assertion)];
            let is_open = |start: &PartStart| *start != PartStart::Over;
            return began.iter().flatten().any(is_open) || self.has_failed_since(assertion);
        }
        self.blips_in(time).next().is_some()
            || self.failures_that_may_be_meant(time).all().most > 0
            || self.degraded_probes(time).least >= self.rules.confirm
            || self.is_up_by_disagreeing(time)
    }

    /// Says whether a blip, or a probe at which no quorum saw the site up, lies in the time asked
    /// and was not over at the publication; or whether rows disagree after that.
    pub(super) fn has_failed_since(&self, assertion: &Assertion<'_>) -> bool {
        let Some(time) = assertion.time.map(|time| time.widest) else { return false };
        let published = assertion.publication_time_asked();
        let runs = self.known.probes.iter().flat_map(SeriesProbes::failing_runs);
        let stretches: IntervalSet = runs.map(|run| run.around).collect();
        let is_on = |stretch: &Span| published.is_none_or(|at| at < stretch.last());
        let on = stretches.spans().iter().copied().filter(is_on);
        let mut on = on.filter_map(|stretch| stretch.intersection(time));
        let after = Span::new(published.unwrap_or(time.from()).max(time.from()), time.until());
        self.blips_in(time).any(|blip| !is_over(blip, published))
            || on.any(|stretch| self.doubtful_probes(stretch).all().most > 0)
            || after.is_some_and(|after| self.is_up_by_disagreeing(after))
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
        Finding::SomeVantages(SeenInPart {
            failures: failures.probes,
            vantages: failures.vantages,
            probes: self.probes(time),
            is_up_throughout: self.is_up_throughout(time),
            while_up: self.outvoted_probes(time).all(),
            start,
            over: self.outages_over(time),
        })
    }

    /// Counts the outages that reach into a time, and their failed probes in it: where failures in
    /// part or degraded answers decide, the claim can mean none of them.
    fn outages_over(&self, time: Span) -> OutagesOver {
        let times = self.possible_outages(time);
        OutagesOver {
            outages: self.outages_in(time).count(),
            failed: self.failures(&times.clip(time)).probes.failed,
        }
    }

    /// Tells of the degraded answers in a time.
    pub(super) fn degraded_answers(&self, time: Span, start: PartStart) -> Finding {
        Finding::Degraded(DegradedAnswers {
            degraded: self.degraded_probes(time),
            failures: self.outvoted_probes(time),
            probes: self.probes(time),
            is_up_throughout: self.is_up_throughout(time),
            start,
            over: self.outages_over(time),
        })
    }

    /// Tells of failures in part that belong together (M27), where they began as is wanted.
    pub(super) fn failures_that_began(
        &self,
        assertion: &Assertion<'_>,
        is_wanted: fn(PartStart) -> bool,
    ) -> Option<Finding> {
        let start = self.part_start(assertion).filter(|start| is_wanted(*start))?;
        Some(self.some_vantages(assertion.time?.widest, start))
    }

    /// Tells of degraded answers, where they began as is wanted.
    pub(super) fn degraded_that_began(
        &self,
        assertion: &Assertion<'_>,
        is_wanted: fn(PartStart) -> bool,
    ) -> Option<Finding> {
        let start = self.degraded_start(assertion).filter(|start| is_wanted(*start))?;
        Some(self.degraded_answers(assertion.time?.widest, start))
    }

    /// Says where failures in part that belong together (M27) began; `None` where the time asked of
    /// an assertion has none.
    fn part_start(&self, assertion: &Assertion<'_>) -> Option<PartStart> {
        let time = assertion.time.filter(|time| self.fails_down_together(time.widest))?;
        let series = self.known.probes.iter();
        let failing: Vec<&KnownRun> = series.flat_map(SeriesProbes::failing_runs).collect();
        let published = Published::of(assertion);
        Some(start_of(&failing, time, published, |inside| self.fails_down_together(inside)))
    }

    /// Says where the degraded answers in the time asked of an assertion began; `None` where they
    /// are fewer than `confirm`.
    pub(super) fn degraded_start(&self, assertion: &Assertion<'_>) -> Option<PartStart> {
        let is_enough =
            |time: &ClaimTime| self.degraded_probes(time.widest).least >= self.rules.confirm;
        let time = assertion.time.filter(is_enough)?;
        let series = self.known.probes.iter();
        let degraded: Vec<&KnownRun> = series.flat_map(SeriesProbes::degraded_runs).collect();
        let published = Published::of(assertion);
        Some(start_of(&degraded, time, published, |inside| self.degraded_probes(inside).least > 0))
    }

    /// Says whether failures in part belong together (M27): `confirm` of them in a row in one
    /// series, or of two vantages at about one moment at which no quorum saw the site up. Lone
    /// failed probes of different hours are most often the probes' own, however many they are.
    pub(super) fn fails_together(&self, time: Span) -> bool {
        self.belong_together(time, FailureStreak::All)
    }

    /// Says whether such failures do, one of which is no mere challenge: that is neither up nor
    /// down, and supports no claim that a site was down.
    pub(super) fn fails_down_together(&self, time: Span) -> bool {
        self.belong_together(time, FailureStreak::WithFailed)
    }

    /// Says whether each failure in part is alone: no two of them belong together (M27), and none
    /// stand in a row in one series, be it with one beside the time.
    pub(super) fn fails_each_alone(&self, time: Span) -> bool {
        let runs = self.known.probes.iter().flat_map(SeriesProbes::failing_runs);
        let reaching = runs.map(|run| run.around).filter(|run| run.intersection(time).is_some());
        let whole = reaching.fold(time, Span::joined);
        self.longest_streak(whole, FailureStreak::All) <= 1 && !self.fails_together(time)
    }

    /// Counts the failures in part of the longest streak in one series, of the rows that count.
    fn longest_streak(&self, time: Span, of: FailureStreak) -> u64 {
        let unexplained = self.explained.gaps_in(time);
        let in_a_row = |series: &SeriesProbes| {
            let each = unexplained.spans().iter();
            each.map(|time| series.longest_streak(*time, of)).max().unwrap_or(0)
        };
        self.known.probes.iter().map(in_a_row).max().unwrap_or(0)
    }

    /// Says whether failures in part belong together (M27), of the rows that count.
    fn belong_together(&self, time: Span, of: FailureStreak) -> bool {
        let doubtful = self.explained.gaps_in(time).difference(&self.known.states.up);
        self.longest_streak(time, of) >= self.rules.confirm
            || self.fails_at_one_moment(&doubtful, of)
    }

    /// Says whether two vantages fail at about one moment of some times: a failed probe of one lies
    /// between the probe before and the probe after a failure of the other.
    fn fails_at_one_moment(&self, times: &IntervalSet, of: FailureStreak) -> bool {
        let first: &[Status] = match of {
            FailureStreak::All => FAILING,
            FailureStreak::WithFailed => &[Status::Down],
        };
        let meets = |failing: &SeriesProbes, other: &SeriesProbes| {
            let mut around = times.spans().iter().flat_map(|time| failing.around(first, *time));
            around.any(|around| {
                let near = times.clip(around);
                near.spans().iter().any(|time| other.around(FAILING, *time).next().is_some())
            })
        };
        let all = &self.known.probes;
        all.iter()
            .any(|one| all.iter().any(|other| one.vantage != other.vantage && meets(one, other)))
    }
}

/// Moments that the publication of a claim can have been, where its time asked follows from it.
#[derive(Debug, Clone, Copy)]
struct Published {
    earliest: Option<Instant>,
    last: Option<Instant>,
}

impl Published {
    fn of(assertion: &Assertion<'_>) -> Published {
        Published {
            earliest: assertion.publication_time_asked(),
            last: assertion.last_publication_time_asked(),
        }
    }
}

/// Says where runs began of which a part in the time asked counts: in it, whichever moment the
/// publication was; certainly before it; or neither for certain. Runs whose times from the probe
/// before to the probe after meet are one stretch. A stretch that was over at the publication is
/// none that the claim can announce, where another is not.
fn start_of(
    runs: &[&KnownRun],
    time: ClaimTime,
    published: Published,
    counts: impl Fn(Span) -> bool,
) -> PartStart {
    let stretches: IntervalSet = runs.iter().map(|run| run.around).collect();
    let mut start = PartStart::Over;
    for stretch in stretches.spans() {
        let inside = stretch.intersection(time.widest);
        let is_over = |at: Option<Instant>| at.is_some_and(|at| stretch.last() <= at);
        if is_over(published.earliest) || !inside.is_some_and(&counts) {
            continue;
        }
        let own = runs.iter().filter(|run| run.span.intersection(*stretch).is_some());
        let Some(first) = own.min_by_key(|run| run.span.from()) else { continue };
        let began = first.span.from();
        // Without a probe before it, the start is not on the record.
        let is_seen = first.around.from() < began;
        let is_inside = |certain: Span| certain.from() <= stretch.from() && began < certain.until();
        let is_over_perhaps = is_over(published.last);
        if is_seen && time.certain.is_some_and(is_inside) && !is_over_perhaps {
            return PartStart::Inside;
        }
        let reason = match stretch.from() {
            _ if !is_seen => OpenStart::NotSeen,
            after if after < time.widest.from() => OpenStart::Edge,
            _ => OpenStart::Publication,
        };
        start = match start {
            PartStart::Open(reason) => PartStart::Open(reason),
            _ if began >= time.widest.from() => PartStart::Open(reason),
            _ => PartStart::Before,
        };
    }
    start
}
