//! Values of the exports and databases of monitors, each at its place in a log.

use crate::incident_folder::IncidentFolder;
use crate::layout_values::{MINUTES, TRIED, fate, report, rows, stamp, unix};
use crate::repository::{Commits, version_of};
use crate::unsynced_database::unsynced_database;
use corroborate::model::Report;

/// A database made of statements, in a layout.
pub(crate) fn database(layout: &str, statements: &str) -> Report {
    let settings = format!("[[probes]]\nfiles = \"probes.db\"\nlayout = \"{layout}\"\n");
    let folder = IncidentFolder::new(&settings);
    let connection = unsynced_database(folder.path().join("probes.db"));
    connection.execute_batch(statements).unwrap();
    connection.close().unwrap();
    folder.report().unwrap_or_else(|why| panic!("{layout}: {why}"))
}

#[test]
fn uptime_kuma_statuses_and_types() {
    let cases = [
        ("http", "0", "down"),
        ("http", "1", "up"),
        // A failed try that is being repeated.
        ("http", "2", "unknown"),
        // Announced work: nothing was tried.
        ("http", "3", "unknown"),
        ("http", "4", "unknown, listed"),
        ("http", "-1", "unknown, listed"),
        ("http", "'UP'", "unknown, listed"),
        ("push", "0", "down"),
        ("push", "1", "up"),
        ("group", "0", "unknown"),
        ("group", "1", "unknown"),
        ("manual", "0", "unknown"),
        ("manual", "1", "unknown"),
    ];
    for (kind, status, expected) in cases {
        assert_eq!(fate(&kuma(kind, status)), expected, "{kind} {status}");
    }
}

/// A monitor of a kind with one beat of a status, as SQL writes it.
pub(crate) fn kuma(kind: &str, status: &str) -> Report {
    let row = |at: i64, status: &str| {
        let time = stamp(at).replace('T', " ").replace('Z', ".000");
        format!("INSERT INTO heartbeat VALUES (NULL, 1, {status}, 'm', '{time}', 40);")
    };
    let statements = format!(
        "CREATE TABLE monitor (id INTEGER PRIMARY KEY, name TEXT, type TEXT);
         CREATE TABLE heartbeat (id INTEGER PRIMARY KEY, monitor_id INTEGER, status, msg TEXT,
             time DATETIME, ping INTEGER);
         INSERT INTO monitor VALUES (1, 'shop', '{kind}');{}",
        rows("1", status, row, "\n")
    );
    database("uptime-kuma", &statements)
}

#[test]
fn gatus_results() {
    let cases = [
        ("1, '', 200", "up"),
        ("1, '', 503", "up"),
        ("1, '', 0", "up"),
        ("0, '', 503", "down"),
        ("0, '', 200", "down"),
        ("0, 'timeout', 0", "down"),
        ("2, '', 200", "unknown, listed"),
        ("NULL, '', 200", "unknown, listed"),
        ("'yes', '', 200", "unknown, listed"),
    ];
    for (result, expected) in cases {
        assert_eq!(fate(&gatus(result)), expected, "{result}");
    }
}

/// An endpoint with one result of a success, an error and a code, as SQL writes them.
pub(crate) fn gatus(result: &str) -> Report {
    let row = |at: i64, result: &str| {
        let time = stamp(at);
        format!(
            "INSERT INTO endpoint_results (endpoint_id, success, errors, status, duration, \
             timestamp) VALUES (1, {result}, 5000000, '{time}');"
        )
    };
    let statements = format!(
        "CREATE TABLE endpoints (endpoint_id INTEGER PRIMARY KEY, endpoint_key TEXT);
         CREATE TABLE endpoint_results (endpoint_result_id INTEGER PRIMARY KEY,
             endpoint_id INTEGER, success, errors TEXT, status INTEGER, duration INTEGER,
             timestamp TEXT);
         INSERT INTO endpoints VALUES (1, 'shop');{}",
        rows("1, '', 200", result, row, "\n")
    );
    database("gatus", &statements)
}

#[test]
fn upptime_statuses() {
    let cases = [
        ("up", "200", "up"),
        ("up", "401", "up"),
        ("down", "503", "down"),
        ("down", "200", "down"),
        ("down", "0", "down"),
        ("down", "999", "down"),
        ("down", "undefined", "down, listed"),
        ("degraded", "200", "up"),
        ("degraded", "302", "up"),
        // Upptime calls a slow answer degraded whatever its code.
        ("degraded", "503", "unknown"),
        ("degraded", "404", "unknown"),
        ("degraded", "0", "unknown"),
        ("degraded", "undefined", "unknown, listed"),
        ("maintenance", "200", "unknown, listed"),
        ("Up", "200", "unknown, listed"),
    ];
    for (status, code, expected) in cases {
        assert_eq!(fate(&upptime(status, code)), expected, "{status} {code}");
    }
}

/// A clone with one version of a status and a code.
pub(crate) fn upptime(status: &str, code: &str) -> Report {
    let mut commits = Commits::default();
    for (at, minute) in MINUTES.iter().enumerate() {
        let (status, code) = if at == TRIED { (status, code) } else { ("up", "200") };
        let text = version_of("https://shop.example", status, code, ("120", &stamp(*minute)));
        commits.at(unix(*minute), &[("history/shop.yml", Some(&text))]);
    }
    let settings = "[[probes]]\nfiles = \"clone\"\nlayout = \"upptime\"\ninterval = \"5m\"\n";
    let folder = IncidentFolder::new(settings);
    commits.make(&folder.path().join("clone"), &["--bare"]);
    folder.report().expect("the clone is read")
}

#[test]
fn uptimerobot_events() {
    let cases = [
        ("Up", "up"),
        ("DOWN", "down"),
        ("Paused", "unknown"),
        ("Started", "unknown"),
        ("SSL", "unknown, listed"),
        ("", "unknown, listed"),
    ];
    for (event, expected) in cases {
        assert_eq!(fate(&uptimerobot(event)), expected, "{event}");
    }
}

/// An export with one event.
pub(crate) fn uptimerobot(event: &str) -> Report {
    let row = |at: i64, event: &str| format!("{event},{},Reason,5", stamp(at));
    let text =
        format!("Event,Date-Time,Reason,Duration (in mins.)\n{}\n", rows("Up", event, row, "\n"));
    let keys = "interval = \"5m\"\nzone = \"UTC\"";
    report("uptimerobot", keys, "shop.csv", text.as_bytes())
}

/// Words of the periods of StatusCake and of Pingdom's summary.
#[test]
fn words_of_periods() {
    let cases = [
        ("up", "up"),
        ("Up", "up"),
        ("down", "down"),
        ("Down", "down"),
        ("unknown", "unknown"),
        ("paused", "unknown"),
        ("degraded", "unknown, listed"),
        ("1", "unknown, listed"),
    ];
    for layout in [STATUSCAKE, PINGDOM_OUTAGES] {
        for (word, expected) in cases {
            assert_eq!(fate(&periods(layout, word)), expected, "{} {word}", layout.name);
        }
    }
}

/// A layout of periods, with the header of its tables.
#[derive(Clone, Copy)]
pub(crate) struct PeriodLayout {
    name: &'static str,
    header: &'static str,
}

pub(crate) const STATUSCAKE: PeriodLayout =
    PeriodLayout { name: "statuscake", header: "status,start,end" };
pub(crate) const PINGDOM_OUTAGES: PeriodLayout =
    PeriodLayout { name: "pingdom-outages", header: "status,timefrom,timeto" };

/// An export with one period of a word.
pub(crate) fn periods(layout: PeriodLayout, word: &str) -> Report {
    let row = |at: i64, word: &str| format!("{word},{},{}", unix(at), unix(at + 5));
    let text = format!("{}\n{}\n", layout.header, rows("up", word, row, "\n"));
    report(layout.name, "interval = \"5m\"", "shop.csv", text.as_bytes())
}

#[test]
fn pingdom_results() {
    let cases = [
        ("up", "up"),
        ("down", "down"),
        ("unconfirmed_down", "down"),
        ("unconfirmed", "down"),
        ("unknown", "unknown"),
        ("paused", "unknown"),
        ("slow", "unknown, listed"),
        ("", "unknown, listed"),
    ];
    for (status, expected) in cases {
        assert_eq!(fate(&pingdom(status)), expected, "{status}");
    }
}

/// Results with one of a status.
pub(crate) fn pingdom(status: &str) -> Report {
    let row = |at: i64, status: &str| format!("{},{status},7,100", unix(at));
    let text = format!("time,status,probeid,responsetime\n{}\n", rows("up", status, row, "\n"));
    report("pingdom", "", "shop.csv", text.as_bytes())
}
