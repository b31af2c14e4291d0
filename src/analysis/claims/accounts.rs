//! Accounts: what several claimants say of one outage, or of one site without one.

use crate::clock::DAY;
use crate::model::{Account, Claim, ClaimKind, ClaimSense, Finding, Outage, Quantifier, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// Longest time between an outage and the time that a claim asks of, in microseconds, at which the
/// claim still counts as an account of it: a day.
const NEAR_US: i64 = DAY;

/// Claims with their verdicts on one site, by outage or by site.
type SaidOf<'v> = BTreeMap<&'v str, Vec<(&'v Claim, &'v Verdict)>>;

/// Lists the accounts of each outage of which two claimants or more speak, in the order of
/// `outages`, then by claim. A claim whose verdict rests on it speaks of it, and so does one whose
/// verdict rests on no outage and that asks of a time at most a day from it, where no other outage
/// of the site is nearer: who is contradicted is heard, too. Behind them stand the accounts of each
/// site without an outage on the record of which one claimant says that it was down, and another
/// that it was not, or was back. Who only announces something gives no account of it.
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
    let (mut of_outages, mut of_sites) = (SaidOf::new(), SaidOf::new());
    for verdict in verdicts {
        let claim = verdict.claim.as_deref().and_then(|id| claims.get(id).copied());
        let Some(claim) = claim.filter(|_| verdict.finding != Finding::UnknownSite) else {
            continue;
        };
        let of_site = by_site.get(verdict.site.as_str());
        let nearest = || nearest(of_site?, verdict).map(|outage| outage.id.as_str());
        match verdict.outage.as_deref().or_else(nearest) {
            Some(outage) => of_outages.entry(outage).or_default().push((claim, verdict)),
            None if of_site.is_none() && SaidState::of(claim, verdict).is_some() => {
                of_sites.entry(&verdict.site).or_default().push((claim, verdict));
            }
            None => (),
        }
    }
    let mut all = Vec::new();
    for outage in outages {
        let of_outage = of_outages.remove(outage.id.as_str()).unwrap_or_default();
        let is_spoken_of = of_outage.iter().any(|(_, verdict)| verdict.outage.is_some());
        if claimants(&of_outage) > 1 && is_spoken_of {
            all.extend(listed(of_outage, Some(&outage.id)));
        }
    }
    for of_site in of_sites.into_values() {
        if is_disputed(&of_site) {
            all.extend(listed(of_site, None));
        }
    }
    all
}

/// Counts the claimants of claims, each name once.
fn claimants(said: &[(&Claim, &Verdict)]) -> usize {
    said.iter().map(|(claim, _)| &claim.claimant).collect::<BTreeSet<_>>().len()
}

/// State of a site that a claim gives, be it of each of its sites or of some.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SaidState {
    /// Attacked or down.
    Down,
    /// Not attacked or down, back, or reachable.
    Up,
}

impl SaidState {
    /// Returns what a claim says of a site; `None` where it says neither.
    fn of(claim: &Claim, verdict: &Verdict) -> Option<SaidState> {
        let is_so = verdict.sense == ClaimSense::Statement;
        match claim.kind {
            ClaimKind::Attack | ClaimKind::Outage if is_so => Some(SaidState::Down),
            ClaimKind::Restored | ClaimKind::Reachable if !is_so => Some(SaidState::Down),
            ClaimKind::Maintenance | ClaimKind::Cause | ClaimKind::Unstated => None,
            _ => Some(SaidState::Up),
        }
    }
}

/// Says whether one claimant says of a site itself that it was attacked or down, and another that
/// it was not, was back, or could be reached. Who speaks of most or some of several sites says
/// nothing of each.
fn is_disputed(said: &[(&Claim, &Verdict)]) -> bool {
    let by = |state: SaidState| -> BTreeSet<&str> {
        let of_each =
            |claim: &Claim| !matches!(claim.quantifier, Quantifier::Most | Quantifier::Some);
        let own = said.iter().filter(|(claim, verdict)| {
            of_each(claim) && SaidState::of(claim, verdict) == Some(state)
        });
        own.map(|(claim, _)| claim.claimant.as_str()).collect()
    };
    let (down, up) = (by(SaidState::Down), by(SaidState::Up));
    up.iter().any(|name| down.iter().any(|other| other != name))
}

/// Lists accounts by claim.
fn listed(mut said: Vec<(&Claim, &Verdict)>, outage: Option<&String>) -> Vec<Account> {
    said.sort_by(|(a, _), (b, _)| a.id.cmp(&b.id));
    let account = |(claim, verdict): (&Claim, &Verdict)| Account {
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
