//! Windows of which one end alone is asked for: that end stands, be there rows or not.

use crate::incident_folder::IncidentFolder;
use crate::program::incident;
use crate::program_run::printed;
use crate::tables::rows;
use serde_json::Value;
use std::fs;

/// Window of a report with these options, and the share of it that was observed.
fn window(folder: &IncidentFolder, words: &[&str]) -> [String; 3] {
    let report = ["report", "case", "--chart", "timeline", "-o", "out", "-q"];
    printed(folder.root(), &[&report, words].concat(), 0);
    let out = folder.root().join("out");
    let manifest = fs::read_to_string(out.join("manifest.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    let [from, until] =
        ["from", "until"].map(|end| manifest["window"][end].as_str().unwrap().to_owned());
    let availability = rows(&fs::read(out.join("tables/availability.csv")).unwrap());
    let at = availability[0].iter().position(|name| name == "observed_share").unwrap();
    let share = availability[1][at].clone();
    fs::remove_dir_all(out).unwrap();
    [from, until, share]
}

/// The log has rows from midnight to half past, every ten minutes.
#[test]
fn an_end_that_is_asked_for_alone_stands() {
    let folder = incident(&[]);
    let (midnight, half_past) = ("2022-10-05T00:00:00Z", "2022-10-05T00:30:00Z");
    let early = "2022-10-04T23:30:00Z";
    for (words, wanted) in [
        (&[][..], [midnight, half_past, "1.0000"]),
        (&["--from", early], [early, half_past, "0.5000"]),
        (&["--until", "2022-10-05T01:00Z"], [midnight, "2022-10-05T01:00:00Z", "0.5000"]),
        (
            &["--from", early, "--until", "2022-10-05T01:00Z"],
            [early, "2022-10-05T01:00:00Z", "0.3333"],
        ),
        (&["--from", "2022-10-05T00:05:00Z"], ["2022-10-05T00:05:00Z", half_past, "0.8000"]),
        (&["--until", "2022-10-05T00:25:00Z"], [midnight, "2022-10-05T00:25:00Z", "0.8000"]),
        (
            &["--until", "2022-10-05T01:00Z", "--as-of", "2022-10-05T00:40:00Z"],
            [midnight, "2022-10-05T00:40:00Z", "0.7500"],
        ),
    ] {
        assert_eq!(window(&folder, words), wanted, "{words:?}");
    }
}

/// The words named a window that nobody had written, and a file that there was none of.
#[test]
fn an_end_that_is_no_time_is_named_by_its_option() {
    let folder = incident(&[]);
    for (option, time) in [
        ("--from", "13:41"),
        ("--from", "garbage"),
        ("--until", "2022-10-05/2022-10-06"),
        ("--as-of", "../2022-10-05"),
        ("--embargo", "soon"),
    ] {
        let why = printed(folder.root(), &["report", "case", "-o", "out", option, time], 2);
        let wanted =
            format!("error: {option}: time: `{time}` is no time; write `2022-10-05T13:42Z`");
        assert!(why.starts_with(&wanted), "{why}");
        for words in ["time_format", "2200", "from/.."] {
            assert!(!why.contains(words), "{why}");
        }
    }
}
