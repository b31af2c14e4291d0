//! Simulated probes: every title, headline and verdict that rests on them says so.

use crate::incident_folder::{IncidentFolder, committed, findings};
use crate::tables::csv_bytes;
use corroborate::model::{OutageFlag, Report, VerdictFlag};
use corroborate::report::charts::all;
use corroborate::report::verdict_sentence;
use std::fs;
use std::process::Command;

/// A site that fails for ten minutes.
const PROBES: &str = "timestamp,site,status_code\n\
    2025-01-21T00:00:00Z,shop,200\n\
    2025-01-21T00:05:00Z,shop,503\n\
    2025-01-21T00:10:00Z,shop,503\n\
    2025-01-21T00:15:00Z,shop,200\n";
const CLAIMS: &str = "claim,claimant,role,kind,targets,asserted\n\
    c,Somebody,media,outage,shop,2025-01-21T00:00Z/2025-01-21T00:20Z\n\
    d,Somebody,media,cause,shop,2025-01-21T00:00Z/2025-01-21T00:20Z\n";

/// An incident whose sources are simulated or not, as the list says, each with the same rows.
fn folder(simulated: &[bool]) -> IncidentFolder {
    let source = |(number, is_simulated): (usize, &bool)| {
        format!("[[probes]]\nfiles = \"log-{number}.csv\"\nsimulated = {is_simulated}\n")
    };
    let settings: String = simulated.iter().enumerate().map(source).collect();
    let folder = IncidentFolder::new(&settings).with("claims.csv", CLAIMS);
    for number in 0..simulated.len() {
        // A copy of a log is refused, so each has a line of its own.
        folder.write(&format!("log-{number}.csv"), format!("{PROBES}{}", "\n".repeat(number)));
    }
    folder
}

fn sentences(report: &Report) -> Vec<String> {
    report.verdicts.iter().map(verdict_sentence).collect()
}

#[test]
fn every_outage_verdict_and_chart_of_a_simulated_log_says_so() {
    let report = folder(&[true]).report().expect("the folder is an incident");
    assert_eq!((report.simulated, report.simulated_in_part), (true, false));
    assert!(report.outages.iter().all(|outage| outage.has(OutageFlag::Simulated)));
    let [outage, cause] = &sentences(&report)[..] else { panic!("two verdicts") };
    assert!(outage.starts_with("shop: in the simulated log, "), "{outage}");
    // No probe decided it, so it does not rest on simulated ones.
    assert!(!cause.contains("simulated"), "{cause}");
    for chart in all(&report).expect("the charts are drawn") {
        // Claims are real: the words stand before what was measured, not before who said what.
        let is_of_claims = ["timeline", "claims"].contains(&chart.asked_name());
        for text in [&chart.title, &chart.alt] {
            assert_eq!(text.starts_with("In a simulated log: "), !is_of_claims, "{text}");
            assert!(text.contains("simulated log"), "{text}");
        }
    }
}

#[test]
fn a_log_that_was_measured_is_not_called_simulated() {
    let report = folder(&[false]).report().expect("the folder is an incident");
    assert_eq!((report.simulated, report.simulated_in_part), (false, false));
    assert!(report.outages.iter().all(|outage| outage.flags.is_empty()));
    assert!(sentences(&report).iter().all(|sentence| !sentence.contains("simulated")));
    let charts = all(&report).expect("the charts are drawn");
    assert!(charts.iter().all(|chart| !chart.svg.contains("imulated")));
}

#[test]
fn a_log_that_is_simulated_in_part_is_called_that() {
    let report = folder(&[true, false]).report().expect("the folder is an incident");
    assert_eq!((report.simulated, report.simulated_in_part), (true, true));
    assert!(report.outages.iter().all(|outage| outage.has(OutageFlag::SimulatedInPart)));
    assert!(!report.outages.iter().any(|outage| outage.has(OutageFlag::Simulated)));
    let sentence = &sentences(&report)[0];
    assert!(sentence.starts_with("shop: in a log that is simulated in part, "), "{sentence}");
    for chart in all(&report).expect("the charts are drawn") {
        assert!(chart.title.contains("log that is simulated in part"), "{}", chart.title);
    }
}

#[test]
fn page_workbook_and_terminal_call_a_simulated_log_that() {
    let folder = folder(&[true]);
    let output = folder.root().join("out");
    let run = Command::new(env!("CARGO_BIN_EXE_corroborate"))
        .arg("report")
        .arg(folder.path())
        .arg("-o")
        .arg(&output)
        .output()
        .expect("the program runs");
    let stdout = String::from_utf8(run.stdout).expect("the summary is UTF-8");
    let mut lines = stdout.lines();
    assert_eq!(lines.next(), Some("t (simulated log)"));
    assert!(
        lines.next().is_some_and(|finding| finding.contains("in a simulated log, ")),
        "{stdout}"
    );
    let findings = findings(&folder.report().expect("there is a report"));
    for label in ["sites", "downtime", "outages", "observed", "verdicts"] {
        let line = findings.lines().find(|line| line.starts_with(label));
        let line = line.unwrap_or_else(|| panic!("no line {label} in {findings}"));
        assert!(line.contains("In a simulated log: "), "{line}");
    }
    let read = |name: &str| fs::read_to_string(output.join(name)).expect("the file is there");
    assert!(
        read("report.html").contains("<h1>t <span class=\"badge\">simulated probes</span></h1>")
    );
    assert!(read("report.html").contains("<title>t (simulated log)</title>"));
    // The lead sentence and the figures of the page are copied alone.
    let page = read("report.html");
    let finding = page.split("id=\"finding\">").nth(1).and_then(|rest| rest.split("</p>").next());
    assert!(finding.is_some_and(|text| text.contains("in a simulated log, ")), "{finding:?}");
    assert!(page.contains("<strong>1</strong> <span>went down in a simulated log"));
    assert!(read("report.md").contains("| simulated probes |"));
    assert!(read("report.md").starts_with("# t (simulated log)\n"));
    let package = read("datapackage.json");
    assert!(package.contains("\"title\": \"t (simulated log)\""));
    assert_eq!(
        package.matches("\"description\": \"In a simulated log: ").count(),
        // Every table but that of the claims, which are no part of the log.
        package.matches("\"path\": \"tables/").count() - 1
    );
    assert!(package.contains("\"description\": \"A row for each statement"));
    let incident = read("incident.json");
    assert!(incident.contains("\"simulated\": true") || incident.contains("\"simulated\":true"));
}

/// No probes of those days are known, so a report must never read as if there were any.
#[test]
fn the_committed_incident_is_simulated_throughout() {
    let report = committed("datasets/usa-offline-2022");
    assert_eq!((report.simulated, report.simulated_in_part), (true, false));
    for verdict in &report.verdicts {
        let says_so = verdict.flags.contains(&VerdictFlag::Simulated);
        let rests_on_probes = verdict.observed_share.is_some() || verdict.outage.is_some();
        assert_eq!(says_so, rests_on_probes, "{}", verdict_sentence(verdict));
    }
    assert!(report.outages.iter().chain(&report.blips).all(|one| one.has(OutageFlag::Simulated)));
    let tables = corroborate::report::tables::all(&report).expect("the tables are made");
    let claims = tables.iter().find(|table| table.name == "claims").expect("there are claims");
    // A claim on most or some of its sites has a verdict of its own.
    let text = String::from_utf8(csv_bytes(claims)).expect("a table is UTF-8");
    let on_whole = text.lines().filter(|line| line.contains("The claim is about ")).count();
    let said = text.lines().filter(|line| line.contains(": in the simulated log, ")).count();
    assert!(on_whole > 0 && said == on_whole, "{said} of {on_whole}");
    let airports = committed("datasets/airports-2022");
    assert!(!airports.simulated && airports.totals.measured == 0);
}
