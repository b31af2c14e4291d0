//! `verify`, and reports in the place of their incident: what is the same, what differs, and what
//! cannot be checked.

use crate::incident_folder::IncidentFolder;
use crate::program::{code, incident, said};
use crate::program_run::{printed, ran};
use std::fs;
use std::path::Path;

/// Claims that stand beside the probes.
const CLAIMS: &str = "claim,claimant,role,kind,published,asserted,targets\n\
    c1,Crew,attacker,attack,2022-10-05T00:10Z,,a\n";

/// An incident in `case`, and its report in `output/case` with one chart: pictures take most of the
/// time in a debug build.
fn reported() -> IncidentFolder {
    let folder = incident(&[("claims.csv", CLAIMS)]);
    printed(folder.root(), &["report", "case", "--chart", "claims"], 0);
    folder
}

/// What `verify` printed, and its last line on stderr.
fn verified(at: &Path, words: &[&str], exit_code: i32) -> (String, String) {
    let output = ran(at, &[&["verify"], words].concat());
    let last = said(&output).lines().last().unwrap_or_default().to_owned();
    assert_eq!(code(&output), exit_code, "{words:?}: {}", said(&output));
    (String::from_utf8(output.stdout).unwrap(), last)
}

/// A report that nobody touched, named in every way, from every place.
#[test]
fn a_report_that_nobody_touched_is_verified() {
    let folder = reported();
    let root = folder.root();
    fs::create_dir(root.join("cases")).unwrap();
    printed(root, &["report", "case", "-o", "given/away"], 0);
    for words in [
        &["output/case"][..],
        &["./output/case/"],
        &["case/incident.toml"],
        &["given/away"],
        &["given/away", "case"],
        &["output/case", "case/incident.toml"],
    ] {
        let (result, last) = verified(root, words, 0);
        assert!(result.ends_with("verified: nothing differs\n"), "{words:?}: {result}");
        assert!(result.contains("made again from case\n  inputs    3 files: as"), "{result}");
        assert_eq!(last, "");
    }
    let inside = verified(&root.join("output/case"), &["."], 0).0;
    assert!(inside.contains("nothing differs"), "{inside}");
    fs::rename(root.join("case"), root.join("cases/case")).unwrap();
    assert!(verified(root, &["output/case"], 0).0.contains("made again from cases/case\n"));
    let left: Vec<_> = fs::read_dir(root.join("output")).unwrap().collect();
    assert_eq!(left.len(), 1, "nothing is left beside the report: {left:?}");
}

/// One outage that was not there any more made six lines of totals, and none said which.
#[test]
fn what_differs_is_said_once_and_names_the_outage() {
    let folder = reported();
    let root = folder.root();
    let log = root.join("case/probes.csv");
    let text = fs::read_to_string(&log).unwrap();
    fs::write(&log, text.replace(",503", ",200")).unwrap();
    let (result, _) = verified(root, &["output/case", "case"], 1);
    let (_, findings) = result.split_once("  findings  ").unwrap();
    for words in ["outside", "downtime of the sites whose", "at least"] {
        assert!(!findings.contains(words), "{words}: {result}");
    }
    assert_eq!(findings.matches("    downtime: ").count(), 1, "{result}");
    assert!(findings.contains("    outage O001 of a: started by "), "{result}");
    assert!(findings.contains(" then, gone now\n"), "{result}");
}

/// What was asked of a report is asked again: sites, times, files, zone, runs.
#[test]
fn what_was_asked_is_asked_again() {
    let folder = incident(&[("claims.csv", CLAIMS)]);
    let root = folder.root();
    printed(root, &["fold", "--incident", "case", "-o", "runs.parquet"], 0);
    let files = ["--probes", "case/probes.csv", "--claims", "case/claims.csv", "--chart", "claims"];
    let cases: [&[&str]; 5] = [
        &["case", "--site", "a"],
        &[
            "case",
            "--chart",
            "timeline",
            "--from",
            "2022-10-05T00:10Z",
            "--until",
            "2022-10-05T00:25Z",
        ],
        &["case", "--chart", "timeline", "--runs", "runs.parquet"],
        &files,
        &[&files[..], &["--zone", "Asia/Tokyo", "--site", "a*", "--from", "2022-10-05T00:05Z"]]
            .concat(),
    ];
    for words in cases {
        printed(root, &[&["report"], words, &["-o", "out", "--overwrite"]].concat(), 0);
        let (result, _) = verified(root, &["out"], 0);
        assert!(result.ends_with("verified: nothing differs\n"), "{words:?}: {result}");
    }
    let why = printed(root, &["verify", "out", "case"], 2);
    assert!(why.contains("made of files without an incident"), "{why}");
}

/// Each difference is counted and named, and costs exit code 1.
#[test]
fn what_differs_is_listed() {
    let folder = reported();
    let root = folder.root();
    let report = root.join("output/case");
    fs::write(report.join("notes.txt"), "mine").unwrap();
    let (result, _) = verified(root, &["output/case"], 0);
    assert!(result.contains("  beside    1 file that is not of the report\n"), "{result}");
    let page = fs::read(report.join("report.md")).unwrap();
    fs::write(report.join("report.md"), "other words").unwrap();
    fs::remove_file(report.join("charts/claims.png")).unwrap();
    let (result, last) = verified(root, &["output/case"], 1);
    let stored = "  report    48 files: 2 changed since\n    charts/claims.png: not there any \
                  more\n    report.md: other bytes\n";
    // The number of files goes with the charts and tables; what differs does not.
    let from = result.find("  report    ").unwrap();
    assert!(result[from..].contains(&stored[stored.find(": 2").unwrap()..]), "{result}");
    assert!(result.contains("files: the same bytes\n"), "made again, all is as it was: {result}");
    assert_eq!(last, "differs: 2 files of the report were changed since (exit code 1)");
    fs::write(report.join("report.md"), page).unwrap();
    printed(root, &["report", "case", "--chart", "claims"], 0);

    let more = fs::read_to_string(root.join("case/probes.csv")).unwrap()
        + "2022-10-05T00:40:00Z,a,x,503\n";
    folder.write("probes.csv", more);
    folder.write("sites.csv", "site\na\n");
    let (result, last) = verified(root, &["output/case"], 1);
    let inputs = "  inputs    3 files: 2 not as then\n    probes.csv: other bytes\n    sites.csv: \
                  not there before\n";
    assert!(
        result.contains(inputs) && result.contains("    incident.json: other bytes"),
        "{result}"
    );
    assert!(last.starts_with("differs: 2 inputs were not as when the report was made, "), "{last}");
    // Not a file alone, but the finding, and tables before charts.
    assert!(
        result.contains("  findings  all totals, outages and verdicts as they were\n"),
        "{result}"
    );
    let files = &result[result.find("  again ").unwrap()..];
    let chart = files.find("    charts/").unwrap_or(files.len());
    assert!(files.find("    tables/").is_some_and(|table| table < chart), "{result}");
    let steady = fs::read_to_string(root.join("case/probes.csv")).unwrap().replace(",503", ",200");
    folder.write("probes.csv", steady);
    let (result, _) = verified(root, &["output/case"], 1);
    for part in [
        "    sites that went down: 1 then, 0 now\n",
        "    downtime: 10 min to 30 min then, 0 s now\n",
        "    outage O001 of a: started by 2022-10-05T00:10:00Z, ended by 2022-10-05T00:30:00Z, \
         down for 10 min to 30 min then, gone now\n",
        "    claim c1 on a: ",
        " then, ",
    ] {
        assert!(result.contains(part), "{part}: {result}");
    }
}

/// A report that cannot be made again is neither the same nor another.
#[test]
fn what_cannot_be_checked_is_said() {
    let folder = reported();
    let root = folder.root();
    fs::write(root.join("output/case/report.md"), "other words").unwrap();
    fs::rename(root.join("case/probes.csv"), root.join("case/elsewhere.csv")).unwrap();
    let why = printed(root, &["verify", "output/case"], 2);
    for part in ["not verified", "1 of its own files changed: report.md", "probes.csv"] {
        assert!(why.contains(part), "`{part}` is not in: {why}");
    }
    fs::rename(root.join("case"), root.join("moved")).unwrap();
    let why = printed(root, &["verify", "output/case"], 2);
    assert!(why.contains("a report of the incident `case`, whose folder is not found"), "{why}");
    let why = printed(root, &["verify", "moved/elsewhere.csv"], 2);
    assert!(why.contains("moved/elsewhere.csv"), "{why}");
    let why = printed(root, &["verify", "nowhere"], 2);
    assert!(why.contains("nowhere holds no report of corroborate"), "{why}");
    for (old, new) in [("\"request\"", "\"asked\""), ("\"outputs\"", "\"files\"")] {
        let path = root.join("output/case/manifest.json");
        let manifest = fs::read_to_string(&path).unwrap();
        assert!(manifest.contains(old), "{manifest}");
        fs::write(&path, manifest.replace(old, new)).unwrap();
        let why = printed(root, &["verify", "output/case"], 2);
        assert!(why.contains("of an earlier version"), "{why}");
    }
}

/// Two folders of the incident's name are kept apart by their `incident.toml`, or asked for.
#[test]
fn an_incident_is_found_by_its_name_and_file() {
    let folder = reported();
    let root = folder.root();
    folder.beside("old/case", "[[probes]]\nfiles = \"*.csv\"\n");
    let (result, _) = verified(root, &["output/case"], 0);
    assert!(result.contains("made again from case\n"), "{result}");
    fs::copy(root.join("case/incident.toml"), root.join("old/case/incident.toml")).unwrap();
    let why = printed(root, &["verify", "output/case"], 2);
    assert!(why.contains("one of these incidents: case, old/case"), "{why}");
    verified(root, &["output/case", "case"], 0);
}

/// `explain` and `check` take the folder of a report, with the options that it was made with.
#[test]
fn a_report_stands_for_its_incident() {
    let folder = incident(&[]);
    let root = folder.root();
    let rows = fs::read_to_string(root.join("case/probes.csv")).unwrap();
    let other = rows.lines().skip(1).map(|row| row.replace(",a,", ",b,") + "\n");
    folder.write("probes.csv", rows.clone() + &other.collect::<String>());
    printed(root, &["report", "case", "--site", "b"], 0);
    let output = ran(root, &["explain", "O002", "output/case"]);
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert_eq!(code(&output), 0, "{}", said(&output));
    assert!(text.contains("2022-10-05T00:10:00Z,b,x,503"), "the option was asked again: {text}");
    assert_eq!(said(&output), "note: output/case is a report; its incident is case\n");
    let other = printed(root, &["explain", "O001", "output/case", "--site", "a"], 0);
    assert!(other.contains("2022-10-05T00:10:00Z,a,x,503"), "{other}");
    assert_eq!(
        printed(root, &["check", "output/case"], 0),
        printed(root, &["check", "case", "--site", "b"], 0)
    );
    let inside = ran(&root.join("output/case"), &["explain", "O002"]);
    assert_eq!(code(&inside), 0, "{}", said(&inside));
    folder.write("probes.csv", rows.replace(",a,", ",b,"));
    let changed = said(&ran(root, &["explain", "O001", "output/case"]));
    assert!(changed.contains("changed: probes.csv is not as it was when the report was made"));
    assert_eq!(code(&ran(root, &["explain", "O001", "output/case", "-q"])), 1);
    let checked = said(&ran(root, &["check", "output/case"]));
    assert!(checked.contains("note: probes.csv is not as it was when the report was made"));
    assert_eq!(code(&ran(root, &["report", "output/case"])), 2, "a report is made of an incident");
}

/// A copy of the inputs in a folder of another name gave other bytes, and a report that was held
/// against another incident explained that one as if it were its own.
#[test]
fn a_copy_of_another_name_is_the_same_incident_and_other_files_are_not() {
    let folder = reported();
    let root = folder.root();
    fs::rename(root.join("case"), root.join("my copy")).unwrap();
    let (result, _) = verified(root, &["output/case", "my copy"], 0);
    assert!(result.contains("made again from my copy\n"), "{result}");
    let both = ["explain", "O001", "output/case", "my copy", "--quiet"];
    printed(root, &both, 0);
    for name in ["probes.csv", "claims.csv", "incident.toml"] {
        let path = root.join("my copy").join(name);
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text + "\n").unwrap();
    }
    let output = ran(root, &both);
    assert_eq!(code(&output), 1);
    let words = "changed: not one input is as it was when the report was made, so ids and findings \
                 are those of another incident";
    assert!(said(&output).contains(words), "{}", said(&output));
}

/// A pipe in the place of a file of the report is a changed file, and in that of the manifest an
/// error: nobody waits for what would come out of it.
#[cfg(unix)]
#[test]
fn a_pipe_in_a_report_is_not_read() {
    let pipe = |path: &Path| {
        fs::remove_file(path).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
    };
    let folder = reported();
    let report = folder.root().join("output/case");
    pipe(&report.join("report.md"));
    let (text, _) = verified(folder.root(), &["output/case"], 1);
    assert!(text.contains("report.md"), "{text}");
    pipe(&report.join("manifest.json"));
    for words in [&["verify", "output/case"][..], &["explain", "O001", "output/case"]] {
        let output = ran(folder.root(), words);
        assert_eq!(code(&output), 2, "{words:?}");
        assert!(said(&output).contains("it is no file"), "{}", said(&output));
    }
}
