//! One series as sets of moments: up, down, challenged, and observed at all (M6 to M9).

use crate::clock::{Instant, IntervalSet, Span};
use crate::model::{Cadence, ProbeSource, Run, SeriesRecord, Status};

/// A run of degraded answers.
#[derive(Debug, Clone, Copy)]
pub(super) struct DegradedRun {
    /// From the first probe to the last.
    pub(super) span: Span,
    /// Probes that it stands for (M12).
    pub(super) probes: u64,
}

/// One series, ready for the quorum.
#[derive(Debug, Clone)]
pub(super) struct Series<'a> {
    pub(super) record: &'a SeriesRecord,
    /// Times between up probes, without a silence.
    pub(super) up: IntervalSet,
    /// Times between down probes, without a silence.
    pub(super) down: IntervalSet,
    /// Times between challenged probes, without a silence.
    pub(super) challenged: IntervalSet,
    /// Runs of degraded answers, which count as up, in order of time.
    pub(super) degraded: Vec<DegradedRun>,
    /// Times between any usable probes, without a silence.
    pub(super) observed: IntervalSet,
    /// Times around failed probes: from the probe before to the probe after, without a silence.
    pub(super) perhaps_down: IntervalSet,
    /// Times around failed and challenged probes: from the probe before to the probe after.
    pub(super) troubled: IntervalSet,
    pub(super) clock_error_us: i64,
    cadence: Cadence,
}

/// A stretch of one state.
struct Stretch {
    status: Status,
    first: Instant,
    last: Instant,
    /// Probes that it stands for (M12).
    probes: u64,
    /// Whether a row without a state follows, in a log of changes: then nothing is known until the
    /// next row.
    cut: bool,
}

impl<'a> Series<'a> {
    /// Says whether a sample of it, usable or not, can lie in a span.
    pub(super) fn is_sampled_in(&self, span: Span) -> bool {
        self.record.runs.iter().any(|run| run.first < span.until() && span.from() <= run.last)
    }

    /// Reads the runs of `record` as sets. `end` is the last probe of its source, at any site.
    pub(super) fn new(record: &'a SeriesRecord, source: &ProbeSource, end: Instant) -> Series<'a> {
        let stretches = stretches(record, source.cadence, end);
        let silent = |a: &Stretch, b: &Stretch| {
            a.cut || record.silence_us.is_some_and(|limit| b.first.since(a.last) > limit)
        };
        let mut observed: Vec<Span> =
            stretches.iter().filter_map(|s| Span::seen(s.first, s.last)).collect();
        let (mut perhaps, mut troubled): (Vec<Span>, Vec<Span>) = (Vec::new(), Vec::new());
        let of = |status: Status| {
            stretches
                .iter()
                .filter(move |s| state(s.status) == status)
                .filter_map(|s| Span::seen(s.first, s.last))
        };
        let mut up: Vec<Span> = of(Status::Up).collect();
        let mut down: Vec<Span> = of(Status::Down).collect();
        let mut challenged: Vec<Span> = of(Status::Challenged).collect();
        let degraded = degraded_runs(&stretches);
        perhaps.extend(&down);
        troubled.extend(down.iter().chain(&challenged));
        for pair in stretches.windows(2).filter(|pair| !silent(&pair[0], &pair[1])) {
            let between = Span::seen(pair[0].last, pair[1].first);
            observed.extend(between);
            let (a, b) = (state(pair[0].status), state(pair[1].status));
            if a == Status::Down || b == Status::Down {
                perhaps.extend(between);
            }
            if a != Status::Up || b != Status::Up {
                troubled.extend(between);
            }
            if a == b {
                match a {
                    Status::Down => down.extend(between),
                    Status::Challenged => challenged.extend(between),
                    _ => up.extend(between),
                }
            }
        }
        Series {
            record,
            up: IntervalSet::of(up),
            down: IntervalSet::of(down),
            challenged: IntervalSet::of(challenged),
            degraded,
            observed: IntervalSet::of(observed),
            perhaps_down: IntervalSet::of(perhaps),
            troubled: IntervalSet::of(troubled),
            cadence: source.cadence,
            clock_error_us: source.clock_error_us,
        }
    }

    /// Sets failed probes aside (M15): in `sick` the series counts as observed only where it saw
    /// the site otherwise than down.
    pub(super) fn set_aside(&mut self, sick: &IntervalSet) {
        let lost =
            self.perhaps_down.intersection(sick).difference(&self.up).difference(&self.challenged);
        self.down = self.down.difference(&lost);
        self.observed = self.observed.difference(&lost);
        self.perhaps_down = self.perhaps_down.difference(&lost);
        self.troubled = self.troubled.difference(&lost);
    }

    /// Counts the probes that a run stands for: in a log of changes one row stands for all probes
    /// until the next change (M12).
    pub(super) fn probes(&self, run: &Run) -> u64 {
        let Cadence::OnChange { interval_us } = self.cadence else { return run.probes };
        let set = if run.status == Status::Down { &self.down } else { &self.challenged };
        // Its state may go on in the run after it, which counts its own.
        let after = self.record.runs.partition_point(|other| other.first <= run.first);
        let next = self.record.runs.get(after).map(|next| next.first.plus(-interval_us));
        let until = set
            .around(run.first)
            .map(|span| next.map_or(span.last(), |next| span.last().min(next)));
        probes_until(run, until.unwrap_or(run.first), interval_us)
    }

    /// Lists the runs of failure, or of challenge, that overlap `span` and were not set aside.
    pub(super) fn runs_in(&self, status: Status, span: Span) -> impl Iterator<Item = &'a Run> {
        let kept = if status == Status::Down { &self.down } else { &self.challenged };
        let kept = kept.clip(span);
        let runs = &self.record.runs;
        // Runs are in order of time, and none overlaps another.
        runs[runs.partition_point(|run| run.last < span.from())..]
            .iter()
            .take_while(move |run| run.first < span.until())
            .filter(move |run| run.status == status)
            .filter(move |run| {
                Span::seen(run.first, run.last).is_some_and(|seen| !kept.clip(seen).is_empty())
            })
    }
}

/// Counts the probes that a row of a log of changes stands for, one each interval until a moment.
fn probes_until(run: &Run, until: Instant, interval_us: i64) -> u64 {
    let lasted = until.since(run.first).max(0);
    run.probes.max(u64::try_from(lasted / interval_us.max(1)).unwrap_or(0).saturating_add(1))
}

/// Lists the stretches of degraded answers.
fn degraded_runs(stretches: &[Stretch]) -> Vec<DegradedRun> {
    let degraded = stretches.iter().filter(|stretch| stretch.status == Status::Degraded);
    degraded
        .filter_map(|stretch| {
            let span = Span::seen(stretch.first, stretch.last)?;
            Some(DegradedRun { span, probes: stretch.probes })
        })
        .collect()
}

/// Returns the state behind a status: degraded counts as up, as a slow answer is an answer.
fn state(status: Status) -> Status {
    if status == Status::Degraded { Status::Up } else { status }
}

/// Splits a series into stretches of one state, in order of time.
fn stretches(record: &SeriesRecord, cadence: Cadence, end: Instant) -> Vec<Stretch> {
    let usable = record.runs.iter().enumerate().filter(|(_, run)| run.status != Status::Unusable);
    let stretch = |(at, run): (usize, &Run)| {
        let next = record.runs.get(at + 1);
        let last = match cadence {
            Cadence::Poll => run.last,
            // A log of changes is silent while nothing changes: a state lasts until one probe
            // before the next row.
            Cadence::OnChange { interval_us } => {
                run.last.max(next.map_or(end, |next| next.first.plus(-interval_us)))
            }
        };
        let probes = match cadence {
            Cadence::Poll => run.probes,
            Cadence::OnChange { interval_us } => probes_until(run, last, interval_us),
        };
        let cut =
            cadence != Cadence::Poll && next.is_some_and(|next| next.status == Status::Unusable);
        Stretch { status: run.status, first: run.first, last, probes, cut }
    };
    usable.map(stretch).collect()
}
