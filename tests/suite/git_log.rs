//! A log in a repository that loses rows: each row of all versions counts once.

use crate::documents::{outages, refused};
use crate::incident_folder::IncidentFolder;
use crate::law_config::config;
use crate::repository::Commits;
use corroborate::model::Report;
use proptest::prelude::{Just, Strategy};
use proptest::{collection, prop_oneof};

/// The report of the file `log.csv` in these versions, a minute apart.
fn report(keys: &str, versions: &[Option<String>]) -> Result<Report, String> {
    let mut commits = Commits::default();
    for (minute, text) in (0..).zip(versions) {
        commits.add(minute * 60, &[("log.csv", text.as_deref()), ("README", Some("x"))]);
    }
    let settings =
        format!("[[probes]]\nfiles = \"clone\"\nlayout = \"git-log\"\npath = \"log.csv\"\n{keys}");
    let folder = IncidentFolder::below("case", &settings);
    commits.make(&folder.path().join("clone"), &["--bare"]);
    folder.report()
}

/// Rows read and refused of the log.
fn rows(report: &Report) -> (u64, u64) {
    (report.inputs[1].rows, report.inputs[1].refused)
}

/// A row of a minute, of one of three sites.
fn row(minute: usize, code: u16) -> String {
    let (hour, minute_of_hour) = (minute / 60, minute % 60);
    let site = ["dam", "mill", "pump"][minute % 3];
    format!("2022-10-05T{hour:02}:{minute_of_hour:02}:00Z,{site}.example,{code}\n")
}

fn table(rows: &[String]) -> Option<String> {
    Some(format!("timestamp,site,status_code\n{}", rows.concat()))
}

fn codes(codes: &[u16]) -> Vec<String> {
    codes.iter().enumerate().map(|(minute, code)| row(minute, *code)).collect()
}

/// Part of the rows that a version has: those before `end`, `kept` of them at most.
#[derive(Debug, Clone, Copy)]
struct Window {
    end: usize,
    kept: usize,
}

fn windows() -> impl Strategy<Value = (Vec<u16>, Vec<Window>)> {
    let window = (1usize..90, 1usize..40).prop_map(|(end, kept)| Window { end, kept });
    let codes = collection::vec(prop_oneof![3 => Just(200u16), 1 => Just(503u16)], 90);
    (codes, collection::vec(window, 1..8))
}

mod laws {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(config(16))]

        /// All versions say what one file with all of their rows says, in whatever order.
        #[test]
        fn versions_say_what_all_their_rows_say((all, windows) in windows()) {
            let all = codes(&all);
            let part = |window: &Window| window.end.saturating_sub(window.kept)..window.end;
            let versions: Vec<Option<String>> =
                windows.iter().map(|window| table(&all[part(window)])).collect();
            let is_in = |at: &usize| windows.iter().any(|window| part(window).contains(at));
            let whole = (0..all.len()).filter(is_in).map(|at| all[at].clone());
            let whole: Vec<String> = whole.collect();
            let seen = report("", &versions).unwrap();
            let plain = IncidentFolder::new("[[probes]]\nfiles = \"log.csv\"\n")
                .with("log.csv", table(&whole).unwrap())
                .report()
                .unwrap();
            prop_assert_eq!(outages(&seen), outages(&plain));
            prop_assert_eq!(seen.blips.len(), plain.blips.len());
            prop_assert_eq!(seen.inputs[1].rows, whole.len() as u64);
            for (ours, theirs) in seen.sites.iter().zip(&plain.sites) {
                prop_assert_eq!((&ours.up, &ours.down), (&theirs.up, &theirs.down));
            }
        }
    }
}

/// A row that stands twice in a version is two rows, and no more with later versions.
#[test]
fn a_row_counts_as_often_as_the_version_that_has_it_most_often() {
    let (one, two) = (row(0, 200), row(1, 200));
    let versions =
        [table(&[one.clone(), one.clone()]), table(&[one.clone(), two.clone()]), table(&[two])];
    assert_eq!(rows(&report("", &versions).unwrap()).0, 3);
}

/// Versions that give one row with other outcomes are rows that disagree (M8).
#[test]
fn a_row_that_two_versions_give_differently_is_two_that_disagree() {
    let [up, down] = [200, 503].map(|code| codes(&[200, 200, 200, code]));
    let seen = report("", &[table(&up), table(&down)]).unwrap();
    assert_eq!(rows(&seen).0, 5);
    assert_eq!((seen.conflicts.probes, outages(&seen).len()), (1, 0), "{seen:?}");
}

#[test]
fn lines_that_cannot_be_read_are_listed_once_each() {
    let bad = |minute: usize| row(minute, 200).replace(",200", "");
    let versions = [
        table(&[row(0, 200), bad(1)]),
        table(&[bad(1), bad(4), row(3, 200)]),
        // Begun anew, taken away, and begun anew.
        Some(String::new()),
        None,
        table(&[bad(4), row(6, 200)]),
    ];
    let seen = report("", &versions).unwrap();
    assert_eq!(rows(&seen), (5, 0), "{:?}", refused(&seen));
    assert_eq!(refused(&seen).len(), 2, "{:?}", refused(&seen));
}

/// A version that cannot be read is refused; where none can, the keys are wrong.
#[test]
fn a_version_that_cannot_be_read_is_refused() {
    let versions = [table(&codes(&[200])), Some("<html>busy</html>".into()), table(&codes(&[503]))];
    let seen = report("", &versions).unwrap();
    let list = refused(&seen);
    assert!(list[0].contains("expected a version with the declared columns"), "{list:?}");
    assert!(list[0].contains("no column says when"), "{list:?}");
    let why = report("columns = { timestamp = \"time\" }\n", &versions).unwrap_err();
    assert!(why.contains("there is no column `time`"), "{why}");
    assert!(report("columns = { timestamp = \"at\" }\n", &[]).unwrap_err().contains("no commit"));
}

/// Other names of columns, and rows in JSON, make no further rows.
#[test]
fn a_row_is_known_by_what_it_says() {
    let [one, two] = [codes(&[200, 503]), codes(&[200, 503, 503])];
    let renamed = two.concat().replace(",", ";");
    let keys = "columns = { status_code = \"status_code\" }\n";
    let quoted = format!("\"timestamp\",site,status_code\n{}", two.concat());
    let seen = report(keys, &[table(&one), Some(quoted)]).unwrap();
    assert_eq!(rows(&seen).0, 3);
    assert!(report("separator = \";\"\n", &[Some(renamed)]).is_err());
    let json = |minutes: std::ops::Range<usize>| {
        let record = |minute: usize| {
            let code = if minute == 3 { 503 } else { 200 };
            format!(
                r#"{{"at":"2022-10-05T00:{minute:02}:00Z","page":"dam.example","code":{code}}}"#
            )
        };
        let all: Vec<String> = minutes.map(record).collect();
        Some(format!("{{\"checks\":[{}]}}", all.join(",\n")))
    };
    let keys = "inside = \"json\"\ncolumns = { timestamp = \"checks[].at\", site = \
        \"checks[].page\", status_code = \"checks[].code\" }\n";
    let versions = [json(0..3), json(2..5), Some("{\"checks\":[]}".into()), json(4..6)];
    let seen = report(keys, &versions).unwrap();
    assert_eq!(rows(&seen), (6, 0), "{:?}", refused(&seen));
    let broken = json(5..7).map(|text| text[..text.len() - 30].to_owned());
    let seen = report(keys, &[versions[0].clone(), broken]).unwrap();
    assert!(refused(&seen)[0].contains("EOF while parsing"), "{:?}", refused(&seen));
}

/// Keys of a log in CSV mean what they mean in a file.
#[test]
fn the_keys_of_a_log_hold_inside_a_repository() {
    let text = "day;clock;s;extra\n05.10.2022;08:00;0,5\n05.10.2022;08:10;-\n\
        05.10.2022;08:20;0,7;x;y\n05.10.2022\n";
    let keys = "separator = \";\"\nsite = \"dam.example\"\nzone = \"UTC\"\ntime_format = \
        \"%d.%m.%Y %H:%M\"\ncolumns = { timestamp = [\"day\", \"clock\"], latency_s = \"s\" }\n\
        up_when = \"s is present\"\nextra_fields = true\n";
    let seen = report(keys, &[Some(text.to_owned())]).unwrap();
    assert_eq!(rows(&seen), (4, 1), "{:?}", refused(&seen));
    assert_eq!(outages(&seen).len(), 1, "{seen:?}");
    assert!(outages(&seen)[0].starts_with("dam.example 08:00:00 08:1"), "{seen:?}");
    let why = report("doubled_hour = \"in-order\"\nzone = \"UTC\"\n", &[]).unwrap_err();
    assert!(why.contains("whose rows stand in no order"), "{why}");
}
