//! Columns that make a moment together: a day, a clock, and the half of a day. A column of answer
//! times looks like clocks, and is none.

use crate::clock::{DAY, HOUR, Instant};
use crate::init::sample::Sampled;
use crate::init::words::cell_kinds::is_half_of_day;
use crate::init::words::known_words::Heading;
use std::collections::BTreeSet;

/// Columns of one kind that are tried together, at most.
const TRIED: usize = 6;
/// Most letters of a clock, such as `02:05:06 PM`.
const CLOCK_LETTERS: usize = 12;
/// Rows that show whether a clock runs, at least.
const FEW: usize = 4;
/// Steps of a clock in its direction for each one against it, at least.
const AHEAD: usize = 10;
/// Headings of the parts of a moment, in small letters.
const YEARS: [&str; 3] = ["year", "jahr", "yyyy"];
const MONTHS: [&str; 2] = ["month", "monat"];
const DAYS: [&str; 4] = ["day", "tag", "day_of_month", "dd"];
const HOURS: [&str; 5] = ["hour", "hours", "stunde", "hh", "hr"];
const MINUTES: [&str; 5] = ["minute", "minutes", "minuten", "min", "mins"];
const SECONDS: [&str; 4] = ["second", "seconds", "sekunde", "sec"];
/// Forms of a day in one column.
const DAY_FORMS: [&str; 5] = ["%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y%m%d"];
/// Words in headings of moments that are still to come, in small letters.
const LATER: [&str; 8] =
    ["next", "expir", "valid_until", "not_after", "nächst", "prochain", "próxim", "следующ"];
/// Words in headings of moments at which a record was written, in small letters.
const RECORDED: [&str; 36] = [
    "creat",
    "updat",
    "insert",
    "receiv",
    "ingest",
    "stored",
    "modif",
    "change",
    "report",
    "process",
    "export",
    "import",
    "saved",
    "written",
    "upload",
    "archiv",
    "erstellt",
    "angelegt",
    "geändert",
    "aktualisiert",
    "gemeldet",
    "gespeichert",
    "importiert",
    "empfangen",
    "créé",
    "mis à jour",
    "actualiz",
    "cread",
    "criad",
    "atualiz",
    "измен",
    "обновл",
    "созда",
    "змінен",
    "оновл",
    "створ",
];
/// Hours on a clock that needs the half of a day.
const HALF_DAY_HOURS: i64 = 12;

/// Lists pairs of a column of days, by its name, and one of clocks that stands somewhere else.
pub(super) fn apart(sampled: &Sampled) -> Vec<Vec<usize>> {
    let is_named = |at: &usize| is_named(sampled, *at);
    let named: Vec<usize> = (0..sampled.width()).filter(is_named).take(TRIED).collect();
    let is_clock = |cell: &str| {
        let is_short = cell.len() <= CLOCK_LETTERS && cell.contains(':');
        is_short && cell.starts_with(|first: char| first.is_ascii_digit())
    };
    let holds_clocks = |at: &usize| !named.contains(at) && sampled.most_fit(*at, is_clock);
    // Without names days stand beside their clocks.
    let clocks = (0..sampled.width()).filter(|at| !named.is_empty() && holds_clocks(at));
    let clocks: Vec<usize> = named.iter().copied().chain(clocks.take(TRIED)).collect();
    let of_day = |day: &usize| {
        let day = *day;
        clocks.iter().filter(move |clock| **clock != day).map(move |clock| vec![day, *clock])
    };
    named.iter().flat_map(of_day).collect()
}

/// Columns that hold the parts of a moment each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PartColumns {
    /// Indices of the columns, in the order of the pattern.
    pub(super) columns: Vec<usize>,
    /// Patterns that can read them with blanks between, the likeliest first.
    pub(super) patterns: Vec<String>,
}

/// Finds columns of hours and minutes, with a day in one column or in three; `None` where their
/// names do not say so.
pub(super) fn by_parts(sampled: &Sampled) -> Option<PartColumns> {
    let names: Vec<String> = sampled.names()?.iter().map(|name| name.to_lowercase()).collect();
    let named = |words: &[&str]| names.iter().position(|name| words.contains(&name.trim()));
    let (hour, minute) = (named(&HOURS)?, named(&MINUTES)?);
    let (days, forms) = match (named(&YEARS), named(&MONTHS), named(&DAYS)) {
        (Some(year), Some(month), Some(day)) => (vec![year, month, day], vec!["%Y %m %d"]),
        _ => {
            let is_day = |at: &usize| is_named(sampled, *at) && ![hour, minute].contains(at);
            (vec![(0..sampled.width()).find(is_day)?], DAY_FORMS.to_vec())
        }
    };
    let second = named(&SECONDS);
    let clock = if second.is_some() { "%H %M %S" } else { "%H %M" };
    let columns = days.into_iter().chain([hour, minute]).chain(second).collect();
    let patterns = forms.into_iter().map(|day| format!("{day} {clock}")).collect();
    Some(PartColumns { columns, patterns })
}

/// Says whether a column is named like moments.
pub(super) fn is_named(sampled: &Sampled, at: usize) -> bool {
    sampled.names().is_some_and(|names| Heading::Time.is_named(&names[at]))
}

/// Says whether a column is named like a moment that is still to come: the next check, the end of a
/// certificate.
pub(super) fn says_later(sampled: &Sampled, at: usize) -> bool {
    is_called(sampled, at, &LATER)
}

/// Says whether a column is named like the moment at which a record was written, behind that of
/// what it tells of.
pub(super) fn says_recorded(sampled: &Sampled, at: usize) -> bool {
    is_called(sampled, at, &RECORDED)
}

/// Says whether one of these words stands in the name of a column.
fn is_called(sampled: &Sampled, at: usize, words: &[&str]) -> bool {
    let name = sampled.names().and_then(|names| names.get(at)).map(|name| name.to_lowercase());
    name.is_some_and(|name| words.iter().any(|word| name.contains(word)))
}

/// Finds the column that says in which half of a day each clock is; `None` where none does.
pub(super) fn half_of_day(sampled: &Sampled) -> Option<usize> {
    (0..sampled.width()).find(|at| sampled.most_fit(*at, is_half_of_day))
}

/// Says whether moments can be those of a clock of 12 hours that lacks the half of its day.
pub(super) fn can_lack_half(mut moments: impl Iterator<Item = Instant>) -> bool {
    let hour = |at: Instant| at.0.rem_euclid(DAY) / HOUR;
    moments.all(|at| hour(at) <= HALF_DAY_HOURS)
}

/// Says whether the second of two columns is the clock of the first: its name says so, or it runs
/// on with the rows. One column alone is. `moments` are those of both, in the order of the rows.
pub(super) fn has_clock(
    sampled: &Sampled,
    columns: &[usize],
    moments: impl Iterator<Item = Instant>,
) -> bool {
    let [_, clock] = columns else { return true };
    if is_named(sampled, *clock) {
        return true;
    }
    let is_length =
        |name: &String| Heading::Latency.is_named(name) || Heading::Duration.is_named(name);
    if sampled.names().is_some_and(|names| is_length(&names[*clock])) {
        return false;
    }
    let all: Vec<Instant> = moments.collect();
    if all.len() < FEW {
        return true;
    }
    let moments: BTreeSet<Instant> = all.iter().copied().collect();
    let days: BTreeSet<i64> = all.iter().map(|at| at.0.div_euclid(DAY)).collect();
    let forth = all.windows(2).filter(|two| two[0] < two[1]).count();
    let back = all.windows(2).filter(|two| two[0] > two[1]).count();
    moments.len() > days.len() && forth.min(back) * AHEAD <= forth.max(back)
}
