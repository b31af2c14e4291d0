//! `summary.xlsx`: a sheet that says what the workbook is, then a sheet for each table. No cell is
//! a formula.

mod limits;
mod sheet;

pub use limits::Limits;

use crate::clock::rfc3339;
use crate::model::Report;
use crate::report::rules_in_force::rules_in_force;
use crate::report::table::Table;
use crate::report::wording::{notice, title};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};
use sheet::{LONGEST, ZonedTable, cut, cut_note, moment_days, rows_in_sheet, write_table};

/// Compression level of the workbook, of 9: the usual 6 takes half as long again and saves a tenth
/// of the bytes.
const PACKING: u8 = 3;
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
    write_about(workbook.add_worksheet(), &about_rows(report, tables, limits))?;
    for table in tables {
        let rows = rows_in_sheet(table, limits);
        let sheet = if rows <= limits.held {
            workbook.add_worksheet()
        } else {
            workbook.add_worksheet_with_constant_memory()?
        };
        write_table(sheet, ZonedTable { table, zone: report.zone }, rows)?;
    }
    workbook.save_to_buffer()
}

/// Row of the first sheet: a bold label, a text or a number in its place, and a remark.
struct AboutRow {
    label: String,
    text: String,
    number: Option<f64>,
    /// Days since 1899-12-30, in place of the text.
    moment: Option<f64>,
    remark: String,
}

impl AboutRow {
    /// Makes a row of the sheet about the report.
    fn new(label: &str, text: impl Into<String>) -> AboutRow {
        let (label, text, remark) = (label.to_owned(), text.into(), String::new());
        AboutRow { label, text, number: None, moment: None, remark }
    }
}

/// Lists the rows of the sheet about the report.
fn about_rows(report: &Report, tables: &[Table<'_>], limits: Limits) -> Vec<AboutRow> {
    let mut rows = vec![AboutRow::new("title", title(report))];
    rows.extend(notice(report).map(|notice| AboutRow::new("notice", notice)));
    if report.simulated {
        rows.push(AboutRow::new("simulated", "Some or all of the probes were simulated."));
    }
    if let Some(window) = report.window {
        for (label, at) in [("window from", window.from()), ("window until", window.until())] {
            let remark = report.zone.format(at, LOCAL);
            let moment = moment_days(at);
            rows.push(AboutRow { remark, moment, ..AboutRow::new(label, rfc3339(at)) });
        }
    }
    rows.push(AboutRow::new("zone", report.zone.name()));
    rows.push(AboutRow::new(
        "cells",
        "Times are in UTC. An empty cell is a missing value, never zero. A share is of the whole, \
         as a percentage.",
    ));
    rows.push(AboutRow::new(
        "",
        "A column with a remark in parentheses is the one before it in another form: a time on the \
         clocks of the zone, or a length of seconds as hours, minutes and seconds. Times and such \
         lengths can be subtracted and added; one below zero is shown in days, such as -0.3744 d, \
         as spreadsheets show no negative time.",
    ));
    rows.push(AboutRow::new(
        "",
        format!(
            "A text of more than {LONGEST} letters is cut and ends with …; the files in tables/ \
             have it whole, and moments to the microsecond."
        ),
    ));
    rows.push(AboutRow::new("", ""));
    rows.push(AboutRow::new("rule", "in force; a name in _s is a length in seconds"));
    let mut rules = rules_in_force(&report.rules);
    rules.sort_by_key(|rule| rule.name);
    for rule in rules {
        let number = rule.json().as_f64();
        rows.push(AboutRow { number, ..AboutRow::new(rule.name, rule.text()) });
    }
    rows.push(AboutRow::new("", ""));
    rows.push(AboutRow::new("sheet", "what it is"));
    for table in tables {
        let remark = cut_note(table, rows_in_sheet(table, limits));
        rows.push(AboutRow { remark, ..AboutRow::new(table.name, table.description) });
    }
    rows
}

/// Writes the first sheet.
fn write_about(sheet: &mut Worksheet, rows: &[AboutRow]) -> Result<(), XlsxError> {
    sheet.set_name("About")?;
    let (bold, left) = (Format::new().set_bold(), Format::new().set_align(FormatAlign::Left));
    let moment = left.clone().set_num_format("yyyy-mm-dd hh:mm:ss");
    for (number, row) in (0..).zip(rows) {
        sheet.write_string_with_format(number, 0, cut(&row.label), &bold)?;
        match (row.number, row.moment) {
            (Some(value), _) => sheet.write_number_with_format(number, 1, value, &left)?,
            (None, Some(days)) => sheet.write_number_with_format(number, 1, days, &moment)?,
            (None, None) => sheet.write_string(number, 1, cut(&row.text))?,
        };
        sheet.write_string(number, 2, cut(&row.remark))?;
    }
    for (column, width) in [(0, 20), (1, 90), (2, 50)] {
        sheet.set_column_width(column, width)?;
    }
    Ok(())
}
