//! R7: the timing fits the claim in part.

use super::assertion::Question;
use super::conclusion::{self, Conclusion, DOWN, RuleSpec};
use super::down_claim::Witness;
use crate::model::findings::PartStart;
use crate::model::{Extent, Finding, Judgement, Outage, Rule};

/// Id of the rule.
const RULE: Rule = Rule::new("R7");

/// The site was down for a part of the time asked and up for another, while the claim says that it
/// was down throughout.
pub(super) const DOWN_FOR_PART: RuleSpec = RuleSpec {
    rule: RULE,
    case: "down for a part",
    questions: conclusion::WAS_DOWN,
    conclude: |assertion, context| {
        let claims_all = assertion.claim.extent == Extent::Throughout;
        let witness = Witness::find(assertion, context).filter(|_| claims_all)?;
        let is_up_for_part = context.time_up(assertion.certain_part_said()?).times > 0;
        // Both lengths are of one time.
        let up = context.time_up(assertion.time?.widest);
        let finding = Finding::DownForPart { down: witness.time, up };
        let conclusion = partly(finding).resting_on(Some(witness.first));
        is_up_for_part.then(|| conclusion.up_to(witness.last, witness.time.outages))
    },
};

/// Some vantages saw the site fail, by probes that belong together (M27) and were not all
/// challenged. For a claim that the site went down they began in the time asked.
pub(super) const SOME_VANTAGES: RuleSpec = RuleSpec {
    rule: RULE,
    case: "failures in part",
    questions: DOWN,
    conclude: |assertion, context| {
        let time = assertion.time?.widest;
        if assertion.question == Some(Question::WentDown) {
            return context.failures_that_began(assertion, is_inside).map(partly);
        }
        let is_seen = context.fails_down_together(time);
        is_seen.then(|| partly(context.some_vantages(time, PartStart::NotAsked)))
    },
};

/// The site was not seen down, with degraded answers: they neither support a claim nor speak
/// against it. For a claim that the site went down they began in the time asked.
pub(super) const DEGRADED: RuleSpec = RuleSpec {
    rule: RULE,
    case: "degraded answers",
    questions: DOWN,
    conclude: |assertion, context| {
        let time = assertion.time?.widest;
        if assertion.question == Some(Question::WentDown) {
            return context.degraded_that_began(assertion, is_inside).map(partly);
        }
        context.degraded_start(assertion)?;
        Some(partly(context.degraded_answers(time, PartStart::NotAsked)))
    },
};

/// The site was up for a part of the time at which it was said to be reachable, and failed in
/// another.
pub(super) const UP_AND_DOWN: RuleSpec = RuleSpec {
    rule: RULE,
    case: "up for a part, and failures",
    questions: conclusion::REACHABLE,
    conclude: |assertion, context| {
        let widest = assertion.time?.widest;
        // Whether the rest belongs to it depends on when the claim was published.
        let time = match assertion.time? {
            time if time.is_asserted => time.certain?,
            time => time.widest,
        };
        let is_down = context.time_confirmed_down(time).times > 0;
        let outages: Vec<&Outage> = context.outages_in(time).filter(|_| is_down).collect();
        // A challenge is neither up nor down.
        let has_failed = !outages.is_empty() || context.fails_down_together(time);
        // Whether it was up at the one moment that the claim speaks of is open.
        let is_open = assertion.is_of_some_moment();
        if context.time_up(time).times == 0 || !has_failed || is_open {
            return None;
        }
        let Some((first, last)) = outages.first().zip(outages.last()) else {
            let finding = if context.is_agreed_up_throughout(time) {
                context.some_vantages(time, PartStart::NotAsked)
            } else {
                context.up_and_down(widest)
            };
            return Some(partly(finding));
        };
        let conclusion = partly(context.up_and_down(widest)).resting_on(Some(first));
        Some(conclusion.up_to(last, outages.len()))
    },
};

/// Says whether failures in part or degraded answers began in the time asked.
fn is_inside(start: PartStart) -> bool {
    start == PartStart::Inside
}

/// Concludes that the claim is supported in part.
fn partly<'a>(finding: Finding) -> Conclusion<'a> {
    Conclusion::new(Judgement::Partly, finding)
}
