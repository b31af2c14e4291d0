//! Claims that a site is back (R8), held against its stable recovery (M13), worked out by hand.

use crate::incident_folder::{CLAIMS, IncidentFolder, log};
use corroborate::clock::MINUTE;
use corroborate::model::{Finding, Judgement, Recovery, Verdict};

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

/// An outage whose first failed probe was at the end of the claimed time is not what was restored.
#[test]
fn an_outage_that_begins_as_the_claimed_time_ends_is_not_meant() {
    let probes = every_five(600, &FIRST_OUTAGE);
    let ends_at = |clock: &str| {
        let verdict = judged(&probes, &format!("2022-10-05T00:30:00Z/2022-10-05T{clock}Z"));
        matches!(verdict.finding, Finding::Recovery(_))
    };
    assert_eq!(["00:59:59", "01:00:00", "01:00:01"].map(ends_at), [false, false, true]);
}
