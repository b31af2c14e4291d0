//! The intervals of a segment under way: the latest ones, and the questions that later ones answer.

use super::end_intervals::KEPT;
use super::pace::{self, Intervals, NEIGHBOURS};
use crate::clock::Instant;
use crate::model::{EndIntervals, Gap, Interval, MOST_PACE_CHANGES, PaceChange};
use std::collections::VecDeque;

/// Intervals that are at hand: more than any question needs.
const SLOTS: usize = 32;
/// Placeholder where no interval is.
const NONE: Interval = Interval { from: Instant(0), us: 0 };

/// Intervals between the known probes of a segment under way.
#[derive(Debug, Clone)]
pub(super) struct IntervalRing {
    /// The latest intervals, each at its number modulo the slots.
    latest: [Interval; SLOTS],
    /// Number of all intervals so far.
    count: u64,
    first: Vec<Interval>,
    /// Numbers of the intervals with which the pace may change, rising.
    open: VecDeque<u64>,
    /// Changes of pace, in order of time.
    changes: Vec<PaceChange>,
}

impl Default for IntervalRing {
    fn default() -> IntervalRing {
        IntervalRing {
            latest: [NONE; SLOTS],
            count: 0,
            first: Vec::new(),
            open: VecDeque::new(),
            changes: Vec::new(),
        }
    }
}

impl Intervals for IntervalRing {
    #[inline]
    fn interval(&self, number: u64) -> Interval {
        self.latest[number as usize % SLOTS]
    }

    #[inline]
    fn count(&self) -> u64 {
        self.count
    }

    fn is_whole(&self) -> bool {
        false
    }
}

/// Lengths that the next interval can have so that nothing need be asked: it is no silence, and the
/// pace does not change with it. Empty where each interval must be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct UsualLengths {
    /// Shortest, in microseconds.
    least_us: i64,
    /// Longest, in microseconds.
    most_us: i64,
}

impl UsualLengths {
    /// No length at all.
    pub(super) const NONE: UsualLengths = UsualLengths { least_us: i64::MAX, most_us: i64::MIN };

    /// Says whether a length is usual.
    #[inline(always)]
    pub(super) fn contains(self, us: i64) -> bool {
        self.least_us <= us && us <= self.most_us
    }
}

impl IntervalRing {
    /// Adds an interval of usual length, and returns those that are usual after it.
    #[inline(always)]
    pub(super) fn push_usual(&mut self, interval: Interval) -> UsualLengths {
        let before_us = self.interval(self.count.wrapping_sub(1)).us;
        self.latest[self.count as usize % SLOTS] = interval;
        self.count += 1;
        usual_after(before_us, interval.us)
    }

    /// Adds any interval, and returns its number.
    pub(super) fn push(&mut self, interval: Interval) -> u64 {
        let number = self.count;
        self.latest[number as usize % SLOTS] = interval;
        self.count += 1;
        if self.first.len() < KEPT {
            self.first.push(interval);
        }
        if pace::may_change(self, number) {
            self.open.push_back(number);
        }
        while let Some(number) = self.open.front().copied()
            && self.count >= number + NEIGHBOURS
        {
            self.open.pop_front();
            self.note_change(number);
        }
        number
    }

    /// Notes that the pace changed with an interval, if it did.
    fn note_change(&mut self, number: u64) {
        if self.changes.len() < MOST_PACE_CHANGES
            && let Some(change) = pace::change(self, number)
        {
            let at = self.interval(number).from;
            let pace::PaceShift { from_us, to_us } = change;
            self.changes.push(PaceChange { at, from_us, to_us });
        }
    }

    /// Says whether an interval is a silence, as far as the intervals around it are there.
    pub(super) fn gap(&self, number: u64) -> Gap {
        pace::gap(self, number)
    }

    /// Says whether all intervals after one that tell its pace are there.
    pub(super) fn has_all_after(&self, number: u64) -> bool {
        self.count > number + NEIGHBOURS
    }

    /// Returns the lengths that are usual after the latest interval: none while the first ones are
    /// kept and while a question is open.
    pub(super) fn usual(&self) -> UsualLengths {
        if self.first.len() < KEPT || !self.open.is_empty() {
            return UsualLengths::NONE;
        }
        usual_after(self.interval(self.count - 2).us, self.interval(self.count - 1).us)
    }

    /// Lists the lengths of the latest intervals, as many as tell a pace, in microseconds.
    pub(super) fn latest_us(&self) -> impl Iterator<Item = i64> + '_ {
        let from = self.count.saturating_sub(NEIGHBOURS);
        (from..self.count).map(|number| self.interval(number).us)
    }

    /// Returns the first and the last intervals, and the changes of pace between them.
    pub(super) fn into_parts(self) -> (EndIntervals, Vec<PaceChange>) {
        let from = self.count.saturating_sub(KEPT as u64);
        let last = (from..self.count).map(|number| self.interval(number)).collect();
        (EndIntervals { first: self.first, last, count: self.count }, self.changes)
    }
}

/// Returns the lengths that are usual after two intervals, in microseconds: at most twice the
/// shorter of the two, so that the second longest of the nine before is half of it at least; and
/// neither half as long again as the last one nor shorter by a third.
#[inline(always)]
fn usual_after(before_us: i64, last_us: i64) -> UsualLengths {
    let most_us = last_us.saturating_add(last_us / 2 - 1).min(before_us.saturating_mul(2));
    UsualLengths { least_us: last_us - last_us / 3 + 1, most_us }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_lengths_need_no_question() {
        for (before_us, last_us) in [(10, 10), (60, 59), (7, 9), (100, 50), (1, 1), (2, 3)] {
            let usual = usual_after(before_us, last_us);
            for us in 1..300 {
                let is_plain = us <= 2 * before_us.min(last_us)
                    && !pace::is_half_longer(us, last_us)
                    && !pace::is_half_longer(last_us, us);
                assert!(is_plain || !usual.contains(us), "{us} after {before_us}, {last_us}");
            }
        }
        assert!(usual_after(60, 60).contains(60) && usual_after(60, 60).contains(85));
    }

    #[test]
    fn the_latest_and_the_first_are_kept() {
        let mut ring = IntervalRing::default();
        for number in 0..100 {
            ring.push(Interval { from: Instant(number * 10), us: 10 });
        }
        let (edges, changes) = ring.into_parts();
        let from = |kept: &[Interval]| (kept.len(), kept[0].from.0);
        assert_eq!((from(&edges.first), from(&edges.last), edges.count), ((18, 0), (18, 820), 100));
        assert!(changes.is_empty());
    }

    fn ring(lengths: impl IntoIterator<Item = i64>) -> IntervalRing {
        let mut ring = IntervalRing::default();
        for us in lengths {
            ring.push(Interval { from: Instant(ring.count as i64), us });
        }
        ring
    }

    /// At most twice the shorter of 6 and 11, and not shorter than 11 by a third.
    #[test]
    fn usual_lengths_follow_from_the_latest_two() {
        let by_turns = [5, 10].repeat(19);
        let usual = ring(by_turns.iter().copied().chain([6, 11])).usual();
        assert_eq!(usual, UsualLengths { least_us: 9, most_us: 12 });
        assert_eq!([8, 9, 12, 13].map(|us| usual.contains(us)), [false, true, true, false]);
        assert_eq!(ring(by_turns[..KEPT - 1].iter().copied()).usual(), UsualLengths::NONE);
    }

    #[test]
    fn a_change_of_pace_is_noted_with_the_ninth_interval_after_it() {
        let changes =
            |after| ring([[10; 12].as_slice(), &[50; 9][..after]].concat()).into_parts().1;
        let change = PaceChange { at: Instant(12), from_us: 10, to_us: 50 };
        assert_eq!([changes(8), changes(9)], [vec![], vec![change]]);
    }

    #[test]
    fn the_first_changes_of_pace_are_kept() {
        let turns =
            (0..MOST_PACE_CHANGES + 4).map(|turn| [if turn % 2 == 0 { 10 } else { 50 }; 12]);
        let changes = ring(turns.flatten()).into_parts().1;
        assert_eq!(changes.len(), MOST_PACE_CHANGES);
        assert_eq!((changes[0].at, changes[1].at), (Instant(12), Instant(24)));
    }
}
