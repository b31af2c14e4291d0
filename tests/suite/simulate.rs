//! Scenarios to logs: the committed ones are what the scenario makes, truth and probes agree, and
//! errors say what to write.

use corroborate::clock::{Instant, parse_stamp};
use corroborate::model::ChangedFiles;
use corroborate::simulate::{Scenario, SimulateError, Summary, run, scenario};
use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

const INCIDENT: &str = "datasets/usa-offline-2022";

/// Two vantages, four sites, every kind of fault; no probe fails without a reason.
const SMALL: &str = r#"
seed = 7
from = "2024-03-30T20:00"
until = "2024-03-31T08:00"
zone = "Europe/Zurich"
compress = false
site = [{ id = "a", group = "x" }, { id = "b", group = "x" }, { id = "c" }, { id = "d" }]
probes = { cadence = "1m", jitter = "7s", stagger = "30s", loss = 0.05 }

[[vantage]]
name = "near"
gaps = [{ from = "2024-03-31T04:00", until = "2024-03-31T04:30" }]

[[vantage]]
name = "far"
cadence = "3m"
offset = "10s"
sick = [{ from = "2024-03-31T05:00", until = "2024-03-31T05:40", error = "dns" }]

[[outage]]
sites = ["group:x"]
from = "2024-03-30T22:00"
until = "2024-03-31T01:00"
flapping = { down = "10m", up = "5m" }

[[outage]]
sites = ["c"]
from = "2024-03-31T04:10"
status = 502
note = "still down"

[[outage]]
sites = ["b"]
from = "2024-03-31T05:10"
until = "2024-03-31T06:00"
error = "reset"
vantages = ["far"]

[[challenge]]
sites = ["a"]
from = "2024-03-31T06:00"
until = "2024-03-31T07:00"
"#;

/// Writes the logs of a scenario, over nothing that is not theirs.
fn written(scenario: &Scenario, folder: &Path) -> Result<Summary, SimulateError> {
    run(scenario, folder, &[], ChangedFiles::StopTheRun)
}

/// A row of a log.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Row {
    at: Instant,
    site: String,
    vantage: String,
    shown: String,
    latency: String,
}

/// A row of `truth.csv`; an empty end is far away.
#[derive(Debug)]
struct Truth {
    site: String,
    from: Instant,
    until: Instant,
    what: String,
    vantages: Vec<String>,
}

impl Truth {
    fn contains(&self, row: &Row) -> bool {
        (self.site == row.site || self.site.is_empty())
            && (self.from <= row.at && row.at < self.until)
            && (self.vantages.is_empty() || self.vantages.contains(&row.vantage))
    }
}

fn stamp(text: &str, open: i64) -> Instant {
    if text.is_empty() { Instant(open) } else { parse_stamp(text, None).unwrap() }
}

fn records(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().skip(1).map(|line| line.split(',').collect())
}

fn rows(text: &str) -> Vec<Row> {
    let row = |f: Vec<&str>| Row {
        at: stamp(f[0], 0),
        site: f[1].into(),
        vantage: f[2].into(),
        shown: format!("{}{}", f[3], f[4]),
        latency: f[5].into(),
    };
    records(text).map(row).collect()
}

fn truths(text: &str) -> Vec<Truth> {
    let truth = |f: Vec<&str>| Truth {
        site: f[0].into(),
        from: stamp(f[1], i64::MIN),
        until: stamp(f[2], i64::MAX),
        what: f[3].into(),
        vantages: f[5].split_terminator(';').map(str::to_owned).collect(),
    };
    records(text).map(truth).collect()
}

fn committed() -> Scenario {
    let path = format!("{INCIDENT}/scenario.toml");
    scenario(&std::fs::read_to_string(&path).unwrap(), Path::new(&path)).unwrap()
}

/// What a scenario is made into: the logs' rows by vantage, and the truth.
fn made(text: &str) -> (BTreeMap<String, Vec<Row>>, String, Summary) {
    let folder = tempfile::tempdir().unwrap();
    let summary =
        written(&scenario(text, Path::new("small.toml")).unwrap(), folder.path()).unwrap();
    let mut logs = BTreeMap::new();
    for log in &summary.logs {
        let name = log.path.file_stem().unwrap().to_str().unwrap().to_owned();
        logs.insert(name, rows(&std::fs::read_to_string(&log.path).unwrap()));
    }
    (logs, std::fs::read_to_string(&summary.truth.path).unwrap(), summary)
}

fn unpacked(path: &Path) -> String {
    let mut text = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open(path).unwrap())
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn the_committed_logs_are_what_the_scenario_makes() {
    let folder = tempfile::tempdir().unwrap();
    let summary = written(&committed(), folder.path()).unwrap();
    assert_eq!(
        summary.logs.len(),
        std::fs::read_dir(format!("{INCIDENT}/probes")).unwrap().count()
    );
    for file in summary.logs.iter().chain([&summary.truth]) {
        let kept = Path::new(INCIDENT).join(file.path.strip_prefix(folder.path()).unwrap());
        let same = std::fs::read(&kept).unwrap() == std::fs::read(&file.path).unwrap();
        let why = "run `corroborate simulate` on it, with the folder of the incident as its output";
        assert!(same, "{} is not what scenario.toml makes; {why}", kept.display());
    }
}

#[test]
fn the_committed_failures_are_the_truth_and_a_few_lone_ones() {
    let truth = truths(&std::fs::read_to_string(format!("{INCIDENT}/truth.csv")).unwrap());
    let probes = rows(&unpacked(Path::new(&format!("{INCIDENT}/probes/frankfurt.csv.gz"))));
    let wrong: Vec<&Row> = probes
        .iter()
        .filter(|row| (row.shown != "200") != truth.iter().any(|t| t.contains(row)))
        .collect();
    assert!((1..10).contains(&wrong.len()), "{wrong:?}");
    assert!(wrong.iter().all(|row| row.shown == "timeout" && row.latency.is_empty()), "{wrong:?}");
}

#[test]
fn a_probe_fails_where_the_truth_says_so_and_nowhere_else() {
    let (logs, truth, _) = made(SMALL);
    let truth = truths(&truth);
    for row in logs.values().flatten() {
        let expected = truth.iter().rev().find(|t| t.contains(row)).map_or("up", |t| &t.what);
        let shown = match row.shown.as_str() {
            "200" => "up",
            "403" => "challenged",
            "503" | "502" | "reset" => "down",
            "dns" => "sick",
            other => panic!("{other}"),
        };
        assert_eq!(shown, expected, "{row:?}");
        assert_eq!(row.latency.is_empty(), row.shown.parse::<u16>().is_err(), "{row:?}");
    }
    for (what, at_least) in [("down", 20), ("challenged", 1), ("sick", 1), ("silent", 1)] {
        assert!(truth.iter().filter(|t| t.what == what).count() >= at_least, "{what}");
    }
}

#[test]
fn rows_come_by_time_and_then_by_site_inside_the_scenario() {
    let (logs, ..) = made(SMALL);
    let span = (
        parse_stamp("2024-03-30T19:00Z", None).unwrap(),
        parse_stamp("2024-03-31T06:00Z", None).unwrap(),
    );
    for (vantage, rows) in &logs {
        assert!(
            rows.windows(2).all(|pair| (pair[0].at, &pair[0].site) < (pair[1].at, &pair[1].site)),
            "{vantage}"
        );
        assert!(rows.iter().all(|row| span.0 <= row.at && row.at < span.1), "{vantage}");
    }
    // 11 hours, since the clocks went forward: 660 probes of 4 sites, less 5 in 100 and half an
    // hour's gap.
    assert!((2200..2500).contains(&logs["near"].len()), "{}", logs["near"].len());
}

#[test]
fn another_site_outage_or_gap_leaves_all_other_probes_as_they_were() {
    let (before, ..) = made(SMALL);
    let more = SMALL
        .replace(r#"{ id = "c" }"#, r#"{ id = "c" }, { id = "bb" }"#)
        .replace("04:00\", until = \"2024-03-31T04:30", "04:00\", until = \"2024-03-31T04:20")
        + "[[outage]]\nsites = [\"d\"]\nfrom = \"2024-03-30T21:00\"\nuntil = \
            \"2024-03-30T21:30\"\n";
    let (after, ..) = made(&more);
    for (vantage, rows) in before {
        let same: Vec<&Row> =
            after[&vantage].iter().filter(|row| row.site == "a" || row.site == "b").collect();
        let (gap_from, gap_until) =
            (stamp("2024-03-31T02:20:00Z", 0), stamp("2024-03-31T02:30:00Z", 0));
        let same: Vec<&Row> = same
            .into_iter()
            .filter(|row| vantage == "far" || row.at < gap_from || row.at >= gap_until)
            .collect();
        assert_eq!(
            rows.iter().filter(|row| row.site == "a" || row.site == "b").collect::<Vec<_>>(),
            same
        );
        let d = |row: &&Row| row.site == "d" && row.shown == "200" && row.at >= gap_until;
        assert_eq!(
            rows.iter().filter(d).collect::<Vec<_>>(),
            after[&vantage].iter().filter(d).collect::<Vec<_>>()
        );
    }
}

#[test]
fn without_jitter_probes_keep_the_pace_to_the_second() {
    let text = "seed = 1\nfrom = \"2024-01-01T00:00Z\"\nuntil = \"2024-01-01T00:05Z\"\n\
        compress = false\nsite = [{ id = \"a\" }]\n\
                [[vantage]]\nname = \"v\"\ncadence = \"2m\"\noffset = \"15s\"\n\
                latency = { median_ms = 100 }\n";
    let (logs, ..) = made(text);
    let at: Vec<i64> = logs["v"]
        .iter()
        .map(|row| row.at.since(stamp("2024-01-01T00:00:00Z", 0)) / 1_000_000)
        .collect();
    assert_eq!(at, [15, 135, 255]);
}

/// Stamps of a log, and those of the truth, have one number of decimals: that of the moment with
/// the most of them.
#[test]
fn stamps_of_a_file_have_one_number_of_decimals() {
    let lengths = |text: &str| {
        let folder = tempfile::tempdir().unwrap();
        written(&scenario(text, Path::new("s.toml")).unwrap(), folder.path()).unwrap();
        ["probes/near.csv", "probes/far.csv", "truth.csv"].map(|name| {
            let text = fs::read_to_string(folder.path().join(name)).unwrap();
            let stamps = records(&text).flat_map(|row| row.into_iter().take(3));
            let is_stamp = |cell: &&str| cell.starts_with("2024-");
            let mut lengths: Vec<usize> = stamps.filter(is_stamp).map(str::len).collect();
            lengths.sort_unstable();
            lengths.dedup();
            lengths
        })
    };
    assert_eq!(lengths(SMALL), [[20], [20], [20]]);
    let finer = SMALL.replace("jitter = \"7s\"", "jitter = \"7500ms\"");
    assert_ne!(finer, SMALL);
    assert_eq!(lengths(&finer), [[24], [24], [20]]);
    let finer = SMALL.replace("until = \"2024-03-31T06:00\"", "until = \"2024-03-31T06:00:00.25\"");
    assert_ne!(finer, SMALL);
    assert_eq!(lengths(&finer), [[20], [20], [24]]);
}

#[test]
fn sites_and_outages_come_by_the_number() {
    let text = "seed = 3\nfrom = \"2024-01-01T00:00Z\"\nuntil = \"2024-01-08T00:00Z\"\n\
        compress = false\n\
                [generate]\nsites = 20\noutages_per_site = 3\nshortest = \"10m\"\n\
                longest = \"4h\"\n\
                [[vantage]]\nname = \"v\"\ncadence = \"10m\"\n";
    let (logs, truth, summary) = made(text);
    assert_eq!((summary.truth.rows, summary.logs[0].rows), (60, 20 * 7 * 144));
    let truth = truths(&truth);
    assert!(truth.iter().all(|t| (600..=14_400).contains(&(t.until.since(t.from) / 1_000_000))));
    assert!(
        logs["v"].iter().all(|row| (row.shown != "200") == truth.iter().any(|t| t.contains(row)))
    );
    assert_eq!((truth[0].site.as_str(), truth[59].site.as_str()), ("s0001", "s0020"));
}

#[test]
fn nothing_half_written_stays() {
    let folder = tempfile::tempdir().unwrap();
    // The log of `far` cannot be put in its place, because a folder stands there.
    std::fs::create_dir_all(folder.path().join("probes/far.csv")).unwrap();
    let error = written(&scenario(SMALL, Path::new("small.toml")).unwrap(), folder.path())
        .unwrap_err()
        .to_string();
    assert!(error.contains("far.csv") && error.contains("is no file"), "{error}");
    let names = |folder: &Path| -> Vec<_> {
        std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name()).collect()
    };
    assert_eq!(names(folder.path()), ["probes"]);
    assert_eq!(names(&folder.path().join("probes")), ["far.csv"]);
}

#[test]
fn errors_name_the_place_and_what_to_write() {
    let outage = |keys: &str| format!("{SMALL}\n[[outage]]\n{keys}\n");
    let cases = [
        (
            SMALL.replace("Europe/Zurich", "Europe/Zurch"),
            "s.toml:5:8: zone: `Europe/Zurch` is not a time zone; did you mean",
        ),
        (
            SMALL.replace("2024-03-31T08:00", "2024-03-30T08:00"),
            "s.toml:4:9: until: `until` (2024-03-30T07:00:00Z) is not after `from`",
        ),
        (SMALL.replace("zone =", "#"), "s.toml:3:8: from: `2024-03-30T20:00` has no UTC offset"),
        (
            SMALL.replace("2024-03-31T05:00", "2024-03-31T02:30"),
            "s.toml:18:18: from: `2024-03-31T02:30` does not exist in Europe/Zurich",
        ),
        (
            SMALL.replace("\"c\"]", "\"cc\"]"),
            "s.toml:27:10: outage.sites: no site `cc`; did you mean `c`?",
        ),
        (
            SMALL.replace("group:x", "group:xy"),
            "s.toml:21:10: outage.sites: no group `xy`; did you mean `x`?",
        ),
        (
            SMALL.replace("[\"far\"]", "[\"fat\"]"),
            "s.toml:37:13: vantages: no vantage `fat`; did you mean `far`?",
        ),
        (
            SMALL.replace("\"reset\"", "\"rest\""),
            "s.toml:36:9: error: `rest` is not an error; write `dns`, `connect`",
        ),
        (
            SMALL.replace("502", "404"),
            "s.toml:29:10: outage.status: `404` is not a status code of that kind; write 500 to \
             599",
        ),
        (
            SMALL.replace("0.05", "5.0"),
            "s.toml:8:67: loss: `5` is not a share; write a number from 0 to 1",
        ),
        (
            SMALL.replace("\"7s\"", "\"60s\""),
            "s.toml:8:37: jitter: the jitter must be shorter than the cadence",
        ),
        (
            SMALL.replace("cadence = \"1m\"", "cadence = \"1 hour\""),
            "s.toml:8:22: cadence: `1 hour` is not a length",
        ),
        (
            SMALL.replace("cadence = \"1m\", ", ""),
            "s.toml:11:8: vantage.cadence: `near` has no cadence; write",
        ),
        (
            SMALL.replace("\"near\"", "\"../near\""),
            "s.toml:11:8: vantage.name: `../near` cannot name a file",
        ),
        (SMALL.replace("\"near\"", "\"far\""), "s.toml:15:8: vantage.name: `far` stands twice"),
        (SMALL.replace("id = \"d\"", "id = \"a\""), "site.id: `a` stands twice"),
        (SMALL.replace("jitter", "jiter"), "s.toml:8:28: unknown field `jiter`, expected"),
        (
            SMALL.replace("site =", "skip = [\"q\"]\nsite ="),
            "s.toml:7:9: skip: no site `q`; there is `d`, for one",
        ),
        (
            SMALL.replace("zone", "sites = \"no.csv\"\nzone"),
            "s.toml:5:9: sites: cannot read no.csv: ",
        ),
        (
            outage("sites = [\"b\"]\nfrom = \"2024-03-31T05:50\""),
            "s.toml:45:10: sites: `b` has two faults at 2024-03-31T03:50:00Z",
        ),
        (
            outage("sites = [\"d\"]\nfrom = \"2024-04-30T05:50\""),
            "s.toml:46:8: from: this time lies outside the scenario",
        ),
        (
            outage("sites = [\"d\"]\nstatus = 503\nerror = \"tls\""),
            "s.toml:47:9: outage.error: an outage has a `status` or an `error`",
        ),
        (
            format!("{SMALL}\n[generate]\nsites = 2\noutages_per_site = 9"),
            "s.toml:45:9: generate: no room for 9 outages of up to 6 h",
        ),
        (
            "seed = 1\nfrom = \"2024-01-01T00:00Z\"\nuntil = \"2024-01-02T00:00Z\"".into(),
            "s.toml: no site to probe; write `sites",
        ),
        (
            SMALL.replace("\"3m\"", "\"0s\""),
            "s.toml:16:11: cadence: the length must be longer than nothing",
        ),
        (SMALL.replace("\"3m\"", "\"-3m\""), "s.toml:16:11: cadence: `-3m` is not a length"),
        (
            SMALL.replace("from = \"2024-03-30T20:00\"", "from = \"1024-03-30T20:00\""),
            "s.toml:3:8: from: ",
        ),
        (
            SMALL.replace("\"3m\"", "\"8s\"").replace("2024-03-31T08:00", "2074-03-31T08:00"),
            "s.toml:15:8: vantage: with this vantage the scenario comes to 894,",
        ),
        (
            format!("{SMALL}\n[generate]\nsites = 10000000"),
            "s.toml:45:9: generate.sites: `10000000` is not a number of sites; write 1 to 99999",
        ),
        (
            format!("{SMALL}\n[generate]\nsites = 50000\noutages_per_site = 101"),
            "generate: this comes to 5,050,000 outages and challenges, and at most 5,000,000 are",
        ),
        (
            outage("sites = [\"*\"]\nflapping = { down = \"1s\", up = \"1s\" }")
                .replace("2024-03-31T08:00", "2026-03-31T08:00"),
            "s.toml:45:10: outage: this comes to 126,",
        ),
        (
            SMALL.replace("until = \"2024-03-31T04:30\"", "until = \"2024-03-31T08:00\"").replace(
                "gaps = [{ from = \"2024-03-31T04:00\"",
                "gaps = [{ from = \"2024-03-30T20:00\"",
            ),
            "s.toml: vantage `near`: its log would have no row",
        ),
        (
            SMALL.replace("offset = \"10s\"", "offset = \"10s\"\nloss = 1.0"),
            "s.toml: vantage `far`: its log would have no row",
        ),
    ];
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        let error = scenario(&text, Path::new("s.toml")).unwrap_err().to_string();
        if !error.contains(expected) {
            wrong.push(format!("expected {expected}\nfound    {error}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_bundled_datasets_stay_small() {
    fn size(folder: &Path) -> u64 {
        let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries
            .map(|path| if path.is_dir() { size(&path) } else { path.metadata().unwrap().len() })
            .sum()
    }
    assert!(size(Path::new("datasets")) < 5_000_000, "{} bytes", size(Path::new("datasets")));
}
