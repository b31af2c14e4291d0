//! Members of an archive that are notes beside its logs, such as a `README.txt`.

use crate::files::{FileHead, member_of};
use crate::model::Guess;
use std::path::Path;

/// Lines that are searched for a clock.
const LINES: usize = 1_000;
/// Digits of a moment counted from 1970, at least.
const SECONDS: usize = 10;

/// Says whether a proposal leaves out a member of an archive no line of which has a time: it can be
/// no log.
pub(crate) fn is_note_in_archive(guess: &Guess) -> bool {
    let is_note = |path: &Path| member_of(path).is_some() && has_no_time(path);
    guess.left_out && guess.files.iter().all(|path| is_note(path))
}

/// Says whether a file is a text without a clock, or empty.
fn has_no_time(path: &Path) -> bool {
    let Ok(head) = FileHead::at(path) else { return false };
    head.is_empty() || head.text().is_some_and(|text| !text.lines().take(LINES).any(has_clock))
}

/// Says whether a line has a clock, such as `14:05`, or so many digits as seconds since 1970.
fn has_clock(line: &str) -> bool {
    let is_digit = |letter: &str| letter.bytes().all(|byte| byte.is_ascii_digit());
    let is_clock = |(before, behind): (&str, &str)| {
        let hour = before.chars().next_back().is_some_and(|letter| letter.is_ascii_digit());
        let minute = behind.get(..2).is_some_and(is_digit);
        hour && minute
    };
    let mut pairs = line.match_indices([':', 'h']).map(|(at, _)| (&line[..at], &line[at + 1..]));
    let mut numbers = line.split(|letter: char| !letter.is_ascii_digit());
    pairs.any(is_clock) || numbers.any(|digits| digits.len() >= SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_with_a_clock_can_be_of_a_log() {
        for line in ["2022-10-05T14:05:00Z,up", "at 9:05 it failed", "14h05 KO", "1664977320 up"] {
            assert!(has_clock(line), "{line}");
        }
        for line in ["", "Logs of October 2022, one a day", "see https://a.example/", "ratio 1:n"] {
            assert!(!has_clock(line), "{line}");
        }
    }
}
