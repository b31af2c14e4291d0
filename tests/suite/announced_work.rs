//! Announced work: what an operator said, or what was made up to go with simulated probes.

use crate::charts::chart;
use crate::incident_folder::{IncidentFolder, committed};
use crate::page_rows::{html, words};
use crate::tables::{csv_bytes, rows};
use corroborate::model::{Report, VerdictFlag};
use corroborate::report::terminal::summary::lines;
use corroborate::report::{tables, verdict_sentence};

const LOG: &str = "timestamp,site,status_code\n\
    2022-10-05T00:00:00Z,a,200\n2022-10-05T00:05:00Z,a,503\n2022-10-05T00:10:00Z,a,503\n\
    2022-10-05T00:15:00Z,a,503\n2022-10-05T00:20:00Z,a,200\n2022-10-05T01:00:00Z,b,200\n";

/// A report on these rows of `maintenance.csv`, each of a site, two minutes of the hour, and
/// whether it is simulated.
fn report(works: &[(&str, u32, u32, &str)]) -> Report {
    let row = |(site, from, until, simulated): &(&str, u32, u32, &str)| {
        format!("{site},2022-10-05T00:{from:02}Z,2022-10-05T00:{until:02}Z,{simulated}\n")
    };
    let works: String = works.iter().map(row).collect();
    let settings = "[[probes]]\nfiles = \"probes.csv\"\nsimulated = true\n";
    let folder = IncidentFolder::new(settings).with("probes.csv", LOG);
    folder.with("maintenance.csv", format!("site,from,until,simulated\n{works}")).report().unwrap()
}

/// The rows of the timeline about announced work: site, sentence, and whether it is simulated.
fn timeline(report: &Report) -> Vec<[String; 3]> {
    let all = tables::all(report).unwrap();
    let table = all.iter().find(|table| table.name == "timeline").unwrap();
    let rows = rows(&csv_bytes(table));
    let at = |name: &str| rows[0].iter().position(|column| column == name).unwrap();
    let columns = [at("site"), at("sentence"), at("simulated")];
    let works = rows[1..].iter().filter(|row| row[at("entry")].starts_with("maintenance"));
    works.map(|row| columns.map(|column| row[column].clone())).collect()
}

/// Says which of three names the charts and the summary give the work.
fn called(report: &Report) -> [bool; 3] {
    let svg = chart(report, "timeline").svg;
    let line = lines(report).into_iter().find(|line| line.label == "downtime").unwrap().text;
    ["announced work", "simulated announced work", "announced work (some of the work is simulated)"]
        .map(|words| {
            let legend = svg.contains(&format!(">{words}<"));
            assert_eq!(legend, line.ends_with(&format!(" was outside {words}")), "{words}: {line}");
            legend
        })
}

#[test]
fn work_is_announced_unless_the_file_says_that_it_is_simulated() {
    let announced = report(&[("a", 5, 10, ""), ("b", 1, 2, "false")]);
    assert_eq!(called(&announced), [true, false, false]);
    assert!(timeline(&announced).iter().all(|row| row[2] == "no"));
    let begins = "Announced work on a begins; it lasts 5 min.";
    assert!(timeline(&announced).iter().any(|row| row[1] == begins));
    let simulated = report(&[("a", 5, 10, "TRUE")]);
    assert_eq!(called(&simulated), [false, true, false]);
    assert_eq!(
        timeline(&simulated),
        [
            ["a", "Simulated announced work on a begins; it lasts 5 min.", "yes"],
            ["a", "Simulated announced work on a ends.", "yes"],
        ]
    );
    let mixed = report(&[("a", 5, 10, "true"), ("a", 8, 12, ""), ("b", 1, 2, "true")]);
    assert_eq!(called(&mixed), [false, false, true]);
    let rows = timeline(&mixed);
    let of_a = &rows.iter().find(|row| row[0] == "a").unwrap();
    assert_eq!(of_a[1], "Announced work, some of it simulated, on a begins; it lasts 7 min.");
    assert_eq!(of_a[2], "in_part");
    assert!(rows.iter().filter(|row| row[0] == "b").all(|row| row[2] == "yes"));
}

#[test]
fn other_words_are_refused() {
    let report = report(&[("a", 5, 10, "maybe")]);
    assert_eq!(
        report.refusals.listed[0].to_string(),
        "maintenance.csv:2:4: simulated: expected `true`, `false` or nothing, found `maybe`"
    );
    assert!(report.sites[0].maintenance.is_empty());
}

/// Nobody announced the work in the bundled incident.
#[test]
fn the_work_of_the_committed_incident_is_called_simulated() {
    let report = committed("datasets/usa-offline-2022");
    let rows = timeline(&report);
    assert!(!rows.is_empty() && rows.iter().all(|row| row[2] == "yes"), "{rows:?}");
    assert_eq!(called(&report), [false, true, false]);
}

/// Work at a clock that was shown twice was stretched over both showings, and "0 s of the downtime
/// was outside announced work" came of it, which is so by neither reading.
#[test]
fn work_whose_clock_was_shown_twice_is_refused() {
    let log = "timestamp,site,status_code\n\
        2031-10-26T00:00:00Z,a,200\n2031-10-26T00:40:00Z,a,503\n2031-10-26T01:10:00Z,a,503\n\
        2031-10-26T01:30:00Z,a,200\n";
    let settings =
        "zone = \"Europe/Berlin\"\n[[probes]]\nfiles = \"probes.csv\"\nsilence = \"1d\"\n";
    let of = |from: &str, until: &str| {
        let works = format!("site,from,until\na,{from},{until}\n");
        let folder = IncidentFolder::new(settings).with("probes.csv", log);
        folder.with("maintenance.csv", works).report().unwrap()
    };
    for (from, until, at) in [
        ("2031-10-26T02:20", "2031-10-26T02:50", "maintenance.csv:2:2: from: "),
        ("2031-10-26T00:10", "2031-10-26T02:50", "maintenance.csv:2:3: until: "),
    ] {
        let report = of(from, until);
        let [refusal] = &report.refusals.listed[..] else { panic!("one refusal") };
        let refusal = refusal.to_string();
        assert!(refusal.starts_with(at), "{refusal}");
        assert!(refusal.contains("happened twice") && refusal.contains("UTC offset"), "{refusal}");
        assert!(report.sites[0].maintenance.is_empty());
    }
    // With its offset it is one time, and so is what can only be over the change.
    let written = of("2031-10-26T02:20:00+02:00", "2031-10-26T02:50:00+02:00");
    assert_eq!(written.sites[0].maintenance.spans().len(), 1);
    assert!(of("2031-10-26T02:50", "2031-10-26T02:10").refusals.listed.is_empty());
}

/// Work that goes on behind the end of the record was cut there, and "lasts 10 min" and "ends" came
/// of it, as if the plan said so; likewise at the start.
#[test]
fn work_has_the_ends_that_were_announced_and_not_those_of_the_record() {
    let report = {
        let works = "site,from,until\na,2022-10-05T00:50Z,2022-10-05T02:20Z\n\
            b,2022-10-04T22:30Z,2022-10-05T03:30Z\nb,2022-10-05T04:00Z,2022-10-05T05:00Z\n";
        let folder = IncidentFolder::new("[[probes]]\nfiles = \"probes.csv\"\n");
        folder.with("probes.csv", LOG).with("maintenance.csv", works).report().unwrap()
    };
    let all = tables::all(&report).unwrap();
    let csv = csv_bytes(all.iter().find(|table| table.name == "timeline").unwrap());
    let csv = String::from_utf8(csv).unwrap();
    for row in [
        "2022-10-05T00:50:00Z,2022-10-05T00:50:00Z,maintenance_begins,a,,,\
         Announced work on a begins; it lasts 1 h 30 min.,",
        "2022-10-05T02:20:00Z,2022-10-05T02:20:00Z,maintenance_ends,a,,,",
        "2022-10-04T22:30:00Z,2022-10-04T22:30:00Z,maintenance_begins,b,,,\
         Announced work on b begins; it lasts 5 h.,",
        "2022-10-05T03:30:00Z,2022-10-05T03:30:00Z,maintenance_ends,b,,,",
    ] {
        assert!(csv.contains(row), "{row}\n{csv}");
    }
    // What lies wholly behind the record has no row.
    assert_eq!(csv.matches(",maintenance_").count(), 4, "{csv}");
    let page = words(&html(&report));
    assert!(page.contains("announced work on a begins, and lasts 1 h 30 min"), "{page}");
    assert!(page.contains("announced work on b begins, and lasts 5 h"), "{page}");
}

/// "Went down once, for 10 min" stood over an outage that lay wholly inside of announced work, in
/// the finding, the figures, the card, and the verdict that it supported.
#[test]
fn an_outage_during_announced_work_is_said_to_be_so() {
    let made = |works: &str| {
        let claims = "claim,claimant,role,kind,published,targets\n\
                      x,Crew,attacker,attack,2022-10-05T00:08Z,a\n";
        let folder = IncidentFolder::new("[[probes]]\nfiles = \"probes.csv\"\n");
        let folder = folder.with("probes.csv", LOG).with("claims.csv", claims);
        folder.with("maintenance.csv", format!("site,from,until\n{works}")).report().unwrap()
    };
    let whole = made("a,2022-10-05T00:00Z,2022-10-05T00:30Z\n");
    let page = words(&html(&whole));
    let down = "a: it went down once, for 10 min to 20 min, all of it in announced work";
    assert!(page.contains(down), "{page}");
    assert!(page.contains("down, at that site; 0 s of it outside announced work"), "{page}");
    let verdict = verdict_sentence(&whole.verdicts[0]);
    let work = "Announced work overlaps that outage, from 2022-10-05 00:00:00 UTC to 2022-10-05 \
                00:30:00 UTC (M16).";
    assert!(verdict.contains(work), "{verdict}");
    let part = made("a,2022-10-05T00:10Z,2022-10-05T00:30Z\n");
    let page = words(&html(&part));
    assert!(page.contains("5 min to 10 min of it outside announced work"), "{page}");
    let without = made("b,2022-10-05T00:10Z,2022-10-05T00:30Z\n");
    assert!(!verdict_sentence(&without.verdicts[0]).contains("overlaps that outage"));
}

/// An upgrade that a status page announced for the time of an attack was in no flag and no sentence
/// of the attack's verdict.
#[test]
fn work_that_comes_as_a_claim_is_given_beside_other_claims() {
    let claims = |kind: &str, role: &str| {
        format!(
            "claim,claimant,role,kind,asserted,targets\n\
             crew,Crew,attacker,attack,2022-10-05T00:00Z/2022-10-05T00:10Z,a\n\
             plan,Page,{role},{kind},2022-10-05T00:03Z/2022-10-05T00:12Z,a\n"
        )
    };
    let judged = |kind: &str, role: &str| {
        let folder = IncidentFolder::new("[[probes]]\nfiles = \"probes.csv\"\n");
        folder.with("probes.csv", LOG).with("claims.csv", claims(kind, role)).report().unwrap()
    };
    let of = |report: &Report, claim: &str| {
        let verdict = report.verdicts.iter().find(|one| one.claim.as_deref() == Some(claim));
        let verdict = verdict.unwrap();
        (verdict.flags.contains(&VerdictFlag::MaintenanceOverlap), verdict_sentence(verdict))
    };
    let report = judged("maintenance", "operator");
    let (is_flagged, sentence) = of(&report, "crew");
    let work = "Announced work overlaps that outage, from 2022-10-05 00:03:00 UTC to 2022-10-05 \
        00:12:00 UTC";
    assert!(is_flagged && sentence.contains(work), "{sentence}");
    let (is_flagged, sentence) = of(&report, "plan");
    assert!(!is_flagged && !sentence.contains("Announced work"), "itself: {sentence}");
    // A paper announces no work.
    for (kind, role) in [("maintenance", "media"), ("outage", "operator")] {
        assert!(!of(&judged(kind, role), "crew").0, "{kind} by {role}");
    }
}
