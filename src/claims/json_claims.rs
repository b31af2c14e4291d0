//! `json`: JSON of any shape with a row for each claim; `columns` says by paths where its cells
//! stand.

use crate::claims::claim_columns::COLUMNS;
use crate::claims::claim_file::ClaimFile;
use crate::claims::claim_layout::ClaimLayout;
use crate::claims::collector::Collector;
use crate::claims::table_claim::{ClaimPlaces, ClaimTableRow};
use crate::claims::target_names::BETWEEN_TARGETS;
use crate::files::ReadError;
use crate::files::json::{JsonCell, JsonItem, JsonPath, JsonPlan, json_tables, read_json_bytes};
use crate::files::settings::OneOrMany;
use crate::model::suggest::short;
use crate::model::{RefusalKind, shown_path};

/// Layout `json`.
pub(super) const LAYOUT: ClaimLayout = ClaimLayout {
    keys: &[
        "zone",
        "columns",
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
    ],
    zone_of_incident: true,
    rules_of_rows: true,
    // Whether JSON holds claims only its keys can tell, and `init` asks them.
    ..ClaimLayout::new("json", |_| None, read)
};

/// Row with its number, from 1.
struct JsonClaim {
    number: u64,
    /// Cells in the order of the names that the keys declare.
    cells: Vec<JsonCell>,
}

/// Reads the claims of a file into the collector.
///
/// # Errors
/// Where it cannot be read, or is not what its layout says.
fn read(file: &ClaimFile<'_>, collector: &mut Collector<'_>) -> Result<(), ReadError> {
    let bytes = file.read_whole()?;
    let path = shown_path(file.path);
    let mut names = Vec::new();
    let is_read = |ours: &&str| !file.entry.columns.leaves_out(ours);
    for ours in COLUMNS.into_iter().filter(is_read) {
        let own = [ours.to_owned()];
        let named = file.entry.columns.names.get(ours).map_or(&own[..], OneOrMany::all);
        let new: Vec<String> =
            named.iter().filter(|name| !names.contains(*name)).cloned().collect();
        names.extend(new);
    }
    let paths: Result<Vec<JsonPath>, String> =
        names.iter().map(|name| JsonPath::parse(name)).collect();
    let plan = paths.and_then(|paths| JsonPlan::new(&paths)).map_err(|why| file.broken(why))?;
    let mut rows = Vec::new();
    let read =
        read_json_bytes(&bytes, &path, &plan, &mut |item| take(file, collector, &mut rows, item))?;
    if rows.is_empty() {
        return Ok(());
    }
    // A name that no row holds stands as an empty header, which is no column.
    let is_found =
        |(name, found): (&String, &bool)| if *found { name.clone() } else { String::new() };
    let mut header: Vec<String> = names.iter().zip(&read.found).map(is_found).collect();
    let others = json_tables(&bytes, &[]).into_iter().max_by_key(|table| table.columns.len());
    let others = others.iter().flat_map(|table| &table.columns).map(ToString::to_string);
    header.extend(others.filter(|name| !names.contains(name)).collect::<Vec<_>>());
    let columns = ClaimPlaces::find(&path, &header, file.entry)?;
    for row in &rows {
        take_row(file, collector, &columns, row);
    }
    Ok(())
}

/// Takes a part of the file.
fn take(
    file: &ClaimFile<'_>,
    collector: &mut Collector<'_>,
    rows: &mut Vec<JsonClaim>,
    item: JsonItem<'_>,
) -> Result<(), ReadError> {
    match item {
        JsonItem::Row { number, cells } => {
            collector.count_row();
            rows.push(JsonClaim { number, cells: cells.to_vec() });
        }
        JsonItem::Twice { number, key } => {
            collector.count_row();
            let expected = "each key once in an object";
            let kind = RefusalKind::NotOfLayout { expected, found: short(key) };
            collector.refuse(number, "row", kind);
        }
        JsonItem::BrokenLine { number, why } => {
            collector.count_row();
            collector.refuse(number, "line", RefusalKind::NotJson(why));
        }
        JsonItem::BreaksOff { line, column, why, .. } => {
            let why = format!("the JSON breaks off here ({why}); export or fetch the file again");
            return Err(file.broken_at(line, column, why));
        }
    }
    Ok(())
}

/// Takes the claims of a row, or sets it aside.
fn take_row(
    file: &ClaimFile<'_>,
    collector: &mut Collector<'_>,
    columns: &ClaimPlaces,
    json: &JsonClaim,
) {
    let text = |cell: &JsonCell| match cell {
        JsonCell::Texts(texts) => texts.join(&BETWEEN_TARGETS.to_string()),
        other => other.text().to_owned(),
    };
    let texts: Vec<String> = json.cells.iter().map(text).collect();
    let cells: Vec<&str> = texts.iter().map(|text| text.trim()).collect();
    let (shown, line, entry) = (file.shown, json.number, file.entry);
    let row = ClaimTableRow { shown, line, columns, cells: &cells, entry };
    for (at, cell) in json.cells.iter().enumerate() {
        let found = match cell {
            JsonCell::Odd(found) => found.clone(),
            JsonCell::Texts(_) if !columns.is_targets(at) => "a list".to_owned(),
            _ => continue,
        };
        let expected = "a plain value in each cell";
        let refusal = row.refuse_cell(at, RefusalKind::NotOfLayout { expected, found });
        return collector.keep_refusal(*refusal);
    }
    row.take(collector);
}
