//! `inputs`: a row for each file that was read; `manifest.json` and `incident.json` list them.

use super::unreadable_parts;
use crate::model::Report;
use crate::report::table::{Builder, TableRows};

/// Returns the table, its columns and rows.
pub(in crate::report) fn rows(report: &Report) -> TableRows<'_> {
    let read = Builder::over(&report.inputs)
        .text("path", "Path of the file, from the incident folder.", |input| Some(&input.path))
        .text("role", "Purpose of the file, as a word.", |input| Some(input.role.as_str()))
        .text("sha256", "SHA-256 of the bytes as stored, in hexadecimal.", |input| {
            Some(&input.sha256)
        })
        .count("bytes", "bytes", "Size of the file as stored.", |input| Some(input.bytes))
        .count("rows", "rows", "Rows read, refused ones included.", |input| Some(input.rows))
        .count("refused", "rows", "Rows refused.", |input| Some(input.refused));
    unreadable_parts::columns(
        read,
        |input| input.unreadable_outcomes,
        |input| input.unreadable_cells,
    )
    .count("outside", "rows", "Rows outside the window, and claims about other sites.", |input| {
        Some(input.outside)
    })
    .count(
        "settled_by_order",
        "rows",
        "Rows with a wall clock that was shown twice, whose showing the order of rows tells \
             (M2).",
        |input| Some(input.settled_by_order),
    )
    .table("inputs", "Inputs", "A row for each file that was read.")
}
