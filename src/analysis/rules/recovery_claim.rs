//! Recoveries held against a claim that the site is back (M13).

use super::assertion::Assertion;
use super::conclusion::Conclusion;
use super::context::Context;
use crate::clock::{Bracket, Instant, SECOND, Span};
use crate::model::{DurationRange, Finding, Judgement, Outage, Recovery, RecoveryOrder};

/// Concludes something of the recovery from the last outage that was under way or over by the
/// claimed time; `None` where there is no such outage.
pub(super) fn of_recovery<'a>(
    assertion: &Assertion<'a>,
    context: &Context<'a>,
) -> Option<Conclusion<'a>> {
    let said = assertion.said?;
    let outage = outage_before(said, context)?;
    let recovery = outage.stable_recovery;
    let unobserved_us = unobserved_between(recovery, said, context);
    let is_disagreed = is_back_by_disagreeing(recovery, context);
    let tolerance_us = context.rules.tolerance_us;
    let is_too_early = order(said, recovery, tolerance_us) == RecoveryOrder::TooEarly;
    let unseen = unseen_at(said, context).filter(|_| is_too_early);
    let still_down = context.last_of_episode(outage).recovery.after;
    let is_down_after = still_down.is_some_and(|still_down| said.until() <= still_down);
    let order = match order(said, recovery, tolerance_us) {
        // Nobody saw whether it was back at the claimed time.
        RecoveryOrder::TooEarly if unseen.is_some() => RecoveryOrder::Open,
        // A later outage of another episode does not say that the site was not back.
        RecoveryOrder::TooEarly if !is_down_after => RecoveryOrder::Open,
        // What nobody observed since can hold another outage, and the one that is meant.
        RecoveryOrder::Agrees | RecoveryOrder::Late if unobserved_us > 0 => RecoveryOrder::Open,
        // A probe whose rows disagree sees no state: by it no site is back (M8).
        RecoveryOrder::Agrees | RecoveryOrder::Late if is_disagreed => RecoveryOrder::Open,
        order => order,
    };
    let judgement = match order {
        RecoveryOrder::Agrees => Judgement::OnTime,
        RecoveryOrder::TooEarly => Judgement::Premature,
        RecoveryOrder::Late => Judgement::Late,
        RecoveryOrder::Open => Judgement::Insufficient,
    };
    let needs_tolerance =
        order == RecoveryOrder::Agrees && self::order(said, recovery, 0) != RecoveryOrder::Agrees;
    let finding = Finding::Recovery(Recovery {
        order,
        recovery,
        since_claim: since_claim(said, recovery),
        has_ended: outage.recovery.by.is_some(),
        is_asserted: assertion.claim.asserted.is_some(),
        is_moment: said.length() <= SECOND,
        stable_for_us: context.rules.stable_for_us,
        tolerance_us: needs_tolerance.then_some(tolerance_us),
        unobserved_us,
        is_disagreed,
        unseen,
    });
    let conclusion = Conclusion::new(judgement, finding);
    Some(conclusion.resting_on(Some(outage)).with_lag(lag_to_claim(said, recovery)))
}

/// Returns the last outage that had certainly begun before the claimed time was over.
fn outage_before<'a>(said: Span, context: &Context<'a>) -> Option<&'a Outage> {
    let outages = context.known.outages.iter();
    outages.rev().find(|outage| outage.onset.by.is_some_and(|by| by < said.until()))
}

/// Counts the microseconds between the recovery and the claimed time that nobody observed.
fn unobserved_between(recovery: Bracket, said: Span, context: &Context<'_>) -> i64 {
    let between = recovery.by.and_then(|by| Span::new(by, said.from()));
    between.and_then(|between| context.unobserved(between)).map_or(0, |gap| gap.total_us)
}

/// Returns the time that nobody observed and that has a moment of the claimed time; `None` where
/// all of that was observed. What is said to the second stands for its first moment.
fn unseen_at(said: Span, context: &Context<'_>) -> Option<Span> {
    let first = Span::new(said.from(), said.from().plus(1));
    context.unobserved_around(first.filter(|_| said.length() <= SECOND).unwrap_or(said))
}

/// Says whether a site counts as back to stay only by probes whose rows disagree (M8).
fn is_back_by_disagreeing(recovery: Bracket, context: &Context<'_>) -> bool {
    let Some(by) = recovery.by else { return false };
    let from = recovery.after.unwrap_or(by);
    let stable = Span::new(from, by.plus(context.rules.stable_for_us.max(1)));
    stable.is_some_and(|stable| context.is_up_by_disagreeing(stable))
}

/// Orders a claimed recovery and the one that was seen.
fn order(said: Span, recovery: Bracket, tolerance_us: i64) -> RecoveryOrder {
    let earliest = said.from().plus(-tolerance_us);
    let latest = said.last().plus(tolerance_us);
    if recovery.after.is_some_and(|after| earliest <= after.plus(1))
        && recovery.by.is_some_and(|by| by <= latest)
    {
        RecoveryOrder::Agrees
    } else if recovery.after.is_some_and(|after| said.until() <= after) {
        RecoveryOrder::TooEarly
    } else if recovery.by.is_some_and(|by| by < said.from()) {
        RecoveryOrder::Late
    } else {
        RecoveryOrder::Open
    }
}

/// Returns the microseconds from the nearest end of the claimed time to the recovery: negative
/// before it, 0 inside it; open above where the recovery is not on the record, `None` where its
/// lower end is not (M19).
fn since_claim(said: Span, recovery: Bracket) -> Option<DurationRange> {
    // What is said to the second is judged to the second: its first moment stands for it.
    let until = if said.length() <= SECOND { said.from() } else { said.until() };
    let since = |at: Instant| at.since(said.from()).min(0) + at.since(until).max(0);
    Some(DurationRange { least_us: since(recovery.after?), most_us: recovery.by.map(since) })
}

/// Returns the microseconds from the recovery to the claimed one, negative where it was claimed too
/// early; `None` where an end of the recovery is off the record.
fn lag_to_claim(said: Span, recovery: Bracket) -> Option<DurationRange> {
    let (after, by) = (recovery.after?, recovery.by?);
    let least_us = said.from().since(by);
    Some(DurationRange { least_us, most_us: Some(said.last().since(after)) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::MINUTE;

    /// Holds a recovery between two moments against a time from 0 on.
    fn since(recovery: [i64; 2], length_us: i64) -> (i64, Option<i64>) {
        let [after, by] = recovery.map(|at| Some(Instant(at)));
        let said = Span::new(Instant(0), Instant(length_us)).expect("a time with a length");
        let lag = since_claim(said, Bracket { after, by }).expect("a lower end");
        (lag.least_us, lag.most_us)
    }

    #[test]
    fn a_recovery_is_measured_from_the_nearest_end_of_the_claimed_time() {
        let late = [9 * MINUTE, 14 * MINUTE];
        assert_eq!(since(late, SECOND), (9 * MINUTE, Some(14 * MINUTE)));
        assert_eq!(since(late, MINUTE), (8 * MINUTE, Some(13 * MINUTE)));
        assert_eq!(since(late, 2 * MINUTE), (7 * MINUTE, Some(12 * MINUTE)));
        // Written to the minute: the latest recovery lies inside.
        assert_eq!(since([-71 * SECOND, 50 * SECOND], MINUTE), (-71 * SECOND, Some(0)));
    }
}
