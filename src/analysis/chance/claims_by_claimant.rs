//! Claims that are held against chance, by claimant.

use crate::model::Claim;
use std::collections::BTreeMap;

/// Groups the claims that say of sites that they were attacked or down, by the name of the
/// claimant. Lists of targets, denials, and claims whose sites are the recorder's reading say no
/// such thing (M26).
pub(super) fn claims_by_claimant(claims: &[Claim]) -> BTreeMap<&str, Vec<&Claim>> {
    let mut all: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
    for claim in claims.iter().filter(|claim| claim.says_down() && !claim.targets_inferred) {
        all.entry(&claim.claimant).or_default().push(claim);
    }
    all
}
