//! R4: the site was down before the time that a claim of an attack can mean; or it failed in part,
//! or answered slowly, since before that time; and at least the evidence floor of that time was
//! observed. R2 says the same where less was.

use super::assertion::Assertion;
use super::conclusion::{self, Conclusion, RuleSpec};
use super::context::{Context, covered};
use super::onset_claim::{
    episode_then, episodes_meant, lies_between, may_begin_in, of_onset, perhaps_new, start_unknown,
};
use crate::model::findings::{OnsetOrder, PartStart};
use crate::model::{Finding, Judgement, Rule};

/// Id of the rule.
const RULE: Rule = Rule::new("R4");

/// An outage that may reach into the time asked had certainly begun before it, and no other, nor a
/// blip, may have begun in it.
pub(super) const UNDER_WAY: RuleSpec = RuleSpec {
    rule: RULE,
    case: "under way before the time asked",
    questions: conclusion::WENT_DOWN,
    conclude: |assertion, context| {
        is_known_enough(assertion, context).then(|| under_way(assertion, context)).flatten()
    },
};

/// Concludes that an outage was under way, where no other is known that may have begun in the time
/// asked.
pub(super) fn under_way<'a>(
    assertion: &Assertion<'a>,
    context: &Context<'a>,
) -> Option<Conclusion<'a>> {
    let time = assertion.time?;
    let meant = || episodes_meant(assertion, context, time);
    let may_begin = meant().any(|one| may_begin_in(one.first, time))
        || meant().any(|one| perhaps_new(one, context, time).is_some())
        || context.blips_in(time.widest).any(|blip| may_begin_in(blip, time));
    let episode = meant().next().filter(|_| !may_begin)?;
    if lies_between(episode, context, time) {
        return None;
    }
    // Where it is not known whether the site was back then, another outage may have begun.
    if start_unknown(context, time).or(context.back_inside(time.widest)).is_some() {
        return None;
    }
    let order = OnsetOrder::Before(episode_then(episode, context, time.widest));
    Some(of_onset(episode, Judgement::PrecedesClaim, order))
}

/// Failures in part that belong together (M27), and had all certainly begun before the time asked.
pub(super) const PART_UNDER_WAY: RuleSpec = RuleSpec {
    rule: RULE,
    case: "failures in part since before the time asked",
    questions: conclusion::WENT_DOWN,
    conclude: |assertion, context| {
        is_enough(assertion, context).then(|| part_under_way(assertion, context)).flatten()
    },
};

/// Degraded answers that had all certainly begun before the time asked.
pub(super) const DEGRADED_BEFORE: RuleSpec = RuleSpec {
    rule: RULE,
    case: "degraded answers since before the time asked",
    questions: conclusion::WENT_DOWN,
    conclude: |assertion, context| {
        is_enough(assertion, context).then(|| degraded_before(assertion, context)).flatten()
    },
};

/// Concludes that failures in part had begun before the time asked.
pub(super) fn part_under_way<'a>(
    assertion: &Assertion<'a>,
    context: &Context<'a>,
) -> Option<Conclusion<'a>> {
    context.failures_that_began(assertion, |start| start == PartStart::Before).map(precedes)
}

/// Concludes that degraded answers had begun before the time asked.
pub(super) fn degraded_before<'a>(
    assertion: &Assertion<'a>,
    context: &Context<'a>,
) -> Option<Conclusion<'a>> {
    context.degraded_that_began(assertion, |start| start == PartStart::Before).map(precedes)
}

/// Says whether enough of the time asked was observed.
fn is_enough(assertion: &Assertion<'_>, context: &Context<'_>) -> bool {
    assertion.time.is_some_and(|time| context.is_observed_enough(time.widest))
}

/// Says whether at least the floor of the time asked was observed, and was certainly up or may
/// belong to an outage: a challenge beside an outage can be the start of another.
fn is_known_enough(assertion: &Assertion<'_>, context: &Context<'_>) -> bool {
    let Some(time) = assertion.time.map(|time| time.widest) else { return false };
    let known = context.known.states.up.union(&context.possible_outages(time));
    is_enough(assertion, context) && context.reaches_floor(covered(&known, time), time)
}

fn precedes<'a>(finding: Finding) -> Conclusion<'a> {
    Conclusion::new(Judgement::PrecedesClaim, finding)
}
