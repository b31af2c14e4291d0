//! The parts of a stamp, and the text between them, by its letters and signs alone.

use crate::init::words::worded_dates::{is_month, is_utc, is_weekday, is_zone_name};
use std::ops::RangeInclusive;

/// Signs that may stand in a stamp and mean nothing by themselves.
const SIGNS: &str = ",.-/:_[]|";
/// Words of languages that write the day before the month, such as `14:00 Uhr`, `à 14h05`.
const DAY_FIRST: [&str; 6] = ["uhr", "um", "à", "h", "le", "kl"];
/// Other words that may stand in a stamp and mean nothing.
const EMPTY_WORDS: [&str; 2] = ["t", "at"];
/// Marks of Japanese, Chinese and Korean behind a number, each with what the number is.
const MARKS: [(char, Part); 14] = [
    ('年', Part::Year),
    ('月', Part::Month),
    ('日', Part::Day),
    ('時', Part::Hour),
    ('时', Part::Hour),
    ('点', Part::Hour),
    ('分', Part::Minute),
    ('秒', Part::Second),
    ('년', Part::Year),
    ('월', Part::Month),
    ('일', Part::Day),
    ('시', Part::Hour),
    ('분', Part::Minute),
    ('초', Part::Second),
];

/// Years of logs.
const PLAUSIBLE_YEARS: RangeInclusive<u16> = 1990..=2100;

/// Part of a stamp.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::init) enum Part {
    Year,
    Month,
    MonthName,
    Day,
    Weekday,
    Hour,
    Minute,
    Second,
    Fraction,
    HalfDay,
    Offset,
    ZoneName,
}

/// StampItem of a stamp: text that stands in each, or a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::init) enum StampItem {
    Text(String),
    Part {
        part: Part,
        written: String,
    },
    /// Number of a date, whose part is not known yet.
    Number(String),
}

/// Kind of the letters of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TokenKind {
    Digits,
    Word,
    Blank,
    /// A single sign, or a mark behind a number.
    Sign,
}

impl TokenKind {
    /// Finds the kind of a letter.
    fn of(letter: char) -> TokenKind {
        if letter.is_ascii_digit() {
            TokenKind::Digits
        } else if MARKS.iter().any(|(mark, _)| *mark == letter) {
            TokenKind::Sign
        } else if letter.is_alphabetic() {
            TokenKind::Word
        } else if letter.is_whitespace() {
            TokenKind::Blank
        } else {
            TokenKind::Sign
        }
    }
}

/// Takes the first token of a text.
fn token(text: &str) -> Option<(TokenKind, &str)> {
    let first = text.chars().next()?;
    let kind = TokenKind::of(first);
    let end = match kind {
        TokenKind::Sign => first.len_utf8(),
        _ => text.find(|other| TokenKind::of(other) != kind).unwrap_or(text.len()),
    };
    Some((kind, &text[..end]))
}

/// Takes a number and the sign before it at the beginning of a text, such as `:05`.
fn number_behind<'t>(text: &'t str, signs: &[char]) -> Option<(&'t str, &'t str)> {
    let rest = text.strip_prefix(signs)?;
    let end = rest.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(rest.len());
    let sign = &text[..text.len() - rest.len()];
    (end > 0).then(|| (sign, &rest[..end]))
}

/// Items of a stamp so far.
#[derive(Debug, Default)]
pub(in crate::init) struct StampItems {
    /// In the order of the text.
    pub(in crate::init) all: Vec<StampItem>,
    /// Whether a word says that the day stands before the month.
    pub(in crate::init) is_day_first: bool,
}

impl StampItems {
    /// Says whether a part was found.
    pub(in crate::init) fn has(&self, wanted: Part) -> bool {
        self.all.iter().any(|item| matches!(item, StampItem::Part { part, .. } if *part == wanted))
    }

    /// Counts the numbers of the date whose part is not known yet.
    pub(in crate::init) fn numbers(&self) -> usize {
        self.all.iter().filter(|item| matches!(item, StampItem::Number(_))).count()
    }

    /// Says whether something of a date stands before the clock.
    fn has_date_before_clock(&self) -> bool {
        let is_hour = |item: &StampItem| matches!(item, StampItem::Part { part: Part::Hour, .. });
        let Some(clock) = self.all.iter().position(is_hour) else { return false };
        self.all[..clock].iter().any(|item| match item {
            StampItem::Text(_) => false,
            StampItem::Part { part, .. } => *part != Part::Weekday,
            StampItem::Number(digits) => !digits.is_empty(),
        })
    }

    /// Adds a part, which a stamp has only once.
    fn add(&mut self, part: Part, written: &str) -> Option<()> {
        let is_new = !self.has(part);
        self.all.push(StampItem::Part { part, written: written.to_owned() });
        is_new.then_some(())
    }

    /// Adds text that stands in each stamp.
    fn add_text(&mut self, text: &str) {
        self.all.push(StampItem::Text(text.to_owned()));
    }

    /// Reads a text to its end; `None` where it has what no stamp has.
    pub(in crate::init) fn read(&mut self, text: &str) -> Option<()> {
        let mut rest = text;
        while let Some((kind, read)) = token(rest) {
            let behind = &rest[read.len()..];
            let taken = match kind {
                TokenKind::Blank => {
                    self.add_text(" ");
                    read.len()
                }
                TokenKind::Digits => self.take_number(read, behind)?,
                TokenKind::Word => self.take_word(read, behind)?,
                TokenKind::Sign => self.take_sign(read, behind)?,
            };
            rest = &rest[taken..];
        }
        Some(())
    }

    /// Takes a number, and what makes a clock of it; gives how many bytes were taken.
    fn take_number(&mut self, digits: &str, behind: &str) -> Option<usize> {
        if let Some((mark, part)) = MARKS.iter().find(|(mark, _)| behind.starts_with(*mark)) {
            self.add(*part, digits)?;
            self.add_text(&mark.to_string());
            return Some(digits.len() + mark.len_utf8());
        }
        let date_is_whole = self.numbers() == 3
            || self.has(Part::MonthName) && self.numbers() == 2
            || self.has(Part::Day) && self.has(Part::Month);
        if digits.len() <= 2 && !self.has(Part::Hour) {
            let signs: &[char] =
                if date_is_whole { &[':', '-', '.', 'h', 'H'] } else { &[':', 'h'] };
            if let Some((sign, minutes)) =
                number_behind(behind, signs).filter(|(_, minutes)| minutes.len() == 2)
            {
                return self.take_clock(digits, sign, minutes, behind);
            }
        }
        let is_compact = self.all.iter().any(|item| *item == StampItem::Number(String::new()));
        if [4, 6].contains(&digits.len()) && is_compact && !self.has(Part::Hour) {
            self.add(Part::Hour, "")?;
            self.add(Part::Minute, "")?;
            if digits.len() == 6 {
                self.add(Part::Second, "")?;
            }
            return Some(digits.len());
        }
        match digits.len() {
            // Behind a date and its clock only a year of four digits is of the stamp.
            1 | 2 if self.has_date_before_clock() => return None,
            4 if !PLAUSIBLE_YEARS.contains(&digits.parse().unwrap_or_default()) => return None,
            1 | 2 | 4 => self.all.push(StampItem::Number(digits.to_owned())),
            8 if self.numbers() == 0 => {
                self.add(Part::Year, "2000")?;
                self.add(Part::Month, "")?;
                self.add(Part::Day, "")?;
                // Notes that a clock without signs may follow.
                self.all.push(StampItem::Number(String::new()));
            }
            _ => return None,
        }
        Some(digits.len())
    }

    /// Takes a clock whose hour, sign and minutes were read; gives how many bytes were taken.
    fn take_clock(&mut self, hour: &str, sign: &str, minutes: &str, behind: &str) -> Option<usize> {
        self.add(Part::Hour, hour)?;
        self.add_text(sign);
        self.add(Part::Minute, minutes)?;
        self.is_day_first |= sign == "h";
        let mut taken = hour.len() + sign.len() + minutes.len();
        let letters: Vec<char> = sign.chars().filter(|sign| *sign != 'h').collect();
        let rest = &behind[taken - hour.len()..];
        let seconds = number_behind(rest, &letters).filter(|(_, seconds)| seconds.len() == 2);
        let Some((sign, seconds)) = seconds else { return Some(taken) };
        self.add_text(sign);
        self.add(Part::Second, seconds)?;
        taken += sign.len() + seconds.len();
        if let Some((point, digits)) = number_behind(&behind[taken - hour.len()..], &['.', ',']) {
            if point == "," {
                self.add_text(",");
            }
            self.add(Part::Fraction, &format!("{point}{digits}"))?;
            taken += point.len() + digits.len();
        }
        Some(taken)
    }

    /// Takes a word; gives how many bytes were taken.
    fn take_word(&mut self, word: &str, behind: &str) -> Option<usize> {
        let small = word.to_lowercase();
        if is_month(word) {
            self.add(Part::MonthName, word)?;
        } else if is_weekday(word) && !behind.starts_with(|next: char| next.is_ascii_digit()) {
            self.add(Part::Weekday, word)?;
        } else if ["am", "pm"].contains(&small.as_str()) && self.has(Part::Hour) {
            self.add(Part::HalfDay, word)?;
        } else if is_utc(word) || self.has(Part::Offset) && is_zone_name(word) {
            self.add_text(word);
        } else if is_zone_name(word) && self.has(Part::Hour) {
            self.add(Part::ZoneName, word)?;
        } else if DAY_FIRST.contains(&small.as_str()) {
            self.is_day_first = true;
            self.add_text(word);
        } else if EMPTY_WORDS.contains(&small.as_str())
            || word == "Z" && self.has(Part::Hour) && behind.is_empty()
        {
            self.add_text(word);
        } else {
            return None;
        }
        Some(word.len())
    }

    /// Takes a sign, and what belongs to it; gives how many bytes were taken.
    fn take_sign(&mut self, sign: &str, behind: &str) -> Option<usize> {
        if sign == "(" && behind.ends_with(')') && self.has(Part::Hour) {
            let comment = format!("{sign}{behind}");
            self.add_text(&comment);
            return Some(comment.len());
        }
        if ["+", "-"].contains(&sign) && self.has(Part::Minute) && !self.has(Part::Offset) {
            let end = behind
                .find(|letter: char| !letter.is_ascii_digit() && letter != ':')
                .unwrap_or(behind.len());
            let digits = behind[..end].replacen(':', "", 1);
            if digits.len() == 4 && digits.bytes().all(|digit| digit.is_ascii_digit()) {
                self.add(Part::Offset, &behind[..end])?;
                return Some(sign.len() + end);
            }
        }
        if !SIGNS.contains(sign) {
            return None;
        }
        self.add_text(sign);
        Some(sign.len())
    }
}
