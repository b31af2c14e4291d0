//! Lines and columns of a text.

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

    /// Finds line and column of a key of a TOML text, where it is written once: `rules.quorum` is
    /// written as `quorum =`.
    pub(crate) fn of_key(text: &str, key: &str) -> Option<TextPosition> {
        key_offset(text, key).map(|at| TextPosition::of_byte(text, at))
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
        let header = format!("[[{}]]", self.name);
        let mut lines = text.split_inclusive('\n').scan(0, |at, line| {
            let start = *at;
            *at += line.len();
            Some((start, line))
        });
        let is_header = |line: &str| line.trim_start().starts_with(&header);
        let (start, _) = lines.by_ref().filter(|(_, line)| is_header(line)).nth(self.number - 1)?;
        let end = lines.find(|(_, line)| line.trim_start().starts_with('[')).map(|(end, _)| end);
        let own = &text[start..end.unwrap_or(text.len())];
        key_offset(own, key).map(|at| TextPosition::of_byte(text, start + at))
    }
}

/// Finds the first byte of a key of a TOML text, where it is written once.
fn key_offset(text: &str, key: &str) -> Option<usize> {
    let word = key.rsplit('.').next().unwrap_or(key);
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
}
