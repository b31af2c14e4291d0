//! Columns of claimants and texts in lines without headings, as chats are written: a name that
//! comes again, and a text that may be one word alone.

use crate::init::left_out::shell_word;
use crate::init::sample::Sampled;
use crate::init::toml_text::list;
use crate::model::{GuessedKey, plural};
use std::collections::BTreeSet;
use std::path::Path;

/// Columns of claims that `name` decides.
const CLAIMANT: &str = "claimant";
const QUOTE: &str = "quote";

/// Names the column of the texts and that of the claimants, where no text was found by its length:
/// of two columns of words the texts have more of them. `names` are those found so far, in the
/// order of the columns.
pub(super) fn name(sampled: &Sampled, names: &mut [String]) {
    let is_open = |at: &usize| names[*at] == CLAIMANT || names[*at].starts_with("column_");
    let of_words: Vec<usize> =
        (0..sampled.width()).filter(is_open).filter(|at| has_letters(sampled, *at)).collect();
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    if has(QUOTE) {
        let mut others = of_words.iter().copied().filter(|at| !has_texts(sampled, *at));
        if let Some(claimant) = others.next().filter(|_| !has(CLAIMANT)) {
            names[claimant] = CLAIMANT.to_owned();
        }
        return;
    }
    let texts = of_words.iter().copied().filter(|at| has_texts(sampled, *at));
    let Some(text) = texts.max_by_key(|at| words(sampled, *at)) else { return };
    let Some(claimant) = of_words.iter().copied().find(|at| *at != text) else { return };
    for (at, name) in names.iter_mut().enumerate().filter(|(_, name)| *name == CLAIMANT) {
        *name = format!("column_{}", at + 1);
    }
    names[text] = QUOTE.to_owned();
    names[claimant] = CLAIMANT.to_owned();
}

/// Returns the key for the names of the columns of rows that no line names.
pub(in crate::init) fn header_key(sampled: &Sampled, names: &[String], path: &Path) -> GuessedKey {
    let why = "the first line is a row as the others are, and names no column; check these";
    match arrivals(sampled, path) {
        Some(doubt) => GuessedKey::open("header", format!("{doubt}; else write {}", list(names))),
        None => GuessedKey::known("header", list(names), why),
    }
}

/// Says that rows have signs in place of who speaks, as where a chat says who comes and goes, and
/// by which command they are left out; `None` where each row has a name.
fn arrivals(sampled: &Sampled, path: &Path) -> Option<String> {
    let at = sampled.header.iter().flatten().position(|name| name == CLAIMANT)?;
    let is_sign = |cell: &&str| !cell.is_empty() && !cell.chars().any(char::is_alphanumeric);
    let signs: Vec<&str> = sampled.column(at).filter(is_sign).collect();
    let first = signs.first()?;
    let kinds: BTreeSet<&str> = signs.iter().copied().collect();
    let differs = |sign: &str| format!("${} != {sign:?}", at + 1);
    let script = kinds.into_iter().map(differs).collect::<Vec<_>>().join(" && ");
    let separator = match sampled.separator {
        b'\t' => "\\t".to_owned(),
        other => char::from(other).to_string(),
    };
    Some(format!(
        "`{first}` stands in place of who speaks in {}, as where a chat says who comes and goes: \
         such rows are no claims; run `awk -F'{separator}' {} {} > said.txt`, which leaves them \
         out, and name said.txt",
        plural(signs.len(), "row"),
        shell_word(Path::new(&script)),
        shell_word(path),
    ))
}

/// Says whether at least half of the cells that hold something have letters: a chat has signs in
/// place of a name where somebody comes or goes.
fn has_letters(sampled: &Sampled, at: usize) -> bool {
    let filled: Vec<&str> = sampled.column(at).filter(|cell| !cell.is_empty()).collect();
    let lettered = filled.iter().filter(|cell| cell.chars().any(char::is_alphabetic)).count();
    lettered > 0 && lettered * 2 >= filled.len()
}

/// Says whether some cells are several words, and few are the same.
fn has_texts(sampled: &Sampled, at: usize) -> bool {
    let cells: Vec<&str> = sampled.column(at).filter(|cell| !cell.is_empty()).collect();
    let several: BTreeSet<&str> =
        cells.iter().copied().filter(|cell| cell.split_whitespace().count() > 1).collect();
    let different: BTreeSet<&str> = cells.iter().copied().collect();
    several.len() * 2 >= different.len() && !several.is_empty()
}

/// Counts the words of a column.
fn words(sampled: &Sampled, at: usize) -> usize {
    sampled.column(at).map(|cell| cell.split_whitespace().count()).sum()
}
