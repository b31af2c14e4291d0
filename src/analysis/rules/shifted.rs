//! Claims moved in time: the shifts at which R3 would find an outage that fits (M20).

use super::assertion::{Assertion, ClaimTime, Question};
use super::context::Context;
use super::down_claim::{is_down_at_a_moment, moments_published, publications_answered};
use super::episodes::{Episode, is_over};
use super::onset_claim::may_begin_in;
use crate::clock::{Instant, Span};
use crate::model::{Claim, Outage};

/// A claim about one site, as it would be at other times.
#[derive(Debug)]
pub(in crate::analysis) struct ShiftedClaim<'a> {
    /// Time asked, as it is.
    pub(in crate::analysis) asked: Span,
    /// Shifts of the claim, in microseconds from the time asked as it is, by which an outage of the
    /// site fits it for certain (R3). In no order; spans may overlap.
    pub(in crate::analysis) fits: Vec<Span>,
    /// Outages that fit the claim as it is, for certain, in order of time; empty where none does.
    pub(in crate::analysis) fitting: Vec<&'a Outage>,
    /// Whether an outage, a blip or another failure may fit the claim as it is, for certain or not.
    pub(in crate::analysis) may_fit: bool,
}

/// Says whether shifts hold the claim as it is.
fn holds_now(shifts: &Span) -> bool {
    shifts.contains(Instant(0))
}

/// Moves a claim of an attack or outage in time. `None` where it asks nothing of the probes.
///
/// A time between two failed probes fits here, where a verdict needs a probe in it (R1). Of an
/// outage that the claim says was down throughout the time asked, it is asked whether the
/// site was down at a moment of it.
pub(in crate::analysis) fn shifted<'a>(
    claim: &Claim,
    context: &Context<'a>,
) -> Option<ShiftedClaim<'a>> {
    let assertion = Assertion::new(claim, context);
    let time = assertion.time?;
    let (fits, fitting) = match assertion.question? {
        Question::WentDown => {
            let all = of_onsets(&assertion, time, context);
            let now = all.iter().filter(|(_, shifts)| holds_now(shifts));
            let now = now.map(|(outage, _)| *outage).collect();
            (all.into_iter().map(|(_, shifts)| shifts).collect(), now)
        }
        Question::WasDown => {
            let fits = of_times_down(&assertion, time, context);
            let is_down = |outage: &&Outage| is_down_at_a_moment(outage, time.widest);
            let in_time = context.outages_in(time.widest).filter(is_down);
            let now = if fits.iter().any(holds_now) { in_time.collect() } else { Vec::new() };
            (fits, now)
        }
        Question::IsBack | Question::WasReachable => return None,
    };
    let may_fit = !fitting.is_empty() || may_fit(&assertion, time, context);
    Some(ShiftedClaim { asked: time.widest, fits, fitting, may_fit })
}

/// Says whether an outage may fit a claim that was not over when it was published, or a blip or
/// other failed or challenged probes that may be meant (R2).
fn may_fit(assertion: &Assertion<'_>, time: ClaimTime, context: &Context<'_>) -> bool {
    let published = assertion.publication_time_asked();
    let goes_down = assertion.question == Some(Question::WentDown);
    // One that may have gone on into the time asked was down in it, though it was over by then.
    let is_possible =
        |outage: &&Outage| !goes_down || !is_over(outage, published) && may_begin_in(outage, time);
    let times = time.widest;
    context.outages_in(times).any(|outage| is_possible(&outage))
        || context.blips_in(times).any(|blip| is_possible(&blip))
        || context.doubtful_probes(times).all().most > 0
}

/// Returns the shifts by which the whole bracket of an onset lies in the certain part of the time
/// asked, and the episode was not over when the claim would have been published, with the outage
/// that began then.
fn of_onsets<'a>(
    assertion: &Assertion<'_>,
    time: ClaimTime,
    context: &Context<'a>,
) -> Vec<(&'a Outage, Span)> {
    let Some(certain) = time.certain else { return Vec::new() };
    let published = assertion.last_publication_time_asked();
    let of_episode = |episode: &Episode<'a>| {
        let onset = episode.first.onset;
        let (after, by) = (onset.after?, onset.by?);
        let last_shift = after.plus(1).since(certain.from());
        let over = published.zip(episode.last.recovery.by);
        let last_open = over.map(|(published, by)| by.since(published) - 1);
        let until = last_open.map_or(last_shift, |last| last.min(last_shift));
        Some((episode.first, shifts(by.since(certain.until()) + 1, until)?))
    };
    context.episodes.iter().filter_map(of_episode).collect()
}

/// Returns the shifts by which the site was certainly down at a moment of the time asked, whichever
/// moment the publication was.
fn of_times_down(assertion: &Assertion<'_>, time: ClaimTime, context: &Context<'_>) -> Vec<Span> {
    let down = &context.certainly_down;
    let brackets = &context.brackets_down;
    if time.is_asserted {
        let Some(certain) = time.certain else { return Vec::new() };
        let of_span = |down: &Span| {
            let first = down.from().since(certain.until()) + 1;
            shifts(first, down.until().since(certain.from()) - 1)
        };
        let of_bracket = |bracket: &Span| {
            let first = bracket.until().since(certain.until());
            let last = bracket.from().since(certain.from());
            shifts(first, last)
        };
        let moments = down.spans().iter().filter_map(of_span);
        return moments.chain(brackets.iter().filter_map(of_bracket)).collect();
    }
    let Some(published) = moments_published(assertion) else { return Vec::new() };
    let answered = publications_answered(time, published, down, brackets);
    let of_span = |answered: &Span| {
        let first = answered.from().since(published.from());
        shifts(first, answered.until().since(published.until()))
    };
    answered.spans().iter().filter_map(of_span).collect()
}

/// Returns the shifts from the first to the last one; `None` where there is none.
fn shifts(first: i64, last: i64) -> Option<Span> {
    Span::new(Instant(first), Instant(last).plus(1))
}
