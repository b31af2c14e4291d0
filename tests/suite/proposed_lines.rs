//! Lines of words whose stamps have any form, as `init` reads them, and exports of incidents.

use crate::program_run::ran;
use crate::proposed::{folder, proposed};
use crate::worked_out::outages_and_assumed;
use std::fs;

/// Lines of a form, down at the second and third of four moments.
fn lines(line: impl Fn(usize, u16) -> String) -> String {
    (0..4).map(|at| line(at, if (1..3).contains(&at) { 503 } else { 200 }) + "\n").collect()
}

#[test]
fn stamps_of_several_words_have_their_format() {
    for (text, format, time_format) in [
        (
            lines(|at, code| format!("2025/01/01 00:0{at}:00 took: 327.0ms code: {code}")),
            "{timestamp} {timestamp} took: {latency_ms}ms code: {status_code}",
            "%Y/%m/%d %H:%M:%S",
        ),
        (
            lines(|at, code| format!("dam.example 5. Oct 2022 10:0{at}:00 {code}")),
            "{site} {timestamp} {timestamp} {timestamp} {timestamp} {status_code}",
            "%d. %B %Y %H:%M:%S",
        ),
        (
            lines(|at, code| format!("Wed Oct  5 14:0{at}:00 2022 dam.example {code} 0.12s")),
            "{_} {timestamp} {timestamp} {timestamp} {timestamp} {site} {status_code} {latency_s}s",
            "%B %d %H:%M:%S %Y",
        ),
    ] {
        let (file, said) = proposed("log.txt", &text);
        assert!(file.contains(&format!("format = \"{format}\"")), "{file}");
        assert!(file.contains(&format!("time_format = \"{time_format}\"")), "{file}");
        assert!(said.contains("of the first 4 rows these would be: 2 up, 2 down"), "{said}");
        let open = if format.contains("{site}") { 1 } else { 2 };
        assert_eq!(said.matches("to fill in").count(), open, "{said}");
        let at = folder(&[("log.txt", &text)]);
        assert!(ran(at.path(), &["init", "case", "log.txt"]).status.success());
        let path = at.path().join("case/incident.toml");
        let filled = fs::read_to_string(&path)
            .unwrap()
            .replace("\nzone = \"FILL IN\"", "\nzone = \"UTC\"")
            .replace("\nsite = \"FILL IN\"", "\nsite = \"dam.example\"");
        fs::write(&path, filled).unwrap();
        let (outages, _) = outages_and_assumed(at.path(), &["case"]);
        assert!(outages.contains("O001,dam.example,202"), "{outages}");
    }
}

#[test]
fn a_day_alone_is_no_stamp_of_a_line() {
    let (file, _) = proposed("log.txt", &lines(|at, code| format!("2025/01/0{} {code}", at + 1)));
    assert!(file.contains("# Left out: a text without columns"), "{file}");
}

#[test]
fn incidents_of_a_pager_are_periods_of_their_service() {
    let table = "id,description,service_id,service_name,created_on,resolved_on\n\
        Q1,down,PX,Dam,2022-10-05T10:00:00Z,2022-10-05T11:00:00Z\n\
        Q2,down,PX,Dam,2022-10-06T10:00:00Z,2022-10-06T10:30:00Z\n";
    let names = "{ site = \"service_name\", start = \"created_on\", end = \"resolved_on\" }";
    let (file, said) = proposed("incidents.csv", table);
    assert!(file.contains(&format!("columns = {names}")), "{file}");
    assert!(said.contains("with state = \"down\", of the first 2 rows"), "{said}");
    let list = r#"{"incidents":[{"id":"Q1","summary":"[#1] down","service":{"id":"PX","summary":
        "Dam"},"created_at":"2022-10-05T10:00:00Z","resolved_at":"2022-10-05T11:00:00Z"}]}"#;
    let (file, _) = proposed("incidents.json", list);
    assert!(file.contains("site = \"incidents[].service.summary\""), "{file}");
}
