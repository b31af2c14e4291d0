//! Words of a line that are its moment.

use crate::clock::{DAY, Instant, MINUTE, Zone, is_abbreviation, parse_stamp};
use crate::init::columns::partly_read;
use crate::init::sample::Sampled;
use crate::init::stamps::{StatedZone, TimeColumn};
use crate::init::words::cell_kinds::is_half_of_day;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Lines by which a stamp of several words is searched.
const STAMP_LINES: usize = 40;
/// Words of a stamp, at most, such as `Wed Oct  5 14:00:00 UTC 2022`.
const STAMP_WORDS: usize = 6;
/// Percentage of the rows that must have a moment at one place.
const PERCENT: usize = 90;
/// Beginnings of words for the half of a day that no format reads, in small letters.
const OTHER_HALVES: [&str; 10] =
    ["nachm", "vorm", "午後", "午前", "上午", "下午", "오전", "오후", "πμ", "μμ"];
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
    /// tell the most of the time, and the fewest of these. `None` where they never move, and those
    /// of a single word elsewhere do.
    pub(super) fn find(rows: &[&Vec<&str>], width: usize) -> Option<LineStamp> {
        let stamp = LineStamp::search(rows, width, |_| true)?;
        let moves_elsewhere = || {
            (0..width).filter(|at| !stamp.has(*at)).any(|at| {
                let moments = rows.iter().filter_map(|row| moment_in_marks(row[at]));
                let moments: Vec<Instant> = moments.collect();
                let are_most = moments.len() * 100 >= rows.len() * PERCENT;
                are_most && moments.iter().any(|moment| *moment != moments[0])
            })
        };
        (moves(&stamp.found) || !moves_elsewhere()).then_some(stamp)
    }

    /// Finds the beginning and the end that each line tells: these words and those of another
    /// moment, of which the second is behind the first by as much as a state lasts. `None` where
    /// they are others.
    pub(super) fn with_end(self, rows: &[&Vec<&str>], width: usize) -> Option<[LineStamp; 2]> {
        let other = LineStamp::search(rows, width, |at| !self.has(at))?;
        let [start, end] = if self.at < other.at { [self, other] } else { [other, self] };
        let length = |(from, until): (Instant, Instant)| until.since(from);
        let mut lengths: Vec<i64> = start.found.pairs(&end.found).map(length).collect();
        lengths.sort_unstable();
        let first = *lengths.first()?;
        let are_long = lengths[lengths.len() / 4] >= MINUTE;
        (first >= 0 && are_long && moves(&start.found)).then_some([start, end])
    }

    /// Writes the words as a command of `awk` that prints them.
    pub(super) fn as_fields(&self) -> String {
        let fields: Vec<String> =
            (self.at..self.at + self.words).map(|at| format!("${}", at + 1)).collect();
        fields.join("\" \"")
    }

    /// Searches the places that are free.
    fn search(
        rows: &[&Vec<&str>],
        width: usize,
        is_free: impl Fn(usize) -> bool,
    ) -> Option<LineStamp> {
        let some = &rows[..rows.len().min(STAMP_LINES)];
        let places = (0..width)
            .flat_map(|at| (1..=STAMP_WORDS.min(width - at)).map(move |words| (at, words)))
            .filter(|(at, words)| (*at..at + words).all(&is_free));
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
            let found =
                partly_read::of(&sampled, vec![0]).filter(|found| found.resolution_us < DAY);
            // Seconds since 1970 have a name of their own.
            found.filter(|found| found.formats.first().is_none_or(|word| word != "unix_s"))
        };
        let found = places.filter_map(|place| Some((place, of(some, place)?)));
        let found = found.filter(|(_, found)| has_few_years(found));
        let ((at, words), _) = found.min_by_key(|((at, words), found)| {
            // A moment that never moves is that of something else.
            let moves = moves(found);
            // An offset, or the name of its zone, belongs to a clock.
            let names_zone = !found.zone_names.is_empty()
                && found.zone_names.iter().all(|name| is_abbreviation(name));
            let says_zone = names_zone || found.zone != StatedZone::Open;
            let (moves, says_zone) = (Reverse(moves), Reverse(says_zone));
            (Reverse(found.read), moves, found.resolution_us, says_zone, *words, *at)
        })?;
        let found = of(rows, (at, words))?;
        Some(LineStamp { at, words, found })
    }

    /// Says whether a word is one of its own.
    pub(super) fn has(&self, at: usize) -> bool {
        (self.at..self.at + self.words).contains(&at)
    }
}

/// Says whether a column has several moments.
fn moves(found: &TimeColumn) -> bool {
    let mut moments = found.instants();
    let first = moments.next();
    moments.any(|moment| Some(moment) != first)
}

/// Reads a word as a moment, without the marks around it; `None` where it is none.
fn moment_in_marks(word: &str) -> Option<Instant> {
    let bare = word.trim_matches(|sign: char| "[](),;".contains(sign));
    parse_stamp(bare, Some(Zone::UTC)).ok()
}

/// Says whether a word is the half of a day, such as `PM` or `a.m.`, or its beginning.
fn is_half(word: &str) -> bool {
    let letters: String = word.chars().filter(char::is_ascii_alphabetic).collect();
    let is_foreign = OTHER_HALVES.iter().any(|half| word.to_lowercase().starts_with(half));
    is_half_of_day(&letters) || word == "a." || word == "p." || is_foreign
}

/// Says whether stamps lie in few years, as those of a log do: a number that runs on is none.
fn has_few_years(found: &TimeColumn) -> bool {
    let years: BTreeSet<String> =
        found.instants().map(|at| Zone::UTC.format(at, "%Y").to_string()).collect();
    years.len() <= YEARS
}
