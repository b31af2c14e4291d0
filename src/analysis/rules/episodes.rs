//! Episodes: outages of a site so close that one is a relapse of another (M13).

use crate::clock::{Instant, Span};
use crate::model::Outage;

/// Confirmed outages with less than `stable_for` between them (M13).
#[derive(Debug, Clone, Copy)]
pub(super) struct Episode<'a> {
    /// First outage: the onset of the episode is its onset.
    pub(super) first: &'a Outage,
    /// Last outage: the episode ends with it.
    pub(super) last: &'a Outage,
    /// Outages, one at least.
    pub(super) outages: usize,
}

impl<'a> Episode<'a> {
    /// Groups the outages of a site, which come in order of time.
    pub(super) fn all(outages: &'a [Outage]) -> Vec<Episode<'a>> {
        let mut all: Vec<Episode<'a>> = Vec::new();
        for outage in outages {
            match all.last_mut() {
                Some(before) if before.last.episode == outage.episode => {
                    before.last = outage;
                    before.outages += 1;
                }
                _ => all.push(Episode { first: outage, last: outage, outages: 1 }),
            }
        }
        all
    }

    /// Says whether the episode may overlap a time.
    pub(super) fn may_overlap(&self, time: Span) -> bool {
        self.first.possible.from() < time.until() && time.from() < self.last.possible.until()
    }
}

/// Says whether an outage had certainly ended at a moment; no outage has at an unknown one.
pub(super) fn is_over(outage: &Outage, at: Option<Instant>) -> bool {
    match (outage.recovery.by, at) {
        (Some(by), Some(at)) => by <= at,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Bracket;

    /// An outage that was possible from `from` to `last`, both included.
    fn outage(id: &str, episode: usize, from: i64, last: i64) -> Outage {
        let bracket = |after, by| Bracket { after: Some(Instant(after)), by: Some(Instant(by)) };
        let onset = bracket(from, from + 1);
        let recovery = bracket(last - 1, last);
        Outage { episode, ..Outage::example(id, "a", onset, recovery) }
    }

    fn two_episodes() -> [Outage; 3] {
        [outage("O1", 1, 10, 20), outage("O2", 1, 30, 40), outage("O3", 2, 90, 99)]
    }

    #[test]
    fn outages_of_one_number_are_one_episode() {
        let outages = two_episodes();
        let ends: Vec<(&str, &str, usize)> = Episode::all(&outages)
            .iter()
            .map(|episode| (&*episode.first.id, &*episode.last.id, episode.outages))
            .collect();
        assert_eq!(ends, [("O1", "O2", 2), ("O3", "O3", 1)]);
    }

    #[test]
    fn an_episode_overlaps_a_time_that_has_a_moment_of_it() {
        let outages = two_episodes();
        let first = Episode::all(&outages)[0];
        let overlaps = |from, until| {
            let time = Span::new(Instant(from), Instant(until)).expect("not empty");
            first.may_overlap(time)
        };
        assert_eq!([overlaps(0, 10), overlaps(0, 11)], [false, true], "it begins at 10");
        assert_eq!([overlaps(40, 50), overlaps(41, 50)], [true, false], "40 is its last moment");
        assert!(overlaps(22, 28), "between its outages");
    }
}
