//! The program as a newcomer runs it: what it says of bad input, with which exit code, and what it
//! leaves behind.

use crate::incident_folder::IncidentFolder;
use crate::program_run::ran;
use crate::tables::rows;
use corroborate::report::{charts, tables};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

pub(crate) const PROBES: &str = "timestamp,site,vantage,status_code\n\
    2022-10-05T00:00:00Z,a,x,200\n\
    2022-10-05T00:10:00Z,a,x,503\n\
    2022-10-05T00:20:00Z,a,x,503\n\
    2022-10-05T00:30:00Z,a,x,200\n";
const INCIDENT: &str =
    "title = \"T\"\nzone = \"America/New_York\"\n[[probes]]\nfiles = \"probes.csv\"\n";

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code")
}

pub(crate) fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("words")
}

/// A folder with an incident in `case/`, and the files given instead of the usual ones.
pub(crate) fn incident(files: &[(&str, &str)]) -> IncidentFolder {
    let folder = IncidentFolder::below("case", "");
    for (name, text) in [("incident.toml", INCIDENT), ("probes.csv", PROBES)].iter().chain(files) {
        folder.write(name, text);
    }
    folder
}

/// Every file below a folder, sorted.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { all.extend(files_below(&path)) } else { all.push(path) }
    }
    all.sort();
    all
}

/// Every file of a report, and the summary on stdout.
#[test]
fn a_report_has_all_its_files() {
    let folder = incident(&[(
        "claims.csv",
        "claim,claimant,role,kind,published,asserted,targets\n\
         c1,K,attacker,attack,2022-10-05,2022-10-05T00:00:00Z/2022-10-05T00:25:00Z,a\n",
    )]);
    let output = ran(folder.root(), &["report", "case"]);
    assert_eq!(code(&output), 0, "{}", said(&output));
    let below: Vec<String> = files_below(&folder.root().join("output/case"))
        .iter()
        .map(|path| {
            path.strip_prefix(folder.root().join("output/case")).unwrap().display().to_string()
        })
        .collect();
    for name in [
        "report.html",
        "report.md",
        "summary.xlsx",
        "incident.json",
        "manifest.json",
        "datapackage.json",
    ] {
        assert!(below.iter().any(|file| file == name), "{name} is missing: {below:?}");
    }
    let report = folder.report().unwrap();
    let (tables, charts) = (tables::all(&report).unwrap(), charts::all(&report).unwrap());
    for name in tables.iter().map(|table| table.name) {
        for ending in ["csv", "parquet"] {
            assert!(below.contains(&format!("tables/{name}.{ending}")), "{name}.{ending}");
        }
    }
    for name in charts.iter().map(|chart| &chart.name) {
        for ending in ["svg", "png", "txt"] {
            assert!(below.contains(&format!("charts/{name}.{ending}")), "{name}.{ending}");
        }
    }
    assert!(tables.len() > 20 && charts.len() > 5, "{below:?}");
    assert_eq!(below.len(), 6 + 2 * tables.len() + 3 * charts.len(), "{below:?}");
    let result = String::from_utf8(output.stdout).unwrap();
    for words in [
        "K claimed an attack on a: it went down once, for 10 min to 30 min",
        "  open      output/case/report.html\n",
        "  review    output/case/report.md\n",
        "  data      output/case/summary.xlsx, output/case/tables, output/case/charts\n",
    ] {
        assert!(result.contains(words), "`{words}` is not in:\n{result}");
    }
    let lines = result.lines().count();
    assert_eq!(lines, 7, "title, finding of two sentences, other rules, what to open: {result}");
    assert!(result.lines().all(|line| line.len() <= 260), "{result}");
    assert_eq!(
        said(&ran(folder.root(), &["report", "case"])),
        "",
        "nothing to say besides the result"
    );
}

/// What a terminal would take for a command, or what turns the direction of writing.
fn is_command(c: char) -> bool {
    c.is_control() && c != '\n'
        || matches!(
            c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}'
        )
}

/// Nothing that others wrote commands the terminal, whichever field or file it comes from, and
/// whichever command prints it.
#[test]
fn no_text_of_others_commands_the_terminal() {
    const EVIL: &str = "\u{1b}]0;X\u{7}\u{1b}[31m\u{9b}1m\u{202e}\u{2069}";
    let claims = format!(
        "claim,claimant,role,kind,published,asserted,targets,quote,note\n\
         c{EVIL},Crew{EVIL},attacker,attack,2022-10-05T00:05:00Z,,a{EVIL};b{EVIL},q{EVIL},n{EVIL}\n\
         d,Crew,foe{EVIL},attack,2022-10-05T00:05:00Z,,a{EVIL},,\n"
    );
    let log = format!(
        "timestamp,site,vantage,status_code,error\n2022-10-05T00:00:00Z,a{EVIL},v{EVIL},200,\n\
         2022-10-05T00:10:00Z,a{EVIL},v{EVIL},,e{EVIL}\n\
         2022-10-05T00:20:00Z,a{EVIL},v{EVIL},,e{EVIL}\n\
         2022-10-05T00:30:00Z,a{EVIL},v{EVIL},200,\nx{EVIL},a{EVIL},v,200,\n"
    );
    let name = "p\u{202e}\u{1b}[31m.csv";
    let settings = "title = \"T\\u001B[31m\\u202E\"\nnotice = \"N\\u001B\\u009B\"\n\
                    [[probes]]\nname = \"s\\u001B[31m\"\nfiles = \"p*.csv\"\n";
    let folder = incident(&[("incident.toml", settings), (name, &log), ("claims.csv", &claims)]);
    fs::remove_file(folder.path().join("probes.csv")).unwrap();
    let broken = format!("title = \"t{EVIL}\"\nfiles{EVIL} = 1\n");
    folder.beside("broken", "");
    fs::write(folder.root().join("broken/incident.toml"), broken).unwrap();
    let odd_word = format!("--{EVIL}");
    let odd_id = format!("O{EVIL}");
    let commands: [&[&str]; 9] = [
        &["report", "case", "-o", "out"],
        &["check", "case"],
        &["check", "--json", "case"],
        &["-v", "check", "case"],
        &["explain", "O001", "case"],
        &["explain", "V001", "case"],
        &["explain", &odd_id, "case"],
        &["check", "broken"],
        &["check", &odd_word],
    ];
    for words in commands {
        let output = ran(folder.root(), words);
        for bytes in [&output.stdout, &output.stderr] {
            let text = String::from_utf8(bytes.clone()).expect("words");
            let commands: Vec<char> = text.chars().filter(|c| is_command(*c)).collect();
            assert!(commands.is_empty(), "{words:?}: {commands:?} in\n{text:?}");
        }
        assert!(!output.stdout.is_empty() || !output.stderr.is_empty(), "{words:?}");
    }
    for path in files_below(&folder.root().join("out")) {
        let is_text = path
            .extension()
            .is_some_and(|ending| ["txt", "html", "md", "svg"].iter().any(|text| ending == *text));
        if is_text {
            let text = fs::read_to_string(&path).unwrap();
            let commands: Vec<char> = text.chars().filter(|c| is_command(*c)).collect();
            assert!(commands.is_empty(), "{}: {commands:?}", path.display());
        }
    }
    // Tables hold the words of others as they are, and what we say of these without commands.
    let refusals = rows(&fs::read(folder.root().join("out/tables/refusals.csv")).unwrap());
    let message = refusals[0].iter().position(|name| name == "message").unwrap();
    let messages: Vec<&str> = refusals[1..].iter().map(|row| row[message].as_str()).collect();
    assert!(messages.iter().any(|message| message.contains("found `foe")), "{messages:?}");
    assert!(!messages.concat().chars().any(is_command), "{messages:?}");
}

/// Two runs give the same bytes; so do the same rows in another order.
#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = incident(&[]);
    let rows: Vec<&str> = PROBES.lines().collect();
    let turned = format!("{}\n{}\n{}\n{}\n{}\n", rows[0], rows[4], rows[2], rows[1], rows[3]);
    fs::create_dir(folder.root().join("turned")).unwrap();
    fs::write(folder.root().join("turned/incident.toml"), INCIDENT).unwrap();
    fs::write(folder.root().join("turned/probes.csv"), turned).unwrap();
    for (case, output) in [("case", "one"), ("case", "two"), ("turned", "three")] {
        let output = ran(folder.root(), &["report", case, "-o", output]);
        assert_eq!(code(&output), 0, "{}", said(&output));
    }
    let one = files_below(&folder.root().join("one"));
    assert!(one.len() > 40);
    for file in one {
        let name = file.strip_prefix(folder.root().join("one")).unwrap();
        assert!(
            fs::read(&file).unwrap() == fs::read(folder.root().join("two").join(name)).unwrap(),
            "{} differs",
            name.display()
        );
    }
    // The places and the input's hash differ, the numbers do not.
    for table in ["sites", "availability", "timeline"] {
        let read = |output: &str| {
            fs::read_to_string(folder.root().join(output).join(format!("tables/{table}.csv")))
                .unwrap()
        };
        assert_eq!(read("one"), read("three"));
    }
}

/// What stops a run: exit code 2, and words that say where and what to do.
#[test]
fn what_stops_a_run_says_where_and_what_to_do() {
    let no_column = PROBES.replace("timestamp", "tme_stamp");
    let zone = INCIDENT.replace("New_York", "New_Yorck");
    /// Files, words of the command, and what must be said.
    type Case<'a> = (&'a [(&'a str, &'a str)], &'a [&'a str], &'a [&'a str]);
    let cases: [Case<'_>; 9] = [
        (&[], &["report", "nowhere"], &["nowhere"]),
        (
            &[("incident.toml", &INCIDENT.replace("probes.csv", "logs.csv"))],
            &["report", "case"],
            &["case/incident.toml", "logs.csv"],
        ),
        (
            &[("probes.csv", &no_column)],
            &["report", "case"],
            &["case/probes.csv", "timestamp", "tme_stamp", "`site`, `vantage`"],
        ),
        (
            &[("incident.toml", &zone)],
            &["report", "case"],
            &["case/incident.toml:2:1: zone", "New_Yorck", "America/New_York"],
        ),
        (&[("probes.csv", "")], &["report", "case"], &["probes.csv"]),
        (&[("probes.csv", "timestamp,site,vantage,status_code\n")], &["report", "case"], &["row"]),
        (
            &[("incident.toml", "title = 3\n")],
            &["report", "case"],
            &["case/incident.toml:1", "title"],
        ),
        (&[], &["report", "case", "-o", "case/probes.csv/x"], &["case/probes.csv", "-o"]),
        (&[], &["report", "case", "--site", "b"], &["`b`"]),
    ];
    for (files, words, expected) in cases {
        let folder = incident(files);
        let before = files_below(folder.root());
        let output = ran(folder.root(), words);
        let said = said(&output);
        assert_eq!(code(&output), 2, "{words:?}: {said}");
        assert!(said.starts_with("error: "), "{said}");
        for part in expected {
            assert!(said.contains(part), "{words:?}: `{part}` is not in: {said}");
        }
        assert_eq!(files_below(folder.root()), before, "{words:?} left something behind");
    }
}

/// What is set aside: counted, listed, shown, with file, line and column; exit code 1 under
/// --strict, and nothing written.
#[test]
fn what_is_set_aside_is_counted_listed_and_shown() {
    let probes =
        format!("{PROBES}2022-10-05T00:40:00,a,x,200\n2022-10-05T00:50:00Z,a,x,9999\ngarbage\n");
    let claims = "claim,claimant,role,kind,published,targets\n\
        c1,K,attacker,attack,2022-10-04T20:00,kentucy\n";
    let sites = "site,group\na,kentucky\n";
    let folder = incident(&[("probes.csv", &probes), ("claims.csv", claims), ("sites.csv", sites)]);
    let output = ran(folder.root(), &["report", "case"]);
    assert_eq!(code(&output), 1, "the findings may change");
    let last = "incomplete: 3 rows (1 of claims) refused, 1 probe without a readable result; the \
                result may change when they are mended: see output/case/tables/refusals.csv (exit \
                code 1)";
    assert_eq!(said(&output).lines().last(), Some(last));
    let locations = [
        "case/probes.csv:6:1: timestamp: ",
        "case/probes.csv:7:4: status_code: expected a status code from 100 to 599",
        "case/probes.csv:8:1: ",
        "case/claims.csv:2:6: targets: no site, host or group `kentucy`",
    ];
    for location in locations {
        assert!(said(&output).contains(location), "`{location}` is not in:\n{}", said(&output));
    }
    assert!(said(&output).contains("2022-10-05T00:40:00"), "the text found is shown");
    let table = fs::read_to_string(folder.root().join("output/case/tables/refusals.csv")).unwrap();
    let page = fs::read_to_string(folder.root().join("output/case/report.html")).unwrap();
    assert_eq!(table.lines().count(), 5, "{table}");
    for location in ["probes.csv:6:1", "probes.csv:7:4", "probes.csv:8:1", "claims.csv:2:6"] {
        assert!(page.contains(location), "{location}");
    }
    fs::remove_dir_all(folder.root().join("output")).unwrap();
    let strict = ran(folder.root(), &["report", "case", "--strict"]);
    assert_eq!(code(&strict), 1);
    assert!(!folder.root().join("output/case").exists(), "--strict wrote a report");
    assert!(said(&strict).contains(locations[0]), "{}", said(&strict));
    let check = ran(folder.root(), &["check", "case"]);
    assert_eq!(code(&check), 1);
    assert!(String::from_utf8(check.stdout).unwrap().contains(locations[0]));
    let quiet = ran(folder.root(), &["report", "case", "-o", "out", "--quiet"]);
    assert_eq!(code(&quiet), 1);
    assert_eq!(said(&quiet).lines().count(), 1, "no exit code 1 without a word: {}", said(&quiet));
    let converted = ran(folder.root(), &["convert", "--incident", "case", "-o", "log.csv"]);
    assert_eq!(code(&converted), 1, "{}", said(&converted));
    let folded = ran(folder.root(), &["fold", "--incident", "case", "-o", "runs.parquet"]);
    assert_eq!(code(&folded), 1, "runs keep what was refused, and their command says so");
    let of_runs =
        ran(folder.root(), &["report", "case", "--runs", "runs.parquet", "-o", "of-runs"]);
    assert_eq!(code(&of_runs), 1, "{}", said(&of_runs));
}

/// Rows out of order that do not fit into `--memory` are sorted through a file; where it cannot be
/// written, that is said.
#[test]
fn rows_out_of_order_fit_into_the_memory_given() {
    let folder = tempfile::tempdir().unwrap();
    let mut log = String::from("timestamp,site,status_code\n");
    // 4.3 MB as held.
    for n in (0..180_000).rev() {
        let (s, code) = (n * 8, if n % 1000 < 3 { 503 } else { 200 });
        log.push_str(&format!(
            "2022-10-{:02}T{:02}:{:02}:{:02}Z,a,{code}\n",
            1 + s / 86_400,
            s / 3600 % 24,
            s / 60 % 60,
            s % 60
        ));
    }
    fs::write(folder.path().join("log.csv"), log).unwrap();
    let fold = |words: &[&str], temporary: &str| {
        let words = [&["fold", "log.csv", "--quiet", "-o"], words].concat();
        let mut command = Command::new(env!("CARGO_BIN_EXE_corroborate"));
        command
            .args(words)
            .current_dir(folder.path())
            .env("TMPDIR", temporary)
            .output()
            .expect("the program starts")
    };
    assert_eq!(
        code(&fold(&["roomy.parquet", "--memory", "5MB"], "/nowhere")),
        0,
        "nothing goes to a file"
    );
    let here = folder.path().to_str().unwrap();
    assert_eq!(code(&fold(&["tight.parquet", "--memory", "4MiB"], here)), 0);
    let read = |name: &str| fs::read(folder.path().join(name)).unwrap();
    assert!(read("roomy.parquet") == read("tight.parquet"));
    let nowhere = fold(&["lost.parquet", "--memory", "4200kB"], "/nowhere");
    assert_eq!(code(&nowhere), 2);
    for part in ["--memory", "/nowhere", "TMPDIR"] {
        assert!(said(&nowhere).contains(part), "{}", said(&nowhere));
    }
    let names: Vec<_> = files_below(folder.path())
        .iter()
        .map(|path| path.file_name().unwrap().to_owned())
        .collect();
    assert_eq!(names, ["log.csv", "roomy.parquet", "tight.parquet"]);
    for (size, part) in
        [("1MB", "4MiB"), ("12", "2GiB"), ("much", "2GiB"), ("99999999999TB", "2GiB")]
    {
        let wrong = fold(&["x.parquet", "--memory", size], here);
        assert!(
            code(&wrong) == 2 && said(&wrong).contains(size) && said(&wrong).contains(part),
            "{}",
            said(&wrong)
        );
    }
}

/// A run that is killed leaves the earlier report whole, and the next one clears up after it.
#[cfg(unix)]
#[test]
fn a_killed_run_leaves_the_old_report_whole() {
    let folder = incident(&[]);
    assert_eq!(code(&ran(folder.root(), &["report", "case"])), 0);
    let before: Vec<Vec<u8>> = files_below(&folder.root().join("output"))
        .iter()
        .map(|file| fs::read(file).unwrap())
        .collect();
    let mut more = String::from(PROBES);
    for minute in 0..200_000 {
        more.push_str(&format!(
            "2022-10-{:02}T{:02}:{:02}:00Z,b{},x,200\n",
            5 + minute / 1440 % 20,
            minute / 60 % 24,
            minute % 60,
            minute % 7
        ));
    }
    fs::write(folder.root().join("case/probes.csv"), more).unwrap();
    let mut child = Command::new(env!("CARGO_BIN_EXE_corroborate"))
        .args(["report", "case", "--quiet"])
        .current_dir(folder.root())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let begun = || fs::read_dir(folder.root().join("output")).unwrap().count() > 1;
    while !begun() && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    child.kill().unwrap();
    child.wait().unwrap();
    let after: Vec<Vec<u8>> = files_below(&folder.root().join("output/case"))
        .iter()
        .map(|file| fs::read(file).unwrap())
        .collect();
    assert!(before == after, "the old report was touched");
    assert_eq!(
        fs::read_dir(folder.root().join("output")).unwrap().count(),
        2,
        "the run was killed too late to test anything"
    );
    assert_eq!(code(&ran(folder.root(), &["report", "case"])), 0);
    assert_eq!(
        fs::read_dir(folder.root().join("output")).unwrap().count(),
        1,
        "the next run clears up"
    );
}

#[test]
fn explain_prints_the_lines() {
    let folder = incident(&[]);
    let output = ran(folder.root(), &["explain", "O001", "case"]);
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert_eq!(code(&output), 0, "{}", said(&output));
    for line in PROBES.lines().skip(1) {
        assert!(text.contains(line), "`{line}` is not in:\n{text}");
    }
    let unknown = ran(folder.root(), &["explain", "O009", "case"]);
    assert_eq!(code(&unknown), 2);
    assert!(said(&unknown).contains("`O009`"));
}

/// Each command teaches by example.
#[test]
fn help_shows_examples() {
    let folder = tempfile::tempdir().unwrap();
    for words in [
        &["--help"][..],
        &["report", "--help"],
        &["check", "--help"],
        &["explain", "--help"],
        &["fold", "--help"],
        &["simulate", "--help"],
        &["verify", "--help"],
    ] {
        let output = ran(folder.path(), words);
        let text = String::from_utf8(output.stdout.clone()).unwrap();
        assert_eq!(code(&output), 0);
        assert!(text.contains("Examples:\n  corroborate "), "{words:?}:\n{text}");
        let long: Vec<&str> = text.lines().filter(|line| line.chars().count() > 100).collect();
        assert!(long.is_empty(), "{words:?}: too wide: {long:?}");
    }
    assert_eq!(code(&ran(folder.path(), &["reprot"])), 2);
}
