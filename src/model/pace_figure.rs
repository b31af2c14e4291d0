//! The pace that the intervals beside one tell (M7): one formula for the record and for proposals.

use super::Rules;

/// Intervals on either side of one that tell its pace.
pub(crate) const NEIGHBOURS: u64 = 9;

/// Whether all intervals of a side are at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// No interval can come to it.
    Complete,
    /// Intervals that are not there yet may come to it.
    Partial,
}

/// Returns the figure of one side (M7): the second longest of its intervals, or the only one.
/// `None` where nothing is certain: without an interval, and with a single one beside which more
/// may come.
///
/// More intervals never make the second longest shorter, so that a figure of some is a lower bound
/// of that of all.
pub(crate) fn figure(intervals: impl Iterator<Item = i64>, side: Side) -> Option<i64> {
    let (mut longest, mut second, mut count) = (i64::MIN, i64::MIN, 0u32);
    for us in intervals {
        count += 1;
        if us > longest {
            (longest, second) = (us, longest);
        } else if us > second {
            second = us;
        }
    }
    match count {
        0 => None,
        1 => (side == Side::Complete).then_some(longest),
        _ => Some(second),
    }
}

/// Says whether an interval is at most twice a pace: longer is a silence (M7).
pub(crate) fn is_within(interval_us: i64, pace_us: i64) -> bool {
    interval_us <= pace_us.saturating_mul(Rules::SILENCE_PACES)
}

/// Counts the silences among all intervals of a series, in microseconds and in order of time.
pub(crate) fn silences(intervals_us: &[i64]) -> usize {
    let near = NEIGHBOURS as usize;
    let is_bridged = |us: i64, side: &mut dyn Iterator<Item = &i64>| {
        figure(side.copied(), Side::Complete).is_some_and(|pace_us| is_within(us, pace_us))
    };
    let is_silence = |at: &usize| {
        let (before, after) = intervals_us.split_at(*at);
        let us = after[0];
        let before = &mut before.iter().rev().take(near);
        !is_bridged(us, before) && !is_bridged(us, &mut after[1..].iter().take(near))
    };
    (0..intervals_us.len()).filter(is_silence).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silences_are_reported_by_the_pace_around_them() {
        // A change of pace is none, however far from the middle of all.
        assert_eq!(silences(&[10, 10, 10, 10, 10, 10, 60, 60, 60]), 0);
        assert_eq!(silences(&[10, 10, 21, 10, 10]), 1);
        assert_eq!(silences(&[10, 10, 20, 10, 10]), 0);
        // Two probes have no pace.
        assert_eq!(silences(&[10]), 1);
        assert_eq!(silences(&[]), 0);
    }
}
