//! `claimants`: a row for each claimant and what was said of sites (M26).

use super::change_counts;
use crate::model::{Claimant, Report};
use crate::report::table::{Builder, TableRows};
use crate::report::wording::{SIMULATED, simulated};
use std::borrow::Cow;

/// Returns the table, its columns and rows.
pub(super) fn rows(report: &Report) -> TableRows<'_> {
    let named = Builder::over(&report.claimants)
        .text("claimant", "Name of the claimant.", |claimant| Some(&claimant.name))
        .text("role", "Role of the claimant.", |claimant| Some(claimant.role.as_str()))
        .text(
            "said",
            "Content of the claims: the sites were attacked, down, or attacked_or_down. No claim \
             that they went down: an attacker listed them as targets, or somebody else warned of \
             attacks on them, announced outages of them, or spoke of either as to_come.",
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
        )
        .count(
            "sites_meant",
            "sites",
            "Sites that these claims are about, with those that count in another row, as the \
             claimant said something firmer of them.",
            |claimant| Some(claimant.meant),
        );
    let counted = change_counts::columns(named, |claimant| &claimant.changes).text(
        "simulated",
        SIMULATED,
        |claimant| simulated(report, claimant.sites.iter().map(String::as_str)),
    );
    let counted = counted.boolean(
        "inferred",
        "Whether the sources name neither these sites nor a group of them, so that they are meant \
         by the recorder's reading alone.",
        |claimant| Some(claimant.inferred),
    );
    let counted = counted.boolean(
        "retells",
        "Whether each of these claims retells one of somebody else, so that the claimant says \
         nothing of its own.",
        |claimant| Some(claimant.retells),
    );
    let counted = counted.texts(
        "disputed_by",
        "Names of others whose statements dispute one of these claims, separated by semicolons.",
        |claimant| claimant.disputed_by.iter().map(|one| Cow::from(&one.by)).collect(),
    );
    fits(counted).table(
        "claimants",
        "Claimants",
        "A row for each claimant who said of sites that they were attacked or down, or are to be; \
         what the probes saw of these sites, and of no others, in the whole window.",
    )
}

/// Adds how many sites fit the times of the claims.
fn fits(counted: Builder<'_, Claimant>) -> Builder<'_, Claimant> {
    let counted = counted.count(
        "fitting",
        "sites",
        "Sites at which an outage certainly fits the time of one of these claims (R3).",
        |claimant| Some(claimant.fitting),
    );
    let counted = counted.count(
        "fitting_in_doubt",
        "sites",
        "Sites among the fitting ones whose outages were seen from one vantage alone, so that a \
         fault of it cannot be ruled out (M15).",
        |claimant| Some(claimant.fitting_in_doubt),
    );
    let counted = counted.count(
        "perhaps_fitting",
        "sites",
        "Other sites at which it is open whether an outage fits the time of one of these claims \
         (R2).",
        |claimant| Some(claimant.perhaps_fitting),
    );
    counted.count(
        "in_part",
        "sites",
        "Other sites at which what was seen fits one of these claims in part (R7).",
        |claimant| Some(claimant.in_part),
    )
}
