//! Meaning of the keys of an object of JSON, and of the values of a list: moments, names of sites,
//! or words of an entry.

use crate::clock::{Zone, parse_range, parse_stamp};
use crate::files::json::path::JsonStep;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Elements of a list of plain values that are taken for the cells of a row, at most.
pub(super) const CELLS: usize = 16;
/// Lists in an object that are alike, at least, where their names are no addresses.
pub(super) const NAMED_LISTS: usize = 2;
/// Digits of a moment in seconds since 1970, in this century.
const SECONDS: usize = 10;
/// Objects in an object that are alike, at least, where their names are no addresses.
const NAMED_OBJECTS: usize = 3;
/// Objects with a list of objects each, such as a history, that are alike in an object, at least,
/// where their names are no addresses.
const NAMED_HISTORIES: usize = 2;
/// Keys that objects share, at least, which are alike though one has another key, too.
const SHARED_KEYS: usize = 2;
/// Keys whose object has a name for each of its values, however few these are, in small letters.
const KEYS_OF_NAMES: [&str; 13] = [
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
    "regions",
    "locations",
    "vantages",
];

/// Says whether the keys of an object are moments or days.
pub(super) fn is_by_time(map: &Map<String, Value>) -> bool {
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
pub(super) fn is_by_name(map: &Map<String, Value>) -> bool {
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
    let keys = |value: &'_ Value| -> Option<BTreeSet<String>> {
        match value {
            Value::Object(inner) => Some(inner.keys().cloned().collect()),
            Value::Array(all) => Some(all.first()?.as_object()?.keys().cloned().collect()),
            _ => None,
        }
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
    let kind = if enough == NAMED_OBJECTS { Alike::Objects } else { Alike::Histories };
    let are_of_one_kind = map.values().all(|value| value.is_array() == are_lists);
    let all: Option<Vec<BTreeSet<String>>> = map.values().map(keys).collect();
    map.len() >= enough && are_of_one_kind && all.is_some_and(|all| are_alike(&all, kind))
}

/// Kind of the things that are compared by their keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Alike {
    Objects,
    /// Lists of objects, or objects with such a list in them.
    Histories,
}

/// Says whether things with these keys are alike: they have the same ones, or share some, as one
/// may have a note more than the others. Objects share several, and have no more of their own.
fn are_alike(all: &[BTreeSet<String>], kind: Alike) -> bool {
    let Some((first, others)) = all.split_first() else { return false };
    let shared = |key: &&String| others.iter().all(|keys| keys.contains(*key));
    let shared = first.iter().filter(shared).count();
    let has_few_others = || all.iter().all(|keys| keys.len() <= shared * 2);
    others.iter().all(|keys| keys == first)
        || match kind {
            Alike::Objects => shared >= SHARED_KEYS && has_few_others(),
            Alike::Histories => shared > 0,
        }
}

/// Says whether a name is that of a host, with or without a scheme: labels with points between
/// them, the last of letters alone.
pub(super) fn is_host(name: &str) -> bool {
    let bare = name.split_once("://").map_or(name, |(_, bare)| bare);
    let host = bare.split(['/', ':']).next().unwrap_or_default();
    let last = host.rsplit_once('.').map_or("", |(_, last)| last);
    !name.contains(' ') && last.chars().count() > 1 && last.chars().all(char::is_alphabetic)
}

/// Says whether the key of an object says that its keys are names of sites: each value is a list,
/// an object, or a word.
pub(super) fn is_under_names(steps: &[JsonStep], map: &Map<String, Value>) -> bool {
    let Some(JsonStep::Key(key)) = steps.last() else { return false };
    let is_named = KEYS_OF_NAMES.contains(&key.to_lowercase().as_str());
    let are_words = || map.values().all(|value| value.is_string() || value.is_boolean());
    is_named && !map.is_empty() && (!map.values().any(is_plain) || are_words())
}

/// Says whether a value is an object with a list of objects in it.
pub(super) fn has_history(value: &Value) -> bool {
    let is_of_objects =
        |one: &Value| one.as_array().and_then(|all| all.first()).is_some_and(Value::is_object);
    value.as_object().is_some_and(|map| map.values().any(is_of_objects))
}

/// Says whether a value is neither a list nor an object.
pub(super) fn is_plain(value: &Value) -> bool {
    !matches!(value, Value::Array(_) | Value::Object(_))
}

/// Says whether a list is one of few texts, none of which is a moment: names, such as those of
/// sites.
pub(super) fn are_texts(all: &[Value]) -> bool {
    let is_name = |value: &Value| value.as_str().is_some_and(|text| !is_time(text));
    (1..=CELLS).contains(&all.len()) && all.iter().all(is_name)
}
