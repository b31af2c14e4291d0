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
}

impl<'a> Episode<'a> {
    /// Groups the outages of a site, which come in order of time.
    pub(super) fn all(outages: &'a [Outage]) -> Vec<Episode<'a>> {
        let mut all: Vec<Episode<'a>> = Vec::new();
        for outage in outages {
            match all.last_mut() {
                Some(before) if before.last.episode == outage.episode => before.last = outage,
                _ => all.push(Episode { first: outage, last: outage }),
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
