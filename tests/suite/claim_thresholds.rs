//! Each threshold of a claim: one below, on, and one above.

use crate::thresholds::{AROUND, Edge, TimedClaim, attack_at, judged, log_of_one, one_outage};
use corroborate::clock::{DAY, HOUR, MINUTE, SECOND};
use corroborate::model::{Finding, Judgement, Rule};
use corroborate::report::verdict_sentence;

/// `lead` (R3): an onset of an hour before publication at most. Published within a second, so the
/// hour counts from the last moment of it.
#[test]
fn an_hour_before_publication_still_fits() {
    let whole = HOUR + SECOND - 2;
    let rules = AROUND.map(|off| {
        let onset = Edge { before: whole + off, after: 90 * MINUTE };
        let log = one_outage(onset, Edge { before: 2 * HOUR, after: 3 * HOUR });
        attack_at("2022-10-05T02:00:00Z", &log).rule
    });
    assert_eq!(rules, [Rule::new("R2"), Rule::new("R3"), Rule::new("R3")]);
}

/// R4: an outage that had certainly begun before the earliest time that the claim can mean.
#[test]
fn an_onset_before_the_time_asked_precedes_the_claim() {
    let rules = AROUND.map(|off| {
        let onset = Edge { before: 30 * MINUTE, after: HOUR + off };
        let log = one_outage(onset, Edge { before: 2 * HOUR, after: 3 * HOUR });
        attack_at("2022-10-05T02:00:00Z", &log).rule
    });
    assert_eq!(rules, [Rule::new("R4"), Rule::new("R2"), Rule::new("R2")]);
}

/// `lag` (R3): an onset within twelve hours of publication, the twelfth hour's end excluded (M1).
#[test]
fn twelve_hours_after_publication_no_longer_fit() {
    let rules = AROUND.map(|off| {
        let onset = Edge { before: 13 * HOUR, after: 14 * HOUR + off };
        let log = one_outage(onset, Edge { before: 15 * HOUR, after: 16 * HOUR });
        attack_at("2022-10-05T02:00:00Z", &log).rule
    });
    assert_eq!(rules, [Rule::new("R3"), Rule::new("R2"), Rule::new("R2")]);
    // The time asked reaches to twelve hours after the second of publication.
    let rules = AROUND.map(|off| {
        let last_up = 14 * HOUR + SECOND + off;
        let mut rows: Vec<(i64, u16)> = (-24..=14).map(|at| (at * HOUR, 200)).collect();
        rows.extend([(last_up, 200), (last_up + MINUTE, 503), (15 * HOUR, 503), (16 * HOUR, 200)]);
        attack_at("2022-10-05T02:00:00Z", &log_of_one(&rows)).rule
    });
    assert_eq!(rules, [Rule::new("R2"), Rule::new("R6"), Rule::new("R6")]);
}

/// `look_back` (R5): an outage that ended twelve hours before publication at most.
#[test]
fn an_outage_over_for_twelve_hours_can_be_the_one_that_is_meant() {
    let rules = AROUND.map(|off| {
        let mut rows = vec![(-DAY, 200), (0, 200), (MINUTE, 503), (HOUR, 503)];
        rows.extend((2..72).map(|at| (at * HOUR + off, 200)));
        attack_at("2022-10-05T14:00:00Z", &log_of_one(&rows)).rule
    });
    assert_eq!(rules, [Rule::new("R6"), Rule::new("R5"), Rule::new("R5")]);
}

/// R5: over at publication, where the first probe up is the moment of publication itself.
#[test]
fn an_outage_that_ends_at_publication_is_over() {
    let rules = AROUND.map(|off| {
        let onset = Edge { before: 13 * HOUR + 10 * MINUTE, after: 13 * HOUR + 20 * MINUTE };
        let recovery = Edge { before: 13 * HOUR + 50 * MINUTE, after: 14 * HOUR + off };
        attack_at("2022-10-05T14:00:00Z", &one_outage(onset, recovery)).rule
    });
    assert_eq!(rules, [Rule::new("R5"), Rule::new("R5"), Rule::new("R3")]);
}

/// The judgement on `restored`, said at 14:00:00, of a site whose recovery has this bracket.
fn restored(recovery: Edge, settings: &str) -> Judgement {
    let said = TimedClaim { kind: "restored", published: "2022-10-05T14:00:00Z", asserted: "" };
    let onset = Edge { before: 10 * HOUR, after: 10 * HOUR + 10 * MINUTE };
    judged(&said, &one_outage(onset, recovery), settings).judgement
}

/// `tolerance` (R8): a quarter of an hour around the second in which it was said. A bracket that
/// lies within it in part leaves open whether the two agree.
#[test]
fn a_quarter_of_an_hour_around_the_claim_is_on_time() {
    let early = AROUND.map(|off| {
        let still_down = 14 * HOUR - 15 * MINUTE - 1 + off;
        restored(Edge { before: still_down, after: still_down + MINUTE }, "")
    });
    assert_eq!(early, [Judgement::Insufficient, Judgement::OnTime, Judgement::OnTime]);
    let late = AROUND.map(|off| {
        let back = 14 * HOUR + SECOND - 1 + 15 * MINUTE + off;
        restored(Edge { before: back - MINUTE, after: back }, "")
    });
    assert_eq!(late, [Judgement::OnTime, Judgement::OnTime, Judgement::Insufficient]);
}

/// R8: certainly still down when it was said, certainly back before.
#[test]
fn a_recovery_after_the_claim_or_before_it() {
    let none = "[rules]\ntolerance = \"0s\"\n";
    let premature = AROUND.map(|off| {
        let still_down = 14 * HOUR + SECOND + off;
        restored(Edge { before: still_down, after: still_down + MINUTE }, none)
    });
    assert_eq!(premature, [Judgement::Insufficient, Judgement::Premature, Judgement::Premature]);
    let late = AROUND.map(|off| {
        let back = 14 * HOUR + off;
        restored(Edge { before: back - MINUTE, after: back }, none)
    });
    assert_eq!(late, [Judgement::Late, Judgement::Insufficient, Judgement::Insufficient]);
}

/// A hundred minutes and the microsecond that a half-open time does not hold, so that eighty
/// minutes are just eighty percent of it.
const HUNDRED_MINUTES: &str = "2022-10-05T00:00:00Z/2022-10-05T01:40:00.000001Z";

/// `floor_percent` (M19): eighty percent of the time asked are enough.
#[test]
fn eighty_percent_of_the_time_asked_are_enough() {
    let said =
        TimedClaim { kind: "attack", published: "2022-10-05T05:00:00Z", asserted: HUNDRED_MINUTES };
    let rules = AROUND.map(|off| {
        let log = log_of_one(&[(-HOUR, 200), (80 * MINUTE + off, 200)]);
        judged(&said, &log, "").rule
    });
    assert_eq!(rules, [Rule::new("R2"), Rule::new("R10"), Rule::new("R10")]);
    let percent = [79, 80, 81].map(|percent| {
        let log = log_of_one(&[(-HOUR, 200), (80 * MINUTE, 200)]);
        judged(&said, &log, &format!("[rules]\nfloor_percent = {percent}\n")).rule
    });
    assert_eq!(percent, [Rule::new("R10"), Rule::new("R10"), Rule::new("R2")]);
    // Eighty minutes and four microseconds are just eighty percent of this time.
    let asserted = "2022-10-05T00:00:00Z/2022-10-05T01:40:00.000005Z";
    let rules = AROUND.map(|off| {
        let log = log_of_one(&[(-HOUR, 200), (80 * MINUTE + 3 + off, 200)]);
        judged(&TimedClaim { asserted, ..said }, &log, "").rule
    });
    assert_eq!(rules, [Rule::new("R2"), Rule::new("R10"), Rule::new("R10")]);
}

/// Where probes are 5 to 35 minutes apart and only the ends of their run are known, a time between
/// the two may hold none: what was down is reported with how far apart the probes are.
#[test]
fn a_probe_in_the_time_asked_says_more_than_those_around_it() {
    let minutes = [(-60, 200), (0, 503), (20, 503), (25, 503), (60, 503), (120, 200)];
    let log = log_of_one(&minutes.map(|(minute, code)| (minute * MINUTE, code)));
    let apart = ["00:59:59Z", "01:00:01Z"].map(|until| {
        let asserted = format!("2022-10-05T00:41:00Z/2022-10-05T{until}");
        let published = "2022-10-05T05:00:00Z";
        let verdict =
            judged(&TimedClaim { kind: "outage", published, asserted: &asserted }, &log, "");
        let Finding::Down(down) = verdict.finding else { panic!("{verdict:?}") };
        down.interval_around.map(|apart| (apart.shortest_us / MINUTE, apart.longest_us / MINUTE))
    });
    assert_eq!(apart, [Some((5, 35)), None], "the last failed probe is of 01:00");
}

/// R6 for `reachable`: down at every probe, the last moment included; R7 where it was up at that.
#[test]
fn a_site_down_to_the_last_moment_is_not_reachable() {
    let said = TimedClaim {
        kind: "reachable",
        published: "2022-10-05T05:00:00Z",
        asserted: HUNDRED_MINUTES,
    };
    let rules = AROUND.map(|off| {
        let last = 100 * MINUTE + off;
        let mut rows: Vec<(i64, u16)> = (-1..10).map(|step| (step * 10 * MINUTE, 503)).collect();
        rows.extend([(last, 200), (2 * HOUR, 200), (3 * HOUR, 200)]);
        judged(&said, &log_of_one(&rows), "").rule
    });
    assert_eq!(rules, [Rule::new("R7"), Rule::new("R7"), Rule::new("R6")]);
}

/// R6: certainly up to the last moment of the time asked; before that, what was not observed of it
/// is reported (R10).
#[test]
fn a_denial_needs_every_moment() {
    let said =
        TimedClaim { kind: "attack", published: "2022-10-05T05:00:00Z", asserted: HUNDRED_MINUTES };
    let results = AROUND.map(|off| {
        let mut rows: Vec<(i64, u16)> = (0..10).map(|step| (step * 10 * MINUTE, 200)).collect();
        rows.push((100 * MINUTE + off, 200));
        judged(&said, &log_of_one(&rows), "").judgement
    });
    use Judgement::{Contradicted, NoneSeen};
    assert_eq!(results, [NoneSeen, Contradicted, Contradicted]);
}

/// R6: no two probes in a row further apart than a fifth of the time asked, which is twenty minutes
/// of a hundred. So long an outage could hide between them.
#[test]
fn a_denial_needs_probes_close_together() {
    let result = |kind: &str, code: u16, off: i64| {
        let said =
            TimedClaim { kind, published: "2022-10-05T05:00:00Z", asserted: HUNDRED_MINUTES };
        let minutes = [0, 20, 35, 50, 65, 80, 95, 110];
        let mut rows = minutes.map(|minute| (minute * MINUTE, code)).to_vec();
        rows[1].0 += off;
        let verdict = judged(&said, &log_of_one(&rows), "");
        (verdict.judgement, verdict_sentence(&verdict))
    };
    use Judgement::{Contradicted, Insufficient, NoneSeen};
    for (kind, code, else_judged) in [("outage", 200, NoneSeen), ("reachable", 503, Insufficient)] {
        let judgements = AROUND.map(|off| result(kind, code, off).0);
        assert_eq!(judgements, [Contradicted, Contradicted, else_judged], "{kind}");
        let (_, sentence) = result(kind, code, SECOND);
        let apart = "wo in a row are up to 20 min 1 s apart, too far to tell what was so \
                     throughout the 1 h 40 min asked";
        assert!(sentence.contains(apart), "{sentence}");
    }
}

/// `confirm` in R6: as many probes in the time asked. One is enough for R1 not to apply.
#[test]
fn a_denial_needs_as_many_probes_as_confirm_an_outage() {
    let said = TimedClaim {
        kind: "outage",
        published: "2022-10-05T05:00:00Z",
        asserted: "2022-10-05T01:00:00Z/2022-10-05T02:00:00Z",
    };
    let rule = |first: i64, apart: i64, confirm: u64| {
        let rows: Vec<(i64, u16)> =
            (0..15).map(|at| ((first + at * apart) * MINUTE, 200)).collect();
        judged(&said, &log_of_one(&rows), &format!("[rules]\nconfirm = {confirm}\n")).rule
    };
    // No probe lies in the hour, or one.
    assert_eq!([rule(0, 130, 2), rule(30, 60, 2)], [Rule::new("R1"), Rule::new("R10")]);
    // Six do.
    let six = [5, 6, 7].map(|confirm| rule(0, 10, confirm));
    assert_eq!(six, [Rule::new("R6"), Rule::new("R6"), Rule::new("R10")]);
}

/// D1a: a claim of an outage without an asserted time asks from an hour before its publication to a
/// quarter of an hour after it; one of an attack to twelve hours after.
#[test]
fn who_says_that_a_site_is_down_does_not_speak_of_tonight() {
    let judged_as = |kind, first_down: i64| {
        let said = TimedClaim { kind, published: "2022-10-05T02:00:00Z", asserted: "" };
        let mut rows: Vec<(i64, u16)> = (-26..=26).map(|at| (at * 5 * MINUTE, 200)).collect();
        rows.push((first_down - 1, 200));
        rows.extend(
            [(0, 503), (HOUR, 503), (2 * HOUR, 200)].map(|(at, code)| (first_down + at, code)),
        );
        judged(&said, &log_of_one(&rows), "").judgement
    };
    let quarter = 2 * HOUR + 15 * MINUTE;
    let outages = AROUND.map(|off| judged_as("outage", quarter + off));
    use Judgement::{Contradicted, Insufficient, Supported};
    // The publication is a second: only a moment that all of it can mean supports it.
    assert_eq!(outages, [Supported, Supported, Insufficient]);
    let after = judged_as("outage", quarter + SECOND + 1);
    assert_eq!((after, judged_as("attack", quarter + SECOND + 1)), (Contradicted, Supported));
}
