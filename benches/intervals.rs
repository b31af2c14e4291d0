//! Speed at which sets of moments are joined, cut and asked. Run with `cargo bench --bench
//! intervals`.
//!
//! 10,000 spans a set: the probes of a series in a bad year. Two sets that overlap in part, as two
//! vantages of one site do.

use corroborate::clock::{Instant, IntervalSet, SECOND, Span};
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;

const SPANS: i64 = 10_000;

/// Spans 600 s apart, each 400 s long, from `start_s` on.
fn spans(start_s: i64) -> Vec<Span> {
    let moment = |s: i64| Instant(s * SECOND);
    (0..SPANS)
        .filter_map(|n| Span::new(moment(start_s + n * 600), moment(start_s + n * 600 + 400)))
        .collect()
}

fn sets(criterion: &mut Criterion) {
    let (a, b): (IntervalSet, IntervalSet) =
        (spans(0).into_iter().collect(), spans(250).into_iter().collect());
    let turned: Vec<Span> = spans(0).into_iter().rev().collect();
    let whole = Span::new(Instant(0), Instant(SPANS * 600 * SECOND)).expect("it is not empty");
    let mut group = criterion.benchmark_group("intervals");
    group.throughput(Throughput::Elements(SPANS as u64));
    group.bench_function("of", |bencher| {
        bencher.iter(|| IntervalSet::of(black_box(&turned).iter().copied()))
    });
    group.bench_function("or", |bencher| bencher.iter(|| black_box(&a).union(&b)));
    group.bench_function("and", |bencher| bencher.iter(|| black_box(&a).intersection(&b)));
    group.bench_function("without", |bencher| bencher.iter(|| black_box(&a).difference(&b)));
    group.bench_function("gaps_in", |bencher| bencher.iter(|| black_box(&a).gaps_in(whole)));
    let request: Vec<Instant> =
        (0..SPANS).map(|n| Instant(n * 7_919 % (SPANS * 600) * SECOND)).collect();
    group.bench_function("holds", |bencher| {
        bencher.iter(|| request.iter().filter(|at| black_box(&a).contains(**at)).count())
    });
    group.finish();
}

criterion_group!(benches, sets);
criterion_main!(benches);
