//! Words of lines that were taken for the site, the clock or the result and are something else: a
//! machine, a label, the state before. Each is read right, or asked about.

use crate::program_run::ran;
use crate::proposed::{folder, quick};
use std::fmt::Write;

/// Moments of a log, five minutes apart from one o'clock in the afternoon.
const MOMENTS: usize = 24;

/// Says whether the sluice is down at a moment; the barge never is.
fn is_down(at: usize, site: &str) -> bool {
    site == "sluice.example" && (9..14).contains(&at)
}

/// Lines of two sites at each moment; `line` writes one by its hour, its minute, its site, and
/// whether it is down.
pub(crate) fn lines(line: impl Fn(usize, usize, &str, bool) -> String) -> String {
    let mut text = String::new();
    for at in 0..MOMENTS {
        let (hour, minute) = (13 + at / 12, at % 12 * 5);
        for site in ["sluice.example", "barge.example"] {
            writeln!(text, "{}", line(hour, minute, site, is_down(at, site))).unwrap();
        }
    }
    text
}

/// Checks that the quick way finds the one outage of a file, from 13:45 until 14:10 UTC.
pub(crate) fn has_the_outage(name: &str, text: &str) {
    let at = folder(&[(name, text)]);
    let (outages, notes) = quick(at.path(), &["--probes", name, "--zone", "UTC"]);
    let found: Vec<&str> = outages.lines().skip(1).collect();
    assert_eq!(found.len(), 1, "{text:.300}: {outages} {notes}");
    for part in [",sluice.example", "T13:45:00Z", "T14:10:00Z"] {
        assert!(found[0].contains(part), "{part}: {outages} {notes}");
    }
}

/// The question with which the quick way stops.
pub(crate) fn question(name: &str, text: &str) -> String {
    let at = folder(&[(name, text)]);
    let words = ["report", "--probes", name, "--zone", "UTC", "-o", "out"];
    let done = ran(at.path(), &words);
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert_eq!(done.status.code(), Some(2), "{text:.300}: {said}");
    said
}

/// A line in ISO 8601, with what stands behind the stamp.
fn iso(rest: impl Fn(&str, bool) -> String) -> String {
    lines(|hour, minute, site, down| {
        format!("2023-08-21T{hour}:{minute:02}:00Z {}", rest(site, down))
    })
}

#[test]
fn a_word_that_never_changes_is_no_site() {
    let word = |down: bool| if down { "FAIL" } else { "OK" };
    for text in [
        iso(|site, down| format!("mon1.canal.example check[12]: {site} {}", word(down))),
        iso(|site, down| format!("INFO com.canal.Probe {site} {}", if down { 503 } else { 200 })),
        iso(|site, down| format!("check.sh {site} {}", word(down))),
        iso(|site, down| format!("via proxy.canal.example -> {site}: {}", word(down))),
    ] {
        has_the_outage("log.txt", &text);
    }
    // Of one site nothing tells which of two words it is.
    let one: String = iso(|site, down| format!("mon1.canal.example {site} {}", word(down)));
    let one: String =
        one.lines().filter(|line| line.contains("sluice")).fold(String::new(), |mut text, line| {
            writeln!(text, "{line}").unwrap();
            text
        });
    let said = question("log.txt", &one);
    assert!(said.contains("several words of a line can be its site"), "{said}");
}

#[test]
fn a_moment_that_never_moves_is_no_stamp() {
    let text = lines(|hour, minute, site, down| {
        let up = u8::from(!down);
        format!("boot=2023-08-01T00:00:00Z now=2023-08-21T{hour}:{minute:02}:00Z {site} up={up}")
    });
    has_the_outage("log.txt", &text);
}

#[test]
fn the_half_of_a_day_is_a_part_of_the_stamp() {
    for (before, mark, behind) in
        [("", "PM", ""), ("", "pm", ""), ("[", "PM", "]"), ("", "p.m.", ""), ("", "p. m.", "")]
    {
        let text = lines(|hour, minute, site, down| {
            let code = if down { 500 } else { 200 };
            let hour = hour - 12;
            format!("{before}08/21/2023 {hour:02}:{minute:02}:00 {mark}{behind} {site} {code}")
        });
        has_the_outage("log.txt", &text);
    }
    // What is not read stops, and is no clock of the morning.
    let text = lines(|hour, minute, site, down| {
        let code = if down { 500 } else { 200 };
        format!("21.08.2023 {:02}:{minute:02}:00 nachm. {site} {code}", hour - 12)
    });
    question("log.txt", &text);
}

#[test]
fn of_several_words_for_a_result_the_one_that_changes_is_meant() {
    let fail = |down: bool| if down { "fail" } else { "ok" };
    let truth = |down: bool| !down;
    for text in [
        iso(|site, down| format!("{site} ssl=ok http={}", fail(down))),
        iso(|site, down| format!("{site} dns OK http {}", fail(down).to_uppercase())),
        iso(|site, down| format!("{site} expect=up result={}", if down { "down" } else { "up" })),
        iso(|site, down| format!("OK {site} code={}", if down { 503 } else { 200 })),
        iso(|site, down| format!("{site} alive: {}", truth(down))),
        iso(|site, down| format!("{site} reachable: {}", if down { "no" } else { "yes" })),
        iso(|site, down| format!("{site} online: {}", u8::from(truth(down)))),
    ] {
        has_the_outage("log.txt", &text);
    }
    // Two that change, and differ, are asked about.
    let two = iso(|site, down| {
        let before = if site.starts_with('b') { "down" } else { "up" };
        format!("{site} from {before} to {}", if down { "down" } else { "up" })
    });
    let said = question("log.txt", &two);
    assert!(said.contains("several words of a line can be its result"), "{said}");
}

#[test]
fn true_behind_a_word_for_a_failure_is_down() {
    for key in ["failed", "down", "error", "unreachable", "incident", "timeout"] {
        has_the_outage("log.txt", &iso(|site, down| format!("{site} {key}={down}")));
        let text = "time,host,".to_owned()
            + key
            + "\n"
            + &iso(|site, down| format!("{site} {down}")).replace(' ', ",");
        has_the_outage("log.csv", &text);
    }
}

#[test]
fn lines_of_one_moment_and_one_site_are_asked_about() {
    let mut text = String::new();
    for kind in ["http", "dns"] {
        text += &iso(|site, down| {
            let code = if down && kind == "http" { 503 } else { 200 };
            format!("{site} {kind} {code}")
        });
    }
    let said = question("log.txt", &text);
    assert!(said.contains("at the moment of another line of the same site"), "{said}");
    assert!(said.contains("`dns`, `http`"), "{said}");
}

#[test]
fn a_line_of_epoch_seconds_beside_a_clock_needs_no_zone() {
    let text = lines(|hour, minute, site, down| {
        let at = 1_692_576_000 + hour * 3600 + minute * 60;
        let word = if down { "down" } else { "up" };
        format!("2023-08-21 {hour}:{minute:02}:00 {at} {site} {word}")
    });
    let at = folder(&[("log.txt", &text)]);
    let (outages, notes) = quick(at.path(), &["--probes", "log.txt"]);
    assert!(outages.contains("T13:45:00Z"), "{outages} {notes}");
    assert!(notes.contains("{_} {_} {timestamp_s} {site} {result}"), "{notes}");
}

#[test]
fn titles_and_rules_between_lines_are_passed_over() {
    let mut text = "# Canal checks\n\n".to_owned();
    for (at, line) in iso(|site, down| {
        format!("https://{site}/ → Status: {}, Response: 0.053s", if down { 503 } else { 200 })
    })
    .lines()
    .enumerate()
    {
        if at % 2 == 0 {
            text += "---\n";
        }
        let (stamp, rest) = line.split_once(' ').unwrap();
        text += &format!("[{stamp}] {rest}\n");
    }
    has_the_outage("log.txt", &text);
}

#[test]
fn failures_that_are_many_of_the_lines_are_asked_for_with_their_form() {
    let text = lines(|hour, minute, site, down| match (site, down) {
        ("barge.example", _) => String::new(),
        (_, true) => format!("2023/08/21 {hour}:{minute:02}:00 failed: no such host as sluice"),
        _ => format!("2023/08/21 {hour}:{minute:02}:00 time: 3{minute}.02ms code: 200"),
    });
    let text = text.lines().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
    let said = question("log.txt", &text);
    assert!(said.contains("5 lines of 24 would not be read by"), "{said}");
    assert!(said.contains("{timestamp} {timestamp} {error}\"]"), "{said}");
}

#[test]
fn colours_of_a_terminal_are_taken_out_by_a_command() {
    let text = iso(|site, down| {
        format!("{site} \u{1b}[0;31m{}\u{1b}[0m", if down { "DOWN" } else { "UP" })
    });
    let said = question("log.txt", &text);
    assert!(said.contains(r"sed 's/\x1b\[[0-9;]*m//g' log.txt"), "{said}");
}

#[test]
fn failures_with_a_text_behind_the_usual_line_have_their_form() {
    let text = iso(|site, down| {
        let (code, behind) = if down { (0, ", Error: fetch failed") } else { (200, "") };
        format!("{site} → Status: {code}, Response: 0.05s{behind}")
    });
    let said = question("log.txt", &text);
    let usual = "{timestamp} {site} {_} Status: {status_code}, Response: {latency_s}s";
    assert!(said.contains(&format!("[\"{usual}, Error: {{error}}\", \"{usual}\"]")), "{said}");
}

#[test]
fn our_own_columns_without_a_failure_that_is_read_are_asked_about() {
    for (cell, wanted) in [("999", "`status_code` has the words `999`"), ("", "is empty")] {
        let rows = iso(|site, down| format!("{site},{}", if down { cell } else { "200" }));
        let text = format!("timestamp,site,status_code\n{}", rows.replace(' ', ","));
        let said = question("log.csv", &text);
        assert!(said.contains(wanted), "{said}");
    }
}
