//! Files with rows of several checks, places or lists in one: each was read as one log of one site,
//! and an outage was lost without a word. Each is asked about, or read whole.

use crate::newcomers_files::fill;
use crate::program_run::ran;
use crate::proposed::{folder, quick, stopped};
use crate::words_taken_amiss::question;
use std::fs;
use std::path::Path;

/// Moments of a log, five minutes apart from eight o'clock on.
const MOMENTS: usize = 40;
/// Moments of the only outage.
const DOWN: std::ops::Range<usize> = 12..18;

/// Stamp of a moment, so many seconds later.
fn stamp(at: usize, seconds: usize) -> String {
    let all = at * 300 + seconds;
    format!("2023-07-11T{:02}:{:02}:{:02}Z", 8 + all / 3600, all / 60 % 60, all % 60)
}

/// Word for the state of the site that failed.
fn state(at: usize) -> &'static str {
    if DOWN.contains(&at) { "down" } else { "up" }
}

/// Rows of two checks of one host, so many seconds apart: the first kind failed, and the other
/// answered.
fn of_two_kinds(seconds: usize, row: impl Fn(&str, &str, &str) -> String) -> String {
    let of =
        |at: usize| row(&stamp(at, 0), "page", state(at)) + &row(&stamp(at, seconds), "ping", "up");
    (0..MOMENTS).map(of).collect()
}

/// Files of several places, as the quick way and `init` name them.
fn in_places(files: &[(&str, String)]) -> tempfile::TempDir {
    let at = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = at.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    at
}

/// What the quick way says of some files that stop it.
fn asked(at: &Path, files: &[&str]) -> String {
    stopped(at, &[&["report", "--probes"], files, &["-o", "out"]].concat())
}

/// Counts the outages of a report on these words.
fn outages(at: &Path, words: &[&str]) -> usize {
    quick(at, words).0.lines().count() - 1
}

#[test]
fn kinds_of_checks_are_asked_about_wherever_they_stand_in_the_interval() {
    for seconds in [20, 80, 150, 280] {
        let rows = of_two_kinds(seconds, |stamp, kind, state| {
            format!("{stamp},lock.example,{kind},{state}\n")
        });
        let at = folder(&[("log.csv", &format!("time,host,service,status\n{rows}"))]);
        let said = asked(at.path(), &["log.csv"]);
        assert!(said.contains("differ by `service` (`page`, `ping`)"), "{seconds}: {said}");
        assert!(ran(at.path(), &["init", "case", "log.csv"]).status.success());
        let columns = r#"{ timestamp = "time", site = ["host", "service"], result = "status" }"#;
        fill(at.path(), &[("columns", columns)]);
        assert_eq!(outages(at.path(), &["case"]), 1, "{seconds}");
    }
    let json = of_two_kinds(150, |stamp, kind, state| {
        format!(
            "{{\"at\":\"{stamp}\",\"host\":\"lock.example\",\"type\":\"{kind}\",\"status\":\
             \"{state}\"}}\n"
        )
    });
    let said = question("log.jsonl", &json);
    assert!(said.contains("differ by `type` (`page`, `ping`)"), "{said}");
    let lines =
        of_two_kinds(150, |stamp, kind, state| format!("{stamp} {kind} lock.example {state}\n"));
    let said = question("checks.log", &lines);
    assert!(said.contains("{timestamp} {site} {site} {result}"), "{said}");
}

#[test]
fn lists_behind_a_long_first_one_are_read() {
    let list = |failed: bool, host: &str| {
        let row = |at: usize| {
            let code = if failed && (300..330).contains(&at) { 503 } else { 200 };
            let hour = format!("2023-07-{:02}T{:02}:{:02}", 1 + at / 144, at / 6 % 24, at % 6 * 10);
            format!(
                "{{\"time\":\"{hour}:00Z\",\"url\":\"https://{host}.example/\",\"code\":{code}}}"
            )
        };
        format!("[{}]", (0..900).map(row).collect::<Vec<_>>().join(",\n"))
    };
    let (lock, weir) = (list(false, "lock"), list(true, "weir"));
    let at = folder(&[("log.json", &format!("{{\"lock\":{lock},\n\"weir\":{weir}}}"))]);
    let (found, notes) = quick(at.path(), &["--probes", "log.json"]);
    assert_eq!(found.lines().count(), 2, "{notes}");
    assert!(found.contains(",weir,"), "{found}");
}

#[test]
fn files_of_the_same_sites_at_one_time_may_be_of_several_places() {
    let log = |seconds: usize, fails: bool, hosts: &[&str]| {
        let row = |at: usize| -> String {
            let state = if fails { state(at) } else { "up" };
            hosts.iter().map(|host| format!("{},{host},{state}\n", stamp(at, seconds))).collect()
        };
        (0..MOMENTS).map(row).collect::<String>()
    };
    let csv = |rows: String| format!("timestamp,site,status\n{rows}");
    let both = ["lock.example", "weir.example"];
    let lines = |rows: String| rows.replace(',', " ");
    for (files, written) in [
        ([("eu/log.csv", true), ("us/log.csv", true)], "{folder}"),
        ([("probe1.csv", true), ("probe2.csv", true)], "{file}"),
        ([("oslo.log", false), ("bonn.log", false)], "{file}"),
    ] {
        let text = |fails: bool, seconds: usize, is_csv: bool| {
            let rows = log(seconds, fails, &both);
            if is_csv { csv(rows) } else { lines(rows) }
        };
        let [(one, first), (other, second)] = files;
        let at = in_places(&[(one, text(true, 0, first)), (other, text(false, 100, second))]);
        let said = asked(at.path(), &[one, other]);
        assert!(said.contains("vantage: each of these files has the same sites"), "{said}");
        assert!(said.contains(&format!("write \"{written}\"")), "{said}");
        assert!(ran(at.path(), &["init", "case", one, other]).status.success());
        fill(at.path(), &[("vantage", &format!("\"{written}\""))]);
        assert!(ran(at.path(), &["report", "case", "-o", "out"]).status.success());
        let sites = fs::read_to_string(at.path().join("out/tables/sites.csv")).unwrap();
        for (path, _) in files {
            let place = path.split(&["/", "."][usize::from(written == "{file}")]).next().unwrap();
            assert!(sites.contains(place), "{place}: {sites}");
        }
    }
    // One site less is no sign of another place; months follow one another.
    let at = in_places(&[
        ("oslo.csv", csv(log(0, true, &["dam.example", both[0], both[1]]))),
        ("bonn.csv", csv(log(100, false, &both))),
    ]);
    let said = asked(at.path(), &["oslo.csv", "bonn.csv"]);
    assert!(said.contains("sites that another has, too"), "{said}");
    let later = csv(log(0, false, &both)).replace("2023-07", "2023-08");
    let at = in_places(&[("old/log.csv", csv(log(0, true, &both))), ("new/log.csv", later)]);
    assert_eq!(outages(at.path(), &["--probes", "old/log.csv", "new/log.csv"]), 2);
}

#[test]
fn a_column_of_places_may_be_what_was_probed() {
    let row = |at: usize| {
        let stamp = stamp(at, 0);
        format!("{stamp};lock;{}\n{stamp};weir;up\n", state(at))
    };
    let text = format!("Zeit;Standort;Status\n{}", (0..MOMENTS).map(row).collect::<String>());
    let said = question("log.csv", &text);
    let asks = "`Standort` (`lock`, `weir`) was taken for the place from which it was probed";
    assert!(said.contains(asks), "{said}");
    assert!(said.contains("write site in place of vantage in `columns`"), "{said}");
}

#[test]
fn codes_before_and_behind_a_change_are_no_places() {
    let rows = "2023-07-11T08:31:00Z,lock.example,200,Offline\n\
        2023-07-11T08:48:00Z,lock.example,Offline,200\n\
        2023-07-12T22:15:00Z,weir.example,200,Offline\n\
        2023-07-13T01:40:00Z,weir.example,Offline,200\n";
    let at = folder(&[("log.csv", &format!("timestamp,site,from,to\n{rows}"))]);
    assert!(ran(at.path(), &["init", "case", "log.csv"]).status.success());
    let file = fill(at.path(), &[("interval", "\"1m\"")]);
    assert!(file.contains("columns = { status_code = \"to\" }"), "{file}");
    assert!(file.contains("cadence = \"on-change\""), "{file}");
    assert_eq!(outages(at.path(), &["case"]), 2);
}

#[test]
fn an_end_and_a_length_make_an_outage() {
    let rows = "lock.example,2023-07-11T08:48:00Z,1020\nweir.example,2023-07-13T01:40:00Z,12300\n";
    let json = "[{\"site\":\"lock.example\",\"recovered_at\":\"2023-07-11T08:48:00Z\",\
        \"downtime_seconds\":1020},{\"site\":\"weir.example\",\"recovered_at\":\
        \"2023-07-13T01:40:00Z\",\"downtime_seconds\":12300}]";
    for (name, text) in [
        ("outages.csv", format!("site,recovered_at,downtime_seconds\n{rows}")),
        ("outages.json", json.to_owned()),
    ] {
        let at = folder(&[(name, &text)]);
        assert!(ran(at.path(), &["init", "case", name]).status.success());
        fill(at.path(), &[("state", "\"down\""), ("interval", "\"1m\"")]);
        let (found, _) = quick(at.path(), &["case"]);
        assert_eq!(found.lines().count(), 3, "{name}: {found}");
        for edge in ["2023-07-11T08:31:00Z", "2023-07-11T08:48:00Z", "2023-07-12T22:15:00Z"] {
            assert!(found.contains(edge), "{name}: {edge}: {found}");
        }
    }
}

#[test]
fn counts_of_sites_are_no_outcome() {
    let row = |at: usize| format!("{},3,{}\n", stamp(at, 0), if at == 9 { "2,1" } else { "3,0" });
    let rows: String = (0..MOMENTS).map(row).collect();
    let said = question("counts.csv", &format!("time,total,up,down\n{rows}"));
    assert!(!said.contains("result = \"down\""), "{said}");
    assert!(said.contains("sites: `total`, `up`, `down` are headings over columns"), "{said}");
}

#[test]
fn days_as_headings_are_asked_about() {
    let text = "site,2023-07-11,2023-07-12,2023-07-13,2023-07-14\n\
        lock.example,up,down,down,up\nweir.example,up,up,up,up\n";
    let said = question("days.csv", text);
    assert!(said.contains("resolution: each stamp is a day"), "{said}");
}

#[test]
fn an_object_that_no_column_names_takes_no_result_away() {
    let row = |at: usize| {
        let error = if DOWN.contains(&at) { r#"{"code":"X"}"# } else { "null" };
        let (stamp, ok) = (stamp(at, 0), !DOWN.contains(&at));
        format!("{{\"time\":\"{stamp}\",\"site\":\"lock.example\",\"ok\":{ok},\"error\":{error}}}")
    };
    let rows = (0..MOMENTS).map(row).collect::<Vec<_>>().join(",");
    let at = folder(&[("log.json", &format!("[{rows}]"))]);
    assert_eq!(outages(at.path(), &["--probes", "log.json"]), 1);
}

#[test]
fn ends_of_lines_within_marks_are_asked_about_under_our_own_headings() {
    let row = |at: usize| match state(at) {
        "up" => format!("{},lock.example,up,\n", stamp(at, 0)),
        _ => format!("{},lock.example,down,\"Traceback:\nTimeoutError\"\n", stamp(at, 0)),
    };
    let rows: String = (0..MOMENTS).map(row).collect();
    let said = question("log.csv", &format!("timestamp,site,result,error\n{rows}"));
    assert!(said.contains("one quotation mark without its other"), "{said}");
}

#[test]
fn a_few_rows_that_begin_with_down_may_be_changes() {
    let down = "2023-07-11T08:31:00Z,lock.example,down\n2023-07-11T08:48:00Z,lock.example,up\n";
    let two = format!("{down}{}", down.replace("lock", "weir"));
    for rows in [down, &two] {
        let at = folder(&[("log.csv", &format!("time,site,status\n{rows}"))]);
        let said = asked(at.path(), &["log.csv"]);
        assert!(said.contains("too few rows to tell how the log is written"), "{said}");
        assert!(ran(at.path(), &["init", "case", "log.csv"]).status.success());
        fill(at.path(), &[("cadence", "\"on-change\"\ninterval = \"1m\"")]);
        assert_eq!(outages(at.path(), &["case"]), rows.lines().count() / 2);
    }
}

#[test]
fn rows_that_remind_of_an_outage_are_asked_about() {
    let outage = |day: usize| {
        let row = |minute: usize, state: &str| {
            format!("2023-07-{:02}T08:{minute:02}:00Z,lock.example,{state}\n", day + 1)
        };
        let reminders: String = (0..=day % 3).map(|at| row(at * 15, "down")).collect();
        reminders + &row(day % 3 * 15 + 6, "up")
    };
    let rows: String = (0..12).map(outage).collect();
    let at = folder(&[("log.csv", &format!("time,site,status\n{rows}"))]);
    let said = asked(at.path(), &["log.csv"]);
    assert!(said.contains("reminds of a site that is still down"), "{said}");
    assert!(ran(at.path(), &["init", "case", "log.csv"]).status.success());
    fill(at.path(), &[("cadence", "\"on-change\"\ninterval = \"1m\"")]);
    assert_eq!(outages(at.path(), &["case"]), 12);
}
