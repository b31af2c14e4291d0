//! Counts of sites by the claimant who named them (M26).

use super::claim_fits::{ClaimFits, TimeFit};
use crate::analysis::sites::target_index::TargetIndex;
use crate::analysis::sums::totals::during_work;
use crate::model::variation::SiteFits;
use crate::model::{
    ChangeCounts, Claim, ClaimContent, ClaimKind, Claimant, Dispute, Extent, Quantifier, Role,
    SiteReport, Target, Verdict,
};
use crate::model::{OtherSites, PossiblyDownCounts};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Kinds of what a claimant can say of sites, the firmest first. Last come sites that the claimant
/// does not name, and that the recorder reads into the words.
const KINDS: [fn(&Claim) -> bool; 8] = [
    |claim| !claim.targets_inferred && says_of(claim, Quantifier::Each),
    |claim| !claim.targets_inferred && says_of(claim, Quantifier::Most),
    |claim| !claim.targets_inferred && says_of(claim, Quantifier::Some),
    |claim| !claim.targets_inferred && claim.lists_targets(),
    |claim| claim.targets_inferred && says_of(claim, Quantifier::Each),
    |claim| claim.targets_inferred && says_of(claim, Quantifier::Most),
    |claim| claim.targets_inferred && says_of(claim, Quantifier::Some),
    |claim| claim.targets_inferred && claim.lists_targets(),
];

/// Says whether a claim says of so many of its sites that something was so.
fn says_of(claim: &Claim, quantifier: Quantifier) -> bool {
    !claim.intent && claim.quantifier == quantifier
}

/// Counts the sites that each claimant named in claims of an attack or outage, by role. Who only
/// retells stands behind the others, so do those that the recorder reads into the words, and what
/// is only announced behind what is claimed; then the claimant with the most sites comes first, and
/// of each the firmest claims. A site counts once for a claimant, where it is named in several ways
/// in the firmest of them. One name in two roles is two claimants. A claim that none of its sites
/// was down counts nowhere, and neither does a name that was refused.
pub(in crate::analysis) fn claimants(
    claims: &[Claim],
    sites: &[&SiteReport],
    verdicts: &[Verdict],
) -> Vec<Claimant> {
    let mut fits = ClaimFits::default();
    verdicts.iter().for_each(|verdict| fits.add(verdict));
    of_fits(claims, sites, &fits)
}

/// Counts the sites that each claimant named, as [`claimants`] does, by the bearings of verdicts.
fn of_fits(claims: &[Claim], sites: &[&SiteReport], fits: &ClaimFits) -> Vec<Claimant> {
    let mut by_claimant: BTreeMap<(&str, Role), Vec<&Claim>> = BTreeMap::new();
    for claim in claims {
        if claim.is_of_outage() && !is_of_left_out_alone(claim, sites) {
            by_claimant.entry((&claim.claimant, claim.role)).or_default().push(claim);
        }
    }
    let by_id: BTreeMap<&str, &Claim> =
        claims.iter().map(|claim| (claim.id.as_str(), claim)).collect();
    let mut all = Vec::new();
    for of_claimant in by_claimant.values() {
        let mut counted: BTreeSet<&str> = BTreeSet::new();
        for is_of_kind in KINDS {
            let of_kind: Vec<&Claim> =
                of_claimant.iter().filter(|claim| is_of_kind(claim)).copied().collect();
            let mut named = NamedSites::of(&of_kind, sites);
            let meant = named.0.len();
            named.0.retain(|id, _| counted.insert(id));
            let disputed_by = disputed_by(&of_kind, claims, &named, sites);
            let by_name = named_themselves(&of_kind, sites);
            let counted = named.counted(&of_kind, fits);
            let retells = of_kind.iter().all(|claim| retells_another(claim, &by_id));
            let retold = of_kind.iter().filter_map(|claim| Some((claim, retold(claim, &by_id)?)));
            let retells_alike = retold.into_iter().all(|(claim, other)| claim.kind == other.kind);
            all.extend(counted.map(|row| Claimant {
                meant,
                by_name,
                disputed_by,
                retells,
                retells_alike,
                ..row
            }));
        }
    }
    set_others(&mut all, sites);
    sort(&mut all);
    all
}

/// Claims of the claimant who heads the report, whose fits are counted under other rules.
pub(in crate::analysis) struct FirstClaimant {
    row: Claimant,
    claims: Vec<Claim>,
}

impl FirstClaimant {
    /// Finds the claimant among claims, sites and verdicts as [`claimants`] takes them; `None`
    /// where there is none.
    pub(in crate::analysis) fn of(
        claims: &[Claim],
        sites: &[&SiteReport],
        verdicts: &[Verdict],
    ) -> Option<FirstClaimant> {
        let row = claimants(claims, sites, verdicts).into_iter().next()?;
        let own = |claim: &&Claim| row.made(claim);
        let claims = claims.iter().filter(own).cloned().collect();
        Some(FirstClaimant { row, claims })
    }

    /// Counts the sites that went down, and those at which an outage fits the time of one of the
    /// claims, by the bearings of other verdicts.
    pub(in crate::analysis) fn fits(
        &self,
        sites: &[&SiteReport],
        fits: &ClaimFits,
    ) -> Option<SiteFits> {
        let rows = of_fits(&self.claims, sites, fits);
        let way = |row: &Claimant| (row.said, row.quantifier, row.inferred);
        let same = rows.iter().find(|row| way(row) == way(&self.row))?;
        Some(SiteFits {
            certain: same.fitting,
            perhaps: same.perhaps_fitting,
            went_down: same.changes.went_down,
        })
    }
}

/// Says whether a claim is about sites that the reader left out, and about no others.
fn is_of_left_out_alone(claim: &Claim, sites: &[&SiteReport]) -> bool {
    let named = TargetIndex::new(&claim.targets);
    claim.sites_left_out > 0 && !sites.iter().any(|site| named.names(&site.site))
}

/// Counts the measured sites beside those of each row. A site stands once among all that a claimant
/// says, however that is said.
fn set_others(all: &mut [Claimant], sites: &[&SiteReport]) {
    let every = ChangeCounts::of(sites.iter().map(|site| site.change));
    let mut by_claimant: BTreeMap<(String, Role), OtherSites> = BTreeMap::new();
    for row in all.iter() {
        let own = by_claimant.entry((row.name.clone(), row.role)).or_insert(OtherSites {
            unnamed: every.measured(),
            unnamed_down: every.went_down,
            ..OtherSites::default()
        });
        let measured = row.changes.measured();
        own.unnamed = own.unnamed.saturating_sub(measured);
        own.unnamed_down = own.unnamed_down.saturating_sub(row.changes.went_down);
        if row.inferred { own.inferred += measured } else { own.named += measured }
    }
    for row in all {
        let mut others =
            by_claimant.get(&(row.name.clone(), row.role)).copied().unwrap_or_default();
        let in_rows = if row.inferred { &mut others.inferred } else { &mut others.named };
        *in_rows = in_rows.saturating_sub(row.changes.measured());
        row.others = others;
    }
}

/// Sorts the rows of claimants. Rows that only retell stand behind all others, of whatever role.
fn sort(all: &mut [Claimant]) {
    let section = |row: &Claimant| {
        let role = Role::ALL.iter().position(|role| *role == row.role);
        (row.retells, role, row.inferred, row.said.is_to_come())
    };
    let mut sites: BTreeMap<_, usize> = BTreeMap::new();
    for row in all.iter() {
        *sites.entry((section(row), row.name.clone())).or_default() += row.sites.len();
    }
    all.sort_by_cached_key(|row| {
        let own = (section(row), row.name.clone());
        let most_sites = Reverse(sites.get(&own).copied());
        let (section, name) = own;
        (section, most_sites, name, row.quantifier)
    });
}

/// Returns the claim that another one retells, of those by their ids; `None` where it retells none.
fn retold<'a>(claim: &Claim, by_id: &BTreeMap<&str, &'a Claim>) -> Option<&'a Claim> {
    by_id.get(claim.retells.as_deref()?).copied()
}

/// Says whether a claim retells one of somebody else. Another account of one's own words is no
/// retelling.
fn retells_another(claim: &Claim, by_id: &BTreeMap<&str, &Claim>) -> bool {
    retold(claim, by_id).is_some_and(|other| other.claimant != claim.claimant)
}

/// Lists the disputes of some claims, by name. A dispute is about the sites that both statements
/// name.
fn disputed_by(
    of_kind: &[&Claim],
    claims: &[Claim],
    named: &NamedSites<'_>,
    sites: &[&SiteReport],
) -> Vec<Dispute> {
    let named = sites.iter().filter(|site| named.0.contains_key(site.site.id.as_str()));
    let named: Vec<&SiteReport> = named.copied().collect();
    let mut disputed: BTreeMap<&str, (BTreeSet<&str>, BTreeSet<&str>)> = BTreeMap::new();
    for dispute in claims {
        let id = dispute.disputes.as_deref();
        let Some(claim) = id.and_then(|id| of_kind.iter().find(|one| one.id == id)) else {
            continue;
        };
        let (said, denied) = (TargetIndex::new(&claim.targets), TargetIndex::new(&dispute.targets));
        let is_disputed = |site: &&&SiteReport| said.names(&site.site) && denied.names(&site.site);
        let ids = named.iter().filter(is_disputed).map(|site| site.site.id.as_str());
        let (sites, ids_of_claims) = disputed.entry(&dispute.claimant).or_default();
        sites.extend(ids);
        ids_of_claims.insert(&claim.id);
    }
    let owned = |ids: BTreeSet<&str>| ids.into_iter().map(str::to_owned).collect();
    let some = disputed.into_iter().filter(|(_, (sites, _))| !sites.is_empty());
    let disputes = some.map(|(by, (sites, claims))| Dispute {
        by: by.to_owned(),
        sites: owned(sites),
        claims: owned(claims),
    });
    disputes.collect()
}

/// Sites that claims name, by id.
#[derive(Default)]
struct NamedSites<'a>(BTreeMap<&'a str, &'a SiteReport>);

impl<'a> NamedSites<'a> {
    /// Finds the sites that claims name; empty without claims.
    fn of(claims: &[&Claim], sites: &'a [&'a SiteReport]) -> NamedSites<'a> {
        let targets = claims.iter().flat_map(|claim| &claim.targets);
        let index = TargetIndex::new(targets);
        let mut named = NamedSites::default();
        if claims.is_empty() {
            return named;
        }
        for site in sites.iter().filter(|site| index.names(&site.site)) {
            named.0.insert(&site.site.id, site);
        }
        named
    }

    /// Sums up the claims of one claimant, and the record of the sites that they name; `None` where
    /// they name none.
    fn counted(self, claims: &[&Claim], fits: &ClaimFits) -> Option<Claimant> {
        let first = claims.first().filter(|_| !self.0.is_empty())?;
        let by_site: Vec<Vec<TimeFit>> = self.0.keys().map(|id| fits.about(claims, id)).collect();
        let of_sites = || self.0.values();
        let count = |holds: fn(&[TimeFit]) -> bool| by_site.iter().filter(|all| holds(all)).count();
        Some(Claimant {
            name: first.claimant.clone(),
            role: first.role,
            said: content_of(claims),
            quantifier: quantifier_of(claims),
            inferred: first.targets_inferred,
            retells: false,
            retells_alike: true,
            retelling_claims: claims.iter().filter(|claim| claim.retells.is_some()).count(),
            on_and_off: claims.iter().all(|claim| claim.extent == Extent::Intermittent),
            leaves_out: claims.iter().any(|claim| claim.sites_left_out > 0),
            claims: claims.len(),
            groups: groups(claims, of_sites().copied()),
            all_sites: claims.iter().any(|claim| claim.targets.contains(&Target::All)),
            by_name: 0,
            meant: self.0.len(),
            disputed_by: Vec::new(),
            fitting: count(fits_for_certain),
            fitting_in_doubt: count(|all| all_certain(all, |_, in_doubt| in_doubt)),
            fitting_later: count(|all| all_certain(all, |first, _| !first)),
            fitting_verdicts: fits.fitting_verdicts(claims, self.0.keys(), true),
            perhaps_verdicts: fits.fitting_verdicts(claims, self.0.keys(), false),
            perhaps_fitting: count(|all| all.contains(&TimeFit::Perhaps) && !fits_for_certain(all)),
            in_part: count(|all| {
                let has_outage = fits_for_certain(all) || all.contains(&TimeFit::Perhaps);
                all.contains(&TimeFit::InPart) && !has_outage
            }),
            excluded: count(|all| are_all(all, TimeFit::Excluded)),
            without_time: count(|all| are_all(all, TimeFit::WithoutTime)),
            sites: self.0.keys().map(|id| (*id).to_owned()).collect(),
            possibly_down: PossiblyDownCounts::of(of_sites().filter_map(|site| site.possibly_down)),
            failed_in_part: of_sites().filter(|site| site.failed_in_part).count(),
            during_work: during_work(of_sites().copied()),
            others: OtherSites::default(),
            changes: ChangeCounts::of(of_sites().map(|site| site.change)),
        })
    }
}

/// Says whether an outage of a site certainly fits the time of a claim.
fn fits_for_certain(all: &[TimeFit]) -> bool {
    all.iter().any(|fit| matches!(fit, TimeFit::Certain { .. }))
}

/// Says whether outages of a site certainly fit the times of claims, and something holds of each.
fn all_certain(all: &[TimeFit], holds: fn(bool, bool) -> bool) -> bool {
    let is_so = |fit: &TimeFit| match fit {
        TimeFit::Certain { first, in_doubt } => holds(*first, *in_doubt),
        _ => true,
    };
    fits_for_certain(all) && all.iter().all(is_so)
}

/// Returns how many of their sites claims of one kind mean. Lists of targets, which are of one kind
/// whatever they mean, have one word where they agree.
fn quantifier_of(claims: &[&Claim]) -> Quantifier {
    let mut all = claims.iter().map(|claim| claim.quantifier);
    let first = all.next().unwrap_or(Quantifier::Each);
    if all.all(|one| one == first) { first } else { Quantifier::Each }
}

/// Says whether each claim about a site, one at least, has the same bearing.
fn are_all(all: &[TimeFit], wanted: TimeFit) -> bool {
    !all.is_empty() && all.iter().all(|fit| *fit == wanted)
}

/// Counts the different groups that claims name; of claims about sites that the reader left out,
/// too, only those with one of the sites that are named.
fn groups<'s>(claims: &[&Claim], named: impl Iterator<Item = &'s SiteReport>) -> usize {
    let asked: BTreeSet<&str> = named.filter_map(|site| site.site.group.as_deref()).collect();
    let mut groups: BTreeSet<&str> = BTreeSet::new();
    for claim in claims {
        for target in &claim.targets {
            if let Target::Group(group) = target
                && (claim.sites_left_out == 0 || asked.contains(group.as_str()))
            {
                groups.insert(group);
            }
        }
    }
    groups.len()
}

/// Counts the sites that claims name by themselves, be their groups named, too, or not.
fn named_themselves(claims: &[&Claim], sites: &[&SiteReport]) -> usize {
    let index = TargetIndex::new(claims.iter().flat_map(|claim| &claim.targets));
    sites.iter().filter(|site| index.names_itself(&site.site)).count()
}

/// Tells what claims of one kind say of their sites. Only an attacker lists targets: who else says
/// what is to come warns of it or announces it.
fn content_of(claims: &[&Claim]) -> ClaimContent {
    let all = |holds: fn(&Claim) -> bool| claims.iter().all(|claim| holds(claim));
    let is_to_come = all(|claim| claim.intent);
    if is_to_come && all(|claim| claim.role == Role::Attacker) {
        return ClaimContent::Listed;
    }
    let of_attacks = all(|claim| claim.kind == ClaimKind::Attack);
    match (is_to_come, of_attacks, all(|claim| claim.kind == ClaimKind::Outage)) {
        (false, true, _) => ClaimContent::Attacked,
        (false, _, true) => ClaimContent::Down,
        (false, ..) => ClaimContent::AttackedOrDown,
        (true, true, _) => ClaimContent::Warned,
        (true, _, true) => ClaimContent::Announced,
        (true, ..) => ClaimContent::ToCome,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_that_is_named_twice_counts_once() {
        let group = |name: &str| Target::Group(name.to_owned());
        let of = |targets| Claim { targets, ..Claim::example() };
        let claims = [of(vec![group("g"), Target::All]), of(vec![group("g"), group("h")])];
        let all: Vec<&Claim> = claims.iter().collect();
        assert_eq!(groups(&all, std::iter::empty()), 2);
        // Of sites that are left out nothing is counted.
        let left_out = Claim { sites_left_out: 1, ..claims[1].clone() };
        assert_eq!(groups(&[&left_out], std::iter::empty()), 0);
    }
}
