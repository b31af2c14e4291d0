//! One version of a file of the layout `git` in JSON: a row for each site, by paths.

use crate::files::ReadError;
use crate::files::json::{JsonItem, JsonPath, json_tables, read_json_bytes};
use crate::layouts::error_text::plain_words;
use crate::layouts::git_file::version::{COLUMNS, VersionRow};
use crate::layouts::json_columns::{JsonCells, JsonColumns};
use crate::logs::{OUTCOMES, ReadSettings};
use crate::model::RefusalKind;
use crate::model::suggest::{listed, short};

/// Reads the rows of a version; one that nobody can read is a refusal.
///
/// # Errors
/// Where the text is no whole JSON, or has none of the keys: what was found, in words.
pub(super) fn rows(
    stored: &[u8],
    settings: &ReadSettings,
) -> Result<Vec<Result<VersionRow, RefusalKind>>, String> {
    let columns = JsonColumns::of(&COLUMNS, &settings.columns)?;
    let fixed_site = settings.dialect.site.as_deref();
    let mut rows = Vec::new();
    let mut broken = None;
    let each = &mut |item: JsonItem<'_>| -> Result<(), ReadError> {
        match item {
            JsonItem::Row { cells, .. } => {
                rows.push(row(JsonCells { columns: &columns, cells }, fixed_site));
            }
            JsonItem::Twice { key, .. } => {
                let expected = "each key once in an object";
                rows.push(Err(RefusalKind::NotOfLayout { expected, found: short(key) }));
            }
            JsonItem::BrokenLine { number, why } => {
                broken.get_or_insert(format!("{why} in line {number}"));
            }
            JsonItem::BreaksOff { line, column, why, .. } => {
                broken = Some(format!("{why} at line {line}, column {column}"));
            }
        }
        Ok(())
    };
    let read = read_json_bytes(stored, "the version", &columns.plan, each);
    let read = read.map_err(|why| why.to_string())?;
    if let Some(why) = broken {
        return Err(plain_words(&why));
    }
    let is_found = |ours: &&str| {
        let cells = columns.cells(ours);
        cells.iter().all(|cell| read.found[*cell])
    };
    let has_site = fixed_site.is_some() || is_found(&"site");
    let is_empty = read.rows == 0 && read.lists_found.iter().all(|found| *found);
    // An empty list names no site, and nothing is wrong with it.
    if is_empty && !read.lists_found.is_empty() || has_site && OUTCOMES.iter().any(is_found) {
        return Ok(rows);
    }
    Err(keys_found(stored))
}

/// Reads a row.
fn row(row: JsonCells<'_>, fixed_site: Option<&str>) -> Result<VersionRow, RefusalKind> {
    if let Some(kind) = COLUMNS.iter().find_map(|ours| row.outcome_fault(ours)) {
        return Err(kind);
    }
    let [site, vantage, status_code, error, latency_ms, result] =
        COLUMNS.map(|ours| row.text(ours));
    let site = fixed_site.map_or(site, str::to_owned);
    if site.is_empty() || fixed_site.is_none() && row.lacks_part("site") {
        return Err(RefusalKind::Empty);
    }
    Ok(VersionRow { site, vantage, status_code, error, latency_ms, result })
}

/// Names the keys of a version, for an error.
fn keys_found(stored: &[u8]) -> String {
    let tables = json_tables(stored, &[]);
    let widest = tables.iter().max_by_key(|table| table.columns.len());
    let names: Vec<String> = widest
        .map(|table| table.columns.iter().map(JsonPath::to_string).collect())
        .unwrap_or_default();
    match names[..] {
        [] => "JSON without a row".to_owned(),
        _ => format!("the keys {}", listed(names.iter().map(String::as_str))),
    }
}
