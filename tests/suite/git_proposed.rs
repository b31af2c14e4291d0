//! What `init` proposes for a clone: the file that was written anew again and again, and its keys.

use crate::program_run::ran;
use crate::proposed::{folder, quick, stopped};
use crate::repository::Commits;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Versions of files of a clone, five minutes apart.
type Versions<'v> = &'v [&'v [(&'v str, &'v str)]];

/// Makes the folder `clone`.
fn clone(at: &Path, versions: Versions<'_>) {
    let mut commits = Commits::default();
    for (number, files) in (0..).zip(versions) {
        let files: Vec<(&str, Option<&str>)> =
            files.iter().map(|(name, text)| (*name, Some(*text))).collect();
        commits.add(number * 300, &files);
    }
    commits.make(&at.join("clone"), &["--bare"]);
}

/// Returns the `incident.toml` that `init` writes, and what it prints.
fn init(at: &Path) -> (String, String) {
    let done = ran(at, &["init", "case", "clone"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let file = fs::read_to_string(at.join("case/incident.toml")).unwrap();
    (file, String::from_utf8(done.stdout).unwrap())
}

const UP: &str = "name,state\ndam.example,up\nmill.example,up\n";
const DOWN: &str = "name,state\ndam.example,down\nmill.example,up\n";

#[test]
fn a_table_that_was_written_anew_is_read_through_its_history() {
    let at = folder(&[]);
    let file = "data/state.csv";
    clone(
        at.path(),
        &[
            &[(file, UP), ("README.md", "x")],
            &[(file, DOWN), ("README.md", "y")],
            &[(file, UP), ("README.md", "z")],
        ],
    );
    let (toml, said) = init(at.path());
    for line in [
        "layout = \"git\"",
        "path = \"data/state.csv\"",
        "columns = { site = \"name\", result = \"state\" }",
        "interval = \"FILL IN\"",
    ] {
        assert!(toml.contains(line), "{line}: {toml}");
    }
    assert_eq!(said.matches("to fill in").count(), 1, "{said}");
    let filled = toml.replace("interval = \"FILL IN\"", "interval = \"1m\"");
    fs::write(at.path().join("case/incident.toml"), filled).unwrap();
    let done = ran(at.path(), &["report", "case", "-o", "out"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let outages = fs::read_to_string(at.path().join("out/tables/outages.csv")).unwrap();
    assert!(outages.contains("O001,dam.example,2022-10-05T00:04:00"), "{outages}");
    let why = stopped(at.path(), &["check", "--probes", "clone"]);
    assert!(why.contains("clone: interval: a version says only that something changed"), "{why}");
    assert!(why.contains("`corroborate init my-incident clone`"), "{why}");
}

#[test]
fn several_files_with_outcomes_are_asked_about() {
    let at = folder(&[]);
    let json = |up: &str| format!(r#"{{"sites":[{{"name":"dam.example","status":"{up}"}}]}}"#);
    let (fine, bad) = (json("up"), json("down"));
    clone(
        at.path(),
        &[
            &[("a.json", &fine), ("b.csv", UP)],
            &[("a.json", &bad), ("b.csv", DOWN)],
            &[("a.json", &fine), ("b.csv", UP)],
        ],
    );
    let (toml, said) = init(at.path());
    assert!(toml.contains("path = \"FILL IN\"") && toml.contains("inside = \"json\""), "{toml}");
    assert!(said.contains("`a.json (3 versions)`, `b.csv (3 versions)`"), "{said}");
}

#[test]
fn a_log_that_grows_is_named_by_its_newest_version() {
    let at = folder(&[]);
    let log = |rows: usize| {
        let row = |at: usize| {
            format!("2023-06-01T08:{at:02}:00Z,dam.example,{}\n", if at == 2 { 503 } else { 200 })
        };
        "timestamp,site,status_code\n".to_owned() + &(0..rows).map(row).collect::<String>()
    };
    let (first, second, third) = (log(2), log(4), log(6));
    let name = "logs/up time.csv";
    clone(at.path(), &[&[(name, &first)], &[(name, &second)], &[(name, &third)]]);
    let (toml, said) = init(at.path());
    assert!(toml.contains("# Left out: a clone whose file `logs/up time.csv` has a row"), "{toml}");
    let command = "git -C clone show HEAD:'logs/up time.csv' > 'up time.csv'";
    assert!(said.contains(command), "{said}");
    let why = stopped(at.path(), &["check", "--probes", "clone"]);
    assert!(why.contains(command), "{why}");
    let mut shell = Command::new("sh");
    assert!(shell.args(["-c", command]).current_dir(at.path()).status().unwrap().success());
    let (outages, _) = quick(at.path(), &["--probes", "up time.csv"]);
    assert!(outages.contains("dam.example") || outages.lines().count() == 1, "{outages}");
}

#[test]
fn a_clone_without_such_a_file_is_left_out_with_a_way_in() {
    let at = folder(&[]);
    clone(at.path(), &[&[("a.txt", "x")], &[("a.txt", "y")]]);
    let (toml, said) = init(at.path());
    assert!(toml.contains("# Left out: a clone in which no table or JSON"), "{toml}");
    assert!(said.contains("git -C clone ls-tree -r --name-only HEAD"), "{said}");
}
