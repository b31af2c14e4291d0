//! What becomes of each claim, and of all claims of a claimant?

pub(super) mod accounts;
pub(super) mod asked_sites;
pub(super) mod claim_fits;
pub(super) mod claimants;
pub(super) mod verdicts;
