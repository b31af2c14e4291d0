//! Kinds of a single cell: the result of a probe in words, or a moment.

use crate::clock::{Zone, parse_range, parse_stamp};
use crate::init::words::inverted::{inverted, says_down};
use crate::init::words::known_words::{Heading, is_failure, meaning};
use crate::logs::{code_with_words, known_result};
use crate::model::Status;

/// Says whether a cell is a result of a probe in words that the logs room reads.
pub(in crate::init) fn is_result(cell: &str) -> bool {
    let words = [
        "up",
        "down",
        "true",
        "false",
        "ok",
        "failed",
        "failure",
        "success",
        "degraded",
        "challenged",
        "unknown",
        "pending",
    ];
    words.contains(&cell.to_ascii_lowercase().as_str())
}

/// Says whether a cell is a result and no name that a column could have.
pub(in crate::init) fn is_only_a_result(cell: &str) -> bool {
    is_result(cell) && !Heading::Result.is_named(cell) && !says_down(cell)
}

/// Says whether a text is a moment in our own way of writing, or a day.
pub(in crate::init) fn is_moment(text: &str) -> bool {
    parse_stamp(text, Some(Zone::UTC)).is_ok() || parse_range(text, Some(Zone::UTC)).is_ok()
}

/// Says whether a cell is a status code, or stands for none.
pub(in crate::init) fn is_code(cell: &str) -> bool {
    ["0", "000", "0.0"].contains(&cell) || is_real_code(cell)
}

/// Says whether a cell is a status code of an answer; programs that know numbers alone write it
/// with a decimal, `200.0`.
pub(in crate::init) fn is_real_code(cell: &str) -> bool {
    number_of_code(cell).is_some_and(|code| (100..600).contains(&code))
}

/// Reads a status code, which may have a decimal or words behind it; `None` where it is no number.
pub(in crate::init) fn number_of_code(cell: &str) -> Option<u16> {
    let whole = cell.strip_suffix(".0").unwrap_or(cell);
    whole.parse().ok().or_else(|| code_with_words(cell))
}

/// Says whether a cell is a status code that servers send, and no other number of three digits.
pub(in crate::init) fn is_registered_code(cell: &str) -> bool {
    number_of_code(cell).is_some_and(|code| {
        matches!(
            code,
            0 | 100..=103
                | 200..=208
                | 226
                | 300..=308
                | 400..=418
                | 421..=426
                | 428
                | 429
                | 431
                | 451
                | 499
                | 500..=511
                | 520..=530
        )
    })
}

/// Says whether a cell is a word, no number, that means one result.
pub(in crate::init) fn is_result_word(cell: &str) -> bool {
    cell.parse::<f64>().is_err() && meaning_of(cell).is_some()
}

/// Gives the beginning of a cell that says more behind a word for a result and a sign, as
/// `DOWN (` of `DOWN (timed out)`, with what the word means. `None` for another cell, and where a
/// word behind it means something else.
pub(in crate::init) fn result_and_more(cell: &str) -> Option<(&str, Status)> {
    let end = cell.find(|sign: char| !sign.is_alphanumeric() && !['_', '-'].contains(&sign))?;
    let (first, rest) = cell.split_at(end);
    let behind = rest.trim_start();
    let sign = behind.chars().next().filter(|sign| "([{:;|,".contains(*sign))?;
    let means = Some(first).filter(|first| is_result_word(first)).and_then(meaning_of)?;
    let mut others = behind.split(|sign: char| !sign.is_alphanumeric());
    let is_other =
        |word: &str| is_result_word(word) && meaning_of(word).is_some_and(|other| other != means);
    let stem = &cell[..cell.len() - behind.len() + sign.len_utf8()];
    (!others.any(is_other)).then_some((stem, means))
}

/// Says whether a text is an address: it names a host, labels with points, the last of letters
/// alone.
pub(in crate::init) fn is_address(text: &str) -> bool {
    let bare = text.split_once("://").map_or(text, |(_, bare)| bare);
    let host = bare.split(['/', ':']).next().unwrap_or_default();
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-');
    let last = host.rsplit('.').next().unwrap_or_default();
    host.contains('.')
        && host.split('.').all(is_label)
        && last.chars().count() > 1
        && last.chars().all(char::is_alphabetic)
}

/// Says whether all cells are status codes that servers send, and some of an answer.
pub(in crate::init) fn are_registered_codes(cells: &[&str]) -> bool {
    cells.iter().all(|cell| is_registered_code(cell)) && cells.iter().any(|cell| is_real_code(cell))
}

/// Says whether all cells are words that mean one result, and some mean that a site was up. Yes and
/// no alone answer a question that the heading would have to ask: `blocked`, `in_sla`.
pub(in crate::init) fn are_result_words(cells: &[&str]) -> bool {
    let are_answers = cells.iter().all(|cell| inverted(cell).is_some());
    !are_answers
        && cells.iter().all(|cell| is_result_word(cell) || is_failure(cell))
        && cells.iter().filter_map(|cell| meaning_of(cell)).any(|status| status == Status::Up)
}

/// Says whether a cell is the half of a day of a clock, such as `PM`.
pub(in crate::init) fn is_half_of_day(cell: &str) -> bool {
    ["am", "pm"].contains(&cell.to_lowercase().as_str())
}

/// Says what a word means that one of the readers or this trade knows.
pub(in crate::init) fn meaning_of(word: &str) -> Option<Status> {
    known_result(word).or_else(|| meaning("", word))
}
