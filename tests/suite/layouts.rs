//! A log in each layout gives the same numbers: plain, gzip, zstd, Parquet, other columns.

use crate::parquet_file::{Cells, parquet_file};
use corroborate::model::{Origin, Report, Request};
use corroborate::pipeline::report_of;
use proptest::prelude::*;
use std::fs;
use std::io::Write;
use std::path::Path;

const PROBES: &str = "timestamp,site,vantage,status_code\n\
    2022-10-05T00:00:00Z,a,x,200\n\
    2022-10-05T00:10:00Z,a,x,503\n\
    2022-10-05T00:20:00Z,a,x,503\n\
    2022-10-05T00:30:00Z,a,x,200\n";
/// 2022-10-05T00:00:00Z.
const START_S: i64 = 1_664_928_000;

fn read(file: &Path) -> Result<Report, String> {
    let origin = Origin::Files { probes: vec![file.to_owned()], claims: Vec::new(), zone: None };
    report_of(&Request::of(origin)).map_err(|why| why.to_string())
}

/// Returns what must not differ: all but the names and hashes of the inputs.
fn numbers(file: &Path) -> Report {
    Report { inputs: Vec::new(), title: String::new(), ..read(file).unwrap() }
}

/// The log of [`PROBES`] in Parquet; `step` is a second in the unit of the stamps.
fn parquet(unit: &str, step: i64) -> Vec<u8> {
    let fields = format!(
        "required int64 timestamp (TIMESTAMP({unit}, true)); required binary site (STRING); \
         required binary vantage (STRING); optional int32 status_code;"
    );
    let texts = |text: &str| Cells::Text(vec![text.to_owned(); 4]);
    let stamps = (0..4).map(|row| (START_S + row * 600) * step).collect();
    let codes = [200, 503, 503, 200].map(Some).to_vec();
    parquet_file(&fields, &[Cells::Long(stamps), texts("a"), texts("x"), Cells::Short(codes)])
}

/// Packed or not, as text or as columns: the same report.
#[test]
fn every_layout_reads_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let plain = numbers(&file("p.csv", PROBES.as_bytes()));
    assert_eq!((plain.outages.len(), plain.outages[0].duration.least_us), (1, 600_000_000));
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(PROBES.as_bytes()).unwrap();
    let packed = [
        ("p.csv.gz", gz.finish().unwrap()),
        ("p.csv.zst", zstd::encode_all(PROBES.as_bytes(), 3).unwrap()),
        ("crlf.csv", PROBES.replace('\n', "\r\n").into_bytes()),
        ("bom.csv", format!("\u{feff}{PROBES}").into_bytes()),
    ];
    for (name, bytes) in packed {
        assert_eq!(plain, numbers(&file(name, &bytes)), "{name}");
    }
    for (name, unit, step) in [
        ("ms.parquet", "MILLIS", 1_000),
        ("us.parquet", "MICROS", 1_000_000),
        ("ns.parquet", "NANOS", 1_000_000_000),
    ] {
        let mut rows = numbers(&file(name, &parquet(unit, step)));
        // A row of Parquet has no line; its place is its number.
        rows.outages[0].first_row = plain.outages[0].first_row;
        rows.outages[0].last_row = plain.outages[0].last_row;
        rows.outages[0].edge_rows.clone_from(&plain.outages[0].edge_rows);
        assert_eq!(plain, rows, "{name}");
    }
}

/// A file cut short, or not what its name says, stops the run by name; no bytes panic.
#[test]
fn broken_files_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(PROBES.repeat(50).as_bytes()).unwrap();
    let gz = gz.finish().unwrap();
    let columns = parquet("MICROS", 1_000_000);
    let cases: [(&str, &[u8]); 6] = [
        ("cut.csv.gz", &gz[..gz.len() - 12]),
        ("cut.parquet", &columns[..columns.len() - 9]),
        ("text.parquet", PROBES.as_bytes()),
        ("nothing.parquet", b""),
        ("zeros.csv", &[0; 4096]),
        ("noise.csv.gz", &[0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0xff, 0xfe, 0xfd]),
    ];
    for (name, bytes) in cases {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let why = read(&path).expect_err(name).to_string();
        assert!(why.contains(name), "{name}: {why}");
    }
}

mod laws {
    use super::*;
    use crate::law_config::config;

    proptest! {
        #![proptest_config(config(400))]

        /// A Parquet log with any bytes changed is read or refused. Its library panics on some of
        /// them.
        #[test]
        fn a_damaged_parquet_log_stops_the_run_and_not_the_program(
            changes in
                prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        ) {
            let mut bytes = parquet("MICROS", 1_000_000);
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("log.parquet");
            fs::write(&path, bytes).unwrap();
            let _ = read(&path);
        }
    }
}
