//! Sites that may have been down without a confirmed outage, or failed in part, counted in words.

use crate::model::{ChangeCounts, PossiblyDownCounts};
use crate::report::wording::{by_count, grouped, was};

/// Number of sites of one kind, and words on the probes on which it rests that they may have been
/// down.
struct KindWords {
    /// Number of sites, at least one.
    sites: usize,
    probes: String,
    /// Meaning of these probes, behind their words.
    meaning: &'static str,
}

/// Tells how sites were possibly down, and on what that rests, behind a number of sites and its
/// verb: `possibly down, on one failed probe each, which confirms no outage`.
pub(in crate::report) fn rests_on(counts: PossiblyDownCounts) -> String {
    let each = by_count(counts.one_failed, "", " each");
    let kind = |sites, probes: &str, meaning| {
        (sites > 0).then(|| KindWords { sites, probes: probes.to_owned(), meaning })
    };
    let kinds = [
        kind(
            counts.one_failed,
            &format!("on one failed probe{each}"),
            ", which confirms no outage",
        ),
        kind(counts.failed, "with failed probes", " that confirm no outage"),
        kind(
            counts.failed_and_challenged,
            "with failed and challenged probes",
            " that confirm no outage",
        ),
        kind(counts.challenged, "with challenged probes alone", ", which tell neither up nor down"),
    ];
    let known: Vec<KindWords> = kinds.into_iter().flatten().collect();
    match known.as_slice() {
        [] => "possibly down".to_owned(),
        [KindWords { probes, meaning, .. }] => format!("possibly down, {probes}{meaning}"),
        [before @ .., last] => {
            let before: Vec<String> = before
                .iter()
                .map(|kind| format!("{} {}", grouped(kind.sites), kind.probes))
                .collect();
            format!(
                "possibly down: {}, and {} {}, which confirm no outage",
                before.join(", "),
                grouped(last.sites),
                last.probes
            )
        }
    }
}

/// Tells how sites were possibly down in few words: of probes of several kinds only that they
/// confirm no outage.
pub(super) fn rests_on_in_short(counts: PossiblyDownCounts) -> String {
    let PossiblyDownCounts { one_failed, failed, failed_and_challenged, challenged } = counts;
    let kinds = [one_failed, failed, failed_and_challenged, challenged];
    match kinds.iter().filter(|sites| **sites > 0).count() {
        0 | 1 => rests_on(counts),
        _ => "possibly down, on probes that confirm no outage".to_owned(),
    }
}

/// Counts the sites, of some, that were possibly down or failed in part, behind a semicolon; of one
/// measured site, which `subject` names, tells how it was. Empty where there are none. "Was not
/// seen to go down" is no health of them. `how` gives the words on what is possible.
pub(super) fn unconfirmed_clause(
    (possibly, in_part): (PossiblyDownCounts, usize),
    changes: &ChangeCounts,
    subject: &str,
    how: fn(PossiblyDownCounts) -> String,
) -> String {
    let is_one = changes.measured() == 1;
    if is_one && possibly.sites() > 0 {
        return format!("; {subject} was {}", how(possibly));
    }
    if is_one && in_part > 0 {
        return format!("; {subject} {}", in_part_words(1));
    }
    let more = if changes.measured() > changes.no_outage { " more" } else { "" };
    format!("{}{}", counted_clause(possibly, more, how), in_part_clause(in_part, more))
}

/// Tells how many sites were possibly down, behind a semicolon; empty where none was. `more` stands
/// behind the number.
fn counted_clause(
    counts: PossiblyDownCounts,
    more: &str,
    how: fn(PossiblyDownCounts) -> String,
) -> String {
    match counts.sites() {
        0 => String::new(),
        sites => format!("; {}{more} {} {}", grouped(sites), was(sites), how(counts)),
    }
}

/// Tells how many sites failed in part, behind a semicolon; empty where none did. `more` stands
/// behind the number.
fn in_part_clause(sites: usize, more: &str) -> String {
    match sites {
        0 => String::new(),
        sites => format!("; {}{more} {}", grouped(sites), in_part_words(sites)),
    }
}

/// Tells what sites did that failed in part, behind their number.
pub(in crate::report) fn in_part_words(sites: usize) -> String {
    let them = by_count(sites, "it", "them");
    format!("failed from one place or more while others saw {them} up")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rests_on_one_probe_is_reported_as_such() {
        let words_of = |one_failed, failed, failed_and_challenged, challenged| {
            rests_on(PossiblyDownCounts { one_failed, failed, failed_and_challenged, challenged })
        };
        let words = [
            words_of(1, 0, 0, 0),
            words_of(3, 0, 0, 0),
            words_of(0, 2, 0, 0),
            words_of(0, 0, 1, 0),
            words_of(0, 0, 0, 1),
            words_of(4, 0, 0, 1),
            words_of(1, 2, 1, 1),
        ];
        let expected = [
            "possibly down, on one failed probe, which confirms no outage",
            "possibly down, on one failed probe each, which confirms no outage",
            "possibly down, with failed probes that confirm no outage",
            "possibly down, with failed and challenged probes that confirm no outage",
            "possibly down, with challenged probes alone, which tell neither up nor down",
            "possibly down: 4 on one failed probe each, and 1 with challenged probes alone, which \
             confirm no outage",
            "possibly down: 1 on one failed probe, 2 with failed probes, 1 with failed and \
             challenged probes, and 1 with challenged probes alone, which confirm no outage",
        ];
        assert_eq!(words, expected);
        let counted = |sites| {
            let counts = PossiblyDownCounts { failed: sites, ..PossiblyDownCounts::default() };
            counted_clause(counts, " more", rests_on)
        };
        assert_eq!(counted(0), "");
        assert!(counted(2).starts_with("; 2 more were possibly down"));
    }
}
