//! How far the probes of a series lie apart, in words.

use crate::clock::{Instant, length};
use crate::model::{SILENCE_PACES, plural};

/// Probe of a series.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SeriesProbe {
    /// Text that tells its series from others.
    pub(super) series: String,
    pub(super) at: Instant,
}

/// Says the median of the intervals within the series, and the gaps, which end what is known of a
/// state (M7); `probes` may come in any order. `None` without an interval.
pub(super) fn pace(mut probes: Vec<SeriesProbe>, rows: &str) -> Option<String> {
    probes.sort_unstable();
    let mut intervals: Vec<i64> = probes
        .windows(2)
        .filter(|two| two[0].series == two[1].series)
        .map(|two| two[1].at.since(two[0].at))
        .filter(|us| *us > 0)
        .collect();
    intervals.sort_unstable();
    let median = *intervals.get(intervals.len().checked_sub(1)? / 2)?;
    let longest = length(*intervals.last()?);
    let gaps =
        match intervals.iter().filter(|us| **us > median.saturating_mul(SILENCE_PACES)).count() {
            0 => "no gap".to_owned(),
            count => plural(count, "gap"),
        };
    let many = if intervals.len() == 1 {
        "the only interval".to_owned()
    } else {
        format!("the median of {}", plural(intervals.len(), "interval"))
    };
    Some(format!(
        "{many} between {rows} a site is {}, the longest {longest}; {gaps} of over \
         {SILENCE_PACES} medians",
        length(median)
    ))
}
