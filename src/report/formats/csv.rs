//! A table as CSV: LF line ends, RFC 3339 in UTC with one number of decimals, missing values empty.

use crate::clock::{Decimals, rfc3339_with};
use crate::report::table::{Cell, Table};
use std::borrow::Cow;
use std::io::{self, Write};

/// Writes the table as CSV, with its header.
///
/// Words that a spreadsheet would take for a formula (they begin with `=`, `+`, `-`, `@`, a tab or
/// a carriage return) get a `'` before them, as quotations come from strangers; the Parquet file
/// has them as they are.
///
/// # Errors
/// Where it cannot be written.
pub fn write(table: &Table<'_>, into: impl Write) -> Result<(), io::Error> {
    let mut writer =
        ::csv::WriterBuilder::new().terminator(::csv::Terminator::Any(b'\n')).from_writer(into);
    writer.write_record(table.columns.iter().map(|column| column.name))?;
    let decimals = table.decimals();
    for row in 0..table.rows() {
        for cell in table.row(row) {
            writer.write_field(shown(cell, decimals).as_bytes())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()
}

/// Writes a cell; a moment with these decimals.
fn shown(cell: Cell<'_>, decimals: Decimals) -> Cow<'_, str> {
    match cell {
        Cell::Empty => Cow::Borrowed(""),
        Cell::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => {
            Cow::Owned(format!("'{text}"))
        }
        Cell::Text(text) => Cow::Borrowed(text),
        Cell::Integer(number) => Cow::Owned(number.to_string()),
        Cell::Share(share) => Cow::Owned(share_text(share)),
        Cell::Decimal(number) => Cow::Owned(format!("{number:.4}")),
        Cell::Instant(at) => Cow::Owned(rfc3339_with(at, decimals)),
        Cell::Boolean(yes) => Cow::Borrowed(if yes { "true" } else { "false" }),
    }
}

/// Writes a share with four decimals, or with more where it was rounded to more.
fn share_text(share: f64) -> String {
    let text = format!("{share:.4}");
    let is_whole = text.parse().is_ok_and(|shown: f64| (shown - share).abs() < 1e-12);
    if is_whole { text } else { share.to_string() }
}

#[cfg(test)]
mod tests {
    use super::share_text;

    #[test]
    fn a_share_has_four_decimals_or_as_many_as_it_needs() {
        let texts = [0.0, 0.5, 0.9999, 1.0, 2e-10, 0.99998].map(share_text);
        let expected = ["0.0000", "0.5000", "0.9999", "1.0000", "0.0000000002", "0.99998"];
        assert_eq!(texts, expected);
    }
}
