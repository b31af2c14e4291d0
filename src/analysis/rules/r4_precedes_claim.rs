//! R4: the site was down before the time that a claim of an attack can mean.

use super::conclusion::{self, RuleSpec};
use super::onset_claim::{of_onset, outages_meant};
use crate::model::{Judgement, OnsetOrder, Rule};

const RULE: Rule = Rule::new("R4");

/// An outage that may reach into the time asked had certainly begun before it.
pub(super) const UNDER_WAY: RuleSpec = RuleSpec {
    rule: RULE,
    case: "under way before the time asked",
    questions: conclusion::WENT_DOWN,
    conclude: |assertion, context| {
        let time = assertion.time?;
        let outage = outages_meant(assertion, context, time)
            .find(|outage| outage.onset.by.is_some_and(|by| by < time.widest.from()))?;
        Some(of_onset(outage, assertion, Judgement::PrecedesClaim, OnsetOrder::Before))
    },
};
