//! `summary.xlsx`: a sheet that says what the workbook is, then a sheet for each table. No cell is
//! a formula.

use super::manifest;
use crate::clock::rfc3339;
use crate::model::Report;
use crate::report::table::{Cell, CellKind, Table};
use crate::report::words::title;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};
use serde_json::Value;

/// Limits of a sheet.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Most rows, the header included.
    pub rows: u32,
    /// A longer table is not held: its rows go to a temporary file at once, and its texts stand in
    /// their cells.
    pub held: u32,
}

impl Default for Limits {
    /// Returns the limits of a workbook: a sheet ends at row 1,048,576. Rows that are not held also
    /// take less time.
    fn default() -> Limits {
        Limits { rows: 1_048_576, held: 1_000 }
    }
}

/// Compression level of the workbook, of 9: the usual 6 takes half as long again and saves a tenth
/// of the bytes.
const PACKING: u8 = 3;
/// Longest text of a cell, in UTF-16 units, as spreadsheets count.
const LONGEST: usize = 32_767;
/// Whole numbers up to this one are exact in a spreadsheet; larger ones are written as text.
const EXACT: u64 = 1 << 53;
/// Narrowest column, in characters.
const NARROWEST: usize = 8;
/// Widest column, in characters.
const WIDEST: usize = 60;
/// Room for the filter's arrow and the margins, in characters.
const MARGIN: usize = 3;
/// Pattern of a moment in the report's zone, with its offset.
const LOCAL: &str = "%Y-%m-%dT%H:%M:%S%.f%:z";

/// Makes the workbook.
///
/// # Errors
/// Where a temporary file cannot be written, or where the library fails: a fault of this program,
/// not of its input.
pub fn bytes(report: &Report, tables: &[Table<'_>], limits: Limits) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_zip_compression_level(PACKING);
    // The library would ask the clock; its own entries have the first day that a ZIP can, so this
    // does too.
    let created = ExcelDateTime::from_ymd(1980, 1, 1)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(&report.title)
            .set_author("corroborate")
            .set_creation_datetime(&created),
    );
    let formats = CellFormats::new();
    write_about(workbook.add_worksheet(), &formats, &about_rows(report, tables, limits))?;
    for table in tables {
        let rows = rows_in_sheet(table, limits);
        let sheet = if rows <= limits.held {
            workbook.add_worksheet()
        } else {
            workbook.add_worksheet_with_constant_memory()?
        };
        write_table(sheet, &formats, table, rows)?;
    }
    workbook.save_to_buffer()
}

/// Cell formats in use.
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

/// Row of the first sheet: a bold label, a text or a number in its place, and a remark.
struct AboutRow {
    label: String,
    text: String,
    number: Option<f64>,
    remark: String,
}

impl AboutRow {
    fn new(label: &str, text: impl Into<String>) -> AboutRow {
        AboutRow { label: label.to_owned(), text: text.into(), number: None, remark: String::new() }
    }
}

fn about_rows(report: &Report, tables: &[Table<'_>], limits: Limits) -> Vec<AboutRow> {
    let mut rows = vec![AboutRow::new("title", title(report))];
    rows.extend(report.notice.iter().map(|notice| AboutRow::new("notice", notice)));
    if report.simulated {
        rows.push(AboutRow::new("simulated", "Some or all of the probes were simulated."));
    }
    if let Some(window) = report.window {
        for (label, at) in [("window from", window.from()), ("window until", window.until())] {
            let remark = report.zone.format(at, LOCAL);
            rows.push(AboutRow { remark, ..AboutRow::new(label, rfc3339(at)) });
        }
    }
    rows.push(AboutRow::new("zone", report.zone.name()));
    rows.push(AboutRow::new(
        "cells",
        "Times are in UTC. An empty cell is a missing value, never zero. A share is of the whole, \
         as a percentage.",
    ));
    rows.push(AboutRow::new("", ""));
    rows.push(AboutRow::new("rule", "in force; a name in _s is a length in seconds"));
    for (name, value) in manifest::rules(&report.rules) {
        rows.push(AboutRow { number: value.as_f64(), ..AboutRow::new(name, rule_text(&value)) });
    }
    rows.push(AboutRow::new("", ""));
    rows.push(AboutRow::new("sheet", "what it is"));
    for table in tables {
        let remark = cut_note(table, rows_in_sheet(table, limits));
        rows.push(AboutRow { remark, ..AboutRow::new(table.name, table.description) });
    }
    rows
}

fn rule_text(rule: &Value) -> String {
    match rule {
        Value::Null => "off".to_owned(),
        Value::String(word) => word.clone(),
        Value::Array(codes) if codes.is_empty() => "none".to_owned(),
        Value::Array(codes) => codes.iter().map(Value::to_string).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

/// Says that the sheet does not hold every row; empty where it does.
fn cut_note(table: &Table<'_>, rows: u32) -> String {
    if rows as usize == table.rows() {
        return String::new();
    }
    format!("Only the first {rows} of {} rows; all are in tables/{}.csv.", table.rows(), table.name)
}

/// Returns the rows of the table that its sheet holds: besides the header, and besides a row that
/// says so where some are left out.
fn rows_in_sheet(table: &Table<'_>, limits: Limits) -> u32 {
    match u32::try_from(table.rows()) {
        Ok(rows) if rows < limits.rows => rows,
        _ => limits.rows.saturating_sub(2),
    }
}

fn write_about(
    sheet: &mut Worksheet,
    formats: &CellFormats,
    rows: &[AboutRow],
) -> Result<(), XlsxError> {
    sheet.set_name("About")?;
    for (number, row) in (0..).zip(rows) {
        sheet.write_string_with_format(number, 0, cut(&row.label), &formats.bold)?;
        match row.number {
            Some(value) => sheet.write_number_with_format(number, 1, value, &formats.left)?,
            None => sheet.write_string(number, 1, cut(&row.text))?,
        };
        sheet.write_string(number, 2, cut(&row.remark))?;
    }
    for (column, width) in [(0, 20), (1, 90), (2, 50)] {
        sheet.set_column_width(column, width)?;
    }
    Ok(())
}

/// Writes the first `rows` rows of a table, row by row.
fn write_table(
    sheet: &mut Worksheet,
    formats: &CellFormats,
    table: &Table<'_>,
    rows: u32,
) -> Result<(), XlsxError> {
    sheet.set_name(table.name)?;
    let mut widths: Vec<usize> =
        table.columns.iter().map(|column| column.name.chars().count() + MARGIN).collect();
    for (number, column) in (0..).zip(&table.columns) {
        sheet.write_string_with_format(0, number, column.name, &formats.bold)?;
    }
    for row in 1..=rows {
        let cells = table.row(row as usize - 1).zip(&mut widths);
        for (number, (cell, width)) in (0..).zip(cells) {
            let position = CellPosition { row, column: number };
            *width = (*width).max(write_cell(sheet, formats, position, cell)?);
        }
    }
    let note = cut_note(table, rows);
    if !note.is_empty() {
        sheet.write_string_with_format(rows + 1, 0, note, &formats.bold)?;
    }
    for (number, (column, width)) in (0..).zip(table.columns.iter().zip(widths)) {
        let width = u32::try_from(width.clamp(NARROWEST, WIDEST)).unwrap_or_default();
        sheet.set_column_width(number, width)?;
        if column.kind == CellKind::Share {
            sheet.set_column_format(number, &formats.share)?;
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    let columns = u16::try_from(table.columns.len()).unwrap_or(u16::MAX);
    if let Some(last) = columns.checked_sub(1) {
        sheet.autofilter(0, 0, rows, last)?;
    }
    Ok(())
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
    cell: Cell<'_>,
) -> Result<usize, XlsxError> {
    let text = match cell {
        Cell::Empty => return Ok(0),
        Cell::Text(text) => cut(text),
        Cell::Instant(at) => rfc3339(at),
        Cell::Integer(number) if number.unsigned_abs() > EXACT => number.to_string(),
        Cell::Integer(number) => {
            sheet.write_number(at.row, at.column, number as f64)?;
            return Ok(number.to_string().len());
        }
        Cell::Share(share) => {
            sheet.write_number_with_format(at.row, at.column, share, &formats.share)?;
            return Ok("100.00%".len());
        }
        Cell::Boolean(yes) => {
            sheet.write_boolean(at.row, at.column, yes)?;
            return Ok("FALSE".len());
        }
    };
    let width = text.chars().count();
    sheet.write_string(at.row, at.column, text)?;
    Ok(width)
}

/// Cuts a text that a cell cannot hold, and puts an ellipsis at its end.
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
