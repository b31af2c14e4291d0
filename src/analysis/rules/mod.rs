//! Rules for claims (M18, R1 to R11): one file for each, and the order in which they are tried.

mod assertion;
mod conclusion;
mod context;
mod down_claim;
mod episodes;
mod judge;
mod onset_claim;
mod part_failures;
mod recovery_claim;

mod m18_not_checkable;
mod r10_none_seen;
mod r11_quantified;
mod r1_not_measured;
mod r2_insufficient;
mod r3_supported;
mod r4_precedes_claim;
mod r5_claimed_after_the_fact;
mod r6_contradicted;
mod r7_partly;
mod r8_recovery;
mod r9_unclaimed_outage;

use conclusion::{ALL_BUT_WAS_DOWN, BACK, DOWN, REACHABLE, RuleSpec, WAS_DOWN, WENT_DOWN};

pub(super) use context::Context;
pub(super) use judge::judge;
pub(super) use m18_not_checkable::unknown_site;
pub(super) use r9_unclaimed_outage::unclaimed;
pub(super) use r11_quantified::quantified;

/// Every rule on a claim about one site, in the order of judgement: the first that applies decides.
/// A rule that decides several cases stands in several places. The last rule of each question
/// always applies.
const ORDER: &[RuleSpec] = &[
    // Any claim.
    m18_not_checkable::CAUSE,
    r1_not_measured::NEVER_PROBED,
    m18_not_checkable::NO_TIME,
    r1_not_measured::OFF_RECORD,
    // Claims that the site is back: the outage that ended may lie long before the time asked.
    r8_recovery::RECOVERY,
    // Any claim.
    r1_not_measured::NO_PROBE_INSIDE,
    r1_not_measured::no_known_probe(ALL_BUT_WAS_DOWN),
    // Claims that the site went down.
    r5_claimed_after_the_fact::over_before(WENT_DOWN),
    r3_supported::ONSET_INSIDE,
    r4_precedes_claim::UNDER_WAY,
    r2_insufficient::ONSET_OPEN,
    // Claims that the site was down.
    r3_supported::DOWN_INSIDE,
    r1_not_measured::no_known_probe(WAS_DOWN),
    r7_partly::DOWN_FOR_PART,
    r2_insufficient::NOT_KNOWN_THROUGHOUT,
    r2_insufficient::DOWN_OPEN,
    r5_claimed_after_the_fact::over_before(WAS_DOWN),
    // Both.
    r2_insufficient::PART_START_OPEN,
    r7_partly::SOME_VANTAGES,
    r2_insufficient::unconfirmed(DOWN),
    r7_partly::DEGRADED,
    r2_insufficient::below_floor(DOWN),
    r2_insufficient::UP_TOO_SHORT,
    r6_contradicted::UP_THROUGHOUT,
    r10_none_seen::none_seen(DOWN),
    // Claims that the site is back.
    r2_insufficient::RECOVERY_OPEN,
    r2_insufficient::unconfirmed(BACK),
    r6_contradicted::NOTHING_TO_RESTORE,
    r2_insufficient::below_floor(BACK),
    r10_none_seen::none_seen(BACK),
    // Claims that the site could be reached.
    r7_partly::UP_AND_DOWN,
    r6_contradicted::DOWN_THROUGHOUT,
    r2_insufficient::below_floor(REACHABLE),
    r3_supported::REACHABLE_TIME,
    r2_insufficient::REACHABLE_OPEN,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::rules::assertion::Question;
    use std::collections::BTreeSet;

    /// Two lines of the log that say of one claim that a rule does not apply are never alike.
    #[test]
    fn cases_of_one_question_have_names_of_their_own() {
        let (attack, outage) = (Question::WentDown, Question::WasDown);
        for question in [attack, outage, Question::IsBack, Question::WasReachable] {
            let mut names = BTreeSet::new();
            for spec in ORDER.iter().filter(|spec| spec.answers(Some(question))) {
                assert!(names.insert((spec.rule.id(), spec.case)), "{question:?}: {}", spec.case);
            }
        }
    }
}
