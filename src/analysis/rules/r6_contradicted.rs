//! R6: the timing does not fit the claim.

use super::assertion::Question;
use super::conclusion::{Conclusion, RuleSpec};
use crate::model::{ClaimKind, Finding, Judgement, Rule};

/// The site was up throughout the time at which it was said to go down. Applies to all that the
/// rules before it leave.
pub(super) const UP_THROUGHOUT: RuleSpec = RuleSpec {
    rule: Rule::R6,
    question: Some(Question::WentDown),
    conclude: |assertion, context| {
        let time = assertion.time?.widest;
        let finding = Finding::UpThroughout {
            up_share: context.up_share(time),
            minority_probes: context.partial_probes(time),
        };
        // A list of targets or an announcement of work does not say that the site went down.
        let claim = assertion.claim;
        let only_announces = claim.intent || claim.kind == ClaimKind::Maintenance;
        let judgement = if only_announces { Judgement::StayedUp } else { Judgement::Contradicted };
        Some(Conclusion::new(judgement, finding))
    },
};

/// The site was never certainly up in the time at which it was said to be reachable.
pub(super) const NEVER_UP: RuleSpec = RuleSpec {
    rule: Rule::R6,
    question: Some(Question::WasReachable),
    conclude: |assertion, context| {
        let time = assertion.time?.widest;
        let down_share = context.down_share(time);
        let is_up = !context.known.states.up.clip(time).is_empty();
        let finding = Finding::NeverUp { down_share };
        (!is_up && context.reaches_floor(down_share)).then(|| {
            Conclusion::new(Judgement::Contradicted, finding).resting_on(context.outage_in(time))
        })
    },
};

/// The site was up throughout the time before it was said to be back.
pub(super) const NOTHING_TO_RESTORE: RuleSpec = RuleSpec {
    rule: Rule::R6,
    question: Some(Question::IsBack),
    conclude: |assertion, context| {
        let time = assertion.time?.widest;
        context.up_throughout(time)?;
        let finding = Finding::NothingToRestore { up_share: Some(context.up_share(time)) };
        Some(Conclusion::new(Judgement::Contradicted, finding))
    },
};
