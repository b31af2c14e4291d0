//! Sentences that several verdicts on one claim share: the page has them once, under the head of
//! the claim, and each verdict has its own words alone.

use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Least number of verdicts that make a sentence a note, where not all share it.
const LEAST_IN_NOTE: usize = 3;
/// Least length of such a sentence, in bytes: a mark in its place takes room, too.
const LEAST_LENGTH: usize = 50;

/// Sentences of the verdicts on one claim.
#[derive(Debug, Default, Serialize)]
pub(super) struct SharedWords {
    /// Sentences that each verdict shares; empty where there are none.
    of_each: String,
    /// Sentences that several share.
    notes: Vec<Note>,
    /// Own sentences of each verdict, and the marks of its notes.
    #[serde(skip)]
    own: Vec<OwnWords>,
}

/// Sentence that several verdicts share.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Note {
    mark: char,
    text: String,
}

/// Words of one verdict alone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct OwnWords {
    /// Sentences that it does not share.
    pub(super) text: String,
    /// Marks of its notes, in order of the alphabet.
    pub(super) marks: Vec<String>,
}

impl SharedWords {
    /// Divides the words of verdicts on one claim; the first sentence of each stays its own.
    pub(super) fn of(all: &[String]) -> SharedWords {
        let sentences: Vec<Vec<&str>> = all.iter().map(|text| sentences(text)).collect();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for own in &sentences {
            let further: BTreeSet<&&str> = own.iter().skip(1).collect();
            for sentence in further {
                *counts.entry(sentence).or_default() += 1;
            }
        }
        let is_of_each = |sentence: &str| {
            all.len() > 1 && counts.get(sentence).is_some_and(|count| *count == all.len())
        };
        let is_note = |sentence: &str| {
            sentence.len() >= LEAST_LENGTH
                && counts.get(sentence).is_some_and(|count| *count >= LEAST_IN_NOTE)
        };
        let in_order = || sentences.iter().flatten().copied();
        let mut of_each: Vec<&str> = Vec::new();
        let mut marks: BTreeMap<&str, char> = BTreeMap::new();
        let mut letters = 'a'..='z';
        for sentence in in_order() {
            if is_of_each(sentence) {
                if !of_each.contains(&sentence) {
                    of_each.push(sentence);
                }
            } else if is_note(sentence) && !marks.contains_key(sentence) {
                let Some(mark) = letters.next() else { break };
                marks.insert(sentence, mark);
            }
        }
        let own = sentences.iter().map(|sentences| {
            let mut marked: Vec<char> = Vec::new();
            let mut text: Vec<&str> = Vec::new();
            for (place, sentence) in sentences.iter().enumerate() {
                match marks.get(sentence) {
                    Some(mark) if place > 0 => marked.push(*mark),
                    _ if place > 0 && is_of_each(sentence) => {}
                    _ => text.push(sentence),
                }
            }
            marked.sort_unstable();
            OwnWords { text: text.join(" "), marks: marked.iter().map(char::to_string).collect() }
        });
        let own = own.collect();
        let mut notes: Vec<Note> = marks
            .iter()
            .map(|(text, mark)| Note { mark: *mark, text: (*text).to_owned() })
            .collect();
        notes.sort_by_key(|note| note.mark);
        SharedWords { of_each: of_each.join(" "), notes, own }
    }

    /// Takes the words of each verdict alone, in the order in which they were given.
    pub(super) fn take_own(&mut self) -> Vec<OwnWords> {
        std::mem::take(&mut self.own)
    }
}

/// Divides a text into its sentences: each ends with a full stop before a blank and a capital.
fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut from = 0;
    for (at, _) in text.match_indices(". ") {
        if text[at + 2..].starts_with(|next: char| next.is_uppercase()) {
            sentences.push(&text[from..=at]);
            from = at + 2;
        }
    }
    sentences.push(&text[from..]);
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_every_verdict_says_stands_once_and_what_some_say_is_a_note() {
        const EACH: &str = "The statement only says what is to be done.";
        const SOME: &str = "A time of 12 h lies beyond the time examined, which ends at noon.";
        let verdicts: Vec<String> = (1..=4)
            .map(|number| match number {
                4 => format!("Up at 4.0 % of probes. {EACH}"),
                number => format!("Up at {number}.0 % of probes. {SOME} {EACH}"),
            })
            .collect();
        let mut shared = SharedWords::of(&verdicts);
        assert_eq!(shared.of_each, EACH);
        assert_eq!(shared.notes, [Note { mark: 'a', text: SOME.to_owned() }]);
        let own = shared.take_own();
        assert_eq!(
            (own[0].text.as_str(), &own[0].marks[..]),
            ("Up at 1.0 % of probes.", &["a".to_owned()][..])
        );
        assert_eq!((own[3].text.as_str(), own[3].marks.len()), ("Up at 4.0 % of probes.", 0));
    }

    #[test]
    fn a_verdict_alone_keeps_all_its_words() {
        let only = ["Up. It was up. It was up.".to_owned()];
        let mut shared = SharedWords::of(&only);
        assert_eq!((shared.of_each.as_str(), shared.notes.len()), ("", 0));
        assert_eq!(shared.take_own()[0].text, only[0]);
    }
}
