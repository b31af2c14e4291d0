//! Checks of one site that are spread over the time between two of one kind: of a site each kind
//! has its own even pace, and the others stand in between.

use crate::clock::Instant;
use std::collections::{BTreeMap, BTreeSet};

/// Times between checks of a site that show it, at least.
const FEW_GAPS: usize = 6;
/// Rows of a kind that comes again behind another, at least.
const FEW_CROSSED: usize = 3;
/// Failures of a kind between which another one answers, at least.
const FEW_APART: usize = 2;
/// Percentage of the times between checks of one kind that must be about as long as most.
const EVEN_PERCENT: usize = 90;
/// Percentage of the rows of a site that must be of a kind that comes again behind another.
const CROSSED_PERCENT: usize = 10;

/// Check of a site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct KindOfCheck {
    /// Text that tells its series from others, whatever the kind.
    pub(super) series: String,
    pub(super) at: Instant,
    /// Cell that may tell its kind.
    pub(super) kind: String,
    /// Cells that tell the outcome; empty where they are not known.
    pub(super) outcome: String,
}

/// Counts the checks of a kind that comes again behind another one of their site, where the kinds
/// of most sites with several have an even pace each; `None` where they have none, as where a word
/// says how a check went, or which of several machines made it. They may come in any order.
pub(super) fn crossed(mut checks: Vec<KindOfCheck>) -> Option<usize> {
    if tell_outcomes(&checks) {
        return None;
    }
    checks.sort_unstable();
    let (mut several, mut spread, mut all) = (0, 0, 0);
    for own in checks.chunk_by(|a, b| a.series == b.series) {
        if own.iter().any(|check| check.kind != own[0].kind) {
            several += 1;
            let crossed = crossed_of_one(own);
            spread += usize::from(crossed.is_some());
            all += crossed.unwrap_or(0);
        }
    }
    (spread * 2 > several && fail_apart(&checks)).then_some(all)
}

/// Says whether a kind fails again while another one answers in between, more than once and more
/// often than several fail one behind the other, as machines that take turns do. The checks are in
/// the order of series and time.
fn fail_apart(checks: &[KindOfCheck]) -> bool {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for check in checks {
        *counts.entry(&check.outcome).or_default() += 1;
    }
    let usual = counts.into_iter().max_by_key(|(_, count)| *count).map_or("", |(usual, _)| usual);
    let (mut together, mut apart) = (0, 0);
    for own in checks.chunk_by(|a, b| a.series == b.series) {
        let mut last: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, check) in own.iter().enumerate().filter(|(_, check)| check.outcome != usual) {
            let before = at.checked_sub(1).map(|before| &own[before]);
            let is_other =
                |other: &&KindOfCheck| other.kind != check.kind && other.outcome != usual;
            together += usize::from(before.filter(is_other).is_some());
            let answers = |from: usize| {
                let mut between = own[from + 1..at].iter();
                let is_again = own[from + 1..at].iter().all(|other| other.kind != check.kind);
                is_again && between.any(|other| other.outcome == usual)
            };
            apart += usize::from(last.insert(&check.kind, at).is_some_and(answers));
        }
    }
    apart >= FEW_APART && apart > together
}

/// Counts the checks of one site of a kind that comes again behind another; `None` where the kinds
/// have no even pace. The checks are in the order of time.
fn crossed_of_one(checks: &[KindOfCheck]) -> Option<usize> {
    let mut met: BTreeSet<&str> = BTreeSet::new();
    let mut crossed = 0;
    for two in checks.windows(2) {
        met.insert(&two[0].kind);
        // A kind that never comes again is the number of a run, or a setting.
        crossed += usize::from(two[0].kind != two[1].kind && met.contains(two[1].kind.as_str()));
    }
    let mut kinds: BTreeMap<&str, Vec<Instant>> = BTreeMap::new();
    for check in checks {
        kinds.entry(&check.kind).or_default().push(check.at);
    }
    let (mut all, mut even) = (0, 0);
    for moments in kinds.values() {
        let mut gaps: Vec<i64> = moments.windows(2).map(|two| two[1].since(two[0])).collect();
        gaps.sort_unstable();
        let median = gaps.get(gaps.len() / 2).copied().unwrap_or(0);
        let is_even = |gap: &&i64| {
            gap.saturating_mul(3) >= median.saturating_mul(2)
                && gap.saturating_mul(2) <= median.saturating_mul(3)
        };
        all += gaps.len();
        even += gaps.iter().filter(is_even).count();
    }
    let are_even = all >= FEW_GAPS && even * 100 >= all * EVEN_PERCENT;
    let are_crossed = crossed >= FEW_CROSSED && crossed * 100 >= checks.len() * CROSSED_PERCENT;
    (are_even && are_crossed).then_some(crossed)
}

/// Says whether the kind of each check follows from its outcome, or the outcome from the kind: it
/// is then another word for how the check went.
fn tell_outcomes(checks: &[KindOfCheck]) -> bool {
    let pairs: BTreeSet<(&str, &str)> =
        checks.iter().map(|check| (check.kind.as_str(), check.outcome.as_str())).collect();
    let kinds: BTreeSet<&str> = pairs.iter().map(|(kind, _)| *kind).collect();
    let outcomes: BTreeSet<&str> = pairs.iter().map(|(_, outcome)| *outcome).collect();
    outcomes.len() > 1 && pairs.len() == kinds.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::MINUTE;

    /// Counts the crossed ones among checks of one site, each with its minute, kind and outcome.
    fn counted(checks: impl Iterator<Item = (i64, &'static str, &'static str)>) -> Option<usize> {
        let check = |(minute, kind, outcome): (i64, &str, &str)| KindOfCheck {
            series: "lock.example".to_owned(),
            at: Instant(minute * MINUTE),
            kind: kind.to_owned(),
            outcome: outcome.to_owned(),
        };
        crossed(checks.map(check).collect())
    }

    /// Kind of a check among two that take turns.
    fn of_two(at: i64) -> &'static str {
        ["page", "ping"][usize::from(at % 2 == 1)]
    }

    #[test]
    fn kinds_with_an_even_pace_each_are_found() {
        let state = |at: i64| if (8..14).contains(&at) && at % 2 == 0 { "down" } else { "up" };
        assert_eq!(counted((0..20).map(|at| (at, of_two(at), state(at)))), Some(18));
        // How far the kinds lie apart is no matter.
        assert_eq!(counted((0..20).map(|at| (at * 5 - at % 2, of_two(at), state(at)))), Some(18));
        let five = |at: i64| if at % 6 == 5 { "ping" } else { "page" };
        let of_page = |at: i64| {
            if (8..20).contains(&at) && five(at) == "page" { "down" } else { "up" }
        };
        let rows = (0..60).map(|at| (at - at / 6, five(at), of_page(at)));
        assert!(counted(rows).is_some(), "one of six");
        assert_eq!(counted((0..20).map(|at| (at, of_two(at), "up"))), None, "none failed");
    }

    #[test]
    fn words_of_outcomes_machines_drawn_by_lot_and_settings_are_no_kinds() {
        let state = |at: i64| if at % 2 == 0 { "down" } else { "up" };
        let word = |at: i64| if at % 2 == 0 { "timeout" } else { "answered" };
        assert_eq!(counted((0..20).map(|at| (at, word(at), state(at)))), None, "outcomes");
        let drawn = |at: i64| ["a", "b"][usize::from(at * at % 7 > 2)];
        assert_eq!(counted((0..60).map(|at| (at, drawn(at), "up"))), None, "drawn by lot");
        let both = |at: i64| if (8..14).contains(&at) { "down" } else { "up" };
        assert_eq!(counted((0..20).map(|at| (at, of_two(at), both(at)))), None, "in turn");
        let setting = |at: i64| if at < 30 { "1.0" } else { "1.1" };
        assert_eq!(counted((0..60).map(|at| (at, setting(at), "up"))), None, "one after the other");
        assert_eq!(counted((0..7).map(|at| (at, of_two(at), "up"))), None, "few");
    }
}
