//! One series as sets of moments: up, down, challenged, and observed at all (M6 to M9).

use super::known_probes::{Recording, SeriesProbes};
use super::known_run::KnownRun;
use super::stretch::{Stretch, bridged, probed, stretches};
use crate::clock::{Instant, IntervalSet, Span};
use crate::model::{Cadence, IntervalRange, Location, ProbeSource, Run, SeriesRecord, Status};

/// One series, ready for the quorum.
#[derive(Debug, Clone)]
pub(in crate::analysis) struct SeriesView<'a> {
    pub(in crate::analysis) record: &'a SeriesRecord,
    /// Times between up probes, without a silence.
    pub(in crate::analysis) up: IntervalSet,
    /// Times between down probes, without a silence.
    pub(in crate::analysis) down: IntervalSet,
    /// Times between challenged probes, without a silence.
    pub(in crate::analysis) challenged: IntervalSet,
    /// Probes with a known result.
    pub(in crate::analysis) probes: SeriesProbes,
    /// Times between any probes with a known result, without a silence or an unknown probe.
    pub(in crate::analysis) observed: IntervalSet,
    /// Times at which its vantage counts for the quorum: those observed, and those at which it went
    /// on probing, whatever its probes reported (M9).
    pub(in crate::analysis) counted: IntervalSet,
    /// Times that it would observe but for unknown probes between two known ones that are near.
    pub(in crate::analysis) bridged: IntervalSet,
    /// Times at which it has no voice, as another series outpaces it (M9).
    pub(in crate::analysis) muted: IntervalSet,
    /// Times between two of its probes of different states at which it yields to finer
    /// series that agree with both (M9).
    pub(in crate::analysis) yielded: IntervalSet,
    /// Times around failed probes: from the probe before to the probe after, without a silence.
    pub(in crate::analysis) perhaps_down: IntervalSet,
    /// Times around failed and challenged probes: from the probe before to the probe after.
    pub(in crate::analysis) troubled: IntervalSet,
    /// Most that the clock of its source is wrong, in microseconds (M4).
    pub(in crate::analysis) clock_error_us: i64,
    /// Length of the time that its stamps leave open, in microseconds (M2).
    pub(in crate::analysis) resolution_us: i64,
    /// Whether its rows are periods of a state, and no probes or changes.
    pub(in crate::analysis) lists_periods: bool,
    /// Whether its probes come from places that take turns (M7).
    pub(in crate::analysis) takes_turns: bool,
    /// Runs of a known result, without those set aside (M15), in order of time.
    stretches: Vec<Stretch<'a>>,
}

impl<'a> SeriesView<'a> {
    /// Reads the runs of `record` as sets. `end` is the last row of its source, at any site.
    pub(in crate::analysis) fn new(
        record: &'a SeriesRecord,
        source: &ProbeSource,
        end: Instant,
    ) -> SeriesView<'a> {
        let stretches = stretches(record, source.cadence, end);
        let mut series = SeriesView {
            record,
            up: of_state(&stretches, Status::Up),
            down: of_state(&stretches, Status::Down),
            challenged: of_state(&stretches, Status::Challenged),
            probes: SeriesProbes {
                vantage: record.key.vantage.clone(),
                recording: recording(source),
                runs: known_runs(&stretches, source),
                unknown_probes: if source.lists_periods {
                    Vec::new()
                } else {
                    unknown_runs(record)
                },
                set_aside: IntervalSet::default(),
                stamps_open_us: stamps_open_us(source),
            },
            observed: stretches.iter().map(|stretch| stretch.span).collect(),
            counted: probed(record, source, end),
            bridged: bridged(record, source.cadence, end),
            muted: IntervalSet::default(),
            yielded: IntervalSet::default(),
            perhaps_down: IntervalSet::default(),
            troubled: IntervalSet::default(),
            clock_error_us: source.clock_error_us,
            resolution_us: source.resolution.us,
            lists_periods: source.lists_periods,
            takes_turns: source.takes_turns,
            stretches,
        };
        series.perhaps_down = series.down.clone();
        series.troubled = series.down.union(&series.challenged);
        series.add_times_between();
        // What a list of periods says nothing of it does not observe: no probe was made then.
        if series.lists_periods {
            series.counted = series.observed.clone();
            series.bridged = series.observed.clone();
        }
        series
    }

    /// Adds the times between two neighbouring stretches to the sets that they belong to.
    fn add_times_between(&mut self) {
        let (mut up, mut down, mut challenged) = (Vec::new(), Vec::new(), Vec::new());
        let (mut observed, mut perhaps, mut troubled) = (Vec::new(), Vec::new(), Vec::new());
        for pair in self.stretches.windows(2) {
            let Some(between) = pair[0].until_next(&pair[1]) else { continue };
            observed.push(between);
            let (a, b) = (pair[0].state(), pair[1].state());
            if a == Status::Down || b == Status::Down {
                perhaps.push(between);
            }
            if a != Status::Up || b != Status::Up {
                troubled.push(between);
            }
            if a == b {
                match a {
                    Status::Down => down.push(between),
                    Status::Challenged => challenged.push(between),
                    _ => up.push(between),
                }
            }
        }
        for (set, spans) in [
            (&mut self.up, up),
            (&mut self.down, down),
            (&mut self.challenged, challenged),
            (&mut self.observed, observed),
            (&mut self.perhaps_down, perhaps),
            (&mut self.troubled, troubled),
        ] {
            *set = set.union(&IntervalSet::of(spans));
        }
    }

    /// Returns the series without the times up around probes whose rows disagree (M8), where there
    /// are any.
    pub(in crate::analysis) fn agreed(&self) -> Option<SeriesView<'a>> {
        let around = self.probes.around_disagreeing();
        let up = self.up.difference(&around);
        (!around.is_empty()).then(|| SeriesView { up, ..self.clone() })
    }

    /// Says whether any probe of the series has a known result. All lie in the window, as no other
    /// row is taken.
    pub(in crate::analysis) fn has_known_probe(&self) -> bool {
        self.record.runs.iter().any(|run| run.status != Status::Unknown)
    }

    /// Counts the probes with an unknown result; a list of periods has none.
    pub(in crate::analysis) fn unknown_probes(&self) -> u64 {
        if self.lists_periods {
            return 0;
        }
        self.unknown_runs().map(|run| run.probes).sum()
    }

    /// Lists the moments from which on a list of periods says nothing of the site, until its next
    /// period; none in a log of probes or changes.
    pub(in crate::analysis) fn unlisted_from(&self) -> impl Iterator<Item = Instant> {
        self.unknown_runs().filter(|_| self.lists_periods).map(|run| run.first)
    }

    /// Lists the runs of an unknown result.
    fn unknown_runs(&self) -> impl Iterator<Item = &'a Run> {
        self.record.runs.iter().filter(|run| run.status == Status::Unknown)
    }

    /// Measures the times between the first and the last row of the series that it did not observe,
    /// in microseconds: silences, and those around unknown probes (M7).
    pub(in crate::analysis) fn gaps_us(&self) -> Vec<i64> {
        let rows = &self.record.runs;
        let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return Vec::new() };
        let (Some(known), Some(last_known)) = (self.stretches.first(), self.stretches.last())
        else {
            return vec![last.last.since(first.first)];
        };
        let unobserved = |pair: &&[Stretch<'_>]| pair[0].until_next(&pair[1]).is_none();
        let between = self.stretches.windows(2).filter(unobserved);
        let mut gaps: Vec<i64> =
            between.map(|pair| pair[1].span.from().since(pair[0].span.last())).collect();
        gaps.push(known.span.from().since(first.first));
        gaps.push(last.last.since(last_known.span.last()));
        // A list of periods has what it does not tell one microsecond behind an end.
        gaps.retain(|gap| *gap > 1);
        gaps
    }

    /// Sets failed probes aside (M15): in `sick` the series counts as observed only where it saw
    /// the site otherwise than down.
    pub(in crate::analysis) fn set_aside(&mut self, sick: &IntervalSet) {
        let lost =
            self.perhaps_down.intersection(sick).difference(&self.up).difference(&self.challenged);
        self.down = self.down.difference(&lost);
        self.observed = self.observed.difference(&lost);
        self.counted = self.counted.difference(&lost);
        self.bridged = self.bridged.difference(&lost);
        self.perhaps_down = self.perhaps_down.difference(&lost);
        self.troubled = self.troubled.difference(&lost);
        self.probes.set_aside = self.probes.set_aside.union(&lost);
        let all = std::mem::take(&mut self.stretches);
        self.stretches = all.into_iter().flat_map(|stretch| stretch.outside(&lost)).collect();
    }

    /// Takes its voice from the series at some times: it tells no state then, and counts all the
    /// same among the vantages of which enough must agree.
    pub(in crate::analysis) fn mute(&mut self, times: &IntervalSet) {
        for state in [&mut self.up, &mut self.down, &mut self.challenged] {
            *state = state.difference(times);
        }
        self.muted = self.muted.union(times);
    }

    /// Lists the stretches that were not set aside, in order of time; none overlaps another.
    pub(in crate::analysis) fn stretches(&self) -> &[Stretch<'a>] {
        &self.stretches
    }

    /// Lists the stretches that overlap `span` and were not set aside, in order of time.
    pub(in crate::analysis) fn stretches_meeting(
        &self,
        span: Span,
    ) -> impl Iterator<Item = &Stretch<'a>> {
        let first = self.stretches.partition_point(|stretch| stretch.span.until() <= span.from());
        let rest = self.stretches[first..].iter();
        rest.take_while(move |stretch| stretch.span.from() < span.until())
    }

    /// Lists the stretches of a status that overlap `span` and were not set aside, in order of
    /// time.
    pub(in crate::analysis) fn stretches_in(
        &self,
        status: Status,
        span: Span,
    ) -> impl Iterator<Item = &Stretch<'a>> {
        self.stretches_meeting(span).filter(move |stretch| stretch.run.status == status)
    }
}

/// Collects the spans of the stretches of a state.
fn of_state(stretches: &[Stretch<'_>], state: Status) -> IntervalSet {
    let of_it = stretches.iter().filter(|stretch| stretch.state() == state);
    of_it.map(|stretch| stretch.span).collect()
}

/// Returns the time by which two probes of a source can be further apart than their stamps.
fn stamps_open_us(source: &ProbeSource) -> i64 {
    // Probes that are declared have no stamps of their own.
    if !matches!(source.cadence, Cadence::Poll) {
        return 0;
    }
    let open_us = (source.resolution.us - 1).max(0);
    open_us.saturating_add(source.clock_error_us.saturating_mul(2))
}

/// Returns the way in which the rows of a source stand for its probes.
fn recording(source: &ProbeSource) -> Recording {
    match source.cadence {
        Cadence::Poll => Recording::EachProbe,
        Cadence::OnChange { interval_us } if source.lists_periods => {
            Recording::Periods(interval_us)
        }
        Cadence::OnChange { interval_us } => Recording::Changes(interval_us),
    }
}

/// Returns the probes of each stretch, as runs.
fn known_runs(stretches: &[Stretch<'_>], source: &ProbeSource) -> Vec<KnownRun> {
    let ProbeSource { cadence, lists_periods, .. } = *source;
    let mut runs = Vec::with_capacity(stretches.len());
    for (at, stretch) in stretches.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| stretches[before].until_next(stretch));
        let after = stretches.get(at + 1).and_then(|next| stretch.until_next(next));
        let from = before.map_or(stretch.span.from(), |before| before.from());
        let until = after.map_or(stretch.span.until(), |after| after.until());
        let around = Span::new(from, until).unwrap_or(stretch.span);
        let is_declared = lists_periods && is_beside_periods(stretches, at);
        runs.push(KnownRun { is_declared, ..known_run(stretch, cadence, around) });
    }
    runs
}

/// Says whether the rows of an up state of a list are those of the periods of down beside it: it
/// is then declared, and no period of its own.
fn is_beside_periods(stretches: &[Stretch<'_>], at: usize) -> bool {
    let run = stretches[at].run;
    let before = at.checked_sub(1).and_then(|before| stretches.get(before));
    let after = stretches.get(at + 1);
    let rows = [before.map(|one| one.run.last_row), after.map(|one| one.run.first_row)];
    let is_of_neighbour = |row: Location| rows.contains(&Some(row));
    run.status == Status::Up && is_of_neighbour(run.first_row) && is_of_neighbour(run.last_row)
}

/// Returns the runs of probes that tell no result.
fn unknown_runs(record: &SeriesRecord) -> Vec<KnownRun> {
    let unknown_probes = record.runs.iter().filter(|run| run.status == Status::Unknown);
    let runs = unknown_probes.filter_map(|run| {
        let span = Span::seen(run.first, run.last)?;
        let (probes, intervals) = (run.probes, run.intervals);
        let (status, around) = (run.status, span);
        let (rows, is_declared, disagrees) = (run.probes, false, run.conflicts > 0);
        let last_row = run.last;
        Some(KnownRun {
            status,
            span,
            probes,
            rows,
            last_row,
            is_declared,
            intervals,
            around,
            disagrees,
        })
    });
    runs.collect()
}

/// Returns the probes of a stretch, as a run.
fn known_run(stretch: &Stretch<'_>, cadence: Cadence, around: Span) -> KnownRun {
    let run = stretch.run;
    let intervals = match cadence {
        Cadence::Poll => run.intervals,
        Cadence::OnChange { interval_us } => {
            let even = IntervalRange { shortest_us: interval_us, longest_us: interval_us };
            // Rows may stand closer together than the probes that they stand for.
            let own = run.intervals.filter(|_| stretch.probes == run.probes);
            (stretch.probes > 1).then(|| own.map_or(even, |own| own.union(even)))
        }
    };
    let (status, span, probes) = (run.status, stretch.span, stretch.probes);
    let (rows, is_declared, disagrees) = (run.probes, false, run.conflicts > 0);
    let last_row = run.last;
    KnownRun { status, span, probes, rows, last_row, is_declared, intervals, around, disagrees }
}

#[cfg(test)]
pub(in crate::analysis) mod tests {
    use super::*;
    use crate::clock::span;
    use crate::model::{CauseId, Gap, Run, SeriesKey};

    /// A run of a site's probes, ten microseconds apart.
    pub(in crate::analysis) fn run(status: Status, first: i64, last: i64) -> Run {
        let row = Location { file: 0, line: 1 };
        let probes = u64::try_from((last - first) / 10 + 1).expect("it ends after it began");
        Run {
            status,
            gap: Gap::Observed,
            first: Instant(first),
            last: Instant(last),
            probes,
            intervals: (probes > 1).then_some(IntervalRange { shortest_us: 10, longest_us: 10 }),
            conflicts: 0,
            causes: vec![(CauseId(0), probes)],
            latency: None,
            first_row: row,
            last_row: row,
        }
    }

    /// The series of some runs, at site `a` from vantage `v`.
    pub(in crate::analysis) fn series_of(runs: Vec<Run>) -> SeriesRecord {
        SeriesRecord {
            key: SeriesKey { site: "a".to_owned(), vantage: "v".to_owned(), source: 0 },
            pace_us: None,
            pace_changes: Vec::new(),
            probes: runs.iter().map(|run| run.probes).sum(),
            duplicates: 0,
            conflicts: 0,
            runs,
        }
    }

    /// Reads a series of a log of probes.
    pub(in crate::analysis) fn view(record: &SeriesRecord) -> SeriesView<'_> {
        let source = ProbeSource::new("probes", Cadence::Poll);
        SeriesView::new(record, &source, Instant(1_000))
    }

    fn spans(set: &IntervalSet) -> Vec<(i64, i64)> {
        set.spans().iter().map(|span| (span.from().0, span.until().0)).collect()
    }

    /// Two runs of one state follow each other where the rows of a moment disagree in one of them.
    #[test]
    fn the_time_between_two_runs_of_one_state_is_of_that_state() {
        for (status, expected) in [
            (Status::Up, [vec![(0, 51)], vec![], vec![]]),
            (Status::Down, [vec![], vec![(0, 51)], vec![]]),
            (Status::Challenged, [vec![], vec![], vec![(0, 51)]]),
        ] {
            let record = series_of(vec![run(status, 0, 20), run(status, 30, 50)]);
            let series = view(&record);
            let states = [&series.up, &series.down, &series.challenged].map(spans);
            assert_eq!(states, expected, "{status:?}");
        }
    }

    /// Unknown until 20, then up until 50, a silence until 100, unknown again from 120 to 130.
    #[test]
    fn gaps_are_the_times_that_were_not_observed() {
        let runs = vec![
            run(Status::Unknown, 0, 10),
            run(Status::Up, 20, 50),
            Run { gap: Gap::Silence, ..run(Status::Up, 100, 110) },
            run(Status::Unknown, 120, 130),
        ];
        let gaps = |runs: Vec<Run>| view(&series_of(runs)).gaps_us();
        assert_eq!(gaps(runs), [50, 20, 20]);
        assert!(gaps(vec![run(Status::Up, 0, 50)]).is_empty());
        assert_eq!(gaps(vec![run(Status::Unknown, 0, 10)]), [10]);
        assert!(gaps(Vec::new()).is_empty());
    }

    #[test]
    fn only_stretches_that_overlap_a_span_lie_in_it() {
        let record = series_of(vec![
            run(Status::Down, 0, 20),
            run(Status::Up, 30, 30),
            run(Status::Down, 40, 60),
        ]);
        let series = view(&record);
        let first = |from, until| -> Vec<i64> {
            let stretches = series.stretches_in(Status::Down, span(from, until));
            stretches.map(|stretch| stretch.span.from().0).collect()
        };
        assert_eq!([first(20, 30), first(21, 30)], [vec![0], vec![]], "the first ends with 20");
        assert_eq!([first(30, 40), first(30, 41)], [vec![], vec![40]], "the second begins at 40");
    }

    /// In a log of changes one row stands for a probe each interval.
    #[test]
    fn the_probes_of_a_log_of_changes_are_as_far_apart_as_declared() {
        let run = run(Status::Up, 0, 30);
        let intervals = |probes| {
            let (span, cadence) = (span(0, 61), Cadence::OnChange { interval_us: 20 });
            let stretch = Stretch::example(&run, span, probes);
            let known = known_run(&stretch, cadence, span);
            known.intervals.map(|range| (range.shortest_us, range.longest_us))
        };
        assert_eq!(intervals(run.probes), Some((10, 20)), "the rows are the probes");
        assert_eq!(intervals(run.probes + 1), Some((20, 20)));
        assert_eq!(intervals(1), None);
    }
}
