//! One series while it is read: the segment under way, and those before it.

use super::segment::FoldedSegment;
use super::segment_builder::SegmentBuilder;
use super::silence::SilenceRule;
use crate::model::Sample;

/// Most segments of a series that are kept while its rows are read; one that goes back once more is
/// read again and sorted.
const MOST_SEGMENTS: usize = 48;
/// Most segments of a series that may end before a jump to a later file; the others of
/// [`MOST_SEGMENTS`] are for rows that go back.
const MOST_JUMPS: usize = MOST_SEGMENTS / 2;

/// One series while it is read.
#[derive(Debug, Default)]
pub(super) struct SeriesFold {
    builder: SegmentBuilder,
    /// The segments that are complete, in the order of reading.
    segments: Vec<FoldedSegment>,
}

impl SeriesFold {
    /// Takes the next row as [`SegmentBuilder::push`] does.
    #[inline(always)]
    pub(super) fn push(&mut self, row: Sample) -> bool {
        self.builder.push(row)
    }

    /// Takes another row, unless a new segment may have to begin with it; then it gives `false`.
    pub(super) fn push_other(&mut self, row: Sample, causes: &[String]) -> bool {
        self.builder.push_other(row, causes)
    }

    /// Takes a row that [`SeriesFold::push_other`] refused: in a new segment, as long as there is
    /// room for one, in this series and, as `room` says, among all.
    #[cold]
    pub(super) fn start_segment(&mut self, row: Sample, causes: &[String], room: usize) {
        if self.builder.is_behind(&row) {
            if room == 0 || self.segments.len() >= MOST_SEGMENTS {
                self.discard();
            }
        } else if room == 0 || self.segments.len() >= MOST_JUMPS {
            return self.builder.advance_to(row);
        }
        self.close();
        self.builder.push_other(row, causes);
    }

    /// Adds a segment of the rows that come next, from a later file. It is joined to the segment
    /// before it where it continues that one, so that many files come to no more segments than one.
    /// Otherwise it stays by itself, as long as there is room, and the answer is `true`.
    pub(super) fn follow(
        &mut self,
        segment: FoldedSegment,
        causes: &[String],
        room: usize,
    ) -> bool {
        if self.is_discarded() {
            self.discard_counting(segment.rows());
            return false;
        }
        self.close();
        let held = self.segments.len();
        let may_jump = room > 0 && held < MOST_JUMPS;
        let Some(last) = self.segments.last_mut() else {
            self.segments.push(segment);
            return false;
        };
        if last.is_before(&segment) && !(may_jump && last.is_apart(&segment)) {
            let rule = SilenceRule::Pace { declared_us: None };
            // A segment that begins no earlier can be added.
            let _ = last.append(segment, causes, rule);
            return false;
        }
        if room == 0 || held >= MOST_SEGMENTS {
            self.discard_counting(segment.rows());
            return false;
        }
        self.segments.push(segment);
        true
    }

    /// Ends the segment under way.
    fn close(&mut self) {
        if !self.is_discarded() {
            self.segments.extend(std::mem::take(&mut self.builder).finish());
        }
    }

    /// Discards all that is known and takes no more: the rows are read again.
    pub(super) fn discard(&mut self) {
        self.discard_counting(0);
    }

    /// Discards all that is known, and counts that many further rows as discarded.
    pub(super) fn discard_counting(&mut self, rows: u64) {
        let discarded = self.rows() + rows;
        *self = SeriesFold { builder: SegmentBuilder::discarding(discarded), segments: Vec::new() };
    }

    /// Counts about how many rows the series has had.
    pub(super) fn rows(&mut self) -> u64 {
        self.close();
        let held = || self.segments.iter().map(FoldedSegment::rows).sum();
        self.builder.discarded_rows().unwrap_or_else(held)
    }

    /// Counts the runs that it holds.
    pub(super) fn runs(&self) -> usize {
        self.builder.runs() + self.segments.iter().map(FoldedSegment::runs).sum::<usize>()
    }

    /// Says whether the rows must be read again.
    fn is_discarded(&self) -> bool {
        self.builder.discarded_rows().is_some()
    }

    /// Adds segments that were folded elsewhere.
    pub(super) fn add_segments(&mut self, segments: impl IntoIterator<Item = FoldedSegment>) {
        if self.is_discarded() {
            let rows = segments.into_iter().map(|segment| segment.rows()).sum();
            return self.discard_counting(rows);
        }
        self.segments.extend(segments);
    }

    /// Takes all segments out of the series; `None` where they were discarded.
    pub(super) fn take_segments(&mut self) -> Option<Vec<FoldedSegment>> {
        self.close();
        (!self.is_discarded()).then(|| std::mem::take(&mut self.segments))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads rows that each need a segment of their own, and says how many segments are held;
    /// `None` where they were discarded.
    fn held(rows: impl Iterator<Item = Sample>, room: usize) -> Option<usize> {
        let mut fold = SeriesFold::default();
        for row in rows {
            if !fold.push_other(row, &[]) {
                fold.start_segment(row, &[], room);
            }
        }
        fold.take_segments().map(|segments| segments.len())
    }

    #[test]
    fn rows_that_go_back_start_segments_until_there_is_no_room() {
        let back = |rows: i64| (0..rows).map(|number| Sample::example(0, 1_000 - number));
        assert_eq!(held(back(MOST_SEGMENTS as i64 + 1), 1), Some(MOST_SEGMENTS + 1));
        assert_eq!(held(back(MOST_SEGMENTS as i64 + 2), 1), None);
        assert_eq!(held(back(2), 0), None);
    }

    #[test]
    fn rows_that_jump_are_joined_once_there_is_no_room() {
        let jumps =
            |rows: u32| (0..rows).map(|number| Sample::example(number, i64::from(number) * 1_000));
        let most = MOST_JUMPS as u32;
        assert_eq!(held(jumps(most + 1), 1), Some(MOST_JUMPS + 1));
        assert_eq!(held(jumps(most + 6), 1), Some(MOST_JUMPS + 1));
        assert_eq!(held(jumps(6), 0), Some(1));
    }

    /// The segment of some rows of one file, in order.
    fn segment(moments: &[i64]) -> FoldedSegment {
        let mut builder = SegmentBuilder::default();
        moments
            .iter()
            .for_each(|at| assert!(builder.push_other(Sample::example(0, *at), &[]), "in order"));
        builder.finish().expect("it has a row")
    }

    /// Segments, added one by one: for how many a place was taken, and how many are held.
    #[derive(Debug, PartialEq, Eq)]
    struct Followed {
        started: usize,
        held: Option<usize>,
    }

    fn followed(segments: impl Iterator<Item = FoldedSegment>, room: usize) -> Followed {
        let mut fold = SeriesFold::default();
        let started = segments.filter(|one| fold.follow(one.clone(), &[], room)).count();
        Followed { started, held: fold.take_segments().map(|segments| segments.len()) }
    }

    #[test]
    fn segments_far_apart_are_held_while_there_is_room() {
        let far = |many: usize| (0..many as i64).map(|number| segment(&[number * 1_000]));
        let full = Followed { started: MOST_JUMPS - 1, held: Some(MOST_JUMPS) };
        assert_eq!(followed(far(MOST_JUMPS), 1), full);
        assert_eq!(followed(far(MOST_JUMPS + 5), 1), full);
        assert_eq!(followed(far(5), 0), Followed { started: 0, held: Some(1) });
    }

    #[test]
    fn a_segment_that_continues_another_is_joined_to_it() {
        let near = [segment(&[0, 10, 20]), segment(&[30, 40])];
        assert_eq!(followed(near.into_iter(), 1), Followed { started: 0, held: Some(1) });
    }

    #[test]
    fn segments_that_go_back_are_held_while_there_is_room() {
        let back = |many: usize| (0..many as i64).map(|number| segment(&[1_000 - number]));
        let full = Followed { started: MOST_SEGMENTS - 1, held: Some(MOST_SEGMENTS) };
        assert_eq!(followed(back(MOST_SEGMENTS), 1), full);
        assert_eq!(followed(back(MOST_SEGMENTS + 1), 1), Followed { held: None, ..full });
        assert_eq!(followed(back(2), 0), Followed { started: 0, held: None });
    }
}
