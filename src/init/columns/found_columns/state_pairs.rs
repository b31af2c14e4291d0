//! Two columns of a table, of which one has the state before a row and the other the state from it
//! on, as logs of changes have them.

use crate::init::sample::Sampled;
use crate::init::stamps::TimeColumn;
use crate::init::words::cell_kinds::{is_registered_code, is_result_word};
use crate::init::words::inverted::bare;
use crate::init::words::known_words::is_failure;
use std::collections::BTreeMap;

/// Headings of the state before, in small letters without blanks and underscores.
const BEFORE: [&str; 19] = [
    "old",
    "oldstate",
    "oldstatus",
    "from",
    "fromstate",
    "fromstatus",
    "previous",
    "previousstate",
    "previousstatus",
    "prev",
    "prevstate",
    "prevstatus",
    "laststate",
    "laststatus",
    "before",
    "statebefore",
    "vorher",
    "alt",
    "avant",
];
/// Words for a state that nobody knows yet, in small letters.
const NO_STATE: [&str; 6] = ["", "new", "none", "null", "unknown", "initial"];
/// Percentage of the cells that must fit.
const PERCENT: usize = 90;

/// Columns of the state before each row and of that from it on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::init) struct StatePair {
    pub(in crate::init) before: usize,
    pub(in crate::init) after: usize,
}

impl StatePair {
    /// Returns the column behind, as that of codes or else as that of words.
    pub(super) fn outcome(self, sampled: &Sampled) -> (Option<usize>, Option<usize>) {
        match sampled.column(self.after).any(is_registered_code) {
            true => (Some(self.after), None),
            false => (None, Some(self.after)),
        }
    }

    /// Finds the two columns; `None` where there are none. The state before a row is that from the
    /// row before of its `site` on.
    pub(super) fn find(
        sampled: &Sampled,
        stamp: &TimeColumn,
        site: Option<usize>,
    ) -> Option<StatePair> {
        let names = sampled.names()?;
        let are_states = |at: usize| are_states(sampled, at);
        let is_named = |at: &usize| BEFORE.contains(&bare(&names[*at]).as_str());
        let before = (0..names.len()).filter(is_named).find(|at| are_states(*at))?;
        let is_free = |at: &usize| {
            *at != before && Some(*at) != site && !stamp.columns.contains(at) && are_states(*at)
        };
        let mut pairs = (0..names.len()).filter(is_free).map(|after| StatePair { before, after });
        pairs.find(|pair| pair.is_right(sampled, stamp, site))
    }

    /// Says whether the state before each row is that from the row before on; where no row follows
    /// another of its site, whether the two differ.
    fn is_right(self, sampled: &Sampled, stamp: &TimeColumn, site: Option<usize>) -> bool {
        let cell = |row: usize, at: usize| {
            sampled.rows.get(row).and_then(|row| row.get(at)).map_or("", String::as_str)
        };
        let mut moments: Vec<_> = stamp.read_moments().collect();
        moments.retain(|moment| sampled.is_among_first(moment.row));
        moments.sort_by_key(|moment| (moment.at, moment.row));
        let (mut compared, mut right) = (0, 0);
        let mut last: BTreeMap<&str, usize> = BTreeMap::new();
        for moment in &moments {
            let name = site.map_or("", |site| cell(moment.row, site));
            let Some(earlier) = last.insert(name, moment.row) else { continue };
            let known = cell(earlier, self.after);
            let (before, after) = (cell(moment.row, self.before), cell(moment.row, self.after));
            let are_alike = |a: &str, b: &str| a.eq_ignore_ascii_case(b);
            // Where nothing changes any two columns are alike.
            if are_alike(before, after) && are_alike(known, after) {
                continue;
            }
            compared += 1;
            right += usize::from(are_alike(before, known));
        }
        match compared {
            0 => self.changes_in_each_row(sampled),
            compared => right * 100 >= compared * PERCENT,
        }
    }

    /// Says whether each row has another state behind it than before.
    pub(in crate::init) fn changes_in_each_row(self, sampled: &Sampled) -> bool {
        let differs = |row: &Vec<String>| {
            let cell = |at: usize| row.get(at).map_or("", String::as_str);
            !cell(self.before).eq_ignore_ascii_case(cell(self.after))
        };
        !sampled.rows.is_empty() && sampled.rows.iter().all(differs)
    }
}

/// Says whether most cells of a column are states or status codes, and some a known one.
fn are_states(sampled: &Sampled, at: usize) -> bool {
    let is_state =
        |cell: &str| is_result_word(cell) || is_failure(cell) || is_registered_code(cell);
    let is_one = |cell: &str| is_state(cell) || is_unset(cell);
    sampled.column(at).any(is_state) && sampled.most_fit(at, is_one)
}

/// Says whether a column that is named like a vantage has the states before a change: `from` beside
/// `to`.
pub(super) fn is_state_before(sampled: &Sampled, at: usize) -> bool {
    let is_from = |names: &[String]| names[at].eq_ignore_ascii_case("from");
    sampled.names().is_some_and(is_from) && are_states(sampled, at)
}

/// Says whether a cell stands for no state that is known.
fn is_unset(cell: &str) -> bool {
    NO_STATE.contains(&cell.to_lowercase().as_str())
}
