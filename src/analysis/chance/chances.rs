//! Chance and control groups of every claimant.

use super::circle::Circle;
use super::claims_by_claimant::claims_by_claimant;
use super::site_claims::SiteClaims;
use super::{control_group, shifts};
use crate::analysis::rules::Context;
use crate::analysis::sites::site_analysis::SiteAnalysis;
use crate::analysis::sites::target_index::TargetIndex;
use crate::clock::Span;
use crate::model::Incident;
use crate::model::chance::{Chance, ControlGroup};

/// Chance and control groups of all claimants.
#[derive(Debug, Default)]
pub(in crate::analysis) struct Chances {
    /// How many sites would fit at any other time, by claimant.
    pub(in crate::analysis) chances: Vec<Chance>,
    /// Sites that nobody named, by claimant, then group.
    pub(in crate::analysis) control_groups: Vec<ControlGroup>,
}

/// Works out what chance explains of the claims of each claimant. `sites` come in order of their
/// ids. Empty without a window.
pub(in crate::analysis) fn all(
    incident: &Incident,
    sites: &[SiteAnalysis],
    window: Option<Span>,
) -> Chances {
    let Some(window) = window else { return Chances::default() };
    let circle = Circle::of(window);
    let measured = sites.iter().filter(|site| site.report.measured);
    let contexts: Vec<Context<'_>> =
        measured.map(|site| Context::new(site, Some(window), incident)).collect();
    let lists = incident.claims.iter().filter(|claim| claim.lists_targets());
    let listed = TargetIndex::new(lists.flat_map(|claim| &claim.targets));
    let mut all = Chances::default();
    for claims in claims_by_claimant(&incident.claims).into_values() {
        let sites = SiteClaims::of_each(&claims, &contexts, &listed);
        all.chances.extend(shifts::chance(&claims, &sites, circle));
        all.control_groups.extend(control_group::control_groups(&claims, &sites));
    }
    all
}
