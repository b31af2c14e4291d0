//! Sites that were asked for (`--site`), out of all that were examined.

use crate::model::{Claim, Site, SiteFilter, Target};

/// Lists the sites that are left out of the report, by id; empty where all are asked for.
pub(in crate::analysis) fn left_out<'s>(sites: &'s [Site], asked: &SiteFilter) -> Vec<&'s Site> {
    sites.iter().filter(|site| !asked.takes(&site.id)).collect()
}

/// Returns claims without the sites that are left out, which come by id.
pub(in crate::analysis) fn without_sites(mut claims: Vec<Claim>, left_out: &[&Site]) -> Vec<Claim> {
    claims.iter_mut().for_each(|claim| leave_out(claim, left_out));
    claims
}

/// Takes sites that are left out, by id, from the targets of a claim, and counts those that it
/// names, by themselves or by a group.
fn leave_out(claim: &mut Claim, left_out: &[&Site]) {
    let is_named = |site: &&&Site| claim.targets.iter().any(|target| target.names(site));
    claim.sites_left_out = left_out.iter().filter(is_named).count();
    let is_left_out = |id: &str| left_out.binary_search_by(|site| site.id.as_str().cmp(id)).is_ok();
    claim.targets.retain(|target| !matches!(target, Target::Site(id) if is_left_out(id)));
}
