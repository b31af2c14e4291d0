//! Accounts: what several claimants say of one outage.

use crate::clock::DAY;
use crate::model::{Account, Claim, Outage, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// Longest time between an outage and the time that a claim asks of, in microseconds, at which the
/// claim still counts as an account of it: a day.
const NEAR_US: i64 = DAY;

/// Lists the accounts of each outage of which two claimants or more speak, in the order of
/// `outages`, then by claim. A claim whose verdict rests on it speaks of it, and so does one whose
/// verdict rests on no outage and that asks of a time at most a day from it, where no other outage
/// of the site is nearer: who is contradicted is heard, too. Who only announces something gives no
/// account of it.
pub(super) fn accounts(claims: &[Claim], outages: &[Outage], verdicts: &[Verdict]) -> Vec<Account> {
    let said = claims.iter().filter(|claim| !claim.intent);
    let claimants: BTreeMap<&str, &str> =
        said.map(|claim| (claim.id.as_str(), claim.claimant.as_str())).collect();
    let mut by_site: BTreeMap<&str, Vec<&Outage>> = BTreeMap::new();
    for outage in outages {
        by_site.entry(&outage.site).or_default().push(outage);
    }
    let nearest_of = |verdict: &Verdict| {
        let of_site = by_site.get(verdict.site.as_str()).map_or(&[][..], Vec::as_slice);
        nearest(of_site, verdict).map(|outage| outage.id.as_str())
    };
    let mut by_outage: BTreeMap<&str, Vec<(&str, &Verdict)>> = BTreeMap::new();
    for verdict in verdicts {
        let claim = verdict.claim.as_deref().filter(|id| claimants.contains_key(id));
        let outage = verdict.outage.as_deref().or_else(|| nearest_of(verdict));
        if let (Some(outage), Some(claim)) = (outage, claim) {
            by_outage.entry(outage).or_default().push((claim, verdict));
        }
    }
    let mut all = Vec::new();
    for outage in outages {
        let mut of_outage = by_outage.remove(outage.id.as_str()).unwrap_or_default();
        let names: BTreeSet<&str> =
            of_outage.iter().filter_map(|(claim, _)| claimants.get(claim)).copied().collect();
        let is_spoken_of = of_outage.iter().any(|(_, verdict)| verdict.outage.is_some());
        if names.len() < 2 || !is_spoken_of {
            continue;
        }
        of_outage.sort_by_key(|(claim, _)| *claim);
        all.extend(of_outage.into_iter().map(|(claim, verdict)| Account {
            outage: outage.id.clone(),
            claim: claim.to_owned(),
            verdict: verdict.id.clone(),
        }));
    }
    all
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
