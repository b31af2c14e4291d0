//! Accounts of one outage or one site with their claims and verdicts, as table, page and findings
//! show them.

use super::verdicts::{judgement_words, result_words};
use super::wording::{grouped, site_by_id};
use crate::clock::{Instant, Range};
use crate::model::{Claim, Outage, Report, Verdict};
use std::collections::BTreeMap;

/// Claim about an outage of which others speak too, or about a site without one.
#[derive(Debug, Clone, Copy)]
pub(super) struct AccountParts<'r> {
    /// Outage that the verdict rests on, or the nearest one; `None` where the accounts are of no
    /// one outage on the record.
    pub(super) outage: Option<&'r Outage>,
    /// Id of the site.
    pub(super) site: &'r str,
    pub(super) claim: &'r Claim,
    /// Verdict on the claim about the site.
    pub(super) verdict: &'r Verdict,
}

/// Accounts of one outage, or of one site; one at least.
pub(super) type AccountGroup<'r> = Vec<AccountParts<'r>>;

/// Accounts, by outage and by site, each in the order in which they were given.
#[derive(Debug, Default)]
pub(super) struct AccountGroups<'r> {
    /// Accounts of outages on which the verdicts have several results.
    pub(super) differing: Vec<AccountGroup<'r>>,
    /// Accounts of outages on which the verdicts agree.
    pub(super) alike: Vec<AccountGroup<'r>>,
    /// Accounts of sites, of no one outage on the record: one says down when another says up.
    pub(super) without_outage: Vec<AccountGroup<'r>>,
}

/// Most outages of a site that are named where the accounts are of no one of them.
const MOST_OUTAGES: usize = 3;

/// Says what was measured of a site where the accounts are of no one outage on the record.
pub(super) fn without_outage_words(report: &Report, site: &str) -> String {
    let own = report.outages.iter().filter(|outage| outage.site == site);
    let ids: Vec<&str> = own.map(|outage| outage.id.as_str()).collect();
    match site_by_id(report, site) {
        Some(_) if !ids.is_empty() => {
            let more = match ids.len().saturating_sub(MOST_OUTAGES) {
                0 => String::new(),
                more => format!(" and {} more", grouped(more)),
            };
            let first = ids[..ids.len().min(MOST_OUTAGES)].join(", ");
            format!("they do not speak of one outage of it; on the record are {first}{more}")
        }
        Some(site) if site.measured => "no outage of it is on the record".to_owned(),
        _ => "it was not measured".to_owned(),
    }
}

/// Finds outage, claim and verdict of each account, by outage and claim, then by site and claim.
pub(super) fn accounts(report: &Report) -> Vec<AccountParts<'_>> {
    let claims: BTreeMap<&str, &Claim> =
        report.claims.iter().map(|claim| (claim.id.as_str(), claim)).collect();
    let outages: BTreeMap<&str, &Outage> =
        report.outages.iter().map(|outage| (outage.id.as_str(), outage)).collect();
    let verdicts: BTreeMap<&str, &Verdict> =
        report.verdicts.iter().map(|verdict| (verdict.id.as_str(), verdict)).collect();
    let parts = report.accounts.iter().filter_map(|account| {
        Some(AccountParts {
            outage: account.outage.as_deref().and_then(|id| outages.get(id).copied()),
            site: &account.site,
            claim: claims.get(account.claim.as_str())?,
            verdict: verdicts.get(account.verdict.as_str())?,
        })
    });
    parts.collect()
}

impl<'r> AccountGroups<'r> {
    /// Groups all accounts by outage, or by site where there is none, each group in order of time.
    pub(super) fn of(report: &'r Report) -> AccountGroups<'r> {
        let id = |one: &AccountParts<'r>| one.outage.map(|outage| &outage.id);
        let mut groups = AccountGroups::default();
        let all = accounts(report);
        for of_one in all.chunk_by(|a, b| (id(a), a.site) == (id(b), b.site)) {
            let group = |one: &AccountParts<'_>| one.verdict.group_of_result();
            let differ = of_one.windows(2).any(|two| group(&two[0]) != group(&two[1]));
            let list = match (of_one[0].outage, differ) {
                (None, _) => &mut groups.without_outage,
                (Some(_), true) => &mut groups.differing,
                (Some(_), false) => &mut groups.alike,
            };
            let mut of_one = of_one.to_vec();
            of_one.sort_by_key(|one| (one.said_at(), &one.claim.id));
            list.push(of_one);
        }
        groups
    }
}

impl AccountParts<'_> {
    /// Says whether the verdict rests on the outage; else it rests on none, and the outage is the
    /// nearest to the time asked.
    pub(super) fn rests_on_it(&self) -> bool {
        self.verdict.outage.is_some()
    }

    /// Returns the moment at which the claim was made: the earliest of its publication, else of the
    /// time that it gives.
    fn said_at(&self) -> Option<Instant> {
        let earliest = |range: Option<Range>| range.and_then(|range| range.earliest);
        earliest(self.claim.published).or(earliest(self.claim.asserted))
    }

    /// Writes the result of the verdict, behind a word where it rests on no outage, and the result
    /// of the claim as a whole where that is about most, some or none of several sites (R11).
    pub(super) fn result(&self, report: &Report) -> String {
        let result = result_words(self.verdict);
        let mut words = match self.outage.is_none() || self.rests_on_it() {
            true => result,
            false => format!("of another time: {result}"),
        };
        let mut wholes = report.claim_verdicts.iter();
        let whole = wholes.find(|whole| whole.claim == self.claim.id && whole.sites > 1);
        if let Some(whole) = whole {
            words.push_str(&format!("; as a whole {}", judgement_words(whole.judgement)));
        }
        words
    }
}
