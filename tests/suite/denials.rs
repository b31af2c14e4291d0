//! Denials, recoveries and threats, in verdicts and in words.

use crate::incident_folder::{IncidentFolder, log};
use crate::verdict_laws::{by_minute, verdict};
use corroborate::clock::MINUTE;
use corroborate::model::{Judgement, Report, Rule};
use corroborate::report::{claim_verdict_sentence, verdict_sentence};

/// All that comes of one claim with a quantifier about the sites `a` and `b`, of which `a` was down
/// from 01:00 to 02:30 and `b` was up.
fn quantified(kind: &str, quantifier: &str, asserted: &str) -> Report {
    let rows = (0..60).flat_map(|at| {
        let code = if (12..30).contains(&at) { 503 } else { 200 };
        [(at * 5 * MINUTE, "a", "x", code), (at * 5 * MINUTE, "b", "x", 200)]
    });
    let claims = format!(
        "claim,claimant,role,kind,asserted,targets,quantifier\n\
         c,K,operator,{kind},2022-10-05T{asserted},a;b,{quantifier}\n"
    );
    IncidentFolder::new("zone = \"UTC\"\n[[probes]]\nfiles = \"probes.csv\"\n")
        .with("probes.csv", log(rows))
        .with("claims.csv", claims)
        .report()
        .unwrap()
}

/// Who says that none was down is contradicted by a site that was, and leaves no room for it.
#[test]
fn a_site_that_was_down_contradicts_a_denial() {
    let report = quantified("outage", "none", "01:10Z/2022-10-05T02:00Z");
    let of = |site: &str| report.verdicts.iter().find(|verdict| verdict.site == site).unwrap();
    let (down, up) = (of("a"), of("b"));
    assert_eq!((down.rule, down.judgement), (Rule::new("R11"), Judgement::Contradicted));
    let sentence = verdict_sentence(down);
    assert!(sentence.contains("(O001); that is not what the claim says; each of"), "{sentence}");
    assert_eq!((up.rule, up.judgement), (Rule::new("R11"), Judgement::Supported));
    assert_eq!(report.claim_verdicts[0].judgement, Judgement::Contradicted);
    let attack = quantified("attack", "none", "00:30Z/2022-10-05T02:00Z");
    let sentence = verdict_sentence(&attack.verdicts[0]);
    assert_eq!(attack.verdicts[0].judgement, Judgement::Insufficient);
    assert!(sentence.ends_with("no probe can see whether one made this outage."), "{sentence}");
}

/// Who says that none was back by then is contradicted by a site that was.
#[test]
fn a_site_that_was_back_contradicts_a_denial() {
    let judged = |at: &str| {
        let report = quantified("restored", "none", at);
        let verdict = report.verdicts.iter().find(|verdict| verdict.site == "a").unwrap();
        (verdict.judgement, verdict_sentence(verdict))
    };
    assert_eq!(judged("02:35:00Z").0, Judgement::Insufficient, "back within the tolerance");
    let (judgement, sentence) = judged("02:50:00Z");
    assert_eq!(judgement, Judgement::Contradicted);
    assert!(!sentence.contains("agree") && !sentence.contains("exception"), "{sentence}");
    assert!(sentence.contains("hat is not what the claim says"), "{sentence}");
    let (judgement, sentence) = judged("01:30:00Z");
    assert_eq!(judgement, Judgement::Supported);
    assert!(
        sentence.contains(" It was not back by then, as the claim says. The time"),
        "{sentence}"
    );
}

/// A denial names no site for R9: what it denies is still claimed by nobody.
#[test]
fn a_denial_leaves_an_outage_unclaimed() {
    let unclaimed = |quantifier| {
        let report = quantified("outage", quantifier, "01:10Z/2022-10-05T02:00Z");
        let of_r9 = report.verdicts.iter().filter(|verdict| verdict.rule == Rule::new("R9"));
        (of_r9.count(), report.sites.iter().filter(|site| site.claimed).count())
    };
    assert_eq!(["none", "some", "each"].map(unclaimed), [(1, 0), (0, 2), (0, 2)]);
}

/// A claim that asks nothing of the probes is not judged by counts either.
#[test]
fn a_claim_that_no_probe_can_check_is_not_checkable_as_a_whole() {
    for kind in ["cause", "unstated"] {
        for quantifier in ["most", "some", "none"] {
            let report = quantified(kind, quantifier, "01:10Z/2022-10-05T02:00Z");
            let whole = &report.claim_verdicts[0];
            assert_eq!(whole.judgement, Judgement::NotCheckable, "{kind} {quantifier}");
            assert!(claim_verdict_sentence(whole).contains("nothing that probes can check"));
        }
    }
}

/// A recovery inside the claimed interval is reported without figures of how far it may be from an
/// end.
#[test]
fn a_recovery_inside_the_claimed_interval_is_reported_as_such() {
    let sentence_of = |asserted: &str| {
        let report = quantified("restored", "", asserted);
        verdict_sentence(&report.verdicts[0])
    };
    let inside = sentence_of("02:00Z/2022-10-05T03:00Z");
    assert!(
        inside.contains("it was back by 2022-10-05 02:30:00 UTC, within the time that the claim"),
        "{inside}"
    );
    assert!(!inside.contains("at most"), "{inside}");
    // The last failed probe is that of 02:25, five minutes after the end.
    let behind = sentence_of("02:00Z/2022-10-05T02:20Z");
    assert!(
        behind.contains(
            "back 5 min to 10 min after the time that the claim gives. That is within the tol"
        ),
        "{behind}"
    );
}

/// Failed probes that a quorum outvoted throughout are no outage seen in part.
#[test]
fn failures_while_a_quorum_saw_it_up_are_reported_as_such() {
    let rows = (0..40).flat_map(|at| {
        ["x", "y", "z"].map(|vantage| {
            let fails = vantage == "y" && (at == 10 || at == 11);
            (at * 4 * MINUTE, "a", vantage, if fails { 503 } else { 200 })
        })
    });
    let said = "c,K,media,outage,,2022-10-05T00:20Z/2022-10-05T02:20Z,a";
    let sentence = verdict_sentence(&verdict(&log(rows), said));
    assert_eq!(
        sentence,
        "a: seen in part: 2 probes failed in the time asked, of 90 probes in it, from 1 vantage \
         (checking location); a quorum saw it up each time."
    );
}

/// A threat in whose time a site was down is no claim that the probes support.
#[test]
fn a_threat_is_counted_apart_from_the_claims_that_are_supported() {
    let rows: Vec<(i64, u16)> =
        (0..60).map(|at| (at * 5, if (12..30).contains(&at) { 503 } else { 200 })).collect();
    let time = "2022-10-05T00:30Z/2022-10-05T02:00Z";
    let claims = format!(
        "claim,claimant,role,kind,asserted,targets,intent\n\
         claim,K,attacker,attack,{time},a,\nthreat,K,attacker,attack,{time},a,true\n"
    );
    let report = IncidentFolder::new("zone = \"UTC\"\n[[probes]]\nfiles = \"probes.csv\"\n")
        .with("probes.csv", by_minute(&rows))
        .with("claims.csv", claims)
        .report()
        .unwrap();
    let lines = corroborate::report::terminal::summary::lines(&report);
    let verdicts = lines.iter().find(|line| line.label == "verdicts").unwrap();
    assert_eq!(
        verdicts.text,
        "2 verdicts on 1 site: 1 supported; 1 announced only, by 1 claim that says what is to be \
         done: an outage fits the time"
    );
}

/// A list of targets of which no site was probed: nothing is said of how many were down.
#[test]
fn a_threat_to_sites_that_nobody_probed_is_not_counted_as_met_by_none() {
    let claims = "claim,claimant,role,kind,asserted,targets,intent\n\
        threat,K,attacker,attack,2022-10-05T00:30Z/2022-10-05T02:00Z,a;b,true\n";
    let incident = IncidentFolder::new("zone = \"UTC\"\n").with("claims.csv", claims);
    let report = incident.with("sites.csv", "site\na\nb\n").report().unwrap();
    let lines = corroborate::report::terminal::summary::lines(&report);
    let verdicts = lines.iter().find(|line| line.label == "verdicts").unwrap();
    let words = "2 announced only, by 1 claim that says what is to be done, \
        and none of them measured";
    assert!(verdicts.text.ends_with(words), "{}", verdicts.text);
}

/// "That speaks against the claim" stood behind failures that speak for who says that no site could
/// be reached.
#[test]
fn what_speaks_against_a_denial_that_a_site_was_reachable_is_that_it_was_up() {
    let report = quantified("reachable", "none", "00:30Z/2022-10-05T02:00Z");
    let sentence = verdict_sentence(&report.verdicts[0]);
    assert_eq!(report.verdicts[0].judgement, Judgement::Insufficient, "{sentence}");
    assert!(sentence.contains("hat it was up speaks against the claim in part"), "{sentence}");
    let rows = (0..60).flat_map(|at| {
        let at = at * 5 * MINUTE;
        [(at, "a", "x", 200), (at, "a", "y", 503)]
    });
    let report = IncidentFolder::new("zone = \"UTC\"\n[[probes]]\nfiles = \"probes.csv\"\n")
        .with("probes.csv", log(rows))
        .with(
            "claims.csv",
            "claim,claimant,role,kind,asserted,targets,quantifier\n\
             c,K,operator,reachable,2022-10-05T01:00Z/2022-10-05T02:00Z,a,none\n",
        )
        .report()
        .unwrap();
    let sentence = verdict_sentence(&report.verdicts[0]);
    assert!(
        sentence.contains("he other probes did not fail, which speaks against the claim in part"),
        "{sentence}"
    );
}
