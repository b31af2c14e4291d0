//! `statuscake`: the periods of a StatusCake check, as CSV or as the JSON of its interface, old or
//! new. Each has a state, a start and an end.

use crate::clock::{MINUTE, Zone};
use crate::files::FileHead;
use crate::layouts::export_column::{ExportColumn, SITE};
use crate::layouts::state_periods::{self, Period, StateWord, means};
use crate::layouts::tabular::{self, moment};
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

/// Rows by which checks are distinguished from periods, at most and at least.
const CHECKED: usize = 200;
const FEW: usize = 10;

/// Words in `status`.
const STATES: [StateWord; 4] = [
    means("up", "up"),
    means("down", "down"),
    means("unknown", "unknown"),
    means("paused", "unknown"),
];

/// Recognises a file of this layout by its first bytes; gives the evidence in words.
fn recognise(head: &FileHead<'_>) -> Option<String> {
    (tabular::fits(head, &COLUMNS) && says_up(head) && !are_checks(head))
        .then(|| "each period has a status, a start and an end".to_owned())
}

/// Says whether the rows of a table have a start and an end a few seconds apart: each is a check
/// and how long it took, and no period.
fn are_checks(head: &FileHead<'_>) -> bool {
    let text = head.text().unwrap_or_default();
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let names = reader.headers().cloned().unwrap_or_default();
    let column = |column: &ExportColumn| {
        let is_one = |known: &&str| names.iter().position(|name| name.eq_ignore_ascii_case(known));
        column.names.iter().find_map(is_one)
    };
    let [_, start, end, _] = COLUMNS.each_ref().map(column);
    let (Some(start), Some(end)) = (start, end) else { return false };
    let length = |row: &csv::StringRecord| {
        let at = |place: usize| moment(row.get(place)?.trim(), Some(Zone::UTC)).ok();
        Some(at(end)?.at.since(at(start)?.at))
    };
    let rows = reader.records().filter_map(Result::ok).take(CHECKED);
    let mut lengths: Vec<i64> = rows.filter_map(|row| length(&row)).collect();
    lengths.sort_unstable();
    lengths.len() >= FEW && lengths.get(lengths.len() * 3 / 4).is_some_and(|long| *long < MINUTE)
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
