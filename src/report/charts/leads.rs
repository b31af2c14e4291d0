//! Claimants whose sites stand first on a chart: the first of the report, and those of its rank.

use crate::model::{ChangeCounts, Claim, Claimant, Outage, Report, SiteReport};
use crate::report::wording::has_other_role;
use std::collections::BTreeSet;

/// The first claimant of a report, with those who said the same in its role.
#[derive(Debug, Clone)]
pub(super) struct Leads<'r> {
    /// The first, with the sites, claims and groups of all of them.
    pub(super) joined: Claimant,
    /// Number of the others.
    pub(super) others: usize,
    /// Numbers of their sites, by what the record shows of them.
    pub(super) named: ChangeCounts,
    /// Numbers of all other sites.
    pub(super) unnamed: ChangeCounts,
    /// Whether the first made claims in another role, too, which are not its own here.
    pub(super) has_other_role: bool,
    names: BTreeSet<&'r str>,
    sites: BTreeSet<&'r str>,
}

impl<'r> Leads<'r> {
    /// Finds them; `None` where no claimant spoke of sites, or no site was measured.
    pub(super) fn of(report: &'r Report) -> Option<Leads<'r>> {
        let first = report.claimants.first().filter(|_| report.totals.measured > 0)?;
        let rank = |one: &Claimant| (one.role, one.retells, one.inferred, one.said, one.quantifier);
        let all = || report.claimants.iter().filter(|one| rank(one) == rank(first));
        let names: BTreeSet<&str> = all().map(|one| one.name.as_str()).collect();
        let sites: BTreeSet<&str> = all().flat_map(|one| &one.sites).map(String::as_str).collect();
        let others = names.len() - 1;
        let joined = Claimant {
            meant: if others == 0 { first.meant } else { sites.len() },
            sites: sites.iter().map(|id| (*id).to_owned()).collect(),
            claims: all().map(|one| one.claims).sum(),
            groups: all().map(|one| one.groups).sum(),
            by_name: all().map(|one| one.by_name).sum(),
            all_sites: all().any(|one| one.all_sites),
            leaves_out: all().any(|one| one.leaves_out),
            ..first.clone()
        };
        let changes = |is_named: bool| {
            let of = report.sites.iter();
            let of = of.filter(|site| sites.contains(site.site.id.as_str()) == is_named);
            ChangeCounts::of(of.map(|site| site.change))
        };
        let (named, unnamed) = (changes(true), changes(false));
        let has_other_role = has_other_role(report, &first.name, first.role);
        Some(Leads { joined, others, named, unnamed, has_other_role, names, sites })
    }

    /// Says whether one of them spoke of a site.
    pub(super) fn spoke_of(&self, site: &SiteReport) -> bool {
        self.sites.contains(site.site.id.as_str())
    }

    /// Says whether a claim is one of theirs, of the content for which their sites stand first.
    pub(super) fn made(&self, claim: &Claim) -> bool {
        claim.role == self.joined.role && self.names.contains(claim.claimant.as_str())
    }
}

/// Returns the measured site, where only one of those that the leading claimants named was
/// measured, or only one of all.
pub(super) fn only_site<'r>(
    report: &'r Report,
    leads: Option<&Leads<'_>>,
) -> Option<&'r SiteReport> {
    let is_meant = |site: &&SiteReport| leads.is_none_or(|leads| leads.spoke_of(site));
    let mut measured = report.sites.iter().filter(|site| site.measured).filter(is_meant);
    let first = measured.next()?;
    measured.next().is_none().then_some(first)
}

/// Returns the outage of a site that had no other.
pub(super) fn only_outage<'r>(report: &'r Report, site: &SiteReport) -> Option<&'r Outage> {
    let mut outages = report.outages.iter().filter(|outage| outage.site == site.site.id);
    outages.next().filter(|_| site.outages == 1)
}
