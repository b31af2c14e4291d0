//! Colour on a terminal: the word with which a line of stderr says what kind of line it is.

use std::ffi::OsStr;

/// Words at the beginning of a line, and the codes (ANSI) in which a terminal shows them: red,
/// yellow, bold.
const WORDS: [(&str, &str); 6] = [
    ("error:", "1;31"),
    ("incomplete:", "1;33"),
    ("differs:", "1;33"),
    ("nothing was written:", "1;33"),
    ("note:", "1"),
    ("assumed:", "1"),
];

/// Use of colours in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Text as it is.
    Plain,
    /// Text with codes for a terminal.
    Coloured,
}

/// Facts about the place of a text that decide on its colours.
#[derive(Debug, Clone, Copy)]
pub struct TextStream<'a> {
    /// Whether somebody reads it, and no file or pipe takes it.
    pub is_terminal: bool,
    /// Value of `NO_COLOR`, where it is set.
    pub no_color: Option<&'a OsStr>,
    /// Value of `TERM`, where it is set: consoles that know no codes have none.
    pub term: Option<&'a OsStr>,
}

impl TextStream<'_> {
    /// Gives the colour that a text has there. `NO_COLOR` means none, whatever its value, if it has
    /// one.
    pub fn colour(self) -> Colour {
        let is_refused = self.no_color.is_some_and(|value| !value.is_empty());
        let knows_codes = self.term.is_some_and(|term| !term.is_empty() && term != "dumb");
        if self.is_terminal && knows_codes && !is_refused {
            Colour::Coloured
        } else {
            Colour::Plain
        }
    }
}

/// Sets the words that lines begin with in colour.
pub fn coloured(text: &str, colour: Colour) -> String {
    if colour == Colour::Plain {
        return text.to_owned();
    }
    text.split_inclusive('\n').map(coloured_line).collect()
}

fn coloured_line(line: &str) -> String {
    match WORDS.iter().find(|(word, _)| line.starts_with(word)) {
        Some((word, code)) => format!("\u{1b}[{code}m{word}\u{1b}[0m{}", &line[word.len()..]),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_of_a_line_is_coloured() {
        let text = "error: no file\n  error: inside\nnote: a\nnotes\n";
        assert_eq!(coloured(text, Colour::Plain), text);
        let wanted = [
            "\u{1b}[1;31merror:\u{1b}[0m no file\n",
            "  error: inside\n",
            "\u{1b}[1mnote:\u{1b}[0m a\n",
            "notes\n",
        ];
        assert_eq!(coloured(text, Colour::Coloured), wanted.concat());
    }

    #[test]
    fn colours_need_a_terminal_that_nobody_forbids() {
        let colour = |is_terminal, no_color: Option<&str>, term: Option<&str>| {
            let (no_color, term) = (no_color.map(OsStr::new), term.map(OsStr::new));
            TextStream { is_terminal, no_color, term }.colour() == Colour::Coloured
        };
        assert!(colour(true, None, Some("xterm-256color")));
        assert!(colour(true, Some(""), Some("xterm")), "an empty NO_COLOR is as none");
        assert!(!colour(true, Some("1"), Some("xterm")));
        assert!(!colour(true, Some("0"), Some("xterm")), "whatever its value");
        assert!(!colour(true, None, Some("dumb")));
        assert!(!colour(true, None, None));
        assert!(!colour(false, None, Some("xterm")));
    }
}
