//! First and stable recovery, relapses and episodes (M13).

use super::quorum::SiteStates;
use crate::clock::{Bracket, Instant, Span};
use crate::model::{Outage, OutageFlag, Rules};
use std::collections::BTreeMap;

/// Fills in the stable recovery and the relapses of a site's outages and blips, which come in order
/// of time. `later_us` is how much later than its stamp a probe can have been (M2, M4); the edges
/// of the outages are widened already.
pub(in crate::analysis) fn fill_in(
    all: &mut [Outage],
    states: &SiteStates,
    rules: &Rules,
    later_us: i64,
) {
    let stable_for_us = rules.stable_for_us;
    let ups = states.up.spans().iter().copied();
    let long: Vec<Span> = ups.filter(|span| span.inner_length() >= stable_for_us).collect();
    // A site can have been back to stay before a failure that is so far from the one before it, by
    // the outer edges: whatever was not seen between the two.
    let can_be_back: Vec<bool> =
        all.windows(2).map(|two| two[0].time_back(&two[1], stable_for_us).is_some()).collect();
    for at in 0..all.len() {
        let (outage, later) = (&all[at], &all[at + 1..]);
        let back = outage.recovery.by.and_then(|by| {
            let first = long.get(long.partition_point(|span| span.last() < by));
            first.map(|span| span.from().plus(later_us).max(by))
        });
        let relapses = later.partition_point(|next| {
            back.is_none_or(|back| next.onset.by.is_some_and(|by| by < back))
        });
        let certain_relapses = can_be_back[at.min(can_be_back.len())..]
            .iter()
            .take(relapses)
            .take_while(|can_be_back| !**can_be_back)
            .count();
        let after = all[at + certain_relapses].recovery.after;
        let outage = &mut all[at];
        outage.relapses = relapses;
        outage.certain_relapses = certain_relapses;
        outage.stable_recovery = Bracket { after, by: back };
    }
}

/// Numbers the episodes of a site's confirmed outages and marks those that flap. Returns the number
/// of episodes.
pub(in crate::analysis) fn episodes(outages: &mut [Outage], rules: &Rules) -> usize {
    let mut episode = 0;
    for at in 0..outages.len() {
        let near = at > 0
            && match (outages[at - 1].recovery.by, outages[at].onset.after) {
                (Some(back), Some(up)) => up.since(back) < rules.stable_for_us,
                _ => true,
            };
        episode += usize::from(!near);
        outages[at].episode = episode;
    }
    // The outages of an episode stand in a row.
    for members in outages
        .chunk_by_mut(|a, b| a.episode == b.episode)
        .filter(|members| members.len() >= Rules::FLAPPING)
    {
        for outage in members {
            outage.flags.push(OutageFlag::Flapping);
            outage.flags.sort_unstable();
        }
    }
    episode
}

/// Marks the outages whose site was in a further one after their stable recovery. `outages` are the
/// confirmed ones of all sites, in any order.
pub(in crate::analysis) fn mark_down_later(outages: &mut [Outage]) {
    let mut last_down: BTreeMap<&str, Instant> = BTreeMap::new();
    for outage in outages.iter() {
        let first_down = outage.first_down();
        let last = last_down.entry(&outage.site).or_insert(first_down);
        *last = first_down.max(*last);
    }
    let is_down_later = |outage: &Outage| {
        let last = last_down.get(outage.site.as_str());
        outage.stable_recovery.by.zip(last).is_some_and(|(by, last)| by <= *last)
    };
    let later: Vec<bool> = outages.iter().map(is_down_later).collect();
    for (outage, is_down_later) in outages.iter_mut().zip(later) {
        outage.is_down_later = is_down_later;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{HOUR, IntervalSet, MINUTE};

    fn minute(at: i64) -> Instant {
        Instant(at * MINUTE)
    }

    fn outage(onset: [i64; 2], recovery: [i64; 2]) -> Outage {
        let bracket =
            |[after, by]: [i64; 2]| Bracket { after: Some(minute(after)), by: Some(minute(by)) };
        Outage::example("O", "shop", bracket(onset), bracket(recovery))
    }

    /// A site that is up from minute 20 on, though its outage ended at minute 30 at the latest: a
    /// stable recovery is never before that, and a failure that began until then is a relapse.
    #[test]
    fn a_stable_recovery_is_not_before_the_recovery() {
        let up = Span::new(minute(20), minute(20).plus(3 * HOUR)).expect("a span");
        let states = SiteStates {
            up: IntervalSet::of([up]),
            down: IntervalSet::default(),
            observed: IntervalSet::of([up]),
        };
        let mut all = [outage([0, 1], [10, 30]), outage([24, 25], [27, 28])];
        fill_in(&mut all, &states, &Rules::default(), 0);
        assert_eq!(all[0].stable_recovery.by, Some(minute(30)));
        assert_eq!(all[0].stable_recovery.after, Some(minute(27)));
        assert_eq!(all[0].relapses, 1);
    }

    #[test]
    fn an_outage_after_the_stable_recovery_is_a_later_one() {
        let stable = |outage: Outage, by: Option<i64>| Outage {
            stable_recovery: Bracket { by: by.map(minute), ..outage.stable_recovery },
            ..outage
        };
        let elsewhere = Outage { site: "bank".to_owned(), ..outage([95, 96], [97, 98]) };
        let mut all = [
            stable(outage([10, 11], [20, 21]), Some(41)),
            stable(outage([30, 31], [40, 41]), Some(42)),
            stable(outage([41, 42], [50, 51]), None),
            stable(elsewhere, Some(98)),
        ];
        mark_down_later(&mut all);
        // The last outage of the shop is certainly down from minute 42 on.
        assert_eq!(all.map(|outage| outage.is_down_later), [true, true, false, false]);
    }
}
