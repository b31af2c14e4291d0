//! Failures that stand far behind the first rows of a log, in words, codes and forms that none of
//! these has: `init` and the quick way read the whole file for them.

use crate::proposed::{folder, proposed, quick, stopped};
use std::fmt::Write;

/// Moments of a log, a minute apart: more than a sample holds.
const MOMENTS: usize = 4_000;
/// Moments at which the weir is down.
const DOWN: std::ops::Range<usize> = 3_600..3_610;

/// Rows of two sites for each moment; `row` writes one by its stamp, its site, whether it is down,
/// and a number.
fn rows(row: impl Fn(&str, &str, bool, usize) -> String) -> String {
    let mut text = String::new();
    for at in 0..MOMENTS {
        let (day, hour, minute) = (9 + at / 1440, at / 60 % 24, at % 60);
        let stamp = format!("2023-05-{day:02}T{hour:02}:{minute:02}:00Z");
        for site in ["weir.example", "lock.example"] {
            let is_down = site == "weir.example" && DOWN.contains(&at);
            writeln!(text, "{}", row(&stamp, site, is_down, at)).unwrap();
        }
    }
    text
}

/// Checks that the quick way finds the one outage of a file.
fn has_the_outage(name: &str, text: &str) {
    let at = folder(&[(name, text)]);
    let (outages, notes) = quick(at.path(), &["--probes", name]);
    let found: Vec<&str> = outages.lines().skip(1).collect();
    assert_eq!(found.len(), 1, "{outages} {notes}");
    for part in [",weir.example,", "2023-05-11T12:00:00Z", "2023-05-11T12:10:00Z"] {
        assert!(found[0].contains(part), "{part}: {outages}");
    }
    assert!(!notes.contains("none would be down"), "{notes}");
}

#[test]
fn a_word_that_comes_late_is_read() {
    let row = |word: &'static str| {
        move |stamp: &str, site: &str, down: bool, _: usize| {
            format!("{stamp},{site},{}", if down { word } else { "up" })
        }
    };
    for word in ["Ausfall", "unreachable", "DOWN"] {
        has_the_outage("log.csv", &format!("time,host,status\n{}", rows(row(word))));
    }
    // What no list knows is asked for, by its name.
    let at = folder(&[("log.csv", &format!("time,host,status\n{}", rows(row("kaputt"))))]);
    let said = stopped(at.path(), &["report", "--probes", "log.csv", "-o", "out"]);
    assert!(said.contains("`status` has the words `kaputt`"), "{said}");
}

#[test]
fn a_text_or_nothing_in_place_of_a_code_is_asked_for() {
    for (cell, wanted) in [("ERR", "`code` has the words `ERR`"), ("", "`code` is empty")] {
        let row = |stamp: &str, site: &str, down: bool, _: usize| {
            format!("{stamp},{site},{}", if down { cell } else { "200" })
        };
        let at = folder(&[("log.csv", &format!("time,host,code\n{}", rows(row)))]);
        let said = stopped(at.path(), &["report", "--probes", "log.csv", "-o", "out"]);
        assert!(said.contains(wanted), "{wanted}: {said}");
    }
}

#[test]
fn lines_of_failures_that_come_late_are_asked_for_with_their_form() {
    let row = |stamp: &str, site: &str, down: bool, at: usize| match down {
        true => format!("{stamp} {site} connection refused"),
        false => format!("{stamp} {site} 200 {}ms", 90 + at % 50),
    };
    let at = folder(&[("log.txt", &rows(row))]);
    let said = stopped(at.path(), &["report", "--probes", "log.txt", "-o", "out"]);
    let form =
        r#"["{timestamp} {site} {status_code} {latency_ms}ms", "{timestamp} {site} {error}"]"#;
    assert!(said.contains("10 lines of another form") && said.contains(form), "{said}");
}

#[test]
fn a_late_failure_in_json_is_read() {
    let row = |stamp: &str, site: &str, down: bool, _: usize| {
        let word = if down { "unavailable" } else { "operational" };
        format!(r#"{{"at":"{stamp}","host":"{site}","state":"{word}"}}"#)
    };
    has_the_outage("log.jsonl", &rows(row));
    let list: Vec<String> = rows(row).lines().map(str::to_owned).collect();
    has_the_outage("log.json", &format!("[{}]", list.join(",\n")));
    // A list in one line.
    has_the_outage("log.json", &format!("{{\"checks\":[{}]}}", list.join(",")));
}

#[test]
fn a_day_that_is_no_month_says_which_form_the_dates_have() {
    let row = |stamp: &str, site: &str, down: bool, _: usize| {
        let (day, clock) = (&stamp[8..10], &stamp[11..16]);
        let word = if down { "down" } else { "up" };
        // 9 May until 11 May, and then 13 May.
        let day = if day == "11" && clock >= "17:00" { "13" } else { day };
        format!("05/{day}/2023 {clock},{site},{word}")
    };
    let text = format!("time,host,status\n{}", rows(row));
    let (keys, _) = proposed("log.csv", &text);
    assert!(keys.contains("time_format = \"%m/%d/%Y %H:%M\""), "{keys}");
}

#[test]
fn rows_further_on_are_named_as_such_and_make_no_gap() {
    let row = |stamp: &str, site: &str, down: bool, at: usize| {
        let code = if down { 503 } else { 200 };
        format!("{stamp},{site},{code},{}", 100 + at % 90)
    };
    let (keys, _) = proposed("log.csv", &format!("time,host,code,ms\n{}", rows(row)));
    for wanted in [
        "1002 of the first 1000 lines and 2 further on that hold something new",
        "of the first 999 rows and 2 further on that hold something new these would be: 999 up, 2 \
         down",
        "the median of 997 intervals between probes at a site is 1 min, the longest 1 min",
    ] {
        assert!(keys.contains(wanted), "{wanted}: {keys}");
    }
}
