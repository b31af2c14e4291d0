//! Onsets held against a claim that the site went down: a relapse is no new onset (M13).

use super::assertion::{Assertion, ClaimTime};
use super::conclusion::Conclusion;
use super::context::Context;
use super::down_claim::is_down_at_a_moment;
use super::episodes::{Episode, is_over};
use crate::clock::Span;
use crate::model::findings::{EpisodeThen, OnsetOrder, PerhapsBack};
use crate::model::{Finding, Judgement, Outage, UnknownTime};

/// Returns the episodes that may reach into the time asked, in order of time, without those that
/// were over when the claim was published: those are judged by R5 alone.
pub(super) fn episodes_meant<'c, 'a>(
    assertion: &'c Assertion<'a>,
    context: &'c Context<'a>,
    time: ClaimTime,
) -> impl Iterator<Item = &'c Episode<'a>> + 'c {
    let published = assertion.publication_time_asked();
    context
        .episodes
        .iter()
        .filter(move |episode| episode.may_overlap(time.widest))
        .filter(move |episode| !is_over(episode.last, published))
}

/// Says whether an outage or a blip may have begun in the time asked, or behind it.
pub(super) fn may_begin_in(outage: &Outage, time: ClaimTime) -> bool {
    outage.onset.by.is_none_or(|by| time.widest.from() <= by)
}

/// Returns the time in which the time asked begins and of which it is not known whether the site
/// was back: an outage that was under way can have ended there, and another begun; `None` where
/// there is none.
pub(super) fn start_unknown(context: &Context<'_>, time: ClaimTime) -> Option<UnknownTime> {
    let from = time.widest.from();
    let start = Span::new(from.plus(-1), from.plus(1))?;
    context.unknown_around(start).or_else(|| context.challenged_since_down(time.widest))
}

/// Returns the first outage of an episode, but its first one, that may have begun in the time asked
/// and may be none of it: the site can have been back before it for `stable_for` (M13), by the
/// outer edges of the time between the two; with how it lies to that time.
pub(super) fn perhaps_new<'a>(
    episode: &Episode<'a>,
    context: &Context<'a>,
    time: ClaimTime,
) -> Option<(&'a Outage, OnsetOrder)> {
    let stable_for_us = context.rules.stable_for_us;
    let outages = context.known.outages.windows(2);
    let mut of_it = outages.filter(|two| two[1].episode == episode.first.episode);
    of_it.find_map(|two| {
        let (since, until) = two[0].time_back(&two[1], stable_for_us)?;
        let begins_before_end = two[1].onset.after.is_none_or(|after| after < time.widest.until());
        let may_begin = begins_before_end && may_begin_in(&two[1], time);
        let order = OnsetOrder::PerhapsRelapse(PerhapsBack { since, until, stable_for_us });
        (two[0].episode == two[1].episode && may_begin).then_some((&two[1], order))
    })
}

/// Says whether a time lies between two outages of an episode that may be none of each other: the
/// site can have been back for `stable_for` between them (M13), so nothing was under way in it.
pub(super) fn lies_between(episode: &Episode<'_>, context: &Context<'_>, time: ClaimTime) -> bool {
    let stable_for_us = context.rules.stable_for_us;
    context.known.outages.windows(2).any(|two| {
        two.iter().all(|outage| outage.episode == episode.first.episode)
            && two[0].possible.until() <= time.widest.from()
            && time.widest.until() <= two[1].possible.from()
            && two[0].time_back(&two[1], stable_for_us).is_some()
    })
}

/// Says whether the whole bracket of the onset lies in a time.
pub(super) fn certainly_begins_in(outage: &Outage, time: Span) -> bool {
    let (Some(after), Some(by)) = (outage.onset.after, outage.onset.by) else { return false };
    time.from() <= after.plus(1) && by < time.until()
}

/// Tells how the outages of an episode lie to a time that begins after its first onset; `None` for
/// an episode of one outage.
pub(super) fn episode_then(
    episode: &Episode<'_>,
    context: &Context<'_>,
    time: Span,
) -> Option<EpisodeThen> {
    let of_it = |outage: &&Outage| outage.episode == episode.first.episode;
    (episode.outages > 1).then(|| EpisodeThen {
        outages: context.outages_in(time).filter(of_it).count(),
        certain: context
            .outages_in(time)
            .filter(of_it)
            .filter(|outage| is_down_at_a_moment(outage, time))
            .count(),
        up_us: context.up_us(time),
        length_us: time.length(),
        probes: context.probes(time),
        failures: context.outvoted_probes(time),
    })
}

/// Concludes something of the onset of an episode.
pub(super) fn of_onset<'a>(
    episode: &Episode<'a>,
    judgement: Judgement,
    order: OnsetOrder,
) -> Conclusion<'a> {
    of_outage(episode.first, judgement, order).up_to(episode.last, episode.outages)
}

/// Concludes something of the onset of one outage.
pub(super) fn of_outage(
    outage: &Outage,
    judgement: Judgement,
    order: OnsetOrder,
) -> Conclusion<'_> {
    let finding = Finding::Onset { order, onset: outage.onset, duration: outage.duration };
    Conclusion::new(judgement, finding).resting_on(Some(outage))
}
