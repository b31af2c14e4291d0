//! Kinds of files as `init` takes them: every layout beside all others, files that are none,
//! Parquet, lines of curl.

use super::repository::{Commits, version};
use crate::program_run::ran;
use corroborate::init::guess;
use corroborate::model::{Guess, GuessedTable};
use std::fs;
use std::path::{Path, PathBuf};

/// A file of each layout: its table, its layout, its name and its text.
pub(crate) const FILES: [(GuessedTable, &str, &str, &str); 20] = [
    (
        GuessedTable::Probes,
        "fettle",
        "Shop_report.log",
        "2022-10-05 00:00, success, 0.1\n2022-10-05 00:10, failed, 0.0\n",
    ),
    (
        GuessedTable::Probes,
        "prometheus",
        "range.json",
        r#"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"probe_success","instance":"https://ky.example"},"values":[[1664928000,"1"],[1664928060,"0"]]}]}}"#,
    ),
    (
        GuessedTable::Probes,
        "ripe-atlas",
        "results.json",
        r#"[{"type":"http","timestamp":1664928000,"prb_id":1,"msm_id":2,"dst_name":"ky.example","uri":"http://ky.example/","result":[{"res":200,"rt":80.0,"af":4}]}]"#,
    ),
    (
        GuessedTable::Probes,
        "ooni",
        "ooni.jsonl",
        r#"{"test_name":"web_connectivity","measurement_start_time":"2022-10-05 00:00:00","input":"https://ky.example/","probe_asn":"AS1","probe_cc":"IQ","test_keys":{"accessible":true,"blocking":false}}"#,
    ),
    (
        GuessedTable::Probes,
        "wayback-cdx",
        "cdx.txt",
        "com,ky)/ 20221005200000 https://ky.com/ text/html 200 AAAA 512\n",
    ),
    (
        GuessedTable::Probes,
        "wayback-cdx",
        "cdx.json",
        r#"[["urlkey","timestamp","original","mimetype","statuscode","digest","length"],["com,ky)/","20221005200000","https://ky.com/","text/html","200","AAAA","512"]]"#,
    ),
    (
        GuessedTable::Probes,
        "blackbox-log",
        "blackbox.log",
        "ts=2022-10-05T00:00:00.000Z module=http_2xx target=https://ky.example level=info \
         msg=\"Probe succeeded\" duration_seconds=0.2\n",
    ),
    (
        GuessedTable::Probes,
        "mtr",
        "mtr.csv",
        "Mtr_Version,Start_Time,Status,Host,Hop,Ip,Loss%,Snt, ,Last,Avg,Best,Wrst,StDev,\n\
         MTR.0.95,1664928000,OK,ky.example,1,192.0.2.7,0.00,10,0,1.10,1.20,1.00,1.50,0.10\n",
    ),
    (
        GuessedTable::Probes,
        "uptimerobot",
        "robot.csv",
        "Event,Date-Time,Reason,Duration,Duration (in mins.)\nUp,2022-10-05 12:00:00,OK,,120\n",
    ),
    (
        GuessedTable::Probes,
        "statuscake",
        "cake.csv",
        "status,start,end\nUp,2022-10-05T00:00:00Z,2022-10-05T01:00:00Z\n",
    ),
    (
        GuessedTable::Probes,
        "statuscake",
        "cake.json",
        r#"{"data":[{"status":"up","created_at":"2022-10-05T00:00:00+00:00","ended_at":"2022-10-05T01:00:00+00:00"}]}"#,
    ),
    (
        GuessedTable::Probes,
        "pingdom",
        "pingdom.json",
        r#"{"results":[{"probeid":33,"time":1664928000,"status":"up","responsetime":300,"statusdesc":"OK"}]}"#,
    ),
    (
        GuessedTable::Probes,
        "pingdom-outages",
        "summary.json",
        r#"{"summary":{"states":[{"status":"up","timefrom":1664928000,"timeto":1664931600}]}}"#,
    ),
    (
        GuessedTable::Claims,
        "csv",
        "claims.csv",
        "claim,claimant,role,kind,targets,published\n\
         c1,N,attacker,attack,ky.example,2022-10-05T00:10:00Z\n",
    ),
    (
        GuessedTable::Claims,
        "telegram",
        "result.json",
        r#"{"name":"N","type":"public_channel","id":1,"messages":[{"id":1,"type":"message","date":"2022-10-05T06:00:00","date_unixtime":"1664949600","from_id":"channel1","text":"the \"status\", \"start\" and \"end\" are down"}]}"#,
    ),
    (
        GuessedTable::Claims,
        "statuspage",
        "incidents.json",
        r#"{"page":{"id":"x","name":"Ky"},"incidents":[{"id":"i","name":"Down","status":"resolved","impact":"major","created_at":"2022-10-05T00:25:00Z","incident_updates":[{"id":"u","status":"investigating","display_at":"2022-10-05T00:25:00Z"}],"components":[{"name":"Web shop"}]}]}"#,
    ),
    (
        GuessedTable::Claims,
        "github-statuses",
        "windows.csv",
        "incident_id,downtime_start,downtime_end,source,title,impact,duration_minutes\n\
         1,2022-10-05T00:00:00Z,2022-10-05T01:00:00Z,updates,Down,minor,60\n",
    ),
    (
        GuessedTable::Claims,
        "ddosia",
        "2025-01-21_06-15-08_list.json",
        r#"{"targets":[{"target_id":"x","host":"ky.example"}],"randoms":[]}"#,
    ),
    (
        GuessedTable::Claims,
        "cstate",
        "issue.md",
        "---\ntitle: Down\ndate: 2022-10-05 00:25:00\nseverity: down\naffected:\n  - Web \
         shop\nsection: issue\n---\nWe probe.\n",
    ),
    (
        GuessedTable::Claims,
        "stix",
        "bundle.json",
        r#"{"type":"bundle","id":"bundle--5d0092c5-5f74-4287-9642-33f4c354e56d","objects":[{"type":"campaign","id":"campaign--8e2e2d2b-17d4-4cbf-938f-98ee46b3cd3f","name":"N","created":"2022-10-05T00:00:00Z"}]}"#,
    ),
];

pub(crate) fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    path
}

pub(crate) fn one(path: &Path) -> Guess {
    let mut guesses = guess(&[path.to_owned()]).unwrap();
    assert_eq!(guesses.len(), 1);
    guesses.remove(0)
}

/// The value of a key, without quotation marks; empty where it is to be filled in, `None` where it
/// is not there.
pub(crate) fn value(guess: &Guess, key: &str) -> Option<String> {
    let key_found = guess.keys.iter().find(|known| known.key == key)?;
    Some(key_found.value.as_deref().unwrap_or_default().trim_matches(['"', '\'']).to_owned())
}

fn why<'g>(guess: &'g Guess, key: &str) -> &'g str {
    &guess
        .keys
        .iter()
        .find(|known| known.key == key)
        .unwrap_or_else(|| panic!("{key}: {guess:?}"))
        .why
}

/// Each file is taken for its own layout and for no other, plain and packed.
#[test]
fn every_layout_is_known_for_itself_alone() {
    let folder = tempfile::tempdir().unwrap();
    for (table, layout, name, text) in FILES {
        let guess = one(&write(folder.path(), name, text));
        assert_eq!(
            (guess.table, value(&guess, "layout").as_deref(), guess.left_out),
            (table, Some(layout), false),
            "{name}: {guess:?}"
        );
        if layout == "fettle" || layout == "ddosia" {
            continue;
        }
        let packed = one(&write(
            folder.path(),
            &format!("{name}.zst"),
            zstd::encode_all(text.as_bytes(), 1).unwrap(),
        ));
        assert_eq!(value(&packed, "layout").as_deref(), Some(layout), "{name}.zst: {packed:?}");
    }
}

/// The evidence of a layout is what that layout reads: how many rows, their pace, the gaps, and
/// why the first is refused.
#[test]
fn the_evidence_is_what_the_layout_itself_reads() {
    let folder = tempfile::tempdir().unwrap();
    let rows =
        (0..20).map(|row| format!("2022-10-05 {:02}:{:02}, success, 0.1\n", row / 6, row % 6 * 10));
    let log = rows.collect::<String>() + "2022-10-05 03:20, gone\n2022-10-05 05:10, success, 0.1\n";
    let guess = one(&write(folder.path(), "Shop_report.log", log));
    let wanted = [
        "21 of 22 rows can be read, of 1 site",
        "stamps tell the time to the minute",
        "the median of 20 intervals between probes at a site is 10 min, the longest 2 h; 1 gap of \
         over twice the pace around it",
    ];
    assert_eq!(guess.seen[..3], wanted, "{guess:?}");
    assert!(
        guess.seen[3].starts_with("the first that cannot: expected 3 fields, found 2"),
        "{guess:?}"
    );
}

/// A text that fits two layouts is left to the user, with both names.
#[test]
fn what_fits_two_layouts_is_left_open() {
    let folder = tempfile::tempdir().unwrap();
    let both = r#"{"incidents":[{"incident_updates":[]}],"results":[{"probeid":1,"time":1664928000,"status":"up"}]}"#;
    let guess = one(&write(folder.path(), "both.json", both));
    assert_eq!(value(&guess, "layout").as_deref(), Some(""));
    let why = why(&guess, "layout");
    assert!(
        why.contains("pingdom (")
            && why.contains("statuspage of [[claims]] (")
            && why.ends_with("write the one that it is"),
        "{why}"
    );
}

/// Files that are no logs are left out, each for its own reason, and never cut at their commas.
#[test]
fn what_is_no_log_is_left_out_with_the_reason() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let cases: [(&str, &[u8], &str); 7] = [
        (
            "a.json",
            br#"{"port":443,"name":"x","tests":[{"v":1}]}"#,
            "JSON of no layout that is known, with `name`, `port`, none of which",
        ),
        ("a.atom", b"<?xml version=\"1.0\"?>\n<feed></feed>\n", "XML or HTML of no layout"),
        ("a.yml", b"url: https://ky.example\nstatus: up\ncode: 200\n", "a text without columns"),
        (
            "days.csv",
            b"measurement_start_day,ok_count\n2022-10-05,3\n2022-10-06,4\n",
            "a table of 2 columns, none of which",
        ),
        ("a.bin", b"\xff\x00\xfe,,\n", "neither text nor a database"),
        ("empty.log", b" \n", "the file is empty"),
        ("notes.md", b"# Notes\n\ntext, with commas\n", "a text with headings"),
    ];
    for (name, bytes, why) in cases {
        let guess = one(&write(at, name, bytes));
        assert!(
            guess.left_out && guess.keys.is_empty() && guess.seen[0].starts_with(why),
            "{name}: {guess:?}"
        );
    }
    fs::create_dir(at.join("folder")).unwrap();
    assert!(
        one(&at.join("folder")).seen[0].starts_with("a folder that is no clone of a repository")
    );
    // Two reasons are two entries, also where files stand side by side.
    let files = ["a.json", "empty.log"].map(|name| at.join(name));
    assert_eq!(guess(&files).unwrap().len(), 2);
    let done = ran(at, &["init", "case", "a.json", "empty.log"]);
    let said = String::from_utf8(done.stdout).unwrap();
    assert!(said.starts_with("case/incident.toml: 0 kinds of 0 archives; 2 left out\n"), "{said}");
    assert!(
        said.contains("  left out, a.json: JSON of no layout") && !said.contains("next:"),
        "{said}"
    );
}

/// A clone of Upptime is known by its folder; what stops its reading is said.
#[test]
fn a_clone_is_known_by_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    let mut commits = Commits::default();
    commits.add(0, &[(".upptimerc.yml", Some("sites: shop"))]);
    commits.add(
        60,
        &[(
            "history/shop.yml",
            Some(&version("https://shop.example", "up", 200, "2022-10-05T00:00:59.000Z")),
        )],
    );
    let guess = one(&commits.make(&folder.path().join("clone"), &[]));
    assert_eq!(
        (value(&guess, "layout").as_deref(), value(&guess, "interval").as_deref()),
        (Some("upptime"), Some(""))
    );
    assert_eq!(guess.seen, ["1 of 1 row can be read, of 1 site"]);
    fs::create_dir(folder.path().join("unpacked")).unwrap();
    write(&folder.path().join("unpacked"), ".upptimerc.yml", "sites: shop");
    let guess = one(&folder.path().join("unpacked"));
    assert_eq!(value(&guess, "layout").as_deref(), Some("upptime"));
    assert!(guess.seen.iter().any(|seen| seen.starts_with("the reading stops: ")), "{guess:?}");
}

/// Lines of a loop around curl get a format, by their first lines.
#[test]
fn lines_of_curl_get_their_format() {
    let folder = tempfile::tempdir().unwrap();
    let cases = [
        (
            "2022-10-05T00:00:00Z https://ky.example 200 0.12\n2022-10-05T00:01:00Z \
             https://ky.example 000 10.0\n",
            "{timestamp} {site} {status_code} {latency_s}",
            None,
        ),
        (
            "1664928000 code=200 time=0.120s ok\n1664928060 code=503 time=0.130s ok\n",
            "{timestamp_s} code={status_code} time={latency_s}s {_}",
            None,
        ),
        (
            "2022-10-05T00:00:00 ky.example 200\n2022-10-05T00:01:00 ky.example 200\n",
            "{timestamp} {site} {status_code}",
            Some(""),
        ),
    ];
    for (text, format, zone) in cases {
        let guess = one(&write(folder.path(), "loop.log", text));
        assert_eq!(
            (value(&guess, "layout").as_deref(), value(&guess, "format").as_deref()),
            (Some("lines"), Some(format)),
            "{guess:?}"
        );
        assert_eq!(value(&guess, "zone").as_deref(), zone);
        assert!(why(&guess, "layout").contains("2 of 2 rows can be read, of 1 site"), "{guess:?}");
    }
}

/// Where one column of names does not tell sites apart and a second does, both are proposed.
#[test]
fn a_second_column_that_tells_sites_apart_is_proposed() {
    let folder = tempfile::tempdir().unwrap();
    let log = "timestamp,site,url,status_code\n2022-10-05T00:00:00Z,Works,https://a.example,200\n\
        2022-10-05T00:00:00Z,Works,https://b.example,503\n\
        2022-10-05T00:10:00Z,Works,https://a.example,200\n\
        2022-10-05T00:10:00Z,Works,https://b.example,503\n";
    let guess = one(&write(folder.path(), "log.csv", log));
    assert_eq!(value(&guess, "columns").as_deref(), Some("{ site = [\"site\", \"url\"] }"));
    assert!(
        why(&guess, "columns")
            .contains("`site` alone has 2 of the rows seen at a moment at which it has another"),
        "{guess:?}"
    );
    assert_eq!(
        value(
            &one(&write(folder.path(), "log.csv", log.replace("b.example", "a.example"))),
            "columns"
        ),
        None
    );
}

/// A log in which each row says something else than the one before is taken for one of changes, and
/// asks for its interval.
#[test]
fn a_log_of_changes_is_taken_for_one() {
    let folder = tempfile::tempdir().unwrap();
    let log = |step: usize| {
        let rows = (0..24).map(|hour| {
            format!(
                "2022-10-05T{hour:02}:00:00Z,a,{}\n",
                if (hour / step).is_multiple_of(2) { "up" } else { "down" }
            )
        });
        format!("timestamp,site,result\n{}", rows.collect::<String>())
    };
    let guess = one(&write(folder.path(), "changes.csv", log(1)));
    assert_eq!(
        (value(&guess, "cadence").as_deref(), value(&guess, "interval").as_deref()),
        (Some("on-change"), Some(""))
    );
    assert!(
        why(&guess, "cadence")
            .contains("23 of 23 rows differ from the row before of the same site"),
        "{guess:?}"
    );
    let guess = one(&write(folder.path(), "probes.csv", log(2)));
    assert_eq!(
        (value(&guess, "cadence").as_deref(), value(&guess, "interval")),
        (Some("poll"), None)
    );
    assert!(why(&guess, "cadence").contains("; 11 of 23 rows differ"), "{guess:?}");
}

/// Words of a verdict that are not ours are listed, and their meaning is asked for.
#[test]
fn odd_words_for_a_result_are_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let rows = ["none", "minor", "none", "none", "major"]
        .iter()
        .enumerate()
        .map(|(at, word)| format!("2022-10-05T00:{at}0:00Z,a,{word}\n"));
    let guess = one(&write(
        folder.path(),
        "polls.csv",
        format!("timestamp,site,indicator\n{}", rows.collect::<String>()),
    ));
    assert_eq!(value(&guess, "columns").as_deref(), Some("{ result = \"indicator\" }"));
    assert_eq!(value(&guess, "results").as_deref(), Some(""));
    assert!(
        why(&guess, "results").starts_with("`indicator` has the words `major`, `minor`, `none`"),
        "{guess:?}"
    );
}

/// Claims without an offset ask for the zone, those with one do not.
#[test]
fn claims_ask_for_a_zone_only_where_their_stamps_need_one() {
    let folder = tempfile::tempdir().unwrap();
    let zone = |name: &str, text: &str| value(&one(&write(folder.path(), name, text)), "zone");
    let issue = FILES.iter().find(|file| file.1 == "cstate").unwrap().3;
    assert_eq!(zone("issue.md", issue), Some(String::new()));
    assert_eq!(zone("issue.md", &issue.replace("00:25:00", "00:25:00Z")), None);
    let own = FILES.iter().find(|file| file.2 == "claims.csv").unwrap().3;
    assert_eq!(zone("claims.csv", own), None);
    assert_eq!(zone("claims.csv", &own.replace("00:10:00Z", "00:10:00")), Some(String::new()));
}

/// What is passed over is said: a verdict under an unknown name, another time, and that all is one
/// vantage.
#[test]
fn columns_that_are_not_used_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("v.csv");
    let row = |minute: usize, state: &str| {
        format!("2024-03-05T10:{minute:02}:00Z,2024-03-05T09:00:00Z,a,200,{state}\n")
    };
    let rows: String =
        (0..9).map(|minute| row(minute, if minute < 4 { "OK" } else { "FAIL" })).collect();
    fs::write(&path, format!("timestamp,created_at,site,status_code,verdict\n{rows}")).unwrap();
    let guess = one(&path);
    assert!(
        guess.seen.iter().any(|seen| seen.starts_with("not used: `created_at`, `verdict`;")),
        "{:?}",
        guess.seen
    );
    assert!(guess.seen.iter().any(|seen| seen.contains("all is one vantage")), "{:?}", guess.seen);
    fs::write(&path, format!("timestamp,created_at,site,status_code,region\n{rows}")).unwrap();
    assert!(
        !one(&path).seen.iter().any(|seen| seen.contains("all is one vantage")),
        "a column tells it"
    );
}
