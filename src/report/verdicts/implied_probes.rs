//! Probes that no row records (M12), in words.

use super::disclosures::Disclosures;
use crate::clock::length_range;
use crate::model::{ImpliedProbes, Verdict};
use crate::report::wording::{plural, probe_count};

/// Tells which probes behind a verdict no row records, behind a semicolon; empty where each has a
/// row, and where the sentence on the finding tells it itself.
pub(super) fn implied_words(verdict: &Verdict) -> String {
    let Some(implied) = verdict.implied else { return String::new() };
    match implied.are_all {
        true if !Disclosures::beside(&verdict.finding).declared => String::new(),
        true => format!(
            "; the time asked has {}: probes every {} are declared, and no row records them",
            entries_words(implied),
            interval_words(implied)
        ),
        false => format!(
            "; {} of these are declared, one every {}, by {}, and no row records them",
            probe_count(implied.probes, "probe"),
            interval_words(implied),
            entries_words(implied)
        ),
    }
}

/// Tells that the probes behind a state are declared, and recorded by no row, behind a semicolon.
pub(super) fn declared_probes_words(implied: ImpliedProbes) -> String {
    let between = match implied.are_periods {
        true => "; what was so between its periods is declared, too, and no row says it",
        false => "",
    };
    format!(
        "; that it was probed every {} is declared, and no row records those probes{between}",
        interval_words(implied)
    )
}

/// Names the rows or states that stand for probes: `3 rows of a log of changes`. The states of a
/// list of periods are its periods, and those that are declared to hold between them.
pub(super) fn entries_words(implied: ImpliedProbes) -> String {
    let entries = implied.entries;
    match implied.are_periods {
        true => format!("{} of a list of periods", plural(entries, "state")),
        false => format!("{} of a log of changes", plural(entries, "row")),
    }
}

/// Tells how often a site is declared to be probed: `5 min`.
pub(super) fn interval_words(implied: ImpliedProbes) -> String {
    let interval = implied.interval;
    length_range(interval.shortest_us, Some(interval.longest_us))
}
