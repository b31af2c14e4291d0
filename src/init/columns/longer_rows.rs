//! Rows with more fields than most: a separator may stand in one of their cells, or further fields
//! behind all others.

use crate::init::columns::found_columns::FoundColumns;
use crate::init::sample::Sampled;
use crate::init::words::cell_kinds::{is_code, is_result_word};
use crate::logs::known_result;
use crate::model::{GuessedKey, by_count, grouped, plural};

/// Meaning of the rows of a table that have more fields than most.
#[derive(Debug)]
pub(in crate::init) enum LongerRows {
    /// There are none.
    Absent,
    /// Further fields stand behind all others.
    Behind(Box<JoinedRows>),
    /// A separator may stand in one of their cells; a sentence says so.
    Unclear(String),
}

/// Rows of a table with the longer ones among them, and the key by which they are read.
#[derive(Debug)]
pub(in crate::init) struct JoinedRows {
    pub(in crate::init) sampled: Sampled,
    pub(in crate::init) key: GuessedKey,
}

impl LongerRows {
    /// Finds the meaning of the longer rows of a table.
    pub(in crate::init) fn of(sampled: &Sampled) -> LongerRows {
        if sampled.longer.is_empty() {
            return LongerRows::Absent;
        }
        let joined = sampled.with_longer();
        let columns = FoundColumns::of(&joined);
        let longer = sampled.longer.len();
        if are_behind(sampled, &joined, &columns) {
            let verb = by_count(longer, "has", "have");
            let why = format!(
                "{} of the {} {verb} more fields than most, and moment and outcome in their \
                 places, with no text behind these that a separator could have parted; take this \
                 line out if a separator stands in a cell",
                grouped(longer),
                plural(joined.rows.len(), "row")
            );
            let key = GuessedKey::known("extra_fields", "true".to_owned(), why);
            return LongerRows::Behind(Box::new(JoinedRows { sampled: joined, key }));
        }
        let verb = by_count(longer, "has", "have");
        LongerRows::Unclear(format!(
            "{} {verb} more fields than most, as where a separator stands in a cell: such a row is \
             read as far as nothing can be shifted; if the further fields stand behind all others, \
             write `extra_fields = true`",
            plural(longer, "row")
        ))
    }
}

/// Says whether each longer row has moment and outcome in their places, and no column that is read
/// stands behind these whose cells a separator can part.
fn are_behind(sampled: &Sampled, joined: &Sampled, found: &FoundColumns) -> bool {
    let Some(stamp) = &found.stamp else { return false };
    let Some(outcome) = found.result.or(found.code) else { return false };
    let tells = |cell: &str| match found.result {
        Some(_) => known_result(cell).is_some() || is_result_word(cell),
        None => is_code(cell),
    };
    let is_in_place = |row: &usize| stamp.reads_row(*row) && tells(&joined.rows[*row][outcome]);
    let last = stamp.columns.iter().copied().fold(outcome, usize::max);
    let texts = found.site.iter().copied().chain(found.vantage).chain(found.error);
    joined.joined.iter().all(is_in_place)
        && texts.into_iter().all(|text| text < last)
        && found.latency.is_none_or(|time| time < last || !has_decimal_comma(sampled, time))
}

/// Says whether the number in a column of a longer row may have lost its decimals to the next
/// field.
fn has_decimal_comma(sampled: &Sampled, column: usize) -> bool {
    let is_digits =
        |cell: &String| !cell.is_empty() && cell.bytes().all(|digit| digit.is_ascii_digit());
    let next_is_digits = |row: &Vec<String>| row.get(column + 1).is_some_and(is_digits);
    sampled.separator == b',' && sampled.longer.iter().any(|row| next_is_digits(&row.cells))
}
