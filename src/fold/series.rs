//! One series while it is read: the segment under way, and those before it.

use super::segment::FoldedSegment;
use super::segment_builder::SegmentBuilder;
use super::silence::SilenceRule;
use crate::model::Sample;

/// Most segments of a series that are kept while its rows are read; one that goes back once more is
/// read again and sorted.
const MOST_SEGMENTS: usize = 48;
/// Most of them that end before a jump to a later file: the rest is for going back.
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

    /// Takes a row that [`SeriesFold::push_other`] refused: in a new segment, as long as there is room
    /// for one, in this series and, as `room` says, among all.
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
