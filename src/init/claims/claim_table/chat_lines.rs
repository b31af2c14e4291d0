//! Texts that were named as claims and are no table: chats as messengers export them, and notes.

use crate::files::FileHead;
use crate::init::left_out::{LeftOut, shell_word};
use crate::init::words::cell_kinds::{is_address, is_moment};
use std::collections::BTreeSet;

/// Lines that are looked at, at most.
const LINES: usize = 200;
/// Lines of a chat, at least.
const FEW: usize = 2;
/// Percentage of the lines of a chat that begin a message, at least.
const MESSAGES_PERCENT: usize = 50;
/// Words of a stamp that lines begin with, at most.
const STAMP_WORDS: usize = 2;
/// Words of programs for how much a line of their log matters: none of them speaks.
const LEVELS: [&str; 9] =
    ["INFO", "DEBUG", "TRACE", "NOTICE", "WARN", "WARNING", "ERROR", "CRITICAL", "FATAL"];
/// Columns of a file of claims, and a row of it.
const EXAMPLE: &str = "claim,claimant,role,kind,targets,published,quote\n\
    C1,City of Example,operator,outage,portal.example,2022-10-05T14:00:00Z,The portal is down";

/// Says how a text comes in that was named as claims and is no table; `None` where it can be one.
/// `is_table` says whether its lines have columns.
pub(in crate::init) fn find(head: &FileHead<'_>, is_table: bool) -> Option<LeftOut> {
    let text = head.text()?;
    let lines: Vec<&str> =
        text.lines().map(str::trim).filter(|line| !line.is_empty()).take(LINES).collect();
    let file = shell_word(head.path);
    if lines.iter().filter(|line| is_of_a_chat(line)).count() >= FEW {
        return Some(chat(&file));
    }
    if is_table || lines.is_empty() {
        return None;
    }
    Some(match stamp_words(&lines) {
        Some(words) => lines_of_claims(&file, words),
        None => notes(),
    })
}

/// Says that a text which was not named as claims is the export of a chat: its messages are claims,
/// and no probes. `None` where it is another text.
pub(in crate::init) fn not_probes(head: &FileHead<'_>) -> Option<LeftOut> {
    let lines: Vec<&str> = head.first_lines(LINES).map(str::trim).collect();
    let claimants: Vec<&str> = lines.iter().filter_map(|line| claimant(line)).collect();
    let several: BTreeSet<&str> = claimants.iter().copied().collect();
    // The name of a program that logs is one, and has signs that no name of a person has.
    let is_name = |name: &&str| {
        name.chars().all(|letter| letter.is_alphabetic() || " '.-+()0123456789~".contains(letter))
            && !name.contains(" - ")
            && !is_address(name)
            && !LEVELS.contains(&name.to_uppercase().as_str())
    };
    let is_chat = several.len() > 1
        && several.iter().all(is_name)
        && claimants.len() * 100 >= lines.len() * MESSAGES_PERCENT;
    let file = shell_word(head.path);
    is_chat.then(|| {
        let LeftOut { why, way_in } = chat(&file);
        let way_in = way_in.map(|way| way.replace("claims.csv:", "claims.csv behind --claims:"));
        LeftOut { why: format!("{why}; what it says are claims, and no probes"), way_in }
    })
}

/// Says how the export of a chat comes in; `file` is its path as a word of a shell.
fn chat(file: &str) -> LeftOut {
    LeftOut::because("the export of a chat: a day, a clock, who speaks and what, and no columns")
        .with(format!(
            "run this, which writes a row for each message (of one that runs over several lines \
             the first), and name claims.csv:\n{{ echo published,claimant,quote; \
             tr -d '\\r' < {file} | sed -nE {SCRIPT}; }} > claims.csv"
        ))
}

/// Commands for `sed` that write a line of a chat as a row. Messengers put signs without width at
/// the beginning of a line, and a narrow blank before the half of the day.
const SCRIPT: &str = "'s/\"/\"\"/g; s/\\xe2\\x80\\x8e//g; s/\\xe2\\x80\\xaf|\\xc2\\xa0/ /g; \
s/^\\[([0-9:]+( ?[AaPp][. ]{0,2}[Mm]\\.?)?), ([0-9][0-9.\\/-]+)\\]/[\\3, \\1]/; \
    s/^\\[?([0-9][0-9.\\/-]+),? ([0-9:]+( ?[AaPp][. ]{0,2}[Mm]\\.?)?)(\\]| -) ([^:]+): (.*)$/\
    \"\\1 \\2\",\"\\5\",\"\\6\"/p'";

/// Says how lines come in that have a stamp and a statement each, and no columns.
fn lines_of_claims(file: &str, words: usize) -> LeftOut {
    let stamp = ["[^ ]+"; STAMP_WORDS][..words].join(" ");
    LeftOut::because("lines with a time and a text, and no columns").with(format!(
        "run this, which writes a row for each line, and name claims.csv:\n{{ echo \
         published,quote; tr -d '\\r' < {file} | sed -nE 's/\"/\"\"/g; s/^({stamp}) \
         +(.*)$/\"\\1\",\"\\2\"/p'; }} > claims.csv"
    ))
}

/// Says how a text without any form comes in.
fn notes() -> LeftOut {
    LeftOut::because("a text, and no table: no line of it names columns").with(format!(
        "write a row for each statement into a claims.csv with these columns, and name it behind \
         --claims (claimant: who speaks; role: attacker, operator, government, media or \
         researcher; kind: attack, outage, restored, reachable, maintenance, cause or unstated; \
         targets: the sites, with ; between them):\n{EXAMPLE}"
    ))
}

/// Gives the number of words of the stamp with which each line begins; `None` where one has none.
fn stamp_words(lines: &[&str]) -> Option<usize> {
    // A day alone begins a day and its clock, too.
    (1..=STAMP_WORDS).rev().find(|words| {
        lines.iter().all(|line| {
            let all: Vec<&str> = line.split_whitespace().collect();
            all.len() > *words && is_moment(&all[..*words].join(" "))
        })
    })
}

/// Says whether a line is a message of a chat.
fn is_of_a_chat(line: &str) -> bool {
    claimant(line).is_some()
}

/// Gives who speaks in a line of a chat: a day and a clock, perhaps in brackets and the other way
/// round, then who speaks, a colon, and what was said. `None` for another line.
fn claimant(line: &str) -> Option<&str> {
    let line = line.trim_start_matches(['\u{200e}', '[']);
    let is_day = |day: &str| {
        day.starts_with(|first: char| first.is_ascii_digit())
            && day.chars().all(|sign| sign.is_ascii_digit() || "./-".contains(sign))
            && day.chars().filter(|sign| !sign.is_ascii_digit()).count() == 2
    };
    let is_clock = |clock: &str| {
        clock.contains(':')
            && clock.starts_with(|first: char| first.is_ascii_digit())
            && clock.chars().filter(|sign| sign.is_alphabetic()).count() <= 2
    };
    let (stamp, said) = line.split_once("] ").or_else(|| line.split_once(" - "))?;
    let (first, second) = stamp.split_once(' ')?;
    let first = first.trim_end_matches(',');
    let is_stamp = is_day(first) && is_clock(second)
        || stamp.rsplit_once(", ").is_some_and(|(clock, day)| is_clock(clock) && is_day(day));
    let (who, what) = said.split_once(": ")?;
    let is_said = !who.is_empty() && !what.trim().is_empty() && !who.contains("://");
    (is_stamp && is_said).then_some(who)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_chats_are_known_and_others_are_not() {
        for line in [
            "[05.03.24, 07:31:09] Ada: the mill is down",
            "3/5/24, 7:31 AM - Ada: the mill is down",
            "05.03.24, 07:31 - Ada: the mill is down",
            "\u{200e}[3/5/24, 7:31:09\u{202f}PM] Ada: the mill is down",
            "[07:31, 05.03.2024] Ada: the mill is down",
            "[7:31 PM, 3/5/2024] Ada: the mill is down",
        ] {
            assert!(is_of_a_chat(line), "{line}");
        }
        for line in [
            "05.03.24, 07:31 - Messages are encrypted.",
            "2024-03-05 07:31:09 mill.example up",
            "2024-03-05T07:31:09Z,mill.example,up",
            "a - b: c",
        ] {
            assert!(!is_of_a_chat(line), "{line}");
        }
    }

    #[test]
    fn a_stamp_before_each_line_is_found() {
        assert_eq!(stamp_words(&["2024-03-05T07:31:09Z mill is down", "2024-03-06 it is back"]), {
            Some(1)
        });
        assert_eq!(stamp_words(&["2024-03-05 07:31 mill is down"]), Some(2));
        assert_eq!(stamp_words(&["The mill", "2024-03-05 07:31 is down"]), None);
    }
}
