//! Recovery of all sites, from the outages that the claims of each claimant are held against, and
//! of each group (M22).

use super::recovery_curve::{back_in_gap, curve, first_episodes, time_to_recover};
use super::sorted_ends::SortedEnds;
use crate::model::recoveries::{LEAST_SITES_OF_A_CURVE, SetRecovery, SiteSet};
use crate::model::{
    Claim, ClaimSense, DurationRange, Outage, Role, Rules, SiteReport, Verdict, VerdictFlag,
};
use std::collections::{BTreeMap, BTreeSet};

/// Site that went down, with the episode that counts and the time to its recovery.
struct SiteRecovery<'o> {
    /// Outages of that episode, in order of time; at least one.
    episode: Vec<&'o Outage>,
    time: DurationRange,
    /// Whether the shortest time ends in a gap: the site can have been back and down again unseen.
    ends_in_gap: bool,
}

/// Sites with the episode of each that counts.
type RecoveryBySite<'o> = BTreeMap<&'o str, SiteRecovery<'o>>;

/// Measures the recovery of all sites from their first episodes, then from those that the claims of
/// each claimant are held against, and of each group, by name. A set of which no site went down is
/// left out. `outages` come in order of time.
pub(in crate::analysis) fn recoveries(
    outages: &[Outage],
    sites: &[SiteReport],
    (claims, verdicts): (&[Claim], &[Verdict]),
    rules: &Rules,
) -> Vec<SetRecovery> {
    let stable_for_us = rules.stable_for_us;
    let first = measured(first_episodes(outages), stable_for_us);
    let all: BTreeSet<&str> = first.keys().copied().collect();
    let of_claimants =
        of_claimants(outages, claims, verdicts).into_iter().map(|(set, episodes)| {
            let by_site = measured(episodes, stable_for_us);
            of_set(set, &by_site.keys().copied().collect(), &by_site)
        });
    let of_groups = of_groups(sites).into_iter().map(|(set, ids)| of_set(set, &ids, &first));
    let sets = std::iter::once(of_set(SiteSet::All, &all, &first));
    sets.chain(of_claimants).chain(of_groups).flatten().collect()
}

/// Measures the time to recovery of each site; one without an onset on the record has none.
fn measured<'o>(
    episodes: BTreeMap<&'o str, Vec<&'o Outage>>,
    stable_for_us: i64,
) -> RecoveryBySite<'o> {
    let time = |(site, episode): (&'o str, Vec<&'o Outage>)| {
        let time = time_to_recover(&episode, stable_for_us)?;
        let ends_in_gap = back_in_gap(&episode, stable_for_us).is_some();
        Some((site, SiteRecovery { episode, time, ends_in_gap }))
    };
    episodes.into_iter().filter_map(time).collect()
}

/// Episodes of the sites of a set, by id.
type Episodes<'o> = BTreeMap<&'o str, Vec<&'o Outage>>;

/// Finds for each claimant, by name, the episodes of the outages that verdicts on its claims of an
/// attack or outage rest on: of each site the first one. Claims that retell another, denials, what
/// is only announced, and sites that the recorder reads into the words are left out (M26).
fn of_claimants<'o>(
    outages: &'o [Outage],
    claims: &[Claim],
    verdicts: &[Verdict],
) -> Vec<(SiteSet, Episodes<'o>)> {
    let by_id: BTreeMap<&str, &Outage> =
        outages.iter().map(|outage| (outage.id.as_str(), outage)).collect();
    let is_own = |claim: &&Claim| claim.is_of_outage() && !claim.intent && claim.retells.is_none();
    let of_outage = claims.iter().filter(is_own);
    let known: BTreeMap<&str, &Claim> = of_outage.map(|claim| (claim.id.as_str(), claim)).collect();
    // One name in two roles is two claimants.
    let mut held: BTreeMap<(&str, Role), BTreeMap<&'o str, &'o Outage>> = BTreeMap::new();
    let own = verdicts.iter().filter(|verdict| {
        verdict.sense == ClaimSense::Statement
            && !verdict.flags.contains(&VerdictFlag::InferredTarget)
    });
    for verdict in own {
        let claim = verdict.claim.as_deref().and_then(|id| known.get(id));
        let outage = verdict.outage.as_deref().and_then(|id| by_id.get(id));
        let (Some(claim), Some(outage)) = (claim, outage) else { continue };
        let sites = held.entry((&claim.claimant, claim.role)).or_default();
        let first = sites.entry(&outage.site).or_insert(outage);
        if outage.first_down() < first.first_down() {
            *first = outage;
        }
    }
    let mut by_episode: BTreeMap<(&str, usize), Vec<&Outage>> = BTreeMap::new();
    for outage in outages {
        let episode = by_episode.entry((&outage.site, outage.episode)).or_default();
        // An episode counts from its first onset on the record.
        if outage.has_onset() || !episode.is_empty() {
            episode.push(outage);
        }
    }
    let episode = |(site, outage): (&'o str, &'o Outage)| {
        let episode = by_episode.get(&(site, outage.episode))?;
        (!episode.is_empty()).then(|| (site, episode.clone()))
    };
    let set = |((name, role), sites): ((&str, Role), BTreeMap<&'o str, &'o Outage>)| {
        let is_other = |claim: &Claim| claim.claimant == name && claim.role != role;
        let has_namesake = claims.iter().any(is_other);
        let set = SiteSet::Claimant { name: name.to_owned(), role, has_namesake };
        (set, sites.into_iter().filter_map(episode).collect())
    };
    held.into_iter().map(set).collect()
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
fn of_set(set: SiteSet, ids: &BTreeSet<&str>, by_site: &RecoveryBySite<'_>) -> Option<SetRecovery> {
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
        perhaps_back_unseen: recoveries.iter().filter(|one| one.ends_in_gap).count(),
        median,
        range,
        curve: if times.len() < LEAST_SITES_OF_A_CURVE { Vec::new() } else { curve(&times) },
        sites: sites.into_iter().map(str::to_owned).collect(),
        outages: outages.into_iter().map(|outage| outage.id.clone()).collect(),
        times,
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
