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

/// A column, and whether a word is one of it.
type WordKind = (&'static str, fn(&str) -> bool);

/// Kinds of words, the likeliest first.
const KINDS: [WordKind; 6] = [
    ("timestamp_s", |word| {
        word.split('.').next().is_some_and(|whole| whole.len() == SECONDS && digits(whole))
    }),
    ("timestamp", |word| parse_stamp(word, Some(Zone::UTC)).is_ok()),
    ("status_code", |word| {
        word.len() == CODE && digits(word) && (word == "000" || ("100"..="599").contains(&word))
    }),
    ("latency_s", |word| {
        word.contains('.')
            && word.parse::<f64>().is_ok_and(|seconds| (0.0..86_400.0).contains(&seconds))
    }),
    ("site", is_site),
    ("result", is_result),
];

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

/// Says whether a word is an address, or a host: labels with points, the last of letters alone.
fn is_site(word: &str) -> bool {
    let host = word.split(['/', ':']).next().unwrap_or_default();
    let letters = host.rsplit_once('.').is_some_and(|(_, last)| {
        last.len() > 1 && last.bytes().all(|byte| byte.is_ascii_alphabetic())
    });
    !word.contains('=') && (word.contains("://") || letters)
}

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
    let mut columns: Vec<(&str, &str, &str)> = Vec::new();
    for at in 0..width {
        let column = column(&rows, at)?;
        // A second column of one kind is passed over.
        let twice = columns.iter().any(|(_, known, _)| *known == column.1);
        columns.push(if twice { (column.0, "_", column.2) } else { column });
    }
    let has = |wanted: &str| columns.iter().any(|(_, name, _)| *name == wanted);
    if !(has("timestamp") || has("timestamp_s")) || !(has("status_code") || has("result")) {
        return None;
    }
    let words = columns.iter().map(|(before, name, after)| format!("{before}{{{name}}}{after}"));
    let format = words.collect::<Vec<_>>().join(" ");
    let stamp = columns.iter().position(|(_, name, _)| *name == "timestamp");
    let bare = |at: usize| {
        rows.iter().any(|row| parse_stamp(value_of(row[at], &columns[at]), None).is_err())
    };
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

/// Finds what stands before a column's words, its name, and what stands behind; `None` where a
/// brace would be taken for a column.
fn column<'w>(rows: &[&Vec<&'w str>], at: usize) -> Option<(&'w str, &'static str, &'w str)> {
    let first = rows.first()?[at];
    let before = first.split_once('=').map_or("", |(key, _)| &first[..=key.len()]);
    let after = ["s", ",", ";"]
        .into_iter()
        .find(|end| rows.iter().all(|row| row[at].ends_with(end)))
        .unwrap_or_default();
    let after = if first.contains("://") { "" } else { &first[first.len() - after.len()..] };
    let named = |before: &'w str, after: &'w str| {
        let fits = |is: fn(&str) -> bool| {
            rows.iter().filter(|row| is(value_of(row[at], &(before, "", after)))).count()
        };
        KINDS
            .into_iter()
            .find(|(_, is)| fits(*is) * 100 >= rows.len() * PERCENT)
            .map(|(name, _)| (before, name, after))
    };
    let found = named("", "").or_else(|| named(before, "")).or_else(|| named(before, after));
    let same = rows.iter().all(|row| row[at] == first);
    let found = found.unwrap_or(("", "_", ""));
    (!(same && first.contains(['{', '}']))).then_some(found)
}

/// Returns the value of a word, without what stands before and behind it.
fn value_of<'w>(word: &'w str, (before, _, after): &(&str, &str, &str)) -> &'w str {
    let word = word.strip_prefix(before).unwrap_or(word);
    word.strip_suffix(after).unwrap_or(word)
}
