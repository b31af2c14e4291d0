//! Files whose rows are not what they seem at first: rows of several parts of a site, states before
//! a change, checks with a start and an end, chats. Each is read right, or asked about.

use crate::newcomers_files::fill;
use crate::program_run::printed;
use crate::proposed::{folder, proposed, quick, run_printed, stopped};
use crate::worked_out::outages_and_assumed;
use rust_xlsxwriter::Workbook;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Runs of a loop over three things, five minutes apart; the last of them is down in runs 8 to 12.
const RUNS: usize = 24;

/// A row for each thing and run, so many seconds behind the one before it in the run; `row` writes
/// what stands behind the stamp, of the number of the thing and whether it was up.
fn runs(apart: usize, row: impl Fn(usize, bool) -> String) -> String {
    let mut text = String::new();
    for run in 0..RUNS {
        for thing in 0..3 {
            let is_up = thing != 2 || !(8..13).contains(&run);
            let (hour, minute) = (6 + run / 12, run % 12 * 5);
            let second = thing * apart;
            let stamp = format!("2024-02-11T{hour:02}:{minute:02}:{second:02}Z");
            writeln!(text, "{stamp}{}", row(thing, is_up)).unwrap();
        }
    }
    text
}

/// Word for a probe.
fn word(is_up: bool) -> &'static str {
    if is_up { "up" } else { "down" }
}

/// Writes an answer in place of each key that is left open, and returns the outages.
fn answered(at: &Path, answers: &[(&str, &str)]) -> String {
    fill(at, answers);
    outages_and_assumed(at, &["case"]).0
}

/// Number of outages in a table of them.
fn count(outages: &str) -> usize {
    outages.lines().count() - 1
}

/// Whoever probes in a loop has other seconds for each page of a site, and an outage of one page
/// came apart into blips between the answers of the others.
#[test]
fn rows_of_one_run_that_differ_by_a_column_are_asked_about() {
    let pages = ["/", "/login", "/map"];
    let header = "time,host,page,state\n";
    for apart in [0, 3] {
        let row = |page: usize, is_up| format!(",ferry.example,{},{}", pages[page], word(is_up));
        let at = folder(&[("log.csv", &(header.to_owned() + &runs(apart, row)))]);
        let said = printed(at.path(), &["init", "case", "log.csv"], 0);
        let columns = "{ timestamp = \"time\", site = [\"host\", \"page\"], result = \"state\" }";
        assert!(said.contains("differ by `page` (`/`, `/login`, `/map`)"), "{apart}: {said}");
        assert!(said.contains(&format!("write {columns} if each is a site")), "{apart}: {said}");
        assert_eq!(count(&answered(at.path(), &[("columns", columns)])), 1, "{apart}");
    }
    // A machine of several that answered in turn tells no parts apart.
    let row = |thing: usize, _| format!(",ferry.example,{},up", ["n1", "n2", "n3"][thing]);
    let turns = runs(0, row).lines().step_by(4).collect::<Vec<_>>().join("\n");
    let at = folder(&[("log.csv", &(header.to_owned() + &turns + "\n"))]);
    quick(at.path(), &["--probes", "log.csv"]);
}

/// Without a column for the site an id was asked for, and one for all made three sites one.
#[test]
fn rows_of_one_run_without_a_site_name_the_column_that_tells_them_apart() {
    let row = |thing: usize, is_up| format!(",{},{}", 7001 + thing, word(is_up));
    let text = "time,item,state\n".to_owned() + &runs(2, row);
    let (_, said) = proposed("log.csv", &text);
    assert!(said.contains("48 rows follow another at once"), "{said}");
    assert!(said.contains("is it, `item` (`7001`, `7002`, `7003`), what was probed?"), "{said}");
}

#[test]
fn lines_of_one_run_that_differ_by_a_word_are_asked_about() {
    let pages = ["/", "/login", "/map"];
    let of_pages = |apart| {
        runs(apart, |page, is_up| format!(" ferry.example {} {}", pages[page], word(is_up)))
    };
    for (apart, how) in [(0, "stand at the moment of"), (3, "48 of 72 lines follow another line")] {
        let at = folder(&[("log.txt", &of_pages(apart))]);
        let said = printed(at.path(), &["init", "case", "log.txt"], 0);
        let format = "\"{timestamp} {site} {site} {result}\"";
        assert!(said.contains(how) && said.contains(format), "{said}");
        assert_eq!(count(&answered(at.path(), &[("format", format)])), 1, "{apart}");
    }
    // Names that are no hosts were asked for as one.
    let names = ["pool/ferry", "pool/quay", "pool/dock"];
    let text = runs(1, |name, is_up| format!(" check of {} said {}", names[name], word(is_up)));
    let (_, said) = proposed("log.txt", &text);
    assert!(
        said.contains("an id for all would make several sites one; where `pool/dock`"),
        "{said}"
    );
    assert!(said.contains("write format = \"{timestamp} {_} {_} {site} {_} {result}\""), "{said}");
}

/// Each line began with the day on which a certificate ends, and that was the moment of all.
#[test]
fn a_stamp_that_never_moves_is_not_the_clock_of_lines() {
    let text =
        runs(0, |site, is_up| format!(", {}.example {}", ["a", "b", "c"][site], word(is_up)));
    let text: String =
        text.lines().map(|line| format!("2025-01-01T00:00:00Z cert: {line}\n")).collect();
    let at = folder(&[("log.txt", &text)]);
    let (outages, _) = quick(at.path(), &["--probes", "log.txt"]);
    assert!(count(&outages) == 1 && outages.contains("c.example,"), "{outages}");
}

/// A loop writes a moment into each address to get past caches, and each line was a site.
#[test]
fn lines_of_which_each_is_a_site_of_its_own_are_asked_about() {
    let mut number = 0;
    let lines: Vec<String> = runs(0, |site, is_up| {
        format!(" https://{}.example/?t= {}", ["a", "b", "c"][site], if is_up { 200 } else { 503 })
    })
    .lines()
    .map(|line| {
        number += 1;
        line.replace("?t=", &format!("?t={number}"))
    })
    .collect();
    let at = folder(&[("log.txt", &(lines.join("\n") + "\n"))]);
    let said = stopped(at.path(), &["report", "--probes", "log.txt", "-o", "out"]);
    assert!(said.contains("each of 72 lines has a site of its own"), "{said}");
    run_printed(at.path(), &said, "sed 's/");
    let (outages, _) = quick(at.path(), &["--probes", "plain.log"]);
    assert_eq!(count(&outages), 1, "{outages}");
}

#[test]
fn lines_with_a_start_and_an_end_are_periods() {
    let text = "quay.example was down from 2024-02-11 06:00 to 2024-02-11 06:40 UTC\n\
        dock.example was down from 2024-02-12 09:10 to 2024-02-12 11:00 UTC\n\
        quay.example was down from 2024-02-14 16:25 to 2024-02-14 16:50 UTC\n";
    let at = folder(&[("log.txt", text)]);
    let said = stopped(at.path(), &["report", "--probes", "log.txt", "-o", "out"]);
    assert!(said.contains("each line has two moments, the second behind the first"), "{said}");
    run_printed(at.path(), &said, "{ echo site,start,end;");
    let rows = fs::read_to_string(at.path().join("periods.csv")).unwrap();
    let first = "site,start,end\nquay.example,2024-02-11 06:00,2024-02-11 06:40 UTC\n";
    assert!(rows.starts_with(first) && rows.lines().count() == 4, "{rows}");
}

/// The name of a zone behind a stamp was passed over where the day of the week is in another
/// language, and the clock of any other zone was taken.
#[test]
fn a_zone_behind_the_stamp_of_a_line_is_heeded() {
    let text: String =
        runs(0, |site, is_up| format!(" {}.example {}", ["a", "b", "c"][site], word(is_up)))
            .lines()
            .map(|line| {
                let (stamp, rest) = line.split_once(' ').unwrap();
                format!("dim. 11 Feb 2024 {} CET {rest}\n", &stamp[11..19])
            })
            .collect();
    let at = folder(&[("log.txt", &text)]);
    let said = stopped(at.path(), &["report", "--probes", "log.txt", "--zone", "UTC", "-o", "out"]);
    assert!(said.contains("names CET, but the clocks of UTC go by UTC then"), "{said}");
    let (outages, _) =
        outages_and_assumed(at.path(), &["--probes", "log.txt", "--zone", "Europe/Paris"]);
    assert_eq!(count(&outages), 1, "{outages}");
}

/// Three questions for a site named no sheet, and one id for all made three sites one.
#[test]
fn the_sheets_of_a_workbook_name_their_sites() {
    for (names, are_hosts) in
        [(["ferry.example", "quay.example"], true), (["Ferry", "Quay"], false)]
    {
        let at = tempfile::tempdir().unwrap();
        let mut book = Workbook::new();
        for name in names {
            let sheet = book.add_worksheet().set_name(name).unwrap();
            for (column, heading) in (0..).zip(["time", "state"]) {
                sheet.write(0, column, heading).unwrap();
            }
            for row in 0..12 {
                let is_up = name.starts_with(['f', 'F']) || !(5..8).contains(&row);
                let stamp = format!("2024-02-11T06:{:02}:00Z", row * 5);
                sheet.write(row + 1, 0, stamp).unwrap();
                sheet.write(row + 1, 1, word(is_up)).unwrap();
            }
        }
        book.save(at.path().join("log.xlsx")).unwrap();
        if are_hosts {
            let (outages, _) = quick(at.path(), &["--probes", "log.xlsx"]);
            assert!(count(&outages) == 1 && outages.contains("quay.example,"), "{outages}");
        } else {
            let said = stopped(at.path(), &["report", "--probes", "log.xlsx", "-o", "out"]);
            let asked =
                "no column of the sheet `Quay` tells the site: write its id, such as \"Quay\"";
            assert!(said.contains(asked) && said.contains("`Ferry`"), "{said}");
        }
    }
}

/// An export of one incident was a log of probes, at the moment of its end.
#[test]
fn one_incident_in_a_list_of_json_is_a_period() {
    let text = r#"{"data":[{"id":"7","attributes":{"name":"Quay","url":"https://quay.example/",
        "started_at":"2024-02-11T06:00:00Z","resolved_at":"2024-02-11T06:40:00Z",
        "status":"Resolved"}}],"pagination":{"next":null}}"#;
    let (file, _) = proposed("incidents.json", text);
    assert!(file.contains("layout = \"periods\""), "{file}");
    assert!(file.contains("start = \"data[].attributes.started_at\""), "{file}");
}

/// What people said in a chat was a log of probes, a row for each message.
#[test]
fn a_chat_is_no_log_of_probes() {
    let chat = "[07:31, 11.02.2024] Ada: quay.example down\n\
        [08:02, 11.02.2024] Ben: quay.example up\n\
        [09:44, 11.02.2024] Ada: quay.example down\n";
    let at = folder(&[("chat.txt", chat)]);
    let said = stopped(at.path(), &["report", "--probes", "chat.txt", "-o", "out"]);
    assert!(said.contains("the export of a chat") && said.contains("and no probes"), "{said}");
    assert!(said.contains("name claims.csv behind --claims"), "{said}");
    run_printed(at.path(), &said, "{ echo published");
    let rows = fs::read_to_string(at.path().join("claims.csv")).unwrap();
    let first = "published,claimant,quote\n\"11.02.2024 07:31\",\"Ada\",\"quay.example down\"\n";
    assert!(rows.starts_with(first) && rows.lines().count() == 4, "{rows}");
    // A program that logs says who it is in each line, and is no person.
    let log = runs(0, |site, is_up| {
        format!(" - checker: {}.example {}", ["a", "b", "c"][site], word(is_up))
    });
    let at = folder(&[("log.txt", &log.replace('T', " ").replace("Z ", " "))]);
    let (outages, _) = outages_and_assumed(at.path(), &["--probes", "log.txt", "--zone", "UTC"]);
    assert_eq!(count(&outages), 1, "{outages}");
}

/// Of two columns of states the one before a change was taken, or which one was asked; and a few
/// changes were read as polls.
#[test]
fn a_state_before_each_row_is_no_result() {
    for (before, after) in [("old_state", "new_state"), ("previous", "current"), ("from", "to")] {
        let mut last = ["up"; 3];
        let mut text = format!("time,host,{before},{after}\n");
        for line in runs(0, |site, is_up| format!(" {site} {}", word(is_up))).lines() {
            let words: Vec<&str> = line.split(' ').collect();
            let site: usize = words[1].parse().unwrap();
            let state = if words[2] == "up" { "up" } else { "down" };
            writeln!(text, "{},{}.example,{},{state}", words[0], ["a", "b", "c"][site], last[site])
                .unwrap();
            last[site] = state;
        }
        let at = folder(&[("log.csv", &text)]);
        let (outages, notes) = quick(at.path(), &["--probes", "log.csv"]);
        assert!(notes.contains(&format!("result = \"{after}\"")), "{notes}");
        assert!(notes.contains("cadence = \"poll\""), "{notes}");
        assert!(count(&outages) == 1 && outages.contains("c.example,"), "{outages}");

        let changes = format!(
            "time,host,{before},{after}\n2024-02-11T06:00:00Z,quay.example,NEW,UP\n\
             2024-02-11T06:00:00Z,dock.example,NEW,UP\n2024-02-11T06:40:00Z,dock.example,UP,DOWN\n\
             2024-02-11T07:15:00Z,dock.example,DOWN,UP\n"
        );
        let at = folder(&[("log.csv", &changes)]);
        let said = printed(at.path(), &["init", "case", "log.csv"], 0);
        assert!(said.contains("interval: the log says only changes"), "{said}");
        let outages = answered(at.path(), &[("interval", "\"5m\"")]);
        assert!(count(&outages) == 1 && outages.contains("dock.example,"), "{outages}");
    }
    // Two checks of one site are no state before and behind.
    let row = |site: usize, is_up| format!(",{}.example,up,{}", ["a", "b", "c"][site], word(is_up));
    let text = "time,host,ping,web\n".to_owned() + &runs(0, row);
    let at = folder(&[("log.csv", &text)]);
    let said = stopped(at.path(), &["report", "--probes", "log.csv", "-o", "out"]);
    assert!(said.contains("`ping`") && said.contains("`web`"), "{said}");
}

/// A start and an end of each check, some seconds apart, were periods of an export, and all time
/// between them was not observed.
#[test]
fn the_start_and_the_end_of_a_check_are_no_period() {
    let mut text = "start,end,site,status\n".to_owned();
    for line in
        runs(0, |site, is_up| format!(" {}.example,{}", ["a", "b", "c"][site], word(is_up))).lines()
    {
        let (stamp, rest) = line.split_once(' ').unwrap();
        writeln!(text, "{stamp},{},{rest}", stamp.replace(":00Z", ":04Z")).unwrap();
    }
    let at = folder(&[("log.csv", &text)]);
    let (outages, _) = quick(at.path(), &["--probes", "log.csv"]);
    assert!(count(&outages) == 1 && outages.contains("c.example,"), "{outages}");
}

/// In JSON the whole path of a column was compared with the headings that say down, and not its
/// last name.
#[test]
fn a_path_that_says_down_is_turned_round() {
    let row = |at: usize| {
        let is_down = (4..6).contains(&at);
        let minute = at * 5;
        format!(
            r#"{{"at":"2024-02-11T06:{minute:02}:00Z","site":"quay.example",
            "state":"{}","summary":{{"down":{is_down}}}}}"#,
            word(!is_down)
        )
    };
    let text = format!("[{}]", (0..12).map(row).collect::<Vec<_>>().join(","));
    let at = folder(&[("log.json", &text)]);
    let (outages, _) = quick(at.path(), &["--probes", "log.json"]);
    assert_eq!(count(&outages), 1, "{outages}");
}
