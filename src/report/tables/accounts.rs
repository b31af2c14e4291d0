//! `accounts`: a row for each claim about an outage of which two claimants or more speak, and about
//! a site of which one says down when another says up.

use crate::model::Report;
use crate::report::accounts::accounts;
use crate::report::table::{Builder, TableRows};
use crate::report::wording::{SIMULATED, simulated};

/// Returns the table, its columns and rows.
pub(super) fn rows(report: &Report) -> TableRows<'_> {
    let measured = Builder::over(accounts(report))
        .text("outage", "Id of the outage; empty where the claims are of no one.", |one| {
            Some(&one.outage?.id)
        })
        .text("site", "Id of the site.", |one| Some(one.site))
        .instant("onset_after", "The outage started after this moment.", |one| {
            one.outage?.onset.after
        })
        .instant("onset_by", "The outage had started by this moment.", |one| one.outage?.onset.by)
        .instant("recovery_after", "The outage ended after this moment.", |one| {
            one.outage?.recovery.after
        })
        .instant("recovery_by", "The outage had ended by this moment.", |one| {
            one.outage?.recovery.by
        });
    let said = measured
        .text("claimant", "Name of the claimant.", |one| Some(&one.claim.claimant))
        .text("claim", "Id of the claim.", |one| Some(&one.claim.id))
        .text("kind", "Kind of the claim, as a word.", |one| Some(one.claim.kind.as_str()))
        .instant("published_from", "The publication was at this moment or later.", |one| {
            one.claim.published?.earliest
        })
        .instant("published_until", "The publication was before this moment.", |one| {
            one.claim.published?.latest
        })
        .instant("asserted_from", "Start of the time that the claim gives.", |one| {
            one.claim.asserted?.earliest
        })
        .instant("asserted_until", "End of the time that the claim gives.", |one| {
            one.claim.asserted?.latest
        });
    said.text("verdict", "Id of the verdict.", |one| Some(&one.verdict.id))
        .text("result", "Result of the verdict, as a word.", |one| {
            Some(one.verdict.judgement.as_str())
        })
        .text("simulated", SIMULATED, |one| simulated(report, [one.site]))
        .boolean(
            "rests_on_it",
            "Whether the verdict rests on the outage; else it rests on none.",
            |one| Some(one.rests_on_it()),
        )
        .text("role", "Role of the claimant in the claim.", |one| Some(one.claim.role.as_str()))
        .table(
            "accounts",
            "Accounts of one outage",
            "A row for each claim about an outage of which another claimant speaks too: what each \
             says beside what was measured. The verdict rests on the outage; or it rests on none, \
             and this is the nearest to the time asked, at most a day from it. Behind them a row \
             for each claim about a site, and about no such outage, where one claimant says that \
             it was attacked or down when another says that it was not, or after it was back.",
        )
        .not_in_json()
}
