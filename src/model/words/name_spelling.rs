//! Names in one spelling: what nobody sees does not tell names apart.

use std::borrow::Cow;
use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Returns a name as it is kept: composed (NFC), without blanks at its ends, and without characters
/// that nobody sees.
///
/// Joiners between letters of scripts that are written joined are seen, and stay.
pub(crate) fn normal(name: &str) -> Cow<'_, str> {
    let name = name.trim();
    if name.is_ascii() {
        return Cow::Borrowed(name);
    }
    let is_normal = is_nfc_quick(name.chars()) == IsNormalized::Yes;
    if is_normal && !name.chars().any(|c| is_invisible(c) || is_joiner(c)) {
        return Cow::Borrowed(name);
    }
    let letters: Vec<char> = name.chars().filter(|c| !is_invisible(*c)).collect();
    let mut kept = String::with_capacity(name.len());
    for (at, letter) in letters.iter().enumerate() {
        let is_plain =
            |at: Option<usize>| at.and_then(|at| letters.get(at)).is_none_or(is_unjoined);
        if is_joiner(*letter) && is_plain(at.checked_sub(1)) && is_plain(Some(at + 1)) {
            continue;
        }
        kept.push(*letter);
    }
    match kept.trim() {
        // A name without a letter is written out, as nobody could tell it from none.
        "" => Cow::Owned(name.escape_unicode().to_string()),
        kept => Cow::Owned(kept.nfc().collect()),
    }
}

/// Says whether nobody sees any character of a name.
pub(crate) fn is_unseen(name: &str) -> bool {
    !name.is_ascii() && name.chars().all(|c| is_invisible(c) || is_joiner(c) || c.is_whitespace())
}

/// Returns a name with everything by which it differs from its kept spelling written out, such as
/// `cafe\u{301}`; the name itself where it does not differ.
pub(crate) fn spelled(name: &str) -> Cow<'_, str> {
    if normal(name) == name {
        return Cow::Borrowed(name);
    }
    let mut written = String::with_capacity(name.len() + 8);
    for c in name.chars() {
        if is_invisible(c) || is_joiner(c) || is_combining_mark(c) || c.is_control() {
            written.extend(c.escape_unicode());
        } else {
            written.push(c);
        }
    }
    Cow::Owned(written)
}

/// Says whether nobody sees a character, in any script: spaces without width, soft hyphens, marks
/// of the direction of writing, selectors of a variant.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Says whether a character joins two letters, or keeps them apart.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Says whether a joiner beside a letter changes nothing: letters of Latin, Greek and Cyrillic,
/// digits and the signs of text.
fn is_unjoined(letter: &char) -> bool {
    *letter < '\u{530}' || matches!(letter, '\u{1e00}'..='\u{206f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_tells_no_names_apart() {
        let cases = [
            ("shop", "shop"),
            (" shop\t", "shop"),
            ("cafe\u{301}", "caf\u{e9}"),
            ("caf\u{e9}", "caf\u{e9}"),
            ("zero\u{200b}width", "zerowidth"),
            ("\u{feff}shop", "shop"),
            ("sh\u{ad}op", "shop"),
            ("\u{202e}shop", "shop"),
            ("a\u{200d}b", "ab"),
            ("\u{1e9e}\u{200d}a", "\u{1e9e}a"),
            ("\u{200b} shop", "shop"),
            // A name of which nobody sees a letter is no empty one.
            ("\u{200b}", "\\u{200b}"),
            // What is seen stays: joined and kept apart are two shapes.
            ("\u{645}\u{6cc}\u{200c}\u{62e}", "\u{645}\u{6cc}\u{200c}\u{62e}"),
            ("\u{212b}", "\u{c5}"),
            ("Shop", "Shop"),
        ];
        for (name, expected) in cases {
            assert_eq!(normal(name), expected, "{name:?}");
            assert_eq!(normal(&normal(name)), expected, "{name:?} twice");
        }
    }

    #[test]
    fn a_spelling_shows_by_what_it_differs() {
        let cases = [
            ("shop", "shop"),
            ("caf\u{e9}", "caf\u{e9}"),
            ("cafe\u{301}", "cafe\\u{301}"),
            ("zero\u{200b}width", "zero\\u{200b}width"),
            ("\u{202e}shop", "\\u{202e}shop"),
        ];
        for (name, expected) in cases {
            assert_eq!(spelled(name), expected, "{name:?}");
        }
    }
}
