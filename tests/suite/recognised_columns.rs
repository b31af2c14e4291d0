//! Columns of Parquet files, and files of runs, as `init` proposes them.

use crate::parquet_file::{Cells, parquet_file};
use crate::program_run::printed;
use crate::recognised::{one, value, write};
use crate::worked_out::outages_and_assumed;
use std::fs;

/// Four probes ten minutes apart, their stamps whole numbers: kind of the column, and the factor to
/// seconds.
pub(crate) fn columns(stamp: &str, factor: i64) -> Vec<u8> {
    let fields = format!(
        "required int64 at {stamp}; required binary url (STRING); required boolean up; optional \
         int32 took_s;"
    );
    let stamps = (0..4).map(|row| (1_664_928_000 + row * 600) * factor).collect();
    let columns = [
        Cells::Long(stamps),
        Cells::Text(vec!["ky.example".to_owned(); 4]),
        Cells::Truth(vec![true, false, false, true]),
        Cells::Short(vec![Some(1), None, None, Some(2)]),
    ];
    parquet_file(&fields, &columns)
}

/// The columns of a Parquet file are proposed by its schema and its first rows; what is proposed
/// reads the outage.
#[test]
fn columns_of_parquet_are_proposed_and_read() {
    let cases = [
        ("", 1, Some("unix_s"), None, "`at` (whole number)"),
        ("", 1_000, Some("unix_ms"), None, "`at` (whole number)"),
        ("(TIMESTAMP(MICROS, true))", 1_000_000, None, None, "`at` (timestamp in µs, UTC)"),
        (
            "(TIMESTAMP(MILLIS, false))",
            1_000,
            None,
            Some(""),
            "`at` (timestamp in ms, without a zone)",
        ),
    ];
    for (stamp, factor, format, zone, seen) in cases {
        let folder = tempfile::tempdir().unwrap();
        let path = write(folder.path(), "log.parquet", columns(stamp, factor));
        let guess = one(&path);
        assert!(
            guess.seen[0].starts_with("a Parquet file of 4 rows") && guess.seen[0].contains(seen),
            "{guess:?}"
        );
        assert_eq!(
            (value(&guess, "time_format").as_deref(), value(&guess, "zone").as_deref()),
            (format, zone),
            "{guess:?}"
        );
        let named =
            "{ timestamp = \"at\", site = \"url\", latency_s = \"took_s\", result = \"up\" }";
        assert_eq!(value(&guess, "columns").as_deref(), Some(named), "{guess:?}");
        printed(folder.path(), &["init", "case", "log.parquet"], 0);
        let settings = fs::read_to_string(folder.path().join("case/incident.toml"))
            .unwrap()
            .replace("FILL IN\"", "UTC\"");
        fs::write(folder.path().join("case/incident.toml"), settings).unwrap();
        let (outages, _) = outages_and_assumed(folder.path(), &["case"]);
        let edges = "O001,ky.example,2022-10-05T00:00:00Z,2022-10-05T00:10:00Z,\
            2022-10-05T00:20:00Z,2022-10-05T00:30:00Z";
        assert!(outages.lines().nth(1).is_some_and(|row| row.starts_with(edges)), "{outages}");
    }
}

/// A file of runs is known as such, and needs no columns.
#[test]
fn a_file_of_runs_needs_no_columns() {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        "log.csv",
        "timestamp,site,status_code\n2022-10-05T00:00:00Z,a,200\n2022-10-05T00:10:00Z,a,503\n",
    );
    printed(folder.path(), &["fold", "log.csv", "-o", "runs.parquet"], 0);
    let guess = one(&folder.path().join("runs.parquet"));
    assert!(guess.keys.is_empty() && guess.seen[0].starts_with("a file of runs"), "{guess:?}");
    printed(folder.path(), &["init", "case", "runs.parquet"], 0);
    assert!(printed(folder.path(), &["check", "case"], 0).contains("1 site, 1 measured"));
}
