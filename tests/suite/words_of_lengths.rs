//! Sentences of verdicts on how long a site was down, and by which of its probes.

use crate::incident_folder::{IncidentFolder, PROBES};
use crate::site_days::log_from;
use corroborate::model::Report;
use corroborate::report::verdict_sentence;

const HEADER: &str = "claim,claimant,role,kind,published,asserted,targets,quantifier\n";

/// A log of one site, by vantage.
fn log(saw: &[(&str, &str)]) -> String {
    let names: Vec<String> =
        saw.iter().map(|(vantage, _)| format!("ash.example@{vantage}")).collect();
    let sites: Vec<(&str, &str)> =
        names.iter().zip(saw).map(|(name, (_, saw))| (name.as_str(), *saw)).collect();
    log_from("2032-02-03", &sites)
}

/// A report on one claim about the site, of a kind and a time, and perhaps a denial.
fn claimed(saw: &[(&str, &str)], kind: &str, time: &str, quantifier: &str) -> Report {
    let time = time.replace("00:", "2032-02-03T00:").replace("01:", "2032-02-03T01:");
    let row =
        format!("x,Paper,media,{kind},2032-02-03T02:00:00Z,{time},ash.example,{quantifier}\n");
    let folder = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"));
    let folder = folder.with("probes.csv", log(saw)).with("claims.csv", format!("{HEADER}{row}"));
    folder.report().unwrap()
}

fn sentence(report: &Report) -> String {
    verdict_sentence(report.verdicts.iter().find(|one| one.claim.is_some()).unwrap())
}

/// "30 min to 35 min" left out an outage that may have gone on in the first minutes of the time.
#[test]
fn the_greatest_time_down_holds_an_outage_that_may_reach_into_the_time() {
    // Down from (5, 10] to (15, 20], and from (45, 50] to (60, 65].
    let saw = [("one", "uuddddddduuuuuuuuuuu")];
    let plain = sentence(&claimed(&saw, "outage", "00:00Z/01:00Z", ""));
    assert!(!plain.contains("another outage"), "{plain}");
    let saw = [("one", "uudduuuuuudddduuuuuu")];
    let report = claimed(&saw, "outage", "00:17Z/01:30Z", "");
    assert_eq!(report.outages.len(), 2);
    let both = sentence(&report);
    // 15 min to 25 min of the second, and up to 3 min of the first.
    assert!(both.contains("confirmed down for 15 min to 28 min of the 1 h 13 min asked"), "{both}");
    assert!(both.contains("another outage may reach into that time, too"), "{both}");
}

/// "Whether the outage reaches into that time is open" was said of two.
#[test]
fn two_outages_that_may_reach_into_a_time_are_two() {
    let saw = [("one", "uudduuuudddduuuuuuuuuu")];
    let one = sentence(&claimed(&saw, "reachable", "00:17Z/00:28Z", ""));
    assert!(one.contains("hether the outage reaches into that time is open"), "{one}");
    let two = sentence(&claimed(&saw, "reachable", "00:17Z/00:38Z", ""));
    let open = "hether these outages reach into that time is open, by what is known of their \
                starts and ends";
    assert!(two.contains(open), "{two}");
}

/// A site that failed at each probe of the hour on the record was "observed for 1 h of the 5 h",
/// and nothing was said of the outage.
#[test]
fn an_outage_is_reported_where_too_little_of_the_time_was_observed() {
    let saw = [("one", "uuuuuuuuuuuudddddddddd")];
    let report = claimed(&saw, "reachable", "01:00Z/2032-02-03T06:00Z", "");
    let words = sentence(&report);
    assert!(words.contains("less than the 80 % needed"), "{words}");
    assert!(words.contains("; confirmed down for 45 min of it (O001)"), "{words}");
}

/// A third of the probes found the site up, and "a quorum saw it down throughout, with 18 probes"
/// left these out.
#[test]
fn probes_that_found_a_site_up_are_reported_where_a_quorum_saw_it_down() {
    let saw = [
        ("one", "uuuuddddddddddddduuuuuuuu"),
        ("two", "uuuuddddddddddddduuuuuuuu"),
        ("three", "uuuuuuuuuuuuuuuuuuuuuuuuu"),
    ];
    let denied = sentence(&claimed(&saw, "reachable", "00:30Z/01:00Z", ""));
    let words = "of 18 probes in that time, from one, three and two together, 12 failed, and the \
                others found it up; a quorum saw it down throughout";
    assert!(denied.contains(words), "{denied}");
    let down = sentence(&claimed(&saw, "outage", "00:30Z/01:00Z", ""));
    assert!(down.contains("; 6 probes found it up, while a quorum saw it down"), "{down}");
    let alone = [("one", "uuuuddddddddddddduuuuuuuu")];
    let alone = sentence(&claimed(&alone, "outage", "00:30Z/01:00Z", ""));
    assert!(!alone.contains("found it up"), "{alone}");
}

/// Degraded answers in the time of a denial left it open without a word on why.
#[test]
fn what_speaks_against_a_denial_in_part_is_said_to() {
    let saw = [("one", "uuuuuggggguuuuuuuuuuuuuuu")];
    let words = sentence(&claimed(&saw, "outage", "00:20Z/01:10Z", "none"));
    assert!(words.contains("were degraded"), "{words}");
    assert!(words.contains("; that speaks against the claim in part"), "{words}");
}

/// One more probe was "the other probes".
#[test]
fn one_other_probe_is_one() {
    let challenged = |up: &str| {
        let mut log = "timestamp,site,vantage,status_code\n".to_owned();
        for number in 0..24 {
            let (hour, minute) = (number * 5 / 60, number * 5 % 60);
            let code = if (4..11).contains(&number) { "403" } else { "200" };
            let code = if up.contains(&format!(",{number},")) { "200" } else { code };
            log.push_str(&format!("2032-02-03T{hour:02}:{minute:02}:00Z,ash.example,one,{code}\n"));
        }
        let time = "2032-02-03T00:20Z/2032-02-03T00:55Z";
        let row =
            format!("x,Firm,operator,reachable,2032-02-03T02:00:00Z,{time},ash.example,none\n");
        let folder = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"));
        let folder = folder.with("probes.csv", log).with("claims.csv", format!("{HEADER}{row}"));
        sentence(&folder.report().unwrap())
    };
    let one = challenged(",4,");
    assert!(one.contains("he other probe did not fail, which speaks"), "{one}");
    let two = challenged(",4,5,");
    assert!(two.contains("he other probes did not fail, which speaks"), "{two}");
}

/// "8 probes of these are declared" had nothing to point at, and counted a row behind the time.
#[test]
fn probes_that_are_declared_beside_others_are_those_of_the_time_asked() {
    let changes = "timestamp,site,vantage,result\n\
        2032-02-03T00:00:00Z,ash.example,one,up\n2032-02-03T00:20:00Z,ash.example,one,down\n\
        2032-02-03T00:40:00Z,ash.example,one,up\n2032-02-03T01:55:00Z,ash.example,one,up\n";
    let settings = "zone = \"UTC\"\n[[probes]]\nfiles = \"probes.csv\"\n[[probes]]\n\
        files = \"changes.csv\"\ncadence = \"on-change\"\ninterval = \"5m\"\n";
    let saw = [("two", "uuuudddduuuuuuuuuuuuuuuu")];
    let time = "2032-02-03T00:10Z/2032-02-03T00:50Z";
    let row = format!("x,Paper,media,outage,2032-02-03T02:00:00Z,{time},ash.example,\n");
    let folder = IncidentFolder::new(settings)
        .with("probes.csv", log(&saw))
        .with("changes.csv", changes)
        .with("claims.csv", format!("{HEADER}{row}"));
    let words = sentence(&folder.report().unwrap());
    assert!(!words.contains("of these"), "{words}");
    let declared = "8 probes in the time asked are declared, one every 5 min, by the states of 3 \
                    rows of a log of changes, and no row records them";
    assert!(words.contains(declared), "{words}");
}
