//! Proposals of `init` for a clone: the file that was written anew again and again, and its keys.

use crate::program_run::ran;
use crate::proposed::{folder, stopped};
use crate::repository::Commits;
use crate::worked_out::outages_and_assumed;
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
    let is_written = done.status.code().is_some_and(|code| code < 2);
    assert!(is_written, "{}", String::from_utf8_lossy(&done.stderr));
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
    let (outages, _) = outages_and_assumed(at.path(), &["case"]);
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
    let (outages, _) = outages_and_assumed(at.path(), &["--probes", "up time.csv"]);
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

/// Rows of a minute each, of one site; the site is no column where there is no name.
fn rows(minutes: std::ops::Range<usize>, site: &str) -> String {
    let row = |at: usize| {
        let code = if (7..10).contains(&at) { 503 } else { 200 };
        format!("2023-06-01T08:{at:02}:00Z,{site}{code}\n")
    };
    minutes.map(row).collect()
}

/// A log that holds its newest rows alone was taken for one whose history is not needed.
#[test]
fn a_log_that_lost_rows_is_read_through_its_history() {
    let at = folder(&[]);
    let version = |from: usize| {
        "timestamp,site,status_code\n".to_owned() + &rows(from..from + 6, "dam.example,")
    };
    let texts = [0, 4, 8, 12].map(version);
    // The last version was begun anew.
    let last = "timestamp,site,status_code\n".to_owned() + &rows(18..19, "dam.example,");
    let versions: Vec<&str> = texts.iter().map(String::as_str).chain([&*last]).collect();
    let files: Vec<[(&str, &str); 1]> = versions.iter().map(|text| [("log.csv", *text)]).collect();
    let all: Vec<&[(&str, &str)]> = files.iter().map(|files| &files[..]).collect();
    clone(at.path(), &all);
    let (toml, _) = init(at.path());
    assert!(toml.contains("layout = \"git-log\"\n") && !toml.contains("FILL IN"), "{toml}");
    assert!(toml.contains("path = \"log.csv\"\n"), "{toml}");
    let (outages, _) = outages_and_assumed(at.path(), &["case"]);
    assert!(outages.contains("O001,dam.example,2023-06-01T08:06:00"), "{outages}");
    // The quick way knows it, too.
    let (outages, _) = outages_and_assumed(at.path(), &["--probes", "clone"]);
    assert!(outages.contains("O001,dam.example,2023-06-01T08:06:00"), "{outages}");
}

#[test]
fn each_log_that_lost_rows_is_an_entry() {
    let at = folder(&[]);
    let version = |from: usize| "timestamp,status_code\n".to_owned() + &rows(from..from + 6, "");
    let texts = [0, 4, 8].map(version);
    let files: Vec<[(&str, &str); 2]> =
        texts.iter().map(|text| [("dam.csv", text.as_str()), ("x/mill.csv", text)]).collect();
    let all: Vec<&[(&str, &str)]> = files.iter().map(|files| &files[..]).collect();
    clone(at.path(), &all);
    let (toml, _) = init(at.path());
    assert_eq!(toml.matches("layout = \"git-log\"").count(), 2, "{toml}");
    assert!(toml.contains("site = \"dam\"") && toml.contains("site = \"mill\""), "{toml}");
    let done = ran(at.path(), &["check", "case"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
}

/// A log that only grows is read from the work tree, where there is one.
#[test]
fn a_log_that_grows_is_read_from_the_work_tree() {
    let at = folder(&[]);
    let mut commits = Commits::default();
    for end in [3, 6, 9, 12] {
        let text = "timestamp,site,status_code\n".to_owned() + &rows(0..end, "dam.example,");
        commits.add(60, &[("log.csv", Some(&text))]);
    }
    let folder = commits.make(&at.path().join("clone"), &[]);
    crate::repository::git(&folder, &["reset", "-q", "--hard"]);
    let (toml, said) = init(at.path());
    assert!(toml.contains("files = \"../clone/log.csv\""), "{toml}");
    assert!(!toml.contains("layout = ") && !said.contains("left out"), "{toml}{said}");
    assert!(ran(at.path(), &["check", "case"]).status.success());
}

/// Status page with components, a word for all of them, and a history by days.
#[test]
fn the_components_of_a_status_page_come_before_what_stands_around_them() {
    let page = |minute: usize, state: &str| {
        let part = |(name, state): (&str, &str)| {
            format!("{{\"id\":\"{name}\",\"name\":\"{name} of the port\",\"status\":\"{state}\"}}")
        };
        let fine = "operational";
        let parts = [("quay", state), ("lock", fine), ("weir", fine), ("mole", fine)].map(part);
        format!(
            "{{\"overall\":\"operational\",\"checkedAt\":\"2022-10-05T00:{minute:02}:00Z\",\
             \"message\":\"We see no problem with what we watch.\",\"components\":[{}],\"history\":\
             {{\"startedAt\":\"2022-10-01\",\"days\":[{{\"date\":\"2022-10-01\",\"checks\":9,\
             \"failed\":0,\"overall\":\"operational\"}}]}}}}",
            parts.join(",")
        )
    };
    let at = folder(&[]);
    let pages = [page(0, "operational"), page(5, "major_outage"), page(10, "operational")];
    let versions: Vec<[(&str, &str); 1]> =
        pages.iter().map(|page| [("data/status.json", page.as_str())]).collect();
    let versions: Vec<&[(&str, &str)]> = versions.iter().map(|files| &files[..]).collect();
    clone(at.path(), &versions);
    let (toml, _) = init(at.path());
    let columns = "site = \"components[].name\", result = \"components[].status\" }";
    assert!(toml.contains(columns), "{toml}");
    let answer = "results = { operational = \"up\", major_outage = \"down\" }";
    let start = toml.find("results = ").unwrap_or_else(|| panic!("{toml}"));
    let line = toml[start..].lines().next().unwrap().to_owned();
    let filled = toml.replace(&line, answer).replace("interval = \"FILL IN\"", "interval = \"1m\"");
    fs::write(at.path().join("case/incident.toml"), filled).unwrap();
    let (outages, _) = outages_and_assumed(at.path(), &["case"]);
    assert_eq!(outages.lines().count(), 2, "{outages}");
    assert!(outages.contains("quay of the port,2022-10-05T00:04:00"), "{outages}");
}

/// A heading with the moment of each run was in no two versions.
#[test]
fn a_heading_that_changes_is_named_by_its_beginning() {
    let version = |minute: usize, mole: &str| {
        format!(
            "URL,status_2022-10-05T00:{minute:02} UTC\nhttps://mole.example,{mole}\n\
             https://quay.example,200\nhttps://lock.example,404\n"
        )
    };
    let failed = "\"('Connection aborted.', Closed('end'))\"";
    let texts = [version(0, "200"), version(5, failed), version(10, "503"), version(15, "200")];
    let at = folder(&[]);
    let versions: Vec<[(&str, &str); 1]> =
        texts.iter().map(|text| [("status.csv", text.as_str())]).collect();
    let versions: Vec<&[(&str, &str)]> = versions.iter().map(|files| &files[..]).collect();
    clone(at.path(), &versions);
    let (toml, _) = init(at.path());
    let columns = "{ site = \"URL\", status_code = \"status_*\", error = \"status_*\" }";
    assert!(toml.contains(columns), "{toml}");
    let filled = toml.replace("interval = \"FILL IN\"", "interval = \"1m\"");
    fs::write(at.path().join("case/incident.toml"), filled).unwrap();
    let (outages, _) = outages_and_assumed(at.path(), &["case"]);
    assert_eq!(outages.lines().count(), 2, "{outages}");
    assert!(outages.contains("mole.example,2022-10-05T00:04:00"), "{outages}");
    assert!(outages.contains("Closed"), "{outages}");
}

/// A stored file that is missing says nothing of the others.
#[test]
fn a_clone_that_lacks_another_file_is_read() {
    let at = folder(&[]);
    let versions = [(UP, "{\"a\":1}"), (DOWN, "{\"a\":2}"), (UP, "{\"a\":3}")];
    let versions: Vec<[(&str, &str); 2]> = versions
        .iter()
        .map(|(state, other)| [("state.csv", *state), ("other.json", *other)])
        .collect();
    let versions: Vec<&[(&str, &str)]> = versions.iter().map(|files| &files[..]).collect();
    clone(at.path(), &versions);
    let git = |words: &[&str]| {
        let done = Command::new("git").arg("-C").arg(at.path().join("clone")).args(words).output();
        String::from_utf8(done.unwrap().stdout).unwrap().trim().to_owned()
    };
    let id = git(&["rev-parse", "HEAD:other.json"]);
    // Objects of a pack are taken out of it first.
    let packs = at.path().join("clone/objects/pack");
    for pack in fs::read_dir(&packs).unwrap().map(|entry| entry.unwrap().path()) {
        if pack.extension().is_some_and(|end| end == "pack") {
            let moved = at.path().join(pack.file_name().unwrap());
            fs::rename(&pack, &moved).unwrap();
            fs::remove_file(pack.with_extension("idx")).unwrap();
            let input = fs::File::open(&moved).unwrap();
            let unpacked = Command::new("git")
                .args(["-C", at.path().join("clone").to_str().unwrap(), "unpack-objects", "-q"])
                .stdin(input)
                .status();
            assert!(unpacked.unwrap().success());
        }
    }
    let lost = at.path().join("clone/objects").join(&id[..2]).join(&id[2..]);
    fs::remove_file(&lost).unwrap_or_else(|why| panic!("{}: {why}", lost.display()));
    let (toml, said) = init(at.path());
    assert!(toml.contains("path = \"state.csv\""), "{said} {toml}");
}
