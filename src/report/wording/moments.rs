//! Moments for readers: in sentences in UTC, beside them in the zone of the incident.

use crate::clock::{Instant, Zone, rfc3339};

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
