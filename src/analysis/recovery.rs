//! First and stable recovery, relapses and episodes (M13).

use super::quorum::SiteStates;
use crate::clock::{Bracket, Span};
use crate::model::{FLAPPING, Outage, OutageFlag, Rules};

/// Fills in the stable recovery and the relapses of a site's outages and blips, which come in order
/// of time. `later_us` is how much later than its stamp a probe can have been (M2, M4); the edges of the
/// outages are widened already.
pub(super) fn finish(all: &mut [Outage], states: &SiteStates, rules: &Rules, later_us: i64) {
    let edges: Vec<(Bracket, Bracket)> =
        all.iter().map(|outage| (outage.onset, outage.recovery)).collect();
    let long: Vec<Span> = states
        .up
        .spans()
        .iter()
        .copied()
        .filter(|span| span.extent() >= rules.stable_for_us)
        .collect();
    for (at, outage) in all.iter_mut().enumerate() {
        let back = outage.recovery.by.and_then(|by| {
            let first = long.get(long.partition_point(|span| span.last() < by));
            first.map(|span| span.from().plus(later_us).max(by))
        });
        let later = &edges[at + 1..];
        let relapses = later.partition_point(|(onset, _)| {
            back.is_none_or(|back| onset.by.is_some_and(|by| by < back))
        });
        let last =
            later[..relapses].last().map_or(outage.recovery.after, |(_, recovery)| recovery.after);
        outage.relapses = relapses;
        outage.stable_recovery = Bracket { after: last, by: back };
    }
}

/// Numbers the episodes of a site's confirmed outages and marks those that flap. Returns the number
/// of episodes.
pub(super) fn episodes(outages: &mut [Outage], rules: &Rules) -> usize {
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
        .filter(|members| members.len() >= FLAPPING)
    {
        for outage in members {
            outage.flags.push(OutageFlag::Flapping);
            outage.flags.sort_unstable();
        }
    }
    episode
}
