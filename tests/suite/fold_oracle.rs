//! The fold as plainly as it can be said (M7, M8): all rows in memory, grouped by moment, sorted.
//! An independent fold that the one in `src` must equal.

use corroborate::cli::DEFAULT_MEMORY;
use corroborate::clock::Instant;
use corroborate::fold::{Fold, SeriesNames, Sorter};
use corroborate::model::{
    Cadence, CauseId, Gap, IntervalRange, Latency, Location, MOST_PACE_CHANGES, PaceChange,
    ProbeSource, Record, Run, Sample, SeriesKey, SeriesRecord, Status,
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Most different rows of one moment that are kept apart.
const COMPARED: usize = 16;

/// The words of the causes, by number: not in the order of their numbers.
pub const CAUSES: [&str; 6] = ["timeout", "503", "200", "dns", "403", "connect"];

/// The words as the fold takes them.
pub fn causes() -> Vec<String> {
    CAUSES.map(str::to_owned).to_vec()
}

/// What the rows of one moment say: class, cause and latency, with the earliest place for each.
type LocationsByOutcome = BTreeMap<(Status, String, Option<i64>), Location>;

/// One probe of the plain fold.
struct PlainProbe {
    at: Instant,
    run: Run,
    conflict: bool,
}

fn probe(at: Instant, rows: &[Sample]) -> (PlainProbe, u64) {
    let mut said = LocationsByOutcome::new();
    for row in rows {
        let says = (row.status, CAUSES[usize::from(row.cause.0)].to_owned(), row.latency_us);
        let location = said.entry(says).or_insert(row.location);
        *location = row.location.min(*location);
    }
    let kept: Vec<_> = said.into_iter().take(COMPARED).collect();
    let ((status, cause, latency_us), _) = kept[0].clone();
    let conflict =
        kept.iter().any(|((other, ..), _)| *other != status && *other != Status::Unknown);
    let cause = CauseId(CAUSES.iter().position(|word| *word == cause).unwrap() as u16);
    let run = Run {
        status,
        gap: Gap::Observed,
        first: at,
        last: at,
        probes: 1,
        intervals: None,
        conflicts: u64::from(conflict),
        causes: vec![(cause, 1)],
        latency: latency_us.map(|us| Latency { probes: 1, sum_us: us, min_us: us, max_us: us }),
        first_row: kept.iter().map(|(_, location)| *location).min().unwrap(),
        last_row: kept.iter().map(|(_, location)| *location).max().unwrap(),
    };
    (PlainProbe { at, run, conflict }, (rows.len() - kept.len()) as u64)
}

/// Steps from one probe to the next that tell the pace of a series.
const NEIGHBOURS: usize = 9;

/// The second longest of some lengths, or the only one; `None` where there is none.
fn second_longest(lengths: &[i64]) -> Option<i64> {
    let mut sorted = lengths.to_vec();
    sorted.sort_unstable_by(|a, b| b.cmp(a));
    sorted.get(1).or(sorted.first()).copied()
}

/// Whether an interval is longer than twice the pace around it, as M7 says it; `steps` are all
/// intervals of a series.
pub fn is_silence(steps: &[i64], at: usize, declared_us: Option<i64>) -> bool {
    let before = second_longest(&steps[at.saturating_sub(NEIGHBOURS)..at]);
    let after = second_longest(&steps[at + 1..steps.len().min(at + 1 + NEIGHBOURS)]);
    match before.max(after).or(declared_us) {
        Some(pace) => steps[at] > 2 * pace,
        None => true,
    }
}

/// Whether the pace changes with an interval, and the middle ones before and after it.
fn pace_change(steps: &[i64], at: usize) -> Option<(i64, i64)> {
    let sorted = |mut side: Vec<i64>| {
        side.sort_unstable();
        side
    };
    let before = sorted(steps.get(at.checked_sub(NEIGHBOURS)?..at)?.to_vec());
    let after = sorted(steps.get(at..at + NEIGHBOURS)?.to_vec());
    let (last, first) = (steps[at - 1], steps[at]);
    let (most_before, most_after) = (&before[..NEIGHBOURS - 1], &after[1..]);
    let slower = 2 * most_after[0] >= 3 * most_before[NEIGHBOURS - 2]
        && last <= most_before[NEIGHBOURS - 2]
        && first >= most_after[0];
    let (most_before, most_after) = (&before[1..], &after[..NEIGHBOURS - 1]);
    let faster = 2 * most_before[0] >= 3 * most_after[NEIGHBOURS - 2]
        && last >= most_before[0]
        && first <= most_after[NEIGHBOURS - 2];
    (slower || faster).then(|| (before[NEIGHBOURS / 2], after[NEIGHBOURS / 2]))
}

/// What lies before each probe, the pace at the end and its changes. Unknown probes are no probes
/// for any of these.
fn gaps_and_pace(probes: &[PlainProbe], source: &ProbeSource) -> (Vec<Gap>, Pace) {
    let known: Vec<usize> =
        (0..probes.len()).filter(|at| probes[*at].run.status != Status::Unknown).collect();
    let step = |pair: &[usize]| probes[pair[1]].at.0 - probes[pair[0]].at.0;
    let steps: Vec<i64> = known.windows(2).map(step).collect();
    let mut gaps = vec![Gap::Observed; probes.len()];
    for (number, pair) in known.windows(2).enumerate() {
        let is_silent = match source.silence_us {
            Some(limit) => steps[number] > limit,
            None => is_silence(&steps, number, source.pace_us),
        };
        if is_silent {
            gaps[pair[1]] = Gap::Silence;
        }
    }
    let mut last = steps[steps.len().saturating_sub(NEIGHBOURS)..].to_vec();
    last.sort_unstable();
    let changes = (0..steps.len()).filter_map(|number| {
        let (from_us, to_us) = pace_change(&steps, number)?;
        Some(PaceChange { at: probes[known[number]].at, from_us, to_us })
    });
    let pace_us = last.get(last.len().saturating_sub(1) / 2).copied();
    (gaps, Pace { pace_us, changes: changes.take(MOST_PACE_CHANGES).collect() })
}

/// Pace of a series.
struct Pace {
    pace_us: Option<i64>,
    changes: Vec<PaceChange>,
}

fn joined(before: &mut Run, later: &Run) {
    let interval_us = later.first.0 - before.last.0;
    before.intervals = Some(match before.intervals {
        None => IntervalRange { shortest_us: interval_us, longest_us: interval_us },
        Some(range) => IntervalRange {
            shortest_us: range.shortest_us.min(interval_us),
            longest_us: range.longest_us.max(interval_us),
        },
    });
    before.last = later.last;
    before.last_row = later.last_row;
    before.probes += later.probes;
    before.conflicts += later.conflicts;
    let mut causes: BTreeMap<CauseId, u64> = before.causes.iter().copied().collect();
    later.causes.iter().for_each(|(cause, count)| *causes.entry(*cause).or_default() += count);
    before.causes = causes.into_iter().collect();
    before.latency = match (before.latency, later.latency) {
        (Some(a), Some(b)) => Some(Latency {
            probes: a.probes + b.probes,
            sum_us: a.sum_us + b.sum_us,
            min_us: a.min_us.min(b.min_us),
            max_us: a.max_us.max(b.max_us),
        }),
        (a, b) => a.or(b),
    };
}

/// One series, from its rows in any order.
fn series(key: &SeriesKey, rows: &[Sample], source: &ProbeSource) -> SeriesRecord {
    let mut moments: BTreeMap<Instant, Vec<Sample>> = BTreeMap::new();
    rows.iter().for_each(|row| moments.entry(row.at).or_default().push(*row));
    let (probes, duplicates): (Vec<PlainProbe>, Vec<u64>) =
        moments.iter().map(|(at, rows)| probe(*at, rows)).unzip();
    let (gaps, pace) = gaps_and_pace(&probes, source);
    let mut runs: Vec<Run> = Vec::new();
    for (probe, gap) in probes.iter().zip(gaps) {
        match runs.last_mut() {
            Some(run)
                if run.status == probe.run.status
                    && (run.conflicts > 0) == probe.conflict
                    && (run.status != Status::Down || run.causes[0].0 == probe.run.causes[0].0)
                    && gap == Gap::Observed =>
            {
                joined(run, &probe.run);
            }
            _ => runs.push(Run { gap, ..probe.run.clone() }),
        }
    }
    SeriesRecord {
        key: key.clone(),
        runs,
        pace_us: pace.pace_us,
        pace_changes: pace.changes,
        probes: probes.len() as u64,
        duplicates: duplicates.iter().sum(),
        conflicts: probes.iter().filter(|probe| probe.conflict).count() as u64,
    }
}

/// The record of all rows, in any order.
pub fn record(keys: &[SeriesKey], rows: &[Sample], source: &ProbeSource) -> Record {
    let of = |number: usize| {
        rows.iter().filter(|row| row.series as usize == number).copied().collect::<Vec<_>>()
    };
    let met =
        (0..keys.len()).filter(|number| rows.iter().any(|row| row.series as usize >= *number));
    let mut all: Vec<SeriesRecord> =
        met.map(|number| series(&keys[number], &of(number), source)).collect();
    all.sort_by(|a, b| a.key.cmp(&b.key));
    Record { series: all, causes: causes() }
}

/// The record of the fold, its rows taken in the order given, and whether some had to be read
/// again.
pub fn folded(keys: &[SeriesKey], rows: &[Sample], source: &ProbeSource) -> (Record, bool) {
    folded_within(keys, rows, (source, DEFAULT_MEMORY))
}

/// The same, where rows to be sorted may take so many bytes.
fn folded_within(
    keys: &[SeriesKey],
    rows: &[Sample],
    (source, memory): (&ProbeSource, u64),
) -> (Record, bool) {
    let (words, sources) = (causes(), [source.clone()]);
    let names = SeriesNames { keys, causes: &words, sources: &sources };
    let mut fold = Fold::default();
    rows.iter().for_each(|row| fold.push(*row, &words));
    let mut sorter = Sorter::of(&fold.series_to_sort(names), memory);
    rows.iter().for_each(|row| sorter.push(*row));
    let again = !sorter.is_idle();
    (fold.finish(sorter.finish(names).unwrap(), names), again)
}

/// Series with names against the order of their numbers.
pub fn keys(many: usize) -> Vec<SeriesKey> {
    (0..many)
        .map(|n| SeriesKey { site: format!("s{}", many - n), vantage: "v".into(), source: 0 })
        .collect()
}

/// A source with or without a silence limit of its own.
pub fn sources() -> impl Strategy<Value = ProbeSource> {
    let silence = prop_oneof![3 => Just(None), 1 => (1i64..500).prop_map(|s| Some(s * 1_000_000))];
    let pace = prop_oneof![Just(None), (1i64..500).prop_map(|s| Some(s * 1_000_000))];
    (silence, pace).prop_map(|(silence_us, pace_us)| ProbeSource {
        pace_us,
        silence_us,
        ..ProbeSource::new("probes", Cadence::Poll)
    })
}

/// Moments of one series in order: a pace, now and then another one, a silence, or a moment with
/// several rows.
fn moments() -> impl Strategy<Value = Vec<i64>> {
    let pace = prop_oneof![
        Just(1i64),
        Just(60_000_000),
        1i64..2_000_000_000,
        900i64..1100,
        1_000_000_000_000i64..2_000_000_000_000
    ];
    let step = prop_oneof![
        6 => Just(1.0f64),
        3 => 0.9f64..1.1,
        1 => Just(0.0),
        1 => 2.0f64..4.0,
        1 => 4.0f64..90.0,
    ];
    (pace, prop::collection::vec(step, 0..120)).prop_map(|(pace, steps)| {
        let mut at = 1_664_928_000_000_000;
        steps
            .into_iter()
            .map(|step| {
                at += (pace as f64 * step) as i64;
                at
            })
            .collect()
    })
}

/// Rows of some series, interleaved by time: the order in which a log has them.
pub fn rows(many: usize) -> impl Strategy<Value = Vec<Sample>> {
    let status = prop_oneof![
        6 => Just(Status::Up),
        3 => Just(Status::Down),
        1 => Just(Status::Challenged),
        1 => Just(Status::Degraded),
        1 => Just(Status::Unknown)
    ];
    let says = (
        status,
        0..CAUSES.len() as u16,
        prop_oneof![
            1 => Just(None),
            2 => (0i64..4).prop_map(Some),
            1 => (0i64..86_400_000_000).prop_map(Some),
        ],
    );
    let series = moments()
        .prop_flat_map(move |at| (Just(at.clone()), prop::collection::vec(says.clone(), at.len())));
    prop::collection::vec(series, 1..=many).prop_map(|all| {
        let mut rows: Vec<Sample> = Vec::new();
        for (number, (moments, said)) in all.into_iter().enumerate() {
            rows.extend(moments.into_iter().zip(said).map(|(at, (status, cause, latency_us))| {
                Sample {
                    series: number as u32,
                    at: Instant(at),
                    status,
                    cause: CauseId(cause),
                    latency_us,
                    location: Location { file: 0, line: 0 },
                }
            }));
        }
        rows.sort_by_key(|row| (row.at, row.series));
        rows.iter_mut().enumerate().for_each(|(at, row)| {
            row.location = Location { file: at as u32 / 50, line: at as u64 % 50 + 2 }
        });
        rows
    })
}

/// The same rows in an order that `seed` says.
pub fn shuffled(rows: &[Sample], seed: u64) -> Vec<Sample> {
    let mut rows = rows.to_vec();
    let mut state = seed;
    rows.sort_by_cached_key(|row| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(row.at.0 as u64 | 1);
        state
    });
    rows
}

mod laws {
    use super::*;
    use crate::law_config::config;

    proptest! {
        #![proptest_config(config(300))]

        /// The fold is the plain one: in order, shuffled, and with every row twice.
        #[test]
        fn the_fold_is_the_plain_fold(rows in rows(4), source in sources(), seed in any::<u64>()) {
            let keys = keys(4);
            let plain = record(&keys, &rows, &source);
            prop_assert_eq!(&folded(&keys, &rows, &source).0, &plain);
            prop_assert_eq!(&folded(&keys, &shuffled(&rows, seed), &source).0, &plain);
            let twice: Vec<Sample> = rows.iter().chain(&rows).copied().collect();
            prop_assert_eq!(
                &folded(&keys, &shuffled(&twice, seed), &source).0,
                &record(&keys, &twice, &source)
            );
        }

        /// What does not fit into memory goes to a file, and the runs are the same.
        #[test]
        fn rows_that_do_not_fit_are_sorted_all_the_same(
            rows in rows(4),
            source in sources(),
            seed in any::<u64>(),
            memory in 0u64..9_000,
        ) {
            let keys = keys(4);
            prop_assert_eq!(
                &folded_within(&keys, &shuffled(&rows, seed), (&source, memory)).0,
                &record(&keys, &rows, &source)
            );
        }

        /// Of many rows of one moment the same ones are kept, whatever their order.
        #[test]
        fn of_many_rows_of_one_moment_the_least_are_kept(
            says in prop::collection::vec((0..CAUSES.len() as u16, 0i64..20), 1..120),
            seed in any::<u64>(),
        ) {
            let rows: Vec<Sample> = says
                .iter()
                .enumerate()
                .map(|(line, (cause, latency))| Sample {
                    series: 0,
                    at: Instant(0),
                    status: if *cause < 3 { Status::Down } else { Status::Challenged },
                    cause: CauseId(*cause),
                    latency_us: Some(*latency),
                    location: Location { file: 0, line: line as u64 },
                })
                .collect();
            let (keys, source) = (keys(1), crate::fold::source());
            let plain = record(&keys, &rows, &source);
            prop_assert_eq!(&folded(&keys, &rows, &source).0, &plain);
            prop_assert_eq!(&folded(&keys, &shuffled(&rows, seed), &source).0, &plain);
        }
    }
}
