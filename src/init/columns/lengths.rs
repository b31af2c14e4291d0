//! Times from a start to an end that are known by their cells: the difference of two moments stands
//! beside them.

use crate::clock::{HOUR, Instant, MINUTE, written_length};
use crate::init::sample::Sampled;
use crate::init::stamps::{self, TimeColumn};

/// Where a quarter of the lengths from start to end are this long, they are those of a state, and
/// not those of single probes.
const SHORTEST_US: i64 = MINUTE;

/// Says whether the rows are times from a start to an end by their cells, whatever the columns are
/// called.
pub(in crate::init) fn have_lengths(sampled: &Sampled) -> bool {
    moments(sampled).is_some()
}

/// Finds two columns of moments, whatever they are called, of which the second is never before
/// the first, beside a length that is their difference.
pub(in crate::init) fn moments(sampled: &Sampled) -> Option<(TimeColumn, Vec<usize>)> {
    let mut moments: Vec<TimeColumn> = (0..sampled.width())
        .filter_map(|at| stamps::of(sampled, vec![at]))
        .filter(|found| found.resolution_us < HOUR)
        .collect();
    if moments.len() < 2 {
        return None;
    }
    let lengths: Vec<Vec<Option<i64>>> =
        (0..sampled.width()).map(|at| sampled.column(at).map(written_length).collect()).collect();
    for at in 0..moments.len() {
        let start = &moments[at];
        for end in moments.iter().filter(|end| end.columns != start.columns) {
            let behind: Vec<i64> =
                start.pairs(end).map(|(from, until)| until.since(from)).collect();
            let is_pair = behind.len() == sampled.rows.len()
                && behind.iter().all(|length| *length >= 0)
                && is_long(start, end);
            let are_theirs = |lengths: &Vec<Option<i64>>| {
                lengths.iter().zip(&behind).all(|(written, found)| {
                    written.is_some_and(|written| (written - found).abs() < MINUTE)
                })
            };
            if is_pair && lengths.iter().any(are_theirs) {
                let end = end.columns.clone();
                return Some((moments.swap_remove(at), end));
            }
        }
    }
    None
}

/// Says whether the lengths from start to end are those of a state, and not those of probes.
pub(in crate::init) fn is_long(start: &TimeColumn, end: &TimeColumn) -> bool {
    let length = |(from, until): (Instant, Instant)| until.since(from);
    let mut lengths: Vec<i64> = start.pairs(end).map(length).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() * 3 / 4).is_some_and(|long| *long >= SHORTEST_US)
}
