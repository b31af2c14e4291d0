//! Recoveries held against a claim that the site is back (M13).

use super::assertion::Assertion;
use super::conclusion::Conclusion;
use super::context::Context;
use crate::clock::{Bracket, Span};
use crate::model::{DurationRange, Finding, Judgement, Outage, RecoveryOrder};

/// Concludes something of the recovery from the last outage that had certainly begun before the
/// claimed recovery; `None` where there is no such outage.
pub(super) fn of_recovery<'a>(
    assertion: &Assertion<'a>,
    context: &Context<'a>,
) -> Option<Conclusion<'a>> {
    let (said, time) = (assertion.said?, assertion.time?.widest);
    let outage = outage_before(said, time, context)?;
    let recovery = outage.stable_recovery;
    let order = order(said, recovery, context.rules.tolerance_us);
    let judgement = match order {
        RecoveryOrder::Agrees => Judgement::OnTime,
        RecoveryOrder::TooEarly => Judgement::Premature,
        RecoveryOrder::Late => Judgement::Late,
        RecoveryOrder::Open => Judgement::Insufficient,
    };
    let conclusion = Conclusion::new(judgement, Finding::Recovery { order, recovery });
    Some(conclusion.resting_on(Some(outage)).with_lag(lag_to_claim(said, recovery)))
}

/// Returns the last outage in the time asked that had certainly begun before the claimed recovery
/// was over.
fn outage_before<'a>(said: Span, time: Span, context: &Context<'a>) -> Option<&'a Outage> {
    context.known.outages.iter().rfind(|outage| {
        outage.onset.by.is_some_and(|by| by < said.until())
            && outage.possible.intersection(time).is_some()
    })
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

/// Returns the microseconds from the recovery to the claimed one, negative where it was claimed too
/// early; `None` where an end of the recovery is off the record.
fn lag_to_claim(said: Span, recovery: Bracket) -> Option<DurationRange> {
    let (after, by) = (recovery.after?, recovery.by?);
    let least_us = said.from().since(by);
    Some(DurationRange { least_us, most_us: Some(said.last().since(after)) })
}
