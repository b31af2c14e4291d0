//! Columns that number the tries of one check: each try would be a probe of its own, and a check
//! that was tried again three times an outage.

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
    // A try stands behind the one before it, of the same site.
    let mut last: BTreeMap<Vec<&str>, u32> = BTreeMap::new();
    let mut following = 0;
    for (row, number) in sampled.rows.iter().zip(&numbers) {
        let site = found.site.iter().filter_map(|at| row.get(*at)).map(String::as_str).collect();
        let before = last.insert(site, *number);
        following += usize::from(*number > first && before.is_some_and(|one| one + 1 == *number));
    }
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
