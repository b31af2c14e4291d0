//! Grounds of a finding, as links to its ids and the name of its file.

use super::wording::more_words;
use crate::model::safe_text::safe_text;
use crate::report::anchors::of_claim;
use crate::report::headline::{CLAIMANTS, CLAIMS, Grounds};
use serde::Serialize;

/// Most ids that stand beside a finding; the file has all.
const MOST_IDS: usize = 3;

/// Grounds of a finding, as the page shows it.
#[derive(Debug, Clone, Default, Serialize)]
pub(super) struct Proof {
    links: Vec<ProofLink>,
    /// Number of the other ids; empty where all are shown.
    more: String,
    file: &'static str,
    /// Ids and file in brackets, for a page without links; empty where there are neither.
    words: String,
}

/// Link to a row by its id.
#[derive(Debug, Clone, Serialize)]
struct ProofLink {
    href: String,
    text: String,
}

/// Finding in a sentence, without the last full stop, and what proves it.
#[derive(Debug, Serialize)]
pub(super) struct ProvedSentence {
    pub(super) text: String,
    pub(super) proof: Proof,
}

impl ProvedSentence {
    /// Joins a sentence and its evidence.
    pub(super) fn of(text: String, evidence: &Grounds) -> ProvedSentence {
        ProvedSentence { text, proof: Proof::of(evidence) }
    }
}

impl Proof {
    /// Writes evidence.
    pub(super) fn of(evidence: &Grounds) -> Proof {
        let Grounds { ids, file } = evidence;
        let anchor = |id: &str| match [CLAIMS, CLAIMANTS].contains(file) {
            true => of_claim(id),
            false => id.to_owned(),
        };
        let shown = ids.iter().take(MOST_IDS);
        let links: Vec<ProofLink> =
            shown.map(|id| ProofLink { href: anchor(id), text: safe_text(id) }).collect();
        let more = more_words(ids.len().saturating_sub(MOST_IDS));
        let words = evidence.words(MOST_IDS);
        Proof { links, more, file, words }
    }
}
