//! Lines of headings that `init` must know, and the columns behind or beside them; lists of periods
//! with lengths in words, and in JSON.

use crate::program_run::ran;
use crate::proposed::{folder, proposed, stopped};
use crate::recognised::{one, value, write};
use crate::worked_out::outages_and_assumed;
use rust_xlsxwriter::Workbook;
use std::fs;

/// Rows of a log: down at the third and fourth of six moments, ten minutes apart.
fn rows(row: impl Fn(usize, &str, &str) -> String) -> String {
    let cells = |at: usize| if (2..4).contains(&at) { "503" } else { "200" };
    (0..6).map(|at| row(at, &format!("2023-06-01T08:{at}0:00Z"), cells(at))).collect()
}

/// Brackets of the outage in rows of this form, as clocks.
const OUTAGE: [&str; 4] = ["08:10:00", "08:20:00", "08:30:00", "08:40:00"];

/// Says whether there is one outage, with these brackets.
fn has_outage(outages: &str) -> bool {
    let rows: Vec<&str> = outages.lines().skip(1).collect();
    let cells = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>();
    let is_at = |cell: &String, clock: &str| cell.get(11..19) == Some(clock);
    rows.len() == 1
        && OUTAGE.iter().zip(&cells(rows[0])[2..]).all(|(clock, cell)| is_at(cell, clock))
}

/// Numbers of rows have no heading where a program wrote its index: their line was read as data.
#[test]
fn a_heading_without_a_name_is_still_in_the_line_of_headings() {
    let text = ",timestamp,site,status_code\n".to_owned()
        + &rows(|at, stamp, code| format!("{at},{stamp},weir.example,{code}\n"));
    let (file, said) = proposed("frame.csv", &text);
    assert!(
        said.contains("would be: 4 up, 2 down\n") && !file.contains("FILL IN:"),
        "{said}\n{file}"
    );
    let folder = folder(&[("frame.csv", &text)]);
    let (outages, _) = outages_and_assumed(folder.path(), &["--probes", "frame.csv"]);
    assert!(has_outage(&outages), "{outages}");
}

/// Where each row ends with a separator, or the headings do, the first line was read as data, and
/// each row of the latter was left out.
#[test]
fn a_separator_at_the_end_moves_no_heading() {
    let behind_rows = "timestamp,site,status_code,latency_ms\n".to_owned()
        + &rows(|at, stamp, code| format!("{stamp},weir.example,{code},3{at},\n"));
    let behind_headings = "timestamp,site,status_code,latency_ms,\n".to_owned()
        + &rows(|at, stamp, code| format!("{stamp},weir.example,{code},3{at}\n"));
    for (text, extra) in [(&behind_rows, true), (&behind_headings, false)] {
        let (file, said) = proposed("log.csv", text);
        assert!(said.contains("would be: 4 up, 2 down"), "{said}");
        assert_eq!(file.contains("extra_fields = true"), extra, "{file}");
        assert!(!file.contains("header = "), "{file}");
        let folder = folder(&[("log.csv", text)]);
        let (outages, notes) = outages_and_assumed(folder.path(), &["--probes", "log.csv"]);
        assert!(has_outage(&outages), "{outages}{notes}");
    }
}

/// Where rows begin with a cell that has no heading, the headings are not those of the cells below.
#[test]
fn a_header_that_lacks_a_name_is_not_moved() {
    let text = "timestamp,site,status_code\n".to_owned()
        + &rows(|at, stamp, code| format!("m{at},{stamp},weir.example,{code}\n"));
    let (file, _) = proposed("log.csv", &text);
    let header = "header = [\"column_1\", \"timestamp\", \"site\", \"status_code\"]";
    assert!(file.contains(header), "{file}");
}

/// A word that says the same in each row is about the measurement where shares of lost packets
/// differ: each row counted as up.
#[test]
fn a_constant_word_beside_a_loss_is_no_outcome() {
    let text = "Start_Time,Status,Host,Loss%,Avg\n".to_owned()
        + &(0..6)
            .map(|at| {
                format!("{},OK,weir.example,{}.00,9.1\n", 1_685_606_400 + at * 600, at / 4 * 100)
            })
            .collect::<String>();
    let (file, said) = proposed("trace.csv", &text);
    assert!(said.contains("up_when = \"Loss% < 100\", of the first 6 rows"), "{said}");
    assert!(said.contains("would be: 4 up, 2 down"), "{said}");
    assert!(file.contains("up_when = \"FILL IN\""), "{file}");
}

/// Lengths in words made a list of outages a log without an outcome.
#[test]
fn a_start_and_a_length_in_words_are_a_period() {
    let folder = tempfile::tempdir().unwrap();
    let text = "service,started,duration,reason\n\
        weir.example,2023-06-01T08:00:00Z,1h 5m,timeout\n\
        lock.example,2023-06-01T09:00:00Z,\"2 hours, 10 mins\",timeout\n";
    let guess = one(&write(folder.path(), "list.csv", text.as_bytes()));
    assert_eq!(value(&guess, "layout").as_deref(), Some("periods"));
    let columns = "{ site = \"service\", start = \"started\", duration = \"duration\" }";
    assert_eq!(value(&guess, "columns").as_deref(), Some(columns));
}

/// Incidents in JSON were asked for an outcome, though each has a start and an end.
#[test]
fn incidents_in_json_are_periods() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text, columns) in [
        (
            "a.json",
            r#"{"data":[
                {"id":"1","attributes":{"url":"https://weir.example","started_at":"2023-06-01T08:00:00Z","resolved_at":"2023-06-01T08:20:00Z","status":"Resolved"}},
                {"id":"2","attributes":{"url":"https://weir.example","started_at":"2023-06-01T09:00:00Z","resolved_at":"2023-06-01T09:40:00Z","status":"Resolved"}},
                {"id":"3","attributes":{"url":"https://lock.example","started_at":"2023-06-02T09:00:00Z","resolved_at":"2023-06-02T09:40:00Z","status":"Resolved"}},
                {"id":"4","attributes":{"url":"https://lock.example","started_at":"2023-06-03T09:00:00Z","resolved_at":"2023-06-03T09:40:00Z","status":"Resolved"}}]}"#,
            "{ site = \"data[].attributes.url\", start = \"data[].attributes.started_at\", end = \
             \"data[].attributes.resolved_at\" }",
        ),
        (
            "b.json",
            r#"[{"created_at":"2023-06-01T08:00:00Z","resolved_at":"2023-06-01T08:20:00Z","status":"resolved","host":"weir.example"},
                {"created_at":"2023-06-01T09:00:00Z","resolved_at":"2023-06-01T09:20:00Z","status":"resolved","host":"weir.example"}]"#,
            "{ site = \"host\", start = \"created_at\", end = \"resolved_at\" }",
        ),
    ] {
        let guess = one(&write(folder.path(), name, text.as_bytes()));
        assert_eq!(value(&guess, "layout").as_deref(), Some("periods"), "{guess:?}");
        assert_eq!(value(&guess, "inside").as_deref(), Some("json"));
        assert_eq!(value(&guess, "columns").as_deref(), Some(columns));
        assert!(guess.tested[0].sentence.contains("0 up, "), "{guess:?}");
        assert!(!guess.keys.iter().any(|key| key.key == "results"), "{guess:?}");
    }
}

/// A column of names without a heading was not mentioned where the site was asked for.
#[test]
fn the_question_for_a_site_names_columns_that_can_be_it() {
    let text = rows(|at, stamp, code| {
        let word = if code == "200" { "UP" } else { "DOWN" };
        let line = |site: &str| format!("{stamp} | {site} | {word} | {code} | 2{at}ms\n");
        line("weir") + &line("lock")
    });
    let (_, said) = proposed("health.log", &text);
    assert!(said.contains("is it, `column_2` (`lock`, `weir`), what was probed?"), "{said}");
    assert!(!said.contains("`column_5`"), "{said}");
}

/// What is left out says what to do; one workbook of several sheets stopped all.
#[test]
fn what_is_left_out_says_what_to_do() {
    let text = "timestamp,site,status_code\n".to_owned()
        + &rows(|_, stamp, code| format!("{stamp},weir.example,{code}\n"));
    let files = folder(&[
        ("log.csv", &text),
        ("ping.txt", "64 bytes from 192.0.2.7: icmp_seq=1 ttl=57 time=12.1 ms\n"),
        ("bare.csv", "timestamp,site,status_code\n"),
    ]);
    fs::create_dir_all(files.path().join("states/.git")).unwrap();
    let mut book = Workbook::new();
    for name in ["May", "June"] {
        book.add_worksheet().set_name(name).unwrap();
    }
    book.save(files.path().join("book.xlsx")).unwrap();
    let names = ["log.csv", "ping.txt", "bare.csv", "states", "book.xlsx"];
    let done = ran(files.path(), &[&["init", "case"], &names[..]].concat());
    let said = String::from_utf8(done.stdout).unwrap();
    for part in [
        "1 kind of 1 archive; 5 left out",
        "ping.txt: a text without columns; if each line is a probe, or a change, it comes in \
         with layout = \"lines\"",
        "bare.csv: a line of headings, and no row",
        "states: there is no git repository in the folder; name the folder that `git clone` made",
        "book.xlsx: the sheet is empty",
    ] {
        assert!(said.contains(part), "{part}\n{said}");
    }
    let why = stopped(files.path(), &["report", "--probes", "book.xlsx", "-o", "out"]);
    assert!(why.contains("book.xlsx: the sheet is empty"), "{why}");
}

/// Each sheet of a workbook that is a log is an entry; others are named, and stop nothing.
#[test]
fn sheets_of_a_workbook_are_entries() {
    let files = folder(&[]);
    let mut book = Workbook::new();
    let notes = book.add_worksheet().set_name("Notes").unwrap();
    notes.write(0, 0, "read me").unwrap();
    for (name, site) in [("May", "weir.example"), ("June", "lock.example")] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        let line = |at: usize, stamp: &str, code: &str| format!("{at},{stamp},{code}\n");
        for (at, heading) in ["time", "host", "code"].into_iter().enumerate() {
            sheet.write(0, at as u16, heading).unwrap();
        }
        for row in rows(line).lines() {
            let cells: Vec<&str> = row.split(',').collect();
            let at = cells[0].parse::<u32>().unwrap() + 1;
            for (column, cell) in [cells[1], site, cells[2]].into_iter().enumerate() {
                sheet.write(at, column as u16, cell).unwrap();
            }
        }
    }
    book.save(files.path().join("book.xlsx")).unwrap();
    let done = ran(files.path(), &["init", "case", "book.xlsx"]);
    let (said, file) = (
        String::from_utf8(done.stdout).unwrap(),
        fs::read_to_string(files.path().join("case/incident.toml")).unwrap(),
    );
    assert!(said.contains("2 kinds of 2 archives\n") && !said.contains("to fill in"), "{said}");
    assert!(file.contains("nothing of a log was recognised in the sheets `Notes`"), "{file}");
    assert!(file.contains("sheet = \"May\"") && file.contains("sheet = \"June\""), "{file}");
    let (outages, _) = outages_and_assumed(files.path(), &["case"]);
    assert!(outages.contains(",weir.example,") && outages.contains(",lock.example,"), "{outages}");
    let (outages, _) = outages_and_assumed(files.path(), &["--probes", "book.xlsx"]);
    assert_eq!(outages.lines().count(), 3, "{outages}");
}

/// Columns that tell the rows of one moment apart are offered for the site, ids among them.
#[test]
fn rows_of_one_moment_are_of_several_sites() {
    let row = |number: usize, of: usize| {
        let status = if number == 3 && of == 1 { "down" } else { "up" };
        format!("2023-06-01T08:{:02}:00Z,{},{of},{status}\n", number * 5, number * 3 + of)
    };
    let rows: String = (0..8).flat_map(|number| (0..3).map(move |of| row(number, of))).collect();
    let (file, said) = proposed("log.csv", &format!("time,row,anlage,status\n{rows}"));
    let asked = "site: no column tells the site: write its id, such as \"kentucky.gov\"; 16 rows \
        are of a moment that has another: an id for all would make several sites one; is it, \
        `anlage` (`0`, `1`, `2`), what was probed?";
    assert!(said.contains(asked), "{said}\n{file}");
    for heading in ["monitor_id", "device_id", "Check Name"] {
        let (file, said) = proposed("log.csv", &format!("time,row,{heading},status\n{rows}"));
        assert!(file.contains(&format!("site = \"{heading}\"")), "{said}\n{file}");
    }
    // Whoever writes one id all the same reads of it.
    let entry = "title = \"t\"\n[[probes]]\nfiles = \"log.csv\"\nsite = \"dam\"\ncolumns = { \
        timestamp = \"time\", result = \"status\" }\n";
    let text = format!("time,row,anlage,status\n{rows}");
    let many: String =
        (0..3).map(|hour| text[23..].replace("T08:", &format!("T1{hour}:"))).collect();
    let files = folder(&[("log.csv", &format!("{text}{many}")), ("incident.toml", entry)]);
    let said = String::from_utf8(ran(files.path(), &["check", "."]).stdout).unwrap();
    assert!(said.contains("repeat another of the same moment"), "{said}");
}

/// A list that has announced work among its rows is asked about by the column that says it.
#[test]
fn kinds_of_periods_are_named_where_the_state_is_asked() {
    for (heading, kinds) in [("Ursache", ["Blitz", "Strom"]), ("Art", ["Ostnetz", "Westnetz"])] {
        let row = |day: usize, kind: &str| {
            format!("dam.example,{kind},2023-06-0{day}T08:00:00Z,2023-06-0{day}T09:00:00Z\n")
        };
        let rows: String = (1..5).map(|day| row(day, kinds[day % 2])).collect();
        let (file, said) = proposed("list.csv", &format!("Service,{heading},Start,End\n{rows}"));
        let asked = format!("`{heading}` has `{}`, `{}`: if some", kinds[0], kinds[1]);
        assert!(said.contains(&asked), "{said}\n{file}");
        let written = format!("result = \"{heading}\" }} and results = {{");
        assert!(said.contains(&written), "{said}");
    }
}

/// Cells beside answer times that are none are asked for, and counts of lost packets are no shares.
#[test]
fn what_stands_in_place_of_a_number_is_asked_for() {
    for odd in ["-1", "NaN", "x", "None"] {
        let rows = rows(|at, stamp, code| {
            let cell = if code == "503" { odd.to_owned() } else { format!("{}", 40 + at) };
            format!("{stamp},dam.example,{cell}\n")
        });
        let (_, said) = proposed("log.csv", &format!("time,site,latency_ms\n{rows}"));
        assert!(said.contains(&format!("results: `latency_ms` has the words `{odd}`")), "{said}");
    }
    let counts = rows(|_, stamp, code| {
        format!("{stamp},dam.example,{}\n", if code == "503" { 4 } else { 0 })
    });
    let (_, said) = proposed("log.csv", &format!("time,site,lost\n{counts}"));
    assert!(said.contains("with up_when = \"lost < 4\", of the first 6 rows"), "{said}");
    assert!(said.contains("4 up, 2 down"), "{said}");
}
