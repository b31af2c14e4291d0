//! Recovery of all sites, of those of each claimant and of each group (M22), as the page lists it.

use super::proof::ProvedSentence;
use super::wording::{MOST, more};
use crate::model::Report;
use crate::model::recoveries::SetRecovery;
use crate::model::safe_text::safe_text;
use crate::report::headline::of_recovery;
use crate::report::wording::{FigureOrigin, capitalised, grouped, set_name, time_back};
use serde::Serialize;

/// Most outages of a set that the page links to.
const MOST_LINKS: usize = 12;

/// Recovery of a set of sites, as the page shows it.
#[derive(Serialize)]
struct RecoveryView {
    set: String,
    went_down: String,
    seen_back: String,
    /// Time after which at least half were back.
    half: String,
    /// Shortest and longest time of any.
    each: String,
    /// Ids of the outages that the times rest on, the first of them.
    outages: Vec<String>,
    /// Number of the others; may be empty.
    more: String,
}

/// How soon the sites were back, as the page tells it.
#[derive(Serialize)]
pub(super) struct RecoverySection {
    /// All sites and the sets of them, in the order of the table, those that come first.
    rows: Vec<RecoveryView>,
    /// Sentence where not all rows are shown; may be empty.
    more: String,
    /// Findings, a sentence each; may be empty.
    sentences: Vec<ProvedSentence>,
}

impl RecoverySection {
    /// Returns the section of a report.
    pub(super) fn of(report: &Report, origin: &FigureOrigin) -> RecoverySection {
        RecoverySection {
            rows: report.recoveries.iter().take(MOST).map(view).collect(),
            more: more("first", report.recoveries.len(), "tables/recovery_times.csv"),
            sentences: of_recovery(report)
                .into_iter()
                .map(|(text, evidence)| {
                    ProvedSentence::of(capitalised(&origin.before(&text)), &evidence)
                })
                .collect(),
        }
    }
}

/// Writes the recovery of a set.
fn view(one: &SetRecovery) -> RecoveryView {
    let others = one.outages.len().saturating_sub(MOST_LINKS);
    RecoveryView {
        set: set_name(&one.set, safe_text),
        went_down: grouped(one.sites.len()),
        seen_back: grouped(one.seen_back),
        half: time_back(one.median),
        each: time_back(one.range),
        outages: one.outages.iter().take(MOST_LINKS).cloned().collect(),
        more: if others > 0 { format!("and {} more", grouped(others)) } else { String::new() },
    }
}
