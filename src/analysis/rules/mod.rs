//! Rules for claims (M18, R1 to R9): one file for each, and the order in which they are tried.

mod assertion;
mod conclusion;
mod context;
mod episodes;
mod judge;
mod onset_claim;
mod recovery_claim;

mod m18_not_checkable;
mod r1_not_measured;
mod r2_insufficient;
mod r3_supported;
mod r4_precedes_claim;
mod r5_claimed_after_the_fact;
mod r6_contradicted;
mod r7_partly;
mod r8_recovery;
mod r9_unclaimed_outage;

use conclusion::RuleSpec;

pub(super) use context::Context;
pub(super) use judge::judge;
pub(super) use m18_not_checkable::unknown_site;
pub(super) use r9_unclaimed_outage::unclaimed;

/// Every rule on a claim about one site, in the order of judgement: the first that applies decides.
/// A rule that decides several cases stands in several places. The last rule of each question
/// always applies.
const ORDER: [RuleSpec; 21] = [
    // Any claim.
    m18_not_checkable::CAUSE,
    r1_not_measured::NEVER_PROBED,
    m18_not_checkable::NO_TIME,
    r1_not_measured::NO_USABLE_PROBE,
    r2_insufficient::BELOW_FLOOR,
    // Claims that the site went down.
    r3_supported::ONSET_INSIDE,
    r4_precedes_claim::DOWN_BEFORE,
    r2_insufficient::ONSET_OPEN,
    r5_claimed_after_the_fact::OVER_BEFORE,
    r7_partly::SOME_VANTAGES,
    r2_insufficient::UNCONFIRMED,
    r7_partly::DEGRADED,
    r6_contradicted::UP_THROUGHOUT,
    // Claims that the site is back.
    m18_not_checkable::NO_RECOVERY_TIME,
    r8_recovery::RECOVERY,
    r2_insufficient::RECOVERY_OPEN,
    r6_contradicted::NOTHING_TO_RESTORE,
    r2_insufficient::NO_OUTAGE_BEFORE,
    // Claims that the site could be reached.
    r3_supported::REACHABLE,
    r6_contradicted::NEVER_UP,
    r7_partly::UP_AND_DOWN,
];
