//! Sentences on one site, and sums beside them, as cards, lists and the summary have them.

use crate::incident_folder::{IncidentFolder, PROBES, request};
use crate::page_rows::html;
use crate::tables::csv_bytes;
use corroborate::model::{Report, Request};
use corroborate::pipeline::{report_of, report_with_variations_of};
use corroborate::report::tables;
use corroborate::report::terminal::summary::lines;
use std::path::Path;

/// Rows of one site from one vantage: each letter a probe, five minutes apart, up (`u`) or down
/// (`d`).
fn rows(site: &str, vantage: &str, saw: &str) -> String {
    let mut rows = String::new();
    for (number, letter) in saw.chars().enumerate() {
        let word = if letter == 'u' { "up" } else { "down" };
        let (hour, minute) = (number * 5 / 60, number * 5 % 60);
        rows.push_str(&format!("2031-03-04T{hour:02}:{minute:02}:00Z,{site},{vantage},{word}\n"));
    }
    rows
}

fn report(saw: &str) -> Report {
    let log = format!("timestamp,site,vantage,result\n{}", rows("a.example", "here", saw));
    IncidentFolder::new(PROBES).with("probes.csv", log).report().unwrap()
}

fn line(report: &Report, label: &str) -> String {
    lines(report).into_iter().find(|line| line.label == label).unwrap().text
}

/// "Since when is not on the record first; it was not seen back" and "since when is not on the
/// record and was back" were no sentences.
#[test]
fn a_start_that_is_not_on_the_record_stands_in_brackets() {
    let once = html(&report("ddduuuuuu"));
    let words = "A.example could not be reached for at least 10 min in the early hours of 4 March \
                 2031 (UTC), as seen by 3 failed probes from 1 place. It was down by 00:00:00 \
                 (since when is not on the record) and was back between 00:10:00 and 00:15:00";
    assert!(once.to_lowercase().contains(&words.to_lowercase()), "{once}");
    let again = html(&report("dduuuuuuuuuddd"));
    let words = "it was first down by 00:00:00 (since when is not on the record); \
                 it was not seen back after 01:05:00";
    assert!(again.to_lowercase().contains(&words.to_lowercase()), "{again}");
    let seen = html(&report("uudduuuuuuuuudduuuuuuuuu"));
    let words = "it first went down between 00:05:00 and 00:10:00 and was back from \
                 the last time between 01:10:00 and 01:15:00";
    assert!(seen.to_lowercase().contains(&words.to_lowercase()), "{seen}");
}

/// A log of changes has one row for an outage: its card counted 12 failed probes and said of none
/// that no row has it.
#[test]
fn probes_that_no_row_records_are_counted_so_on_a_card() {
    let log = "timestamp,site,result\n2031-03-04T00:00Z,a,up\n2031-03-04T01:00Z,a,down\n\
               2031-03-04T02:00Z,a,up\n2031-03-04T03:00Z,a,up\n";
    let settings = "[[probes]]\nfiles = \"probes.csv\"\ncadence = \"on-change\"\n\
                    interval = \"5m\"\n";
    let folder = IncidentFolder::new(settings).with("probes.csv", log);
    let page = html(&folder.report().unwrap());
    let words = "12 failed probes from 1 place (11 of them declared, in no row)";
    assert!(page.contains(words), "{page}");
}

/// Two stretches of ten minutes were "20 min 1 s in all": each has its last moment, too.
#[test]
fn times_of_contradicting_logs_are_added_without_their_last_moments() {
    let log = |saw| format!("timestamp,site,vantage,result\n{}", rows("a", "here", saw));
    let settings = "[[probes]]\nfiles = \"one.csv\"\n[[probes]]\nfiles = \"two.csv\"\n";
    let folder = IncidentFolder::new(settings)
        .with("one.csv", log("uudddduuuuudddduuuu"))
        .with("two.csv", log("uuuuuuuuuuuuuuuuuuu"));
    let words = line(&folder.report().unwrap(), "conflict");
    assert!(words.contains("2 times, for 30 min in all"), "{words}");
}

/// "0 sites went down" stood eight times over airports that nobody had probed.
#[test]
fn rules_change_nothing_where_nothing_was_measured() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets/airports-2022");
    let report = report_with_variations_of(&request(&folder)).unwrap();
    assert!(!report.variations.is_empty(), "other rules were tried");
    let page = html(&report);
    assert!(!page.contains("of the rules were tried"), "nothing is known under any of them");
    let tables = tables::all(&report).unwrap();
    let table = tables.iter().find(|table| table.name == "sensitivity").unwrap();
    let csv = String::from_utf8(csv_bytes(table)).unwrap();
    let at = csv.lines().next().unwrap().split(',').position(|name| name == "went_down").unwrap();
    for row in csv.lines().skip(1) {
        assert_eq!(row.split(',').nth(at), Some(""), "{row}");
    }
}

/// Claims about sites that were left out were counted as made of the one that was asked for.
#[test]
fn claims_of_sites_that_are_left_out_are_counted_apart() {
    let log = format!(
        "timestamp,site,vantage,result\n{}{}",
        rows("a.example", "here", "uudduu"),
        rows("b.example", "here", "uuuuuu")
    );
    let claims = "claim,claimant,role,kind,published,targets\n\
                  one,Crew,attacker,attack,2031-03-04T00:05Z,a.example\n\
                  two,Crew,attacker,attack,2031-03-04T00:05Z,b.example\n";
    let folder = IncidentFolder::new(PROBES)
        .with("probes.csv", log)
        .with("sites.csv", "site\na.example\nb.example\n")
        .with("claims.csv", claims);
    let only_sites = ["a.example".to_owned()].into();
    let narrowed = report_of(&Request { only_sites, ..request(folder.path()) }).unwrap();
    let words = "2 claims (1 of sites that are left out alone) by 1 claimant on 1 site, 1 measured";
    assert_eq!(line(&narrowed, "claims"), words);
}

/// Ends of times were printed as `00:10:59.999999` where the stamps tell a minute.
#[test]
fn a_time_to_the_minute_is_printed_no_finer() {
    let log = "timestamp,site,result\n2031-03-04T00:00Z,a,up\n2031-03-04T00:05Z,a,down\n\
               2031-03-04T00:10Z,a,up\n2031-03-04T00:15Z,a,up\n2031-03-04T00:20Z,a,up\n";
    let folder = IncidentFolder::new(PROBES).with("probes.csv", log);
    let page = html(&folder.report().unwrap());
    assert!(!page.contains(".999999"), "{page}");
    assert!(page.contains("2031-03-04 00:11:00 UTC"), "{page}");
}
