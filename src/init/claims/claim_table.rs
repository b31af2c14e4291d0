//! Whether a table, or JSON, says what somebody said, and its columns. A text that every row has,
//! beside a date and nothing that tells an outcome, is no log of probes.

use crate::files::{FileHead, SmallTable, TableColumns, TableForm};
use crate::init::columns::found_columns::FoundColumns;
use crate::init::columns::lengths::have_lengths;
use crate::init::columns::outcome_words::{ForeignWord, MOST_RESULT_WORDS};
use crate::init::sample::Sampled;
use crate::init::words::cell_kinds::{is_address, is_half_of_day};
use crate::init::words::known_words::{Heading, claim_columns, statement_columns};
use crate::init::words::worded_dates::pattern;
use crate::model::open_end::is_open_end;
use crate::model::{ClaimKind, Role};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

mod chat_lines;
mod formats;
mod speech;
pub(in crate::init) use chat_lines::{find as no_table, not_probes as chat};
pub(in crate::init) use formats::{formats, formats_of_half, joined};
pub(in crate::init) use speech::header_key;

/// Columns that claims.csv must have.
const OUR_COLUMNS: [&str; 6] = ["claim", "claimant", "role", "kind", "published", "targets"];
/// Number of these that tell such a table.
const MOST_OF_OURS: usize = 4;
/// Percentage of the rows that must have a text, where nothing else speaks for claims.
const FILLED: usize = 90;
/// Percentage of the texts that must have some words.
const WORDY: usize = 80;
/// Words of a text, at least.
const WORDS: usize = 3;
/// Digits of a moment in seconds since 1970, at least: since 2001. A shorter number counts things.
const UNIX_DIGITS: usize = 9;

/// Origin of the knowledge that a table holds claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::init) enum ClaimEvidence {
    /// The user named the file as one of claims.
    Stated,
    /// Nothing but its columns and cells.
    Content,
}

/// Columns of a table of claims that were found.
#[derive(Debug)]
pub(in crate::init) struct ClaimTable<'a> {
    pub(in crate::init) sampled: &'a Sampled,
    /// Pairs of our column and theirs, by their indices: day and clock of a moment; of the time
    /// that is spoken of its start and its end, or its day and the clocks of both.
    pub(in crate::init) columns: Vec<(&'static str, Vec<usize>)>,
    /// Column of what was said; `None` in a table with our own columns that has none.
    pub(in crate::init) text: Option<usize>,
}

/// Takes the first rows of a CSV file, whose cells may hold line ends.
pub(in crate::init) fn sampled(head: &FileHead<'_>, separator: u8) -> Option<Sampled> {
    let form = TableForm { separator, header: None };
    let text = head.text()?;
    let table =
        SmallTable::parse_as(&form, text.as_bytes(), head.path, "", TableColumns::default())
            .ok()?;
    let cells = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
    let rows = table.rows().flatten().map(|row| cells(row.cells())).collect();
    Some(Sampled::of_rows(separator, table.header().to_vec(), rows))
}

impl<'a> ClaimTable<'a> {
    /// Finds the columns of claims by their names and content; `None` where the table is likelier
    /// something else, and nobody named it as claims.
    pub(in crate::init) fn find(
        sampled: &'a Sampled,
        evidence: ClaimEvidence,
    ) -> Option<ClaimTable<'a>> {
        let names = sampled.names()?;
        let table = ClaimTable::of_columns(sampled, names, evidence);
        let is_so = evidence == ClaimEvidence::Stated || table.is_likely(names);
        is_so.then_some(table)
    }

    /// Finds the columns by their names, and where no name says it by their cells.
    fn of_columns(
        sampled: &'a Sampled,
        names: &[String],
        evidence: ClaimEvidence,
    ) -> ClaimTable<'a> {
        let mut table = ClaimTable { sampled, columns: Vec::new(), text: None };
        for (ours, named) in claim_columns(names) {
            // An id that several rows have is that of something else, such as a thread; a source
            // that is a link is no name.
            let fits = |at: &usize| match ours {
                "claim" => is_unique(sampled, *at),
                "claimant" => !is_link_column(sampled, *at),
                "kind" => !is_kind_of_record(sampled, *at),
                "role" => !sampled.is_around(*at) || sampled.most_fit(*at, is_role),
                "targets" => !is_publisher(sampled, *at),
                "url" => is_link_column(sampled, *at) || !sampled.most_fit(*at, |_| true),
                "published" | "asserted" => {
                    let is_read = formats(sampled, &[*at]).is_some()
                        || formats_of_half(sampled, &[*at]).is_some()
                        || !sampled.most_fit(*at, |_| true);
                    is_read && !(is_frozen(sampled, *at) && has_moving_stamp(sampled))
                }
                _ => true,
            };
            // What stands around the list is its envelope; who speaks may stand there.
            let is_own = |at: &usize| {
                !sampled.is_around(*at) || ["claimant", "role", "targets"].contains(&ours)
            };
            let free = named.into_iter().filter(|at| table.is_free(*at)).filter(is_own);
            let free = free.filter(fits);
            // What a list says comes before what the objects around it say.
            let at = free.min_by_key(|at| Reverse(depth(sampled, *at)));
            table.columns.extend(at.map(|at| (ours, vec![at])));
        }
        table.add_start_and_end(names);
        table.add_clock(names);
        if table.column("published").is_none() && table.column("asserted").is_none() {
            let is_moment =
                |at: &usize| table.is_free_in_rows(*at) && is_moment_column(sampled, *at);
            let all: Vec<usize> = (0..sampled.width()).filter(is_moment).collect();
            let at = all.iter().copied().find(|at| !is_frozen(sampled, *at));
            let at = at.or(all.first().copied());
            table.columns.extend(at.map(|at| ("published", vec![at])));
        }
        if table.column("url").is_none() {
            let is_link = |at: &usize| table.is_free_in_rows(*at) && is_link_column(sampled, *at);
            let at = (0..sampled.width()).find(is_link);
            table.columns.extend(at.map(|at| ("url", vec![at])));
        }
        let is_clear = table.has_source() || evidence == ClaimEvidence::Stated;
        let is_quoted = |at: &usize| {
            let is_enough = is_clear && sampled.most_fit(*at, says_words);
            table.is_free_in_rows(*at) && (is_text(sampled, *at) || is_enough)
        };
        let quote = statement_columns(names).into_iter().find(is_quoted);
        let is_said = |at: &usize| table.is_free_in_rows(*at) && is_text(sampled, *at);
        table.text = quote.or_else(|| (0..sampled.width()).find(is_said));
        table
    }

    /// Takes columns that are named like a start and an end as the time that is spoken of: moments,
    /// or clocks beside a day.
    fn add_start_and_end(&mut self, names: &[String]) {
        let sampled = self.sampled;
        let is_dated = |at: &usize| {
            let of_publication =
                self.columns.iter().any(|(ours, all)| *ours == "published" && all.contains(at));
            self.is_free(*at) || of_publication
        };
        let pair = |fits: &dyn Fn(usize) -> bool| {
            let start = Heading::Start.find(names, |at| is_dated(&at) && fits(at))?;
            let end = |at: usize| is_dated(&at) && at != start && fits(at);
            Some((start, Heading::End.find(names, end)?))
        };
        let of_days = |day: usize| {
            let is_clock = |at: usize| at != day && is_day_and_clock(sampled, [day, at]);
            let (start, end) = pair(&is_clock)?;
            Some(vec![day, start, end])
        };
        let moments =
            pair(&|at| is_moment_column(sampled, at)).map(|(start, end)| vec![start, end]);
        let day = Heading::Day.find(names, |at| is_dated(&at) && of_days(at).is_some());
        let found = moments.or_else(|| of_days(day?)).filter(|_| self.column("asserted").is_none());
        let Some(found) = found else { return };
        self.columns.retain(|(_, all)| !all.iter().any(|at| found.contains(at)));
        self.columns.push(("asserted", found));
    }

    /// Adds the column of the clock to that of the day on which something was said.
    fn add_clock(&mut self, names: &[String]) {
        let sampled = self.sampled;
        let Some(day) = self.column("published") else { return };
        // A clock without its half of the day is twelve hours off.
        let is_joined = |at: &usize| {
            let is_of_halves = self.is_free(*at) && sampled.most_fit(*at, is_half_of_day);
            is_of_halves && formats(sampled, &[day, *at]).is_some()
        };
        let half = (0..sampled.width()).find(is_joined);
        let is_clock = |at: usize| self.is_free(at) && is_day_and_clock(sampled, [day, at]);
        let more = half.or_else(|| Heading::Time.find(names, is_clock));
        for (_, all) in self.columns.iter_mut().filter(|(ours, _)| *ours == "published") {
            all.extend(more);
        }
    }

    /// Says whether the columns and cells speak for claims.
    fn is_likely(&self, names: &[String]) -> bool {
        let sampled = self.sampled;
        let probes = FoundColumns::of(sampled);
        let mut words = probes.foreign_words.iter().flatten();
        let is_number = |word: &ForeignWord| word.word.parse::<f64>().is_ok();
        let tells_outcomes =
            probes.code.is_some() || probes.result.is_some() && words.all(is_number);
        let has = |heading: Heading| names.iter().any(|name| heading.is_named(name));
        let is_said = self.column("claimant").is_some() && self.text.is_some();
        let are_periods = || has(Heading::Start) && has(Heading::End) || have_lengths(sampled);
        if sampled.rows.is_empty() || tells_outcomes || !is_said && are_periods() {
            return false;
        }
        let Some(dated) = self.column("published").or(self.column("asserted")) else {
            return false;
        };
        let moment = self.moments().find(|one| one.contains(&dated));
        let formats = moment.and_then(|columns| {
            formats(sampled, &columns).or_else(|| formats_of_half(sampled, &columns))
        });
        let Some(formats) = formats else { return false };
        // A program writes a few sentences again and again, and says nowhere who speaks.
        let is_of_program =
            |text: &usize| self.column("claimant").is_none() && repeats(sampled, *text);
        let text = self.text.filter(|text| !is_of_program(text));
        let is_filled = text.is_some_and(|text| self.has_source() || is_filled(sampled, text));
        // As it is the reader of claims.csv takes it.
        let is_ours = has_our_columns(names) && (!formats.is_empty() || differs(sampled, names));
        is_filled || is_ours
    }

    /// Says whether columns tell who speaks, and where it stands.
    fn has_source(&self) -> bool {
        self.column("claimant").is_some() && self.column("url").is_some()
    }

    /// Says whether each row has a moment of its own, and a text; where it was named as claims, a
    /// link, or what it speaks of, in place of the text.
    pub(in crate::init) fn says_something(&self, evidence: ClaimEvidence) -> bool {
        let is_own = |ours: &str| self.column(ours).is_some_and(|at| !self.sampled.is_around(at));
        let is_named = evidence == ClaimEvidence::Stated && (is_own("url") || is_own("targets"));
        (is_own("published") || is_own("asserted")) && (self.text.is_some() || is_named)
    }

    /// Says whether a column is none of ours yet, and stands in the rows and not around them.
    fn is_free_in_rows(&self, at: usize) -> bool {
        self.is_free(at) && !self.sampled.is_around(at)
    }

    /// Says whether a column is none of ours yet.
    fn is_free(&self, at: usize) -> bool {
        !self.columns.iter().any(|(_, all)| all.contains(&at))
    }

    /// Gives the index of the first column for one of ours.
    pub(in crate::init) fn column(&self, ours: &str) -> Option<usize> {
        let known = self.columns.iter().find(|(known, _)| *known == ours);
        known.and_then(|(_, all)| all.first()).copied()
    }

    /// Lists the columns of each moment: one, or those of its day and its clock.
    pub(in crate::init) fn moments(&self) -> impl Iterator<Item = Vec<usize>> {
        self.columns.iter().flat_map(|(ours, all)| match (*ours, &all[..]) {
            ("published", _) => vec![all.clone()],
            ("asserted", [day, from, until]) => vec![vec![*day, *from], vec![*day, *until]],
            ("asserted", _) => all.iter().map(|at| vec![*at]).collect(),
            _ => Vec::new(),
        })
    }

    /// Gives the name of a column, as the file has it.
    pub(in crate::init) fn name(&self, at: usize) -> &str {
        self.sampled.header.as_ref().and_then(|header| header.get(at)).map_or("", String::as_str)
    }
}

/// Says whether a column has a few texts, each in several rows.
fn repeats(sampled: &Sampled, at: usize) -> bool {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for cell in sampled.column(at).filter(|cell| !cell.is_empty()) {
        *counts.entry(cell).or_default() += 1;
    }
    (1..=MOST_RESULT_WORDS).contains(&counts.len()) && counts.values().all(|count| *count > 1)
}

/// Says whether a column holds moments or days, and no numbers of things.
fn is_moment_column(sampled: &Sampled, at: usize) -> bool {
    let is_short = |cell: &str| cell.len() < UNIX_DIGITS && cell.parse::<f64>().is_ok();
    formats(sampled, &[at]).is_some() && !sampled.column(at).any(is_short)
}

/// Says whether a column has one cell again and again.
fn is_frozen(sampled: &Sampled, at: usize) -> bool {
    let cells: BTreeSet<&str> = sampled.column(at).filter(|cell| !cell.is_empty()).collect();
    cells.len() == 1 && sampled.rows.len() > 1
}

/// Says whether some column has moments that differ from row to row.
fn has_moving_stamp(sampled: &Sampled) -> bool {
    (0..sampled.width()).any(|at| !is_frozen(sampled, at) && is_moment_column(sampled, at))
}

/// Says whether a column names the kind of a record, such as `t3` or `youtube#list`, and not what a
/// claim says: one word that is none of ours in each row, or one with signs in it.
fn is_kind_of_record(sampled: &Sampled, at: usize) -> bool {
    let cells: BTreeSet<&str> = sampled.column(at).filter(|cell| !cell.is_empty()).collect();
    let is_ours =
        |cell: &&str| ClaimKind::ALL.iter().any(|kind| kind.as_str().eq_ignore_ascii_case(cell));
    let is_sign = |letter: char| letter.is_ascii_digit() || "#.:/$".contains(letter);
    let is_constant = cells.len() == 1 && sampled.is_json();
    !cells.iter().any(is_ours)
        && !cells.is_empty()
        && (is_constant || cells.iter().all(|cell| cell.contains(is_sign)))
}

/// Says whether a cell is the word for a role.
fn is_role(cell: &str) -> bool {
    Role::ALL.iter().any(|role| role.as_str().eq_ignore_ascii_case(cell))
}

/// Says whether a column names the host of the page that each row links to: who published it.
fn is_publisher(sampled: &Sampled, at: usize) -> bool {
    let host = |link: &str| {
        let (_, page) = link.split_once("://")?;
        Some(page.split(['/', ':']).next().unwrap_or_default().to_lowercase())
    };
    let is_of_host = |row: &Vec<String>, link: usize| {
        let name = row[at].trim().to_lowercase();
        let host = host(row[link].trim());
        host.is_some_and(|host| {
            !name.is_empty() && (host == name || host.ends_with(&format!(".{name}")))
        })
    };
    let mut links =
        (0..sampled.width()).filter(|link| *link != at && is_link_column(sampled, *link));
    links.any(|link| sampled.rows.iter().all(|row| is_of_host(row, link)))
}

/// Says whether two columns are a day and a clock: together a moment, and none alone.
fn is_day_and_clock(sampled: &Sampled, [day, clock]: [usize; 2]) -> bool {
    day != clock
        && formats(sampled, &[day, clock]).is_some()
        && formats(sampled, &[clock]).is_none()
        && sampled.most_fit(clock, |cell| cell.contains(':') || is_open_end(cell))
}

/// Says whether most cells of a column are addresses of pages.
fn is_link_column(sampled: &Sampled, at: usize) -> bool {
    sampled.most_fit(at, |cell| {
        let page = cell.split_once("://").map(|(_, page)| page);
        let is_path = |text: &str| text.split_once('/').is_some_and(|(host, _)| host.contains('.'));
        !cell.contains(char::is_whitespace) && (page.is_some() || is_path(cell))
    })
}

/// Says whether a cell has letters, and is no number or moment.
fn says_words(cell: &str) -> bool {
    cell.chars().any(char::is_alphabetic) && pattern(cell).is_none()
}

/// Says whether names are mostly those of our own columns of claims, in any letters.
fn has_our_columns(names: &[String]) -> bool {
    let is_named = |ours: &&&str| names.iter().any(|name| name.trim().eq_ignore_ascii_case(ours));
    OUR_COLUMNS.iter().filter(is_named).count() >= MOST_OF_OURS
}

/// Says whether a table is another one than claims.csv, but for its dates.
fn differs(sampled: &Sampled, names: &[String]) -> bool {
    let is_spelt_otherwise = |name: &String| {
        OUR_COLUMNS.iter().any(|ours| name.eq_ignore_ascii_case(ours) && name != ours)
    };
    sampled.is_json() || sampled.separator != b',' || names.iter().any(is_spelt_otherwise)
}

/// Says whether most cells of a column that hold something are texts of some words.
fn is_text(sampled: &Sampled, at: usize) -> bool {
    let filled: Vec<&str> = sampled.column(at).filter(|cell| !cell.is_empty()).collect();
    let is_wordy =
        |cell: &&&str| cell.split_whitespace().count() >= WORDS && pattern(cell).is_none();
    let wordy = filled.iter().filter(is_wordy).count();
    wordy > 0 && wordy * 100 >= filled.len() * WORDY
}

/// Counts the lists of JSON around a column; 0 in a table.
fn depth(sampled: &Sampled, at: usize) -> usize {
    let name = sampled.header.as_ref().and_then(|header| header.get(at));
    name.map_or(0, |name| name.matches("[]").count())
}

/// Says whether each cell of a column holds something, and no other cell the same.
fn is_unique(sampled: &Sampled, at: usize) -> bool {
    let cells: BTreeSet<&str> = sampled.column(at).filter(|cell| !cell.is_empty()).collect();
    cells.len() == sampled.rows.len()
}

/// Says whether most cells of a column hold something.
fn is_filled(sampled: &Sampled, at: usize) -> bool {
    let filled = sampled.column(at).filter(|cell| !cell.is_empty()).count();
    filled * 100 >= sampled.rows.len() * FILLED
}

/// Gives the rows of a table whose first line is a row, with names for its columns by what their
/// cells are; `None` where the first line names the columns.
pub(in crate::init) fn rows_without_headings(sampled: &Sampled) -> Option<Sampled> {
    if sampled.width() < 2 || sampled.header_row > 1 {
        return None;
    }
    // A form that is seldom, such as 21/08/2023 13:50, may have been taken for a name.
    let rows: Vec<Vec<String>> = sampled.header.iter().chain(&sampled.rows).cloned().collect();
    let of_rows = |names| Sampled::of_rows(sampled.separator, names, rows.clone());
    let all = of_rows(vec![String::new(); sampled.width()]);
    let first = rows.first()?;
    let is_dated = |at: &usize| !first[*at].trim().is_empty() && is_moment_column(&all, *at);
    (0..all.width()).find(is_dated)?;
    let mut names: Vec<String> = Vec::new();
    for at in 0..all.width() {
        let of_column = |ours: &&str| !names.iter().any(|name| name == ours);
        let like = kinds_of(&all, at).into_iter().find(of_column);
        names.push(like.map_or_else(|| format!("column_{}", at + 1), str::to_owned));
    }
    speech::name(&all, &mut names);
    Some(of_rows(names))
}

/// Lists the columns of claims that a column can be, the likeliest first.
fn kinds_of(sampled: &Sampled, at: usize) -> Vec<&'static str> {
    let most = |fits: &dyn Fn(&str) -> bool| sampled.most_fit(at, fits);
    let is_kind =
        |cell: &str| ClaimKind::ALL.iter().any(|kind| kind.as_str().eq_ignore_ascii_case(cell));
    let is_host = |cell: &str| is_address(cell) && !cell.contains(char::is_whitespace);
    if is_moment_column(sampled, at) {
        vec!["published"]
    } else if most(&is_kind) {
        vec!["kind"]
    } else if most(&is_role) {
        vec!["role"]
    } else if most(&is_host) {
        vec!["targets", "url"]
    } else if is_link_column(sampled, at) {
        vec!["url"]
    } else if is_text(sampled, at) {
        vec!["quote", "note"]
    } else if most(&|cell: &str| cell.chars().any(char::is_alphabetic)) {
        vec!["claimant"]
    } else {
        Vec::new()
    }
}
