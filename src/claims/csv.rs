//! `csv`: a table with a row for each claim, in our own columns or in those of others.

use crate::claims::claim_columns::{COLUMNS, ClaimColumns};
use crate::claims::claim_file::ClaimFile;
use crate::claims::claim_layout::ClaimLayout;
use crate::claims::collector::Collector;
use crate::claims::table_claim::{ClaimPlaces, ClaimTableRow};
use crate::files::{FileHead, ReadError, SmallTable, TableColumns};
use crate::model::shown_path;
use crate::model::suggest::misspelt;

/// Keys that a table takes, and JSON takes too.
pub(super) const KEYS: &[&str] = &[
    "zone",
    "columns",
    "separator",
    "header",
    "time_format",
    "kinds",
    "roles",
    "claimant",
    "role",
    "kind",
    "extent",
    "quantifier",
    "intent",
    "targets",
    "rules",
    "url",
];

/// Columns of a table of claims that may be missing, and change what a verdict says.
const DECIDING: [&str; 6] =
    ["published", "asserted", "extent", "quantifier", "intent", "targets_inferred"];

/// Our own layout.
pub(super) const LAYOUT: ClaimLayout = ClaimLayout {
    keys: KEYS,
    zone_of_incident: true,
    rules_of_rows: true,
    wall_clocks,
    ..ClaimLayout::new("csv", recognise, read)
};

/// Recognises a file of this layout by its first bytes; gives the evidence in words.
fn recognise(head: &FileHead<'_>) -> Option<String> {
    let header = head.lines().next()?;
    let header: Vec<&str> =
        header.trim_start_matches('\u{feff}').split(',').map(str::trim).collect();
    let all = COLUMNS[..5].iter().all(|column| header.contains(column));
    all.then(|| "the header names `claim`, `claimant`, `role`, `kind` and `targets`".to_owned())
}

/// Says whether a stamp among the first bytes has no offset.
fn wall_clocks(head: &FileHead<'_>) -> bool {
    let mut rows = ::csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(head.text().unwrap_or_default().as_bytes());
    let header = rows.headers().cloned().unwrap_or_default();
    let times: Vec<usize> = (0..header.len())
        .filter(|at| ["published", "asserted"].contains(&header[*at].trim()))
        .collect();
    rows.records().flatten().any(|row| {
        times.iter().filter_map(|at| row.get(*at)).any(crate::claims::claim_parts::needs_zone)
    })
}

/// Reads the claims of a file into the collector.
///
/// # Errors
/// Where it cannot be read, or is not what its layout says.
fn read(file: &ClaimFile<'_>, collector: &mut Collector<'_>) -> Result<(), ReadError> {
    let text = file.read_whole()?;
    let form = &file.entry.columns.form;
    let columns = TableColumns::known(&COLUMNS);
    let table = SmallTable::parse_as(form, &text, file.path, file.shown, columns)?;
    if let Some(why) = misspelt_column(table.header(), &file.entry.columns) {
        return Err(file.broken_at(1, 1, why));
    }
    let path = shown_path(file.path);
    let columns = ClaimPlaces::find(&path, table.header(), file.entry)?;
    for row in table.rows() {
        collector.count_row();
        match row {
            Ok(row) => {
                let (shown, line, entry) = (file.shown, row.line(), file.entry);
                let cells = row.cells();
                ClaimTableRow { shown, line, columns: &columns, cells, entry }.take(collector);
            }
            Err(refusal) => collector.keep_refusal(*refusal),
        }
    }
    Ok(())
}

/// Finds a column whose name is that of one that decides something, spelled wrong: what it says
/// would count for nothing without a word.
fn misspelt_column(header: &[String], columns: &ClaimColumns) -> Option<String> {
    let is_named = |known: &&str| columns.names.contains_key(*known);
    let missing = || {
        let absent = |known: &&str| !header.iter().any(|name| name == known) && !is_named(known);
        DECIDING.into_iter().filter(absent)
    };
    let is_taken =
        |name: &str| columns.names.values().any(|all| all.all().iter().any(|one| one == name));
    let unknown = header.iter().filter(|name| !COLUMNS.contains(&name.as_str()) && !is_taken(name));
    let (name, meant) =
        unknown.filter_map(|name| Some((name, misspelt(name, missing())?))).next()?;
    Some(format!(
        "the column `{name}` is not read; did you mean `{meant}`? Rename the one or the other"
    ))
}
