//! Lines of a loop around `curl`: words with blanks between them, and the `format` that reads them.

mod chosen_columns;
mod failure_lines;
mod line_codes;
mod line_column;
mod line_stamp;
mod line_words;
mod other_lines;
mod telling_words;

use crate::clock::{Zone, parse_stamp};
use crate::files::FileHead;
use crate::init::columns::outcome_words::ForeignWord;
use crate::init::left_out::shell_word;
use crate::init::lines::line_format::chosen_columns::{ChosenColumns, chosen};
use crate::init::lines::line_format::failure_lines::{foreign_words_of, with_failures};
use crate::init::lines::line_format::line_codes::{CodePlace, is_code};
use crate::init::lines::line_format::line_column::LineColumn;
pub(in crate::init) use crate::init::lines::line_format::line_column::is_site;
use crate::init::lines::line_format::line_stamp::LineStamp;
use crate::init::lines::line_format::line_words::{digits, most, words};
pub(in crate::init) use crate::init::lines::line_format::other_lines::{
    aligned, has_commas_in_clocks_alone, without_year,
};
pub(in crate::init) use crate::init::lines::line_format::telling_words::TellingWords;
use crate::init::stamps::TimeColumn;
use crate::init::stamps::shapes::StampShape;
use crate::init::words::cell_kinds::is_result_word;
use crate::init::words::inverted::{counts_failures, inverted};
use crate::logs::known_result;
use crate::model::suggest::short;
use std::collections::BTreeSet;
use std::path::Path;

/// Lines that are read, at most.
const LINES: usize = 1_000;
/// Percentage of the lines that must have a word of one kind at one place.
const PERCENT: usize = 90;
/// Unit behind an answer time.
const MILLISECONDS: &str = "ms";
/// Ends of words that are no part of their value; that of milliseconds is the first.
const ENDS: [&str; 5] = [MILLISECONDS, "s", ",", ";", ":"];
/// Marks behind a word that has one before it.
const CLOSING: [&str; 4] = ["]", "\"", ")", "'"];
/// Marks around a word, such as those of `[OK]`.
const MARKS: [(char, char); 4] = [('[', ']'), ('"', '"'), ('(', ')'), ('\'', '\'')];
/// Digits of seconds since 1970 in this century.
const SECONDS: usize = 10;
/// Column for seconds since 1970.
const SECONDS_COLUMN: &str = "timestamp_s";
/// Forms of lines between the rows, at most.
const MOST_BETWEEN: usize = 4;
/// Column for a code by which programs end.
const EXIT_CODE: &str = "value";

/// Kind of the words of a column.
struct WordKind {
    /// Name of the column.
    column: &'static str,
    /// Whether a word is of this kind.
    fits: fn(&str) -> bool,
}

/// Kinds of words, the likeliest first.
const KINDS: [WordKind; 6] = [
    WordKind { column: SECONDS_COLUMN, fits: is_seconds },
    WordKind { column: "timestamp", fits: |word| parse_stamp(word, Some(Zone::UTC)).is_ok() },
    WordKind { column: "status_code", fits: is_code },
    WordKind { column: "latency_s", fits: is_latency },
    WordKind { column: "site", fits: is_site },
    WordKind {
        column: "result",
        fits: |word| known_result(word).is_some() || is_result_word(word),
    },
];

/// Format of lines, and the evidence for it.
#[derive(Debug)]
pub(in crate::init) struct Lines {
    /// Value of the key `format`.
    pub(in crate::init) format: String,
    /// Evidence for it, in words.
    pub(in crate::init) why: String,
    /// Form of the stamps; `None` where they are seconds since 1970.
    pub(in crate::init) stamp: Option<TimeColumn>,
    pub(in crate::init) names_site: bool,
    /// Formats of which each is as likely; empty where one is the likeliest.
    pub(in crate::init) others: Vec<String>,
    /// Meaning that several numbers or words of a line have, by each of these formats.
    pub(in crate::init) unclear: &'static str,
    /// Forms of lines between the rows, such as titles; mostly none.
    pub(in crate::init) pass_over: Vec<String>,
    /// Words that tell the rows of one moment, or of one run, apart; `None` where there are none.
    pub(in crate::init) telling: Option<TellingWords>,
    /// Command that writes each line as a period, where it has a start and an end; mostly `None`.
    pub(in crate::init) as_periods: Option<String>,
    /// Rule that says when a site was up; `None` where a word or a status code does.
    pub(in crate::init) up_when: Option<String>,
    /// Words that tell how a probe went and are none of ours, sorted, with their meanings as far as
    /// they are known; may be empty.
    pub(in crate::init) words: Vec<ForeignWord>,
    /// Formats that read lines of another length too, which say behind the site what failed; `None`
    /// where there are none.
    pub(in crate::init) with_failures: Option<Vec<String>>,
}

/// Says whether a word is a moment in seconds since 1970.
fn is_seconds(word: &str) -> bool {
    word.split('.').next().is_some_and(|whole| whole.len() == SECONDS && digits(whole))
}

/// Says whether a word is a time of less than a day, in seconds with decimals.
fn is_latency(word: &str) -> bool {
    word.contains('.')
        && word.parse::<f64>().is_ok_and(|seconds| (0.0..86_400.0).contains(&seconds))
}

/// Says whether a line is none of a probe: a title, or a rule between days.
fn is_between_rows(line: &str) -> bool {
    line.starts_with('#') || !line.chars().any(char::is_alphanumeric)
}

/// Lists the forms of lines between the rows, as `pass_over` has them; `None` where they are of
/// many forms.
fn forms_between(lines: &[&str]) -> Option<Vec<String>> {
    let form = |line: &&str| match line.strip_prefix('#') {
        Some(_) => "#{_}".to_owned(),
        None => line.replace('{', "{{").replace('}', "}}"),
    };
    let forms: BTreeSet<String> = lines.iter().map(form).collect();
    (forms.len() <= MOST_BETWEEN).then(|| forms.into_iter().collect())
}

/// Says whether all lines begin with a moment of the same form, in one word or in two.
fn begin_alike(lines: &[Vec<&str>]) -> bool {
    let count = |words: usize| -> usize {
        let begins = |line: &&Vec<&str>| {
            let begun = line.get(..words).map(|some| some.join(" ")).unwrap_or_default();
            StampShape::of(begun.trim_matches(['[', ']'])).is_some()
                || parse_stamp(begun.trim_matches(['[', ']']), Some(Zone::UTC)).is_ok()
        };
        lines.iter().filter(begins).count()
    };
    count(1).max(count(2)) * 100 >= lines.len() * PERCENT
}

/// Finds the format of most lines; `None` where they have none.
pub(in crate::init) fn find(head: &FileHead<'_>) -> Option<Lines> {
    let (between, first): (Vec<&str>, Vec<&str>) =
        head.first_lines(LINES).map(str::trim).partition(|line| is_between_rows(line));
    let pass_over = forms_between(&between)?;
    let mut lines: Vec<Vec<&str>> = first.into_iter().map(words).collect();
    let width = most(lines.iter().map(Vec::len))?;
    let rows = lines.iter().filter(|words| words.len() == width).count();
    let is_clear = rows * 100 >= lines.len() * PERCENT;
    // In the middle of an outage many lines say what failed.
    if width < 2 || !is_clear && (rows * 2 < lines.len() || !begin_alike(&lines)) {
        return None;
    }
    let first = lines.len();
    let why = format!(
        "{rows} of the first {first} lines have this form, such as `{}`",
        short(&lines.iter().find(|words| words.len() == width)?.join(" "))
    );
    let later = head.later.iter().map(|line| line.trim()).filter(|line| !is_between_rows(line));
    lines.extend(later.map(words));
    let all: Vec<&Vec<&str>> = lines.iter().filter(|words| words.len() == width).collect();
    // Lines further on tell the form of dates; their failures are no part of the usual form.
    let stamp = LineStamp::find(&all, width);
    let rows = &all[..rows];
    let is_free = |at: usize| stamp.as_ref().is_none_or(|stamp| !stamp.has(at));
    let places: Vec<Option<usize>> = match line_codes::find(rows, width, is_free) {
        CodePlace::Absent => vec![None],
        CodePlace::At(at) => vec![Some(at)],
        CodePlace::Unclear(all) => all.into_iter().map(Some).collect(),
    };
    let chosen = places.iter().map(|code| columns(rows, &all, *code, is_free));
    let chosen: Vec<ChosenColumns<'_>> = chosen.collect::<Option<_>>()?;
    let (formats, unclear): (Vec<&Vec<LineColumn<'_>>>, &str) = match &chosen[..] {
        [one] => (one.all.iter().collect(), one.what),
        several => {
            let what = "numbers of a line can be its status code";
            (several.iter().filter_map(|one| one.all.first()).collect(), what)
        }
    };
    let columns = *formats.first()?;
    let has = |wanted: &str| columns.iter().any(|column| column.name == wanted);
    let outcomes = ["status_code", "result", EXIT_CODE];
    if !(has("timestamp") || has(SECONDS_COLUMN)) || !outcomes.into_iter().any(has) {
        return None;
    }
    let names_site = has("site");
    let up_when = has(EXIT_CODE).then(|| format!("{EXIT_CODE} == 0"));
    let written = |columns: &Vec<LineColumn<'_>>| {
        columns.iter().map(LineColumn::written).collect::<Vec<_>>().join(" ")
    };
    let format = written(columns);
    let others = match formats.len() {
        1 => Vec::new(),
        _ => formats.iter().map(|columns| written(columns)).collect(),
    };
    let telling = TellingWords::find(rows, columns, stamp.as_ref().map(|stamp| &stamp.found));
    let with_failures = with_failures(&format, &lines, width, columns);
    let words = foreign_words_of(&lines, &all, columns);
    let as_periods = as_periods(head.path, rows, columns);
    let stamp = stamp.filter(|_| has("timestamp")).map(|stamp| stamp.found);
    Some(Lines {
        as_periods,
        words,
        with_failures,
        format,
        why,
        stamp,
        names_site,
        others,
        unclear,
        telling,
        up_when,
        pass_over,
    })
}

/// Writes the command that makes a table of periods of lines with a start and an end each; `None`
/// where they have no end.
fn as_periods(path: &Path, rows: &[&Vec<&str>], columns: &[LineColumn<'_>]) -> Option<String> {
    let width = columns.len();
    let [start, end] = LineStamp::find(rows, width)?.with_end(rows, width)?;
    let site = columns.iter().position(|column| column.name == "site");
    let site = site.map_or_else(|| "\"site\"".to_owned(), |at| format!("${}", at + 1));
    let (file, start, end) = (shell_word(path), start.as_fields(), end.as_fields());
    Some(format!(
        "{{ echo site,start,end; awk '{{print {site}\",\"{start}\",\"{end}}}' {file}; }} > \
         periods.csv"
    ))
}

/// Finds the columns of rows of words, with the status code at a place; `all` are rows further on,
/// too, and `is_free` says which words are no part of the stamp. `None` where a brace would be
/// taken for a column.
fn columns<'w>(
    rows: &[&Vec<&'w str>],
    all: &[&Vec<&'w str>],
    code: Option<usize>,
    is_free: impl Fn(usize) -> bool,
) -> Option<ChosenColumns<'w>> {
    let width = rows.first()?.len();
    let of = |at: usize| match is_free(at) {
        true => column(rows, at, code),
        false => Some(LineColumn { before: "", name: "timestamp", after: "" }),
    };
    let mut columns: Vec<LineColumn<'_>> = (0..width).map(of).collect::<Option<_>>()?;
    // Seconds since 1970 say the moment of a clock beside them, too, and need no zone.
    if columns.iter().any(|column| column.name == SECONDS_COLUMN) {
        columns.iter_mut().filter(|column| column.name == "timestamp").for_each(|column| {
            column.name = "_";
        });
    }
    // A second stamp of a line is another moment.
    let stamps = || (0..width).filter(|at| columns[*at].name == "timestamp");
    let moves = |at: &usize| all.iter().any(|row| row[*at] != all[0][*at]);
    let first = stamps().find(moves).or_else(|| stamps().next());
    let is_whole = (0..width).any(|at| !is_free(at));
    for (at, column) in columns.iter_mut().enumerate() {
        let is_stamp = if is_whole { !is_free(at) } else { Some(at) == first };
        if column.name == "timestamp" && !is_stamp {
            column.name = "_";
        }
    }
    let is_decided = columns.iter().any(|column| ["status_code", "result"].contains(&column.name));
    for column in columns.iter_mut().filter(|column| is_decided && column.name == EXIT_CODE) {
        column.name = "_";
    }
    Some(chosen(columns, all))
}

/// Finds the column of the words at one place of the lines; `code` is the place of the status code.
/// `None` where a brace would be taken for a column.
fn column<'w>(rows: &[&Vec<&'w str>], at: usize, code: Option<usize>) -> Option<LineColumn<'w>> {
    let first = rows.first()?[at];
    let before = match marks_around(rows, at) {
        Some(open) => open,
        None if first.contains("://") => "",
        None => first.split_once('=').map_or("", |(key, _)| &first[..=key.len()]),
    };
    let is_end = |end: &&str| is_of_most(rows, |row| row[at].ends_with(end));
    let ends = marks_around(rows, at).map_or(&ENDS[..], |_| &CLOSING);
    let after = ends.iter().copied().find(is_end).unwrap_or_default();
    let ended = rows.iter().map(|row| row[at]).find(|word| word.ends_with(after)).unwrap_or(first);
    let after = if first.contains("://") { "" } else { &ended[ended.len() - after.len()..] };
    let named = |before: &'w str, after: &'w str| {
        let nameless = LineColumn { before, name: "_", after };
        let fitting = |kind: &WordKind| {
            rows.iter().filter(|row| (kind.fits)(nameless.value(row[at]))).count()
        };
        let is_meant = |kind: &&WordKind| match kind.column {
            "status_code" => code == Some(at),
            "result" => !is_reason(rows, at, code),
            _ => true,
        };
        let mut kinds = KINDS.iter().filter(is_meant);
        kinds.find(|kind| fitting(kind) * 100 >= rows.len() * PERCENT).map(|kind| {
            match (kind.column, after) {
                ("latency_s", MILLISECONDS) => LineColumn { name: "latency_ms", ..nameless },
                (name, _) => LineColumn { name, ..nameless },
            }
        })
    };
    let key = before.trim_end_matches('=');
    let is_number = |row: &&&Vec<&str>| {
        let value = row[at].strip_prefix(before).unwrap_or_default();
        value.strip_suffix(after).is_some_and(digits)
    };
    let numbers = rows.iter().filter(is_number).count();
    if counts_failures(key) && numbers * 100 >= rows.len() * PERCENT {
        return Some(LineColumn { before, name: EXIT_CODE, after });
    }
    if after == MILLISECONDS && numbers * 100 >= rows.len() * PERCENT {
        return Some(LineColumn { before, name: "latency_ms", after });
    }
    let marked = marks_around(rows, at).and_then(|_| named(before, after));
    let column = marked.or_else(|| named("", "")).or_else(|| named(before, ""));
    let column = column.or_else(|| named(before, after));
    let same = rows.iter().all(|row| row[at] == first);
    let is_label = same && first.ends_with(':') && !first.contains(['{', '}']);
    // Whether `no` is good news its key tells, which stands before it.
    let is_answer = |row: &&Vec<&str>| row[at].strip_prefix(before).and_then(inverted).is_some();
    let nothing = match is_label {
        true => LineColumn { before: first, name: "", after: "" },
        false if before.ends_with('=') && rows.iter().all(is_answer) => {
            LineColumn { before, name: "_", after: "" }
        }
        false => LineColumn { before: "", name: "_", after: "" },
    };
    let column = column.unwrap_or(nothing);
    (!(same && first.contains(['{', '}']))).then_some(column)
}

/// Says whether most rows fit.
fn is_of_most(rows: &[&Vec<&str>], fits: impl Fn(&Vec<&str>) -> bool) -> bool {
    rows.iter().filter(|row| fits(row)).count() * 100 >= rows.len() * PERCENT
}

/// Returns the mark before each word at a place where all stand between marks, such as `[OK]`;
/// `None` where one does not.
fn marks_around<'w>(rows: &[&Vec<&'w str>], at: usize) -> Option<&'w str> {
    let first = rows.first()?[at];
    let (open, close) = MARKS.into_iter().find(|(open, _)| first.starts_with(*open))?;
    let is_between = |row: &Vec<&str>| {
        row[at].len() > 2 && row[at].starts_with(open) && row[at].ends_with(close)
    };
    is_of_most(rows, is_between).then_some(&first[..1])
}

/// Says whether the words at a place stand behind the status code and are all one, such as the `OK`
/// of `200 OK`: what a server says of a code is no result beside it.
fn is_reason(rows: &[&Vec<&str>], at: usize, code: Option<usize>) -> bool {
    let first = rows.first().map_or("", |row| row[at]);
    code.is_some_and(|code| code + 1 == at) && rows.iter().all(|row| row[at] == first)
}
