//! `claims`: a row for each statement (M17).

use crate::clock::Range;
use crate::model::{Claim, Report, Target};
use crate::report::row_location::row_location;
use crate::report::table::{Builder, TableRows};
use crate::report::verdicts::claim_verdict_of;
use crate::report::wording::FigureOrigin;
use std::borrow::Cow;

/// Returns the table, its columns and rows.
pub(super) fn rows(report: &Report) -> TableRows<'_> {
    let builder = Builder::over(&report.claims)
        .id("claim", "Id of the claim.", |claim| &claim.id)
        .text("claimant", "Name of the person or body that makes the claim.", |claim| {
            Some(&claim.claimant)
        })
        .text("role", "Role of the claimant, as a word.", |claim| Some(claim.role.as_str()))
        .text("kind", "Kind of the claim, as a word.", |claim| Some(claim.kind.as_str()))
        .text(
            "quantifier",
            "Number of its sites that the claim means, as a word: each, most, some or none.",
            |claim| Some(claim.quantifier.as_str()),
        )
        .text(
            "extent",
            "Part of the asserted time that the claim means, as a word: throughout, or \
             intermittent, which no rule tests; empty where any part is enough.",
            |claim| Some(claim.extent.as_str()),
        )
        .boolean(
            "intent",
            "Whether the claim only says what is to be done, such as a list of targets.",
            |claim| Some(claim.intent),
        );
    let columns = sources(report, whole(report, times(builder)));
    columns
        .table("claims", "Claims", "A row for each statement, by publication and id.")
        .of_statements()
}

/// Adds columns of times.
fn times(builder: Builder<'_, Claim>) -> Builder<'_, Claim> {
    let earliest = |range: Option<Range>| range?.earliest;
    let latest = |range: Option<Range>| range?.latest;
    builder
        .instant(
            "published_earliest",
            "The claim was published at this moment or later.",
            move |claim| earliest(claim.published),
        )
        .instant("published_latest", "The claim was published before this moment.", move |claim| {
            latest(claim.published)
        })
        .text("published", "Time of publication, as written.", |claim| Some(&claim.published_text))
        .instant(
            "asserted_earliest",
            "The claim speaks of a time that begins at this moment.",
            move |claim| earliest(claim.asserted),
        )
        .instant(
            "asserted_latest",
            "The claim speaks of a time that ends before this moment.",
            move |claim| latest(claim.asserted),
        )
        .text("asserted", "Time that the claim speaks of, as written.", |claim| {
            Some(&claim.asserted_text)
        })
}

/// Adds the verdict on the claim as a whole.
fn whole<'a>(report: &'a Report, builder: Builder<'a, Claim>) -> Builder<'a, Claim> {
    let verdict = |claim: &Claim| {
        let mut all = report.claim_verdicts.iter();
        all.find(|verdict| verdict.claim == claim.id)
    };
    builder
        .text(
            "result",
            "Result of a claim about most, some or none of its sites, as a word; empty for others.",
            move |claim| Some(verdict(claim)?.judgement.as_str()),
        )
        .made_text("sentence", "The verdict on the claim as a whole, in words.", move |claim| {
            Some(claim_verdict_of(verdict(claim)?, FigureOrigin::named(report).behind()))
        })
}

/// Adds columns of sources.
fn sources<'a>(report: &'a Report, builder: Builder<'a, Claim>) -> Builder<'a, Claim> {
    builder
        .texts(
            "targets",
            "Sites and groups that the claim is about, separated by semicolons.",
            |claim| claim.targets.iter().map(target).collect(),
        )
        .text("url", "Address of the statement.", |claim| Some(&claim.url))
        .text("archived_url", "Address of a copy of the statement.", |claim| {
            Some(&claim.archived_url)
        })
        .text("quote", "A short phrase of the statement.", |claim| Some(&claim.quote))
        .text("note", "Words of the person who recorded the claim.", |claim| Some(&claim.note))
        .made_text("row", "File and line of the row.", |claim| row_location(report, claim.location))
        .boolean(
            "targets_inferred",
            "Whether the source names none of the targets: which are meant is the recorder's \
             reading.",
            |claim| Some(claim.targets_inferred),
        )
        .text(
            "retells",
            "Id of the claim that it retells, where it is another account of one statement.",
            |claim| claim.retells.as_deref(),
        )
        .text(
            "disputes",
            "Id of the claim that it disputes, or whose reading by the record it disputes.",
            |claim| claim.disputes.as_deref(),
        )
}

/// Writes a target as `claims.csv` does.
fn target(target: &Target) -> Cow<'_, str> {
    match target {
        Target::All => Cow::Borrowed("*"),
        Target::Group(group) => Cow::Owned(format!("group:{group}")),
        Target::Site(id) => Cow::Borrowed(id),
    }
}
