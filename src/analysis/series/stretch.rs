//! Stretches: the runs of a known result, with the probes that each stands for (M7, M12).

use crate::clock::{Instant, IntervalSet, Span};
use crate::model::{Cadence, Gap, ProbeSource, Rules, Run, SeriesRecord, Status};

/// A run of a known result, or what was not set aside of it.
#[derive(Debug, Clone, Copy)]
pub(in crate::analysis) struct Stretch<'a> {
    pub(in crate::analysis) run: &'a Run,
    /// From the first to the last probe that it stands for: in a log of changes, until one probe
    /// before the next row.
    pub(in crate::analysis) span: Span,
    /// Probes that it stands for, at least one.
    pub(in crate::analysis) probes: u64,
    /// Whether the time between it and the next stretch was observed: no silence, and no unknown
    /// probe, lies between the two.
    is_observed_after: bool,
}

impl Stretch<'_> {
    /// Returns the state behind the status: degraded counts as up, as a slow answer is an answer.
    pub(in crate::analysis) fn state(&self) -> Status {
        match self.run.status {
            Status::Degraded => Status::Up,
            status => status,
        }
    }

    /// Counts the probes of the stretch that no row records; none in a log of probes.
    pub(in crate::analysis) fn declared_probes(&self) -> u64 {
        self.probes.saturating_sub(self.run.probes)
    }

    /// Returns the time from the last probe of the stretch to the first of the next one; `None`
    /// where nobody observed that time.
    pub(in crate::analysis) fn until_next(&self, next: &Stretch<'_>) -> Option<Span> {
        Span::seen(self.span.last(), next.span.from()).filter(|_| self.is_observed_after)
    }

    /// Counts the probes of the stretch in a span. A run keeps only its first and its last moment,
    /// so that its probes are taken as evenly spaced between them.
    pub(in crate::analysis) fn probes_in(&self, span: Span) -> u64 {
        let Some(inside) = self.span.intersection(span) else { return 0 };
        let before = |moment: Instant| self.probes_before(moment);
        before(inside.until()) - before(inside.from())
    }

    /// Counts the probes of the stretch before a moment of its span, or before the end of it.
    fn probes_before(&self, moment: Instant) -> u64 {
        let since_us = moment.since(self.span.from());
        if since_us <= 0 {
            return 0;
        }
        // Probe k stands at k steps; those before the moment are at less than `since_us`.
        let (steps, length_us) = (self.probes - 1, i128::from(self.span.inner_length()));
        let passed = i128::from(since_us - 1) * i128::from(steps) / length_us.max(1);
        u64::try_from(passed).unwrap_or(0).min(steps) + 1
    }

    /// Lists the parts of the stretch outside a set in which a probe lies.
    pub(in crate::analysis) fn outside(self, lost: &IntervalSet) -> Vec<Self> {
        let left = IntervalSet::of([self.span]).difference(lost);
        let parts = left.spans().iter().map(|span| Stretch {
            span: *span,
            probes: self.probes_in(*span),
            is_observed_after: self.is_observed_after && span.until() == self.span.until(),
            ..self
        });
        parts.filter(|part| part.probes > 0).collect()
    }
}

/// Lists the stretches of a series, in order of time. `end` is the last row of its source.
pub(in crate::analysis) fn stretches(
    record: &SeriesRecord,
    cadence: Cadence,
    end: Instant,
) -> Vec<Stretch<'_>> {
    let mut all = Vec::with_capacity(record.runs.len());
    for (at, run) in record.runs.iter().enumerate() {
        let next = record.runs.get(at + 1);
        let (last, probes) = match cadence {
            Cadence::Poll => (run.last, run.probes),
            // A log of changes is silent while nothing changes: a state lasts until one probe
            // before the next row.
            Cadence::OnChange { interval_us } => {
                let last = run.last.max(next.map_or(end, |next| next.first.plus(-interval_us)));
                (last, probes_until(run, last, interval_us))
            }
        };
        let is_observed_after =
            next.is_some_and(|next| next.status != Status::Unknown && next.gap != Gap::Silence);
        if let Some(span) = Span::seen(run.first, last).filter(|_| run.status != Status::Unknown) {
            all.push(Stretch { run, span, probes, is_observed_after });
        }
    }
    all
}

/// Returns the times that a series would observe but for unknown probes between two known ones
/// that are no further apart than those of a series without a silence. `end` is the last row of its
/// source.
pub(in crate::analysis) fn bridged(
    record: &SeriesRecord,
    cadence: Cadence,
    end: Instant,
) -> IntervalSet {
    let known: Vec<&Run> = record.runs.iter().filter(|run| run.status != Status::Unknown).collect();
    let mut spans = Vec::with_capacity(known.len());
    for (at, run) in known.iter().enumerate() {
        let next = known.get(at + 1);
        let last = match (next, cadence) {
            (Some(next), _) if next.gap != Gap::Silence => next.first,
            (None, Cadence::OnChange { .. }) => run.last.max(end),
            _ => run.last,
        };
        spans.extend(Span::seen(run.first, last));
    }
    IntervalSet::of(spans)
}

/// Returns the times at which a series went on probing, whatever its probes reported: those of
/// [`bridged`], and those around unknown probes that are no further from the rows beside them than
/// a silence is long. `end` is the last row of its source.
pub(in crate::analysis) fn probed(
    record: &SeriesRecord,
    source: &ProbeSource,
    end: Instant,
) -> IntervalSet {
    let bridged = bridged(record, source.cadence, end);
    if let (Cadence::OnChange { .. }, Some(first)) = (source.cadence, record.runs.first()) {
        return bridged.union(&Span::seen(first.first, end.max(first.first)).into_iter().collect());
    }
    let is_unknown = |run: &&Run| run.status == Status::Unknown;
    if !record.runs.iter().any(|run| is_unknown(&run)) {
        return bridged;
    }
    let unknown = record.runs.iter().filter(is_unknown);
    let own = unknown.filter_map(|run| Span::seen(run.first, run.last));
    let longest = longest_intervals_us(record);
    let limit_us = |longest_us: i64| {
        let pace_us = [record.pace_us, source.pace_us].into_iter().flatten().max().unwrap_or(0);
        let by_pace = longest_us.max(pace_us).saturating_mul(Rules::SILENCE_PACES);
        source.silence_us.unwrap_or(by_pace)
    };
    let pairs = record.runs.windows(2).zip(longest.windows(2));
    let beside = pairs.filter(|(two, longest)| {
        let has_unknown = two.iter().any(|run| run.status == Status::Unknown);
        let longest_us = longest.iter().copied().max().unwrap_or(0);
        has_unknown && two[1].first.since(two[0].last) <= limit_us(longest_us)
    });
    let beside = beside.filter_map(|(two, _)| Span::seen(two[0].last, two[1].first));
    bridged.union(&own.chain(beside).collect())
}

/// Returns for each run of a log of probes the longest interval, in microseconds, between two
/// neighbouring known probes from the silence before the run to the silence after it; 0 for a run
/// of unknown probes. Unknown probes between known ones make it no shorter.
fn longest_intervals_us(record: &SeriesRecord) -> Vec<i64> {
    let is_known = |at: &usize| record.runs[*at].status != Status::Unknown;
    let known: Vec<usize> = (0..record.runs.len()).filter(is_known).collect();
    let mut longest = vec![0; record.runs.len()];
    let is_after_silence = |at: usize| record.runs[at].gap == Gap::Silence;
    for stretch in known.chunk_by(|_, next| !is_after_silence(*next)) {
        let runs = stretch.iter().map(|at| &record.runs[*at]);
        let inside = runs.filter_map(|run| run.intervals).map(|intervals| intervals.longest_us);
        let between = stretch.windows(2).map(|two| {
            let (run, next) = (&record.runs[two[0]], &record.runs[two[1]]);
            next.first.since(run.last)
        });
        let longest_us = inside.chain(between).max().unwrap_or(0);
        stretch.iter().for_each(|at| longest[*at] = longest_us);
    }
    longest
}

/// Counts the probes that a run of a log of changes stands for, one each interval until a moment.
fn probes_until(run: &Run, until: Instant, interval_us: i64) -> u64 {
    let lasted = until.since(run.first).max(0);
    run.probes.max(u64::try_from(lasted / interval_us.max(1)).unwrap_or(0).saturating_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::span;
    use crate::model::{CauseId, IntervalRange, Location, SeriesKey};

    /// A run of probes at 0, 10, 20 … 90.
    fn run() -> Run {
        let row = Location { file: 0, line: 1 };
        Run {
            status: Status::Down,
            gap: Gap::Observed,
            first: Instant(0),
            last: Instant(90),
            probes: 10,
            intervals: Some(IntervalRange { shortest_us: 10, longest_us: 10 }),
            conflicts: 0,
            causes: vec![(CauseId(0), 10)],
            latency: None,
            first_row: row,
            last_row: row,
        }
    }

    fn stretch(run: &Run) -> Stretch<'_> {
        Stretch::example(run, span(0, 91), 10)
    }

    impl<'a> Stretch<'a> {
        /// Builds a stretch after which no silence lies.
        pub(in crate::analysis) fn example(run: &'a Run, span: Span, probes: u64) -> Stretch<'a> {
            Stretch { run, span, probes, is_observed_after: true }
        }
    }

    #[test]
    fn probes_inside_a_span_are_counted_from_its_first_moment_to_before_its_end() {
        let run = run();
        let counts = [(0, 91), (0, 90), (-5, 1), (1, 10), (1, 11), (10, 11), (85, 200), (91, 99)]
            .map(|(from, until)| stretch(&run).probes_in(span(from, until)));
        assert_eq!(counts, [10, 9, 1, 0, 1, 1, 1, 0]);
    }

    #[test]
    fn what_is_set_aside_leaves_parts_with_their_probes() {
        let run = run();
        let left = stretch(&run).outside(&IntervalSet::of([span(15, 41), (span(85, 200))]));
        let stretches: Vec<(i64, i64, u64)> =
            left.iter().map(|one| (one.span.from().0, one.span.until().0, one.probes)).collect();
        assert_eq!(stretches, [(0, 15, 2), (41, 85, 4)]);
        assert!(left.iter().all(|one| !one.is_observed_after));
        assert!(stretch(&run).outside(&IntervalSet::of([span(0, 91)])).is_empty());
        let no_probe = IntervalSet::of([span(0, 41), span(50, 91)]);
        assert!(stretch(&run).outside(&no_probe).is_empty(), "none lies from 41 to 49");
    }

    /// The last row of a log of changes holds until the last row of its source.
    #[test]
    fn a_log_of_changes_counts_until_the_end_of_its_source() {
        let record = SeriesRecord {
            key: SeriesKey { site: "a".to_owned(), vantage: "v".to_owned(), source: 0 },
            runs: vec![run()],
            pace_us: None,
            pace_changes: Vec::new(),
            probes: 10,
            duplicates: 0,
            conflicts: 0,
        };
        let until = |cadence| {
            let source = ProbeSource::new("probes", cadence);
            let probed = probed(&record, &source, Instant(200));
            probed.spans().iter().map(|span| (span.from().0, span.last().0)).collect::<Vec<_>>()
        };
        assert_eq!(until(Cadence::Poll), [(0, 90)]);
        assert_eq!(until(Cadence::OnChange { interval_us: 10 }), [(0, 200)]);
    }
}
