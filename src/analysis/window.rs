//! Window, the time examined: the incident's window, or the record's own span (M14).

use crate::clock::{Instant, Span};
use crate::model::{Incident, Record, Run, SeriesRecord, Status};

/// Returns the window: the incident's, or from the first probe with a known result to the last.
/// `None` where there is neither.
pub(super) fn window(incident: &Incident, record: &Record) -> Option<Span> {
    incident.window.or_else(|| Span::seen(first(record)?, last(record)?))
}

fn first(record: &Record) -> Option<Instant> {
    record.series.iter().flat_map(known_runs).map(|run| run.first).min()
}

fn last(record: &Record) -> Option<Instant> {
    record.series.iter().flat_map(known_runs).map(|run| run.last).max()
}

/// Lists the runs of a known result, in order of time: what is unknown proves nothing.
fn known_runs(series: &SeriesRecord) -> impl Iterator<Item = &Run> {
    series.runs.iter().filter(|run| run.status != Status::Unknown)
}

/// Returns the last probe of each source with a known result, at any site: a log of changes was
/// alive until then (M7).
pub(super) fn ends(record: &Record, sources: usize) -> Vec<Instant> {
    let mut ends = vec![Instant(i64::MIN); sources];
    for series in &record.series {
        let last = known_runs(series).last();
        if let (Some(end), Some(run)) = (ends.get_mut(series.key.source), last) {
            *end = (*end).max(run.last);
        }
    }
    ends
}
