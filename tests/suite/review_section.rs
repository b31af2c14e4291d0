//! `report.md` is a section of a review: two screens for ten outages, whatever the archive holds;
//! the order of its timeline; and the finding, which is one in every place.

use crate::incident_folder::{IncidentFolder, PROBES};
use crate::page_rows::{rows, words};
use corroborate::model::Report;
use corroborate::report::{page, tables, terminal};
use std::path::Path;

const HEADER: &str = "claim,claimant,role,kind,published,asserted,targets\n";

/// Probes of so many sites, each down once for half an hour, five minutes behind the one before;
/// and as many statements on all of them as there are names of claimants.
fn report_of(sites: usize, claimants: &[&str]) -> Report {
    let mut log = "timestamp,site,result\n".to_owned();
    for site in 0..sites {
        for step in 0..24 * 12 {
            let down = (site % 200 + 12..site % 200 + 18).contains(&step);
            let word = if down { "down" } else { "up" };
            let (hour, minute) = (step / 12, step % 12 * 5);
            log.push_str(&format!("2032-02-03T{hour:02}:{minute:02}:00Z,site{site:02},{word}\n"));
        }
    }
    let mut claims = HEADER.to_owned();
    for (number, name) in claimants.iter().enumerate() {
        let kind = if number == 0 { "attacker,attack" } else { "media,outage" };
        let stamp = format!("2032-02-03T{:02}:{:02}:00Z", 1 + number / 60, number % 60);
        claims.push_str(&format!("c{number},{name},{kind},{stamp},,*\n"));
    }
    let incident = IncidentFolder::new(&format!("zone = \"Europe/Zurich\"\n{PROBES}"));
    incident.with("probes.csv", log).with("claims.csv", claims).report().unwrap()
}

fn markdown(report: &Report) -> String {
    page::markdown(report, &tables::all(report).unwrap(), &[]).unwrap()
}

fn html(report: &Report) -> String {
    page::html(report, &tables::all(report).unwrap(), &[]).unwrap()
}

/// Lines of 100 letters that a text fills, those without a letter left out.
fn lines_filled(text: &str) -> usize {
    text.lines().map(|line| line.chars().count().div_ceil(100)).sum()
}

/// 286 lines of 120 letters, and more with each statement.
#[test]
fn a_short_report_of_ten_outages_is_two_screens_and_does_not_grow() {
    let few = markdown(&report_of(10, &["Crew", "Daily", "Herald"]));
    assert!(lines_filled(&few) <= 80, "{} lines:\n{few}", lines_filled(&few));
    for site in ["site00", "site09"] {
        assert!(few.contains(&format!("| {site} |")), "each outage is in the table: {few}");
    }
    let names: Vec<String> = (0..90).map(|number| format!("Paper {number}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let many = markdown(&report_of(60, &names));
    assert!(lines_filled(&many) <= 100, "{} lines:\n{many}", lines_filled(&many));
}

/// The only outage in a timeline of 26 rows was of a site that nobody had named.
#[test]
fn starts_and_ends_of_the_named_sites_stand_in_the_short_timeline() {
    let few = markdown(&report_of(2, &["Crew", "Daily"]));
    let timeline = few.split("## Timeline").nth(1).unwrap().split("\n## ").next().unwrap();
    for said in ["site00 went down", "site00 came back", "site01 went down", "site01 came back"] {
        assert!(timeline.contains(said), "{said}: {timeline}");
    }
    let more = markdown(&report_of(10, &["Crew", "Daily"]));
    let timeline = more.split("## Timeline").nth(1).unwrap().split("\n## ").next().unwrap();
    assert!(timeline.contains("sites went down: "), "{timeline}");
    assert!(timeline.contains("tables/timeline.csv holds all."), "{timeline}");
}

/// A statement of "some time from 00:30 to 10:00" stood behind all that had happened by 10:00.
#[test]
fn a_wide_statement_stands_at_its_first_moment() {
    let mut log = "timestamp,site,result\n".to_owned();
    for step in 0..24 {
        let word = if (9..14).contains(&step) { "down" } else { "up" };
        log.push_str(&format!("2032-02-03T{:02}:{:02}:00Z,a,{word}\n", step / 2, step % 2 * 30));
    }
    let claims = format!(
        "{HEADER}post,Crew,attacker,attack,2032-02-03T00:30Z/2032-02-03T10:00Z,,a\n\
         word,Daily,media,outage,2032-02-03T11:00Z,,a\n"
    );
    let incident = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"));
    let report = incident.with("probes.csv", log).with("claims.csv", claims).report().unwrap();
    let page = html(&report);
    let order = "Rows are in order of the first moment of each; where the times of two overlap, \
                 which came first is not known.";
    assert!(words(&page).contains(order) && markdown(&report).contains(order));
    let all = rows(&page);
    let at = |said: &str| all.iter().position(|row| row.contains(said)).unwrap();
    let places =
        [at("published: attack"), at("a went down"), at("a came back"), at("Daily (media)")];
    assert!(places.is_sorted(), "{all:#?}");
    let table = tables::all(&report).unwrap();
    let table = table.iter().find(|table| table.name == "timeline").unwrap();
    let csv = String::from_utf8(crate::tables::csv_bytes(table)).unwrap();
    let line = |said: &str| csv.lines().position(|line| line.contains(said)).unwrap();
    assert!(line("claim_published") < line("onset"), "{csv}");
}

/// The page had a length that stdout and `--json` lacked, in a sentence of 54 words.
#[test]
fn the_finding_is_the_same_in_every_place_and_each_sentence_is_read_at_once() {
    let report = report_of(10, &["Crew"]);
    let summary = terminal::summary::summary(&report, Path::new("out/report.html"));
    let down = "The 10 that went down were down for 25 min to 35 min each, on 3 Feb 2032, as seen \
                by 60 failed probes from 1 place.";
    assert!(summary.contains(down), "{summary}");
    let json: serde_json::Value =
        serde_json::from_str(&terminal::summary::json(&report, "report.html")).unwrap();
    let finding = json["finding"].as_str().unwrap();
    assert!(finding.contains(down) && words(&html(&report)).contains(down), "{finding}");
    let first = finding.split(". ").next().unwrap();
    assert!(first.split_whitespace().count() <= 40, "{first}");
}

/// "9 h / 4 min" at the end of a line.
#[test]
fn lengths_on_the_page_are_not_broken() {
    let page = html(&report_of(2, &["Crew"]));
    assert!(page.contains("25\u{a0}min to 35\u{a0}min"), "no line ends within a length");
    assert!(!page.contains("for 25 min"));
}
