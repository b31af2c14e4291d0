//! Coarseness of the stamps of a source: `check` says which one tells it.

use crate::incident_folder::IncidentFolder;
use std::fmt::Write;

/// Returns what `check` says of the stamps of the only source, and what its JSON says.
fn checked(folder: &IncidentFolder) -> [String; 2] {
    let said = |words: &str| {
        let output = crate::runs::ran(folder.path(), words);
        String::from_utf8(output.stdout).unwrap()
    };
    let (text, json) = (said("check ."), said("check . --json"));
    let line = text.lines().find_map(|line| line.trim().strip_prefix("stamps")).unwrap();
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    [line.trim().to_owned(), json["sources"][0]["coarsest_stamp"].to_string()]
}

/// A log with these stamps, each cell behind this separator.
fn log(stamps: &[&str], separator: char) -> String {
    let mut log = format!("timestamp{separator}site{separator}status_code\n");
    for stamp in stamps {
        let _ = writeln!(log, "{stamp}{separator}shop.example{separator}200");
    }
    log
}

const SECONDS: [&str; 3] = ["2025-01-01T00:00:00Z", "2025-01-01T00:05:00Z", "2025-01-01T00:10:00Z"];
const MIXED: [&str; 6] = [
    "2025-01-01T00:15:00Z",
    "2025-01-01T00:20Z",
    "2025-01-01T01Z",
    "2025-01-01T01:05Z",
    "2025-01-01T02Z",
    "2025-01-01T02:05:00Z",
];

#[test]
fn check_names_the_first_of_the_coarsest_stamps() {
    for separator in [',', ';'] {
        let settings =
            format!("[[probes]]\nfiles = [\"a.csv\", \"b.csv\"]\nseparator = \"{separator}\"\n");
        let of = |second: &[&str]| {
            let folder = IncidentFolder::new(&settings).with("a.csv", log(&SECONDS, separator));
            checked(&folder.with("b.csv", log(second, separator)))
        };
        let hour = "to the hour, the first of these at b.csv:4";
        assert_eq!(of(&MIXED), [hour, r#"{"file":"b.csv","line":4}"#], "{separator}");
        let minute = "to the minute, the first of these at b.csv:3";
        assert_eq!(of(&MIXED[..2]), [minute, r#"{"file":"b.csv","line":3}"#], "{separator}");
        assert_eq!(of(&MIXED[..1]), ["to the second or finer", "null"], "{separator}");
    }
}

/// What the incident declares was not found at any stamp.
#[test]
fn a_declared_resolution_has_no_stamp() {
    let settings = "[[probes]]\nfiles = \"a.csv\"\nresolution = \"1h\"\n";
    let folder = IncidentFolder::new(settings).with("a.csv", log(&MIXED, ','));
    assert_eq!(checked(&folder), ["to the hour, as declared", "null"]);
}

/// Stamps that a layout reads itself have their line, too.
#[test]
fn a_layout_names_its_coarsest_stamp() {
    let settings = "[[probes]]\nfiles = \"a.csv\"\nlayout = \"pingdom\"\nzone = \"UTC\"\n";
    let log = "time,status,probeid,responsetime\n2025-01-01 00:00:00,up,1,10\n\
        soon,up,1,10\n2025-01-01 00:10,up,1,10\n2025-01-01 00:15,up,1,10\n";
    let folder = IncidentFolder::new(settings).with("a.csv", log);
    let minute = "to the minute, the first of these at a.csv:4";
    assert_eq!(checked(&folder), [minute, r#"{"file":"a.csv","line":4}"#]);
}
