//! R5: the outage, the failures in part or the degraded answers were over when the claim was
//! published, and at least the evidence floor of the time was observed in which another could be
//! meant; R2 says the same where less was.

use super::assertion::{Assertion, ClaimTime, Question};
use super::conclusion::{Conclusion, RuleSpec, WENT_DOWN};
use super::context::Context;
use super::episodes::{Episode, is_over};
use super::onset_claim::{episodes_meant, of_onset};
use crate::clock::Instant;
use crate::model::findings::{OnsetOrder, PartStart};
use crate::model::{Finding, Judgement, Rule};

/// Id of the rule.
const RULE: Rule = Rule::new("R5");

/// Returns the last episode that was over at the publication: by `look_back` at most, or in the
/// time asked; and no other that may reach into the time asked. With an asserted time, the claim is
/// held against that time alone. Where something else may be meant that failed in the time asked,
/// the outage decides nothing.
pub(super) const fn over_before(questions: &'static [Question]) -> RuleSpec {
    RuleSpec {
        rule: RULE,
        case: "over when published",
        questions,
        conclude: |assertion, context| {
            is_enough(assertion, context).then(|| outage_over(assertion, context)).flatten()
        },
    }
}

/// Concludes that the outage was over before the claim, where nothing else is known that can be
/// meant.
pub(super) fn outage_over<'a>(
    assertion: &Assertion<'a>,
    context: &Context<'a>,
) -> Option<Conclusion<'a>> {
    let time = assertion.time?;
    let published = assertion.publication_time_asked()?;
    let is_of_start = assertion.question == Some(Question::WentDown);
    // That the site is not down now is denied by no outage that is over, and what is announced is
    // none.
    if assertion.is_denial() && !is_of_start || assertion.claim.intent {
        return None;
    }
    if episodes_meant(assertion, context, time).next().is_some() {
        return None;
    }
    let look_back_us = context.rules.look_back_us;
    let episode = context
        .episodes
        .iter()
        .filter(|episode| !assertion.is_denial() || episode.may_overlap(time.widest))
        .rfind(|episode| is_over_before(episode, published, time, look_back_us))?;
    if context.has_failed_otherwise(assertion) {
        return None;
    }
    let besides = context.failures_besides(time.widest);
    let (judgement, order) = (Judgement::ClaimedAfterTheFact, OnsetOrder::OverBefore(besides));
    Some(of_onset(episode, judgement, order))
}

/// Failures in part that belong together (M27), in the time asked and over at the publication.
pub(super) const PART_OVER: RuleSpec = RuleSpec {
    rule: RULE,
    case: "failures in part over when published",
    questions: WENT_DOWN,
    conclude: |assertion, context| {
        is_enough(assertion, context).then(|| part_over(assertion, context)).flatten()
    },
};

/// Degraded answers in the time asked that were over at the publication.
pub(super) const DEGRADED_OVER: RuleSpec = RuleSpec {
    rule: RULE,
    case: "degraded answers over when published",
    questions: WENT_DOWN,
    conclude: |assertion, context| {
        is_enough(assertion, context).then(|| degraded_over(assertion, context)).flatten()
    },
};

/// Concludes that the failures in part were over before the claim.
pub(super) fn part_over<'a>(
    assertion: &Assertion<'a>,
    context: &Context<'a>,
) -> Option<Conclusion<'a>> {
    let found = context.failures_that_began(assertion, |start| start == PartStart::Over);
    found.filter(|_| !context.has_failed_since(assertion)).map(after_the_fact)
}

/// Concludes that the degraded answers were over before the claim.
pub(super) fn degraded_over<'a>(
    assertion: &Assertion<'a>,
    context: &Context<'a>,
) -> Option<Conclusion<'a>> {
    let found = context.degraded_that_began(assertion, |start| start == PartStart::Over);
    found.filter(|_| !context.has_failed_since(assertion)).map(after_the_fact)
}

/// Says whether enough was observed of the time in which another outage could be meant.
fn is_enough(assertion: &Assertion<'_>, context: &Context<'_>) -> bool {
    assertion.time_not_over().is_some_and(|time| context.is_observed_enough(time))
}

fn after_the_fact<'a>(finding: Finding) -> Conclusion<'a> {
    Conclusion::new(Judgement::ClaimedAfterTheFact, finding)
}

/// Says whether an episode was over at the publication: in the time asked, or by `look_back_us` at
/// most.
fn is_over_before(
    episode: &Episode<'_>,
    published: Instant,
    time: ClaimTime,
    look_back_us: i64,
) -> bool {
    let is_recent =
        || episode.last.recovery.by.is_some_and(|by| published.since(by) <= look_back_us);
    is_over(episode.last, Some(published)) && (episode.may_overlap(time.widest) || is_recent())
}
