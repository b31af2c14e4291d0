//! Tables that have no row for each probe: a column for each site or for each moment, or a row from
//! a start to an end.

mod number_rules;

use crate::clock::{DAY, Zone, parse_stamp, read_stamp};
use crate::files::FileForm;
use crate::init::columns::found_columns::FoundColumns;
use crate::init::columns::outcome_words::{ForeignWord, foreign_words, words_beside};
use crate::init::columns::table_trial;
use crate::init::columns::table_trial::WideCell;
use crate::init::doubts::disagreements::{MergedNames, NamedRow};
use crate::init::doubts::table_doubts;
use crate::init::keys::column_keys::{TableKeys, dialect, sites as sites_of, wanted_results};
use crate::init::keys::time_keys::{days, time};
use crate::init::sample::Sampled;
use crate::init::stamps;
use crate::init::stamps::shapes::StampShape;
use crate::init::stamps::{RowMoment, TimeColumn};
use crate::init::tables::period_tables;
use crate::init::tables::table_shapes::number_rules::{bare_number, rule_wanted};
use crate::init::toml_text::{column, list, quoted};
use crate::init::words::cell_kinds::{
    is_address, is_code, is_moment, is_real_code, is_registered_code, is_result_word, meaning_of,
    number_of_code,
};
use crate::init::words::known_words::is_failure;
use crate::layouts;
use crate::logs::SampledRows;
use crate::model::suggest::listed;
use crate::model::{GuessedKey, Status};
use std::collections::BTreeSet;
use std::path::Path;

/// Columns that make a table wide, at least.
const SEVERAL: usize = 2;
/// Headings in another form than ours that are moments, at least.
const FEW_HEADINGS: usize = 3;
/// Percentage of the cells that must be of one kind.
const PERCENT: usize = 90;
/// Different words that nobody knows in columns of one kind, at most.
const MOST_UNKNOWN: usize = 4;
/// Rows that show that columns are of one kind, at least.
const FEW_ROWS: usize = 4;
/// Different words among cells that tell outcomes, at most.
const MOST_WORDS: usize = 12;

/// Finds the keys of a table that has no row for each probe; `None` where it can have one.
pub(in crate::init) fn find(sampled: &Sampled, path: &Path, form: &FileForm) -> Option<TableKeys> {
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
    /// Finds the kind of the cells of some columns, all together; `None` where they tell no
    /// outcome. Of codes and answer times the numbers decide, whatever words stand between them.
    fn of(sampled: &Sampled, columns: &[usize]) -> Option<WideCellKind> {
        let filled: Vec<&str> = columns
            .iter()
            .flat_map(|at| sampled.column(*at))
            .filter(|cell| !cell.is_empty())
            .collect();
        let (numbers, words): (Vec<&str>, Vec<&str>) =
            filled.iter().partition(|cell| bare_number(sampled, cell).is_some());
        let codes = numbers.iter().filter(|cell| is_registered_code(cell)).count();
        let distinct: BTreeSet<&str> = words.iter().copied().collect();
        let is_up = |word: &&str| meaning_of(word) == Some(Status::Up);
        let has_up = words.iter().any(is_up);
        let tells = |word: &&&str| is_result_word(word) || has_up && is_failure(word);
        let result_words = words.iter().filter(tells).count();
        let are_most = |some: usize, of: usize| some > 0 && some * 100 >= of * PERCENT;
        if distinct.len() > MOST_WORDS {
            None
        } else if are_most(codes, numbers.len()) && numbers.iter().any(|cell| is_of_answers(cell)) {
            Some(WideCellKind::Codes)
        } else if !numbers.is_empty() {
            let signs = words.iter().filter(|word| is_no_answer(word)).count();
            let is_clear = are_most(numbers.len() + signs, filled.len());
            is_clear.then_some(WideCellKind::Answers)
        } else {
            are_most(result_words, words.len()).then_some(WideCellKind::Words)
        }
    }
}

/// Says whether a cell is a status code that pages answer with: 0 and 100 are shares, too.
fn is_of_answers(cell: &str) -> bool {
    is_real_code(cell) && !cell.starts_with('1')
}

/// Says whether a word stands in place of an answer time.
fn is_no_answer(word: &str) -> bool {
    ["-", "*", "timeout"].iter().any(|known| known.eq_ignore_ascii_case(word))
        || is_result_word(word)
}

/// Columns that are sites, and the kind of their cells.
struct SiteColumns {
    columns: Vec<usize>,
    kind: WideCellKind,
}

impl SiteColumns {
    /// Finds the free columns that are sites: all whose headings are addresses, where there are
    /// several, and those with cells of the same kind. Numbers under words may be anything, and are
    /// taken where nothing else tells an outcome.
    fn find(
        sampled: &Sampled,
        header: &[String],
        found: &FoundColumns,
        is_free: impl Fn(&usize) -> bool,
    ) -> Option<SiteColumns> {
        let free: Vec<usize> = (0..header.len()).filter(is_free).collect();
        let addresses: Vec<usize> =
            free.iter().copied().filter(|at| is_address(&header[*at])).collect();
        let has_number =
            found.latency.is_some() || table_doubts::number_rule(sampled, found, header).is_some();
        let of_one = |at: &usize| Some((*at, WideCellKind::of(sampled, &[*at])?));
        let all: Vec<(usize, WideCellKind)> = free.iter().filter_map(of_one).collect();
        let pooled = WideCellKind::of(sampled, &addresses).filter(|_| addresses.len() >= SEVERAL);
        let mut telling = all.iter().map(|(_, kind)| *kind);
        let kind = match pooled {
            Some(kind) => kind,
            None => telling
                .find(|kind| *kind != WideCellKind::Answers)
                .or_else(|| all.first().map(|(_, kind)| *kind).filter(|_| !has_number))?,
        };
        let is_alike = |at: &usize| {
            let is_clear = kind != WideCellKind::Answers || pooled.is_none();
            is_clear && all.iter().any(|(other, of)| other == at && *of == kind)
        };
        let is_site = |at: &usize| pooled.is_some() && addresses.contains(at) || is_alike(at);
        let (mut columns, others): (Vec<usize>, Vec<usize>) = free.into_iter().partition(is_site);
        if kind == WideCellKind::Words {
            // A word for a failure may be known to nobody, where the one for up is.
            let words = few_words(sampled, &columns);
            let shares =
                |at: &usize| few_words(sampled, &[*at]).intersection(&words).next().is_some();
            columns.extend(others.into_iter().filter(shares));
            columns.sort_unstable();
        } else if kind == WideCellKind::Codes || pooled.is_none() {
            // Where a site failed often, words for it may stand in most of its cells.
            let is_one = |at: &usize| has_words_beside(sampled, *at, kind);
            columns.extend(others.into_iter().filter(is_one));
            columns.sort_unstable();
        }
        (columns.len() >= SEVERAL).then_some(SiteColumns { columns, kind })
    }
}

/// Says whether a column has cells of a kind, of numbers, and a few words alone besides.
fn has_words_beside(sampled: &Sampled, at: usize, kind: WideCellKind) -> bool {
    let filled = sampled.column(at).filter(|cell| !cell.is_empty());
    let is_of_kind = |cell: &&str| match kind {
        WideCellKind::Codes => is_registered_code(cell),
        _ => bare_number(sampled, cell).is_some(),
    };
    let (alike, others): (Vec<&str>, Vec<&str>) = filled.partition(is_of_kind);
    let others: BTreeSet<&str> = others.into_iter().collect();
    let is_word = |cell: &&str| bare_number(sampled, cell).is_none() && !is_moment(cell);
    !alike.is_empty() && others.len() <= MOST_UNKNOWN && others.iter().all(is_word)
}

/// Lists the words in some columns; empty where these are more than a few, or numbers.
fn few_words<'s>(sampled: &'s Sampled, columns: &[usize]) -> BTreeSet<&'s str> {
    let cells = columns.iter().flat_map(|at| sampled.column(*at)).map(str::trim);
    let words: BTreeSet<&str> = cells.filter(|cell| !cell.is_empty()).collect();
    let are_few = words.len() <= MOST_WORDS * columns.len().max(1)
        && words.iter().all(|word| bare_number(sampled, word).is_none());
    if are_few { words } else { BTreeSet::new() }
}

/// Finds several free columns that have the same few words, of which none is known.
fn columns_of_one_vocabulary(
    sampled: &Sampled,
    is_free: impl Fn(&usize) -> bool,
) -> Option<SiteColumns> {
    let all: Vec<(usize, BTreeSet<&str>)> = (0..sampled.width())
        .filter(is_free)
        .map(|at| (at, few_words(sampled, &[at])))
        .filter(|(_, words)| (1..=MOST_UNKNOWN).contains(&words.len()))
        .collect();
    let of_one = |words: &BTreeSet<&str>| -> Vec<usize> {
        let alike = all.iter().filter(|(_, other)| other.intersection(words).next().is_some());
        alike.map(|(at, _)| *at).collect()
    };
    let columns = all.iter().map(|(_, words)| of_one(words)).max_by_key(Vec::len)?;
    let words = few_words(sampled, &columns);
    let is_clear = (2..=MOST_UNKNOWN).contains(&words.len()) && sampled.rows.len() >= FEW_ROWS;
    let is_wide = columns.len() >= SEVERAL && is_clear;
    is_wide.then_some(SiteColumns { columns, kind: WideCellKind::Words })
}

/// Finds the keys of a wide table, with sites or with moments as headings.
fn of_wide(sampled: &Sampled, header: &[String]) -> Option<TableKeys> {
    let columns = FoundColumns::of(sampled);
    // A site may be called as a column of results is.
    let is_word = |at: &usize| WideCellKind::of(sampled, &[*at]) == Some(WideCellKind::Words);
    let is_beside = |at: &usize| Some(*at) != columns.result && is_word(at);
    let has_others = columns.site.is_empty()
        && columns.result.as_ref().is_some_and(is_word)
        && (0..header.len()).filter(is_beside).count() >= SEVERAL;
    let is_log = columns.code.is_some() || columns.result.is_some() && !has_others;
    if is_log || columns.error.is_some() {
        return None;
    }
    let moments: Vec<usize> = (0..header.len()).filter(|at| is_moment(&header[*at])).collect();
    if moments.len() >= SEVERAL && columns.site.len() == 1 {
        return wide_of_moments(sampled, header, columns.site[0], &moments, None);
    }
    if let Some((site, moments, stamp)) = headings_of_another_form(header, &columns) {
        return wide_of_moments(sampled, header, site, &moments, Some(&stamp));
    }
    let stamp = columns.stamp.as_ref().filter(|_| columns.site.is_empty())?;
    let is_free = |at: &usize| {
        !stamp.columns.contains(at) && columns.vantage != Some(*at) && columns.latency != Some(*at)
    };
    let SiteColumns { columns: sites, kind } =
        SiteColumns::find(sampled, header, &columns, is_free)
            .or_else(|| columns_of_one_vocabulary(sampled, is_free))?;
    let named: Vec<&str> = sites.iter().map(|at| header[*at].as_str()).collect();
    let except: Vec<&str> = (0..header.len())
        .filter(|at| is_free(at) && !sites.contains(at))
        .map(|at| header[at].as_str())
        .collect();
    let moment = column(header, &stamp.columns);
    let vantage = columns.vantage.map(|at| format!(", vantage = {}", quoted(&header[at])));
    let columns = format!("{{ timestamp = {moment}{} }}", vantage.unwrap_or_default());
    let words = wide_words(sampled, &sites, kind);
    let mut keys =
        wide_keys(sampled, header, columns, WideKind { kind, columns: &sites, words: &words });
    let merged = merged_headings(sampled, header, stamp, &sites, kind);
    keys.push(sites_key(&named, merged, &moment));
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

/// Makes the key `sites` of a wide table: `named` are the headings over outcomes, `merged` those of
/// one address, and `moment` is the column of its moments, as TOML.
fn sites_key(named: &[&str], merged: Option<MergedNames>, moment: &str) -> GuessedKey {
    if let Some(merged) = merged {
        let why = merged.question("cell");
        GuessedKey::open("sites", format!("{why}; then, or if they are one, write {}", list(named)))
    } else if named.iter().all(|name| is_address(name)) {
        GuessedKey::known(
            "sites",
            list(named),
            "headings that are addresses, over columns of outcomes",
        )
    } else {
        let names = listed(named.iter().copied());
        GuessedKey::open(
            "sites",
            format!(
                "{names} are headings over columns of outcomes: write those that are sites, as \
                 {}, and the others into `except`; if all are about one site, write `site` and \
                 columns = {{ timestamp = {moment}, result = {} }}, with the name of the column \
                 that decides, in place of layout, cells, sites and except",
                list(named),
                quoted(named[0])
            ),
        )
    }
}

/// Finds headings of one address whose columns contradict one another; `None` where none do.
fn merged_headings(
    sampled: &Sampled,
    header: &[String],
    stamp: &TimeColumn,
    sites: &[usize],
    kind: WideCellKind,
) -> Option<MergedNames> {
    let status = |cell: &str| match kind {
        WideCellKind::Codes => number_of_code(cell).map(|code| match code {
            0 | 500.. => Status::Down,
            _ => Status::Up,
        }),
        WideCellKind::Words => meaning_of(cell),
        WideCellKind::Answers => None,
    };
    let of_row = |RowMoment { row, at }| {
        let cells = &sampled.rows[row];
        sites.iter().map(move |site| NamedRow {
            name: header[*site].clone(),
            at,
            status: status(cells[*site].trim()),
        })
    };
    MergedNames::find(stamp.read_moments().flat_map(of_row)).filter(|merged| merged.odd > 0)
}

/// Finds headings that are moments in another form than ours, with the column of the sites, which
/// is named so or is the first one of all others.
fn headings_of_another_form(
    header: &[String],
    columns: &FoundColumns,
) -> Option<(usize, Vec<usize>, TimeColumn)> {
    let is_stamp =
        |at: &usize| matches!(StampShape::of(&header[*at]), Some(StampShape::Patterns(_)));
    let moments: Vec<usize> = (0..header.len()).filter(is_stamp).collect();
    let others: Vec<usize> = (0..header.len()).filter(|at| !moments.contains(at)).collect();
    if moments.len() < FEW_HEADINGS || others.len() > moments.len() {
        return None;
    }
    let cells = moments.iter().map(|at| vec![header[*at].clone()]).collect();
    let turned = Sampled::of_rows(b',', vec!["timestamp".to_owned()], cells);
    let stamp = stamps::of(&turned, vec![0]).filter(|stamp| stamp.read == moments.len())?;
    let site = columns.site.first().or(others.first()).copied()?;
    Some((site, moments, stamp))
}

/// Finds the keys of a wide table whose headings are moments; `stamp` says in which form, where it
/// is not ours.
fn wide_of_moments(
    sampled: &Sampled,
    header: &[String],
    site: usize,
    moments: &[usize],
    stamp: Option<&TimeColumn>,
) -> Option<TableKeys> {
    // Under moments stand outcomes, whatever the words for them are.
    let words = few_words(sampled, moments);
    let are_few = (2..=MOST_UNKNOWN).contains(&words.len()) && sampled.rows.len() >= SEVERAL;
    let kind = WideCellKind::of(sampled, moments).or(are_few.then_some(WideCellKind::Words))?;
    let except: Vec<&str> = (0..header.len())
        .filter(|at| *at != site && !moments.contains(at))
        .map(|at| header[at].as_str())
        .collect();
    let columns = format!("{{ site = {} }}", quoted(&header[site]));
    let words = wide_words(sampled, moments, kind);
    let mut keys =
        wide_keys(sampled, header, columns, WideKind { kind, columns: moments, words: &words });
    if !except.is_empty() {
        keys.push(GuessedKey::known("except", list(&except), "these headings are no moments"));
    }
    if stamp.is_some() {
        keys.extend(time(stamp));
    } else if moments.iter().any(|at| parse_stamp(&header[*at], None).is_err()) {
        keys.push(GuessedKey::open("zone", stamps::zone_wanted("these headings")));
    }
    let is_day = |at: &usize| {
        let stamp = read_stamp(&header[*at], Some(Zone::UTC));
        stamp.is_ok_and(|stamp| stamp.resolution_us >= DAY)
    };
    if stamp.is_none() && moments.iter().all(is_day) {
        keys.push(GuessedKey::open("resolution", stamps::DAYS_WANTED));
    }
    let cell = |row: &Vec<String>, at: usize| WideCell {
        stamp: header[at].clone(),
        site: row[site].clone(),
        text: row[at].clone(),
    };
    let format = stamp.and_then(|stamp| stamp.formats.first()).map(String::as_str);
    let meaning = WideMeaning { kind, format, words: &words };
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
    cells: WideKind<'_>,
) -> Vec<GuessedKey> {
    let WideKind { kind, columns: probed, words } = cells;
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
        WideCellKind::Answers => GuessedKey::open("up_when", rule_wanted(sampled, probed)),
    });
    if !words.is_empty() {
        keys.push(wanted_results("the cells", words));
    } else if probed.iter().any(|at| sampled.column(*at).any(str::is_empty)) {
        let why = "some cells are empty: write { \"\" = \"down\" } if a probe without an answer \
            leaves its cell empty; if a site was not probed where nothing stands, take this out";
        keys.push(GuessedKey::open("results", why));
    }
    keys
}

/// Columns of a wide table whose cells are probes, and what the cells are.
#[derive(Clone, Copy)]
struct WideKind<'a> {
    kind: WideCellKind,
    columns: &'a [usize],
    /// Words that `results` must say.
    words: &'a [ForeignWord],
}

/// Lists the words among the cells that the reader does not know as cells of this kind, sorted.
fn wide_words(sampled: &Sampled, columns: &[usize], kind: WideCellKind) -> Vec<ForeignWord> {
    let cells = || columns.iter().flat_map(|at| sampled.column(*at));
    match kind {
        WideCellKind::Words => foreign_words("", cells()),
        WideCellKind::Codes => words_beside(cells(), is_code),
        WideCellKind::Answers => {
            let is_read = |cell: &str| {
                bare_number(sampled, cell).is_some_and(|number| number >= 0.0)
                    || ["-", "*", "timeout"].iter().any(|sign| sign.eq_ignore_ascii_case(cell))
            };
            let mut words = words_beside(cells(), is_read);
            // Beside answer times `No data` may be a probe without an answer.
            for word in words.iter_mut().filter(|word| word.meaning == Some(Status::Unknown)) {
                word.meaning = None;
            }
            words
        }
    }
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
    table_trial::count_cells(ours, format, words, cells)
}

/// Makes the findings of a table without a row for each probe, as far as its cells were read.
fn shape(
    sampled: &Sampled,
    seen: String,
    keys: Vec<GuessedKey>,
    counts: Option<&SampledRows>,
) -> TableKeys {
    let seen = sampled.seen().into_iter().chain([seen]).collect();
    let tested =
        counts.iter().map(|counts| table_trial::rows(counts, 0, sampled.ragged())).collect();
    let to_confirm = counts.and_then(|counts| table_doubts::none_down(counts, 0, None));
    let to_confirm = to_confirm.into_iter().collect();
    TableKeys { seen, tested, keys, sites: BTreeSet::new(), to_confirm, cadence: None }
}
