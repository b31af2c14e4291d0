//! Statistics of each source: how often it probed, where it was silent, how much of the window it
//! observed.

use super::series::Series;
use super::window;
use crate::clock::Span;
use crate::model::{Incident, Record, RowCounts, SeriesRecord, SourceStats};
use std::collections::BTreeSet;

/// Surveys every source of the incident, in order. `rows` are the counts of each.
pub fn survey(incident: &Incident, record: &Record, rows: &[RowCounts]) -> Vec<SourceStats> {
    let window = window::window(incident, record);
    let ends = window::ends(record, incident.sources.len());
    let one = |number: usize| {
        let source = &incident.sources[number];
        let of: Vec<&SeriesRecord> =
            record.series.iter().filter(|series| series.key.source == number).collect();
        let seen: Vec<Series<'_>> =
            of.iter().map(|series| Series::new(series, source, ends[number])).collect();
        let silences: Vec<i64> = seen.iter().flat_map(silences).collect();
        let medians = || of.iter().filter_map(|series| series.median_us);
        let distinct = |word: fn(&SeriesRecord) -> &str| {
            of.iter().map(|series| word(series).to_owned()).collect::<BTreeSet<String>>()
        };
        SourceStats {
            name: source.name.clone(),
            cadence: source.cadence,
            resolution: source.resolution,
            unread: Vec::new(),
            rows: rows.get(number).copied().unwrap_or_default(),
            sites: distinct(|series| &series.key.site).len() as u64,
            vantages: distinct(|series| &series.key.vantage).into_iter().collect(),
            series: of.len() as u64,
            probes: of.iter().map(|series| series.probes).sum(),
            first: of.iter().filter_map(|series| series.runs.first()).map(|run| run.first).min(),
            last: of.iter().filter_map(|series| series.runs.last()).map(|run| run.last).max(),
            median_us: medians().min().zip(medians().max()),
            silences: silences.len() as u64,
            longest_silence_us: silences.into_iter().max(),
            duplicates: of.iter().map(|series| series.duplicates).sum(),
            conflicts: of.iter().map(|series| series.conflicts).sum(),
            observed_share: window.and_then(|window| observed_share(&seen, window)),
        }
    };
    (0..incident.sources.len()).map(one).collect()
}

/// Measures the times between probes that were not observed, in microseconds.
fn silences<'s>(series: &'s Series<'_>) -> impl Iterator<Item = i64> + 's {
    series.observed.spans().windows(2).map(|two| two[1].from().since(two[0].last()))
}

/// Divides the observed time by the window, over all series; `None` where either is empty.
fn observed_share(seen: &[Series<'_>], window: Span) -> Option<f64> {
    let observed: i64 = seen.iter().map(|series| series.observed.clip(window).extent()).sum();
    let all = i128::from(window.extent()) * seen.len() as i128;
    #[expect(clippy::cast_precision_loss, reason = "a share")]
    (all > 0).then(|| observed as f64 / all as f64)
}
