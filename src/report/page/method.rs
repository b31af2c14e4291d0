//! How an incident was measured: the rules in force, the stamps, and the files read, as words.

use super::wording::MOST;
use crate::clock::resolution_words;
use crate::model::safe_text::safe_text;
use crate::model::{Input, InputRole, Report};
use crate::report::rules_in_force::rules_in_force;
use crate::report::wording::{grouped, places, plural};
use serde::Serialize;
use std::collections::BTreeSet;

/// Most names of checking locations in a sentence.
const MOST_PLACES: usize = 6;

/// Input as the page lists it.
#[derive(Serialize)]
pub(super) struct InputView<'a> {
    path: String,
    role: &'static str,
    rows: String,
    refused: String,
    unreadable: String,
    outside: String,
    sha256: &'a str,
}

/// Rule as the page lists it.
#[derive(Serialize)]
pub(super) struct RuleView {
    meaning: &'static str,
    value: String,
}

/// Returns the inputs, those that were read first.
pub(super) fn inputs(report: &Report) -> Vec<InputView<'_>> {
    report.inputs.iter().take(MOST).map(InputView::of).collect()
}

impl<'a> InputView<'a> {
    /// Writes the counts of an input.
    fn of(input: &'a Input) -> InputView<'a> {
        InputView {
            path: safe_text(&input.path),
            role: input.role.as_str(),
            rows: grouped(input.rows),
            refused: grouped(input.refused),
            unreadable: format!(
                "{} / {}",
                grouped(input.unreadable_outcomes),
                grouped(input.unreadable_cells)
            ),
            outside: grouped(input.outside),
            sha256: &input.sha256,
        }
    }
}

/// Says from which places sites were probed, and how many rows of logs tell of it; empty where no
/// site was probed.
pub(super) fn probed_from(report: &Report) -> String {
    let of_sites = || report.sites.iter().flat_map(|site| &site.vantages);
    let vantages: BTreeSet<&String> = of_sites().collect();
    if vantages.is_empty() {
        return String::new();
    }
    let names: Vec<String> =
        vantages.iter().take(MOST_PLACES).map(|place| safe_text(place)).collect();
    let more = match vantages.len().saturating_sub(MOST_PLACES) {
        0 => String::new(),
        more => format!(" and {} more", grouped(more)),
    };
    let rows: u64 = report
        .inputs
        .iter()
        .filter(|input| input.role == InputRole::Probes)
        .map(|input| input.rows)
        .sum();
    // Files of runs may stand for the logs: then no rows are counted here.
    let rows = match rows {
        0 => String::new(),
        rows => format!("; {} of probe logs", plural(rows, "row")),
    };
    format!("probed from {}: {}{more}{rows}", places(of_sites(), report), names.join(", "))
}

/// Counts the rows whose showing of a doubled hour their order tells, in words; `None` where there
/// are none.
fn settled_rows(report: &Report) -> Option<String> {
    let rows: u64 = report.inputs.iter().map(|input| input.settled_by_order).sum();
    (rows > 0).then(|| grouped(rows))
}

/// Says how coarse the stamps of the probes are; without a log of probes there are none.
fn coarsest_stamps(report: &Report) -> String {
    match report.inputs.iter().any(|input| input.role == InputRole::Probes) {
        true => resolution_words(report.resolution_us),
        false => "no log of probes was given".to_owned(),
    }
}

/// Returns the rules in force that users may set, and how finely the stamps tell time: meaning and
/// value.
pub(super) fn rules(report: &Report) -> Vec<RuleView> {
    let settable = rules_in_force(&report.rules).into_iter();
    let view = |meaning, value| RuleView { meaning, value };
    let mut shown: Vec<RuleView> =
        settable.filter_map(|rule| Some(view(rule.words?, rule.text()))).collect();
    shown.push(view("stamps, the coarsest (M2)", coarsest_stamps(report)));
    let settled = settled_rows(report);
    shown.extend(settled.map(|rows| view("rows of a doubled hour, by order (M2)", rows)));
    shown
}
