//! The word of a line that is its site or its result, where several can be: one that never changes
//! is the name of a machine, a label or the state before.

use crate::init::lines::line_format::line_column::LineColumn;
use crate::init::words::cell_kinds::meaning_of;
use crate::init::words::inverted::{inverted, says_down};
use crate::init::words::known_words::{Heading, meaning};
use crate::logs::known_result;
use std::collections::BTreeSet;

/// Columns of lines, by each way of choosing among words of one kind.
#[derive(Debug)]
pub(super) struct ChosenColumns<'w> {
    /// Columns by each way that is as likely; the first is taken where they are not asked for.
    pub(super) all: Vec<Vec<LineColumn<'w>>>,
    /// Meaning that several words can have, for readers.
    pub(super) what: &'static str,
}

/// Chooses among columns of one kind; `columns` has one for each word of `rows`, of which each has
/// as many words.
pub(super) fn chosen<'w>(
    columns: Vec<LineColumn<'w>>,
    rows: &[&Vec<&'w str>],
) -> ChosenColumns<'w> {
    let lines = LineRows { rows };
    let mut columns = with_answers(columns, &lines);
    for kind in ["timestamp_s", "status_code", "latency_s", "latency_ms", "value"] {
        let first = columns.iter().position(|column| column.name == kind);
        drop_others(&mut columns, kind, first);
    }
    let sites = lines.places(&columns, "site");
    let site = lines.chosen_site(&sites);
    if let Choice::One(at) = site {
        drop_others(&mut columns, "site", Some(at));
    }
    let code_varies = columns
        .iter()
        .position(|column| column.name == "status_code")
        .is_some_and(|code| lines.varies(&columns, code));
    let results = lines.places(&columns, "result");
    let result = match lines.chosen_result(&columns, &results) {
        // A level of the log, such as `OK` before each line.
        Choice::One(at) if code_varies && !lines.varies(&columns, at) => Choice::None,
        choice => choice,
    };
    match result {
        Choice::One(at) => drop_others(&mut columns, "result", Some(at)),
        Choice::None => drop_others(&mut columns, "result", None),
        Choice::Several => (),
    }
    let (kind, places, what) = match (site, result) {
        (Choice::Several, _) => ("site", sites, "words of a line can be its site"),
        (_, Choice::Several) => ("result", results, "words of a line can be its result"),
        _ => return ChosenColumns { all: vec![columns], what: "" },
    };
    let each = |at: usize| {
        let mut columns = columns.clone();
        drop_others(&mut columns, kind, Some(at));
        let first = columns.iter().position(|column| column.name == "result");
        drop_others(&mut columns, "result", first);
        columns
    };
    ChosenColumns { all: places.into_iter().map(each).collect(), what }
}

/// Makes all columns of a kind but one such whose words mean nothing.
fn drop_others(columns: &mut [LineColumn<'_>], kind: &str, kept: Option<usize>) {
    for (at, column) in columns.iter_mut().enumerate() {
        if column.name == kind && Some(at) != kept {
            column.name = "_";
        }
    }
}

/// Way of choosing among places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    /// There is none to choose.
    None,
    One(usize),
    /// Nothing tells which.
    Several,
}

/// Words of lines, as many in each.
struct LineRows<'r, 'w> {
    rows: &'r [&'r Vec<&'w str>],
}

impl<'w> LineRows<'_, 'w> {
    /// Lists the places of the columns of a kind.
    fn places(&self, columns: &[LineColumn<'_>], kind: &str) -> Vec<usize> {
        (0..columns.len()).filter(|at| columns[*at].name == kind).collect()
    }

    /// Lists the words at a place, each once.
    fn words(&self, at: usize) -> BTreeSet<&'w str> {
        self.rows.iter().map(|row| row[at]).collect()
    }

    /// Says whether the words at a place say different things.
    fn varies(&self, columns: &[LineColumn<'_>], at: usize) -> bool {
        let words = self.words(at);
        let said: BTreeSet<&str> = words.iter().map(|word| columns[at].value(word)).collect();
        said.len() > 1
    }

    /// Chooses the place of the site: the one whose words vary, the first where each other follows
    /// from it.
    fn chosen_site(&self, places: &[usize]) -> Choice {
        let varied: Vec<usize> =
            places.iter().copied().filter(|at| self.words(*at).len() > 1).collect();
        let candidates = if varied.is_empty() { places } else { &varied };
        let Some(first) = candidates.first() else { return Choice::None };
        let pairs = |other: usize| -> usize {
            let pairs: BTreeSet<(&str, &str)> =
                self.rows.iter().map(|row| (row[*first], row[other])).collect();
            pairs.len()
        };
        let of_first = self.words(*first).len();
        let follows = |other: &usize| pairs(*other) == of_first;
        match varied.is_empty() {
            // One machine and one site look alike.
            true if candidates.len() > 1 => Choice::Several,
            true => Choice::One(*first),
            false if candidates.iter().all(follows) => Choice::One(*first),
            false => Choice::Several,
        }
    }

    /// Chooses the place of the result: the one whose words vary, of words before numbers.
    fn chosen_result(&self, columns: &[LineColumn<'_>], places: &[usize]) -> Choice {
        let is_number = |at: &usize| {
            let mut words = self.rows.iter().map(|row| columns[*at].value(row[*at]));
            words.all(|word| word.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let is_meant = |at: &usize| !is_number(at) || places.len() == 1 || self.asks(columns, *at);
        let places: Vec<usize> = places.iter().copied().filter(is_meant).collect();
        let varied: Vec<usize> =
            places.iter().copied().filter(|at| self.varies(columns, *at)).collect();
        let candidates = if varied.is_empty() { &places } else { &varied };
        let Some(first) = candidates.first() else { return Choice::None };
        let said = |row: &Vec<&str>, at: usize| {
            let word = columns[at].value(row[at]);
            meaning_of(word)
        };
        let is_alike = |other: &usize| {
            let own = |row: &&Vec<&str>| said(row, *first) == said(row, *other);
            self.rows.iter().all(own)
        };
        // Where none varies nothing shows which would.
        let is_clear = match varied.is_empty() {
            true => candidates.len() == 1,
            false => candidates.iter().all(is_alike),
        };
        if is_clear { Choice::One(*first) } else { Choice::Several }
    }

    /// Says whether the word before a number asks how a probe went, such as `online:` or `up=`.
    fn asks(&self, columns: &[LineColumn<'_>], at: usize) -> bool {
        let key = self.key(columns, at);
        meaning(key, "yes").is_some()
            || says_down(key)
            || Heading::Result.is_named(key)
            || known_result(key).is_some()
    }

    /// Gives the word that names what stands at a place: before `=`, or the same word before it in
    /// each line; empty where there is none.
    fn key(&self, columns: &[LineColumn<'w>], at: usize) -> &'w str {
        key_of(columns, self.rows, at)
    }
}

/// Gives the word that names what stands at a place of lines: before `=`, or the same word before
/// it in each line; empty where there is none.
pub(super) fn key_of<'w>(columns: &[LineColumn<'w>], rows: &[&Vec<&'w str>], at: usize) -> &'w str {
    if let Some(key) = columns[at].before.strip_suffix('=') {
        return key;
    }
    let before = at.checked_sub(1).and_then(|before| rows.first()?.get(before)).copied();
    let word = before.unwrap_or_default();
    let is_same = rows.iter().all(|row| at.checked_sub(1).is_some_and(|at| row[at] == word));
    let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '_');
    if is_same { bare } else { "" }
}

/// Makes results of the words that answer a question before them, such as the `no` of `up: no`.
fn with_answers<'w>(
    mut columns: Vec<LineColumn<'w>>,
    lines: &LineRows<'_, 'w>,
) -> Vec<LineColumn<'w>> {
    for at in 0..columns.len() {
        let words = lines.words(at);
        let is_answer = |word: &&str| inverted(columns[at].value(word)).is_some();
        let is_free = columns[at].name == "_" && words.len() > 1;
        if is_free && words.iter().all(is_answer) && lines.asks(&columns, at) {
            columns[at].name = "result";
        }
    }
    columns
}
