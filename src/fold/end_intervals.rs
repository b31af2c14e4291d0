//! Intervals at both ends of a segment, and those around a place where two segments meet.

use super::pace::{self, Intervals, NEIGHBOURS};
use crate::clock::Instant;
use crate::model::{EndIntervals, Gap, Interval, PaceChange};

/// Intervals that are kept at either end.
pub(super) const KEPT: usize = EndIntervals::KEPT;

/// Intervals in a row out of all those of a stretch.
#[derive(Debug, Clone)]
pub(super) struct IntervalWindow {
    /// Number of the first of them.
    from: u64,
    /// Intervals in order of time.
    intervals: Vec<Interval>,
    /// Count of all intervals of the stretch.
    count: u64,
    is_whole: bool,
}

impl Intervals for IntervalWindow {
    fn interval(&self, number: u64) -> Interval {
        let at = number.checked_sub(self.from).and_then(|at| usize::try_from(at).ok());
        let interval = at.and_then(|at| self.intervals.get(at)).copied();
        interval.unwrap_or(Interval { from: Instant(0), us: 0 })
    }

    fn count(&self) -> u64 {
        self.count
    }

    fn is_whole(&self) -> bool {
        self.is_whole
    }
}

impl IntervalWindow {
    /// Returns the intervals around the one that joins two stretches.
    pub(super) fn around(
        own: &EndIntervals,
        joint: Interval,
        later: &EndIntervals,
    ) -> IntervalWindow {
        let mut intervals = own.last.clone();
        intervals.push(joint);
        intervals.extend(&later.first);
        IntervalWindow {
            from: own.count.saturating_sub(own.last.len() as u64),
            intervals,
            count: own.count.saturating_add(1).saturating_add(later.count),
            is_whole: false,
        }
    }

    /// Returns the first intervals of a whole series.
    pub(super) fn at_the_start(all: &EndIntervals) -> IntervalWindow {
        IntervalWindow { from: 0, intervals: all.first.clone(), count: all.count, is_whole: true }
    }

    /// Returns the last intervals of a whole series.
    pub(super) fn at_the_end(all: &EndIntervals) -> IntervalWindow {
        let from = all.count.saturating_sub(all.last.len() as u64);
        IntervalWindow { from, intervals: all.last.clone(), count: all.count, is_whole: true }
    }

    /// Says whether an interval is a silence.
    pub(super) fn gap(&self, number: u64) -> Gap {
        pace::gap(self, number)
    }

    /// Lists the changes of pace that no part could see by itself; `joint` is the number of the
    /// interval that joins the two parts.
    pub(super) fn changes_around(&self, joint: u64) -> Vec<PaceChange> {
        let first = joint.saturating_sub(NEIGHBOURS - 1).max(NEIGHBOURS);
        let mut changes = Vec::new();
        for number in first..=joint.saturating_add(NEIGHBOURS) {
            if let Some(pace::PaceShift { from_us, to_us }) = pace::change(self, number) {
                changes.push(PaceChange { at: self.interval(number).from, from_us, to_us });
            }
        }
        changes
    }
}

/// Adds the intervals of a later stretch, and the one that joins the two.
pub(super) fn append(own: &mut EndIntervals, joint: Interval, later: EndIntervals) {
    let room = KEPT.saturating_sub(own.first.len());
    let following = std::iter::once(joint).chain(later.first.iter().copied());
    own.first.extend(following.take(room));
    if later.last.len() < KEPT {
        own.last.push(joint);
        own.last.extend(later.last);
        own.last.drain(..own.last.len().saturating_sub(KEPT));
    } else {
        own.last = later.last;
    }
    own.count = own.count.saturating_add(1).saturating_add(later.count);
}
