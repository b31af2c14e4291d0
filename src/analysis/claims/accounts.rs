//! Accounts: what several claimants say of one outage, or of one site without one.

use crate::clock::{DAY, Span};
use crate::model::{
    Account, Claim, ClaimKind, ClaimSense, Extent, Finding, Outage, Quantifier, Verdict,
};
use std::collections::{BTreeMap, BTreeSet};

/// Longest time between an outage and the time that a claim asks of, in microseconds, at which the
/// claim still counts as an account of it: a day.
const NEAR_US: i64 = DAY;

/// Claims with their verdicts on one site, by outage or by site.
type SaidOf<'v> = BTreeMap<&'v str, Vec<JudgedClaim<'v>>>;

/// Claim about a site, with the verdict on it.
#[derive(Debug, Clone, Copy)]
struct JudgedClaim<'v> {
    claim: &'v Claim,
    verdict: &'v Verdict,
}

/// Lists the accounts of each outage of which two claimants or more speak, in the order of
/// `outages`, then by claim. A claim whose verdict rests on it speaks of it, and so does one whose
/// verdict rests on no outage and that asks of a time at most a day from it, where no other outage
/// of the site is nearer: who is contradicted is heard, too. Behind them stand the accounts of each
/// site whose claims are of no such outage, and of which one claimant says that it was down when
/// another says that it was up. Who only announces something gives no account of it.
pub(in crate::analysis) fn accounts(
    claims: &[Claim],
    outages: &[Outage],
    verdicts: &[Verdict],
) -> Vec<Account> {
    let said = claims.iter().filter(|claim| !claim.intent);
    let claims: BTreeMap<&str, &Claim> = said.map(|claim| (claim.id.as_str(), claim)).collect();
    let mut by_site: BTreeMap<&str, Vec<&Outage>> = BTreeMap::new();
    for outage in outages {
        by_site.entry(&outage.site).or_default().push(outage);
    }
    let (mut of_outages, mut of_sites, mut apart) = (SaidOf::new(), SaidOf::new(), SaidOf::new());
    for verdict in verdicts {
        let claim = verdict.claim.as_deref().and_then(|id| claims.get(id).copied());
        let Some(claim) = claim.filter(|_| verdict.finding != Finding::UnknownSite) else {
            continue;
        };
        let nearest = || nearest(by_site.get(verdict.site.as_str())?, verdict);
        let outage = verdict.outage.as_deref().or_else(|| Some(nearest()?.id.as_str()));
        let one = JudgedClaim { claim, verdict };
        of_sites.entry(&verdict.site).or_default().push(one);
        match outage {
            Some(outage) => of_outages.entry(outage).or_default().push(one),
            None => apart.entry(&verdict.site).or_default().push(one),
        }
    }
    let mut all = Vec::new();
    for outage in outages {
        let of_outage = of_outages.remove(outage.id.as_str()).unwrap_or_default();
        let is_spoken_of = of_outage.iter().any(|one| one.verdict.outage.is_some());
        let is_of_several = claimants(&of_outage) > 1;
        if is_of_several && (is_spoken_of || !opposed(&of_outage, &of_outage).is_empty()) {
            all.extend(listed(of_outage, Some(&outage.id)));
        } else {
            apart.entry(&outage.site).or_default().extend(of_outage);
        }
    }
    for (site, apart) in apart {
        let others = of_sites.remove(site).unwrap_or_default();
        let mut of_site = opposed(&apart, &others);
        if !of_site.is_empty() {
            let beside = apart.into_iter().filter(|one| SaidState::of(*one).is_some());
            of_site.extend(beside.map(|one| (one.verdict.id.as_str(), one)));
            all.extend(listed(of_site.into_values().collect(), None));
        }
    }
    all
}

/// Counts the claimants of claims, each name once.
fn claimants(said: &[JudgedClaim<'_>]) -> usize {
    said.iter().map(|one| &one.claim.claimant).collect::<BTreeSet<_>>().len()
}

/// State of a site that a claim gives, be it of each of its sites or of some.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SaidState {
    /// Attacked or down.
    Down,
    /// Not attacked or down, or reachable.
    Up,
    /// Up again after it was down.
    Back,
}

impl SaidState {
    /// Returns what a claim says of a site; `None` where it says neither.
    fn of(said: JudgedClaim<'_>) -> Option<SaidState> {
        let is_so = said.verdict.sense == ClaimSense::Statement;
        match said.claim.kind {
            ClaimKind::Attack | ClaimKind::Outage if is_so => Some(SaidState::Down),
            ClaimKind::Restored | ClaimKind::Reachable if !is_so => Some(SaidState::Down),
            ClaimKind::Maintenance | ClaimKind::Cause | ClaimKind::Unstated => None,
            ClaimKind::Restored => Some(SaidState::Back),
            _ => Some(SaidState::Up),
        }
    }
}

impl JudgedClaim<'_> {
    /// Returns the time of which the claim speaks: as it is held against the probes, else as the
    /// claim gives it, that of its publication where it gives none. `None` where an end is not
    /// known.
    fn time(self) -> Option<Span> {
        match &self.verdict.asked {
            Some(asked) if SaidState::of(self) != Some(SaidState::Back) => Some(asked.time),
            _ => {
                let range = self.claim.asserted.or(self.claim.published)?;
                Span::new(range.earliest?, range.latest?)
            }
        }
    }

    /// Says whether the claim is about its site itself: who speaks of most or some of several sites
    /// says nothing of each.
    fn is_of_each(self) -> bool {
        !matches!(self.claim.quantifier, Quantifier::Most | Quantifier::Some)
    }

    /// Says whether a claim that the site was down stands against one of another claimant that it
    /// was up, or back: it was down in a time throughout which it was up, so that not both are so,
    /// or after it was back, so that it went down again if both are so.
    fn is_opposed_to(self, up: JudgedClaim<'_>) -> bool {
        let is_of_one_moment =
            up.verdict.asked.as_ref().is_some_and(|asked| asked.is_of_some_moment);
        let Some((of_down, of_up)) = self.time().zip(up.time()) else { return false };
        let shared = of_down.intersection(of_up);
        self.claim.claimant != up.claim.claimant
            && match SaidState::of(up) {
                Some(SaidState::Back) => of_up.until() <= of_down.from(),
                _ if is_of_one_moment => false,
                _ if self.claim.extent == Extent::Throughout => shared.is_some(),
                _ => shared == Some(of_down),
            }
    }
}

/// Lists the claims that stand against one of the other list, of both lists, by id of their
/// verdict.
fn opposed<'v>(
    some: &[JudgedClaim<'v>],
    others: &[JudgedClaim<'v>],
) -> BTreeMap<&'v str, JudgedClaim<'v>> {
    let of = |said: &[JudgedClaim<'v>], is_down: bool| -> Vec<JudgedClaim<'v>> {
        let states = said.iter().filter(|one| one.is_of_each());
        let states = states.filter_map(|one| Some((SaidState::of(*one)?, *one)));
        let own = states.filter(|(state, _)| (*state == SaidState::Down) == is_down);
        own.map(|(_, one)| one).collect()
    };
    let mut all = BTreeMap::new();
    for (down, up) in [(of(some, true), of(others, false)), (of(others, true), of(some, false))] {
        for down in &down {
            for up in up.iter().filter(|up| down.is_opposed_to(**up)) {
                all.extend([*down, *up].map(|one| (one.verdict.id.as_str(), one)));
            }
        }
    }
    all
}

/// Lists accounts by claim.
fn listed(mut said: Vec<JudgedClaim<'_>>, outage: Option<&String>) -> Vec<Account> {
    said.sort_by(|a, b| a.claim.id.cmp(&b.claim.id));
    let account = |JudgedClaim { claim, verdict }: JudgedClaim<'_>| Account {
        outage: outage.cloned(),
        site: verdict.site.clone(),
        claim: claim.id.clone(),
        verdict: verdict.id.clone(),
    };
    said.into_iter().map(account).collect()
}

/// Finds the outage of a site that is nearest to the time that a claim asks of, the first of
/// several; `None` where none is near, or the claim asks of no time.
fn nearest<'o>(outages: &[&'o Outage], verdict: &Verdict) -> Option<&'o Outage> {
    let asked = verdict.asked.as_ref()?.time;
    let distance_us = |outage: &Outage| {
        let before_us = asked.from().since(outage.possible.until());
        let behind_us = outage.possible.from().since(asked.until());
        before_us.max(behind_us).max(0)
    };
    let nearest = outages.iter().copied().min_by_key(|outage| distance_us(outage))?;
    (distance_us(nearest) <= NEAR_US).then_some(nearest)
}
