//! Files as people without our layouts make them: stamps of any form, titles above the headings,
//! workbooks with a day and a clock, words for a result. Each is read or asked, never read amiss.

use crate::program_run::printed;
use crate::proposed::{folder, proposed, quick_report, stopped};
use crate::worked_out::outages_and_assumed;
use rust_xlsxwriter::{Format, Workbook, Worksheet};
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// Six moments of 4 June 2023, ten minutes apart; down at the third and the fourth.
const MINUTES: [usize; 6] = [0, 10, 20, 30, 40, 50];

/// Form of stamps, and how it writes that of a minute past eight.
type FormCase = (&'static str, fn(usize) -> String);

/// Word for each of these probes.
fn word(minute: usize) -> &'static str {
    if (20..40).contains(&minute) { "DOWN" } else { "UP" }
}

/// A log of these probes under a header; `stamp` writes that of a minute past eight.
fn log(header: &str, stamp: impl Fn(usize) -> String) -> String {
    let row = |minute: usize| format!("{};weir.example;{}\n", stamp(minute), word(minute));
    format!("{header}\n") + &MINUTES.map(row).concat()
}

/// Clocks of the outage in a table of outages, which has one.
fn clocks(outages: &str) -> String {
    let rows: Vec<&str> = outages.lines().skip(1).collect();
    assert_eq!(rows.len(), 1, "{outages}");
    let cells = rows[0].split(',').filter(|cell| cell.starts_with("2023-06-04T"));
    cells.take(4).map(|cell| &cell[11..16]).collect::<Vec<_>>().join(" ")
}

/// Writes an answer in place of each key that is left open.
pub(crate) fn fill(at: &Path, answers: &[(&str, &str)]) -> String {
    let path = at.join("case/incident.toml");
    let mut file = fs::read_to_string(&path).unwrap();
    for (key, value) in answers {
        let open = format!("{key} = \"FILL IN\"");
        assert!(file.contains(&format!("\n{open}")), "{key}: {file}");
        file = file.replace(&open, &format!("{key} = {value}"));
    }
    assert!(!file.contains("\"FILL IN\""), "{file}");
    fs::write(path, &file).unwrap();
    file
}

/// The outages of a report on the case.
fn outages(at: &Path) -> String {
    outages_and_assumed(at, &["case"]).0
}

/// Each form came out as unknown, or with its question thrown away by the next stop.
#[test]
fn a_stamp_in_another_form_is_read_by_its_shape() {
    let forms: [FormCase; 14] = [
        ("%d.%m.%Y, %H:%M:%S", |m| format!("04.06.2023, 08:{m:02}:00")),
        ("%d.%m.%Y %H:%M:%S Uhr", |m| format!("04.06.2023 08:{m:02}:00 Uhr")),
        ("%d/%m/%Y à %H:%M:%S", |m| format!("04/06/2023 à 08:{m:02}:00")),
        ("[%Y-%m-%d %H:%M:%S]", |m| format!("[2023-06-04 08:{m:02}:00]")),
        ("%Y-%m-%d_%H-%M-%S", |m| format!("2023-06-04_08-{m:02}-00")),
        ("%Y年%m月%d日 %H:%M:%S", |m| format!("2023年06月04日 08:{m:02}:00")),
        ("%Y年%m月%d日 %H時%M分%S秒", |m| format!("2023年6月4日 8時{m:02}分00秒")),
        ("%a %b %e %H:%M:%S %z %Y", |m| format!("Sun Jun 04 10:{m:02}:00 +0200 2023")),
        ("%a %b %e %H:%M:%S %Z %Y", |m| format!("Sun Jun  4 08:{m:02}:00 UTC 2023")),
        ("%Y-%m-%d %H:%M:%S %z UTC", |m| format!("2023-06-04 08:{m:02}:00 +0000 UTC")),
        ("%A %B %d %Y %H:%M:%S GMT%z (Coordinated Universal Time)", |m| {
            format!("Sun Jun 04 2023 08:{m:02}:00 GMT+0000 (Coordinated Universal Time)")
        }),
        ("%Y-%m-%d %I:%M:%S %p", |m| format!("2023-06-04 8:{m:02}:00 AM")),
        ("excel_days", |m| format!("{:.10}", DAY + (480 + m) as f64 / 1440.0)),
        ("%A, %d-%B-%Y %H:%M:%S", |m| format!("Sunday, 04-Jun-2023 08:{m:02}:00")),
    ];
    for (format, stamp) in forms {
        let text = log("time;site;state", stamp);
        let (file, said) = proposed("log.csv", &text);
        assert!(file.contains(&format!("time_format = {format:?}\n")), "{format}: {file}");
        assert!(said.contains("would be: 4 up, 2 down"), "{format}: {said}");
        let at = folder(&[("log.csv", &text)]);
        let (outages, _) =
            outages_and_assumed(at.path(), &["--probes", "log.csv", "--zone", "UTC"]);
        assert_eq!(clocks(&outages), "08:10 08:20 08:30 08:40", "{format}");
    }
}

/// A date that can be several days was one of them without a question, or of no form at all.
#[test]
fn a_date_that_can_be_two_days_is_asked_with_the_line_to_write() {
    let forms: [FormCase; 6] = [
        ("%d/%m/%Y %I:%M:%S %p", |m| format!("4/6/2023 8:{m:02}:00 AM")),
        ("%m/%d/%Y, %I:%M:%S %p", |m| format!("6/4/2023, 8:{m:02}:00 AM")),
        ("%d.%m.%y %H:%M:%S", |m| format!("04.06.23 08:{m:02}:00")),
        ("%m/%d/%y %H:%M:%S", |m| format!("6/4/23 08:{m:02}:00")),
        ("%d-%m-%Y %H:%M:%S", |m| format!("04-06-2023 08:{m:02}:00")),
        ("%d-%B-%y %H:%M:%S", |m| format!("04-Jun-23 08:{m:02}:00")),
    ];
    for (format, stamp) in forms {
        let at = folder(&[("log.csv", &log("time;site;state", stamp))]);
        let said = printed(at.path(), &["init", "case", "log.csv"], 0);
        let line = format!("time_format = {format:?}");
        assert!(said.contains(&line) && said.contains(" by the second)"), "{format}: {said}");
        assert!(said.contains("4 June 2023 by the"), "{format}: {said}");
        fill(at.path(), &[("time_format", &format!("{format:?}")), ("zone", "\"UTC\"")]);
        assert_eq!(clocks(&outages(at.path())), "08:10 08:20 08:30 08:40", "{format}");
    }
}

/// Three stops followed one another, each without what the one before had.
#[test]
fn a_stamp_of_an_unknown_form_costs_no_other_answer() {
    let text = log("time;site;state", |m| format!("Jun  4 08:{m:02}:00"));
    let (file, said) = proposed("log.csv", &text);
    assert!(file.contains("columns = { timestamp = \"time\", result = \"state\" }"), "{file}");
    assert!(said.contains("`time` has stamps without a year, such as `Jun  4 08:00:00`"), "{said}");
    assert!(said.contains("\"%Y %B %d %H:%M:%S\" here"), "{said}");
    // What is printed does it.
    let text = text.replace("Jun  4", "2023 Jun  4");
    let at = folder(&[("log.csv", &text)]);
    printed(at.path(), &["init", "case", "log.csv"], 0);
    fill(at.path(), &[("zone", "\"UTC\"")]);
    assert_eq!(clocks(&outages(at.path())), "08:10 08:20 08:30 08:40");

    let (file, said) = proposed("log.csv", &log("time;site;state", |m| format!("day four, {m}")));
    assert!(file.contains("columns = { timestamp = \"time\", result = \"state\" }"), "{file}");
    assert!(said.contains("`time` has stamps such as `day four, 0`, in no form"), "{said}");
    assert!(said.contains("zone: these stamps may have no offset"), "{said}");
}

#[test]
fn clocks_without_a_day_ask_for_the_day() {
    let text = log("time;site;state", |m| format!("08:{m:02}"));
    let (file, said) = proposed("log.csv", &text);
    assert!(file.contains("columns = { timestamp = \"time\", result = \"state\" }"), "{file}");
    assert!(said.contains("`time` has clocks without a day, such as `08:00`"), "{said}");
    assert!(said.contains("`sed '2,$s/^/2022-10-05 /'`"), "{said}");
}

/// Posts whose stamps no form of claims read were taken for probes.
#[test]
fn stamps_of_posts_are_read_by_their_shape_too() {
    let row = |m: usize| {
        format!("p{m};Sun Jun 04 08:{m:02}:00 +0000 2023;wader;No answer of the weir at {m} past\n")
    };
    let text = "post_id;created_at;author;text\n".to_owned() + &MINUTES.map(row).concat();
    let (file, said) = proposed("posts.csv", &text);
    assert!(file.contains("[[claims]]"), "{file}{said}");
    assert!(file.contains("time_format = \"%A %B %d %H:%M:%S %z %Y\""), "{file}");
}

/// The reader's own stops wrote `columns` without what stood in it, and words as a status code.
#[test]
fn a_stop_for_a_column_keeps_those_that_are_named() {
    let text = log("time;site;status", |m| format!("2023-06-04T08:{m:02}:00Z"));
    for (columns, words) in [
        ("", "did you mean `time`? Write columns = { timestamp = \"time\" }"),
        (
            "columns = { timestamp = \"time\" }",
            "Write columns = { timestamp = \"time\", result = \"status\" } in its [[probes]] where \
             it holds words such as UP, and status_code in place of result where it holds codes",
        ),
        (
            "columns = { timestamp = \"tine\", result = \"status\" }",
            "Write columns = { timestamp = \"time\", result = \"status\" }",
        ),
    ] {
        let at = folder(&[("log.csv", &text)]);
        let entry = format!("files = \"log.csv\"\nseparator = \";\"\n{columns}\n");
        fs::write(at.path().join("incident.toml"), format!("title = \"A\"\n[[probes]]\n{entry}"))
            .unwrap();
        let why = stopped(at.path(), &["check", "."]);
        assert!(why.contains(words), "{columns}: {why}");
    }
}

/// The 4 June 2023, as workbooks count days.
const DAY: f64 = 45081.0;

/// A workbook in a folder; `fill` writes its only sheet.
fn workbook(fill: impl Fn(&mut Worksheet)) -> TempDir {
    let at = tempfile::tempdir().unwrap();
    let mut book = Workbook::new();
    fill(book.add_worksheet());
    book.save(at.path().join("book.xlsx")).unwrap();
    at
}

/// Writes a row of texts.
fn texts(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, cell) in (0..).zip(cells) {
        sheet.write_string(row, column, *cell).unwrap();
    }
}

/// Every probe stood at midnight, as the cells of the clock were not read.
#[test]
fn a_day_and_a_clock_in_two_cells_of_a_workbook_are_one_stamp() {
    let (days, times) = (Format::new().set_num_format("yyyy-mm-dd"), Format::new());
    let times = times.set_num_format("hh:mm:ss");
    for is_text in [false, true] {
        let at = workbook(|sheet| {
            texts(sheet, 0, &["Day", "Time", "Site", "State"]);
            for (row, minute) in (1..).zip(MINUTES) {
                let clock = (480 + minute) as f64 / 1440.0;
                sheet.write_number_with_format(row, 0, DAY, &days).unwrap();
                if is_text {
                    sheet.write_string(row, 1, format!("08:{minute:02}:00")).unwrap();
                } else {
                    sheet.write_number_with_format(row, 1, clock, &times).unwrap();
                }
                sheet.write_string(row, 2, "weir.example").unwrap();
                sheet.write_string(row, 3, word(minute)).unwrap();
            }
        });
        let (outages, notes) =
            outages_and_assumed(at.path(), &["--probes", "book.xlsx", "--zone", "UTC"]);
        assert!(notes.contains("timestamp = [\"Day\", \"Time\"]"), "{notes}");
        assert_eq!(clocks(&outages), "08:10 08:20 08:30 08:40");
    }
}

/// Days alone in a workbook were midnights, without a question.
#[test]
fn stamps_that_are_all_midnights_are_asked_about() {
    let at = workbook(|sheet| {
        texts(sheet, 0, &["Time", "Site", "State"]);
        for row in 1..=5 {
            let days = Format::new().set_num_format("yyyy-mm-dd");
            let day = DAY + f64::from(row);
            sheet.write_number_with_format(row, 0, day, &days).unwrap();
            texts_from(sheet, row, 1, &["weir.example", "UP"]);
        }
    });
    let said = printed(at.path(), &["init", "case", "book.xlsx"], 0);
    assert!(said.contains("resolution: each stamp is a midnight"), "{said}");
}

/// Writes texts from a column on.
fn texts_from(sheet: &mut Worksheet, row: u32, first: u16, cells: &[&str]) {
    for (column, cell) in (first..).zip(cells) {
        sheet.write_string(row, column, *cell).unwrap();
    }
}

/// Rows whose last cells are empty were no rows of the table, so failures were left out.
#[test]
fn a_row_of_a_workbook_has_a_cell_for_each_heading() {
    let at = workbook(|sheet| {
        texts(sheet, 0, &["A report"]);
        texts(sheet, 2, &["time", "site", "HTTP", "ms"]);
        for (row, minute) in (3..).zip(MINUTES) {
            let is_down = word(minute) == "DOWN";
            texts(sheet, row, &[&format!("2023-06-04 08:{minute:02}:00"), "weir.example"]);
            sheet.write_number(row, 2, if is_down { 503 } else { 200 }).unwrap();
            if !is_down {
                sheet.write_number(row, 3, 120 + minute as u32).unwrap();
            }
        }
    });
    let (outages, notes) =
        outages_and_assumed(at.path(), &["--probes", "book.xlsx", "--zone", "UTC"]);
    assert!(notes.contains("header_row = 3") && notes.contains("4 up, 2 down"), "{notes}");
    assert!(notes.contains("status_code = \"HTTP\", latency_ms = \"ms\""), "{notes}");
    assert_eq!(clocks(&outages), "08:10 08:20 08:30 08:40");
}

/// The clock was left out, and "1d" was offered for days that had one.
#[test]
fn a_day_and_a_clock_in_two_columns_are_one_stamp_or_asked() {
    let forms: [FormCase; 2] = [
        ("%Y-%m-%d %I:%M %p", |m| format!("2023-06-04;08:{m:02} AM")),
        ("%d/%m/%Y %Hh%M", |m| format!("04/06/2023;8h{m:02}")),
    ];
    for (format, stamp) in forms {
        let text = log("Date;Heure;Site;Statut", stamp);
        let at = folder(&[("log.csv", &text)]);
        let (outages, notes) =
            outages_and_assumed(at.path(), &["--probes", "log.csv", "--zone", "UTC"]);
        assert!(notes.contains("timestamp = [\"Date\", \"Heure\"]"), "{notes}");
        assert!(notes.contains(&format!("time_format = {format:?}")), "{notes}");
        assert_eq!(clocks(&outages), "08:10 08:20 08:30 08:40", "{format}");
    }
    // A clock that no form reads.
    let text = log("Date;Time;Site;State", |m| format!("2023-06-04;8:{m:02} in the morning"));
    let (_, said) = proposed("log.csv", &text.replace(" in the morning", " vorm."));
    assert!(said.contains("`Time` beside it holds its clock, such as `8:00 vorm.`"), "{said}");
    assert!(said.contains("write { timestamp = [\"Date\", \"Time\"], site = \"Site\""), "{said}");
    assert!(!said.contains("\"1d\""), "{said}");
}

/// `init` found the headings below a title, and no command could read its proposal.
#[test]
fn headings_below_a_title_are_read_by_their_line() {
    let table = log("time;site;state", |m| format!("2023-06-04T08:{m:02}:00Z"));
    for (above, number) in [
        ("Report of the weir\n\n", 3),
        ("sep=;\n", 2),
        ("# written by hand\n# time; in UTC\n", 3),
        ("Report;;\n", 2),
        ("\u{feff}Title\n", 2),
    ] {
        let at = folder(&[("log.csv", &format!("{above}{table}"))]);
        let (outages, notes) = outages_and_assumed(at.path(), &["--probes", "log.csv"]);
        assert!(notes.contains(&format!("header_row = {number},")), "{above}: {notes}");
        assert_eq!(clocks(&outages), "08:10 08:20 08:30 08:40", "{above}");
        assert!(outages.contains(&format!("log.csv:{}", number + 3)), "{above}: {outages}");
        printed(at.path(), &["init", "case", "log.csv"], 0);
        let checked = printed(at.path(), &["check", "case"], 0);
        assert!(checked.contains("6 read, 0 refused"), "{above}: {checked}");
    }
    // In the first line nothing changes, and a line of data is no title.
    let (file, _) = proposed("log.csv", &table);
    assert!(!file.contains("header_row"), "{file}");
    let bare = table.split_once('\n').unwrap().1;
    assert!(!proposed("log.csv", bare).0.contains("header_row"));
}

#[test]
fn a_line_of_headings_that_is_not_there_says_what_to_write() {
    let table = log("timestamp;site;result", |m| format!("2023-06-04T08:{m:02}:00Z"));
    for (keys, words) in [
        (
            "header_row = 0",
            "expected the number of the line that names the columns, from 1 to 1000",
        ),
        ("header_row = 1001", "found 1001"),
        ("header_row = 9", "the file has no line 9"),
        ("header_row = 2\nheader = [\"timestamp\"]", "leave one of them out"),
        ("layout = \"fettle\"\nheader_row = 2", "it belongs to CSV logs"),
    ] {
        let at = folder(&[("log.csv", &table)]);
        let entry = format!("files = \"log.csv\"\n{keys}\n");
        let entry = entry + if keys.contains("fettle") { "" } else { "separator = \";\"\n" };
        fs::write(at.path().join("incident.toml"), format!("title = \"A\"\n[[probes]]\n{entry}"))
            .unwrap();
        let why = stopped(at.path(), &["check", "."]);
        assert!(why.contains(words), "{keys}: {why}");
    }
    let at = folder(&[("log.csv", &format!("Report of May\n{table}"))]);
    let entry = "files = \"log.csv\"\nseparator = \";\"\n";
    fs::write(at.path().join("incident.toml"), format!("title = \"A\"\n[[probes]]\n{entry}"))
        .unwrap();
    let why = stopped(at.path(), &["check", "."]);
    assert!(why.contains("such as header_row = 3"), "{why}");
}

/// Tables of other shapes have titles too.
#[test]
fn a_wide_table_and_periods_are_read_below_a_title() {
    let rows = MINUTES.map(|m| {
        let code = if word(m) == "UP" { 200 } else { 503 };
        format!("2023-06-04T08:{m:02}:00Z,200,{code}\n")
    });
    let wide = format!("Report\n\ntime,dam.example,weir.example\n{}", rows.concat());
    let at = folder(&[("wide.csv", &wide)]);
    let (outages, notes) = outages_and_assumed(at.path(), &["--probes", "wide.csv"]);
    assert!(notes.contains("layout = \"wide\", header_row = 3,"), "{notes}");
    assert_eq!(clocks(&outages), "08:10 08:20 08:30 08:40");
}

/// A note beside the logs in an archive stopped the run.
#[test]
fn a_note_in_an_archive_of_logs_is_left_out_in_words() {
    let log =
        log("timestamp,site,result", |m| format!("2023-06-04T08:{m:02}:00Z")).replace(';', ",");
    let zip = |note: &str| {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in [("logs/README.txt", note), ("logs/a.csv", &log)] {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    };
    let at = tempfile::tempdir().unwrap();
    fs::write(at.path().join("logs.zip"), zip("Logs of a weir.\nOne file a day, since 2023.\n"))
        .unwrap();
    let (outages, notes) = quick_report(at.path(), &["--probes", "logs.zip"]);
    assert!(
        notes.contains("logs.zip/logs/README.txt left out: no line of it has a time"),
        "{notes}"
    );
    assert_eq!(clocks(&outages), "08:10 08:20 08:30 08:40");
    let json = fs::read_to_string(at.path().join("out/incident.json")).unwrap();
    assert!(json.contains("README.txt left out"), "the report says so");
    // What may be a log is never passed over.
    fs::write(at.path().join("logs.zip"), zip("08:10 the weir fell\n08:20 it stood\n")).unwrap();
    let why = stopped(at.path(), &["report", "--probes", "logs.zip", "-o", "other"]);
    assert!(why.contains("logs.zip/logs/README.txt: a text without columns"), "{why}");
}

/// Words and headings that were asked for, or of which nothing was said.
#[test]
fn words_and_headings_of_more_people_are_known() {
    for (header, up, down, key) in [
        ("time;site;status", "OK", "KO", "results = { \"KO\" = \"down\" }"),
        ("Data;Sito;Stato", "raggiungibile", "non raggiungibile", "result = \"Stato\""),
        ("Tijd;Website;Bereikbaar?", "ja", "nee", "\"nee\" = \"down\""),
        ("time;site;works", "Y", "N", "\"Y\" = \"up\""),
        ("time;site;status", "✓", "✗", "\"✗\" = \"down\""),
        ("time;site;light", "✅", "❌", "result = \"light\""),
        ("time;site;light", "green", "red", "result = \"light\""),
        ("time;site;status", "200 OK", "503 Service Unavailable", "status_code = \"status\""),
        ("time;site;response", "HTTP/1.1 200 OK", "HTTP/1.1 503", "status_code = \"response\""),
        ("time;site;HTTP", "200", "503", "status_code = \"HTTP\""),
        ("Czas;Strona;Kod", "200", "503", "status_code = \"Kod\""),
        ("日時;サイト;ステータス", "200", "503", "status_code = \"ステータス\""),
        ("kdy;co;jak", "200", "503", "site = \"co\", status_code = \"jak\""),
    ] {
        let text = log(header, |m| format!("2023-06-04T08:{m:02}:00Z"));
        let text =
            text.replace(";UP\n", &format!(";{up}\n")).replace(";DOWN\n", &format!(";{down}\n"));
        let at = folder(&[("log.csv", &text)]);
        let (outages, notes) = outages_and_assumed(at.path(), &["--probes", "log.csv"]);
        assert!(notes.contains(key), "{header} {up}: {notes}");
        assert_eq!(clocks(&outages), "08:10 08:20 08:30 08:40", "{header} {up}");
    }
    // What means nothing by itself is asked for by name.
    let text = log("time;site;status", |m| format!("2023-06-04T08:{m:02}:00Z"));
    let (_, said) = proposed("log.csv", &text.replace(";UP\n", ";Y\n").replace(";DOWN\n", ";N\n"));
    assert!(said.contains("results: `status` has the words `N`, `Y`"), "{said}");
    // Truths are no status codes, though 0 is one for no answer.
    let (file, _) = proposed("log.csv", &text.replace(";UP\n", ";1\n").replace(";DOWN\n", ";0\n"));
    assert!(file.contains("result = \"status\"") && !file.contains("status_code"), "{file}");
    // Where an answer led is not what was probed.
    let text =
        text.replace("site", "url_effective").replace("weir.example", "http://weir.example/a");
    let (file, _) = proposed("log.csv", &text);
    assert!(file.contains("site = \"FILL IN\""), "{file}");
    // Answer times under such a heading are no codes, though each is a number from 100 to 599.
    let times = MINUTES.map(|m| format!("2023-06-04T08:{m:02}:00Z;weir.example;{}\n", 131 + m * 7));
    let (file, _) = proposed("log.csv", &format!("time;site;response\n{}", times.concat()));
    assert!(!file.contains("status_code = \"response\""), "{file}");
}

/// A format was offered for the line with the number alone.
#[test]
fn several_lines_for_each_probe_have_a_command_that_joins_them() {
    let lines = |m: usize| format!("Sun Jun  4 08:{m:02}:00 UTC 2023\n{}\n", word(m));
    let at = folder(&[("loop.log", &MINUTES.map(lines).concat())]);
    let why = stopped(at.path(), &["report", "--probes", "loop.log", "-o", "out"]);
    assert!(why.contains("2 lines for each probe, the first of which is its stamp alone"), "{why}");
    assert!(why.contains("run `paste -d ' ' - - < loop.log > probes.log`"), "{why}");
    // What the command writes is read.
    let joined = MINUTES.map(|m| lines(m).trim().replace('\n', " ") + "\n").concat();
    fs::write(at.path().join("probes.log"), joined).unwrap();
    printed(at.path(), &["init", "case", "probes.log"], 0);
    fill(at.path(), &[("site", "\"weir.example\"")]);
    assert_eq!(clocks(&outages(at.path())), "08:10 08:20 08:30 08:40");
}
