//! A few stamps that are no times, in a short file: each is refused with its line and column, and
//! says nothing of the others. What stands in a cell and cannot be read is not taken for nothing.

use crate::parquet_file::{Cells, parquet_file};
use crate::program_run::{printed, ran};
use std::fs;
use tempfile::TempDir;

/// A folder with one file.
fn with(name: &str, text: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(name), text).unwrap();
    folder
}

/// Rows of one site, a minute apart, of which those of these numbers have a stamp in month 14.
/// `stamp` writes the others by their minute.
fn rows(count: usize, broken: &[usize], stamp: impl Fn(usize) -> String) -> String {
    let row = |number: usize| {
        let at = match broken.contains(&number) {
            true => format!("2023-14-07T00:{number:02}:00Z"),
            false => stamp(number),
        };
        format!("{at},mill.example,{}\n", if number % 4 == 2 { 503 } else { 200 })
    };
    (0..count).map(row).collect()
}

/// A stamp in our own way of writing.
fn own(minute: usize) -> String {
    format!("2023-03-07T00:{minute:02}:00Z")
}

/// A stamp as a sheet in Europe has it; the day is no month.
fn of_sheet(minute: usize) -> String {
    format!("27.03.2023 00:{minute:02}")
}

#[test]
fn a_broken_stamp_among_few_is_refused_by_itself() {
    for (count, broken) in
        [(2, &[1][..]), (3, &[0]), (5, &[4]), (7, &[6]), (10, &[9]), (40, &[3, 5, 8, 11, 17, 30])]
    {
        let log = "timestamp,site,status_code\n".to_owned() + &rows(count, broken, own);
        let folder = with("log.csv", &log);
        let said = printed(folder.path(), &["check", "--probes", "log.csv"], 1);
        for number in broken {
            let line = number + 2;
            let wanted = format!(
                "log.csv:{line}:1: timestamp: `2023-14-07T00:{number:02}:00Z` is not a time; write \
                 it as `"
            );
            assert!(said.contains(&wanted), "{count}: {said}");
        }
        let of = format!("{count} read, {} refused", broken.len());
        assert!(said.contains(&of), "{count}: {said}");
        for words in [["convert", "log.csv", "-o", "c.csv"], ["fold", "log.csv", "-o", "f.parquet"]]
        {
            assert_eq!(ran(folder.path(), &words).status.code(), Some(1), "{words:?}");
        }
        let said = printed(folder.path(), &["init", "new", "log.csv"], 0);
        assert!(!said.contains("to fill in"), "{said}");
    }
}

/// Logs of others, too: their form is that of the rows that can be read.
#[test]
fn the_form_of_stamps_is_that_of_the_rows_that_can_be_read() {
    let log = "time,host,status\n".to_owned() + &rows(7, &[2], of_sheet);
    let folder = with("log.csv", &log);
    let said = printed(folder.path(), &["check", "--probes", "log.csv", "--zone", "UTC"], 1);
    assert!(said.contains("log.csv:4:1: time: `2023-14-07T00:02:00Z` is not written as"), "{said}");
    assert!(said.contains("7 read, 1 refused"), "{said}");
    let log = "time,host,status\n".to_owned() + &rows(7, &[2], own);
    let folder = with("log.csv", &log);
    let said = printed(folder.path(), &["check", "--probes", "log.csv"], 1);
    assert!(said.contains("log.csv:4:1: time: `2023-14-07T00:02:00Z` is not a time"), "{said}");
}

/// The column of our own name is meant, though another one can be read to the last row.
#[test]
fn a_column_beside_takes_no_place_of_our_own() {
    let row = |line: &str| {
        let minute = line.get(14..16).unwrap_or("00");
        format!("{line},2023-03-08T09:{minute}:00Z\n")
    };
    let rows: String = rows(7, &[6], own).lines().map(row).collect();
    let folder = with("log.csv", &("timestamp,site,status_code,imported_at\n".to_owned() + &rows));
    let said = printed(folder.path(), &["check", "--probes", "log.csv"], 1);
    assert!(said.contains("log.csv:8:1: timestamp: `2023-14-07T00:06:00Z`"), "{said}");
    assert!(said.contains("2023-03-07T00:05:00Z"), "{said}");
}

/// What is asked says what was found: empty cells, or another text, and in how many rows.
#[test]
fn a_question_on_stamps_says_what_the_cells_hold() {
    let block = |line: &str| match line.contains("00:00:") || line.contains("00:05:") {
        true => format!("{line}\n"),
        false => format!("{}\n", line.split_once(',').map_or("", |(_, rest)| rest)),
    };
    let header = "timestamp,site,status_code\n";
    let blocks: String = rows(10, &[], own).lines().map(block).collect();
    let blocks = blocks.replace("\nmill", "\n,mill");
    let mixed: String = (0..8)
        .map(|minute| if minute % 2 == 0 { own(minute) } else { of_sheet(minute) })
        .map(|at| format!("{at},mill.example,200\n"))
        .collect();
    for (rows, found) in [
        (blocks.as_str(), "nothing in 8 of 10 rows: where a sheet writes it in the first row"),
        (&rows(8, &[0, 1, 2, 3, 4, 5], own), "another text in 6 of 8 rows, such as `2023-14-07T00"),
        (&mixed, "another text in 4 of 8 rows, such as `27.03.2023 00:01`"),
    ] {
        let folder = with("log.csv", &(header.to_owned() + rows));
        let said = printed(folder.path(), &["check", "--probes", "log.csv"], 2);
        assert!(said.contains("log.csv: time_format: `timestamp` has stamps such as"), "{said}");
        assert!(said.contains(found), "{found}: {said}");
        // Each stamp that can be read has its offset.
        assert!(!said.contains("log.csv: zone:"), "{said}");
    }
}

/// A broken date among few in a table of what somebody said.
#[test]
fn a_broken_date_of_a_claim_is_refused_by_itself() {
    let said = |minute: usize, at: &str| {
        format!("{at},Some Group,the mill at mill.example is offline since minute {minute}\n")
    };
    let rows: String = (0..5).map(|minute| said(minute, &own(minute))).collect();
    let rows = rows + &said(5, "2023-14-07T00:05:00Z");
    let folder = with("posts.csv", &("date,author,text\n".to_owned() + &rows));
    printed(folder.path(), &["init", "new", "--claims", "posts.csv"], 0);
    let text = fs::read_to_string(folder.path().join("new/incident.toml")).unwrap();
    assert!(text.contains("columns = { claimant = \"author\", published = \"date\""), "{text}");
    assert!(!text.contains("no column was recognised"), "{text}");
}

/// Whatever form a log has: lines, JSON, a column for each site, day and clock apart, no line that
/// names columns.
#[test]
fn the_form_of_a_log_is_known_though_a_stamp_is_broken() {
    let code = |minute: usize| if minute == 2 { 503 } else { 200 };
    let day = |minute: usize| if minute == 4 { "2023-14-07" } else { "2023-03-07" };
    let all = |row: &dyn Fn(usize) -> String| (0..9).map(row).collect::<String>();
    let lines = all(&|m| format!("{}T00:{m:02}:00Z https://mill.example/ {}\n", day(m), code(m)));
    let json = all(&|m| {
        format!(
            "{{\"time\":\"{}T00:{m:02}:00Z\",\"site\":\"a.b\",\"status\":{}}}\n",
            day(m),
            code(m)
        )
    });
    let wide = all(&|m| format!("{}T00:{m:02}:00Z,200,{}\n", day(m), code(m)));
    let apart = all(&|m| format!("{},00:{m:02}:00,mill.example,{}\n", day(m), code(m)));
    let unnamed = all(&|m| format!("{}T00:{m:02}:00Z,https://mill.example,{}\n", day(m), code(m)));
    for (name, text, place) in [
        ("lines.log", lines, "lines.log:5"),
        ("rows.jsonl", json, "rows.jsonl:5"),
        ("wide.csv", "time,mill.example,dam.example\n".to_owned() + &wide, "wide.csv:6:1"),
        ("apart.csv", "date,time,site,status\n".to_owned() + &apart, "apart.csv:6:1"),
        ("unnamed.csv", unnamed, "unnamed.csv:5:1"),
    ] {
        let folder = with(name, &text);
        let said = printed(folder.path(), &["check", "--probes", name, "--zone", "UTC"], 1);
        assert!(said.contains(&format!("  {place}")), "{name}: {said}");
        assert!(said.contains(" 1 refused"), "{name}: {said}");
    }
}

/// A list of outages is known by its columns, though the beginning of one cannot be read.
#[test]
fn a_list_of_periods_is_known_though_an_edge_is_broken() {
    let row = |day: usize| {
        let month = if day == 5 { 14 } else { 3 };
        format!("mill.example,2023-{month:02}-0{day}T06:00:00Z,2023-03-0{day}T06:30:00Z\n")
    };
    let rows: String = (1..8).map(row).collect();
    let folder = with("outages.csv", &("site,start,end\n".to_owned() + &rows));
    printed(folder.path(), &["init", "new", "outages.csv"], 0);
    let text = fs::read_to_string(folder.path().join("new/incident.toml")).unwrap();
    assert!(text.contains("start = \"start\"") && text.contains("end = \"end\""), "{text}");
}

/// Cells of a type that is not read are not empty: what is said names the column and its type.
#[test]
fn a_column_of_a_type_that_is_not_read_is_no_empty_one() {
    let file = |time: &str, site: &str| {
        parquet_file(
            &format!(
                "required int96 {time}; required binary {site} (UTF8); optional int32 status_code;"
            ),
            &[
                Cells::Days(vec![2_460_011; 6]),
                Cells::Text(vec!["mill.example".to_owned(); 6]),
                Cells::Short([200, 200, 503, 200, 200, 200].map(Some).to_vec()),
            ],
        )
    };
    for (time, site, words) in [
        ("timestamp", "site", "the column `\"timestamp\"` has a type that is not read; write text"),
        ("time", "host", "the column `time` is of a type that is not read; write it as text"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("log.parquet"), file(time, site)).unwrap();
        let said = printed(folder.path(), &["check", "--probes", "log.parquet"], 2);
        assert!(said.contains("log.parquet: ") && said.contains(words), "{said}");
    }
}
