//! How far the probes of a series lie apart, in words.

use crate::clock::{Instant, length};
use crate::model::{SILENCE_PACES, plural};

/// Says the median of the intervals within the series, and the gaps, which end what is known of a
/// state (M7); `probes` are named by their series, in any order. `None` without an interval.
pub(super) fn pace(mut probes: Vec<(String, Instant)>, rows: &str) -> Option<String> {
    probes.sort_unstable();
    let mut intervals: Vec<i64> = probes
        .windows(2)
        .filter(|two| two[0].0 == two[1].0)
        .map(|two| two[1].1.since(two[0].1))
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
