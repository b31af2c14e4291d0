//! R3: the timing fits the claim for certain.

use super::assertion::Question;
use super::conclusion::{Conclusion, RuleSpec};
use super::onset_claim::{of_onset, outages_meant};
use crate::clock::Span;
use crate::model::{Judgement, OnsetOrder, Outage, Rule};

/// The whole bracket of an onset lies in the certain part of the time asked.
pub(super) const ONSET_INSIDE: RuleSpec = RuleSpec {
    rule: Rule::R3,
    question: Some(Question::WentDown),
    conclude: |assertion, context| {
        let time = assertion.time?;
        let certain = time.certain?;
        let outage = outages_meant(assertion, context, time)
            .find(|outage| certainly_begins_in(outage, certain))?;
        Some(of_onset(outage, assertion, Judgement::Supported, OnsetOrder::Inside))
    },
};

/// The site was up throughout the time at which it could be reached, as was said.
pub(super) const REACHABLE: RuleSpec = RuleSpec {
    rule: Rule::R3,
    question: Some(Question::WasReachable),
    conclude: |assertion, context| {
        let finding = context.up_throughout(assertion.time?.widest)?;
        Some(Conclusion::new(Judgement::Supported, finding))
    },
};

fn certainly_begins_in(outage: &Outage, time: Span) -> bool {
    let (Some(after), Some(by)) = (outage.onset.after, outage.onset.by) else { return false };
    time.from() <= after.plus(1) && by < time.until()
}
