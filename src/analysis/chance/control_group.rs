//! Control group: sites that a claimant named beside sites that nobody named, held against the same
//! times (M21).

use super::fisher::{ContingencyTable, Counts};
use super::site_claims::{SiteClaims, fitting_site};
use crate::clock::Span;
use crate::model::chance::{ControlGroup, FitCounts, FittingSite, SitesWithoutFit};
use crate::model::{Claim, Site};
use std::collections::BTreeMap;

/// Compares the measured sites that a claimant named with those that no claim of an attack or
/// outage names: all sites first, then those of each group of `sites.csv` in which both stand.
pub(super) fn control_groups(claims: &[&Claim], sites: &[SiteClaims<'_, '_>]) -> Vec<ControlGroup> {
    let Some(first) = claims.first() else { return Vec::new() };
    let mut all = Compared::default();
    let mut by_group: BTreeMap<&str, Compared> = BTreeMap::new();
    // By id, and so are the sites of each list.
    let mut sites: Vec<&SiteClaims<'_, '_>> = sites.iter().collect();
    sites.sort_by_key(|site| &site.context.site().id);
    for site in sites {
        let fit = fit(site);
        let Site { id, group, .. } = site.context.site();
        all.add(site.is_named, id, &fit);
        if let Some(group) = group.as_deref() {
            by_group.entry(group).or_default().add(site.is_named, id, &fit);
        }
    }
    let of_group = |group: Option<&str>, compared: Compared| ControlGroup {
        claimant: first.claimant.clone(),
        role: first.role,
        group: group.map(str::to_owned),
        odds_ratio: compared.table().odds_ratio(),
        named: compared.named.counts,
        unnamed: compared.unnamed.counts,
        named_fitting: compared.named.fitting,
        unnamed_fitting: compared.unnamed.fitting,
        named_others: compared.named.others,
        unnamed_others: compared.unnamed.others,
    };
    let groups = by_group.into_iter().filter(|(_, compared)| compared.has_both());
    let all = Some(all).filter(|all| all.named.counts.sites() + all.unnamed.counts.sites() > 0);
    let mut rows: Vec<ControlGroup> = all.map(|all| of_group(None, all)).into_iter().collect();
    rows.extend(groups.map(|(group, compared)| of_group(Some(group), compared)));
    rows
}

/// Answer of the record on a site, in the times of which a claimant speaks.
#[derive(Debug)]
enum Fit {
    /// An outage fits one of the claims for certain.
    Fits(FittingSite),
    /// The view of each time asked leaves room for no outage but those that are known (M26), and
    /// none of these may fit.
    DoesNot,
    /// None fits for certain, and one may, or another can lie where nobody saw it.
    NotKnown,
}

/// Holds every claim of a claimant against a site, whether it names the site or not.
fn fit(site: &SiteClaims<'_, '_>) -> Fit {
    let SiteClaims { context, own, others, .. } = site;
    let mut all = own.iter().chain(others).peekable();
    let is_asked = all.peek().is_some();
    let is_seen = |asked: Span| !context.leaves_room(asked, asked.length());
    if let Some(fitting) = fitting_site(context, all.clone()) {
        Fit::Fits(fitting)
    } else if is_asked && all.all(|one| is_seen(one.asked) && !one.may_fit) {
        Fit::DoesNot
    } else {
        Fit::NotKnown
    }
}

/// Sites that a claimant named, and sites that nobody named.
#[derive(Debug, Default)]
struct Compared {
    named: ComparedSites,
    unnamed: ComparedSites,
}

/// Sites of one of the two kinds, in the order in which they were added.
#[derive(Debug, Default)]
struct ComparedSites {
    counts: FitCounts,
    /// Sites that fit.
    fitting: Vec<FittingSite>,
    /// Sites at which no outage certainly fits.
    others: SitesWithoutFit,
}

impl Compared {
    /// Counts a site.
    fn add(&mut self, is_named: bool, id: &str, fit: &Fit) {
        let ComparedSites { counts, fitting, others } =
            if is_named { &mut self.named } else { &mut self.unnamed };
        match fit {
            Fit::Fits(site) => {
                counts.fitting += 1;
                fitting.push(site.clone());
            }
            Fit::DoesNot => {
                counts.not_fitting += 1;
                others.not_fitting.push(id.to_owned());
            }
            Fit::NotKnown => {
                counts.not_known += 1;
                others.not_known.push(id.to_owned());
            }
        }
    }

    /// Says whether sites of both kinds were counted.
    fn has_both(&self) -> bool {
        self.named.counts.sites() > 0 && self.unnamed.counts.sites() > 0
    }

    /// Returns the table that is tested, without the sites of which too little is known.
    fn table(&self) -> ContingencyTable {
        let counts = |fit: &FitCounts| Counts { so: fit.fitting, not_so: fit.not_fitting };
        ContingencyTable { first: counts(&self.named.counts), second: counts(&self.unnamed.counts) }
    }
}
