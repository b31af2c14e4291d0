//! The unit of a column of answer times.

use crate::init::sample::Sampled;

/// An answer time below this, in the middle of all, is likelier in seconds.
const SECONDS_BELOW: f64 = 30.0;

/// An answer time below this without a name, in the middle of all, is likelier in seconds: pings
/// write milliseconds, of which a host nearby has few.
const UNNAMED_SECONDS_BELOW: f64 = 5.0;

/// Milliseconds of an answer time, in the middle of all, from which they are in nanoseconds, and no
/// column of ours has these.
const TOO_LONG_MS: f64 = 3_600_000.0;

/// Says whether a cell is an answer time, or says that there is none.
pub(super) fn is_time(sampled: &Sampled, cell: &str) -> bool {
    sampled.number(cell).is_some() || cell.eq_ignore_ascii_case("none")
}

/// Says whether numbers can be answer times in seconds or milliseconds.
pub(super) fn can_be_latency(sampled: &Sampled, at: usize) -> bool {
    let mut values: Vec<f64> = sampled.column(at).filter_map(|cell| sampled.number(cell)).collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).is_none_or(|middle| *middle < TOO_LONG_MS)
}

/// Says whether answer times are likelier seconds than milliseconds: by the unit in the
/// column's name, else milliseconds where it names a ping, else by the value in the middle.
pub(super) fn are_seconds(sampled: &Sampled, at: usize) -> bool {
    let name = sampled
        .names()
        .and_then(|header| header.get(at))
        .map(|name| name.to_lowercase())
        .unwrap_or_default();
    let name = name.trim_end_matches(|letter: char| !letter.is_alphanumeric());
    if name.ends_with("ms") || name.ends_with("мс") || name.contains("milli") {
        return false;
    }
    if name.ends_with("_s")
        || name.ends_with("(s")
        || name.ends_with("seconds")
        || name.ends_with("sec")
    {
        return true;
    }
    // Programs that ping write milliseconds, and seconds without their unit never.
    if name.contains("ping") || name.contains("rtt") {
        return false;
    }
    let mut values: Vec<f64> = sampled.column(at).filter_map(|cell| sampled.number(cell)).collect();
    values.sort_by(f64::total_cmp);
    let below = if name.is_empty() { UNNAMED_SECONDS_BELOW } else { SECONDS_BELOW };
    values.get(values.len() / 2).is_some_and(|middle| *middle < below)
}
