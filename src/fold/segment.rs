//! A stretch of one series with all that is needed to join it with others: a series is a set of
//! segments, in any order.

use super::observation::MomentRows;
use super::pace::NEIGHBOURS;
use super::run_builder::{RunBuilder, renumber};
use super::run_list::{RunList, last_known, push_or_join};
use super::silence::SilenceRule;
use crate::clock::Instant;
use crate::model::{self, Gap, IdMap, Run, SeriesKey, SeriesRecord, Status};
use std::cmp::Ordering;

/// A complete stretch of a series. Its first and last moment are kept as rows, since other segments
/// may have rows of them.
#[derive(Debug, Clone)]
pub(super) struct FoldedSegment {
    /// The first moment.
    pub(super) head: MomentRows,
    /// The last moment; `None` where it is the first.
    pub(super) tail: Option<MomentRows>,
    /// The observations between the two.
    pub(super) inner: RunList,
    /// Rows between the two moments that repeat another.
    pub(super) duplicates: u64,
}

impl FoldedSegment {
    /// Returns the last moment of the segment.
    fn end(&self) -> Instant {
        self.tail.as_ref().unwrap_or(&self.head).at()
    }

    /// Counts about how many rows the segment is made of: between its ends, rows that contradict
    /// others of their moment are not counted.
    pub(super) fn rows(&self) -> u64 {
        let probes = self.inner.runs.iter().map(|run| run.probes).sum::<u64>();
        let tail = self.tail.as_ref().map_or(0, MomentRows::rows);
        self.head.rows() + probes + self.duplicates + tail
    }

    /// Counts the runs between its ends.
    pub(super) fn runs(&self) -> usize {
        self.inner.runs.len()
    }

    /// Joins segments, which may come in any order; `None` where there are none, and where two of
    /// them overlap, so that only the rows can tell.
    pub(super) fn join(
        mut segments: Vec<FoldedSegment>,
        causes: &[String],
        rule: SilenceRule,
    ) -> Option<FoldedSegment> {
        segments.sort_by_key(|segment| (segment.head.at(), segment.end()));
        let mut segments = segments.into_iter();
        let mut whole = segments.next()?;
        for segment in segments {
            whole.append(segment, causes, rule)?;
        }
        Some(whole)
    }

    /// Says whether another begins where this one ends, or later.
    pub(super) fn is_before(&self, other: &FoldedSegment) -> bool {
        self.end() <= other.head.at()
    }

    /// Says whether another that is later begins so long after this one ends that a third may lie
    /// between the two. Nothing is joined by the answer, so that few intervals will do.
    pub(super) fn is_apart(&self, later: &FoldedSegment) -> bool {
        let moments = self.inner.runs.last().map(|run| run.last);
        let before_end = moments.unwrap_or(self.head.at());
        let last = self.inner.intervals.last.iter().rev().take(NEIGHBOURS as usize);
        let steps = last.map(|interval| interval.us).chain([self.end().since(before_end)]);
        is_beyond(later.head.at().since(self.end()), steps)
    }

    /// Gives the rows and runs the numbers of the whole archive in place of those of their file.
    pub(super) fn renumber(&mut self, series: u32, ids: &IdMap) {
        self.head.renumber(series, ids);
        self.tail.iter_mut().for_each(|tail| tail.renumber(series, ids));
        self.inner.runs.iter_mut().for_each(|run| renumber(run, ids));
    }

    /// Adds a segment that begins where this one ends, or later; `None` where it does not.
    pub(super) fn append(
        &mut self,
        later: FoldedSegment,
        causes: &[String],
        rule: SilenceRule,
    ) -> Option<()> {
        match later.head.at().cmp(&self.end()) {
            Ordering::Less => return None,
            Ordering::Equal => {
                let last = self.tail.as_mut().unwrap_or(&mut self.head);
                last.merge(later.head, causes);
            }
            Ordering::Greater => {
                self.close_tail(rule);
                self.tail = Some(later.head);
            }
        }
        if let Some(tail) = later.tail {
            self.close_tail(rule);
            self.inner.append(later.inner, rule);
            self.tail = Some(tail);
        }
        self.duplicates += later.duplicates;
        Some(())
    }

    /// Takes the last moment into the runs.
    fn close_tail(&mut self, rule: SilenceRule) {
        if let Some(moment) = self.tail.take() {
            self.duplicates += moment.duplicates();
            self.inner.append(RunList::of(run_of(&moment)), rule);
        }
    }

    /// Builds the segment that a file of runs holds; `None` where a boundary has no row.
    pub(super) fn from_model(
        mut segment: model::Segment,
        causes: &[String],
    ) -> Option<FoldedSegment> {
        // The first and the last run are made anew of the rows of the boundaries.
        if segment.tail.is_some() {
            segment.runs.pop();
        }
        segment.runs.drain(..segment.runs.len().min(1));
        let moment = |boundary| MomentRows::from_boundary(boundary, segment.series, causes);
        let tail = match &segment.tail {
            Some(boundary) => Some(moment(boundary)?),
            None => None,
        };
        Some(FoldedSegment {
            head: moment(&segment.head)?,
            tail,
            inner: RunList {
                runs: segment.runs,
                intervals: segment.intervals,
                changes: segment.changes,
            },
            duplicates: segment.duplicates,
        })
    }

    /// Returns the segment as a file of runs holds it. Where the source says itself what a silence
    /// is, runs are joined that it does not divide.
    pub(super) fn into_model(self, series: u32, rule: SilenceRule) -> model::Segment {
        let (head, tail) = (run_of(&self.head), self.tail.as_ref().map(run_of));
        let mut inner: Vec<Run> = Vec::new();
        for mut run in self.inner.runs {
            let last = last_known(&inner).filter(|_| run.status != Status::Unknown);
            let declared = last.and_then(|last| rule.declared(run.first.since(last)));
            run.gap = declared.unwrap_or(run.gap);
            push_or_join(&mut inner, run);
        }
        model::Segment {
            series,
            head: self.head.to_boundary(),
            tail: self.tail.as_ref().map(MomentRows::to_boundary),
            runs: std::iter::once(head).chain(inner).chain(tail).collect(),
            intervals: self.inner.intervals,
            changes: self.inner.changes,
            duplicates: self.duplicates,
        }
    }

    /// Says whether a run was joined over what its source declares to be a silence.
    pub(super) fn has_silence_inside(&self, rule: SilenceRule) -> bool {
        rule.is_broken_by(self.inner.longest_inside_us())
    }

    /// Returns the record of the series: neighbouring runs that are alike are joined where no
    /// silence lies between them.
    pub(super) fn into_record(self, key: &SeriesKey, rule: SilenceRule) -> SeriesRecord {
        let tail_duplicates = self.tail.as_ref().map_or(0, MomentRows::duplicates);
        let duplicates = self.duplicates + self.head.duplicates() + tail_duplicates;
        let mut whole = RunList::of(run_of(&self.head));
        whole.append(self.inner, rule);
        if let Some(tail) = &self.tail {
            whole.append(RunList::of(run_of(tail)), rule);
        }
        let whole = whole.finish(rule);
        SeriesRecord {
            key: key.clone(),
            pace_us: whole.pace_us(),
            probes: whole.runs.iter().map(|run| run.probes).sum(),
            duplicates,
            conflicts: whole.runs.iter().map(|run| run.conflicts).sum(),
            runs: whole.runs,
            pace_changes: whole.changes,
        }
    }
}

/// Says whether a length is beyond twice the second longest of some steps, or the only one, all in
/// microseconds. Steps of 0 are none.
pub(super) fn is_beyond(length_us: i64, steps: impl Iterator<Item = i64>) -> bool {
    let mut steps: Vec<i64> = steps.filter(|us| *us > 0).collect();
    steps.sort_unstable();
    let second = steps.len().checked_sub(2).and_then(|second| steps.get(second));
    let pace_us = second.or(steps.last()).copied().unwrap_or(0);
    length_us > pace_us.saturating_mul(2)
}

/// Returns a moment as a run of one observation.
fn run_of(moment: &MomentRows) -> Run {
    RunBuilder::new(&moment.observation(), Gap::Open).finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_beyond_twice_the_second_longest_step() {
        let is_beyond = |length_us, steps: &[i64]| is_beyond(length_us, steps.iter().copied());
        assert_eq!([19, 20, 21].map(|us| is_beyond(us, &[10, 90, 5])), [false, false, true]);
        assert_eq!([20, 21].map(|us| is_beyond(us, &[0, 10])), [false, true], "0 is no step");
        assert_eq!([0, 1].map(|us| is_beyond(us, &[])), [false, true]);
    }
}
