//! Limits of the record, as the page lists them.

use super::proof::Proof;
use crate::model::Report;
use crate::report::terminal::summary::{Line, record_limits};
use serde::Serialize;

/// Sentence on what is not known, with a link to its rows.
#[derive(Debug, Serialize)]
pub(super) struct Unknown {
    pub(super) text: String,
    pub(super) proof: Proof,
    /// Anchor of the rows; may be empty.
    href: &'static str,
    link: &'static str,
}

/// Returns what is not known, a sentence each; `findings` are those of the page.
pub(super) fn unknowns(report: &Report, findings: &[Line]) -> Vec<Unknown> {
    let limits = record_limits(report, findings).into_iter();
    let unknown = limits.map(|limit| Unknown {
        text: limit.text,
        proof: Proof::of(&limit.evidence),
        href: limit.section,
        link: limit.section_words,
    });
    unknown.collect()
}
