//! What `explain` prints: any id in any letters, the rows at the edges first, all rows when asked,
//! and the figures of the headline as the outages that they are made of.

use crate::program_run::printed;
use serde_json::Value;
use std::fmt::Write;
use std::path::Path;
use tempfile::TempDir;

/// Folder with an incident of two sites, probed each minute for two hours: `lock.example` is down
/// from 10:20 to 10:59, `weir.example` from 10:30 to 10:39; both are up at all other times.
fn incident() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut log = "timestamp,site,vantage,status_code\n".to_owned();
    for minute in 0..120 {
        for (site, down) in [("lock.example", 20..60), ("weir.example", 30..40)] {
            let code = if down.contains(&minute) { 503 } else { 200 };
            let (hour, rest) = (10 + minute / 60, minute % 60);
            writeln!(log, "2024-02-06T{hour}:{rest:02}:00Z,{site},delft,{code}").unwrap();
        }
    }
    let claims = "claim,claimant,role,published,kind,targets\n\
                  post,Crew,attacker,2024-02-06T10:15:00Z,attack,lock.example\n";
    let settings = "title = \"Canal\"\nzone = \"Europe/Amsterdam\"\n\
                    [[probes]]\nfiles = [\"log.csv\"]\n";
    std::fs::create_dir(folder.path().join("case")).unwrap();
    for (name, text) in
        [("log.csv", log.as_str()), ("claims.csv", claims), ("incident.toml", settings)]
    {
        std::fs::write(folder.path().join("case").join(name), text).unwrap();
    }
    folder
}

fn explained(folder: &TempDir, id: &str, words: &[&str]) -> String {
    printed(folder.path(), &[&["explain", id, "case", "--quiet"], words].concat(), 0)
}

#[test]
fn the_rows_at_the_edges_come_first_and_all_when_asked() {
    let folder = incident();
    let brief = explained(&folder, "O001", &[]);
    let edges: Vec<String> = brief
        .lines()
        .filter(|line| line.contains("log.csv:"))
        .map(|line| line.replace(",lock.example,delft,", " "))
        .collect();
    assert_eq!(
        edges,
        [
            "last up before the first failed: log.csv:40: up: 2024-02-06T10:19:00Z 200",
            "first failed: log.csv:42: down: 2024-02-06T10:20:00Z 503",
            "last failed: log.csv:120: down: 2024-02-06T10:59:00Z 503",
            "first up after the last failed: log.csv:122: up: 2024-02-06T11:00:00Z 200",
        ],
        "{brief}"
    );
    assert!(brief.contains("42 rows (2 up, 40 down); --all prints them"), "{brief}");
    assert!(brief.contains("(2024-02-06 11:19:00 to 11:20:00 CET)"), "both zones: {brief}");
    let all = explained(&folder, "O001", &["--all"]);
    assert_eq!(all.lines().filter(|line| line.starts_with("log.csv:")).count(), 42, "{all}");
    let json: Value = serde_json::from_str(&explained(&folder, "O001", &["--json"])).unwrap();
    let rows = json["rows"].as_array().unwrap();
    let edges: Vec<(&str, u64)> = rows
        .iter()
        .filter_map(|row| Some((row["edge"].as_str()?, row["line"].as_u64()?)))
        .collect();
    let expected =
        [("last_up", 40), ("first_failed", 42), ("last_failed", 120), ("first_up_again", 122)];
    assert_eq!((rows.len(), edges.as_slice()), (42, expected.as_slice()));
    // Of few rows all stand below those at the edges.
    let few = explained(&folder, "O002", &[]);
    assert_eq!(few.lines().filter(|line| line.starts_with("log.csv:")).count(), 12, "{few}");
}

#[test]
fn letters_of_an_id_may_be_small_or_capital() {
    let folder = incident();
    for (one, other) in [("O002", "o002"), ("V001", "v001"), ("post", "POST"), ("peak", "Peak")] {
        assert_eq!(explained(&folder, one, &[]), explained(&folder, other, &[]));
    }
    let none = printed(folder.path(), &["explain", "o009", "case"], 2);
    assert!(none.contains("`o009`") && none.contains("`downtime` and `peak`"), "{none}");
}

#[test]
fn a_site_is_explained_by_its_outages_and_verdicts() {
    let text = explained(&incident(), "LOCK.example", &[]);
    for part in ["lock.example went down once, for 39 min to 41 min", "O001 ", "V001 R3 supported"]
    {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("O002"), "{text}");
}

/// The downtime is the sum of the outages below it: 39 to 41 min and 9 to 11 min.
#[test]
fn figures_of_the_headline_are_explained_by_their_outages() {
    let folder = incident();
    let text = explained(&folder, "downtime", &[]);
    let first = text.lines().next().unwrap();
    assert_eq!(
        first,
        "downtime: 48 min to 52 min in all, summed over 2 outages whose start is on the record"
    );
    let lengths: Vec<&str> = text.lines().filter(|line| line.starts_with('O')).collect();
    assert_eq!(
        lengths,
        [
            "O001 lock.example: down for 39 min to 41 min",
            "O002 weir.example: down for 9 min to 11 min"
        ]
    );
    let text = explained(&folder, "peak", &[]);
    assert!(text.contains("from 2024-02-06 10:30:00 UTC: 2 sites certainly down"), "{text}");
    assert!(text.contains("O001 lock.example") && text.contains("O002 weir.example"), "{text}");
}

/// Letters that turn a terminal's line round stand escaped, and only an outage of single probes has
/// edges among its rows: a row of a log of changes stands for a long time.
#[test]
fn json_is_safe_for_a_terminal_and_marks_no_edge_in_a_log_of_changes() {
    let folder = tempfile::tempdir().unwrap();
    let log = "timestamp,site,status_code,error\n2024-02-06T10:00:00Z,lock.example,200,\n\
               2024-02-06T10:20:00Z,lock.example,503,odd \u{202e}word\n\
               2024-02-06T11:00:00Z,lock.example,200,\n";
    let settings = "title = \"Canal\"\n[[probes]]\nfiles = [\"log.csv\"]\n\
                    cadence = \"on-change\"\ninterval = \"1m\"\n";
    std::fs::create_dir(folder.path().join("case")).unwrap();
    for (name, text) in [("log.csv", log), ("incident.toml", settings)] {
        std::fs::write(folder.path().join("case").join(name), text).unwrap();
    }
    let text = explained(&folder, "O001", &["--json"]);
    assert!(text.contains("odd \\u202eword") && !text.contains('\u{202e}'), "{text}");
    let json: Value = serde_json::from_str(&text).unwrap();
    let rows = json["rows"].as_array().unwrap();
    assert!(rows.len() > 1 && rows.iter().all(|row| row["edge"].is_null()), "{text}");
}

/// Every id that a committed report prints is explained, from the report and from its incident.
#[test]
#[ignore = "runs the program some 850 times; part of `.ci/laws`"]
fn every_id_of_the_bundled_reports_is_explained() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for name in ["usa-offline-2022", "airports-2022"] {
        let tables = root.join("output").join(name).join("tables");
        let ids_of = |table: &str| -> Vec<String> {
            let path = tables.join(format!("{table}.csv"));
            let mut rows = csv::Reader::from_path(&path).expect("a table of the report");
            rows.records().map(|row| row.expect("a row")[0].to_owned()).collect()
        };
        let listed = ["outages", "blips", "verdicts", "events", "sites"];
        let mut ids: Vec<String> = listed.iter().flat_map(|table| ids_of(table)).collect();
        ids.extend(["downtime", "peak"].map(str::to_owned));
        assert!(ids.len() > 40, "{name}: {ids:?}");
        for folder in [format!("datasets/{name}"), format!("output/{name}")] {
            for id in &ids {
                let words = printed(root, &["explain", id, &folder, "--quiet"], 0);
                assert!(!words.is_empty(), "{folder}: {id}");
            }
        }
    }
}
