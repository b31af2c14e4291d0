//! The scorecard of the short report: a row for each claimant, whatever was said.

use super::scorecard::ScoreRow;
use crate::model::Report;
use crate::report::wording::{counted, grouped};
use serde::Serialize;
use std::collections::BTreeSet;

/// Most rows of the table.
const MOST_ROWS: usize = 6;

/// Says which claimants have a row, of `all` that have one on the page, and how many spoke of other
/// things than attacks and outages; empty where each has a row.
pub(super) fn shown_words(report: &Report, all: usize) -> String {
    let claims = report.claims.iter();
    let names: BTreeSet<_> = claims.map(|claim| (&claim.claimant, claim.role)).collect();
    let first = match all > MOST_ROWS {
        true => format!(
            "Shown are the first {MOST_ROWS} of the {} claimants who spoke of attacks or outages.",
            grouped(all)
        ),
        false => String::new(),
    };
    let others = match names.len().saturating_sub(all) {
        0 => String::new(),
        count => {
            let (one, many) = ("more claimant made", "more claimants made");
            let others = counted(count, one, many);
            format!("{others} other statements, such as a return or a denial: tables/claims.csv.")
        }
    };
    [first, others].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Row of one claimant. Where the claimant said several things of sites, each cell has a part for
/// each, in the same order.
#[derive(Serialize)]
pub(super) struct BriefScore {
    who: String,
    said: String,
    sites: String,
    measured: String,
    went_down: String,
    certain: String,
    perhaps: String,
    excluded: String,
}

/// Sums up the rows of the scorecard by claimant, in their order.
pub(super) fn brief_scores(rows: &[ScoreRow]) -> Vec<BriefScore> {
    let mut by_claimant: Vec<Vec<&ScoreRow>> = Vec::new();
    for row in rows {
        let is_same = |rows: &&mut Vec<&ScoreRow>| {
            rows.iter().all(|other| (&other.who, other.role) == (&row.who, row.role))
        };
        match by_claimant.iter_mut().find(is_same) {
            Some(rows) => rows.push(row),
            None => by_claimant.push(vec![row]),
        }
    }
    by_claimant.iter().filter_map(|rows| score(rows)).collect()
}

/// Writes the row of a claimant.
fn score(rows: &[&ScoreRow]) -> Option<BriefScore> {
    let first = rows.first()?;
    let cell = |of: fn(&ScoreRow) -> String| {
        let parts: Vec<String> = rows.iter().map(|row| of(row)).collect();
        parts.join("; ")
    };
    Some(BriefScore {
        who: format!("{} ({})", first.who, first.role),
        said: cell(|row| limited(&row.said, &row.limits)),
        sites: cell(|row| row.sites.clone()),
        measured: cell(|row| row.measured.clone()),
        went_down: cell(|row| row.went_down.clone()),
        certain: cell(|row| limited(&row.certain, &row.certain_limits)),
        perhaps: cell(|row| limited(&row.perhaps, &row.perhaps_limits)),
        excluded: cell(|row| row.excluded.clone()),
    })
}

/// Writes a cell with its limits, which may be none, in brackets.
fn limited(text: &str, limits: &[String]) -> String {
    if limits.is_empty() { text.to_owned() } else { format!("{text} ({})", limits.join(", ")) }
}
