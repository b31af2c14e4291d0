//! `statuscake`: the periods of a StatusCake check, as CSV or as the JSON of its interface, old or
//! new. Each has a state, a start and an end.

use crate::files::FileHead;
use crate::layouts::export_column::{ExportColumn, SITE};
use crate::layouts::state_periods::{self, Period, StateWord, means};
use crate::layouts::tabular;
use crate::logs::{Archived, LayoutSpec, ReadStop, Sink};

/// Layout `statuscake`.
pub(super) const LAYOUT: LayoutSpec = LayoutSpec {
    on_change: true,
    lists_periods: true,
    ..LayoutSpec::new("statuscake", recognise, read)
};

const COLUMNS: [ExportColumn; 4] = [
    ExportColumn { names: &["status"], needed: true },
    // The old interface has both, and only Unix seconds need no zone.
    ExportColumn { names: &["start_unix", "created_at", "started_at", "start"], needed: true },
    ExportColumn { names: &["end_unix", "ended_at", "end"], needed: true },
    SITE,
];

/// Words in `status`.
const STATES: [StateWord; 4] = [
    means("up", "up"),
    means("down", "down"),
    means("unknown", "unknown"),
    means("paused", "unknown"),
];

/// Recognises a file of this layout by its first bytes; gives the evidence in words.
fn recognise(head: &FileHead<'_>) -> Option<String> {
    (tabular::fits(head, &COLUMNS) && says_up(head))
        .then(|| "each period has a status, a start and an end".to_owned())
}

/// Says whether a period of up is among the first: an export has them between those of down, and a
/// list of outages alone is one of `periods`.
fn says_up(head: &FileHead<'_>) -> bool {
    let text = head.text().unwrap_or_default();
    text.split(|c: char| !c.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case("up"))
}

/// Reads an archive, and hands each of its rows on.
///
/// # Errors
/// Where it cannot be read, or nobody waits for more.
fn read(archived: &Archived<'_>, sink: &mut dyn Sink) -> Result<(), ReadStop> {
    state_periods::read(
        archived,
        &COLUMNS,
        &["data", "periods"],
        |cells| Period::read(archived, cells, &STATES),
        sink,
    )
}
