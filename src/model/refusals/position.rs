//! Lines and columns of a text.

use std::ops::Range;

/// Place of a fault in a settings file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextPosition {
    /// Line, from 1.
    pub line: usize,
    /// Column, in characters from 1.
    pub column: usize,
}

impl TextPosition {
    /// The beginning of a text.
    pub const START: TextPosition = TextPosition { line: 1, column: 1 };

    /// Finds line and column of a byte of a text.
    pub(crate) fn of_byte(text: &str, byte: usize) -> TextPosition {
        let before = text.get(..byte).unwrap_or(text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        TextPosition { line: before.matches('\n').count() + 1, column: line.chars().count() + 1 }
    }

    /// Finds line and column of a key of a TOML text, where it is written once in its table, or
    /// else in the text: `rules.quorum` is written as `quorum =` below `[rules]`, or as
    /// `rules.quorum =`.
    pub(crate) fn of_key(text: &str, key: &str) -> Option<TextPosition> {
        let in_table = || {
            let (table, _) = key.split_once('.')?;
            offset_in_table(text, &format!("[{table}]"), 1, key)
        };
        let found = in_table().or_else(|| word_offset(text, key));
        found.or_else(|| key_offset(text, key)).map(|at| TextPosition::of_byte(text, at))
    }
}

/// One of several tables of a name in a TOML text, such as the second `[[claims]]`.
///
/// ```
/// use corroborate::model::{TextPosition, TomlTable};
///
/// let text = "[[claims]]\nkind = \"outage\"\n\n[[claims]]\nkind = \"fire\"\n";
/// let second = TomlTable { name: "claims", number: 2 };
/// assert_eq!(second.key_position(text, "claims.kind"), Some(TextPosition { line: 5, column: 1 }));
/// assert_eq!(second.key_position(text, "claims.role"), None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TomlTable<'a> {
    /// Name of the tables.
    pub name: &'a str,
    /// Number among the tables of the name, from 1.
    pub number: usize,
}

impl TomlTable<'_> {
    /// Finds line and column of a key of the table, where it is written once there.
    pub fn key_position(&self, text: &str, key: &str) -> Option<TextPosition> {
        let at = offset_in_table(text, &format!("[[{}]]", self.name), self.number, key)?;
        Some(TextPosition::of_byte(text, at))
    }
}

/// Finds the first byte of a key in a table of a TOML text, where it is written once there: in the
/// table of this number, from 1, of those with this header.
fn offset_in_table(text: &str, header: &str, number: usize, key: &str) -> Option<usize> {
    let own = table_range(text, header, number)?;
    key_offset(&text[own.clone()], key).map(|at| own.start + at)
}

/// Finds the bytes of a table of a TOML text, with its header: the table of this number, from 1, of
/// those with this header.
fn table_range(text: &str, header: &str, number: usize) -> Option<Range<usize>> {
    let mut lines = text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    let is_header = |line: &str| line.trim_start().starts_with(header);
    let (start, _) = lines.by_ref().filter(|(_, line)| is_header(line)).nth(number - 1)?;
    let end = lines.find(|(_, line)| line.trim_start().starts_with('[')).map(|(end, _)| end);
    Some(start..end.unwrap_or(text.len()))
}

/// Finds the first byte of a key of a TOML text, where it is written once, without its table.
fn key_offset(text: &str, key: &str) -> Option<usize> {
    word_offset(text, key.rsplit('.').next().unwrap_or(key))
}

/// Finds the first byte of a word that is set in a TOML text, where that is so once.
fn word_offset(text: &str, word: &str) -> Option<usize> {
    let begins = |at: usize| {
        !text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
    };
    let set = |at: usize| text[at + word.len()..].trim_start_matches([' ', '\t']).starts_with('=');
    let outside_comment =
        |at: usize| !text[..at].rsplit('\n').next().unwrap_or_default().contains('#');
    let mut places = text
        .match_indices(word)
        .map(|(at, _)| at)
        .filter(|at| begins(*at) && set(*at) && outside_comment(*at));
    let first = places.next()?;
    places.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_in_a_comment_is_none() {
        let text = "# zone = \"UTC\"\nzone = \"CET\"\n";
        assert_eq!(TextPosition::of_key(text, "zone"), Some(TextPosition { line: 2, column: 1 }));
    }

    #[test]
    fn a_key_is_found_in_its_own_table() {
        let text = "[[probes]]\nzone = 1\n[[probes]]\n  zone = 2\n[[claims]]\nzone = 3\n";
        let of = |number| TomlTable { name: "probes", number }.key_position(text, "zone");
        assert_eq!(of(1), Some(TextPosition { line: 2, column: 1 }));
        assert_eq!(of(2), Some(TextPosition { line: 4, column: 3 }));
        assert_eq!(of(3), None);
    }

    #[test]
    fn a_key_that_stands_in_other_tables_too_is_found_in_its_own() {
        let text = "title = \"A\"\n[rules]\nconfirm = 2\n  [chart]\n  title = \"\"\n";
        let of = |text, key| TextPosition::of_key(text, key);
        assert_eq!(of(text, "chart.title"), Some(TextPosition { line: 5, column: 3 }));
        assert_eq!(of(text, "title"), None);
        let dotted = "title = \"A\"\nchart.title = \"\"\n";
        assert_eq!(of(dotted, "chart.title"), Some(TextPosition { line: 2, column: 1 }));
    }
}
