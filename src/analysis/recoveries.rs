//! Recovery of all sites, of those that each claimant named, and of each group (M22).

use super::recovery_curve::{curve, first_episodes, time_to_recover};
use super::sorted_ends::SortedEnds;
use crate::model::recoveries::{LEAST_SITES_OF_A_CURVE, SetRecovery, SiteSet};
use crate::model::{Claimant, DurationRange, Outage, Role, SiteReport};
use std::collections::{BTreeMap, BTreeSet};

/// Site that went down, with the episode that counts and the time to its recovery.
struct SiteRecovery<'o> {
    /// Outages of that episode, in order of time; at least one.
    episode: Vec<&'o Outage>,
    time: DurationRange,
}

/// Measures the recovery of all sites, then of those of each claimant and of each group, by name. A
/// set of which no site went down is left out. `outages` come in order of time.
pub(super) fn recoveries(
    outages: &[Outage],
    sites: &[SiteReport],
    claimants: &[Claimant],
    stable_for_us: i64,
) -> Vec<SetRecovery> {
    let by_site: BTreeMap<&str, SiteRecovery<'_>> = first_episodes(outages)
        .into_iter()
        .filter_map(|(site, episode)| {
            let time = time_to_recover(&episode, stable_for_us)?;
            Some((site, SiteRecovery { episode, time }))
        })
        .collect();
    let all = (SiteSet::All, by_site.keys().copied().collect());
    let sets = std::iter::once(all).chain(of_claimants(claimants)).chain(of_groups(sites));
    sets.filter_map(|(set, ids)| of_set(set, &ids, &by_site)).collect()
}

/// Lists the sites that each claimant named, by name of the claimant. Sites that the recorder reads
/// into the words are not among them, and who only retells names none (M26).
fn of_claimants(claimants: &[Claimant]) -> Vec<(SiteSet, BTreeSet<&str>)> {
    let mut named: BTreeMap<&str, (Role, BTreeSet<&str>)> = BTreeMap::new();
    for row in claimants.iter().filter(|row| !row.inferred && !row.retells) {
        let (_, sites) = named.entry(&row.name).or_insert_with(|| (row.role, BTreeSet::new()));
        sites.extend(row.sites.iter().map(String::as_str));
    }
    let set = |name: &str, role| SiteSet::Claimant { name: name.to_owned(), role };
    named.into_iter().map(|(name, (role, sites))| (set(name, role), sites)).collect()
}

/// Lists the sites of each group, by its name.
fn of_groups(sites: &[SiteReport]) -> Vec<(SiteSet, BTreeSet<&str>)> {
    let mut groups: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for site in sites.iter().map(|one| &one.site) {
        if let Some(group) = site.group.as_deref() {
            groups.entry(group).or_default().insert(&site.id);
        }
    }
    groups.into_iter().map(|(name, sites)| (SiteSet::Group(name.to_owned()), sites)).collect()
}

/// Measures the recovery of one set; `None` where none of its sites went down.
fn of_set(
    set: SiteSet,
    ids: &BTreeSet<&str>,
    by_site: &BTreeMap<&str, SiteRecovery<'_>>,
) -> Option<SetRecovery> {
    let known = ids.iter().filter_map(|id| Some((*id, by_site.get(id)?)));
    let (sites, recoveries): (Vec<&str>, Vec<&SiteRecovery<'_>>) = known.unzip();
    let times: Vec<DurationRange> = recoveries.iter().map(|one| one.time).collect();
    let (median, range) = median_and_range(&times)?;
    let mut outages: Vec<&Outage> =
        recoveries.iter().flat_map(|one| one.episode.iter().copied()).collect();
    outages.sort_by(|a, b| (a.first_down(), &a.site).cmp(&(b.first_down(), &b.site)));
    Some(SetRecovery {
        set,
        seen_back: times.iter().filter(|time| time.most_us.is_some()).count(),
        median,
        range,
        curve: if times.len() < LEAST_SITES_OF_A_CURVE { Vec::new() } else { curve(&times) },
        sites: sites.into_iter().map(str::to_owned).collect(),
        outages: outages.into_iter().map(|outage| outage.id.clone()).collect(),
    })
}

/// Returns the time after which at least half of some sites were back, and the shortest and longest
/// time of any; `None` without a site.
fn median_and_range(times: &[DurationRange]) -> Option<(DurationRange, DurationRange)> {
    // A site that was not seen back is the last.
    let ends = SortedEnds::of(times)?;
    // As the curve has it: of four sites half are back with the second.
    let half = (times.len() - 1) / 2;
    let median = DurationRange { least_us: ends.least[half], most_us: ends.most[half] };
    Some((median, ends.whole()))
}
