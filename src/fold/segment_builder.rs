//! One stretch of a series in order: observations become runs, split where the status changes or a
//! silence lies between.

use super::interval_ring::{IntervalRing, UsualLengths};
use super::observation::{MomentRows, Observation};
use super::run_builder::RunBuilder;
use super::run_list::RunList;
use super::segment::{FoldedSegment, is_beyond};
use super::silence::SilenceRule;
use crate::clock::Instant;
use crate::model::{Gap, Interval, Run, Sample, Status};

/// A segment under way.
#[derive(Debug)]
pub(super) struct SegmentBuilder {
    /// The rows of the moment that may still get more of them.
    moment: Option<MomentRows>,
    /// The run before that moment, back to where the status changed or a silence was.
    run: Option<RunBuilder>,
    /// The moment before that moment.
    last: Instant,
    /// Rows that repeat another, except those of the first moment and of the moment under way.
    duplicates: u64,
    /// Intervals between the probes with a known result, without the first and the last moment.
    intervals: IntervalRing,
    /// Lengths of the next interval for which nothing need be asked.
    usual: UsualLengths,
    /// Gaps that later intervals may close, in order of time.
    open: Vec<OpenGap>,
    /// The first moment, once a second has come: another segment may have rows of it.
    head: Option<Box<MomentRows>>,
    /// The runs that are complete.
    runs: Vec<Run>,
    /// Rule that recognises silences, where it is known before the rows come.
    rule: SilenceRule,
    /// About how many rows were discarded; `None` where rows are taken.
    discarded: Option<u64>,
}

/// A gap between two runs that may prove to be no silence.
#[derive(Debug, Clone, Copy)]
struct OpenGap {
    /// Number of the interval.
    interval: u64,
    /// Index of the run after it; that of the run under way is the number of complete ones.
    run: usize,
}

impl Default for SegmentBuilder {
    fn default() -> SegmentBuilder {
        SegmentBuilder::with_rule(SilenceRule::Pace { declared_us: None })
    }
}

impl SegmentBuilder {
    /// Makes a builder for a series whose rule for silences is known.
    pub(super) fn with_rule(rule: SilenceRule) -> SegmentBuilder {
        SegmentBuilder {
            moment: None,
            run: None,
            last: Instant(0),
            duplicates: 0,
            intervals: IntervalRing::default(),
            usual: UsualLengths::NONE,
            open: Vec::new(),
            head: None,
            runs: Vec::new(),
            rule,
            discarded: None,
        }
    }

    /// Builds a builder that only counts rows, beginning with those discarded before.
    pub(super) fn discarding(rows: u64) -> SegmentBuilder {
        SegmentBuilder { discarded: Some(rows), ..SegmentBuilder::default() }
    }

    /// Counts the runs that are complete.
    pub(super) fn runs(&self) -> usize {
        self.runs.len()
    }

    /// Returns about how many rows were discarded; `None` where rows are taken.
    pub(super) fn discarded_rows(&self) -> Option<u64> {
        self.discarded
    }

    /// Takes the next row and gives `true`, where the row is later than the last and stands in the
    /// same file, as most rows do; else gives `false`.
    #[inline(always)]
    pub(super) fn push(&mut self, row: Sample) -> bool {
        let follows =
            |moment: &MomentRows| moment.at() < row.at && moment.file() == row.location.file;
        let is_next = self.head.is_some() && self.moment.as_ref().is_some_and(follows);
        if is_next {
            self.start_moment(row);
        }
        is_next
    }

    /// Takes the moment under way into the runs, and starts the next one with a row.
    #[inline(always)]
    fn start_moment(&mut self, row: Sample) {
        let Some(moment) = &mut self.moment else { return };
        let observation = moment.observation();
        self.duplicates += moment.duplicates();
        moment.restart(row);
        self.add(observation);
    }

    /// Takes any row but two kinds, for which it gives `false`: one that is earlier than the last,
    /// and one that stands in another file and so much later that a file between the two may still
    /// come.
    pub(super) fn push_other(&mut self, row: Sample, causes: &[String]) -> bool {
        if let Some(rows) = &mut self.discarded {
            *rows += 1;
            return true;
        }
        match &mut self.moment {
            None => self.moment = Some(MomentRows::new(row)),
            Some(moment) if moment.at() == row.at => moment.add(row, causes),
            Some(moment) if row.at < moment.at() => return false,
            Some(moment) if moment.file() != row.location.file => {
                let at = moment.at();
                if self.is_apart(at, row.at) {
                    return false;
                }
                self.advance_to(row);
            }
            Some(_) => self.advance_to(row),
        }
        true
    }

    /// Says whether a row is so much later than the moment under way that others may lie between.
    fn is_apart(&self, moment: Instant, later: Instant) -> bool {
        let latest = if self.head.is_some() { moment.since(self.last) } else { 0 };
        is_beyond(later.since(moment), self.intervals.latest_us().chain([latest]))
    }

    /// Says whether a row is earlier than the last.
    pub(super) fn is_behind(&self, row: &Sample) -> bool {
        self.moment.as_ref().is_some_and(|moment| row.at < moment.at())
    }

    /// Takes a later row, so that the moment before it is complete.
    pub(super) fn advance_to(&mut self, row: Sample) {
        match &mut self.moment {
            Some(_) if self.head.is_some() => self.start_moment(row),
            Some(moment) => {
                self.last = moment.at();
                self.head = Some(Box::new(std::mem::replace(moment, MomentRows::new(row))));
            }
            none => *none = Some(MomentRows::new(row)),
        }
    }

    /// Adds an observation, later than all before, to the runs.
    #[inline(always)]
    fn add(&mut self, observation: Observation) {
        let from = std::mem::replace(&mut self.last, observation.at);
        let us = observation.at.since(from);
        match &mut self.run {
            Some(run) if self.usual.contains(us) && run.takes(&observation) => {
                self.usual = self.intervals.push_usual(Interval { from, us });
                run.add(&observation);
            }
            _ => self.add_other(observation, from),
        }
    }

    /// Adds an observation after anything but a usual interval, or of another status; `from` is the
    /// moment before it.
    #[inline(never)]
    fn add_other(&mut self, observation: Observation, from: Instant) {
        let is_known = observation.status != Status::Unknown;
        let mut gap = if self.run.is_some() { Gap::Observed } else { Gap::Open };
        let mut open_interval = None;
        if is_known && let Some(from) = self.last_known(from) {
            let us = observation.at.since(from);
            let number = self.intervals.push(Interval { from, us });
            self.close_gaps();
            gap = self.rule.declared(us).unwrap_or_else(|| self.intervals.gap(number));
            open_interval = Some(number).filter(|_| gap == Gap::Open);
        }
        match &mut self.run {
            Some(run) if gap == Gap::Observed && run.takes(&observation) => run.add(&observation),
            _ => {
                let before = self.run.replace(RunBuilder::new(&observation, gap));
                self.runs.extend(before.map(RunBuilder::finish));
                let run = self.runs.len();
                self.open.extend(open_interval.map(|interval| OpenGap { interval, run }));
            }
        }
        let is_asked = !is_known || !self.open.is_empty() || self.rule.declared(0).is_some();
        self.usual = if is_asked { UsualLengths::NONE } else { self.intervals.usual() };
    }

    /// Returns the moment of the last known probe; `last` is that of the last probe. `None` where
    /// the stretch begins with unknown probes.
    fn last_known(&self, last: Instant) -> Option<Instant> {
        match self.run.as_ref()?.status() {
            Status::Unknown => self.runs.last().map(|before| before.last),
            _ => Some(last),
        }
    }

    /// Closes the open gaps that the latest interval tells to be none, or that no later one can.
    fn close_gaps(&mut self) {
        let mut at = 0;
        while let Some(open) = self.open.get(at).copied() {
            let gap = self.intervals.gap(open.interval);
            if gap == Gap::Open && !self.intervals.has_all_after(open.interval) {
                at += 1;
                continue;
            }
            self.open.remove(at);
            self.close_gap(open.run, gap);
        }
    }

    /// Notes what lies before a run, and joins it to the run before where that is no silence.
    fn close_gap(&mut self, index: usize, gap: Gap) {
        if let Some(run) = self.runs.get_mut(index) {
            run.gap = gap;
            let is_joined = index > 0 && gap == Gap::Observed;
            if is_joined && self.runs[index - 1].is_like(&self.runs[index]) {
                let later = self.runs.remove(index);
                self.runs[index - 1].append(&later);
                let moved = self.open.iter_mut().filter(|open| open.run > index);
                moved.for_each(|open| open.run -= 1);
            }
        } else if let Some(run) = &mut self.run {
            run.set_gap(gap);
            if gap == Gap::Observed
                && let Some(before) = self.runs.pop_if(|before| run.is_like(before))
            {
                run.join_to(before);
            }
        }
    }

    /// Returns the segment, complete; `None` where no row came.
    pub(super) fn finish(mut self) -> Option<FoldedSegment> {
        let last = self.moment.take()?;
        let (head, tail) = match self.head.take() {
            None => (last, None),
            Some(head) => (*head, Some(last)),
        };
        self.runs.extend(self.run.take().map(RunBuilder::finish));
        let (intervals, changes) = self.intervals.into_parts();
        let inner = RunList { runs: self.runs, intervals, changes };
        Some(FoldedSegment { head, tail, inner, duplicates: self.duplicates })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CauseId, Location, SeriesKey};

    /// A builder that has read probes at 0, 10, 20 and 30 of the first file.
    fn builder() -> SegmentBuilder {
        let mut builder = SegmentBuilder::default();
        for at in [0, 10, 20, 30] {
            assert!(builder.push_other(Sample::example(0, at), &[]), "in order");
        }
        builder
    }

    #[test]
    fn a_row_is_behind_one_that_is_later() {
        assert_eq!(
            [29, 30, 31].map(|at| builder().is_behind(&Sample::example(0, at))),
            [true, false, false]
        );
        assert!(!SegmentBuilder::default().is_behind(&Sample::example(0, 0)));
    }

    #[test]
    fn a_row_of_another_file_is_taken_within_twice_the_pace() {
        let takes = |file, at| builder().push_other(Sample::example(file, at), &[]);
        assert_eq!([29, 30, 31, 50, 51].map(|at| takes(1, at)), [false, true, true, true, false]);
        assert!(takes(0, 51), "no other file can lie between rows of one file");
    }

    /// The next row of a file is taken at once; a repeat and a row of another file are not.
    #[test]
    fn only_the_next_row_of_a_file_is_taken_at_once() {
        let takes = |file, at| builder().push(Sample::example(file, at));
        assert_eq!(
            [takes(0, 31), takes(0, 30), takes(0, 29), takes(1, 31)],
            [true, false, false, false]
        );
    }

    /// The segment of probes at some moments, all up but those of `unknown`.
    fn segment(moments: &[i64], unknown: &[i64]) -> FoldedSegment {
        let mut builder = SegmentBuilder::default();
        for at in moments {
            let status = if unknown.contains(at) { Status::Unknown } else { Status::Up };
            let (cause, location) = (CauseId(0), Location { file: 0, line: 1 });
            let at = Instant(*at);
            let row = Sample { series: 0, at, status, cause, latency_us: None, location };
            assert!(builder.push_other(row, &[]), "in order");
        }
        builder.finish().expect("it has a row")
    }

    #[test]
    fn a_segment_is_before_another_that_begins_where_it_ends() {
        let first = segment(&[0, 10, 20], &[]);
        let begins = |at| first.is_before(&segment(&[at, at + 10], &[]));
        assert_eq!([19, 20, 21].map(begins), [false, true, true]);
    }

    #[test]
    fn segments_are_apart_beyond_twice_the_pace() {
        let first = segment(&[0, 10, 20, 30], &[]);
        let begins = |at| first.is_apart(&segment(&[at], &[]));
        assert_eq!([30, 50, 51].map(begins), [false, false, true]);
    }

    /// Five up probes at the pace of 10, none for 100, then more of them; an unknown one at the end
    /// changes nothing. What lies between the first and the last moment are one or two runs.
    #[test]
    fn a_file_of_runs_has_a_run_for_what_no_declared_silence_divides() {
        let moments = [0, 10, 20, 30, 40, 140, 150, 160, 170, 180, 190];
        let inner = |rule| {
            let model = segment(&moments, &[180]).into_model(0, rule);
            let inner = &model.runs[1..model.runs.len() - 1];
            inner.iter().map(|run| (run.status, run.probes)).collect::<Vec<_>>()
        };
        let (up, unknown) = (Status::Up, (Status::Unknown, 1));
        assert_eq!(inner(SilenceRule::LongerThan(100)), [(up, 8), unknown]);
        assert_eq!(inner(SilenceRule::LongerThan(99)), [(up, 4), (up, 4), unknown]);
    }

    /// The pace changes with the 21st interval. However the probes are cut in two, the record is
    /// that of the whole, and the change stands in it once.
    #[test]
    fn a_change_of_pace_near_a_cut_is_noted_once() {
        let steps = [[10; 20], [50; 20]].concat();
        let moments: Vec<i64> = std::iter::once(0)
            .chain(steps.iter().scan(0, |at, us| {
                *at += us;
                Some(*at)
            }))
            .collect();
        let rule = SilenceRule::Pace { declared_us: None };
        let key = SeriesKey { site: "a".into(), vantage: "v".into(), source: 0 };
        let whole = segment(&moments, &[]).into_record(&key, rule);
        assert_eq!(whole.pace_changes.len(), 1);
        for cut in 1..moments.len() {
            let (first, second) = moments.split_at(cut);
            let parts = vec![segment(second, &[]), segment(first, &[])];
            let joined = FoldedSegment::join(parts, &[], rule).expect("they do not overlap");
            assert_eq!(joined.into_record(&key, rule), whole, "cut before probe {cut}");
        }
    }
}
