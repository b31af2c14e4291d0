//! Drafts, embargoes, and the cut-off of the data: what came after is not in the result, and each
//! output says so.

use crate::incident_folder::{CLAIMS, IncidentFolder, request};
use crate::program::files_below;
use crate::program_run::printed;
use corroborate::clock::rfc3339;
use corroborate::model::{ChangeCounts, Report, Request};
use corroborate::pipeline::report_of;
use std::fs;
use std::path::Path;

/// Rows of a log until the cut-off at 00:30, and after it.
const UNTIL_THEN: &str = "timestamp,site,status_code\n2022-10-05T00:00:00Z,a,200\n\
    2022-10-05T00:10:00Z,a,503\n2022-10-05T00:20:00Z,a,503\n2022-10-05T00:29:59Z,a,503\n";
const LATER: &str = "2022-10-05T00:30:00Z,a,503\n2022-10-05T00:40:00Z,a,200\n\
    2022-10-05T00:50:00Z,a,200\n2022-10-05T01:00:00Z,b,503\n";
/// Claims: published before the cut-off, up to it, perhaps before it, after it, and at no time that
/// is recorded.
const SAID: &str = "early,Crew,attacker,attack,2022-10-05T00:09Z,,a\n\
    edge,Crew,attacker,attack,2022-10-05T00:29Z,,a\n\
    perhaps,Crew,attacker,outage,2022-10-05T00:20Z/2022-10-05T06:00Z,,a\n\
    late,Operator,operator,restored,2022-10-05T00:41Z,,a\n\
    whenever,Paper,media,outage,,2022-10-05T00:10Z,a\n";
const WINDOW: &str = "window = { from = \"2022-10-05T00:00Z\", until = \"2022-10-05T02:00Z\" }\n\
    zone = \"America/New_York\"\n[[probes]]\nfiles = \"probes.csv\"\n";

fn folder(settings: &str, log: &str) -> IncidentFolder {
    IncidentFolder::new(settings)
        .with("probes.csv", log)
        .with("claims.csv", format!("{CLAIMS}{SAID}"))
}

fn as_of(folder: &Path, time: &str) -> Result<Report, String> {
    let asked = Request { as_of: Some(time.to_owned()), ..request(folder) };
    report_of(&asked).map_err(|why| why.to_string())
}

/// The outage goes on at the end of the record, nobody said that it ended, and the site that failed
/// later is not known.
#[test]
fn nothing_later_is_in_the_result() {
    for settings in [WINDOW, "[[probes]]\nfiles = \"probes.csv\"\n"] {
        let folder = folder(settings, &format!("{UNTIL_THEN}{LATER}"));
        for time in ["2022-10-05T00:30Z", "2022-10-04T20:30-04:00"] {
            let report = as_of(folder.path(), time).unwrap();
            let [outage] = &report.outages[..] else { panic!("{:?}", report.outages) };
            assert_eq!((outage.failed_probes, outage.recovery.by), (3, None), "{settings}");
            let claims: Vec<&str> = report.claims.iter().map(|claim| claim.id.as_str()).collect();
            assert_eq!(claims, ["early", "edge"], "{settings}");
            assert_eq!(report.release.claims_left_out, 3);
            assert_eq!(report.sites.iter().filter(|site| site.measured).count(), 1);
            let until = rfc3339(report.window.unwrap().until());
            assert!(until.as_str() <= "2022-10-05T00:30:00Z", "{until}");
            let claims = report.inputs.iter().find(|input| input.path == "claims.csv");
            assert_eq!(claims.unwrap().outside, 3);
        }
        let whole = folder.report().unwrap();
        assert_eq!((whole.claims.len(), whole.release.claims_left_out), (5, 0));
        assert!(whole.outages[0].recovery.by.is_some());
    }
}

/// A report as of a time finds what one of files that end there finds.
#[test]
fn a_cut_off_is_as_if_the_files_ended_there() {
    let window = |until: &str| {
        WINDOW.replace("2022-10-05T02:00Z", until).replace("America/New_York", "Europe/Kyiv")
    };
    let whole = folder(&window("2022-10-05T02:00Z"), &format!("{UNTIL_THEN}{LATER}"));
    let said: String = SAID.split_inclusive('\n').take(2).collect();
    let ended = IncidentFolder::new(&window("2022-10-05T00:30Z"))
        .with("probes.csv", UNTIL_THEN)
        .with("claims.csv", format!("{CLAIMS}{said}"))
        .report()
        .unwrap();
    let cut = as_of(whole.path(), "2022-10-05T00:30Z").unwrap();
    assert_eq!(cut.window, ended.window);
    assert_eq!(cut.outages, ended.outages);
    // A site that was probed later alone stays known: somebody may have named it by then.
    let (cut_sites, later): (Vec<_>, Vec<_>) = cut.sites.iter().partition(|site| site.measured);
    assert_eq!(cut_sites, ended.sites.iter().collect::<Vec<_>>());
    assert_eq!(later.iter().map(|site| &*site.site.id).collect::<Vec<_>>(), ["b"]);
    assert_eq!(cut.verdicts, ended.verdicts);
    assert_eq!(cut.totals.outages_with_onset, ended.totals.outages_with_onset);
    assert_eq!(cut.totals.downtime, ended.totals.downtime);
    assert_eq!(cut.totals.verdicts, ended.totals.verdicts);
    let changes = ChangeCounts { not_measured: 1, ..ended.totals.changes };
    assert_eq!(cut.totals.changes, changes);
}

/// A cut-off at or after the end of the window changes nothing but the words, and one before its
/// beginning leaves nothing to say.
#[test]
fn a_cut_off_outside_the_window_is_refused_or_idle() {
    let folder = folder(WINDOW, &format!("{UNTIL_THEN}{LATER}"));
    let late = as_of(folder.path(), "2022-10-06").unwrap();
    assert_eq!(late.window, folder.report().unwrap().window);
    assert_eq!(late.release.claims_left_out, 1, "only what has no time");
    let why = as_of(folder.path(), "2022-10-05T00:00Z").unwrap_err();
    assert!(
        why.contains("--as-of") && why.contains("begins only at 2022-10-05T00:00:00Z"),
        "{why}"
    );
    for time in ["soon", "2022-13-05", ".."] {
        let why = as_of(folder.path(), time).unwrap_err();
        assert!(why.contains("--as-of"), "{time}: {why}");
    }
}

/// The times of claims are the window of an incident without probes: it ends with the cut-off too.
#[test]
fn a_window_of_claims_ends_with_the_cut_off() {
    let said = "a,Crew,attacker,attack,2022-10-05T00:09Z,2022-10-05T00:00Z/2022-10-07T00:00Z,a\n";
    let folder = IncidentFolder::new("")
        .with("sites.csv", "site\na\n")
        .with("claims.csv", format!("{CLAIMS}{said}"));
    let report = as_of(folder.path(), "2022-10-05T01:00Z").unwrap();
    assert_eq!(rfc3339(report.window.unwrap().until()), "2022-10-05T01:00:00Z");
}

/// Page, Markdown, workbook, each chart and its description, stdout and manifest say it; `verify`
/// asks for it again; a report without any of it says nothing.
#[test]
fn every_output_says_it_and_verify_repeats_it() {
    let folder = IncidentFolder::below("case", WINDOW)
        .with("probes.csv", format!("{UNTIL_THEN}{LATER}"))
        .with("claims.csv", format!("{CLAIMS}{SAID}"));
    let root = folder.root();
    let words = ["--draft", "--embargo", "2022-10-06T18:00", "--as-of", "2022-10-05T00:30Z"];
    let says = [
        "Draft: figures and words may change.",
        "Under embargo until 2022-10-06 18:00:00 EDT (22:00:00 UTC).",
        "Data as of 2022-10-04 20:30:00 EDT (2022-10-05 00:30:00 UTC)",
        "3 claims are left out that were not certainly published by then",
    ];
    let asked = [&["report", "case", "-o", "draft"][..], &words].concat();
    let stdout = printed(root, &asked, 0);
    printed(root, &["report", "case", "-o", "plain"], 0);
    assert!(stdout.starts_with("t (draft, under embargo)\n"), "{stdout}");
    // A chart breaks its lines between words.
    let bare = |text: &str| {
        let marks: String = text
            .split('<')
            .map(|part| part.split_once('>').map_or(part, |(_, text)| text).to_owned() + " ")
            .collect();
        marks.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut charts = 0;
    for path in files_below(&root.join("draft")) {
        let name = path.strip_prefix(root.join("draft")).unwrap().display().to_string();
        let plain = root.join("plain").join(&name);
        if name.ends_with(".png") {
            charts += 1;
            assert_ne!(fs::read(&path).unwrap(), fs::read(&plain).unwrap(), "{name}");
        }
        let is_text = [".html", ".md", ".svg", ".txt", "manifest.json", "package.json"];
        if is_text.iter().any(|ending| name.ends_with(ending)) {
            let text = bare(&fs::read_to_string(&path).unwrap());
            for sentence in says {
                assert!(text.contains(sentence), "{name} lacks {sentence}: {text}");
            }
            let text = fs::read_to_string(&plain).unwrap_or_default();
            assert!(!text.contains("Draft:") && !text.contains("embargo"), "{name}");
        }
    }
    assert!(charts > 3, "charts were drawn");
    for sentence in says {
        assert!(stdout.contains(sentence), "{stdout}");
    }
    printed(root, &["verify", "draft", "case"], 0);
    printed(root, &["verify", "plain", "case"], 0);
    // A manifest that asks for less makes another report.
    let manifest = root.join("draft/manifest.json");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replace("\"draft\": true", "\"draft\": false")).unwrap();
    printed(root, &["verify", "draft", "case"], 1);
    let why = printed(root, &["report", "case", "--embargo", "soon"], 2);
    assert!(why.contains("--embargo"), "{why}");
    let explained = printed(root, &["explain", "late", "case", "--as-of", "2022-10-05T00:30Z"], 2);
    assert!(explained.contains("late"), "{explained}");
}
