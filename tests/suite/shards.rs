//! Folds of parts, added up (M8): however an archive is cut, and in whatever order the parts are added, the runs are those of the whole.

use crate::plain::{causes, keys, record, rows, shuffled, sources};
use corroborate::clock::Instant;
use corroborate::fold::{Fold, MEMORY, SeriesLog, Sorted, Sorter};
use corroborate::model::{CauseId, Class, Piece, Place, ProbeSource, Record, Sample, SeriesKey};
use proptest::prelude::*;

fn fold(rows: &[Sample]) -> Fold {
    let words = causes();
    let mut fold = Fold::default();
    rows.iter().for_each(|row| fold.push(*row, &words));
    fold
}

/// The folds as one, two at a time, in an order that `seed` says.
fn merged(parts: &[Vec<Sample>], mut seed: u64) -> Fold {
    let mut folds: Vec<Fold> = parts.iter().map(|rows| fold(rows)).collect();
    while folds.len() > 1 {
        let mut draw = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) as usize
        };
        let taken = folds.swap_remove(draw() % folds.len());
        let into = draw() % folds.len();
        folds[into].merge(taken);
    }
    folds.pop().unwrap_or_default()
}

/// The rows as plain data, one piece for each series, sorted where they must be.
fn pieces(rows: &[Sample], log: SeriesLog<'_>) -> Vec<Piece> {
    let mut fold = fold(rows);
    let mut sorter = Sorter::for_series(fold.unsettled(log).iter().map(|one| one.series), MEMORY);
    rows.iter().for_each(|row| sorter.push(*row));
    fold.pieces(sorter.sorted(log).unwrap(), log)
}

/// What a fold comes to: the series that it cannot settle, and the record where there are none.
fn outcome(mut fold: Fold, keys: &[SeriesKey], source: &ProbeSource) -> (Vec<u32>, Option<Record>) {
    let (words, sources) = (causes(), [source.clone()]);
    let log = SeriesLog { keys, causes: &words, sources: &sources };
    let unsettled: Vec<u32> = fold.unsettled(log).iter().map(|one| one.series).collect();
    let record = unsettled.is_empty().then(|| fold.finish(Sorted::default(), log));
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
        prop::collection::vec(0.0f64..1.0, 0..6).prop_map(Cut::Time),
        Just(Cut::Series),
        (1u64..5, any::<u64>()).prop_map(|(many, seed)| Cut::Rows(many, seed)),
    ]
}

fn parts(rows: &[Sample], cut: &Cut) -> Vec<Vec<Sample>> {
    let part = |(at, row): (usize, &Sample)| match cut {
        Cut::Time(shares) => shares.iter().filter(|share| at as f64 >= **share * rows.len() as f64).count(),
        Cut::Series => row.series as usize,
        Cut::Rows(many, seed) => (seed.wrapping_mul(at as u64 + 1).wrapping_mul(6_364_136_223_846_793_005) >> 33) as usize % *many as usize,
    };
    let mut parts = vec![Vec::new(); 8];
    rows.iter().enumerate().for_each(|row| parts[part(row)].push(*row.1));
    parts
}

/// Looks of a series in a file: enough to know its pace.
const PER_FILE: u32 = 12;

/// Looks at a steady pace, of which now and then one or two are lost, and which now and then have several rows.
fn steady() -> impl Strategy<Value = Vec<Sample>> {
    let gaps = prop::collection::vec((3usize..20, 1i64..4), 0..12);
    let series = (1_000_000i64..600_000_000, gaps, prop::collection::vec((0usize..200, 0u16..3), 0..10));
    prop::collection::vec(series, 1..4).prop_map(|all| {
        let mut rows = Vec::new();
        for (number, (pace, gaps, again)) in all.into_iter().enumerate() {
            let mut at = 0;
            let steps = gaps.into_iter().flat_map(|(many, gap)| [vec![1; many], vec![gap]].concat());
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
                class: if cause == 1 { Class::Down } else { Class::Up },
                cause: CauseId(cause),
                latency_us: Some(at % 977),
                place: Place { file: n as u32 / PER_FILE, line: 0 },
            };
            rows.extend(moments.iter().enumerate().map(|(n, at)| row((*at, n), u16::from(n % 17 < 3))));
            rows.extend(again.into_iter().filter_map(|(n, cause)| Some(row((*moments.get(n)?, n + 1), cause))));
        }
        rows.sort_by_key(|row| (row.at, row.series));
        rows.iter_mut().enumerate().for_each(|(at, row)| row.place.line = at as u64 + 2);
        rows
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 600, ..ProptestConfig::default() })]

    /// Whatever the parts and the order of adding them: what is settled equals the fold of all rows, and the same series are settled.
    #[test]
    fn parts_add_up_to_the_whole(rows in rows(3), source in sources(), cut in cuts(), seeds in (any::<u64>(), any::<u64>()), mixed in any::<bool>()) {
        let keys = keys(3);
        let mut parts = parts(&rows, &cut);
        if mixed {
            parts.iter_mut().for_each(|part| *part = shuffled(part, seeds.0));
        }
        let one = outcome(merged(&parts, seeds.0), &keys, &source);
        if let Some(record_of_parts) = &one.1 {
            prop_assert_eq!(record_of_parts, &record(&keys, &rows, &source));
        }
        parts.reverse();
        prop_assert_eq!(one, outcome(merged(&parts, seeds.1), &keys, &source));
    }

    /// What is kept of a part as plain data is all that is needed of it.
    #[test]
    fn parts_add_up_as_plain_data(rows in rows(3), source in sources(), cut in cuts()) {
        let (keys, words, sources) = (keys(3), causes(), [source.clone()]);
        let log = SeriesLog { keys: &keys, causes: &words, sources: &sources };
        let mut whole = Fold::default();
        for part in parts(&rows, &cut) {
            for piece in pieces(&part, log) {
                whole.absorb(piece, &words);
            }
        }
        if let (_, Some(of_parts)) = outcome(whole, &keys, &source) {
            prop_assert_eq!(of_parts.series, record(&keys, &rows, &source).series);
        }
    }

    /// Parts cut by time or by series settle without a second reading where the pace is steady, be they added or read one after the other.
    #[test]
    fn parts_cut_by_time_or_series_settle(rows in steady(), cut in cuts(), seed in any::<u64>()) {
        prop_assume!(!matches!(cut, Cut::Rows(..)));
        let (keys, source) = (keys(3), crate::fold::source());
        let plain = record(&keys, &rows, &source);
        let parts = parts(&rows, &cut);
        prop_assert_eq!(outcome(merged(&parts, seed), &keys, &source), (vec![], Some(plain)));
    }

    /// So do files that are read one after the other, in any order.
    #[test]
    fn files_in_any_order_settle(rows in steady(), seed in any::<u64>()) {
        let (keys, source) = (keys(3), crate::fold::source());
        let plain = record(&keys, &rows, &source);
        let mut files = rows.clone();
        files.sort_by_key(|row| u64::from(row.place.file).wrapping_add(1).wrapping_mul(seed | 1).rotate_left(17));
        prop_assert_eq!(outcome(fold(&files), &keys, &source), (vec![], Some(plain)));
    }
}
