//! Files that are no runs, and what was refused when runs were made.

use crate::runs::{done, incident, log, read, refused, write};
use corroborate::model::Refusals;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Another version, another Parquet file, a file cut short.
#[test]
fn foreign_and_broken_files_are_named() {
    let folder = incident();
    let at = folder.root();
    done(at, "fold case/probes/a.csv -o a.parquet");
    let good = fs::read(at.join("a.parquet")).unwrap();
    let mark = b"corroborate.schema_version\x18\x013";
    let place = good
        .windows(mark.len())
        .position(|window| window == mark)
        .expect("the version stands in the metadata");
    let mut newer = good.clone();
    newer[place + mark.len() - 1] = b'4';
    fs::write(at.join("newer.parquet"), newer).unwrap();
    refused(
        at,
        "report --probes newer.parquet",
        &["newer.parquet", "version 4", "reads 3", "corroborate fold"],
    );
    let table = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("output/usa-offline-2022/tables/outages.parquet");
    refused(
        at,
        &format!("report case --runs {}", table.display()),
        &["outages.parquet", "no file of runs", "corroborate fold"],
    );
    refused(at, "report case --runs case/probes/a.csv", &["case/probes/a.csv", "no file of runs"]);
    for cut in [1, 8, 200, good.len() / 2, good.len() - 1] {
        fs::write(at.join("cut.parquet"), &good[..good.len() - cut]).unwrap();
        refused(at, "report case --runs cut.parquet", &["cut.parquet"]);
    }
}

mod laws {
    use super::*;
    use crate::law_config::config;

    proptest! {
        #![proptest_config(config(100))]

        /// Whatever bytes are changed: an error that names the file, or a report, and never a
        /// panic.
        #[test]
        fn changed_bytes_never_panic(
            changes in prop::collection::vec((any::<prop::sample::Index>(), 1u8..), 1..4),
        ) {
            static GOOD: std::sync::OnceLock<Vec<u8>> = std::sync::OnceLock::new();
            let good = GOOD.get_or_init(|| {
                let folder = tempfile::tempdir().unwrap();
                write(&folder.path().join("a.csv"), &log(0, 60));
                done(folder.path(), "fold a.csv -o a.parquet");
                fs::read(folder.path().join("a.parquet")).unwrap()
            });
            let mut bytes = good.clone();
            changes.iter().for_each(|(at, by)| {
                let at = at.index(bytes.len());
                bytes[at] ^= by
            });
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("changed.parquet");
            fs::write(&path, bytes).unwrap();
            if let Err(why) = read(&path) {
                prop_assert!(why.contains("changed.parquet"), "{}", why);
            }
        }
    }
}

/// Every kind of refusal that a probe log can have goes through a file of runs, counted and in its
/// words.
#[test]
fn refusals_of_every_kind_are_carried() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let odd: [(&str, Vec<u8>); 12] = [
        ("time", b"yesterday,a,200,,up".to_vec()),
        ("field_count", b"2022-10-05T00:00:00Z,a".to_vec()),
        ("not_utf8", b"2022-10-05T00:00:00Z,\xff,200,,up".to_vec()),
        ("empty", b"2022-10-05T00:00:00Z,,200,,up".to_vec()),
        ("status_code", b"2022-10-05T00:00:00Z,a,20,,up".to_vec()),
        ("latency", b"2022-10-05T00:00:00Z,a,200,soon,up".to_vec()),
        ("result", b"2022-10-05T00:00:00Z,a,200,,fine".to_vec()),
        ("no_outcome", b"2022-10-05T00:00:00Z,a,,,".to_vec()),
        ("open_quote", b"2022-10-05T00:00:00Z,\"a,200,,up".to_vec()),
        ("carriage_return", b"2022-10-05T00:00:00Z,a,200,,up\rmore".to_vec()),
        ("too_many_fields", vec![b','; 5_000]),
        ("too_long", vec![b'x'; 70_000]),
    ];
    let mut log = b"timestamp,site,status_code,latency_ms,result\n2022-10-05T00:00:00Z,a,200,,\n\
        2022-10-05T00:01:00Z,a,200,,\n"
        .to_vec();
    for (_, line) in &odd {
        log.extend_from_slice(line);
        log.push(b'\n');
    }
    fs::write(at.join("log.csv"), log).unwrap();
    done(at, "fold log.csv -o runs.parquet");
    let refusals = |file: &str| read(&at.join(file)).unwrap().refusals;
    let (from_log, from_runs) = (refusals("log.csv"), refusals("runs.parquet"));
    let kinds: BTreeSet<&str> = odd.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(from_log.by_kind().keys().copied().collect::<BTreeSet<_>>(), kinds);
    assert_eq!(from_runs.by_kind(), from_log.by_kind());
    let words = |refusals: &Refusals| {
        refusals.listed.iter().map(|one| (one.line, one.kind.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(words(&from_runs), words(&from_log));
}
