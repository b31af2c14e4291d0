//! Episodes held against a claim that the site went down: a relapse is no new outage (M13).

use super::assertion::{Assertion, TimeAsked};
use super::conclusion::Conclusion;
use super::context::Context;
use crate::clock::{Instant, Span};
use crate::model::{DurationRange, Finding, Judgement, OnsetOrder, Outage};

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

/// Returns the outages that begin an episode in the time asked, in order of time, without those
/// that were over when the claim was published.
pub(super) fn outages_meant<'c, 'a>(
    assertion: &'c Assertion<'a>,
    context: &'c Context<'a>,
    asked: TimeAsked,
) -> impl Iterator<Item = &'a Outage> + 'c {
    let published = assertion.earliest_publication().filter(|_| !asked.is_asserted);
    context
        .episodes
        .iter()
        .filter(move |episode| episode.may_overlap(asked.widest))
        .filter(move |episode| !is_over(episode.last, published))
        .map(|episode| episode.first)
}

/// Says whether an outage had certainly ended at a moment; no outage has at an unknown one.
pub(super) fn is_over(outage: &Outage, at: Option<Instant>) -> bool {
    match (outage.recovery.by, at) {
        (Some(by), Some(at)) => by <= at,
        _ => false,
    }
}

/// Concludes something of the onset of an outage.
pub(super) fn of_onset<'a>(
    outage: &'a Outage,
    assertion: &Assertion<'_>,
    judgement: Judgement,
    order: OnsetOrder,
) -> Conclusion<'a> {
    let finding = Finding::Onset { order, onset: outage.onset, duration: outage.duration };
    Conclusion::new(judgement, finding)
        .resting_on(Some(outage))
        .with_lag(lag_to_onset(outage, assertion))
}

/// Returns the microseconds from the publication to the onset.
fn lag_to_onset(outage: &Outage, assertion: &Assertion<'_>) -> Option<DurationRange> {
    let published = assertion.claim.published?;
    let (earliest, latest) = (published.earliest?, published.latest?.plus(-1));
    Some(DurationRange {
        least_us: outage.onset.after?.since(latest),
        most_us: Some(outage.onset.by?.since(earliest)),
    })
}
