//! Words for the state of a report on its way to readers, and for the cut-off of its data.

use super::moments::moment;
use crate::model::{Report, by_count, plural, was};

/// Names the state of a report in words for its title; none for one that is finished and free.
pub(in crate::report) fn release_words(report: &Report) -> Vec<&'static str> {
    let release = &report.release;
    let draft = release.is_draft.then_some("draft");
    draft.into_iter().chain(release.embargo.map(|_| "under embargo")).collect()
}

/// Tells the state of a report, and what the cut-off of its data leaves out, a sentence each; none
/// for a report that is finished, free, and of all data.
pub(in crate::report) fn release_sentences(report: &Report) -> Vec<String> {
    let release = &report.release;
    let shown = |at| moment(report.zone, at);
    let mut sentences = Vec::new();
    if release.is_draft {
        sentences.push("Draft: figures and words may change.".to_owned());
    }
    if let Some(until) = release.embargo {
        sentences.push(format!("Under embargo until {}.", shown(until)));
    }
    if let Some(as_of) = release.as_of {
        let claims = match release.claims_left_out {
            0 => String::new(),
            count => format!(
                ", and {} {} left out that {} not certainly published by then",
                plural(count, "claim"),
                by_count(count, "is", "are"),
                was(count)
            ),
        };
        sentences.push(format!(
            "Data as of {}: no later probe is in it{claims}; what came after is not known here.",
            shown(as_of)
        ));
    }
    sentences
}
