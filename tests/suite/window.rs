//! The window where none is declared: from the first row of any result to the last.

use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES};
use corroborate::clock::rfc3339;
use corroborate::model::Report;

const HEADER: &str = "timestamp,site,vantage,result\n";

fn report(settings: &str, rows: &str) -> Report {
    let probes = format!("{HEADER}{rows}");
    IncidentFolder::new(settings).with("probes.csv", probes).report().unwrap()
}

/// First moment of the window, and the first after it.
fn ends(report: &Report) -> [String; 2] {
    let window = report.window.unwrap();
    [window.from(), window.until()].map(rfc3339)
}

/// In a log of changes an unknown row ends, one probe before it, what it ends; a log of probes was
/// looked at until its unknown row.
#[test]
fn an_unknown_row_ends_the_window_of_a_log_of_changes_one_probe_earlier() {
    let rows = "2022-10-05T00:00:00Z,a,x,up\n2022-10-05T02:00:00Z,a,x,unknown\n";
    let changes = "[[probes]]\nfiles = \"probes.csv\"\ncadence = \"on-change\"\n\
        interval = \"5m\"\n";
    let until = |settings: &str, rows: &str| ends(&report(settings, rows))[1].clone();
    assert_eq!(until(PROBES, rows), "2022-10-05T02:00:00Z");
    assert!(until(changes, rows).starts_with("2022-10-05T01:55:00"), "{}", until(changes, rows));
    let known = rows.replace("unknown", "down");
    assert!(
        until(changes, &known).starts_with("2022-10-05T02:00:00"),
        "{}",
        until(changes, &known)
    );
}

/// A window of one moment holds that moment, so the share of it that was observed is all.
#[test]
fn a_single_probe_observes_all_of_its_window() {
    let report = report(PROBES, "2022-10-05T00:00:00Z,a,x,up\n");
    assert_eq!(report.sites[0].observed_share, Some(1.0));
}

/// Claims without any probe: the window goes from the first moment of a claim to the last.
#[test]
fn without_probes_the_claims_make_the_window() {
    let claims = format!(
        "{CLAIMS}c,K,attacker,attack,2022-10-05T06:00:00Z,,a\n\
         d,O,operator,outage,2022-10-05T09:00:00Z,2022-10-05T05:00:00Z/2022-10-05T08:00:00Z,a\n"
    );
    let report = IncidentFolder::new("").with("claims.csv", claims).report().unwrap();
    let [from, until] = ends(&report);
    assert_eq!(from, "2022-10-05T05:00:00Z");
    assert!(until.starts_with("2022-10-05T09:00:0"), "{until}");
}
