//! The time that a claim is held against (M19), where its own words leave an end open or add
//! nothing.

use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES, log};
use corroborate::clock::{MINUTE, SECOND};
use corroborate::model::findings::NoProbeInside;
use corroborate::model::{Finding, Judgement, Report, Verdict};

/// Probes of the site `a` every five minutes through the day, down in these minutes.
fn report(down: std::ops::Range<i64>, claim: &str) -> Report {
    let rows = (0..24 * 12).map(|step| {
        let minute = step * 5;
        (minute * MINUTE, "a", "x", if down.contains(&minute) { 503 } else { 200 })
    });
    let incident = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"));
    let incident = incident.with("probes.csv", log(rows));
    let report = incident.with("claims.csv", format!("{CLAIMS}{claim}")).report().unwrap();
    assert_eq!(report.refusals.count(), 0, "{:?}", report.refusals.listed);
    report
}

fn verdict(report: &Report) -> &Verdict {
    report.verdicts.iter().find(|verdict| verdict.claim.is_some()).unwrap()
}

/// Down from 11:00 to 11:30. Who says at 12:00 that a site can be reached does not speak of the
/// hour before.
#[test]
fn a_site_said_to_be_reachable_is_asked_for_that_moment_alone() {
    let at = "2022-10-05T11:57:00Z/2022-10-05T12:13:00Z";
    let report = report(660..690, &format!("c,O,operator,reachable,{at},,a\n"));
    assert_eq!(verdict(&report).judgement, Judgement::Supported, "{:?}", verdict(&report).finding);
}

/// An attack was published at some time until 06:00, nobody knows since when: at 00:05, say. An
/// outage from 08:00 on is then in the time asked for some of these moments and not for others.
#[test]
fn a_publication_with_an_open_end_has_no_certain_time() {
    let said = |published: &str| format!("c,K,attacker,attack,{published},,a\n");
    let open = report(480..540, &said("../2022-10-05T06:00:00Z"));
    assert_ne!(verdict(&open).judgement, Judgement::Supported, "{:?}", verdict(&open).finding);
    let closed = report(480..540, &said("2022-10-05T05:50:00Z/2022-10-05T06:00:00Z"));
    assert_eq!(verdict(&closed).judgement, Judgement::Supported);
}

/// In a log of changes a row stands for a probe every five minutes, until one before the next row.
/// Up from 01:30 until 05:55, with the same row once more at 01:32: six probes from 02:00 to 02:30.
#[test]
fn rows_of_a_log_of_changes_stand_for_probes_at_its_interval() {
    let at = |clock: &str, code| format!("2022-10-05T{clock}:00Z,a,x,{code}\n");
    let view = |rows: &[(&str, u16)]| {
        let rows: String = rows.iter().map(|(clock, code)| at(clock, *code)).collect();
        let claims =
            "c,O,operator,outage,2022-10-05T09:00Z,2022-10-05T02:00:00Z/2022-10-05T02:30:00Z,a\n";
        let settings = "zone = \"UTC\"\n[[probes]]\nfiles = \"probes.csv\"\n\
            cadence = \"on-change\"\ninterval = \"5m\"\n";
        let incident = IncidentFolder::new(settings);
        let incident =
            incident.with("probes.csv", format!("timestamp,site,vantage,status_code\n{rows}"));
        let report = incident.with("claims.csv", format!("{CLAIMS}{claims}")).report().unwrap();
        let verdict = verdict(&report);
        assert_eq!(verdict.judgement, Judgement::Contradicted, "{:?}", verdict.finding);
        let Finding::UpThroughout(view) = verdict.finding else { panic!("{verdict:?}") };
        view
    };
    let one = view(&[("01:00", 503), ("01:30", 200), ("06:00", 503)]);
    assert_eq!((one.probes.least, one.probes.most), (6, 6));
    assert_eq!(one.furthest_us, Some(300 * SECOND));
    let twice = view(&[("01:00", 503), ("01:30", 200), ("01:32", 200), ("06:00", 503)]);
    assert_eq!(twice.probes, one.probes);
}

/// Probes 8 and 12 minutes apart in turn: from 0:13 to 0:17 one can lie, and none must.
#[test]
fn a_time_shorter_than_the_interval_is_reported_with_the_interval() {
    let minutes = (0..30).flat_map(|pair| [pair * 20, pair * 20 + 8]);
    let rows = minutes.map(|minute| (minute * MINUTE, "a", "x", 200));
    let incident = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"));
    let claims =
        "c,O,operator,outage,2022-10-05T06:00Z,2022-10-05T00:13:00Z/2022-10-05T00:17:00Z,a\n";
    let incident = incident.with("probes.csv", log(rows));
    let report = incident.with("claims.csv", format!("{CLAIMS}{claims}")).report().unwrap();
    let verdict = verdict(&report);
    let Finding::NoProbeInside(NoProbeInside { interval_around: apart, .. }) = verdict.finding
    else {
        panic!("{verdict:?}")
    };
    // Where one may lie, "not measured" would be too much.
    assert_eq!(verdict.judgement, Judgement::Insufficient);
    let minutes = apart.map(|it| (it.shortest_us / MINUTE, it.longest_us / MINUTE));
    assert_eq!(minutes, Some((8, 12)));
}

/// A vantage with a probe in the time asked is listed, and so is one whose probes are set aside;
/// others are not. No vantage is listed beside an outage that was seen.
#[test]
fn vantages_are_listed_where_they_looked_in_the_time_asked() {
    let mut rows = Vec::new();
    for minute in (0..360).step_by(5) {
        for site in ["a", "b", "c", "d", "e"] {
            for vantage in ["early", "sick", "well", "wide"] {
                let fails = vantage == "sick" && (180..210).contains(&minute);
                let down = site == "a" && (300..320).contains(&minute);
                if vantage != "early" || minute < 60 {
                    let code = if fails || down { 503 } else { 200 };
                    rows.push((minute * MINUTE, site, vantage, code));
                }
            }
        }
    }
    let settings = format!("zone = \"UTC\"\n{PROBES}");
    let listed = |asserted: &str| -> Vec<String> {
        let claims = format!("{CLAIMS}c,O,operator,outage,2022-10-05T06:00Z,{asserted},a\n");
        let incident = IncidentFolder::new(&settings).with("probes.csv", log(rows.clone()));
        let report = incident.with("claims.csv", claims).report().unwrap();
        let views = verdict(&report).vantages.iter();
        views
            .map(|view| format!("{} {} {}", view.vantage, view.probes.least, view.set_aside.least))
            .collect()
    };
    let all = ["early 8 0", "sick 8 0", "well 8 0", "wide 8 0"];
    assert_eq!(listed("2022-10-05T00:10:00Z/2022-10-05T00:50:00Z"), all);
    let later = ["sick 0 6", "well 6 0", "wide 6 0"];
    assert_eq!(listed("2022-10-05T03:00:00Z/2022-10-05T03:30:00Z"), later);
    assert!(listed("2022-10-05T04:40:00Z/2022-10-05T05:40:00Z").is_empty());
}
