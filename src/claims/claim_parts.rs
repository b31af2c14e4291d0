//! Parts of a claim as archives write them: times, quotations, ids, notes.

use crate::clock::{Range, StampError, Zone, parse_range};

/// Characters of a quotation, at most.
const QUOTED: usize = 160;
/// Characters of an id that an archive gives, at most.
const ID: usize = 80;

/// Reads a time as written: the range that it can mean (M3); an empty text is no time.
pub(super) fn time(text: &str, zone: Option<Zone>) -> Result<Option<Range>, StampError> {
    if text.trim().is_empty() { Ok(None) } else { parse_range(text, zone).map(Some) }
}

/// Says whether one written time begins after another; an archive that gives an incident one time
/// for its start and its end does not say how long it lasted. Times that cannot be read do not.
pub(super) fn has_length(from: &str, until: &str, zone: Option<Zone>) -> bool {
    let first = |text: &str| time(text, zone).ok().flatten().and_then(|range| range.earliest);
    first(from).zip(first(until)).is_some_and(|(from, until)| from < until)
}

/// Joins two ends to one text, the latter open where it is empty.
pub(super) fn between(from: &str, until: &str) -> String {
    let until = if until.trim().is_empty() { ".." } else { until.trim() };
    format!("{}/{until}", from.trim())
}

/// Shortens a text to its first words, in one line.
pub(super) fn quoted(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(QUOTED).collect();
    if cut.len() < line.len() { format!("{}…", cut.trim_end()) } else { cut }
}

/// Makes an id of an archive a part of a claim's id.
pub(super) fn part_of_id(text: &str) -> String {
    text.trim().chars().filter(|c| !c.is_control() && !c.is_whitespace()).take(ID).collect()
}

/// Joins the parts of a note that are not empty.
pub(super) fn note<const N: usize>(parts: [String; N]) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

/// Joins a label and a text; empty where the text is empty.
pub(super) fn labelled(label: &str, text: &str) -> String {
    let text = quoted(text);
    if text.is_empty() { text } else { format!("{label}{text}") }
}

/// Says whether a time, as written, has no offset, so that it needs a zone (M2).
pub(super) fn needs_zone(text: &str) -> bool {
    matches!(parse_range(text.trim(), None), Err(StampError::NoOffset(_)))
}
