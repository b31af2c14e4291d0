//! Rows at the beginning of JSON, and their paths: for proposals, and for errors that
//! name the keys there are.

use crate::clock::{Zone, parse_range, parse_stamp};
use crate::files::json::path::{JsonPath, JsonStep};
use crate::files::json::shape::has_json_lines;
use serde_json::{Map, Value};

/// Rows of a table that are looked at, at most.
const ROWS: usize = 1_000;
/// Columns of a table, at most.
const COLUMNS: usize = 200;
/// Objects within one another that are looked into, at most.
const DEPTH: usize = 16;
/// Elements of a list of plain values that are taken for the cells of a row, at most.
const CELLS: usize = 16;
/// Lists in an object that are alike, at least, where their names are no addresses.
const NAMED_LISTS: usize = 2;
/// Objects in an object that are alike, at least, where their names are no addresses.
const NAMED_OBJECTS: usize = 3;
/// Objects with a list of objects each, such as a history, that are alike in an object, at least,
/// where their names are no addresses.
const NAMED_HISTORIES: usize = 2;
/// Digits of a moment in seconds since 1970, in this century.
const SECONDS: usize = 10;
/// Keys whose object has a name for each of its values, however few these are, in small letters.
const KEYS_OF_NAMES: [&str; 10] = [
    "services",
    "sites",
    "websites",
    "monitors",
    "hosts",
    "targets",
    "endpoints",
    "servers",
    "urls",
    "domains",
];

/// Rows of one list, with the cells of the objects around it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct JsonTable {
    /// Steps to the list; none for the entries themselves.
    list: Vec<JsonStep>,
    /// Paths of the cells, in order of appearance.
    pub(crate) columns: Vec<JsonPath>,
    /// Cells of each row in the order of the paths, empty where there is none.
    pub(crate) rows: Vec<Vec<String>>,
}

impl JsonTable {
    /// Counts the lists around its innermost cells.
    pub(crate) fn depth(&self) -> usize {
        self.columns.iter().map(JsonPath::depth).max().unwrap_or(0)
    }
}

/// Finds the tables in the beginning of JSON: one for the entries, and one for each list in them.
/// Empty where nothing of it can be read.
pub(crate) fn json_tables(head: &[u8]) -> Vec<JsonTable> {
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
    let mended = || serde_json::from_slice(&mended(text)?).ok().map(|value| vec![value]);
    whole.or_else(mended).unwrap_or_default()
}

/// Cuts JSON behind the last object or list that ends, and closes what is open there; `None` where
/// none ends.
fn mended(text: &[u8]) -> Option<Vec<u8>> {
    let mut open: Vec<u8> = Vec::new();
    let mut last: Option<(usize, Vec<u8>)> = None;
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
            }
            _ => (),
        }
        if open.len() > DEPTH * 4 {
            return None;
        }
    }
    let (end, open) = last?;
    let closing = open.iter().rev().copied();
    Some(text[..end].iter().copied().chain(closing).collect())
}

/// Cell of a row with its path.
#[derive(Debug, Clone)]
struct PathCell {
    steps: Vec<JsonStep>,
    text: String,
}

/// List of elements, each a row; each has its name where they are the values of an object.
struct FoundList<'v> {
    steps: Vec<JsonStep>,
    elements: Vec<(Option<&'v str>, &'v Value)>,
}

/// Tables found so far.
#[derive(Debug, Default)]
struct FoundTables {
    tables: Vec<JsonTable>,
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
                    cells.push(PathCell { steps, text: text(cell) });
                }
            }
            Value::Object(_) | Value::Array(_) => {
                gather(value, steps, &mut cells, &mut lists, depth);
            }
            plain if steps.last() == Some(&JsonStep::Values) => {
                cells.push(PathCell { steps: steps.to_vec(), text: text(plain) });
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
                    around.push(PathCell { steps, text: name.to_owned() });
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
            cells.push(PathCell { steps: name_steps, text: name.clone() });
            let steps = joined(steps, JsonStep::Values);
            cells.push(PathCell { steps: steps.clone(), text: text(value) });
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
        if table.rows.len() >= ROWS {
            return true;
        }
        let mut row = vec![String::new(); table.columns.len()];
        for PathCell { steps, text } in cells {
            let known = table.columns.iter().position(|path| path.steps() == steps);
            let Some(at) = known.or_else(|| {
                (table.columns.len() < COLUMNS).then(|| {
                    table.columns.push(JsonPath::of(steps.clone()));
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
        plain => cells.push(PathCell { steps: steps.to_vec(), text: text(plain) }),
    }
}

/// Makes the list of the values of an object by names.
fn named_list<'v>(
    steps: &[JsonStep],
    elements: Vec<(Option<&'v str>, &'v Value)>,
) -> FoundList<'v> {
    FoundList { steps: joined(steps, JsonStep::Values), elements }
}

/// Says whether the keys of an object are moments or days.
fn is_by_time(map: &Map<String, Value>) -> bool {
    !map.is_empty() && map.keys().all(|key| is_time(key))
}

/// Says whether a text is a moment or a day: as our own layout writes it, in seconds or
/// milliseconds since 1970, or with the day in three numbers.
pub(crate) fn is_time(text: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if is_number(text) {
        return [SECONDS, SECONDS + 3].contains(&text.len());
    }
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let of_numbers = |sign: char| {
        let parts: Vec<&str> = day.split(sign).collect();
        parts.len() == 3 && parts.iter().all(|part| is_number(part) && part.len() <= 4)
    };
    of_numbers('.')
        || of_numbers('/')
        || parse_stamp(text, Some(Zone::UTC)).is_ok()
        || parse_range(text, Some(Zone::UTC)).is_ok()
}

/// Says whether the keys of an object are names of things that are alike, such as sites: addresses,
/// several with the same keys each, or several with moments as their keys.
fn is_by_name(map: &Map<String, Value>) -> bool {
    if !map.is_empty() && map.values().all(is_plain) {
        return map.keys().all(|name| is_host(name));
    }
    if map.is_empty() || map.values().any(is_plain) {
        return false;
    }
    let is_of_times = |value: &Value| value.as_object().is_some_and(is_by_time);
    if map.len() >= NAMED_HISTORIES && map.values().all(is_of_times) {
        return true;
    }
    let is_address = |name: &String| name.contains('.') && !name.contains(' ');
    if map.keys().all(is_address) {
        return true;
    }
    let keys = |value: &Value| match value {
        Value::Object(inner) => Some(inner.keys().cloned().collect::<Vec<_>>()),
        Value::Array(all) => Some(all.first()?.as_object()?.keys().cloned().collect()),
        _ => None,
    };
    let first = map.values().next();
    let are_lists = first.is_some_and(Value::is_array);
    let enough = if are_lists {
        NAMED_LISTS
    } else if map.values().all(has_history) {
        NAMED_HISTORIES
    } else {
        NAMED_OBJECTS
    };
    let of_first = first.and_then(keys);
    map.len() >= enough
        && of_first.is_some()
        && map.values().all(|value| value.is_array() == are_lists && keys(value) == of_first)
}

/// Says whether a name is that of a host, with or without a scheme: labels with points between
/// them, the last of letters alone.
fn is_host(name: &str) -> bool {
    let bare = name.split_once("://").map_or(name, |(_, bare)| bare);
    let host = bare.split(['/', ':']).next().unwrap_or_default();
    let last = host.rsplit_once('.').map_or("", |(_, last)| last);
    !name.contains(' ') && last.chars().count() > 1 && last.chars().all(char::is_alphabetic)
}

/// Says whether the key of an object says that its keys are names of sites: each value is a list,
/// an object, or a word.
fn is_under_names(steps: &[JsonStep], map: &Map<String, Value>) -> bool {
    let Some(JsonStep::Key(key)) = steps.last() else { return false };
    let is_named = KEYS_OF_NAMES.contains(&key.to_lowercase().as_str());
    let are_words = || map.values().all(|value| value.is_string() || value.is_boolean());
    is_named && !map.is_empty() && (!map.values().any(is_plain) || are_words())
}

/// Says whether a value is an object with a list of objects in it.
fn has_history(value: &Value) -> bool {
    let is_of_objects =
        |one: &Value| one.as_array().and_then(|all| all.first()).is_some_and(Value::is_object);
    value.as_object().is_some_and(|map| map.values().any(is_of_objects))
}

/// Says whether a value is neither a list nor an object.
fn is_plain(value: &Value) -> bool {
    !matches!(value, Value::Array(_) | Value::Object(_))
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
        json_tables(text.as_bytes())
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
