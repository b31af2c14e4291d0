//! Cells of a row, from whatever kind of file they come.

use crate::clock::Instant;
use crate::model::RefusalKind;

/// Cells of a row, by the number of their column from 0.
pub(crate) trait Cells<'a> {
    /// Gives the text of a cell, without the blanks around it; empty where there is no cell.
    fn text(&self, column: usize) -> &'a str;

    /// Gives the text of a cell as its file has it, where [`Cells::text`] gives one that is derived
    /// from it.
    fn written(&self, column: usize) -> &'a str {
        self.text(column)
    }

    /// Gives the moment of a cell, where its file holds it as something else than text.
    fn moment(&self, _column: usize) -> Option<Instant> {
        None
    }
}

/// Reason for which a row is refused, and the cell at fault.
#[derive(Debug)]
pub(crate) struct Fault {
    /// Number of the cell's column, from 0.
    pub(crate) column: usize,
    pub(crate) kind: RefusalKind,
}

impl Fault {
    /// Makes a fault of the cell in a column.
    pub(crate) fn new(column: usize, kind: RefusalKind) -> Fault {
        Fault { column, kind }
    }
}

/// Gives a cell without the blanks around it. Most cells have none, which two bytes show.
#[inline]
pub(crate) fn trimmed(cell: &str) -> &str {
    if is_bare(cell.as_bytes()) { cell } else { cell.trim() }
}

/// Says whether a cell is not empty and has no blanks around it, as far as its first and last byte
/// show.
#[inline]
pub(crate) fn is_bare(cell: &[u8]) -> bool {
    cell.first()
        .zip(cell.last())
        .is_some_and(|(first, last)| first.is_ascii_graphic() && last.is_ascii_graphic())
}
