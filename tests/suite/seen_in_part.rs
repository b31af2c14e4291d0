//! Failures seen in part: held against denials, against claims that a site was reachable, and
//! beside failures that decide nothing.

use crate::incident_folder::{IncidentFolder, stamp};
use corroborate::clock::{MINUTE, SECOND};
use corroborate::model::findings::UpAndDown;
use corroborate::model::{Finding, Judgement, ProbeCount, Rule, Verdict};
use corroborate::report::verdict_sentence;
use std::fmt::Write;

/// A log of three hours and a half of the site `mill.example`, every five minutes, from some
/// vantages; each saw what `saw` says of its name and of the number of the probe.
fn rows(vantages: &[&str], saw: impl Fn(&str, i64) -> &'static str) -> String {
    let mut text = "timestamp,site,vantage,result\n".to_owned();
    for step in 0..=42 {
        for vantage in vantages {
            let (at, saw) = (stamp(step * 5 * MINUTE), saw(vantage, step));
            writeln!(text, "{at},mill.example,{vantage},{saw}").unwrap();
        }
    }
    text
}

/// The verdict on one claim about the site, from 00:30 to 03:00.
fn judged(rows: String, source: &str, kind: &str, quantifier: &str) -> Verdict {
    let time = format!("{}/{}", stamp(30 * MINUTE), stamp(180 * MINUTE));
    let report = IncidentFolder::new(&format!(
        "zone = \"UTC\"\n[[probes]]\nfiles = \"probes.csv\"\n{source}"
    ))
    .with("probes.csv", rows)
    .with(
        "claims.csv",
        format!(
            "claim,claimant,role,kind,asserted,targets,quantifier\n\
             c,K,operator,{kind},{time},mill.example,{quantifier}\n"
        ),
    )
    .report()
    .unwrap();
    report.verdicts.into_iter().find(|verdict| verdict.claim.is_some()).unwrap()
}

/// Down from 01:00 to 02:25 as one vantage saw it.
fn west_fails(vantage: &str, step: i64) -> &'static str {
    if vantage == "west" && (12..30).contains(&step) { "down" } else { "up" }
}

const THREE: [&str; 3] = ["east", "north", "west"];
const TWO: [&str; 2] = ["east", "west"];

/// Failures of one vantage fit the words of a claim in part, and speak against who denies them.
#[test]
fn what_fits_in_part_never_supports_a_denial() {
    for vantages in [&THREE[..], &TWO[..]] {
        for (kind, stated) in [("outage", Judgement::Partly), ("reachable", Judgement::Partly)] {
            let of = |quantifier| judged(rows(vantages, west_fails), "", kind, quantifier);
            assert_eq!(of("").judgement, stated, "{kind} from {vantages:?}");
            let denied = of("none");
            let sentence = verdict_sentence(&denied);
            assert_eq!(
                (denied.rule, denied.judgement),
                (Rule::new("R11"), Judgement::Insufficient),
                "{kind} from {vantages:?}: {sentence}"
            );
            assert!(sentence.contains("peaks against the claim in part."), "{sentence}");
            assert!(!sentence.contains("holds for a part"), "{sentence}");
        }
    }
}

/// A challenge is neither up nor down: it speaks for no claim that a site was down, and for no
/// denial.
#[test]
fn challenges_in_part_leave_a_denial_open() {
    let saw = |_: &str, step: i64| if (12..30).contains(&step) { "challenged" } else { "up" };
    let denied = judged(rows(&["east"], saw), "", "outage", "none");
    let sentence = verdict_sentence(&denied);
    assert_eq!(denied.judgement, Judgement::Insufficient, "{sentence}");
    assert!(!sentence.contains("peaks against"), "{sentence}");
}

/// Of a site that is said to be reachable the time up counts, and not how many probes failed alone.
#[test]
fn a_site_that_was_up_for_a_part_is_reported_with_its_time_up() {
    let verdict = judged(rows(&TWO, west_fails), "", "reachable", "");
    let sentence = verdict_sentence(&verdict);
    let Finding::UpAndDown(UpAndDown { up, down, length_us, .. }) = verdict.finding else {
        panic!("{sentence}");
    };
    assert_eq!(
        (up.length_us / MINUTE, down.length_us, length_us / MINUTE),
        (55, 0, 150),
        "{sentence}"
    );
    assert!(sentence.contains("18 probes failed"), "{sentence}");
}

/// A time down is one length, whichever claim is held against it: shorter by the clock's error.
#[test]
fn a_time_down_is_one_length_for_every_claim() {
    let down = |_: &str, step: i64| if (12..30).contains(&step) { "down" } else { "up" };
    for (source, lost) in [("", 0), ("clock_error = \"30s\"\n", 60)] {
        let of = |kind| judged(rows(&["east"], down), source, kind, "").finding;
        let Finding::Down(as_outage) = of("outage") else { panic!("{source}") };
        let Finding::UpAndDown(UpAndDown { down, .. }) = of("reachable") else {
            panic!("{source}")
        };
        assert_eq!(down.length_us, as_outage.down.least_us, "{source}");
        assert_eq!(down.length_us / SECOND, 85 * 60 - lost, "{source}");
    }
}

/// Lone failures open a question and leave what else was seen where it was.
#[test]
fn degraded_probes_are_stated_beside_failures_that_decide_nothing() {
    let saw = |vantage: &str, step: i64| match (vantage, step) {
        ("west", 12) => "down",
        (_, 20..=22) => "degraded",
        _ => "up",
    };
    let verdict = judged(rows(&TWO, saw), "", "outage", "");
    let sentence = verdict_sentence(&verdict);
    assert_eq!(verdict.judgement, Judgement::Insufficient, "{sentence}");
    assert_eq!(verdict.degraded, ProbeCount::exactly(6));
    assert!(sentence.contains("6 probes in the time asked were degraded"), "{sentence}");
}

/// Two of three vantages fail from 02:00 to 02:25, and one of them from 01:30 on: six probes of it
/// are failures in part, and the twelve of the outage are not.
#[test]
fn a_time_seen_in_part_counts_its_own_probes() {
    let fails = |vantage: &str, step| match vantage {
        "west" => (18..30).contains(&step),
        "north" => (24..30).contains(&step),
        _ => false,
    };
    let log = rows(&THREE, |vantage, step| if fails(vantage, step) { "down" } else { "up" });
    let incident = IncidentFolder::new("zone = \"UTC\"\n[[probes]]\nfiles = \"probes.csv\"\n");
    let report = incident.with("probes.csv", log).report().unwrap();
    assert_eq!(report.outages.len(), 1);
    let partials: Vec<u64> = report.partials.iter().map(|one| one.probes).collect();
    assert_eq!(partials.iter().sum::<u64>(), 6, "{partials:?}");
}
