//! Accounts: claims of several claimants whose verdicts rest on one outage, side by side.

use crate::model::{Claim, Outage, Report, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// Claim about an outage of which others speak too.
#[derive(Debug, Clone, Copy)]
pub(super) struct Account<'r> {
    /// Outage that the verdict rests on.
    pub(super) outage: &'r Outage,
    pub(super) claim: &'r Claim,
    /// Verdict on the claim about the outage's site.
    pub(super) verdict: &'r Verdict,
}

/// Lists the accounts of each outage of which two claimants or more speak, by outage and claim. Who
/// only announces something gives no account of it.
pub(super) fn accounts(report: &Report) -> Vec<Account<'_>> {
    let claims: BTreeMap<&str, &Claim> =
        report.claims.iter().map(|claim| (claim.id.as_str(), claim)).collect();
    let outages: BTreeMap<&str, &Outage> =
        report.outages.iter().map(|outage| (outage.id.as_str(), outage)).collect();
    let mut by_outage: BTreeMap<&str, Vec<Account<'_>>> = BTreeMap::new();
    for verdict in &report.verdicts {
        let outage = verdict.outage.as_deref().and_then(|id| outages.get(id));
        let claim = verdict.claim.as_deref().and_then(|id| claims.get(id));
        let claim = claim.filter(|claim| !claim.intent);
        if let (Some(outage), Some(claim)) = (outage, claim) {
            by_outage.entry(&outage.id).or_default().push(Account { outage, claim, verdict });
        }
    }
    // In the order of the outages: by onset and site.
    let mut all = Vec::new();
    for outage in &report.outages {
        let mut of_outage = by_outage.remove(outage.id.as_str()).unwrap_or_default();
        let claimants: BTreeSet<&str> =
            of_outage.iter().map(|account| account.claim.claimant.as_str()).collect();
        if claimants.len() > 1 {
            of_outage.sort_by_key(|account| &account.claim.id);
            all.append(&mut of_outage);
        }
    }
    all
}
