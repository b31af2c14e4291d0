//! R8: a claim that the site is back, held against the stable recovery (M13).

use super::conclusion::{self, RuleSpec};
use super::recovery_claim::of_recovery;
use crate::model::{Judgement, Rule};

/// Id of the rule.
const RULE: Rule = Rule::new("R8");

/// The claim agrees with the recovery, or came certainly too early or too late.
pub(super) const RECOVERY: RuleSpec = RuleSpec {
    rule: RULE,
    case: "recovery against its claim",
    questions: conclusion::BACK,
    conclude: |assertion, context| {
        of_recovery(assertion, context)
            .filter(|conclusion| conclusion.judgement != Judgement::Insufficient)
    },
};
