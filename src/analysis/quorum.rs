//! Quorum over vantages, worked out on sets of moments (M9).

use super::series::Series;
use crate::clock::{Instant, IntervalSet, Span};
use crate::model::Quorum;
use std::collections::BTreeMap;

/// States of one site over all its vantages.
#[derive(Debug, Clone, Default)]
pub(super) struct SiteStates {
    /// Times at which a quorum of the vantages that observed it saw it up.
    pub(super) up: IntervalSet,
    /// Times at which a quorum of the vantages that observed it saw it down.
    pub(super) down: IntervalSet,
    /// Times at which any vantage observed it.
    pub(super) observed: IntervalSet,
}

/// Times of one vantage.
#[derive(Debug, Clone, Default)]
struct VantageStates {
    up: IntervalSet,
    down: IntervalSet,
    observed: IntervalSet,
}

impl VantageStates {
    /// Joins what several sources see of the site from one vantage: it is up where one of them sees
    /// it up and none otherwise, and down where one sees it down and none otherwise.
    fn of(all: &[&Series<'_>]) -> VantageStates {
        let (mut up, mut down) = (IntervalSet::default(), IntervalSet::default());
        let (mut challenged, mut observed) = (IntervalSet::default(), IntervalSet::default());
        for one in all {
            up = up.union(&one.up);
            down = down.union(&one.down);
            challenged = challenged.union(&one.challenged);
            observed = observed.union(&one.observed);
        }
        // What one source sees has no moment in two of its sets.
        VantageStates {
            observed,
            up: up.difference(&down).difference(&challenged),
            down: down.difference(&up).difference(&challenged),
        }
    }
}

/// Numbers of vantages, or changes of them.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    observing: i32,
    up: i32,
    down: i32,
}

/// Works out the states of a site from its series.
pub(super) fn states(series: &[Series<'_>], quorum: Quorum) -> SiteStates {
    let mut by_vantage: BTreeMap<&str, Vec<&Series<'_>>> = BTreeMap::new();
    for one in series {
        by_vantage.entry(&one.record.key.vantage).or_default().push(one);
    }
    states_of(by_vantage.values().map(|all| VantageStates::of(all)), quorum)
}

fn states_of(vantages: impl Iterator<Item = VantageStates>, quorum: Quorum) -> SiteStates {
    let mut changes: Vec<(Instant, Count)> = Vec::new();
    for vantage in vantages {
        add_changes(&mut changes, &vantage.observed, |n| Count {
            observing: n,
            ..Count::default()
        });
        add_changes(&mut changes, &vantage.up, |n| Count { up: n, ..Count::default() });
        add_changes(&mut changes, &vantage.down, |n| Count { down: n, ..Count::default() });
    }
    changes.sort_by_key(|change| change.0);
    let (mut now, mut since) = (Count::default(), None);
    let (mut up, mut down, mut observed) = (Vec::new(), Vec::new(), Vec::new());
    for (at, change) in changes {
        if let Some(span) = since.and_then(|since| Span::new(since, at)) {
            let observing = now.observing.unsigned_abs();
            up.extend(quorum.reached(now.up.unsigned_abs(), observing).then_some(span));
            down.extend(quorum.reached(now.down.unsigned_abs(), observing).then_some(span));
            observed.extend((observing > 0).then_some(span));
        }
        since = Some(at);
        now = Count {
            observing: now.observing + change.observing,
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

/// Adds a change at both ends of each span of a set.
fn add_changes(
    changes: &mut Vec<(Instant, Count)>,
    set: &IntervalSet,
    count: impl Fn(i32) -> Count,
) {
    for span in set.spans() {
        changes.push((span.from(), count(1)));
        changes.push((span.until(), count(-1)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(from: i64, until: i64) -> IntervalSet {
        Span::new(Instant(from), Instant(until)).into_iter().collect()
    }

    /// States of vantages that observe from 0 to 30 but for the last, which observes from 10; each
    /// is given by the times at which it sees the site up and down.
    fn told(quorum: Quorum, up: [IntervalSet; 3], down: [IntervalSet; 3]) -> SiteStates {
        let observed = [set(0, 30), set(0, 30), set(10, 30)];
        let vantages = (0..3).map(|at| VantageStates {
            up: up[at].clone(),
            down: down[at].clone(),
            observed: observed[at].clone(),
        });
        states_of(vantages, quorum)
    }

    fn none() -> [IntervalSet; 3] {
        [set(0, 0), set(0, 0), set(0, 0)]
    }

    /// Up at two vantages from 0 to 20 and at one from 20 to 30: two of two until 10, two of three
    /// until 20, one of three after.
    #[test]
    fn more_than_half_of_those_that_observe_decide() {
        let up = || [set(0, 20), set(0, 30), set(0, 0)];
        assert_eq!(told(Quorum::Majority, up(), none()).up, set(0, 20));
        assert_eq!(told(Quorum::All, up(), none()).up, set(0, 10));
        assert_eq!(told(Quorum::AtLeast(2), up(), none()).up, set(0, 20));
        assert_eq!(told(Quorum::AtLeast(3), up(), none()).up, set(0, 10));
        // One of three reaches the number, and is not more than half.
        assert_eq!(told(Quorum::AtLeast(1), up(), none()).up, set(0, 20));
    }

    /// One of two is no more than half: the site is neither up nor down.
    #[test]
    fn a_tie_is_neither_up_nor_down() {
        let up = [set(0, 10), set(0, 0), set(0, 0)];
        let down = [set(0, 0), set(0, 10), set(0, 0)];
        let states = told(Quorum::Majority, up, down);
        assert!(states.up.is_empty() && states.down.is_empty());
        assert_eq!(states.observed, set(0, 30));
    }
}
