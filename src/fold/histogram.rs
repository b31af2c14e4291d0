//! The median interval of a series, from counts alone (M7).

use std::collections::BTreeMap;

/// Counts of intervals to three significant digits: some thousand counters at most, whatever is counted.
#[derive(Debug, Default)]
pub(super) struct Histogram {
    counts: BTreeMap<i64, u64>,
    total: u64,
}

impl Histogram {
    /// Counts one interval, in microseconds.
    pub(super) fn add(&mut self, interval_us: i64) {
        *self.counts.entry(rounded(interval_us)).or_default() += 1;
        self.total += 1;
    }

    /// Intervals counted.
    pub(super) fn total(&self) -> u64 {
        self.total
    }

    /// The lower median, in microseconds, to three significant digits.
    pub(super) fn median_us(&self) -> Option<i64> {
        let mut before = 0;
        for (interval, count) in &self.counts {
            before += count;
            if 2 * before >= self.total {
                return Some(*interval);
            }
        }
        None
    }
}

/// To three significant digits, half up.
fn rounded(interval_us: i64) -> i64 {
    let mut unit = 1;
    while interval_us / unit >= 1000 {
        unit *= 10;
    }
    (interval_us + unit / 2) / unit * unit
}
