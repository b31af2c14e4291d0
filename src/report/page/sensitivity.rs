//! The record under other rules (M23), as the page lists it.

use super::proof::ProvedSentence;
use crate::model::variation::{SiteFits, Variation};
use crate::model::{Report, ResultGroup, Totals};
use crate::report::headline::of_rules;
use crate::report::rules_in_force::written_rule;
use crate::report::wording::{down_for_beside, grouped, in_sentences, with_role};
use serde::Serialize;

/// Words of a column whose number is not known.
const NONE: &str = "–";

/// Rules that were tried one by one, as the page shows them.
#[derive(Debug, Serialize)]
pub(super) struct Variations {
    /// Claimant whose sites the last columns count; empty where there is none.
    claimant: String,
    /// Numbers under the rules in force, then under each value that was tried; empty where none
    /// was.
    rows: Vec<VariationView>,
}

/// Rules of which one was varied, as the page shows them.
#[derive(Debug, Serialize)]
struct VariationView {
    rule: String,
    value: String,
    in_force: String,
    /// Numbers under them, one for each further column.
    cells: Vec<String>,
}

impl Variations {
    /// Returns the rules that were varied, behind those in force.
    pub(super) fn of(report: &Report) -> Variations {
        let first = report.claimants.first();
        let claimant = first.map(|row| with_role(&row.name, row.role)).unwrap_or_default();
        if report.variations.is_empty() {
            return Variations { claimant, rows: Vec::new() };
        }
        let fits = first.map(|row| SiteFits {
            certain: row.fitting,
            perhaps: row.perhaps_fitting,
            went_down: row.changes.went_down,
        });
        let in_force = VariationView {
            rule: "all".to_owned(),
            value: "as in force".to_owned(),
            in_force: NONE.to_owned(),
            cells: cells(&report.totals, fits, (0, &report.totals)),
        };
        let varied = report.variations.iter().map(|one| view(one, &report.totals));
        Variations { claimant, rows: [in_force].into_iter().chain(varied).collect() }
    }
}

/// Finding on the rules that were tried, as the page and the short report have it.
pub(super) struct OtherRules {
    /// Every number that moves, with the rules that move it furthest.
    pub(super) whole: ProvedSentence,
    /// One sentence on the numbers that move.
    pub(super) in_short: ProvedSentence,
    /// Whether any rule moves the headline or a verdict.
    pub(super) moves: bool,
}

/// Returns the finding on the rules that were tried; `None` where nothing is known under any.
pub(super) fn other_rules(report: &Report) -> Option<OtherRules> {
    of_rules(report).map(|finding| OtherRules {
        whole: ProvedSentence::of(in_sentences(&finding.text, ""), &finding.evidence),
        in_short: ProvedSentence::of(finding.in_short, &finding.evidence),
        moves: finding.moves,
    })
}

/// Writes a variation; `in_force` are the numbers under the rules in force.
fn view(variation: &Variation, in_force: &Totals) -> VariationView {
    VariationView {
        rule: variation.rule.key().to_owned(),
        value: written_rule(variation.rule),
        in_force: written_rule(variation.in_force),
        cells: cells(&variation.totals, variation.fits, (variation.changed.len(), in_force)),
    }
}

/// Writes the numbers under some rules, with that of the verdicts that come out otherwise than
/// under those in force.
fn cells(
    totals: &Totals,
    fits: Option<SiteFits>,
    (changed, in_force): (usize, &Totals),
) -> Vec<String> {
    let of_group = |group: ResultGroup| grouped(totals.verdicts_in(group));
    let if_measured = |count: usize| match totals.measured {
        0 => NONE.to_owned(),
        _ => grouped(count),
    };
    let of_named = |count: fn(SiteFits) -> usize| {
        fits.map_or_else(|| NONE.to_owned(), |fits| if_measured(count(fits)))
    };
    vec![
        if_measured(totals.changes.went_down),
        if_measured(totals.outages_with_onset),
        match totals.outages_with_onset {
            0 => NONE.to_owned(),
            _ => down_for_beside(totals.downtime, in_force.downtime),
        },
        of_group(ResultGroup::Fits),
        of_group(ResultGroup::DoesNotFit),
        grouped(changed),
        of_named(|fits| fits.certain),
        of_named(|fits| fits.perhaps),
        of_named(|fits| fits.went_down),
    ]
}
