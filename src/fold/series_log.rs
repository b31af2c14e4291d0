//! What the numbers in samples stand for, and the silence limits that follow.

use super::histogram::Histogram;
use super::silence;
use crate::model::{Cadence, ProbeSource, SeriesKey};

/// Names behind the numbers in samples.
#[derive(Debug, Clone, Copy)]
pub struct SeriesLog<'a> {
    /// The series, by number.
    pub keys: &'a [SeriesKey],
    /// The causes, by number.
    pub causes: &'a [String],
    /// The sources, by number.
    pub sources: &'a [ProbeSource],
}

impl SeriesLog<'_> {
    /// Returns the longest interval, in microseconds, over which runs of a series are joined before
    /// the whole is known. `None` is no limit.
    pub(super) fn provisional_limit(&self, number: usize, intervals: &Histogram) -> Option<i64> {
        match self.source_of(number) {
            Some(ProbeSource { cadence: Cadence::Poll, silence_us: None, .. }) | None => {
                Some(silence::provisional_limit(intervals))
            }
            known => silence::silence_limit(known, intervals.median_us()),
        }
    }

    /// Returns the silence limit, in microseconds, of a series with this median interval (M7).
    /// `None` is no limit.
    pub(super) fn silence_limit(&self, number: usize, median_us: Option<i64>) -> Option<i64> {
        silence::silence_limit(self.source_of(number), median_us)
    }

    /// Returns the source of a series; `None` where the number is unknown.
    fn source_of(&self, number: usize) -> Option<&ProbeSource> {
        self.keys.get(number).and_then(|key| self.sources.get(key.source))
    }
}
