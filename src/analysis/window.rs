//! Window, the time examined: the incident's window, or the record's own span (M14).

use crate::clock::{Instant, Span};
use crate::model::{Incident, Record};

/// Returns the window: the incident's, or from the first probe to the last. `None` where there is
/// neither.
pub(super) fn window(incident: &Incident, record: &Record) -> Option<Span> {
    incident.window.or_else(|| Span::seen(first(record)?, last(record)?))
}

fn first(record: &Record) -> Option<Instant> {
    record.series.iter().filter_map(|series| series.runs.first()).map(|run| run.first).min()
}

fn last(record: &Record) -> Option<Instant> {
    record.series.iter().filter_map(|series| series.runs.last()).map(|run| run.last).max()
}

/// Returns the last probe of each source, at any site: a log of changes was alive until then (M7).
pub(super) fn ends(record: &Record, sources: usize) -> Vec<Instant> {
    let mut ends = vec![Instant(i64::MIN); sources];
    for series in &record.series {
        if let (Some(end), Some(run)) = (ends.get_mut(series.key.source), series.runs.last()) {
            *end = (*end).max(run.last);
        }
    }
    ends
}
