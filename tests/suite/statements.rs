//! Claims in the layouts of others: which words name a site, what is said of a broken file, any
//! bytes, real exports. The golden rows of each layout are `tests/cases/statements`.

use crate::incident_folder::{self, IncidentFolder, request};
use corroborate::model::{Input, InputRole, Origin, Report, Request, VerdictFlag};
use corroborate::pipeline::report_of;
use corroborate::report::verdict_sentence;
use proptest::prelude::*;
use std::fs;
use std::io::Write;
use std::path::Path;

const PROBES: &str = "timestamp,site,status_code\n2025-01-21T00:00:00Z,a.example,200\n\
    2025-01-21T00:10:00Z,a.example,503\n";
const RULES: &str = "[[rule]]\nwords = \"a.example\"\ntargets = \"a.example\"\n";

/// Each layout: keys of its entry, a name that its files have, and a small file.
const LAYOUTS: [(&str, &str, &str, &str); 7] = [
    (
        "telegram",
        "rules = \"rules.toml\"\nrole = \"attacker\"\nkind = \"attack\"",
        "result.json",
        r#"{"name":"C","id":5,"messages":[{"id":1,"type":"message","date_unixtime":"1737417600","text":["on ",{"type":"link","text":"a.example"}]}]}"#,
    ),
    (
        "statuspage",
        "components = { Web = \"a.example\" }",
        "incidents.json",
        r#"{"page":{"name":"P"},"incidents":[{"id":"i","components":[{"name":"Web"}],"incident_updates":[{"id":"u","status":"investigating","created_at":"2025-01-21T00:05:00Z","display_at":"2025-01-21T00:05:00Z"}]}]}"#,
    ),
    (
        "github-statuses",
        "targets = \"a.example\"",
        "windows.csv",
        "incident_id,downtime_start,downtime_end,duration_minutes,source,title,impact\n\
         7,2025-01-21T00:05:00Z,2025-01-21T00:20:00Z,15,updates,T,minor\n",
    ),
    (
        "github-statuses",
        "targets = \"a.example\"",
        "incidents.jsonl",
        r#"{"id":"7","title":"T","published_at":"2025-01-21T00:30:00Z","downtime_start":"2025-01-21T00:05:00Z","downtime_end":"2025-01-21T00:20:00Z","impact_window":{"source":"postmortem"}}"#,
    ),
    (
        "ddosia",
        "zone = \"Europe/Berlin\"",
        "2025-01-21_01-05-00_list.json",
        r#"{"targets":[{"host":"a.example"},{"host":"b.example"}],"randoms":[]}"#,
    ),
    (
        "cstate",
        "components = { Web = \"a.example\" }",
        "issue.md",
        "---\ntitle: T\ndate: 2025-01-21T00:05:00Z\nresolved: true\nresolvedWhen: \
         2025-01-21T00:30:00Z\naffected: [Web]\nseverity: down\n---\nText\n",
    ),
    (
        "stix",
        "role = \"researcher\"\nkind = \"attack\"",
        "bundle.json",
        r#"{"type":"bundle","id":"bundle--1","objects":[{"type":"report","id":"report--1","name":"R","published":"2025-01-21T00:05:00Z","object_refs":["url--1"]},{"type":"url","id":"url--1","value":"a.example"}]}"#,
    ),
];

pub(crate) fn folder(entry: &str, files: &[(&str, &[u8])]) -> IncidentFolder {
    let settings = format!("{}{entry}\n", incident_folder::PROBES);
    let folder =
        IncidentFolder::new(&settings).with("probes.csv", PROBES).with("rules.toml", RULES);
    for (name, bytes) in files {
        folder.write(name, bytes);
    }
    folder
}

pub(crate) fn entry(layout: &str, keys: &str, file: &str) -> String {
    format!("[[claims]]\nfiles = \"{file}\"\nlayout = \"{layout}\"\n{keys}")
}

/// Reads one file in a layout.
pub(crate) fn read(
    layout: &str,
    keys: &str,
    (name, bytes): (&str, &[u8]),
) -> Result<Report, String> {
    folder(&entry(layout, keys, name), &[(name, bytes)]).report()
}

pub(crate) fn input<'r>(report: &'r Report, path: &str) -> &'r Input {
    report
        .inputs
        .iter()
        .find(|input| input.path == path)
        .unwrap_or_else(|| panic!("no input {path}"))
}

#[test]
fn a_file_of_each_layout_is_an_input_and_makes_claims() {
    for (layout, keys, name, text) in LAYOUTS {
        let report = read(layout, keys, (name, text.as_bytes())).unwrap();
        let input = input(&report, name);
        assert_eq!(
            (input.role, input.refused, input.bytes),
            (InputRole::Claims, 0, text.len() as u64),
            "{layout}"
        );
        assert!(input.rows > 0 && input.sha256.len() == 64, "{layout}");
        assert!(!report.claims.is_empty(), "{layout}");
        assert!(
            report
                .verdicts
                .iter()
                .any(|verdict| verdict.claim.is_some() && verdict.site == "a.example"),
            "{layout}"
        );
    }
    let rules = read("telegram", LAYOUTS[0].1, (LAYOUTS[0].2, LAYOUTS[0].3.as_bytes())).unwrap();
    assert_eq!(input(&rules, "rules.toml").role, InputRole::Incident);
}

/// Counts of the golden case: what is read, refused and outside, by file.
#[test]
fn every_record_is_counted() {
    let report =
        report_of(&request(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/statements")))
            .unwrap();
    let counted = |path: &str| {
        let input = input(&report, path);
        (input.rows, input.refused, input.outside)
    };
    assert_eq!(counted("claims.csv"), (1, 0, 0));
    assert_eq!(counted("more.csv"), (2, 1, 0));
    assert_eq!(counted("telegram/result.json"), (8, 4, 2));
    assert_eq!(counted("incidents.json"), (13, 3, 6));
    assert_eq!(counted("windows.csv"), (5, 2, 1));
    assert_eq!(counted("lists/2025-01-21_05-40-00_list.json"), (5, 1, 2));
    assert_eq!(counted("lists/21-01-2025_06-00-00_list.json"), (0, 0, 0));
    assert_eq!(counted("lists/2025-01-21_07-00-00_list.json"), (1, 0, 1));
    assert_eq!(counted("issues/2025-01-21-hint.md"), (1, 0, 1));
    assert_eq!(counted("bundle.json"), (9, 0, 7));
    assert_eq!(report.inputs.iter().filter(|input| input.path == "claims.csv").count(), 1);
    let refused = corroborate::report::terminal::summary::lines(&report)
        .into_iter()
        .find(|line| line.label == "refused")
        .unwrap()
        .text;
    assert!(
        refused
            .ends_with("; 20 rows in files of claims without a new claim on the incident's sites"),
        "{refused}"
    );
}

/// A list of targets is intent: no verdict on it says that a claim holds or fails without a word on
/// that.
#[test]
fn a_list_of_targets_is_no_claim_of_success() {
    let (layout, keys, name, text) = LAYOUTS[4];
    let report = read(layout, keys, (name, text.as_bytes())).unwrap();
    assert!(
        report
            .claims
            .iter()
            .all(|claim| claim.intent && claim.quote.contains("intent, not a claim of success"))
    );
    let verdicts: Vec<_> =
        report.verdicts.iter().filter(|verdict| verdict.claim.is_some()).collect();
    assert_eq!(verdicts.len(), 1);
    assert!(
        verdicts[0].flags.contains(&VerdictFlag::IntentOnly)
            && verdict_sentence(verdicts[0]).contains("not that it was so")
    );
    assert!(report.sites.iter().all(|site| !site.claimed));
    let line = corroborate::report::terminal::summary::lines(&report)
        .into_iter()
        .find(|line| line.label == "claims")
        .unwrap()
        .text;
    assert_eq!(line, "1 claim by 1 claimant on 1 site, 1 measured");
}

#[test]
fn what_is_wrong_is_said_with_what_to_write() {
    let json = |layout: usize| {
        let (_, _, _, text) = LAYOUTS[layout];
        text.as_bytes()[..text.len() * 2 / 3].to_vec()
    };
    let of = |layout: usize| (LAYOUTS[layout].0, LAYOUTS[layout].1);
    let cases = [
        (of(0), "r.json", json(0), "r.json:1:91: the JSON breaks off here"),
        (of(1), "i.json", json(1), "the JSON breaks off here"),
        (
            of(4),
            "2025-01-21_01-05-00.json",
            json(4),
            "2025-01-21_01-05-00.json:1:45: the JSON breaks off here",
        ),
        (of(6), "b.json", json(6), "the JSON breaks off here"),
        (
            of(0),
            "r.json",
            b"{\n \"messages\": [,]}".to_vec(),
            "r.json:2:15: it is no JSON as layout `telegram` has it",
        ),
        (of(0), "r.json", b"{}".to_vec(), "there is no list `messages`; export one chat"),
        (of(0), "r.json", b"{\"messages\": 7}".to_vec(), "expected a list"),
        (of(0), "r.json", b"7".to_vec(), "r.json:1:1: a table of posts has a column `id`"),
        (of(0), "r.json", b"{\"messages\": [], \"messages\": []}".to_vec(), "stands twice"),
        (of(1), "i.json", b"{\"page\": {}}".to_vec(), "there is no list `incidents`"),
        (of(2), "w.csv", b"id,start\n1,2\n".to_vec(), "there is no column `incident_id`"),
        (of(2), "w.csv", b"incident_id\n\xff\n".to_vec(), "w.csv:2:1: the text is not UTF-8"),
        (of(4), "list.json", b"{\"targets\": []}".to_vec(), "a list is named after its time"),
        (of(5), "i.md", b"title: T\n".to_vec(), "i.md:1:1: there is no front matter"),
        (of(5), "i.md", b"---\ntitle: T\n".to_vec(), "i.md:2:1: the front matter does not end"),
        (
            of(5),
            "i.md",
            b"+++\na = 1\ntitle = T\n+++\n".to_vec(),
            "i.md:3:1: the front matter is no TOML",
        ),
        (of(6), "b.json", b"{\"objects\": {}}".to_vec(), "expected a list"),
        (("telegrm", ""), "r.json", b"{}".to_vec(), "did you mean `telegram`?"),
        (("telegram", ""), "r.json", b"{}".to_vec(), "the layout `telegram` needs `rules`"),
        (("telegram", "rules = \"rules.toml\""), "r.json", b"{}".to_vec(), "rule 1 has no `role`"),
        (
            ("statuspage", ""),
            "r.json",
            b"{}".to_vec(),
            "the layout `statuspage` needs `components` or `targets`",
        ),
        (
            ("ddosia", "rules = \"rules.toml\""),
            "r.json",
            b"{}".to_vec(),
            "the layout `ddosia` takes `zone`, `claimant`, `url` alone",
        ),
    ];
    for ((layout, keys), name, bytes, wanted) in cases {
        let why = read(layout, keys, (name, &bytes)).expect_err(wanted);
        assert!(why.contains(wanted), "{why}\n  has no\n{wanted}");
    }
    let nothing = folder(&entry("csv", "", "none.csv"), &[]);
    assert!(
        report_of(&request(nothing.path()))
            .unwrap_err()
            .to_string()
            .contains("nothing matches `none.csv`")
    );
    for (text, wanted) in [
        ("", "there is none"),
        ("[[rule]]\nword = \"x\"\n", ":2:1: unknown field"),
        ("[[rule]]\nwords = []\ntargets = \"a\"", "rule 1: words: it is empty"),
    ] {
        let (layout, keys, name, message) = LAYOUTS[0];
        let folder = folder(
            &entry(layout, keys, name),
            &[(name, message.as_bytes()), ("rules.toml", text.as_bytes())],
        );
        let why = report_of(&request(folder.path())).unwrap_err().to_string();
        assert!(why.contains(wanted), "{why}\n  has no\n{wanted}");
    }
}

/// Each layout is recognised by its own files and by no other's: a file under a wrong entry is
/// what it looks like.
#[test]
fn a_file_under_a_wrong_entry_is_reported_with_its_likely_layout() {
    for (layout, _, name, text) in LAYOUTS {
        // A name that no list has, and no front matter: `ddosia` and `cstate` each stop at the
        // other files.
        let (wrong, keys) = if layout == "cstate" {
            (LAYOUTS[4].0, LAYOUTS[4].1)
        } else {
            (LAYOUTS[5].0, LAYOUTS[5].1)
        };
        let why = read(wrong, keys, (name, text.as_bytes())).unwrap_err();
        assert!(why.contains(&format!("; it looks like layout `{layout}`: ")), "{why}");
    }
    let why = read("cstate", LAYOUTS[5].1, ("x.md", b"no front matter")).unwrap_err();
    assert!(!why.contains("looks like"), "{why}");
}

/// A time that a zone skipped or showed twice, and a list without a declared zone: nothing is
/// guessed (M2, M3).
#[test]
fn the_time_of_a_list_is_that_of_its_zone() {
    let list =
        |keys: &str, name: &str| read("ddosia", keys, (name, LAYOUTS[4].3.as_bytes())).unwrap();
    let berlin = "zone = \"Europe/Berlin\"";
    let hours = |report: &Report| {
        let range = report.claims[0].published.unwrap();
        (range.latest.unwrap().0 - range.earliest.unwrap().0) / 1_000_000
    };
    assert_eq!(hours(&list(berlin, "2025-10-26_03-30-00_l.json")), 1);
    assert_eq!(hours(&list(berlin, "2025-10-26_02-30-00_l.json")), 3601);
    for (keys, name, wanted) in [
        (berlin, "2025-03-30_02-30-00_l.json", "does not exist"),
        ("", "2025-01-21_01-05-00_l.json", "has no UTC offset"),
    ] {
        let report = list(keys, name);
        assert!(
            report.claims.is_empty() && report.refusals.listed[0].to_string().contains(wanted),
            "{:?}",
            report.refusals.listed
        );
    }
}

#[test]
fn words_are_whole_whatever_their_script() {
    let holds = [
        ("a.example", "A.EXAMPLE!", true),
        ("a.example", "see https://www.a.example/x.", true),
        ("a.example", "a.example.", true),
        ("a.example", "a.example.org", false),
        ("a.example", "x-a.example", false),
        ("a.example", "a.example-two", false),
        ("größe", "Die GRÖSSE", false),
        ("größe", "Die GRÖßE?", true),
        ("почта", "ПОЧТА", true),
        ("почта", "почтамт", false),
        ("কর", "কর্ম", false),
        ("কর", "(কর)", true),
        ("post office", "the Post  Office", false),
        ("#op", "x #OP!", true),
    ];
    for (word, text, wanted) in holds {
        let rules = format!("[[rule]]\nwords = {word:?}\ntargets = \"a.example\"\n");
        let message = serde_json::json!({
            "id": 1,
            "name": "Crew",
            "messages": [
                { "id": 1, "type": "message", "date_unixtime": "1737417600", "text": text }
            ]
        });
        let (layout, keys, name, _) = LAYOUTS[0];
        let folder = folder(
            &entry(layout, keys, name),
            &[(name, message.to_string().as_bytes()), ("rules.toml", rules.as_bytes())],
        );
        let report = report_of(&request(folder.path())).unwrap();
        assert_eq!(!report.claims.is_empty(), wanted, "`{word}` in `{text}`");
        assert_eq!(input(&report, name).outside, u64::from(!wanted));
    }
}

/// Packed or with a byte order mark: the same claims, and the digest of the bytes as stored.
#[test]
fn a_packed_export_says_the_same() {
    let (layout, keys, _, text) = LAYOUTS[0];
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    gz.write_all(text.as_bytes()).unwrap();
    let plain = read(layout, keys, ("r.json", text.as_bytes())).unwrap();
    for bytes in [gz.finish().unwrap(), format!("\u{feff}{text}").into_bytes()] {
        let other = read(layout, keys, ("r.json", &bytes)).unwrap();
        assert_eq!((plain.claims.len(), &plain.claims), (1, &other.claims));
        assert_ne!(input(&plain, "r.json").sha256, input(&other, "r.json").sha256);
    }
}

/// Runs in place of the logs: the claims of `[[claims]]` are read all the same.
#[test]
fn runs_in_place_of_logs_keep_the_claims() {
    let (layout, keys, name, text) = LAYOUTS[1];
    let folder = folder(&entry(layout, keys, name), &[(name, text.as_bytes())]);
    let runs = folder.path().join("runs.parquet");
    let program = std::process::Command::new(env!("CARGO_BIN_EXE_corroborate"))
        .args([
            "fold".as_ref(),
            "--incident".as_ref(),
            folder.path().as_os_str(),
            "-o".as_ref(),
            runs.as_os_str(),
        ])
        .output()
        .unwrap();
    assert!(program.status.success(), "{}", String::from_utf8_lossy(&program.stderr));
    let from_logs = report_of(&request(folder.path())).unwrap();
    let origin = Origin::Runs { folder: folder.path().to_owned(), runs: vec![runs] };
    let from_runs = report_of(&Request { origin, ..request(folder.path()) }).unwrap();
    assert_eq!(
        (from_logs.claims.len(), &from_logs.claims, &from_logs.verdicts),
        (1, &from_runs.claims, &from_runs.verdicts)
    );
}

/// Every layout has its section.
#[test]
fn every_layout_of_claims_is_explained() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("docs/claims.md")).unwrap();
    for (layout, ..) in LAYOUTS {
        assert!(page.contains(&format!("\n## `{layout}`\n")), "{layout}");
    }
    let files = fs::read_dir(root.join("src/claims"))
        .unwrap()
        .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap());
    let names = files.filter(|text| text.contains("LAYOUT: ClaimLayout")).count();
    let listed: std::collections::BTreeSet<&str> = LAYOUTS.iter().map(|layout| layout.0).collect();
    assert_eq!(
        names,
        listed.len() + 2,
        "a layout has no rows in this file; the two more are `csv` and `json`, whose columns are \
         declared"
    );
}

mod laws {
    use super::*;
    use crate::law_config::config;

    proptest! {
        #![proptest_config(config(150))]

        /// Any bytes, and any change of good ones, are read or refused.
        #[test]
        fn no_bytes_are_too_odd(
            layout in 0..LAYOUTS.len(),
            changes in
                prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0..3_u8), 0..6),
            noise in prop::option::weighted(0.2, prop::collection::vec(any::<u8>(), 0..200)),
        ) {
            let (layout, keys, name, text) = LAYOUTS[layout];
            let mut bytes = noise.unwrap_or_else(|| text.as_bytes().to_vec());
            for (at, byte, what) in changes {
                let at = at.index(bytes.len() + 1);
                match what {
                    0 => bytes.insert(at, byte),
                    1 => bytes.truncate(at),
                    _ if at < bytes.len() => bytes[at] = byte,
                    _ => (),
                }
            }
            let _ = read(layout, keys, (name, &bytes));
        }
    }
}
