//! Rules for claims (M18, R1 to R11): one file for each, and the order in which they are tried.

mod assertion;
mod conclusion;
mod context;
mod down_claim;
mod episodes;
mod judge;
mod onset_claim;
mod order;
mod part_failures;
mod readings;
mod recovery_claim;
mod rule_log;
mod shifted;
mod unknown_times;
mod up_claim;

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

pub(super) use context::Context;
pub(super) use judge::judge;
pub(super) use m18_not_checkable::unknown_site;
pub(super) use r9_unclaimed_outage::unclaimed;
pub(super) use r11_quantified::quantified;
pub(super) use readings::{JudgedReading, joined, joined_whole, readings};
pub(super) use rule_log::in_silence;
pub(super) use shifted::{ShiftedClaim, shifted};
