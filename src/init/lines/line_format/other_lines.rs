//! Lines that no format reads as they are, and the way in for them; and commas that part no cells.

use crate::files::FileHead;
use crate::init::left_out::{LeftOut, shell_word};
use crate::init::lines::line_format::line_words::{digits, most, words};
use crate::init::stamps::shapes::StampShape;
use crate::init::toml_text::quoted;
use crate::model::suggest::short;
use std::ops::RangeInclusive;

/// Lines that are read, at most.
const LINES: usize = 1_000;
/// Percentage of the lines that must be of one form.
const PERCENT: usize = 90;
/// Lines by which a stamp of several words is searched.
const STAMP_LINES: usize = 40;
/// Words of a stamp, at most, such as `Wed Oct  5 14:00:00 UTC 2022`.
const STAMP_WORDS: usize = 6;
/// Years of logs.
const YEARS: RangeInclusive<&str> = "1970"..="2099";
/// Words before a stamp without a year, at most.
const BEFORE_STAMP: usize = 3;
/// End of a clock before its decimals: a colon and two digits; and number of the decimals.
const CLOCK_END: &[u8; 3] = b":00";
const DECIMALS: usize = 3;

/// Says how lines come in whose words are aligned by blanks, so that each has another number of
/// them; `None` where they are others.
pub(in crate::init) fn aligned(head: &FileHead<'_>) -> Option<LeftOut> {
    let lines: Vec<&str> = head.first_lines(LINES).map(str::trim).collect();
    let is_of_most = |widths: Vec<usize>| {
        let width = most(widths.iter().copied());
        let rows = widths.iter().filter(|own| Some(**own) == width).count();
        rows * 100 >= widths.len() * PERCENT && width.is_some_and(|width| width > 1)
    };
    let with_blanks = lines.iter().filter(|line| words(line).contains(&"")).count();
    let is_aligned = with_blanks * 2 > lines.len()
        && !is_of_most(lines.iter().map(|line| words(line).len()).collect())
        && is_of_most(lines.iter().map(|line| line.split_whitespace().count()).collect());
    let file = shell_word(head.path);
    is_aligned.then(|| {
        LeftOut::because(
            "lines with several blanks between their words, as many as align them; a line is read \
             by its words with one blank between",
        )
        .with(format!("run `tr -s ' ' < {file} > single.log`, and name single.log"))
    })
}

/// Says whether each comma of the first lines stands before the decimals of a clock, as programs in
/// Python write it: it parts no cells.
pub(in crate::init) fn has_commas_in_clocks_alone(head: &FileHead<'_>) -> bool {
    let is_in_a_clock = |line: &str, at: usize| {
        let before = &line.as_bytes()[..at];
        let behind = &line.as_bytes()[at + 1..];
        let digits = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
        let is_clock = before.len() > CLOCK_END.len()
            && before[before.len() - CLOCK_END.len()] == CLOCK_END[0]
            && digits(&before[before.len() - 2..]);
        is_clock && behind.len() >= DECIMALS && digits(&behind[..DECIMALS])
    };
    let lines: Vec<&str> = head.first_lines(STAMP_LINES).collect();
    let first_comma = |line: &&str| line.find(',').is_some_and(|at| is_in_a_clock(line, at));
    !lines.is_empty() && lines.iter().all(first_comma)
}

/// Says how lines come in whose stamps have no year; `None` where theirs are others.
pub(in crate::init) fn without_year(head: &FileHead<'_>) -> Option<LeftOut> {
    let lines: Vec<Vec<&str>> = head
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(STAMP_LINES)
        .map(|line| words(line.trim()))
        .collect();
    let pattern = |line: &Vec<&str>, (at, count): (usize, usize)| -> Option<String> {
        // The year may stand behind the clock.
        let has_year = (count + 1..=STAMP_WORDS).any(|count| {
            let longer = line.get(at..at + count).map(|words| words.join(" "));
            longer
                .is_some_and(|text| matches!(StampShape::of(&text), Some(StampShape::Patterns(_))))
        });
        let is_year = |word: &&str| word.len() == 4 && digits(word) && YEARS.contains(word);
        let is_behind_a_year = at.checked_sub(1).and_then(|at| line.get(at)).is_some_and(is_year);
        if has_year || is_behind_a_year {
            return None;
        }
        match StampShape::of(&line.get(at..at + count)?.join(" "))? {
            StampShape::WithoutYear(pattern) => Some(pattern),
            StampShape::Patterns(_) => None,
        }
    };
    let places =
        (0..BEFORE_STAMP).flat_map(|at| (2..=STAMP_WORDS).rev().map(move |count| (at, count)));
    let is_of_most = |place: &(usize, usize)| {
        let fitting = lines.iter().filter(|line| pattern(line, *place).is_some()).count();
        fitting > 0 && fitting * 100 >= lines.len() * PERCENT
    };
    let (at, count) = places.into_iter().find(is_of_most)?;
    let stamp = lines.iter().find_map(|line| {
        pattern(line, (at, count)).map(|pattern| (pattern, line[at..at + count].join(" ")))
    });
    let (pattern, example) = stamp?;
    let why = format!(
        "lines with stamps without a year, such as `{}`, and no key says it: the year must stand \
         before each",
        short(&example)
    );
    let reason = LeftOut::because(why);
    if at > 0 {
        return Some(reason);
    }
    let file = shell_word(head.path);
    Some(reason.with(format!(
        "run `sed 's/^/2022 /' {file} > dated.log` with the year of its lines (where they run over \
         a New Year, each year on its own), and name dated.log; its stamps are then {}",
        quoted(&pattern)
    )))
}
