//! Conditions inside the rules, each in a case that it alone decides: on the line of a time, and
//! with everything else as it would be without it.

use crate::incident_folder::{IncidentFolder, PROBES, log};
use crate::site_days::log_of_days;
use crate::thresholds::{Edge, TimedClaim, log_of_one, one_outage};
use corroborate::clock::{DAY, HOUR, MINUTE, SECOND};
use corroborate::model::findings::{OnsetOrder, OpenStart, PartStart};
use corroborate::model::{
    Finding, Judgement, ProbeCount, Recovery, RecoveryOrder, Verdict, VerdictFlag,
};
use std::ops::Range;

/// What the probes of a day see, five minutes apart: up but for these times, in minutes.
fn day(times: &[(Range<usize>, char)]) -> String {
    let saw = |minute: usize| times.iter().find(|(time, _)| time.contains(&minute));
    (0..288).map(|probe| saw(probe * 5).map_or('u', |(_, saw)| *saw)).collect()
}

/// The verdict on a claim about the site `a`: its kind, publication, asserted time, targets,
/// quantifier and extent.
fn judged(settings: &str, log: &str, claim: &str) -> Verdict {
    let header = "claim,claimant,role,kind,published,asserted,targets,quantifier,extent\n";
    let incident = IncidentFolder::new(&format!("zone = \"UTC\"\n{settings}{PROBES}"));
    let incident = incident.with("probes.csv", log);
    let report = incident.with("claims.csv", format!("{header}c,K,media,{claim}\n")).report();
    let report = report.unwrap();
    report.verdicts.iter().find(|verdict| verdict.claim.is_some()).unwrap().clone()
}

/// Log of a site of which each vantage sees what a text says.
fn seen(by_vantage: &[&str]) -> String {
    let names = ["a@x", "a@y", "a@z"];
    let sites: Vec<(&str, &str)> = names.into_iter().zip(by_vantage.iter().copied()).collect();
    log_of_days(&sites)
}

/// Log of a site that one vantage sees.
fn seen_by_one(times: &[(Range<usize>, char)]) -> String {
    seen(&[&day(times)])
}

fn recovery(verdict: &Verdict) -> Recovery {
    match verdict.finding {
        Finding::Recovery(recovery) => recovery,
        ref other => panic!("{other:?}"),
    }
}

/// A publication to the second is one moment. The site was up, and then down, in that second.
#[test]
fn a_second_is_a_moment_in_which_a_site_can_be_up_and_down() {
    let rows = [(-MINUTE, 200), (200_000, 200), (500_000, 503), (800_000, 503), (MINUTE, 503)];
    let said = TimedClaim { kind: "reachable", published: "2022-10-05T00:00:00Z", asserted: "" };
    let log = log_of_one(&rows);
    assert_eq!(crate::thresholds::judged(&said, &log, "").judgement, Judgement::Partly);
}

/// "From 00:00:01 on", published in the second before it, is of a time to come.
#[test]
fn a_time_that_begins_as_the_publication_ends_is_to_come() {
    let later = [5 * HOUR, 6 * HOUR].map(|at| Edge { before: at, after: at + MINUTE });
    let log = one_outage(later[0], later[1]);
    let published = "2022-10-05T00:00:00Z";
    let of = |asserted| {
        let said = TimedClaim { kind: "outage", published, asserted };
        crate::thresholds::judged(&said, &log, "").judgement
    };
    assert_eq!(of("2022-10-05T00:00:01Z/.."), Judgement::Supported);
    // From the publication itself on is until a quarter of an hour later, without a probe.
    assert_eq!(of("2022-10-05T00:00:00Z/.."), Judgement::NotMeasured);
}

/// Each moment of a time was up, and one of three vantages failed twice: the finding is of that
/// vantage.
#[test]
fn failures_of_one_vantage_are_what_speaks_against_reachable() {
    let log = seen(&[&day(&[(90..100, 'd')]), &day(&[]), &day(&[])]);
    let verdict = judged("", &log, "reachable,,2022-10-05T01:00Z/2022-10-05T03:00Z,a,,");
    assert_eq!(verdict.judgement, Judgement::Partly);
    assert!(matches!(verdict.finding, Finding::SomeVantages(_)), "{:?}", verdict.finding);
}

/// Two outages in the time asked are two times down.
#[test]
fn times_down_are_counted() {
    let log = seen_by_one(&[(70..90, 'd'), (130..150, 'd')]);
    let verdict = judged("", &log, "outage,,2022-10-05T01:00Z/2022-10-05T03:00Z,a,,");
    let Finding::Down(down) = verdict.finding else { panic!("{:?}", verdict.finding) };
    assert_eq!((down.outages, down.times), (2, 2));
}

/// Down 2:10 to 2:20, and a lone failure at 2:35: both over at 3:00. The failure is counted beside
/// the outage.
#[test]
fn a_blip_that_is_over_is_counted_beside_the_outage() {
    let log = seen_by_one(&[(130..145, 'd'), (155..160, 'd')]);
    let verdict = judged("", &log, "attack,2022-10-05T03:00:00Z,,a,,");
    let Finding::Onset { order: OnsetOrder::OverBefore(besides), .. } = verdict.finding else {
        panic!("{:?}", verdict.finding)
    };
    assert_eq!(besides.all.failed, ProbeCount::exactly(1));
}

/// An outage that was over at 3:00 is the one that is meant, where nothing else is: not a failure
/// in part that was over too, nor a lone one that the others outvoted, nor one whose next probe is
/// of 3:00.
#[test]
fn an_outage_that_is_over_is_meant_where_nothing_else_can_be() {
    let down = (130..150, 'd');
    let both = day(std::slice::from_ref(&down));
    let finding = |others: usize, own: Range<usize>| {
        let x = day(&[down.clone(), (own, 'd')]);
        let all: Vec<&str> = [x.as_str(), &both, &both].into_iter().take(others + 1).collect();
        judged("", &seen(&all), "attack,2022-10-05T03:00:00Z,,a,,").finding
    };
    let is_over =
        |found: &Finding| matches!(found, Finding::Onset { order: OnsetOrder::OverBefore(_), .. });
    let over = [
        ("two in a row, over at 2:50", finding(2, 160..170)),
        ("one that two outvoted", finding(2, 200..205)),
        ("one over at the moment of the publication", finding(1, 175..180)),
    ];
    for (case, found) in over {
        assert!(is_over(&found), "{case}: {found:?}");
    }
    let open = [
        ("two in a row, on at 3:20", finding(2, 200..210)),
        ("one at which no quorum saw it up", finding(1, 200..205)),
        ("one that is on at the publication", finding(1, 180..185)),
    ];
    for (case, found) in open {
        assert!(!is_over(&found), "{case}: {found:?}");
    }
}

/// Slow from 0:35 to 0:40, over at 1:00; and from 1:35 on: that begins behind the time asked, in
/// which the probe before it lies.
#[test]
fn slow_answers_behind_the_time_asked_do_not_begin_in_it() {
    let log = seen_by_one(&[(35..45, 'g'), (95..105, 'g')]);
    let verdict = judged("[rules]\nlag = \"30m\"\n", &log, "attack,2022-10-05T01:00:00Z,,a,,");
    assert_eq!(verdict.judgement, Judgement::ClaimedAfterTheFact);
}

/// Two failures in a row are fewer than three, and none of them is alone.
#[test]
fn failures_in_a_row_are_not_alone_where_more_are_asked_for() {
    let log = seen(&[&day(&[(90..100, 'd')]), &day(&[])]);
    let claim = "outage,,2022-10-05T01:00Z/2022-10-05T03:00Z,a,,";
    let verdict = judged("[rules]\nconfirm = 3\n", &log, claim);
    let Finding::Doubt(doubt) = verdict.finding else { panic!("{:?}", verdict.finding) };
    assert!(!doubt.is_each_alone);
}

/// Published at some moment from 10:00 to 11:00: failures in part from 22:00 on are in the time
/// asked of all moments but the first, and those from 9:00 or 9:05 on began before it for some.
#[test]
fn why_a_start_is_open_is_the_first_reason() {
    let start = |x: &[(Range<usize>, char)]| {
        let log = seen(&[&day(x), &day(&[]), &day(&[])]);
        let verdict = judged("", &log, "attack,2022-10-05T10:00Z/2022-10-05T11:00Z,,a,,");
        let Finding::SomeVantages(found) = verdict.finding else { panic!("{:?}", verdict.finding) };
        (verdict.judgement, found.start)
    };
    let open = |reason| (Judgement::Insufficient, PartStart::Open(reason));
    assert_eq!(start(&[(1320..1330, 'd')]), open(OpenStart::Publication));
    assert_eq!(start(&[(1315..1330, 'd')]).0, Judgement::Partly);
    assert_eq!(start(&[(545..635, 'd')]), open(OpenStart::Publication));
    assert_eq!(start(&[(540..635, 'd'), (1320..1330, 'd')]), open(OpenStart::Edge));
}

/// Back at 2:00, a quarter of an hour before 2:10 at most, and down again from 2:40 until after the
/// claimed time: the first agrees, for the second it was too early, and the two leave it open.
#[test]
fn a_recovery_that_depends_on_the_outage_is_open() {
    let log = seen_by_one(&[(60..120, 'd'), (160..240, 'd')]);
    let time = "2022-10-05T02:10:00Z/2022-10-05T03:30:00Z";
    let verdict = judged("", &log, &format!("restored,2022-10-07T08:00:00Z,{time},a,,"));
    let found = recovery(&verdict);
    assert_eq!((found.order, found.depends_on_outage), (RecoveryOrder::Open, true));
    assert_eq!((verdict.judgement, found.meant), (Judgement::Insufficient, 2));
}

/// Down 1:00 to 1:55, up from 2:00; and again from a later minute for 20 minutes. How many of the
/// two outages a claim of a time can mean.
#[test]
fn an_outage_is_meant_as_the_ends_of_the_claimed_time_say() {
    let meant = |second: usize, asserted: &str| {
        let log = seen_by_one(&[(60..120, 'd'), (second..second + 20, 'd')]);
        let verdict = judged("", &log, &format!("restored,2022-10-06T08:00:00Z,{asserted},a,,"));
        recovery(&verdict).meant
    };
    let day = "2022-10-05T";
    let of = |from: &str, until: &str| format!("{day}{from}:00Z/{day}{until}:00Z");
    // The second is down at the end itself, which is no moment of the time.
    assert_eq!(meant(180, &of("02:30", "03:00")), 2, "it may have begun before that");
    assert_eq!(meant(175, &of("02:30", "03:00")), 1, "it has, and the first was over");
    assert_eq!(meant(180, &format!("../{day}03:00:00Z")), 2);
    assert_eq!(meant(175, &format!("../{day}03:00:00Z")), 1);
    // The first was over by 2:00: a quarter of an hour before the claimed time is not before it.
    assert_eq!(meant(160, &of("02:05", "03:00")), 2);
    assert_eq!(meant(160, &of("02:15", "03:00")), 2);
    assert_eq!(meant(160, &of("02:20", "03:00")), 1);
}

/// The last probe before the second outage is of the last microsecond of the claimed time, or of
/// the one before.
#[test]
fn an_outage_that_cannot_have_begun_in_the_claimed_time_is_not_meant() {
    let meant = |last_up: i64| {
        let mut rows: Vec<(i64, u16)> = (0..60)
            .map(|probe| (probe * 5 * MINUTE, probe * 5))
            .filter(|(_, minute)| *minute != 150)
            .map(|(at, minute)| {
                (at, if matches!(minute, 60..=115 | 155..=175) { 503 } else { 200 })
            })
            .collect();
        rows.push((last_up, 200));
        rows.sort_unstable();
        let claim = "restored,2022-10-06T08:00:00Z,\
            2022-10-05T01:30:00Z/2022-10-05T02:30:00Z,a,,";
        recovery(&judged("", &log_of_one(&rows), claim)).meant
    };
    assert_eq!([-2, -1].map(|us| meant(150 * MINUTE + us)), [2, 1]);
}

/// Down until 1:55. "Back from 1:30 on" gives the moment of the recovery, and not a time in which
/// one can lie.
#[test]
fn back_from_a_moment_on_is_a_recovery_at_that_moment() {
    let log = seen_by_one(&[(60..120, 'd')]);
    let claim = "restored,2022-10-05T12:00:00Z,2022-10-05T01:30:00Z/..,a,,";
    assert_eq!(judged("", &log, claim).judgement, Judgement::Premature);
}

/// The site was seen down at the end of the claimed time first, and may have been up in all of it.
#[test]
fn an_outage_from_the_end_of_the_claimed_time_on_makes_no_claim_too_early() {
    let result = |first: usize| {
        let log = seen_by_one(&[(first..first + 60, 'd')]);
        let claim = "restored,2022-10-06T08:00:00Z,\
            2022-10-05T02:30:00Z/2022-10-05T03:00:00Z,a,,";
        judged("", &log, claim).judgement
    };
    assert_eq!(result(180), Judgement::Insufficient);
    assert_eq!(result(175), Judgement::Premature);
}

/// Down 1:00 to 1:55, up from 2:00. Who says that the site was not back is right by the record and
/// not by the tolerance, and wrong where it came back in the time.
#[test]
fn a_denial_of_a_recovery_needs_no_tolerance() {
    let log = seen_by_one(&[(60..120, 'd')]);
    let of = |from: &str, until: &str| {
        let time = format!("2022-10-05T{from}:00Z/2022-10-05T{until}:00Z");
        judged("", &log, &format!("restored,2022-10-06T08:00:00Z,{time},a,none,"))
    };
    let right = of("01:30", "01:50");
    assert_eq!((right.judgement, recovery(&right).tolerance_us), (Judgement::Supported, None));
    assert_eq!(of("01:50", "02:10").judgement, Judgement::Contradicted);
}

/// Last seen up at 0:55. Published in the second before that, a recovery was announced before the
/// site went down; in that second, it may have been down.
#[test]
fn a_recovery_published_before_the_onset_is_reported_as_such() {
    let log = seen_by_one(&[(60..120, 'd')]);
    let is_before = |published: &str| {
        let time = "2022-10-05T01:50:00Z/2022-10-05T02:10:00Z";
        let claim = format!("restored,2022-10-05T{published}Z,{time},a,,");
        recovery(&judged("", &log, &claim)).is_before_onset
    };
    assert_eq!(["00:54:59", "00:55:00"].map(is_before), [true, false]);
}

/// Last seen down a quarter of an hour after the last moment of the second that was claimed.
#[test]
fn a_recovery_from_the_tolerance_on_is_too_late() {
    let result = |last_down: i64| {
        let rows = [
            (0, 200),
            (60 * MINUTE, 503),
            (115 * MINUTE, 503),
            (115 * MINUTE + last_down, 503),
            (120 * MINUTE, 200),
            (3 * HOUR, 200),
        ];
        let claim = TimedClaim {
            kind: "restored",
            published: "2022-10-06T08:00:00Z",
            asserted: "2022-10-05T01:40:00Z",
        };
        crate::thresholds::judged(&claim, &log_of_one(&rows), "").judgement
    };
    let last = SECOND - 1;
    assert_eq!([last - 1, last].map(result), [Judgement::Insufficient, Judgement::Premature]);
}

/// A failure in the time at which a site was said to be reachable says more than a row without a
/// time, which may be one.
#[test]
fn a_failure_is_what_speaks_against_reachable_and_no_row_without_a_time() {
    let claim = "reachable,,2022-10-05T01:00Z/2022-10-05T03:00Z,a,,";
    let lone = day(&[(90..95, 'd')]);
    let unplaced = "2022-10-05T02:xx:00Z,a,x,down\n";
    let of = |log: String| judged("", &log, claim);
    let blip = of(seen(&[&lone]) + unplaced);
    assert!(matches!(blip.finding, Finding::UpAndDown(_)), "{:?}", blip.finding);
    for log in [seen(&[&lone, &day(&[])]), seen(&[&lone, &day(&[])]) + unplaced] {
        let doubt = of(log);
        assert_eq!(doubt.judgement, Judgement::Insufficient);
        assert!(matches!(doubt.finding, Finding::SomeVantages(_)), "{:?}", doubt.finding);
    }
    let in_doubt = of(seen(&[&day(&[])]) + unplaced);
    assert!(matches!(in_doubt.finding, Finding::UpInDoubt(_)), "{:?}", in_doubt.finding);
}

/// Said at some moment of a day to be reachable: an outage says more than a failure of one vantage.
#[test]
fn an_outage_says_more_than_a_failure_in_part() {
    let down = (600..620, 'd');
    let both = day(std::slice::from_ref(&down));
    let log = seen(&[&day(&[down, (720..725, 'd')]), &both, &both]);
    let verdict = judged("", &log, "reachable,2022-10-05T08:00Z/2022-10-05T18:00Z,,a,,");
    assert_eq!(verdict.judgement, Judgement::Insufficient);
    assert!(matches!(verdict.finding, Finding::UpAndDown(_)), "{:?}", verdict.finding);
}

/// Who denies an attack is held against the outage that was over, as who says it is.
#[test]
fn a_denial_of_an_attack_is_held_against_an_outage_that_is_over() {
    let log = seen_by_one(&[(130..150, 'd')]);
    let verdict = judged("", &log, "attack,2022-10-05T03:00:00Z,,a,none,");
    let is_over =
        matches!(verdict.finding, Finding::Onset { order: OnsetOrder::OverBefore(_), .. });
    assert!(is_over, "{:?}", verdict.finding);
}

/// Down 1:00 to 1:30, then nobody probed: not known throughout, and for no part known to be up.
#[test]
fn without_a_moment_up_a_site_was_not_down_for_a_part() {
    let claim = "outage,,2022-10-05T01:05Z/2022-10-05T02:00Z,a,,throughout";
    let unseen = seen_by_one(&[(60..95, 'd'), (95..180, '-')]);
    assert_eq!(judged("", &unseen, claim).judgement, Judgement::Insufficient);
    let up = seen_by_one(&[(60..95, 'd')]);
    assert_eq!(judged("", &up, claim).judgement, Judgement::Partly);
}

/// Failures in part that were over at 3:00, and a lone one at 3:20: what is meant is open.
#[test]
fn failures_in_part_that_are_over_fit_no_claim_that_may_mean_a_later_one() {
    let claim = "attack,2022-10-05T03:00:00Z,,a,,";
    let of = |x: &[(Range<usize>, char)]| judged("", &seen(&[&day(x), &day(&[])]), claim);
    assert_eq!(of(&[(160..170, 'd')]).judgement, Judgement::ClaimedAfterTheFact);
    let open = of(&[(160..170, 'd'), (200..205, 'd')]);
    assert_eq!(open.judgement, Judgement::Insufficient);
    assert!(matches!(open.finding, Finding::Doubt(_)), "{:?}", open.finding);
}

/// The second outage of a site that nobody claimed is the second of that site.
#[test]
fn an_outage_that_nobody_claimed_is_named_with_its_number() {
    let rows = (0..60).map(|probe| {
        let is_down = matches!(probe, 10..=14 | 30..=34);
        (probe * 5 * MINUTE, "a", "x", if is_down { 503 } else { 200 })
    });
    let report = IncidentFolder::new(PROBES).with("probes.csv", log(rows)).report().unwrap();
    let named: Vec<_> =
        report.verdicts.iter().map(|one| (one.outage.as_deref(), one.outage_number)).collect();
    assert_eq!(named, [(Some("O001"), 1), (Some("O002"), 2)]);
    assert!(report.outages.iter().all(|outage| outage.possible.length() < DAY));
}

/// Most of three sites: two failed in part and one was never probed. A list of targets makes no
/// exception of a site that stayed up, and only says what is to be done of a name of none.
#[test]
fn a_claim_on_several_sites_counts_those_seen_in_part_and_those_not_measured() {
    let (fails, up) = (day(&[(90..100, 'd')]), day(&[]));
    let seen =
        [("a@x", &fails), ("a@y", &up), ("a@z", &up), ("b@x", &fails), ("b@y", &up), ("b@z", &up)];
    let log = log_of_days(&seen.map(|(site, saw)| (site, saw.as_str())));
    let header = "claim,claimant,role,kind,published,asserted,targets,quantifier,intent\n";
    let time = "2022-10-05T01:00Z/2022-10-05T03:00Z";
    let later = "2022-10-05T05:00Z/2022-10-05T07:00Z";
    let report = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"))
        .with("probes.csv", log)
        .with("sites.csv", "site\na\nb\nc\n")
        .with(
            "claims.csv",
            format!(
                "{header}m,K,media,outage,,{time},a;b;c,most,\n\
                 t,L,attacker,attack,,{later},a;b,most,true\n\
                 n,L,attacker,attack,,{later},other,,true\n"
            ),
        )
        .report()
        .unwrap();
    let of = |id: &str| report.claim_verdicts.iter().find(|one| one.claim == id).unwrap();
    assert_eq!((of("m").in_part, &of("m").not_measured[..]), (2, &["c".to_owned()][..]));
    let own = |id: &str| -> Vec<&Verdict> {
        report.verdicts.iter().filter(|one| one.claim.as_deref() == Some(id)).collect()
    };
    assert_eq!(
        own("t").iter().map(|one| one.judgement).collect::<Vec<_>>(),
        [Judgement::StayedUp; 2]
    );
    let flags: Vec<_> = own("n").iter().map(|one| one.flags.clone()).collect();
    assert_eq!(flags, [[VerdictFlag::IntentOnly]]);
}
