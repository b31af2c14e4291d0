//! Whether 0 or 1 is up in a column whose name does not say it: the cells beside it may.

use crate::init::columns::found_columns::FoundColumns;
use crate::init::columns::outcome_words::ForeignWord;
use crate::init::sample::Sampled;
use crate::init::toml_text::quoted;
use crate::init::words::cell_kinds::meaning_of;
use crate::model::Status;
use crate::model::suggest::short;

/// Signs that stand for no and yes, or for no fault and a fault.
const DIGITS: [&str; 2] = ["0", "1"];
/// Words in the texts of checks that say that something failed, in small letters.
const FAILED: [&str; 5] = ["critical", "refused", "timed", "timeout", "error"];

/// Says whether words are 0 or 1 alone, and nothing says what they mean.
pub(in crate::init) fn are_unsaid(words: &[ForeignWord]) -> bool {
    let is_unsaid =
        |word: &ForeignWord| DIGITS.contains(&word.word.as_str()) && word.meaning.is_none();
    !words.is_empty() && words.iter().all(is_unsaid)
}

/// Says which of 0 and 1 is up by the texts of another column, and what to write then; `None` where
/// no column of texts tells the two apart.
pub(in crate::init) fn said_beside(
    sampled: &Sampled,
    found: &FoundColumns,
    names: &[String],
) -> Option<String> {
    let digits = found.result?;
    (0..sampled.width()).filter(|at| *at != digits).find_map(|at| {
        let mut seen: [Option<(Status, &str)>; 2] = [None, None];
        for row in &sampled.rows {
            let (digit, text) = (row.get(digits)?.trim(), row.get(at)?.trim());
            let Some(digit) = DIGITS.iter().position(|known| *known == digit) else { continue };
            let Some(said) = said_by(text) else { continue };
            if seen[digit].is_some_and(|(known, _)| known != said) {
                return None;
            }
            seen[digit].get_or_insert((said, text));
        }
        let [(zero, of_zero), (one, of_one)] = [seen[0]?, seen[1]?];
        (zero != one).then(|| {
            format!(
                "`{}` says `{}` beside 0 and `{}` beside 1, so write {}",
                names[at],
                short(of_zero),
                short(of_one),
                written(zero, one)
            )
        })
    })
}

/// Asks which of 0 and 1 is up in a column, or in what else is named so.
pub(in crate::init) fn question(column: &str, words: &[ForeignWord]) -> String {
    let list: Vec<String> = words.iter().map(|word| format!("`{}`", word.word)).collect();
    let (up, down) = (Status::Up, Status::Down);
    format!(
        "`{column}` has the words {}, and its name does not say which of 0 and 1 is up: write {} \
         if 1 is, or {} if 0 is, as where a monitor counts faults (Nagios, Icinga, exit codes)",
        list.join(", "),
        written(down, up),
        written(up, down),
    )
}

/// Writes what 0 and 1 mean, as the key `results` takes it.
fn written(zero: Status, one: Status) -> String {
    let pair = |digit: &str, status: Status| format!("{digit} = {}", quoted(status.as_str()));
    let [zero, one] = [pair("\"0\"", zero), pair("\"1\"", one)];
    format!("{{ {zero}, {one} }}")
}

/// Gives what a text says of a site, as a whole or by its words: up or down; `None` where it says
/// neither, or both.
fn said_by(text: &str) -> Option<Status> {
    // Another number says no more than this one.
    if text.parse::<f64>().is_ok() {
        return None;
    }
    let of_word = |word: &str| match FAILED.contains(&word.to_lowercase().as_str()) {
        true => Some(Status::Down),
        false => meaning_of(word).filter(|_| word.parse::<f64>().is_err()),
    };
    let is_clear = |status: &Status| [Status::Up, Status::Down].contains(status);
    if let Some(whole) = of_word(text).filter(is_clear) {
        return Some(whole);
    }
    let mut said = text.split(|c: char| !c.is_alphanumeric()).filter_map(of_word).filter(is_clear);
    let first = said.next()?;
    said.all(|other| other == first).then_some(first)
}
