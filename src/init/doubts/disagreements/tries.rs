//! Columns that number the tries of one check: each try would be a probe of its own, and a check
//! that was tried again three times an outage.

use crate::clock::Instant;
use crate::init::columns::found_columns::FoundColumns;
use crate::init::sample::Sampled;
use crate::init::toml_text::quoted;
use crate::model::by_count;
use std::collections::BTreeMap;

/// Headings of a number of tries, in small letters.
const HEADINGS: [&str; 14] = [
    "attempt",
    "attempts",
    "attempt_no",
    "attempt_number",
    "try",
    "tries",
    "retry",
    "retries",
    "retry_count",
    "versuch",
    "tentative",
    "intento",
    "tentativa",
    "попытка",
];
/// Tries of one check, at most.
const MOST_TRIES: u32 = 20;

/// Says what speaks against each row as a check of its own, where an `unused` column numbers their
/// tries; `None` where none does.
pub(super) fn doubt(
    sampled: &Sampled,
    found: &FoundColumns,
    names: &[String],
    unused: &[usize],
) -> Option<String> {
    let is_heading = |at: &&usize| HEADINGS.contains(&names[**at].to_lowercase().as_str());
    let at = *unused.iter().find(is_heading)?;
    let number = |row: &Vec<String>| -> Option<u32> {
        row.get(at)?.trim().parse().ok().filter(|number| *number <= MOST_TRIES)
    };
    let numbers: Vec<u32> = sampled.rows.iter().map(number).collect::<Option<_>>()?;
    let first = numbers.iter().copied().min()?;
    let again = numbers.iter().filter(|number| **number > first).count();
    let following = Tries { sampled, found, numbers: &numbers, first }.following();
    if again == 0 || following * 2 < again {
        return None;
    }
    Some(format!(
        "`{}` numbers the tries of one check, and {again} {}: each would be a probe of its own, so \
         that a check that failed again and again is an outage; {}",
        names[at],
        by_count(again, "row is a further try", "rows are further tries"),
        advice(sampled, &found.site, at, first),
    ))
}

/// Rows that number their tries.
struct Tries<'a> {
    sampled: &'a Sampled,
    found: &'a FoundColumns,
    /// Number of the try of each row.
    numbers: &'a [u32],
    /// Number of the first try of a check.
    first: u32,
}

impl Tries<'_> {
    /// Counts the rows that stand behind the try before them, of the same site, and sooner than a
    /// check behind another: those of one check.
    fn following(&self) -> usize {
        let site = |row: &Vec<String>| -> Vec<String> {
            self.found.site.iter().filter_map(|at| row.get(*at)).cloned().collect()
        };
        let stamps = self.found.stamp.iter().flat_map(|stamp| stamp.read_moments());
        let moments: BTreeMap<usize, Instant> = stamps.map(|read| (read.row, read.at)).collect();
        let mut last: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        let (mut checks, mut tries) = (Vec::new(), Vec::new());
        for (at, row) in self.sampled.rows.iter().enumerate() {
            let Some(before) = last.insert(site(row), at) else { continue };
            let moment = |at: usize| moments.get(&at).copied();
            let gap = moment(at).zip(moment(before)).map_or(0, |(at, before)| at.since(before));
            let (number, earlier) = (self.numbers[at], self.numbers[before]);
            if number == self.first && earlier == self.first {
                checks.push(gap);
            } else if number > self.first && earlier + 1 == number {
                tries.push(gap);
            }
        }
        checks.sort_unstable();
        let usual = checks.get(checks.len() / 2).copied().unwrap_or(i64::MAX);
        tries.iter().filter(|gap| **gap < usual / 2 || usual == 0).count()
    }
}

/// Says how the last try of each check is kept.
fn advice(sampled: &Sampled, site: &[usize], at: usize, first: u32) -> String {
    let is_plain = !sampled.is_json() && sampled.header.is_some() && sampled.header_row == 1;
    if !is_plain {
        return "keep the last try of each check alone, and name that file".to_owned();
    }
    let field = |at: &usize| format!("${}", at + 1);
    let key = match site {
        [] => "0".to_owned(),
        sites => sites.iter().map(field).collect::<Vec<_>>().join(" "),
    };
    format!(
        "`awk -F{} 'NR==1{{print;next}} {{k={key}; if({}=={first} && k in l)print l[k]; l[k]=$0}} \
         END{{for(k in l)print l[k]}}' LOG > last.csv` keeps the last try of each: then name \
         last.csv",
        quoted(&char::from(sampled.separator).to_string()),
        field(&at),
    )
}
