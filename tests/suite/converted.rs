//! Output of `convert`: a report on it is the same, with what it says is not in the file; and
//! that what it says was lost is lost.

use crate::incident_folder::IncidentFolder;
use crate::program_run::printed;
use std::fs;
use std::io::Read;
use std::path::Path;

const PERIODS: &str = "status,start,end\nUp,2022-10-05T00:00:00Z,2022-10-05T01:00:00Z\n\
    Down,2022-10-05T01:00:00Z,2022-10-05T02:00:00Z\n\
    Up,2022-10-05T02:00:00Z,2022-10-05T05:00:00Z\n";

/// The outages of an incident, without their places.
fn outages(folder: &Path, incident: &str) -> Vec<String> {
    let output = format!("of-{incident}");
    printed(folder, &["report", incident, "-o", &output, "--quiet"], 0);
    let table = fs::read_to_string(folder.join(output).join("tables/outages.csv")).unwrap();
    table.lines().map(|line| line.split(',').take(13).collect::<Vec<_>>().join(",")).collect()
}

/// The keys that it says to write, as lines of TOML.
fn keys(said: &str) -> String {
    said.lines()
        .filter_map(|line| line.strip_prefix("    "))
        .map(|line| format!("{line}\n"))
        .collect()
}

/// A log of changes stays one: what says so is no part of the file, and is named as lost.
#[test]
fn a_log_of_changes_says_how_it_is_read() {
    let more = "silence = \"7d\"\nclock_error = \"2s\"\nsimulated = true\n";
    let settings = format!(
        "[[probes]]\nfiles = \"shop.csv\"\nlayout = \"statuscake\"\ninterval = \"5m\"\n{more}"
    );
    let folder = IncidentFolder::below("case", &settings).with("shop.csv", PERIODS);
    let at = folder.root();
    let wanted = outages(at, "case");
    // 00:55 to 01:00, and 01:55 to 02:00, each widened by the clock's two seconds.
    assert!(
        wanted[1].contains(
            "2022-10-05T00:54:58Z,2022-10-05T01:00:02Z,2022-10-05T01:54:58Z,2022-10-05T02:00:02Z"
        ),
        "{wanted:?}"
    );
    for name in ["ours.csv", "ours.parquet"] {
        let said = printed(at, &["convert", "--incident", "case", "-o", name], 0);
        let keys = keys(&said);
        assert_eq!(keys, format!("cadence = \"on-change\"\ninterval = \"5m\"\n{more}"), "{said}");
        folder.beside("again", &format!("[[probes]]\nfiles = \"../{name}\"\n{keys}"));
        assert_eq!(outages(at, "again"), wanted, "{name}");
        folder.beside("poll", &format!("[[probes]]\nfiles = \"../{name}\"\n"));
        assert_ne!(outages(at, "poll"), wanted, "{name}");
        fs::remove_dir_all(at.join("of-again"))
            .and_then(|()| fs::remove_dir_all(at.join("of-poll")))
            .unwrap();
    }
    // Without an incident nobody has said the interval, and it is asked for.
    let said = printed(at, &["convert", "statuscake", "case/shop.csv", "-o", "x.csv"], 0);
    assert!(keys(&said).starts_with("cadence = \"on-change\"\ninterval = \"…\""), "{said}");
}

/// Rows outside the window, names that became ids, and sources that became one are reported; a
/// plain log needs no keys.
#[test]
fn what_was_left_out_or_joined_is_reported() {
    let log = "timestamp,site,status_code\n2022-10-05T00:00:00Z,https://a.example,200\n\
        2022-10-05T00:10:00Z,https://a.example,503\n\
        2022-10-05T00:20:00Z,https://a.example,200\n";
    let window = "window = { from = \"2022-10-05T00:05Z\", until = \"2022-10-06T00:00Z\" }\n";
    let folder = IncidentFolder::below(
        "case",
        &format!(
            "{window}[[probes]]\nfiles = \"a.csv\"\n[[probes]]\nfiles = \"b.csv\"\nsilence = \
             \"1h\"\n"
        ),
    );
    folder.write("a.csv", log);
    folder.write("b.csv", log.replace("a.example", "b.example"));
    folder.write("sites.csv", "site,url\nshop,https://a.example\n");
    let at = folder.root();
    let said = printed(at, &["convert", "--incident", "case", "-o", "x.csv"], 0);
    for line in [
        "x.csv: 4 rows",
        "  left out: 2 rows outside the window",
        "  lost: 2 names of sites as the archives write them; the rows have the sites' ids",
        "  lost: which of the 2 sources a row comes from; rows of one site and vantage are now one \
         series",
    ] {
        assert!(said.lines().any(|one| one == line), "{line} in {said}");
    }
    assert!(said.contains("its sources differ in") && keys(&said).is_empty(), "{said}");
    assert_eq!(
        fs::read_to_string(at.join("x.csv"))
            .unwrap()
            .lines()
            .filter(|row| row.contains(",shop,"))
            .count(),
        2
    );
    let said = printed(at, &["convert", "csv", "case/a.csv", "-o", "y.csv"], 0);
    assert!(
        !said.contains("left out")
            && !said.contains("sources")
            && !said.contains("not in the file"),
        "{said}"
    );
}

/// A layout that needs a key which only an incident can have says so.
#[test]
fn lines_of_curl_are_converted_by_an_incident() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("loop.log"), "2022-10-05T00:00:00Z a 200\n").unwrap();
    let said = printed(folder.path(), &["convert", "lines", "loop.log", "-o", "x.csv"], 2);
    assert!(
        said.contains("write it in an incident.toml, and name that folder with --incident"),
        "{said}"
    );
}

/// Stamps of a file have one number of decimals, that of the row with most of them, wherever it
/// comes; nothing else of the rows before it changes.
#[test]
fn stamps_of_a_converted_log_have_one_number_of_decimals() {
    let names = ["a,\"b\"", "c;d", "=e"];
    let log = |fractions: &[&str]| {
        let mut log = "timestamp,site,result,error\n".to_owned();
        for (number, fraction) in (0..).zip(fractions) {
            let quoted = names[number % 3].replace('"', "\"\"");
            log.push_str(&format!(
                "2022-10-05T00:00:{number:02}{fraction}Z,\"{quoted}\",down,\"{quoted}\"\n"
            ));
        }
        log
    };
    let folder = tempfile::tempdir().unwrap();
    for (fractions, letters) in [
        (&["", "", ""][..], 20),
        (&["", "", ".125", ""], 24),
        (&["", ".25", ".000125", "", ".5"], 27),
    ] {
        fs::write(folder.path().join("log.csv"), log(fractions)).unwrap();
        for name in ["out.csv", "out.csv.gz"] {
            printed(folder.path(), &["convert", "log.csv", "-o", name, "--overwrite"], 0);
            let bytes = fs::read(folder.path().join(name)).unwrap();
            let mut text = Vec::new();
            if name.ends_with(".gz") {
                flate2::read::GzDecoder::new(&*bytes).read_to_end(&mut text).unwrap();
            } else {
                text = bytes;
            }
            let mut rows = csv::Reader::from_reader(&*text);
            let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
            assert_eq!(rows.len(), fractions.len());
            for (number, (row, fraction)) in rows.iter().zip(fractions).enumerate() {
                assert_eq!(row[0].len(), letters, "{name}: {row:?}");
                let digits = fraction.trim_start_matches('.');
                let stamp = row[0].replace('Z', "");
                let (whole, rest) = stamp.split_once('.').unwrap_or((&stamp, ""));
                assert!(whole.ends_with(&format!(":{number:02}")), "{row:?}");
                assert_eq!(rest.trim_end_matches('0'), digits.trim_end_matches('0'));
                let again = &rows[number % 3];
                assert_eq!((&row[1], &row[4]), (&again[1], &again[4]), "{name}: {row:?}");
            }
        }
    }
}
