//! Accounts of one outage with their claims and verdicts, as table and page show them.

use crate::model::{Claim, Outage, Report, Verdict};
use std::collections::BTreeMap;

/// Claim about an outage of which others speak too.
#[derive(Debug, Clone, Copy)]
pub(super) struct AccountParts<'r> {
    /// Outage that the verdict rests on, or the nearest one.
    pub(super) outage: &'r Outage,
    pub(super) claim: &'r Claim,
    /// Verdict on the claim about the outage's site.
    pub(super) verdict: &'r Verdict,
}

/// Finds outage, claim and verdict of each account, by outage and claim.
pub(super) fn accounts(report: &Report) -> Vec<AccountParts<'_>> {
    let claims: BTreeMap<&str, &Claim> =
        report.claims.iter().map(|claim| (claim.id.as_str(), claim)).collect();
    let outages: BTreeMap<&str, &Outage> =
        report.outages.iter().map(|outage| (outage.id.as_str(), outage)).collect();
    let verdicts: BTreeMap<&str, &Verdict> =
        report.verdicts.iter().map(|verdict| (verdict.id.as_str(), verdict)).collect();
    let parts = report.accounts.iter().filter_map(|account| {
        Some(AccountParts {
            outage: outages.get(account.outage.as_str())?,
            claim: claims.get(account.claim.as_str())?,
            verdict: verdicts.get(account.verdict.as_str())?,
        })
    });
    parts.collect()
}

impl AccountParts<'_> {
    /// Says whether the verdict rests on the outage; else it rests on none, and the outage is the
    /// nearest to the time asked.
    pub(super) fn rests_on_it(&self) -> bool {
        self.verdict.outage.is_some()
    }
}
