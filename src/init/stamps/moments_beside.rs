//! Further columns of moments that move with that of the probes: the one at which a record was
//! changed, reported or exported stands a while behind that of the check.

use crate::clock::{HOUR, Instant, MINUTE};
use crate::init::sample::Sampled;
use crate::init::stamps;
use crate::init::stamps::clock_columns::{says_later, says_recorded};
use crate::init::stamps::{StatedZone, TimeColumn};
use std::collections::BTreeSet;

/// Quarter of an hour in microseconds: offsets of zones are multiples of it.
const QUARTER: i64 = 15 * MINUTE;
/// A year in microseconds: what looks like a stamp and is further away is likelier an id.
const YEAR: i64 = 366 * 24 * HOUR;

/// Column of moments beside those of the probes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::init) struct MomentsBeside {
    pub(in crate::init) column: usize,
    /// Rows in which both are more than a minute apart.
    pub(in crate::init) rows: usize,
}

/// Finds the first column whose moments move as those of the probes do, more than a minute away,
/// where the names do not say which of them is that of the check; `None` where there is none.
pub(in crate::init) fn find(sampled: &Sampled, chosen: &TimeColumn) -> Option<MomentsBeside> {
    let chosen_is_recorded = chosen.columns.iter().any(|at| says_recorded(sampled, *at));
    let is_open = |at: &usize| {
        let is_clear = says_recorded(sampled, *at) && !chosen_is_recorded;
        let is_chosen = chosen.columns.contains(at);
        !is_clear && !is_chosen && !says_later(sampled, *at) && !sampled.is_around(*at)
    };
    (0..sampled.width()).filter(is_open).find_map(|column| beside(sampled, chosen, column))
}

/// Compares the moments of a column with those of the probes; `None` where it has none, or where
/// they do not move alike.
fn beside(sampled: &Sampled, chosen: &TimeColumn, column: usize) -> Option<MomentsBeside> {
    let other = stamps::of(sampled, vec![column]).filter(|other| other.resolution_us < HOUR)?;
    let apart: Vec<i64> = chosen.pairs(&other).map(|(own, theirs)| theirs.0 - own.0).collect();
    let rows = apart.iter().filter(|us| us.abs() > MINUTE).count();
    let are_far = rows * 2 > apart.len() && apart.len() * 2 > chosen.read;
    let is_count = other.formats.iter().any(|format| format.starts_with("unix_"));
    let are_ids = is_count && apart.iter().any(|us| us.abs() > YEAR);
    // One moment in two zones is written twice.
    let is_open = |column: &TimeColumn| column.zone == StatedZone::Open;
    let is_same = apart.iter().all(|us| Some(us) == apart.first() && us % QUARTER == 0);
    let is_zone = is_same && is_open(chosen) != is_open(&other);
    let moments = |column: &TimeColumn| column.instants().collect::<BTreeSet<Instant>>().len();
    let moves = moments(&other) > 1 && moments(&other) * 2 >= moments(chosen);
    (are_far && moves && !are_ids && !is_zone).then_some(MomentsBeside { column, rows })
}
