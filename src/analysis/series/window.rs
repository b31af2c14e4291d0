//! Window, the time examined: the incident's window, or the record's own span (M14).

use super::series_view::SeriesView;
use crate::clock::{Instant, Span};
use crate::model::{Cadence, Claim, Incident, Record, Status, WindowEnds};

/// Returns the window: the incident's, or from the first row of any series to the last, whatever
/// their results. An end that was asked for by itself stands, be there rows or not. `None` where
/// there is neither.
///
/// A window that is not declared ends at the last row. Time around unknown probes belongs to it:
/// what a log shows and nobody can read was not observed, and is not left out (M14).
pub(in crate::analysis) fn window(incident: &Incident, series: &[SeriesView<'_>]) -> Option<Span> {
    incident.window.or_else(|| {
        let runs = || series.iter().filter_map(|one| one.record.runs.first());
        let first = runs().map(|run| run.first).min()?;
        let last = series.iter().filter_map(|one| last_moment(incident, one)).max()?.max(first);
        let WindowEnds { from, until } = incident.window_ends;
        let (first, last) = (from.unwrap_or(first), until.unwrap_or(last));
        // A window of a single moment holds that moment.
        Span::new(first, last).or(Span::seen(first, last))
    })
}

/// Returns the last moment of which a series tells, be it as unknown. In a log of changes an
/// unknown row ends one probe before it what it ends (M7).
fn last_moment(incident: &Incident, series: &SeriesView<'_>) -> Option<Instant> {
    let run = series.record.runs.last()?;
    let cadence = incident.sources.get(series.record.key.source).map(|source| source.cadence);
    let last = match cadence {
        Some(Cadence::OnChange { interval_us }) if run.status == Status::Unknown => {
            run.last.plus(-interval_us)
        }
        _ => run.last,
    };
    let observed = series.observed.spans().last().map(|span| span.last());
    Some(observed.map_or(last, |observed| observed.max(last)))
}

/// Returns the span of the claims: from the first moment that one was published at or speaks of, to
/// the last, or to the cut-off of the data where that is earlier. `None` where no claim gives a
/// time.
pub(in crate::analysis) fn of_claims(claims: &[Claim], as_of: Option<Instant>) -> Option<Span> {
    let times = || claims.iter().flat_map(|claim| [claim.published, claim.asserted]).flatten();
    let ends = || times().flat_map(|range| [range.earliest, range.latest]).flatten();
    let (first, last) = (ends().min()?, ends().max()?);
    match as_of {
        Some(as_of) if as_of <= last => Span::new(first, as_of),
        _ => Span::seen(first, last),
    }
}

/// Reads every series of the record as sets of moments.
pub(in crate::analysis) fn all_series<'a>(
    incident: &Incident,
    record: &'a Record,
) -> Vec<SeriesView<'a>> {
    let ends = ends(record, incident.sources.len());
    let mut all = Vec::with_capacity(record.series.len());
    for series in &record.series {
        let number = series.key.source;
        if let (Some(source), Some(end)) = (incident.sources.get(number), ends.get(number)) {
            all.push(SeriesView::new(series, source, *end));
        }
    }
    all
}

/// Returns the last row of each source, of any result and at any site: a log of changes was alive
/// until then (M7).
fn ends(record: &Record, sources: usize) -> Vec<Instant> {
    let mut ends = vec![Instant(i64::MIN); sources];
    for series in &record.series {
        let last = series.runs.last();
        if let (Some(end), Some(run)) = (ends.get_mut(series.key.source), last) {
            *end = (*end).max(run.last);
        }
    }
    ends
}
