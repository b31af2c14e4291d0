//! Ranges that are open above, in order: the least ends by themselves, and the greatest by
//! themselves.

use crate::model::DurationRange;

/// Ends of one range or more, each kind sorted by itself.
pub(in crate::analysis) struct SortedEnds {
    /// Least ends, in microseconds.
    pub(in crate::analysis) least: Vec<i64>,
    /// Greatest ends, in microseconds; those that are open come last, as they are greater than any
    /// other.
    pub(in crate::analysis) most: Vec<Option<i64>>,
}

impl SortedEnds {
    /// Sorts the ends of ranges; `None` where there is no range.
    pub(in crate::analysis) fn of(ranges: &[DurationRange]) -> Option<SortedEnds> {
        let mut least: Vec<i64> = ranges.iter().map(|range| range.least_us).collect();
        let mut most: Vec<Option<i64>> = ranges.iter().map(|range| range.most_us).collect();
        least.sort_unstable();
        most.sort_unstable_by_key(|most| (most.is_none(), *most));
        (!ranges.is_empty()).then_some(SortedEnds { least, most })
    }

    /// Returns the range from the least end of all to the greatest of all.
    pub(in crate::analysis) fn whole(&self) -> DurationRange {
        DurationRange {
            least_us: self.least.first().copied().unwrap_or_default(),
            most_us: self.most.last().copied().flatten(),
        }
    }
}
