//! Lines of failures among others: words that are not known, and lines of another form.

use crate::init::columns::outcome_words::{ForeignWord, foreign_words, words_beside};
use crate::init::lines::line_format::chosen_columns::key_of;
use crate::init::lines::line_format::line_column::{LineColumn, is_site};
use crate::init::words::cell_kinds::is_code as is_code_cell;
use crate::init::words::inverted::{inverted, says_down};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Percentage of the lines of another form that must begin like the others.
const PERCENT: usize = 90;
/// Marks before the name of a site in its word.
const OPENING: [char; 5] = ['"', '\'', '(', '[', '<'];
/// Marks behind the name of a site, those between it and what is said of it among them.
const CLOSING: [char; 8] = [':', ',', ';', '"', '\'', ')', ']', '>'];
/// Forms in which the sites of failures are marked, at most.
const MOST_FORMS: usize = 3;

/// Says whether a line has as many words as the columns, and their texts.
fn is_of_form(words: &[&str], columns: &[LineColumn<'_>]) -> bool {
    words.len() == columns.len()
        && columns.iter().zip(words).all(|(column, word)| column.fits(word))
}

/// Lists the words of the column that tells how a probe went, which the reader does not know. Where
/// a result is the last column, longer lines have several words in it.
pub(super) fn foreign_words_of<'w>(
    lines: &[Vec<&'w str>],
    rows: &[&Vec<&'w str>],
    columns: &[LineColumn<'w>],
) -> Vec<ForeignWord> {
    let width = columns.len();
    let at = |name: &str| columns.iter().position(|column| column.name == name);
    let cells = |at: usize| -> Vec<String> {
        let is_text = at + 1 == width && columns[at].name == "result";
        let fits =
            |words: &&Vec<&str>| is_of_form(words, columns) || is_text && words.len() > width;
        let cell = |words: &Vec<&str>| match words.len() == width {
            true => columns[at].value(words[at]).to_owned(),
            false => words[at..].join(" "),
        };
        lines.iter().filter(fits).map(cell).collect()
    };
    match (at("result"), at("status_code")) {
        (Some(result), _) => {
            let (key, cells) = (key_of(columns, rows, result), cells(result));
            let words: BTreeSet<&str> = cells.iter().map(String::as_str).collect();
            // `failed=false` is good news.
            if says_down(key) && words.iter().all(|word| inverted(word).is_some()) {
                let word =
                    |word: &str| ForeignWord { word: word.to_owned(), meaning: inverted(word) };
                return words.into_iter().map(word).collect();
            }
            foreign_words(key, cells.iter().map(String::as_str))
        }
        (None, Some(code)) => words_beside(cells(code).iter().map(String::as_str), is_code_cell),
        (None, None) => Vec::new(),
    }
}

/// Writes the format of lines that are as the usual ones, with a sign and a further text behind
/// them, such as `, Error: refused`; `None` where some are not.
fn with_text_behind(
    format: &str,
    lines: &[&Vec<&str>],
    columns: &[LineColumn<'_>],
) -> Option<String> {
    let width = columns.len();
    let cut = |words: &&Vec<&str>| -> Option<(String, String)> {
        let (last, behind) = (*words.get(width.checked_sub(1)?)?, *words.get(width)?);
        let bare = last.trim_end_matches([',', ';']);
        let mut usual = words[..width].to_vec();
        usual[width - 1] = bare;
        let label = if behind.ends_with(':') { behind } else { "" };
        let is_code = |(column, word): (&LineColumn<'_>, &&str)| {
            column.name != "status_code" || is_code_cell(column.value(word))
        };
        let is_usual = is_of_form(&usual, columns) && columns.iter().zip(&usual).all(is_code);
        is_usual.then(|| (last[bare.len()..].to_owned(), label.to_owned()))
    };
    let all: Vec<(String, String)> = lines.iter().map(cut).collect::<Option<_>>()?;
    let (sign, label) = all.first()?;
    let is_text = !label.contains(['{', '}']) && all.iter().all(|one| one == &all[0]);
    let label = if label.is_empty() { String::new() } else { format!(" {label}") };
    is_text.then(|| format!("{format}{sign}{label} {{error}}"))
}

/// Lists the formats for lines of one site, of which those of failures have another text behind the
/// stamp; `None` where the usual form has no text of its own, and would read them, too.
fn of_one_site(
    format: &str,
    lines: &[Vec<&str>],
    columns: &[LineColumn<'_>],
) -> Option<Vec<String>> {
    let stamp = columns.iter().rposition(|column| column.name.starts_with("timestamp"))?;
    let has_text = |column: &LineColumn<'_>| column.name.is_empty() || !column.before.is_empty();
    let others = lines.iter().any(|words| !is_of_form(words, columns));
    if !others || !columns[stamp + 1..].iter().any(has_text) {
        return None;
    }
    let written = columns[..=stamp].iter().map(LineColumn::written).collect::<Vec<_>>().join(" ");
    Some(vec![format.to_owned(), format!("{written} {{error}}")])
}

/// Marks of a site in a line of a failure, before and behind its name in its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct MarkedSite<'w> {
    before: &'w str,
    after: &'w str,
}

impl<'w> MarkedSite<'w> {
    /// Parts a word; `None` where what is between the marks is no site.
    fn of(word: &'w str) -> Option<MarkedSite<'w>> {
        let is_key = |key: &str| key.bytes().all(|byte| byte.is_ascii_alphabetic());
        let start = match word.split_once('=') {
            Some((key, _)) if is_key(key) => key.len() + 1,
            _ => 0,
        };
        let inner = word[start..].trim_start_matches(OPENING);
        let name = inner.trim_end_matches(CLOSING);
        let before = &word[..word.len() - inner.len()];
        is_site(name).then(|| MarkedSite { before, after: &inner[name.len()..] })
    }

    /// Writes the site as a format has it; `None` where a brace would be taken for a column.
    fn written(self) -> Option<String> {
        let is_text = ![self.before, self.after].concat().contains(['{', '}']);
        is_text.then(|| format!("{}{{site}}{}", self.before, self.after))
    }
}

/// Lines of failures, each with its site at one place.
struct MarkedLines<'l, 'w> {
    /// Lines, of which each has the site at the place.
    lines: Vec<&'l Vec<&'w str>>,
    /// Beginning of their formats, up to the site.
    written: String,
    /// Forms of the site, those with the most marks first.
    sites: Vec<MarkedSite<'w>>,
    at: usize,
}

impl<'l, 'w> MarkedLines<'l, 'w> {
    /// Finds the sites of lines at a place of theirs; `columns` are those of the usual lines.
    /// `None` where nine in ten lines have none there.
    fn at(
        lines: &[&'l Vec<&'w str>],
        columns: &[LineColumn<'_>],
        at: usize,
    ) -> Option<MarkedLines<'l, 'w>> {
        let site = |words: &Vec<&'w str>| {
            let is_long = words.len() > at + 1;
            words.get(at).filter(|_| is_long).and_then(|word| MarkedSite::of(word))
        };
        let alike: Vec<&Vec<&str>> =
            lines.iter().filter(|words| site(words).is_some()).copied().collect();
        if alike.is_empty() || alike.len() * 100 < lines.len() * PERCENT {
            return None;
        }
        let mut sites: Vec<MarkedSite<'w>> = alike.iter().filter_map(|words| site(words)).collect();
        let marks = |site: &MarkedSite<'w>| (site.before, site.after);
        sites.sort_by_key(|site| (Reverse(site.before.len() + site.after.len()), marks(site)));
        sites.dedup_by_key(|site| marks(site));
        let begun = |(column, place): (Option<&LineColumn<'_>>, usize)| match column {
            Some(column) if alike.iter().all(|words| column.fits(words[place])) => column.written(),
            _ => "{_}".to_owned(),
        };
        let names = (0..at).map(|place| (columns.get(place), place)).map(begun);
        let written = names.map(|word| word + " ").collect::<Vec<_>>().concat();
        (sites.len() <= MOST_FORMS).then_some(MarkedLines { lines: alike, written, sites, at })
    }

    /// Says whether each line has the site in the way of the usual ones.
    fn are_plain(&self, column: &LineColumn<'_>) -> bool {
        self.sites.iter().all(|site| (site.before, site.after) == (column.before, column.after))
    }

    /// Lists the formats of the lines, with a column behind the site. `None` where one of them
    /// would also fit a line of another form, and cut its site wrongly.
    fn formats(&self, behind: &str, usual: &[&Vec<&str>]) -> Option<Vec<String>> {
        let others = self.lines.iter().chain(usual);
        let is_cut_amiss = |site: &MarkedSite<'_>, words: &Vec<&str>| {
            let has_it = |word: &&str| word.ends_with(site.after);
            let word = words.get(self.at).copied().unwrap_or_default();
            !word.ends_with(site.after)
                && word.starts_with(site.before)
                && words[self.at.min(words.len())..].iter().any(has_it)
        };
        let marked = self.sites.iter().filter(|site| !site.after.is_empty());
        for words in others {
            if marked.clone().any(|site| is_cut_amiss(site, words)) {
                return None;
            }
        }
        let of =
            |site: &MarkedSite<'_>| Some(format!("{}{} {behind}", self.written, site.written()?));
        self.sites.iter().map(of).collect()
    }
}

/// Lists the formats by which lines of another length are read too: those with a site where the
/// others have it, in marks or not, and behind it what failed. Longer ones are read before all
/// others. `None` where nine in ten of them are none.
pub(super) fn with_failures(
    format: &str,
    lines: &[Vec<&str>],
    width: usize,
    columns: &[LineColumn<'_>],
) -> Option<Vec<String>> {
    let Some(site) = columns.iter().position(|column| column.name == "site") else {
        return of_one_site(format, lines, columns);
    };
    let is_decided = |column: &LineColumn<'_>| ["status_code", "result"].contains(&column.name);
    let (usual, others): (Vec<&Vec<&str>>, Vec<&Vec<&str>>) =
        lines.iter().partition(|words| is_of_form(words, columns));
    let found = MarkedLines::at(&others, columns, site)?;
    if columns[..site].iter().any(is_decided) {
        let is_text_alone = site + 1 == width;
        let formats = found.formats("{_}", &usual).filter(|_| is_text_alone)?;
        return Some(formats.into_iter().chain([format.to_owned()]).collect());
    }
    // A longer one could fit the first form, and be cut wrongly.
    if found.lines.iter().all(|words| words.len() <= width) {
        let formats = found.formats("{error}", &usual)?;
        return Some([format.to_owned()].into_iter().chain(formats).collect());
    }
    let alike = &found.lines;
    if !found.are_plain(&columns[site]) {
        let is_marked = found.sites.iter().all(|site| !site.after.is_empty());
        let formats = found.formats("{error}", &usual).filter(|_| is_marked)?;
        return Some(formats.into_iter().chain([format.to_owned()]).collect());
    }
    if let Some(longer) = with_text_behind(format, alike, columns) {
        return Some(vec![longer, format.to_owned()]);
    }
    let word = alike[0][site + 1];
    let is_same = alike.iter().all(|words| words.len() > site + 2 && words[site + 1] == word);
    let is_usual =
        |words: &Vec<&str>| is_of_form(words, columns) && words.get(site + 1) == Some(&word);
    let is_text = !word.contains(['{', '}']) && !lines.iter().any(is_usual);
    let written = columns[..=site].iter().map(LineColumn::written).collect::<Vec<_>>().join(" ");
    (is_same && is_text).then(|| vec![format!("{written} {word} {{error}}"), format.to_owned()])
}
