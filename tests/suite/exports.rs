//! Exports of monitoring services: what each row means, and what is said of rows that mean nothing.

use crate::incident_folder::{IncidentFolder, edges};
use corroborate::clock::MINUTE;
use corroborate::model::{Outage, Report};

/// A report of one file, with these settings of its `[[probes]]`.
fn read(name: &str, bytes: &[u8], settings: &str) -> Result<Report, String> {
    let settings = format!("[[probes]]\nfiles = \"{name}\"\n{settings}\n");
    IncidentFolder::new(&settings).with(name, bytes).report()
}

fn robot(text: &str) -> Report {
    read("shop.csv", text.as_bytes(), "layout = \"uptimerobot\"\ninterval = \"5m\"\nzone = \"UTC\"")
        .unwrap()
}

fn cake(name: &str, text: &str) -> Report {
    read(name, text.as_bytes(), "layout = \"statuscake\"\ninterval = \"5m\"").unwrap()
}

/// Site, the four edges as `HH:MM`, the certain length in minutes, the probes and the first cause,
/// of each outage and blip.
fn found(report: &Report) -> Vec<(String, [String; 4], i64, u64, String)> {
    let row = |outage: &Outage| {
        let (least, cause) = (outage.duration.least_us / MINUTE, &outage.causes[0].cause);
        let edges = edges(outage, 11..16);
        (outage.site.clone(), edges, least, outage.failed_probes, cause.clone())
    };
    let mut rows: Vec<_> = report.outages.iter().chain(&report.blips).map(row).collect();
    rows.sort();
    rows
}

fn outage(
    site: &str,
    edges: [&str; 4],
    (least, probes): (i64, u64),
    cause: &str,
) -> (String, [String; 4], i64, u64, String) {
    (site.to_owned(), edges.map(str::to_owned), least, probes, cause.to_owned())
}

/// The share of the window in which a site was observed, in thousandths, rounded down.
fn observed(report: &Report, site: &str) -> i64 {
    let site = report.sites.iter().find(|other| other.site.id == site).unwrap();
    (site.observed_share.unwrap() * 1000.0) as i64
}

fn refused(report: &Report) -> Vec<(&str, u64)> {
    report.refusals.by_kind().into_iter().collect()
}

const ROBOT: &str = "Event,Date-Time,Reason,Duration,Duration (in mins.)\n\
    Up,2022-10-05 12:00:00,OK,\"2 hrs, 0 mins\",120\n\
    Down,2022-10-05 10:30:00,\"HTTP 503 - Service Unavailable\",\"1 hrs, 30 mins\",90\n\
    Up,2022-10-05 08:00:00,OK,\"2 hrs, 30 mins\",150\n\
    Started,2022-10-05 07:59:00,,\"0 hrs, 1 mins\",1\n";

/// The newest event stands first, and lasts as long as it says: 08:00 to a probe before 14:00, all
/// of the time that the file knows.
#[test]
fn an_event_lasts_until_the_next_and_the_last_as_long_as_it_says() {
    let report = robot(ROBOT);
    assert_eq!(
        found(&report),
        [outage("shop", ["10:25", "10:30", "11:55", "12:00"], (85, 18), "503")]
    );
    // The minute before 08:00 is in the window, and nothing is known of it.
    assert_eq!((observed(&report, "shop"), refused(&report)), (997, vec![]));
}

/// A pause, and a hole between an event's length and the next event, are not measured. Names of
/// columns may be in any letters.
#[test]
fn a_pause_or_a_hole_is_not_measured() {
    let report = robot(
        "\"MONITOR\",\"EVENT\",\"DATE-TIME\",\"REASON\",\"DURATION\",\"DURATION (IN MINS.)\"\n\
         shop,Down,2022-10-05 00:00:00,Connection Timeout,,60\n\
         shop,Paused,2022-10-05 01:00:00,,,120\n\
         shop,Up,2022-10-05 03:00:00,OK,,60\n\
         blog,Up,2022-10-05 00:00:00,,,30\n\
         blog,Up,2022-10-05 02:00:00,,,30\n",
    );
    assert_eq!(
        found(&report),
        [outage("shop", ["", "00:00", "00:55", "03:00"], (55, 12), "Connection Timeout")]
    );
    // Of the 235 minutes to the last probe, at 03:55: 55 and 55; 25 and 25.
    assert_eq!((observed(&report, "shop"), observed(&report, "blog")), (468, 212));
}

/// An export of UptimeRobot has stamps of the account's zone and does not say which.
#[test]
fn stamps_without_a_zone_are_refused() {
    let why = read("shop.csv", ROBOT.as_bytes(), "layout = \"uptimerobot\"\ninterval = \"5m\"")
        .unwrap_err();
    assert!(why.contains("has no UTC offset") && why.contains("declare `zone`"), "{why}");
    let why =
        read("shop.csv", ROBOT.as_bytes(), "layout = \"uptimerobot\"\nzone = \"UTC\"").unwrap_err();
    assert!(why.contains("interval"), "{why}");
}

#[test]
fn events_that_mean_nothing_are_refused_and_listed() {
    let report = robot(&format!(
        "{ROBOT}Gone,2022-10-05 14:00:00,,,1\nUp,5 October,,,1\nUp,2022-10-05 14:00:00,,,soon\n\
         Up,2022-10-05 14:00:00\n\
         Down,2022-10-05 09:00:00,,,10\n"
    ));
    assert_eq!(
        refused(&report),
        [("field_count", 1), ("minutes", 1), ("overlap", 1), ("result", 1), ("time", 1)]
    );
    let lines: Vec<u64> = report.refusals.listed.iter().map(|refusal| refusal.line).collect();
    assert_eq!(lines, [6, 7, 8, 9, 10]);
    let last = report.refusals.listed.last().unwrap().to_string();
    assert!(last.contains("overlaps that of row 4"), "{last}");
    assert_eq!(found(&report), found(&robot(ROBOT)));
}

const PERIODS: &str = "status,start,end\n\
    Down,2022-10-05T01:00:00Z,2022-10-05T02:00:00Z\n\
    Up,2022-10-05T00:00:00Z,2022-10-05T01:00:30Z\n\
    Up,2022-10-05T02:00:00Z,\n";

/// Periods as CSV, and as the interface gives them, new and old, are read alike.
#[test]
fn a_period_is_a_state_from_its_start() {
    let new = r#"{"data": [
        {"status": "up", "created_at": "2022-10-05T02:00:00Z", "ended_at": null},
        {"status": "down", "created_at": "2022-10-05T01:00:00Z", "ended_at": "2022-10-05T02:00:00Z", "duration_ms": 3600000},
        {"status": "up", "created_at": "2022-10-05T00:00:00Z", "ended_at": "2022-10-05T01:00:00Z"}], "links": {}}"#;
    let old = r#"[{"Status": "Up", "Start": "2022-10-05 03:00:00", "End": "0000-00-00 00:00:00", "Start_Unix": 1664935200, "End_Unix": 0},
        {"Status": "Down", "Start": "2022-10-05 02:00:00", "End": "…", "Start_Unix": 1664931600, "End_Unix": 1664935200},
        {"Status": "Up", "Start": "2022-10-05 01:00:00", "End": "…", "Start_Unix": 1664928000, "End_Unix": 1664931600}]"#;
    for (name, text) in [("shop.csv", PERIODS), ("shop.json", new), ("shop.json", old)] {
        let report = cake(name, text);
        assert_eq!(
            found(&report),
            [outage("shop", ["00:55", "01:00", "01:55", "02:00"], (55, 12), "down")],
            "{text}"
        );
        assert_eq!(refused(&report), [], "{text}");
    }
}

/// Under any heading that people give it, the column of sites is read: two sites are never one.
#[test]
fn sites_are_kept_apart_under_any_heading() {
    for heading in ["Monitor", "Check", "Service", "URL", "Host", "Website", "Component"] {
        let rows = "shop,Down,2022-10-05T01:00:00Z,2022-10-05T02:00:00Z\n\
                    mail,Down,2022-10-05T03:00:00Z,2022-10-05T04:00:00Z\n";
        let report = cake("all.csv", &format!("{heading},Status,Start,End\n{rows}"));
        let sites: Vec<&str> = report.sites.iter().map(|site| &*site.site.id).collect();
        assert_eq!(sites, ["mail", "shop"], "{heading}");
    }
}

/// After the last end nothing is known, and the record ends there: down for certain until a probe
/// before.
#[test]
fn after_its_last_end_a_site_is_unknown() {
    let report = cake("shop.csv", &PERIODS.replace("Up,2022-10-05T02:00:00Z,\n", ""));
    assert_eq!(found(&report), [outage("shop", ["00:55", "01:00", "01:55", ""], (55, 12), "down")]);
}

#[test]
fn periods_that_contradict_each_other_are_refused() {
    let report = cake(
        "shop.csv",
        &format!(
            "{PERIODS}Up,2022-10-05T01:30:00Z,2022-10-05T01:40:00Z\n\
             Down,2022-10-05T02:30:00Z,2022-10-05T02:20:00Z\n"
        ),
    );
    assert_eq!(refused(&report), [("empty_span", 1), ("overlap", 1)]);
    assert_eq!(found(&report), found(&cake("shop.csv", PERIODS)));
}

const RESULTS: &str = r#"{"results": [
    {"probeid": 33, "time": 1664928180, "status": "up", "responsetime": 91, "statusdesc": "OK"},
    {"probeid": 33, "time": 1664928120, "status": "unconfirmed_down", "statusdesc": "Timeout"},
    {"probeid": 33, "time": 1664928060, "status": "down", "statusdesc": "Timeout", "statusdesclong": "Timeout (> 30s)"},
    {"probeid": 33, "time": 1664928000, "status": "up", "responsetime": 120, "statusdesc": "OK"}], "activeprobes": [33]}"#;

/// Raw results are probes, each from its probe.
#[test]
fn a_result_is_a_probe_of_its_probe() {
    let table = "time,status,probeid,responsetime,statusdesc\n\
        2022-10-05T00:00:00Z,up,33,120,OK\n1664928060,down,33,,Timeout\n\
        1664928120,unconfirmed_down,33,,Timeout\n1664928180,up,33,91,OK\n";
    for (name, text) in [("shop.json", RESULTS), ("shop.csv", table)] {
        let report = read(name, text.as_bytes(), "layout = \"pingdom\"").unwrap();
        assert_eq!(
            found(&report),
            [outage("shop", ["00:00", "00:01", "00:02", "00:03"], (1, 2), "Timeout")]
        );
        assert_eq!(report.outages[0].vantages, ["33"]);
    }
}

const STATES: &str = r#"{"summary": {"states": [
    {"status": "up", "timefrom": 1664928000, "timeto": 1664931600},
    {"status": "down", "timefrom": 1664931600, "timeto": 1664933400},
    {"status": "unknown", "timefrom": 1664933400, "timeto": 1664935200},
    {"status": "up", "timefrom": 1664935200, "timeto": 1664938800}]}}"#;

/// The summary's states are periods; one that nobody measured is not measured.
#[test]
fn states_of_a_summary_are_periods() {
    let report =
        read("shop.json", STATES.as_bytes(), "layout = \"pingdom-outages\"\ninterval = \"5m\"")
            .unwrap();
    assert_eq!(
        found(&report),
        [outage("shop", ["00:55", "01:00", "01:25", "02:00"], (25, 6), "down")]
    );
    // Of the 175 minutes to the last probe, at 02:55: 00:00 to 01:25, and 02:00 to 02:55.
    assert_eq!(observed(&report, "shop"), 800);
}

/// A period is one row, also where its end adds a probe that says that nothing more is known.
#[test]
fn a_period_is_one_row() {
    let report =
        read("shop.json", STATES.as_bytes(), "layout = \"pingdom-outages\"\ninterval = \"5m\"")
            .unwrap();
    let input = report.inputs.iter().find(|input| input.path == "shop.json").unwrap();
    assert_eq!((input.rows, input.refused), (4, 0));
}

/// What is something else stops the run, and says what was expected.
#[test]
fn an_export_of_another_kind_says_what_is_missing() {
    let cases: [(&str, &[u8], &str, &str); 7] = [
        ("shop.csv", PERIODS.as_bytes(), "uptimerobot", "no column `event`"),
        ("shop.csv", ROBOT.as_bytes(), "statuscake", "no column `status`; found `event`"),
        ("shop.json", STATES.as_bytes(), "pingdom", "`results`"),
        ("shop.json", RESULTS.as_bytes(), "pingdom-outages", "`summary.states`"),
        (
            "shop.json",
            &RESULTS.as_bytes()[..200],
            "pingdom",
            "the export is cut off: make it again",
        ),
        (
            "shop.json",
            br#"["a", 1, null, {}]"#,
            "pingdom",
            "expected an object with the cells of a row",
        ),
        ("shop.csv", b"\xff\xfe,,\n\0", "statuscake", "no column"),
    ];
    for (name, bytes, layout, words) in cases {
        let cadence = if layout == "pingdom" { "" } else { "interval = \"5m\"" };
        let why = read(name, bytes, &format!("layout = \"{layout}\"\nzone = \"UTC\"\n{cadence}"))
            .unwrap_err();
        assert!(why.contains(words) && why.contains(name), "{layout}: {why}");
    }
}
