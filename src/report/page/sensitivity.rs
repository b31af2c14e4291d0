//! The record under other rules (M23), as the page lists it.

use super::proof::ProvedSentence;
use crate::model::variation::Variation;
use crate::model::{Report, ResultGroup};
use crate::report::headline::of_rules;
use crate::report::rules_in_force::written_rule;
use crate::report::wording::{down_for, grouped, in_sentences};
use serde::Serialize;

/// Rule that was varied, as the page shows it.
#[derive(Debug, Serialize)]
pub(super) struct VariationView {
    rule: String,
    value: String,
    in_force: String,
    went_down: String,
    downtime: String,
    fits: String,
    does_not_fit: String,
    changed: String,
}

/// Returns the rules that were varied.
pub(super) fn variations(report: &Report) -> Vec<VariationView> {
    report.variations.iter().map(view).collect()
}

/// Returns the finding on the rules that were tried; `None` where nothing is known under any.
pub(super) fn other_rules(report: &Report) -> Option<ProvedSentence> {
    of_rules(report)
        .map(|finding| ProvedSentence::of(in_sentences(&finding.text, ""), &finding.evidence))
}

/// Writes a variation.
fn view(variation: &Variation) -> VariationView {
    let of_group = |group: ResultGroup| {
        let counts = variation.totals.verdicts.iter().filter(|count| count.group == group);
        grouped(counts.map(|count| count.of.verdicts).sum::<usize>())
    };
    let totals = &variation.totals;
    VariationView {
        rule: variation.rule.key().to_owned(),
        value: written_rule(variation.rule),
        in_force: written_rule(variation.in_force),
        went_down: match totals.measured {
            0 => "–".to_owned(),
            _ => grouped(totals.changes.went_down),
        },
        downtime: match totals.outages_with_onset {
            0 => "–".to_owned(),
            _ => down_for(totals.downtime),
        },
        fits: of_group(ResultGroup::Fits),
        does_not_fit: of_group(ResultGroup::DoesNotFit),
        changed: grouped(variation.changed.len()),
    }
}
