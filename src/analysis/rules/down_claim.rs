//! Time down held against a claim that the site was down.

use super::assertion::{Assertion, ClaimTime};
use super::context::{Context, certainly_down};
use crate::clock::{IntervalSet, Span};
use crate::model::{DownTime, DurationRange, Outage};

/// Confirmed outages that were certainly down in the time asked.
pub(super) struct Witness<'a> {
    /// First of them.
    pub(super) first: &'a Outage,
    /// Last of them.
    pub(super) last: &'a Outage,
    /// How long they were down in the time asked.
    pub(super) time: DownTime,
    /// Moments of the time asked that were certainly down; never empty.
    pub(super) down: IntervalSet,
}

impl<'a> Witness<'a> {
    /// Finds the outages that were certainly down at a moment of the time asked, whichever moment
    /// the publication was; `None` where none was.
    pub(super) fn find(assertion: &Assertion<'a>, context: &Context<'a>) -> Option<Witness<'a>> {
        let time = assertion.time?;
        let (mut first, mut last) = (None, None);
        let mut outages = 0;
        let (mut down, mut possible) = (IntervalSet::default(), IntervalSet::default());
        for outage in context.outages_in(time.widest) {
            let own = certainly_down(outage).clip(time.widest);
            if own.is_empty() {
                continue;
            }
            first = first.or(Some(outage));
            last = Some(outage);
            outages += 1;
            down = down.union(&own);
            possible = possible.union(&IntervalSet::of(outage.possible.intersection(time.widest)));
        }
        let (first, last) =
            first.zip(last).filter(|_| is_down_whenever_published(assertion, &down))?;
        let unobserved = context.unobserved(time.widest);
        let has_blind_part = !context.unobserved_outside(&possible, time.widest).is_empty();
        let most_us = Some(possible.length()).filter(|_| !has_blind_part);
        let range = DurationRange { least_us: down.length(), most_us };
        let length_us = time.widest.length();
        let is_probed = context.probes(time.widest).least > 0;
        let interval_around = context.intervals(time.widest).filter(|_| !is_probed);
        let times = down.spans().len();
        let probes = context.probes(time.widest);
        let furthest_us = context.furthest_us(time.widest);
        let down_time = DownTime {
            outages,
            times,
            down: range,
            length_us,
            unobserved,
            interval_around,
            probes,
            furthest_us,
        };
        Some(Witness { first, last, time: down_time, down })
    }

    /// Says whether the site was certainly down at every moment of the certain part.
    pub(super) fn is_throughout(&self, assertion: &Assertion<'_>) -> bool {
        let certain = assertion.time.and_then(|time| time.certain);
        certain.is_some_and(|certain| self.down.gaps_in(certain).is_empty())
    }
}

/// Says whether a moment down belongs to the time asked, whichever moment the publication was.
fn is_down_whenever_published(assertion: &Assertion<'_>, down: &IntervalSet) -> bool {
    let Some(time) = assertion.time else { return false };
    if time.is_asserted {
        return !down.is_empty();
    }
    let Some(published) = moments_published(assertion) else { return false };
    publications_answered(time, published, down).gaps_in(published).is_empty()
}

/// Returns the moments that the publication can have been; `None` where an end is not known.
pub(super) fn moments_published(assertion: &Assertion<'_>) -> Option<Span> {
    let published = assertion.claim.published?;
    let (earliest, latest) = (published.earliest?, published.latest?);
    Span::new(earliest, latest.max(earliest.plus(1)))
}

/// Returns the moments of a publication whose own time asked holds a moment down.
pub(super) fn publications_answered(
    time: ClaimTime,
    published: Span,
    down: &IntervalSet,
) -> IntervalSet {
    // A publication is answered by a moment down from `before_us` before it to `after_us` after it.
    let before_us = published.from().since(time.widest.from());
    let after_us = time.widest.until().since(published.until());
    let answered =
        |span: &Span| Span::new(span.from().plus(-after_us), span.until().plus(before_us));
    down.spans().iter().filter_map(answered).collect()
}
