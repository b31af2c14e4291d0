//! Sums over all sites, outages and verdicts.

use crate::analysis::sites::site_facts;
use crate::model::{
    ChangeCounts, DuringWork, JudgementCount, Outage, SiteChange, SiteReport, Totals,
};
use std::collections::BTreeMap;

/// Adds up sites and outages; `verdicts` are counted already.
pub(in crate::analysis) fn totals(
    sites: &[&SiteReport],
    outages: &[&Outage],
    verdicts: Vec<JudgementCount>,
) -> Totals {
    let changes = ChangeCounts::of(sites.iter().map(|site| site.change));
    let (with_onset, without): (Vec<&Outage>, Vec<&Outage>) =
        outages.iter().copied().partition(|outage| outage.has_onset());
    let mut by_site: BTreeMap<&str, Vec<&Outage>> = BTreeMap::new();
    for outage in outages.iter().copied() {
        by_site.entry(&outage.site).or_default().push(outage);
    }
    let is_closed = |outage: &&Outage| outage.has_onset() && outage.recovery.by.is_some();
    by_site.retain(|_, of_site| of_site.iter().all(is_closed));
    let is_unread = |site: &&&SiteReport| !site.measured && site.unknown_probes > 0;
    let durations = |outages: &[&Outage]| site_facts::total(outages.iter().map(|one| one.duration));
    Totals {
        sites: sites.len(),
        measured: changes.measured(),
        unread_sites: sites.iter().filter(is_unread).count(),
        changes,
        outages_with_onset: with_onset.len(),
        downtime: durations(&with_onset),
        downtime_outside_maintenance: site_facts::total(
            with_onset.iter().map(|outage| outage.outside_maintenance),
        ),
        closed: by_site.len(),
        downtime_closed: site_facts::total(by_site.values().map(|of_site| durations(of_site))),
        downtime_without_onset_us: durations(&without).least_us,
        verdicts,
    }
}

/// Counts the sites, of some, that went down during announced work (M16, M24).
pub(in crate::analysis) fn during_work<'s>(
    sites: impl IntoIterator<Item = &'s SiteReport>,
) -> DuringWork {
    let mut count = DuringWork::default();
    for site in sites.into_iter().filter(|site| site.change == SiteChange::WentDown) {
        let outside = site.downtime_outside_maintenance;
        count.sites += usize::from(outside != site.downtime);
        count.alone += usize::from(outside != site.downtime && outside.most_us == Some(0));
    }
    count
}
