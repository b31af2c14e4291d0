//! The hour that a change of the clocks shows twice: in a file that runs in order, the rows say
//! which showing each of its wall clocks is (M2).

use crate::clock::{Instant, Showings, Stamp};
use crate::files::ReadError;
use std::collections::BTreeMap;

/// Word of the key `doubled_hour`.
const IN_ORDER: &str = "in-order";

/// Meaning of a wall clock that a change of the clocks showed twice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum DoubledHour {
    /// None: its row is refused.
    #[default]
    Refused,
    /// The order of the rows tells it, where it does.
    InOrder,
}

impl DoubledHour {
    /// Finds the meaning of a word of the key `doubled_hour`.
    pub(crate) fn named(word: &str) -> Option<DoubledHour> {
        (word == IN_ORDER).then_some(DoubledHour::InOrder)
    }

    /// Gives the word of the key; `None` where it is not set.
    pub(crate) fn key(self) -> Option<&'static str> {
        (self == DoubledHour::InOrder).then_some(IN_ORDER)
    }
}

/// One moment, or the two that a clock showed alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RowStamp {
    /// A stamp that means one moment.
    Once(Stamp),
    /// A wall clock that was shown twice; the resolution of its stamp is in microseconds.
    Twice { showings: Showings, resolution_us: i64 },
}

/// Rows of one file at which a doubled hour begins to be shown again.
#[derive(Debug, Default)]
pub(crate) struct DoubledHours {
    /// Number of the first row of the second showing, by the change of the clocks.
    second_from: BTreeMap<Instant, u64>,
}

impl DoubledHours {
    /// Gives the moment that a doubled wall clock means in a row; `None` where nothing tells it.
    pub(crate) fn moment_of(&self, showings: Showings, row: u64) -> Option<Instant> {
        let second_from = *self.second_from.get(&showings.change)?;
        Some(if row < second_from { showings.first } else { showings.second })
    }
}

/// Row that stands before an earlier one in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BackwardRow {
    /// Number of the row, from 1.
    row: u64,
    /// Number of the row that it is earlier than.
    before: u64,
}

impl BackwardRow {
    /// Makes an error of a file.
    pub(crate) fn error(self, path: &str) -> ReadError {
        let BackwardRow { row, before } = self;
        ReadError::Broken {
            path: format!("{path}:{row}"),
            why: format!(
                "the row is earlier than row {before}, so the file does not run in order, and its \
                 order tells nothing of the hour that the clocks showed twice; sort it by time, or \
                 leave `doubled_hour` out"
            ),
        }
    }
}

/// Walk through the stamps of a file in the order of its rows.
#[derive(Debug, Default)]
pub(crate) struct OrderScan {
    pub(crate) found: DoubledHours,
    /// Earliest moment that the last row can mean, and its number; `None` before the first.
    last: Option<(Instant, u64)>,
}

impl OrderScan {
    /// Takes the stamp of a row. Where a doubled clock goes back, its second showing begins.
    ///
    /// # Errors
    /// Where the row is earlier than the one before it.
    pub(crate) fn see(&mut self, row: u64, stamp: RowStamp) -> Result<(), BackwardRow> {
        let is_late = |at: Instant| self.last.is_none_or(|(last, _)| at >= last);
        let at = match stamp {
            RowStamp::Once(stamp) => stamp.at,
            RowStamp::Twice { showings, .. } => {
                let again = self.found.second_from.contains_key(&showings.change);
                if !again && is_late(showings.first) {
                    showings.first
                } else {
                    if !again && is_late(showings.second) {
                        self.found.second_from.insert(showings.change, row);
                    }
                    showings.second
                }
            }
        };
        match self.last {
            Some((last, before)) if at < last => Err(BackwardRow { row, before }),
            _ => {
                self.last = Some((at, row));
                Ok(())
            }
        }
    }
}
