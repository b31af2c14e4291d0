//! Claims of one claimant, held against each measured site once, for chance and control groups.

use crate::analysis::rules::{Context, ShiftedClaim, shifted};
use crate::analysis::sites::target_index::TargetIndex;
use crate::model::chance::FittingSite;
use crate::model::{Claim, Outage};
use std::collections::BTreeMap;

/// A measured site, and the claims of one claimant as they would be at other times.
pub(super) struct SiteClaims<'c, 'a> {
    /// The site.
    pub(super) context: &'c Context<'a>,
    /// Whether one of the claims names the site.
    pub(super) is_named: bool,
    /// Claims that name the site and ask something of its probes; may be empty.
    pub(super) own: Vec<ShiftedClaim<'a>>,
    /// Claims that do not name it, asked of it all the same; may be empty.
    pub(super) others: Vec<ShiftedClaim<'a>>,
}

/// Finds the outages of a site that fit some claims as they are; `None` where none does.
pub(super) fn fitting_site<'s, 'a: 's>(
    context: &Context<'_>,
    claims: impl Iterator<Item = &'s ShiftedClaim<'a>>,
) -> Option<FittingSite> {
    let fitting = claims.flat_map(|claim| &claim.fitting);
    let by_time: BTreeMap<_, &&Outage> =
        fitting.map(|outage| ((outage.first_down(), &outage.id), outage)).collect();
    let outages: Vec<String> = by_time.into_values().map(|outage| outage.id.clone()).collect();
    let site = context.site().id.clone();
    (!outages.is_empty()).then_some(FittingSite { site, outages })
}

impl<'c, 'a> SiteClaims<'c, 'a> {
    /// Holds claims against measured sites, in the order of these. Sites that only other claimants
    /// name are left out, and so are those that stand on a list of targets alone.
    pub(super) fn of_each(
        claims: &[&Claim],
        contexts: &'c [Context<'a>],
        listed: &TargetIndex<'_>,
    ) -> Vec<SiteClaims<'c, 'a>> {
        let with_targets: Vec<(&Claim, TargetIndex<'_>)> =
            claims.iter().map(|claim| (*claim, TargetIndex::new(&claim.targets))).collect();
        let of_site = |context: &'c Context<'a>| {
            let names = |targets: &TargetIndex<'_>| targets.names(context.site());
            let is_named = with_targets.iter().any(|(_, targets)| names(targets));
            if !is_named && (context.is_claimed() || names(listed)) {
                return None;
            }
            let (mut own, mut others) = (Vec::new(), Vec::new());
            for (claim, targets) in &with_targets {
                let asked = if names(targets) { &mut own } else { &mut others };
                asked.extend(shifted(claim, context));
            }
            Some(SiteClaims { context, is_named, own, others })
        };
        contexts.iter().filter_map(of_site).collect()
    }
}
