//! Words of a file for the result of a probe: what they mean, and which are to be asked for.

use crate::init::sample::Sampled;
use crate::init::words::cell_kinds::{is_code, is_real_code, meaning_of, result_and_more};
use crate::init::words::inverted::says_down;
use crate::init::words::known_words::{is_failure, meaning};
use crate::logs::{is_no_error, known_result};
use crate::model::Status;
use std::collections::{BTreeMap, BTreeSet};

/// Most different words of a column of results; a column with more is none.
pub(in crate::init) const MOST_RESULT_WORDS: usize = 12;
/// Least status code that an answer of a page has.
const OF_ANSWERS: &str = "200";

/// Word for a result in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::init) struct ForeignWord {
    pub(in crate::init) word: String,
    /// Meaning by the words of this trade; `None` where they do not say it.
    pub(in crate::init) meaning: Option<Status>,
}

/// Lists the words under a heading that the reader of logs does not know, sorted, the first of
/// them, and the beginnings of cells that say more behind a known word; may be empty.
pub(in crate::init) fn foreign_words<'c>(
    heading: &str,
    cells: impl Iterator<Item = &'c str>,
) -> Vec<ForeignWord> {
    let (mut all, mut beginnings) = (BTreeSet::new(), BTreeMap::new());
    for cell in cells.filter(|cell| !cell.is_empty()) {
        if let Some((stem, status)) = result_and_more(cell).filter(|_| known_result(cell).is_none())
        {
            beginnings.insert(stem, status);
        } else {
            all.insert(cell);
        }
    }
    let is_number = |word: &&str| word.parse::<f64>().is_ok();
    let is_foreign = |word: &&str| known_result(word).is_none();
    // Beside a 2, as the exit code of a program, 0 and 1 are no answers to a question, nor where
    // the heading asks none: a program that ends with 0 found no fault, and another one writes 0
    // where it found one.
    let counts = all.iter().copied().filter(is_foreign).any(|word| is_number(&word));
    let counts = counts || !asks(heading);
    let known: Vec<Status> = all.iter().filter_map(|word| known_result(word)).collect();
    let foreign = all.into_iter().filter(|word| is_foreign(word) || counts && is_number(word));
    let mut words: Vec<ForeignWord> = foreign
        .take(MOST_RESULT_WORDS)
        .map(|word| ForeignWord { word: word.to_owned(), meaning: meaning(heading, word) })
        .collect();
    let begun = beginnings
        .into_iter()
        .map(|(stem, status)| ForeignWord { word: format!("{stem}*"), meaning: Some(status) });
    words.extend(begun);
    let meant: Vec<Status> = words.iter().filter_map(|word| word.meaning).chain(known).collect();
    // Beside a word for something between up and down, a failure may be a short one.
    if meant.contains(&Status::Up) && !meant.contains(&Status::Degraded) {
        for word in words.iter_mut().filter(|word| is_failure(&word.word)) {
            word.meaning = word.meaning.or(Some(Status::Down));
        }
    }
    words
}

/// Lists what stands in place of a status code, sorted: words, and an empty one where rows have no
/// outcome at all. Empty where nothing does, or where another column decides.
pub(in crate::init) fn words_for_codes(
    sampled: &Sampled,
    code: usize,
    error: Option<usize>,
    result: Option<usize>,
) -> Vec<ForeignWord> {
    let cell = |row: &'_ Vec<String>, at: Option<usize>| -> String {
        at.and_then(|at| row.get(at)).map(|cell| cell.trim().to_owned()).unwrap_or_default()
    };
    let is_undecided = |row: &&Vec<String>| {
        let (error, code) = (cell(row, error), cell(row, Some(code)));
        let has_error = !error.is_empty() && !is_no_error(&error);
        cell(row, result).is_empty() && !(code.is_empty() && has_error)
    };
    let rows = sampled.rows.iter().filter(is_undecided);
    let cells: Vec<String> = rows.map(|row| cell(row, Some(code))).collect();
    let mut words = words_beside(cells.iter().map(String::as_str), is_code);
    if cells.iter().any(String::is_empty) {
        words.insert(0, ForeignWord { word: String::new(), meaning: None });
    }
    words
}

/// Lists the words among cells that are read as something else, sorted, the first of them, with
/// what they mean.
pub(in crate::init) fn words_beside<'c>(
    cells: impl Iterator<Item = &'c str>,
    is_read: impl Fn(&str) -> bool,
) -> Vec<ForeignWord> {
    let words: BTreeSet<&str> = cells.filter(|cell| !cell.is_empty() && !is_read(cell)).collect();
    let known = |word: &str| ForeignWord { word: word.to_owned(), meaning: meaning_of(word) };
    words.into_iter().take(MOST_RESULT_WORDS).map(known).collect()
}

/// Says whether a heading asks whether a site was up, or down, so that 0 and 1 answer it.
fn asks(heading: &str) -> bool {
    meaning(heading, "yes").is_some() || says_down(heading)
}

/// Says whether a column that can be one of status codes has no code of an answer, and numbers that
/// are no codes at all, such as 0 and 1, or 0 and 2.
pub(in crate::init) fn tells_nothing<'c>(cells: impl Iterator<Item = &'c str>) -> bool {
    let cells: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
    let is_asked = |cell: &&str| *cell == "000" || is_answer(cell);
    let is_other = |cell: &&str| cell.parse::<f64>().is_ok() && !is_code(cell);
    !cells.iter().any(is_asked) && cells.iter().any(is_other)
}

/// Says whether a cell is the status code of an answer.
pub(in crate::init) fn is_answer(cell: &str) -> bool {
    is_real_code(cell) && cell >= OF_ANSWERS
}
