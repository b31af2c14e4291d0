//! Claims about most, some or none of their sites (R11), over sites of several fates.

use crate::incident_folder::{IncidentFolder, PROBES};
use crate::site_days::log_of_days;
use corroborate::model::{Judgement, Report};
use corroborate::report::{claim_verdict_sentence, verdict_sentence};

/// Sites with what each probe saw, five minutes apart from midnight: `u` up, `d` down.
const SITES: [(&str, &str); 6] = [
    ("back1", "uuuuuudddddduuuuuuuuuuuuuuuuuuuuuuuuuuuu"),
    ("back2", "uuuuuudddddduuuuuuuuuuuuuuuuuuuuuuuuuuuu"),
    ("still", "uuuuuudddddddddddddddddddddddddddddddddd"),
    ("well1", "uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu"),
    ("well2", "uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu"),
    ("well3", "uuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu"),
];

/// Report on one claim, whatever of it is refused: its kind, quantifier, published and asserted
/// time, whether it is an intent, and its sites.
fn any_report(kind: &str, quantifier: &str, times: [&str; 2], intent: bool, sites: &str) -> Report {
    let [published, asserted] = times;
    let claims = format!(
        "claim,claimant,role,kind,published,asserted,targets,quantifier,intent\n\
         c,K,operator,{kind},{published},{asserted},{sites},{quantifier},{intent}\n"
    );
    let rules = "[rules]\nlag = \"2h\"\n";
    let incident = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}{rules}"));
    incident
        .with("probes.csv", log_of_days(&SITES))
        .with("sites.csv", "site\nunprobed\n")
        .with("claims.csv", claims)
        .report()
        .unwrap()
}

/// Report on one claim of which nothing is refused.
fn report(kind: &str, quantifier: &str, times: [&str; 2], intent: bool, sites: &str) -> Report {
    let report = any_report(kind, quantifier, times, intent, sites);
    assert_eq!(report.refusals.count(), 0, "{:?}", report.refusals.listed);
    report
}

/// Report on a claim that sites were back at 02:30.
fn restored(quantifier: &str, sites: &str) -> Report {
    report("restored", quantifier, ["", "2022-10-05T02:30:00Z"], false, sites)
}

const ALL: &str = "back1;back2;still;well1;well2;well3";

/// Two of the three sites that went down were back: most of them, although half of all six had
/// nothing to come back from.
#[test]
fn sites_that_never_went_down_say_nothing_of_a_recovery() {
    let report = restored("most", ALL);
    let whole = &report.claim_verdicts[0];
    assert_eq!(whole.judgement, Judgement::Supported);
    assert_eq!(
        claim_verdict_sentence(whole),
        "The claim is about 6 sites and speaks of most of them: 2 were back by its time, 1 was \
         not back for good. 3 stayed up and had no outage to come back from, which says nothing \
         for the claim or against it. That is more than half of the other 3."
    );
    let result = |site: &str| {
        let verdict = report.verdicts.iter().find(|one| one.site == site).unwrap();
        (verdict.judgement, verdict.rule.id())
    };
    assert_eq!(result("well1"), (Judgement::StayedUp, "R6"));
    assert_eq!(result("still"), (Judgement::Exception, "R11"));
    let sentence =
        verdict_sentence(report.verdicts.iter().find(|one| one.site == "well1").unwrap());
    assert!(
        sentence.starts_with("well1: no outage was seen from 2022-10-05 00:30:00 UTC to "),
        "{sentence}"
    );
}

/// One site is back, and one is still down: half is not most, and one is some.
#[test]
fn the_sites_that_went_down_decide_each_quantifier() {
    let of = |quantifier, sites| restored(quantifier, sites).claim_verdicts[0].judgement;
    assert_eq!(of("most", "back1;still;well1;well2"), Judgement::Contradicted);
    assert_eq!(of("most", "back1;back2;still;well1;well2"), Judgement::Supported);
    assert_eq!(of("some", "back1;still;well1"), Judgement::Supported);
    assert_eq!(of("some", "still;well1;well2"), Judgement::Contradicted);
    assert_eq!(of("none", "still"), Judgement::Supported);
    // Who says that a site is not back that stayed up is not right about that one.
    assert_eq!(of("none", "still;well1;well2"), Judgement::Insufficient);
    assert_eq!(of("none", "still;back1;well2"), Judgement::Contradicted);
}

/// A claim that sites are back is about none of those that never went down: nothing for it, nothing
/// against it, whether it names one of them or several.
#[test]
fn a_recovery_of_nothing_is_neither_true_nor_wrong() {
    for quantifier in ["most", "some", "none"] {
        let report = restored(quantifier, "well1;well2;well3");
        let whole = &report.claim_verdicts[0];
        assert_eq!(whole.judgement, Judgement::Insufficient, "{quantifier}");
        assert!(claim_verdict_sentence(whole).ends_with(" It cannot be decided for any of them."));
    }
    let each = restored("each", "well1");
    assert_eq!(each.verdicts[0].judgement, Judgement::StayedUp);
}

/// Three sites that stayed up under a threat against some of them did not go down, and the threat
/// claims nothing that this could contradict.
#[test]
fn a_threat_is_not_contradicted_by_sites_that_stayed_up() {
    let time = ["", "2022-10-05T00:10:00Z/2022-10-05T02:30:00Z"];
    let of = |kind, quantifier, intent| {
        report(kind, quantifier, time, intent, "well1;well2;well3").claim_verdicts[0].clone()
    };
    let threat = of("attack", "some", true);
    assert_eq!((threat.judgement, threat.against), (Judgement::StayedUp, 3));
    assert_eq!(
        claim_verdict_sentence(&threat),
        "The claim is about 3 sites and speaks of some of them: 3 did not go down in its time. \
         The claim only says what is to be done, so that is nothing against it."
    );
    assert_eq!(of("maintenance", "most", false).judgement, Judgement::StayedUp);
    assert_eq!(of("attack", "some", false).judgement, Judgement::Contradicted);
    assert_eq!(of("attack", "none", false).judgement, Judgement::Supported);
}

/// Work announced for most of three sites, of which one was down: that is neither most of them, nor
/// did all stay up.
#[test]
fn announced_work_on_some_sites_fits_in_part() {
    let time = ["", "2022-10-05T00:10:00Z/2022-10-05T02:30:00Z"];
    let report = report("maintenance", "most", time, false, "back1;well1;well2");
    let whole = &report.claim_verdicts[0];
    assert_eq!((whole.judgement, whole.agreeing), (Judgement::Partly, 1));
    assert_eq!(
        claim_verdict_sentence(whole),
        "The claim is about 3 sites and speaks of most of them: 1 was down in its time, 2 were \
         not. The claim only says what is to be done, so that is nothing against it."
    );
}

/// Without a time, and without a site of the incident, there is nothing to check of the whole
/// either.
#[test]
fn a_claim_without_a_time_or_a_site_cannot_be_checked_as_a_whole() {
    let time = ["2022-10-05T01:00:00Z", ""];
    for quantifier in ["most", "some", "none"] {
        let timeless = report("outage", quantifier, ["", ""], false, "back1;unprobed");
        let whole = &timeless.claim_verdicts[0];
        assert_eq!(whole.judgement, Judgement::NotCheckable, "{quantifier}");
        assert_eq!(
            claim_verdict_sentence(whole),
            "The claim gives no time to check, of any of its sites."
        );
        let timed = report("outage", quantifier, time, false, "back1;unprobed");
        assert_ne!(timed.claim_verdicts[0].judgement, Judgement::NotCheckable);
        let nowhere = any_report("outage", quantifier, time, false, "elsewhere.example");
        let whole = &nowhere.claim_verdicts[0];
        assert_eq!(whole.judgement, Judgement::NotCheckable, "{quantifier}");
        assert_eq!(
            claim_verdict_sentence(whole),
            "The claim names no single site of this incident."
        );
    }
}

/// One site is listed of "some", and was down: that is enough. Of one whose denial would be of a
/// site that stayed up, nothing is left to depend on.
#[test]
fn what_a_claim_depends_on_is_there() {
    let time = ["", "2022-10-05T00:30:00Z/2022-10-05T00:50:00Z"];
    let some = report("outage", "some", time, false, "back1");
    let sentence = claim_verdict_sentence(&some.claim_verdicts[0]);
    assert!(sentence.ends_with("it was down in its time. One is enough."), "{sentence}");
    let headline =
        corroborate::report::terminal::summary::summary(&some, std::path::Path::new("report.html"));
    let listed = "some of several sites, of which back1 alone is listed";
    assert!(headline.contains(listed), "{headline}");
    let denied = restored("none", "still;well1");
    let sentence = claim_verdict_sentence(&denied.claim_verdicts[0]);
    assert!(sentence.contains("1 was not back for good by its time"), "{sentence}");
    assert!(!sentence.contains("depends"), "{sentence}");
}
