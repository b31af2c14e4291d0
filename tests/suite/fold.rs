//! Samples to runs (M7, M8): order and repeats do not matter, silence splits, disagreement is not
//! failure.

use corroborate::clock::{Instant, SECOND};
use corroborate::fold::{DEFAULT_MEMORY, Fold, SeriesLog, Sorted, Sorter};
use corroborate::model::{
    Cadence, CauseId, Location, ProbeSource, Record, Sample, SeriesKey, Status,
};
use proptest::prelude::*;

pub fn source() -> ProbeSource {
    ProbeSource {
        name: "probes".into(),
        cadence: Cadence::Poll,
        clock_error_us: 0,
        resolution: Default::default(),
        silence_us: None,
        simulated: false,
    }
}

fn fold(samples: &[Sample]) -> (Record, bool) {
    let keys = [SeriesKey { site: "a".into(), vantage: "v".into(), source: 0 }];
    let (sources, causes) = ([source()], ["200".to_owned(), "503".to_owned()]);
    let log = SeriesLog { keys: &keys, causes: &causes, sources: &sources };
    let mut fold = Fold::default();
    samples.iter().for_each(|sample| fold.push(*sample, &causes));
    let mut sorter = Sorter::of(&fold.series_to_sort(log), DEFAULT_MEMORY);
    samples.iter().for_each(|sample| sorter.push(*sample));
    let again = !sorter.is_idle();
    (fold.finish(sorter.finish(log).unwrap(), log), again)
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
    assert_eq!((series.median_us, series.silence_us), (Some(60 * SECOND), Some(180 * SECOND)));
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
    assert_eq!((record.series[0].runs.len(), record.series[0].conflicts), (1, 1));
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

/// Of one length there are more than a small counter holds; at the end the lengths take turns, and
/// are fewer than are counted together.
#[test]
fn every_interval_is_counted_once() {
    let is_long =
        |number| (17..19).contains(&(number % 10_000)) || number >= 139_990 && number % 2 == 0;
    let steps = (0..140_003).map(|number| if is_long(number) { 61 } else { 60 });
    let moments = steps.scan(0, |at, step| Some(std::mem::replace(at, *at + step)));
    let samples: Vec<Sample> = moments.map(|second| sample(second, Status::Up)).collect();
    let keys = [SeriesKey { site: "a".into(), vantage: "v".into(), source: 0 }];
    let (sources, causes) = ([source()], ["200".to_owned()]);
    let log = SeriesLog { keys: &keys, causes: &causes, sources: &sources };
    for cut in [0, 7, 70_000, 140_002] {
        let [mut first, second] = [&samples[..cut], &samples[cut..]].map(|part| {
            let mut fold = Fold::default();
            part.iter().for_each(|row| fold.push(*row, &causes));
            fold
        });
        first.merge(second);
        let segments = first.segments(Sorted::default(), log);
        assert_eq!(
            segments[0].intervals,
            [(60 * SECOND, 140_002 - 34), (61 * SECOND, 34)],
            "cut at {cut}"
        );
    }
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

#[test]
fn a_cadence_that_quickens_is_read_again_and_its_old_pace_is_silence() {
    let slow = (0..20).map(|i| i * 600);
    let fast = (0..200).map(|i| 12_000 + i * 10);
    let (record, again) =
        fold(&slow.chain(fast).map(|s| sample(s, Status::Up)).collect::<Vec<_>>());
    assert!(again, "the intervals of the slow part lie over the limit that the fast part sets");
    assert_eq!(record.series[0].runs.len(), 21);
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

        /// A median is the interval to three significant digits, rounded half up, whatever its length.
        #[test]
        fn an_interval_is_known_to_three_digits(bits in 1u32..63, part in any::<i64>(), beside in -2i64..3, unit in 0u32..16, third in 100i64..1000) {
            // Any length, and those beside the middle between two that can be told apart.
            let middle = (2 * third + 1).saturating_mul(10_i64.pow(unit)) / 2;
            for us in [(1 << (bits - 1)) | (part & ((1 << (bits - 1)) - 1)), middle.saturating_add(beside).max(1)] {
                let probe = |at| Sample { at: Instant(at), ..sample(0, Status::Up) };
                let (record, _) = fold(&[probe(0), probe(us)]);
                let digits = us.ilog10() + 1;
                let unit = 10_i128.pow(digits.saturating_sub(3));
                let rounded = (2 * i128::from(us) + unit) / (2 * unit) * unit;
                let known = if us < 1000 { i128::from(us) } else { rounded };
                prop_assert_eq!(record.series[0].median_us.map(i128::from), Some(known), "{}", us);
            }
        }

        /// Any order, and every row twice, gives the same runs.
        #[test]
        fn order_and_repeats_do_not_matter(rows in samples(), seed in any::<u64>()) {
            let mut ordered = rows.clone();
            ordered.sort_by_key(|row| row.at);
            let mut shuffled: Vec<Sample> = rows.iter().chain(&rows).copied().collect();
            let mut state = seed;
            shuffled.sort_by_cached_key(|row| { state = state.wrapping_mul(6364136223846793005).wrapping_add(row.at.0 as u64 | 1); state });
            prop_assert_eq!(&fold(&ordered).0.series[0].runs, &fold(&shuffled).0.series[0].runs);
        }

        /// Every probe is in one run; runs are in order, of one class and without a silence.
        #[test]
        fn runs_hold_every_probe_once(mut rows in samples()) {
            rows.sort_by_key(|row| row.at);
            let series = &fold(&rows).0.series[0];
            let mut moments: Vec<i64> = rows.iter().map(|row| row.at.0).collect();
            moments.dedup();
            prop_assert_eq!(series.runs.iter().map(|run| run.probes).sum::<u64>(), moments.len() as u64);
            for pair in series.runs.windows(2) {
                prop_assert!(pair[0].last < pair[1].first);
                let silent = series.silence_us.is_some_and(|limit| pair[1].first.since(pair[0].last) > limit);
                prop_assert!(silent || pair[0].status != pair[1].status);
            }
            for run in &series.runs {
                let inside: Vec<i64> = moments.iter().copied().filter(|at| run.first.0 <= *at && *at <= run.last.0).collect();
                prop_assert!(inside.windows(2).all(|pair| series.silence_us.is_none_or(|limit| pair[1] - pair[0] <= limit)));
            }
        }
    }
}
