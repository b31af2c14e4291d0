//! Lines and columns of a text.

/// Position in a text.
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
}

/// Finds line and column of a byte of a text.
pub fn line_column(text: &str, byte: usize) -> TextPosition {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or_default();
    TextPosition { line: before.matches('\n').count() + 1, column: line.chars().count() + 1 }
}

/// Finds line and column of a key of a TOML text, where it is written once: `rules.quorum` is
/// written as `quorum =`.
pub fn key_position(text: &str, key: &str) -> Option<TextPosition> {
    let word = key.rsplit('.').next().unwrap_or(key);
    let begins = |at: usize| {
        !text[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
    };
    let set = |at: usize| text[at + word.len()..].trim_start_matches([' ', '\t']).starts_with('=');
    let outside_comment =
        |at: usize| !text[..at].rsplit('\n').next().unwrap_or_default().contains('#');
    let mut found = text
        .match_indices(word)
        .map(|(at, _)| at)
        .filter(|at| begins(*at) && set(*at) && outside_comment(*at));
    let first = found.next()?;
    found.next().is_none().then(|| line_column(text, first))
}
