//! Each column has the same value in each format, and an exact value beside a rounded one agrees
//! with it.

use crate::tables::{csv_bytes, json_text, parquet_bytes, parts, reports, rows, sheet_cells};
use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::Field;
use corroborate::clock::{Instant, Zone, read_stamp, rfc3339};
use corroborate::model::{Origin, Report, Request};
use corroborate::pipeline::report_of;
use corroborate::report::formats::xlsx::{self, Limits};
use corroborate::report::table::{Cell, Column, Kind};
use corroborate::report::tables;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

/// The name of a column of a sheet: `A` for 0, `AB` for 27.
fn letters(column: usize) -> String {
    let letter = |number: usize| char::from(b'A' + u8::try_from(number % 26).unwrap());
    match column / 26 {
        0 => letter(column).to_string(),
        more => [letter(more - 1), letter(column)].iter().collect(),
    }
}

/// Writes a value of JSON as one cell of CSV.
fn json_cell(kind: Kind, value: &Value) -> String {
    match (kind, value) {
        (_, Value::Null) => String::new(),
        (Kind::Texts, Value::Array(texts)) => {
            texts.iter().map(|text| text.as_str().unwrap()).collect::<Vec<_>>().join(";")
        }
        (Kind::Causes, Value::Array(causes)) => {
            let each = causes.iter();
            let each = each.map(|one| {
                let (cause, most) = (one["cause"].as_str().unwrap(), &one["probes_max"]);
                match &one["probes_min"] {
                    least if least == most => format!("{cause}:{most}"),
                    least => format!("{cause}:{least}..{most}"),
                }
            });
            each.collect::<Vec<_>>().join(";")
        }
        (Kind::Text | Kind::Instant, Value::String(text)) => text.clone(),
        (Kind::Integer, Value::Number(number)) => number.as_i64().unwrap().to_string(),
        (Kind::Share | Kind::Decimal, Value::Number(share)) => number_cell(share.as_f64().unwrap()),
        (Kind::Boolean, Value::Bool(yes)) => yes.to_string(),
        _ => panic!("{value} is no value of {kind:?}"),
    }
}

/// Writes a field of Parquet as one cell of CSV.
fn parquet_cell(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Long(number) => number.to_string(),
        Field::Double(share) => number_cell(*share),
        Field::TimestampMicros(us) => rfc3339(Instant(*us)),
        Field::Bool(yes) => yes.to_string(),
        other => panic!("{other:?} is no cell of a table"),
    }
}

/// Writes a number with four decimals, or with all where it has more.
fn number_cell(number: f64) -> String {
    let text = format!("{number:.4}");
    let is_whole = (text.parse::<f64>().unwrap() - number).abs() < 1e-12;
    if is_whole { text } else { number.to_string() }
}

/// Writes a cell of a sheet as one cell of CSV.
fn xlsx_cell(kind: Kind, cell: Option<&String>) -> String {
    match (kind, cell.map_or("", String::as_str)) {
        (_, "") => String::new(),
        (Kind::Share | Kind::Decimal, share) => number_cell(share.parse().unwrap()),
        (Kind::Instant, days) => rfc3339(moment(days)),
        (Kind::Boolean, yes) => (yes == "1").to_string(),
        (_, text) => text.to_owned(),
    }
}

/// The moment of a date of a sheet, which is a number of days: to the millisecond, as a number of
/// that size has no more.
fn moment(days: &str) -> Instant {
    let since_1970 = days.parse::<f64>().unwrap() - 25_569.0;
    Instant((since_1970 * 86_400_000.0).round() as i64 * 1_000)
}

/// What a cell of CSV says, without the sign before what a spreadsheet would take for a formula; a
/// moment with no more decimals than it needs.
fn csv_cell(kind: Kind, text: &str) -> String {
    if kind == Kind::Instant && !text.is_empty() {
        return rfc3339(read_stamp(text, None).unwrap().at);
    }
    let text_kind = matches!(kind, Kind::Text | Kind::Texts | Kind::Causes);
    let guarded = |rest: &&str| text_kind && rest.starts_with(['=', '+', '-', '@', '\t', '\r']);
    text.strip_prefix('\'').filter(guarded).unwrap_or(text).to_owned()
}

/// Checks the second form of a cell, which stands behind it: a moment on the clocks of the zone, a
/// length in days.
fn second_form(
    report: &Report,
    column: &Column<Kind>,
    sheet: &BTreeMap<String, String>,
    (headers, row): (&BTreeMap<&String, String>, usize),
    text: &str,
) {
    let header = match (column.kind, column.unit) {
        (Kind::Instant, _) if report.zone != Zone::UTC => report.zone.name(),
        (Kind::Integer, Some("s")) => "h:mm:ss",
        _ => return,
    };
    let letter = &headers[&format!("{} ({header})", column.name)];
    let cell = sheet.get(&format!("{letter}{row}")).map_or("", String::as_str);
    let shown = match (cell, column.kind) {
        ("", _) => String::new(),
        (days, Kind::Instant) => rfc3339(moment(days)),
        (days, _) => (days.parse::<f64>().unwrap() * 86_400.0).round().to_string(),
    };
    let wanted = match read_stamp(text, None) {
        Ok(stamp) if column.kind == Kind::Instant => {
            let clock = report.zone.format(stamp.at, "%Y-%m-%dT%H:%M:%S%.f");
            rfc3339(read_stamp(&format!("{clock}Z"), None).unwrap().at)
        }
        _ => text.to_owned(),
    };
    assert_eq!(shown, wanted, "{}", column.name);
}

/// The report of the bundled incident.
fn bundled() -> Report {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets/usa-offline-2022");
    report_of(&Request::of(Origin::Folder(folder))).unwrap()
}

/// Each column has the same value in each row in CSV, Parquet, workbook and JSON.
#[test]
fn the_formats_agree() {
    let folder = tempfile::tempdir().unwrap();
    let mut compared = 0;
    for report in reports().into_iter().chain([bundled()]) {
        let tables = tables::all(&report).unwrap();
        let incident: Value = serde_json::from_str(&json_text(&report)).unwrap();
        let workbook = parts(&xlsx::bytes(&report, &tables, Limits::default()).unwrap());
        for (sheet, table) in (2..).zip(&tables) {
            let of_csv = rows(&csv_bytes(table));
            let of_sheet = sheet_cells(&workbook, sheet);
            let path = folder.path().join(table.name);
            std::fs::write(&path, parquet_bytes(table)).unwrap();
            let reader = SerializedFileReader::new(std::fs::File::open(&path).unwrap()).unwrap();
            let of_parquet: Vec<_> =
                reader.get_row_iter(None).unwrap().map(|row| row.unwrap().into_columns()).collect();
            // Read from text like the file: a number read from text may differ in its last digit.
            let text = serde_json::to_string(&table.list).unwrap();
            let list: Value = serde_json::from_str(&text).unwrap();
            let in_file = if table.list.in_json { &list } else { &Value::Null };
            assert_eq!(incident[table.name], *in_file, "{}", table.name);
            let of_json = list.as_array().unwrap();
            let headers: BTreeMap<&String, String> = (0..)
                .map(letters)
                .map_while(|letter| Some((of_sheet.get(&format!("{letter}1"))?, letter)))
                .collect();
            let lengths = [of_csv.len() - 1, of_parquet.len(), of_json.len()];
            assert_eq!(lengths, [table.rows(); 3], "{}: {}", report.name, table.name);
            let shown = |column: &&Column<Kind>| column.kind.of_cells().is_some();
            for (index, column) in table.list.columns.iter().filter(shown).enumerate() {
                assert_eq!(of_csv[0][index], column.name);
                let letter = &headers[&column.name.to_owned()];
                for row in 0..table.rows() {
                    let (name, field) = &of_parquet[row][index];
                    assert_eq!(name, column.name);
                    let cell = of_sheet.get(&format!("{letter}{}", row + 2));
                    let texts = [
                        json_cell(column.kind, &of_json[row][column.name]),
                        parquet_cell(field),
                        xlsx_cell(column.kind, cell),
                    ];
                    let text = csv_cell(column.kind, &of_csv[row + 1][index]);
                    let place = format!("{}: {} {row} {}", report.name, table.name, column.name);
                    second_form(&report, column, &of_sheet, (&headers, row + 2), &text);
                    assert_eq!(texts, [&text, &text, &text].map(String::as_str), "{place}");
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 5_000, "{compared}");
}

/// A column that is rounded holds the exact one that JSON has beside it, by less than a second.
#[test]
fn whole_seconds_are_the_exact_lengths_rounded_outwards() {
    let mut compared = 0;
    for report in reports() {
        let incident: Value = serde_json::from_str(&json_text(&report)).unwrap();
        for table in tables::all(&report).unwrap() {
            let exact = |column: &&Column<Kind>| column.kind == Kind::Microseconds;
            for column in table.list.columns.iter().filter(exact) {
                let rounded = column.name.strip_suffix("_us").unwrap().to_owned() + "_s";
                for row in incident[table.name].as_array().unwrap() {
                    let (Some(us), Some(s)) = (row[column.name].as_i64(), row[&rounded].as_i64())
                    else {
                        assert_eq!(row[column.name], row[&rounded], "{}", column.name);
                        continue;
                    };
                    let up = column.name.contains("most")
                        || column.name.contains("max")
                        || column.name == "window_us";
                    let over = if up { s * 1_000_000 - us } else { us - s * 1_000_000 };
                    assert!((0..1_000_000).contains(&over), "{}: {us} is not {s}", column.name);
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 100, "{compared}");
}

#[test]
fn parquet_reads_back_as_the_same_cells() {
    let folder = tempfile::tempdir().unwrap();
    let reports = reports();
    for table in reports.iter().flat_map(|report| tables::all(report).unwrap()) {
        let table = &table;
        let path = folder.path().join(table.name);
        std::fs::write(&path, parquet_bytes(table)).unwrap();
        let reader = SerializedFileReader::new(std::fs::File::open(&path).unwrap()).unwrap();
        let read: Vec<_> =
            reader.get_row_iter(None).unwrap().map(|row| row.unwrap().into_columns()).collect();
        assert_eq!(read.len(), table.rows(), "{}", table.name);
        for (number, row) in read.into_iter().enumerate() {
            assert_eq!(row.len(), table.columns.len());
            for ((name, field), cell) in row.into_iter().zip(table.row(number)) {
                let same = match (&field, cell) {
                    (Field::Null, Cell::Empty) => true,
                    (Field::Str(read), Cell::Text(text)) => read == text,
                    (Field::Long(read), Cell::Integer(number)) => *read == number,
                    (Field::Double(read), Cell::Share(number) | Cell::Decimal(number)) => {
                        read.to_bits() == number.to_bits()
                    }
                    (Field::TimestampMicros(read), Cell::Instant(at)) => *read == at.0,
                    (Field::Bool(read), Cell::Boolean(flag)) => *read == flag,
                    _ => false,
                };
                assert!(same, "{} {number} {name}: {field:?} is not {cell:?}", table.name);
            }
        }
    }
}

#[test]
fn csv_is_empty_where_nothing_is_known_and_nowhere_else() {
    let reports = reports();
    for table in reports.iter().flat_map(|report| tables::all(report).unwrap()) {
        let table = &table;
        let read = rows(&csv_bytes(table));
        assert_eq!(read.len(), table.rows() + 1, "{}", table.name);
        for (number, row) in read.iter().skip(1).enumerate() {
            let cells: Vec<Cell<'_>> = table.row(number).collect();
            assert_eq!(row.len(), cells.len(), "{} {number}", table.name);
            for (text, cell) in row.iter().zip(cells) {
                assert_eq!(
                    text.is_empty(),
                    cell == Cell::Empty,
                    "{} {number}: `{text}` is not {cell:?}",
                    table.name
                );
            }
        }
    }
}
