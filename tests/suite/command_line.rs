//! Words of the command line that choose: sites by pattern, zones by other names, pages of the
//! manual.

use crate::program_run::ran;
use std::fs;
use std::process::Output;
use tempfile::TempDir;

/// A folder with a log of three sites, two of them of one town.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let sites = ["water.town.example", "tax.town.example", "news.example"];
    let row = |(minute, site)| format!("2022-10-05T00:{minute:02}:00Z,{site},200\n");
    let minutes = (0..6).flat_map(|minute| sites.map(|site| (minute, site)));
    let rows: String = minutes.map(row).collect();
    fs::write(folder.path().join("log.csv"), format!("timestamp,site,status_code\n{rows}"))
        .unwrap();
    folder
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// `--site` takes patterns, may be given again, and a word that nothing has stops the run.
#[test]
fn sites_are_asked_for_by_pattern() {
    let folder = folder();
    let checked = |asked: &[&str]| {
        let mut words = vec!["check", "--json", "--probes", "log.csv"];
        words.extend(asked.iter().flat_map(|site| ["--site", site]));
        ran(folder.path(), &words)
    };
    let sites = |asked: &[&str]| {
        let output = checked(asked);
        assert!(output.status.success(), "{asked:?}: {}", stderr(&output));
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        json["sources"][0]["sites"].clone()
    };
    assert_eq!(sites(&["*.town.example"]), 2);
    assert_eq!(sites(&["*.town.example", "news.example"]), 3);
    assert_eq!(sites(&["water*"]), 1);
    assert_eq!(sites(&["*"]), 3);
    for (asked, words) in [
        (["*.city.example"].as_slice(), "no site matches `*.city.example`"),
        (&["*.town.example", "x*"], "no site matches `x*`"),
        (&["tux.town.example"], "did you mean `tax.town.example`?"),
    ] {
        let output = checked(asked);
        assert_eq!(output.status.code(), Some(2), "{asked:?}");
        assert!(stderr(&output).contains(words), "{asked:?}: {}", stderr(&output));
    }
}

/// A zone by abbreviation, offset or city is answered with the name to write.
#[test]
fn a_zone_by_another_name_is_answered() {
    let folder = folder();
    for (zone, words) in [
        ("EST", "`America/New_York` (EST in winter, EDT in summer), or `Etc/GMT+5`"),
        ("cest", "`Europe/Berlin`"),
        ("+02:00", "`Etc/GMT-2`"),
        ("Berlin", "did you mean `Europe/Berlin`?"),
    ] {
        let output = ran(folder.path(), &["check", "--probes", "log.csv", "--zone", zone]);
        assert_eq!(output.status.code(), Some(2), "{zone}");
        assert!(stderr(&output).contains(words), "{zone}: {}", stderr(&output));
    }
}

/// `--from` alone means to the end of the logs, `--until` alone from their beginning.
#[test]
fn one_end_of_the_window_leaves_the_other_to_the_logs() {
    let folder = folder();
    let report = |words: &[&str]| {
        let output = ran(folder.path(), &[&["check", "--probes", "log.csv"], words].concat());
        assert!(output.status.success(), "{words:?}: {}", stderr(&output));
        String::from_utf8(output.stdout).unwrap()
    };
    let from = report(&["--from", "2022-10-05T00:02Z"]);
    assert!(from.contains("window 2022-10-05T00:02:00Z to 2022-10-05T00:05:00Z"), "{from}");
    let until = report(&["--until", "2022-10-05T00:02Z"]);
    assert!(until.contains("window 2022-10-05T00:00:00Z to 2022-10-05T00:01:00Z"), "{until}");
    let folded =
        ran(folder.path(), &["fold", "log.csv", "-o", "r.parquet", "--from", "2022-10-05T00:02Z"]);
    assert!(folded.status.success(), "{}", stderr(&folded));
    let whole = ran(folder.path(), &["check", "--probes", "r.parquet"]);
    assert_eq!(whole.status.code(), Some(2), "runs of a part stand for no whole");
    let runs =
        ran(folder.path(), &["check", "--probes", "r.parquet", "--from", "2022-10-05T00:03Z"]);
    assert!(stderr(&runs).contains("with runs, both are needed"), "{}", stderr(&runs));
}

/// Completions and pages of the manual come to stdout whole.
#[test]
fn the_manual_is_printed() {
    let folder = folder();
    for (words, wanted) in [
        (&["man"][..], ".TH corroborate 1"),
        (&["man", "report"], ".TH corroborate-report 1"),
        (&["completions", "bash"], "complete -F _corroborate"),
        (&["completions", "fish"], "complete -c corroborate"),
    ] {
        let output = ran(folder.path(), words);
        assert!(output.status.success(), "{words:?}: {}", stderr(&output));
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains(wanted), "{words:?}: {text}");
    }
    assert_eq!(ran(folder.path(), &["man", "reprot"]).status.code(), Some(2));
}

/// `--quiet` means one thing for each command that writes files: stdout stays empty.
#[test]
fn a_quiet_command_that_writes_files_prints_nothing() {
    let folder = folder();
    let scenario = "seed = 1\nfrom = \"2024-01-01T00:00Z\"\nuntil = \"2024-01-01T01:00Z\"\n\
        site = [{ id = \"a\" }]\n[[vantage]]\nname = \"v\"\ncadence = \"5m\"\n";
    fs::write(folder.path().join("s.toml"), scenario).unwrap();
    for words in [
        &["report", "--probes", "log.csv", "--chart", "timeline", "-o", "r"][..],
        &["fold", "log.csv", "-o", "x.parquet"],
        &["convert", "log.csv", "-o", "x.csv"],
        &["simulate", "s.toml", "-o", "made"],
    ] {
        for (quiet, is_empty) in [(&["-q"][..], true), (&["--overwrite"], false)] {
            let ended = ran(folder.path(), &[words, quiet].concat());
            assert_eq!(ended.status.code(), Some(0), "{words:?}: {}", stderr(&ended));
            assert_eq!(ended.stdout.is_empty(), is_empty, "{words:?} {quiet:?}");
        }
    }
}
