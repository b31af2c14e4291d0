//! Least number of cells that a form must read before a column is taken for moments.

use crate::clock::Stamp;
use crate::init::sample::Sampled;
use crate::init::words::known_words::Heading;

/// Percentage of the cells that a form must read before any column is taken for moments; and of
/// those that must hold something, before one that is named so is.
const PERCENT: usize = 90;

/// Least number of cells of a column that a form must read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::init) enum CellsRead {
    /// Nine in ten.
    Most,
    /// Half of those that hold something, which are nine in ten; for columns that are named like
    /// moments, or where nothing names columns.
    Half,
}

impl CellsRead {
    /// Returns the least number of these cells; `None` where too few hold something.
    fn of(self, cells: &[String]) -> Option<usize> {
        let most = (cells.len() * PERCENT).div_ceil(100).max(1);
        match self {
            CellsRead::Most => Some(most),
            CellsRead::Half => {
                let filled = cells.iter().filter(|cell| !cell.trim().is_empty()).count();
                (filled >= most).then(|| filled.div_ceil(2))
            }
        }
    }

    /// Says whether columns can be read with so few cells at all.
    pub(super) fn can_be(self, sampled: &Sampled, columns: &[usize]) -> bool {
        let are_named =
            |names: &[String]| columns.iter().all(|at| Heading::Time.is_named(&names[*at]));
        self == CellsRead::Most || sampled.names().is_none_or(are_named)
    }

    /// Reads the cells of a column; `None` where fewer can be read than must be. Each cell that
    /// cannot be read is `None`.
    pub(super) fn read(
        self,
        cells: &[String],
        read: impl Fn(&str) -> Option<Stamp>,
    ) -> Option<Vec<Option<Stamp>>> {
        let mut unread_left = cells.len().checked_sub(self.of(cells)?)?;
        let mut stamps = Vec::with_capacity(cells.len());
        for cell in cells {
            let stamp = read(cell);
            if stamp.is_none() {
                // Most columns hold no moments, and most formats are not theirs.
                unread_left = unread_left.checked_sub(1)?;
            }
            stamps.push(stamp);
        }
        Some(stamps)
    }
}
