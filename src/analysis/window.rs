//! Window, the time examined: the incident's window, or the record's own span (M14).

use super::series::Series;
use crate::clock::{Instant, Span};
use crate::model::{Claim, Incident, Record, Run, SeriesRecord, Status};

/// Returns the window: the incident's, or from the first moment at which a series knows the site to
/// the last. `None` where there is neither.
///
/// A window that is not declared ends at the last probe, and a log of changes has its last one at
/// the end of its last state.
pub(super) fn window(incident: &Incident, series: &[Series<'_>]) -> Option<Span> {
    incident.window.or_else(|| {
        let spans = || series.iter().flat_map(|one| one.observed.spans());
        let first = spans().map(|span| span.from()).min()?;
        let last = spans().map(|span| span.last()).max()?;
        // A window of a single moment holds that moment.
        Span::new(first, last).or(Span::seen(first, last))
    })
}

/// Returns the span of the claims: from the first moment that one was published at or speaks of, to
/// the last. `None` where no claim gives a time.
pub(super) fn of_claims(claims: &[Claim]) -> Option<Span> {
    let times = || claims.iter().flat_map(|claim| [claim.published, claim.asserted]).flatten();
    let ends = || times().flat_map(|range| [range.earliest, range.latest]).flatten();
    Span::seen(ends().min()?, ends().max()?)
}

/// Reads every series of the record as sets of moments.
pub(super) fn all_series<'a>(incident: &Incident, record: &'a Record) -> Vec<Series<'a>> {
    let ends = ends(record, incident.sources.len());
    let mut all = Vec::with_capacity(record.series.len());
    for series in &record.series {
        let number = series.key.source;
        if let (Some(source), Some(end)) = (incident.sources.get(number), ends.get(number)) {
            all.push(Series::new(series, source, *end));
        }
    }
    all
}

/// Lists the runs of a known result, in order of time: what is unknown proves nothing.
fn known_runs(series: &SeriesRecord) -> impl Iterator<Item = &Run> {
    series.runs.iter().filter(|run| run.status != Status::Unknown)
}

/// Returns the last probe of each source with a known result, at any site: a log of changes was
/// alive until then (M7).
fn ends(record: &Record, sources: usize) -> Vec<Instant> {
    let mut ends = vec![Instant(i64::MIN); sources];
    for series in &record.series {
        let last = known_runs(series).last();
        if let (Some(end), Some(run)) = (ends.get_mut(series.key.source), last) {
            *end = (*end).max(run.last);
        }
    }
    ends
}
