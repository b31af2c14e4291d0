//! The sheet of a table: moments are dates, lengths of seconds stand a second time as lengths.

use super::limits::Limits;
use crate::clock::{DAY, Decimals, Instant, SECOND, Zone, rfc3339};
use crate::model::part_of;
use crate::report::table::{Cell, CellKind, Column, Table};
use rust_xlsxwriter::{Format, Worksheet, XlsxError};

/// Longest text of a cell, in UTF-16 units, as spreadsheets count.
pub(super) const LONGEST: usize = 32_767;
/// Whole numbers up to this one are exact in a spreadsheet; larger ones are written as text.
const EXACT: u64 = 1 << 53;
/// Narrowest column, in characters.
const NARROWEST: usize = 8;
/// Widest column, in characters.
const WIDEST: usize = 60;
/// Room for the filter's arrow and the margins, in characters.
const MARGIN: usize = 3;
/// Day of 1970-01-01 as spreadsheets count, from 1899-12-30.
const UNIX_DAY: f64 = 25_569.0;
/// Days that a spreadsheet knows: 1900-03-01 to 9999-12-31.
const DAYS: std::ops::RangeInclusive<f64> = 61.0..=2_958_465.0;

/// Format of lengths. A spreadsheet that counts days from 1900 shows a time below zero as
/// `########`, so such a length is shown in days.
const LENGTH: &str = "[h]:mm:ss;-0.0000\" d\"";

/// Cell formats of a table's sheet.
struct CellFormats {
    bold: Format,
    share: Format,
    decimal: Format,
    length: Format,
    moment: Format,
}

impl CellFormats {
    /// Returns the formats of a table whose moments need these decimals. A spreadsheet shows no
    /// more than milliseconds.
    fn new(decimals: Decimals) -> CellFormats {
        let moment = match decimals {
            Decimals::None => "yyyy-mm-dd hh:mm:ss",
            Decimals::Three | Decimals::Six => "yyyy-mm-dd hh:mm:ss.000",
        };
        let number = |format: &str| Format::new().set_num_format(format);
        CellFormats {
            bold: Format::new().set_bold(),
            share: number("0.00########%"),
            decimal: number("0.0000"),
            length: number(LENGTH),
            moment: number(moment),
        }
    }
}

/// Table of a sheet, with the zone in which its moments are shown beside UTC.
#[derive(Clone, Copy)]
pub(super) struct ZonedTable<'a> {
    pub(super) table: &'a Table<'a>,
    pub(super) zone: Zone,
}

/// Form that a column has a second time in a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SecondForm {
    /// A moment on the clocks of the zone.
    Local,
    /// A length in hours, minutes and seconds.
    Length,
}

impl ZonedTable<'_> {
    /// Returns the second form of a column, where it has one.
    fn second_form(&self, column: &Column<CellKind>) -> Option<SecondForm> {
        match column.kind {
            CellKind::Instant if self.zone != Zone::UTC => Some(SecondForm::Local),
            CellKind::Integer if column.unit == Some("s") => Some(SecondForm::Length),
            _ => None,
        }
    }

    /// Returns the headers of a column: its name, and that of its second form.
    fn headers(&self, column: &Column<CellKind>) -> Vec<String> {
        let second = self.second_form(column).map(|form| match form {
            SecondForm::Local => format!("{} ({})", column.name, self.zone.name()),
            SecondForm::Length => format!("{} (h:mm:ss)", column.name),
        });
        [column.name.to_owned()].into_iter().chain(second).collect()
    }
}

/// Writes the first `rows` rows of a table, row by row.
pub(super) fn write_table(
    sheet: &mut Worksheet,
    of: ZonedTable<'_>,
    rows: u32,
) -> Result<(), XlsxError> {
    let (table, formats) = (of.table, &CellFormats::new(of.table.decimals()));
    sheet.set_name(table.name)?;
    let headers: Vec<String> = table.columns.iter().flat_map(|one| of.headers(one)).collect();
    let mut widths: Vec<usize> =
        headers.iter().map(|header| header.chars().count() + MARGIN).collect();
    for (number, header) in (0..).zip(&headers) {
        sheet.write_string_with_format(0, number, header, &formats.bold)?;
    }
    for row in 1..=rows {
        let mut place = CellPosition { row, column: 0 };
        for (column, cell) in table.columns.iter().zip(table.row(row as usize - 1)) {
            let second = of.second_form(column).map(|form| form.cell(cell, of.zone));
            for cell in [SheetCell::of(cell)].into_iter().chain(second) {
                let shown = write_cell(sheet, formats, place, &cell)?;
                let width = &mut widths[usize::from(place.column)];
                *width = (*width).max(shown);
                place.column += 1;
            }
        }
    }
    let note = cut_note(table, rows);
    if !note.is_empty() {
        sheet.write_string_with_format(rows + 1, 0, note, &formats.bold)?;
    }
    for (number, width) in (0..).zip(widths) {
        let width = u32::try_from(width.clamp(NARROWEST, WIDEST)).unwrap_or_default();
        sheet.set_column_width(number, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    let columns = u16::try_from(headers.len()).unwrap_or(u16::MAX);
    if let Some(last) = columns.checked_sub(1) {
        sheet.autofilter(0, 0, rows, last)?;
    }
    Ok(())
}

/// Says that the sheet does not hold every row; empty where it does.
pub(super) fn cut_note(table: &Table<'_>, rows: u32) -> String {
    if rows as usize == table.rows() {
        return String::new();
    }
    let part = part_of(rows as usize, table.rows(), "row");
    format!("Only the first {part}; all are in tables/{}.csv.", table.name)
}

/// Returns the rows of the table that its sheet holds: besides the header, and besides a row that
/// says so where some are left out.
pub(super) fn rows_in_sheet(table: &Table<'_>, limits: Limits) -> u32 {
    match u32::try_from(table.rows()) {
        Ok(rows) if rows < limits.rows => rows,
        _ => limits.rows.saturating_sub(2),
    }
}

impl SecondForm {
    /// Gives the cell of a value in this form.
    fn cell(self, cell: Cell<'_>, zone: Zone) -> SheetCell {
        match (self, cell) {
            (SecondForm::Local, Cell::Instant(at)) => {
                SheetCell::moment(Instant(at.0.saturating_add(zone.offset_us(at))))
            }
            (SecondForm::Length, Cell::Integer(seconds)) => {
                SheetCell::Length(seconds as f64 * SECOND as f64 / DAY as f64)
            }
            _ => SheetCell::Empty,
        }
    }
}

/// Cell as a sheet has it.
enum SheetCell {
    Empty,
    Text(String),
    Number(f64),
    Share(f64),
    Decimal(f64),
    /// Days since 1899-12-30.
    Moment(f64),
    /// Days.
    Length(f64),
    Boolean(bool),
}

impl SheetCell {
    /// Gives the cell of a value; a number that a spreadsheet would round is a text.
    fn of(cell: Cell<'_>) -> SheetCell {
        match cell {
            Cell::Empty => SheetCell::Empty,
            Cell::Text(text) => SheetCell::Text(cut(text)),
            Cell::Integer(number) if number.unsigned_abs() > EXACT => {
                SheetCell::Text(number.to_string())
            }
            Cell::Integer(number) => SheetCell::Number(number as f64),
            Cell::Share(share) => SheetCell::Share(share),
            Cell::Decimal(number) => SheetCell::Decimal(number),
            Cell::Instant(at) => SheetCell::moment(at),
            Cell::Boolean(yes) => SheetCell::Boolean(yes),
        }
    }

    /// Gives the cell of a moment, whose clock is read as that of UTC; a text where spreadsheets
    /// know no such day.
    fn moment(at: Instant) -> SheetCell {
        moment_days(at).map_or_else(|| SheetCell::Text(rfc3339(at)), SheetCell::Moment)
    }
}

/// Returns a moment as a spreadsheet counts days in UTC; `None` where it knows no such day.
pub(super) fn moment_days(at: Instant) -> Option<f64> {
    Some(at.0 as f64 / DAY as f64 + UNIX_DAY).filter(|days| DAYS.contains(days))
}

/// Where a cell stands; row and column from 0.
#[derive(Clone, Copy)]
struct CellPosition {
    row: u32,
    column: u16,
}

/// Writes a cell; returns its width in characters.
fn write_cell(
    sheet: &mut Worksheet,
    formats: &CellFormats,
    at: CellPosition,
    cell: &SheetCell,
) -> Result<usize, XlsxError> {
    let CellPosition { row, column } = at;
    let width = match cell {
        SheetCell::Empty => 0,
        SheetCell::Text(text) => {
            sheet.write_string(row, column, text)?;
            text.chars().count()
        }
        SheetCell::Number(number) => {
            sheet.write_number(row, column, *number)?;
            number.to_string().len()
        }
        SheetCell::Share(share) => {
            sheet.write_number_with_format(row, column, *share, &formats.share)?;
            "100.00%".len()
        }
        SheetCell::Decimal(number) => {
            sheet.write_number_with_format(row, column, *number, &formats.decimal)?;
            format!("{number:.4}").len()
        }
        SheetCell::Moment(days) => {
            sheet.write_number_with_format(row, column, *days, &formats.moment)?;
            "2022-10-05 13:42:00.000".len()
        }
        SheetCell::Length(days) => {
            sheet.write_number_with_format(row, column, *days, &formats.length)?;
            "1000:00:00".len()
        }
        SheetCell::Boolean(yes) => {
            sheet.write_boolean(row, column, *yes)?;
            "FALSE".len()
        }
    };
    Ok(width)
}

/// Cuts a text that a cell cannot hold, and puts an ellipsis at its end.
pub(super) fn cut(text: &str) -> String {
    if text.len() <= LONGEST || text.encode_utf16().count() <= LONGEST {
        return text.to_owned();
    }
    let mut room = LONGEST - 1;
    let kept = text.chars().take_while(|c| {
        let fits = c.len_utf16() <= room;
        room = room.saturating_sub(c.len_utf16());
        fits
    });
    kept.chain(['…']).collect()
}
