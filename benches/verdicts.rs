//! Speed at which runs become outages and verdicts. Run with `cargo bench --bench verdicts`.
//!
//! 100 sites seen from two vantages for a week, each with an outage a day; `claims/0` is the way to
//! the outages alone, `claims/50` judges 50 claims of all sites, which is 5,000 verdicts.

use corroborate::analysis::{self, RulesTried};
use corroborate::clock::{HOUR, Instant, MINUTE, Range};
use corroborate::fold::{Fold, SeriesNames, Sorted};
use corroborate::model::{
    Cadence, CauseId, Claim, ClaimKind, Incident, Location, ProbeSource, Record, Refusals, Role,
    Sample, SeriesKey, Status, Target,
};
use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

const SITES: u32 = 100;
const VANTAGES: u32 = 2;
const PROBES: i64 = 7 * 24 * 60;

fn sources() -> Vec<ProbeSource> {
    vec![ProbeSource::new("p", Cadence::Poll)]
}

fn record() -> Record {
    let key = |n: u32| SeriesKey {
        site: format!("s{:03}", n / VANTAGES),
        vantage: format!("v{}", n % VANTAGES),
        source: 0,
    };
    let keys: Vec<SeriesKey> = (0..SITES * VANTAGES).map(key).collect();
    let words = ["200".to_owned(), "503".to_owned()];
    let mut fold = Fold::default();
    for probe in 0..PROBES {
        for series in 0..SITES * VANTAGES {
            let down = (probe + i64::from(series / VANTAGES) * 11) % (24 * 60) < 45;
            let (status, cause) =
                if down { (Status::Down, CauseId(1)) } else { (Status::Up, CauseId(0)) };
            let (at, location) =
                (Instant(probe * MINUTE), Location { file: 0, line: probe as u64 });
            fold.push(Sample { series, at, status, cause, latency_us: None, location }, &words);
        }
    }
    fold.finish(Sorted::default(), SeriesNames { keys: &keys, causes: &words, sources: &sources() })
}

fn claims(many: i64) -> Vec<Claim> {
    let claim = |n: i64| Claim {
        claimant: "somebody".into(),
        published: Some(Range {
            earliest: Some(Instant(n * 3 * HOUR)),
            latest: Some(Instant(n * 3 * HOUR + MINUTE)),
        }),
        targets: vec![Target::All],
        location: Location { file: 0, line: n as u64 + 2 },
        ..Claim::blank(format!("c{n}"), Role::Attacker, ClaimKind::Attack)
    };
    (0..many).map(claim).collect()
}

fn incident(claims: Vec<Claim>) -> Incident {
    Incident { title: "Bench".into(), claims, sources: sources(), ..Incident::new("bench") }
}

fn reports(criterion: &mut Criterion) {
    let record = record();
    let mut group = criterion.benchmark_group("analysis");
    group.sample_size(20);
    for many in [0, 50] {
        group.bench_function(BenchmarkId::new("claims", many), |bencher| {
            bencher.iter(|| {
                let (incident, refusals) = (incident(claims(many)), Refusals::default());
                analysis::report(
                    incident,
                    &record,
                    Vec::new(),
                    refusals,
                    RulesTried::InForce.into(),
                )
            });
        });
    }
    group.finish();
}

criterion_group!(benches, reports);
criterion_main!(benches);
