//! Silence limits (M7): that of a whole series, and a provisional one while it is read.

use super::histogram::Histogram;
use crate::model::{Cadence, ProbeSource, SILENCE_INTERVALS};

/// Intervals before a running median is trusted; until then every probe begins a run, and the last
/// step joins them.
pub(super) const WARM_UP: u64 = 8;

/// Returns the longest silence over which a state may be assumed, in microseconds (M7). `None` is
/// no limit: in a log of changes, and where a series has a single probe.
pub(super) fn silence_limit(source: Option<&ProbeSource>, median_us: Option<i64>) -> Option<i64> {
    match source {
        Some(ProbeSource { cadence: Cadence::OnChange { .. }, .. }) => None,
        Some(ProbeSource { silence_us: Some(own), .. }) => Some(*own),
        _ => median_us.map(|median| median.saturating_mul(SILENCE_INTERVALS)),
    }
}

/// Returns the longest interval, in microseconds, over which runs are joined while the median is
/// not final: 0 until there are enough intervals to trust their median. The first interval of a
/// part may be a silence, and joined over it the series would have to be read again.
pub(super) fn provisional_limit(intervals: &Histogram) -> i64 {
    if intervals.total() < WARM_UP { 0 } else { below_silence(intervals.median_us()) }
}

/// Returns a length a little under the silence limit of three medians, in microseconds, so that a
/// median that still falls does not send the series to a second reading; 0 without a median.
pub(super) fn below_silence(median_us: Option<i64>) -> i64 {
    median_us.map_or(0, |median| median.saturating_mul(5) / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eighth_interval_makes_a_median_trusted() {
        let of = |count| provisional_limit(&Histogram::from_counts(&[(100, count)]));
        assert_eq!([of(0), of(7), of(8), of(9)], [0, 0, 250, 250]);
    }

    #[test]
    fn the_provisional_limit_is_two_and_a_half_medians() {
        assert_eq!(below_silence(None), 0);
        assert_eq!(below_silence(Some(2)), 5);
        assert_eq!(below_silence(Some(3)), 7);
    }

    #[test]
    fn the_silence_limit_is_three_medians_unless_the_source_says_otherwise() {
        let source = |cadence, silence_us| ProbeSource {
            name: "probes".to_owned(),
            cadence,
            clock_error_us: 0,
            resolution: Default::default(),
            silence_us,
            simulated: false,
        };
        assert_eq!(silence_limit(None, None), None);
        assert_eq!(silence_limit(None, Some(7)), Some(21));
        assert_eq!(silence_limit(Some(&source(Cadence::Poll, None)), Some(7)), Some(21));
        assert_eq!(silence_limit(Some(&source(Cadence::Poll, Some(5))), Some(7)), Some(5));
        let on_change = source(Cadence::OnChange { interval_us: 1 }, Some(5));
        assert_eq!(silence_limit(Some(&on_change), Some(7)), None);
    }
}
