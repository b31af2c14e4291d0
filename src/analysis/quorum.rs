//! Quorum over vantages, worked out on sets of moments (M9).

use super::series::Series;
use crate::clock::{Instant, IntervalSet, Span};
use crate::model::Quorum;

/// When a site was what, over all its vantages.
#[derive(Debug, Clone, Default)]
pub(super) struct SiteStates {
    /// A quorum of those that observe saw it up.
    pub(super) up: IntervalSet,
    /// A quorum of those that observe saw it down.
    pub(super) down: IntervalSet,
    /// Any vantage observed it.
    pub(super) observed: IntervalSet,
}

/// How many vantages observe, and see what, from one moment on.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    observe: i32,
    up: i32,
    down: i32,
}

/// The site's states, from its series.
pub(super) fn states(series: &[Series<'_>], quorum: Quorum) -> SiteStates {
    let mut changes: Vec<(Instant, Count)> = Vec::new();
    for one in series {
        steps(&one.observed, |n| Count { observe: n, ..Count::default() }, &mut changes);
        steps(&one.up, |n| Count { up: n, ..Count::default() }, &mut changes);
        steps(&one.down, |n| Count { down: n, ..Count::default() }, &mut changes);
    }
    changes.sort_by_key(|change| change.0);
    let (mut now, mut since) = (Count::default(), None);
    let (mut up, mut down, mut observed) = (Vec::new(), Vec::new(), Vec::new());
    for (at, change) in changes {
        if let Some(span) = since.and_then(|since| Span::new(since, at)) {
            let observe = now.observe.unsigned_abs();
            up.extend(quorum.reached(now.up.unsigned_abs(), observe).then_some(span));
            down.extend(quorum.reached(now.down.unsigned_abs(), observe).then_some(span));
            observed.extend((observe > 0).then_some(span));
        }
        since = Some(at);
        now = Count {
            observe: now.observe + change.observe,
            up: now.up + change.up,
            down: now.down + change.down,
        };
    }
    SiteStates {
        up: IntervalSet::of(up),
        down: IntervalSet::of(down),
        observed: IntervalSet::of(observed),
    }
}

fn steps(set: &IntervalSet, count: impl Fn(i32) -> Count, changes: &mut Vec<(Instant, Count)>) {
    for span in set.spans() {
        changes.push((span.from(), count(1)));
        changes.push((span.until(), count(-1)));
    }
}
