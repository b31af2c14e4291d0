//! Statistics of each source: how often it probed, what it did not observe, how much of the window
//! it observed.

use crate::analysis::series::series_view::SeriesView;
use crate::analysis::series::window;
use crate::clock::Span;
use crate::model::{
    Cadence, Incident, PaceRange, ProbeSource, Record, RowChanges, RowCounts, SeriesKey,
    SeriesPaceChange, SeriesRecord, SourceStats,
};
use std::collections::BTreeSet;

/// Surveys every source of the incident, in order. `rows` are the counts of each.
pub(crate) fn source_stats(
    incident: &Incident,
    record: &Record,
    rows: &[RowCounts],
) -> Vec<SourceStats> {
    let all = window::all_series(incident, record);
    let window = window::window(incident, &all);
    let one = |number: usize| {
        let source = &incident.sources[number];
        let is_own = |key: &SeriesKey| {
            key.source == number
                && !incident.not_sites.contains(&key.site)
                && incident.only_sites.takes(&key.site)
        };
        let of: Vec<&SeriesRecord> =
            record.series.iter().filter(|series| is_own(&series.key)).collect();
        let seen: Vec<&SeriesView<'_>> =
            all.iter().filter(|series| is_own(&series.record.key)).collect();
        let gaps: Vec<i64> = seen.iter().flat_map(|series| series.gaps_us()).collect();
        let paces = || of.iter().filter_map(|series| series.pace_us);
        let distinct = |word: fn(&SeriesRecord) -> &str| {
            of.iter().map(|series| word(series).to_owned()).collect::<BTreeSet<String>>()
        };
        SourceStats {
            name: source.name.clone(),
            cadence: source.cadence,
            resolution: source.resolution,
            coarsest_stamp: None,
            not_used: Vec::new(),
            rows: rows.get(number).copied().unwrap_or_default(),
            sites: distinct(|series| &series.key.site).len() as u64,
            vantages: distinct(|series| &series.key.vantage).into_iter().collect(),
            series: of.len() as u64,
            probes: of.iter().map(|series| series.probes).sum(),
            first: of.iter().filter_map(|series| series.runs.first()).map(|run| run.first).min(),
            last: of.iter().filter_map(|series| series.runs.last()).map(|run| run.last).max(),
            pace: paces()
                .min()
                .zip(paces().max())
                .map(|(least_us, most_us)| PaceRange { least_us, most_us }),
            pace_changes: pace_changes(&incident.sources, of.iter().copied()),
            gaps: gaps.len() as u64,
            longest_gap_us: gaps.into_iter().max(),
            seems_on_change: source.cadence == Cadence::Poll
                && RowChanges::of_series(of.iter().copied()).suggest_changes(),
            duplicates: of.iter().map(|series| series.duplicates).sum(),
            conflicts: of.iter().map(|series| series.conflicts).sum(),
            observed_share: window.and_then(|window| observed_share(&seen, window)),
        }
    };
    (0..incident.sources.len()).map(one).collect()
}

/// Lists the changes of pace of some series, by time, site, vantage and source. A log of changes
/// has none: its rows are no probes.
pub(in crate::analysis) fn pace_changes<'r>(
    sources: &[ProbeSource],
    all: impl Iterator<Item = &'r SeriesRecord>,
) -> Vec<SeriesPaceChange> {
    let mut changes = Vec::new();
    for series in all {
        let SeriesKey { site, vantage, source } = &series.key;
        let of = sources.get(*source);
        if of.is_some_and(|of| of.cadence != Cadence::Poll) {
            continue;
        }
        let name = of.map_or("", |source| &source.name);
        changes.extend(series.pace_changes.iter().map(|change| SeriesPaceChange {
            source: name.to_owned(),
            site: site.clone(),
            vantage: vantage.clone(),
            change: *change,
        }));
    }
    // Series come by site, vantage and source, and each has its changes in order of time.
    changes.sort_by_key(|change| change.change.at);
    changes
}

/// Divides the observed time by the window, over all series; `None` where either is empty.
fn observed_share(seen: &[&SeriesView<'_>], window: Span) -> Option<f64> {
    let observed: i64 = seen.iter().map(|series| series.observed.inner_length()).sum();
    let all = i128::from(window.length()) * seen.len() as i128;
    #[expect(clippy::cast_precision_loss, reason = "a share")]
    (all > 0).then(|| observed as f64 / all as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::series::series_view::tests::{run, series_of, view};
    use crate::clock::Instant;
    use crate::clock::span;
    use crate::model::{PaceChange, Status};

    #[test]
    fn the_observed_share_is_of_the_window_of_every_series() {
        let records =
            [run(Status::Up, 0, 39), run(Status::Up, 0, 19)].map(|one| series_of(vec![one]));
        let seen: Vec<SeriesView<'_>> = records.iter().map(view).collect();
        let seen: Vec<&SeriesView<'_>> = seen.iter().collect();
        // Observed for 39 and 19 of twice 100.
        assert_eq!(observed_share(&seen, span(0, 100)), Some(0.29));
        assert_eq!(observed_share(&[], span(0, 100)), None);
    }

    #[test]
    fn changes_of_pace_are_listed_by_time() {
        let change = |at| PaceChange { at: Instant(at), from_us: 10, to_us: 50 };
        let of = |pace_changes| SeriesRecord { pace_changes, ..series_of(Vec::new()) };
        let records = [of(vec![change(20), change(40)]), of(vec![change(30)])];
        let changes = pace_changes(&[], records.iter());
        let times: Vec<(&str, i64)> =
            changes.iter().map(|one| (one.site.as_str(), one.change.at.0)).collect();
        assert_eq!(times, [("a", 20), ("a", 30), ("a", 40)]);
    }
}
