//! Claims that are held against chance, by claimant.

use crate::analysis::target_index::TargetIndex;
use crate::model::{Claim, ClaimKind, Quantifier};
use std::collections::BTreeMap;

/// Groups the claims that say of sites that they were attacked or down, by the name of the
/// claimant. Lists of targets, denials, and claims whose sites are the record's reading say no such
/// thing (M26).
pub(super) fn claims_by_claimant(claims: &[Claim]) -> BTreeMap<&str, Vec<&Claim>> {
    let mut all: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
    let says_down = |claim: &&Claim| {
        matches!(claim.kind, ClaimKind::Attack | ClaimKind::Outage)
            && !claim.intent
            && !claim.targets_inferred
            && claim.quantifier != Quantifier::None
    };
    for claim in claims.iter().filter(says_down) {
        all.entry(&claim.claimant).or_default().push(claim);
    }
    all
}

/// Pairs each claim with an index of its targets.
pub(super) fn with_targets<'a>(claims: &[&'a Claim]) -> Vec<(&'a Claim, TargetIndex<'a>)> {
    claims.iter().map(|claim| (*claim, TargetIndex::new(&claim.targets))).collect()
}
