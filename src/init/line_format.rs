//! Lines of a loop around `curl`: words with blanks between them, and the `format` that reads them.

use crate::clock::{Zone, parse_stamp};
use crate::files::FileHead;
use crate::init::cell_kinds::is_result;
use crate::model::suggest::short;

/// Lines that are read, at most.
const LINES: usize = 1_000;
/// Percentage of the lines that must have a word of one kind at one place.
const PERCENT: usize = 90;
/// Digits of a status code, and of seconds since 1970 in this century.
const CODE: usize = 3;
const SECONDS: usize = 10;

/// Kind of the words of a column.
struct WordKind {
    /// Name of the column.
    column: &'static str,
    /// Whether a word is of this kind.
    fits: fn(&str) -> bool,
}

/// Kinds of words, the likeliest first.
const KINDS: [WordKind; 6] = [
    WordKind { column: "timestamp_s", fits: is_seconds },
    WordKind { column: "timestamp", fits: |word| parse_stamp(word, Some(Zone::UTC)).is_ok() },
    WordKind { column: "status_code", fits: is_code },
    WordKind { column: "latency_s", fits: is_latency },
    WordKind { column: "site", fits: is_site },
    WordKind { column: "result", fits: is_result },
];

/// Column of a line, as `format` writes it.
#[derive(Debug, Clone, Copy)]
struct LineColumn<'w> {
    /// Text before each of its words.
    before: &'w str,
    /// Name; `_` where its words mean nothing.
    name: &'static str,
    /// Text behind each of its words.
    after: &'w str,
}

impl<'w> LineColumn<'w> {
    /// Returns the value of a word, without what stands before and behind it.
    fn value<'v>(&self, word: &'v str) -> &'v str {
        let word = word.strip_prefix(self.before).unwrap_or(word);
        word.strip_suffix(self.after).unwrap_or(word)
    }
}

/// Format of lines, and the evidence for it.
#[derive(Debug)]
pub(super) struct Lines {
    /// Value of the key `format`.
    pub(super) format: String,
    /// Evidence for it, in words.
    pub(super) why: String,
    /// Whether a stamp has no offset.
    pub(super) wall_clocks: bool,
}

/// Says whether a word is a moment in seconds since 1970.
fn is_seconds(word: &str) -> bool {
    word.split('.').next().is_some_and(|whole| whole.len() == SECONDS && digits(whole))
}

/// Says whether a word is a status code, or `000` as `curl` writes it.
fn is_code(word: &str) -> bool {
    word.len() == CODE && digits(word) && (word == "000" || ("100"..="599").contains(&word))
}

/// Says whether a word is a time of less than a day, in seconds with decimals.
fn is_latency(word: &str) -> bool {
    word.contains('.')
        && word.parse::<f64>().is_ok_and(|seconds| (0.0..86_400.0).contains(&seconds))
}

/// Says whether a word is an address, or a host: labels with points, the last of letters alone.
fn is_site(word: &str) -> bool {
    let host = word.split(['/', ':']).next().unwrap_or_default();
    let letters = host.rsplit_once('.').is_some_and(|(_, last)| {
        last.len() > 1 && last.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    !word.contains('=') && (word.contains("://") || letters)
}

/// Says whether a text is digits alone.
fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Finds the format of most lines; `None` where they have none.
pub(super) fn find(head: &FileHead<'_>) -> Option<Lines> {
    let lines: Vec<Vec<&str>> = head
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(LINES)
        .map(|line| line.trim_end().split(' ').collect())
        .collect();
    let width = most(lines.iter().map(Vec::len))?;
    let rows: Vec<&Vec<&str>> = lines.iter().filter(|words| words.len() == width).collect();
    if width < 2 || rows.len() * 100 < lines.len() * PERCENT {
        return None;
    }
    let mut columns: Vec<LineColumn<'_>> = Vec::new();
    for at in 0..width {
        let column = column(&rows, at)?;
        // A second column of one kind is passed over.
        let is_known = columns.iter().any(|known| known.name == column.name);
        columns.push(if is_known { LineColumn { name: "_", ..column } } else { column });
    }
    let has = |wanted: &str| columns.iter().any(|column| column.name == wanted);
    if !(has("timestamp") || has("timestamp_s")) || !(has("status_code") || has("result")) {
        return None;
    }
    let words = columns
        .iter()
        .map(|LineColumn { before, name, after }| format!("{before}{{{name}}}{after}"));
    let format = words.collect::<Vec<_>>().join(" ");
    let stamp = columns.iter().position(|column| column.name == "timestamp");
    let bare =
        |at: usize| rows.iter().any(|row| parse_stamp(columns[at].value(row[at]), None).is_err());
    let why = format!(
        "{} of the first {} lines have this form, such as `{}`",
        rows.len(),
        lines.len(),
        short(&rows[0].join(" "))
    );
    Some(Lines { format, why, wall_clocks: stamp.is_some_and(bare) })
}

/// Returns the number that stands most often.
fn most(numbers: impl Iterator<Item = usize>) -> Option<usize> {
    let mut all: Vec<usize> = numbers.collect();
    all.sort_unstable();
    all.chunk_by(|a, b| a == b).max_by_key(|alike| alike.len()).map(|alike| alike[0])
}

/// Finds the column of the words at one place of the lines; `None` where a brace would be taken for
/// a column.
fn column<'w>(rows: &[&Vec<&'w str>], at: usize) -> Option<LineColumn<'w>> {
    let first = rows.first()?[at];
    let before = first.split_once('=').map_or("", |(key, _)| &first[..=key.len()]);
    let after = ["s", ",", ";"]
        .into_iter()
        .find(|end| rows.iter().all(|row| row[at].ends_with(end)))
        .unwrap_or_default();
    let after = if first.contains("://") { "" } else { &first[first.len() - after.len()..] };
    let named = |before: &'w str, after: &'w str| {
        let nameless = LineColumn { before, name: "_", after };
        let fitting = |kind: &WordKind| {
            rows.iter().filter(|row| (kind.fits)(nameless.value(row[at]))).count()
        };
        KINDS
            .iter()
            .find(|kind| fitting(kind) * 100 >= rows.len() * PERCENT)
            .map(|kind| LineColumn { name: kind.column, ..nameless })
    };
    let column = named("", "").or_else(|| named(before, "")).or_else(|| named(before, after));
    let same = rows.iter().all(|row| row[at] == first);
    let column = column.unwrap_or(LineColumn { before: "", name: "_", after: "" });
    (!(same && first.contains(['{', '}']))).then_some(column)
}
