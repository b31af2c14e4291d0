//! Moments for sentences, in the zone of the incident.

use crate::clock::{Instant, Zone, rfc3339};

/// Writes a moment in the incident's zone, with UTC where that is another.
pub(super) fn moment(zone: Zone, at: Instant) -> String {
    if zone == Zone::UTC {
        return rfc3339(at).replace('T', " ").replace('Z', " UTC");
    }
    let (wall, day) =
        (zone.format(at, "%Y-%m-%d %H:%M:%S %Z"), |zone: Zone| zone.format(at, "%Y-%m-%d"));
    let utc = Zone::UTC
        .format(at, if day(zone) == day(Zone::UTC) { "%H:%M:%S" } else { "%Y-%m-%d %H:%M:%S" });
    format!("{wall} ({utc} UTC)")
}
