//! Time down and time observed in each day, and in each hour of the day, by the zone of the
//! incident.

use crate::clock::{DAY, HOUR, Instant, Span};
use crate::model::{Outage, Report};
use std::collections::BTreeMap;

/// Longest window of which days and hours are summed, in microseconds: some ten years.
const LONGEST_US: i64 = 3_660 * DAY;

/// Lengths in one day, or in one hour of all days, summed over all sites, in microseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct TimeSums {
    /// Time certainly down in confirmed outages.
    pub(super) least_us: i64,
    /// Time that these outages may have lasted.
    pub(super) most_us: i64,
    /// Time observed.
    pub(super) observed_us: i64,
}

impl TimeSums {
    /// Says whether anything is known of that time.
    pub(super) fn is_known(self) -> bool {
        self.observed_us > 0 || self.most_us > 0
    }
}

/// Sums the time down in confirmed outages, each cut at midnight or at the full hour of the
/// incident's zone, by the word and its value: `day` and a date, `hour` and its begin. Empty where
/// no site was measured, or the window is too long.
pub(super) fn downtime_by_time(report: &Report) -> BTreeMap<(&'static str, String), TimeSums> {
    let mut sums: BTreeMap<(&'static str, String), TimeSums> = BTreeMap::new();
    let window = report.window.filter(|window| window.length() <= LONGEST_US);
    let Some(window) = window.filter(|_| report.totals.measured > 0) else { return sums };
    let certain =
        steps(report.outages.iter().flat_map(|outage| outage.down.spans().iter().copied()));
    let possible = steps(report.outages.iter().filter_map(|outage| widest(outage, window)));
    let sites = report.sites.iter().filter(|site| site.measured);
    let observed = steps(sites.flat_map(|site| site.observed.spans().iter().copied()));
    for (by, step_us, format) in [("day", DAY, "%Y-%m-%d"), ("hour", HOUR, "%H:00")] {
        let parts: Vec<Span> = report.zone.wall_spans(window, step_us).collect();
        let lengths = [&certain, &possible, &observed].map(|steps| lengths(steps, &parts));
        let [least, most, observed] = &lengths;
        for (at, part) in parts.iter().enumerate() {
            let value = report.zone.format(part.from(), format);
            let sum = sums.entry((by, value)).or_default();
            sum.least_us = sum.least_us.saturating_add(least[at]);
            sum.most_us = sum.most_us.saturating_add(most[at]);
            sum.observed_us = sum.observed_us.saturating_add(observed[at]);
        }
    }
    sums
}

/// Returns the longest time that an outage can have lasted inside the window: an end that is not on
/// the record can lie anywhere up to the window's.
fn widest(outage: &Outage, window: Span) -> Option<Span> {
    let possible = outage.possible;
    let from = outage.onset.after.map_or(window.from(), |_| possible.from());
    let until = outage.recovery.by.map_or(window.until(), |_| possible.until());
    Span::new(from.min(possible.from()), until.max(possible.until()))
}

/// Counts by how much the number of spans that hold a moment changes at each moment, in order.
fn steps(spans: impl Iterator<Item = Span>) -> Vec<(Instant, i64)> {
    let mut changes: BTreeMap<Instant, i64> = BTreeMap::new();
    for span in spans {
        *changes.entry(span.from()).or_default() += 1;
        *changes.entry(span.until()).or_default() -= 1;
    }
    changes.into_iter().collect()
}

/// Sums the lengths of spans, given by their steps, in each of some times; these come in order, and
/// each begins where the one before it ends.
fn lengths(steps: &[(Instant, i64)], parts: &[Span]) -> Vec<i64> {
    let (mut next, mut inside) = (0, 0_i64);
    let length_of = |part: &Span| {
        let (mut length_us, mut from) = (0_i64, part.from());
        while let Some((at, change)) = steps.get(next).filter(|(at, _)| *at < part.until()) {
            let at = (*at).max(from);
            length_us = length_us.saturating_add(inside.saturating_mul(at.since(from)));
            (from, inside, next) = (at, inside + change, next + 1);
        }
        length_us.saturating_add(inside.saturating_mul(part.until().since(from)))
    };
    parts.iter().map(length_of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Bracket;

    fn span(from: i64, until: i64) -> Span {
        Span::new(Instant(from), Instant(until)).expect("not empty")
    }

    /// A site that was never seen up again may have been down until the window ended.
    #[test]
    fn an_end_that_is_not_on_the_record_may_be_that_of_the_window() {
        let bracket = |after: Option<i64>, by: Option<i64>| Bracket {
            after: after.map(Instant),
            by: by.map(Instant),
        };
        let window = span(0, 100);
        let of = |onset, recovery| widest(&Outage::example("O001", "a", onset, recovery), window);
        let (seen, back) = (bracket(Some(20), Some(30)), bracket(Some(40), Some(50)));
        assert_eq!(of(seen, back).map(Span::from), Some(Instant(20)));
        assert!(of(seen, back).is_some_and(|all| all.until() < window.until()));
        assert_eq!(of(seen, bracket(Some(40), None)).map(Span::until), Some(Instant(100)));
        assert_eq!(of(bracket(None, Some(30)), back).map(Span::from), Some(Instant(0)));
    }

    #[test]
    fn spans_are_cut_at_the_ends_of_times_and_count_once_for_each_site() {
        let spans = [span(-5, 3), span(2, 12), span(11, 30)];
        let parts = [span(0, 10), span(10, 20), span(20, 25)];
        assert_eq!(lengths(&steps(spans.into_iter()), &parts), [3 + 8, 2 + 9, 5]);
        assert_eq!(lengths(&[], &parts), [0, 0, 0]);
        assert_eq!(lengths(&steps([span(40, 50)].into_iter()), &parts), [0, 0, 0]);
    }
}
