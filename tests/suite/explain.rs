//! What `explain` prints: any id in any letters, the rows at the edges first, all rows when asked,
//! and the figures of the headline as the outages that they are made of.

use crate::incident_folder::request;
use crate::program_run::{printed, ran};
use corroborate::pipeline::explanations_of;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use tempfile::TempDir;

/// Folder with an incident of two sites, probed each minute for two hours: `lock.example` is down
/// from 10:20 to 10:59, `weir.example` from 10:30 to 10:39; both are up at all other times.
fn incident() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut log = "timestamp,site,vantage,status_code\n".to_owned();
    for minute in 0..120 {
        for (site, down) in [("lock.example", 20..60), ("weir.example", 30..40)] {
            let code = if down.contains(&minute) { 503 } else { 200 };
            let (hour, rest) = (10 + minute / 60, minute % 60);
            writeln!(log, "2024-02-06T{hour}:{rest:02}:00Z,{site},delft,{code}").unwrap();
        }
    }
    let claims = "claim,claimant,role,published,kind,targets\n\
                  post,Crew,attacker,2024-02-06T10:15:00Z,attack,lock.example\n";
    let settings = "title = \"Canal\"\nzone = \"Europe/Amsterdam\"\n\
                    [[probes]]\nfiles = [\"log.csv\"]\n";
    std::fs::create_dir(folder.path().join("case")).unwrap();
    for (name, text) in
        [("log.csv", log.as_str()), ("claims.csv", claims), ("incident.toml", settings)]
    {
        std::fs::write(folder.path().join("case").join(name), text).unwrap();
    }
    folder
}

fn explained(folder: &TempDir, id: &str, words: &[&str]) -> String {
    printed(folder.path(), &[&["explain", id, "case", "--quiet"], words].concat(), 0)
}

#[test]
fn the_rows_at_the_edges_come_first_and_all_when_asked() {
    let folder = incident();
    let brief = explained(&folder, "O001", &[]);
    let edges: Vec<String> = brief
        .lines()
        .filter(|line| line.contains("log.csv:"))
        .map(|line| line.replace(",lock.example,delft,", " "))
        .collect();
    assert_eq!(
        edges,
        [
            "last up before the first failed: log.csv:40: up: 2024-02-06T10:19:00Z 200",
            "first failed: log.csv:42: down: 2024-02-06T10:20:00Z 503",
            "last failed: log.csv:120: down: 2024-02-06T10:59:00Z 503",
            "first up after the last failed: log.csv:122: up: 2024-02-06T11:00:00Z 200",
        ],
        "{brief}"
    );
    assert!(brief.contains("42 rows (2 up, 40 down); --all prints them"), "{brief}");
    assert!(brief.contains("(2024-02-06 11:19:00 to 11:20:00 CET)"), "both zones: {brief}");
    let all = explained(&folder, "O001", &["--all"]);
    assert_eq!(all.lines().filter(|line| line.starts_with("log.csv:")).count(), 42, "{all}");
    let json: Value = serde_json::from_str(&explained(&folder, "O001", &["--json"])).unwrap();
    let rows = json["rows"].as_array().unwrap();
    let edges: Vec<(&str, u64)> = rows
        .iter()
        .filter_map(|row| Some((row["edge"].as_str()?, row["line"].as_u64()?)))
        .collect();
    let expected =
        [("last_up", 40), ("first_failed", 42), ("last_failed", 120), ("first_up_again", 122)];
    assert_eq!((rows.len(), edges.as_slice()), (42, expected.as_slice()));
    // Of few rows all stand below those at the edges.
    let few = explained(&folder, "O002", &[]);
    assert_eq!(few.lines().filter(|line| line.starts_with("log.csv:")).count(), 12, "{few}");
}

#[test]
fn letters_of_an_id_may_be_small_or_capital() {
    let folder = incident();
    for (one, other) in [("O002", "o002"), ("V001", "v001"), ("post", "POST"), ("peak", "Peak")] {
        assert_eq!(explained(&folder, one, &[]), explained(&folder, other, &[]));
    }
    let none = printed(folder.path(), &["explain", "o009", "case"], 2);
    assert!(none.contains("`o009`") && none.contains("`downtime`, `peak`"), "{none}");
}

#[test]
fn a_site_is_explained_by_its_outages_and_verdicts() {
    let text = explained(&incident(), "LOCK.example", &[]);
    for part in [
        "lock.example could not be reached for between 39 min and 41 min from the morning",
        "O001 ",
        "V001 R3 supported",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert!(!text.contains("O002"), "{text}");
}

/// The downtime is the sum of the outages below it: 39 to 41 min and 9 to 11 min.
#[test]
fn figures_of_the_headline_are_explained_by_their_outages() {
    let folder = incident();
    let text = explained(&folder, "downtime", &[]);
    let first = text.lines().next().unwrap();
    assert_eq!(
        first,
        "downtime: 48 min to 52 min in all, summed over 2 outages whose start is on the record"
    );
    let lengths = text.lines().filter(|line| line.starts_with('O') && !line.ends_with(':'));
    let lengths: Vec<&str> = lengths.collect();
    assert_eq!(
        lengths,
        [
            "O001 lock.example: down for 39 min to 41 min",
            "O002 weir.example: down for 9 min to 11 min"
        ]
    );
    let text = explained(&folder, "peak", &[]);
    assert!(
        text.contains("from 2024-02-06 11:30:00 CET (10:30:00 UTC): 2 sites certainly down"),
        "{text}"
    );
    assert!(text.contains("O001 lock.example") && text.contains("O002 weir.example"), "{text}");
}

/// Letters that turn a terminal's line round stand escaped, and only an outage of single probes has
/// edges among its rows: a row of a log of changes stands for a long time. Which rows lie before
/// the outage and after it is said, and a time without a row is no gap.
#[test]
fn json_is_safe_for_a_terminal_and_marks_no_edge_in_a_log_of_changes() {
    let folder = tempfile::tempdir().unwrap();
    let log = "timestamp,site,status_code,error\n2024-02-06T10:00:00Z,lock.example,200,\n\
               2024-02-06T10:20:00Z,lock.example,503,odd \u{202e}word\n\
               2024-02-06T11:00:00Z,lock.example,200,\n";
    let settings = "title = \"Canal\"\n[[probes]]\nfiles = [\"log.csv\"]\n\
                    cadence = \"on-change\"\ninterval = \"1m\"\n";
    std::fs::create_dir(folder.path().join("case")).unwrap();
    for (name, text) in [("log.csv", log), ("incident.toml", settings)] {
        std::fs::write(folder.path().join("case").join(name), text).unwrap();
    }
    let text = explained(&folder, "O001", &["--json"]);
    assert!(text.contains("odd \\u202eword") && !text.contains('\u{202e}'), "{text}");
    let json: Value = serde_json::from_str(&text).unwrap();
    let rows = json["rows"].as_array().unwrap();
    assert!(rows.len() > 1 && rows.iter().all(|row| row["edge"].is_null()), "{text}");
    let words = explained(&folder, "O001", &[]);
    for part in [
        "each row stands until the next one (M12) (3 rows):\n\
         the last row before: log.csv:2: up: 2024-02-06T10:00:00Z",
        "\nlog.csv:3: down: 2024-02-06T10:20:00Z",
        "\nthe first row after: log.csv:4: up: 2024-02-06T11:00:00Z",
    ] {
        assert!(words.contains(part), "{part}: {words}");
    }
    let observed = explained(&folder, "observed", &[]);
    let stands = "delft: 2 rows in that time, each of which stands until the next one (M12)\n";
    let stands = stands.replace("delft", "probes");
    assert!(observed.contains(&stands) && !observed.contains("between two"), "{observed}");
}

/// Three vantages take turns, 20 seconds apart, and see `lock.example` fail one after the other: a
/// quorum of two sees it down from the second on, and until the second but last. `weir.example` is
/// up, but for a time at which `goes` fails at all six sites.
fn taking_turns() -> TempDir {
    let folder = incident();
    let mut log = "timestamp,site,vantage,status_code\n".to_owned();
    for step in 0..90 {
        let (minute, second) = (step / 3, step % 3 * 20);
        let vantage = ["delft", "ghent", "goes"][step % 3];
        for site in ["dyke.example", "lock.example", "weir.example", "s4", "s5", "s6"] {
            let fails = site == "lock.example" && (31..61).contains(&step);
            let sick = vantage == "goes" && (70..80).contains(&step);
            let code = if fails || sick { 503 } else { 200 };
            writeln!(log, "2024-02-06T10:{minute:02}:{second:02}Z,{site},{vantage},{code}")
                .unwrap();
        }
    }
    std::fs::write(folder.path().join("case/log.csv"), log).unwrap();
    folder
}

fn data(folder: &TempDir, id: &str) -> Value {
    serde_json::from_str(&explained(folder, id, &["--json"])).unwrap()
}

/// The rows at the edges were the first and last failed ones of any vantage, and none of their
/// stamps stood in the bracket above them.
#[test]
fn with_several_vantages_the_rows_at_the_edges_make_the_bracket() {
    let folder = taking_turns();
    let json = data(&folder, "O001");
    let rows = json["rows"].as_array().unwrap();
    let edges: Vec<(&str, &str, &str)> = rows
        .iter()
        .filter_map(|row| {
            let word = |name: &str| row[name].as_str();
            Some((word("edge")?, word("time")?, word("vantage")?))
        })
        .collect();
    // ghent fails first, at 10:10:20, and delft is up until 10:10:00: neither is a quorum of three.
    assert_eq!(
        edges,
        [
            ("last_up", "2024-02-06T10:09:40Z", "goes"),
            ("first_failed", "2024-02-06T10:10:40Z", "goes"),
            ("last_failed", "2024-02-06T10:19:40Z", "goes"),
            ("first_up_again", "2024-02-06T10:20:40Z", "goes"),
        ]
    );
    let text = explained(&folder, "O001", &[]);
    for part in [
        "after 2024-02-06 10:09:40 UTC and by 2024-02-06 10:10:40 UTC",
        "after 2024-02-06 10:19:40 UTC and by 2024-02-06 10:20:40 UTC",
        "first moment down by a quorum: log.csv:",
        ": down: 2024-02-06T10:10:20Z,lock.example,ghent,503",
        "ghent, first failed: log.csv:",
        "ghent, last up before the first failed: ",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // Tables and cards name the rows that make these edges.
    printed(folder.path(), &["report", "case", "--quiet"], 0);
    let outages = folder.path().join("output/case/tables/outages.csv");
    let outages = std::fs::read_to_string(outages).unwrap();
    let line = |edge: &str| rows.iter().find(|row| row["edge"] == edge).unwrap()["line"].clone();
    for edge in ["first_failed", "last_failed"] {
        assert!(outages.contains(&format!("log.csv:{}", line(edge))), "{edge}: {outages}");
    }
}

/// A site, a claim, a vantage and each figure ended at words, with no line of the archive.
#[test]
fn whatever_is_explained_ends_at_lines() {
    let folder = taking_turns();
    let places = |text: &str| text.matches("log.csv:").count();
    for id in ["lock.example", "post", "goes", "went-down", "downtime", "peak", "fits", "outages"] {
        let brief = explained(&folder, id, &[]);
        let rows = data(&folder, id)["rows"].as_array().unwrap().len();
        let (few, all) = (places(&brief), places(&explained(&folder, id, &["--all"])));
        assert!(few >= 4 && all >= few && rows >= 10, "{id}: {few} {all} {rows}: {brief}");
    }
    // A site that was never down is proved by all its rows in the window.
    let steady = explained(&incident(), "went-down", &[]);
    assert!(steady.contains("O001 lock.example:\nlast up before the first failed: "), "{steady}");
    let up = explained(&folder, "dyke.example", &[]);
    assert!(up.contains("delft: 30 rows in that time"), "{up}");
    assert!(up.contains("22 rows stand between those edges: 22 up; --all prints them"), "{up}");
    let sick = explained(&folder, "goes", &[]);
    assert!(sick.contains("goes: ") && sick.contains(" of 6 sites failed in that time"), "{sick}");
}

/// The number of sites that went down, the share observed, the fits and the chance had no way back.
#[test]
fn each_figure_has_a_word_that_the_error_names() {
    let folder = incident();
    let none = printed(folder.path(), &["explain", "nothing", "case"], 2);
    let words = "went-down fits observed outages downtime peak together recovery chance verdicts";
    for word in words.split(' ') {
        assert!(none.contains(&format!("`{word}`")), "{word}: {none}");
        assert!(explained(&folder, word, &[]).starts_with(word), "{word}");
    }
    assert_eq!(explained(&folder, "went_down", &[]), explained(&folder, "Went-Down", &[]));
    let sites = explained(&folder, "went-down", &[]);
    assert!(sites.contains("2 of 2 measured sites went down"), "{sites}");
    let fits = explained(&folder, "fits", &[]);
    assert!(fits.contains("lock.example V001 R3 supported on claim post"), "{fits}");
    let observed = explained(&folder, "observed", &[]);
    assert!(observed.contains("weir.example: 100.0 % of the window, from delft"), "{observed}");
}

/// A site named as an outage was never found, and nothing said so.
#[test]
fn an_id_of_two_things_says_so_and_a_kind_before_it_decides() {
    let folder = incident();
    let path = folder.path().join("case/log.csv");
    let log = std::fs::read_to_string(&path).unwrap().replace("weir.example", "o001");
    std::fs::write(&path, log).unwrap();
    let output = ran(folder.path(), &["explain", "O001", "case"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!said.contains("another thing"), "to the letter, one has it: {said}");
    let output = ran(folder.path(), &["explain", "O001", "case", "--json"]);
    assert!(String::from_utf8(output.stdout).unwrap().contains("O001 lock.example"));
    let site = explained(&folder, "site:O001", &[]);
    assert!(site.contains("o001 could not be reached for between"), "{site}");
    let claims = folder.path().join("case/claims.csv");
    let text = std::fs::read_to_string(&claims).unwrap().replace("post,", "peak,");
    std::fs::write(&claims, text).unwrap();
    let output = ran(folder.path(), &["explain", "peak", "case"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("another thing has this id, too; write `figure:peak` for it"), "{said}");
    assert!(explained(&folder, "figure:peak", &[]).starts_with("peak: "));
}

/// After a change of the inputs an id of a report could be of another outage, unsaid by `-q`.
#[test]
fn what_changed_since_the_report_ends_with_exit_code_1() {
    let folder = incident();
    let root = folder.path();
    printed(root, &["report", "case", "-o", "given/away", "--quiet"], 0);
    std::fs::rename(root.join("case"), root.join("mine")).unwrap();
    let why = printed(root, &["explain", "O001", "given/away"], 2);
    assert!(why.contains("`verify`, `explain`"), "{why}");
    let both = ["explain", "O001", "given/away", "mine", "--quiet"];
    assert!(printed(root, &both, 0).starts_with("O001 lock.example"));
    let why = printed(root, &["explain", "O001", "mine", "given/away"], 2);
    assert!(why.contains("mine: no report"), "{why}");
    let path = root.join("mine/claims.csv");
    let claims = std::fs::read_to_string(&path).unwrap().replace("10:15", "10:16");
    std::fs::write(&path, claims).unwrap();
    let output = ran(root, &both);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(said.starts_with("changed: claims.csv is not as it was"), "{said}");
    let json = printed(root, &[&both[..], &["--json"]].concat(), 1);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["changed_inputs"], serde_json::json!(["claims.csv"]));
}

/// Explains every id of a committed report, from the report and from its incident: all with one
/// reading, and by the program one of each kind, in the same words.
fn explain_every_id(name: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tables = root.join("output").join(name).join("tables");
    let ids_of = |table: &str| -> Vec<String> {
        let path = tables.join(format!("{table}.csv"));
        let mut rows = csv::Reader::from_path(&path).expect("a table of the report");
        rows.records().map(|row| row.expect("a row")[0].to_owned()).collect()
    };
    let listed = ["outages", "blips", "verdicts", "events", "sites", "claims", "common_mode"];
    let mut by_kind: Vec<Vec<String>> = listed.map(ids_of).to_vec();
    let figures = ["went-down", "fits", "observed", "downtime", "peak", "recovery", "chance"];
    by_kind.push(figures.map(str::to_owned).to_vec());
    by_kind.retain(|ids| !ids.is_empty());
    let ids = by_kind.concat();
    assert!(ids.len() > 40, "{name}: {ids:?}");
    let (incident, report) = (format!("datasets/{name}"), format!("output/{name}"));
    printed(root, &["verify", &report, &incident, "--quiet"], 0);
    for folder in [incident, report] {
        let texts = explanations_of(&request(&root.join(&folder)), &ids).unwrap();
        assert_eq!(texts.len(), ids.len());
        let texts: BTreeMap<&String, String> = ids.iter().zip(texts).collect();
        assert!(texts.values().all(|text| text.lines().count() > 1 && !text.starts_with('\n')));
        for id in by_kind.iter().map(|ids| &ids[ids.len() / 2]) {
            let words = printed(root, &["explain", id, &folder, "--quiet"], 0);
            assert_eq!(words, texts[id], "{folder}: {id}");
        }
    }
}

#[test]
#[ignore = "reads half a million rows several times; part of `.ci/laws`"]
fn every_id_of_a_report_with_many_probes_is_explained() {
    explain_every_id("usa-offline-2022");
}

#[test]
#[ignore = "makes a report of an incident without probes again; part of `.ci/laws`"]
fn every_id_of_a_report_without_probes_is_explained() {
    explain_every_id("airports-2022");
}

/// Things that are explained with one reading have each its own rows, as when each is read alone.
#[test]
fn several_things_are_explained_as_each_alone() {
    let folder = taking_turns();
    let ids = ["O001", "V001", "post", "dyke.example", "goes", "peak", "O001"].map(str::to_owned);
    let texts = explanations_of(&request(&folder.path().join("case")), &ids).unwrap();
    for (id, text) in ids.iter().zip(&texts) {
        assert_eq!(*text, explained(&folder, id, &[]), "{id}");
    }
    let none = explanations_of(&request(&folder.path().join("case")), &["O099".to_owned()]);
    assert!(none.is_err_and(|why| why.to_string().contains("`O099`")));
}

/// A verdict that rests on two outages was explained by the rows of the first alone.
#[test]
fn a_verdict_is_explained_by_each_outage_that_it_rests_on() {
    let folder = incident();
    let mut log = "timestamp,site,vantage,status_code\n".to_owned();
    for minute in 0..60 {
        let is_down = (10..20).contains(&minute) || (30..40).contains(&minute);
        let code = if is_down { 503 } else { 200 };
        writeln!(log, "2024-02-06T10:{minute:02}:00Z,lock.example,delft,{code}").unwrap();
    }
    let claims = "claim,claimant,role,asserted,kind,targets\n\
        post,Crew,media,2024-02-06T10:15Z/2024-02-06T10:50Z,outage,lock.example\n";
    std::fs::write(folder.path().join("case/log.csv"), log).unwrap();
    std::fs::write(folder.path().join("case/claims.csv"), claims).unwrap();
    let text = explained(&folder, "V001", &[]);
    assert!(text.contains("(2 outages, O001 the first and O002 the last)"), "{text}");
    for rows in ["O001 lock.example:", "O002 lock.example:"] {
        assert!(text.contains(rows), "{rows} {text}");
    }
}
