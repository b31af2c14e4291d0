//! Stated limits: what a run does not take, and says so before it takes time or memory.

use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES};
use std::fmt::Write as _;

/// An incident with so many sites, and so many claims on every one of them.
fn incident(sites: usize, claims: usize) -> IncidentFolder {
    let mut table = "site\n".to_owned();
    for site in 0..sites {
        writeln!(table, "s{site}").unwrap();
    }
    let mut said = CLAIMS.to_owned();
    for claim in 0..claims {
        writeln!(said, "c{claim},Wave,attacker,attack,2022-10-05T00:10Z,,*").unwrap();
    }
    let log = "timestamp,site,status_code\n2022-10-05T00:00:00Z,s0,200\n";
    IncidentFolder::new(PROBES)
        .with("probes.csv", log)
        .with("sites.csv", table)
        .with("claims.csv", said)
}

/// More than two million verdicts stop the run in words.
#[test]
fn verdicts_past_the_limit_stop_the_run() {
    let why = incident(1_001, 2_000).report().unwrap_err();
    let words = "come to 2,002,000 verdicts, and at most 2,000,000 are made at once";
    assert!(why.contains(words), "{why}");
    assert_eq!(incident(20, 10).report().unwrap().verdicts.len(), 200);
}

/// A repeated site is found among many thousand, each of which is looked up once.
#[test]
fn a_repeated_site_is_found_among_many() {
    let folder = incident(30_000, 0);
    let sites = std::fs::read_to_string(folder.root().join("sites.csv")).unwrap() + "s17\n";
    folder.write("sites.csv", sites);
    let report = folder.report().unwrap();
    assert_eq!(report.sites.len(), 30_000);
    assert_eq!(report.refusals.count(), 1);
}
