//! Columns of a CSV or Parquet file that are ours, by name and by content.

mod latency_unit;
mod places;
mod state_pairs;
mod sums;

use crate::init::columns::found_columns::latency_unit::{are_seconds, can_be_latency, is_time};
use crate::init::columns::found_columns::places::Places;
pub(in crate::init) use crate::init::columns::found_columns::state_pairs::StatePair;
use crate::init::columns::found_columns::state_pairs::is_state_before;
use crate::init::columns::outcome_words::{
    ForeignWord, MOST_RESULT_WORDS, foreign_words, tells_nothing, words_for_codes,
};
use crate::init::columns::partly_read::or_partly;
use crate::init::sample::Sampled;
use crate::init::series::SeriesRows;
use crate::init::stamps::shapes::StampShape;
use crate::init::stamps::{self, TimeColumn};
use crate::init::words::cell_kinds::{
    are_result_words, is_address, is_code, is_moment, is_real_code, is_registered_code, is_result,
    is_result_word, meaning_of, number_of_code, result_and_more,
};
use crate::init::words::inverted::{inverted, says_down};
use crate::init::words::known_words::{Heading, meaning};
use crate::logs::{is_no_error, known_result};
use std::collections::BTreeSet;

/// Percentage of the cells that must fit.
const PERCENT: usize = 90;
/// Words in headings of addresses that are not those that were probed, but where answers led.
const ANOTHER_ADDRESS: [&str; 5] = ["redirect", "effective", "final", "location", "refer"];
/// Rows that show something of the words, at least.
const FEW: usize = 4;

/// Columns of a file that were found to be ours, each by its index.
#[derive(Debug)]
pub(in crate::init) struct FoundColumns {
    /// Column of the moment, or several that make it.
    pub(in crate::init) stamp: Option<TimeColumn>,
    /// Column that is named like moments, of which no form is known; `None` where moments were
    /// found.
    pub(in crate::init) unread_time: Option<usize>,
    /// Column of the site; two where one does not tell sites apart; empty where there is none.
    pub(in crate::init) site: Vec<usize>,
    /// Rows of a moment at which the first column of the site has another row.
    pub(in crate::init) rows_of_one_moment: usize,
    pub(in crate::init) vantage: Option<usize>,
    pub(in crate::init) code: Option<usize>,
    pub(in crate::init) error: Option<usize>,
    /// Column that is named like one of errors and holds something else.
    pub(in crate::init) odd_error: Option<OddError>,
    pub(in crate::init) latency: Option<usize>,
    /// Says whether answer times are likelier seconds than milliseconds.
    pub(in crate::init) in_seconds: bool,
    pub(in crate::init) result: Option<usize>,
    /// Columns of the states before and behind each row, of which `result` is the latter; mostly
    /// `None`.
    pub(in crate::init) states: Option<StatePair>,
    /// Words of `result` that the reader of logs does not know, where some of them are not.
    pub(in crate::init) foreign_words: Option<Vec<ForeignWord>>,
    /// Words in place of a status code, sorted; an empty one where rows have no outcome at all.
    pub(in crate::init) code_words: Vec<ForeignWord>,
}

/// Column that is named like one of errors, and is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::init) struct OddError {
    pub(in crate::init) column: usize,
    pub(in crate::init) holds: OddCells,
}

/// Cells of a column that is named like one of errors, and is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::init) enum OddCells {
    /// Numbers, in most cells that hold something.
    Numbers,
    /// A text in every row, and nothing else that tells how a probe went: every row would be down.
    TextInEachRow,
}

/// Pairs of our columns with the columns of the file that hold it.
pub(in crate::init) type Mapping = Vec<(&'static str, Vec<usize>)>;

impl FoundColumns {
    /// Finds the columns of the first rows of a file.
    pub(in crate::init) fn of(sampled: &Sampled) -> FoundColumns {
        let mut search = ColumnSearch { sampled, taken: Vec::new() };
        let stamp = or_partly(stamps::find_or_days(sampled), sampled);
        search.taken.extend(stamp.iter().flat_map(|found| &found.columns));
        let unread_time = stamps::unread(sampled).filter(|_| stamp.is_none());
        search.taken.extend(unread_time);
        let code = search.codes().or_else(|| search.code_with_words());
        let code = code.or_else(|| search.column(Heading::Answer, is_registered_code));
        let (result, foreign_words) = search.result(code);
        let latency = search.column(Heading::Latency, |cell| is_time(sampled, cell));
        // A site may be called `Server`: what stands below it are outcomes then, and no names.
        let is_name = |cell: &str| !cell.is_empty() && !is_result_word(cell);
        let site = search.column(Heading::Site, is_name);
        let are_addresses = |cells: &[&str]| cells.iter().all(|cell| is_address(cell));
        let site = site.or_else(|| search.nameless(Heading::Site, are_addresses));
        let site = site.filter(|at| places::can_be_site(sampled, *at));
        let states = stamp.as_ref().filter(|_| code.is_none());
        let states = states.and_then(|stamp| StatePair::find(sampled, stamp, site));
        let (code, result, foreign_words) = match states {
            Some(states) => {
                search.taken.extend([states.before, states.after]);
                let (code, result) = states.outcome(sampled);
                (code, result, result.and_then(|at| search.foreign_words(at)))
            }
            None => (code, result, foreign_words),
        };
        let vantage = search.column(Heading::Vantage, places::is_place);
        let vantage = vantage.filter(|at| !is_state_before(sampled, *at));
        let error = search.column(Heading::Error, |_| true);
        // Where no column is a site, others may be sites each. Words for up and down beside a text
        // tell how a probe went, and the text why.
        let lacks_outcome = site.is_some() && code.is_none() && result.is_none();
        let (code, result, foreign_words) = if lacks_outcome {
            let sites = site.map_or_else(Vec::new, |at| sampled.column(at).collect());
            let are_codes = |cells: &[&str]| places::are_codes_beside(&sites, cells);
            let mut of_codes = || search.nameless(Heading::Code, are_codes);
            let code = if error.is_none() { of_codes() } else { None };
            let result =
                code.map_or_else(|| search.nameless(Heading::Result, are_result_words), |_| None);
            (code, result, result.and_then(|at| search.foreign_words(at)))
        } else {
            (code, result, foreign_words)
        };
        let tells = code.is_some() || result.is_some();
        let odd_error = error.and_then(|at| search.odd_error(at, tells));
        let error = error.filter(|_| odd_error.is_none());
        let latency = latency.filter(|at| can_be_latency(sampled, *at));
        let mut columns = FoundColumns {
            stamp,
            unread_time,
            site: site.into_iter().collect(),
            rows_of_one_moment: 0,
            vantage,
            code,
            error,
            odd_error,
            latency,
            in_seconds: latency.is_some_and(|at| are_seconds(sampled, at)),
            result,
            states,
            foreign_words,
            code_words: Vec::new(),
        };
        let words = code.map(|at| words_for_codes(sampled, at, columns.error, columns.result));
        columns.code_words = words.unwrap_or_default();
        let second = columns
            .rows(sampled)
            .zip(site)
            .and_then(|(rows, site)| rows.second_site_column(site, search.more_sites()));
        if let Some((other, rows)) = second {
            columns.site.push(other);
            columns.rows_of_one_moment = rows;
        }
        columns.with_places(sampled)
    }

    /// Puts the columns of site and vantage where their cells say that they belong.
    fn with_places(self, sampled: &Sampled) -> FoundColumns {
        let places = Places { site: self.site.clone(), vantage: self.vantage };
        match places.settled(sampled) {
            Some(Places { site, vantage }) => {
                FoundColumns { site, vantage, rows_of_one_moment: 0, ..self }
            }
            None => self,
        }
    }

    /// Returns the rows of the file as series; `None` where no column holds moments.
    pub(in crate::init) fn rows<'a>(&'a self, sampled: &'a Sampled) -> Option<SeriesRows<'a>> {
        self.stamp.as_ref().map(|stamp| SeriesRows {
            sampled,
            stamp,
            vantage: self.vantage,
            outcome: self.result.or(self.code).into_iter().collect(),
        })
    }

    /// Maps our columns to those of the file, in the order of ours.
    pub(in crate::init) fn mapping(&self) -> Mapping {
        let stamp = self.stamp.as_ref().map(|found| found.columns.clone());
        let stamp = stamp.or_else(|| Some(vec![self.unread_time?]));
        let site = Some(self.site.clone()).filter(|site| !site.is_empty());
        let latency = if self.in_seconds { "latency_s" } else { "latency_ms" };
        let one = |at: Option<usize>| at.map(|at| vec![at]);
        let all = [
            ("timestamp", stamp),
            ("site", site),
            ("vantage", one(self.vantage)),
            ("status_code", one(self.code)),
            ("error", one(self.error)),
            (latency, one(self.latency)),
            ("result", one(self.result)),
        ];
        all.into_iter().filter_map(|(ours, at)| Some((ours, at?))).collect()
    }

    /// Says whether a column tells how a probe went.
    pub(in crate::init) fn tell_outcomes(&self) -> bool {
        self.code.is_some() || self.result.is_some() || self.error.is_some()
    }
}

/// Says why a table is no log of probes; `None` where something in it can be a part of one.
pub(in crate::init) fn not_a_log(sampled: &Sampled) -> Option<String> {
    let mut search = ColumnSearch { sampled, taken: Vec::new() };
    let telling = or_partly(stamps::find(sampled), sampled).is_some()
        || stamps::unread(sampled)
            .is_some_and(|at| sampled.most_fit(at, |cell| StampShape::of(cell).is_some()))
        || search.column(Heading::Result, is_result).is_some()
        || search.column(Heading::Code, is_real_code).is_some();
    if telling {
        return None;
    }
    let how = "a log of probes has a column of moments (a day is none) and one of outcomes; if \
        this is one, write its entry as below";
    Some(match sampled.width() {
        2.. if sampled.is_without_rows() => "a line of headings, and no row".to_owned(),
        many if many < 2 || sampled.header.is_none() => {
            let what = match many {
                0 | 1 => "a text without columns".to_owned(),
                many => format!(
                    "{many} columns without headings, none of them recognised as moments or as \
                     outcomes"
                ),
            };
            format!(
                "{what}; if each line is a probe, or a change, it comes in with layout = \"lines\" \
                 and a `format`, as below"
            )
        }
        many => format!(
            "a table of {many} columns, none of which was recognised as moments or as outcomes; \
             {how}"
        ),
    })
}

/// Search for columns, and those found so far.
struct ColumnSearch<'a> {
    sampled: &'a Sampled,
    /// Columns that are found already, from 0, in the order in which they were found.
    taken: Vec<usize>,
}

impl ColumnSearch<'_> {
    /// Finds a column by its name, or where no line names columns by content alone; it is then
    /// taken.
    fn column(&mut self, heading: Heading, fits: impl Fn(&str) -> bool) -> Option<usize> {
        let is_free = |at: usize| self.is_free(at, heading) && self.fit(at, &fits);
        let column = match self.sampled.names() {
            Some(header) => heading.find(header, is_free),
            None => {
                let fits = |at: &usize| is_free(*at) && self.fits_by_content(*at, heading);
                let all: Vec<usize> = (0..self.sampled.width()).filter(fits).collect();
                // Sizes and ports look like codes: an answer of a page has one of 200 to 399.
                let answers = |at: &&usize| {
                    let mut cells = self.sampled.column(**at).filter_map(number_of_code);
                    heading != Heading::Code || cells.any(|code| (200..400).contains(&code))
                };
                all.iter().find(answers).or(all.first()).copied()
            }
        };
        self.taken.extend(column);
        column
    }

    /// Finds the column of results beside that of codes, and its words that the reader of logs does
    /// not know.
    fn result(&mut self, code: Option<usize>) -> (Option<usize>, Option<Vec<ForeignWord>>) {
        let result = self.column(Heading::Result, |cell| {
            known_result(cell).is_some() || result_and_more(cell).is_some()
        });
        let (result, foreign_words) = match result {
            None if code.is_none_or(|at| self.has_gaps(at)) => {
                let found = self.result_words().or_else(|| self.inverted_column(code.is_some()));
                found.or_else(|| self.numbers_for_codes()).unzip()
            }
            known => (known, known.and_then(|at| self.foreign_words(at))),
        };
        let says_nothing = |at: &usize| {
            let is_open = foreign_words.iter().flatten().any(|word| word.meaning.is_none());
            is_open && self.has_one_word(*at)
        };
        let is_shown_elsewhere = code.is_some() && result.as_ref().is_some_and(says_nothing);
        let better = match result.as_ref().is_some_and(says_nothing) && code.is_none() {
            true => self.nameless(Heading::Result, are_result_words),
            false => None,
        };
        let is_of_probe = |at: &usize| !self.is_beside_a_loss(*at) && !is_shown_elsewhere;
        match (better, result.filter(is_of_probe)) {
            (Some(at), _) => (Some(at), self.foreign_words(at)),
            (None, None) => (None, None),
            (None, column) => (column, foreign_words),
        }
    }

    /// Says whether a column can be one of a heading: it is not taken yet, and what tells how a
    /// probe went stands in each row of JSON itself, not once for all rows of a list.
    fn is_free(&self, at: usize, heading: Heading) -> bool {
        let is_of_each = !heading.is_of_each_probe() || !self.sampled.is_around(at);
        is_of_each && !self.taken.contains(&at)
    }

    /// Finds a column of status codes. One that has other numbers, and no code of an answer, is
    /// another: 0 and 1 say as well that a check went well, and that it did not.
    fn codes(&mut self) -> Option<usize> {
        let before = self.taken.len();
        let at = self.column(Heading::Code, is_code)?;
        if !tells_nothing(self.sampled.column(at)) {
            return Some(at);
        }
        self.taken.truncate(before);
        None
    }

    /// Finds a column that is named like one of codes, has some, and few words besides; it is then
    /// taken.
    fn code_with_words(&mut self) -> Option<usize> {
        let header = self.sampled.names()?;
        let holds_some = |at: usize| {
            let cells = || self.sampled.column(at).filter(|cell| !cell.is_empty());
            let words: BTreeSet<&str> = cells().filter(|cell| !is_code(cell)).collect();
            let is_few = (1..=MOST_RESULT_WORDS).contains(&words.len());
            is_few && cells().any(|cell| is_registered_code(cell) && is_real_code(cell))
        };
        let is_one = |at: usize| self.is_free(at, Heading::Code) && holds_some(at);
        let at = Heading::Code.find(header, is_one)?;
        self.taken.push(at);
        Some(at)
    }

    /// Finds a column that says whether a site was down, such as `is_down`, with the meanings of
    /// its cells; the column is then taken. `has_code` says whether there is a status code.
    fn inverted_column(&mut self, has_code: bool) -> Option<(usize, Vec<ForeignWord>)> {
        let header = self.sampled.names().filter(|_| !has_code)?;
        let is_known = |cell: &str| inverted(cell).is_some();
        let at = (0..header.len()).find(|at| {
            let is_free = self.is_free(*at, Heading::Result);
            let is_fit = is_free && says_down(&header[*at]) && self.fit(*at, is_known);
            is_fit && !sums::is_part(self.sampled, *at)
        })?;
        let words: BTreeSet<&str> =
            self.sampled.column(at).filter(|cell| !cell.is_empty()).collect();
        self.taken.push(at);
        let word = |word: &str| ForeignWord { word: word.to_owned(), meaning: inverted(word) };
        Some((at, words.into_iter().take(MOST_RESULT_WORDS).map(word).collect()))
    }

    /// Finds a column that is named like one of codes and has a few numbers that are none, such as
    /// 0 and 1; what each means is to be asked. The column is then taken.
    fn numbers_for_codes(&mut self) -> Option<(usize, Vec<ForeignWord>)> {
        let header = self.sampled.names()?;
        let numbers = |at: usize| -> BTreeSet<&str> {
            self.sampled.column(at).filter(|cell| !cell.is_empty()).collect()
        };
        let is_one = |at: usize| {
            let are_few = (1..=MOST_RESULT_WORDS).contains(&numbers(at).len());
            let are_numbers = numbers(at).iter().all(|cell| self.sampled.number(cell).is_some());
            self.is_free(at, Heading::Code)
                && are_few
                && are_numbers
                && tells_nothing(self.sampled.column(at))
        };
        let at = Heading::Code.find(header, is_one)?;
        let word = |word: &str| ForeignWord { word: word.to_owned(), meaning: None };
        let words = numbers(at).into_iter().map(word).collect();
        self.taken.push(at);
        Some((at, words))
    }

    /// Finds the only free column for a heading whose cells fit and whose name says nothing; it is
    /// then taken. `None` where there are several, or where no line names columns.
    fn nameless(&mut self, of: Heading, fits: impl Fn(&[&str]) -> bool) -> Option<usize> {
        let header = self.sampled.names().filter(|_| !self.sampled.rows.is_empty())?;
        let says_nothing = |name: &str| {
            let is_named = |heading: &Heading| heading.is_named(name);
            let small = name.to_lowercase();
            let is_second = ANOTHER_ADDRESS.iter().any(|word| small.contains(word));
            let is_known = Heading::OF_PROBES.iter().any(is_named) || places::is_of_ids(&small);
            !(is_known || is_second || is_address(name) || is_moment(name))
        };
        let is_so = |at: &usize| {
            let cells: Vec<&str> = self.sampled.column(*at).collect();
            self.is_free(*at, of) && says_nothing(&header[*at]) && fits(&cells)
        };
        let mut all = (0..header.len()).filter(is_so);
        let only = all.next().filter(|_| all.next().is_none());
        self.taken.extend(only);
        only
    }

    /// Finds a column that is named like one of results and has few words, each of letters, and
    /// those of these words that the reader of logs does not know; the column is then taken.
    fn result_words(&mut self) -> Option<(usize, Vec<ForeignWord>)> {
        let header = self.sampled.names()?;
        let at = Heading::Result.find(header, |at| self.is_free(at, Heading::Result))?;
        let begin = |cell| result_and_more(cell).map_or(cell, |(stem, _)| stem);
        let filled = self.sampled.column(at).filter(|cell| !cell.is_empty());
        let words: BTreeSet<&str> = filled.map(begin).collect();
        let is_word =
            |word: &&str| word.chars().any(char::is_alphabetic) || meaning("", word).is_some();
        let letters = words.iter().all(is_word);
        let are_meant = || words.iter().all(|word| meaning_of(word).is_some());
        let few = (self.sampled.rows.len() >= FEW || are_meant())
            && (1..=MOST_RESULT_WORDS).contains(&words.len())
            && letters;
        let foreign = self.foreign_words(at).filter(|_| few)?;
        self.taken.push(at);
        Some((at, foreign))
    }

    /// Lists the words of a column of results that the reader of logs does not know, sorted; `None`
    /// where it knows all.
    fn foreign_words(&self, at: usize) -> Option<Vec<ForeignWord>> {
        let heading = self.sampled.names().map_or("", |header| header[at].as_str());
        let foreign = foreign_words(heading, self.sampled.column(at));
        (!foreign.is_empty()).then_some(foreign)
    }

    /// Says whether a column of results has one word alone beside shares of lost packets that
    /// differ: the word is then about the measurement, and no site.
    fn is_beside_a_loss(&self, at: usize) -> bool {
        let several = |at: usize| self.sampled.column(at).collect::<BTreeSet<_>>().len() > 1;
        let loss = self.sampled.names().and_then(|header| Heading::Loss.find(header, several));
        loss.is_some() && !several(at)
    }

    /// Says whether a column has the same word in each of several rows: it is that of a job
    /// or of a record, where another column differs.
    fn has_one_word(&self, at: usize) -> bool {
        let words: BTreeSet<&str> = self.sampled.column(at).collect();
        words.len() == 1 && self.sampled.rows.len() >= FEW
    }

    /// Says whether some cells of a column are empty.
    fn has_gaps(&self, at: usize) -> bool {
        self.sampled.column(at).any(str::is_empty)
    }

    /// Says what a column that is named like one of errors holds instead; `None` where it can be
    /// one. `tells` says whether another column tells how a probe went.
    fn odd_error(&self, column: usize, tells: bool) -> Option<OddError> {
        let odd = |holds| Some(OddError { column, holds });
        if self.fit_half(column, |cell| self.sampled.number(cell).is_some()) {
            return odd(OddCells::Numbers);
        }
        let is_filled =
            self.sampled.column(column).all(|cell| !cell.is_empty() && !is_no_error(cell));
        if !tells && is_filled { odd(OddCells::TextInEachRow) } else { None }
    }

    /// Says whether at least half of the cells that hold something fit.
    fn fit_half(&self, at: usize, fits: impl Fn(&str) -> bool) -> bool {
        let filled: Vec<&str> = self.sampled.column(at).filter(|cell| !cell.is_empty()).collect();
        let fit = filled.iter().filter(|cell| fits(cell)).count();
        fit > 0 && fit * 2 >= filled.len()
    }

    /// Says whether most cells that hold something fit.
    fn fit(&self, at: usize, fits: impl Fn(&str) -> bool) -> bool {
        let filled: Vec<&str> = self.sampled.column(at).filter(|cell| !cell.is_empty()).collect();
        let fit = filled.iter().filter(|cell| fits(cell)).count();
        fit > 0 && fit * 100 >= filled.len() * PERCENT
    }

    /// Says whether a column without a name can be taken for one of these by its content: words
    /// that say up and down, addresses, numbers.
    fn fits_by_content(&self, at: usize, heading: Heading) -> bool {
        let most = |fits: fn(&str) -> bool| self.fit(at, fits);
        match heading {
            Heading::Result => most(|cell| is_result(cell) || result_and_more(cell).is_some()),
            Heading::Code => most(|cell| {
                ["200", "0", "000"].contains(&cell)
                    || cell.parse().is_ok_and(|code| (500..600).contains(&code))
            }),
            Heading::Latency => most(|cell| {
                cell.contains('.') && cell.parse::<f64>().is_ok()
                    || cell.eq_ignore_ascii_case("none")
            }),
            Heading::Site => most(|cell| {
                cell.contains("://") || cell.contains('.') && cell.parse::<f64>().is_err()
            }),
            _ => false,
        }
    }

    /// Lists further columns that could tell sites apart.
    fn more_sites(&self) -> impl Iterator<Item = usize> {
        let named = |at: &usize| {
            self.sampled.names().is_some_and(|header| Heading::Site.is_named(&header[*at]))
        };
        (0..self.sampled.width()).filter(|at| !self.taken.contains(at)).filter(named)
    }
}
