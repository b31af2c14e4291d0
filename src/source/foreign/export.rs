//! An export with named cells: CSV with a header, or a list of objects in JSON. Only the columns that a layout asks for are kept.

use super::{Archived, Glance, Halt};
use crate::clock::{Instant, SECOND, StampError, Zone, parse_stamp};
use crate::model::RefusalKind;
use csv::StringRecord;
use serde_json::{Map, Value};
use std::path::Path;

/// Digits of a moment in Unix seconds, at most.
const UNIX_DIGITS: usize = 11;

/// A column: the names that it may have, in small letters; the first is told to readers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) names: &'static [&'static str],
    pub(super) needed: bool,
}

/// A row: its line in CSV, its number in JSON; and its cells in the order of the columns, empty where there is none.
pub(super) type Row = (u64, Result<StringRecord, RefusalKind>);

/// Reads an export whole. In JSON the list stands at the top, or under one of the keys, such as `summary.states`.
pub(super) fn rows(archived: &Archived<'_>, columns: &[Column], keys: &[&str]) -> Result<Vec<Row>, Halt> {
    let bytes = archived.whole()?;
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'{' | b'[') => objects(archived, text, (columns, keys)),
        _ => table(archived, text, columns),
    }
}

fn table(archived: &Archived<'_>, text: &[u8], columns: &[Column]) -> Result<Vec<Row>, Halt> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(false).from_reader(text);
    // Reading from memory cannot fail, and a flexible reader takes any row.
    let mut records = reader.byte_records().flatten();
    let header = records.next().unwrap_or_default();
    let header: Vec<String> = header.iter().map(|cell| String::from_utf8_lossy(cell).trim().to_lowercase()).collect();
    let places: Vec<Option<usize>> =
        columns.iter().map(|column| column.names.iter().find_map(|name| header.iter().position(|found| found == name))).collect();
    if let Some((missing, _)) = columns.iter().zip(&places).find(|(column, place)| column.needed && place.is_none()) {
        let found: Vec<String> = header.iter().map(|name| format!("`{}`", name.chars().take(60).collect::<String>())).collect();
        let why = format!("there is no column `{}`; found {}", missing.names[0], found.join(", "));
        return Err(archived.broken(Some(1), why));
    }
    let row = |record: csv::ByteRecord| {
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() != header.len() {
            return (line, Err(RefusalKind::FieldCount { expected: header.len(), found: record.len() }));
        }
        let cells: Result<StringRecord, _> =
            places.iter().map(|place| std::str::from_utf8(place.map_or(&b""[..], |at| &record[at])).map(str::trim)).collect();
        (line, cells.map_err(|_| RefusalKind::NotUtf8))
    };
    Ok(records.map(row).collect())
}

fn objects(archived: &Archived<'_>, text: &[u8], (columns, keys): (&[Column], &[&str])) -> Result<Vec<Row>, Halt> {
    let whole: Value = serde_json::from_slice(text)
        .map_err(|why| archived.broken(Some(why.line() as u64), format!("the JSON cannot be read ({why}); export it again")))?;
    let under = |key: &&str| key.split('.').try_fold(&whole, |value, key| value.get(key)).and_then(Value::as_array);
    let Some(list) = whole.as_array().or_else(|| keys.iter().find_map(under)) else {
        let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
        return Err(archived.broken(None, format!("expected a list, or one under {}", keys.join(" or "))));
    };
    let row = |(at, value): (usize, &Value)| {
        let cells = value.as_object().map(|object| columns.iter().map(|column| cell(object, column)).collect());
        (at as u64 + 1, cells.ok_or(RefusalKind::Empty))
    };
    Ok(list.iter().enumerate().map(row).collect())
}

fn cell(object: &Map<String, Value>, column: &Column) -> String {
    let found = column.names.iter().find_map(|name| object.iter().find(|(key, _)| key.to_lowercase() == *name));
    match found.map(|(_, value)| value) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.trim().to_owned(),
        Some(other) => other.to_string(),
    }
}

/// A moment in Unix seconds, or a stamp.
pub(super) fn moment(text: &str, zone: Option<Zone>) -> Result<Instant, StampError> {
    if !text.is_empty() && text.len() <= UNIX_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // So few digits fit.
        return Ok(Instant(text.parse::<i64>().unwrap_or(0) * SECOND));
    }
    parse_stamp(text, zone)
}

/// The name of a file without its endings: the site of an export that names none.
pub(super) fn site(path: &Path) -> &str {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let name = [".gz", ".zst"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name);
    [".csv", ".json", ".txt"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

/// Whether the first line, as a header in CSV, or else the first bytes, as JSON, have a name for each needed column.
pub(super) fn fits(glance: &Glance<'_>, columns: &[Column]) -> bool {
    let text = String::from_utf8_lossy(&glance.bytes).to_lowercase();
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let needed = columns.iter().filter(|column| column.needed);
    if text.starts_with(['{', '[']) {
        return needed.clone().all(|column| column.names.iter().any(|name| text.contains(&format!("\"{name}\""))));
    }
    let header: Vec<&str> = text.lines().next().unwrap_or_default().split(',').map(|name| name.trim().trim_matches('"')).collect();
    needed.clone().all(|column| column.names.iter().any(|name| header.contains(name)))
}

/// Whether a stamp of the column, among the first rows, bears no offset.
pub(super) fn needs_zone(glance: &Glance<'_>, column: &Column) -> bool {
    let text = String::from_utf8_lossy(&glance.bytes);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let stamps = if text.starts_with(['{', '[']) { stamps_of_objects(text, column) } else { stamps_of_table(text, column) };
    stamps.iter().any(|stamp| matches!(moment(stamp, None), Err(StampError::NoOffset(_))))
}

/// The stamps of the first objects. The text may end anywhere, so it is searched and not parsed.
fn stamps_of_objects(text: &str, column: &Column) -> Vec<String> {
    let small = text.to_ascii_lowercase();
    let named = column.names.iter().map(|name| format!("\"{name}\"")).find(|name| small.contains(name));
    let value = |(at, name): (usize, &str)| {
        let rest = text[at + name.len()..].trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
        Some(rest.split_once('"')?.0.to_owned())
    };
    named.iter().flat_map(|name| small.match_indices(name.as_str())).filter_map(value).collect()
}

fn stamps_of_table(text: &str, column: &Column) -> Vec<String> {
    let mut rows = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let header: Vec<String> = rows.headers().map(|row| row.iter().map(str::to_lowercase).collect()).unwrap_or_default();
    let at = column.names.iter().find_map(|name| header.iter().position(|found| found == name));
    at.map_or_else(Vec::new, |at| rows.records().flatten().filter_map(|row| row.get(at).map(str::to_owned)).collect())
}
