//! Probes of a series inside a time: how many there are, as far as its runs can tell.

use super::known_run::{Bounds, KnownRun};
use crate::clock::{Instant, IntervalSet, Span};
use crate::model::{ImpliedProbes, IntervalRange, ProbeCount, Status};

/// Statuses of probes that did not get the page.
pub(in crate::analysis) const FAILING: &[Status] = &[Status::Down, Status::Challenged];

/// Length beyond which no two probes of a series in a row are apart, around a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::analysis) struct ProbeDistance {
    /// The length, in microseconds, without silences.
    pub(in crate::analysis) us: i64,
    /// Whether the series observed the whole time.
    pub(in crate::analysis) is_throughout: bool,
}

/// Streaks of failed and challenged probes that count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::analysis) enum FailureStreak {
    /// All of them.
    All,
    /// Streaks in which a probe failed: a challenge by itself is neither up nor down.
    WithFailed,
}

/// Way in which the rows of a series stand for its probes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::analysis) enum Recording {
    /// A row for each probe.
    EachProbe,
    /// A row for each change of state; this many microseconds lie between two probes.
    Changes(i64),
    /// A period for each state; this many microseconds lie between two probes.
    Periods(i64),
}

/// All probes of one series with a known result.
#[derive(Debug, Clone)]
pub(in crate::analysis) struct SeriesProbes {
    /// Name of the vantage.
    pub(in crate::analysis) vantage: String,
    /// How its rows stand for probes.
    pub(in crate::analysis) recording: Recording,
    /// Runs, in order of time; none overlaps another. May be empty.
    pub(in crate::analysis) runs: Vec<KnownRun>,
    /// Runs of probes that tell no result, in order of time. May be empty.
    pub(in crate::analysis) unknown_probes: Vec<KnownRun>,
    /// Times whose failed probes are set aside (M15).
    pub(in crate::analysis) set_aside: IntervalSet,
    /// Time by which two of its probes can be further apart than their stamps, in microseconds:
    /// what the stamps leave open, and the error of the clock (M2, M4).
    pub(in crate::analysis) stamps_open_us: i64,
}

impl SeriesProbes {
    /// Counts the probes inside a time whose status is one of `statuses`.
    pub(in crate::analysis) fn count(&self, statuses: &[Status], time: Span) -> ProbeCount {
        let runs = self.runs_in(time).filter(|run| statuses.contains(&run.status));
        runs.map(|run| self.count_of(run, time)).sum()
    }

    /// Counts the probes inside a time that tell no result.
    pub(in crate::analysis) fn count_unread(&self, time: Span) -> ProbeCount {
        self.unknown_probes.iter().map(|run| run.probes_in(time)).sum()
    }

    /// Tells of the probes inside a time that no row records; `None` where each has a row, and
    /// where none lies in the time.
    pub(in crate::analysis) fn implied(&self, time: Span) -> Option<ImpliedProbes> {
        let (interval_us, are_periods) = match self.recording {
            Recording::EachProbe => return None,
            Recording::Changes(us) => (us, false),
            Recording::Periods(us) => (us, true),
        };
        let probes: ProbeCount = self.runs_in(time).map(|run| self.count_of(run, time)).sum();
        let (declared, stated): (Vec<&KnownRun>, Vec<&KnownRun>) =
            self.runs_in(time).partition(|run| run.is_declared);
        let interval = IntervalRange { shortest_us: interval_us, longest_us: interval_us };
        let rows = |run: &&KnownRun| match are_periods {
            true => Bounds { least: run.rows, most: run.rows },
            false => run.rows_reaching(time),
        };
        let implied = ImpliedProbes {
            probes,
            entries: stated.iter().map(|run| rows(run).most).sum(),
            entries_least: stated.iter().map(|run| rows(run).least).sum(),
            declared_states: declared.iter().map(|_| 1).sum(),
            are_periods,
            interval,
            // Of such a series no probe has a row.
            are_all: true,
        };
        (probes.most > 0).then_some(implied)
    }

    /// Counts the probes inside a time whose rows disagree (M8).
    pub(in crate::analysis) fn count_disagreeing(&self, time: Span) -> ProbeCount {
        let runs = self.runs_in(time).filter(|run| run.disagrees);
        runs.map(|run| run.probes_in(time)).sum()
    }

    /// Returns the times around probes whose rows disagree: behind the probe before them, up to the
    /// one after. May be empty.
    pub(in crate::analysis) fn around_disagreeing(&self) -> IntervalSet {
        let open = |run: &KnownRun| {
            let is_seen_before = run.around.from() < run.span.from();
            let from = if is_seen_before { run.around.from().plus(1) } else { run.span.from() };
            let is_seen_after = run.around.last() > run.span.last();
            let until = if is_seen_after { run.around.last() } else { run.span.until() };
            Span::new(from, until)
        };
        self.runs.iter().filter(|run| run.disagrees).filter_map(open).collect()
    }

    /// Counts the probes of the longest streak of failed and challenged probes inside a time: no
    /// other known result, no silence and no unknown probe lies between them. Of a number that is a
    /// range the least counts.
    pub(in crate::analysis) fn longest_streak(&self, time: Span, of: FailureStreak) -> u64 {
        let (mut longest, mut streak) = (0, 0);
        let mut last: Option<&KnownRun> = None;
        let mut has_failed = false;
        for run in self.runs_in(time) {
            if last.is_none_or(|last| last.around.until() <= run.span.from()) {
                (streak, has_failed) = (0, false);
            }
            let probes = self.count_of(run, time).least;
            (streak, has_failed) = match run.status {
                Status::Down => (streak + probes, has_failed || probes > 0),
                Status::Challenged => (streak + probes, has_failed),
                _ => (0, false),
            };
            let counts = of == FailureStreak::All || has_failed;
            longest = if counts { longest.max(streak) } else { longest };
            last = Some(run);
        }
        longest
    }

    /// Lists the times from the probe before to the probe after each run of some statuses that has
    /// a probe inside a time, in order of time.
    pub(in crate::analysis) fn around(
        &self,
        statuses: &[Status],
        time: Span,
    ) -> impl Iterator<Item = Span> {
        let failing = self.runs_in(time).filter(|run| statuses.contains(&run.status));
        let inside = failing.filter(move |run| self.count_of(run, time).least > 0);
        inside.map(|run| run.around)
    }

    /// Lists the runs of failed or challenged probes, of which one at least is not set aside, in
    /// order of time.
    pub(in crate::analysis) fn failing_runs(&self) -> impl Iterator<Item = &KnownRun> {
        let failing = self.runs.iter().filter(|run| FAILING.contains(&run.status));
        failing.filter(|run| self.count_of(run, run.span).least > 0)
    }

    /// Lists the runs of degraded probes, in order of time.
    pub(in crate::analysis) fn degraded_runs(&self) -> impl Iterator<Item = &KnownRun> {
        self.runs.iter().filter(|run| run.status == Status::Degraded)
    }

    /// Counts the probes of a run inside a time, without those set aside.
    fn count_of(&self, run: &KnownRun, time: Span) -> ProbeCount {
        if run.status != Status::Down || self.set_aside.is_empty() {
            return run.probes_in(time);
        }
        let kept = self.set_aside.gaps_in(time);
        kept.spans().iter().map(|time| run.probes_in(*time)).sum()
    }

    /// Counts the failed probes inside a time that are set aside (M15).
    pub(in crate::analysis) fn count_set_aside(&self, time: Span) -> ProbeCount {
        let lost = self.set_aside.clip(time);
        let runs = self.runs_in(time).filter(|run| run.status == Status::Down);
        runs.flat_map(|run| lost.spans().iter().map(|time| run.probes_in(*time))).sum()
    }

    /// Returns the shortest and the longest time between two neighbouring probes of the runs that
    /// overlap a time; `None` where no two probes lie there.
    pub(in crate::analysis) fn intervals(&self, time: Span) -> Option<IntervalRange> {
        let mut range: Option<IntervalRange> = None;
        let mut last: Option<Instant> = None;
        for run in self.runs_in(time) {
            if let Some(last) = last {
                range = Some(IntervalRange::and(range, run.span.from().since(last)));
            }
            if let Some(own) = run.intervals {
                range = Some(range.map_or(own, |range| range.union(own)));
            }
            last = Some(run.span.last());
        }
        range
    }

    /// Returns the longest time between two probes in a row, from the one before a time to the one
    /// after it, as far as it was observed; `None` where no probe that counts lies in the time.
    pub(in crate::analysis) fn furthest(&self, time: Span) -> Option<ProbeDistance> {
        let mut us = 0;
        let mut observed = IntervalSet::default();
        for run in self.runs_in(time) {
            let own = run.intervals.map_or(0, |intervals| intervals.longest_us);
            let before = run.span.from().since(run.around.from());
            let after = run.around.last().since(run.span.last());
            us = us.max(own).max(before).max(after);
            observed = observed.union(&IntervalSet::of([run.around]));
        }
        let counts = self.runs_in(time).any(|run| self.count_of(run, time).most > 0);
        let is_throughout = observed.difference(&self.set_aside).gaps_in(time).is_empty();
        // Two probes can be further apart than their stamps (M2, M4).
        let us = if us > 0 { us.saturating_add(self.stamps_open_us) } else { 0 };
        counts.then_some(ProbeDistance { us, is_throughout })
    }

    /// Lists the runs that overlap a time, in order of time.
    fn runs_in(&self, time: Span) -> impl Iterator<Item = &KnownRun> {
        let first = self.runs.partition_point(|run| run.span.until() <= time.from());
        self.runs[first..].iter().take_while(move |run| run.span.from() < time.until())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::series::known_run::tests::run;

    /// Up from 0 to 90, down from 100 to 190, up from 200 to 290: ten probes each, 10 apart. The
    /// failed probes from 120 up to 150 are set aside.
    fn series() -> SeriesProbes {
        let set_aside = Span::new(Instant(120), Instant(150)).expect("a span is not empty");
        let runs = [(Status::Up, 0), (Status::Down, 100), (Status::Up, 200)];
        let runs = runs.map(|(status, first)| KnownRun {
            status,
            span: Span::seen(Instant(first), Instant(first + 90)).expect("it ends after it began"),
            around: Span::seen(Instant(first - 10), Instant(first + 100)).expect("it ends later"),
            ..run(10, 90, 10, 10)
        });
        SeriesProbes {
            vantage: "v".to_owned(),
            recording: Recording::EachProbe,
            runs: runs.to_vec(),
            unknown_probes: Vec::new(),
            set_aside: IntervalSet::of([set_aside]),
            stamps_open_us: 0,
        }
    }

    fn time(from: i64, until: i64) -> Span {
        Span::new(Instant(from), Instant(until)).expect("a span is not empty")
    }

    #[test]
    fn failed_probes_that_are_set_aside_are_no_failed_probes() {
        let series = series();
        let all = time(0, 300);
        assert_eq!(series.count(&[Status::Down], all), ProbeCount::exactly(7));
        assert_eq!(series.count_set_aside(all), ProbeCount::exactly(3));
        assert_eq!(series.count(&[Status::Up], all), ProbeCount::exactly(20));
        assert_eq!(series.count_set_aside(time(0, 121)), ProbeCount::exactly(1));
        let with_up = Span::new(Instant(80), Instant(150)).expect("a span is not empty");
        let both = SeriesProbes { set_aside: IntervalSet::of([with_up]), ..series.clone() };
        assert_eq!(both.count(&[Status::Up], all), ProbeCount::exactly(20), "no failed probes");
        let none_aside = SeriesProbes { set_aside: IntervalSet::default(), ..series };
        assert_eq!(none_aside.count(&[Status::Down], all), ProbeCount::exactly(10));
        assert_eq!(none_aside.count_set_aside(all), ProbeCount::exactly(0));
    }

    /// The first and the last run are ten microseconds from the next; between 190 and 240 there
    /// is no probe, and what is set aside was not observed either.
    #[test]
    fn the_furthest_probes_in_a_row_are_reported_without_silences() {
        let kept = SeriesProbes { set_aside: IntervalSet::default(), ..series() };
        let furthest = |series: &SeriesProbes, from, until| {
            let distance = series.furthest(time(from, until)).expect("there are probes");
            (distance.us, distance.is_throughout)
        };
        assert_eq!(furthest(&kept, 50, 150), (10, true));
        assert_eq!(furthest(&series(), 50, 150), (10, false), "a part of it is set aside");
        let mut silent = kept.clone();
        silent.runs[2].span = Span::seen(Instant(240), Instant(290)).expect("it ends later");
        silent.runs[2].around = silent.runs[2].span;
        silent.runs[1].around = silent.runs[1].span;
        silent.runs[0].around = silent.runs[0].span;
        silent.runs[2].intervals = Some(IntervalRange { shortest_us: 5, longest_us: 30 });
        assert_eq!(furthest(&silent, 150, 190), (10, true));
        assert_eq!(furthest(&silent, 150, 280), (30, false));
        assert_eq!(kept.furthest(time(400, 500)), None);
        let coarse = SeriesProbes { stamps_open_us: 7, ..kept };
        assert_eq!(furthest(&coarse, 50, 150), (17, true), "their stamps leave 7 us open");
    }

    /// A run that ends with the probe at 90 is no part of a time from 91 on; one that begins at 200
    /// is no part of a time that ends before 200.
    #[test]
    fn a_run_that_only_touches_a_time_is_not_in_it() {
        let series = series();
        let firsts = |from, until| -> Vec<i64> {
            series.runs_in(time(from, until)).map(|run| run.span.from().0).collect()
        };
        assert_eq!(firsts(91, 200), [100]);
        assert_eq!(firsts(90, 201), [0, 100, 200]);
    }

    #[test]
    fn intervals_between_runs_count_as_intervals() {
        let range = series().intervals(time(0, 300)).expect("there are probes");
        assert_eq!((range.shortest_us, range.longest_us), (10, 10));
    }
}
