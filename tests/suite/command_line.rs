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
        (&["WATER*"], "ids like it: `water.town.example`"),
        (&["town*"], "ids like it: `tax.town.example`, `water.town.example`"),
        (&["zz*"], "the sites are `news.example`, `tax.town.example`, `water.town.example`"),
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
        ("-05:00", "`Etc/GMT+5`"),
        ("05:30", "`Asia/Kolkata`"),
        ("Berlin", "did you mean `Europe/Berlin`?"),
    ] {
        let output = ran(folder.path(), &["check", "--probes", "log.csv", "--zone", zone]);
        assert_eq!(output.status.code(), Some(2), "{zone}");
        assert!(stderr(&output).contains(words), "{zone}: {}", stderr(&output));
    }
}

/// `--from` alone means to the end of the logs, `--until` alone from their beginning; the end that
/// is asked for stands.
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
    assert!(until.contains("window 2022-10-05T00:00:00Z to 2022-10-05T00:02:00Z"), "{until}");
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

/// A word with `*` was a pattern for `--site` alone, and several ids were none.
#[test]
fn a_pattern_is_explained_by_the_sites_that_it_means() {
    let folder = folder();
    let explain = |id: &str, more: &[&str]| {
        ran(folder.path(), &[&["explain", id, "--probes", "log.csv"], more].concat())
    };
    let said = |output: Output| String::from_utf8(output.stdout).unwrap();
    for id in ["*.town.example", "site:*.TOWN.example", "water.town.example, tax.town.example"] {
        let output = explain(id, &[]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let text = said(output);
        assert!(text.contains("tax.town.example (") && text.contains("water.town.example ("));
        let json = said(explain(id, &["--json"]));
        let data: serde_json::Value = serde_json::from_str(&json).unwrap();
        let all = data.as_array().unwrap();
        assert_eq!(all.len(), 2);
        assert!(all.iter().all(|one| one["schema"] == "corroborate/explain"), "{data}");
    }
    for (id, words) in [
        ("x*", "no id fits the pattern"),
        ("outage:*.town.example", "no id fits the pattern"),
        ("tax.town.example,nothing", "has the id `nothing`"),
    ] {
        let output = explain(id, &[]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(words), "{id}: {}", stderr(&output));
    }
}

/// `-` is stdin where a file is read, and no folder to write.
#[test]
fn stdout_is_no_folder() {
    let folder = folder();
    fs::write(folder.path().join("s.toml"), "").unwrap();
    for words in [
        &["report", "--probes", "log.csv", "-o", "-"][..],
        &["simulate", "s.toml", "-o", "-"],
        &["init", "-", "log.csv"],
    ] {
        let output = ran(folder.path(), words);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(stderr(&output).contains("or `./-` for one that is called so"), "{words:?}");
        assert!(!folder.path().join("-").exists(), "{words:?}");
    }
}

/// A folder where its files are meant is no pattern that matches nothing.
#[test]
fn a_folder_in_place_of_its_files_is_known_as_one() {
    let folder = folder();
    fs::create_dir_all(folder.path().join("case/logs")).unwrap();
    for (files, words) in [("logs", "`logs/*.csv`"), ("logs/", "`logs/*.csv`")] {
        let text = format!("title = \"T\"\n[[probes]]\nfiles = \"{files}\"\n");
        fs::write(folder.path().join("case/incident.toml"), text).unwrap();
        let output = ran(folder.path(), &["check", "case"]);
        assert_eq!(output.status.code(), Some(2));
        let said = stderr(&output);
        assert!(said.contains("is a folder; write a pattern") && said.contains(words), "{said}");
    }
}

/// Where all rows lie outside the window, what is printed says so: nothing measured is another
/// thing than nothing asked for.
#[test]
fn a_window_without_a_row_is_said() {
    let folder = folder();
    let words = ["report", "--probes", "log.csv", "--chart", "timeline", "-o", "r", "--from"];
    let output = ran(folder.path(), &[&words[..], &["2022-11-01"]].concat());
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("18 rows outside the window, which are all there are"), "{said}");
    let output = ran(folder.path(), &[&words[..], &["2022-10-05T00:05Z"]].concat());
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success() && !said.contains("outside the window"), "{said}");
    let words = ["fold", "log.csv", "-o", "none.parquet", "--from", "2022-11-01"];
    let output = ran(folder.path(), &words);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.ends_with("; 18 rows outside the window, which are all there are\n"), "{said}");
}

/// Rows that are left out end each command that writes with exit code 1 and a last line, also under
/// `--quiet`.
#[test]
fn a_command_that_leaves_rows_out_ends_with_1_and_says_so() {
    let folder = folder();
    let log = "timestamp,site,status_code\n2022-10-05T00:00:00Z,a.example,200\n\
        2022-10-05T00:05:00Z,,200\n2022-10-05T00:10:00Z,a.example,200\n";
    fs::write(folder.path().join("bad.csv"), log).unwrap();
    for words in [
        &["report", "--probes", "bad.csv", "--chart", "timeline", "-o", "r"][..],
        &["fold", "bad.csv", "-o", "x.parquet"],
        &["convert", "bad.csv", "-o", "x.csv"],
    ] {
        for more in ["-q", "--overwrite"] {
            let ended = ran(folder.path(), &[words, &[more]].concat());
            assert_eq!(ended.status.code(), Some(1), "{words:?}: {}", stderr(&ended));
            let said = stderr(&ended);
            let last = said.lines().last().unwrap_or_default();
            assert!(last.starts_with("incomplete: 1 row refused"), "{words:?}: {said}");
        }
    }
}

/// Endings are known in any letters, where they are written and where they are read.
#[test]
fn an_ending_is_known_in_any_letters() {
    let folder = folder();
    for words in [["fold", "log.csv", "-o", "R.PARQUET"], ["convert", "log.csv", "-o", "L.CSV"]] {
        let ended = ran(folder.path(), &words);
        assert_eq!(ended.status.code(), Some(0), "{words:?}: {}", stderr(&ended));
        let ended = ran(folder.path(), &["check", "--probes", words[3]]);
        assert_eq!(ended.status.code(), Some(0), "{words:?}: {}", stderr(&ended));
    }
}
