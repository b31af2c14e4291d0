//! Words on how far the probes of a series lie apart.

use crate::clock::{Instant, length};
use crate::model::pace_figure::silences;
use crate::model::plural;

/// When a series was probed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SeriesProbe {
    /// Text that tells its series from others.
    pub(super) series: String,
    pub(super) at: Instant,
}

/// Says the median of the intervals within the series, and the silences, which end what is known of
/// a state (M7); `probes` may come in any order. `None` without an interval.
pub(super) fn pace(mut probes: Vec<SeriesProbe>, rows: &str) -> Option<String> {
    probes.sort_unstable();
    probes.dedup();
    let (mut intervals, mut gaps): (Vec<i64>, usize) = (Vec::new(), 0);
    for series in probes.chunk_by(|a, b| a.series == b.series) {
        let own: Vec<i64> = series.windows(2).map(|two| two[1].at.since(two[0].at)).collect();
        gaps += silences(&own);
        intervals.extend(own);
    }
    intervals.sort_unstable();
    let median = *intervals.get(intervals.len().checked_sub(1)? / 2)?;
    let longest = length(*intervals.last()?);
    let gaps = match gaps {
        0 => "no gap".to_owned(),
        count => plural(count, "gap"),
    };
    let many = if intervals.len() == 1 {
        "the only interval".to_owned()
    } else {
        format!("the median of {}", plural(intervals.len(), "interval"))
    };
    Some(format!(
        "{many} between {rows} a site is {}, the longest {longest}; {gaps} of over twice the pace \
         around it",
        length(median)
    ))
}
