//! Dates in which an English word names the month, such as `Dec 20, 2025 2:30 PM UTC`: the pattern
//! that reads one.

use crate::clock::with_plain_halves;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Bytes of a cell that can be such a date, at most.
const LONGEST: usize = 64;
/// Signs that may stand between the parts of a date.
const SIGNS: &str = ",.-/:";
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// Letters of the abbreviation of a zone.
const SHORTEST_ZONE: usize = 3;
const LONGEST_ZONE: usize = 5;
/// Names of a zone that mean UTC all over the world. `CST` and such mean several.
const UTC_NAMES: [&str; 2] = ["UTC", "GMT"];

/// Finds the pattern in which most of some cells are written; `None` where no cell has the name of
/// a month beside day and year.
pub(in crate::init) fn commonest_pattern<'c>(
    cells: impl Iterator<Item = &'c str>,
) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for pattern in cells.filter_map(pattern) {
        *counts.entry(pattern).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(pattern, count)| (*count, Reverse(pattern.clone())));
    most.map(|(pattern, _)| pattern)
}

/// Says whether a pattern ends with a name of UTC, so that its wall clocks are those of UTC.
pub(in crate::init) fn says_utc(pattern: &str) -> bool {
    named_utc(pattern).is_some()
}

/// Finds the pattern that reads a date; `None` where the text has no month in words, or a part that
/// can mean two things, such as a year of two digits.
pub(in crate::init) fn pattern(text: &str) -> Option<String> {
    let text = with_plain_halves(text.trim());
    if text.len() > LONGEST {
        return None;
    }
    let (date, zone) = split_zone(&text);
    let mut parts = DateParts::default();
    let mut rest = date;
    while let Some(letter) = rest.chars().next() {
        let end =
            rest.find(|other| RunKind::of(other) != RunKind::of(letter)).unwrap_or(rest.len());
        let (run, behind) = rest.split_at(end);
        parts.add(RunKind::of(letter), run, behind)?;
        rest = behind;
    }
    Some(parts.pattern()? + &zone)
}

/// Splits a text before what tells its zone: a name of UTC, or an offset behind the clock. Gives
/// the pattern of that, which is empty where the text tells no zone.
fn split_zone(text: &str) -> (&str, String) {
    if let Some(name) = named_utc(text) {
        return (text[..text.len() - name.len()].trim_end(), format!(" {name}"));
    }
    let Some(at) = text.rfind(['+', '-']) else { return (text, String::new()) };
    let date = text[..at].trim_end();
    let clock = date.rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
    let follows_clock = clock.contains(':') || ["am", "pm"].contains(&clock.as_str());
    let digits = text[at + 1..].replacen(':', "", 1);
    let is_offset = digits.len() == 4 && digits.bytes().all(|digit| digit.is_ascii_digit());
    if follows_clock && is_offset { (date, " %z".to_owned()) } else { (text, String::new()) }
}

/// Returns the name of UTC at the end of a text, behind a blank, in its own letters.
fn named_utc(text: &str) -> Option<&str> {
    let (_, last) = text.rsplit_once(char::is_whitespace)?;
    is_utc(last).then_some(last)
}

/// Says whether a word is a name of UTC, in any letters.
pub(in crate::init) fn is_utc(word: &str) -> bool {
    UTC_NAMES.iter().any(|name| word.eq_ignore_ascii_case(name))
}

/// Says whether a word in small letters is a name, long or short.
fn is_name(name: &str, word: &str) -> bool {
    name == word || name[..3] == *word
}

/// Says whether a word is the English name of a month, long or short, in any letters.
pub(in crate::init) fn is_month(word: &str) -> bool {
    let word = word.to_lowercase();
    MONTHS.iter().any(|name| is_name(name, &word))
}

/// Says whether a word is the English name of a weekday, long or short, in any letters.
pub(in crate::init) fn is_weekday(word: &str) -> bool {
    let word = word.to_lowercase();
    WEEKDAYS.iter().any(|name| is_name(name, &word))
}

/// Says whether a word can be the abbreviation of a zone, such as `EDT`: three capitals or more.
pub(in crate::init) fn is_zone_name(word: &str) -> bool {
    let is_capital = |byte: u8| byte.is_ascii_uppercase();
    (SHORTEST_ZONE..=LONGEST_ZONE).contains(&word.len()) && word.bytes().all(is_capital)
}

/// Kind of the letters of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RunKind {
    Digit,
    Letter,
    Blank,
    Sign,
}

impl RunKind {
    /// Finds the kind of a letter.
    fn of(letter: char) -> RunKind {
        if letter.is_ascii_digit() {
            RunKind::Digit
        } else if letter.is_alphabetic() {
            RunKind::Letter
        } else if letter.is_whitespace() {
            RunKind::Blank
        } else {
            RunKind::Sign
        }
    }
}

/// Parts of a date that were found, and the pattern so far.
#[derive(Debug, Default)]
struct DateParts {
    /// Names of the parts, in the order of the text.
    found: Vec<&'static str>,
    pattern: String,
}

impl DateParts {
    /// Adds a run of letters of one kind; `None` where it can be no part of such a date. `behind`
    /// is the text that follows it.
    fn add(&mut self, kind: RunKind, run: &str, behind: &str) -> Option<()> {
        match kind {
            RunKind::Blank => self.pattern.push(' '),
            RunKind::Sign if run.chars().all(|sign| SIGNS.contains(sign)) => {
                self.pattern.push_str(run);
            }
            RunKind::Sign => return None,
            RunKind::Letter => self.add_word(run)?,
            RunKind::Digit => self.add_part(self.number(run, behind)?)?,
        }
        Some(())
    }

    /// Adds a part, which a date has only once.
    fn add_part(&mut self, part: &'static str) -> Option<()> {
        if self.found.contains(&part) {
            return None;
        }
        if part == "%.f" {
            self.pattern.pop();
        }
        self.found.push(part);
        self.pattern.push_str(part);
        Some(())
    }

    /// Adds what a word stands for in a date to the pattern; `None` where it is no part of a date.
    fn add_word(&mut self, written: &str) -> Option<()> {
        let word = written.to_lowercase();
        if is_month(&word) {
            // Reads the short names, too.
            self.add_part("%B")
        } else if is_weekday(&word) {
            self.add_part("%A")
        } else if ["am", "pm"].contains(&word.as_str()) {
            self.add_part("%p")
        } else if word == "at" {
            self.pattern.push_str(&word);
            Some(())
        } else if is_zone_name(written) && self.found.contains(&"%M") {
            self.add_part("%Z")
        } else {
            None
        }
    }

    /// Says which part a number is.
    fn number(&self, digits: &str, behind: &str) -> Option<&'static str> {
        let has = |part: &str| self.found.contains(&part);
        if self.pattern.ends_with("%S.") {
            return Some("%.f");
        }
        if self.pattern.ends_with("%H:") || self.pattern.ends_with("%M:") {
            let part = if has("%M") { "%S" } else { "%M" };
            return (digits.len() == 2).then_some(part);
        }
        match digits.len() {
            4 => Some("%Y"),
            1 | 2 if behind.starts_with(':') => Some("%H"),
            1 | 2 => Some("%d"),
            _ => None,
        }
    }

    /// Returns the pattern; `None` where a part is missing.
    fn pattern(self) -> Option<String> {
        let has = |part: &str| self.found.contains(&part);
        let has_date = has("%B") && has("%d") && has("%Y");
        let has_clock = has("%H") && has("%M");
        if !has_date || has("%H") != has_clock || has("%p") && !has_clock {
            return None;
        }
        Some(if has("%p") { self.pattern.replace("%H", "%I") } else { self.pattern })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{StampFormat, Zone, parse_stamp};

    #[test]
    fn a_date_in_words_has_the_pattern_that_reads_it() {
        for (text, expected, moment) in [
            ("Mar 04, 2024 09:05 UTC", "%B %d, %Y %H:%M UTC", "2024-03-04T09:05Z"),
            ("4 March 2024 09:05:06", "%d %B %Y %H:%M:%S", "2024-03-04T09:05:06Z"),
            ("Monday, March 4, 2024 9:05 PM", "%A, %B %d, %Y %I:%M %p", "2024-03-04T21:05Z"),
            ("mon 04-MAR-2024 12:05am gmt", "%A %d-%B-%Y %I:%M%p gmt", "2024-03-04T00:05Z"),
            ("May 4, 2024 at 9:05\u{202f}AM", "%B %d, %Y at %I:%M %p", "2024-05-04T09:05Z"),
            ("Mar 4 2024 09:05:06.250", "%B %d %Y %H:%M:%S%.f", "2024-03-04T09:05:06.25Z"),
            ("Mar 4, 2024 09:05 -0330", "%B %d, %Y %H:%M %z", "2024-03-04T12:35Z"),
            ("Mar 4, 2024 9:05 pm+01:00", "%B %d, %Y %I:%M %p %z", "2024-03-04T20:05Z"),
            ("09:05 4-Mar-2024", "%H:%M %d-%B-%Y", "2024-03-04T09:05Z"),
            ("Mon Mar  4 09:05:06 UTC 2024", "%A %B %d %H:%M:%S %Z %Y", "2024-03-04T09:05:06Z"),
        ] {
            assert_eq!(pattern(text).as_deref(), Some(expected), "{text}");
            let format = StampFormat::named(expected).expect("it tells a moment");
            let stamp = format.read(text, Some(Zone::UTC));
            let at = parse_stamp(moment, None).expect("a moment");
            assert_eq!(stamp.map(|stamp| stamp.at), Ok(at), "{text}");
        }
        assert_eq!(pattern("March 4, 2024").as_deref(), Some("%B %d, %Y"));
    }

    #[test]
    fn what_can_mean_two_things_has_no_pattern() {
        for text in [
            "",
            "Mar 2024",
            "4 Mar 24",
            "4 März 2024 09:05",
            "Mar 4, 2024 09:05 Cst",
            "CST Mar 4, 2024 09:05",
            "Mar 4, 2024 09:05 UTC+1",
            "Mar 4, 2024 9 PM",
            "Mar 4th, 2024 09:05",
            "Mar 4, Apr 5, 2024",
            "03/04/2024 09:05",
            "Mar 4, 2024 09:05 %H",
        ] {
            assert_eq!(pattern(text), None, "{text}");
        }
    }

    #[test]
    fn the_pattern_of_most_cells_is_taken() {
        let cells = ["4 Mar 2024 09:05", "Mar 4, 2024 09:05", "none", "Mar 5, 2024 09:05"];
        assert_eq!(commonest_pattern(cells.into_iter()).as_deref(), Some("%B %d, %Y %H:%M"));
        assert!(says_utc("%B %d, %Y %H:%M UTC") && !says_utc("%B %d, %Y %H:%M"));
    }

    mod laws {
        use super::*;
        use proptest::prelude::*;
        use proptest::test_runner::FileFailurePersistence::Direct;

        proptest! {
            #![proptest_config(ProptestConfig {
                failure_persistence: Some(Box::new(Direct("tests/regressions/worded_dates.txt"))),
                ..ProptestConfig::default()
            })]

            #[test]
            fn no_text_panics(text in "(\\PC|Mar|May |[0-9:+-]){0,20}") {
                let _ = pattern(&text).map(|pattern| StampFormat::named(&pattern));
            }
        }
    }
}
