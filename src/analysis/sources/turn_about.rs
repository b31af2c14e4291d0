//! Series in which failed and good probes take turns one by one: rows of two kinds of checks, or of
//! two things under one name.

use crate::model::{Run, SeriesRecord, SourceDoubtKind, Status};

/// Failed probes of a stretch in which they take turns with good ones, at least.
const FEW: u64 = 3;
/// Failed probes of all such stretches of a source, at least.
const MANY: u64 = 6;

/// Finds the doubt about a source of whose failed probes at least half take turns with good ones;
/// `None` where few do.
pub(super) fn doubt<'r>(all: impl Iterator<Item = &'r SeriesRecord>) -> Option<SourceDoubtKind> {
    let (mut turns, mut failed) = (0, 0);
    for series in all {
        let down = series.runs.iter().filter(|run| run.status == Status::Down);
        failed += down.map(|run| run.probes).sum::<u64>();
        turns += in_turn(series.runs.iter().map(|run: &Run| (run.status, run.probes)));
    }
    (turns >= MANY && turns * 2 >= failed).then_some(SourceDoubtKind::TurnAbout { turns, failed })
}

/// Counts the failed probes in stretches of single probes that are down and up in turn; `runs` are
/// the statuses of a series with their numbers of probes.
fn in_turn(runs: impl Iterator<Item = (Status, u64)>) -> u64 {
    let (mut all, mut stretch, mut last) = (0, 0, Status::Unknown);
    let whole = |stretch: u64| if stretch >= FEW { stretch } else { 0 };
    for (status, probes) in runs {
        let follows = probes == 1 && status != last;
        match status {
            Status::Down if follows => stretch += 1,
            Status::Up if follows => (),
            _ => {
                all += whole(stretch);
                stretch = 0;
            }
        }
        last = status;
    }
    all + whole(stretch)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_probes_down_and_up_in_turn_are_counted() {
        let (up, down) = (|probes| (Status::Up, probes), |probes| (Status::Down, probes));
        let of = |runs: &[(Status, u64)]| in_turn(runs.iter().copied());
        let turns = [up(9), down(1), up(1), down(1), up(1), down(1), up(7)];
        assert_eq!(of(&turns), 3);
        assert_eq!(of(&[turns, turns].concat()), 6);
        assert_eq!(of(&turns[..5]), 0, "two are chance");
        assert_eq!(
            of(&[up(9), down(1), up(2), down(1), up(2), down(1)]),
            0,
            "two good ones between"
        );
        assert_eq!(of(&[down(1), up(1), down(2), up(1), down(1)]), 0, "an outage");
    }
}
