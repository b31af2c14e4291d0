//! `blackbox-log`: what blackbox_exporter logs, as `key=value` or JSON. Each `Probe succeeded` or
//! `Probe failed` is a probe; other lines are steps on the way and passed over.

use crate::files::FileHead;
use crate::layouts::json_scalar::{Pairs, Scalar};
use crate::layouts::seconds::as_milliseconds;
use crate::logs::{Archived, ArchivedProbe, LayoutSpec, ReadStop, Sink, Timestamp};
use crate::model::RefusalKind;
use crate::model::suggest::short;
use std::collections::HashMap;

/// Layout `blackbox-log`.
pub(super) const LAYOUT: LayoutSpec =
    LayoutSpec { by_line: true, ..LayoutSpec::new("blackbox-log", recognise, read) };

/// Messages with which a probe ends.
const SUCCEEDED: &str = "Probe succeeded";
const FAILED: &str = "Probe failed";
/// The keys that are read.
const KEYS: [&str; 6] = ["ts", "time", "msg", "target", "module", "duration_seconds"];

/// Recognises a file of this layout by its first bytes; gives the evidence in words.
fn recognise(head: &FileHead<'_>) -> Option<String> {
    let has =
        |line: &str| line.contains("target") && (line.contains(SUCCEEDED) || line.contains(FAILED));
    head.lines().any(has).then(|| format!("lines with `{SUCCEEDED}` or `{FAILED}` and a target"))
}

/// Keys of a line and their values.
type KeyValues = Pairs<Scalar>;

/// Reads an archive, and hands each of its rows on.
///
/// # Errors
/// Where it cannot be read, or nobody waits for more.
fn read(archived: &Archived<'_>, sink: &mut dyn Sink) -> Result<(), ReadStop> {
    let mut modules: HashMap<String, String> = HashMap::new();
    archived.lines(sink, |sink, number, line| {
        let line = line.trim();
        if line.is_empty() {
            return Ok(());
        }
        let values = if line.starts_with('{') {
            serde_json::from_str(line).unwrap_or_default()
        } else {
            pairs(line)
        };
        let text = |key: &str| values.get(key).and_then(Scalar::as_str).unwrap_or_default();
        let result = match text("msg") {
            SUCCEEDED => "up",
            FAILED => "down",
            "" => {
                let kind = RefusalKind::NotOfLayout {
                    expected: "a line of `key=value` or JSON with `msg`",
                    found: short(line),
                };
                return sink.refuse(number, "result", kind);
            }
            _ => return Ok(()),
        };
        if let Some(key) = KEYS.iter().find(|key| values.twice(key)) {
            let kind = RefusalKind::NotOfLayout {
                expected: "each key once in a line",
                found: (*key).to_owned(),
            };
            return sink.refuse(number, "result", kind);
        }
        let (site, module) = (text("target"), text("module"));
        // Two ways to probe one target fail apart; their probes in one series would say that it
        // goes up and down.
        let known = modules.entry(site.to_owned()).or_insert_with(|| module.to_owned());
        if known != module {
            let kind = RefusalKind::NotOfLayout {
                expected: "one `module` for each target; give others a log of their own",
                found: short(module),
            };
            return sink.refuse(number, "site", kind);
        }
        let stamp = if values.get("ts").is_some() { text("ts") } else { text("time") };
        let took = values
            .get("duration_seconds")
            .filter(|_| result == "up")
            .map_or_else(String::new, milliseconds);
        sink.probe(
            number,
            &ArchivedProbe {
                site,
                latency_ms: &took,
                result,
                ..ArchivedProbe::at(Timestamp::Text(stamp))
            },
        )
    })
}

/// Writes seconds as milliseconds; any other value stays as written.
fn milliseconds(seconds: &Scalar) -> String {
    let number = seconds.number().or_else(|| seconds.as_str()?.parse().ok());
    number.map_or_else(|| seconds.text(), as_milliseconds)
}

/// Returns the pairs of a line such as `ts=… msg="Probe failed"`; a word without `=` is passed
/// over.
fn pairs(line: &str) -> KeyValues {
    let (mut values, mut rest) = (KeyValues::default(), line);
    while let Some(start) = rest.find(|c: char| !c.is_whitespace()) {
        rest = &rest[start..];
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        let Some(value) = after.strip_prefix('=') else {
            rest = after;
            continue;
        };
        let text;
        (text, rest) = value.strip_prefix('"').map_or_else(|| bare(value), quoted);
        values.0.push((key.to_owned(), Scalar::Text(text)));
    }
    values
}

/// Returns a value without quotation marks, and what follows.
fn bare(value: &str) -> (String, &str) {
    let (text, rest) = value.split_at(value.find(char::is_whitespace).unwrap_or(value.len()));
    (text.to_owned(), rest)
}

/// Returns a value up to its closing quotation mark, and what follows.
fn quoted(value: &str) -> (String, &str) {
    let (mut text, mut escaped) = (String::new(), false);
    for (at, c) in value.char_indices() {
        match c {
            '"' if !escaped => return (text, &value[at + 1..]),
            '\\' if !escaped => escaped = true,
            c => {
                text.push(c);
                escaped = false;
            }
        }
    }
    (text, "")
}
