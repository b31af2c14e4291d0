//! Accounts: claims of several claimants whose verdicts rest on one outage.

use crate::model::{Account, Claim, Outage, Verdict};
use std::collections::{BTreeMap, BTreeSet};

/// Lists the accounts of each outage of which two claimants or more speak, in the order of
/// `outages`, then by claim. Who only announces something gives no account of it.
pub(super) fn accounts(claims: &[Claim], outages: &[Outage], verdicts: &[Verdict]) -> Vec<Account> {
    let said = claims.iter().filter(|claim| !claim.intent);
    let claimants: BTreeMap<&str, &str> =
        said.map(|claim| (claim.id.as_str(), claim.claimant.as_str())).collect();
    let mut by_outage: BTreeMap<&str, Vec<(&str, &Verdict)>> = BTreeMap::new();
    for verdict in verdicts {
        let claim = verdict.claim.as_deref().filter(|id| claimants.contains_key(id));
        if let (Some(outage), Some(claim)) = (verdict.outage.as_deref(), claim) {
            by_outage.entry(outage).or_default().push((claim, verdict));
        }
    }
    let mut all = Vec::new();
    for outage in outages {
        let mut of_outage = by_outage.remove(outage.id.as_str()).unwrap_or_default();
        let names: BTreeSet<&str> =
            of_outage.iter().filter_map(|(claim, _)| claimants.get(claim)).copied().collect();
        if names.len() < 2 {
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
