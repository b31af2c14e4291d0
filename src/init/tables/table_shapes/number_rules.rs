//! Rules by which the numbers of a wide table tell how probes went: what they mean is asked, with
//! the meaning first by which most probes found a site up.

use crate::init::sample::Sampled;
use crate::init::toml_text::quoted;

/// Sign behind a share of a hundred.
const PERCENT_SIGN: char = '%';
/// Share of all packets, in percent.
const PERCENT_OF_ALL: f64 = 100.0;

/// Reads a number, which may have a unit or a sign for a share behind it.
pub(super) fn bare_number(sampled: &Sampled, cell: &str) -> Option<f64> {
    sampled.number(cell.trim_end_matches(|sign: char| sign.is_alphabetic() || sign == PERCENT_SIGN))
}

/// Says which rule reads numbers in the cells of some columns.
pub(super) fn rule_wanted(sampled: &Sampled, columns: &[usize]) -> String {
    let cells = || columns.iter().flat_map(|at| sampled.column(*at));
    let numbers: Vec<f64> = cells().filter_map(|cell| bare_number(sampled, cell)).collect();
    // By the meaning that is offered first most probes found a site up.
    let either = |first: &str, second: &str| format!("write {first}, or {second}");
    let count = |wanted: f64| numbers.iter().filter(|number| **number == wanted).count();
    let is_mostly_zero = count(0.0) * 2 > numbers.len();
    if cells().any(|cell| cell.ends_with(PERCENT_SIGN)) {
        let are_whole = numbers.iter().all(|number| *number == 0.0 || *number == 100.0);
        let between = match are_whole {
            true => "",
            false => "; a share between the two is no outcome of one probe, and counts as up so",
        };
        let up = "\"cell > 0\" if 100 % says that a site was up";
        let lost = "\"cell < 100\" if 100 % says that every packet was lost";
        let rules = if is_mostly_zero { either(lost, up) } else { either(up, lost) };
        return format!("the cells are shares of a hundred: {rules}{between}");
    }
    let are_answers = numbers.iter().all(|number| *number == 0.0 || *number == 1.0);
    let is_share = |number: &f64| (0.0..=PERCENT_OF_ALL).contains(number);
    if numbers.contains(&PERCENT_OF_ALL) && numbers.contains(&0.0) && numbers.iter().all(is_share) {
        let lost = "\"cell < 100\" if they are shares of lost packets";
        let answers = "\"cell > 0\" if they are shares of answers";
        let rules = if is_mostly_zero { either(lost, answers) } else { either(answers, lost) };
        return format!("the cells are numbers from 0 to 100: {rules}");
    }
    let nothing_failed = "\"cell == 0\" if 0 says that nothing failed";
    match (are_answers, is_mostly_zero, numbers.contains(&0.0)) {
        (true, true, _) => {
            let up = "\"cell == 1\" if 1 says that a site was up";
            format!("the cells are numbers, of which most are 0: {}", either(nothing_failed, up))
        }
        (true, false, _) => "the cells are numbers: write \"cell == 1\" if 1 says that a site was \
            up, or another comparison such as \"cell < 500\""
            .to_owned(),
        (false, true, _) => {
            let none = "\"cell > 0\" if 0 says that no answer came";
            format!("the cells are numbers, of which most are 0: {}", either(nothing_failed, none))
        }
        (false, false, has_zero) => {
            let (rule, meant) = match has_zero {
                true => ("cell > 0", "0 says that no answer came"),
                false => ("cell is present", "a probe without an answer has no number"),
            };
            format!(
                "the cells are numbers: write {} if {meant}, or another comparison such as \
                 \"cell < 500\"",
                quoted(rule)
            )
        }
    }
}
