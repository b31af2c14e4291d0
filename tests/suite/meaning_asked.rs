//! What no name and no cell of a file tells, and would turn a report round: which of 0 and 1 is up,
//! which of two moments is that of the probe, which list of JSON holds the rows. It is asked.

use crate::newcomers_files::fill;
use crate::program_run::ran;
use crate::proposed::{folder, proposed, quick, stopped};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Moments of a log, five minutes apart.
const MOMENTS: usize = 24;

/// Says whether the lock is down at a moment: most of the time.
fn is_down(at: usize) -> bool {
    (2..20).contains(&at)
}

/// Clock of a moment, some minutes later.
fn stamp(at: usize, later: usize) -> String {
    let minute = at * 5 + later;
    format!("2024-02-06T{:02}:{:02}:00Z", 9 + minute / 60, minute % 60)
}

/// Rows for each moment; `row` writes one by its number and whether the lock is down.
fn rows(row: impl Fn(usize, bool) -> String) -> String {
    (0..MOMENTS).map(|at| row(at, is_down(at)) + "\n").collect()
}

/// Answers a question in the proposal for a file, and gives the outages of the report.
fn answered(at: &Path, name: &str, key: &str, answer: &str) -> String {
    assert!(ran(at, &["init", "case", name]).status.success(), "{name}");
    fill(at, &[(key, answer)]);
    quick(at, &["case"]).0
}

/// The outage of the lock, from 9:10 until 10:40.
const OUTAGE: &str = "2024-02-06T09:05:00Z,2024-02-06T09:10:00Z,2024-02-06T10:35:00Z,\
    2024-02-06T10:40:00Z";

/// A long outage is most of its log: shares tell nothing.
#[test]
fn which_of_0_and_1_is_up_is_asked_where_the_name_does_not_say_it() {
    for (name, down) in ["state", "status", "result"].into_iter().flat_map(|n| [(n, 1), (n, 0)]) {
        let cell = |is_down: bool| if is_down { down } else { 1 - down };
        let csv = format!("time,host,{name}\n")
            + &rows(|at, down| format!("{},lock.example,{}", stamp(at, 0), cell(down)));
        let json = rows(|at, down| {
            let (at, cell) = (stamp(at, 0), cell(down));
            format!("{{\"time\":\"{at}\",\"host\":\"lock.example\",\"{name}\":{cell}}}")
        });
        let lines = rows(|at, down| format!("{} lock.example {name}={}", stamp(at, 0), cell(down)));
        for (file, text) in [("log.csv", csv), ("log.jsonl", json), ("log.txt", lines)] {
            let at = folder(&[(file, &text)]);
            let said = stopped(at.path(), &["report", "--probes", file, "-o", "out"]);
            assert!(said.contains("which of 0 and 1 is up"), "{file}: {said}");
            let answer =
                ["{ \"0\" = \"down\", \"1\" = \"up\" }", "{ \"0\" = \"up\", \"1\" = \"down\" }"];
            assert!(said.contains(answer[down]), "{said}");
            let outages = answered(at.path(), file, "results", answer[down]);
            assert_eq!(outages.lines().count(), 2, "{outages}");
            assert!(outages.contains(OUTAGE), "{outages}");
        }
    }
    // A name that asks whether a site was up says it.
    for name in ["up", "is_up", "reachable", "availability", "Erreichbar"] {
        let text = format!("time,host,{name}\n")
            + &rows(|at, down| format!("{},lock.example,{}", stamp(at, 0), u8::from(!down)));
        let at = folder(&[("log.csv", &text)]);
        assert!(quick(at.path(), &["--probes", "log.csv"]).0.contains(OUTAGE), "{name}");
    }
}

#[test]
fn texts_beside_0_and_1_say_which_of_them_is_up() {
    for (fine, failed) in [
        ("PING OK - 2 ms", "CRITICAL - Socket timeout"),
        ("success", "connection refused"),
        ("erreichbar", "nicht erreichbar"),
    ] {
        let text = "time,host,state,output\n".to_owned()
            + &rows(|at, down| {
                let said = if down { failed } else { fine };
                format!("{},lock.example,{},{said}", stamp(at, 0), u8::from(down))
            });
        let at = folder(&[("log.csv", &text)]);
        let said = stopped(at.path(), &["report", "--probes", "log.csv", "-o", "out"]);
        let hint = format!(
            "`output` says `{fine}` beside 0 and `{failed}` beside 1, so write {{ \"0\" = \"up\", \
             \"1\" = \"down\" }}"
        );
        assert!(said.contains(&hint), "{said}");
    }
    // A text that comes beside both tells nothing.
    let text = "time,host,state,output\n".to_owned()
        + &rows(|at, down| {
            let said = ["OK", "CRITICAL"][at % 2];
            format!("{},lock.example,{},{said}", stamp(at, 0), u8::from(down))
        });
    let (_, said) = proposed("log.csv", &text);
    assert!(said.contains("which of 0 and 1 is up") && !said.contains("so write"), "{said}");
}

/// Log with two columns of moments, so many minutes apart.
fn of_two_moments(first: &str, second: &str, later: [usize; 2]) -> String {
    format!("{first},{second},host,status\n")
        + &rows(|at, down| {
            let word = if down { "down" } else { "up" };
            let [one, two] = later.map(|later| stamp(at, later));
            format!("{one},{two},lock.example,{word}")
        })
}

#[test]
fn which_of_two_moments_is_that_of_the_probe_is_asked() {
    for [first, second] in [
        ["created", "modified"],
        ["Geändert", "Erstellt"],
        ["updated_at", "created_at"],
        ["began", "clock"],
    ] {
        let text = of_two_moments(first, second, [0, 55]);
        let at = folder(&[("log.csv", &text)]);
        let said = stopped(at.path(), &["report", "--probes", "log.csv", "-o", "out"]);
        for name in [first, second] {
            let columns =
                format!("{{ timestamp = \"{name}\", site = \"host\", result = \"status\" }}");
            assert!(said.contains(&columns), "{name}: {said}");
        }
        let columns =
            format!("{{ timestamp = \"{first}\", site = \"host\", result = \"status\" }}");
        assert!(answered(at.path(), "log.csv", "columns", &columns).contains(OUTAGE), "{first}");
    }
    // A name of the second hand never wins over one of the probe, wherever it stands.
    for [ours, theirs] in [
        ["occurred_at", "reported_at"],
        ["probe_time", "export_time"],
        ["event_time", "processing_time"],
        ["checked", "imported"],
    ] {
        for (first, second, later) in [(ours, theirs, [0, 55]), (theirs, ours, [55, 0])] {
            let at = folder(&[("log.csv", &of_two_moments(first, second, later))]);
            let (outages, notes) = quick(at.path(), &["--probes", "log.csv"]);
            assert!(outages.contains(OUTAGE), "{first}, {second}: {notes}");
        }
    }
    // What is written at once, in another zone, or never again is no question.
    let local = "utc,local,host,status\n".to_owned()
        + &rows(|at, down| {
            let (word, local) = (if down { "down" } else { "up" }, stamp(at, 120).replace('Z', ""));
            format!("{},{local},lock.example,{word}", stamp(at, 0))
        });
    let once = "checked,certificate,host,status\n".to_owned()
        + &rows(|at, down| {
            let word = if down { "down" } else { "up" };
            format!("{},2024-06-01T00:00:00Z,lock.example,{word}", stamp(at, 0))
        });
    for text in [of_two_moments("created_at", "updated_at", [0, 0]), local, once] {
        let at = folder(&[("log.csv", &text)]);
        let (outages, notes) = quick(at.path(), &["--probes", "log.csv"]);
        assert!(outages.contains(OUTAGE), "{text} {notes}");
    }
}

/// What the object around a list says of itself is no probe.
#[test]
fn the_envelope_of_json_is_no_row() {
    let checks = |down: &dyn Fn(usize) -> bool| {
        let one = |at| {
            let code = if down(at) { 503 } else { 200 };
            format!("{{\"t\":\"{}\",\"code\":{code}}}", stamp(at, 0))
        };
        (0..MOMENTS).map(one).collect::<Vec<_>>().join(",")
    };
    let never = |_| false;
    for head in [
        "\"status\":\"ok\",\"generated_at\":\"2024-02-06T12:00:00Z\"",
        "\"status\":\"ok\",\"from\":1707200000",
        "\"healthy\":true,\"checkedAt\":\"2024-02-06T12:00:00Z\"",
    ] {
        let text = format!(
            "{{{head},\"sites\":[{{\"id\":\"lock\",\"checks\":[{}]}},{{\"id\":\"weir\",\
             \"checks\":[{}]}}]}}",
            checks(&is_down),
            checks(&never)
        );
        let at = folder(&[("log.json", &text)]);
        let said = stopped(at.path(), &["report", "--probes", "log.json", "-o", "out"]);
        assert!(said.contains("`sites[].id` (`lock`, `weir`)"), "{head}: {said}");
        assert!(ran(at.path(), &["init", "case", "log.json"]).status.success());
        let path = at.path().join("case/incident.toml");
        let file = fs::read_to_string(&path).unwrap();
        let file = file
            .replace("\nsite = \"FILL IN\"", "")
            .replace("columns = { ", "columns = { site = \"sites[].id\", ");
        fs::write(&path, file).unwrap();
        let (outages, _) = quick(at.path(), &["case"]);
        assert_eq!(outages.lines().count(), 2, "{outages}");
        assert!(outages.contains(&format!("lock,{OUTAGE}")), "{outages}");
    }
}

/// The commonest export of a monitor: what happened, and why.
#[test]
fn words_for_up_and_down_come_before_the_text_beside_them() {
    for heading in ["Event", "Type", "Action", "Ereignis", "Событие", "What happened"] {
        let mut text = format!("Time,Monitor,{heading},Reason\n");
        for at in (2..98).step_by(8) {
            let site = ["lock.example", "weir.example", "quay.example"][at / 8 % 3];
            writeln!(text, "{},{site},Down,503 Service Unavailable", stamp(at, 0)).unwrap();
            writeln!(text, "{},{site},Up,", stamp(at + 2, 0)).unwrap();
        }
        let at = folder(&[("events.csv", &text)]);
        let outages = answered(at.path(), "events.csv", "interval", "\"5m\"");
        assert_eq!(outages.lines().count(), 13, "{heading}: {outages}");
        let edges = "2024-02-06T11:05:00Z,2024-02-06T11:10:00Z,2024-02-06T11:15:00Z,\
            2024-02-06T11:20:00Z";
        assert!(outages.contains(&format!("lock.example,{edges}")), "{heading}: {outages}");
    }
}

/// Lists of those that are up and of those that are down, a row each: the command keeps both.
#[test]
fn lists_of_what_is_up_and_of_what_is_down_are_rows() {
    let text = "time,up,down\n".to_owned()
        + &rows(|at, down| {
            let at = stamp(at, 0);
            match down {
                true => format!("{at},weir.example;quay.example,lock.example"),
                false => format!("{at},weir.example;lock.example;quay.example,"),
            }
        });
    let at = folder(&[("log.csv", &text)]);
    let said = stopped(at.path(), &["report", "--probes", "log.csv", "-o", "out"]);
    crate::proposed::run_printed(at.path(), &said, "awk -F");
    let (outages, notes) = quick(at.path(), &["--probes", "rows.csv"]);
    assert_eq!(outages.lines().count(), 2, "{outages} {notes}");
    assert!(outages.contains(&format!("lock.example,{OUTAGE}")), "{outages}");
}

/// The year first and the day before the month is seldom, and no cell shows it.
#[test]
fn a_day_that_can_be_a_month_is_to_be_confirmed() {
    let log = |day: &str| {
        "time,host,code\n".to_owned()
            + &rows(|at, down| {
                let clock = &stamp(at, 0)[11..16];
                format!("{day} {clock},lock.example,{}", if down { 503 } else { 200 })
            })
    };
    let (file, _) = proposed("log.csv", &log("2024/06/02"));
    assert!(file.contains("# CONFIRM: `2024/06/02 09:00` was read as 2 June 2024"), "{file}");
    let (file, _) = proposed("log.csv", &log("2024/06/22"));
    assert!(!file.contains("was read as"), "{file}");
}
