//! Claims that a site is back (R8), held against its stable recovery (M13), worked out by hand.

use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES, log};
use corroborate::clock::MINUTE;
use corroborate::model::{Finding, Judgement, Recovery, Verdict};
use corroborate::report::verdict_sentence;

/// Minutes from 1:00 until before 2:00.
const FIRST_OUTAGE: [std::ops::Range<i64>; 1] = [std::ops::Range { start: 60, end: 120 }];

/// The verdict on a claim that the site `a` was restored in this time. The site is probed at these
/// minutes; the silence limit is 12 minutes.
fn judged(minutes: &[(i64, u16)], asserted: &str) -> Verdict {
    let settings = "zone = \"UTC\"\n[[probes]]\nfiles = \"probes.csv\"\nsilence = \"12m\"\n";
    let rows = minutes.iter().map(|(minute, code)| (minute * MINUTE, "a", "x", *code));
    let claims = format!("{CLAIMS}c,O,operator,restored,2022-10-05T20:00:00Z,{asserted},a\n");
    let incident = IncidentFolder::new(settings).with("probes.csv", log(rows));
    let report = incident.with("claims.csv", claims).report().unwrap();
    assert_eq!(report.refusals.count(), 0, "{:?}", report.refusals.listed);
    report.verdicts.iter().find(|verdict| verdict.claim.is_some()).unwrap().clone()
}

/// Returns what the verdict says of the recovery.
fn recovery(verdict: &Verdict) -> Recovery {
    match verdict.finding {
        Finding::Recovery(recovery) => recovery,
        ref other => panic!("{other:?}"),
    }
}

/// Probes every five minutes from midnight until a minute, down in these.
fn every_five(until: i64, down: &[std::ops::Range<i64>]) -> Vec<(i64, u16)> {
    let code = |minute| if down.iter().any(|time| time.contains(&minute)) { 503 } else { 200 };
    (0..until).step_by(5).map(|minute| (minute, code(minute))).collect()
}

/// Down from 1:00 to 1:55, up from 2:00. A claim of half an hour later is late, and no tolerance
/// matters.
#[test]
fn a_claim_after_the_recovery_is_late() {
    let probes = every_five(600, &FIRST_OUTAGE);
    let verdict = judged(&probes, "2022-10-05T02:30:00Z");
    assert_eq!(verdict.judgement, Judgement::Late);
    assert_eq!((recovery(&verdict).tolerance_us, recovery(&verdict).unobserved_us), (None, 0));
}

/// A claim of 3:20, and nobody looked from 2:35 to 3:00: another outage can lie there.
#[test]
fn a_claim_after_an_unobserved_time_is_open() {
    let mut probes = every_five(600, &FIRST_OUTAGE);
    probes.retain(|(minute, _)| !(160..180).contains(minute));
    let verdict = judged(&probes, "2022-10-05T03:20:00Z");
    assert_eq!(verdict.judgement, Judgement::Insufficient);
    // Both ends were seen: the moments between them were not.
    assert_eq!(recovery(&verdict).unobserved_us, 25 * MINUTE - 1);
}

/// The tolerance of 15 minutes is named where the two agree only by it.
#[test]
fn a_tolerance_is_reported_where_it_is_needed() {
    let probes = every_five(600, &FIRST_OUTAGE);
    let tolerance_of = |asserted: &str| {
        let verdict = judged(&probes, asserted);
        assert_eq!(verdict.judgement, Judgement::OnTime, "{asserted}");
        recovery(&verdict).tolerance_us
    };
    assert_eq!(tolerance_of("2022-10-05T01:50:00Z/2022-10-05T02:05:00Z"), None);
    assert_eq!(tolerance_of("2022-10-05T02:10:00Z"), Some(15 * MINUTE));
}

/// Down from 1:00, back at 1:15, one failed probe at 1:40, then up to stay. Who said at 1:20 that
/// the site was back was right about the outage; the lone failed probe does not make that too
/// early.
#[test]
fn a_lone_failed_probe_later_does_not_make_a_claim_too_early() {
    let probes = every_five(600, &[60..75, 100..101]);
    let verdict = judged(&probes, "2022-10-05T01:20:00Z");
    assert_eq!(verdict.judgement, Judgement::Insufficient, "{:?}", verdict.finding);
}

/// Two outages of two episodes: what is said in the second is held against the second.
#[test]
fn a_claim_during_a_later_outage_is_too_early() {
    let probes = every_five(900, &[60..120, 600..660]);
    let verdict = judged(&probes, "2022-10-05T10:20:00Z");
    assert_eq!(verdict.judgement, Judgement::Premature, "{:?}", verdict.finding);
}

/// The first probe failed at 1:00, the one before it did not at 0:55. Who said at 0:57 that the
/// site was back may have meant a time down that began at 0:56.
#[test]
fn an_outage_that_may_have_begun_by_the_claimed_time_leaves_the_order_open() {
    let probes = every_five(600, &FIRST_OUTAGE);
    let ends_at = |clock: &str| {
        let verdict = judged(&probes, &format!("2022-10-05T00:30:00Z/2022-10-05T{clock}Z"));
        let is_of_recovery = matches!(verdict.finding, Finding::Recovery(_));
        (is_of_recovery, verdict.judgement == Judgement::Premature)
    };
    let expected = [(false, false), (true, false), (true, false), (true, true)];
    assert_eq!(["00:54:59", "00:57:00", "00:59:59", "01:00:01"].map(ends_at), expected);
}

/// The verdict on a claim that the site `a` was restored, of which the publication is given alone,
/// or with the time that it speaks of.
fn judged_as_published(minutes: &[(i64, u16)], published: &str, asserted: &str) -> Verdict {
    let settings = "zone = \"UTC\"\n[[probes]]\nfiles = \"probes.csv\"\nsilence = \"12m\"\n";
    let rows = minutes.iter().map(|(minute, code)| (minute * MINUTE, "a", "x", *code));
    let claims = format!("{CLAIMS}c,O,operator,restored,{published},{asserted},a\n");
    let incident = IncidentFolder::new(settings).with("probes.csv", log(rows));
    let report = incident.with("claims.csv", claims).report().unwrap();
    assert_eq!(report.refusals.count(), 0, "{:?}", report.refusals.listed);
    report.verdicts.iter().find(|verdict| verdict.claim.is_some()).unwrap().clone()
}

/// Down 10:00 to 12:00. A post of that day may be of the morning; one of the hour after is not, and
/// neither is one of the next day.
#[test]
fn a_claim_of_a_day_is_decided_only_where_each_of_its_moments_decides_alike() {
    let noon = 600..720;
    let probes = every_five(3000, std::slice::from_ref(&noon));
    let result = |published| judged_as_published(&probes, published, "").judgement;
    assert_eq!(result("2022-10-05"), Judgement::Insufficient);
    assert_eq!(result("2022-10-05T13"), Judgement::Late);
    assert_eq!(result("2022-10-05T10"), Judgement::Premature);
    // At 12:05 it agrees within the tolerance of 15 min; at 12:55 it would be late.
    assert_eq!(result("2022-10-05T12"), Judgement::Insufficient);
    assert_eq!(result("2022-10-05T12:05"), Judgement::OnTime);
    assert_eq!(result("2022-10-06"), Judgement::Late);
    // The claim itself says that it was back on that day.
    let asserted = judged_as_published(&probes, "2022-10-07T08:00:00Z", "2022-10-05");
    assert_eq!(asserted.judgement, Judgement::OnTime);
}

/// Down 2:00 to 4:00, and 18:00 to 20:00, or from 18:00 on.
#[test]
fn a_claim_that_can_mean_two_outages_is_decided_where_both_decide_alike() {
    let twice = every_five(1440, &[120..240, 1080..1200]);
    let open = every_five(1440, &[120..240, 1080..1440]);
    let of_day = |probes: &[(i64, u16)], published: &str| {
        let verdict = judged_as_published(probes, published, "2022-10-05");
        (verdict.judgement, recovery(&verdict).meant)
    };
    assert_eq!(of_day(&twice, "2022-10-07T08:00:00Z"), (Judgement::OnTime, 2));
    assert_eq!(of_day(&open, "2022-10-07T08:00:00Z"), (Judgement::Insufficient, 2));
    // What was published before the second outage is not about it.
    assert_eq!(of_day(&open, "2022-10-05T08:00:00Z"), (Judgement::OnTime, 1));
    let published = judged_as_published(&open, "2022-10-05T12:00:00Z", "2022-10-05T04:00Z/..");
    assert_eq!(published.judgement, Judgement::OnTime, "back from 4:00 on");
}

/// Down 1:00 to 1:55, a lone failed probe at 5:00. Who said at 5:10 that the site was back may have
/// meant that one.
#[test]
fn a_lone_failed_probe_since_may_be_what_a_late_claim_means() {
    let result = |down: &[std::ops::Range<i64>]| {
        judged_as_published(&every_five(600, down), "2022-10-05T05:10:00Z", "").judgement
    };
    assert_eq!(result(&FIRST_OUTAGE), Judgement::Late);
    assert_eq!(result(&[60..120, 300..301]), Judgement::Insufficient);
    assert_eq!(result(&[60..120, 330..331]), Judgement::Late, "it came after the claim");
}

/// Down 1:00 to 1:55 and 2:15 to 2:25, up to stay from 2:30. The first outage did not end at 2:30,
/// and at 2:05 the site was up.
#[test]
fn the_end_of_the_outage_itself_is_reported_beside_that_of_its_relapse() {
    let probes = every_five(600, &[60..120, 135..150]);
    let verdict = judged(&probes, "2022-10-05T02:05:00Z");
    assert_eq!(verdict.judgement, Judgement::Premature);
    let sentence = verdict_sentence(&verdict);
    assert!(
        sentence.starts_with(
            "a: O001 ended after 2022-10-05 01:55:00 UTC and by 2022-10-05 02:00:00 UTC; the \
             site was up for 30 min or more only from a moment after 2022-10-05 02:25:00 UTC and \
             by 2022-10-05 02:30:00 UTC, behind 1 more outage."
        ),
        "{sentence}"
    );
    assert!(sentence.contains("it was up then, but not for good: it was down again after that."));
}

/// Down 1:00 to 1:55 and 2:15 to 2:25, one episode. An attack that is claimed for 2:00 to 2:10 lies
/// between the two, while the site was up.
#[test]
fn an_attack_claimed_between_two_outages_of_an_episode_is_not_called_under_way() {
    let rows = every_five(600, &[60..120, 135..150]);
    let rows = rows.iter().map(|(minute, code)| (minute * MINUTE, "a", "x", *code));
    let claim = |id: &str, from: &str, until: &str| {
        let asserted = format!("2022-10-05T{from}:00Z/2022-10-05T{until}:00Z");
        format!("{id},O,media,attack,2022-10-05T20:00:00Z,{asserted},a\n")
    };
    let claims = format!(
        "{CLAIMS}{}{}",
        claim("between", "02:00", "02:10"),
        claim("into", "02:00", "02:20")
    );
    let incident = IncidentFolder::new(PROBES).with("probes.csv", log(rows));
    let report = incident.with("claims.csv", claims).report().unwrap();
    let sentences: Vec<String> = report.verdicts.iter().map(verdict_sentence).collect();
    assert!(
        sentences[0].contains(
            "n that time, which lies between two of these outages, the site was confirmed up for \
             all of the 10 min asked, with 2 probes in it."
        ) && !sentences[0].contains("under way"),
        "{}",
        sentences[0]
    );
    assert!(sentences[1].contains("1 of these outages was down in that time;"), "{}", sentences[1]);
}
