//! Stated limits: what a run does not take, and says so before it takes time or memory.

use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES, request};
use corroborate::incident::open;
use corroborate::model::{IdMap, Sample, SampleSink};
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

/// Announced work of more sites than are held stops the run in words.
#[test]
fn announced_work_past_the_limit_stops_the_run() {
    let work = |rows: usize| {
        let mut text = "site,from,until\n".to_owned();
        for _ in 0..rows {
            text.push_str("*,2022-10-05T00:00Z,2022-10-05T01:00Z\n");
        }
        incident(2_000, 0).with("maintenance.csv", text).report()
    };
    assert!(work(1_000).is_ok());
    let why = work(1_001).unwrap_err();
    let words = "maintenance.csv: more than 2,000,000 pairs of a row and one of its sites";
    assert!(why.contains(words), "{why}");
}

/// A sink that is full from the beginning.
#[derive(Default)]
struct FullSink;

impl SampleSink for FullSink {
    fn push(&mut self, _: Sample, _: &[String]) {}

    fn follow(&mut self, _: FullSink, _: &IdMap, _: &[String]) {}

    fn is_full(&self) -> bool {
        true
    }
}

/// A reading whose rows no longer fit is stopped in words, and not at its end.
#[test]
fn a_reading_stops_where_there_is_no_room() {
    let read = |rows: usize| {
        let mut log = "timestamp,site,result\n".to_owned();
        for row in 0..rows {
            let (day, of_day) = (1 + row / 86_400, row % 86_400);
            let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
            writeln!(log, "2022-10-{day:02}T{hour:02}:{minute:02}:{second:02}Z,a,up").unwrap();
        }
        let folder = IncidentFolder::new(PROBES).with("probes.csv", log);
        let mut opened = open(&request(folder.path())).unwrap();
        opened.logs.read_into(&mut FullSink, |_| ()).map_err(|why| why.to_string())
    };
    assert_eq!(read(1_000), Ok(()), "it is asked now and then");
    let why = read(1_050_000).unwrap_err();
    assert!(
        why.contains("probes.csv: with it the results of the probes change more than 10,000,000")
    );
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
