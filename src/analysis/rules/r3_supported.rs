//! R3: the timing fits the claim for certain. A witness is enough; what else was not observed does
//! not matter.

use super::conclusion::{self, Conclusion, RuleSpec};
use super::down_claim::{Witness, is_down_throughout};
use super::episodes::is_over;
use super::onset_claim::{certainly_begins_in, episodes_meant, of_onset};
use super::up_claim::{is_enough, time_up};
use crate::model::findings::OnsetOrder;
use crate::model::{Extent, Finding, Judgement, Rule};

/// Id of the rule.
const RULE: Rule = Rule::new("R3");

/// The whole bracket of an onset lies in the certain part of the time asked.
pub(super) const ONSET_INSIDE: RuleSpec = RuleSpec {
    rule: RULE,
    case: "onset in the time asked",
    questions: conclusion::WENT_DOWN,
    conclude: |assertion, context| {
        let time = assertion.time?;
        let certain = time.certain?;
        let episode = episodes_meant(assertion, context, time)
            .filter(|episode| !is_over(episode.last, assertion.last_publication_time_asked()))
            .find(|episode| certainly_begins_in(episode.first, certain))?;
        Some(of_onset(episode, Judgement::Supported, OnsetOrder::Inside))
    },
};

/// A confirmed outage was certainly down at a moment of the time asked; by every probe of it, where
/// the claim says so.
pub(super) const DOWN_INSIDE: RuleSpec = RuleSpec {
    rule: RULE,
    case: "down in the time asked",
    questions: conclusion::WAS_DOWN,
    conclude: |assertion, context| {
        let witness = Witness::find(assertion, context)?;
        let claims_all = assertion.claim.extent == Extent::Throughout;
        let is_enough = !claims_all || is_down_throughout(assertion, context);
        is_enough.then(|| {
            Conclusion::new(Judgement::Supported, Finding::Down(witness.time))
                .resting_on(Some(witness.first))
                .up_to(witness.last, witness.time.outages)
        })
    },
};

/// The site was up in the time at which it could be reached, as was said: certainly for at least
/// the floor, without an outage, a blip or a failure that is confirmed or in doubt, by enough
/// probes.
pub(super) const REACHABLE_TIME: RuleSpec = RuleSpec {
    rule: RULE,
    case: "up in the time asked",
    questions: conclusion::REACHABLE,
    conclude: |assertion, context| {
        let finding = time_up(assertion, context).filter(|_| is_enough(assertion, context))?;
        Some(Conclusion::new(Judgement::Supported, finding))
    },
};
