//! Claims that are held against chance, by claimant.

use crate::model::{Claim, Role};
use std::collections::BTreeMap;

/// Groups the claims that say of sites that they were attacked or down, by name and role of the
/// claimant: one name in two roles is two claimants. Lists of targets, denials, and claims whose
/// sites are the recorder's reading say no such thing (M26), and a time that the clocks showed
/// twice is no one time to shift.
pub(super) fn claims_by_claimant(claims: &[Claim]) -> BTreeMap<(&str, Role), Vec<&Claim>> {
    let mut all: BTreeMap<(&str, Role), Vec<&Claim>> = BTreeMap::new();
    for claim in claims.iter().filter(|claim| claim.is_held_against_chance()) {
        all.entry((&claim.claimant, claim.role)).or_default().push(claim);
    }
    all
}
