//! Proposals of `init` are tested before they are trusted, and the quick way reads files as `init`
//! proposes it, or asks one question.

use crate::program_run::ran;
pub(crate) use crate::worked_out::outages_and_assumed as quick;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// Folder with files of these names.
pub(crate) fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// Returns what `init` proposes for a file, and what it prints.
pub(crate) fn proposed(name: &str, text: &str) -> (String, String) {
    let folder = folder(&[(name, text)]);
    let done = ran(folder.path(), &["init", "case", name]);
    // 1 where the file is left out.
    let is_written = done.status.code().is_some_and(|code| code < 2);
    assert!(is_written, "{}", String::from_utf8_lossy(&done.stderr));
    let file = fs::read_to_string(folder.path().join("case/incident.toml")).unwrap();
    (file, String::from_utf8(done.stdout).unwrap())
}

/// Outages of a report on files that are named one by one, and all that it prints to stderr, by a
/// run of the program, whose report stands in the folder `out`.
pub(crate) fn quick_report(folder: &Path, words: &[&str]) -> (String, String) {
    let done = ran(folder, &[&["report"], words, &["-o", "out"]].concat());
    let notes = String::from_utf8(done.stderr).unwrap();
    assert!(done.status.success(), "{words:?}: {notes}");
    (fs::read_to_string(folder.join("out/tables/outages.csv")).unwrap(), notes)
}

/// The error of a run that stops.
pub(crate) fn stopped(folder: &Path, words: &[&str]) -> String {
    let done = ran(folder, words);
    assert_eq!(done.status.code(), Some(2), "{words:?}");
    String::from_utf8(done.stderr).unwrap()
}

/// Runs a command as the program printed it, up to the file that it writes; `LOG` in it is the log.
pub(crate) fn run_printed(at: &Path, said: &str, begin: &str) {
    let from = said.find(begin).unwrap_or_else(|| panic!("{begin}: {said}"));
    let command = said[from..].split('`').next().unwrap().replace("LOG", "log.csv");
    let done = Command::new("sh").args(["-c", &command]).current_dir(at).output().unwrap();
    let why = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "{command}: {why}");
}

/// Rows for moments every ten minutes; `cells` gives what stands behind the stamp.
fn rows(count: usize, cells: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for at in 0..count {
        let stamp = format!("2023-06-01T{:02}:{:02}:00Z", 8 + at / 6, at % 6 * 10);
        writeln!(text, "{stamp}{}", cells(at)).unwrap();
    }
    text
}

#[test]
fn the_first_rows_are_tested_and_faults_are_reported() {
    let text = "timestamp,site,status_code\n".to_owned()
        + &rows(12, |at| {
            format!(",pump.example,{}", if at == 5 { "odd" } else { ["200", "503"][at / 6] })
        });
    let (file, said) = proposed("log.csv", &text);
    let sentence = "of the first 12 rows these would be: 5 up, 6 down, 1 unknown as their outcome \
        cannot be read; the first that cannot be read, `status_code`:";
    assert!(file.contains(&format!("# {sentence}")), "{file}");
    assert!(said.contains(&format!("seen, [[probes]] 1: {sentence}")), "{said}");
}

#[test]
fn a_line_of_another_width_is_reported() {
    let text = "timestamp,site,status_code\n".to_owned()
        + &rows(6, |_| ",pump.example,200".to_owned())
        + "a line,of two\n";
    let (_, said) = proposed("log.csv", &text);
    assert!(said.contains("1 line besides with another number of fields"), "{said}");
}

/// A failed check may leave cells out: its row is one of the sample, and its word is asked for.
#[test]
fn a_shorter_row_that_holds_a_failure_is_sampled() {
    let text = "timestamp,site,status_code,latency_ms\n".to_owned()
        + &rows(12, |at| {
            let end = if (5..7).contains(&at) { "timeout" } else { "200,31" };
            format!(",pump.example,{end}")
        });
    let (file, said) = proposed("log.csv", &text);
    assert!(file.contains("results = { \"timeout\" = \"down\" }"), "{file}");
    assert!(said.contains("of the first 12 rows these would be: 10 up"), "{said}");
}

#[test]
fn a_list_in_which_nothing_is_up_is_left_open() {
    let down = "time,host,code\n".to_owned() + &rows(5, |_| ",pump.example,0".to_owned());
    let (file, said) = proposed("alerts.csv", &down);
    assert!(file.contains("columns = \"FILL IN\""), "{file}");
    assert!(said.contains("of the 5 rows seen none would be up, and 5 rows down"), "{said}");
    let one = down + "2023-06-01T20:00:00Z,pump.example,200\n";
    let (file, _) = proposed("alerts.csv", &one);
    assert!(!file.contains("FILL IN"), "{file}");
}

#[test]
fn a_site_of_its_own_in_each_row_is_left_open() {
    let ids = "time,name,code\n".to_owned() + &rows(6, |at| format!(",check {at},200"));
    let (_, said) = proposed("log.csv", &ids);
    assert!(
        said.contains("`name` was taken for the site, and has another value in each of"),
        "{said}"
    );
    let two = "time,name,code\n".to_owned() + &rows(6, |at| format!(",check {},200", at % 5));
    assert!(!proposed("log.csv", &two).1.contains("to fill in"));
}

#[test]
fn a_first_line_without_a_moment_may_be_headings() {
    let log = |first: &str| format!("{first}\n") + &rows(10, |_| ",200,pump.example".to_owned());
    let (file, _) = proposed("log.csv", &log("moment,1,where"));
    assert!(file.contains("header = \"FILL IN\""), "{file}");
    assert!(file.contains("(`moment 1 where`)"), "{file}");
    let (file, _) = proposed("log.csv", &log("2023-06-01T07:50:00Z,200,pump.example"));
    assert!(file.contains("header = [\"timestamp\", \"status_code\", \"site\"]"), "{file}");
}

#[test]
fn the_zone_to_show_is_proposed_beside_that_of_the_log() {
    let log = "time,host,code\n2023-06-01 08:00:00,pump.example,200\n";
    let (file, _) = proposed("log.csv", log);
    assert!(file.contains("# zone = \"FILL IN\"    # as the `zone` below"), "{file}");
    let (file, _) = proposed("log.csv", &log.replace(":00,", ":00Z,"));
    assert!(file.contains("# zone = \"America/New_York\""), "{file}");
}

#[test]
fn a_text_in_each_row_is_no_error() {
    let alerts = "time,host,error\n".to_owned() + &rows(5, |_| ",pump.example,timeout".to_owned());
    let (file, _) = proposed("alerts.csv", &alerts);
    assert!(file.contains("columns = \"FILL IN\""), "{file}");
    assert!(file.contains("`error` has a text in every row"), "{file}");
    let posts = "date,message\n".to_owned() + &rows(5, |at| format!(",post number {at}"));
    let (file, _) = proposed("posts.csv", &posts);
    assert!(file.contains("[[claims]]") && !file.contains("[[probes]]"), "{file}");
    // Where another column tells how a probe went, or where it is mostly empty, it is one.
    let log = "timestamp,site,status_code,error_message\n".to_owned()
        + &rows(6, |at| {
            if at < 4 {
                ",pump.example,200,".to_owned()
            } else {
                ",pump.example,,no route".to_owned()
            }
        });
    let (file, said) = proposed("log.csv", &log);
    assert!(file.contains("columns = { error = \"error_message\" }"), "{file}");
    assert!(said.contains("4 up, 2 down\n"), "{said}");
}

#[test]
fn numbers_are_no_errors_and_have_their_rule() {
    let times = "timestamp,server,error\n".to_owned()
        + &rows(6, |at| format!(",pump.example,{}", if at == 3 { "" } else { "12.5" }));
    let (file, said) = proposed("ping.csv", &times);
    assert!(file.contains("up_when = \"FILL IN\""), "{file}");
    assert!(file.contains("columns = { site = \"server\" }"), "{file}");
    assert!(said.contains("write \"error is present\""), "{said}");
    let loss = "timestamp,server,packet_loss\n".to_owned()
        + &rows(6, |at| format!(",pump.example,{}", if at == 3 { 100 } else { 0 }));
    let at = folder(&[("loss.csv", &loss)]);
    let why = stopped(at.path(), &["check", "--probes", "loss.csv"]);
    assert!(why.contains("up_when:") && why.contains("write \"packet_loss < 100\""), "{why}");
    // What is asked for, once written, reads the log.
    assert!(ran(at.path(), &["init", "case", "loss.csv"]).status.success());
    let settings = at.path().join("case/incident.toml");
    let text = fs::read_to_string(&settings).unwrap();
    fs::write(&settings, text.replace("FILL IN\"", "packet_loss < 100\"")).unwrap();
    let done = ran(at.path(), &["report", "case", "-o", "out"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let blips = fs::read_to_string(at.path().join("out/tables/blips.csv")).unwrap();
    assert!(blips.contains("pump.example,2023-06-01T08:20:00Z"), "{blips}");
}

#[test]
fn words_for_a_result_in_other_languages_have_their_meaning() {
    let log = "Zeitpunkt;Dienst;Zustand\n".to_owned()
        + &rows(6, |at| {
            let word = ["Erreichbar", "Nicht erreichbar", "Wartung"][at % 3];
            format!(";pump.example;{word}")
        });
    let (file, said) = proposed("log.csv", &log);
    let results = "results = { \"Erreichbar\" = \"up\", \"Nicht erreichbar\" = \"down\", \
        \"Wartung\" = \"unknown\" }";
    assert!(file.contains(results), "{file}");
    assert!(said.contains("2 up, 2 down, 2 unknown\n"), "{said}");
    // A word with two meanings leaves all open, with what is known.
    let (file, _) = proposed("log.csv", &log.replace("Nicht erreichbar", "gestört"));
    assert!(file.contains("results = \"FILL IN\""), "{file}");
    assert!(file.contains("{ \"Erreichbar\" = \"up\", \"Wartung\" = \"unknown\", … }"), "{file}");
}

#[test]
fn a_column_for_each_site_is_reported_as_that() {
    let head = "Time,https://pump.example,https://mill.example,note\n";
    let text = head.to_owned()
        + &rows(5, |at| format!(",200,{},ok then", if at == 2 { 503 } else { 200 }));
    let (file, _) = proposed("wide.csv", &text);
    for line in [
        "layout = \"wide\"",
        "columns = { timestamp = \"Time\" }",
        "cells = \"status_code\"",
        "sites = [\"https://pump.example\", \"https://mill.example\"]",
        "except = [\"note\"]",
    ] {
        assert!(file.lines().any(|written| written == line), "{line}: {file}");
    }
    let said = proposed("wide.csv", &text).1;
    assert!(said.contains("of the first 10 rows these would be: 9 up, 1 down\n"), "{said}");
    // What is proposed reads the table.
    let at = folder(&[("wide.csv", &text)]);
    let checked = String::from_utf8(ran(at.path(), &["check", "--probes", "wide.csv"]).stdout);
    assert!(checked.unwrap().contains("2 sites, 2 measured"));
    // Words may be sites, or parts of one.
    let words = "timestamp,pump,mill\n".to_owned() + &rows(5, |_| ",UP,DOWN".to_owned());
    let (file, _) = proposed("wide.csv", &words);
    assert!(file.contains("sites = \"FILL IN\"") && file.contains("cells = \"result\""), "{file}");
    let german = "Zeit;pump.example;mill.example\n".to_owned()
        + &rows(5, |at| format!(";Erreichbar;{}", if at == 1 { "Ausfall" } else { "OK" }));
    let (file, said) = proposed("wide.csv", &german);
    assert!(
        file.contains("results = { \"Ausfall\" = \"down\", \"Erreichbar\" = \"up\" }"),
        "{file}"
    );
    assert!(said.contains("9 up, 1 down\n"), "{said}");
}

#[test]
fn files_that_differ_by_name_have_their_site_from_it() {
    let log = "time,code\n".to_owned() + &rows(4, |at| format!(",{}", [200, 503][at / 2]));
    let at = folder(&[("pump.csv", &log), ("mill.csv", &log.replace("503", "404"))]);
    let done = ran(at.path(), &["check", "--probes", "pump.csv", "mill.csv"]);
    let checked = String::from_utf8(done.stdout).unwrap();
    assert!(checked.contains("2 sites, 2 measured"), "{checked}");
    let notes = String::from_utf8(done.stderr).unwrap();
    assert!(notes.contains("pump.csv and 1 more read as probes with"), "{notes}");
    assert!(notes.contains("site = \"{file}\""), "{notes}");
}

#[test]
fn a_column_for_each_moment_is_reported_as_that() {
    let text = "site,2023-06-01T08:00:00Z,2023-06-01T08:10:00Z\npump.example,200,503\n\
        mill.example,200,200\n";
    let (file, _) = proposed("wide.csv", text);
    assert!(
        file.contains("layout = \"wide\"") && file.contains("columns = { site = \"site\" }"),
        "{file}"
    );
}

#[test]
fn a_row_from_a_start_to_an_end_is_a_period() {
    let text = "Dienst,Beginn,Ende\npump.example,2023-06-01T08:00:00Z,2023-06-01T09:00:00Z\n\
        mill.example,2023-06-02T08:00:00Z,2023-06-02T08:05:00Z\n";
    let (file, _) = proposed("outages.csv", text);
    for line in [
        "layout = \"periods\"",
        "columns = { site = \"Dienst\", start = \"Beginn\", end = \"Ende\" }",
        "state = \"FILL IN\"",
        "interval = \"FILL IN\"",
    ] {
        assert!(file.lines().any(|written| written == line), "{line}: {file}");
    }
    // A length without a unit is asked for.
    let text = "domain,start,duration,status\npump.example,2023-06-01T08:00:00Z,5400,0\n\
        mill.example,2023-06-02T08:00:00Z,1800,0\n";
    let (file, _) = proposed("events.csv", text);
    assert!(
        file.contains("layout = \"periods\"") && file.contains("duration_min in place of"),
        "{file}"
    );
    // The beginning and the end of a probe make none.
    let probes = "domain,start,end,status_code\npump.example,2023-06-01T08:00:00Z,\
        2023-06-01T08:00:01Z,200\n";
    assert!(!proposed("log.csv", probes).0.contains("periods"));
}

#[test]
fn few_rows_that_all_differ_leave_the_cadence_open() {
    let log = |step: usize| {
        "timestamp,site,result\n".to_owned()
            + &rows(5, |at| format!(",pump.example,{}", ["up", "down"][at / step % 2]))
    };
    assert!(proposed("log.csv", &log(1)).0.contains("cadence = \"FILL IN\""));
    assert!(proposed("log.csv", &log(2)).0.contains("cadence = \"poll\""));
    let at = folder(&[("changes.csv", &log(1)), ("polls.csv", &log(2))]);
    let checked = |name: &str| {
        String::from_utf8(ran(at.path(), &["check", "--probes", name]).stdout).unwrap()
    };
    let warning = "4 of 4 rows have another result than the one before";
    assert!(checked("changes.csv").contains(warning), "{}", checked("changes.csv"));
    assert!(!checked("polls.csv").contains("warning"));
}

#[test]
fn paths_beside_the_folder_are_relative_and_match_one_file() {
    let log =
        "timestamp,site,status_code\n".to_owned() + &rows(4, |_| ",pump.example,200".to_owned());
    let at = folder(&[("log[1].csv", &log), ("log1.csv", &log.replace("pump", "mill"))]);
    assert!(ran(at.path(), &["init", "case", "log[1].csv"]).status.success());
    let file = fs::read_to_string(at.path().join("case/incident.toml")).unwrap();
    assert!(file.contains("files = \"../log[[]1[]].csv\""), "{file}");
    let checked = String::from_utf8(ran(at.path(), &["check", "case"]).stdout).unwrap();
    assert!(
        checked.contains("1 site, 1 measured") && checked.contains("../log[1].csv"),
        "{checked}"
    );
}

#[test]
fn the_quick_way_reads_other_separators_names_and_stamps() {
    let outage = |at: usize| if (2..4).contains(&at) { 503 } else { 200 };
    let semicolons = "Zeitpunkt;Webseite;HTTP-Code\n".to_owned()
        + &rows(8, |at| format!(";pump.example;{}", outage(at)));
    let seconds = "ts,host,code\n".to_owned()
        + &(0..8).fold(String::new(), |text, at| {
            text + &format!("{},pump.example,{}\n", 1_685_606_400 + 600 * at, outage(at))
        });
    let at = folder(&[("a.csv", &semicolons), ("b.csv", &seconds)]);
    for name in ["a.csv", "b.csv"] {
        let (outages, notes) = quick_report(at.path(), &["--probes", name]);
        let row =
            "O001,pump.example,2023-06-01T08:10:00Z,2023-06-01T08:20:00Z,2023-06-01T08:30:00Z,";
        assert!(outages.lines().nth(1).is_some_and(|line| line.starts_with(row)), "{outages}");
        assert!(notes.starts_with(&format!("assumed: {name} read as probes with ")), "{notes}");
        let page = fs::read_to_string(at.path().join("out/report.md")).unwrap();
        assert!(page.contains("It was assumed, from their first rows:"), "{page}");
        for file in ["incident.json", "manifest.json"] {
            let text = fs::read_to_string(at.path().join("out").join(file)).unwrap();
            let document: serde_json::Value = serde_json::from_str(&text).unwrap();
            let sentence = document["assumed"][0].as_str().unwrap();
            assert!(sentence.starts_with(&format!("{name} read as probes with ")), "{sentence}");
        }
        assert!(!quick_report(at.path(), &["--probes", name, "-q"]).1.contains("assumed"));
    }
}

/// `fold` and `convert` knew our own layout alone, and stopped at the columns of others.
#[test]
fn fold_and_convert_read_what_a_report_reads() {
    let log = "Zeitpunkt;Webseite;HTTP-Code\n".to_owned()
        + &rows(8, |at| format!(";pump.example;{}", if (2..4).contains(&at) { 503 } else { 200 }));
    let at = folder(&[("a.csv", &log)]);
    let (whole, _) = quick(at.path(), &["--probes", "a.csv"]);
    for words in [["fold", "a.csv", "-o", "runs.parquet"], ["convert", "a.csv", "-o", "log.csv"]] {
        let done = crate::program_run::ran(at.path(), &words);
        let notes = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(0), "{notes}");
        assert!(notes.starts_with("assumed: a.csv read as probes with "), "{notes}");
        let (again, _) = quick(at.path(), &["--probes", words[3]]);
        let edges = |table: &str| {
            let row = table.lines().nth(1).unwrap().split(',').take(6).collect::<Vec<_>>();
            row.join(",")
        };
        assert_eq!(edges(&again), edges(&whole), "{words:?}");
    }
    let open = "Zeit;host;status\n13.06.2023 08:00;pump.example;ok\n\
        13.06.2023 08:10;pump.example;failed\n13.06.2023 08:20;pump.example;ok\n";
    fs::write(at.path().join("b.csv"), open).unwrap();
    for words in [["fold", "b.csv", "-o", "b.parquet"], ["convert", "b.csv", "-o", "b2.csv"]] {
        let done = crate::program_run::ran(at.path(), &words);
        let text = String::from_utf8(done.stderr).unwrap();
        assert!(done.status.code() == Some(2) && text.contains("b.csv: zone: "), "{text}");
    }
    let done =
        crate::program_run::ran(at.path(), &["convert", "a.csv", "--vantage", "x", "-o", "c.csv"]);
    assert_eq!(done.status.code(), Some(2));
    assert!(String::from_utf8(done.stderr).unwrap().contains("--vantage belongs to a layout"));
}

#[test]
fn a_log_of_our_own_is_read_as_before() {
    let log = "timestamp,site,status_code,extra\n".to_owned()
        + &rows(5, |_| ",pump.example,503,x".to_owned());
    let at = folder(&[("log.csv", &log)]);
    let (outages, notes) = quick_report(at.path(), &["--probes", "log.csv"]);
    assert!(outages.contains("O001,pump.example") && !notes.contains("assumed"), "{notes}");
    let page = fs::read_to_string(at.path().join("out/report.md")).unwrap();
    assert!(!page.contains("assumed"));
}

#[test]
fn the_quick_way_asks_one_question_and_says_how_to_answer() {
    let german = "Zeit;host;status\n01.06.2023 08:00;pump.example;ok\n\
        01.06.2023 08:10;pump.example;\
        failed\n01.06.2023 08:20;pump.example;failed\n01.06.2023 08:30;pump.example;ok\n\
        13.06.2023 08:30;pump.example;ok\n";
    let at = folder(&[("log.csv", german)]);
    let why = stopped(at.path(), &["report", "--probes", "log.csv", "-o", "out"]);
    assert!(why.contains("zone") && why.contains("--zone Europe/Berlin"), "{why}");
    let (outages, _) = quick(at.path(), &["--probes", "log.csv", "--zone", "Europe/Berlin"]);
    assert!(
        outages.contains("2023-06-01T06:00:00.000000Z,2023-06-01T06:10:59.999999Z"),
        "{outages}"
    );
    let both_ways =
        "time,host,up\n04/05/2023 10:00,pump.example,1\n04/05/2023 10:05,pump.example,0\n";
    let at = folder(&[("log.csv", both_ways)]);
    let why = stopped(at.path(), &["check", "--probes", "log.csv", "--zone", "UTC"]);
    assert!(why.contains("corroborate init my-incident log.csv"), "{why}");
    assert!(why.contains("time_format = \"%m/%d/%Y %H:%M\""), "{why}");
}

#[test]
fn swapped_files_and_files_of_other_kinds_are_reported_as_what_they_are() {
    let log =
        "timestamp,site,status_code\n".to_owned() + &rows(4, |_| ",pump.example,200".to_owned());
    let claims = "claim,claimant,role,kind,published,targets\n\
        c1,Crew,attacker,attack,2023-06-01T08:00:00Z,pump.example\n";
    let sheet = "PK\u{3}\u{4}\u{14}[Content_Types].xml and more";
    let at = folder(&[
        ("log.csv", &log),
        ("claims.csv", claims),
        ("a.pdf", "%PDF-1.7 x"),
        ("s.docx", sheet),
        ("s.xlsx", sheet),
    ]);
    let why = stopped(at.path(), &["check", "--probes", "claims.csv", "--claims", "log.csv"]);
    assert!(why.contains("write --probes log.csv --claims claims.csv"), "{why}");
    let why = stopped(at.path(), &["check", "--claims", "log.csv"]);
    assert!(why.contains("these are probes") && why.contains("--probes log.csv"), "{why}");
    let why = stopped(at.path(), &["check", "--probes", "s.docx"]);
    assert!(why.contains("s.docx: a document of Office, and no workbook\n"), "{why}");
    let why = stopped(at.path(), &["check", "--probes", "s.xlsx"]);
    assert!(why.contains("s.xlsx: it is no workbook (.xlsx): "), "{why}");
    let why = stopped(at.path(), &["check", "--probes", "a.pdf"]);
    assert!(why.contains("a.pdf: a PDF\n  ask for the table"), "{why}");
    let why = stopped(at.path(), &["check", "--probes", "log.csv", "--claims", "a.pdf"]);
    assert!(why.contains("a.pdf: a PDF\n  ask for the table"), "{why}");
    assert!(
        ran(at.path(), &["check", "--probes", "log.csv", "--claims", "claims.csv"])
            .status
            .success()
    );
}

#[test]
fn explain_tells_of_claims_that_were_refused() {
    let log =
        "timestamp,site,status_code\n".to_owned() + &rows(4, |_| ",pump.example,200".to_owned());
    let claims = "claim,claimant,role,kind,published,targets\n\
        c1,Crew,attacker,attack,2023-06-01T08:00:00Z,pump.example\n\
        c2,Crew,attacker,rumour,2023-06-01T08:00:00Z,pump.example\n";
    let at = folder(&[("log.csv", &log), ("claims.csv", claims)]);
    let files = ["--probes", "log.csv", "--claims", "claims.csv"];
    let why = stopped(at.path(), &[&["explain", "c2"], &files[..]].concat());
    assert!(why.contains("1 refusal:") && why.contains("claims.csv:3:4: kind:"), "{why}");
    let explained = ran(at.path(), &[&["explain", "c1"], &files[..]].concat());
    assert_eq!(explained.status.code(), Some(1), "one claim is left out");
    let sound = claims.replace("rumour", "outage");
    fs::write(at.path().join("claims.csv"), sound).unwrap();
    let why = stopped(at.path(), &[&["explain", "c9"], &files[..]].concat());
    assert!(!why.contains("refus"), "{why}");
}

#[test]
fn another_separator_is_named_where_a_header_is_one_name() {
    let log = "timestamp\tsite\tstatus_code\n".to_owned()
        + &rows(4, |_| "\tpump.example\t200".to_owned());
    let at = folder(&[("log.csv", &log)]);
    let settings = "title = \"x\"\n[[probes]]\nfiles = \"log.csv\"\n";
    fs::write(at.path().join("incident.toml"), settings).unwrap();
    let why = stopped(at.path(), &["check", "."]);
    assert!(why.contains("write separator = \"\\t\""), "{why}");
}
