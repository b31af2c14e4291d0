//! Claims of which only a day or some hours of publication are known: what holds at each moment of
//! these, and which time a length is of.

use crate::incident_folder::{IncidentFolder, PROBES, log};
use corroborate::clock::MINUTE;
use corroborate::model::{Judgement, Report};
use corroborate::report::verdict_sentence;

/// Report on one claim about the site `a`, probed every five minutes for two days, which failed in
/// some minutes.
fn report(down: &[std::ops::Range<i64>], claim: &str) -> Report {
    let code = |minute| if down.iter().any(|one| one.contains(&minute)) { 503 } else { 200 };
    let rows = (0..=48 * 12).map(|step| (step * 5 * MINUTE, "a", "x", code(step * 5)));
    let columns = "claim,claimant,role,kind,published,asserted,targets,quantifier,extent\n";
    IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"))
        .with("probes.csv", log(rows))
        .with("claims.csv", format!("{columns}c,X,operator,{claim}\n"))
        .report()
        .unwrap()
}

/// Result and sentence of the claim.
fn judged(down: &[std::ops::Range<i64>], claim: &str) -> (Judgement, String) {
    let report = report(down, claim);
    let verdict = report.verdicts.iter().find(|one| one.claim.is_some()).unwrap();
    (verdict.judgement, verdict_sentence(verdict))
}

/// Down from 22:00 to 2:00, and from 15:00 to 17:00 of the day of the publication: at most of its
/// moments the second outage fits, and the first denies nothing.
#[test]
fn an_outage_before_the_day_of_a_claim_hides_none_of_that_day() {
    let attack = "attack,2022-10-06,,a,,";
    let (first, second) = (22 * 60..26 * 60, 39 * 60..41 * 60);
    for down in [vec![second.clone()], vec![first.clone(), second]] {
        let (judgement, sentence) = judged(&down, attack);
        assert_eq!(judgement, Judgement::Insufficient, "{sentence}");
        assert!(sentence.contains("2022-10-06 15:00:00 UTC"), "{sentence}");
    }
    let (judgement, sentence) = judged(&[20 * 60..50 * 60], "attack,2022-10-06T02:00Z,,a,,");
    assert_eq!(judgement, Judgement::PrecedesClaim, "{sentence}");
}

/// Up until 15:00 and never down before: at 14:30 there was nothing to come back from.
#[test]
fn a_site_that_had_not_gone_down_yet_is_not_called_back_too_early() {
    let down = 15 * 60..16 * 60;
    let restored = "restored,2022-10-05T14:30Z/2022-10-05T15:30Z,,a,,";
    let (judgement, sentence) = judged(std::slice::from_ref(&down), restored);
    assert_eq!(judgement, Judgement::Insufficient, "{sentence}");
    let words = "hether it had gone down by then depends on when in that time the claim was";
    assert!(sentence.contains(words), "{sentence}");
    let denied = "restored,2022-10-05T14:30Z/2022-10-05T15:30Z,,a,none,";
    let (judgement, sentence) = judged(std::slice::from_ref(&down), denied);
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
    let (judgement, sentence) = judged(&[10 * 60..15 * 60, 34 * 60 + 30..48 * 60], claim);
    assert_eq!(judgement, Judgement::Partly, "{sentence}");
    // Asked until 12:15 of the day after; up from 15:00 to 10:25.
    assert!(sentence.contains("of the 26 h 15 min asked"), "{sentence}");
    assert!(sentence.contains("confirmed up for 19 h 25 min of it"), "{sentence}");
}
