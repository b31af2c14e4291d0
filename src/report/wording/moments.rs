//! Moments for readers: in sentences in UTC, beside them in the zone of the incident.

use super::when::whole_second;
use crate::clock::{Instant, MINUTE, Zone, rfc3339};

/// Writes a moment for a sentence, as exactly as it is known. Sentences have one zone, UTC, so that
/// the moments of one can be held against each other, and against the tables.
pub(in crate::report) fn utc(at: Instant) -> String {
    rfc3339(at).replace('T', " ").replace('Z', " UTC")
}

/// Writes a moment for a table or a list, in the incident's zone, with UTC where that is another.
pub(in crate::report) fn moment(zone: Zone, at: Instant) -> String {
    if zone == Zone::UTC {
        return utc(at);
    }
    let (wall, day) =
        (zone.format(at, "%Y-%m-%d %H:%M:%S %Z"), |zone: Zone| zone.format(at, "%Y-%m-%d"));
    let utc = Zone::UTC
        .format(at, if day(zone) == day(Zone::UTC) { "%H:%M:%S" } else { "%Y-%m-%d %H:%M:%S" });
    format!("{wall} ({utc} UTC)")
}

/// Writes a moment for the words of a chart in the incident's zone and, where that is another, in
/// UTC: `18 Nov 2025 09:01 CET (08:01 UTC)`. A part of a second is rounded up.
pub(in crate::report) fn moment_in_both(zone: Zone, at: Instant) -> String {
    let at = whole_second(at);
    let clock = if at.0.rem_euclid(MINUTE) == 0 { "%H:%M" } else { "%H:%M:%S" };
    let day = "%-d %b %Y";
    let local = zone.format(at, &format!("{day} {clock} %Z"));
    if zone == Zone::UTC {
        return local;
    }
    let is_of_day = zone.format(at, day) == Zone::UTC.format(at, day);
    let form = if is_of_day { format!("{clock} UTC") } else { format!("{day} {clock} UTC") };
    format!("{local} ({})", Zone::UTC.format(at, &form))
}
