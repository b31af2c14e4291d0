//! Columns that count what of used rows cannot be read, for each table that has such counts.

use crate::report::table::Builder;

/// Adds the columns `unreadable_outcomes` and `unreadable_cells`, in this order; each function
/// returns the count of a row.
pub(super) fn columns<'a, T: Clone + Send + Sync>(
    builder: Builder<'a, T>,
    outcomes: impl Fn(&T) -> u64 + Send + Sync + 'a,
    cells: impl Fn(&T) -> u64 + Send + Sync + 'a,
) -> Builder<'a, T> {
    builder
        .count(
            "unreadable_outcomes",
            "rows",
            "Rows that count as probes with an unknown result, as their outcome cannot be read.",
            move |row| Some(outcomes(row)),
        )
        .count(
            "unreadable_cells",
            "cells",
            "Cells that no verdict needs and that cannot be read.",
            move |row| Some(cells(row)),
        )
}
