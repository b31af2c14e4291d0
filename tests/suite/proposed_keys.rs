//! Keys that `init` proposes for dates in words, for rows with further fields and for answer times.

use crate::program_run::ran;
use crate::proposed::{folder, proposed, stopped};
use crate::worked_out::{outages_and_assumed, worked_out};
use std::fmt::Write;

/// Rows for moments every ten minutes from 08:00 on; `stamp` writes one from hour and minute.
fn rows(stamp: impl Fn(usize, usize) -> String, cells: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for at in 0..12 {
        writeln!(text, "{},{}", stamp(8 + at / 6, at % 6 * 10), cells(at)).unwrap();
    }
    text
}

/// Code of a row: two of twelve failed.
fn code(at: usize) -> &'static str {
    if (5..7).contains(&at) { "503" } else { "200" }
}

/// Stamp as it would be written in ISO 8601.
fn iso(hour: usize, minute: usize) -> String {
    format!("2024-03-04T{hour:02}:{minute:02}Z")
}

#[test]
fn dates_in_words_that_name_utc_are_read_without_a_question() {
    let header = "checked_at,host,code\n";
    let cells = |at| format!("pump.example,{}", code(at));
    let plain = folder(&[("log.csv", &(header.to_owned() + &rows(iso, cells)))]);
    let (expected, _) = outages_and_assumed(plain.path(), &["--probes", "log.csv"]);
    assert!(expected.contains("O001,pump.example,2024-03-04T08:40:00.000000Z"), "{expected}");
    type Writer = fn(usize, usize) -> String;
    let worded: [(Writer, &str); 3] = [
        (
            |hour, minute| format!("\"Mar 04, 2024 {hour:02}:{minute:02} UTC\""),
            "%B %d, %Y %H:%M UTC",
        ),
        (|hour, minute| format!("4 March 2024 {hour}:{minute:02} AM GMT"), "%d %B %Y %I:%M %p GMT"),
        (
            |hour, minute| format!("\"Monday, March 4, 2024 {:02}:{minute:02} +0100\"", hour + 1),
            "%A, %B %d, %Y %H:%M %z",
        ),
    ];
    for (stamp, format) in worded {
        let text = header.to_owned() + &rows(stamp, cells);
        let (file, _) = proposed("log.csv", &text);
        assert!(file.contains(&format!("time_format = \"{format}\"")), "{file}");
        assert!(!file.contains("FILL IN"), "{file}");
        assert_eq!(file.contains("\nzone = \"UTC\""), !format.contains("%z"), "{file}");
        assert!(file.contains("of the first 12 rows these would be: 10 up, 2 down"), "{file}");
        let at = folder(&[("log.csv", &text)]);
        assert_eq!(
            outages_and_assumed(at.path(), &["--probes", "log.csv"]).0,
            expected,
            "{format}"
        );
    }
}

#[test]
fn dates_in_words_without_a_zone_ask_for_it() {
    let stamp = |hour, minute| format!("4 Mar 2024 {hour:02}:{minute:02}");
    let text =
        "time,host,code\n".to_owned() + &rows(stamp, |at| format!("pump.example,{}", code(at)));
    let (file, _) = proposed("log.csv", &text);
    assert!(file.contains("time_format = \"%d %B %Y %H:%M\""), "{file}");
    assert!(file.contains("zone = \"FILL IN\""), "{file}");
    let at = folder(&[("log.csv", &text)]);
    assert!(stopped(at.path(), &["check", "--probes", "log.csv"]).contains("--zone"));
    // Names of months are known in English alone.
    for odd in ["4 Dez 2024", "04 Mar 24"] {
        let text = text.replace("4 Mar 2024", odd);
        assert!(proposed("log.csv", &text).0.contains("time_format = \"FILL IN\""), "{odd}");
    }
    // `CST` names several zones: it is read where the one that is declared goes by it.
    let zoned = text.replace(",pump", " CST,pump");
    let (file, _) = proposed("log.csv", &zoned);
    assert!(file.contains("time_format = \"%d %B %Y %H:%M %Z\""), "{file}");
    assert!(file.contains("they name `CST`") && file.contains("`America/Chicago`"), "{file}");
    let at = folder(&[("log.csv", &zoned)]);
    let words = |zone| ["check", "--probes", "log.csv", "--zone", zone];
    assert!(ran(at.path(), &words("America/Chicago")).status.success());
    let refused = ran(at.path(), &words("Europe/Berlin"));
    let said =
        String::from_utf8(refused.stdout).unwrap() + &String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains("names CST, but the clocks of Europe/Berlin go by CET then"), "{said}");
}

#[test]
fn claims_dated_in_words_have_their_format() {
    let text = "date,actor,title,url\n\
        \"March 4, 2024\",Paper Crew,the pump is down for good,https://posts.example/1\n\
        \"March 5, 2024\",Paper Crew,the mill is down as well,https://posts.example/2\n";
    let (file, _) = proposed("said.csv", text);
    assert!(file.contains("[[claims]]"), "{file}");
    assert!(file.contains("time_format = \"%B %d, %Y\""), "{file}");
}

/// Log with a header of `last` behind the code, in which every third row is of a second site and
/// has `more` behind its last cell.
fn ragged(last: &str, cell: &str, more: &str) -> String {
    format!("time,host,code{last}\n")
        + &rows(iso, |at| match at % 3 {
            2 => format!("mill.example,{}{cell}{more}", code(at)),
            _ => format!("pump.example,{}{cell}", code(at)),
        })
}

#[test]
fn further_fields_behind_all_others_are_proposed() {
    let text = ragged(",note", ",by hand", ",retry,twice") + "----------\n";
    let (file, _) = proposed("log.csv", &text);
    assert!(file.contains("extra_fields = true"), "{file}");
    assert!(file.contains("4 of the 12 rows have more fields than most"), "{file}");
    assert!(file.contains("of the first 12 rows these would be: 10 up, 2 down"), "{file}");
    assert!(file.contains("1 line besides with another number of fields"), "{file}");
    assert!(file.contains("9 of the first 14 lines have 4 fields"), "{file}");
    let at = folder(&[("log.csv", &text)]);
    let report = worked_out(at.path(), &["--probes", "log.csv"]);
    let sites: Vec<&str> = report.sites.iter().map(|site| site.site.id.as_str()).collect();
    assert!(sites.contains(&"mill.example") && sites.contains(&"pump.example"), "{sites:?}");
    let done = ran(at.path(), &["report", "--probes", "log.csv", "--strict", "-o", "strict"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    // An answer time with a point has lost nothing to the field behind it.
    let timed = ragged(",took_ms", ",0.25", ",retry");
    assert!(proposed("log.csv", &timed).0.contains("extra_fields = true"));
}

#[test]
fn a_separator_in_a_cell_is_not_taken_for_a_further_field() {
    for (last, cell, more) in [
        (",error", ",refused", ", twice"),
        (",took_ms", ",0", ",25"),
        (",region", ",Bergen", ", Norway"),
    ] {
        let (file, _) = proposed("log.csv", &ragged(last, cell, more));
        assert!(!file.contains("\nextra_fields"), "{file}");
        assert!(file.contains("4 rows have more fields than most, as where a separator"), "{file}");
    }
    // A comma in the site moves the code from its place, and a row without a moment shows nothing.
    for row in ["2024-03-04T10:00Z,mill, upper.example,200", "soon,mill.example,200,retry"] {
        let (file, _) = proposed("log.csv", &format!("{}{row}\n", ragged("", "", "")));
        assert!(!file.contains("\nextra_fields"), "{file}");
        assert!(file.contains("1 row has more fields than most"), "{file}");
    }
    assert!(!proposed("log.csv", &ragged("", "", "")).0.contains("more fields"));
}

#[test]
fn averages_of_pings_are_answer_times_in_milliseconds() {
    for name in ["avg_ping", "rtt_avg", "ping_ms", "Average RTT", "avg_latency_ms"] {
        let cells = |at| format!("pump.example,{}", if at == 4 { "" } else { "12.5" });
        let text = format!("time,host,{name}\n") + &rows(iso, cells);
        let (file, said) = proposed("log.csv", &text);
        assert!(file.contains("up_when = \"FILL IN\""), "{file}");
        assert!(said.contains(&format!("write \"{name} is present\"")), "{said}");
        assert!(file.contains(&format!("latency_ms = \"{name}\"")), "{file}");
        assert!(!file.contains("latency_s "), "{file}");
    }
}
