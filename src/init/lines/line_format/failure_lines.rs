//! Lines of failures among others: words that are not known, and lines of another form.

use crate::init::columns::outcome_words::{ForeignWord, foreign_words, words_beside};
use crate::init::lines::line_format::chosen_columns::key_of;
use crate::init::lines::line_format::line_column::{LineColumn, is_site};
use crate::init::words::cell_kinds::is_code as is_code_cell;
use crate::init::words::inverted::{inverted, says_down};
use std::collections::BTreeSet;

/// Percentage of the lines of another form that must begin like the others.
const PERCENT: usize = 90;
/// Sign between a site and what is said of it.
const BEFORE_REASON: char = ':';

/// Says whether a line has as many words as the columns, and their texts.
fn is_of_form(words: &[&str], columns: &[LineColumn<'_>]) -> bool {
    words.len() == columns.len()
        && columns.iter().zip(words).all(|(column, word)| column.fits(word))
}

/// Lists the words of the column that tells how a probe went, which the reader does not know. Where
/// a result is the last column, longer lines have several words in it.
pub(super) fn foreign_words_of<'w>(
    lines: &[Vec<&'w str>],
    rows: &[&Vec<&'w str>],
    columns: &[LineColumn<'w>],
) -> Vec<ForeignWord> {
    let width = columns.len();
    let at = |name: &str| columns.iter().position(|column| column.name == name);
    let cells = |at: usize| -> Vec<String> {
        let is_text = at + 1 == width && columns[at].name == "result";
        let fits =
            |words: &&Vec<&str>| is_of_form(words, columns) || is_text && words.len() > width;
        let cell = |words: &Vec<&str>| match words.len() == width {
            true => columns[at].value(words[at]).to_owned(),
            false => words[at..].join(" "),
        };
        lines.iter().filter(fits).map(cell).collect()
    };
    match (at("result"), at("status_code")) {
        (Some(result), _) => {
            let (key, cells) = (key_of(columns, rows, result), cells(result));
            let words: BTreeSet<&str> = cells.iter().map(String::as_str).collect();
            // `failed=false` is good news.
            if says_down(key) && words.iter().all(|word| inverted(word).is_some()) {
                let word =
                    |word: &str| ForeignWord { word: word.to_owned(), meaning: inverted(word) };
                return words.into_iter().map(word).collect();
            }
            foreign_words(key, cells.iter().map(String::as_str))
        }
        (None, Some(code)) => words_beside(cells(code).iter().map(String::as_str), is_code_cell),
        (None, None) => Vec::new(),
    }
}

/// Writes the format of lines that are as the usual ones, with a sign and a further text behind
/// them, such as `, Error: refused`; `None` where some are not.
fn with_text_behind(
    format: &str,
    lines: &[&Vec<&str>],
    columns: &[LineColumn<'_>],
) -> Option<String> {
    let width = columns.len();
    let cut = |words: &&Vec<&str>| -> Option<(String, String)> {
        let (last, behind) = (*words.get(width.checked_sub(1)?)?, *words.get(width)?);
        let bare = last.trim_end_matches([',', ';']);
        let mut usual = words[..width].to_vec();
        usual[width - 1] = bare;
        let label = if behind.ends_with(':') { behind } else { "" };
        let is_code = |(column, word): (&LineColumn<'_>, &&str)| {
            column.name != "status_code" || is_code_cell(column.value(word))
        };
        let is_usual = is_of_form(&usual, columns) && columns.iter().zip(&usual).all(is_code);
        is_usual.then(|| (last[bare.len()..].to_owned(), label.to_owned()))
    };
    let all: Vec<(String, String)> = lines.iter().map(cut).collect::<Option<_>>()?;
    let (sign, label) = all.first()?;
    let is_text = !label.contains(['{', '}']) && all.iter().all(|one| one == &all[0]);
    let label = if label.is_empty() { String::new() } else { format!(" {label}") };
    is_text.then(|| format!("{format}{sign}{label} {{error}}"))
}

/// Lists the formats for lines of one site, of which those of failures have another text behind the
/// stamp; `None` where the usual form has no text of its own, and would read them, too.
fn of_one_site(
    format: &str,
    lines: &[Vec<&str>],
    columns: &[LineColumn<'_>],
) -> Option<Vec<String>> {
    let stamp = columns.iter().rposition(|column| column.name.starts_with("timestamp"))?;
    let has_text = |column: &LineColumn<'_>| column.name.is_empty() || !column.before.is_empty();
    let others = lines.iter().any(|words| !is_of_form(words, columns));
    if !others || !columns[stamp + 1..].iter().any(has_text) {
        return None;
    }
    let written = columns[..=stamp].iter().map(LineColumn::written).collect::<Vec<_>>().join(" ");
    Some(vec![format.to_owned(), format!("{written} {{error}}")])
}

/// Lists the formats by which lines of another length are read too, which begin like the others up
/// to the site, and say behind it what failed: shorter ones, or longer ones with one word behind
/// the site that is read before all others. `None` where nine in ten of them are none.
pub(super) fn with_failures(
    format: &str,
    lines: &[Vec<&str>],
    width: usize,
    columns: &[LineColumn<'_>],
) -> Option<Vec<String>> {
    let Some(site) = columns.iter().position(|column| column.name == "site") else {
        return of_one_site(format, lines, columns);
    };
    let is_decided = |column: &LineColumn<'_>| ["status_code", "result"].contains(&column.name);
    let others: Vec<&Vec<&str>> =
        lines.iter().filter(|words| !is_of_form(words, columns)).collect();
    let begins_so = |words: &&&Vec<&str>| {
        let is_long = words.len() > site + 1;
        is_long && is_site(columns[site].value(words[site]).trim_end_matches(BEFORE_REASON))
    };
    let alike: Vec<&Vec<&str>> = others.iter().filter(begins_so).copied().collect();
    if alike.is_empty() || alike.len() * 100 < others.len() * PERCENT {
        return None;
    }
    let written = columns[..=site].iter().map(LineColumn::written).collect::<Vec<_>>().join(" ");
    if columns[..site].iter().any(is_decided) {
        let is_reason = |words: &&Vec<&str>| words[site].ends_with(BEFORE_REASON);
        let is_before = site + 1 == width && alike.iter().all(is_reason);
        let with_reason = || format!("{written}{BEFORE_REASON} {{_}}");
        return is_before.then(|| vec![with_reason(), format.to_owned()]);
    }
    // A longer one could fit the first form, and be cut wrongly.
    if alike.iter().all(|words| words.len() <= width) {
        return Some(vec![format.to_owned(), format!("{written} {{error}}")]);
    }
    if let Some(longer) = with_text_behind(format, &alike, columns) {
        return Some(vec![longer, format.to_owned()]);
    }
    let word = alike[0][site + 1];
    let is_same = alike.iter().all(|words| words.len() > site + 2 && words[site + 1] == word);
    let is_usual =
        |words: &Vec<&str>| is_of_form(words, columns) && words.get(site + 1) == Some(&word);
    let is_text = !word.contains(['{', '}']) && !lines.iter().any(is_usual);
    (is_same && is_text).then(|| vec![format!("{written} {word} {{error}}"), format.to_owned()])
}
