//! Time down held against a claim that the site was down.

use super::assertion::{Assertion, ClaimTime};
use super::context::{Context, bracket, certainly_down, is_inside};
use crate::clock::{IntervalSet, Span};
use crate::model::findings::DownTime;
use crate::model::{DurationRange, Outage};

/// Confirmed outages that were certainly down in the time asked.
pub(super) struct Witness<'a> {
    /// First of them.
    pub(super) first: &'a Outage,
    /// Last of them.
    pub(super) last: &'a Outage,
    /// How long they were down in the time asked.
    pub(super) time: DownTime,
}

impl<'a> Witness<'a> {
    /// Finds the outages that were certainly down at a moment of the time asked, whichever moment
    /// the publication was; `None` where none was. Where stamps leave open at which moments an
    /// outage was down, its whole bracket must lie in the time.
    pub(super) fn find(assertion: &Assertion<'a>, context: &Context<'a>) -> Option<Witness<'a>> {
        let time = assertion.time?;
        let (mut first, mut last) = (None, None);
        let (mut outages, mut perhaps) = (0, 0);
        let (mut down, mut possible) = (IntervalSet::default(), IntervalSet::default());
        let mut brackets = Vec::new();
        for outage in context.outages_in(time.widest) {
            let own = certainly_down(outage).clip(time.widest);
            let own_bracket = bracket_inside(outage, time.widest);
            possible = possible.union(&IntervalSet::of(outage.possible.intersection(time.widest)));
            if own.is_empty() && own_bracket.is_none() {
                perhaps += 1;
                continue;
            }
            brackets.extend(own_bracket);
            first = first.or(Some(outage));
            last = Some(outage);
            outages += 1;
            down = down.union(&own);
        }
        let (first, last) =
            first.zip(last).filter(|_| is_down_whenever_published(assertion, &down, &brackets))?;
        let unobserved = context.unobserved(time.widest);
        let has_blind_part = !context.unobserved_outside(&possible, time.widest).is_empty();
        let most_us = Some(possible.length()).filter(|_| !has_blind_part);
        let range = DurationRange { least_us: down.length(), most_us };
        let length_us = time.widest.length();
        let times = down.spans().len() + brackets.len();
        let probes = context.probes(time.widest);
        let interval_around = context.intervals(time.widest).filter(|_| probes.least == 0);
        let is_by_each = context.is_down_by_each_probe(time.widest);
        let down_time = DownTime {
            outages,
            perhaps,
            times,
            down: range,
            length_us,
            unobserved,
            interval_around,
            probes,
            found_up: context.found_up(&down),
            furthest_us: context.furthest_us(time.widest),
            has_all_failed: is_by_each && context.failures_in(time.widest).failed == probes,
        };
        Some(Witness { first, last, time: down_time })
    }
}

/// Says whether an outage was certainly down at a moment of a time. Where stamps leave open at
/// which moments it was, its whole bracket must lie in the time.
pub(super) fn is_down_at_a_moment(outage: &Outage, time: Span) -> bool {
    !certainly_down(outage).clip(time).is_empty() || bracket_inside(outage, time).is_some()
}

/// Returns the bracket of an outage whose stamps leave open at which moments it was down, where all
/// of it lies in a time.
fn bracket_inside(outage: &Outage, time: Span) -> Option<Span> {
    bracket(outage).filter(|bracket| is_inside(*bracket, time))
}

/// Says whether the site was down by every probe of which the claim can speak.
pub(super) fn is_down_throughout(assertion: &Assertion<'_>, context: &Context<'_>) -> bool {
    assertion.said.is_some_and(|said| context.is_down_by_each_probe(said))
}

/// Says whether a moment down, or a bracket that holds one, belongs to the time asked, whichever
/// moment the publication was.
fn is_down_whenever_published(
    assertion: &Assertion<'_>,
    down: &IntervalSet,
    brackets: &[Span],
) -> bool {
    let Some(time) = assertion.time else { return false };
    if time.is_asserted {
        let Some(certain) = time.certain else { return false };
        let has_bracket = || brackets.iter().any(|bracket| is_inside(*bracket, certain));
        return !down.clip(certain).is_empty() || has_bracket();
    }
    let Some(published) = moments_published(assertion) else { return false };
    publications_answered(time, published, down, brackets).gaps_in(published).is_empty()
}

/// Returns the moments that the publication can have been; `None` where an end is not known.
pub(super) fn moments_published(assertion: &Assertion<'_>) -> Option<Span> {
    let published = assertion.claim.published?;
    let (earliest, latest) = (published.earliest?, published.latest?);
    Span::new(earliest, latest.max(earliest.plus(1)))
}

/// Returns the moments of a publication whose own time asked holds a moment down, or a whole
/// bracket of an outage.
pub(super) fn publications_answered(
    time: ClaimTime,
    published: Span,
    down: &IntervalSet,
    brackets: &[Span],
) -> IntervalSet {
    // A publication is answered by a moment down from `before_us` before it to `after_us` after it.
    let before_us = published.from().since(time.widest.from());
    let after_us = time.widest.until().since(published.until());
    let by_moment =
        |span: &Span| Span::new(span.from().plus(-after_us), span.until().plus(before_us));
    let by_bracket = |bracket: &Span| {
        let (first, last) = (bracket.until().plus(-after_us), bracket.from().plus(before_us));
        Span::seen(first, last)
    };
    let moments = down.spans().iter().filter_map(by_moment);
    moments.chain(brackets.iter().filter_map(by_bracket)).collect()
}
