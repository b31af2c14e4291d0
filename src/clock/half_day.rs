//! Halves of a day as newspapers and some languages write them, `p.m.` or `p. m.`, which patterns
//! have as AM and PM.

use std::borrow::Cow;

/// Letters that stand before the `m` of a half of a day, with what is read in its place.
const HALVES: [(char, &str); 2] = [('a', "AM"), ('p', "PM")];

/// Writes `AM` or `PM` in place of the half of a day with points behind a clock.
pub(crate) fn with_plain_halves(text: &str) -> Cow<'_, str> {
    let found = text.char_indices().find_map(|(at, letter)| half_at(text, at, letter));
    match found {
        Some(Half { from, to, plain }) => {
            Cow::Owned(format!("{}{plain}{}", &text[..from], &text[to..]))
        }
        None => Cow::Borrowed(text),
    }
}

/// Half of a day in a text, and what is read in its place.
struct Half {
    from: usize,
    to: usize,
    plain: &'static str,
}

/// Finds the half of a day that begins at a letter: `p.m.`, `P. M.`, `p.m`; `None` where none does.
fn half_at(text: &str, from: usize, letter: char) -> Option<Half> {
    let small = letter.to_ascii_lowercase();
    let (_, plain) = HALVES.into_iter().find(|(half, _)| *half == small)?;
    let before = text[..from].chars().next_back();
    // It stands behind a clock, perhaps with a blank between.
    if !before.is_some_and(|sign| sign.is_ascii_digit() || sign.is_whitespace()) {
        return None;
    }
    let rest = text[from..].strip_prefix(letter)?.strip_prefix('.')?;
    let rest = rest.trim_start_matches(char::is_whitespace);
    let rest = rest.strip_prefix(['m', 'M'])?;
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    let is_word = rest.chars().next().is_some_and(char::is_alphanumeric);
    (!is_word).then(|| Half { from, to: text.len() - rest.len(), plain })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_with_points_are_written_without() {
        for (text, plain) in [
            ("Oct. 5, 2022, 1:40 p.m. ET", "Oct. 5, 2022, 1:40 PM ET"),
            ("05/10/2022 01:40:00 a. m.", "05/10/2022 01:40:00 AM"),
            ("5/10/2022 1:40\u{a0}P.\u{a0}M.", "5/10/2022 1:40\u{a0}PM"),
            ("1:40p.m", "1:40PM"),
        ] {
            assert_eq!(with_plain_halves(text), plain);
        }
        for text in ["a.mill.example", "up. more", "1:40 PM", "p.more", "2022-10-05", "a.m"] {
            assert_eq!(with_plain_halves(text), text);
        }
    }
}
