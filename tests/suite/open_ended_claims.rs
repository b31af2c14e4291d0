//! Claims that speak of a time until their publication, of a time to come, or of several sites.

use crate::incident_folder::{IncidentFolder, PROBES, log, request};
use corroborate::clock::MINUTE;
use corroborate::model::{Judgement, Report, Request, Verdict};
use corroborate::pipeline::report_of;
use corroborate::report::{claim_verdict_sentence, verdict_sentence};

const CLAIMS: &str =
    "claim,claimant,role,kind,published,asserted,targets,quantifier,intent,extent\n";

/// Judges claims about `a` and `b`, probed every five minutes from 00:00 to 12:00 on 5 October
/// 2022. `a` was down in these minutes of the day, `b` never.
fn report(down: &[(i64, i64)], claims: &str) -> Report {
    let rows = (0..=144).flat_map(|step| {
        let minute = step * 5;
        let is_down = down.iter().any(|(from, until)| (*from..*until).contains(&minute));
        let code = if is_down { 503 } else { 200 };
        [(minute * MINUTE, "a", "x", code), (minute * MINUTE, "b", "x", 200)]
    });
    IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"))
        .with("probes.csv", log(rows))
        .with("claims.csv", format!("{CLAIMS}{claims}"))
        .report()
        .expect("the incident is read")
}

fn of<'r>(report: &'r Report, claim: &str, site: &str) -> &'r Verdict {
    let is_it = |one: &&Verdict| one.claim.as_deref() == Some(claim) && one.site == site;
    report.verdicts.iter().find(is_it).expect("the claim is judged")
}

fn result(report: &Report, claim: &str, site: &str) -> Judgement {
    of(report, claim, site).judgement
}

/// Said at 23:00 of the time since 11:30, on a record that ends at noon: half an hour of eleven and
/// a half was called "100 % of the time asked".
#[test]
fn an_open_end_lasts_until_the_publication_and_not_until_the_end_of_the_record() {
    let claims = "up,O,operator,reachable,2022-10-05T23:00Z,2022-10-05T11:30Z/..,b,,,\n\
         not,O,operator,reachable,2022-10-05T23:00Z,2022-10-05T11:30Z/..,b,none,,\n\
         whole,P,media,outage,2022-10-05T23:00Z,2022-10-05T11:50Z/..,a,,,throughout\n\
         some,P,media,outage,2022-10-05T23:00Z,2022-10-05T11:30Z/..,a,,,\n\
         near,O,operator,reachable,2022-10-05T11:55Z,2022-10-05T11:00Z/..,b,,,\n";
    let report = report(&[(690, 725)], claims);
    assert_eq!(result(&report, "up", "b"), Judgement::Insufficient);
    assert_eq!(result(&report, "not", "b"), Judgement::Insufficient);
    assert_eq!(result(&report, "whole", "a"), Judgement::Insufficient);
    assert_eq!(result(&report, "some", "a"), Judgement::Supported, "it was down in that time");
    assert_eq!(result(&report, "near", "b"), Judgement::Supported);
    let sentence = verdict_sentence(of(&report, "up", "b"));
    assert!(sentence.contains("lies beyond the time examined"), "{sentence}");
}

/// A time that begins with the record was given as the time asked, without a word of its start.
#[test]
fn a_time_with_an_open_start_is_given_as_the_part_on_the_record() {
    let claims = "c,O,operator,reachable,2022-10-05T09:00Z,../2022-10-05T00:30Z,b,,,\n";
    let report = report(&[], claims);
    let sentence = verdict_sentence(of(&report, "c", "b"));
    assert_eq!(result(&report, "c", "b"), Judgement::Supported);
    assert!(sentence.contains("leaves an end of its time open"), "{sentence}");
}

/// Announced at 10:20. An outage that had begun, or was over, is none that was announced.
#[test]
fn what_is_announced_begins_after_its_announcement() {
    let at = "2022-10-05T10:20Z,";
    let claims = format!(
        "list,C,attacker,attack,{at},a,,true,\nplan,O,operator,outage,{at},a,,true,\n\
         work,O,operator,maintenance,{at},a,,,\npost,C,attacker,attack,{at},a,,,\n"
    );
    // Down from 10:00 to 10:10.
    let over = report(&[(600, 610)], &claims);
    for claim in ["list", "plan"] {
        let result = result(&over, claim, "a");
        assert!(
            matches!(result, Judgement::StayedUp | Judgement::NoneSeen | Judgement::Insufficient),
            "{claim}: {result:?}"
        );
    }
    // Of the twelve hours after it less than the floor was observed.
    assert_eq!(result(&over, "work", "a"), Judgement::Insufficient);
    let before = report(&[(600, 680)], &claims);
    // It was under way, and of the twelve hours after the list too little is on the record.
    assert_eq!(result(&before, "list", "a"), Judgement::Insufficient);
    assert_eq!(result(&before, "post", "a"), Judgement::Supported, "within the lead");
    let after = report(&[(640, 680)], &claims);
    assert_eq!(result(&after, "list", "a"), Judgement::Supported);
}

/// "We shall bring it back" was judged as "it is back now".
#[test]
fn what_shall_be_back_is_not_said_of_the_publication() {
    let claims = "back,C,attacker,restored,2022-10-05T10:20Z,,a,,true,\n\
         up,C,attacker,reachable,2022-10-05T10:20Z,,a,,true,\n\
         then,C,attacker,restored,2022-10-05T10:20Z,2022-10-05T10:40Z,a,,true,\n";
    let report = report(&[(600, 640)], claims);
    assert_eq!(result(&report, "back", "a"), Judgement::NotCheckable);
    assert_eq!(result(&report, "up", "a"), Judgement::NotCheckable);
    assert_eq!(result(&report, "then", "a"), Judgement::OnTime);
}

/// "Not back", said at a moment at which the site answered, was called right as it failed again.
#[test]
fn who_says_not_back_is_not_right_while_the_site_is_up() {
    let claims = "up,P,media,restored,2022-10-05T10:28:00Z,,a,none,,\n\
         down,P,media,restored,2022-10-05T10:12:00Z,,a,none,,\n\
         b,P,media,restored,2022-10-05T10:12:00Z,,a;b,none,,\n";
    let report = report(&[(600, 625), (635, 660)], claims);
    assert_eq!(result(&report, "up", "a"), Judgement::Insufficient);
    let sentence = verdict_sentence(of(&report, "up", "a"));
    assert!(sentence.contains("it was up then, but not for good"), "{sentence}");
    assert_eq!(result(&report, "down", "a"), Judgement::Supported);
    // A site that stayed up makes no "none is back" right.
    let whole = report.claim_verdicts.iter().find(|one| one.claim == "b").unwrap();
    assert_eq!(whole.judgement, Judgement::Insufficient);
}

/// "Back from 02:05 on", said at 11:00: nothing was said of an outage in between.
#[test]
fn an_outage_after_a_site_is_said_to_be_back_is_named() {
    let claims = "c,O,operator,restored,2022-10-05T11:00Z,2022-10-05T02:00Z/..,a,,,\n";
    let sentence = |down: &[(i64, i64)]| {
        let report = report(down, claims);
        assert_eq!(result(&report, "c", "a"), Judgement::OnTime);
        verdict_sentence(of(&report, "c", "a"))
    };
    let again = "it went down once more before the claim was published";
    assert!(sentence(&[(60, 120), (480, 510)]).contains(again));
    assert!(!sentence(&[(60, 120)]).contains("once more"));
}

/// Nobody sees whether somebody works on a site that is up, or why one was down.
#[test]
fn a_denial_of_work_or_of_an_attack_says_why_nothing_decides_it() {
    let time = "2022-10-05T09:00Z,2022-10-05T02:00Z/2022-10-05T04:00Z";
    let claims = format!(
        "work,O,operator,maintenance,{time},b,none,,\nattack,O,operator,attack,{time},a,none,,\n\
         quiet,O,operator,attack,{time},b,none,,\n"
    );
    let report = report(&[(150, 200)], &claims);
    let whole = |id: &str| {
        let verdict = report.claim_verdicts.iter().find(|one| one.claim == id).unwrap();
        (verdict.judgement, claim_verdict_sentence(verdict))
    };
    let (judgement, words) = whole("work");
    assert_eq!((judgement, result(&report, "work", "b")), (Judgement::Insufficient, judgement));
    assert!(words.contains("Whether somebody worked on a site, no probe can see."), "{words}");
    let (judgement, words) = whole("attack");
    assert_eq!(judgement, Judgement::Insufficient);
    assert!(words.contains("no probe can see whether an attack was the reason"), "{words}");
    assert_eq!(whole("quiet").0, Judgement::Supported);
}

/// A name that was refused was counted as a site that may or may not have been down.
#[test]
fn a_name_of_no_site_is_not_counted() {
    let claims = "c,P,media,outage,,2022-10-05T02:00Z/2022-10-05T04:00Z,a;b;nope.example,most,,\n";
    let report = report(&[(150, 200)], claims);
    let whole = &report.claim_verdicts[0];
    assert_eq!((whole.sites, whole.agreeing, whole.undecided()), (2, 1, 0), "{whole:?}");
    assert_eq!(whole.judgement, Judgement::Contradicted, "one of two is not most");
}

/// A site that stands on a list of targets was held up as one that nobody named.
#[test]
fn a_listed_target_is_no_control() {
    let claims = "c,C,attacker,attack,2022-10-05T02:00Z,,a,,,\n\
         list,D,attacker,attack,2022-10-05T01:00Z,,b,,true,\n";
    let group = |claims| report(&[(125, 200)], claims).control_groups;
    let all = group(claims);
    assert_eq!(all.first().map(|one| one.unnamed.sites()), Some(0), "{all:?}");
    let (alone, _) = claims.split_once("list").unwrap();
    assert_eq!(group(alone).first().map(|one| one.unnamed.sites()), Some(1));
}

/// "Down since 10:00, ongoing", nobody knows when it was said: at 10:00 at the earliest. An outage
/// of 11:00 is then perhaps meant; one of 10:00 is, whenever it was said.
#[test]
fn an_open_end_without_a_publication_is_no_time_until_the_end_of_the_record() {
    let claims = "c,P,media,outage,,2022-10-05T10:00Z/..,a,,,\n\
         n,P,media,outage,,2022-10-05T10:00Z/..,a,none,,\n\
         d,P,media,outage,2022-10-05,2022-10-05T10:00Z/..,a,,,\n\
         f,P,media,outage,2022-10-05T10:30Z/..,2022-10-05T10:00Z/..,a,,,\n";
    let late = report(&[(660, 690)], claims);
    for claim in ["c", "n", "d", "f"] {
        let verdict = of(&late, claim, "a");
        let sentence = verdict_sentence(verdict);
        assert_eq!(verdict.judgement, Judgement::Insufficient, "{claim}: {sentence}");
    }
    assert!(verdict_sentence(of(&late, "c", "a")).contains("leaves an end of its time open"));
    let early = report(&[(590, 635)], claims);
    for (claim, judgement) in [("c", Judgement::Supported), ("n", Judgement::Contradicted)] {
        assert_eq!(result(&early, claim, "a"), judgement, "{claim}");
    }
    assert_eq!(result(&early, "d", "a"), Judgement::Supported, "said on that day, from 10:00 on");
    assert_eq!(result(&early, "f", "a"), Judgement::Supported);
}

/// "Down throughout, since 10:00", said at some time until 12:00, of a site that was back at 10:35.
#[test]
fn throughout_holds_whenever_it_was_said() {
    let at = "2022-10-05T10:00Z/2022-10-05T11:30Z";
    let claims = format!(
        "c,P,media,outage,{at},2022-10-05T10:00Z/..,a,,,throughout\n\
         r,O,operator,reachable,{at},2022-10-05T09:40Z/..,a,,,\n"
    );
    let report = report(&[(590, 635), (680, 690)], &claims);
    assert_eq!(result(&report, "c", "a"), Judgement::Insufficient);
    // Said at 10:00 it was up from 9:40 to 9:50 and then not.
    assert_eq!(result(&report, "r", "a"), Judgement::Partly);
    let known = "c,P,media,outage,2022-10-05T10:30:00Z,2022-10-05T10:00Z/..,a,,,throughout\n";
    let down = self::report(&[(590, 640)], known);
    assert_eq!(result(&down, "c", "a"), Judgement::Supported, "down when it was said");
}

/// Down throughout three days, of which twelve hours are on the record: one moment up is enough
/// against it.
#[test]
fn a_moment_up_is_enough_against_down_throughout() {
    let time = "2022-10-04T00:00Z/2022-10-07T00:00Z";
    let claims = format!(
        "c,P,media,outage,2022-10-08T00:00Z,{time},a;b,,,throughout\n\
         n,P,media,outage,2022-10-08T00:00Z,{time},b,none,,throughout\n"
    );
    let report = report(&[(150, 200)], &claims);
    assert_eq!(result(&report, "c", "a"), Judgement::Partly);
    assert_eq!(result(&report, "c", "b"), Judgement::Contradicted);
    assert_eq!(result(&report, "n", "b"), Judgement::Supported);
    let sentence = verdict_sentence(of(&report, "c", "b"));
    assert!(sentence.contains("o it was not down throughout"), "{sentence}");
}

/// Published from 10:41 to 11:06, of a site that was down from 9:50 to 10:00: at 10:41 that lay in
/// the hour before, at 11:06 it did not.
#[test]
fn an_outage_in_the_time_asked_of_an_early_publication_is_not_over_before_it() {
    let claims = "c,P,media,outage,2022-10-05T10:41Z/2022-10-05T11:06Z,,a,,,\n";
    let report = report(&[(590, 600)], claims);
    let sentence = verdict_sentence(of(&report, "c", "a"));
    assert_eq!(result(&report, "c", "a"), Judgement::Insufficient, "{sentence}");
    assert!(sentence.contains("depends on when the claim was published"), "{sentence}");
}

/// A report on one site, or on a part of the time, denied that the other site is one.
#[test]
fn sites_of_rows_that_are_not_used_stay_known() {
    let log = "timestamp,site,status_code\n2022-10-05T08:00:00Z,a,200\n\
         2022-10-05T09:00:00Z,a,200\n2022-10-05T12:00:00Z,b,503\n2022-10-05T12:05:00Z,b,503\n";
    let claims = format!("{CLAIMS}c,P,media,outage,2022-10-05T09:00Z,,a;b,,,\n");
    let folder = |window: &str| {
        IncidentFolder::new(&format!("zone = \"UTC\"\n{window}{PROBES}"))
            .with("probes.csv", log)
            .with("claims.csv", &claims)
    };
    let window = "window = { from = \"2022-10-05T08:00Z\", until = \"2022-10-05T11:00Z\" }\n";
    let narrowed = folder(window).report().unwrap();
    assert_eq!(narrowed.refusals.count(), 0, "{:?}", narrowed.refusals.listed);
    assert_eq!(result(&narrowed, "c", "b"), Judgement::NotMeasured);
    let whole = folder("");
    let request = Request { only_sites: vec!["a".to_owned()], ..request(whole.path()) };
    let one = report_of(&request).unwrap();
    assert_eq!(one.refusals.count(), 0, "{:?}", one.refusals.listed);
    assert_eq!(one.sites_left_out, 1);
    assert!(one.verdicts.iter().all(|verdict| verdict.site == "a"));
}

/// Of one time "48 min asked" stood beside "49 min asked": a share was of its certain part, and the
/// rest of all of it.
#[test]
fn the_parts_of_a_time_asked_are_of_one_length() {
    let claims = "r,P,media,reachable,2022-10-05T10:41Z,2022-10-05T10:03Z/..,a,,,\n";
    let report = report(&[(620, 660)], claims);
    assert_eq!(result(&report, "r", "a"), Judgement::Partly);
    let sentence = verdict_sentence(of(&report, "r", "a"));
    let asked: Vec<&str> =
        sentence.match_indices(" asked").map(|(at, _)| &sentence[..at]).collect();
    let lengths: Vec<&str> =
        asked.iter().filter_map(|before| before.rsplit("of the ").next()).collect();
    assert!(lengths.contains(&"39 min"), "{sentence}");
    let of_lengths = lengths.iter().filter(|length| length.ends_with("min"));
    assert_eq!(of_lengths.filter(|length| **length != "39 min").count(), 0, "{sentence}");
}

/// Published from 10:08 to 10:20, of the time since 10:03: by each of the first moments two probes
/// were too far apart to deny it, and by the half hour that holds them all they were not.
#[test]
fn a_denial_is_no_firmer_than_by_one_moment_of_the_publication() {
    let said = |from: &str, published: &str| {
        format!("c,P,media,outage,2022-10-05T{published},2022-10-05T{from}Z/..,b,,,\n")
    };
    let open = report(&[], &said("10:03", "10:08Z/2022-10-05T10:20Z"));
    assert_eq!(result(&open, "c", "b"), Judgement::NoneSeen);
    let sentence = verdict_sentence(of(&open, "c", "b"));
    let words = "throughout the 20 min that one moment of its publication asks about";
    assert!(sentence.contains(words), "{sentence}");
    let longer = report(&[], &said("09:50", "10:08Z/2022-10-05T10:20Z"));
    assert_eq!(result(&longer, "c", "b"), Judgement::Contradicted);
}
