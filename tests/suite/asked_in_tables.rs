//! Tables that leave a question which the answer that was offered first would make a wrong number:
//! counts that run from another year, sites in one cell, announced work, numbers that mean the
//! opposite, rows of another form.

use crate::program_run::{printed, ran};
use crate::proposed::{folder, proposed, quick, run_printed, stopped};
use std::fmt::Write;
use std::fs;

/// Rows of a site, five minutes apart; `row` writes each, of the number of seconds since 1970 and
/// whether the site was up.
fn rows(count: u64, row: impl Fn(u64, bool) -> String) -> String {
    let mut text = String::new();
    for at in 0..count {
        let is_up = !(6..9).contains(&(at % 20));
        writeln!(text, "{}", row(1_700_000_000 + at * 300, is_up)).unwrap();
    }
    text
}

/// Stamp of a number of seconds since 1970, as our own logs have it.
fn stamp(seconds: u64) -> String {
    let minutes = (seconds - 1_700_000_000) / 60;
    format!("2023-11-14T{:02}:{:02}:00Z", minutes / 60 % 24, minutes % 60)
}

/// macOS counts from 2001: a log of 2023 was one of 1992.
#[test]
fn seconds_since_2001_are_no_seconds_since_1970() {
    let of_macos = |at: u64, up| format!("{},quay.example,{}", at - 978_307_200, up);
    let text = "time,site,up\n".to_owned() + &rows(20, of_macos);
    let at = folder(&[("log.csv", &text)]);
    let said = stopped(at.path(), &["report", "--probes", "log.csv", "-o", "out"]);
    assert!(said.contains("as macOS counts seconds from 2001"), "{said}");
    let of_unix = |at: u64, up| format!("{at},quay.example,{up}");
    let at = folder(&[("log.csv", &("time,site,up\n".to_owned() + &rows(20, of_unix)))]);
    let (outages, _) = quick(at.path(), &["--probes", "log.csv"]);
    assert!(outages.contains("2023-11-14T22:43:20Z"), "{outages}");
}

/// An id was asked for, and all outages were those of one site.
#[test]
fn several_sites_in_a_cell_want_a_row_for_each() {
    let text = "sites;start;end\nquay.example, dock.example;2024-02-11 06:00Z;2024-02-11 06:40Z\n\
        dock.example;2024-02-12 06:00Z;2024-02-12 06:40Z\n\
        ferry.example, quay.example;2024-02-13 06:00Z;2024-02-13 06:40Z\n";
    let at = folder(&[("log.csv", text)]);
    let said = stopped(at.path(), &["report", "--probes", "log.csv", "-o", "out"]);
    assert!(said.contains("`sites` names several sites in 2 rows"), "{said}");
    run_printed(at.path(), &said, "awk -F");
    let rows = fs::read_to_string(at.path().join("rows.csv")).unwrap();
    assert_eq!(rows.lines().count(), 6, "{rows}");
    assert!(rows.contains("\ndock.example;2024-02-11 06:00Z;2024-02-11 06:40Z\n"), "{rows}");
}

/// The question for the state took `down` for all rows, and announced work was outages.
#[test]
fn a_column_that_tells_announced_work_is_the_state_of_a_list() {
    let list = |heading: &str, outage: &str, work: &str| {
        format!(
            "site,start,end,{heading}\nquay.example,2024-02-11T06:00Z,2024-02-11T06:40Z,{outage}\n\
             quay.example,2024-02-12T06:00Z,2024-02-12T07:40Z,{work}\n\
             dock.example,2024-02-13T06:00Z,2024-02-13T06:40Z,{outage}\n"
        )
    };
    for (heading, outage, work) in [
        ("type", "outage", "maintenance"),
        ("Kategorie", "Störung", "Wartung"),
        ("planned", "no", "yes"),
    ] {
        let at = folder(&[("log.csv", &list(heading, outage, work))]);
        let said = printed(at.path(), &["init", "case", "log.csv"], 0);
        assert!(!said.contains("state:"), "{said}");
        let path = at.path().join("case/incident.toml");
        let file = fs::read_to_string(&path).unwrap();
        assert!(file.contains(&format!("result = \"{heading}\"")), "{file}");
        fs::write(&path, file.replace("interval = \"FILL IN\"", "interval = \"5m\"")).unwrap();
        printed(at.path(), &["report", "case", "-o", "out"], 0);
        let outages = fs::read_to_string(at.path().join("out/tables/outages.csv")).unwrap();
        assert_eq!(outages.lines().count(), 3, "{outages}");
        assert!(!outages.contains("2024-02-12"), "{outages}");
    }
    let (file, said) = proposed("log.csv", &list("impact", "major", "none"));
    assert!(said.contains("results: `impact` has the words `major`, `none`"), "{said}");
    assert!(!file.contains("state ="), "{file}");
}

/// Of two meanings of a number the first that was offered made nearly every probe a failure.
#[test]
fn the_meaning_by_which_most_probes_were_up_is_offered_first() {
    let wide = |up: &str, down: &str| {
        let row = |at, is_up| format!("{},{up},{}", stamp(at), if is_up { up } else { down });
        "time,quay.example,dock.example\n".to_owned() + &rows(30, row)
    };
    for (up, down, rules) in [
        ("0", "3", "write \"cell == 0\" if 0 says that nothing failed, or \"cell > 0\""),
        ("0", "1", "write \"cell == 0\" if 0 says that nothing failed, or \"cell == 1\""),
        ("0%", "100%", "write \"cell < 100\" if 100 % says that every packet was lost, or"),
        ("100", "0", "write \"cell > 0\" if they are shares of answers, or"),
    ] {
        let (_, said) = proposed("log.csv", &wide(up, down));
        assert!(said.contains(rules), "{up}: {said}");
    }
}

/// A log that is read the wrong way round said so nowhere, as one of its probes was up.
#[test]
fn a_log_of_which_nearly_all_failed_from_first_to_last_is_in_doubt() {
    let word = |is_odd: bool| if is_odd { "open" } else { "shut" };
    let turned = |at, is_up: bool| format!("{},quay.example,{}", stamp(at), word(!is_up));
    let text = "timestamp,site,flag\n".to_owned() + &rows(60, turned);
    let file = "title = \"x\"\n[[probes]]\nfiles = \"log.csv\"\n\
        columns = { result = \"flag\" }\nresults = { shut = \"down\", open = \"up\" }\n";
    let at = folder(&[("log.csv", &text), ("incident.toml", file)]);
    let done = ran(at.path(), &["report", ".", "-o", "out"]);
    let said = String::from_utf8(done.stdout).unwrap();
    assert!(!said.contains("doubt"), "85 % failed: {said}");
    let few = |at, is_up: bool| {
        let is_odd = !is_up && at % 900 == 200;
        format!("{},quay.example,{}", stamp(at), word(is_odd))
    };
    let text = "timestamp,site,flag\n".to_owned() + &rows(60, few);
    let at = folder(&[("log.csv", &text), ("incident.toml", file)]);
    let done = ran(at.path(), &["report", ".", "-o", "out"]);
    let said = String::from_utf8(done.stdout).unwrap();
    assert!(said.contains("failed, and most of its sites failed first and last"), "{said}");
}

/// Where the failures stand in rows that are not read, a report said that no site went down.
#[test]
fn rows_that_cannot_be_read_are_asked_about_where_no_other_is_down() {
    let quoted = |at, is_up| match is_up {
        true => format!("\"{}\",\"quay.example\",\"up\",\"fine\"", stamp(at)),
        false => format!("\"{}\",\"quay.example\",\"down\",\"no\nanswer\"", stamp(at)),
    };
    let text = "timestamp,site,status,message\n".to_owned() + &rows(20, quoted);
    let at = folder(&[("log.csv", &text)]);
    let said = stopped(at.path(), &["report", "--probes", "log.csv", "-o", "out"]);
    assert!(said.contains("6 lines have one quotation mark without its other"), "{said}");
    run_printed(at.path(), &said, "python3 -c");
    let (outages, _) = quick(at.path(), &["--probes", "joined.csv"]);
    assert_eq!(outages.lines().count(), 2, "{outages}");

    let parted = |at, is_up| match is_up {
        true => format!("{},quay.example,fine,up", stamp(at)),
        false => format!("{},quay.example,no answer, given up,down", stamp(at)),
    };
    let text = "timestamp,site,message,status\n".to_owned() + &rows(20, parted);
    let at = folder(&[("log.csv", &text)]);
    let said = stopped(at.path(), &["report", "--probes", "log.csv", "-o", "out"]);
    assert!(said.contains("3 rows have more fields than the header names"), "{said}");
    run_printed(at.path(), &said, "awk -F");
    let (outages, _) = quick(at.path(), &["--probes", "joined.csv"]);
    assert_eq!(outages.lines().count(), 2, "{outages}");
}

/// A column that was added midway had all rows behind it refused.
#[test]
fn a_column_that_was_added_midway_parts_a_log_in_two() {
    let first = rows(40, |at, is_up| format!("{},quay.example,{}", stamp(at), up(is_up)));
    let all = rows(60, |at, is_up| format!("{},quay.example,eu,{}", stamp(at), up(is_up)));
    let second: String = all.lines().skip(40).map(|line| format!("{line}\n")).collect();
    for header in ["", "time,site,region,status\n"] {
        let text = format!("time,site,status\n{first}{header}{second}");
        let at = folder(&[("log.csv", &text)]);
        let said = stopped(at.path(), &["report", "--probes", "log.csv", "-o", "out"]);
        assert!(said.contains("from some row on each has 4 fields where the header"), "{said}");
        for (begin, name) in
            [("awk -F',' 'NF==3'", "first.csv"), ("awk -F',' 'NF==4'", "second.csv")]
        {
            run_printed(at.path(), &said, begin);
            assert!(fs::read_to_string(at.path().join(name)).unwrap().lines().count() > 4);
        }
    }
}

/// Word for a probe.
fn up(is_up: bool) -> &'static str {
    if is_up { "up" } else { "down" }
}

/// An export without the name of its site was called as its file is, and nothing said so.
#[test]
fn a_site_that_is_named_by_its_file_is_to_be_confirmed() {
    let row = |at: u64, is_up| format!(r#"{{"probeid":4,"time":{at},"status":"{}"}}"#, up(is_up));
    let all: Vec<String> = rows(20, row).lines().map(str::to_owned).collect();
    let text = format!("{{\"results\":[{}]}}", all.join(","));
    let at = folder(&[("results.json", &text), ("quay.example.json", &text)]);
    let (_, notes) = quick(at.path(), &["--probes", "results.json"]);
    assert!(notes.contains("no row names its site, which is called `results`"), "{notes}");
    let (_, notes) = quick(at.path(), &["--probes", "quay.example.json"]);
    assert!(!notes.contains("no row names its site"), "{notes}");
}

/// The error named the table behind the place where the title is missing.
#[test]
fn a_missing_title_is_named_as_such() {
    let file = "[[probes]]\nfiles = \"log.csv\"\n";
    let at = folder(&[("incident.toml", file), ("log.csv", "timestamp,site,status_code\n")]);
    let said = stopped(at.path(), &["check", "."]);
    assert!(
        said.contains("title: it is missing: write title = \"…\"") && !said.contains("[[probes]]")
    );
}

/// Lists of outages and flags of probes came in with a question alone, or not at all.
#[test]
fn headings_of_outages_and_flags_are_known() {
    for (start, end) in [
        ("Went down", "Came back"),
        ("Start (UTC)", "End (UTC)"),
        ("Début de panne", "Fin de panne"),
        ("Ausfall ab", "wieder online"),
        ("Detected", "Restored"),
        ("Down from", "Down to"),
        ("Created", "Resolved"),
    ] {
        let text = format!(
            "site;{start};{end}\nquay.example;2024-02-11 06:00Z;2024-02-11 06:40Z\n\
             quay.example;2024-02-12 06:00Z;2024-02-12 06:40Z\n\
             dock.example;2024-02-13 06:00Z;2024-02-13 06:40Z\n"
        );
        let (file, _) = proposed("log.csv", &text);
        let columns = format!("start = \"{start}\", end = \"{end}\"");
        assert!(
            file.contains("layout = \"periods\"") && file.contains(&columns),
            "{start}: {file}"
        );
    }
    for flag in ["alive", "isAvailable", "check_passed", "boolValue"] {
        let row = |at, is_up| format!("{},quay.example,{is_up}", stamp(at));
        let text = format!("time,site,{flag}\n{}", rows(20, row));
        let at = folder(&[("log.csv", &text)]);
        let (outages, _) = quick(at.path(), &["--probes", "log.csv"]);
        assert_eq!(outages.lines().count(), 2, "{flag}: {outages}");
    }
}

/// Lines of a usual form came in as claims, as a table or not at all.
#[test]
fn lines_of_usual_forms_come_in() {
    let python = |at, is_up: bool| {
        let code = if is_up { 200 } else { 503 };
        let stamp = stamp(at).replace('T', " ").replace('Z', ",125");
        format!("{stamp} INFO root: https://quay.example/ returned {code} in 0.25s")
    };
    let flags = |at, is_up: bool| {
        format!("{} quay.example down={}", stamp(at), if is_up { "no" } else { "yes" })
    };
    for (text, zone) in [(rows(20, python), true), (rows(20, flags), false)] {
        let at = folder(&[("log.txt", &text)]);
        let zone: &[&str] = if zone { &["--zone", "UTC"] } else { &[] };
        let (outages, _) = quick(at.path(), &[&["--probes", "log.txt"], zone].concat());
        assert_eq!(outages.lines().count(), 2, "{text}: {outages}");
    }
    let aligned = |at, is_up: bool| {
        let site = if at % 600 == 200 { "quay.example " } else { "ferry.example" };
        format!("{} {site}      {:>5}", stamp(at), if is_up { 200 } else { 503 })
    };
    let text: String = rows(40, aligned).replace("quay.example       ", "quay.example            ");
    let at = folder(&[("log.txt", &text)]);
    let said = stopped(at.path(), &["report", "--probes", "log.txt", "-o", "out"]);
    assert!(said.contains("several blanks between their words"), "{said}");
    run_printed(at.path(), &said, "tr -s ' '");
    quick(at.path(), &["--probes", "single.log"]);
}

/// A clock with its half of a day in points was of no form, and a first digit before decimals made
/// two forms of the lines of one.
#[test]
fn clocks_as_newspapers_and_batch_files_write_them_are_read() {
    let half = |at: u64, is_up| {
        let stamp = stamp(at);
        let hour: u64 = stamp[11..13].parse().unwrap();
        let (hour, half) = ((hour + 11) % 12 + 1, if hour < 12 { "a.m." } else { "p.m." });
        format!("Nov. 14, 2023, {hour}:{} {half};quay.example;{}", &stamp[14..16], up(is_up))
    };
    let text = "time;site;status\n".to_owned() + &rows(40, half);
    let at = folder(&[("log.csv", &text)]);
    let (outages, notes) = quick(at.path(), &["--probes", "log.csv", "--zone", "UTC"]);
    assert!(notes.contains("time_format = \"%B. %d, %Y, %I:%M %p\""), "{notes}");
    assert!(outages.contains("2023-11-14T02:05:00"), "{outages}");
    let batch = |at: u64, is_up| {
        let stamp = stamp(at + 9 * 3600);
        let hour: u64 = stamp[11..13].parse().unwrap();
        format!("Tue 11/14/2023 {hour:>2}:{}:07.55 quay.example {}", &stamp[14..16], up(is_up))
    };
    let at = folder(&[("log.txt", &rows(20, batch))]);
    let (outages, _) = quick(at.path(), &["--probes", "log.txt", "--zone", "UTC"]);
    assert_eq!(outages.lines().count(), 2, "{outages}");
}

/// A column of errors alone was no log, and the line to write was not printed.
#[test]
fn a_column_of_errors_alone_asks_what_a_row_without_one_means() {
    for none in ["", "none"] {
        let row = |at, is_up| {
            format!("{},quay.example,{}", stamp(at), if is_up { none } else { "timeout" })
        };
        let text = "time,site,error\n".to_owned() + &rows(20, row);
        let at = folder(&[("log.csv", &text)]);
        let said = printed(at.path(), &["init", "case", "log.csv"], 0);
        assert!(said.contains("write { \"\" = \"up\" } if such a row is an answer"), "{said}");
        let path = at.path().join("case/incident.toml");
        let file = fs::read_to_string(&path).unwrap();
        let file = file.replace("results = \"FILL IN\"", "results = { \"\" = \"up\" }");
        fs::write(&path, file).unwrap();
        printed(at.path(), &["report", "case", "-o", "out"], 0);
        let outages = fs::read_to_string(at.path().join("out/tables/outages.csv")).unwrap();
        assert_eq!(outages.lines().count(), 2, "{none}: {outages}");
    }
}

/// The moment at which a batch was written, or a state began, was that of all its probes.
#[test]
fn a_moment_that_a_site_has_again_and_again_is_not_that_of_its_probes() {
    let batch = |at: u64, is_up| {
        let of_batch = stamp(at / 1800 * 1800 + 1800);
        format!("{of_batch},{},quay.example,{}", stamp(at), up(is_up))
    };
    let since = |at: u64, is_up| {
        let begun = if is_up { stamp(1_700_000_000) } else { stamp(1_700_001_800) };
        format!("{begun},{},quay.example,{}", stamp(at), up(is_up))
    };
    for (header, text) in [
        ("inserted_at,probe_time,site,status\n", rows(20, batch)),
        ("since,checked,site,status\n", rows(20, since)),
    ] {
        let at = folder(&[("log.csv", &(header.to_owned() + &text))]);
        let (outages, _) = quick(at.path(), &["--probes", "log.csv"]);
        assert!(outages.contains("2023-11-14T00:30:00"), "{header}: {outages}");
        assert_eq!(outages.lines().count(), 2, "{header}: {outages}");
    }
}

/// Where a program writes how long it waited, each probe had an answer time.
#[test]
fn the_wait_for_an_answer_that_did_not_come_is_no_answer_time() {
    let row = |at: u64, is_up| {
        let time = if is_up { 40 + at / 300 % 50 } else { 30_000 };
        format!("{},quay.example,{time}", stamp(at))
    };
    let (_, said) = proposed("log.csv", &("time,site,ms\n".to_owned() + &rows(40, row)));
    assert!(said.contains("write \"ms < 30000\" if that says"), "{said}");
    let row = |at: u64, _| format!("{},quay.example,{}", stamp(at), 40 + at / 300 % 50);
    let (_, said) = proposed("log.csv", &("time,site,ms\n".to_owned() + &rows(40, row)));
    assert!(said.contains("write \"ms is present\" if that says"), "{said}");
}

/// The moment of the next check was that of a probe, and all outages came late.
#[test]
fn a_moment_that_is_still_to_come_is_not_that_of_a_probe() {
    for next in ["next_check", "cert expires", "Nächste Prüfung"] {
        let row =
            |at, is_up| format!("{},{},quay.example,{}", stamp(at + 300), stamp(at), up(is_up));
        let text = format!("{next},last_check,host,state\n{}", rows(20, row));
        let at = folder(&[("log.csv", &text)]);
        let (outages, _) = quick(at.path(), &["--probes", "log.csv"]);
        assert!(outages.contains("2023-11-14T00:30:00"), "{next}: {outages}");
    }
}

/// The offset behind the clock of a line was passed over, and another zone was asked for.
#[test]
fn an_offset_behind_the_clock_of_a_line_is_a_part_of_it() {
    let row = |at, is_up| {
        let local = stamp(at + 2 * 3600).replace('T', " ").replace('Z', "");
        format!("{local} +0200 quay.example {}", up(is_up))
    };
    let at = folder(&[("log.txt", &rows(20, row))]);
    let (outages, _) = quick(at.path(), &["--probes", "log.txt"]);
    assert!(outages.contains("2023-11-14T00:30:00"), "{outages}");
}
