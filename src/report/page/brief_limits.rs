//! The limits of the short report: the gravest in a few points, and how many more there are.

use super::proof::{Proof, ProvedSentence};
use super::sensitivity::OtherRules;
use super::unknown::Unknown;
use crate::report::wording::plural;
use serde::Serialize;

/// Most limits of a short report; the last of them is that no probe tells a cause.
const MOST_LIMITS: usize = 5;

/// Limits of the short report.
#[derive(Serialize)]
pub(super) struct BriefLimits {
    points: Vec<BriefLimit>,
    /// Sentence on those that it leaves out; may be empty.
    more: String,
}

/// Limit, and what proves it.
#[derive(Serialize)]
struct BriefLimit {
    text: String,
    proof: Proof,
}

impl BriefLimits {
    /// Chooses the limits: those of rows that were refused first, then in the order of the page.
    /// That another rule moves a number or a verdict is among them, however many there are.
    pub(super) fn of(
        refused: Option<ProvedSentence>,
        unknowns: &[Unknown],
        rules: Option<&OtherRules>,
    ) -> BriefLimits {
        let point = |one: &ProvedSentence| BriefLimit {
            text: format!("{}.", one.text),
            proof: one.proof.clone(),
        };
        let of_page =
            |one: &Unknown| BriefLimit { text: one.text.clone(), proof: one.proof.clone() };
        let cause = unknowns.last().map(of_page);
        let others = &unknowns[..unknowns.len().saturating_sub(1)];
        let mut points: Vec<BriefLimit> = refused.iter().map(point).collect();
        points.extend(others.iter().map(of_page));
        let of_rules = rules.map(|rules| point(&rules.in_short));
        let (moving, steady) = match rules.is_some_and(|rules| rules.moves) {
            true => (of_rules, None),
            false => (None, of_rules),
        };
        points.extend(steady);
        let room = MOST_LIMITS - 1 - usize::from(moving.is_some());
        let left_out = points.len().saturating_sub(room);
        points.truncate(room);
        points.extend(moving);
        points.extend(cause);
        let more = match left_out {
            0 => String::new(),
            count => format!("{} in report.html.", plural(count, "more limit")),
        };
        BriefLimits { points, more }
    }
}
