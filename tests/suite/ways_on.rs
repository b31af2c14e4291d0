//! Advice that is printed leads on: a command that can be run, and whose file is then read; a rule
//! that fits the cells; a question that names the column that answers it.

use crate::newcomers_files::fill;
use crate::program_run::ran;
use crate::proposed::{folder, proposed, quick, run_printed, stopped};
use std::fs;
use std::path::Path;

/// Moments of a log, ten minutes apart.
const MOMENTS: usize = 24;

/// Clock of a moment.
fn clock(at: usize) -> String {
    format!("{:02}:{:02}", 9 + at / 6, at % 6 * 10)
}

/// Says whether the ferry is down at a moment.
fn is_down(at: usize) -> bool {
    (9..12).contains(&at)
}

/// Rows for each moment.
fn rows(row: impl Fn(usize, bool) -> String) -> String {
    (0..MOMENTS).map(|at| row(at, is_down(at))).collect()
}

/// What the quick way says of a file that stops it.
fn question(at: &Path, file: &str) -> String {
    stopped(at, &["report", "--probes", file, "-o", "out"])
}

/// Answers a question in the proposal for a file, and counts the outages of the report.
fn answered(at: &Path, name: &str, answers: &[(&str, &str)]) -> usize {
    assert!(ran(at, &["init", "case", name]).status.success(), "{name}");
    fill(at, answers);
    quick(at, &["case"]).0.lines().count() - 1
}

#[test]
fn a_text_that_says_that_an_answer_came_is_a_rule() {
    for (heading, answer) in [("answer", "192.0.2.9"), ("title", "The ferry today")] {
        for nothing in ["", "-", "None"] {
            let text = rows(|at, down| {
                let cell = if down { nothing } else { answer };
                format!("2023-05-09T{}:00Z,ferry.example,{cell}\n", clock(at))
            });
            let at = folder(&[("dns.csv", &format!("time,site,{heading}\n{text}"))]);
            let rule = format!("\"{heading} is not empty\"");
            let said = question(at.path(), "dns.csv");
            if nothing.is_empty() {
                assert!(said.contains(&rule), "{said}");
                assert_eq!(answered(at.path(), "dns.csv", &[("up_when", &rule)]), 1);
            }
        }
    }
    // A rule for numbers says how one for texts is written.
    let at = folder(&[
        ("log.csv", "timestamp,site,answer\n2023-05-09T09:00:00Z,ferry.example,192.0.2.9\n"),
        (
            "incident.toml",
            "title = \"x\"\n[[probes]]\nfiles = \"log.csv\"\nup_when = \"answer is present\"\n",
        ),
    ]);
    let done = ran(at.path(), &["check", "."]);
    let said = [done.stdout, done.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    assert!(said.contains("write `up_when = \"answer is not empty\"`"), "{said}");
}

#[test]
fn a_heading_that_stands_twice_has_a_command() {
    let text = rows(|at, down| {
        let state = if down { "down" } else { "up" };
        format!("2023-05-09T{}:00Z,ferry.example,{state},seen,done\n", clock(at))
    });
    let at = folder(&[("log.csv", &format!("time,site,state,Comment,Comment\n{text}"))]);
    let said = question(at.path(), "log.csv");
    assert!(said.contains("`Comment` more than once"), "{said}");
    run_printed(at.path(), &said, "awk -F','");
    let (outages, _) = quick(at.path(), &["--probes", "named.csv"]);
    assert_eq!(outages.lines().count(), 2, "{outages}");
    let named = fs::read_to_string(at.path().join("named.csv")).unwrap();
    assert!(named.starts_with("time,site,state,Comment,Comment 2\n"), "{named}");
}

#[test]
fn the_last_tries_of_checks_are_not_asked_about_again() {
    // Most failures stand alone, and so behind a check that had one try.
    let text = rows(|at, _| {
        let row = |second: usize, tries: usize, state: &str| {
            format!("2023-05-09T{}:{second:02}Z,ferry.example,{tries},{state}\n", clock(at))
        };
        match [3, 8, 9, 13, 17, 20].contains(&at) {
            true => row(0, 1, "down") + &row(10, 2, "down"),
            false => row(0, 1, "up"),
        }
    });
    let at = folder(&[("log.csv", &format!("time,site,attempt,status\n{text}"))]);
    let said = question(at.path(), "log.csv");
    run_printed(at.path(), &said, "awk -F\",\"");
    let (outages, _) = quick(at.path(), &["--probes", "last.csv"]);
    assert_eq!(outages.lines().count(), 2, "{outages}");
}

#[test]
fn rows_with_stamps_of_two_forms_are_parted() {
    let text = rows(|at, down| {
        let state = if down { "down" } else { "up" };
        match at < MOMENTS / 2 {
            true => format!("09.05.2023 {},ferry.example,{state}\n", clock(at)),
            false => format!("2023-05-09 {}:00,ferry.example,{state}\n", clock(at)),
        }
    });
    let at = folder(&[("log.csv", &format!("time,site,status\n{text}"))]);
    let said = question(at.path(), "log.csv");
    assert!(said.contains("stamps of two forms"), "{said}");
    run_printed(at.path(), &said, "awk -F',' 'NR==1 || $1 ~");
    run_printed(at.path(), &said, "awk -F',' 'NR==1 || $1 !~");
    let lines = |name: &str| fs::read_to_string(at.path().join(name)).unwrap().lines().count();
    assert_eq!([lines("first.csv"), lines("second.csv")], [MOMENTS / 2 + 1, MOMENTS / 2 + 1]);
    for name in ["first.csv", "second.csv"] {
        assert!(!question(at.path(), name).contains("two forms"));
    }
}

#[test]
fn stamps_behind_their_year_are_not_said_to_have_none() {
    let text = "Dec 19 05:00:00 lb gate[7]: Server a is UP\nDec 19 05:45:00 lb gate[7]: Server a \
        is DOWN, reason: x\nDec 19 06:06:00 lb gate[7]: Server a is UP, reason: y\n";
    let dated: String = text.lines().map(|line| format!("2025 {line}\n")).collect();
    let at = folder(&[("gate.log", text), ("dated.log", &dated)]);
    assert!(question(at.path(), "gate.log").contains("without a year"));
    let said = question(at.path(), "dated.log");
    assert!(!said.contains("without a year") && !said.contains("sed 's/Dec/Dec/'"), "{said}");
}

/// The word for "out" is no month beside `timed`, and the name before the day is a weekday.
#[test]
fn a_month_stands_beside_a_number() {
    let log = |line: &str| format!("{line} a b\n").repeat(9);
    for (line, month) in [
        ("Reply 12 ms, request 4 timed out.", None),
        ("mar. 20 mai 2025 10:00 up", Some("sed 's/mai/May/'")),
        ("20 de outubro de 2025 10:00 up", Some("sed 's/outubro/Oct/'")),
    ] {
        let (_, said) = proposed("x.log", &log(line));
        assert_eq!(said.contains("name of a month"), month.is_some(), "{line}: {said}");
        assert!(month.is_none_or(|command| said.contains(command)), "{line}: {said}");
    }
}

#[test]
fn an_id_that_comes_again_may_be_the_site() {
    // Nothing else tells that these are sites: each moment has one, and they are many.
    let text = rows(|at, down| {
        let state = if down { "inactive" } else { "active" };
        format!("7{:03},{state},2023-05-09T{}:00Z\n", at % 14, clock(at))
    });
    let at = folder(&[("log.csv", &format!("shop_id,status,timestamp\n{text}"))]);
    let said = question(at.path(), "log.csv");
    assert!(said.contains("is it, `shop_id` (`7000`"), "{said}");
}

#[test]
fn either_of_two_moments_has_its_answer() {
    let text = rows(|at, down| {
        let state = if down { "down" } else { "up" };
        let (first, second) = (clock(at), clock(at + 1));
        format!("2023-05-09T{first}:00Z,ferry.example,{state},2023-05-09T{second}:30Z\n")
    });
    let at = folder(&[("log.csv", &format!("begun_on,site,status,seen_on\n{text}"))]);
    let said = question(at.path(), "log.csv");
    assert!(said.contains("if it is `begun_on`") && said.contains("if it is `seen_on`"), "{said}");
    assert!(!said.contains("log of probes all the same"), "{said}");
}

#[test]
fn sites_in_one_row_without_headings_are_parted() {
    let state = |down: bool| if down { "down,0" } else { "up,200" };
    let text =
        rows(|at, down| format!("2023-05-09T{}:00Z,{},{}\n", clock(at), state(false), state(down)));
    let at = folder(&[("log.csv", &text)]);
    let said = question(at.path(), "log.csv");
    assert!(said.contains("where each is a site of its own"), "{said}");
    run_printed(at.path(), &said, "awk -F',' 'BEGIN");
    let (outages, _) = quick(at.path(), &["--probes", "rows.csv"]);
    assert_eq!(outages.lines().count(), 2, "{outages}");
    assert!(outages.contains(",site2,"), "{outages}");
}

#[test]
fn a_health_check_has_its_own_rule() {
    let of = |well: &str, bad: &str| {
        let text = format!(
            r#"{{"MetricDataResults":[{{"Id":"a","Label":"x","Timestamps":["2023-05-09T09:00:00Z",
            "2023-05-09T09:01:00Z"],"Values":[{well},{bad}]}}]}}"#
        );
        proposed("metrics.json", &text).1
    };
    assert!(of("1.0", "0.0").contains("Values[] == 1\""));
    assert!(of("100.0", "0.0").contains("Values[] == 100\""));
}
