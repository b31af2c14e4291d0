//! Conditions and counts of rules that no other test decides: on the line of a time, and in the
//! figures that a verdict states beside its finding.

use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES};
use crate::site_days::log_of_days;
use crate::thresholds::log_of_one;
use corroborate::clock::{HOUR, MINUTE};
use corroborate::model::findings::OnsetOrder;
use corroborate::model::{Finding, Judgement, PossiblyDown, ProbeCount, Report, Verdict};
use std::ops::Range;

/// Times of a day, in minutes, each with what was seen in it.
type Times = [(Range<usize>, char)];

/// What the probes of a day see, five minutes apart: up but for these times, in minutes.
fn day(times: &Times) -> String {
    let saw = |minute: usize| times.iter().find(|(time, _)| time.contains(&minute));
    (0..288).map(|probe| saw(probe * 5).map_or('u', |(_, saw)| *saw)).collect()
}

/// Report on sites, each with what it was seen to be, and on claims.
fn report(sites: &[(&str, &str)], claims: &str) -> Report {
    let incident = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"));
    let incident = incident.with("probes.csv", log_of_days(sites));
    incident.with("claims.csv", format!("{CLAIMS}{claims}")).report().unwrap()
}

fn verdict(report: &Report) -> &Verdict {
    report.verdicts.iter().find(|verdict| verdict.claim.is_some()).unwrap()
}

/// The verdict on a claim about the site `a`, which one vantage saw up but for these times: its
/// kind, publication, asserted time, target, quantifier and extent.
fn judged(times: &Times, claim: &str) -> Verdict {
    let header = "claim,claimant,role,kind,published,asserted,targets,quantifier,extent\n";
    let incident = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"));
    let incident = incident.with("probes.csv", log_of_days(&[("a", &day(times))]));
    let report = incident.with("claims.csv", format!("{header}c,K,media,{claim}\n")).report();
    verdict(&report.unwrap()).clone()
}

/// An attack was published at some moment from 10:00 to 11:00, and 11:00 is none of them. A site
/// that was back at 11:00 was down at each, and one that was back before that perhaps was not.
#[test]
fn the_end_of_a_publication_is_no_moment_of_it() {
    let judged = |back: usize| {
        let claims = "c,K,attacker,attack,2022-10-05T10:00Z/2022-10-05T11:00Z,,a\n";
        verdict(&report(&[("a", &day(&[(620..back, 'd')]))], claims)).judgement
    };
    assert_eq!([655, 660].map(judged), [Judgement::Insufficient, Judgement::Supported]);
}

/// The vantage failed for all five sites from 3:00 to 3:25: six failed probes of each are set
/// aside, and are counted beside a verdict on that time.
#[test]
fn probes_that_are_set_aside_in_the_time_asked_are_counted() {
    let fails = day(&[(180..210, 'd')]);
    let up = day(&[]);
    let mut sites = Vec::new();
    for site in ["a", "b", "c", "d", "e"] {
        sites.extend([(format!("{site}@x"), &fails), (format!("{site}@y"), &up)]);
    }
    let sites: Vec<_> = sites.iter().map(|(name, saw)| (name.as_str(), saw.as_str())).collect();
    let time = "2022-10-05T03:00:00Z/2022-10-05T03:30:00Z";
    let claims = format!("c,O,operator,outage,2022-10-05T06:00Z,{time},a\n");
    assert_eq!(verdict(&report(&sites, &claims)).set_aside, ProbeCount::exactly(6));
}

/// Probes five minutes apart, each up: an outage as long as a fifth of the time asked could hide
/// between two of them, and not a longer one (M19).
#[test]
fn probes_a_fifth_of_the_time_apart_are_a_complete_view() {
    let judged = |until: &str| {
        let time = format!("2022-10-05T02:00:00Z/2022-10-05T{until}Z");
        let claims = format!("c,O,operator,outage,2022-10-05T06:00Z,{time},a\n");
        verdict(&report(&[("a", &day(&[]))], &claims)).judgement
    };
    let ends = ["02:24:59.999999", "02:25:00", "02:25:00.000001"];
    let expected = [Judgement::NoneSeen, Judgement::Contradicted, Judgement::Contradicted];
    assert_eq!(ends.map(judged), expected);
}

/// The outage was over at the last microsecond of the publication, or one before or behind it: only
/// in the last case was it on at each moment of it, and the claim counts as one that fits (M20).
#[test]
fn an_outage_that_is_over_at_a_moment_of_the_publication_does_not_fit_for_certain() {
    let fitting = |back: i64| {
        let mut rows: Vec<(i64, u16)> = (0..288)
            .filter(|probe| *probe != 132)
            .map(|probe| (probe * 5 * MINUTE, if (128..132).contains(&probe) { 503 } else { 200 }))
            .collect();
        rows.push((11 * HOUR + back, 200));
        rows.sort_unstable();
        let claims =
            format!("{CLAIMS}c,K,attacker,attack,2022-10-05T10:00Z/2022-10-05T11:00Z,,a\n");
        let incident = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"));
        let incident = incident.with("probes.csv", log_of_one(&rows)).with("claims.csv", claims);
        incident.report().unwrap().control_groups[0].named.fitting
    };
    assert_eq!([-2, -1, 0].map(fitting), [0, 0, 1]);
}

/// Down from 2:00 on, hours before the time of the claim: a lone outage is no episode of several.
#[test]
fn a_lone_outage_before_the_claimed_time_is_no_episode() {
    let time = "2022-10-05T10:00:00Z/2022-10-05T11:00:00Z";
    let claims = format!("c,K,attacker,attack,2022-10-05T12:00Z,{time},a\n");
    let order = |times: &Times| match verdict(&report(&[("a", &day(times))], &claims)).finding {
        Finding::Onset { order: OnsetOrder::Before(then), .. } => then.map(|then| then.outages),
        ref other => panic!("{other:?}"),
    };
    assert_eq!(order(&[(120..900, 'd')]), None);
    assert_eq!(order(&[(120..500, 'd'), (520..900, 'd')]), Some(1));
}

/// Last seen down at 10:55. A claimed time from that moment on fits for certain, and one from the
/// microsecond behind it does not (M20).
#[test]
fn a_time_from_the_last_moment_down_on_fits_for_certain() {
    let fitting = |from: &str| {
        let time = format!("2022-10-05T{from}Z/2022-10-05T12:00:00Z");
        let claims = format!("c,K,attacker,outage,2022-10-05T13:00Z,{time},a\n");
        let report = report(&[("a", &day(&[(600..660, 'd')]))], &claims);
        report.control_groups[0].named.fitting
    };
    assert_eq!(["10:55:00", "10:55:00.000001"].map(fitting), [1, 0]);
}

/// Up again at 23:35, and the record ends before it is known whether to stay. After one more failed
/// probe, nobody knows which recovery the claim came after.
#[test]
fn a_recovery_that_a_failure_followed_has_no_lag() {
    let lags = |times: &Times| {
        let time = "2022-10-05T23:30:00Z/2022-10-05T23:40:00Z";
        let claims = format!("c,O,operator,restored,2022-10-06T08:00:00Z,{time},a\n");
        report(&[("a", &day(times))], &claims).lags.len()
    };
    assert_eq!(lags(&[(1300..1415, 'd')]), 1);
    assert_eq!(lags(&[(1300..1415, 'd'), (1425..1440, 'd')]), 0, "another outage");
    assert_eq!(lags(&[(1300..1415, 'd'), (1430..1435, 'd')]), 0, "a lone failure");
}

/// Said to be down from 1:05 to 2:00: seen down for a part of it, and then not seen.
#[test]
fn down_for_a_part_of_a_time_throughout_is_what_was_seen() {
    let claim = "outage,,2022-10-05T01:05Z/2022-10-05T02:00Z,a,,throughout";
    let seen = judged(&[(60..95, 'd'), (95..180, '-')], claim);
    assert!(matches!(seen.finding, Finding::DownForPart { .. }), "{:?}", seen.finding);
    // One failed probe is no outage, and no moment up.
    let once = judged(&[(60..95, '-'), (95..100, 'd'), (100..180, '-')], claim);
    assert_eq!(once.judgement, Judgement::Insufficient, "{:?}", once.finding);
    assert!(!matches!(once.finding, Finding::UpAndDown(_)), "{:?}", once.finding);
}

/// An outage that may reach into a time that nobody saw is not one of it.
#[test]
fn what_was_not_seen_of_a_site_said_to_be_reachable_rests_on_no_outage() {
    let claim = "reachable,,2022-10-05T02:00Z/2022-10-05T03:00Z,a,,";
    let verdict = judged(&[(60..120, 'd'), (120..170, '-')], claim);
    assert!(matches!(verdict.finding, Finding::BelowFloor { .. }), "{:?}", verdict.finding);
    assert_eq!(verdict.outage, None);
}

/// Who denied, at some moment from 3:00 to 3:30, that a site was down spoke of the outage that was
/// over, too.
#[test]
fn a_denial_is_held_against_an_outage_that_was_over() {
    let claim = "outage,2022-10-05T03:00Z/2022-10-05T03:30Z,,a,none,";
    let verdict = judged(&[(130..150, 'd')], claim);
    assert!(matches!(verdict.finding, Finding::DownOpen(_)), "{:?}", verdict.finding);
}

/// One of three vantages failed in the time of the second claim; all of them in that of the first.
/// A site counts as seen in part where no outage of it fits another claim of its claimant.
#[test]
fn a_site_is_seen_in_part_where_no_outage_of_it_fits() {
    let down = (60..120, 'd');
    let (x, others) = (day(&[down.clone(), (600..620, 'd')]), day(&[down]));
    let sites = [("a@x", x.as_str()), ("a@y", &others), ("a@z", &others)];
    let claim = |id: &str, from: &str, until: &str| {
        let time = format!("2022-10-05T{from}:00Z/2022-10-05T{until}:00Z");
        format!("{id},K,attacker,outage,2022-10-06T08:00:00Z,{time},a\n")
    };
    let (fits, in_part) = (claim("f", "00:30", "01:30"), claim("p", "09:30", "10:30"));
    let counts = |claims: &str| {
        let row = &report(&sites, claims).claimants[0];
        (row.fitting, row.in_part)
    };
    assert_eq!(counts(&in_part), (0, 1));
    assert_eq!(counts(&format!("{fits}{in_part}")), (1, 0));
}

/// Said to be reachable in the second of the last probe before challenged ones: up for a moment of
/// it. No vantage failed, and none is named.
#[test]
fn without_a_failure_no_vantage_is_what_was_seen() {
    let verdict = judged(&[(230..300, 'c')], "reachable,2022-10-05T03:45:00Z,,a,,");
    assert_eq!(verdict.judgement, Judgement::Insufficient);
    assert!(matches!(verdict.finding, Finding::UpAndDown(_)), "{:?}", verdict.finding);
}

/// Said at some moment from 2:00 to 5:00 to be reachable since 1:00. Down from 3:00 on, it may have
/// been so in the time, and may not; down at 1:30, it was.
#[test]
fn a_failure_before_the_last_moment_of_a_publication_may_be_behind_it() {
    let claim = "reachable,2022-10-05T02:00Z/2022-10-05T05:00Z,2022-10-05T01:00:00Z/..,a,,";
    assert_eq!(judged(&[(180..240, 'd')], claim).judgement, Judgement::Insufficient);
    assert_eq!(judged(&[(90..110, 'd')], claim).judgement, Judgement::Partly);
}

/// On what it rests that a site may have been down: failures alone or in a row, of one vantage that
/// another saw up, challenges, or both. What a quorum outvoted is nothing.
#[test]
fn a_site_that_may_have_been_down_was_seen_in_one_of_these_ways() {
    let kind = |by_vantage: &[&Times]| {
        let seen: Vec<String> = by_vantage.iter().map(|times| day(times)).collect();
        let seen = seen.iter().map(String::as_str);
        let sites: Vec<_> = ["a@x", "a@y", "a@z"].into_iter().zip(seen).collect();
        report(&sites, "").sites[0].possibly_down
    };
    let (once, twice, challenged) = ((60..65, 'd'), (120..130, 'd'), (180..190, 'c'));
    let both = [challenged.clone(), once.clone()];
    let cases: [(&[&Times], _); 8] = [
        (&[std::slice::from_ref(&once)], PossiblyDown::OneFailedProbe),
        (&[&[once.clone(), (120..125, 'd')]], PossiblyDown::FailedProbes),
        (&[std::slice::from_ref(&once), &[]], PossiblyDown::OneFailedProbe),
        (&[std::slice::from_ref(&twice), &[]], PossiblyDown::FailedProbes),
        (&[std::slice::from_ref(&challenged)], PossiblyDown::ChallengedProbes),
        (&[std::slice::from_ref(&challenged), &[]], PossiblyDown::ChallengedProbes),
        (&[&both], PossiblyDown::FailedAndChallengedProbes),
        (&[&both, &[]], PossiblyDown::FailedAndChallengedProbes),
    ];
    for (seen, expected) in cases {
        assert_eq!(kind(seen), Some(expected), "{seen:?}");
    }
    assert_eq!(kind(&[&both, &[], &[]]), None);
    assert_eq!(kind(&[&[once.clone(), twice.clone()], &[], &[]]), None);
}
