//! Time that `affected` shows: the part of the window in which something was.

use crate::clock::{IntervalSet, MINUTE, Span};
use crate::model::{Report, SiteReport};
use crate::report::charts::claim_marks::{ClaimedTime, time_of};

/// Most times at which no site was observed that are named.
const MOST_UNSEEN: usize = 3;
/// Parts of the window of which a time not observed takes one at least, to be named.
const PARTS: i64 = 60;

/// Returns the part of the window in which something was seen or said, or work was announced for
/// sites, with a little before and behind; the window itself where that is most of it.
pub(super) fn focus(window: Span, report: &Report, sites: &[&SiteReport]) -> Span {
    let outages = report.outages.iter().chain(&report.blips).map(|outage| outage.possible);
    let times = report.claims.iter().filter_map(time_of);
    let times = times.filter_map(|ClaimedTime { range, .. }| {
        let from = range.earliest.unwrap_or(window.from());
        Span::seen(from, range.latest.unwrap_or(window.last()).max(from))
    });
    let work = sites.iter().flat_map(|site| site.maintenance.spans()).copied();
    let all = outages.chain(times).chain(work);
    let spans: Vec<Span> = all.filter_map(|span| span.intersection(window)).collect();
    let from = spans.iter().map(|span| span.from()).min();
    let until = spans.iter().map(|span| span.until()).max();
    let (Some(from), Some(until)) = (from, until) else { return window };
    let around = (until.since(from) / 20).max(10 * MINUTE);
    let whole = Span::new(from.plus(-around), until.plus(around));
    let part = whole.and_then(|span| span.intersection(window)).unwrap_or(window);
    if part.length() / 2 < window.length() / 4 { part } else { window }
}

/// Lists the first times of the window at which no measured site was observed and that are long
/// enough to be seen on it, and counts all of them.
pub(super) fn unseen(report: &Report) -> (Vec<Span>, usize) {
    let Some(window) = report.window else { return (Vec::new(), 0) };
    let measured = || report.sites.iter().filter(|site| site.measured);
    if measured().next().is_none() {
        return (Vec::new(), 0);
    }
    let observed = measured().flat_map(|site| site.observed.spans()).copied();
    let observed: IntervalSet = observed.collect();
    let unseen = IntervalSet::of([window]).difference(&observed);
    let is_long = |span: &&Span| span.length() >= window.length() / PARTS;
    let mut times: Vec<Span> = unseen.spans().iter().filter(is_long).copied().collect();
    let all = times.len();
    times.truncate(MOST_UNSEEN);
    (times, all)
}
