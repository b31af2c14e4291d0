//! `json`: JSON of any shape, in which `columns` says by paths where the cells of a probe stand.

use crate::files::{
    FileHead, JsonCell, JsonFile, JsonItem, JsonPath, JsonPlan, OneOrMany, ReadCells, ReadError,
    read_json_file, survey,
};
use crate::logs::{
    Archived, ArchivedProbe, COLUMNS, FaultyPart, LayoutSpec, PartFault, ReadStop, SECONDS, Sink,
    Timestamp, is_familiar,
};
use crate::model::RefusalKind;
use crate::model::suggest::{listed, nearest, short};
use std::collections::BTreeMap;

/// Layout `json`.
pub(super) const LAYOUT: LayoutSpec = LayoutSpec {
    csv_keys: &["columns", "time_format", "site", "results"],
    check_columns: Some(check_columns),
    // What JSON is a log of probes only its keys can tell, and `init` asks them.
    ..LayoutSpec::new("json", |_| None, read)
};

/// Value of a cell, for errors.
const PLAIN: &str = "a plain value in each cell";
/// Columns that tell the outcome.
const OUTCOMES: [&str; 3] = ["status_code", "error", "result"];
/// Columns that can be missing in a whole file where another tells the outcome: many write only
/// what there is.
const SPARSE: [&str; 3] = ["error", "latency_ms", SECONDS];

/// Checks the paths of `columns`.
fn check_columns(columns: &BTreeMap<String, OneOrMany>) -> Result<(), String> {
    wanted(columns).map(drop)
}

/// Column of ours, and the cells that make it.
#[derive(Debug)]
struct WantedColumn {
    ours: &'static str,
    cells: Vec<usize>,
    /// Whether `columns` names it.
    is_named: bool,
}

/// Columns to read, and the plan by which their cells are found.
#[derive(Debug)]
struct ProbePaths {
    wanted: Vec<WantedColumn>,
    paths: Vec<JsonPath>,
    plan: JsonPlan,
}

/// Finds the paths of our columns: those that are named, and our own names for the rest.
fn wanted(columns: &BTreeMap<String, OneOrMany>) -> Result<ProbePaths, String> {
    let in_seconds = columns.contains_key(SECONDS);
    let latency = if in_seconds { SECONDS } else { "latency_ms" };
    let (mut wanted, mut paths) = (Vec::new(), Vec::<JsonPath>::new());
    for ours in COLUMNS.map(|ours| if ours == "latency_ms" { latency } else { ours }) {
        let named = columns.get(ours);
        let own = [ours.to_owned()];
        let mut cells = Vec::new();
        for text in named.map_or(&own[..], OneOrMany::all) {
            let path = JsonPath::parse(text)?;
            let known = paths.iter().position(|known| *known == path);
            cells.push(known.unwrap_or(paths.len()));
            if known.is_none() {
                paths.push(path);
            }
        }
        wanted.push(WantedColumn { ours, cells, is_named: named.is_some() });
    }
    // Our own names are asked beside named lists, but never where these begin.
    let is_top = paths.iter().filter(|path| path.to_string().starts_with("[]")).count();
    if is_top > 0 {
        let unnamed: Vec<usize> =
            wanted.iter().filter(|one| !one.is_named).flat_map(|one| one.cells.clone()).collect();
        for cell in unnamed {
            let under = format!("[].{}", paths[cell]);
            paths[cell] = JsonPath::parse(&under)?;
        }
    }
    let plan = JsonPlan::new(&paths)?;
    Ok(ProbePaths { wanted, paths, plan })
}

fn read(archived: &Archived<'_>, sink: &mut dyn Sink) -> Result<(), ReadStop> {
    let settings = archived.settings;
    let columns = wanted(&settings.columns).map_err(|why| archived.broken(None, why))?;
    let mut is_broken = false;
    let head = FileHead::at(archived.path)?;
    let (blocks, shown) = (archived.blocks()?, archived.shown());
    let file = JsonFile { blocks, head: &head.bytes, shown: &shown };
    let read = read_json_file(file, &columns.plan, &mut |item| match item {
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
    if is_broken { Ok(()) } else { check_found(archived, &columns, &read) }
}

/// Gives the words of a fault without control characters.
fn plain_words(why: &str) -> String {
    why.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Cells of a row, in our columns.
struct ProbeCells<'a> {
    columns: &'a ProbePaths,
    cells: &'a [JsonCell],
}

impl ProbeCells<'_> {
    fn column(&self, ours: &str) -> &[usize] {
        self.columns.wanted.iter().find(|one| one.ours == ours).map_or(&[], |one| &one.cells)
    }

    /// Gives the text of a column, of several cells with blanks between them.
    fn text(&self, ours: &str) -> String {
        let mut whole = String::new();
        for cell in self.column(ours) {
            if !whole.is_empty() {
                whole.push(' ');
            }
            whole.push_str(self.cells[*cell].text());
        }
        whole
    }

    /// Says what is wrong with a column; `None` where nothing is.
    fn fault(&self, ours: &str) -> Option<RefusalKind> {
        self.column(ours).iter().find_map(|cell| match &self.cells[*cell] {
            JsonCell::Odd(found) => {
                Some(RefusalKind::NotOfLayout { expected: PLAIN, found: found.clone() })
            }
            JsonCell::Texts(_) => {
                let found = "a list".to_owned();
                Some(RefusalKind::NotOfLayout { expected: PLAIN, found })
            }
            JsonCell::Missing | JsonCell::Text(_) => None,
        })
    }

    /// Says whether a cell of several that make a column is empty.
    fn lacks_part(&self, ours: &str) -> bool {
        let cells = self.column(ours);
        cells.len() > 1 && cells.iter().any(|cell| self.cells[*cell].text().is_empty())
    }
}

/// Hands on a row as a probe.
fn probe(
    archived: &Archived<'_>,
    columns: &ProbePaths,
    number: u64,
    cells: &[JsonCell],
    sink: &mut dyn Sink,
) -> Result<(), ReadStop> {
    let row = ProbeCells { columns, cells };
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
    let latency_column = if row.column(SECONDS).is_empty() { "latency_ms" } else { SECONDS };
    let latency = row.text(latency_column);
    let record = ArchivedProbe {
        site: &site,
        vantage: &vantage,
        status_code: &code,
        error: &error,
        latency_ms: &latency,
        result: &result,
        ..ArchivedProbe::at(Timestamp::Text(&stamp))
    };
    let outcome = OUTCOMES.into_iter().find_map(|ours| Some((ours, row.fault(ours)?)));
    if let Some((column, kind)) = outcome {
        return sink.unreadable(number, &record, column, kind);
    }
    match row.fault(latency_column) {
        Some(kind) => {
            let fault = PartFault { part: FaultyPart::Cell, column: "latency_ms", kind };
            sink.faulty(number, &record, fault)
        }
        None => sink.record(number, &record),
    }
}

/// Checks that each key that must be there is in one record at least.
fn check_found(
    archived: &Archived<'_>,
    columns: &ProbePaths,
    read: &ReadCells,
) -> Result<(), ReadStop> {
    let is_found = |one: &WantedColumn| one.cells.iter().all(|cell| read.found[*cell]);
    let tells = |one: &&WantedColumn| OUTCOMES.contains(&one.ours) && is_found(one);
    let has_outcome = columns.wanted.iter().any(|one| tells(&one));
    let needs = |one: &&WantedColumn| match one.ours {
        "site" => archived.settings.dialect.site.is_none(),
        "timestamp" => true,
        ours if SPARSE.contains(&ours) && has_outcome => false,
        ours => one.is_named || OUTCOMES.contains(&ours) && !has_outcome && ours == OUTCOMES[0],
    };
    let missing: Vec<&WantedColumn> =
        columns.wanted.iter().filter(needs).filter(|one| !is_found(one)).collect();
    // A list without an element has no rows, and nothing is wrong with it.
    let is_empty = read.rows == 0 && read.lists_found.iter().all(|found| *found);
    if missing.is_empty() || is_empty && !read.lists_found.is_empty() {
        return Ok(());
    }
    let paths = keys_found(archived, columns)?;
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
fn shown(one: &WantedColumn, columns: &ProbePaths, has_outcome: bool) -> String {
    let paths: Vec<String> =
        one.cells.iter().map(|cell| format!("`{}`", columns.paths[*cell])).collect();
    match one.ours {
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
fn keys_found(archived: &Archived<'_>, columns: &ProbePaths) -> Result<Vec<JsonPath>, ReadStop> {
    let head = FileHead::at(archived.path)?;
    let tables = survey(&head.bytes);
    let is_read = |path: &&JsonPath| columns.paths.contains(path);
    let own = tables
        .iter()
        .max_by_key(|table| (table.columns.iter().filter(is_read).count(), table.columns.len()));
    Ok(own.map(|table| table.columns.clone()).unwrap_or_default())
}

/// Proposes which keys look like the missing columns.
fn proposal(missing: &[&WantedColumn], paths: &[JsonPath]) -> String {
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
    let of_column = |one: &&WantedColumn| match one.is_named {
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
