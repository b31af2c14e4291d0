//! Probes in order as runs, with all that is needed to put more probes behind them.

use super::end_intervals::{self, IntervalWindow};
use super::pace::{self, NEIGHBOURS};
use super::silence::SilenceRule;
use crate::clock::Instant;
use crate::model::{EndIntervals, Gap, Interval, MOST_PACE_CHANGES, PaceChange, Run, Status};

/// Runs of a stretch of a series, in order of time. May be empty.
///
/// Neighbours of one kind are one run, unless a silence lies between them or it is open whether one
/// does. The gap of a known run lies between the last known run before it and it.
#[derive(Debug, Clone, Default)]
pub(super) struct RunList {
    pub(super) runs: Vec<Run>,
    /// Intervals between the probes with a known result.
    pub(super) intervals: EndIntervals,
    /// Changes of pace, in order of time: the first of them where there are many.
    pub(super) changes: Vec<PaceChange>,
}

impl RunList {
    /// Makes the list of one run of a single probe.
    pub(super) fn of(probe: Run) -> RunList {
        RunList { runs: vec![probe], ..RunList::default() }
    }

    /// Counts the probes with a known result.
    fn known(&self) -> u64 {
        let has_known = self.runs.iter().any(is_known);
        if has_known { self.intervals.count.saturating_add(1) } else { 0 }
    }

    /// Appends the runs of a later stretch of the series.
    pub(super) fn append(&mut self, mut later: RunList, rule: SilenceRule) {
        if later.runs.is_empty() {
            return;
        }
        if self.runs.is_empty() {
            *self = later;
            return;
        }
        let joint = joint_interval(&self.runs, &later.runs);
        let window =
            joint.map(|joint| IntervalWindow::around(&self.intervals, joint, &later.intervals));
        self.append_runs(later.runs, window.as_ref(), rule);
        let number = self.intervals.count;
        match joint {
            Some(joint) => end_intervals::append(&mut self.intervals, joint, later.intervals),
            None if self.intervals.count == 0 => self.intervals = later.intervals,
            None => (),
        }
        self.changes.extend(window.iter().flat_map(|window| window.changes_around(number)));
        self.changes.append(&mut later.changes);
        self.changes.truncate(MOST_PACE_CHANGES);
    }

    /// Appends later runs. A silence that the source declares decides each gap near the place where
    /// the two meet; gaps that are open there are asked again: `window` has the intervals around
    /// it.
    fn append_runs(&mut self, later: Vec<Run>, window: Option<&IntervalWindow>, rule: SilenceRule) {
        let joint = self.intervals.count;
        let mut known = self.known();
        let mut last_runs: Vec<Run> = Vec::new();
        // The gap before a run is the interval with the number of known probes before it, less one.
        while let Some(run) = self.runs.pop() {
            known = known.saturating_sub(if is_known(&run) { run.probes } else { 0 });
            last_runs.push(run);
            if known.saturating_add(NEIGHBOURS) <= joint {
                break;
            }
        }
        let before_joint = last_runs.len();
        let first_known = before_joint + later.iter().take_while(|run| !is_known(run)).count();
        for (at, mut run) in last_runs.into_iter().rev().chain(later).enumerate() {
            if !is_known(&run) {
                run.gap = if self.runs.is_empty() { run.gap } else { Gap::Observed };
            } else if let Some(last) = last_known(&self.runs) {
                let number = known.saturating_sub(1);
                let is_joint = at == first_known;
                let is_near = joint.abs_diff(number) <= NEIGHBOURS;
                run.gap = match (rule.declared(run.first.since(last)), window) {
                    (Some(gap), _) => gap,
                    (None, Some(window)) if is_joint || run.gap == Gap::Open && is_near => {
                        window.gap(number)
                    }
                    _ => run.gap,
                };
            }
            known += if is_known(&run) { run.probes } else { 0 };
            push_or_join(&mut self.runs, run);
        }
    }

    /// Answers what is open, as no probe comes before the first or after the last.
    pub(super) fn finish(mut self, rule: SilenceRule) -> RunList {
        let start = IntervalWindow::at_the_start(&self.intervals);
        let end = IntervalWindow::at_the_end(&self.intervals);
        let mut known = 0u64;
        for mut run in std::mem::take(&mut self.runs) {
            let last = last_known(&self.runs).filter(|_| is_known(&run));
            run.gap = match last.map(|last| run.first.since(last)) {
                None => Gap::Observed,
                Some(interval_us) => {
                    let number = known.saturating_sub(1);
                    let window = if number < NEIGHBOURS { &start } else { &end };
                    let has_pace = self.intervals.count > 1;
                    match rule.declared(interval_us) {
                        Some(gap) => gap,
                        None if run.gap != Gap::Open => run.gap,
                        None if has_pace => window.gap(number),
                        None => rule.without_pace(interval_us),
                    }
                }
            };
            known += if is_known(&run) { run.probes } else { 0 };
            push_or_join(&mut self.runs, run);
        }
        self
    }

    /// Returns the middle one of the last intervals that tell a pace, in microseconds.
    pub(super) fn pace_us(&self) -> Option<i64> {
        let last = &self.intervals.last;
        pace::middle_us(&last[last.len().saturating_sub(NEIGHBOURS as usize)..])
    }

    /// Returns the longest interval over which probes with a known result are one run, in
    /// microseconds; 0 without one.
    pub(super) fn longest_inside_us(&self) -> i64 {
        let known = self.runs.iter().filter(|run| is_known(run));
        let longest = known.filter_map(|run| run.intervals.map(|inside| inside.longest_us));
        longest.max().unwrap_or(0)
    }
}

/// Says whether the result of a run's probes is known.
fn is_known(run: &Run) -> bool {
    run.status != Status::Unknown
}

/// Adds a run to the last one where both are alike and the time between them was observed; else
/// puts it behind the last.
pub(super) fn push_or_join(runs: &mut Vec<Run>, run: Run) {
    match runs.last_mut() {
        Some(last) if run.gap == Gap::Observed && last.is_like(&run) => last.append(&run),
        _ => runs.push(run),
    }
}

/// Returns the moment of the last known probe of some runs; `None` without one. Unknown probes in a
/// row are one run, so that it is one of the last two.
pub(super) fn last_known(runs: &[Run]) -> Option<Instant> {
    runs.iter().rev().find(|run| is_known(run)).map(|run| run.last)
}

/// Returns the interval from the last known probe of some runs to the first known one of later
/// runs; `None` where either has none. Unknown probes between the two change nothing of it: what is
/// unknown sets no pace.
fn joint_interval(runs: &[Run], later: &[Run]) -> Option<Interval> {
    let from = last_known(runs)?;
    let first = later.iter().find(|run| is_known(run))?.first;
    Some(Interval { from, us: first.since(from) })
}
