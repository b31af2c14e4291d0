//! The median interval of a series, from counts alone (M7).

use std::collections::BTreeMap;

/// Intervals below this are counted to the microsecond.
const EXACT: u64 = 1000;
/// Buckets of each power of ten above it: three significant digits, 100 to 999.
const DECADE: u64 = 900;
/// Buckets around the median that are counted in a row of numbers.
const NEAR: u16 = 256;
/// Intervals that are counted together.
const WAITING: usize = 16;
/// Intervals from which on that row is worth its memory.
const WORTH: u64 = 16;

/// Counts of intervals to three significant digits: some thousand counters at most, whatever is
/// counted.
///
/// Buckets are numbered in order of length. Many intervals are as long as the one before; of the
/// others, a row of counters around the median holds most, and a tree the rest. The counters of all
/// series do not fit into the nearest memory, so that intervals wait until several of a series can
/// be counted together.
#[derive(Debug, Clone, Default)]
pub(super) struct Histogram {
    last_us: i64,
    /// Intervals of `last_us` that are in no bucket yet.
    repeats: u64,
    /// Numbers of buckets that are not counted yet: the first `waiting` of them.
    recent: [u16; WAITING],
    waiting: u8,
    total: u64,
    /// Number of the bucket that `near` begins with.
    base: u16,
    near: Vec<u16>,
    /// The buckets outside `near`, and what is too much for its counters.
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
        // For the compiler: there is always room for one.
        self.recent[usize::from(self.waiting) % WAITING] = bucket(interval_us);
        self.waiting += 1;
        if usize::from(self.waiting) == WAITING || self.repeats > 0 {
            self.finish();
        }
        self.last_us = interval_us;
    }

    /// Counts what waits.
    #[inline(never)]
    fn finish(&mut self) {
        let recent = self.recent;
        let waiting = usize::from(std::mem::take(&mut self.waiting));
        recent.iter().take(waiting).for_each(|number| self.count(*number, 1));
        let repeats = std::mem::take(&mut self.repeats);
        if repeats > 0 {
            self.count(bucket(self.last_us), repeats);
        }
    }

    /// Adds what another one counted.
    pub(super) fn absorb(&mut self, mut other: Histogram) {
        other.finish();
        other.buckets().for_each(|(number, count)| self.count(number, count));
        self.total += other.total;
    }

    /// Counts as a file has them: length and how often. The lengths are rounded again, so that any
    /// are taken.
    pub(super) fn of(counts: &[(i64, u64)]) -> Histogram {
        let mut histogram = Histogram::default();
        for (interval_us, count) in counts {
            histogram.count(bucket(*interval_us), *count);
            histogram.total += count;
        }
        histogram
    }

    /// The counts by length, in microseconds.
    pub(super) fn counts(mut self) -> Vec<(i64, u64)> {
        self.finish();
        self.buckets().map(|(number, count)| (length(number), count)).collect()
    }

    /// Intervals counted.
    #[inline]
    pub(super) fn total(&self) -> u64 {
        self.total
    }

    /// The lower median, in microseconds, to three significant digits.
    pub(super) fn median_us(&self) -> Option<i64> {
        self.median().map(length)
    }

    /// Puts the row of counters around the median; to be called now and then.
    pub(super) fn recentre(&mut self) {
        self.finish();
        let Some(median) = self.median().filter(|_| self.total >= WORTH) else { return };
        if !self.near.is_empty() && median.abs_diff(self.base + NEAR / 2) < NEAR / 4 {
            return;
        }
        for (number, count) in
            (self.base..).zip(std::mem::take(&mut self.near)).filter(|(_, count)| *count > 0)
        {
            *self.far.entry(number).or_default() += u64::from(count);
        }
        self.base = median.saturating_sub(NEAR / 2);
        let mut beyond = self.far.split_off(&self.base);
        let mut after = beyond.split_off(&(self.base + NEAR));
        self.far.append(&mut after);
        self.near = vec![0; usize::from(NEAR)];
        for (number, count) in beyond {
            match u16::try_from(count) {
                Ok(count) => self.near[usize::from(number - self.base)] = count,
                Err(_) => drop(self.far.insert(number, count)),
            }
        }
    }

    #[inline]
    fn count(&mut self, number: u16, many: u64) {
        let near = self.near.get_mut(usize::from(number.wrapping_sub(self.base)));
        let sum = near.as_ref().map_or(many, |count| many + u64::from(**count));
        match (near, u16::try_from(sum)) {
            (Some(count), Ok(sum)) => *count = sum,
            (near, _) => {
                near.into_iter().for_each(|count| *count = 0);
                *self.far.entry(number).or_default() += sum;
            }
        }
    }

    fn median(&self) -> Option<u16> {
        if self.waiting > 0 || self.repeats > 0 {
            let mut whole = self.clone();
            whole.finish();
            return whole.median();
        }
        let mut before = 0;
        let reaches = |(number, count): (u16, u64)| {
            before += count;
            (2 * before >= self.total).then_some(number)
        };
        self.buckets().find_map(reaches)
    }

    /// The buckets that hold something, in order.
    fn buckets(&self) -> impl Iterator<Item = (u16, u64)> {
        let below = self.far.range(..self.base).map(|(number, count)| (*number, *count));
        let end = self.base.saturating_add(u16::try_from(self.near.len()).unwrap_or(u16::MAX));
        let full = self.far.range(self.base..end).next().is_some();
        let more =
            move |number: u16| if full { self.far.get(&number).copied().unwrap_or(0) } else { 0 };
        let near = (self.base..)
            .zip(&self.near)
            .map(move |(number, count)| (number, u64::from(*count) + more(number)));
        let near = near.filter(|(_, count)| *count > 0);
        let above = self.far.range(end..).map(|(number, count)| (*number, *count));
        below.chain(near).chain(above)
    }
}

/// Intervals of one power of ten, and how they are rounded to three digits.
#[derive(Debug, Clone, Copy)]
struct Decade {
    /// The first of the next.
    end: u64,
    /// Half of what the third digit counts.
    half: u64,
    /// A division by what the third digit counts: a product's upper half, shifted.
    times: u64,
    shift: u32,
    /// Number of the bucket for 100 of it, less 100.
    first: u64,
}

impl Decade {
    /// The intervals from 10^power on; 3 at least.
    const fn of(power: u32) -> Decade {
        let unit = 10_u64.pow(power - 2);
        let shift = unit.ilog2();
        let whole = 1_u128 << (u64::BITS + shift);
        let times = whole / unit as u128 + 1;
        // As much too large as makes no difference below the greatest interval: Granlund and
        // Montgomery, Division by Invariant Integers, 1994.
        assert!((times * unit as u128 - whole) * (i64::MAX as u128 + unit as u128) <= whole);
        let first = EXACT + DECADE * (power as u64 - 3) - 100;
        Decade {
            end: 10_u64.saturating_pow(power + 1),
            half: unit / 2,
            times: times as u64,
            shift,
            first,
        }
    }
}

/// By binary digits: the decade in which the least number of so many lies. The greatest of them is
/// at most in the next.
const DECADES: [[Decade; 2]; u64::BITS as usize] = {
    let mut decades = [[Decade::of(3); 2]; u64::BITS as usize];
    let mut bits = EXACT.ilog2();
    while bits < u64::BITS - 1 {
        let power = (1_u64 << bits).ilog10();
        let power = if power < 3 { 3 } else { power };
        decades[bits as usize] = [Decade::of(power), Decade::of(power + 1)];
        bits += 1;
    }
    decades
};

/// The number of the bucket that an interval falls into: rounded half up.
#[inline]
fn bucket(interval_us: i64) -> u16 {
    let us = u64::try_from(interval_us).unwrap_or(0);
    if us < EXACT {
        return us as u16;
    }
    let decades = &DECADES[us.ilog2() as usize];
    let decade = &decades[usize::from(us >= decades[0].end)];
    let product = u128::from(us + decade.half) * u128::from(decade.times);
    // At most 1000 + 16 * 900.
    (decade.first + ((product >> u64::BITS) as u64 >> decade.shift)) as u16
}

/// The length that a bucket stands for, in microseconds.
fn length(number: u16) -> i64 {
    let Some(above) = u64::from(number).checked_sub(EXACT) else { return i64::from(number) };
    let (decade, digits) = (above / DECADE, above % DECADE + 100);
    let power = u32::try_from(decade + 1).unwrap_or(0);
    i64::try_from(digits.saturating_mul(10u64.saturating_pow(power))).unwrap_or(i64::MAX)
}
