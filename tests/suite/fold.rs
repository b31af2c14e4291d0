//! Samples to runs (M7, M8): order and repeats do not matter, silence splits, disagreement is not
//! failure.

use corroborate::cli::DEFAULT_MEMORY;
use corroborate::clock::{Instant, IntervalSet, SECOND, Span};
use corroborate::fold::{Fold, SeriesNames, Sorter};
use corroborate::model::{
    Cadence, CauseId, Gap, Location, PaceChange, ProbeSource, Record, Run, Sample, SeriesKey,
    Status,
};
use proptest::prelude::*;

pub fn source() -> ProbeSource {
    ProbeSource::new("probes", Cadence::Poll)
}

fn fold(samples: &[Sample]) -> (Record, bool) {
    let keys = [SeriesKey { site: "a".into(), vantage: "v".into(), source: 0 }];
    let (sources, causes) = ([source()], ["200".to_owned(), "503".to_owned()]);
    let names = SeriesNames { keys: &keys, causes: &causes, sources: &sources };
    let mut fold = Fold::default();
    samples.iter().for_each(|sample| fold.push(*sample, &causes));
    let mut sorter = Sorter::of(&fold.series_to_sort(names), DEFAULT_MEMORY);
    samples.iter().for_each(|sample| sorter.push(*sample));
    let again = !sorter.is_idle();
    (fold.finish(sorter.finish(names).unwrap(), names), again)
}

/// A row of a class, at a second.
pub fn sample(second: i64, status: Status) -> Sample {
    let cause = CauseId(u16::from(status == Status::Down));
    Sample {
        series: 0,
        at: Instant(second * SECOND),
        status,
        cause,
        latency_us: None,
        location: Location { file: 0, line: 1 },
    }
}

#[test]
fn a_run_is_probes_of_one_class_without_a_silence() {
    let at = [0, 60, 120, 180, 240, 600, 660];
    let samples: Vec<Sample> =
        at.iter().map(|s| sample(*s, if *s == 120 { Status::Down } else { Status::Up })).collect();
    let (record, _) = fold(&samples);
    let series = &record.series[0];
    assert_eq!(series.pace_us, Some(60 * SECOND));
    let runs: Vec<(i64, i64, u64)> =
        series.runs.iter().map(|r| (r.first.0 / SECOND, r.last.0 / SECOND, r.probes)).collect();
    assert_eq!(runs, [(0, 60, 2), (120, 120, 1), (180, 240, 2), (600, 660, 2)]);
}

#[test]
fn rows_of_one_moment_that_disagree_are_down_only_if_all_say_so() {
    let (record, _) = fold(&[
        sample(0, Status::Up),
        sample(60, Status::Down),
        sample(60, Status::Up),
        sample(120, Status::Up),
    ]);
    let statuses: Vec<Status> = record.series[0].runs.iter().map(|run| run.status).collect();
    assert_eq!((statuses, record.series[0].conflicts), (vec![Status::Up; 3], 1));
    let (record, _) = fold(&[
        sample(0, Status::Up),
        sample(60, Status::Down),
        sample(60, Status::Down),
        sample(120, Status::Up),
    ]);
    assert_eq!((record.series[0].runs[1].status, record.series[0].duplicates), (Status::Down, 1));
    let (record, _) = fold(&[
        sample(0, Status::Up),
        sample(60, Status::Down),
        sample(60, Status::Unknown),
        sample(120, Status::Up),
    ]);
    assert_eq!((record.series[0].runs[1].status, record.series[0].conflicts), (Status::Down, 0));
}

/// What is left of a moment with many rows must not go into the next.
#[test]
fn a_moment_after_one_with_repeats_begins_anew() {
    let rows = [
        (0, Status::Up),
        (60, Status::Down),
        (60, Status::Down),
        (60, Status::Up),
        (120, Status::Up),
        (180, Status::Up),
        (180, Status::Up),
    ];
    let (record, again) = fold(&rows.map(|(second, status)| sample(second, status)));
    let series = &record.series[0];
    assert!(!again);
    assert_eq!((series.probes, series.duplicates, series.conflicts), (4, 2, 1));
}

/// Where the pace changes no probe is missing, and nothing is read again.
#[test]
fn a_change_of_pace_is_no_silence_and_is_reported() {
    let slow = (0..20).map(|i| i * 600);
    let fast = (0..200).map(|i| 12_000 + i * 10);
    let (record, again) =
        fold(&slow.chain(fast).map(|s| sample(s, Status::Up)).collect::<Vec<_>>());
    let series = &record.series[0];
    assert!(!again);
    assert_eq!((series.runs.len(), series.runs[0].probes), (1, 220));
    let change =
        PaceChange { at: Instant(12_000 * SECOND), from_us: 600 * SECOND, to_us: 10 * SECOND };
    assert_eq!((series.pace_us, &series.pace_changes), (Some(10 * SECOND), &vec![change]));
}

/// A monitor that probes faster while the site is down leaves no time unobserved.
#[test]
fn a_pace_that_quickens_with_each_failure_is_no_silence() {
    let up = |from: i64| (0..40).map(move |n| sample(from + n * 60, Status::Up));
    let down = |from: i64| (0..200).map(move |n| sample(from + n * 5, Status::Down));
    let rows: Vec<Sample> =
        up(0).chain(down(2_400)).chain(up(3_400)).chain(down(5_800)).chain(up(6_800)).collect();
    let (record, _) = fold(&rows);
    let gaps: Vec<Gap> = record.series[0].runs.iter().map(|run| run.gap).collect();
    assert_eq!(gaps, [Gap::Observed; 5]);
    assert_eq!(record.series[0].pace_changes.len(), 4);
}

/// One missed probe is no silence, two are.
#[test]
fn two_missed_probes_are_a_silence() {
    let with_missed = |missed: i64| {
        let at = (0..10).chain(10 + missed..20 + missed).map(|n| sample(n * 60, Status::Up));
        fold(&at.collect::<Vec<_>>()).0.series[0].runs.len()
    };
    assert_eq!([0, 1, 2, 3].map(with_missed), [1, 1, 2, 2]);
}

/// An unknown probe ends a run, in order as well as sorted, and no pace comes of it.
#[test]
fn an_unknown_probe_stands_between_two_runs() {
    let mut rows: Vec<Sample> = (0..9).map(|n| sample(n * 60, Status::Up)).collect();
    rows[4].status = Status::Unknown;
    let (record, _) = fold(&rows);
    rows.reverse();
    assert_eq!(fold(&rows).0, record);
    let runs: Vec<(Status, u64)> =
        record.series[0].runs.iter().map(|run| (run.status, run.probes)).collect();
    assert_eq!(runs, [(Status::Up, 4), (Status::Unknown, 1), (Status::Up, 4)]);
    assert_eq!(record.series[0].pace_us, Some(60 * SECOND));
}

/// Rows that disagree are a run of their own: so it is known when they did.
#[test]
fn moments_whose_rows_disagree_are_runs_of_their_own() {
    let mut rows: Vec<Sample> = (0..6).map(|n| sample(n * 60, Status::Up)).collect();
    rows.extend([2, 3].map(|n| sample(n * 60, Status::Down)));
    let runs: Vec<(u64, u64)> =
        fold(&rows).0.series[0].runs.iter().map(|run| (run.probes, run.conflicts)).collect();
    assert_eq!(runs, [(2, 0), (2, 2), (2, 0)]);
}

/// A row that is held for sorting keeps its latency: 71 minutes is where 32 bits of microseconds
/// end.
#[test]
fn a_latency_of_hours_survives_the_sorting() {
    let slow =
        |second| Sample { latency_us: Some(5 * 3600 * SECOND), ..sample(second, Status::Up) };
    let (record, again) = fold(&[slow(60), slow(0), slow(120)]);
    let latency = record.series[0].runs[0].latency.unwrap();
    assert!(again);
    assert_eq!(
        (latency.min_us, latency.max_us, latency.probes),
        (5 * 3600 * SECOND, 5 * 3600 * SECOND, 3)
    );
}

fn samples() -> impl Strategy<Value = Vec<Sample>> {
    let status = prop_oneof![
        Just(Status::Up),
        Just(Status::Down),
        Just(Status::Challenged),
        Just(Status::Unknown)
    ];
    prop::collection::vec((0i64..400, status), 1..80)
        .prop_map(|rows| rows.into_iter().map(|(second, status)| sample(second, status)).collect())
}

mod laws {
    use super::*;
    use crate::law_config::config;

    proptest! {
        #![proptest_config(config(256))]

        /// Any order, and every row twice, gives the same runs.
        #[test]
        fn order_and_repeats_do_not_matter(rows in samples(), seed in any::<u64>()) {
            let mut ordered = rows.clone();
            ordered.sort_by_key(|row| row.at);
            let mut shuffled: Vec<Sample> = rows.iter().chain(&rows).copied().collect();
            let mut state = seed;
            shuffled.sort_by_cached_key(|row| {
                state = state.wrapping_mul(6364136223846793005).wrapping_add(row.at.0 as u64 | 1);
                state
            });
            prop_assert_eq!(&fold(&ordered).0.series[0].runs, &fold(&shuffled).0.series[0].runs);
        }

        /// The same log at another pace gives the same runs.
        #[test]
        fn runs_do_not_depend_on_a_scaling_of_time(rows in samples(), times in 2i64..1_000_000) {
            let scaled: Vec<Sample> =
                rows.iter().map(|row| Sample { at: Instant(row.at.0 * times), ..*row }).collect();
            let runs_of = |record: &Record, times: i64| {
                record.series[0]
                    .runs
                    .iter()
                    .map(|run| {
                        (run.status, run.gap, run.first.0 * times, run.last.0 * times, run.probes)
                    })
                    .collect::<Vec<_>>()
            };
            prop_assert_eq!(runs_of(&fold(&rows).0, times), runs_of(&fold(&scaled).0, 1));
        }

        /// Unknown probes at moments of their own never join what was apart, nor do they close a
        /// silence.
        #[test]
        fn unknown_probes_join_nothing(
            rows in samples(),
            unknown in prop::collection::vec(0i64..400, 0..20),
        ) {
            let all: Vec<Sample> = rows
                .iter()
                .copied()
                .chain(unknown.into_iter().map(|second| sample(second, Status::Unknown)))
                .collect();
            let observed = |record: &Record| {
                let runs = &record.series[0].runs;
                let known = |run: &Run| run.status != Status::Unknown;
                let inside = runs
                    .iter()
                    .filter(|run| known(run))
                    .filter_map(|run| Span::seen(run.first, run.last));
                let between = runs.windows(2).filter(|pair| {
                    known(&pair[0]) && known(&pair[1]) && pair[1].gap == Gap::Observed
                });
                inside
                    .chain(between.filter_map(|pair| Span::seen(pair[0].last, pair[1].first)))
                    .collect::<IntervalSet>()
            };
            let (before, after) = (observed(&fold(&rows).0), observed(&fold(&all).0));
            prop_assert!(after.difference(&before).is_empty(), "{:?}", after.difference(&before));
        }

        /// Every probe is in one run; runs are in order, of one kind and without a silence.
        #[test]
        fn runs_hold_every_probe_once(mut rows in samples()) {
            rows.sort_by_key(|row| row.at);
            let series = &fold(&rows).0.series[0];
            let mut moments: Vec<i64> = rows.iter().map(|row| row.at.0).collect();
            moments.dedup();
            prop_assert_eq!(
                series.runs.iter().map(|run| run.probes).sum::<u64>(),
                moments.len() as u64
            );
            for pair in series.runs.windows(2) {
                prop_assert!(pair[0].last < pair[1].first);
                let are_alike = pair[0].status == pair[1].status
                    && (pair[0].conflicts > 0) == (pair[1].conflicts > 0);
                prop_assert!(pair[1].gap == Gap::Silence || !are_alike);
                prop_assert!(pair[1].gap != Gap::Open);
            }
        }
    }
}
