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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_follow_the_source_of_the_series() {
        let source = |cadence, silence_us| ProbeSource {
            name: "probes".to_owned(),
            cadence,
            clock_error_us: 0,
            resolution: Default::default(),
            silence_us,
            simulated: false,
        };
        let sources = [
            source(Cadence::Poll, None),
            source(Cadence::Poll, Some(700)),
            source(Cadence::OnChange { interval_us: 100 }, None),
        ];
        let key = |source| SeriesKey { site: "a".to_owned(), vantage: "v".to_owned(), source };
        let keys = [key(0), key(1), key(2)];
        let log = SeriesLog { keys: &keys, causes: &[], sources: &sources };

        let few = Histogram::from_counts(&[(100, 7)]);
        let enough = Histogram::from_counts(&[(100, 8)]);
        let limits = |intervals| [0, 1, 2].map(|number| log.provisional_limit(number, intervals));
        assert_eq!(limits(&few), [Some(0), Some(700), None]);
        assert_eq!(limits(&enough), [Some(250), Some(700), None]);
        let silences = [0, 1, 2].map(|number| log.silence_limit(number, Some(100)));
        assert_eq!(silences, [Some(300), Some(700), None]);
        // A series without a key is polled.
        assert_eq!(log.provisional_limit(3, &enough), Some(250));
    }
}
