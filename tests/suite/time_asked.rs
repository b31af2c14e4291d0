//! The time that a claim is held against (M19), where its own words leave an end open or add
//! nothing.

use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES, log};
use corroborate::clock::MINUTE;
use corroborate::model::{Judgement, Report, Verdict};

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
