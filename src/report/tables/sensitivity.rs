//! `sensitivity`: a row for each rule that was varied alone (M23).

use crate::model::variation::{ChangedVerdict, Variation};
use crate::model::{Report, ResultGroup, Totals};
use crate::report::rules_in_force::written_rule;
use crate::report::table::{Builder, TableRows, ceil_s, floor_s};
use std::borrow::Cow;

/// Returns the table, its columns and rows.
pub(super) fn rows(report: &Report) -> TableRows<'_> {
    let varied = Builder::over(&report.variations)
        .text("rule", "Rule that is another, by its key; all others are as in force.", |one| {
            Some(one.rule.key())
        })
        .made_text(
            "value",
            "Value of the rule in this row; none for silence, where no time between two probes of \
             a series counts as one.",
            |one| Some(written_rule(one.rule)),
        )
        .made_text("in_force", "Value of the rule in force.", |one| {
            Some(written_rule(one.in_force))
        })
        .count(
            "went_down",
            "sites",
            "Sites that went down; empty where no site was measured, as are the next three.",
            |one| of_measured(one, |totals| Some(totals.changes.went_down)),
        )
        .count("outages", "outages", "Outages whose start is on the record.", |one| {
            of_measured(one, |totals| Some(totals.outages_with_onset))
        })
        .seconds("downtime_min_s", "Site-downtime in these outages, at least.", |one| {
            of_measured(one, |totals| Some(floor_s(totals.downtime.least_us)))
        })
        .seconds(
            "downtime_max_s",
            "Site-downtime in these outages, at most; empty where an end is not on the record.",
            |one| of_measured(one, |totals| totals.downtime.most_us.map(ceil_s)),
        );
    let judged = varied
        .count("fits", "verdicts", "Verdicts on claims whose timing fits.", |one| {
            Some(one.totals.verdicts_in(ResultGroup::Fits))
        })
        .count(
            "does_not_fit",
            "verdicts",
            "Verdicts on claims whose timing does not fit.",
            |one| Some(one.totals.verdicts_in(ResultGroup::DoesNotFit)),
        );
    let turned = judged
        .count("changed", "verdicts", "Verdicts on claims that come out otherwise.", |one| {
            Some(one.changed.len())
        })
        .texts(
            "changed_verdicts",
            "Verdicts that come out otherwise: id in this report, result in force, and result \
             under this value, separated by semicolons.",
            |one| one.changed.iter().map(|verdict| Cow::Owned(changed(verdict))).collect(),
        );
    with_named_sites(turned).table(
        "sensitivity",
        "Sensitivity",
        "A row for each value of a rule that was tried alone: the headline under it, and which \
             verdicts on claims come out otherwise.",
    )
}

/// Adds the columns of the sites of the claimant who stands first, which came later: order never
/// changes.
fn with_named_sites(turned: Builder<'_, Variation>) -> Builder<'_, Variation> {
    turned
        .count(
            "fitting",
            "sites",
            "Sites at which an outage certainly fits the time of a claim of the claimant who \
             stands first in claimants; empty where nobody does.",
            |one| one.fits.map(|fits| fits.certain),
        )
        .count("perhaps_fitting", "sites", "Sites besides at which one may, likewise.", |one| {
            one.fits.map(|fits| fits.perhaps)
        })
        .count(
            "named_went_down",
            "sites",
            "Sites of that claimant that went down, counted as in claimants; empty where nobody \
             stands there, or no site was measured.",
            |one| of_measured(one, |_| one.fits.map(|fits| fits.went_down)),
        )
}

/// Returns a number of what was measured; `None` where nothing was, as it is known under no rule.
fn of_measured<T>(variation: &Variation, number: impl Fn(&Totals) -> Option<T>) -> Option<T> {
    number(&variation.totals).filter(|_| variation.totals.measured > 0)
}

/// Names a verdict and its two results.
fn changed(verdict: &ChangedVerdict) -> String {
    let ChangedVerdict { verdict, from, to } = verdict;
    format!("{verdict} {} to {}", from.as_str(), to.as_str())
}
