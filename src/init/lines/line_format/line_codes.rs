//! The word of a line that is its status code, among all numbers of three digits: ports, answer
//! times and sizes look like one.

use crate::init::words::cell_kinds::is_registered_code;
use crate::init::words::known_words::Heading;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Digits of a status code.
const CODE: usize = 3;
/// Percentage of the lines that must have a code at its place.
const PERCENT: usize = 90;
/// Words beside a number that say that it is no status code, in small letters.
const OTHER_NUMBERS: [&str; 27] = [
    "port",
    "bytes",
    "byte",
    "size",
    "length",
    "len",
    "ms",
    "msec",
    "milliseconds",
    "s",
    "sec",
    "seconds",
    "time",
    "took",
    "after",
    "ttl",
    "pid",
    "id",
    "seq",
    "count",
    "attempt",
    "try",
    "retry",
    "line",
    "b",
    "kb",
    "weight",
];
/// Signs behind a number that are no part of it.
const SIGNS: [char; 2] = [',', ';'];

/// Places of the status code in lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CodePlace {
    Absent,
    At(usize),
    /// Several places speak for themselves alike; at least two.
    Unclear(Vec<usize>),
}

/// Place whose words can be status codes, and what speaks for it.
struct CodeCandidate {
    at: usize,
    evidence: CodeEvidence,
}

/// Evidence for a place as that of the status code, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct CodeEvidence {
    /// A word before it is a heading of codes.
    is_named: bool,
    /// A code of an answer is among them.
    has_answers: bool,
    /// Not all are the same.
    is_varied: bool,
}

/// Says whether a word is a status code by its digits, or `000` as `curl` writes it.
pub(super) fn is_code(word: &str) -> bool {
    word.len() == CODE
        && word.bytes().all(|byte| byte.is_ascii_digit())
        && (word == "000" || ("100"..="599").contains(&word))
}

/// Finds the place of the status code in rows of words; `is_free` says at which places one can be.
pub(super) fn find(
    rows: &[&Vec<&str>],
    width: usize,
    is_free: impl Fn(usize) -> bool,
) -> CodePlace {
    let mut all: Vec<CodeCandidate> =
        (0..width).filter(|at| is_free(*at)).filter_map(|at| candidate(rows, at)).collect();
    all.sort_by_key(|one| (Reverse(one.evidence), one.at));
    let Some(first) = all.first() else { return CodePlace::Absent };
    let best: Vec<usize> = all
        .iter()
        .take_while(|one| one.evidence == first.evidence)
        // Where both say the same in each line, either will do.
        .filter(|one| one.at == first.at || rows.iter().any(|row| row[one.at] != row[first.at]))
        .map(|one| one.at)
        .collect();
    match best[..] {
        [at] => CodePlace::At(at),
        _ => CodePlace::Unclear(best),
    }
}

/// Finds what speaks for a place as that of the status code; `None` where its words are none.
fn candidate(rows: &[&Vec<&str>], at: usize) -> Option<CodeCandidate> {
    let first = rows.first()?[at];
    let key = first.split_once('=').map_or("", |(key, _)| key);
    let value = |row: &&Vec<&str>| -> String {
        let word = row[at];
        let bare = word.strip_prefix(key).and_then(|rest| rest.strip_prefix('='));
        bare.unwrap_or(word).trim_end_matches(SIGNS).to_owned()
    };
    let codes: Vec<String> = rows.iter().map(value).filter(|word| is_code(word)).collect();
    let registered = codes.iter().filter(|code| is_registered_code(code)).count();
    if registered * 100 < rows.len() * PERCENT || registered * 100 < codes.len() * PERCENT {
        return None;
    }
    let labels = [key, label_before(rows, at), label(rows, Some(at + 1))];
    let is_other = |label: &&str| {
        let small = label.to_lowercase();
        OTHER_NUMBERS.contains(&small.as_str()) || Heading::Latency.is_named(label)
    };
    if labels.iter().any(is_other) {
        return None;
    }
    let is_heading =
        |label: &&str| Heading::Code.is_named(label) || Heading::Answer.is_named(label);
    let is_named = labels[..2].iter().any(is_heading);
    let distinct: BTreeSet<&str> = codes.iter().map(String::as_str).collect();
    let begins = |signs: &[u8]| distinct.iter().any(|code| signs.contains(&code.as_bytes()[0]));
    let has_answers = begins(b"23");
    // A number that is 4xx in each line is likelier something else.
    if !is_named && !has_answers && !begins(b"05") {
        return None;
    }
    let evidence = CodeEvidence { is_named, has_answers, is_varied: distinct.len() > 1 };
    Some(CodeCandidate { at, evidence })
}

/// Gives the label before a place; empty where there is none, or where it is the unit of a number
/// before it, such as in `301 ms 200`.
fn label_before<'w>(rows: &[&Vec<&'w str>], at: usize) -> &'w str {
    let before = at.checked_sub(2).and_then(|at| rows.first()?.get(at));
    if before.is_some_and(|word| word.parse::<f64>().is_ok()) {
        return "";
    }
    label(rows, at.checked_sub(1))
}

/// Gives the word at a place that is a label, the same in each line, without the signs around it;
/// empty where there is none.
fn label<'w>(rows: &[&Vec<&'w str>], at: Option<usize>) -> &'w str {
    let word = at.and_then(|at| rows.first()?.get(at)).copied().unwrap_or_default();
    let is_same = |row: &&Vec<&str>| at.and_then(|at| row.get(at)) == Some(&word);
    let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric() && letter != '_');
    if rows.iter().all(is_same) { bare } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(lines: &[&str]) -> CodePlace {
        let rows: Vec<Vec<&str>> = lines.iter().map(|line| line.split(' ').collect()).collect();
        let rows: Vec<&Vec<&str>> = rows.iter().collect();
        find(&rows, rows[0].len(), |_| true)
    }

    #[test]
    fn a_number_beside_a_code_is_passed_over() {
        for (lines, at) in [
            (["lock.example 443 200", "lock.example 443 503"], 2),
            (["lock.example 512 200", "lock.example 512 503"], 2),
            (["lock.example 204ms 200", "lock.example 226ms 500"], 2),
            (["took 301 ms 200", "took 302 ms 500"], 3),
            (["512 bytes 200", "512 bytes 503"], 2),
            (["port 200 code 503", "port 200 code 200"], 3),
            (["bytes=500 code=200", "bytes=503 code=502"], 1),
            (["200 status: 503", "200 status: 200"], 2),
            (["200 200 a", "200 503 b"], 1),
        ] {
            assert_eq!(place(&lines), CodePlace::At(at), "{lines:?}");
        }
        for none in [["lock.example 443 open", "lock.example 443 closed"], ["a 256", "b 337"]] {
            assert_eq!(place(&none), CodePlace::Absent, "{none:?}");
        }
    }

    #[test]
    fn of_two_that_look_alike_neither_is_taken() {
        let two = ["200 503", "503 200"];
        assert_eq!(place(&two), CodePlace::Unclear(vec![0, 1]));
        assert_eq!(place(&["200 200", "503 503"]), CodePlace::At(0));
    }
}
