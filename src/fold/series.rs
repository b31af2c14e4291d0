//! One series while it is read: a piece under way, and those before it.

use super::segment::Segment;
use super::segment_builder::Stream;
use crate::model::Sample;

/// Most pieces of a series that are kept while its rows are read; one that goes back once more is
/// read again and sorted.
const MOST_PIECES: usize = 48;
/// Most of them that end before a jump to a later file: the rest is for going back.
const MOST_JUMPS: usize = MOST_PIECES / 2;

/// One series while it is read.
#[derive(Debug, Default)]
pub(super) struct Series {
    stream: Stream,
    segments: Vec<Segment>,
}

impl Series {
    /// Takes the next row as [`Stream::push`] does.
    #[inline(always)]
    pub(super) fn push(&mut self, row: Sample) -> bool {
        self.stream.push(row)
    }

    /// Takes another row, unless a new piece may have to begin with it; then it gives `false`.
    pub(super) fn push_other(&mut self, row: Sample, causes: &[String]) -> bool {
        self.stream.push_other(row, causes)
    }

    /// Takes a row that was not taken: in a new piece, as long as there is room for one, here and
    /// among all.
    #[cold]
    pub(super) fn turn(&mut self, row: Sample, causes: &[String], room: usize) {
        if self.stream.is_behind(&row) {
            if room == 0 || self.segments.len() >= MOST_PIECES {
                self.lose();
            }
        } else if room == 0 || self.segments.len() >= MOST_JUMPS {
            return self.stream.go_on(row);
        }
        self.close();
        self.stream.push_other(row, causes);
    }

    /// Adds a piece of the rows that come next, from a later file. It is joined to the piece before
    /// where it goes on with it, so that many files come to no more pieces than one; otherwise it
    /// stays by itself, as long as there is room, and gives `true`.
    pub(super) fn follow(&mut self, segment: Segment, causes: &[String], room: usize) -> bool {
        if self.is_lost() {
            self.let_go(segment.rows());
            return false;
        }
        self.close();
        let held = self.segments.len();
        let jumps = room > 0 && held < MOST_JUMPS;
        let Some(last) = self.segments.last_mut() else {
            self.segments.push(segment);
            return false;
        };
        let limit_us = last.provisional_limit_us();
        if last.is_before(&segment) && !(jumps && last.is_apart(&segment)) {
            // One that begins no earlier can be added.
            let _ = last.append(segment, causes, limit_us);
            return false;
        }
        if room == 0 || held >= MOST_PIECES {
            self.let_go(segment.rows());
            return false;
        }
        self.segments.push(segment);
        true
    }

    /// Ends the piece under way.
    fn close(&mut self) {
        if !self.is_lost() {
            self.segments.extend(std::mem::take(&mut self.stream).finish());
        }
    }

    /// Lets go of all that is known and takes no more: the rows are read again.
    pub(super) fn lose(&mut self) {
        self.let_go(0);
    }

    /// The same, and of so many rows that come next.
    pub(super) fn let_go(&mut self, rows: u64) {
        *self = Series { stream: Stream::shut(self.rows() + rows), segments: Vec::new() };
    }

    /// About how many rows it has had.
    pub(super) fn rows(&mut self) -> u64 {
        self.close();
        self.stream.let_go().unwrap_or_else(|| self.segments.iter().map(Segment::rows).sum())
    }

    /// Whether its rows must be read again.
    pub(super) fn is_lost(&self) -> bool {
        self.stream.let_go().is_some()
    }

    /// Adds pieces that were folded elsewhere.
    pub(super) fn absorb(&mut self, segments: impl IntoIterator<Item = Segment>) {
        if self.is_lost() {
            return self.let_go(segments.into_iter().map(|segment| segment.rows()).sum());
        }
        self.segments.extend(segments);
    }

    /// All its pieces; `None` where they were let go of.
    pub(super) fn segments(&mut self) -> Option<Vec<Segment>> {
        self.close();
        (!self.is_lost()).then(|| std::mem::take(&mut self.segments))
    }
}
