//! The way of one who has somebody else's archive: `init` proposes, `check` says what is wrong,
//! `convert` makes it ours.

use crate::incident_folder::{IncidentFolder, PROBES};
use crate::program_run::printed;
use std::fs;

/// A log of others: semicolons, a German date, seconds, a word for the result.
const FOREIGN: &str = "Zeit;host;status;response_time;Bemerkung\n\
    05.10.2022 00:00;kentucky.gov;ok;0.088;\n\
    05.10.2022 00:10;kentucky.gov;failed;;Zeitüberschreitung\n\
    05.10.2022 00:20;kentucky.gov;failed;;Zeitüberschreitung\n\
    05.10.2022 00:30;kentucky.gov;ok;0.091;\n\
    05.10.2022 01:50;kentucky.gov;ok;0.091;\n";

#[test]
fn init_proposes_what_the_bytes_show_and_asks_for_the_zone() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("export.csv"), FOREIGN).unwrap();
    let done = printed(at, &["init", "case", "export.csv"], 0);
    assert!(
        done.contains("case/incident.toml: 1 kind of 1 archive")
            && done.contains("to fill in, [[probes]] 1: zone"),
        "{done}"
    );
    let text = fs::read_to_string(at.join("case/incident.toml")).unwrap();
    for line in [
        "separator = \";\"",
        "columns = \
         { timestamp = \"Zeit\", site = \"host\", latency_s = \"response_time\", result = \
         \"status\" }",
        "time_format = \"%d.%m.%Y %H:%M\"",
        "zone = \"FILL IN\"",
        "# 6 of the first 6 lines have 5 fields; the first line names the columns",
    ] {
        assert!(text.lines().any(|written| written == line), "{line} in {text}");
    }
    assert!(
        text.contains(
            "5 of 5 rows were read so, to the minute; the median of 4 intervals between probes at \
            a site is 10 min, the longest 1 h 20 min"
        ),
        "{text}"
    );
    // What only the user can know stops every command, with the line.
    let said = printed(at, &["check", "case"], 2);
    assert!(
        said.contains("case/incident.toml:")
            && said.contains("zone: it must be filled in; the comment above it says how"),
        "{said}"
    );
    // And nothing is written over.
    let said = printed(at, &["init", "case", "export.csv"], 2);
    assert!(said.contains("it is there already"), "{said}");
    assert_eq!(fs::read_to_string(at.join("case/incident.toml")).unwrap(), text);
    fs::write(at.join("case/incident.toml"), text.replace("FILL IN\"", "Europe/Berlin\"")).unwrap();
    let checked = printed(at, &["check", "case"], 0);
    for line in [
        "span       2022-10-04T22:00:00Z to 2022-10-04T23:50:00Z",
        "gaps       1 time not observed between two rows, the longest 1 h 20 min",
        "a probe every 10 min",
    ] {
        assert!(checked.contains(line), "{line} in {checked}");
    }
}

/// Stamps that can be read in two ways are left to the user, and so is a site that no column tells.
#[test]
fn init_does_not_choose_between_two_meanings() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("a.csv"), "time,up\n04/05/2022 10:00:00,1\n04/05/2022 10:05:00,0\n").unwrap();
    let done = printed(at, &["init", "case", "a.csv"], 0);
    assert!(
        done.contains(
            "time_format: all rows seen fit %d/%m/%Y %H:%M:%S and %m/%d/%Y \
        %H:%M:%S: write the one that is meant"
        ),
        "{done}"
    );
    assert!(done.contains("site: no column tells the site"), "{done}");
    fs::write(at.join("b.csv"), "time,up\n04/05/2022 10:00:00,1\n04/25/2022 10:05:00,0\n").unwrap();
    printed(at, &["init", "other", "b.csv"], 0);
    assert!(
        fs::read_to_string(at.join("other/incident.toml"))
            .unwrap()
            .contains("time_format = \"%m/%d/%Y %H:%M:%S\"")
    );
}

/// Archives that are alike share an entry; an empty one is left out, in words.
#[test]
fn init_puts_like_to_like_and_leaves_the_empty_out() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    for site in ["a", "b"] {
        fs::write(
            at.join(format!("{site}_report.log")),
            "2022-10-05 00:00, success, 0.1\n2022-10-05 00:10, failed, 0.0\n",
        )
        .unwrap();
    }
    fs::write(at.join("c_report.log"), "\n").unwrap();
    fs::write(at.join("d.csv"), "timestamp,site,status_code\n2022-10-05T00:00:00Z,d,200\n")
        .unwrap();
    printed(at, &["init", ".", "a_report.log", "b_report.log", "c_report.log", "d.csv"], 0);
    let text = fs::read_to_string(at.join("incident.toml")).unwrap();
    assert_eq!(text.matches("[[probes]]").count(), 2, "{text}");
    assert!(text.contains("# Left out: the file is empty\n#   c_report.log\n"), "{text}");
    assert!(
        text.contains("files = [\n    \"a_report.log\",\n    \"b_report.log\",\n]\n"),
        "{text}"
    );
    fs::write(at.join("incident.toml"), text.replace("FILL IN\"", "UTC\"")).unwrap();
    let checked = printed(at, &["check"], 0);
    assert!(
        checked.contains("2 sites from 1 vantage") && checked.contains("3 sites, 3 measured"),
        "{checked}"
    );
}

/// Each number that `check` counts, on a log that has one of each.
#[test]
fn check_counts_what_is_wrong_by_source() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let log = "timestamp,site,vantage,status_code\n\
        2022-10-05T00:00:00Z,a,x,200\n2022-10-05T00:10:00Z,a,x,200\n2022-10-05T00:10:00Z,a,x,200\n\
        2022-10-05T00:20:00Z,a,x,200\n\
        2022-10-05T00:20:00Z,a,x,503\n2022-10-05T02:00:00Z,a,x,200\n2022-10-05T01:50:00Z,a,x,200\n\
        2022-10-05T02:10:00Z,a,x,999\n";
    fs::write(at.join("log.csv"), log).unwrap();
    let checked = printed(at, &["check", "--probes", "log.csv", "--json"], 1);
    let json: serde_json::Value = serde_json::from_str(&checked).unwrap();
    let source = &json["sources"][0];
    let number = |key: &str| source[key].as_u64().unwrap_or(u64::MAX);
    // 00:20 to 01:50 is the silence, and 02:00 to 02:10 ends with an unknown probe; 02:00 stands
    // before 01:50.
    let wanted = [
        ("rows", 8),
        ("refused", 0),
        ("unreadable_outcomes", 1),
        ("unreadable_cells", 0),
        ("backward", 1),
        ("probes", 6),
        ("duplicates", 1),
        ("conflicts", 1),
        ("gaps", 2),
        ("longest_gap_us", 5_400_000_000),
        ("pace_us_min", 600_000_000),
        ("sites", 1),
    ];
    for (key, value) in wanted {
        assert_eq!(number(key), value, "{key}: {json:#}");
    }
    // Observed: 20 of 130 minutes before the silence, and 10 after it; a probe lasts a microsecond.
    let share = source["observed_share"].as_f64().unwrap();
    assert!((share - 30.0 / 130.0).abs() < 1e-6, "{share}");
    assert_eq!(json["refusals"][0]["kind"], "status_code");
    assert_eq!(json["refusals"][0]["first"][0]["line"], 9);
    assert_eq!(json["schema"], "corroborate/check");
    assert_eq!(json["schema_version"], 3);
}

/// A log of changes has rows and no probes, and says so; an archive elsewhere is named by its own
/// path.
#[test]
fn check_says_how_a_log_of_changes_writes_its_rows() {
    let folder = IncidentFolder::below("case", "");
    let at = folder.root();
    let log = "timestamp,site,result\n2022-10-05T00:00:00Z,a,up\n2022-10-05T06:00:00Z,a,down\n\
        2022-10-05T12:00:00Z,a,odd\n";
    fs::write(at.join("log.csv"), log).unwrap();
    let log = at.join("log.csv").canonicalize().unwrap().display().to_string();
    folder
        .set(&format!("[[probes]]\nfiles = {log:?}\ncadence = \"on-change\"\ninterval = \"5m\"\n"));
    let checked = printed(at, &["check", "case"], 1);
    assert!(
        checked.contains(
            "cadence    a row for each change, a probe every 5 min as declared; a row \
            every 6 h"
        ),
        "{checked}"
    );
    assert!(checked.contains(&format!("\n  {log}:4:3: result: expected `up`")), "{checked}");
    let json: serde_json::Value =
        serde_json::from_str(&printed(at, &["check", "case", "--json"], 1)).unwrap();
    assert_eq!(
        (&json["sources"][0]["cadence"], &json["sources"][0]["interval_us"]),
        (&"on-change".into(), &300_000_000.into())
    );
}

/// What is converted gives the same outages, in each format; nothing is written over; refused rows
/// are reported.
#[test]
fn a_converted_log_gives_the_same_outages() {
    let settings = "[[probes]]\nfiles = \"log.csv\"\nzone = \"Europe/Berlin\"\nseparator = \";\"\n\
        time_format = \"%d.%m.%Y %H:%M\"\nresolution = \"0s\"\n\
        columns = { timestamp = \"Zeit\", site = \"host\", latency_s = \"response_time\", result = \
        \"status\", error = \"Bemerkung\" }\n";
    let log = FOREIGN.to_owned() + "05.10.2022 99:00;kentucky.gov;ok;0.1;\n";
    let folder = IncidentFolder::below("case", settings).with("log.csv", log);
    let at = folder.root();
    let report = |words: &[&str], output: &str, exit_code: i32| {
        let mut all = vec!["report"];
        all.extend(words);
        all.extend(["-o", output]);
        printed(at, &all, exit_code);
        let outages = fs::read_to_string(at.join(output).join("tables/outages.csv")).unwrap();
        // All but the places, which name the file.
        outages
            .lines()
            .map(|line| line.split(',').take(13).collect::<Vec<_>>().join(","))
            .collect::<Vec<_>>()
    };
    let wanted = report(&["case"], "first", 1);
    assert_eq!(wanted.len(), 2, "{wanted:?}");
    for name in ["ours.csv", "ours.csv.gz", "ours.parquet"] {
        let done = printed(at, &["convert", "--incident", "case", "-o", name], 1);
        assert!(
            done.contains(&format!("{name}: 5 rows"))
                && done.contains("left out: 1 row that cannot be used"),
            "{done}"
        );
        assert_eq!(report(&["--probes", name], &format!("from-{name}"), 0), wanted, "{name}");
    }
    let first = "timestamp,site,vantage,status_code,error,latency_ms,result\n\
        2022-10-04T22:00:00Z,kentucky.gov,probes,,,88,up\n\
        2022-10-04T22:10:00Z,kentucky.gov,probes,,Zeitüberschreitung,,down\n";
    let ours = fs::read_to_string(at.join("ours.csv")).unwrap();
    assert!(ours.starts_with(first), "{ours}");
    assert!(
        printed(at, &["convert", "--incident", "case", "-o", "ours.csv"], 2)
            .contains("it is there already")
    );
    assert!(
        printed(at, &["convert", "--incident", "case", "-o", "ours.txt"], 2)
            .contains("the ending says how it is written")
    );
    assert!(
        printed(at, &["convert", "fettel", "case/log.csv", "-o", "x.csv"], 2)
            .contains("did you mean `fettle`?")
    );
    assert!(printed(at, &["convert", "-o", "x.csv"], 2).contains("name a layout"));
    // A run that fails leaves nothing behind.
    assert!(!at.join("x.csv").exists());
    assert!(
        fs::read_dir(at).unwrap().all(|entry| !entry
            .unwrap()
            .file_name()
            .to_string_lossy()
            .starts_with('.'))
    );
}

/// Lines of Fettle's layout, worked out by hand: both spellings of stamps, the words, what is
/// refused.
#[test]
fn fettles_logs_are_read_as_they_are() {
    let log = "2022-10-05 00:00, success, 0.301\n2022-10-05T00:10:00Z, failed, 0.0\n\
        2022-10-05T00:20:00, Status.FAILED, 0\n\n\
        2022-10-05 00:30, UNKNOWN, 0\n2022-10-05 00:40, success, 1.0\n2022-10-05 00:50, gone, 1.0\n\
        2022-10-05 01:00, success\n";
    let settings = "[[probes]]\nfiles = \"*.log\"\nlayout = \"fettle\"\nzone = \"UTC\"\n";
    let folder = IncidentFolder::below("case", settings).with("My Site_report.log", log);
    let at = folder.root();
    printed(at, &["report", "case", "-o", "out"], 1);
    let outages = fs::read_to_string(at.join("out/tables/outages.csv")).unwrap();
    let row: Vec<&str> = outages.lines().nth(1).unwrap().split(',').collect();
    // The unknown probe at 00:30 tells nothing: up again between 00:20 and 00:40.
    let wanted = [
        "O001",
        "My Site",
        "2022-10-05T00:00:00.000000Z",
        "2022-10-05T00:10:59.999999Z",
        "2022-10-05T00:20:00.000000Z",
        "2022-10-05T00:40:59.999999Z",
    ];
    assert_eq!(row[..6], wanted);
    assert!(
        row.contains(&"My Site_report.log:2") && row.contains(&"My Site_report.log:3"),
        "{row:?}"
    );
    let checked = printed(at, &["check", "case"], 1);
    assert!(checked.contains("My Site_report.log:7:7: result: expected `up`, `down`"), "{checked}");
    assert!(
        checked.contains("My Site_report.log:8:1: row: expected 3 fields, found 2"),
        "{checked}"
    );
    let case = at.join("case");
    fs::rename(case.join("My Site_report.log"), case.join("other.log")).unwrap();
    assert!(printed(at, &["check", "case"], 2).contains("rename it"));
}

/// A file of claims becomes an entry of claims, with what only the user can say left open.
#[test]
fn init_knows_files_of_claims() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let channel = r#"{"name":"N","type":"public_channel","id":1,"messages":[
        {"id":1,"type":"message","date":"2022-10-05T06:00:00","date_unixtime":"1664949600","from":"N","from_id":"channel1","text":"down"}]}"#;
    fs::write(at.join("result.json"), channel).unwrap();
    fs::write(at.join("d.csv"), "timestamp,site,status_code\n2022-10-05T00:00:00Z,d,200\n")
        .unwrap();
    let done = printed(at, &["init", "case", "d.csv", "result.json"], 0);
    assert!(
        done.contains("2 kinds of 2 archives")
            && done.contains("to fill in, [[claims]] 1: rules: the file does not say it"),
        "{done}"
    );
    let text = fs::read_to_string(at.join("case/incident.toml")).unwrap();
    assert!(
        text.contains("[[claims]]\nfiles = ") && text.contains("layout = \"telegram\""),
        "{text}"
    );
}

/// The last probe is a part of the window; its moment was missing from the share, so that a whole
/// log was observed for 99.9 %.
#[test]
fn a_log_without_a_silence_is_observed_all_the_time() {
    let log = "timestamp,site,status_code\n2022-10-05T00:00:00Z,a,200\n2022-10-05T00:10:00Z,a,200\n\
        2022-10-05T00:20:00Z,a,200\n";
    let folder = IncidentFolder::new(PROBES).with("probes.csv", log);
    assert!(printed(folder.path(), &["check"], 0).contains("observed   100.0 % of the window"));
}
