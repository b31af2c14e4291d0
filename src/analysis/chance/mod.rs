//! Chance as an explanation: how many sites would fit a claimant's words at any other time (M20),
//! and how many fit them that nobody named (M21).

mod chances;
mod circle;
mod claims_by_claimant;
mod control_group;
mod fisher;
mod shifts;
mod site_claims;

pub(super) use chances::{Chances, all};
