//! R4: the site was down before the time that a claim of an attack can mean; or it failed in part,
//! or answered slowly, since before that time.

use super::conclusion::{self, Conclusion, RuleSpec};
use super::onset_claim::{episode_then, episodes_meant, may_begin_in, of_onset, start_unknown};
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
        let time = assertion.time?;
        let meant = || episodes_meant(assertion, context, time);
        let may_begin = meant().any(|one| may_begin_in(one.first, time))
            || context.blips_in(time.widest).any(|blip| may_begin_in(blip, time));
        let episode = meant().next().filter(|_| !may_begin)?;
        // Where it is not known whether the site was back then, another outage may have begun.
        if start_unknown(context, time).is_some() {
            return None;
        }
        let order = OnsetOrder::Before(episode_then(episode, context, time.widest));
        Some(of_onset(episode, Judgement::PrecedesClaim, order))
    },
};

/// Failures in part that belong together (M27), and had all certainly begun before the time asked.
pub(super) const PART_UNDER_WAY: RuleSpec = RuleSpec {
    rule: RULE,
    case: "failures in part since before the time asked",
    questions: conclusion::WENT_DOWN,
    conclude: |assertion, context| {
        context.failures_that_began(assertion, |start| start == PartStart::Before).map(precedes)
    },
};

/// Degraded answers that had all certainly begun before the time asked.
pub(super) const DEGRADED_BEFORE: RuleSpec = RuleSpec {
    rule: RULE,
    case: "degraded answers since before the time asked",
    questions: conclusion::WENT_DOWN,
    conclude: |assertion, context| {
        context.degraded_that_began(assertion, |start| start == PartStart::Before).map(precedes)
    },
};

fn precedes<'a>(finding: Finding) -> Conclusion<'a> {
    Conclusion::new(Judgement::PrecedesClaim, finding)
}
