//! Columns that are not used and hold a yes or a no, or words for up and down: what they mean is
//! asked.

use crate::init::columns::outcome_words::MOST_RESULT_WORDS;
use crate::init::sample::Sampled;
use crate::init::toml_text::quoted;
use crate::init::words::cell_kinds::meaning_of;
use crate::model::suggest::listed;
use crate::model::{GuessedKey, YesNoWords};
use std::collections::BTreeSet;

/// Columns that are named, at most.
const SHOWN: usize = 6;

/// Asks for the `unused` columns whose few words or numbers can tell how a probe went, each with
/// its values: those that have a known word, else those of two values; `None` where there is none.
pub(in crate::init) fn columns_like_outcomes(
    sampled: &Sampled,
    unused: &[usize],
    names: &[String],
) -> Option<String> {
    let values = |at: usize| -> BTreeSet<&str> {
        sampled.column(at).filter(|cell| !cell.is_empty()).collect()
    };
    let can_tell = |at: &usize, most: usize| {
        !sampled.is_around(*at)
            && (1..=most).contains(&values(*at).len())
            && values(*at).len() * 2 <= sampled.rows.len()
    };
    let is_known = |word: &str| meaning_of(word).is_some() || answer(word).is_some();
    let is_like =
        |at: &usize| can_tell(at, MOST_RESULT_WORDS) && values(*at).into_iter().any(is_known);
    let mut alike: Vec<usize> = unused.iter().copied().filter(is_like).collect();
    if alike.is_empty() {
        // Of two values that nobody knows one may be that of a failure.
        let has_two = |at: &usize| can_tell(at, 2) && values(*at).len() == 2;
        alike.extend(unused.iter().copied().filter(has_two));
    }
    let shown = |at: &usize| format!("`{}` ({})", names[*at], listed(values(*at)));
    let alike: Vec<String> = alike.iter().take(SHOWN).map(shown).collect();
    (!alike.is_empty()).then(|| format!("is it {}?", alike.join(" or ")))
}

/// Asks what the answers of the `unused` columns mean that can tell how a probe went by two values
/// alone, such as `true` and `false`; `None` where there are none. Whether `true` is good news only
/// the name of a column can tell, and that of none of these is known.
pub(in crate::init) fn wanted_senses(
    sampled: &Sampled,
    unused: &[usize],
    names: &[String],
) -> Option<GuessedKey> {
    let answers = |at: &usize| -> Option<BTreeSet<&str>> {
        let values: BTreeSet<&str> = sampled.column(*at).filter(|cell| !cell.is_empty()).collect();
        let are_answers = values.iter().all(|cell| answer(cell).is_some());
        let is_so = !sampled.is_around(*at) && (1..=2).contains(&values.len()) && are_answers;
        is_so.then_some(values)
    };
    let found = unused.iter().filter_map(|at| Some((*at, answers(at)?))).take(SHOWN);
    let found: Vec<(usize, BTreeSet<&str>)> = found.collect();
    let (_, values) = found.first()?;
    let pairs = |no: &str, yes: &str| {
        let meaning = |cell: &&str| if answer(cell) == Some(true) { yes } else { no };
        let pair = |cell: &&str| format!("{} = {}", quoted(cell), quoted(meaning(cell)));
        format!("{{ {} }}", values.iter().map(pair).collect::<Vec<_>>().join(", "))
    };
    let all: Vec<String> = found
        .iter()
        .map(|(at, values)| format!("`{}` has {}", names[*at], listed(values.iter().copied())))
        .collect();
    Some(GuessedKey::open(
        "results",
        format!(
            "{}: where such a column tells how a probe went, write which value is up, {} if it \
             says that something is wrong, or {} if it says that all is well; where another \
             column tells it, take this line out",
            all.join(", "),
            pairs("up", "down"),
            pairs("down", "up")
        ),
    ))
}

/// Reads a cell as a yes or a no, also 1 and 0 with decimals; `None` where it is neither.
fn answer(cell: &str) -> Option<bool> {
    let whole = cell.split_once('.').filter(|(_, rest)| rest.bytes().all(|digit| digit == b'0'));
    YesNoWords::AndDigits.read(whole.map_or(cell, |(whole, _)| whole))
}
