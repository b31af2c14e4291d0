//! Rows beside the one before them: whether a log has a row for each probe, or for each change.

use crate::model::{Run, SeriesRecord};

/// Percentage of the rows that follow another of their series and must say something else, in a log
/// of changes.
const CHANGES_PERCENT: u64 = 90;
/// Rows that show how a log is written, at least.
const FEW: u64 = 10;
/// Rows of which a warning tells, at least.
const FEWEST: u64 = 3;

/// Counts of rows that follow another of their series.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowChanges {
    /// Number of rows with another outcome than the row before.
    pub changed: u64,
    /// Number of rows that were compared with the row before.
    pub compared: u64,
}

impl RowChanges {
    /// Counts the probes of some series, and those of another status than the one before.
    pub(crate) fn of_series<'r>(all: impl Iterator<Item = &'r SeriesRecord>) -> RowChanges {
        let mut counts = RowChanges::default();
        for series in all {
            let is_new = |two: &&[Run]| two[0].status != two[1].status;
            counts.add(RowChanges {
                changed: series.runs.windows(2).filter(is_new).count() as u64,
                compared: series.probes.saturating_sub(1),
            });
        }
        counts
    }

    /// Adds the counts of other rows.
    pub(crate) fn add(&mut self, other: RowChanges) {
        self.changed += other.changed;
        self.compared += other.compared;
    }

    /// Says whether each row differs from the one before, in a log with too few rows to show how it
    /// is written.
    pub(crate) fn are_few_and_all_differ(self) -> bool {
        (FEWEST..FEW).contains(&self.compared) && self.changed == self.compared
    }

    /// Says whether the log seems to have a row only where something changed.
    pub(crate) fn show_changes_only(self) -> bool {
        self.compared >= FEW && self.changed * 100 >= self.compared * CHANGES_PERCENT
    }

    /// Says whether the log is likelier one of changes than one of probes.
    pub(crate) fn suggest_changes(self) -> bool {
        self.are_few_and_all_differ() || self.show_changes_only()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_rows_must_all_differ_and_many_nearly_all() {
        let of = |changed, compared| RowChanges { changed, compared }.suggest_changes();
        assert_eq!([of(2, 2), of(3, 3), of(8, 9), of(9, 9)], [false, true, false, true]);
        assert_eq!([of(9, 10), of(8, 10), of(17, 20), of(18, 20)], [true, false, false, true]);
        assert!(!of(0, 0));
    }
}
