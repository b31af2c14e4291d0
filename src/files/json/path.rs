//! Paths to cells in JSON, such as `history[].at`: keys with points between them, as in JMESPath
//! and jq.

use std::fmt;

/// Step of a path.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum JsonStep {
    /// Value of a key of an object.
    Key(String),
    /// Each element of a list: `[]`.
    Elements,
    /// Each value of an object, whatever its key: `*`.
    Values,
    /// One element of a list, from 0: `[1]`.
    Index(usize),
    /// Key itself of each value of an object: `{key}`.
    Name,
}

/// Path from an entry to a cell; has a step at least.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct JsonPath(Vec<JsonStep>);

/// Text of the step that means the key itself.
const NAME: &str = "{key}";
/// Advice for a path that cannot be read.
const HOW: &str = "write keys with points between them and `[]` behind a list, such as \
    `history[].at`; a key with a point in it stands in quotation marks";

impl JsonPath {
    /// Makes a path of its steps.
    pub(super) fn of(steps: Vec<JsonStep>) -> JsonPath {
        JsonPath(steps)
    }

    /// Reads a path as it is written.
    ///
    /// # Errors
    /// Where it is none, with what to write.
    pub(crate) fn parse(text: &str) -> Result<JsonPath, String> {
        let wrong = |why: &str| format!("`{text}` is no path: {why}; {HOW}");
        if text.starts_with('/') {
            return Err(wrong("it begins with `/`"));
        }
        let mut steps = Vec::new();
        let mut rest = text.strip_prefix('$').unwrap_or(text);
        rest = rest.strip_prefix('.').unwrap_or(rest);
        while !rest.is_empty() {
            let (step, behind) = first_step(rest).map_err(wrong)?;
            steps.push(step);
            rest = match behind.strip_prefix('.') {
                // jq writes `.[]` where JMESPath has `[]`.
                Some("") => return Err(wrong("it ends with a point")),
                Some(next) => next,
                None if behind.is_empty() || behind.starts_with('[') => behind,
                None => return Err(wrong("something stands behind a bracket or a quotation mark")),
            };
        }
        if steps.is_empty() {
            return Err(wrong("it is empty"));
        }
        if steps[..steps.len() - 1].contains(&JsonStep::Name) {
            return Err(wrong("`{key}` is the last step"));
        }
        Ok(JsonPath(steps))
    }

    /// Gives the steps.
    pub(crate) fn steps(&self) -> &[JsonStep] {
        &self.0
    }

    /// Counts the lists on the way.
    pub(crate) fn depth(&self) -> usize {
        let is_list = |step: &&JsonStep| !matches!(step, JsonStep::Key(_) | JsonStep::Index(_));
        self.0.iter().filter(is_list).count()
    }

    /// Says whether the cell is a key itself.
    pub(crate) fn is_name(&self) -> bool {
        self.0.last() == Some(&JsonStep::Name)
    }

    /// Gives the key of the object whose keys the cells are; `None` where they are no keys, or
    /// where that object has none itself.
    pub(crate) fn object_of_names(&self) -> Option<&str> {
        match self.0.split_last()? {
            (JsonStep::Name, [.., JsonStep::Key(key)]) => Some(key),
            _ => None,
        }
    }

    /// Says whether the cell is the value of a key that can be any.
    pub(crate) fn is_any_value(&self) -> bool {
        self.0.last() == Some(&JsonStep::Values)
    }

    /// Gives the last name in the path, by which a reader knows what the cell is; empty where it
    /// has none, as in a row that is a list.
    pub(crate) fn leaf(&self) -> &str {
        if self.is_cell_of_list() {
            return "";
        }
        self.keys_from_end().next().unwrap_or_default()
    }

    /// Says whether the cell is one of the cells of a row that is a list: its name is a number.
    fn is_cell_of_list(&self) -> bool {
        let is_row = |step: Option<&JsonStep>| matches!(step, None | Some(JsonStep::Elements));
        match self.0.split_last() {
            // Below the names of nodes the key around them says what was measured.
            Some((JsonStep::Index(_), before)) => {
                is_row(before.last()) && !before.contains(&JsonStep::Values)
            }
            _ => false,
        }
    }

    /// Gives the last but one name in the path, that of the thing around the cell; empty where it
    /// has none.
    pub(crate) fn around(&self) -> &str {
        self.keys_from_end().nth(1).unwrap_or_default()
    }

    /// Lists the names in the path, the last one first.
    fn keys_from_end(&self) -> impl Iterator<Item = &str> {
        self.0.iter().rev().filter_map(|step| match step {
            JsonStep::Key(key) => Some(key.as_str()),
            _ => None,
        })
    }
}

/// Reads the first step of a text that is not empty; gives what stands behind it, too.
///
/// # Errors
/// What is wrong with it.
fn first_step(text: &str) -> Result<(JsonStep, &str), &'static str> {
    const OPEN: &str = "a bracket or a quotation mark has no partner";
    if let Some(inner) = text.strip_prefix('[') {
        let quoted = inner.strip_prefix(['"', '\'']);
        if let Some(quoted) = quoted {
            let end = quoted.find(['"', '\'']).ok_or(OPEN)?;
            let behind = quoted[end + 1..].strip_prefix(']').ok_or(OPEN)?;
            return Ok((JsonStep::Key(quoted[..end].to_owned()), behind));
        }
        let (inner, behind) = inner.split_once(']').ok_or(OPEN)?;
        return match inner.trim() {
            "" | "*" => Ok((JsonStep::Elements, behind)),
            number => number
                .parse()
                .map(|index| (JsonStep::Index(index), behind))
                .map_err(|_| "brackets hold nothing, `*`, a number or a key in quotation marks"),
        };
    }
    if let Some(quoted) = text.strip_prefix('"') {
        let (key, behind) = quoted.split_once('"').ok_or(OPEN)?;
        return Ok((JsonStep::Key(key.to_owned()), behind));
    }
    let end = text.find(['.', '[']).unwrap_or(text.len());
    let (key, behind) = text.split_at(end);
    match key {
        "" => Err("a key is missing"),
        "*" => Ok((JsonStep::Values, behind)),
        NAME => Ok((JsonStep::Name, behind)),
        key => Ok((JsonStep::Key(key.to_owned()), behind)),
    }
}

/// Says whether a key can stand in a path without quotation marks.
fn is_bare(key: &str) -> bool {
    let odd = ['.', '[', ']', '"', '\'', '$', '/'];
    !key.is_empty() && key != "*" && key != NAME && !key.contains(odd)
}

/// Writes steps as a path.
pub(super) fn written(steps: &[JsonStep]) -> String {
    let mut text = String::new();
    for step in steps {
        let is_bracket = matches!(step, JsonStep::Elements | JsonStep::Index(_));
        if !text.is_empty() && !is_bracket {
            text.push('.');
        }
        match step {
            JsonStep::Key(key) if is_bare(key) => text.push_str(key),
            JsonStep::Key(key) => text.push_str(&format!("\"{key}\"")),
            JsonStep::Elements => text.push_str("[]"),
            JsonStep::Values => text.push('*'),
            JsonStep::Index(index) => text.push_str(&format!("[{index}]")),
            JsonStep::Name => text.push_str(NAME),
        }
    }
    text
}

impl fmt::Display for JsonPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&written(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::{JsonPath, JsonStep, written};

    #[test]
    fn paths_are_read_as_they_are_written() {
        let key = |text: &str| JsonStep::Key(text.to_owned());
        let pairs = [
            ("at", vec![key("at")]),
            ("history[].at", vec![key("history"), JsonStep::Elements, key("at")]),
            ("history[][0]", vec![key("history"), JsonStep::Elements, JsonStep::Index(0)]),
            ("sites.*.at", vec![key("sites"), JsonStep::Values, key("at")]),
            ("sites.{key}", vec![key("sites"), JsonStep::Name]),
            ("\"monitor.name\".id", vec![key("monitor.name"), key("id")]),
            ("Web shop.checked at", vec![key("Web shop"), key("checked at")]),
        ];
        for (text, steps) in pairs {
            assert_eq!(JsonPath::parse(text).unwrap().steps(), steps, "{text}");
            assert_eq!(written(&steps), text);
        }
        for (other, text) in [
            ("$.a[*].b", "a[].b"),
            (".a.[].b", "a[].b"),
            (".[].b", "[].b"),
            ("a['b.c']", "a.\"b.c\""),
        ] {
            assert_eq!(JsonPath::parse(other).unwrap().to_string(), text);
        }
    }

    #[test]
    fn what_is_no_path_says_how_one_is_written() {
        for odd in ["", ".", "a..b", "a.", "a[", "a[x]", "a[-1]", "/a/b", "{key}.a", "\"a", "a[]b"]
        {
            let why = JsonPath::parse(odd).unwrap_err();
            assert!(why.contains("such as `history[].at`"), "{odd}: {why}");
        }
    }
}
