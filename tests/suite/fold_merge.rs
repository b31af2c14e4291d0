//! Folds of parts, added up (M8): however an archive is cut, and in whatever order the parts are
//! added, the runs are those of the whole.

use crate::fold::{sample, source};
use crate::fold_oracle::{causes, keys, record, rows, shuffled, sources};
use corroborate::cli::DEFAULT_MEMORY;
use corroborate::clock::Instant;
use corroborate::fold::{Fold, SeriesNames, Sorted, Sorter};
use corroborate::model::{
    CauseId, IdMap, Location, ProbeSource, Record, Sample, SampleSink, Segment, SeriesKey, Status,
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn fold(rows: &[Sample]) -> Fold {
    let words = causes();
    let mut fold = Fold::default();
    rows.iter().for_each(|row| fold.push(*row, &words));
    fold
}

/// The rows as plain data, one segment for each series, sorted where they must be.
fn segments(rows: &[Sample], names: SeriesNames<'_>) -> Vec<Segment> {
    let mut fold = fold(rows);
    let mut sorter = Sorter::of(&fold.series_to_sort(names), DEFAULT_MEMORY);
    rows.iter().for_each(|row| sorter.push(*row));
    fold.segments(sorter.finish(names).unwrap(), names)
}

/// The parts as one, each folded by itself and handed on as plain data, in an order that `seed`
/// says.
fn absorbed(parts: &[Vec<Sample>], names: SeriesNames<'_>, mut seed: u64) -> Fold {
    let mut left: Vec<&Vec<Sample>> = parts.iter().collect();
    let mut whole = Fold::default();
    while !left.is_empty() {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let part = left.swap_remove((seed >> 33) as usize % left.len());
        for segment in segments(part, names) {
            whole.absorb(segment, names.causes);
        }
    }
    whole
}

/// Finishes a fold: gives the series that it cannot settle, and the record where there are none.
fn outcome(mut fold: Fold, keys: &[SeriesKey], source: &ProbeSource) -> (Vec<u32>, Option<Record>) {
    let (words, sources) = (causes(), [source.clone()]);
    let names = SeriesNames { keys, causes: &words, sources: &sources };
    let unsettled: Vec<u32> = fold.series_to_sort(names).iter().map(|one| one.series).collect();
    let record = unsettled.is_empty().then(|| fold.finish(Sorted::default(), names));
    (unsettled, record)
}

/// Which part each row goes to.
#[derive(Debug, Clone)]
enum Cut {
    /// At these shares of the rows, in order of time.
    Time(Vec<f64>),
    /// By series.
    Series,
    /// As it comes, in so many parts.
    Rows(u64, u64),
}

fn cuts() -> impl Strategy<Value = Cut> {
    prop_oneof![
        2 => orderly_cuts(),
        1 => (1u64..5, any::<u64>()).prop_map(|(many, seed)| Cut::Rows(many, seed)),
    ]
}

/// Cuts by time or by series.
fn orderly_cuts() -> impl Strategy<Value = Cut> {
    prop_oneof![prop::collection::vec(0.0f64..1.0, 0..6).prop_map(Cut::Time), Just(Cut::Series)]
}

fn parts(rows: &[Sample], cut: &Cut) -> Vec<Vec<Sample>> {
    let part = |(at, row): (usize, &Sample)| match cut {
        Cut::Time(shares) => {
            shares.iter().filter(|share| at as f64 >= **share * rows.len() as f64).count()
        }
        Cut::Series => row.series as usize,
        Cut::Rows(many, seed) => {
            (seed.wrapping_mul(at as u64 + 1).wrapping_mul(6_364_136_223_846_793_005) >> 33)
                as usize
                % *many as usize
        }
    };
    let mut parts = vec![Vec::new(); 8];
    rows.iter().enumerate().for_each(|row| parts[part(row)].push(*row.1));
    parts
}

/// The parts as files, whose numbers their rows bear.
fn files(mut parts: Vec<Vec<Sample>>) -> Vec<Vec<Sample>> {
    for (number, rows) in (0..).zip(&mut parts) {
        rows.iter_mut().for_each(|row| row.location.file = number);
    }
    parts
}

/// The fold of files that come one after the other: of those whose bit is set as a whole, with
/// numbers of its own, of the others row by row.
fn followed(files: &[Vec<Sample>], apart: u8) -> Fold {
    let words = causes();
    let mut whole = Fold::default();
    for (number, rows) in files.iter().enumerate() {
        if apart >> (number % 8) & 1 == 0 {
            rows.iter().for_each(|row| whole.push(*row, &words));
            continue;
        }
        let (mut file, mut numbers) =
            (Fold::default(), IdMap { file: number as u32, ..IdMap::default() });
        let (mut met, mut own_words) = (Vec::new(), Vec::new());
        for row in rows {
            let series =
                numbers.series.iter().position(|series| *series == row.series).unwrap_or_else(
                    || {
                        numbers.series.push(row.series);
                        numbers.series.len() - 1
                    },
                );
            // Each cause has two numbers, as one that stands as a code and as a word.
            let cause = met
                .iter()
                .position(|met| *met == (row.cause, row.location.line % 2))
                .unwrap_or_else(|| {
                    met.push((row.cause, row.location.line % 2));
                    numbers.causes.push(row.cause);
                    own_words.push(words[usize::from(row.cause.0)].clone());
                    met.len() - 1
                });
            let location = Location { file: 0, ..row.location };
            file.push(
                Sample { series: series as u32, cause: CauseId(cause as u16), location, ..*row },
                &own_words,
            );
        }
        whole.follow(file, &numbers, &words);
    }
    whole
}

/// Probes of a series in a file: enough to know its pace.
const PER_FILE: u32 = 12;

/// Probes at a steady pace, of which now and then one or two are lost, and which now and then have
/// several rows.
fn steady() -> impl Strategy<Value = Vec<Sample>> {
    let gaps = prop::collection::vec((3usize..20, 1i64..4), 0..12);
    let series =
        (1_000_000i64..600_000_000, gaps, prop::collection::vec((0usize..200, 0u16..3), 0..10));
    prop::collection::vec(series, 1..4).prop_map(|all| {
        let mut rows = Vec::new();
        for (number, (pace, gaps, again)) in all.into_iter().enumerate() {
            let mut at = 0;
            let steps =
                gaps.into_iter().flat_map(|(many, gap)| [vec![1; many], vec![gap]].concat());
            let moments: Vec<i64> = steps
                .map(|step| {
                    at += step * pace;
                    at
                })
                .collect();
            // The second row of a file's last moment stands in the next file.
            let row = |(at, n): (i64, usize), cause: u16| Sample {
                series: number as u32,
                at: Instant(at),
                status: if cause == 1 { Status::Down } else { Status::Up },
                cause: CauseId(cause),
                latency_us: Some(at % 977),
                location: Location { file: n as u32 / PER_FILE, line: 0 },
            };
            rows.extend(
                moments.iter().enumerate().map(|(n, at)| row((*at, n), u16::from(n % 17 < 3))),
            );
            rows.extend(
                again
                    .into_iter()
                    .filter_map(|(n, cause)| Some(row((*moments.get(n)?, n + 1), cause))),
            );
        }
        rows.sort_by_key(|row| (row.at, row.series));
        rows.iter_mut().enumerate().for_each(|(at, row)| row.location.line = at as u64 + 2);
        rows
    })
}

/// The second file is so much denser that what lies between the two may be a silence: the intervals
/// of both files tell, and nothing is read again.
#[test]
fn a_silence_between_files_is_reported_by_both() {
    let moments = |first: i64| {
        [(0..20).map(|n| n * 100).collect(), (0..200).map(|n| first + n * 50).collect::<Vec<i64>>()]
    };
    for (first, runs) in [(2_100, 1), (2_101, 2)] {
        let rows = moments(first).map(|seconds: Vec<i64>| {
            seconds.into_iter().map(|second| sample(second, Status::Up)).collect()
        });
        let files = files(rows.to_vec());
        for apart in 0..4 {
            let whole = outcome(followed(&files, apart), &keys(1), &source());
            let plain = record(&keys(1), &files.concat(), &source());
            assert_eq!(plain.series[0].runs.len(), runs);
            assert_eq!(whole, (vec![], Some(plain)), "{apart}");
        }
    }
}

/// Of many files that each go back in time, all rows are counted that must be read again.
#[test]
fn many_files_against_time_are_counted() {
    let files = files(
        (0..60).map(|file| (0..3).map(|n| sample(n * 1000 - file, Status::Up)).collect()).collect(),
    );
    let (keys, words, sources) = (keys(1), causes(), [source()]);
    let names = SeriesNames { keys: &keys, causes: &words, sources: &sources };
    for apart in [0, u8::MAX] {
        let counted: Vec<u64> =
            followed(&files, apart).series_to_sort(names).iter().map(|one| one.rows).collect();
        assert_eq!(counted, [180]);
    }
}

/// Probes at these steps of a pace.
fn at_steps(steps: impl IntoIterator<Item = i64>) -> Vec<Sample> {
    const PACE_US: i64 = 163_000_001;
    let row = |step: i64| Sample { at: Instant(step * PACE_US), ..sample(0, Status::Up) };
    steps.into_iter().map(row).collect()
}

/// A short file in which most probes are lost does not tell the pace: that of the next file does,
/// and nothing is read again.
#[test]
fn a_short_file_with_lost_probes_needs_no_second_reading() {
    let files = files(vec![at_steps([0, 3]), at_steps(6..46)]);
    let plain = record(&keys(1), &files.concat(), &source());
    assert_eq!(plain.series[0].runs.len(), 2);
    for apart in 0..4 {
        let whole = outcome(followed(&files, apart), &keys(1), &source());
        assert_eq!(whole, (vec![], Some(plain.clone())), "{apart}");
    }
}

/// A short file of runs does not tell the pace either.
#[test]
fn a_short_file_of_runs_with_lost_probes_needs_no_second_reading() {
    let (keys, words, sources) = (keys(1), causes(), [source()]);
    let names = SeriesNames { keys: &keys, causes: &words, sources: &sources };
    let parts = [at_steps([0, 3, 6, 9]), at_steps(10..50)];
    let mut whole = Fold::default();
    for segment in parts.iter().flat_map(|part| segments(part, names)) {
        whole.absorb(segment, &words);
    }
    let plain = record(&keys, &parts.concat(), &source());
    assert_eq!(outcome(whole, &keys, &source()), (vec![], Some(plain)));
}

/// A file by itself gives the code and the word of one cause two numbers, so that its runs are not
/// alike until they have the archive's. A run was then joined over a declared silence.
#[test]
fn a_declared_silence_divides_runs_of_a_cause_that_had_two_numbers() {
    let row = |n: i64| {
        let is_down = n % 2 == 0 || n == 15;
        let (status, cause) = if is_down { (Status::Down, 1) } else { (Status::Up, 0) };
        let location = Location { file: 0, line: n as u64 };
        let at = Instant(n * 10_000_000);
        Sample { series: 0, at, status, cause: CauseId(cause), latency_us: None, location }
    };
    let files = [(0..40).map(row).collect::<Vec<Sample>>()];
    let (keys, source) = (keys(1), ProbeSource { silence_us: Some(5_000_000), ..source() });
    let plain = record(&keys, &files[0], &source);
    assert_eq!(plain.series[0].runs.len(), 40, "each interval is a silence");
    let (unsettled, whole) = outcome(followed(&files, 1), &keys, &source);
    assert_eq!((unsettled, whole.map(|record| record.series)), (vec![], Some(plain.series)));
}

mod laws {
    use super::*;
    use crate::law_config::config;

    proptest! {
        #![proptest_config(config(300))]

        /// Whatever the parts and the order of adding them, all that is needed of a part is kept as
        /// plain data: what is settled equals the fold of all rows, and the same series are
        /// settled.
        #[test]
        fn parts_add_up_to_the_whole(
            rows in rows(3),
            source in sources(),
            cut in cuts(),
            seeds in (any::<u64>(), any::<u64>()),
            mixed in any::<bool>(),
        ) {
            let keys = keys(3);
            let mut parts = parts(&rows, &cut);
            if mixed {
                parts.iter_mut().for_each(|part| *part = shuffled(part, seeds.0));
            }
            let (words, sources) = (causes(), [source.clone()]);
            let names = SeriesNames { keys: &keys, causes: &words, sources: &sources };
            let one = outcome(absorbed(&parts, names, seeds.0), &keys, &source);
            if let Some(record_of_parts) = &one.1 {
                prop_assert_eq!(record_of_parts, &record(&keys, &rows, &source));
            }
            parts.reverse();
            prop_assert_eq!(one, outcome(absorbed(&parts, names, seeds.1), &keys, &source));
        }

        /// A series that must be read again says how many rows it has, however they came; only rows
        /// that contradict others of their moment may be left out.
        #[test]
        fn what_is_read_again_is_counted(
            rows in rows(3),
            source in sources(),
            cut in cuts(),
            seed in any::<u64>(),
            apart in any::<u8>(),
            mixed in any::<bool>(),
        ) {
            let (keys, words, sources) = (keys(3), causes(), [source]);
            let names = SeriesNames { keys: &keys, causes: &words, sources: &sources };
            let rows = if mixed { shuffled(&rows, seed) } else { rows };
            let parts = parts(&rows, &cut);
            for mut whole in
                [fold(&rows), absorbed(&parts, names, seed), followed(&files(parts), apart)]
            {
                for one in whole.series_to_sort(names) {
                    let own: Vec<&Sample> =
                        rows.iter().filter(|row| row.series == one.series).collect();
                    let said: BTreeSet<_> = own
                        .iter()
                        .map(|row| (row.at, row.status, row.cause, row.latency_us))
                        .collect();
                    let moments = own.iter().map(|row| row.at).collect::<BTreeSet<_>>();
                    let contradicting = (said.len() - moments.len()) as u64;
                    let all = own.len() as u64;
                    prop_assert!(
                        (all - contradicting..=all).contains(&one.rows),
                        "{} of {all}, of \
                                which {contradicting} contradict",
                        one.rows
                    );
                }
            }
        }

        /// Parts cut by time or by series settle without a second reading where the pace is steady,
        /// be they added or read one after the other.
        #[test]
        fn parts_cut_by_time_or_series_settle(
            rows in steady(),
            cut in orderly_cuts(),
            seed in any::<u64>(),
        ) {
            let (keys, source) = (keys(3), source());
            let plain = record(&keys, &rows, &source);
            let (words, sources) = (causes(), [source.clone()]);
            let names = SeriesNames { keys: &keys, causes: &words, sources: &sources };
            let whole = absorbed(&parts(&rows, &cut), names, seed);
            prop_assert_eq!(outcome(whole, &keys, &source), (vec![], Some(plain)));
        }

        /// Files that are read one after the other settle in any order.
        #[test]
        fn files_in_any_order_settle(rows in steady(), seed in any::<u64>()) {
            let (keys, source) = (keys(3), source());
            let plain = record(&keys, &rows, &source);
            let mut files = rows.clone();
            files.sort_by_key(|row| {
                u64::from(row.location.file).wrapping_add(1).wrapping_mul(seed | 1).rotate_left(17)
            });
            prop_assert_eq!(outcome(fold(&files), &keys, &source), (vec![], Some(plain)));
        }

        /// Files that are folded by themselves or row by row: what is settled equals the fold of
        /// all rows.
        #[test]
        fn files_folded_apart_add_up_to_the_whole(
            rows in rows(3),
            source in sources(),
            cut in cuts(),
            apart in any::<u8>(),
            seed in any::<u64>(),
            mixed in any::<bool>(),
        ) {
            let keys = keys(3);
            let mut parts = parts(&rows, &cut);
            if mixed {
                parts.iter_mut().for_each(|part| *part = shuffled(part, seed));
            }
            let files = files(parts);
            if let (_, Some(of_files)) = outcome(followed(&files, apart), &keys, &source) {
                prop_assert_eq!(of_files.series, record(&keys, &files.concat(), &source).series);
            }
        }

        /// Where the pace is steady they settle.
        #[test]
        fn files_folded_apart_settle(
            rows in steady(),
            cut in orderly_cuts(),
            apart in any::<u8>(),
        ) {
            let (keys, source) = (keys(3), source());
            let files = files(parts(&rows, &cut));
            prop_assert_eq!(
                outcome(followed(&files, apart), &keys, &source),
                (vec![], Some(record(&keys, &files.concat(), &source)))
            );
        }

        /// Files that are folded apart settle in any order.
        #[test]
        fn files_folded_apart_settle_in_any_order(
            rows in steady(),
            apart in any::<u8>(),
            seed in any::<u64>(),
        ) {
            let (keys, source) = (keys(3), source());
            let mut parts: BTreeMap<u64, Vec<Sample>> = BTreeMap::new();
            for row in rows {
                let location = u64::from(row.location.file)
                    .wrapping_add(1)
                    .wrapping_mul(seed | 1)
                    .rotate_left(17);
                parts.entry(location).or_default().push(row);
            }
            let files = files(parts.into_values().collect());
            prop_assert_eq!(
                outcome(followed(&files, apart), &keys, &source),
                (vec![], Some(record(&keys, &files.concat(), &source)))
            );
        }
    }
}
