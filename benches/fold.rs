//! Samples a second that the fold takes, in one thread. Run with `cargo bench --bench fold`;
//! `-- steady` runs one of them.
//!
//! 600 series interleaved and in order, 60 s apart, with an outage now and then: as a log of a
//! monitor has them. `steady` probes on the second, `jittered` up to 5 s late, `changing` has
//! another cause at every probe.

use corroborate::cli::DEFAULT_MEMORY;
use corroborate::clock::{Instant, SECOND};
use corroborate::fold::{Fold, SeriesNames, SeriesToSort, SortReason, Sorter};
use corroborate::model::{Cadence, CauseId, Location, ProbeSource, Sample, SeriesKey, Status};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

const SERIES: u32 = 600;
const ROUNDS: i64 = 2_000;

/// Rows in order of time; `late_s` spreads the probes of a round, `causes` is how many there are.
fn rows((late_s, causes): (i64, u16)) -> Vec<Sample> {
    let mut state: u64 = 1;
    let mut draw = |below: i64| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as i64 % below.max(1)
    };
    let mut rows = Vec::with_capacity((ROUNDS * i64::from(SERIES)) as usize);
    for round in 0..ROUNDS {
        for series in 0..SERIES {
            let down = (round + i64::from(series) * 7) % 400 < 5;
            rows.push(Sample {
                series,
                at: Instant(round * 60 * SECOND + draw(late_s * SECOND)),
                status: if down { Status::Down } else { Status::Up },
                cause: CauseId(if down { 1 } else { (round as u16 % causes) * 2 }),
                latency_us: Some(80_000 + draw(50_000)),
                location: Location { file: 0, line: rows.len() as u64 + 2 },
            });
        }
    }
    rows
}

fn folds(criterion: &mut Criterion) {
    let words: Vec<String> = (0..20).map(|n| format!("{n}")).collect();
    let keys: Vec<SeriesKey> = (0..SERIES)
        .map(|n| SeriesKey { site: format!("{n}"), vantage: "v".into(), source: 0 })
        .collect();
    let sources = [ProbeSource::new("p", Cadence::Poll)];
    let mut group = criterion.benchmark_group("fold");
    group.sample_size(20);
    for (name, shape) in [("steady", (0, 1)), ("jittered", (5, 1)), ("changing", (0, 4))] {
        let rows = rows(shape);
        group.throughput(Throughput::Elements(rows.len() as u64));
        group.bench_function(format!("push/{name}"), |bencher| {
            bencher.iter_batched(
                Fold::default,
                |mut fold| {
                    rows.iter().for_each(|row| fold.push(*row, &words));
                    fold
                },
                BatchSize::PerIteration,
            );
        });
    }
    let rows = rows((5, 1));
    let unsettled: Vec<SeriesToSort> = (0..SERIES)
        .map(|series| SeriesToSort { series, reason: SortReason::Order, rows: ROUNDS as u64 })
        .collect();
    group.throughput(Throughput::Elements(rows.len() as u64));
    group.bench_function("sorted", |bencher| {
        bencher.iter(|| {
            let mut sorter = Sorter::of(&unsettled, DEFAULT_MEMORY);
            rows.iter().rev().for_each(|row| sorter.push(*row));
            let names = SeriesNames { keys: &keys, causes: &words, sources: &sources };
            sorter
                .finish(names)
                .map(|sorted| Fold::default().finish(sorted, names))
                .expect("it fits into memory")
        });
    });
    group.finish();
}

criterion_group!(benches, folds);
criterion_main!(benches);
