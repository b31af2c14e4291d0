//! Files of runs: a report from them is that from the logs, byte for byte, but for the list of
//! inputs. Where they do not fit, words say why.

use crate::incident_folder::IncidentFolder;
use crate::program::files_below;
use crate::program_run;
use corroborate::model::{InputRole, Origin, RefusalKind, Report, Request};
use corroborate::pipeline::report_of;
use std::fs;
use std::path::Path;
use std::process::Output;

const INCIDENT: &str = "zone = \"America/New_York\"\n\
    [[probes]]\nname = \"polls\"\nfiles = \"probes/*.csv\"\n\
    [[probes]]\nname = \"changes\"\nfiles = \"changes.csv\"\ncadence = \"on-change\"\n\
    interval = \"5m\"\nzone = \"UTC\"\n\
    columns = { timestamp = \"time\", site = [\"host\", \"path\"] }\n";
const CHANGES: &str = "time,host,path,result\n2022-10-05 00:00:00,a.org,/x,up\n\
    2022-10-05 03:10:00,a.org,/x,down\n\
    2022-10-05 04:00:00,a.org,/x,up\nnonsense,a.org,/x,up\n";
const CLAIMS: &str = "claim,claimant,role,kind,published,targets\n\
    c1,K,attacker,attack,2022-10-05T02:00:00Z,s0;s1\nc2,K,attacker,outage,2022-10-05,nobody\n";

/// A log of the minutes `from` to `until` of a day: three sites, two vantages, with outages,
/// causes, repeats and refused rows.
pub(crate) fn log(from: u32, until: u32) -> String {
    let mut text = String::from("timestamp,site,vantage,status_code,error,latency_ms\n");
    for minute in from..until {
        let stamp = format!("2022-10-05T{:02}:{:02}:{:02}Z", minute / 60, minute % 60, minute % 7);
        for site in 0..3 {
            for vantage in ["x", "y"] {
                let down = (minute + site * 40) % 200 < 17 && (vantage == "x" || minute % 5 != 0);
                let cause = ["503,", ",timeout", ",dns"][(minute % 3) as usize];
                let outcome =
                    if down { format!("{cause},") } else { format!("200,,{}", 20 + minute % 90) };
                text.push_str(&format!("{stamp},s{site},{vantage},{outcome}\n"));
                if minute % 61 == 0 {
                    text.push_str(&format!(
                        "{stamp},s{site},{vantage},403,,7\n{stamp},s{site},{vantage},{outcome}\n"
                    ));
                }
            }
        }
        if minute % 97 == 0 {
            text.push_str(&format!("{stamp},s0,x,9999,,\n"));
        }
    }
    text
}

pub(crate) fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// A folder with an incident in `case/`: three logs, one of changes, claims.
pub(crate) fn incident() -> IncidentFolder {
    let folder = IncidentFolder::below("case", INCIDENT);
    folder.write("changes.csv", CHANGES);
    folder.write("claims.csv", CLAIMS);
    for (name, from, until) in [("a", 0, 300), ("b", 300, 500), ("c", 500, 1000)] {
        folder.write(&format!("probes/{name}.csv"), log(from, until));
    }
    folder
}

/// Runs it in a folder.
pub(crate) fn ran(folder: &Path, words: &str) -> Output {
    program_run::ran(folder, &words.split(' ').collect::<Vec<_>>())
}

/// Runs it and expects that it can; gives what it said. Runs of a log some of whose rows are left
/// out are written, too, and their command says so.
pub(crate) fn done(folder: &Path, words: &str) -> String {
    let output = ran(folder, words);
    let said = String::from_utf8(output.stderr).unwrap();
    let last = said.lines().last().unwrap_or_default();
    let tells = ["fold ", "explain "].iter().any(|command| words.starts_with(command));
    let is_in_part = tells && last.starts_with("incomplete: ");
    assert_eq!(output.status.code(), Some(i32::from(is_in_part)), "{words}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// Runs it and expects that it leaves something out; gives what it said.
pub(crate) fn done_in_part(folder: &Path, words: &str) -> String {
    let output = ran(folder, words);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{words}: {said}");
    assert!(said.lines().last().unwrap().starts_with("incomplete: "), "{said}");
    String::from_utf8(output.stdout).unwrap()
}

/// Runs it and expects an error that says all of `parts`.
pub(crate) fn refused(folder: &Path, words: &str, parts: &[&str]) {
    let output = ran(folder, words);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{words}: {said}");
    for part in parts {
        assert!(said.contains(part), "{words}: `{part}` is not in: {said}");
    }
}

/// The text of a report's file without what it says of files of runs.
fn without_runs(path: &Path) -> Vec<u8> {
    let bytes = fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_str().unwrap();
    match name {
        "manifest.json" | "incident.json" => {
            let mut value: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
            value["inputs"].as_array_mut().unwrap().retain(|input| input["role"] != "runs");
            // The sums of the files whose text is compared by itself, and the manifest's own.
            value.as_object_mut().unwrap().remove("outputs");
            value.as_object_mut().unwrap().remove("manifest_sha256");
            // Runs that were asked for.
            value.as_object_mut().unwrap().remove("request");
            serde_json::to_vec(&value).unwrap()
        }
        "report.html" | "report.md" => {
            let text = String::from_utf8(bytes).unwrap();
            text.lines()
                .filter(|line| !line.contains("<td>runs<") && !line.contains("| runs |"))
                .collect::<Vec<_>>()
                .join("\n")
                .into_bytes()
        }
        _ => bytes,
    }
}

fn same_report(one: &Path, other: &Path) {
    let names = |folder: &Path| {
        files_below(folder)
            .iter()
            .map(|file| file.strip_prefix(folder).unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(one), names(other));
    assert!(names(one).len() > 40);
    for name in names(one) {
        assert!(
            without_runs(&one.join(&name)) == without_runs(&other.join(&name)),
            "{} differs",
            name.display()
        );
    }
}

/// A report in memory, without its files of runs. Why a row was refused is compared by its words.
pub(crate) fn report(origin: Origin, window: Option<(&str, &str)>) -> Report {
    let (from, until) = window.map(|(from, until)| (from.to_owned(), until.to_owned())).unzip();
    let mut report = report_of(&Request { from, until, ..Request::of(origin) }).unwrap();
    report.inputs.retain(|input| input.role != InputRole::Runs);
    for refusal in &mut report.refusals.listed {
        refusal.kind =
            RefusalKind::InWords { word: refusal.kind.as_str(), text: refusal.kind.to_string() };
    }
    report
}

/// Files by name, in a folder.
fn of_files(folder: &Path, names: &[&str]) -> Origin {
    Origin::Files {
        probes: names.iter().map(|name| folder.join(name)).collect(),
        claims: Vec::new(),
        zone: None,
    }
}

/// The incident of a folder, from its logs or from runs beside it.
fn of_incident(folder: &Path, runs: &[&str]) -> Origin {
    let case = folder.join("case");
    let paths = runs.iter().map(|name| folder.join(name)).collect();
    if runs.is_empty() { Origin::Folder(case) } else { Origin::Runs { folder: case, runs: paths } }
}

/// One file of runs, three in any order, and runs that an incident names: the same report as from
/// the logs of two sources.
#[test]
fn a_report_from_runs_is_that_from_the_logs() {
    let folder = incident();
    let at = folder.root();
    done_in_part(at, "report case -o logs --quiet");
    assert!(done(at, "fold --incident case -o all.parquet").contains("of 7 series"));
    done_in_part(at, "report case --runs all.parquet -o one --quiet");
    same_report(&at.join("logs"), &at.join("one"));
    let manifest = fs::read_to_string(at.join("one/manifest.json")).unwrap();
    for part in ["all.parquet", "\"runs\"", "probes/a.csv", "changes.csv"] {
        assert!(manifest.contains(part), "{part}: {manifest}");
    }
    done(at, "fold case/probes/a.csv --incident case -o a.parquet");
    done(at, "fold case/probes/c.csv case/changes.csv --incident case -o c.parquet");
    done(at, "fold case/probes/b.csv --incident case -o b.parquet");
    let logs = report(of_incident(at, &[]), None);
    assert_eq!(logs, report(of_incident(at, &["a.parquet", "b.parquet", "c.parquet"]), None));
    assert_eq!(logs, report(of_incident(at, &["c.parquet", "a.parquet", "b.parquet"]), None));
    assert!(logs.outages.len() > 5 && logs.refusals.count() > 10, "there is something to compare");
    let (checked, from_logs) =
        (ran(at, "check case --runs all.parquet --quiet"), ran(at, "check case --quiet"));
    assert_eq!(
        (checked.status.code(), from_logs.status.code()),
        (Some(1), Some(1)),
        "refusals are carried over"
    );
    let printed = |output: Output| {
        let text = String::from_utf8(output.stdout).unwrap();
        text.lines()
            .filter(|line| !line.contains("all.parquet"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(printed(checked), printed(from_logs));
}

/// Without an incident, and as the files of a `[[probes]]`.
#[test]
fn runs_stand_where_probe_logs_stand() {
    let folder = incident();
    let at = folder.root();
    let fold = |names: &[&str], to: &str| {
        let files: Vec<String> =
            names.iter().map(|name| at.join(name).display().to_string()).collect();
        // From elsewhere, as paths below the working folder are shown from there on.
        let elsewhere = tempfile::tempdir().unwrap();
        let to = at.join(to).display().to_string();
        done(elsewhere.path(), &format!("fold {} -o {to}", files.join(" ")));
    };
    let [a, b, c] = ["case/probes/a.csv", "case/probes/b.csv", "case/probes/c.csv"];
    let logs = report(of_files(at, &[c, a, b]), None);
    fold(&[b, a, c], "runs.parquet");
    assert_eq!(logs, report(of_files(at, &["runs.parquet"]), None));
    fold(&["runs.parquet"], "again.parquet");
    assert_eq!(logs, report(of_files(at, &["again.parquet"]), None));
    fold(&[a], "a.parquet");
    let mixed = report(of_files(at, &["a.parquet", b, c]), None);
    assert_eq!(
        (logs.outages.len(), &logs.sites, &logs.totals),
        (mixed.outages.len(), &mixed.sites, &mixed.totals)
    );
    let toml = INCIDENT.replace("probes/*.csv", "polls.parquet");
    done(
        at,
        "fold case/probes/a.csv case/probes/b.csv case/probes/c.csv --incident case -o \
         polls.parquet",
    );
    refused(
        at,
        "report case --runs a.parquet",
        &["a.parquet", "vantage = probes", "vantage = polls"],
    );
    let case = at.join("case");
    fs::copy(at.join("polls.parquet"), case.join("polls.parquet")).unwrap();
    folder.set(&toml);
    refused(at, "report case", &["case/polls.parquet", "several", "--runs"]);
    folder.set(INCIDENT.split("[[probes]]\nname = \"changes\"").next().unwrap());
    let logs = report(of_incident(at, &[]), None);
    done(at, "fold --incident case -o case/polls.parquet");
    folder.set(toml.split("[[probes]]\nname = \"changes\"").next().unwrap());
    let named = report(of_incident(at, &[]), None);
    assert_eq!(
        (&logs.outages, &logs.sites, &logs.refusals),
        (&named.outages, &named.sites, &named.refusals)
    );
}

/// The file is put in place whole, is the same each time, and takes nobody's place.
#[test]
fn runs_are_put_in_place_whole_and_over_nothing_else() {
    let folder = incident();
    let at = folder.root();
    done(at, "fold --incident case -o out/runs.parquet");
    let first = fs::read(at.join("out/runs.parquet")).unwrap();
    let left = |name: &str| at.join(format!("out/.runs.parquet.partial-{name}"));
    for (name, mark) in [("999999999", ".corroborate-partial"), ("999999997", "somebody's")] {
        fs::create_dir(left(name)).unwrap();
        fs::write(left(name).join(mark), "").unwrap();
    }
    fs::create_dir(left("999999998")).unwrap();
    fs::write(left("x"), "PAR1").unwrap();
    done(at, "fold --incident case -o out/runs.parquet --quiet");
    fs::remove_dir_all(left("999999997")).expect("what is not ours stays");
    fs::remove_file(left("x")).expect("what is not ours stays");
    assert!(
        first == fs::read(at.join("out/runs.parquet")).unwrap(),
        "the same logs give the same bytes"
    );
    assert_eq!(
        files_below(&at.join("out")).len(),
        1,
        "nothing is left beside it, by a killed run neither"
    );
    refused(at, "fold --incident case -o case/changes.csv", &["case/changes.csv", "inputs"]);
    refused(at, "fold case/changes.csv --incident case -o case/claims.csv", &["case/claims.csv"]);
    refused(
        at,
        "fold case/probes/a.csv -o case/probes/b.csv",
        &["case/probes/b.csv", "something else"],
    );
    refused(
        at,
        "fold case/claims.csv --incident case -o x.parquet",
        &["case/claims.csv", "case/incident.toml", "[[probes]]"],
    );
    refused(at, "fold case/probes/nothing.csv -o x.parquet", &["case/probes/nothing.csv"]);
    refused(at, "fold -o x.parquet", &["--incident"]);
    write(&at.join("bare/incident.toml"), "title = \"Bare\"\n");
    refused(at, "fold --incident bare -o x.parquet", &["bare/incident.toml", "nothing to examine"]);
    refused(at, "report --runs out/runs.parquet --probes case/probes/a.csv", &["--runs"]);
    assert!(!at.join("x.parquet").exists());
}

/// What does not fit is said, with what to do.
#[test]
fn runs_that_do_not_fit_are_refused() {
    let folder = incident();
    let at = folder.root();
    done(at, "fold --incident case -o all.parquet");
    done(at, "fold case/probes/a.csv --incident case -o a.parquet");
    refused(
        at,
        "report case --runs all.parquet a.parquet",
        &["probes/a.csv", "all.parquet", "a.parquet", "leave one"],
    );
    refused(
        at,
        "report --probes a.parquet case/probes/a.csv",
        &["probes/a.csv", "the probe logs", "a.parquet", "leave one"],
    );
    let toml = |with: &str| folder.set(&format!("{INCIDENT}{with}"));
    toml("[rules]\ndown_codes = [404]\n");
    refused(
        at,
        "report case --runs all.parquet",
        &["all.parquet", "down_codes = []", "down_codes = [404]", "corroborate fold"],
    );
    toml("[rules]\nslow_ms = 50\n");
    refused(at, "report case --runs all.parquet", &["slow_ms = off", "slow_ms = 50"]);
    toml("[rules]\nconfirm = 3\n");
    assert_eq!(report(of_incident(at, &[]), None), report(of_incident(at, &["all.parquet"]), None));
    toml("");
    refused(
        at,
        "report case --runs all.parquet --from 2022-10-05T01:00Z --until 2022-10-05T02:00Z",
        &["all.parquet", "--from"],
    );
    let wide = Some(("2022-10-04T00:00Z", "2022-10-07T02:00Z"));
    assert_eq!(report(of_incident(at, &[]), wide), report(of_incident(at, &["all.parquet"]), wide));
    done(
        at,
        "fold --incident case --from 2022-10-05T01:00Z --until 2022-10-05T09:00Z -o part.parquet",
    );
    refused(
        at,
        "report case --runs part.parquet",
        &["part.parquet", "2022-10-05T01:00:00Z to 2022-10-05T09:00:00Z", "all their time"],
    );
    let part = Some(("2022-10-05T01:00Z", "2022-10-05T09:00Z"));
    assert_eq!(
        report(of_incident(at, &[]), part),
        report(of_incident(at, &["part.parquet"]), part)
    );
    folder.set(&INCIDENT.replace("zone = \"UTC\"\n", "zone = \"Asia/Tokyo\"\n"));
    refused(at, "report case --runs all.parquet", &["zone = UTC", "zone = Asia/Tokyo", "entry 2"]);
    folder.set(INCIDENT.split("[[probes]]\nname = \"changes\"").next().unwrap());
    refused(at, "report case --runs all.parquet", &["entry 2", "has 1"]);
}

/// Runs that overlap: which files to fold together. A change of pace between files is reported by
/// both.
#[test]
fn what_only_the_rows_can_tell_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let rows = |seconds: &mut dyn Iterator<Item = u32>| {
        let row = |s: u32| {
            format!("2022-10-05T{:02}:{:02}:{:02}Z,s,200\n", s / 3600, s / 60 % 60, s % 60)
        };
        format!("timestamp,site,status_code\n{}", seconds.map(row).collect::<String>())
    };
    write(&at.join("even.csv"), &rows(&mut (0..200).map(|n| n * 120)));
    write(&at.join("odd.csv"), &rows(&mut (0..200).map(|n| n * 120 + 60)));
    write(&at.join("fast.csv"), &rows(&mut (0..2000).map(|n| 24_120 + n * 10)));
    write(&at.join("few.csv"), &rows(&mut (0..3).map(|n| n * 8_000)));
    for name in ["even", "odd", "fast", "few"] {
        done(at, &format!("fold {name}.csv -o {name}.parquet"));
    }
    let together = "corroborate fold even.csv odd.csv -o";
    refused(
        at,
        "report --probes even.parquet odd.parquet",
        &["even.parquet", "odd.parquet", "s from probes", "overlap", together],
    );
    let sites = |names: &[&str]| report(of_files(at, names), None).sites;
    for slow in ["even", "few"] {
        let [log, runs] = ["csv", "parquet"].map(|ending| format!("{slow}.{ending}"));
        assert_eq!(sites(&[&log, "fast.csv"]), sites(&[&runs, "fast.parquet"]));
        assert_eq!(sites(&[&log, "fast.csv"]), sites(&[&log, "fast.parquet"]));
    }
    let logs = ["even.csv", "odd.csv", "fast.csv"];
    let paths = logs.map(|name| at.join(name).display().to_string()).join(" ");
    let (elsewhere, all) = (tempfile::tempdir().unwrap(), at.join("all.parquet"));
    done(elsewhere.path(), &format!("fold {paths} -o {}", all.display()));
    assert_eq!(report(of_files(at, &logs), None), report(of_files(at, &["all.parquet"]), None));
}

/// A declared silence that is shorter by now than an interval inside a run: only the rows can tell.
#[test]
fn a_shorter_silence_than_runs_were_made_with_is_refused() {
    let settings = |silence: &str| format!("[[probes]]\nfiles = \"log.csv\"\n{silence}");
    let rows = [0, 1, 2, 5, 6, 7].map(|n| format!("2022-10-05T00:{n:02}:00Z,s,200\n"));
    let log = format!("timestamp,site,status_code\n{}", rows.concat());
    let folder = IncidentFolder::below("case", &settings("silence = \"1h\"\n"));
    folder.write("log.csv", log);
    done(folder.root(), "fold --incident case -o runs.parquet");
    let spans = |origin| report(origin, None).sites[0].observed.spans().len();
    assert_eq!(spans(of_incident(folder.root(), &["runs.parquet"])), 1);
    folder.set(&settings("silence = \"2m\"\n"));
    assert_eq!(spans(of_incident(folder.root(), &[])), 2);
    let words = ["the `silence` that its source declares", "corroborate fold log.csv -o"];
    refused(folder.root(), "report case --runs runs.parquet", &words);
    folder.set(&settings(""));
    refused(folder.root(), "report case --runs runs.parquet", &["silence = by the pace"]);
}

/// The lines of the archive are shown where it is at hand; where it is not, or is another one by
/// now, that is said.
#[test]
fn explain_from_runs_quotes_the_logs_that_are_there() {
    let folder = incident();
    let at = folder.root();
    done(at, "fold --incident case -o all.parquet");
    let from_logs = done(at, "explain O001 case");
    assert_eq!(done(at, "explain O001 case --runs all.parquet"), from_logs);
    assert!(from_logs.contains("probes/a.csv:"));
    fs::remove_file(at.join("case/changes.csv")).unwrap();
    let mut log = fs::read_to_string(at.join("case/probes/a.csv")).unwrap();
    log.push_str("2022-10-05T23:00:00Z,s0,x,200,,\n");
    fs::write(at.join("case/probes/a.csv"), log).unwrap();
    let text = done(at, "explain O001 case --runs all.parquet");
    assert!(
        text.contains("changes.csv: not at hand") && text.contains("probes/a.csv: not at hand"),
        "{text}"
    );
    assert!(
        !text.contains("probes/b.csv: not at hand") && !text.contains("probes/a.csv:2"),
        "{text}"
    );
}

/// Asks for a report from a file of runs.
pub(crate) fn read(path: &Path) -> Result<Report, String> {
    let origin = Origin::Files { probes: vec![path.to_owned()], claims: Vec::new(), zone: None };
    report_of(&Request::of(origin)).map_err(|why| why.to_string())
}
