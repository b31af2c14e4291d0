//! Columns of moments some of whose cells no form reads: a row with a broken stamp is refused by
//! itself, and says nothing of the others.

use crate::clock::{Zone, read_stamp};
use crate::init::sample::Sampled;
use crate::init::stamps::shapes::{self, StampShape};
use crate::init::stamps::{self, DAY_FORMATS, FORMATS, TimeColumn, YEAR_2000};
use crate::init::words::worded_dates::commonest_pattern;

/// Name of our own column of moments.
const OWN_NAME: &str = "timestamp";

/// Returns the column, or the two, that were found to be moments; or in their place some of whose
/// cells no form reads: where nothing was found, or where that column has our own name.
pub(in crate::init) fn or_partly(
    found: Option<TimeColumn>,
    sampled: &Sampled,
) -> Option<TimeColumn> {
    let is_own = |at: &usize| sampled.names().is_some_and(|names| names[*at] == OWN_NAME);
    let holds_own = |one: &TimeColumn| one.columns.iter().any(is_own);
    match found {
        None => find(sampled),
        Some(found) if holds_own(&found) => Some(found),
        Some(found) => find(sampled).filter(holds_own).or(Some(found)),
    }
}

/// Finds the column, or the two, that are named like moments, of which one form reads half of the
/// cells or more, and no form any other. Where nothing names columns, the others must look like
/// stamps.
fn find(sampled: &Sampled) -> Option<TimeColumn> {
    let found = stamps::half_read(sampled)?;
    let fits = if sampled.names().is_some() { is_no_stamp } else { is_broken_stamp };
    is_clear(&found, sampled, fits).then_some(found)
}

/// Reads a column of stamps, of which fewer than half may be broken: all look like stamps, and one
/// form alone reads some.
pub(in crate::init) fn of(sampled: &Sampled, columns: Vec<usize>) -> Option<TimeColumn> {
    let half = || {
        let found = stamps::half_of(sampled, columns.clone())?;
        is_clear(&found, sampled, is_broken_stamp).then_some(found)
    };
    stamps::of(sampled, columns.clone()).or_else(half)
}

/// Says whether one format reads a column, and each cell that it does not read fits: of two forms
/// that each read a part one may be wrong where it reads.
fn is_clear(found: &TimeColumn, sampled: &Sampled, fits: fn(&str) -> bool) -> bool {
    let cells = stamps::joined_cells(sampled, &found.columns);
    let mut unread = cells.iter().enumerate().filter(|(row, _)| !found.reads_row(*row));
    found.formats.len() <= 1 && unread.all(|(_, cell)| fits(cell))
}

/// Says whether no form reads a cell.
fn is_no_stamp(cell: &str) -> bool {
    !is_stamp(cell)
}

/// Says whether a cell looks like a stamp, and no form reads it.
fn is_broken_stamp(cell: &str) -> bool {
    StampShape::of(cell).is_some() && !is_stamp(cell)
}

/// Says whether some form reads a cell as a moment or a day.
pub(in crate::init) fn is_stamp(cell: &str) -> bool {
    let reads = |word: &str| {
        let form = stamps::format_of(word);
        let stamp = form.and_then(|form| form.read(cell, Some(Zone::UTC)).ok());
        stamp.is_some_and(|stamp| !word.starts_with("unix_") || stamp.at >= YEAR_2000)
    };
    read_stamp(cell, Some(Zone::UTC)).is_ok()
        || FORMATS.iter().chain(&DAY_FORMATS).any(|word| reads(word))
        || commonest_pattern([cell].into_iter()).is_some_and(|word| reads(&word))
        || shapes::patterns([cell].into_iter()).iter().any(|word| reads(word))
}
