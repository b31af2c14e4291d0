//! Probes that no row records (M12), in words.

use super::disclosures::Disclosures;
use crate::clock::length_range;
use crate::model::{Failures, ImpliedProbes, Verdict};
use crate::report::wording::{by_count, plural, probe_count};

/// Tells which probes behind a verdict no row records, behind a semicolon; empty where each has a
/// row, and where the sentence on the finding tells it itself.
pub(super) fn implied_words(verdict: &Verdict) -> String {
    let Some(implied) = verdict.implied else { return String::new() };
    match implied.are_all {
        true if !Disclosures::beside(&verdict.finding).declared => String::new(),
        true => format!(
            "; {}: probes every {} are declared, and no row records them{}",
            of_time_words(implied),
            interval_words(implied),
            beside_words(implied)
        ),
        false => format!(
            "; {} in the time asked {} declared, one every {}, by {}{}, and no row records {}",
            probe_count(implied.probes, "probe"),
            by_count(implied.probes.most, "is", "are"),
            interval_words(implied),
            // A row that only tells a state again may lie outside of the time.
            if implied.are_periods { "" } else { "the states of " },
            entries_words(implied),
            by_count(implied.probes.most, "it", "them")
        ),
    }
}

/// Names the rows whose states reach into a time, or the periods of a list that do. A row that only
/// tells a state again may lie outside of it.
fn of_time_words(implied: ImpliedProbes) -> String {
    match (implied.are_periods, implied.entries) {
        (true, 0) => "the time asked has no period of the list".to_owned(),
        (true, _) => format!("the time asked has {}", counted_entries(implied)),
        (false, _) => format!("the states in the time asked are of {}", counted_entries(implied)),
    }
}

/// Tells that no row says what was so beside the periods of a list, behind a semicolon; empty where
/// nothing is declared of that.
fn beside_words(implied: ImpliedProbes) -> &'static str {
    match implied.declared_states {
        0 => "",
        _ => {
            "; that the site was up beside its periods is declared (`between`), and no row says it"
        }
    }
}

/// Tells that the probes behind a state are declared, and recorded by no row, behind a semicolon.
pub(super) fn declared_probes_words(implied: ImpliedProbes) -> String {
    let beside = match implied.declared_states {
        0 => "",
        _ => ", nor that the site was up beside its periods",
    };
    format!(
        "; that it was probed every {} is declared, and no row records those probes{beside}",
        interval_words(implied)
    )
}

/// Names what stands for probes: `3 rows of a log of changes`, `2 periods of a list`, or what is
/// declared to be so beside the periods of a list.
pub(super) fn entries_words(implied: ImpliedProbes) -> String {
    match (implied.declared_states, implied.entries) {
        (0, _) => counted_entries(implied),
        (_, 0) => "what is declared beside the periods of a list (`between`)".to_owned(),
        _ => format!(
            "{} and by what is declared beside such periods (`between`)",
            counted_entries(implied)
        ),
    }
}

/// Counts the rows that stand for probes.
fn counted_entries(implied: ImpliedProbes) -> String {
    let entries = implied.entries;
    let up_to = if implied.entries_least < entries { "up to " } else { "" };
    match implied.are_periods {
        true => format!("{up_to}{} of a list", plural(entries, "period")),
        false => format!("{up_to}{} of a log of changes", plural(entries, "row")),
    }
}

/// Tells whether a row or a period tells of a failure in the time asked, behind a semicolon.
pub(super) fn failing_states_words(failures: Failures, implied: ImpliedProbes) -> String {
    let entry = if implied.are_periods { "period" } else { "row" };
    match failures.all().most {
        0 => format!("; no {entry} that reaches into the time asked tells of a failure"),
        _ => format!(
            "; a {entry} that reaches into the time asked tells of {}",
            match (failures.failed.most, failures.challenged.most) {
                (0, _) => "a challenge",
                (_, 0) => "a failure",
                (_, _) => "a failure and challenges",
            }
        ),
    }
}

/// Returns what stands for the probes of a time where no row records any of them.
pub(super) fn declared(implied: Option<ImpliedProbes>) -> Option<ImpliedProbes> {
    implied.filter(|implied| implied.are_all)
}

/// Names failures and challenges without their number.
pub(super) fn kinds_words(failures: Failures) -> &'static str {
    match (failures.failed.most, failures.challenged.most) {
        (0, _) => "a challenge",
        (_, 0) => "failures",
        (_, _) => "failures and challenges",
    }
}

/// Tells how often a site is declared to be probed: `5 min`.
pub(super) fn interval_words(implied: ImpliedProbes) -> String {
    let interval = implied.interval;
    length_range(interval.shortest_us, Some(interval.longest_us))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::MINUTE;
    use crate::model::{IntervalRange, ProbeCount};

    /// Two periods of down with what `between` declares beside them are two rows.
    #[test]
    fn what_no_row_says_is_reported_apart_from_the_periods() {
        let minutes = IntervalRange { shortest_us: MINUTE, longest_us: MINUTE };
        let of = |entries, declared_states| ImpliedProbes {
            probes: ProbeCount::exactly(60),
            entries,
            entries_least: entries,
            declared_states,
            are_periods: true,
            interval: minutes,
            are_all: true,
        };
        assert_eq!(entries_words(of(2, 0)), "2 periods of a list");
        assert_eq!(
            entries_words(of(1, 3)),
            "1 period of a list and by what is declared beside such periods (`between`)"
        );
        assert!(entries_words(of(0, 1)).starts_with("what is declared beside the periods"));
        assert_eq!(of_time_words(of(0, 1)), "the time asked has no period of the list");
        let rows = ImpliedProbes { are_periods: false, ..of(3, 0) };
        assert_eq!(entries_words(rows), "3 rows of a log of changes");
        let range = ImpliedProbes { entries_least: 1, ..rows };
        assert_eq!(entries_words(range), "up to 3 rows of a log of changes");
    }
}
