//! Time up held against a claim that the site could be reached.

use super::assertion::Assertion;
use super::context::Context;
use crate::clock::Span;
use crate::model::findings::UpTime;
use crate::model::{Finding, Outage, Quantifier};

/// Finds that a site was certainly up for at least the floor of the time asked, without an outage,
/// a blip or a failure that is confirmed or in doubt; `None` where it was not. An outage that may
/// reach into it only before its first probe, or behind its last, is none of it.
pub(super) fn time_up(assertion: &Assertion<'_>, context: &Context<'_>) -> Option<Finding> {
    let time = assertion.time?.widest;
    let failures = context.failures_in_part(time);
    let is_beside = |outage: &&Outage| is_beside_probes(outage, time, context);
    let beside = context.outages_in(time).filter(is_beside).count();
    let failed = context.outages_in(time).any(|outage| !is_beside(&outage))
        || context.blips_in(time).next().is_some()
        || context.fails_together(time)
        || context.doubtful_probes(time).all().most > 0;
    // By the error of a clock (M4) an outage beside it may hold a part that counts as up.
    let up_us = match beside {
        0 => context.up_us(time),
        _ => context.time_up(time).length_us,
    };
    let is_up = !failed && context.reaches_floor(up_us, time);
    is_up.then(|| {
        Finding::UpFor(UpTime {
            up_us,
            length_us: time.length(),
            probes: context.probes(time),
            failed: failures.probes,
            unobserved: context.unobserved(time),
            furthest_us: context.furthest_us(time),
            outages_beside: beside,
        })
    })
}

/// Says whether an outage reaches into a time before its first probe or behind its last alone. The
/// last probe before the outage found the site up.
fn is_beside_probes(outage: &Outage, time: Span, context: &Context<'_>) -> bool {
    let from = outage.onset.after.map_or(outage.possible.from(), |after| after.plus(1));
    let reaches_in =
        Span::new(from, outage.possible.until()).and_then(|all| all.intersection(time));
    reaches_in.is_none_or(|part| context.probes(part).most == 0)
}

/// Says whether the probes of the time asked are enough to say that the site was up in it:
/// `confirm` at least. Who says that it could not be reached is contradicted by a complete view
/// alone (M19).
pub(super) fn is_enough(assertion: &Assertion<'_>, context: &Context<'_>) -> bool {
    let Some(time) = assertion.time.map(|time| time.widest) else { return false };
    let is_denial = assertion.claim.quantifier == Quantifier::None;
    let is_seen = || context.complete_view(time, time.length(), &context.known.agreed_up).is_some();
    // A publication that is an interval was at one moment of it, nobody knows which.
    let is_whenever = !assertion.is_of_some_moment() || context.is_up_throughout(time);
    let is_confirmed = context.probes(time).least >= context.rules.confirm;
    is_confirmed && is_whenever && (!is_denial || is_seen())
}
