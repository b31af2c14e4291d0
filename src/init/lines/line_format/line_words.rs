//! Words of a line.

use crate::init::words::worded_dates::is_month;

/// Signs of a day in numbers, at least.
const DAY_SIGNS: usize = 4;

/// Says whether a text is digits alone.
pub(super) fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Splits a line at its blanks. The blank that stands in a stamp before a number of one digit, as
/// in `Oct  5` or `5.10.2022  9:05`, is no word.
pub(super) fn words(line: &str) -> Vec<&str> {
    let mut words: Vec<&str> = Vec::new();
    let mut rest = line.split(' ').peekable();
    while let Some(word) = rest.next() {
        let next = rest.peek().copied().unwrap_or_default();
        let is_padding = word.is_empty()
            && words.last().is_some_and(|before| is_month(before) || is_date(before))
            && has_one_digit(next);
        if !is_padding {
            words.push(word);
        }
    }
    words
}

/// Says whether a word is a day in numbers.
fn is_date(word: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_digit() || b".-/".contains(&byte);
    word.len() >= DAY_SIGNS && word.bytes().all(is_part) && !digits(word)
}

/// Says whether a word begins with a number of one digit.
fn has_one_digit(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    digits == 1 && word[1..].chars().all(|letter| letter.is_ascii_digit() || ":.,".contains(letter))
}

/// Returns the number that stands most often.
pub(super) fn most(numbers: impl Iterator<Item = usize>) -> Option<usize> {
    let mut all: Vec<usize> = numbers.collect();
    all.sort_unstable();
    all.chunk_by(|a, b| a == b).max_by_key(|alike| alike.len()).map(|alike| alike[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_in_place_of_a_digit_is_no_word() {
        for (line, count) in [
            ("Wed Oct  5 10:00:00 EDT 2022 up", 7),
            ("Sat Oct 15 10:00:00 EDT 2022 up", 7),
            ("5.10.2022  9:05 dam.example up", 4),
            ("15.10.2022 19:05 dam.example up", 4),
            // Elsewhere it stands for a word that is empty.
            ("2022-10-05T10:00:00Z  5 up", 4),
            ("Oct  five", 3),
        ] {
            assert_eq!(words(line).len(), count, "{line}");
        }
    }
}
