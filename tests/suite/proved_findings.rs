//! Each finding with a figure has the ids that prove it, or names the file with its rows: in JSON,
//! on the page and in `report.md`.

use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES, committed, log, stamp};
use crate::page_rows::html;
use corroborate::clock::MINUTE;
use corroborate::model::Report;
use corroborate::report::page::markdown;
use corroborate::report::terminal::summary::{Line, json, lines};
use std::collections::BTreeSet;

/// Two sites that fail together for 20 minutes, of which one fails again; one that stays up; and a
/// claim on each.
fn report() -> Report {
    let rows = ["a", "b", "c"].into_iter().flat_map(|site| {
        (0..60).map(move |step: i64| {
            let is_down = match site {
                "a" => (12..16).contains(&step) || (40..44).contains(&step),
                "b" => (12..16).contains(&step),
                _ => false,
            };
            (step * 5 * MINUTE, site, "x", if is_down { 503 } else { 200 })
        })
    });
    let at = |minutes: i64| stamp(minutes * MINUTE);
    let claims = format!(
        "{CLAIMS}first,K,attacker,attack,{},,a;b\nsecond,Paper,media,outage,{},,c\n",
        at(61),
        at(100),
    );
    let folder = IncidentFolder::new(PROBES).with("probes.csv", log(rows));
    folder.with("claims.csv", claims).report().unwrap()
}

/// Every id that a finding can rest on.
fn known_ids(report: &Report) -> BTreeSet<&str> {
    let outages = report.outages.iter().chain(&report.blips).map(|one| one.id.as_str());
    let verdicts = report.verdicts.iter().map(|one| one.id.as_str());
    let claims = report.claims.iter().map(|one| one.id.as_str());
    let events = report.events.iter().map(|one| one.id.as_str());
    outages.chain(verdicts).chain(claims).chain(events).collect()
}

/// The ids of the findings on a subject.
fn ids<'l>(lines: &'l [Line], label: &str) -> Vec<&'l str> {
    let own = lines.iter().filter(|line| line.label == label);
    own.flat_map(|line| line.evidence.ids.iter().map(String::as_str)).collect()
}

#[test]
fn each_finding_has_the_ids_that_prove_it() {
    let report = report();
    let all = lines(&report);
    assert_eq!(ids(&all, "claimant"), ["first", "second"]);
    assert_eq!(
        ids(&all, "sites"),
        ["O001", "O002"],
        "the first outage of each site that went down"
    );
    assert_eq!(ids(&all, "together"), ["E001", "E002"]);
    assert_eq!(ids(&all, "outages"), ["O001", "O002", "O003"]);
    assert_eq!(ids(&all, "downtime"), ["O001", "O002", "O003"]);
    assert_eq!(ids(&all, "claims"), ["first", "second"]);
    assert_eq!(ids(&all, "verdicts"), ["V001", "V002", "V003"]);
    let written: serde_json::Value = serde_json::from_str(&json(&report, "report.html")).unwrap();
    let outages = written["findings"].as_array().unwrap();
    let outages = outages.iter().find(|line| line["label"] == "outages").unwrap();
    assert_eq!(outages["ids"], serde_json::json!(["O001", "O002", "O003"]));
    assert_eq!(outages["file"], "tables/outages.csv");
    let section = markdown(&report, &[], &[]).unwrap();
    assert!(section.contains("(E001, E002: tables/events.csv)"), "{section}");
    assert!(html(&report).contains("<a href=\"#O001\">O001</a>, <a href=\"#O002\">O002</a>"));
}

/// Of the bundled incidents: no finding with a figure stands without ids or a file, every id is one
/// of the report, and the results of the verdicts share none of theirs.
#[test]
fn no_figure_of_the_bundled_incidents_stands_without_proof() {
    for folder in ["datasets/usa-offline-2022", "datasets/airports-2022"] {
        let report = committed(folder);
        let known = known_ids(&report);
        let all = lines(&report);
        for line in &all {
            let has_figure = line.text.contains(|letter: char| letter.is_ascii_digit());
            let names_file = line.text.contains("tables/");
            let is_proved = !line.evidence.ids.is_empty() || !line.evidence.file.is_empty();
            assert!(!has_figure || names_file || is_proved, "{folder}: {line:?}");
            for id in &line.evidence.ids {
                assert!(known.contains(id.as_str()), "{folder}: {id} of {}", line.text);
            }
        }
        let counted: Vec<&Line> = all.iter().filter(|line| line.label == "verdicts").collect();
        let parts: Vec<&str> = match counted.len() {
            1 => ids(&all, "verdicts"),
            _ => counted[1..]
                .iter()
                .flat_map(|line| &line.evidence.ids)
                .map(String::as_str)
                .collect(),
        };
        let apart: BTreeSet<&str> = parts.iter().copied().collect();
        assert_eq!(apart.len(), parts.len(), "{folder}: one verdict proves two results");
        let on_claims = report.verdicts.iter().filter(|verdict| verdict.claim.is_some()).count();
        assert!(apart.len() >= on_claims, "{folder}: {} of {on_claims}", apart.len());
    }
}
