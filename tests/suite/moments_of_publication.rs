//! Claims held against all that they may mean: each moment of a publication of which only a day or
//! some hours are known, each outage and blip, and each probe at the edges of a time.

use crate::incident_folder::{IncidentFolder, PROBES, log};
use corroborate::clock::MINUTE;
use corroborate::model::{Judgement, Report};
use corroborate::report::verdict_sentence;

/// Report on one claim about the site `a`, probed every five minutes for two days, which failed
/// from one minute to another, some times.
fn report(down: &[[i64; 2]], claim: &str) -> Report {
    let is_down = |minute: i64| down.iter().any(|[from, until]| (*from..*until).contains(&minute));
    let code = |minute| if is_down(minute) { 503 } else { 200 };
    let rows = (0..=48 * 12).map(|step| (step * 5 * MINUTE, "a", "x", code(step * 5)));
    let columns = "claim,claimant,role,kind,published,asserted,targets,quantifier,extent\n";
    IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"))
        .with("probes.csv", log(rows))
        .with("claims.csv", format!("{columns}c,X,operator,{claim}\n"))
        .report()
        .unwrap()
}

/// Result and sentence of the claim.
fn judged(down: &[[i64; 2]], claim: &str) -> (Judgement, String) {
    let report = report(down, claim);
    let verdict = report.verdicts.iter().find(|one| one.claim.is_some()).unwrap();
    (verdict.judgement, verdict_sentence(verdict))
}

/// Down from 22:00 to 2:00, and from 15:00 to 17:00 of the day of the publication: at most of its
/// moments the second outage fits, and the first denies nothing.
#[test]
fn an_outage_before_the_day_of_a_claim_hides_none_of_that_day() {
    let attack = "attack,2022-10-06,,a,,";
    let (first, second) = ([22 * 60, 26 * 60], [39 * 60, 41 * 60]);
    for down in [vec![second], vec![first, second]] {
        let (judgement, sentence) = judged(&down, attack);
        assert_eq!(judgement, Judgement::Insufficient, "{sentence}");
        assert!(sentence.contains("2022-10-06 15:00:00 UTC"), "{sentence}");
    }
    let (judgement, sentence) = judged(&[[20 * 60, 50 * 60]], "attack,2022-10-06T02:00Z,,a,,");
    assert_eq!(judgement, Judgement::PrecedesClaim, "{sentence}");
}

/// Up until 15:00 and never down before: at 14:30 there was nothing to come back from.
#[test]
fn a_site_that_had_not_gone_down_yet_is_not_called_back_too_early() {
    let down = [15 * 60, 16 * 60];
    let restored = "restored,2022-10-05T14:30Z/2022-10-05T15:30Z,,a,,";
    let (judgement, sentence) = judged(&[down], restored);
    assert_eq!(judgement, Judgement::Insufficient, "{sentence}");
    let words = "hether it had gone down by then depends on when in that time the claim was";
    assert!(sentence.contains(words), "{sentence}");
    let denied = "restored,2022-10-05T14:30Z/2022-10-05T15:30Z,,a,none,";
    let (judgement, sentence) = judged(&[down], denied);
    assert_eq!(judgement, Judgement::Insufficient, "{sentence}");
    let later = "restored,2022-10-05T15:10Z/2022-10-05T15:30Z,,a,,";
    let (judgement, sentence) = judged(&[down], later);
    assert_eq!(judgement, Judgement::Premature, "{sentence}");
}

/// "Down throughout since 10:00", published in an hour of the next day: what it was down for and
/// what it was up for are of all the time until then.
#[test]
fn the_lengths_up_and_down_are_of_one_time() {
    let claim = "outage,2022-10-06T10Z/2022-10-06T11Z,2022-10-05T10:00Z/..,a,,throughout";
    let (judgement, sentence) = judged(&[[10 * 60, 15 * 60], [34 * 60 + 30, 48 * 60]], claim);
    assert_eq!(judgement, Judgement::Partly, "{sentence}");
    // Asked until 12:15 of the day after; up from 15:00 to 10:25.
    assert!(sentence.contains("of the 26 h 15 min asked"), "{sentence}");
    assert!(sentence.contains("confirmed up for 19 h 25 min of it"), "{sentence}");
}

/// Down until 9:55 and up at 10:00. Whether the outage reaches beyond 9:58 no probe tells, and each
/// one in the time found the site up.
#[test]
fn an_outage_before_the_first_probe_of_a_time_is_none_of_it() {
    let down = [[9 * 60, 10 * 60]];
    let claim = |from: &str, until: &str| {
        let time = format!("2022-10-05T{from}Z/2022-10-05T{until}Z");
        judged(&down, &format!("reachable,2022-10-05T12:00Z,{time},a,,"))
    };
    let (judgement, sentence) = claim("09:58", "10:58");
    assert_eq!(judgement, Judgement::Supported, "{sentence}");
    assert!(sentence.contains("n outage beside it may reach into it, between two"), "{sentence}");
    assert_eq!(claim("08:02", "08:57").0, Judgement::Supported);
    // The failed probe of 9:55 lies in it, and a third of the time is not known to be up.
    assert_eq!(claim("09:55", "10:55").0, Judgement::Partly);
    assert_eq!(claim("09:57", "10:05").0, Judgement::Insufficient);
    let denied = "reachable,2022-10-05T12:00Z,2022-10-05T09:58Z/2022-10-05T10:58Z,a,none,";
    assert_eq!(judged(&down, denied).0, Judgement::Insufficient);
}

/// Two places probe every five minutes, two minutes apart, and both failed from 9:00 to 10:00.
#[test]
fn the_first_failed_probe_of_each_place_is_one_of_each_probe() {
    let rows = (0..144).flat_map(|step| {
        let minute = step * 5;
        let code = |minute| if (540..600).contains(&minute) { 503 } else { 200 };
        [
            (minute * MINUTE, "a", "x", code(minute)),
            ((minute + 2) * MINUTE, "a", "y", code(minute + 2)),
        ]
    });
    let columns = "claim,claimant,role,kind,published,asserted,targets,quantifier,extent\n";
    let time = "2022-10-05T09:00Z/2022-10-05T09:58Z";
    let claims = format!(
        "{columns}up,X,operator,reachable,2022-10-05T12:00Z,{time},a,,\n\
         down,X,operator,outage,2022-10-05T12:00Z,{time},a,,throughout\n"
    );
    let report = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"))
        .with("probes.csv", log(rows.collect::<Vec<_>>()))
        .with("claims.csv", claims)
        .report()
        .unwrap();
    let of = |claim: &str| {
        let verdict = report.verdicts.iter().find(|one| one.claim.as_deref() == Some(claim));
        (verdict.unwrap().judgement, verdict_sentence(verdict.unwrap()))
    };
    assert_eq!(of("down").0, Judgement::Supported, "{}", of("down").1);
    assert_eq!(of("up").0, Judgement::Contradicted, "{}", of("up").1);
}

/// Under way since 9:00 and over at about 10:00; another outage, or one failed probe, may have
/// begun in the last minutes of the time asked.
#[test]
fn an_outage_under_way_hides_none_that_may_have_begun() {
    let attack = "attack,2022-10-05T20:00Z,2022-10-05T09:57Z/2022-10-05T11:58Z,a,,";
    let first = [9 * 60, 10 * 60];
    for second in [[12 * 60, 13 * 60], [12 * 60, 12 * 60 + 5]] {
        let (judgement, sentence) = judged(&[first, second], attack);
        assert_eq!(judgement, Judgement::Insufficient, "{sentence}");
    }
    assert_eq!(judged(&[first], attack).0, Judgement::PrecedesClaim);
}

/// Back at about 10:00, and one failed probe at 12:00: who says at 11:58 that it is back may mean
/// that one.
#[test]
fn a_blip_at_the_claimed_time_may_be_meant() {
    let restored = "restored,2022-10-05T20:00Z,2022-10-05T11:58Z,a,,";
    let down = [9 * 60, 10 * 60];
    let (judgement, sentence) = judged(&[down, [12 * 60, 12 * 60 + 5]], restored);
    assert_eq!(judgement, Judgement::Insufficient, "{sentence}");
    assert!(sentence.contains("since then 1 probe failed"), "{sentence}");
    assert_eq!(judged(&[down], restored).0, Judgement::Late);
}

/// "We took it down", posted half an hour before the site failed, was "consistent with the claim"
/// without a word of that.
#[test]
fn a_claim_from_before_its_outage_is_said_to_be() {
    let words = "the claim was published before O001 began";
    let down = [[10 * 60, 11 * 60]];
    let (judgement, early) = judged(&down, "attack,2022-10-05T09:30Z,,a,,");
    assert_eq!(judgement, Judgement::Supported, "{early}");
    assert!(early.contains(words), "{early}");
    let (_, later) = judged(&down, "attack,2022-10-05T10:30Z,,a,,");
    assert!(!later.contains(words), "{later}");
    // Whether it was before the start, no probe tells.
    let (_, open) = judged(&down, "attack,2022-10-05T09:57Z,,a,,");
    assert!(!open.contains(words), "{open}");
}
