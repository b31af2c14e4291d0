//! `claims`: a row for each statement (M17).

use super::location;
use crate::clock::Instant;
use crate::model::{Claim, Report, Target};
use crate::report::table::{Builder, Table};
use polars::prelude::PolarsError;

pub(super) fn table(report: &Report) -> Result<Table, PolarsError> {
    let builder = Builder::over(&report.claims)
        .text("claim", "Its id.", |c| Some(c.id.clone()))
        .text("claimant", "Who says it.", |c| Some(c.claimant.clone()))
        .text("role", "In which role.", |c| Some(c.role.as_str().to_owned()))
        .text("kind", "What is said.", |c| Some(c.kind.as_str().to_owned()));
    sources(report, times(builder)).table(
        "claims",
        "Claims",
        "A row for each statement, by publication and id.",
    )
}

fn times(builder: Builder<'_, Claim>) -> Builder<'_, Claim> {
    let published = |c: &Claim| c.published.and_then(|range| range.earliest);
    let asserted = |c: &Claim| c.asserted.and_then(|range| range.earliest);
    builder
        .instant(
            "published_earliest",
            "The earliest moment at which it can have been published.",
            published,
        )
        .instant(
            "published_latest",
            "It was published before this moment.",
            |c: &Claim| -> Option<Instant> { c.published?.latest },
        )
        .text("published", "The publication time as written.", |c| Some(c.published_text.clone()))
        .instant("asserted_earliest", "The earliest moment that it can speak of.", asserted)
        .instant("asserted_latest", "It speaks of a time before this moment.", |c| {
            c.asserted?.latest
        })
        .text("asserted", "The asserted time as written.", |c| Some(c.asserted_text.clone()))
}

fn sources<'a>(report: &'a Report, builder: Builder<'a, Claim>) -> Builder<'a, Claim> {
    builder
        .text("targets", "The sites it names, separated by semicolons.", |c| Some(targets(c)))
        .text("url", "Where it stands.", |c| Some(c.url.clone()))
        .text("archived_url", "Where a copy stands.", |c| Some(c.archived_url.clone()))
        .text("quote", "A short phrase of it.", |c| Some(c.quote.clone()))
        .text("note", "The recorder's words.", |c| Some(c.note.clone()))
        .text("place", "File and line of the row.", |c| location(report, c.location))
}

/// What a claim names, as `claims.csv` writes it.
pub(in crate::report) fn targets(claim: &Claim) -> String {
    let words = claim.targets.iter().map(|target| match target {
        Target::All => "*".to_owned(),
        Target::Group(group) => format!("group:{group}"),
        Target::Site(id) => id.clone(),
    });
    words.collect::<Vec<_>>().join(";")
}
