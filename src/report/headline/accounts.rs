//! The findings on what several claimants say of one outage, or of one site.

use super::evidence::Grounds;
use crate::model::Report;
use crate::model::safe_text::safe_text;
use crate::report::accounts::{AccountGroup, AccountGroups, AccountParts, without_outage_words};
use crate::report::wording::{
    by_count, claim_kind, claimant_with_role, grouped, name_of_site, plural,
};

/// File with the accounts behind these findings.
pub(in crate::report) const ACCOUNTS: &str = "tables/accounts.csv";

/// Most accounts that a sentence gives one by one.
const MOST_ACCOUNTS: usize = 6;

/// Tells of each outage on which the verdicts differ, and of each site of which one claimant says
/// down when another says up, who says what; then counts the outages on which they agree.
pub(in crate::report) fn of_accounts(report: &Report) -> Vec<(String, Grounds)> {
    let AccountGroups { differing, alike, without_outage } = AccountGroups::of(report);
    let all = differing.iter().chain(&without_outage);
    let mut findings: Vec<(String, Grounds)> =
        all.map(|group| (sentence(report, group), proof(group))).collect();
    if !alike.is_empty() {
        let outages = plural(alike.len(), "outage");
        let text = format!("of {outages} several claimants speak, and their verdicts agree");
        let ids = alike.iter().filter_map(|group| Some(group.first()?.outage?.id.clone()));
        findings.push((text, Grounds { ids: ids.collect(), file: ACCOUNTS }));
    }
    findings
}

/// Returns the outage and the verdicts of accounts as evidence.
fn proof(group: &AccountGroup<'_>) -> Grounds {
    let outage = group.first().and_then(|one| Some(one.outage?.id.clone()));
    let verdicts = group.iter().map(|one| one.verdict.id.clone());
    Grounds { ids: outage.into_iter().chain(verdicts).collect(), file: ACCOUNTS }
}

/// Says who says what of an outage, or of a site, in order of time.
fn sentence(report: &Report, group: &AccountGroup<'_>) -> String {
    let first = group.first();
    let site = first.map(|one| name_of_site(report, one.site)).unwrap_or_default();
    let of_what = match first.and_then(|one| one.outage) {
        Some(outage) => format!("{} ({site})", outage.id),
        None => {
            let id = first.map(|one| one.site).unwrap_or_default();
            format!("{site} ({})", without_outage_words(report, id))
        }
    };
    let account = |one: &AccountParts<'_>| {
        let (who, kind) = (claimant_with_role(one.claim), claim_kind(one.claim));
        format!("{who}, {kind} ({}): {}", safe_text(&one.claim.id), one.result(report))
    };
    let mut accounts: Vec<String> = group.iter().take(MOST_ACCOUNTS).map(account).collect();
    if let Some(more) = group.len().checked_sub(MOST_ACCOUNTS).filter(|more| *more > 0) {
        accounts.push(format!("and {} more {}", grouped(more), by_count(more, "claim", "claims")));
    }
    format!("on {of_what}: {}", accounts.join("; "))
}
