//! Quorum over vantages, worked out on sets of moments (M9).

use crate::analysis::series::series_view::SeriesView;
use crate::clock::{Instant, IntervalSet, Span};
use crate::model::Quorum;
use std::collections::BTreeMap;

/// States of one site over all its vantages.
#[derive(Debug, Clone, Default)]
pub(in crate::analysis) struct SiteStates {
    /// Times at which a quorum of the vantages that observed it saw it up.
    pub(in crate::analysis) up: IntervalSet,
    /// Times at which a quorum of the vantages that observed it saw it down.
    pub(in crate::analysis) down: IntervalSet,
    /// Times at which any vantage observed it.
    pub(in crate::analysis) observed: IntervalSet,
}

/// Times of one vantage, or of one series of it.
#[derive(Debug, Clone, Default)]
struct VantageStates {
    up: IntervalSet,
    down: IntervalSet,
    observed: IntervalSet,
    /// Times at which it counts among those of which enough must agree.
    counted: IntervalSet,
    /// Times at which it yields to finer vantages, which it agrees with.
    yielded: IntervalSet,
}

impl VantageStates {
    /// Takes the states that one series sees, as those of its vantage.
    fn of_series(series: &SeriesView<'_>) -> VantageStates {
        VantageStates {
            up: series.up.clone(),
            down: series.down.clone(),
            observed: series.observed.clone(),
            counted: series.counted.clone(),
            yielded: series.yielded.clone(),
        }
    }

    /// Joins what several sources see of the site from one vantage: it is up, or down, where all
    /// of them that count at that time agree. One that another outpaces does not count then, nor
    /// does one that yields to another.
    fn of(all: &[&SeriesView<'_>]) -> VantageStates {
        if let [only] = all {
            return VantageStates::of_series(only);
        }
        let sources = all.iter().map(|one| {
            let counted = one.counted.difference(&one.muted).difference(&one.yielded);
            VantageStates { counted, ..VantageStates::of_series(one) }
        });
        let SiteStates { up, down, observed } = states_of(sources, Quorum::All);
        let counted = all.iter().flat_map(|one| one.counted.spans()).copied().collect();
        let yielded: IntervalSet =
            all.iter().flat_map(|one| one.yielded.spans()).copied().collect();
        let speaking = all.iter().map(|one| one.counted.difference(&one.yielded));
        let yielded = speaking.fold(yielded, |yielded, speaking| yielded.difference(&speaking));
        VantageStates { up, down, observed, counted, yielded }
    }
}

/// Numbers of vantages at a moment, or changes of these numbers.
#[derive(Debug, Clone, Copy, Default)]
struct VantageCount {
    /// Vantages that observe the site.
    observing: i32,
    /// Vantages with a status that counts for the quorum.
    counted: i32,
    /// Vantages that see the site up.
    up: i32,
    /// Vantages that see the site down.
    down: i32,
    /// Vantages that yield to the others.
    yielded: i32,
}

/// Change of the numbers of vantages at one moment.
struct CountChange {
    at: Instant,
    by: VantageCount,
}

/// Works out the states of a site from its series: those of one vantage have one voice.
pub(in crate::analysis) fn states(series: &[SeriesView<'_>], quorum: Quorum) -> SiteStates {
    let mut by_vantage: BTreeMap<&str, Vec<&SeriesView<'_>>> = BTreeMap::new();
    for one in series {
        by_vantage.entry(&one.record.key.vantage).or_default().push(one);
    }
    states_of(by_vantage.values().map(|all| VantageStates::of(all)), quorum)
}

/// Returns the times at which series of one vantage contradict each other: one sees the site up,
/// and another down.
pub(in crate::analysis) fn disagreeing_logs(series: &[SeriesView<'_>]) -> IntervalSet {
    let mut times = IntervalSet::default();
    for (at, one) in series.iter().enumerate() {
        let same = |other: &&SeriesView<'_>| other.record.key.vantage == one.record.key.vantage;
        for other in series[at + 1..].iter().filter(same) {
            let both = one.up.intersection(&other.down).union(&one.down.intersection(&other.up));
            times = times.union(&both);
        }
    }
    times
}

/// Works out the states of a site from those of its vantages, each with one voice.
fn states_of(vantages: impl Iterator<Item = VantageStates>, quorum: Quorum) -> SiteStates {
    let mut changes: Vec<CountChange> = Vec::new();
    for vantage in vantages {
        let VantageStates { up, down, observed, counted, yielded } = &vantage;
        add_changes(&mut changes, observed, |n| VantageCount {
            observing: n,
            ..VantageCount::default()
        });
        add_changes(&mut changes, counted, |n| VantageCount {
            counted: n,
            ..VantageCount::default()
        });
        add_changes(&mut changes, up, |n| VantageCount { up: n, ..VantageCount::default() });
        add_changes(&mut changes, down, |n| VantageCount { down: n, ..VantageCount::default() });
        add_changes(&mut changes, yielded, |n| VantageCount {
            yielded: n,
            ..VantageCount::default()
        });
    }
    changes.sort_by_key(|change| change.at);
    let (mut now, mut since) = (VantageCount::default(), None);
    let (mut up, mut down, mut observed) = (Vec::new(), Vec::new(), Vec::new());
    for CountChange { at, by: change } in changes {
        if let Some(span) = since.and_then(|since| Span::new(since, at)) {
            let (counted, yielded) = (now.counted.unsigned_abs(), now.yielded.unsigned_abs());
            let enough = |agree: i32| quorum.carried(agree.unsigned_abs(), yielded, counted);
            up.extend(enough(now.up).then_some(span));
            down.extend(enough(now.down).then_some(span));
            observed.extend((now.observing > 0).then_some(span));
        }
        since = Some(at);
        now = VantageCount {
            observing: now.observing + change.observing,
            counted: now.counted + change.counted,
            up: now.up + change.up,
            down: now.down + change.down,
            yielded: now.yielded + change.yielded,
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
    changes: &mut Vec<CountChange>,
    set: &IntervalSet,
    count: impl Fn(i32) -> VantageCount,
) {
    for span in set.spans() {
        changes.push(CountChange { at: span.from(), by: count(1) });
        changes.push(CountChange { at: span.until(), by: count(-1) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(from: i64, until: i64) -> IntervalSet {
        Span::new(Instant(from), Instant(until)).into_iter().collect()
    }

    /// Returns the states by three vantages that observe from 0 to 30 but for the last, which
    /// observes from 10; each is given by the times at which it sees the site up and down.
    fn three_vantages(quorum: Quorum, up: [IntervalSet; 3], down: [IntervalSet; 3]) -> SiteStates {
        let observed = [set(0, 30), set(0, 30), set(10, 30)];
        let vantages = (0..3).map(|at| VantageStates {
            up: up[at].clone(),
            down: down[at].clone(),
            observed: observed[at].clone(),
            counted: observed[at].clone(),
            yielded: IntervalSet::default(),
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
        assert_eq!(three_vantages(Quorum::Majority, up(), none()).up, set(0, 20));
        assert_eq!(three_vantages(Quorum::All, up(), none()).up, set(0, 10));
        assert_eq!(three_vantages(Quorum::AtLeast(2), up(), none()).up, set(0, 20));
        assert_eq!(three_vantages(Quorum::AtLeast(3), up(), none()).up, set(0, 10));
        // One of three reaches the number, and is not more than half.
        assert_eq!(three_vantages(Quorum::AtLeast(1), up(), none()).up, set(0, 20));
    }

    /// One of two is no more than half: the site is neither up nor down.
    #[test]
    fn a_tie_is_neither_up_nor_down() {
        let up = [set(0, 10), set(0, 0), set(0, 0)];
        let down = [set(0, 0), set(0, 10), set(0, 0)];
        let states = three_vantages(Quorum::Majority, up, down);
        assert!(states.up.is_empty() && states.down.is_empty());
        assert_eq!(states.observed, set(0, 30));
    }
}
