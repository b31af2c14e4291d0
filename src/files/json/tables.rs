//! Rows at the beginning of JSON, and their paths: for proposals, and for errors that
//! name the keys there are.

use crate::files::json::key_kinds::{
    CELLS, NAMED_LISTS, are_texts, is_by_name, is_by_time, is_host, is_plain, is_time,
    is_under_names,
};
use crate::files::json::path::{JsonPath, JsonStep};
use crate::files::json::shape::has_json_lines;
use serde_json::Value;

/// Rows of a table that are looked at, at most.
const ROWS: usize = 1_000;
/// Columns of a table, at most.
const COLUMNS: usize = 200;
/// Objects within one another that are looked into, at most.
const DEPTH: usize = 16;
/// Text between the texts of a list in a cell.
const BETWEEN_TEXTS: &str = ";";

/// Rows of one list, with the cells of the objects around it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct JsonTable {
    /// Steps to the list; none for the entries themselves.
    list: Vec<JsonStep>,
    /// Paths of the cells, in order of appearance.
    pub(crate) columns: Vec<JsonPath>,
    /// Cells of each row in the order of the paths, empty where there is none.
    pub(crate) rows: Vec<Vec<String>>,
    /// Indices of the columns whose cells are lists of texts, in order of appearance.
    texts: Vec<usize>,
    /// Number of rows from lines further on; they are the last ones.
    pub(crate) later: usize,
}

impl JsonTable {
    /// Says where its list is, as a path is written.
    pub(crate) fn place(&self) -> String {
        JsonPath::of(self.list.clone()).to_string()
    }

    /// Says whether its list stands beside another one: their places differ by the names of keys
    /// alone.
    pub(crate) fn is_beside(&self, other: &JsonTable) -> bool {
        let is_alike = |(ours, theirs): (&JsonStep, &JsonStep)| {
            ours == theirs || matches!((ours, theirs), (JsonStep::Key(_), JsonStep::Key(_)))
        };
        let mut pairs = self.list.iter().zip(&other.list);
        self.list.len() == other.list.len() && self.list != other.list && pairs.all(is_alike)
    }

    /// Returns the table without the cells of objects around lists beside its own: what they say is
    /// of the rows of those.
    pub(crate) fn without_beside(&self, others: &[JsonTable]) -> JsonTable {
        let foreign = |other: &JsonTable| {
            let own = self.list.iter().zip(&other.list).take_while(|(a, b)| a == b).count();
            other.list[..=own].to_vec()
        };
        let beside = others.iter().filter(|other| self.is_beside(other));
        let foreign: Vec<Vec<JsonStep>> = beside.map(foreign).collect();
        let is_own = |at: &usize| {
            let steps = self.columns[*at].steps();
            !foreign.iter().any(|prefix| steps.starts_with(prefix))
        };
        self.with_columns((0..self.columns.len()).filter(is_own).collect())
    }

    /// Says whether its rows are the entries of the file themselves, in no list of another one.
    pub(crate) fn is_outermost(&self) -> bool {
        self.list.is_empty()
    }

    /// Counts the lists around its innermost cells.
    pub(crate) fn depth(&self) -> usize {
        self.columns.iter().map(JsonPath::depth).max().unwrap_or(0)
    }

    /// Returns the table without the columns that are lists of texts.
    pub(crate) fn without_texts(&self) -> JsonTable {
        let kept: Vec<usize> =
            (0..self.columns.len()).filter(|at| !self.texts.contains(at)).collect();
        self.with_columns(kept)
    }

    /// Returns the table with some of its columns.
    fn with_columns(&self, kept: Vec<usize>) -> JsonTable {
        let row = |row: &Vec<String>| kept.iter().map(|at| row[*at].clone()).collect();
        let is_of_texts = |at: &usize| self.texts.contains(&kept[*at]);
        JsonTable {
            list: self.list.clone(),
            columns: kept.iter().map(|at| self.columns[*at].clone()).collect(),
            rows: self.rows.iter().map(row).collect(),
            texts: (0..kept.len()).filter(is_of_texts).collect(),
            later: self.later,
        }
    }
}

/// Finds the tables in the beginning of JSON, and in lines with a value each that stand further on:
/// one for the entries, and one for each list in them. Empty where nothing of it can be read.
pub(crate) fn json_tables(head: &[u8], later: &[String]) -> Vec<JsonTable> {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let mut survey = FoundTables::default();
    for value in values(text) {
        let entries = match value {
            Value::Array(entries) => entries,
            other => vec![other],
        };
        for entry in entries.iter().take(ROWS) {
            survey.element(entry, &[], &[], 0);
        }
    }
    let first: Vec<usize> = survey.tables.iter().map(|table| table.rows.len()).collect();
    survey.further = later.len();
    for value in later.iter().filter_map(|line| serde_json::from_str(line).ok()) {
        survey.element(&value, &[], &[], 0);
    }
    for (at, table) in survey.tables.iter_mut().enumerate() {
        table.later = table.rows.len() - first.get(at).copied().unwrap_or_default();
    }
    survey.tables.retain(|table| !table.columns.is_empty());
    survey.tables
}

/// Reads the values of a beginning; the last is mended where it is cut off.
fn values(text: &[u8]) -> Vec<Value> {
    if has_json_lines(text) {
        let lines = text.split(|byte| *byte == b'\n').take(ROWS);
        return lines.filter_map(|line| serde_json::from_slice(line).ok()).collect();
    }
    let whole: Option<Vec<Value>> =
        serde_json::Deserializer::from_slice(text).into_iter().collect::<Result<_, _>>().ok();
    let mended = || {
        let mut value = serde_json::from_slice(&mended(text)?).ok()?;
        drop_cut_elements(&mut value);
        Some(vec![value])
    };
    whole.or_else(mended).unwrap_or_default()
}

/// Cuts JSON behind the last element of a list that is an object or a list and ends, and closes
/// what is open there; behind the last object or list where no list has one. What stands before a
/// cut in an object would be half an entry. `None` where none ends.
fn mended(text: &[u8]) -> Option<Vec<u8>> {
    let mut open: Vec<u8> = Vec::new();
    let mut last: Option<(usize, Vec<u8>)> = None;
    let mut last_element: Option<(usize, Vec<u8>)> = None;
    let (mut is_text, mut is_escaped) = (false, false);
    for (at, byte) in text.iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_text => is_escaped = true,
            b'"' => is_text = !is_text,
            _ if is_text => (),
            b'{' => open.push(b'}'),
            b'[' => open.push(b']'),
            b'}' | b']' => {
                open.pop().filter(|expected| expected == byte)?;
                last = Some((at + 1, open.clone()));
                if open.last() == Some(&b']') {
                    last_element.clone_from(&last);
                }
            }
            _ => (),
        }
        if open.len() > DEPTH * 4 {
            return None;
        }
    }
    let (end, open) = last_element.or(last)?;
    let closing = open.iter().rev().copied();
    Some(text[..end].iter().copied().chain(closing).collect())
}

/// Drops the last element of a list, and of the lists in it, where it lacks a key of the element
/// before it: the text was cut off in it.
fn drop_cut_elements(value: &mut Value) {
    match value {
        Value::Array(all) => {
            let lacks_a_key = match &all[..] {
                [.., Value::Object(before), Value::Object(last)] => {
                    before.keys().any(|key| !last.contains_key(key))
                }
                _ => false,
            };
            match lacks_a_key {
                true => drop(all.pop()),
                false => all.last_mut().map_or((), drop_cut_elements),
            }
        }
        Value::Object(map) => map.values_mut().for_each(drop_cut_elements),
        _ => (),
    }
}

/// Cell of a row with its path.
#[derive(Debug, Clone)]
struct PathCell {
    steps: Vec<JsonStep>,
    text: String,
    /// Whether the text is that of a list of texts, with `;` between them.
    is_of_texts: bool,
}

impl PathCell {
    /// Makes the cell of a plain value.
    fn plain(steps: Vec<JsonStep>, text: String) -> PathCell {
        PathCell { steps, text, is_of_texts: false }
    }
}

/// List of elements, each a row; each has its name where they are the values of an object.
struct FoundList<'v> {
    steps: Vec<JsonStep>,
    /// Elements in the order of the file, with their names.
    elements: Vec<(Option<&'v str>, &'v Value)>,
}

/// Tables found so far.
#[derive(Debug, Default)]
struct FoundTables {
    tables: Vec<JsonTable>,
    /// Rows that a table may have beyond the first ones.
    further: usize,
}

impl FoundTables {
    /// Takes an element of a list as a row; `around` are the cells of the objects around it.
    fn element(&mut self, value: &Value, steps: &[JsonStep], around: &[PathCell], depth: usize) {
        let mut cells = around.to_vec();
        let mut lists = Vec::new();
        match value {
            Value::Array(all) if all.iter().all(is_plain) && all.len() <= CELLS => {
                for (index, cell) in all.iter().enumerate() {
                    let steps = joined(steps, JsonStep::Index(index));
                    cells.push(PathCell::plain(steps, text(cell)));
                }
            }
            Value::Object(_) | Value::Array(_) => {
                gather(value, steps, &mut cells, &mut lists, depth);
            }
            plain if steps.last() == Some(&JsonStep::Values) => {
                cells.push(PathCell::plain(steps.to_vec(), text(plain)));
            }
            _ => return,
        }
        self.names_of_a_moment(value, steps, around);
        let is_full = self.row(steps, &cells);
        if is_full || depth >= DEPTH {
            return;
        }
        for list in lists {
            for (name, element) in list.elements {
                let mut around = cells.clone();
                if let Some(name) = name {
                    let holder = list.steps[..list.steps.len() - 1].to_vec();
                    let steps = joined(&holder, JsonStep::Name);
                    around.push(PathCell::plain(steps, name.to_owned()));
                }
                self.element(element, &list.steps, &around, depth + 1);
            }
        }
    }

    /// Takes the plain values of an object of one moment as rows, too: its keys can be names of
    /// sites, as well as those of the columns of one.
    fn names_of_a_moment(&mut self, value: &Value, steps: &[JsonStep], around: &[PathCell]) {
        let Value::Object(map) = value else { return };
        let moment = around.last().filter(|cell| cell.steps.last() == Some(&JsonStep::Name));
        let is_of_a_moment = moment.is_some_and(|cell| is_time(&cell.text));
        if !is_of_a_moment || map.values().any(|value| !is_plain(value)) || is_by_name(map) {
            return;
        }
        for (name, value) in map.iter().take(COLUMNS) {
            let mut cells = around.to_vec();
            let name_steps = joined(steps, JsonStep::Name);
            cells.push(PathCell::plain(name_steps, name.clone()));
            let steps = joined(steps, JsonStep::Values);
            cells.push(PathCell::plain(steps.clone(), text(value)));
            self.row(&steps, &cells);
        }
    }

    /// Takes a row of the table of a list. Returns whether the table has enough rows.
    fn row(&mut self, list: &[JsonStep], cells: &[PathCell]) -> bool {
        let at = self.tables.iter().position(|table| table.list == list).unwrap_or_else(|| {
            self.tables.push(JsonTable { list: list.to_vec(), ..JsonTable::default() });
            self.tables.len() - 1
        });
        let table = &mut self.tables[at];
        if table.rows.len() >= ROWS + self.further {
            return true;
        }
        let mut row = vec![String::new(); table.columns.len()];
        for PathCell { steps, text, is_of_texts } in cells {
            let known = table.columns.iter().position(|path| path.steps() == steps);
            let Some(at) = known.or_else(|| {
                (table.columns.len() < COLUMNS).then(|| {
                    table.columns.push(JsonPath::of(steps.clone()));
                    table.texts.extend(is_of_texts.then_some(table.columns.len() - 1));
                    row.push(String::new());
                    table.columns.len() - 1
                })
            }) else {
                continue;
            };
            row[at].clone_from(text);
        }
        table.rows.push(row);
        let width = table.columns.len();
        for row in &mut table.rows {
            row.resize(width, String::new());
        }
        false
    }
}

/// Gathers the plain values of an object and of those in it as cells, and the lists in it.
fn gather<'v>(
    value: &'v Value,
    steps: &[JsonStep],
    cells: &mut Vec<PathCell>,
    lists: &mut Vec<FoundList<'v>>,
    depth: usize,
) {
    match value {
        Value::Array(all) if all.iter().any(|one| !is_plain(one)) => {
            let elements = all.iter().take(ROWS).map(|one| (None, one)).collect();
            lists.push(FoundList { steps: joined(steps, JsonStep::Elements), elements });
        }
        Value::Array(all) if are_texts(all) => {
            let texts: Vec<&str> = all.iter().filter_map(Value::as_str).collect();
            let text = texts.join(BETWEEN_TEXTS);
            cells.push(PathCell { steps: steps.to_vec(), text, is_of_texts: true });
        }
        Value::Array(_) => (),
        Value::Object(map) if is_by_time(map) || is_by_name(map) || is_under_names(steps, map) => {
            let elements =
                map.iter().take(ROWS).map(|(name, one)| (Some(name.as_str()), one)).collect();
            lists.push(named_list(steps, elements));
        }
        Value::Object(map) if depth < DEPTH => {
            // Codes under addresses, beside a moment of all of them.
            let is_site = |(name, one): &(&String, &Value)| is_plain(one) && is_host(name);
            let sites: Vec<(Option<&str>, &Value)> = map
                .iter()
                .take(ROWS)
                .filter(is_site)
                .map(|(name, one)| (Some(name.as_str()), one))
                .collect();
            let are_sites = sites.len() >= NAMED_LISTS;
            if are_sites {
                lists.push(named_list(steps, sites));
            }
            let others = map.iter().filter(|pair| !are_sites || !is_site(pair));
            for (key, one) in others.take(COLUMNS) {
                gather(one, &joined(steps, JsonStep::Key(key.clone())), cells, lists, depth + 1);
            }
        }
        Value::Object(_) => (),
        plain => cells.push(PathCell::plain(steps.to_vec(), text(plain))),
    }
}

/// Makes the list of the values of an object by names.
fn named_list<'v>(
    steps: &[JsonStep],
    elements: Vec<(Option<&'v str>, &'v Value)>,
) -> FoundList<'v> {
    FoundList { steps: joined(steps, JsonStep::Values), elements }
}

/// Gives the text of a plain value, as it is read.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => match number.as_f64().filter(|_| number.is_f64()) {
            Some(number) => number.to_string(),
            None => number.to_string(),
        },
        Value::Bool(value) => value.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => String::new(),
    }
}

/// Adds a step.
fn joined(steps: &[JsonStep], step: JsonStep) -> Vec<JsonStep> {
    steps.iter().cloned().chain([step]).collect()
}

#[cfg(test)]
mod tests {
    use super::json_tables;

    /// Columns and number of rows of each table.
    fn tables(text: &str) -> Vec<(Vec<String>, usize)> {
        json_tables(text.as_bytes(), &[])
            .iter()
            .map(|table| {
                (table.columns.iter().map(ToString::to_string).collect(), table.rows.len())
            })
            .collect()
    }

    #[test]
    fn lists_objects_and_names_are_found() {
        let table = |columns: &[&str], rows| (columns.map_to_owned(), rows);
        assert_eq!(tables("{\"a\":1}\n{\"a\":2,\"b\":{\"c\":true}}\n"), [table(&["a", "b.c"], 2)]);
        assert_eq!(
            tables(r#"[{"name":"a","history":[{"at":1},{"at":2}]}]"#),
            [table(&["name"], 1), table(&["name", "history[].at"], 2)]
        );
        assert_eq!(
            tables(r#"{"a.example":[{"at":1}],"b.example":[{"at":2}]}"#),
            [table(&["{key}"], 2), table(&["{key}", "*[].at"], 2)]
        );
        assert_eq!(tables("[[1,200],[2,503]]"), [table(&["[0]", "[1]"], 2)]);
        // Two histories are of two names; two measures of one thing are none.
        let one = r#"{"up":true,"log":[{"at":1}]}"#;
        assert_eq!(
            tables(&format!(r#"{{"of":{{"mill":{one},"dam":{one}}}}}"#)).last(),
            Some(&table(&["of.{key}", "of.*.up", "of.*.log[].at"], 2))
        );
        assert_eq!(
            tables(r#"{"time":{"avg":1,"max":2},"loss":{"avg":3,"max":4}}"#),
            [table(&["loss.avg", "loss.max", "time.avg", "time.max"], 1)]
        );
        // A key can say that names follow, even of one.
        assert_eq!(
            tables(&format!(r#"{{"Services":{{"mill":{one}}}}}"#)).last(),
            Some(&table(&["Services.{key}", "Services.*.up", "Services.*.log[].at"], 1))
        );
    }

    #[test]
    fn moments_as_keys_are_rows() {
        let table = |columns: &[&str], rows| (columns.map_to_owned(), rows);
        let times = r#"{"2023-06-01T08:00:00Z":"up","2023-06-01T08:05:00Z":"down"}"#;
        assert_eq!(tables(times), [table(&["{key}", "*"], 2)]);
        assert_eq!(
            tables(&format!(r#"{{"mill.example":{times}}}"#)),
            [table(&["{key}"], 1), table(&["{key}", "*.{key}", "*.*"], 2)]
        );
        // Two names over moments are names, one is the key of a list.
        assert_eq!(
            tables(&format!(r#"{{"mill":{times},"dam":{times}}}"#)).last(),
            Some(&table(&["{key}", "*.{key}", "*.*"], 4))
        );
        assert_eq!(
            tables(&format!(r#"{{"checks":{times}}}"#)).last(),
            Some(&table(&["checks.{key}", "checks.*"], 2))
        );
        // Words below a moment can be sites, or columns of one.
        assert_eq!(
            tables(r#"{"1685606400":{"mill":"up","dam":"down"}}"#),
            [table(&["{key}", "*.{key}", "*.*"], 2), table(&["{key}", "*.dam", "*.mill"], 1)]
        );
        assert_eq!(
            tables(r#"{"2023-06-01":{"mill.example":"up","dam.example":"down"}}"#),
            [table(&["{key}"], 1), table(&["{key}", "*.{key}", "*.*"], 2)]
        );
        assert_eq!(
            tables(r#"{"at":1,"services":{"mill":"up","dam":"down"}}"#).last(),
            Some(&table(&["at", "services.{key}", "services.*"], 2))
        );
        assert_eq!(tables(r#"{"192.0.2.7":"a"}"#), [table(&["\"192.0.2.7\""], 1)]);
    }

    #[test]
    fn a_beginning_that_is_cut_off_is_mended() {
        let table = |columns: &[&str], rows| (columns.map_to_owned(), rows);
        assert_eq!(tables(r#"[{"a":1},{"a":2},{"a"#), [table(&["a"], 2)]);
        assert_eq!(tables(r#"{"rows":[{"a":"}"},{"a":"#), [table(&["rows[].a"], 1)]);
        // Half an entry would ask for what stands in its other half.
        let cut = r#"[{"of":{"n":"x"},"up":1},{"of":{"n":"y"},"u"#;
        assert_eq!(tables(cut), [table(&["of.n", "up"], 1)]);
        let cut = r#"[{"log":[{"at":1}],"n":"x"},{"log":[{"at":2},{"at":3},{"a"#;
        assert_eq!(tables(cut), [table(&["n"], 1), table(&["n", "log[].at"], 1)]);
        assert!(tables("{\"a\":").is_empty());
        assert!(tables("[}").is_empty());
    }

    trait MapToOwned {
        fn map_to_owned(&self) -> Vec<String>;
    }

    impl MapToOwned for [&str] {
        fn map_to_owned(&self) -> Vec<String> {
            self.iter().map(|text| (*text).to_owned()).collect()
        }
    }
}
