//! Memory for the rows of a table beside the logs, asked before one of them is held.

use crate::files::{ReadError, SmallTable, checked_size};
use crate::model::{HeldCounts, Memory};
use std::path::Path;

/// Counts the rows of a table beside the logs before any is held; `held` says what a run holds with
/// so many.
///
/// # Errors
/// Where they do not fit into the memory, or where the file cannot be read.
pub(super) fn check_table(
    path: &Path,
    memory: Memory,
    held: impl Fn(usize) -> HeldCounts,
) -> Result<(), ReadError> {
    // A row takes two bytes at least, with the end of its line.
    let most_rows = usize::try_from(checked_size(path)? / 2).unwrap_or(usize::MAX);
    if held(most_rows).fits(memory) {
        return Ok(());
    }
    held(SmallTable::count_rows(path)?).check(memory).map_err(ReadError::OverMemory)
}
