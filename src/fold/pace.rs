//! The pace around an interval (M7): whether an interval is a silence, and where a pace changes.

pub(super) use crate::model::pace_figure::{NEIGHBOURS, is_within};
use crate::model::pace_figure::{Side, figure};
use crate::model::{Gap, Interval};

/// Intervals of a whole side.
const SIDE: usize = NEIGHBOURS as usize;
/// Number of the middle one of as many, from 0.
const MIDDLE: usize = SIDE / 2;

/// Intervals of a stretch of a series by number, from 0: those that a question can need are there.
pub(super) trait Intervals {
    /// Returns an interval; an empty one where there is none.
    fn interval(&self, number: u64) -> Interval;

    /// Counts all intervals of the stretch.
    fn count(&self) -> u64;

    /// Says whether no interval can come before the first or after the last.
    fn is_whole(&self) -> bool;
}

/// Says whether an interval is a silence: longer than twice the larger figure of its two sides.
/// Open where an interval that is not there yet can still tell. An interval without neighbours is
/// a silence.
pub(super) fn gap(of: &impl Intervals, number: u64) -> Gap {
    let (us, count) = (of.interval(number).us, of.count());
    let first = number.saturating_sub(NEIGHBOURS);
    let end = count.min(number.saturating_add(1 + NEIGHBOURS));
    let side = |intervals: u64| {
        let is_complete = of.is_whole() || intervals >= NEIGHBOURS;
        if is_complete { Side::Complete } else { Side::Partial }
    };
    let before = side(number);
    let after = side(count.saturating_sub(number.saturating_add(1)));
    let is_bridged = |figure: Option<i64>| figure.is_some_and(|pace_us| is_within(us, pace_us));
    let lengths = |from: u64, until: u64| (from..until).map(|at| of.interval(at).us);
    if is_bridged(figure(lengths(first, number), before))
        || is_bridged(figure(lengths(number + 1, end), after))
    {
        Gap::Observed
    } else if [before, after] == [Side::Complete; 2] {
        Gap::Silence
    } else {
        Gap::Open
    }
}

/// Middle intervals before and after a change of pace, in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PaceShift {
    /// Interval before the change.
    pub(super) from_us: i64,
    /// Interval after the change.
    pub(super) to_us: i64,
}

/// Says whether the pace changes with an interval: all but one of the nine from it on are at least
/// half as long again as all but one of the nine before it, or shorter by a third; the intervals on
/// both sides of the change belong to their own pace. `None` too where one of these is missing.
pub(super) fn change(of: &impl Intervals, number: u64) -> Option<PaceShift> {
    if number < NEIGHBOURS || of.count() < number.saturating_add(NEIGHBOURS) {
        return None;
    }
    let side = |from: u64| {
        let mut side = [0; SIDE];
        (from..).zip(&mut side).for_each(|(number, us)| *us = of.interval(number).us);
        side
    };
    let (mut before, mut after) = (side(number - NEIGHBOURS), side(number));
    let (last, first) = (before[SIDE - 1], after[0]);
    before.sort_unstable();
    after.sort_unstable();
    let is_slower = last <= before[SIDE - 2] && first >= after[1];
    let is_faster = last >= before[1] && first <= after[SIDE - 2];
    let changes = is_slower && is_half_longer(after[1], before[SIDE - 2])
        || is_faster && is_half_longer(before[1], after[SIDE - 2]);
    changes.then_some(PaceShift { from_us: before[MIDDLE], to_us: after[MIDDLE] })
}

/// Says whether the pace may change with an interval, by those before it alone.
pub(super) fn may_change(of: &impl Intervals, number: u64) -> bool {
    let Some(start) = number.checked_sub(NEIGHBOURS) else { return false };
    let (first, last) = (of.interval(number).us, of.interval(number - 1).us);
    if !is_half_longer(first, last) && !is_half_longer(last, first) {
        return false;
    }
    let before = (start..number).map(|at| of.interval(at).us);
    let near = before.filter(|us| !is_half_longer(first, *us) && !is_half_longer(*us, first));
    near.count() <= 1
}

/// Says whether a length is at least half as long again as another.
pub(super) fn is_half_longer(us: i64, than_us: i64) -> bool {
    2 * i128::from(us) >= 3 * i128::from(than_us)
}

/// Returns the middle one of some intervals, in microseconds: of an even number the lower; `None`
/// without one.
pub(super) fn middle_us(intervals: &[Interval]) -> Option<i64> {
    let mut lengths: Vec<i64> = intervals.iter().map(|interval| interval.us).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len().checked_sub(1)? / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Instant;

    struct Few {
        lengths: Vec<i64>,
        is_whole: bool,
    }

    impl Intervals for Few {
        fn interval(&self, number: u64) -> Interval {
            Interval { from: Instant(0), us: self.lengths[usize::try_from(number).unwrap_or(0)] }
        }

        fn count(&self) -> u64 {
            self.lengths.len() as u64
        }

        fn is_whole(&self) -> bool {
            self.is_whole
        }
    }

    fn whole(lengths: &[i64], number: u64) -> Gap {
        gap(&Few { lengths: lengths.to_vec(), is_whole: true }, number)
    }

    #[test]
    fn a_silence_is_longer_than_twice_the_pace() {
        for (us, expected) in [(19, Gap::Observed), (20, Gap::Observed), (21, Gap::Silence)] {
            assert_eq!(whole(&[10, 10, us, 10, 10], 2), expected, "{us}");
            assert_eq!(whole(&[us, 10, 10], 0), expected, "{us}");
            // A single interval on a side is its figure.
            assert_eq!(whole(&[10, us], 1), expected, "{us}");
        }
    }

    #[test]
    fn the_larger_figure_counts_and_one_gap_nearby_does_not() {
        // After the interval the pace is 50.
        assert_eq!(whole(&[10, 10, 10, 100, 50, 50, 50], 3), Gap::Observed);
        assert_eq!(whole(&[10, 10, 10, 101, 50, 50, 50], 3), Gap::Silence);
        // One of 90 is a gap, two of 90 are a pace.
        assert_eq!(whole(&[10, 90, 10, 100, 10, 10], 3), Gap::Silence);
        assert_eq!(whole(&[90, 10, 90, 100, 10, 10], 3), Gap::Observed);
    }

    #[test]
    fn nine_neighbours_are_near() {
        let mut lengths = vec![90, 90];
        lengths.extend([10; 8]);
        lengths.push(100);
        assert_eq!(whole(&lengths, 10), Gap::Silence, "one of 90 among the nine before it");
        lengths.remove(2);
        assert_eq!(whole(&lengths, 9), Gap::Observed, "both of 90 among the nine before it");
    }

    #[test]
    fn two_probes_have_no_pace() {
        assert_eq!(whole(&[10], 0), Gap::Silence);
    }

    #[test]
    fn what_may_still_come_leaves_a_gap_open() {
        let part = |lengths: &[i64], number| {
            gap(&Few { lengths: lengths.to_vec(), is_whole: false }, number)
        };
        // One interval beside it may prove to be the longest of its side.
        assert_eq!(part(&[10, 15], 1), Gap::Open);
        assert_eq!(part(&[10, 10, 15], 2), Gap::Observed);
        assert_eq!(part(&[10, 10, 25], 2), Gap::Open);
        let mut lengths = vec![10; 9];
        lengths.push(25);
        lengths.extend([10; 8]);
        assert_eq!(part(&lengths, 9), Gap::Open);
        lengths.push(10);
        assert_eq!(part(&lengths, 9), Gap::Silence);
        assert_eq!(part(&lengths[1..], 8), Gap::Open);
    }

    #[test]
    fn a_pace_changes_where_all_but_one_on_both_sides_say_so() {
        let of = |lengths: &[i64]| {
            let few = Few { lengths: lengths.to_vec(), is_whole: true };
            let changes = (0..few.count()).filter_map(|at| Some((at, change(&few, at)?)));
            for (at, _) in changes.clone() {
                assert!(may_change(&few, at), "{at}");
            }
            changes.map(|(at, change)| (at, change.from_us, change.to_us)).collect::<Vec<_>>()
        };
        let steps = |from: i64, to: i64| [vec![from; 12], vec![to; 12]].concat();
        assert_eq!(of(&steps(10, 50)), [(12, 10, 50)]);
        assert_eq!(of(&steps(60, 5)), [(12, 60, 5)]);
        assert_eq!(of(&steps(10, 15)), [(12, 10, 15)]);
        assert!(of(&steps(10, 14)).is_empty());
        // A gap at the change, and one before it, are no pace.
        let mut odd = steps(10, 50);
        (odd[12], odd[8]) = (70, 40);
        assert_eq!(of(&odd), [(12, 10, 50)]);
        odd[6] = 40;
        assert!(of(&odd).is_empty());
        assert!(of(&[5, 5, 5, 45].repeat(9)).is_empty());
    }

    #[test]
    fn the_middle_is_the_lower_of_two() {
        let of = |lengths: &[i64]| {
            let one = |us: &i64| Interval { from: Instant(0), us: *us };
            middle_us(&lengths.iter().map(one).collect::<Vec<_>>())
        };
        assert_eq!(
            [of(&[]), of(&[7]), of(&[9, 7]), of(&[9, 7, 8])],
            [None, Some(7), Some(7), Some(8)]
        );
    }

    /// The last interval before a change is longer than the middle one and not than the second
    /// longest: it still belongs to the pace before.
    #[test]
    fn the_interval_before_a_change_can_be_the_second_longest() {
        let lengths = [[10; 6].as_slice(), &[12, 11, 11], &[50; 9]].concat();
        let few = Few { lengths, is_whole: true };
        assert_eq!(change(&few, 9), Some(PaceShift { from_us: 10, to_us: 50 }));
    }
}
