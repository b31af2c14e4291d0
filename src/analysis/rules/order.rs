//! Order in which the rules are tried.

use super::conclusion::{ALL_BUT_WAS_DOWN, BACK, DOWN, REACHABLE, RuleSpec, WAS_DOWN, WENT_DOWN};
use super::{
    m18_not_checkable, r1_not_measured, r2_insufficient, r3_supported, r4_precedes_claim,
    r5_claimed_after_the_fact, r6_contradicted, r7_partly, r8_recovery, r10_none_seen,
};

/// Every rule on a claim about one site, in the order of judgement: the first that applies decides.
/// A rule that decides several cases stands in several places. The last rule of each question
/// always applies.
///
/// Three rules judge no claim about one site. `analysis/verdicts.rs` calls them, and they stand
/// nowhere here: R9 (an outage that nobody claimed), R11 (the sites of one claim together) and the
/// part of M18 on names of no site.
pub(super) const ORDER: &[RuleSpec] = &[
    // Any claim.
    m18_not_checkable::CAUSE,
    r1_not_measured::NEVER_PROBED,
    m18_not_checkable::NO_TIME,
    r1_not_measured::OFF_RECORD,
    // Claims that the site is back: the outage that ended may lie long before the time asked.
    r8_recovery::RECOVERY,
    // Any claim.
    r1_not_measured::NO_PROBE_INSIDE,
    r2_insufficient::no_known_probe(ALL_BUT_WAS_DOWN),
    // Claims that the site went down.
    r5_claimed_after_the_fact::over_before(WENT_DOWN),
    r3_supported::ONSET_INSIDE,
    r4_precedes_claim::UNDER_WAY,
    r2_insufficient::ONSET_OF_TIME_UNOBSERVED,
    r2_insufficient::ONSET_OPEN,
    // Claims that the site was down.
    r3_supported::DOWN_INSIDE,
    r2_insufficient::no_known_probe(WAS_DOWN),
    r7_partly::DOWN_FOR_PART,
    r2_insufficient::NOT_KNOWN_THROUGHOUT,
    r6_contradicted::UP_FOR_PART,
    r2_insufficient::DOWN_OPEN,
    r5_claimed_after_the_fact::over_before(WAS_DOWN),
    r2_insufficient::OVER_OF_TIME_UNOBSERVED,
    // Both.
    r5_claimed_after_the_fact::PART_OVER,
    r4_precedes_claim::PART_UNDER_WAY,
    r2_insufficient::PART_OF_TIME_UNOBSERVED,
    r2_insufficient::PART_START_OPEN,
    r7_partly::SOME_VANTAGES,
    r2_insufficient::unconfirmed(DOWN),
    r5_claimed_after_the_fact::DEGRADED_OVER,
    r4_precedes_claim::DEGRADED_BEFORE,
    r2_insufficient::DEGRADED_OF_TIME_UNOBSERVED,
    r2_insufficient::DEGRADED_START_OPEN,
    r7_partly::DEGRADED,
    r2_insufficient::below_floor(DOWN),
    r2_insufficient::UP_TOO_SHORT,
    r2_insufficient::in_doubt(DOWN),
    r6_contradicted::UP_THROUGHOUT,
    r10_none_seen::none_seen(DOWN),
    // Claims that the site is back.
    r2_insufficient::RECOVERY_OPEN,
    r2_insufficient::unconfirmed(BACK),
    r2_insufficient::in_doubt(BACK),
    r6_contradicted::NOTHING_TO_RESTORE,
    r2_insufficient::below_floor(BACK),
    r10_none_seen::none_seen(BACK),
    // Claims that the site could be reached.
    r7_partly::UP_AND_DOWN,
    r6_contradicted::DOWN_THROUGHOUT,
    r2_insufficient::below_floor(REACHABLE),
    r2_insufficient::REACHABLE_IN_DOUBT,
    r3_supported::REACHABLE_TIME,
    r2_insufficient::REACHABLE_TOO_FEW,
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
