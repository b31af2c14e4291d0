//! Archives that are cut, damaged, or say a thing twice: a clear word and never a wrong number; and
//! none of them is ever written to.

use super::documents::{outages, read, refused, rows};
use super::repository::{Commits, git, version};
use crate::incident_folder::{IncidentFolder, link};
use crate::program_run::ran;
use crate::unsynced_database::unsynced_database;
use crate::upptime::CLONE;
use corroborate::model::Report;
use std::fs;
use std::path::{Path, PathBuf};

/// 2022-10-05T20:00:00Z, in seconds.
const START_S: i64 = 1_665_000_000;
const DAMAGED: &str =
    "the database is damaged or cut short; copy it again while no program writes it";

/// Twelve minutes: up for four, down for four, up for four.
fn states() -> impl Iterator<Item = (i64, &'static str)> {
    (0..12)
        .map(|minute| (START_S + 60 * minute, if (4..8).contains(&minute) { "down" } else { "up" }))
}

/// Twelve probes in each layout of JSON: layout, further keys, text.
fn documents() -> Vec<(&'static str, &'static str, String)> {
    let joined = |one: &dyn Fn(i64, &str) -> String, between: &str| {
        states().map(|(at, state)| one(at, state)).collect::<Vec<_>>().join(between)
    };
    let ripe = |at: i64, state: &str| {
        let code = if state == "up" { 200 } else { 503 };
        format!(
            r#"{{"type":"http","timestamp":{at},"prb_id":1,"msm_id":2,"uri":"http://ky.example/","result":[{{"res":{code}}}]}}"#
        )
    };
    let prometheus = |at: i64, state: &str| format!(r#"[{at},"{}"]"#, u8::from(state == "up"));
    let cdx = |at: i64, state: &str| {
        let stamp = 20_221_005_200_000 + (at - START_S) / 60 * 100;
        format!(
            r#"["com,ky)/","{stamp}","text/html","{}","A"]"#,
            if state == "up" { 200 } else { 503 }
        )
    };
    let pingdom =
        |at: i64, state: &str| format!(r#"{{"time":{at},"status":"{state}","probeid":7}}"#);
    let states = |at: i64, state: &str| {
        format!(r#"{{"status":"{state}","timefrom":{at},"timeto":{}}}"#, at + 60)
    };
    let periods = |at: i64, state: &str| {
        format!(r#"{{"status":"{state}","start_unix":{at},"end_unix":{}}}"#, at + 60)
    };
    let series = r#"{"status":"success","data":{"result":[{"metric":{"__name__":"probe_success","instance":"ky.example"},"values":["#;
    vec![
        ("prometheus", "", format!("{series}{}]}}]}}}}", joined(&prometheus, ","))),
        ("ripe-atlas", "", format!("[{}]", joined(&ripe, ","))),
        (
            "wayback-cdx",
            "",
            format!(
                r#"[["urlkey","timestamp","mimetype","statuscode","digest"],{}]"#,
                joined(&cdx, ",")
            ),
        ),
        ("pingdom", "", format!(r#"{{"results":[{}]}}"#, joined(&pingdom, ","))),
        (
            "pingdom-outages",
            "interval = \"1m\"",
            format!(r#"{{"summary":{{"states":[{}]}}}}"#, joined(&states, ",")),
        ),
        ("statuscake", "interval = \"1m\"", format!(r#"{{"data":[{}]}}"#, joined(&periods, ","))),
    ]
}

#[test]
fn a_document_that_is_cut_anywhere_is_an_error_with_its_place() {
    for (layout, keys, text) in documents() {
        assert_eq!(read(layout, keys, &text).unwrap().outages.len(), 1, "{layout}");
        for length in (1..text.len()).step_by(5).chain([text.len() - 2, text.len() - 1]) {
            let why = read(layout, keys, &text[..length]).unwrap_err();
            assert!(
                why.starts_with("log:1:") && why.ends_with("the export is cut off: make it again"),
                "{layout}, {length}: {why}"
            );
        }
        let why = read(layout, keys, "").unwrap_err();
        assert!(why.contains("log") && !why.trim_end().ends_with("found"), "{layout}: {why}");
    }
}

/// Lists in lists, as deep as anybody likes, are no reason to fall over.
#[test]
fn a_document_of_brackets_is_an_error() {
    for (layout, keys, _) in documents() {
        for bytes in [
            "[".repeat(1 << 20),
            "{\"data\":".repeat(1 << 18),
            format!("[{}", "0,".repeat(1 << 20)),
        ] {
            let why = read(layout, keys, bytes).unwrap_err();
            assert!(why.contains("log"), "{layout}: {why}");
        }
    }
}

/// Of two values nobody can tell the right one.
#[test]
fn what_stands_twice_is_never_chosen() {
    let texts: Vec<String> = documents().into_iter().map(|(.., text)| text).collect();
    let why = |layout: &str, keys: &str, text: String| read(layout, keys, text).unwrap_err();
    let label = why(
        "prometheus",
        "",
        texts[0].replace("\"instance\":", "\"instance\":\"other.example\",\"instance\":"),
    );
    assert!(label.contains("the label `instance` stands twice"), "{label}");
    let column =
        why("wayback-cdx", "", texts[2].replace("\"mimetype\"", "\"mimetype\",\"digest\""));
    assert!(column.contains("log:1: the column `digest` stands twice"), "{column}");
    let lists = why("pingdom", "", texts[3].replacen('{', "{\"results\":[],", 1));
    assert!(lists.contains("there are two lists of rows"), "{lists}");
    for (layout, keys, text) in
        [("pingdom", "", &texts[3]), ("statuscake", "interval = \"1m\"", &texts[5])]
    {
        for key in ["status", "Status"] {
            let report = read(
                layout,
                keys,
                text.replacen(
                    "\"status\":\"down\"",
                    &format!("\"status\":\"down\",\"{key}\":\"up\""),
                    1,
                ),
            )
            .unwrap();
            assert_eq!(
                refused(&report),
                ["log:5:1: timestamp: expected each key once in an object, found `status`"],
                "{layout}"
            );
        }
    }
    let csv = why("pingdom", "", "time,status,probeid,status\n1665000000,up,1,down\n".to_owned());
    assert!(csv.contains("log:1: the column `status` stands twice"), "{csv}");
    let table =
        "Website URL,Blocked?,Blocking Method,OONI URL,Blocked?\nhttps://a.example,Yes,dns,x,No\n";
    assert!(
        why("ooni", "", table.to_owned()).contains("log:1: the column `Blocked?` stands twice")
    );
    let lines = "time=2022-10-05T20:00:00Z msg=\"Probe succeeded\" target=a module=m level=info \
        level=info\n\
                 time=2022-10-05T20:01:00Z msg=\"Probe failed\" msg=\"Probe succeeded\" target=a \
                 module=m\n\
                 {\"time\":\"2022-10-05T20:02:00Z\",\"msg\":\"Probe \
                 failed\",\"target\":\"a\",\"target\":\"b\",\"module\":\"m\"}\n\
                 time=2022-10-05T20:03:00Z msg=\"Beginning probe\" target=a target=b\n";
    let twice = |line: u8, key: &str| {
        format!("log:{line}:7: result: expected each key once in a line, found `{key}`")
    };
    assert_eq!(
        refused(&read("blackbox-log", "", lines).unwrap()),
        [twice(2, "msg"), twice(3, "target")]
    );
}

/// Milliseconds among seconds, and numbers that are no moment of the web.
#[test]
fn numbers_of_another_unit_are_refused() {
    let (.., text) = documents().swap_remove(3);
    let report = read(
        "pingdom",
        "",
        text.replace("1665000060", "1665000060000").replace("1665000120", "166500"),
    )
    .unwrap();
    let odd = |text: &str, hint: &str| {
        format!(
            "timestamp: `{text}` is no number of seconds since 1970 that lies between 1990 and \
             2100{hint}"
        )
    };
    let wanted = [
        format!("log:2:1: {}", odd("1665000060000", "; it looks like milliseconds")),
        format!("log:3:1: {}", odd("166500", "")),
    ];
    assert_eq!(refused(&report), wanted);
    assert_eq!(
        (rows(&report), outages(&report)),
        ((12, 2), vec!["log 20:03:00 20:04:00 20:07:00 20:08:00 down=4".to_owned()])
    );
}

/// An event that cannot be read may have ended the state before it, where that tells no end of its
/// own.
#[test]
fn a_state_is_not_known_beyond_an_event_that_was_refused() {
    let observed = |text: &str| {
        let report = read("uptimerobot", "interval = \"5m\"", text).unwrap();
        (
            (report.sites[0].observed_share.unwrap() * 1000.0) as i64,
            outages(&report).len(),
            report.refusals.count(),
        )
    };
    let rising = [
        "Event,Date-Time",
        "Up,2022-10-05T00:00:00Z",
        "Down,2022-10-05 10:00:00",
        "Up,2022-10-05T11:00:00Z",
        "Up,2022-10-05T12:00:00Z",
    ];
    let falling = [rising[0], rising[4], rising[3], rising[2], rising[1]];
    for lines in [rising, falling] {
        let (share, outages, refused) = observed(&lines.join("\n"));
        // An hour of twelve.
        assert_eq!((share, outages, refused), (83, 0, 1));
    }
    // What was refused may have followed the last event of a site, while the record goes on.
    let two = "Event,Date-Time,Monitor\nUp,2022-10-05T00:00:00Z,shop\n\
        Up,2022-10-05T00:00:00Z,blog\nUp,2022-10-05T03:00:00Z,shop\n\
               Down,soon,shop\nUp,2022-10-05T12:00:00Z,blog\n";
    let report = read("uptimerobot", "interval = \"5m\"", two).unwrap();
    let shares: Vec<i64> =
        report.sites.iter().map(|site| (site.observed_share.unwrap() * 1000.0) as i64).collect();
    // Blog by name is first: nothing is known of it from its first event on, as nobody can tell
    // whose event was refused.
    assert_eq!((shares, report.refusals.count()), (vec![0, 250], 1));
    // With a length of its own, each event ends where it says.
    let lasting = "Event,Date-Time,Duration (in \
        mins.)\nUp,2022-10-05T00:00:00Z,600\nDown,2022-10-05 \
        10:00:00,60\nUp,2022-10-05T11:00:00Z,60\n";
    let (share, ..) = observed(lasting);
    // 595 and 55 of the 715 minutes to the last probe: that before an end may be an interval before
    // it.
    assert_eq!(share, 909);
}

/// A Kuma of many beats.
fn kuma(folder: &Path) -> PathBuf {
    let path = folder.join("probes.db");
    let connection = unsynced_database(&path);
    let tables =
        "CREATE TABLE monitor (id INTEGER PRIMARY KEY, name TEXT, type TEXT); INSERT INTO \
        monitor VALUES (1, 'a', 'http');
        CREATE TABLE heartbeat (id INTEGER PRIMARY KEY, monitor_id, status, time, msg, ping);";
    connection.execute_batch(tables).unwrap();
    let beat = |minute: i64| {
        format!("(1, 1, '2022-10-05 {:02}:{:02}:00', '', 40)", minute / 60, minute % 60)
    };
    let beats: Vec<String> = (0..600).map(beat).collect();
    connection
        .execute_batch(&format!(
            "INSERT INTO heartbeat (monitor_id, status, time, msg, ping) VALUES {}",
            beats.join(",")
        ))
        .unwrap();
    connection.close().unwrap();
    path
}

/// The rest of a page that is cut must not be read as zeros.
#[test]
fn a_database_cut_at_any_length_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let whole = fs::read(kuma(folder.path())).unwrap();
    assert_eq!(rows(&of_kuma(&whole).unwrap()), (600, 0));
    let near = [1, 2, 3, 16, 99, 100, 101];
    let lengths = (0..whole.len())
        .step_by(997)
        .chain((0..whole.len()).step_by(4096))
        .chain(near.map(|cut| whole.len() - cut));
    for length in lengths {
        let why = of_kuma(&whole[..length]).expect_err(&format!("{length} bytes"));
        assert!(
            why.contains(DAMAGED) || length < 16 && why.contains("no SQLite database"),
            "{length}: {why}"
        );
    }
}

/// Plans of work are not read, and `check` says so and says what to do.
#[test]
fn plans_that_are_not_read_are_counted() {
    let folder =
        IncidentFolder::new("[[probes]]\nfiles = \"probes.db\"\nlayout = \"uptime-kuma\"\n");
    let path = kuma(folder.path());
    let check = |option: &[&str]| {
        let words = [&["check", "."], option].concat();
        let output = ran(folder.path(), &words);
        assert_eq!(output.status.code(), Some(0));
        String::from_utf8(output.stdout).unwrap()
    };
    let statements = [
        ("CREATE TABLE maintenance (id INTEGER PRIMARY KEY, strategy)", None),
        (
            "INSERT INTO maintenance (strategy) VALUES ('single')",
            Some(
                "1 plan in the table `maintenance`; its times belong into maintenance.csv, as \
                 init writes them",
            ),
        ),
        (
            "INSERT INTO maintenance (strategy) VALUES ('cron')",
            Some(
                "2 plans in the table `maintenance`; their times belong into maintenance.csv, as \
                 init writes them",
            ),
        ),
    ];
    assert!(!check(&[]).contains("not read"));
    for (statement, words) in statements {
        let connection = unsynced_database(&path);
        connection.execute_batch(statement).unwrap();
        connection.close().unwrap();
        let said = check(&[]);
        assert_eq!(said.contains("not read"), words.is_some(), "{said}");
        assert!(
            words.is_none_or(|words| said.contains(&format!("  not read   probes.db: {words}\n"))),
            "{said}"
        );
        assert_eq!(check(&["--json"]).contains("plan"), words.is_some());
    }
}

fn of_kuma(bytes: &[u8]) -> Result<Report, String> {
    read("uptime-kuma", "", bytes)
}

/// A clone of two versions in a folder.
fn clone(folder: &Path, options: &[&str]) -> PathBuf {
    let mut commits = Commits::default();
    for (second, status, clock) in [(0, "up", "00"), (3600, "down", "01")] {
        let text =
            version("https://shop.example", status, 200, &format!("2022-10-05T{clock}:00:00.000Z"));
        commits.add(second, &[("history/shop.yml", Some(&text)), (".upptimerc.yml", Some(clock))]);
    }
    commits.make(&folder.join("clone"), options)
}

/// Every file and folder below a folder, with its bytes.
fn all(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all = vec![(folder.to_owned(), Vec::new())];
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            all.extend(self::all(&path))
        } else {
            all.push((path.clone(), fs::read(&path).unwrap()))
        }
    }
    all.sort();
    all
}

/// The program in a folder: its exit code, and its words.
fn said(folder: &Path, words: &[&str]) -> (Option<i32>, String) {
    let output = ran(folder, words);
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn nothing_is_ever_written_into_a_clone() {
    for options in [&[][..], &["--bare"]] {
        let folder = IncidentFolder::new(CLONE);
        let clone = clone(folder.path(), options);
        link(&clone, folder.path().join("link"));
        let before = all(&clone);
        for out in ["clone", "clone/out", "clone/deep/er/out", "link/out", "./clone/../clone/out"] {
            for words in [
                &["report", ".", "-o", out][..],
                &["convert", "--incident", ".", "-o", &format!("{out}/probes.csv")],
                &["fold", "--incident", ".", "-o", &format!("{out}/runs.parquet")],
                &["init", out, "clone"],
            ] {
                let (code, why) = said(folder.path(), words);
                assert!(
                    code == Some(2)
                        && (why.contains("lies within the input")
                            || why.contains("is or holds the input")),
                    "{words:?}: {why}"
                );
                assert!(before == all(&clone), "{words:?}");
            }
        }
        let (code, why) = said(folder.path(), &["convert", "--incident", ".", "-o", "probes.csv"]);
        assert_eq!(code, Some(0), "{why}");
    }
}

/// A clone is somebody else's: its settings can name programs, and none of them is run.
#[test]
fn no_program_that_a_clone_names_is_run() {
    let folder = IncidentFolder::new(CLONE);
    let clone = clone(folder.path(), &[]);
    let mark = folder.path().join("ran");
    let program = format!("touch '{}'; :", mark.display());
    for key in [
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "diff.external",
        "diff.x.textconv",
        "diff.x.command",
        "filter.x.smudge",
    ] {
        git(&clone, &["config", key, &program]);
    }
    fs::write(clone.join(".git/info/attributes"), "* diff=x filter=x\n").unwrap();
    git(&clone, &["-c", "core.fsmonitor=false", "read-tree", "HEAD"]);
    let before = all(&clone);
    for words in [["check", "."], ["init", "new"]] {
        let words = if words[0] == "init" { vec!["init", "new", "clone"] } else { words.to_vec() };
        let (code, why) = said(folder.path(), &words);
        assert_eq!(code, Some(0), "{why}");
        assert!(!mark.exists(), "{words:?}");
    }
    assert!(before == all(&clone));
}

/// Spoils a clone.
type Damage<'a> = &'a dyn Fn(&Path);

/// Each damage of a clone is an error that names it.
#[test]
fn a_damaged_clone_is_an_error() {
    let loose = |clone: &Path, what: &str| {
        let id = String::from_utf8(git(clone, &["rev-parse", what])).unwrap();
        clone.join(".git/objects").join(&id[..2]).join(id[2..].trim())
    };
    let cases: [(&str, Damage<'_>); 7] = [
        ("there is no git repository in the folder", &|clone| {
            fs::remove_file(clone.join(".git/HEAD")).unwrap()
        }),
        ("there is no git repository in the folder", &|clone| {
            fs::write(clone.join(".git/HEAD"), "garbage").unwrap()
        }),
        ("git cannot read the repository (fatal: bad config", &|clone| {
            fs::write(clone.join(".git/config"), "[core\n").unwrap()
        }),
        ("is missing from the clone, or damaged", &|clone| {
            fs::remove_file(loose(clone, "HEAD~1:history/shop.yml")).unwrap()
        }),
        ("is missing from the clone, or damaged", &|clone| {
            let path = loose(clone, "HEAD~1:history/shop.yml");
            fs::remove_file(&path).unwrap();
            fs::write(path, "xx").unwrap();
        }),
        ("git cannot read the repository (", &|clone| {
            fs::remove_file(loose(clone, "HEAD~1")).unwrap()
        }),
        ("git cannot read the repository (", &|clone| {
            fs::remove_file(loose(clone, "HEAD~1:history")).unwrap()
        }),
    ];
    for (words, damage) in cases {
        let folder = IncidentFolder::new(CLONE);
        let clone = clone(folder.path(), &[]);
        damage(&clone);
        let (code, why) = said(folder.path(), &["check", "."]);
        assert!(code == Some(2) && why.contains(words), "{words}: {why}");
    }
}
