//! Columns of moments some of whose cells no form reads: a row with a broken stamp is refused by
//! itself, and says nothing of the others.

use crate::init::sample::Sampled;
use crate::init::stamps::{self, TimeColumn};

/// Name of our own column of moments.
const OWN_NAME: &str = "timestamp";

/// Returns the column, or the two, that were found to be moments; or in their place some of whose
/// cells no form reads: where nothing was found, or where that column has our own name.
pub(super) fn or_partly(found: Option<TimeColumn>, sampled: &Sampled) -> Option<TimeColumn> {
    let is_own = |at: &usize| sampled.names().is_some_and(|names| names[*at] == OWN_NAME);
    let holds_own = |one: &TimeColumn| one.columns.iter().any(is_own);
    match found {
        None => find(sampled),
        Some(found) if holds_own(&found) => Some(found),
        Some(found) => find(sampled).filter(holds_own).or(Some(found)),
    }
}

/// Finds the column, or the two, that are named like moments, of which one form reads half of the
/// cells or more, and no form any other.
fn find(sampled: &Sampled) -> Option<TimeColumn> {
    let found = stamps::half_read(sampled)?;
    let cells = stamps::joined_cells(sampled, &found.columns);
    let mut unread = cells.iter().enumerate().filter(|(row, _)| !found.reads_row(*row));
    // Of two forms that each read a part one may be wrong where it reads.
    (found.formats.len() <= 1 && !unread.any(|(_, cell)| stamps::is_stamp(cell))).then_some(found)
}
