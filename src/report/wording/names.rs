//! Names of sites, and kinds of claims, for readers.

use crate::model::safe_text::safe_text;
use crate::model::{Claim, ClaimKind, Extent, Quantifier, Report, Role, Site, SiteReport};

/// Returns the kind of a claim in words, with how many of its sites it means, how much of its time,
/// whether it only says what is to be done, whether its sites are the recorder's reading, and what
/// it retells: `outage (of most of its sites)`.
pub(in crate::report) fn claim_kind(claim: &Claim) -> String {
    kind_as(claim, claim.kind.as_str())
}

/// Names the kind of a claim with a word of the caller, and what limits it.
pub(in crate::report) fn kind_as(claim: &Claim, kind: &str) -> String {
    let mut limits = Vec::new();
    limits.extend(match claim.quantifier {
        Quantifier::Each => None,
        Quantifier::Most => Some("of most of its sites"),
        Quantifier::Some => Some("of some of its sites"),
        Quantifier::None => Some(match claim.kind {
            ClaimKind::Attack => "a denial: said not to be attacked",
            ClaimKind::Outage => "a denial: said not to be down",
            ClaimKind::Maintenance => "a denial: no work said to be done",
            _ => "a denial: said of none of its sites",
        }),
    });
    limits.extend(match claim.extent {
        Extent::Part => None,
        Extent::Throughout => Some("throughout its time"),
        Extent::Intermittent => Some("on and off, which is not tested"),
    });
    limits.extend(claim.intent.then(|| to_come(claim)));
    limits.extend(claim.targets_inferred.then_some("which sites is the recorder's reading"));
    let retells = claim.retells.as_ref().map(|id| format!("retells {}", safe_text(id)));
    limits.extend(retells.as_deref());
    let disputes = claim.disputes.as_ref().map(|id| format!("disputes {}", safe_text(id)));
    limits.extend(disputes.as_deref());
    if limits.is_empty() { kind.to_owned() } else { format!("{kind} ({})", limits.join(", ")) }
}

/// Words on sites that the reader left out (`--site`), where no others are meant.
pub(in crate::report) const LEFT_OUT: &str = "sites that are left out here";

/// Says whether a claim is about sites that the reader left out, and about no others.
pub(in crate::report) fn is_of_left_out_alone(report: &Report, claim: &Claim) -> bool {
    let is_named = |site: &SiteReport| claim.targets.iter().any(|target| target.names(&site.site));
    claim.sites_left_out > 0 && !report.sites.iter().any(is_named)
}

/// Names who made a claim, with the role: `Crew (attacker)`.
pub(in crate::report) fn claimant_with_role(claim: &Claim) -> String {
    with_role(&claim.claimant, claim.role)
}

/// Names a claimant and, in brackets, the role.
pub(in crate::report) fn with_role(name: &str, role: Role) -> String {
    format!("{} ({})", safe_text(name), role.as_str())
}

/// Names a claimant, with the role where the same name has another one in another claim: that is
/// another claimant.
pub(in crate::report) fn claimant_name(report: &Report, name: &str, role: Role) -> String {
    if has_other_role(report, name, role) { with_role(name, role) } else { safe_text(name) }
}

/// Says whether a claimant of this name made a claim in another role.
pub(in crate::report) fn has_other_role(report: &Report, name: &str, role: Role) -> bool {
    report.claims.iter().any(|claim| claim.claimant == name && claim.role != role)
}

/// Names what a claim is that only says what is to be done: only an attacker threatens, and who
/// else speaks of an attack warns of it.
fn to_come(claim: &Claim) -> &'static str {
    match (claim.quantifier, claim.role, claim.kind) {
        (Quantifier::None, ..) => "announced",
        (_, Role::Attacker, ClaimKind::Attack | ClaimKind::Outage) => {
            "a list of targets or a threat"
        }
        (_, _, ClaimKind::Attack) => "a warning",
        (..) => "announced",
    }
}

/// Finds a site by its id; `None` where it is unknown.
pub(in crate::report) fn site_by_id<'r>(report: &'r Report, id: &str) -> Option<&'r SiteReport> {
    let index = report.sites.binary_search_by(|site| site.site.id.as_str().cmp(id));
    index.ok().map(|at| &report.sites[at])
}

/// Returns the name of a site for readers, by id; the id where the site is unknown.
pub(in crate::report) fn name_of_site(report: &Report, id: &str) -> String {
    site_by_id(report, id).map_or_else(|| safe_text(id), |site| site_name(&site.site))
}

/// Returns the group of a site for readers, by id; empty where it has none or is unknown.
pub(in crate::report) fn group_of_site(report: &Report, id: &str) -> String {
    site_by_id(report, id).map_or_else(String::new, |site| site_group(&site.site))
}

/// Returns the group of a site for readers; empty where it has none.
pub(in crate::report) fn site_group(site: &Site) -> String {
    safe_text(site.group.as_deref().unwrap_or_default())
}

/// Returns the name of a site for readers, fit to stand beside our words.
pub(in crate::report) fn site_name(site: &Site) -> String {
    safe_text(if site.name.is_empty() { &site.id } else { &site.name })
}
