//! Sources whose times lie decades away from all others of an incident, or in a year that has not
//! come: numbers that count from another day than they are read from.

use crate::clock::{DAY, Instant};
use crate::model::{Incident, SeriesRecord, SourceDoubtKind};

/// Time between two sources, or between a source and the claims, from which on they are hardly
/// about one incident: ten years, in microseconds.
const FAR_US: i64 = 10 * 365 * DAY;
/// Beginning of the year 2060: no archive has a probe of that year.
const NOT_YET: Instant = Instant(2_840_140_800_000_000);

/// Finds the doubt about the source with a number: its last probe is in a year that has not come,
/// or all claims and all other sources are ten years away. `None` where it has no probe.
pub(super) fn doubt(
    number: usize,
    incident: &Incident,
    series: &[SeriesRecord],
) -> Option<SourceDoubtKind> {
    let (mut own, mut others): (Vec<_>, Vec<_>) = (Vec::new(), Vec::new());
    for one in series {
        let ends = one.runs.first().zip(one.runs.last());
        let span = ends.map(|(first, last)| (first.first, last.last));
        if one.key.source == number { own.extend(span) } else { others.extend(span) }
    }
    for claim in &incident.claims {
        for said in [claim.published, claim.asserted].into_iter().flatten() {
            let either = said.earliest.or(said.latest);
            others.extend(either.map(|at| (at, said.latest.unwrap_or(at))));
        }
    }
    let from = own.iter().map(|(first, _)| *first).min()?;
    let until = own.iter().map(|(_, last)| *last).max()?;
    let apart = |(first, last): &(Instant, Instant)| first.since(until).max(from.since(*last));
    let is_far = others.iter().map(apart).min().is_some_and(|us| us >= FAR_US);
    (is_far || until >= NOT_YET).then_some(SourceDoubtKind::TimesFarOff { from, until })
}
