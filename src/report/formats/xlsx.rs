//! `summary.xlsx`: a sheet that says what the workbook is, then a sheet for each table. No cell is
//! a formula.

use super::manifest;
use crate::clock::{Instant, rfc3339};
use crate::model::Report;
use crate::report::table::{Cell, Kind, Table};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};
use serde_json::Value;

/// How large a sheet may be.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Most rows, the header included.
    pub rows: u32,
    /// A longer table is not held: its rows go to a temporary file at once, and its texts stand in
    /// their cells.
    pub held: u32,
}

impl Default for Limits {
    /// A sheet ends at row 1,048,576. Rows that are not held also take less time.
    fn default() -> Limits {
        Limits { rows: 1_048_576, held: 1_000 }
    }
}

/// How hard the workbook is packed, of 9: the usual 6 takes half as long again and saves a tenth of
/// the bytes.
const PACKING: u8 = 3;
/// Longest text of a cell, in UTF-16 units, as spreadsheets count.
const LONGEST: usize = 32_767;
/// Whole numbers up to this one are exact in a spreadsheet; larger ones are written as text.
const EXACT: u64 = 1 << 53;
/// Narrowest and widest column, in characters.
const WIDTHS: (usize, usize) = (8, 60);
/// What the filter's arrow and the margins take, in characters.
const MARGIN: usize = 3;
/// A shown moment of the zone, with its offset.
const LOCAL: &str = "%Y-%m-%dT%H:%M:%S%.f%:z";

/// The workbook.
///
/// # Errors
/// Where a temporary file cannot be written, or where the library fails: a fault of this program,
/// not of its input.
pub fn bytes(report: &Report, tables: &[Table], limits: Limits) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_zip_compression_level(PACKING);
    // The library would ask the clock; its own entries bear the first day that a ZIP can, so this
    // does too.
    let created = ExcelDateTime::from_ymd(1980, 1, 1)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(&report.title)
            .set_author("corroborate")
            .set_creation_datetime(&created),
    );
    let formats = CellFormats::new();
    about(workbook.add_worksheet(), &formats, &rows_about(report, tables, limits))?;
    for table in tables {
        let held = rows_of(table, limits) <= limits.held;
        let into = if held {
            workbook.add_worksheet()
        } else {
            workbook.add_worksheet_with_constant_memory()?
        };
        sheet(into, &formats, (table, rows_of(table, limits)))?;
    }
    workbook.save_to_buffer()
}

/// The cell formats in use.
struct CellFormats {
    bold: Format,
    left: Format,
    share: Format,
}

impl CellFormats {
    fn new() -> CellFormats {
        CellFormats {
            bold: Format::new().set_bold(),
            left: Format::new().set_align(FormatAlign::Left),
            share: Format::new().set_num_format("0.00%"),
        }
    }
}

/// A row of the first sheet: a bold word, and what is said of it; a number in place of the words
/// where there is one.
struct Said {
    word: String,
    words: String,
    number: Option<f64>,
    more: String,
}

fn said(word: &str, words: impl Into<String>) -> Said {
    Said { word: word.to_owned(), words: words.into(), number: None, more: String::new() }
}

fn rows_about(report: &Report, tables: &[Table], limits: Limits) -> Vec<Said> {
    let mut rows = vec![said("title", &report.title)];
    rows.extend(report.notice.iter().map(|notice| said("notice", notice)));
    if report.simulated {
        rows.push(said("simulated", "Some or all of the probes were simulated."));
    }
    let ends = report
        .window
        .map(|window| [("window from", window.from()), ("window until", window.until())]);
    for (word, at) in ends.into_iter().flatten() {
        rows.push(Said { more: local(report, at), ..said(word, rfc3339(at)) });
    }
    rows.push(said("zone", report.zone.name()));
    rows.push(said(
        "cells",
        "Times are in UTC. An empty cell is a missing value, never zero. A \
        share is of the whole, as a percentage.",
    ));
    rows.push(said("", ""));
    rows.push(said("rule", "in force; a name in _s is a length in seconds"));
    rows.extend(
        manifest::rules(&report.rules)
            .iter()
            .map(|(name, value)| Said { number: value.as_f64(), ..said(name, shown(value)) }),
    );
    rows.push(said("", ""));
    rows.push(said("sheet", "what it is"));
    rows.extend(tables.iter().map(|table| Said {
        more: cut_rows(table, rows_of(table, limits)),
        ..said(table.name, table.description)
    }));
    rows
}

/// The moment on the wall clock of the report's zone.
fn local(report: &Report, at: Instant) -> String {
    report.zone.format(at, LOCAL)
}

fn shown(rule: &Value) -> String {
    match rule {
        Value::Null => "off".to_owned(),
        Value::String(word) => word.clone(),
        Value::Array(codes) if codes.is_empty() => "none".to_owned(),
        Value::Array(codes) => codes.iter().map(Value::to_string).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// What is to be known where the sheet does not hold every row.
fn cut_rows(table: &Table, rows: u32) -> String {
    if rows as usize == table.rows() {
        return String::new();
    }
    format!("Only the first {rows} of {} rows; all are in tables/{}.csv.", table.rows(), table.name)
}

/// Rows of the table that its sheet holds: besides the header, and besides a row that says so where
/// some are left out.
fn rows_of(table: &Table, limits: Limits) -> u32 {
    match u32::try_from(table.rows()) {
        Ok(rows) if rows < limits.rows => rows,
        _ => limits.rows.saturating_sub(2),
    }
}

fn about(sheet: &mut Worksheet, formats: &CellFormats, rows: &[Said]) -> Result<(), XlsxError> {
    sheet.set_name("About")?;
    for (row, said) in (0..).zip(rows) {
        sheet.write_string_with_format(row, 0, cut(&said.word), &formats.bold)?;
        match said.number {
            Some(number) => sheet.write_number_with_format(row, 1, number, &formats.left)?,
            None => sheet.write_string(row, 1, cut(&said.words))?,
        };
        sheet.write_string(row, 2, cut(&said.more))?;
    }
    for (column, width) in [(0, 20), (1, 90), (2, 50)] {
        sheet.set_column_width(column, width)?;
    }
    Ok(())
}

/// The sheet of a table, row by row; `rows` of them.
fn sheet(
    sheet: &mut Worksheet,
    formats: &CellFormats,
    (table, rows): (&Table, u32),
) -> Result<(), XlsxError> {
    sheet.set_name(table.name)?;
    let mut widest: Vec<usize> =
        table.columns.iter().map(|column| column.name.chars().count() + MARGIN).collect();
    for (number, column) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(0, number, column.name, &formats.bold)?;
    }
    for row in 1..=rows {
        for ((number, cell), widest) in (0..).zip(table.row(row as usize - 1)).zip(&mut widest) {
            *widest = (*widest).max(write(sheet, formats, (row, number), cell)?);
        }
    }
    let cut = cut_rows(table, rows);
    if !cut.is_empty() {
        sheet.write_string_with_format(rows + 1, 0, cut, &formats.bold)?;
    }
    for ((number, column), widest) in (0..).zip(&table.columns).zip(widest) {
        sheet.set_column_width(
            number,
            u32::try_from(widest.clamp(WIDTHS.0, WIDTHS.1)).unwrap_or_default(),
        )?;
        if column.kind == Kind::Share {
            sheet.set_column_format(number, &formats.share)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    if let Some(last) =
        u16::try_from(table.columns.len()).ok().and_then(|columns| columns.checked_sub(1))
    {
        sheet.autofilter(0, 0, rows, last)?;
    }
    Ok(())
}

/// Writes a cell; returns its width in characters.
fn write(
    sheet: &mut Worksheet,
    formats: &CellFormats,
    (row, column): (u32, u16),
    cell: Cell<'_>,
) -> Result<usize, XlsxError> {
    let text = match cell {
        Cell::Empty => return Ok(0),
        Cell::Text(text) => cut(text),
        Cell::Instant(at) => rfc3339(at),
        Cell::Whole(number) if number.unsigned_abs() > EXACT => number.to_string(),
        Cell::Whole(number) => {
            return sheet
                .write_number(row, column, number as f64)
                .map(|_| number.to_string().len());
        }
        Cell::Share(share) => {
            return sheet
                .write_number_with_format(row, column, share, &formats.share)
                .map(|_| "100.00%".len());
        }
        Cell::Flag(flag) => return sheet.write_boolean(row, column, flag).map(|_| "FALSE".len()),
    };
    let width = text.chars().count();
    sheet.write_string(row, column, text)?;
    Ok(width)
}

/// The text, with an ellipsis at its end where a cell cannot hold it all.
fn cut(text: &str) -> String {
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
