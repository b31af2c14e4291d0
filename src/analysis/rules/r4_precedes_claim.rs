//! R4: the site was down before the time that a claim of an attack can mean.

use super::conclusion::{self, RuleSpec};
use super::onset_claim::{episodes_meant, of_onset};
use crate::model::{Judgement, OnsetOrder, Rule};

/// Id of the rule.
const RULE: Rule = Rule::new("R4");

/// An outage that may reach into the time asked had certainly begun before it.
pub(super) const UNDER_WAY: RuleSpec = RuleSpec {
    rule: RULE,
    case: "under way before the time asked",
    questions: conclusion::WENT_DOWN,
    conclude: |assertion, context| {
        let time = assertion.time?;
        let episode = episodes_meant(assertion, context, time)
            .find(|one| one.first.onset.by.is_some_and(|by| by < time.widest.from()))?;
        Some(of_onset(episode, assertion, Judgement::PrecedesClaim, OnsetOrder::Before))
    },
};
