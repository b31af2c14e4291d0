//! Outcomes that stand beside the one that was found: another column of codes, and the same field
//! of an object beside its own.

use crate::init::columns::outcome_words::is_answer;
use crate::init::sample::Sampled;
use crate::init::words::cell_kinds::{is_code, is_registered_code, number_of_code};
use crate::model::Status;
use std::collections::BTreeSet;

/// Percentage of the cells of a column of codes that are such.
const PERCENT: usize = 90;

/// Least code of a failure (M6).
const FIRST_FAILURE: u16 = 500;

/// Says whether a code is one of a failure (M6), or of no answer.
pub(super) fn is_failed(code: u16) -> bool {
    code == 0 || code >= FIRST_FAILURE
}

/// Rows in which another column of codes tells of something else than the outcome that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct OtherCodes {
    /// Index of the column.
    pub(super) column: usize,
    /// Number of these rows.
    pub(super) count: usize,
    /// Index of the first of them.
    pub(super) first: usize,
}

impl OtherCodes {
    /// Finds the first `unused` column of codes by which some probe failed that is up by what was
    /// found; `said` tells that of a row, by its index.
    pub(super) fn find(
        sampled: &Sampled,
        unused: &[usize],
        said: impl Fn(usize) -> Option<Status>,
    ) -> Option<OtherCodes> {
        let are_codes = |at: &&usize| {
            let filled: Vec<&str> = sampled.column(**at).filter(|cell| !cell.is_empty()).collect();
            let codes = filled.iter().filter(|cell| is_code(cell)).count();
            let kinds: BTreeSet<&str> = filled.iter().copied().collect();
            let are_of_answers = kinds.iter().any(|cell| is_answer(cell));
            codes * 100 >= filled.len() * PERCENT && are_of_answers && kinds.len() > 1
        };
        // A size of 512 bytes is no code that a server sends.
        let fails =
            |cell: &str| is_registered_code(cell) && number_of_code(cell).is_some_and(is_failed);
        unused.iter().filter(are_codes).find_map(|at| {
            let odd = |row: &usize| {
                fails(sampled.rows[*row][*at].trim()) && said(*row) == Some(Status::Up)
            };
            let rows: Vec<usize> = (0..sampled.rows.len()).filter(odd).collect();
            let first = *rows.first()?;
            Some(OtherCodes { column: *at, count: rows.len(), first })
        })
    }
}

/// Fields of JSON of one name that stand in several objects beside one another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ObjectsBeside {
    /// Names of the objects, in the order of the file; at least two.
    pub(super) names: Vec<String>,
    /// Path to what holds them, with its point; empty at the top.
    pub(super) around: String,
    /// Path within each of them.
    pub(super) field: String,
}

impl ObjectsBeside {
    /// Finds the objects in which a field stands as in the one at `path`, by the paths of all
    /// fields; `None` where it stands in one alone. Names with points are written in brackets, and
    /// are left to the user.
    pub(super) fn find(path: &str, all: &[String]) -> Option<ObjectsBeside> {
        let parts: Vec<&str> = path.split('.').collect();
        let is_plain = |part: &str| !part.contains(['[', ']', '"', '*', '{']);
        (0..parts.len().checked_sub(1)?).rev().filter(|at| is_plain(parts[*at])).find_map(|at| {
            let around: String = parts[..at].iter().map(|part| format!("{part}.")).collect();
            let field = parts[at + 1..].join(".");
            let name = |other: &String| {
                let name = other.strip_prefix(&around)?.strip_suffix(&format!(".{field}"))?;
                (is_plain(name) && !name.contains('.')).then(|| name.to_owned())
            };
            let names: Vec<String> = all.iter().filter_map(name).collect();
            (names.len() > 1).then_some(ObjectsBeside { names, around, field })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_beside_one_another_are_found_by_their_fields() {
        let all =
            ["at", "from.ber.code", "from.ber.ms", "from.rom.code", "code"].map(str::to_owned);
        let found = ObjectsBeside::find("from.ber.code", &all).unwrap();
        assert_eq!(found.names, ["ber", "rom"]);
        assert_eq!((&*found.around, &*found.field), ("from.", "code"));
        assert_eq!(ObjectsBeside::find("from.ber.ms", &all), None);
        assert_eq!(ObjectsBeside::find("code", &all), None);
    }
}
