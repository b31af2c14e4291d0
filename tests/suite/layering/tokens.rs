//! Rust as a list of words and signs.

/// A word, a `::` or a sign, with its line; or a text without its quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) line: usize,
    pub(crate) text: String,
}

/// A Rust file, as far as the rules need it. Comments are in neither list.
#[derive(Debug, Default)]
pub(crate) struct Scanned {
    /// Words and signs of the code, in order.
    pub(crate) tokens: Vec<Token>,
    /// Texts in quotation marks, in order, escapes as written.
    pub(crate) texts: Vec<Token>,
}

/// Splits Rust into tokens.
pub(super) fn tokens(source: &str) -> Vec<Token> {
    scan(source).tokens
}

/// Splits Rust into tokens and texts.
pub(crate) fn scan(source: &str) -> Scanned {
    let letters: Vec<char> = source.chars().collect();
    let mut scanned = Scanned::default();
    let (mut at, mut line) = (0, 1);
    while at < letters.len() {
        let start = at;
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let mut text = String::new();
        match letters[at] {
            '/' if letters.get(at + 1) == Some(&'/') => {
                while at < letters.len() && letters[at] != '\n' {
                    at += 1;
                }
            }
            '/' if letters.get(at + 1) == Some(&'*') => at = after_block(&letters, at),
            '"' => {
                at = after_text(&letters, at);
                let text = letters[start + 1..at - 1].iter().collect();
                scanned.texts.push(Token { line, text });
            }
            '\'' => at = after_quote(&letters, at),
            c if word(c) => {
                at += letters[at..].iter().take_while(|c| word(**c)).count();
                text = letters[start..at].iter().collect();
                if matches!(text.as_str(), "r" | "br" | "cr")
                    && let Some(end) = after_raw(&letters, at)
                {
                    let marks = letters[at..].iter().take_while(|c| **c == '#').count();
                    let inside = letters[at + marks + 1..end - marks - 1].iter().collect();
                    scanned.texts.push(Token { line, text: inside });
                    (at, text) = (end, String::new());
                }
            }
            ':' if letters.get(at + 1) == Some(&':') => (at, text) = (at + 2, "::".to_owned()),
            c => {
                at += 1;
                text = if c.is_whitespace() { String::new() } else { c.to_string() };
            }
        }
        if !text.is_empty() {
            scanned.tokens.push(Token { line, text });
        }
        line += letters[start..at].iter().filter(|c| **c == '\n').count();
    }
    scanned
}

/// Behind a `/* … */`, which may hold others.
fn after_block(letters: &[char], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0);
    while at < letters.len() {
        match (letters[at], letters.get(at + 1)) {
            ('/', Some('*')) => (at, depth) = (at + 2, depth + 1),
            ('*', Some('/')) => (at, depth) = (at + 2, depth - 1),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

/// Behind a text in quotation marks.
fn after_text(letters: &[char], start: usize) -> usize {
    let mut at = start + 1;
    while at < letters.len() && letters[at] != '"' {
        at += if letters[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(letters.len())
}

/// Behind a letter in quotation marks, or behind the mark of a lifetime.
fn after_quote(letters: &[char], start: usize) -> usize {
    match (letters.get(start + 1), letters.get(start + 2)) {
        (Some('\\'), _) => {
            let rest = letters.iter().skip(start + 3).position(|c| *c == '\'');
            rest.map_or(letters.len(), |rest| start + 4 + rest)
        }
        (Some(_), Some('\'')) => start + 3,
        _ => start + 1,
    }
}

/// Behind a raw text whose `r` ends before `start`; `None` where it is none.
fn after_raw(letters: &[char], start: usize) -> Option<usize> {
    let marks = letters[start..].iter().take_while(|c| **c == '#').count();
    if letters.get(start + marks) != Some(&'"') {
        return None;
    }
    let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', marks)).collect();
    let from = start + marks + 1;
    let end_at =
        letters[from.min(letters.len())..].windows(end.len()).position(|window| window == end);
    Some(end_at.map_or(letters.len(), |end_at| from + end_at + end.len()))
}
