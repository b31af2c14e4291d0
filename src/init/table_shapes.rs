//! Tables that have no row for each probe: a column for each site or for each moment, or a row from
//! a start to an end.

use crate::clock::parse_stamp;
use crate::files::FileForm;
use crate::init::cell_kinds::{is_address, is_code, is_moment, is_real_code, is_result_word};
use crate::init::column_keys::{TableKeys, days, dialect, sites as sites_of, time, wanted_results};
use crate::init::columns::{ForeignWord, FoundColumns, foreign_words};
use crate::init::doubts;
use crate::init::period_tables;
use crate::init::sample::Sampled;
use crate::init::stamps;
use crate::init::tested;
use crate::init::tested::WideCell;
use crate::init::toml_text::{column, list, quoted};
use crate::layouts;
use crate::logs::SampledRows;
use crate::model::GuessedKey;
use crate::model::suggest::listed;
use std::collections::BTreeSet;
use std::path::Path;

/// Columns that make a table wide, at least.
const SEVERAL: usize = 2;

/// Finds the keys of a table that has no row for each probe; `None` where it can have one.
pub(super) fn find(sampled: &Sampled, path: &Path, form: &FileForm) -> Option<TableKeys> {
    let header = sampled.header.as_ref()?;
    period_tables::find(sampled, path, form).or_else(|| of_wide(sampled, header))
}

/// Meaning of the cells of a wide table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WideCellKind {
    Codes,
    Words,
    /// Numbers that tell an answer, and signs for none.
    Answers,
}

impl WideCellKind {
    /// Finds the kind of the cells of a column; `None` where they tell no outcome.
    fn of(sampled: &Sampled, at: usize) -> Option<WideCellKind> {
        let is_answer = |cell: &str| {
            let number = cell.trim_end_matches(|letter: char| letter.is_alphabetic());
            sampled.number(number).is_some()
                || ["-", "*", "timeout"].contains(&cell.to_ascii_lowercase().as_str())
        };
        if sampled.most_fit(at, is_code) && sampled.column(at).any(is_real_code) {
            Some(WideCellKind::Codes)
        } else if sampled.most_fit(at, is_result_word) {
            Some(WideCellKind::Words)
        } else if sampled.most_fit(at, is_answer) {
            Some(WideCellKind::Answers)
        } else {
            None
        }
    }
}

/// Lists the free columns whose cells tell an outcome, with their kind. Numbers under addresses are
/// about these; under words they may be anything, and are taken where nothing else tells it.
fn outcome_cells(
    sampled: &Sampled,
    header: &[String],
    columns: &FoundColumns,
    is_free: impl Fn(&usize) -> bool,
) -> Vec<(usize, WideCellKind)> {
    let all: Vec<(usize, WideCellKind)> = (0..header.len())
        .filter(is_free)
        .filter_map(|at| Some((at, WideCellKind::of(sampled, at)?)))
        .collect();
    let is_about_heading = |(at, kind): &&(usize, WideCellKind)| {
        *kind != WideCellKind::Answers || is_address(&header[*at])
    };
    let clear: Vec<(usize, WideCellKind)> = all.iter().filter(is_about_heading).copied().collect();
    let has_number = columns.latency.is_some() || doubts::number_rule(columns, header).is_some();
    if clear.is_empty() && !has_number { all } else { clear }
}

/// Finds the keys of a wide table, with sites or with moments as headings.
fn of_wide(sampled: &Sampled, header: &[String]) -> Option<TableKeys> {
    let columns = FoundColumns::of(sampled);
    if columns.code.is_some() || columns.result.is_some() || columns.error.is_some() {
        return None;
    }
    let moments: Vec<usize> = (0..header.len()).filter(|at| is_moment(&header[*at])).collect();
    if moments.len() >= SEVERAL && columns.site.len() == 1 {
        return wide_of_moments(sampled, header, columns.site[0], &moments);
    }
    let stamp = columns.stamp.as_ref().filter(|_| columns.site.is_empty())?;
    let is_free = |at: &usize| {
        !stamp.columns.contains(at) && columns.vantage != Some(*at) && columns.latency != Some(*at)
    };
    let cells = outcome_cells(sampled, header, &columns, is_free);
    let kind = cells.first().filter(|_| cells.len() >= SEVERAL)?.1;
    let of_kind = || cells.iter().filter(|(_, of)| *of == kind).map(|(at, _)| *at);
    let sites: Vec<usize> = of_kind().collect();
    if sites.len() < SEVERAL {
        return None;
    }
    let named: Vec<&str> = sites.iter().map(|at| header[*at].as_str()).collect();
    let except: Vec<&str> = (0..header.len())
        .filter(|at| is_free(at) && !sites.contains(at))
        .map(|at| header[at].as_str())
        .collect();
    let moment = column(header, &stamp.columns);
    let vantage = columns.vantage.map(|at| format!(", vantage = {}", quoted(&header[at])));
    let columns = format!("{{ timestamp = {moment}{} }}", vantage.unwrap_or_default());
    let words = foreign_words("", sites.iter().flat_map(|at| sampled.column(*at)));
    let mut keys = wide_keys(sampled, header, columns, kind, &words);
    keys.push(if named.iter().all(|name| is_address(name)) {
        GuessedKey::known(
            "sites",
            list(&named),
            "headings that are addresses, over columns of outcomes",
        )
    } else {
        let names = listed(named.iter().copied());
        GuessedKey::open(
            "sites",
            format!(
                "{names} are headings over columns of outcomes: write those that are sites, as \
                 {}, and the others into `except`; if all are about one site, take the entry out",
                list(&named)
            ),
        )
    });
    if !except.is_empty() {
        keys.push(GuessedKey::known("except", list(&except), "no outcomes stand under these"));
    }
    keys.extend(time(Some(stamp)));
    keys.extend(days(Some(stamp)));
    let cell = |row: &Vec<String>, at: usize| WideCell {
        stamp: stamp.columns.iter().map(|at| row[*at].as_str()).collect::<Vec<_>>().join(" "),
        site: header[at].clone(),
        text: row[at].clone(),
    };
    let format = stamp.formats.first().map(String::as_str);
    let meaning = WideMeaning { kind, format, words: &words };
    let counts = counted_cells(sampled, &sites, meaning, cell);
    let seen = format!("a column for each site: {} columns of outcomes", sites.len());
    let sites = sites.iter().map(|at| header[*at].clone()).collect();
    Some(TableKeys { sites, ..shape(sampled, seen, keys, counts.as_ref()) })
}

/// Finds the keys of a wide table whose headings are moments.
fn wide_of_moments(
    sampled: &Sampled,
    header: &[String],
    site: usize,
    moments: &[usize],
) -> Option<TableKeys> {
    let kind = moments.iter().find_map(|at| WideCellKind::of(sampled, *at))?;
    let except: Vec<&str> = (0..header.len())
        .filter(|at| *at != site && !moments.contains(at))
        .map(|at| header[at].as_str())
        .collect();
    let columns = format!("{{ site = {} }}", quoted(&header[site]));
    let words = foreign_words("", moments.iter().flat_map(|at| sampled.column(*at)));
    let mut keys = wide_keys(sampled, header, columns, kind, &words);
    if !except.is_empty() {
        keys.push(GuessedKey::known("except", list(&except), "these headings are no moments"));
    }
    if moments.iter().any(|at| parse_stamp(&header[*at], None).is_err()) {
        keys.push(GuessedKey::open("zone", stamps::zone_wanted("these headings")));
    }
    let cell = |row: &Vec<String>, at: usize| WideCell {
        stamp: header[at].clone(),
        site: row[site].clone(),
        text: row[at].clone(),
    };
    let meaning = WideMeaning { kind, format: None, words: &words };
    let counts = counted_cells(sampled, moments, meaning, cell);
    let seen = format!("a column for each moment: {} headings are moments", moments.len());
    let sites = sites_of(sampled, &[site]);
    Some(TableKeys { sites, ..shape(sampled, seen, keys, counts.as_ref()) })
}

/// Returns the keys that every wide table has.
fn wide_keys(
    sampled: &Sampled,
    header: &[String],
    columns: String,
    kind: WideCellKind,
    words: &[ForeignWord],
) -> Vec<GuessedKey> {
    let why = "every cell is a probe: the table has a column for each site or for each moment";
    let mut keys = vec![GuessedKey::known("layout", quoted(layouts::WIDE.name), why)];
    keys.extend(dialect(sampled, header));
    keys.push(GuessedKey::known("columns", columns, "by names and content"));
    keys.push(match kind {
        WideCellKind::Codes => {
            GuessedKey::known("cells", quoted("status_code"), "the cells are status codes")
        }
        WideCellKind::Words => {
            GuessedKey::known("cells", quoted("result"), "the cells are words for a result")
        }
        WideCellKind::Answers => GuessedKey::open(
            "up_when",
            "the cells are numbers: write \"cell is present\" if a probe without an answer has no \
             number, or a comparison such as \"cell == 1\"",
        ),
    });
    if kind == WideCellKind::Words && !words.is_empty() {
        keys.push(wanted_results("the cells", words));
    }
    keys
}

/// Meaning of the cells of a wide table.
#[derive(Clone, Copy)]
struct WideMeaning<'a> {
    kind: WideCellKind,
    /// Form of the stamps, where they need one.
    format: Option<&'a str>,
    /// Words of the cells, with what they are for us.
    words: &'a [ForeignWord],
}

/// Reads the cells of a wide table as probes; an empty one is none. `None` where the user has still
/// to name their kind.
fn counted_cells(
    sampled: &Sampled,
    columns: &[usize],
    meaning: WideMeaning<'_>,
    cell: impl Fn(&Vec<String>, usize) -> WideCell,
) -> Option<SampledRows> {
    let WideMeaning { kind, format, words } = meaning;
    let ours = match kind {
        WideCellKind::Codes => "status_code",
        WideCellKind::Words => "result",
        WideCellKind::Answers => return None,
    };
    let of_row = |row| columns.iter().map(move |at| (row, *at));
    let all = sampled.rows.iter().flat_map(of_row).map(|(row, at)| cell(row, at));
    let cells = all.filter(|cell| !cell.text.trim().is_empty()).collect();
    tested::count_cells(ours, format, words, cells)
}

/// Makes the findings of a table without a row for each probe, as far as its cells were read.
fn shape(
    sampled: &Sampled,
    seen: String,
    keys: Vec<GuessedKey>,
    counts: Option<&SampledRows>,
) -> TableKeys {
    let seen = sampled.seen().into_iter().chain([seen]).collect();
    let tested = counts.iter().map(|counts| tested::rows(counts, sampled.ragged())).collect();
    let to_confirm = counts.and_then(|counts| doubts::none_down(counts, None));
    let to_confirm = to_confirm.into_iter().collect();
    TableKeys { seen, tested, keys, sites: BTreeSet::new(), to_confirm }
}
