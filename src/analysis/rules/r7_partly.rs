//! R7: the timing fits the claim in part.

use super::assertion::Question;
use super::conclusion::{Conclusion, RuleSpec};
use crate::model::{Finding, Judgement, Rule};

/// Some vantages saw the site fail, or were challenged, confirmed as an outage is (M12).
pub(super) const SOME_VANTAGES: RuleSpec = RuleSpec {
    rule: Rule::R7,
    question: Some(Question::WentDown),
    conclude: |assertion, context| {
        context.is_confirmed_in_part(assertion.time?.widest).then(|| partly(Finding::SomeVantages))
    },
};

/// The site was up, with degraded answers: they neither support a claim nor speak against it.
pub(super) const DEGRADED: RuleSpec = RuleSpec {
    rule: Rule::R7,
    question: Some(Question::WentDown),
    conclude: |assertion, context| {
        let probes = context.degraded_probes(assertion.time?.widest);
        (probes >= context.rules.confirm).then(|| partly(Finding::Degraded { probes }))
    },
};

/// The site was up for a part of the time at which it was said to be reachable. Applies to all that
/// the rules before it leave.
pub(super) const UP_AND_DOWN: RuleSpec = RuleSpec {
    rule: Rule::R7,
    question: Some(Question::WasReachable),
    conclude: |assertion, context| {
        let time = assertion.time?.widest;
        let states = &context.known.states;
        let finding = Finding::UpAndDown {
            up_us: states.up.clip(time).extent(),
            down_us: states.down.clip(time).extent(),
        };
        Some(partly(finding).resting_on(context.outage_in(time)))
    },
};

fn partly<'a>(finding: Finding) -> Conclusion<'a> {
    Conclusion::new(Judgement::Partly, finding)
}
