//! An export with named cells: CSV with a header, or a list of objects in JSON. Only the columns
//! that a layout asks for are kept.

use crate::clock::{Stamp, StampError, Zone, read_stamp, unix_seconds};
use crate::files::{FileHead, RowLines};
use crate::layouts::export_column::{ExportColumn, ExportRow};
use crate::layouts::json_rows;
use crate::logs::{Archived, ReadStop};
use crate::model::RefusalKind;
use crate::model::suggest::listed;
use csv::StringRecord;
use std::path::Path;

/// Hands on the rows of an export, one at a time, each with its line in CSV, its number in JSON. In
/// JSON the list stands at the top, or under one of the keys, such as `summary.states`.
pub(super) fn rows(
    archived: &Archived<'_>,
    columns: &[ExportColumn],
    keys: &[&str],
    each: impl FnMut(u64, ExportRow) -> Result<(), ReadStop>,
) -> Result<(), ReadStop> {
    let bytes = archived.whole()?;
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'{' | b'[') => json_rows::rows(archived, text, columns, keys, each),
        Some(_) => table(archived, text, columns, each),
        None => {
            let needed =
                columns.iter().filter(|column| column.needed).map(|column| column.names[0]);
            Err(archived.broken(
                None,
                format!("the file is empty; export it again, with {}", listed(needed)),
            ))
        }
    }
}

/// Reads an export as a table with these columns, and hands on each row with its line.
fn table(
    archived: &Archived<'_>,
    text: &[u8],
    columns: &[ExportColumn],
    mut each: impl FnMut(u64, ExportRow) -> Result<(), ReadStop>,
) -> Result<(), ReadStop> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text);
    let mut row = csv::ByteRecord::new();
    let mut lines = RowLines::new(text);
    // Reading from memory cannot fail, and a flexible reader takes any row.
    let mut next = |row: &mut csv::ByteRecord| reader.read_byte_record(row).unwrap_or(false);
    next(&mut row);
    let header: Vec<String> =
        row.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_lowercase()).collect();
    let locations = find_columns(archived, &header, columns)?;
    while next(&mut row) {
        let line = lines.of(&row);
        if row.len() != header.len() {
            each(line, Err(RefusalKind::FieldCount { expected: header.len(), found: row.len() }))?;
            continue;
        }
        let cells: Result<StringRecord, _> = locations
            .iter()
            .map(|location| {
                std::str::from_utf8(location.map_or(&b""[..], |at| &row[at])).map(str::trim)
            })
            .collect();
        each(line, cells.map_err(|_| RefusalKind::NotUtf8))?;
    }
    Ok(())
}

/// Finds the columns in a header.
fn find_columns(
    archived: &Archived<'_>,
    header: &[String],
    columns: &[ExportColumn],
) -> Result<Vec<Option<usize>>, ReadStop> {
    let mut locations = Vec::with_capacity(columns.len());
    for column in columns {
        let name = column.names.iter().find(|name| header.iter().any(|found| found == *name));
        let mut places = header
            .iter()
            .enumerate()
            .filter(|(_, heading)| name.is_some_and(|name| heading == name))
            .map(|(at, _)| at);
        let (location, again) = (places.next(), places.next());
        if again.is_some() {
            return Err(archived.twice(name.unwrap_or(&"")));
        }
        if column.needed && location.is_none() {
            let columns = listed(header.iter().map(String::as_str));
            return Err(archived.broken(
                Some(1),
                format!("there is no column `{}`; found {columns}", column.names[0]),
            ));
        }
        locations.push(location);
    }
    Ok(locations)
}

/// Reads a moment in Unix seconds, or a stamp.
pub(super) fn moment(text: &str, zone: Option<Zone>) -> Result<Stamp, StampError> {
    let number = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
        .then(|| text.parse().ok())
        .flatten();
    let of_number = |seconds| Ok(Stamp { at: unix_seconds(seconds)?, resolution_us: 0 });
    number.map_or_else(|| read_stamp(text, zone), of_number)
}

/// Takes the name of a file without its endings: the site of an export that names none.
pub(super) fn site_of_file(path: &Path) -> &str {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let name = [".gz", ".zst"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name);
    [".csv", ".json", ".txt"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

/// Says whether the first line, as a header in CSV, or else the first bytes, as JSON, have a name
/// for each needed column.
pub(super) fn fits(head: &FileHead<'_>, columns: &[ExportColumn]) -> bool {
    let text = String::from_utf8_lossy(&head.bytes).to_lowercase();
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let needed = columns.iter().filter(|column| column.needed);
    if text.starts_with(['{', '[']) {
        return needed
            .clone()
            .all(|column| column.names.iter().any(|name| text.contains(&format!("\"{name}\""))));
    }
    let header: Vec<&str> = text
        .lines()
        .next()
        .unwrap_or_default()
        .split(',')
        .map(|name| name.trim().trim_matches('"'))
        .collect();
    needed.clone().all(|column| column.names.iter().any(|name| header.contains(name)))
}
