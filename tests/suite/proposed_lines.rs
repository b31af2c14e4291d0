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

/// Twelve lines of two sites, the first of which fails at the third and fourth of six moments.
fn of_two(line: impl Fn(&str, &str, bool) -> String) -> String {
    let at = |number: usize| {
        let stamp = format!("2024-06-16T{}:{:02}:00Z", 10 + number / 12, number % 12 * 5);
        let failed = (2..4).contains(&number);
        line(&stamp, "dam.example", failed) + "\n" + &line(&stamp, "mill.example", false) + "\n"
    };
    (0..20).map(at).collect()
}

/// Lines know the words for a result that tables know, alone and between marks, and longer ones
/// where they end the line.
#[test]
fn words_for_a_result_are_known_in_lines_too() {
    for (up, down) in [
        ("\u{2705}", "\u{274c}"),
        ("alive", "unreachable"),
        ("erreichbar", "nicht erreichbar"),
        ("OK", "FEHLER"),
        ("доступен", "недоступен"),
        ("працює", "не працює"),
        ("[OK]", "[FAIL]"),
        ("succeeded", "failed"),
    ] {
        let text = of_two(|stamp, site, failed| {
            format!("{stamp} {site} is {}", if failed { down } else { up })
        });
        let (file, said) = proposed("log.txt", &text);
        assert!(said.contains("these would be: 38 up, 2 down"), "{down}: {said}\n{file}");
        assert!(!said.contains("to fill in"), "{down}: {said}");
    }
    // What nobody knows is asked for, with the format that was found.
    let text = of_two(|stamp, site, failed| {
        format!("{stamp} {site} {}", if failed { "CRITICAL" } else { "OK" })
    });
    let (file, said) = proposed("log.txt", &text);
    assert!(file.contains("format = \"{timestamp} {site} {result}\""), "{file}");
    assert!(said.contains("results: `the lines` has the words `CRITICAL`"), "{said}");
}

#[test]
fn a_site_between_marks_or_with_a_query_is_one() {
    for (site, format) in [
        ("\"SITE\"", "{timestamp} \"{site}\" {result}"),
        ("https://SITE:8443/health?x=1&y=2", "{timestamp} {site} {result}"),
    ] {
        let text = of_two(|stamp, name, failed| {
            let site = site.replace("SITE", name);
            format!("{stamp} {site} {}", if failed { "down" } else { "up" })
        });
        let (file, said) = proposed("log.txt", &text);
        assert!(!said.contains("to fill in"), "{said}");
        let is_so = [format!("format = \"{format}\""), format!("format = '{format}'")]
            .iter()
            .any(|line| file.contains(line));
        assert!(is_so, "{file}");
    }
}

/// Lines of failures in another form are asked about, with formats that read both.
#[test]
fn formats_are_written_out_where_failures_have_a_form_of_their_own() {
    for (up, down, formats) in [
        (
            "SITE 200 31ms",
            "SITE FAILED",
            ["{timestamp} {site} {status_code} {latency_ms}ms", "{timestamp} {site} {error}"],
        ),
        (
            "SITE 200",
            "SITE curl: (7) could not connect",
            ["{timestamp} {site} curl: {error}", "{timestamp} {site} {status_code}"],
        ),
        (
            "[OK] SITE",
            "[FAIL] SITE: no answer",
            ["{timestamp} [{result}] {site}: {_}", "{timestamp} [{result}] {site}"],
        ),
    ] {
        let text = of_two(|stamp, site, failed| {
            format!("{stamp} {}", if failed { down } else { up }.replace("SITE", site))
        });
        let at = folder(&[("log.txt", &text)]);
        let done = ran(at.path(), &["init", "case", "log.txt"]);
        let said = String::from_utf8(done.stdout).unwrap();
        let list = format!("[\"{}\", \"{}\"]", formats[0], formats[1]);
        assert!(said.contains(&format!("write {list} if")), "{said}");
        let path = at.path().join("case/incident.toml");
        let file = fs::read_to_string(&path).unwrap();
        fs::write(&path, file.replace("format = \"FILL IN\"", &format!("format = {list}")))
            .unwrap();
        let (outages, _) = outages_and_assumed(at.path(), &["case"]);
        let rows: Vec<&str> = outages.lines().skip(1).collect();
        assert!(
            rows.len() == 1 && rows[0].contains(",dam.example,2024-06-16T10:05:00Z"),
            "{outages}"
        );
    }
}
