//! Counts of the intervals of a series, and their median (M7).

use std::collections::BTreeMap;

/// Intervals below this, in microseconds, have a bucket of their own.
const EXACT_BELOW: u64 = 1000;
/// Buckets of each power of ten above that: three significant digits, 100 to 999.
const PER_DECADE: u64 = 900;
/// Buckets around the median that are counted in an array.
const NEAR: u16 = 256;
/// Intervals that are counted together.
const BATCH: usize = 16;
/// Intervals from which on that array is worth its memory.
const WORTH_ARRAY: u64 = 16;

/// Counts of intervals to three significant digits: some thousand counters at most, however many
/// intervals there are.
///
/// Buckets are numbered in order of length. Many intervals are as long as the one before; of the
/// others, an array of counters around the median holds most, and a tree the rest. The counters of
/// all series do not fit into the cache, so that intervals wait until several of a series can be
/// counted together.
#[derive(Debug, Clone, Default)]
pub(super) struct Histogram {
    /// The last interval, in microseconds.
    last_us: i64,
    /// Intervals of `last_us` that are in no bucket yet.
    repeats: u64,
    /// Numbers of buckets that are not counted yet: the first `waiting` of them.
    batch: [u16; BATCH],
    waiting: u8,
    /// All intervals, those that wait included.
    total: u64,
    /// Number of the bucket with which `near` begins.
    base: u16,
    /// Counts of the buckets around the median. May be empty.
    near: Vec<u16>,
    /// Counts of the buckets outside `near`, and those too large for its counters, by number.
    far: BTreeMap<u16, u64>,
}

impl Histogram {
    /// Counts one interval, in microseconds.
    #[inline(always)]
    pub(super) fn add(&mut self, interval_us: i64) {
        self.total += 1;
        if interval_us == self.last_us {
            self.repeats += 1;
            return;
        }
        // There is always room for one; the remainder spares a check.
        self.batch[usize::from(self.waiting) % BATCH] = bucket(interval_us);
        self.waiting += 1;
        if usize::from(self.waiting) == BATCH || self.repeats > 0 {
            self.flush();
        }
        self.last_us = interval_us;
    }

    /// Counts the intervals that wait.
    #[inline(never)]
    fn flush(&mut self) {
        let batch = self.batch;
        let waiting = usize::from(std::mem::take(&mut self.waiting));
        batch.iter().take(waiting).for_each(|number| self.count(*number, 1));
        let repeats = std::mem::take(&mut self.repeats);
        if repeats > 0 {
            self.count(bucket(self.last_us), repeats);
        }
    }

    /// Adds the counts of another histogram.
    pub(super) fn merge(&mut self, mut other: Histogram) {
        other.flush();
        other.buckets().for_each(|(number, count)| self.count(number, count));
        self.total += other.total;
    }

    /// Builds a histogram of lengths in microseconds, each with its count. The lengths are rounded
    /// again, so that any are taken.
    pub(super) fn from_counts(counts: &[(i64, u64)]) -> Histogram {
        let mut histogram = Histogram::default();
        for (interval_us, count) in counts {
            histogram.count(bucket(*interval_us), *count);
            histogram.total += count;
        }
        histogram
    }

    /// Returns the lengths in microseconds, rising, each with its count.
    pub(super) fn into_counts(mut self) -> Vec<(i64, u64)> {
        self.flush();
        self.buckets().map(|(number, count)| (length(number), count)).collect()
    }

    /// Counts all intervals.
    #[inline]
    pub(super) fn total(&self) -> u64 {
        self.total
    }

    /// Returns the lower median, in microseconds to three significant digits; `None` without an
    /// interval (M7).
    pub(super) fn median_us(&self) -> Option<i64> {
        self.median_bucket().map(length)
    }

    /// Puts the array of counters around the median. To be called now and then.
    pub(super) fn recentre(&mut self) {
        self.flush();
        let Some(median) = self.median_bucket().filter(|_| self.total >= WORTH_ARRAY) else {
            return;
        };
        if !self.near.is_empty() && median.abs_diff(self.base + NEAR / 2) < NEAR / 4 {
            return;
        }
        for (number, count) in (self.base..).zip(std::mem::take(&mut self.near)) {
            if count > 0 {
                *self.far.entry(number).or_default() += u64::from(count);
            }
        }
        self.base = median.saturating_sub(NEAR / 2);
        let mut around = self.far.split_off(&self.base);
        let mut above = around.split_off(&(self.base + NEAR));
        self.far.append(&mut above);
        self.near = vec![0; usize::from(NEAR)];
        for (number, count) in around {
            match u16::try_from(count) {
                Ok(count) => self.near[usize::from(number - self.base)] = count,
                Err(_) => drop(self.far.insert(number, count)),
            }
        }
    }

    /// Adds to the count of a bucket.
    #[inline]
    fn count(&mut self, number: u16, added: u64) {
        let near = self.near.get_mut(usize::from(number.wrapping_sub(self.base)));
        let sum = near.as_ref().map_or(added, |count| added + u64::from(**count));
        match (near, u16::try_from(sum)) {
            (Some(count), Ok(sum)) => *count = sum,
            (near, _) => {
                near.into_iter().for_each(|count| *count = 0);
                *self.far.entry(number).or_default() += sum;
            }
        }
    }

    /// Returns the bucket of the lower median.
    fn median_bucket(&self) -> Option<u16> {
        if self.waiting > 0 || self.repeats > 0 {
            let mut whole = self.clone();
            whole.flush();
            return whole.median_bucket();
        }
        let mut before = 0;
        let reaches = |(number, count): (u16, u64)| {
            before += count;
            (2 * before >= self.total).then_some(number)
        };
        self.buckets().find_map(reaches)
    }

    /// Lists the buckets that are not empty, rising, each with its count.
    fn buckets(&self) -> impl Iterator<Item = (u16, u64)> {
        let below = self.far.range(..self.base).map(|(number, count)| (*number, *count));
        let end = self.base.saturating_add(u16::try_from(self.near.len()).unwrap_or(u16::MAX));
        let has_overflow = self.far.range(self.base..end).next().is_some();
        let overflow = move |number: u16| match has_overflow {
            true => self.far.get(&number).copied().unwrap_or(0),
            false => 0,
        };
        let near = (self.base..)
            .zip(&self.near)
            .map(move |(number, count)| (number, u64::from(*count) + overflow(number)));
        let near = near.filter(|(_, count)| *count > 0);
        let above = self.far.range(end..).map(|(number, count)| (*number, *count));
        below.chain(near).chain(above)
    }
}

/// Rounding of the intervals of one power of ten to three digits.
#[derive(Debug, Clone, Copy)]
struct Decade {
    /// The first interval of the next power, in microseconds.
    end: u64,
    /// Half of the unit that the third digit counts.
    half: u64,
    /// Factor that divides by that unit: the upper half of the product is shifted by `shift`.
    multiplier: u64,
    shift: u32,
    /// Number of the bucket for 100 of that unit, less 100.
    first: u64,
}

impl Decade {
    /// Builds the rounding of the intervals from 10^power µs on; `power` is 3 at least.
    const fn of(power: u32) -> Decade {
        let unit = 10_u64.pow(power - 2);
        let shift = unit.ilog2();
        let whole = 1_u128 << (u64::BITS + shift);
        let multiplier = whole / unit as u128 + 1;
        // The multiplier is too large by less than makes a difference below the greatest interval:
        // Granlund and Montgomery, Division by Invariant Integers, 1994.
        assert!((multiplier * unit as u128 - whole) * (i64::MAX as u128 + unit as u128) <= whole);
        let first = EXACT_BELOW + PER_DECADE * (power as u64 - 3) - 100;
        Decade {
            end: 10_u64.saturating_pow(power + 1),
            half: unit / 2,
            multiplier: multiplier as u64,
            shift,
            first,
        }
    }
}

/// Decades by the binary logarithm of an interval: that of the least interval with this logarithm,
/// and the next, in which the greatest may lie.
const DECADES: [[Decade; 2]; u64::BITS as usize] = {
    let mut decades = [[Decade::of(3); 2]; u64::BITS as usize];
    let mut bits = EXACT_BELOW.ilog2();
    while bits < u64::BITS - 1 {
        let power = (1_u64 << bits).ilog10();
        let power = if power < 3 { 3 } else { power };
        decades[bits as usize] = [Decade::of(power), Decade::of(power + 1)];
        bits += 1;
    }
    decades
};

/// Returns the number of an interval's bucket: three significant digits, rounded half up.
#[inline]
fn bucket(interval_us: i64) -> u16 {
    let us = u64::try_from(interval_us).unwrap_or(0);
    if us < EXACT_BELOW {
        return us as u16;
    }
    let decades = &DECADES[us.ilog2() as usize];
    let decade = &decades[usize::from(us >= decades[0].end)];
    let product = u128::from(us + decade.half) * u128::from(decade.multiplier);
    // At most 1000 + 16 * 900.
    (decade.first + ((product >> u64::BITS) as u64 >> decade.shift)) as u16
}

/// Returns the length that a bucket stands for, in microseconds.
fn length(number: u16) -> i64 {
    let Some(above) = u64::from(number).checked_sub(EXACT_BELOW) else { return i64::from(number) };
    let (decade, digits) = (above / PER_DECADE, above % PER_DECADE + 100);
    let power = u32::try_from(decade + 1).unwrap_or(0);
    i64::try_from(digits.saturating_mul(10_u64.saturating_pow(power))).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn histogram(intervals: impl IntoIterator<Item = i64>) -> Histogram {
        let mut histogram = Histogram::default();
        intervals.into_iter().for_each(|interval| histogram.add(interval));
        histogram
    }

    fn rounded(interval_us: i64) -> i64 {
        length(bucket(interval_us))
    }

    #[test]
    fn intervals_below_a_thousand_are_exact() {
        for us in [0, 1, 99, 100, 998, 999, 1000] {
            assert_eq!(rounded(us), us);
        }
        assert_eq!(rounded(-1), 0);
    }

    #[test]
    fn the_fourth_digit_is_rounded_half_up() {
        assert_eq!([1004, 1005, 1014, 1015].map(rounded), [1000, 1010, 1010, 1020]);
        assert_eq!([9_994, 9_995, 9_999, 10_000].map(rounded), [9_990, 10_000, 10_000, 10_000]);
        assert_eq!([163_000_001, 163_499_999].map(rounded), [163_000_000; 2]);
        assert_eq!(rounded(163_500_000), 164_000_000);
    }

    /// Each decade, on both sides of the rounding of some digits, held against a division.
    #[test]
    fn every_decade_rounds_as_a_division_does() {
        for power in 3..=18_u32 {
            let (start, unit) = (10_i128.pow(power), 10_i128.pow(power - 2));
            let half = unit / 2;
            for digits in [100, 101, 499, 500, 921, 922, 998, 999] {
                for offset in [-half, 1 - half, 0, half - 1, half] {
                    let us = digits * unit + offset;
                    let Ok(interval) = i64::try_from(us) else { continue };
                    let expected = i64::try_from((us + half) / unit * unit).unwrap_or(i64::MAX);
                    if us >= start {
                        assert_eq!(rounded(interval), expected, "{us}");
                    }
                }
            }
        }
    }

    #[test]
    fn buckets_are_numbered_without_gaps() {
        for number in 0..=bucket(i64::MAX) {
            assert_eq!(bucket(length(number)), number);
        }
    }

    #[test]
    fn the_median_is_the_lower_of_two() {
        assert_eq!(histogram([]).median_us(), None);
        assert_eq!(histogram([7]).median_us(), Some(7));
        assert_eq!(histogram([9, 7]).median_us(), Some(7));
        assert_eq!(histogram([9, 7, 8]).median_us(), Some(8));
        assert_eq!(histogram([9, 7, 8, 8, 1, 2]).median_us(), Some(7));
    }

    #[test]
    fn counts_of_one_bucket_may_exceed_the_array() {
        let many = u64::from(u16::MAX) + 1;
        let mut whole = histogram(0..40);
        whole.recentre();
        assert_eq!(whole.near.len(), usize::from(NEAR));
        whole.merge(Histogram::from_counts(&[(20, many - 2), (30, many - 1)]));
        whole.merge(histogram([20, 20, 5_000_000]));
        assert_eq!(whole.total(), 40 + 2 * many);
        let counts = whole.clone().into_counts();
        assert_eq!((counts[20], counts[30]), ((20, many + 1), (30, many)));
        assert_eq!(counts[40..], [(5_000_000, 1)]);
        assert_eq!(whole.median_us(), Some(20));
    }

    #[test]
    fn moving_the_array_keeps_the_counts() {
        let mut whole = histogram((0..64).chain([5_000; 200]));
        whole.recentre();
        let before = whole.clone().into_counts();
        whole.merge(Histogram::from_counts(&[(60_000_000, 1_000)]));
        whole.recentre();
        assert_eq!(length(whole.base + NEAR / 2), 60_000_000);
        let mut after = whole.into_counts();
        assert_eq!(after.pop(), Some((60_000_000, 1_000)));
        assert_eq!(after, before);
    }

    #[test]
    fn few_intervals_get_no_array() {
        let array = |count| {
            let mut few = histogram(0..count);
            few.recentre();
            few.near.len()
        };
        assert_eq!([array(15), array(16)], [0, usize::from(NEAR)]);
    }
}
