//! `claimants`: a row for each claimant and what was said of sites (M26).

use crate::model::{Claimant, Report};
use crate::report::table::{Builder, Records};
use crate::report::words::{SIMULATED, simulated};

/// Returns the table, its columns and rows.
pub(super) fn records(report: &Report) -> Records<'_> {
    let named = Builder::over(&report.claimants)
        .text("claimant", "Name of the claimant.", |claimant| Some(&claimant.name))
        .text("role", "Role of the claimant.", |claimant| Some(claimant.role.as_str()))
        .text(
            "said",
            "Content of the claims: the sites were attacked, down, attacked_or_down, or are listed \
             as targets, which is no claim that they went down.",
            |claimant| Some(claimant.said.as_str()),
        )
        .text(
            "quantifier",
            "Number of the sites that the claimant means: each, most or some.",
            |claimant| Some(claimant.quantifier.as_str()),
        )
        .count("claims", "claims", "Claims with this content.", |claimant| Some(claimant.claims))
        .count(
            "sites",
            "sites",
            "Sites that these claims are about, named each or by a group, each counted once, those \
             never probed included.",
            |claimant| Some(claimant.sites.len()),
        );
    let counted = counts(named).text("simulated", SIMULATED, |claimant| {
        simulated(report, claimant.sites.iter().map(String::as_str))
    });
    let counted = counted.boolean(
        "inferred",
        "Whether the sources name neither these sites nor a group of them, so that they are meant \
         by the record's reading alone.",
        |claimant| Some(claimant.inferred),
    );
    counted.records(
        "claimants",
        "Claimants",
        "A row for each claimant who said of sites that they were attacked or down, or listed them \
         as targets; what the probes saw of these sites in the whole window.",
    )
}

/// Adds columns of counts.
fn counts(builder: Builder<'_, Claimant>) -> Builder<'_, Claimant> {
    builder
        .count("measured", "sites", "Of these, sites with a probe of a known result.", |claimant| {
            Some(claimant.changes.measured())
        })
        .count(
            "went_down",
            "sites",
            "Of these, sites with an outage whose start is on the record.",
            |claimant| Some(claimant.changes.went_down),
        )
        .count(
            "down_at_start",
            "sites",
            "Of these, sites that were down before they were first certainly up, and in no outage \
             later.",
            |claimant| Some(claimant.changes.down_at_start),
        )
        .count(
            "never_up",
            "sites",
            "Of these, sites that were down, and never certainly up.",
            |claimant| Some(claimant.changes.never_up),
        )
        .count(
            "no_outage",
            "sites",
            "Of these, measured sites without a confirmed outage.",
            |claimant| Some(claimant.changes.no_outage),
        )
}
