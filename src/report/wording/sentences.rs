//! Sentences of a length that is read at once: where several clauses would make too long a one,
//! each begins a sentence of its own.

use crate::model::safe_text::safe_text;

/// Most words of a sentence that is made of several clauses.
const MOST_WORDS: usize = 40;
/// Mark between two clauses. In names it has a no-break blank behind it.
const BETWEEN: &str = "; ";

/// Returns a text that others wrote, for a sentence that is split between its clauses.
pub(in crate::report) fn in_clause(text: &str) -> String {
    safe_text(text).replace(BETWEEN, ";\u{a0}")
}

/// Writes clauses, with `; ` between them, as sentences of at most 40 words each, where none of the
/// clauses has more; without the last full stop. `log` is what a sentence on a simulated log begins
/// with, as `in the simulated log, `, and is set before each sentence but the first: any of them
/// can be quoted alone.
pub(in crate::report) fn in_sentences(text: &str, log: &str) -> String {
    sentences(text, log).join(". ")
}

/// Returns the sentences that [`in_sentences`] writes, each without its full stop; one at least.
pub(in crate::report) fn sentences(text: &str, log: &str) -> Vec<String> {
    let mut written: Vec<String> = Vec::new();
    let mut words = 0;
    for clause in clauses(text) {
        let own = clause.split_whitespace().count();
        match written.last_mut() {
            None => {
                written.push(clause.to_owned());
                words = own;
            }
            Some(sentence) if words + own <= MOST_WORDS => {
                sentence.push_str(BETWEEN);
                sentence.push_str(clause);
                words += own;
            }
            Some(_) => {
                let log = if clause.starts_with("in a ") { "" } else { log };
                // "In the simulated log, so the claim holds" is no sentence.
                let clause = if log.is_empty() { clause } else { clause.trim_start_matches("so ") };
                let sentence = capitalised(&format!("{log}{clause}"));
                words = sentence.split_whitespace().count();
                written.push(sentence);
            }
        }
    }
    written
}

/// Writes the entries of a list, with commas between them, as clauses of at most 30 words each,
/// where none of the entries has more.
pub(in crate::report) fn listed(entries: &[String]) -> Vec<String> {
    in_clauses(entries, |entry| entry).into_iter().map(|clause| clause.join(", ")).collect()
}

/// Groups the entries of a list, each with its words, into clauses of at most 30 words each, where
/// none of the entries has more.
pub(in crate::report) fn in_clauses<T>(entries: &[T], words: impl Fn(&T) -> &str) -> Vec<&[T]> {
    const MOST_IN_CLAUSE: usize = 30;
    let (mut clauses, mut from, mut known) = (Vec::new(), 0, 0);
    for (at, entry) in entries.iter().enumerate() {
        let own = words(entry).split_whitespace().count();
        if at > from && known + own > MOST_IN_CLAUSE {
            clauses.push(&entries[from..at]);
            (from, known) = (at, 0);
        }
        known += own;
    }
    clauses.extend(Some(&entries[from..]).filter(|last| !last.is_empty()));
    clauses
}

/// Says whether a text has not more words than a sentence may have.
pub(in crate::report) fn is_sentence(text: &str) -> bool {
    text.split_whitespace().count() <= MOST_WORDS
}

/// Returns what stands between two parts of a sentence: a colon, or the mark between two clauses
/// where both together would be too long a sentence.
pub(in crate::report) fn colon(before: &str, after: &str) -> &'static str {
    let first = clauses(after).first().map_or(0, |clause| clause.split_whitespace().count());
    let words = before.split_whitespace().count() + first;
    if words <= MOST_WORDS { ": " } else { BETWEEN }
}

/// Lists the clauses of a text: the parts between semicolons that stand outside of brackets.
fn clauses(text: &str) -> Vec<&str> {
    let mut clauses = Vec::new();
    let (mut from, mut depth) = (0, 0_usize);
    for (at, sign) in text.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ';' if depth == 0 && text[at..].starts_with(BETWEEN) => {
                clauses.push(&text[from..at]);
                from = at + BETWEEN.len();
            }
            _ => {}
        }
    }
    clauses.push(&text[from..]);
    clauses
}

/// Begins a sentence with a capital letter.
pub(in crate::report) fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| {
        format!("{}{}", first.to_ascii_uppercase(), letters.as_str())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A clause of this many words.
    fn clause(words: usize) -> String {
        vec!["word"; words].join(" ")
    }

    #[test]
    fn clauses_of_up_to_forty_words_are_one_sentence() {
        let at_most = format!("{}; {}", clause(30), clause(10));
        assert_eq!(in_sentences(&at_most, ""), at_most);
        let more = in_sentences(&format!("{}; {}", clause(30), clause(11)), "");
        assert_eq!(more, format!("{}. Word{}", clause(30), &clause(11)[4..]));
        assert_eq!(in_sentences(&clause(50), ""), clause(50), "one clause stays whole");
    }

    #[test]
    fn each_sentence_names_the_log_that_it_rests_on() {
        let log = "in the simulated log, ";
        let text = format!("{}; it was up; {}", clause(38), clause(38));
        assert_eq!(
            in_sentences(&text, log),
            format!(
                "{}. In the simulated log, it was up. In the simulated log, {}",
                clause(38),
                clause(38)
            )
        );
        let so = in_sentences(&format!("{}; so it was up", clause(38)), log);
        assert!(so.ends_with(". In the simulated log, it was up"), "{so}");
        let named = format!("{}; in a simulated log, it was up", clause(38));
        assert!(in_sentences(&named, log).ends_with(". In a simulated log, it was up"));
    }

    #[test]
    fn no_sentence_ends_inside_brackets_or_a_name() {
        let bracket = format!("{} (a; b) c", clause(50));
        assert_eq!(in_sentences(&bracket, ""), bracket);
        let name = format!("{} {}", clause(50), in_clause("shop; mail"));
        assert_eq!(in_sentences(&name, ""), name);
        assert_eq!(in_clause("shop; mail"), "shop;\u{a0}mail");
    }

    #[test]
    fn a_long_list_is_made_of_clauses() {
        let entries: Vec<String> = (0..7).map(|_| clause(5)).collect();
        let clauses = listed(&entries);
        let words: Vec<usize> =
            clauses.iter().map(|clause| clause.split_whitespace().count()).collect();
        assert_eq!(words, [30, 5]);
        assert!(listed(&[]).is_empty());
        assert!(is_sentence(&clause(40)) && !is_sentence(&clause(41)));
    }

    #[test]
    fn a_colon_joins_what_is_one_sentence() {
        let after = format!("{}; {}", clause(10), clause(50));
        assert_eq!(colon(&clause(30), &after), ": ");
        assert_eq!(colon(&clause(31), &after), "; ");
    }
}
