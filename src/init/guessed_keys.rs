//! Keys of a proposal, and how many cells must fit for one.

use crate::init::sample::Sampled;
use crate::model::GuessedKey;

/// Percentage of the cells that must fit.
const PERCENT: usize = 90;

/// Makes a key with a value.
pub(super) fn known(key: &'static str, value: String, why: impl Into<String>) -> GuessedKey {
    GuessedKey { key, value: Some(value), why: why.into() }
}

/// Makes a key that is to be filled in.
pub(super) fn open(key: &'static str, why: impl Into<String>) -> GuessedKey {
    GuessedKey { key, value: None, why: why.into() }
}

/// Says whether most cells of a column that hold something fit, and some do.
pub(super) fn fits(sampled: &Sampled, at: usize, fit: impl Fn(&str) -> bool) -> bool {
    let filled: Vec<&str> = sampled.column(at).filter(|cell| !cell.trim().is_empty()).collect();
    let count = filled.iter().filter(|cell| fit(cell.trim())).count();
    count > 0 && count * 100 >= filled.len() * PERCENT
}
