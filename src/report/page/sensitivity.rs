//! The record under other rules (M23), as the page lists it.

use crate::model::variation::Variation;
use crate::model::{Report, ResultGroup, Totals};
use crate::report::rules_in_force::written_rule;
use crate::report::wording::{counted, down_for, grouped, plural};
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

/// Says what no variation changes, and what the largest one does; empty where none was tried, or no
/// site was measured.
pub(super) fn sensitivity_sentence(report: &Report) -> String {
    // How many sites went down is not known under any rule where none was measured.
    if report.totals.measured == 0 {
        return String::new();
    }
    let Some(largest) = report.variations.iter().max_by_key(|one| one.changed.len()) else {
        return String::new();
    };
    let counts = |totals: &Totals| totals.changes.went_down;
    let (least, most) = report
        .variations
        .iter()
        .map(|one| counts(&one.totals))
        .fold((counts(&report.totals), counts(&report.totals)), |(least, most), count| {
            (least.min(count), most.max(count))
        });
    let tried = counted(report.variations.len(), "other value", "other values");
    let sites = match least == most {
        true => format!("under each of them {} went down", plural(least, "site")),
        false => {
            format!("under them {} to {} went down", grouped(least), plural(most, "site"))
        }
    };
    let changed = match largest.changed.len() {
        0 if report.claims.is_empty() => String::new(),
        0 => "; no verdict comes out otherwise".to_owned(),
        changed => format!(
            "; {} = {} changes the most, {}",
            largest.rule.key(),
            written_rule(largest.rule),
            plural(changed, "verdict")
        ),
    };
    format!("{tried} of the rules were tried, one at a time: {sites}{changed}.")
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
