//! `json`: JSON of any shape, in which `columns` says by paths where the cells of a probe stand.

use crate::files::json::{
    JsonCell, JsonFile, JsonItem, JsonPath, JsonPlan, ReadCells, json_tables, read_json_bytes,
    read_json_file,
};
use crate::files::settings::OneOrMany;
use crate::files::{FileHead, ReadError};
use crate::layouts::error_text::plain_words;
use crate::layouts::json_columns::{JsonCells, JsonColumn, JsonColumns};
use crate::layouts::measured_cell::{MeasuredCell, emit_with_latency};
use crate::logs::{
    Archived, ArchivedProbe, COLUMNS, LayoutSpec, OUTCOMES, ReadStop, SECONDS, Sink, Timestamp,
    UpWhen, is_familiar,
};
use crate::model::RefusalKind;
use crate::model::suggest::{listed, nearest, short};
use std::collections::BTreeMap;

/// Layout `json`.
pub(super) const LAYOUT: LayoutSpec = LayoutSpec {
    csv_keys: &["columns", "time_format", "site", "results", "up_when"],
    check_columns: Some(check_columns),
    // What JSON is a log of probes only its keys can tell, and `init` asks them.
    ..LayoutSpec::new("json", |_| None, read)
};

/// Taker of the parts of JSON.
type TakeItem<'t> = dyn FnMut(JsonItem<'_>) -> Result<(), ReadStop> + 't;

/// Bytes of what is held in which keys are searched for an error.
const HEAD: usize = 64 << 10;
/// Key of a rule, in place of a column: its cell says the outcome by a number.
const RULE: &str = "up_when";
/// Columns that can be missing in a whole file where another tells the outcome: many write only
/// what there is.
const SPARSE: [&str; 3] = ["error", "latency_ms", SECONDS];

/// Checks the paths of `columns`.
fn check_columns(columns: &BTreeMap<String, OneOrMany>) -> Result<(), String> {
    wanted(columns, None).map(drop)
}

/// Finds the paths of our columns; where a rule says the outcome, that of its number in place of
/// the code and the result.
fn wanted(
    columns: &BTreeMap<String, OneOrMany>,
    rule: Option<&UpWhen>,
) -> Result<JsonColumns, String> {
    let latency = if columns.contains_key(SECONDS) { SECONDS } else { "latency_ms" };
    let ours = COLUMNS.map(|ours| if ours == "latency_ms" { latency } else { ours });
    let Some(rule) = rule else { return JsonColumns::of(&ours, columns) };
    let mut named = columns.clone();
    named.insert(RULE.to_owned(), OneOrMany::One(rule.column.clone()));
    let kept = ours.into_iter().filter(|ours| !["status_code", "result"].contains(ours));
    JsonColumns::of(&kept.chain([RULE]).collect::<Vec<_>>(), &named)
}

/// Reads an archive, and hands each of its rows on.
///
/// # Errors
/// Where it cannot be read, or nobody waits for more.
fn read(archived: &Archived<'_>, sink: &mut dyn Sink) -> Result<(), ReadStop> {
    let head = FileHead::at(archived.path)?;
    let (blocks, shown) = (archived.blocks()?, archived.shown());
    let file = JsonFile { blocks, head: &head.bytes, shown: &shown };
    read_as(archived, &head.bytes, sink, |plan, each| read_json_file(file, plan, each))
}

/// Reads bytes that are held, as those of the file of an archive.
///
/// # Errors
/// Where they cannot be read, or nobody waits for more.
pub(super) fn read_bytes(
    archived: &Archived<'_>,
    bytes: &[u8],
    sink: &mut dyn Sink,
) -> Result<(), ReadStop> {
    let shown = archived.shown();
    let head = &bytes[..bytes.len().min(HEAD)];
    read_as(archived, head, sink, |plan, each| read_json_bytes(bytes, &shown, plan, each))
}

/// Reads JSON in one of two ways; `head` are its first bytes, or all.
fn read_as(
    archived: &Archived<'_>,
    head: &[u8],
    sink: &mut dyn Sink,
    read: impl FnOnce(&JsonPlan, &mut TakeItem<'_>) -> Result<ReadCells, ReadStop>,
) -> Result<(), ReadStop> {
    let settings = archived.settings;
    let columns = wanted(&settings.columns, settings.dialect.up_when.as_ref())
        .map_err(|why| archived.broken(None, why))?;
    let mut is_broken = false;
    let read = read(&columns.plan, &mut |item| match item {
        JsonItem::Row { number, cells } => probe(archived, &columns, number, cells, sink),
        JsonItem::Twice { number, key } => {
            let expected = "each key once in an object";
            let kind = RefusalKind::NotOfLayout { expected, found: short(key) };
            sink.refuse(number, "timestamp", kind)
        }
        JsonItem::BrokenLine { number, why } => {
            is_broken = true;
            let kind = RefusalKind::NotOfLayout { expected: "JSON", found: plain_words(&why) };
            sink.refuse(number, "timestamp", kind)
        }
        JsonItem::BreaksOff { number, line, column, why } => {
            is_broken = true;
            let found = format!(
                "{} at line {line}, column {column}; nothing behind it is read",
                plain_words(&why)
            );
            sink.refuse(number, "timestamp", RefusalKind::NotOfLayout { expected: "JSON", found })
        }
    })?;
    if is_broken { Ok(()) } else { check_found(archived, head, &columns, &read) }
}

/// Hands on a row as a probe.
fn probe(
    archived: &Archived<'_>,
    columns: &JsonColumns,
    number: u64,
    cells: &[JsonCell],
    sink: &mut dyn Sink,
) -> Result<(), ReadStop> {
    let row = JsonCells { columns, cells };
    let is_fixed = archived.settings.dialect.site.is_some();
    let site = if is_fixed { archived.site.to_owned() } else { row.text("site") };
    if let Some(kind) = row.fault("site").filter(|_| !is_fixed) {
        return sink.refuse(number, "site", kind);
    }
    if site.is_empty() || !is_fixed && row.lacks_part("site") {
        return sink.refuse(number, "site", RefusalKind::Empty);
    }
    if let Some(kind) = row.fault("timestamp") {
        return sink.unplaced(number, &site, kind);
    }
    if let Some(kind) = row.fault("vantage") {
        return sink.refuse(number, "vantage", kind);
    }
    let stamp = row.text("timestamp");
    let [vantage, code, error, result] =
        ["vantage", "status_code", "error", "result"].map(|ours| row.text(ours));
    let has_seconds = !columns.cells(SECONDS).is_empty();
    let latency_column = if has_seconds { SECONDS } else { "latency_ms" };
    let latency = row.text(latency_column);
    let probe = ArchivedProbe {
        site: &site,
        vantage: &vantage,
        status_code: &code,
        error: &error,
        result: &result,
        ..ArchivedProbe::at(Timestamp::Text(&stamp))
    };
    // What a key holds that the entry does not name is no matter where a result decides.
    let is_passed_over = |ours: &str| ours == "error" && !columns.names(ours) && !result.is_empty();
    let mut outcomes = OUTCOMES.into_iter().chain([RULE]).filter(|ours| !is_passed_over(ours));
    if let Some((ours, kind)) = outcomes.find_map(|ours| Some((ours, row.outcome_fault(ours)?))) {
        let column = if ours == RULE { "result" } else { ours };
        return sink.unreadable(number, &probe, column, kind);
    }
    let latency_ms = row.fault(latency_column).map_or(Ok(latency), Err);
    let settings = archived.settings;
    if let Some(rule) = &settings.dialect.up_when {
        let (cell, words) = (row.text(RULE), &settings.result_words);
        let measured =
            MeasuredCell { rule, cell: &cell, words, decimals: settings.dialect.decimals() };
        return measured.emit(sink, number, &probe, latency_ms);
    }
    emit_with_latency(sink, number, &probe, latency_ms)
}

/// Checks that each key that must be there is in one row at least.
fn check_found(
    archived: &Archived<'_>,
    head: &[u8],
    columns: &JsonColumns,
    read: &ReadCells,
) -> Result<(), ReadStop> {
    let is_found = |one: &JsonColumn| one.cells.iter().all(|cell| read.found[*cell]);
    let is_outcome = |one: &JsonColumn| OUTCOMES.contains(&one.ours) || one.ours == RULE;
    let tells = |one: &&JsonColumn| is_outcome(one) && is_found(one);
    let has_outcome = columns.all.iter().any(|one| tells(&one));
    let needs = |one: &&JsonColumn| match one.ours {
        "site" => archived.settings.dialect.site.is_none(),
        "timestamp" => true,
        ours if SPARSE.contains(&ours) && has_outcome => false,
        ours => one.is_named || OUTCOMES.contains(&ours) && !has_outcome && ours == OUTCOMES[0],
    };
    let missing: Vec<&JsonColumn> =
        columns.all.iter().filter(needs).filter(|one| !is_found(one)).collect();
    // A list without an element has no rows, and nothing is wrong with it.
    let is_empty = read.rows == 0 && read.lists_found.iter().all(|found| *found);
    if missing.is_empty() || is_empty && !read.lists_found.is_empty() {
        return Ok(());
    }
    let paths = keys_found(head, columns);
    if paths.is_empty() && read.rows == 0 {
        return Ok(());
    }
    let names: Vec<String> = paths.iter().map(ToString::to_string).collect();
    let needed: Vec<String> = missing.iter().map(|one| shown(one, columns, has_outcome)).collect();
    Err(ReadStop::Failed(ReadError::MissingColumn {
        path: archived.shown(),
        needed: needed.join(", "),
        found: listed(names.iter().map(String::as_str)),
        hint: proposal(&missing, &paths),
    }))
}

/// Names a column that is missing, for an error.
fn shown(one: &JsonColumn, columns: &JsonColumns, has_outcome: bool) -> String {
    let paths: Vec<String> =
        one.cells.iter().map(|cell| format!("`{}`", columns.paths[*cell])).collect();
    match one.ours {
        RULE => format!("{} (named in `up_when`)", paths.join(", ")),
        ours if one.is_named => format!("{} (named for `{ours}` in `columns`)", paths.join(", ")),
        ours if OUTCOMES.contains(&ours) && !has_outcome => {
            "`status_code`, `error` or `result` (one of them must say how the probe went)"
                .to_owned()
        }
        ours => format!("`{ours}`"),
    }
}

/// Lists the paths of the keys in the beginning of a file: those of the rows that are read, else
/// all.
fn keys_found(head: &[u8], columns: &JsonColumns) -> Vec<JsonPath> {
    let tables: Vec<_> = json_tables(head, &[]).iter().map(|table| table.without_texts()).collect();
    let is_read = |path: &&JsonPath| columns.paths.contains(path);
    let own = tables
        .iter()
        .max_by_key(|table| (table.columns.iter().filter(is_read).count(), table.columns.len()));
    own.map(|table| table.columns.clone()).unwrap_or_default()
}

/// Proposes which keys look like the missing columns.
fn proposal(missing: &[&JsonColumn], paths: &[JsonPath]) -> String {
    let like = |ours: &'static str| {
        let by_word = paths.iter().find(|path| is_familiar(ours, path.leaf()));
        let near = || {
            let leaf = nearest(ours, paths.iter().map(JsonPath::leaf))?;
            paths.iter().find(|path| path.leaf() == leaf)
        };
        let path = by_word.or_else(near)?.to_string();
        let sign = if path.contains('"') { '\'' } else { '"' };
        Some(format!("{ours} = {sign}{path}{sign}"))
    };
    let of_column = |one: &&JsonColumn| match one.is_named {
        // Any of the outcomes will do.
        false if OUTCOMES.contains(&one.ours) => OUTCOMES.into_iter().find_map(like),
        _ => like(one.ours),
    };
    let pairs: Vec<String> = missing.iter().filter_map(of_column).collect();
    if pairs.is_empty() {
        let ours = missing.first().map_or("timestamp", |one| one.ours);
        format!("; say which it is: columns = {{ {ours} = \"…\" }} in its [[probes]]")
    } else {
        format!("; did you mean columns = {{ {} }} in its [[probes]]?", pairs.join(", "))
    }
}
