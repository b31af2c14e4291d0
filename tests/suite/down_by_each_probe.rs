//! Times at which a site was down by every probe: claims that it was down throughout, or reachable,
//! and claims of a minute between two probes.

use crate::incident_folder::{IncidentFolder, PROBES};
use crate::site_days::log_of_days;
use corroborate::model::{Judgement, Report, Verdict};
use corroborate::report::verdict_sentence;

const CLAIMS: &str = "claim,claimant,role,kind,published,asserted,targets,quantifier,extent\n";

/// Judges claims about sites that were probed every five minutes from midnight of 5 October 2022.
fn report(saw: &[(&str, &str)], claims: &str) -> Report {
    IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"))
        .with("probes.csv", log_of_days(saw))
        .with("claims.csv", format!("{CLAIMS}{claims}"))
        .report()
        .expect("the incident is read")
}

fn of<'r>(report: &'r Report, claim: &str, site: &str) -> &'r Verdict {
    let is_it = |one: &&Verdict| one.claim.as_deref() == Some(claim) && one.site == site;
    report.verdicts.iter().find(is_it).expect("the claim is judged")
}

fn result(report: &Report, claim: &str, site: &str) -> (Judgement, &'static str) {
    let verdict = of(report, claim, site);
    (verdict.judgement, verdict.rule.id())
}

/// Down at each probe from 00:10 to 00:55, up at 01:00: a claim of 00:10 to 01:00, the ends of the
/// outage to the row, was "not known throughout", and one that left out its last minutes supported.
#[test]
fn the_very_ends_of_an_outage_are_throughout() {
    let saw = [("a", "uuddddddddddduuuuuuuuuuuu")];
    let claims = "ends,O,operator,outage,,2022-10-05T00:10Z/2022-10-05T01:05Z,a,,throughout\n\
        less,O,operator,outage,,2022-10-05T00:10Z/2022-10-05T00:55Z,a,,throughout\n\
        more,O,operator,outage,,2022-10-05T00:10Z/2022-10-05T01:06Z,a,,throughout\n\
        up,O,operator,reachable,,2022-10-05T00:10Z/2022-10-05T01:05Z,a,,\n\
        in,O,operator,reachable,,2022-10-05T00:10Z/2022-10-05T01:06Z,a,,\n";
    let report = report(&saw, claims);
    assert_eq!(result(&report, "ends", "a"), (Judgement::Supported, "R3"));
    assert_eq!(result(&report, "less", "a"), (Judgement::Supported, "R3"));
    // The probe of 01:05 found it up.
    assert_eq!(result(&report, "more", "a"), (Judgement::Partly, "R7"));
    assert_eq!(result(&report, "up", "a"), (Judgement::Contradicted, "R6"));
    assert_eq!(result(&report, "in", "a"), (Judgement::Partly, "R7"));
    let sentence = verdict_sentence(of(&report, "ends", "a"));
    for words in [
        "confirmed down for 50 min to 55 min of the 55 min asked",
        "each of 11 probes in it failed, and no two in a row are further apart than 5 min",
    ] {
        assert!(sentence.contains(words), "`{words}` is not in: {sentence}");
    }
    let sentence = verdict_sentence(of(&report, "up", "a"));
    assert!(sentence.contains("it was down at each of 11 probes in that time"), "{sentence}");
}

/// What is open behind the last failed probe is at most a fifth of the time, and observed.
#[test]
fn an_edge_that_is_long_or_was_not_observed_is_not_throughout() {
    let claim = |from: &str, until: &str| {
        format!("c,O,operator,outage,,2022-10-05T{from}Z/2022-10-05T{until}Z,a,,throughout\n")
    };
    let judged = |saw: &str, from: &str, until: &str| {
        result(&report(&[("a", saw)], &claim(from, until)), "c", "a")
    };
    // Certainly down from 00:10 to 00:30, and up by 00:35.
    assert_eq!(judged("uudddddu", "00:10", "00:35"), (Judgement::Supported, "R3"), "20 of 25 min");
    assert_eq!(judged("uudddduu", "00:10", "00:30"), (Judgement::Insufficient, "R2"), "15 of 20");
    // Nobody looked for half an hour behind 00:55.
    let silent = "uudddddddddd------uuuuuuuuuuuuuuuuuuu";
    assert_eq!(judged(silent, "00:10", "01:00"), (Judgement::Insufficient, "R2"));
    assert_eq!(judged(silent, "00:10", "00:55"), (Judgement::Supported, "R3"));
}

/// A site that was up at the first probes of the time throughout which it was said to be down was
/// undecided where an outage may have begun in the rest of it, and down in part where one place of
/// five failed.
#[test]
fn a_moment_up_speaks_against_throughout_whatever_else_is_open() {
    let claims = "c,P,media,outage,,2022-10-05T00:00Z/2022-10-05T03:00Z,a;b,,throughout\n";
    let open = "uuuuuu------------------------------dddddddd";
    let up = "uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu";
    let fails = "dddddddddddddddddddddddddddddddddddddddddddd";
    let places = ["b@v1", "b@v2", "b@v3", "b@v4"].map(|place| (place, up));
    let saw = [&[("a", open), ("b@v5", fails)][..], &places].concat();
    let report = report(&saw, claims);
    assert_eq!(result(&report, "c", "a"), (Judgement::Contradicted, "R6"));
    assert_eq!(result(&report, "c", "b"), (Judgement::Contradicted, "R6"));
    let sentence = verdict_sentence(of(&report, "c", "a"));
    assert!(sentence.contains("confirmed up for 25 min"), "{sentence}");
}

/// An attack since 00:10, of which nobody knows when it was reported, was supported by an outage
/// that began an hour later.
#[test]
fn without_a_publication_the_start_of_an_open_time_is_certain_alone() {
    let saw = [("a", "uuuuuuuuuuuuuuuuuudddddduuuuuuuuuuuu")];
    let claims = "attack,P,media,attack,,2022-10-05T00:10Z/..,a,,\n\
        later,P,media,outage,,2022-10-05T01:26Z/..,a,,\n\
        then,P,media,outage,,2022-10-05T01:35Z/..,a,,\n";
    let report = report(&saw, claims);
    assert_eq!(result(&report, "attack", "a"), (Judgement::Insufficient, "R2"));
    // Down for certain from 01:30 on: behind the start of the one, and at that of the other.
    assert_eq!(result(&report, "later", "a"), (Judgement::Insufficient, "R2"));
    assert_eq!(result(&report, "then", "a"), (Judgement::Supported, "R3"));
}

/// A site that was down in the last row of the record, nine minutes behind the time of its return,
/// was not back by then.
#[test]
fn a_return_that_had_not_come_is_open_by_the_tolerance_alone() {
    let saw = [("a", "uuuuuudddddddddddddddddddd")];
    let claims = "back,O,operator,restored,2022-10-05T01:56Z,2022-10-05T01:56Z,a,,\n";
    let report = report(&saw, claims);
    assert_eq!(result(&report, "back", "a").0, Judgement::Insufficient);
    let sentence = verdict_sentence(of(&report, "back", "a"));
    let words =
        "it was not back by then, and whether it was within the tolerance of 15 min is open";
    assert!(sentence.contains(words), "{sentence}");
}
