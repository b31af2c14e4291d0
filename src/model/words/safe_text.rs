//! Texts that others wrote, made fit to stand beside our own words and figures: no control of a
//! terminal or of the direction of writing gets through, and no name turns what stands beside it.

/// First strong isolate and pop directional isolate: what stands between them has no influence on
/// the order of what stands around them.
pub(crate) const FIRST_STRONG_ISOLATE: char = '\u{2068}';
pub(crate) const POP_ISOLATE: char = '\u{2069}';
/// Character in place of one that is not shown.
const REPLACEMENT: char = '\u{fffd}';

/// Returns a text that others wrote, for a sentence, a cell or a label of ours: without control
/// characters, and isolated where it may be written from right to left.
pub(crate) fn safe_text(text: &str) -> String {
    let shown: String = text.chars().map(|c| if is_harmful(c) { REPLACEMENT } else { c }).collect();
    if shown.chars().any(is_right_to_left) {
        format!("{FIRST_STRONG_ISOLATE}{shown}{POP_ISOLATE}")
    } else {
        shown
    }
}

/// Joins texts that others wrote, with commas between them.
pub(crate) fn safe_list<T: AsRef<str>>(texts: &[T]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| safe_text(text.as_ref())).collect();
    texts.join(", ")
}

/// Returns a text of many lines with nothing in it that commands a terminal or turns the direction
/// of writing, whoever wrote it: the last door before a terminal or a file of plain text. Isolates
/// that are closed in their line stay.
pub fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let balanced = is_balanced(line);
        for c in line.chars() {
            let is_isolate = matches!(c, FIRST_STRONG_ISOLATE | POP_ISOLATE);
            let passes = matches!(c, '\n' | '\t') || is_isolate && balanced;
            shown.push(if is_harmful(c) && !passes { REPLACEMENT } else { c });
        }
    }
    shown
}

/// Returns JSON with every character that commands a terminal or turns the direction of writing
/// written as `\u` and its number: they can stand in its texts only.
pub(crate) fn escaped_json(json: &str) -> String {
    let mut escaped = String::with_capacity(json.len());
    for c in json.chars() {
        if is_harmful(c) && c != '\n' {
            escaped.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// Says whether each isolate of a line is closed in it, and none is closed twice or lies in
/// another.
fn is_balanced(line: &str) -> bool {
    let mut open = false;
    for c in line.chars() {
        match c {
            FIRST_STRONG_ISOLATE if open => return false,
            POP_ISOLATE if !open => return false,
            FIRST_STRONG_ISOLATE => open = true,
            POP_ISOLATE => open = false,
            _ => {}
        }
    }
    !open
}

/// Says whether a character commands a terminal, breaks a line, or turns the direction of writing.
pub(crate) fn is_harmful(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}'
            | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Says whether a character belongs to a script that is written from right to left.
fn is_right_to_left(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}'
        | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}'
        | '\u{1e800}'..='\u{1efff}')
}

/// Says whether a character has no width of its own: an isolate.
pub(crate) fn is_isolate(c: char) -> bool {
    matches!(c, FIRST_STRONG_ISOLATE | POP_ISOLATE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_others_commands_nothing() {
        let cases = [
            ("shop", "shop"),
            ("caf\u{e9} \u{4e2d}", "caf\u{e9} \u{4e2d}"),
            ("\u{1b}]0;x\u{7}", "\u{fffd}]0;x\u{fffd}"),
            ("a\u{9b}31m", "a\u{fffd}31m"),
            ("\u{202e}shop", "\u{fffd}shop"),
            ("a\nb\tc", "a\u{fffd}b\u{fffd}c"),
            ("\u{5d7}\u{5e0}", "\u{2068}\u{5d7}\u{5e0}\u{2069}"),
            ("\u{5d7}\u{2069}\u{5e0}", "\u{2068}\u{5d7}\u{fffd}\u{5e0}\u{2069}"),
        ];
        for (text, expected) in cases {
            assert_eq!(safe_text(text), expected, "{text:?}");
        }
    }

    #[test]
    fn json_keeps_its_texts() {
        let json =
            serde_json::to_string_pretty(&["a\u{9b}b\u{202e}c\u{7f}\n"]).expect("it is a list");
        let escaped = escaped_json(&json);
        assert_eq!(escaped, "[\n  \"a\\u009bb\\u202ec\\u007f\\n\"\n]");
        assert_eq!(printable(&escaped), escaped);
    }

    #[test]
    fn the_last_door_lets_lines_and_whole_isolates_through() {
        let cases = [
            ("one\n\ttwo\n", "one\n\ttwo\n"),
            ("\u{2068}\u{5d7}\u{2069}, 25 min\n", "\u{2068}\u{5d7}\u{2069}, 25 min\n"),
            ("\u{2068}\u{5d7}, 25 min\n", "\u{fffd}\u{5d7}, 25 min\n"),
            ("\u{2069}\u{2068}\n\u{2068}a\u{2069}", "\u{fffd}\u{fffd}\n\u{2068}a\u{2069}"),
            ("\u{1b}[31m\r\n", "\u{fffd}[31m\u{fffd}\n"),
            ("\u{202e}\u{200f}\u{61c}\u{2028}", "\u{fffd}\u{fffd}\u{fffd}\u{fffd}"),
        ];
        for (text, expected) in cases {
            assert_eq!(printable(text), expected, "{text:?}");
        }
    }
}
