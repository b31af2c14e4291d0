//! Words of a line that are its moment.

use crate::clock::{DAY, Zone};
use crate::init::sample::Sampled;
use crate::init::stamps::{self, TimeColumn};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Lines by which a stamp of several words is searched.
const STAMP_LINES: usize = 40;
/// Words of a stamp, at most, such as `Wed Oct  5 14:00:00 UTC 2022`.
const STAMP_WORDS: usize = 6;
/// Years in the rows of one log, at most: more are another number.
const YEARS: usize = 3;

/// Words of a stamp in each line.
#[derive(Debug)]
pub(super) struct LineStamp {
    /// Place of the first of them.
    at: usize,
    /// Number of words that make it.
    words: usize,
    pub(super) found: TimeColumn,
}

impl LineStamp {
    /// Finds the words that are read as moments in most rows, each to the hour at least: those that
    /// tell the most of the time, and the fewest of these.
    pub(super) fn find(rows: &[&Vec<&str>], width: usize) -> Option<LineStamp> {
        let some = &rows[..rows.len().min(STAMP_LINES)];
        let places = (0..width)
            .flat_map(|at| (1..=STAMP_WORDS.min(width - at)).map(move |words| (at, words)));
        let of = |rows: &[&Vec<&str>], (at, words): (usize, usize)| -> Option<TimeColumn> {
            let text = |row: &&Vec<&str>| vec![row[at..at + words].join(" ")];
            // A clock without its half of the day is twelve hours off.
            let has_half =
                |row: &&&Vec<&str>| row.get(at + words).is_some_and(|word| is_half(word));
            if rows.iter().filter(has_half).count() * 2 > rows.len() {
                return None;
            }
            let texts = rows.iter().map(text).collect();
            let sampled = Sampled::of_rows(b',', vec!["timestamp".to_owned()], texts);
            let found = stamps::of(&sampled, vec![0]).filter(|found| found.resolution_us < DAY);
            // Seconds since 1970 have a name of their own.
            found.filter(|found| found.formats.first().is_none_or(|word| word != "unix_s"))
        };
        let found = places.filter_map(|place| Some((place, of(some, place)?)));
        let found = found.filter(|(_, found)| has_few_years(found));
        let ((at, words), _) = found.min_by_key(|((at, words), found)| {
            // A moment that never moves is that of something else.
            let moves = found.instants().collect::<BTreeSet<_>>().len() > 1;
            (Reverse(found.read), Reverse(moves), found.resolution_us, *words, *at)
        })?;
        let found = of(rows, (at, words))?;
        Some(LineStamp { at, words, found })
    }

    /// Says whether a word is one of its own.
    pub(super) fn has(&self, at: usize) -> bool {
        (self.at..self.at + self.words).contains(&at)
    }
}

/// Says whether a word is the half of a day, such as `PM` or `a.m.`, or its beginning.
fn is_half(word: &str) -> bool {
    let letters: String = word.chars().filter(char::is_ascii_alphabetic).collect();
    let small = letters.to_ascii_lowercase();
    ["am", "pm"].contains(&small.as_str()) || word == "a." || word == "p."
}

/// Says whether stamps lie in few years, as those of a log do: a number that runs on is none.
fn has_few_years(found: &TimeColumn) -> bool {
    let years: BTreeSet<String> =
        found.instants().map(|at| Zone::UTC.format(at, "%Y").to_string()).collect();
    years.len() <= YEARS
}
