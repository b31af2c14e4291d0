//! Times of claims, of the window and of announced work: all three are read alike, but for work
//! whose clock was shown twice (M3).

use crate::incident_folder::{self, IncidentFolder};
use corroborate::clock::{Range, Span, Zone, parse_range, parse_readings, rfc3339};
use corroborate::model::Report;

/// The clocks of Berlin went back on 29 October 2023: 02:00 to 03:00 was shown twice, from 00:00Z
/// and from 01:00Z. Each row: from, until, and what they mean; empty where no reading is an
/// interval.
const INTERVALS: [(&str, &str, &str); 7] = [
    ("2023-10-29T01:50", "2023-10-29T02:20", "2023-10-28T23:50:00Z to 2023-10-29T01:20:00Z"),
    ("2023-10-29T02:20", "2023-10-29T02:40", "2023-10-29T00:20:00Z to 2023-10-29T01:40:00Z"),
    ("2023-10-29T02:40", "2023-10-29T02:20", "2023-10-29T00:40:00Z to 2023-10-29T01:20:00Z"),
    ("2023-10-29T02:40", "2023-10-29T03:20", "2023-10-29T00:40:00Z to 2023-10-29T02:20:00Z"),
    ("2023-10-29T04:20", "2023-10-29T04:20", "2023-10-29T03:20:00Z to 2023-10-29T03:21:00Z"),
    ("2023-10-29T03:20", "2023-10-29T02:40", ""),
    ("2023-10-29T04:40", "2023-10-29T04:20", ""),
];
const PROBES: &str = "timestamp,site,status_code\n2023-10-28T20:00:00Z,shop,200\n\
    2023-10-29T06:00:00Z,shop,200\n";

fn written(range: Range) -> String {
    let [from, until] = [range.earliest, range.latest].map(|end| end.expect("both ends are there"));
    format!("{} to {}", rfc3339(from), rfc3339(until))
}

fn written_span(span: Span) -> String {
    format!("{} to {}", rfc3339(span.from()), rfc3339(span.until()))
}

fn report(settings: &str, files: &[(&str, &str)]) -> Result<Report, String> {
    let settings = format!("zone = \"Europe/Berlin\"\n{settings}{}", incident_folder::PROBES);
    let mut folder = IncidentFolder::new(&settings).with("probes.csv", PROBES);
    for (name, text) in files {
        folder = folder.with(name, text);
    }
    folder.report()
}

#[test]
fn a_claim_the_window_and_announced_work_are_read_alike() {
    for (from, until, expected) in INTERVALS {
        let claims = format!(
            "claim,claimant,role,kind,asserted,targets\nc,A,media,outage,{from}/{until},shop\n"
        );
        let works = format!("site,from,until\nshop,{from},{until}\n");
        let files = [("claims.csv", claims.as_str()), ("maintenance.csv", works.as_str())];
        let read = report("", &files).expect("the folder is an incident");
        let window = format!("window = {{ from = \"{from}\", until = \"{until}\" }}\n");
        let windowed = report(&window, &[]);
        if expected.is_empty() {
            let kinds: Vec<&str> = read.refusals.by_kind().keys().copied().collect();
            assert_eq!(kinds, ["empty_span", "time"], "{from} {until}");
            let why = windowed.expect_err("the window ends before it begins");
            assert!(why.contains("ends before it begins"), "{why}");
            continue;
        }
        let asserted = read.claims[0].asserted.expect("the claim has a time");
        assert_eq!(written(asserted), expected, "{from} {until}");
        let work = read.sites[0].maintenance.spans().first().map(|work| written_span(*work));
        let kinds: Vec<&str> = read.refusals.by_kind().keys().copied().collect();
        // Of several readings none is the time of the work.
        match parse_readings(&format!("{from}/{until}"), Zone::named("Europe/Berlin").ok()).len() {
            0 => assert_eq!(work.as_deref(), Some(expected), "{from} {until}"),
            _ => assert_eq!((work, &kinds[..]), (None, &["time"][..]), "{from} {until}"),
        }
        let window = windowed.expect("the folder is an incident").window;
        assert_eq!(window.map(written_span).as_deref(), Some(expected), "{from} {until}");
    }
}

/// A claim of the second showing was held against the first alone.
#[test]
fn an_end_that_a_clock_shows_twice_is_its_last_showing() {
    let rows = "timestamp,site,status_code\n\
        2023-10-29T00:20:00Z,shop,200\n2023-10-29T00:50:00Z,shop,200\n\
        2023-10-29T01:10:00Z,shop,200\n2023-10-29T01:15:00Z,shop,503\n\
        2023-10-29T01:20:00Z,shop,503\n2023-10-29T01:25:00Z,shop,503\n\
        2023-10-29T01:30:00Z,shop,200\n";
    let claims = "claim,claimant,role,kind,asserted,targets\n\
        c,A,attacker,attack,2023-10-29T02:10/2023-10-29T02:25,shop\n";
    let zone = "zone = \"Europe/Berlin\"\n";
    let report = IncidentFolder::new(&format!("{zone}{}", incident_folder::PROBES))
        .with("probes.csv", rows)
        .with("claims.csv", claims)
        .report()
        .expect("the folder is an incident");
    let asserted = report.claims[0].asserted.expect("the claim has a time");
    let outage = &report.outages[0];
    let (after, by) = (outage.onset.after.expect("an up before it"), outage.first_down());
    assert!(asserted.earliest < Some(after) && Some(by) < asserted.latest);
}

#[test]
fn no_text_makes_a_range_that_ends_before_it_begins() {
    let berlin = corroborate::clock::Zone::named("Europe/Berlin").ok();
    let clocks: Vec<String> = (0..5)
        .flat_map(|hour| [0, 29, 30, 59].map(|minute| format!("2023-10-29T{hour:02}:{minute:02}")))
        .collect();
    for from in &clocks {
        for until in &clocks {
            let Ok(range) = parse_range(&format!("{from}/{until}"), berlin) else { continue };
            assert!(range.earliest < range.latest, "{from}/{until}");
        }
    }
}
