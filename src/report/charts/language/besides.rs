//! Sentences on what the timeline leaves out, in the shape that all languages share.

use crate::model::{Claimant, Report};

/// Joins the words of counts that are not 0; empty where all are.
pub(super) fn joined_counts(counts: [(usize, String); 2], before: &str, between: &str) -> String {
    let counts = counts.into_iter().filter(|(count, _)| *count > 0);
    let words: Vec<String> = counts.map(|(_, words)| words).collect();
    if words.is_empty() { String::new() } else { format!("{before}{}", words.join(between)) }
}

/// Returns the sentences under the title of the timeline on what it leaves out: sites that may have
/// been down, by `unconfirmed`, and outages during announced work, by `alone`, which takes the
/// claimant and the number of its sites that were down then alone. Empty where there are none.
pub(super) fn besides(
    report: &Report,
    unconfirmed: impl FnOnce() -> String,
    alone: impl FnOnce(&Claimant, usize) -> String,
) -> String {
    let changes = &report.totals.changes;
    let mut text = String::new();
    if changes.measured() > changes.no_outage {
        let more = unconfirmed();
        if !more.is_empty() {
            text = format!("{more}.");
        }
    }
    let first = report.claimants.first().map(|one| (one, one.during_work.alone));
    if let Some((first, sites)) = first.filter(|(_, sites)| *sites > 0) {
        text.push_str(&alone(first, sites));
    }
    text
}
