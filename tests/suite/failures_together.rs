//! Failures outside every outage (M27, R7): which belong together, and the sentences on them.

use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES, log};
use crate::site_days::log_of_days;
use corroborate::clock::MINUTE;
use corroborate::model::{Finding, Judgement, ProbeCount, Verdict};
use corroborate::report::verdict_sentence;

/// The verdict on a claim of a kind about the site `a` from 00:05 to 01:55.
fn judged(kind: &str, log: &str, rules: &str) -> Verdict {
    let said = format!("{CLAIMS}c,K,media,{kind},,2022-10-05T00:05:00Z/2022-10-05T01:55:00Z,a\n");
    let incident = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}{rules}"));
    let report = incident.with("probes.csv", log).with("claims.csv", said).report().unwrap();
    assert_eq!(report.refusals.count(), 0, "{:?}", report.refusals.listed);
    report.verdicts.iter().find(|verdict| verdict.claim.is_some()).unwrap().clone()
}

/// The result where vantage `x` saw these and `y` and `z` saw the site up throughout.
fn of_three(saw: &str, rules: &str) -> Judgement {
    let up = "u".repeat(saw.len());
    judged("outage", &log_of_days(&[("a@x", saw), ("a@y", &up), ("a@z", &up)]), rules).judgement
}

/// Two in a row belong together; two with an up, a degraded or an unknown probe between them, or a
/// silence, do not.
#[test]
fn failures_in_a_row_of_one_series_belong_together() {
    use Judgement::{Contradicted, Partly};
    assert_eq!(of_three("uuuuuuuuduuuuuuuuuuuuuuuuuuu", ""), Contradicted);
    assert_eq!(of_three("uuuuuuuudduuuuuuuuuuuuuuuuuu", ""), Partly);
    assert_eq!(of_three("uuuuuuuudcuuuuuuuuuuuuuuuuuu", ""), Partly);
    assert_eq!(of_three("uuuuuuuududuuuuuuuuuuuuuuuuu", ""), Contradicted);
    assert_eq!(of_three("uuuuuuuudgduuuuuuuuuuuuuuuuu", ""), Contradicted);
    assert_eq!(of_three("uuuuuuuud?duuuuuuuuuuuuuuuuu", ""), Contradicted);
    assert_eq!(of_three("uuuuuuuud---duuuuuuuuuuuuuuu", ""), Contradicted);
    assert_eq!(
        of_three("uuuuuuuud-duuuuuuuuuuuuuuuuu", ""),
        Partly,
        "one missed probe is no silence"
    );
}

/// One below `confirm`, on it, and above.
#[test]
fn confirm_says_how_many_in_a_row() {
    let three = "[rules]\nconfirm = 3\n";
    let rows = [
        "uuuuudduuuuuuuuuuuuuuuuuuuuu",
        "uuuuuddduuuuuuuuuuuuuuuuuuuu",
        "uuuuudddduuuuuuuuuuuuuuuuuuu",
    ];
    let results = rows.map(|row| of_three(row, three));
    assert_eq!(results, [Judgement::Contradicted, Judgement::Partly, Judgement::Partly]);
}

/// Of two failures in a row only one lies in the time asked: it is a lone one there.
#[test]
fn a_row_counts_inside_the_time_asked_alone() {
    assert_eq!(of_three("dduuuuuuuuuuuuuuuuuuuuuuuuuu", ""), Judgement::Contradicted);
    assert_eq!(of_three("ddduuuuuuuuuuuuuuuuuuuuuuuuu", ""), Judgement::Partly);
}

/// An attack is a start: where failures in part began at another time, or nobody saw when, they say
/// nothing of it. The time asked is from the second probe to before the last but four.
#[test]
fn failures_in_part_fit_an_attack_where_they_began_in_its_time() {
    let result = |saw: &str| {
        let up = "u".repeat(saw.len());
        let log = log_of_days(&[("a@x", saw), ("a@y", &up), ("a@z", &up)]);
        let verdict = judged("attack", &log, "");
        assert_eq!(judged("outage", &log, "").judgement, Judgement::Partly);
        (verdict.judgement, verdict_sentence(&verdict))
    };
    // The probe before the first failure lies in the time asked, or before it.
    let (judgement, sentence) = result("uudduuuuuuuuuuuuuuuuuuuuuuuu");
    assert_eq!(judgement, Judgement::Partly);
    assert!(sentence.ends_with("; a quorum saw it up each time."), "{sentence}");
    let (judgement, sentence) = result("uddduuuuuuuuuuuuuuuuuuuuuuuu");
    assert_eq!(judgement, Judgement::Insufficient);
    let open = " This may have begun before the time that the claim can mean, or in it.";
    assert!(sentence.ends_with(open), "{sentence}");
    let (judgement, sentence) = result("dddduuuuuuuuuuuuuuuuuuuuuuuu");
    assert_eq!(judgement, Judgement::PrecedesClaim);
    let before = "; this had begun before the earliest time that the claim can mean.";
    assert!(sentence.ends_with(before), "{sentence}");
    // Nobody saw when it began; and of two times the second began in the time asked.
    let (judgement, sentence) = result("uuu---dddduuuuuuuuuuuuuuuuuu");
    assert_eq!(judgement, Judgement::Insufficient);
    assert!(sentence.contains("is open, as no probe before it was seen"), "{sentence}");
    assert_eq!(result("dddduuuuuuudduuuuuuuuuuuuuuu").0, Judgement::Partly);
}

/// Slow answers are judged by their start, as outages and failures in part are: a site that was
/// slow before the time asked did not become so in it.
#[test]
fn degraded_answers_fit_an_attack_where_they_began_in_its_time() {
    let result = |saw: &str| {
        let log = log_of_days(&[("a", saw)]);
        let found = judged("attack", &log, "");
        assert_eq!(judged("outage", &log, "").judgement, Judgement::Partly, "{saw}");
        (found.rule.id(), found.judgement, verdict_sentence(&found))
    };
    let (rule, judgement, sentence) = result("uugguuuuuuuuuuuuuuuuuuuuuuuu");
    assert_eq!((rule, judgement), ("R7", Judgement::Partly));
    assert!(!sentence.contains("this"), "{sentence}");
    let (rule, judgement, sentence) = result("ugggguuuuuuuuuuuuuuuuuuuuuuu");
    assert_eq!((rule, judgement), ("R2", Judgement::Insufficient));
    let open = "in all; this may have begun before the time that the claim can mean, or in it. A";
    assert!(sentence.contains(open), "{sentence}");
    let (rule, judgement, sentence) = result("gggggggggggggggggggggggggggg");
    assert_eq!((rule, judgement), ("R4", Judgement::PrecedesClaim));
    let before = "in all; this had begun before the earliest time that the claim can mean. A";
    assert!(sentence.contains(before), "{sentence}");
    // Nobody saw when it began; and of two times the second began in the time asked.
    assert_eq!(result("uuu---gggguuuuuuuuuuuuuuuuuu").0, "R2");
    assert_eq!(result("ggggguuuuuuugguuuuuuuuuuuuuu").0, "R7");
}

/// What was over when an attack was claimed is none that the claim announces, whether the site was
/// down, failed in part or was slow. It was published at 01:00 and gives no time.
#[test]
fn what_was_over_at_the_publication_is_judged_alike() {
    let result = |sites: &[(&str, &str)]| {
        let said = format!("{CLAIMS}c,K,media,attack,2022-10-05T01:00:00Z,,a\n");
        let incident = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"));
        let incident = incident.with("probes.csv", log_of_days(sites)).with("claims.csv", said);
        let found = incident.report().unwrap().verdicts[0].clone();
        (found.rule.id(), verdict_sentence(&found))
    };
    let up = "u".repeat(180);
    // The probe behind the last failure is of the moment of the publication, or of a later one.
    let (over, later) = ("uuuuuuuuddddu", "uuuuuuuuuddddu");
    let whole = |saw: &str| format!("{saw}{}", "u".repeat(180 - saw.len()));
    for (saw, rule) in [(over, "R5"), (later, "R3")] {
        assert_eq!(result(&[("a", &whole(saw))]).0, rule, "{saw}");
    }
    for (saw, rule) in [(over, "R5"), (later, "R7")] {
        let (found, sentence) = result(&[("a@x", &whole(saw)), ("a@y", &up), ("a@z", &up)]);
        assert_eq!(found, rule, "{saw}: {sentence}");
        let slow = whole(&saw.replace('d', "g"));
        let (found, sentence) = result(&[("a", &slow)]);
        assert_eq!(found, rule, "{slow}: {sentence}");
        let is_over = sentence.contains("this was over when the claim was published");
        assert_eq!(is_over, rule == "R5", "{sentence}");
    }
}

/// Lone failures of different hours, each while a quorum saw the site up, deny nothing of that, and
/// are reported.
#[test]
fn lone_failures_hours_apart_do_not_add_up() {
    let up = "u".repeat(28);
    let saw = ["uuududuuduuuuuuuuduuuuuuuuuu", "uuuuuuuuuuuuuduuuuuuuduuuuuu"];
    let log = log_of_days(&[("a@x", saw[0]), ("a@y", saw[1]), ("a@z", &up)]);
    let verdict = judged("outage", &log, "");
    assert_eq!(verdict.judgement, Judgement::Contradicted);
    let sentence = verdict_sentence(&verdict);
    assert!(
        sentence.contains(", 6 failed, each while a quorum saw it up, and the others"),
        "{sentence}"
    );
    let reachable = judged("reachable", &log, "");
    assert_eq!(reachable.judgement, Judgement::Supported);
    let sentence = verdict_sentence(&reachable);
    assert!(
        sentence.contains(". 6 probes failed while a quorum saw it up; a shorter"),
        "{sentence}"
    );
}

/// Two vantages, so that one failure leaves no quorum. The second fails at the probe after the
/// first one's, or two probes after it.
#[test]
fn two_vantages_belong_together_within_one_pace() {
    let of_two = |x, y| judged("outage", &log_of_days(&[("a@x", x), ("a@y", y)]), "").judgement;
    let x = "uuuuuduuuuuuuuuuuuuuuuuuuuuu";
    assert_eq!(of_two(x, "uuuuuuduuuuuuuuuuuuuuuuuuuuu"), Judgement::Partly);
    assert_eq!(of_two(x, "uuuuuuuduuuuuuuuuuuuuuuuuuuu"), Judgement::Insufficient);
}

/// Three vantages that probe at different minutes of five. Where two fail within one pace no quorum
/// saw the site up then; where they probe at the same minutes, one probe apart, a quorum did.
#[test]
fn two_vantages_that_a_quorum_outvoted_do_not_belong_together() {
    let of_three = |shift: i64| {
        let row = move |at: i64, vantage: &'static str| {
            let (shift, failing) = match vantage {
                "x" => (0, 5),
                "y" => (shift, 6),
                _ => (0, -1),
            };
            let code = if at == failing { 503 } else { 200 };
            ((at * 5 - shift) * MINUTE, "a", vantage, code)
        };
        let rows = (0..28).flat_map(|at| ["x", "y", "z"].map(|vantage| row(at, vantage)));
        judged("outage", &log(rows), "").judgement
    };
    assert_eq!([0, 2].map(of_three), [Judgement::NoneSeen, Judgement::Partly]);
}

/// Whatever decides tells the probes that failed in the time asked.
#[test]
fn each_sentence_on_a_time_tells_its_failed_probes() {
    let verdict_on = |kind: &str, sites: &[(&str, &str)]| {
        let verdict = judged(kind, &log_of_days(sites), "");
        (verdict.judgement, verdict_sentence(&verdict))
    };
    // A third of the time asked is not observed.
    let (judgement, sentence) = verdict_on("reachable", &[("a", "uuuuuudduuuuuuu---------uuuu")]);
    assert_eq!(judgement, Judgement::Partly);
    assert!(
        sentence.contains(
            "confirmed up for 50 min and confirmed down for 5 min of the 1 h 50 min asked (O001); \
             neither is confirmed for the other 55 min; 2 probes failed in the time asked"
        ),
        "{sentence}"
    );
    let (judgement, sentence) = verdict_on("reachable", &[("a", "uuuuuduuduuu---------uuuuuuuuu")]);
    assert_eq!(judgement, Judgement::Insufficient);
    assert!(sentence.contains("less than the 80 % needed"), "{sentence}");
    assert!(
        sentence.ends_with("; 2 probes failed in the time asked, of 13 probes in it."),
        "{sentence}"
    );
    let (judgement, sentence) = verdict_on("outage", &[("a", "uuuuuduuduuuuuuuuuuuuuuuuuuuu")]);
    assert_eq!(judgement, Judgement::Insufficient);
    assert!(
        sentence.contains("possibly down 2 times, with 2 failed probes in all, each time too few"),
        "{sentence}"
    );
    let (judgement, sentence) = verdict_on("reachable", &[("a", "uuuuuduuduuuuuuuuuuuuuuuuuuuu")]);
    assert_eq!(judgement, Judgement::Insufficient);
    assert!(
        sentence.ends_with(
            "and confirmed down at no moment of the 1 h 50 min asked; neither is confirmed for \
             the other 20 min. Possibly down 2 times, with 2 failed probes in all, not confirmed \
             (B001 first); 2 probes failed in the time asked, of 22 probes in it."
        ),
        "{sentence}"
    );
}

/// Failed probes at which no quorum saw the site up are counted apart from those at which one did,
/// and beside whatever else decides.
#[test]
fn failed_probes_are_reported_by_what_a_quorum_saw() {
    let up = "u".repeat(28);
    let verdict_on = |kind: &str, sites: &[(&str, &str)]| {
        let verdict = judged(kind, &log_of_days(sites), "");
        (verdict.judgement, verdict_sentence(&verdict))
    };
    // Before the probes of `z` begin, one of two vantages is no quorum.
    let late = format!("{}{}", "-".repeat(13), "u".repeat(15));
    let (judgement, sentence) = verdict_on(
        "outage",
        &[("a@x", "uuuuuuduuuuuuuuuuuduuduuuuuu"), ("a@y", &up), ("a@z", &late)],
    );
    assert_eq!(judgement, Judgement::Insufficient);
    assert_eq!(
        sentence,
        "a: possibly down: 1 probe failed, alone, at a moment at which no quorum saw the site up; \
         2 probes failed while a quorum saw it up; the time asked has 54 probes in all."
    );
    // At first `x` is alone, and its failure is a blip; its second one is outvoted.
    let (judgement, sentence) = verdict_on(
        "outage",
        &[("a@x", "uuuuuuduuuuuuuuuuuduuuuuuuuu"), ("a@y", &late), ("a@z", &late)],
    );
    assert_eq!(judgement, Judgement::Insufficient);
    assert_eq!(
        sentence,
        "a: possibly down, with 1 failed probe, too few to confirm an outage (B001); besides, 1 \
         probe failed; the time asked has 42 probes in all."
    );
    let up_to_then = "u".repeat(23);
    // The last minutes of the time asked are not observed.
    let part = |saw: &str| format!("{saw}{}", "-".repeat(5));
    let (judgement, sentence) = verdict_on(
        "outage",
        &[("a@x", &part("uuuuuuduuuuuuuuuuuudduu")), ("a@y", &part(&up_to_then)), ("b", &up)],
    );
    assert_eq!(judgement, Judgement::Partly, "{sentence}");
    assert!(sentence.contains("3 probes failed in the time asked"), "{sentence}");
    let (judgement, sentence) = verdict_on(
        "outage",
        &[
            ("a@x", &part("uuuuuuduuuuuuuuuuuuuuuu")),
            ("a@y", &part(&up_to_then)),
            ("a@z", &part(&up_to_then)),
            ("b", &up),
        ],
    );
    assert_eq!(judgement, Judgement::NoneSeen, "{sentence}");
    assert!(sentence.contains("; 1 probe failed while a quorum saw it up. 5 min"), "{sentence}");
    let (judgement, sentence) = verdict_on(
        "outage",
        &[("a@x", "uuuuuuduuuuuguuuguuuuuuuuuuu"), ("a@y", &up), ("a@z", &up)],
    );
    assert_eq!(judgement, Judgement::Partly, "{sentence}");
    assert_eq!(
        sentence,
        "a: no outage was seen in the time asked, all of it observed, but 2 probes in it were \
         degraded, of 66 probes in all; 1 probe failed while a quorum saw it up. A shorter outage \
         could hide between two probes."
    );
}

/// Most of the time asked is not observed, or the site was challenged in it.
#[test]
fn a_floor_that_is_not_reached_hides_no_failure() {
    let up = "u".repeat(28);
    let sentence_on =
        |sites: &[(&str, &str)]| verdict_sentence(&judged("outage", &log_of_days(sites), ""));
    let short = |saw: &str| format!("{saw}{}", "-".repeat(14));
    let sentence = sentence_on(&[
        ("a@x", &short("uuuuuuduuuuuuu")),
        ("a@y", &short("uuuuuuuuuuuuuu")),
        ("a@z", &short("uuuuuuuuuuuuuu")),
        ("b", &up),
    ]);
    assert!(
        sentence.ends_with(
            "the rest was not observed; 1 probe failed in the time asked, of 39 probes in it."
        ),
        "{sentence}"
    );
}

/// An outage that goes on where nobody looks has no upper end in the time asked, and one whose ends
/// are both known has.
#[test]
fn a_time_down_has_no_upper_end_where_nobody_looked() {
    let sentence_on =
        |saw: &str| verdict_sentence(&judged("outage", &log_of_days(&[("a", saw)]), ""));
    let known = sentence_on("uuuuuuuuddduuuuuuuuuuuuuuuuu");
    assert!(known.contains("confirmed down for 10 min to 20 min of the 1 h 50 min"), "{known}");
    let open = sentence_on("uuuuuuuuddd");
    assert!(open.contains("confirmed down for at least 10 min of the 1 h 50 min"), "{open}");
    let to_the_end = sentence_on("uuuuuuuuuuuuuuuuuuuuuudddddd");
    assert!(to_the_end.contains("down for 5 min to 10 min of the 1 h 50 min"), "{to_the_end}");
    let begins_open = sentence_on("-----ddduuuuuuuuuuuuuuuuuuuu");
    assert!(begins_open.contains("down for at least 10 min of the 1 h 50 min"), "{begins_open}");
    let at_a_moment = sentence_on("uuuuuuuuuuduuuuuu-----duuuuu");
    assert!(!at_a_moment.contains("at most"), "{at_a_moment}");
}

/// A site all of whose probes tell no result was probed.
#[test]
fn probes_without_a_result_are_reported_as_probes() {
    let unknown = "?".repeat(28);
    let of_site = judged("outage", &log_of_days(&[("a", &unknown), ("b", "uuu")]), "");
    assert_eq!(
        verdict_sentence(&of_site),
        "a: not measured; 28 probes of it in the window, none of which tells a result."
    );
    let beside = format!("u{}u", "?".repeat(24));
    let inside = judged("outage", &log_of_days(&[("a", &beside), ("b", "uuu")]), "");
    assert_eq!(
        verdict_sentence(&inside),
        "a: not measured; 22 probes of it in the time asked, none of which tells a result."
    );
    let outside = judged("outage", &log_of_days(&[("a", "u----------------------------u")]), "");
    assert_eq!(
        verdict_sentence(&outside),
        "a: no probe of it lies in the time asked, only outside of it."
    );
}

/// A site that a quorum saw up for too little of the time: the lone failure in it is reported. Two
/// of three vantages probe every 40 min, and were challenged before the time asked.
#[test]
fn a_failure_in_a_time_up_too_short_is_reported() {
    let (slow, quick) = ("c-------u-------u-------u---", "uuuuuuuuuuuuduuuuuuuuuuuuuuu");
    let verdict =
        judged("outage", &log_of_days(&[("a@x", slow), ("a@y", slow), ("a@z", quick)]), "");
    let Finding::UpTooShort { failures, .. } = verdict.finding else { panic!("{verdict:?}") };
    assert_eq!(failures.failed, ProbeCount::exactly(1));
    let sentence = verdict_sentence(&verdict);
    assert!(sentence.contains("less than the 80 % needed; 1 probe failed"), "{sentence}");
}
