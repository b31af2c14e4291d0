//! Lengths on the page: no line ends between a number and its unit, nor within a length of two.

use crate::report::wording::UNITS;

/// Parts of a page whose blanks are no blanks of sentences: their first letters and their ends.
const KEPT: [(&str, &str); 3] =
    [("<style", "</style>"), ("<script", "</script>"), ("<svg", "</svg>")];
/// Blank at which no line ends.
const NO_BREAK: char = '\u{a0}';

/// Returns a page with blanks at which no line ends within its lengths.
pub(super) fn with_unbroken_lengths(page: &str) -> String {
    let mut text = String::with_capacity(page.len() + page.len() / 50);
    let mut rest = page;
    while let Some(tag) = rest.find('<') {
        text.push_str(&unbroken(&rest[..tag]));
        rest = &rest[tag..];
        let kept = KEPT.iter().find(|(begin, _)| rest.starts_with(begin));
        let end = kept.map_or(">", |(_, end)| end);
        let behind = rest.find(end).map_or(rest.len(), |at| at + end.len());
        text.push_str(&rest[..behind]);
        rest = &rest[behind..];
    }
    text.push_str(&unbroken(rest));
    text
}

/// Returns words with such blanks between numbers and their units, and between the two parts of a
/// length.
fn unbroken(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for (at, sign) in words.char_indices() {
        let (before, behind) = (&words[..at], &words[at + sign.len_utf8()..]);
        let is_within = || {
            is_number_before(before) && begins_with_unit(behind)
                || ends_with_length(before) && begins_with_length(behind)
        };
        text.push(if sign == ' ' && is_within() { NO_BREAK } else { sign });
    }
    text
}

/// Says whether a text ends with a number.
fn is_number_before(text: &str) -> bool {
    text.ends_with(|sign: char| sign.is_ascii_digit())
}

/// Says whether a text begins with a unit.
fn begins_with_unit(text: &str) -> bool {
    let end = text.find(|sign: char| !sign.is_ascii_alphabetic() && sign != '%');
    UNITS.contains(&&text[..end.unwrap_or(text.len())])
}

/// Says whether a text begins with a number and a unit.
fn begins_with_length(text: &str) -> bool {
    let unit = text.trim_start_matches(|sign: char| sign.is_ascii_digit());
    unit.len() < text.len() && unit.strip_prefix(' ').is_some_and(begins_with_unit)
}

/// Says whether a text ends with a number and a unit.
fn ends_with_length(text: &str) -> bool {
    let mut words = text.rsplit(' ');
    let (unit, number) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    UNITS.contains(&unit) && is_number_before(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_ends_within_a_length() {
        let page = "<p title=\"9 h\">down for 9 h 4 min to 2 d 3 h, 80.5 % of 24 h each</p>\
                    <style>a 1 s</style><svg><text>5 min</text></svg>";
        assert_eq!(
            with_unbroken_lengths(page),
            "<p title=\"9 h\">down for 9\u{a0}h\u{a0}4\u{a0}min to 2\u{a0}d\u{a0}3\u{a0}h, \
             80.5\u{a0}% of 24\u{a0}h each</p><style>a 1 s</style><svg><text>5 min</text></svg>"
        );
        assert_eq!(
            with_unbroken_lengths("5 sites, 3 homes, 2 min"),
            "5 sites, 3 homes, 2\u{a0}min"
        );
    }
}
