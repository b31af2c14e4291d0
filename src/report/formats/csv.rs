//! A table as CSV: LF line ends, RFC 3339 in UTC, missing values empty.

use crate::clock::rfc3339;
use crate::report::table::{Cell, Table};
use std::io;

/// The table as CSV, with its header.
///
/// Words that a spreadsheet would take for a formula (they begin with `=`, `+`, `-`, `@`, a tab or a carriage return) get a `'` before
/// them, as quotations come from strangers; the Parquet file has them as they are.
///
/// # Errors
/// Where the writer fails, which memory does not.
pub fn bytes(table: &Table) -> Result<Vec<u8>, io::Error> {
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::Any(b'\n')).from_writer(Vec::new());
    writer.write_record(table.columns.iter().map(|column| column.name))?;
    for row in 0..table.rows() {
        writer.write_record(table.row(row).map(shown))?;
    }
    writer.into_inner().map_err(|error| error.into_error())
}

fn shown(cell: Cell<'_>) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => format!("'{text}"),
        Cell::Text(text) => text.to_owned(),
        Cell::Whole(number) => number.to_string(),
        Cell::Share(share) => share_text(share),
        Cell::Instant(at) => rfc3339(at),
        Cell::Flag(flag) => flag.to_string(),
    }
}

/// A share with four decimals, as every file writes it.
pub(in crate::report) fn share_text(share: f64) -> String {
    format!("{share:.4}")
}
