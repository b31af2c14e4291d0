//! Rows as logs of changes have them: each site begins with a row that says down, or such rows are
//! repeated as reminders, and those that say up stand alone.

use crate::init::cadence::SeriesOutcome;
use crate::init::words::cell_kinds::{meaning_of, number_of_code};
use crate::logs::known_result;
use crate::model::Status;

/// Rows that show it, at least.
const FEW: usize = 3;

/// Says whether no row that says up follows another such of its series, where rows that say down
/// do; `said` is in the order of series and time. Rows that stand one time between probes behind
/// the one before are those of a log that has each failed probe, and the first good one.
pub(super) fn are_found(said: &[SeriesOutcome]) -> bool {
    let (mut lone, mut repeated, mut recovered) = (0, Vec::new(), Vec::new());
    for two in said.windows(2).filter(|two| two[0].series == two[1].series) {
        let gap = two[1].at.since(two[0].at);
        match (status_of(&two[0].outcome), status_of(&two[1].outcome)) {
            (Some(Status::Up), Some(Status::Up)) => return false,
            (Some(Status::Up), _) => lone += 1,
            (Some(Status::Down), Some(Status::Down)) => repeated.push(gap),
            (Some(Status::Down), Some(Status::Up)) => recovered.push(gap),
            _ => (),
        }
    }
    let Some((pace, recovery)) = median(&mut repeated).zip(median(&mut recovered)) else {
        return false;
    };
    let is_of_pace =
        recovery.saturating_mul(5) >= pace.saturating_mul(4) && recovery <= pace.saturating_mul(2);
    lone >= FEW && repeated.len() >= FEW && !is_of_pace
}

/// Says whether the first row of each series says down; `said` is in the order of series and time.
pub(super) fn begin_down(said: &[SeriesOutcome]) -> bool {
    let mut series = said.chunk_by(|a, b| a.series == b.series);
    !said.is_empty() && series.all(|own| status_of(&own[0].outcome) == Some(Status::Down))
}

/// Finds what a cell says of a site.
fn status_of(outcome: &str) -> Option<Status> {
    let of_code = || match number_of_code(outcome)? {
        200..400 => Some(Status::Up),
        0 | 500.. => Some(Status::Down),
        _ => None,
    };
    known_result(outcome).or_else(|| meaning_of(outcome)).or_else(of_code)
}

/// Gives the middle one of some times; `None` where there are none.
fn median(gaps: &mut [i64]) -> Option<i64> {
    gaps.sort_unstable();
    gaps.get(gaps.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Instant, MINUTE};

    /// Whether rows at these minutes with these outcomes remind.
    fn remind(rows: impl IntoIterator<Item = (i64, &'static str)>) -> bool {
        let row = |(minute, outcome): (i64, &str)| SeriesOutcome {
            series: "lock.example".to_owned(),
            at: Instant(minute * MINUTE),
            outcome: outcome.to_owned(),
        };
        are_found(&rows.into_iter().map(row).collect::<Vec<_>>())
    }

    /// Rows of outages of 33 minutes, a row each so many minutes, and one at the end.
    fn outages(pace: i64) -> impl Iterator<Item = (i64, &'static str)> {
        (1..6).flat_map(move |day| {
            let begin = day * 1_440;
            let down = (begin..begin + 33).step_by(pace as usize).map(|at| (at, "down"));
            down.chain([(begin + 33, "up")])
        })
    }

    #[test]
    fn rows_of_down_between_lone_rows_of_up_remind() {
        assert!(remind(outages(15)));
        assert!(!remind(outages(3)), "each failed probe has its row, and the first good one");
        assert!(!remind(outages(15).chain([(9_000, "up"), (9_001, "up")])), "each probe");
        assert!(!remind(outages(60)), "no row is repeated");
    }
}
