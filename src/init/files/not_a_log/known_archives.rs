//! Archives of known programs that come in by a recipe, or by another file of theirs.

use crate::files::FileHead;
use crate::init::left_out::{LeftOut, shell_word};
use crate::init::toml_text::quoted;
use crate::model::shown_path;
use std::path::Path;

/// Lines by which a program is known.
const LINES: usize = 40;
/// Percentage of the lines that must be as the program writes them.
const PERCENT: usize = 80;
/// Digits of the seconds since 1970, in this century.
const SECONDS: usize = 10;
/// Digits of the nanoseconds since 1970, in this century.
const NANOSECONDS: usize = 19;

/// Program whose files come in by a recipe.
struct KnownArchive {
    /// Heading of its block in `docs/recipes.md`.
    recipe: &'static str,
    /// Words for the file.
    what: &'static str,
    /// Whether a line is as the program writes it.
    fits: fn(&str) -> bool,
    /// Words of which some line must have one; empty where the form of the lines is enough.
    marks: &'static [&'static str],
}

/// Programs whose files come in by a recipe.
const ARCHIVES: [KnownArchive; 3] = [
    KnownArchive {
        recipe: "Nagios, Icinga",
        what: "the log of Nagios or Icinga",
        fits: |line| {
            let behind = line.strip_prefix('[').and_then(|rest| rest.split_once("] "));
            behind.is_some_and(|(stamp, text)| is_digits(stamp, SECONDS) && !text.starts_with('{'))
        },
        marks: &[" ALERT: ", " STATE: "],
    },
    KnownArchive {
        recipe: "Smokeping",
        what: "what `rrdtool fetch` prints",
        fits: |line| {
            let is_value = |word: &str| {
                word.trim_start_matches('-') == "nan"
                    || word.contains('e') && word.parse::<f64>().is_ok()
            };
            line.split_once(": ").is_some_and(|(stamp, values)| {
                is_digits(stamp, SECONDS) && values.split_whitespace().all(is_value)
            })
        },
        marks: &[],
    },
    KnownArchive {
        recipe: "InfluxDB: line protocol",
        what: "line protocol of InfluxDB, as Telegraf writes it",
        fits: |line| {
            let parts = line.split_once(' ').and_then(|(series, rest)| {
                let (fields, stamp) = rest.rsplit_once(' ')?;
                Some(series.contains(",") && fields.contains('=') && is_digits(stamp, NANOSECONDS))
            });
            parts.unwrap_or_default()
        },
        marks: &[],
    },
];

/// Says by which recipe a file comes in, or what it is a list of; `None` where it is of no program
/// that is known.
pub(in crate::init) fn find(head: &FileHead<'_>) -> Option<LeftOut> {
    if head.bytes.starts_with(b"{") {
        return of_json(head);
    }
    let lines: Vec<&str> = head.first_lines(LINES).map(str::trim_end).collect();
    let is_of = |archive: &&KnownArchive| {
        let fitting = lines.iter().filter(|line| (archive.fits)(line)).count();
        let is_marked = |line: &&str| archive.marks.iter().any(|mark| line.contains(mark));
        let is_clear = archive.marks.is_empty() || lines.iter().any(is_marked);
        is_clear && fitting > 1 && fitting * 100 >= lines.len() * PERCENT
    };
    let archive = ARCHIVES.iter().find(is_of)?;
    Some(by_recipe(archive.what, archive.recipe, head.path))
}

/// Says how a document of JSON comes in that a known program wrote.
fn of_json(head: &FileHead<'_>) -> Option<LeftOut> {
    let has = |word: &str| memchr::memmem::find(&head.bytes, word.as_bytes()).is_some();
    if has("\"MetricDataResults\"") && has("\"Timestamps\"") {
        let what = "what `aws cloudwatch get-metric-data` prints";
        let found = by_recipe(what, "CloudWatch Synthetics: get-metric-data", head.path);
        return Some(if are_answers(&head.bytes) { of_answers(found) } else { found });
    }
    let is_list = has("\"measurement_url\"") && has("\"results\"") && has("\"probe_asn\"");
    (is_list && !has("\"test_keys\"")).then(|| {
        let file = shell_word(head.path);
        LeftOut::because(
            "the list of measurements that OONI's API gives: it says that something was odd, and \
             not what; the raw measurements say it",
        )
        .with(format!(
            "run `jq -r '.results[].measurement_url' {file} | while read -r u; do curl -s \"$u\"; \
             echo; done > raw.jsonl`, which gets them, and name raw.jsonl"
        ))
    })
}

/// Says whether all lists of values have 0 and 1 alone, and some 1: that of a health check is 1,
/// where a share of answers would be 100.
fn are_answers(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let lists = text.split("\"Values\"").skip(1).filter_map(|rest| rest.split_once('['));
    let lists = lists.filter_map(|(_, rest)| rest.split_once(']'));
    let values: Vec<f64> = lists
        .flat_map(|(list, _)| list.split(',').map(str::trim))
        .filter_map(|value| value.parse().ok())
        .collect();
    values.contains(&1.0) && values.iter().all(|value| [0.0, 1.0].contains(value))
}

/// Writes the rule of a recipe for values of which 1 is an answer, in place of shares.
fn of_answers(found: LeftOut) -> LeftOut {
    let way_in = found.way_in.map(|way| way.replace("Values[] == 100", "Values[] == 1"));
    LeftOut { way_in, ..found }
}

/// Says that a recipe reads a file.
fn by_recipe(what: &str, heading: &str, path: &Path) -> LeftOut {
    let why = format!("{what}; docs/recipes.md reads it, under \"{heading}\"");
    LeftOut::because(why).with(format!(
        "write this into an incident.toml beside it, and read the notes of that recipe:\n  \
         title = \"My incident\"{}",
        recipe(heading, path)
    ))
}

/// Keys of a recipe that say something of the user's own monitor, with what to write for each: the
/// page has the values of an example.
const FACTS: [(&str, &str); 3] = [
    (
        "interval",
        "the time between two checks by the settings of the monitor, such as \"1m\": a failure and \
         its end may be so much older than their rows",
    ),
    ("site", "the id of the site that the file is of, such as \"shop.example\""),
    (
        "silence",
        "the longest time between two rows in which the server counts as observed, such as \"5m\"",
    ),
];

/// Takes the block of a recipe from the page of all, for a file; each line is indented, behind a
/// line feed. What only the user knows is left to be filled in.
pub(super) fn recipe(heading: &str, path: &Path) -> String {
    let page = include_str!("../../../../docs/recipes.md");
    let block = page.split_once(&format!("\n## {heading}\n"));
    let block = block.and_then(|(_, behind)| behind.split_once("```toml\n"));
    let block = block.and_then(|(_, block)| block.split_once("```")).map_or("", |(block, _)| block);
    let files = format!("files = {}", quoted(&shown_path(path)));
    let line = |line: &str| {
        let key = line.split_once(" = ").map_or("", |(key, _)| key);
        match FACTS.iter().find(|(known, _)| *known == key) {
            Some((_, what)) => format!("\n  # {what}\n  {key} = \"FILL IN\""),
            None if key == "files" => format!("\n  {files}"),
            None => format!("\n  {line}"),
        }
    };
    block.lines().map(line).collect()
}

/// Says whether a text is so many digits.
fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}
