//! Verdicts held against rows: an open end, a denial, a failure beside an outage that is over, and
//! what stamps leave open.

use crate::incident_folder::{IncidentFolder, PROBES, log};
use corroborate::clock::MINUTE;
use corroborate::model::{Judgement, Report};
use corroborate::report::verdict_sentence;
use std::fmt::Write;

/// Columns of the claims of these tests.
const COLUMNS: &str = "claim,claimant,role,kind,published,asserted,targets,quantifier,intent\n";

/// Report on a log and claims.
fn report(settings: &str, log: &str, claims: &str) -> Report {
    let incident = IncidentFolder::new(&format!("zone = \"UTC\"\n{settings}"));
    let incident = incident.with("probes.csv", log);
    incident.with("claims.csv", format!("{COLUMNS}{claims}")).report().unwrap()
}

/// Results and sentences of the claims of a report, by claim.
fn judged(report: &Report) -> Vec<(Judgement, String)> {
    let of_claims = report.verdicts.iter().filter(|verdict| verdict.claim.is_some());
    of_claims.map(|verdict| (verdict.judgement, verdict_sentence(verdict))).collect()
}

/// Results of the claims of a report, by claim.
fn results(report: &Report) -> Vec<Judgement> {
    judged(report).into_iter().map(|(judgement, _)| judgement).collect()
}

/// Probes of the site `a` every five minutes from midnight to 14:00, failed in these minutes.
fn polls(fails: impl Fn(i64) -> bool) -> String {
    let minutes = (0..=14 * 12).map(|step| step * 5);
    log(minutes.map(|minute| (minute * MINUTE, "a", "x", if fails(minute) { 503 } else { 200 })))
}

/// A clock of the day of the tests.
fn at(clock: &str) -> String {
    format!("2022-10-05T{clock}Z")
}

/// Who says at 09:00 that a site is down since 08:30 does not speak of the outage of 10:05; who
/// announces work or a threat speaks of the time to come.
#[test]
fn an_open_end_is_the_publication() {
    let log = polls(|minute| (605..635).contains(&minute));
    let (published, since) = (at("09:00:00"), format!("{}/..", at("08:30:00")));
    let mut claims = String::new();
    for (id, rest) in [
        ("c1", "media,outage"),
        ("c2", "operator,outage"),
        ("c3", "operator,reachable"),
        ("c4", "attacker,outage"),
        ("c5", "operator,maintenance"),
        ("c6", "attacker,attack"),
    ] {
        let quantifier = if id == "c2" { "none" } else { "" };
        let intent = if id == "c4" { "true" } else { "" };
        let _ = writeln!(claims, "{id},X,{rest},{published},{since},a,{quantifier},{intent}");
    }
    let report = self::report(PROBES, &log, &claims);
    let expected = [
        Judgement::Contradicted,
        Judgement::Supported,
        Judgement::Supported,
        Judgement::Supported,
        Judgement::Supported,
        Judgement::Supported,
    ];
    assert_eq!(results(&report), expected, "{:#?}", judged(&report));
    let (_, outage) = &judged(&report)[0];
    assert!(outage.contains("from 2022-10-05 08:30:00 UTC to 2022-10-05 09:15:01 UTC"), "{outage}");
    assert!(outage.contains("leaves the end of its time open"), "{outage}");
    let short = format!("[rules]\nlag = \"30m\"\n{PROBES}");
    let attack = format!("c,X,attacker,attack,{published},{since},a,,\n");
    let report = self::report(&short, &log, &attack);
    assert_eq!(results(&report), [Judgement::Contradicted], "{:#?}", judged(&report));
}

/// Published at some moment from 09:00 to 10:00, of the time since 08:30; down from 09:35 on.
#[test]
fn an_open_end_of_a_publication_that_is_an_hour_is_open() {
    let log = polls(|minute| (575..605).contains(&minute));
    let since = format!("{}/..", at("08:30:00"));
    let claims = format!("c,X,media,outage,2022-10-05T09,{since},a,,\n");
    let report = self::report(PROBES, &log, &claims);
    let (judgement, sentence) = judged(&report).remove(0);
    assert_eq!(judgement, Judgement::Insufficient, "{sentence}");
    assert!(sentence.contains("depends on when the claim was published"), "{sentence}");
}

/// Back by 10:55. Who says so "from 10:57 on, nobody knows when" may have said it at 13:00.
#[test]
fn a_publication_without_an_end_is_no_moment() {
    let log = polls(|minute| (600..655).contains(&minute));
    let claims = format!("c,X,operator,restored,{}/..,,a,,\n", at("10:57:00"));
    let (judgement, sentence) = judged(&report(PROBES, &log, &claims)).remove(0);
    assert_eq!(judgement, Judgement::Insufficient, "{sentence}");
    let words = "it was back 2 min to 3 h 10 min before the claim was published. Whether that is \
                 within the tolerance of 15 min depends on when exactly the claim was published.";
    assert!(sentence.contains(words), "{sentence}");
}

/// Down until 10:50, back by 10:55. The tolerance is for who says that a site is back, and not
/// against who says that it is not.
#[test]
fn the_tolerance_is_not_turned_against_a_denial() {
    let log = polls(|minute| (600..655).contains(&minute));
    let denied = |clock: &str| {
        let claims = format!("c,X,media,restored,{},,a,none,\n", at(clock));
        judged(&report(PROBES, &log, &claims)).remove(0)
    };
    for (clock, expected) in [
        ("10:20:00", Judgement::Supported),
        ("10:45:00", Judgement::Supported),
        ("10:52:00", Judgement::Insufficient),
        ("10:58:00", Judgement::Insufficient),
        ("11:30:00", Judgement::Contradicted),
    ] {
        let (judgement, sentence) = denied(clock);
        assert_eq!(judgement, expected, "{clock}: {sentence}");
        let counts_as_back = sentence.contains("counts as back");
        assert!(!counts_as_back, "{clock}: {sentence}");
    }
    assert!(denied("10:58:00").1.contains("within the tolerance of 15 min"));
}

/// Whether an attack made an outage, or work did, no probe sees.
#[test]
fn an_outage_contradicts_no_denial_of_an_attack() {
    let log = polls(|minute| (600..655).contains(&minute));
    let of = |kind: &str, asserted: [&str; 2]| {
        let [from, until] = asserted.map(at);
        let claims = format!("c,X,operator,{kind},,{from}/{until},a,none,\n");
        let report = report(PROBES, &log, &claims);
        let whole = report.claim_verdicts[0].judgement;
        let (judgement, sentence) = judged(&report).remove(0);
        (judgement, whole, sentence)
    };
    for kind in ["attack", "maintenance"] {
        let (judgement, whole, sentence) = of(kind, ["09:30:00", "11:00:00"]);
        let both = [judgement, whole];
        assert_eq!(both, [Judgement::Insufficient; 2], "{kind}: {sentence}");
        assert!(!sentence.contains("not what the claim says"), "{sentence}");
        assert!(sentence.contains("no probe can see"), "{sentence}");
        let (judgement, whole, sentence) = of(kind, ["11:30:00", "13:00:00"]);
        let both = [judgement, whole];
        // Work need not take a site down.
        let quiet = if kind == "attack" { Judgement::Supported } else { Judgement::Insufficient };
        assert_eq!(both, [quiet; 2], "{kind}: {sentence}");
    }
    let (judgement, whole, _) = of("outage", ["09:30:00", "11:00:00"]);
    assert_eq!([judgement, whole], [Judgement::Contradicted; 2]);
}

/// Down from 09:00 to 09:30, and one failed probe at 12:00: who speaks of the site then need not
/// mean the outage.
#[test]
fn an_outage_that_is_over_hides_no_failure() {
    let log = polls(|minute| (540..570).contains(&minute) || minute == 720);
    let calm = polls(|minute| (540..570).contains(&minute));
    let settings = format!("{PROBES}[rules]\nlag = \"90m\"\n");
    for (kind, clock) in [("outage", "12:01:00"), ("attack", "12:01:00"), ("attack", "11:58:00")] {
        let claims = format!("c,X,attacker,{kind},{},,a,,\n", at(clock));
        let (judgement, sentence) = judged(&report(&settings, &log, &claims)).remove(0);
        assert_eq!(judgement, Judgement::Insufficient, "{kind} {clock}: {sentence}");
        let over = results(&report(&settings, &calm, &claims));
        assert_eq!(over, [Judgement::ClaimedAfterTheFact], "{kind} {clock}");
    }
}

/// Three vantages see the outage; one of them fails again later, by itself, for half an hour or
/// once.
#[test]
fn an_outage_that_is_over_hides_no_failure_of_one_vantage() {
    let seen = |again: std::ops::Range<i64>| {
        let minutes = (0..=14 * 12).map(|step| step * 5);
        let rows = minutes.flat_map(|minute| {
            let is_down = (540..570).contains(&minute);
            ["x", "y", "z"].map(|vantage| {
                let fails = is_down || vantage == "x" && again.contains(&minute);
                (minute * MINUTE, "a", vantage, if fails { 503 } else { 200 })
            })
        });
        let log = log(rows.collect::<Vec<_>>());
        let claims = format!("c,X,media,outage,{},,a,,\n", at("12:10:00"));
        judged(&report(PROBES, &log, &claims)).remove(0)
    };
    let (judgement, sentence) = seen(700..730);
    assert_eq!(judgement, Judgement::Partly, "{sentence}");
    let (judgement, sentence) = seen(720..725);
    assert_eq!(judgement, Judgement::ClaimedAfterTheFact, "{sentence}");
    assert!(sentence.contains("1 probe failed while a quorum saw it up"), "{sentence}");
}

/// Three vantages see the outage until 9:30; x alone fails from 11:40 to 12:10. The time asked of a
/// claim of 10:00 begins at 9:00: seven more probes of each failed in it.
#[test]
fn failed_probes_of_an_outage_that_was_over_are_counted_apart() {
    let minutes = (0..=14 * 12).map(|step| step * 5);
    let rows = minutes.flat_map(|minute| {
        let is_down = (520..570).contains(&minute);
        ["x", "y", "z"].map(|vantage| {
            let fails = is_down || vantage == "x" && (700..730).contains(&minute);
            (minute * MINUTE, "a", vantage, if fails { 503 } else { 200 })
        })
    });
    let claims = format!("c,X,attacker,attack,{},,a,,\n", at("10:00:00"));
    let log = log(rows.collect::<Vec<_>>());
    let (judgement, sentence) = judged(&report(PROBES, &log, &claims)).remove(0);
    assert_eq!(judgement, Judgement::Partly, "{sentence}");
    let words =
        "18 failed probes more belong to an outage that was over when the claim was published";
    assert!(sentence.contains(words), "{sentence}");
    assert!(sentence.contains("seen in part: 6 probes failed"), "{sentence}");
}

/// An old outage tells nothing of a denial that the site is down now.
#[test]
fn an_outage_that_is_over_decides_no_denial() {
    let log = polls(|minute| (540..570).contains(&minute));
    let claims = format!("c,X,operator,outage,{},,a,none,\n", at("12:01:00"));
    let (judgement, sentence) = judged(&report(PROBES, &log, &claims)).remove(0);
    assert_eq!(judgement, Judgement::Supported, "{sentence}");
}

/// Rows of three vantages every five minutes, stamped to the minute; two of them fail at 10:00. The
/// outage began after 09:55, and ended before 10:06.
fn to_the_minute() -> String {
    let mut text = "timestamp,site,vantage,status_code\n".to_owned();
    for step in 0..=14 * 12 {
        for vantage in ["x", "y", "z"] {
            let (hour, minute) = (step / 12, step % 12 * 5);
            let code = if step == 120 && vantage != "z" { 503 } else { 200 };
            let _ = writeln!(text, "2022-10-05T{hour:02}:{minute:02}Z,a,{vantage},{code}");
        }
    }
    text
}

/// An outage whose whole bracket lies in the time asked was in it, though its stamps leave no
/// moment certain.
#[test]
fn a_bracket_that_lies_in_the_time_asked_decides() {
    let between = |from: &str, until: &str| format!(",{}/{}", at(from), at(until));
    let wide = between("09:30:00", "10:30:00");
    for (kind, when, quantifier, expected) in [
        ("outage", wide.clone(), "", Judgement::Supported),
        ("outage", wide.clone(), "none", Judgement::Contradicted),
        ("outage", "2022-10-05T10:05Z,".to_owned(), "", Judgement::Supported),
        ("reachable", wide, "", Judgement::Partly),
        ("outage", between("10:00:00", "10:05:00"), "", Judgement::Insufficient),
        ("outage", between("10:00:00", "10:05:00"), "none", Judgement::Insufficient),
    ] {
        let claims = format!("c,X,operator,{kind},{when},a,{quantifier},\n");
        let (judgement, sentence) = judged(&report(PROBES, &to_the_minute(), &claims)).remove(0);
        assert_eq!(judgement, expected, "{kind} {when} {quantifier}: {sentence}");
        if expected == Judgement::Insufficient {
            assert!(!sentence.contains("confirmed down"), "{sentence}");
            assert!(sentence.contains("its stamps"), "{sentence}");
        }
    }
}

/// Probes every five minutes by a clock that is up to three minutes off: that of 10:30 may have
/// been at 10:32.
#[test]
fn a_probe_that_may_lie_in_the_time_asked_is_no_absence_of_one() {
    let log = polls(|minute| minute == 630);
    let settings = format!("{PROBES}clock_error = \"3m\"\n");
    let asked = |from: &str, until: &str| {
        let claims = format!("c,X,media,outage,,{}/{},a,,\n", at(from), at(until));
        judged(&report(&settings, &log, &claims)).remove(0)
    };
    let (judgement, sentence) = asked("10:32:00", "10:32:30");
    assert_eq!(judgement, Judgement::Insufficient, "{sentence}");
    assert!(!sentence.contains("only outside of it"), "{sentence}");
    let hours: String = (0..24).fold(String::new(), |text, hour| {
        let code = if hour == 10 { 503 } else { 200 };
        format!("{text}2022-10-05T{hour:02}Z,a,x,{code}\n")
    });
    let log = format!("timestamp,site,vantage,status_code\n{hours}");
    let claims = format!("c,X,media,outage,,{}/{},a,,\n", at("10:20:00"), at("10:40:00"));
    let (judgement, sentence) = judged(&report(PROBES, &log, &claims)).remove(0);
    assert_eq!(judgement, Judgement::Insufficient, "{sentence}");
}

/// The only row of the site has no time that can be read: it was probed, and nobody knows when.
#[test]
fn a_site_with_rows_without_a_time_is_not_called_unprobed() {
    let log = format!("{}2022-13-05T11:00:00Z,b,x,503\n", polls(|_| false));
    let claims = format!("c,X,media,outage,{},,b,,\n", at("11:00:00"));
    let report = report(PROBES, &log, &claims);
    let (judgement, sentence) = judged(&report).remove(0);
    assert_eq!(judgement, Judgement::NotMeasured);
    assert!(sentence.contains("no probe of it is known to lie in the window"), "{sentence}");
    assert!(sentence.contains("1 row of the site has no time that can be read"), "{sentence}");
}

/// Rows of the site `a` at these minutes of the day, by `vantage`.
fn rows(of: impl IntoIterator<Item = (i64, u16)>) -> String {
    log(of.into_iter().map(|(minute, code)| (minute * MINUTE, "a", "x", code)))
}

/// The clocks of Berlin showed 02:30 twice on 30 October 2022, at 00:30 and at 01:30 UTC. The site
/// was up at both, and down between.
#[test]
fn a_publication_that_was_shown_twice_is_two_moments() {
    let mut log = "timestamp,site,vantage,status_code\n".to_owned();
    for minute in (0..6 * 60).step_by(5) {
        let code = if (40..80).contains(&minute) { 503 } else { 200 };
        let _ = writeln!(log, "2022-10-30T{:02}:{:02}:00Z,a,x,{code}", minute / 60, minute % 60);
    }
    let settings =
        format!("[[claims]]\nfiles = \"claims.csv\"\nzone = \"Europe/Berlin\"\n{PROBES}");
    for (claim, expected) in [
        ("operator,reachable,2022-10-30T02:30,", Judgement::Insufficient),
        ("operator,outage,,2022-10-30T02:20", Judgement::NoneSeen),
        ("media,outage,2022-10-30T02:50,", Judgement::Supported),
    ] {
        let (judgement, sentence) =
            judged(&report(&settings, &log, &format!("c,X,{claim},a,,\n"))).remove(0);
        assert_eq!(judgement, expected, "{claim}: {sentence}");
        assert!(sentence.contains("showed the time of the claim twice"), "{sentence}");
        assert!(!sentence.contains("1 h 1 min asked"), "{sentence}");
        assert!(!sentence.contains("which of them is meant decides"), "{sentence}");
    }
}

/// A challenge is neither up nor down, also where a site is said to be reachable.
#[test]
fn challenges_fit_no_claim_in_part() {
    let log = rows((0..=14 * 12).map(|step| {
        let minute = step * 5;
        (minute, if (600..635).contains(&minute) { 403 } else { 200 })
    }));
    let claims = format!("c,X,operator,reachable,,{}/{},a,,\n", at("09:00:00"), at("11:00:00"));
    let (judgement, sentence) = judged(&report(PROBES, &log, &claims)).remove(0);
    assert_eq!(judgement, Judgement::Insufficient, "{sentence}");
}

/// Rows of 12:00 and 12:05 say both up and down: what was so then may be what a claim of 12:02 or
/// of 12:06 means.
#[test]
fn rows_that_disagree_are_not_passed_over() {
    let calm = polls(|minute| (540..630).contains(&minute));
    let both = [720, 725].map(|minute| (minute, 503));
    let log = format!("{calm}{}", rows(both).split_once('\n').unwrap().1);
    for (claim, expected) in [
        ("media,outage,2022-10-05T12:02:00Z", Judgement::ClaimedAfterTheFact),
        ("operator,restored,2022-10-05T12:06:00Z", Judgement::Late),
    ] {
        let claims = format!("c,X,{claim},,a,,\n");
        assert_eq!(results(&report(PROBES, &calm, &claims)), [expected], "{claim}");
        let (judgement, sentence) = judged(&report(PROBES, &log, &claims)).remove(0);
        assert_eq!(judgement, Judgement::Insufficient, "{claim}: {sentence}");
        assert!(sentence.contains("disagree"), "{sentence}");
    }
}

/// Down until 10:35, by a clock up to five minutes off: whether that was over at 10:38 is open, and
/// the sentence says so, where what is certainly up after 10:40 is too short.
#[test]
fn an_edge_in_the_time_asked_is_a_reason() {
    let log = polls(|minute| (600..635).contains(&minute));
    let settings = format!("{PROBES}clock_error = \"5m\"\n");
    let claims = format!("c,X,operator,reachable,,{}/{},a,,\n", at("10:38:00"), at("10:46:00"));
    let (judgement, sentence) = judged(&report(&settings, &log, &claims)).remove(0);
    assert_eq!(judgement, Judgement::Insufficient, "{sentence}");
    assert!(sentence.contains("hether the outage reaches into that time is open"), "{sentence}");
    let claims = claims.replace("10:46:00", "11:00:00");
    let (judgement, sentence) = judged(&report(&settings, &log, &claims)).remove(0);
    assert_eq!(judgement, Judgement::Supported, "{sentence}");
    assert!(sentence.contains("confirmed up for 90.9 % of the time asked"), "{sentence}");
}

/// Seven failures in a row are fewer than nine, and not alone.
#[test]
fn failures_in_a_row_are_not_called_alone() {
    let log = polls(|minute| (600..635).contains(&minute));
    let settings = format!("[rules]\nconfirm = 9\n{PROBES}");
    let claims = format!("c,X,operator,reachable,,{}/{},a,,\n", at("09:30:00"), at("11:00:00"));
    let sentence = judged(&report(&settings, &log, &claims)).remove(0).1;
    assert!(!sentence.contains("alone"), "{sentence}");
}

/// Who reports at 09:00 an outage from 10:00 to 10:30 said so before it began.
#[test]
fn a_report_of_an_outage_to_come_is_called_so() {
    let log = polls(|minute| (600..630).contains(&minute));
    let said = |published: &str, kind: &str| {
        let (from, until) = (at("09:50:00"), at("10:30:00"));
        let claims = format!("c,X,media,{kind},{},{from}/{until},a,,\n", at(published));
        judged(&report(PROBES, &log, &claims)).remove(0).1
    };
    let words = "he claim was published before O001 began";
    assert!(said("09:00:00", "outage").contains(words));
    assert!(said("09:00:00", "attack").contains(words));
    assert!(!said("11:00:00", "outage").contains(words));
    assert!(!said("09:00:00", "maintenance").contains(words));
}

/// One vantage alone saw five sites fail: each sentence on such an outage says what that means.
#[test]
fn an_outage_of_a_common_mode_is_reported_with_its_doubt() {
    let minutes = (0..=14 * 12).map(|step| step * 5);
    let rows = minutes.flat_map(|minute| {
        let code = if (600..655).contains(&minute) { 503 } else { 200 };
        ["a", "b", "c", "d", "e"].map(|site| (minute * MINUTE, site, "x", code))
    });
    let log = log(rows.collect::<Vec<_>>());
    let claims = format!("c,X,attacker,attack,{},,a,,\n", at("09:50:00"));
    let report = report(PROBES, &log, &claims);
    for verdict in report.verdicts.iter().filter(|verdict| verdict.outage.is_some()) {
        let sentence = verdict_sentence(verdict);
        assert!(sentence.contains("a fault of it cannot be ruled out"), "{sentence}");
    }
}

/// A log of changes has one row of the time asked: no probe of it was seen.
#[test]
fn declared_probes_are_counted_as_seen_in_no_sentence() {
    let log = rows([(0, 200), (360, 503), (365, 200), (600, 503), (660, 200), (840, 200)]);
    let settings =
        "[[probes]]\nfiles = \"probes.csv\"\ncadence = \"on-change\"\ninterval = \"5m\"\n";
    for claim in [
        format!("attacker,attack,{},", at("12:00:00")),
        format!("media,outage,,{}/{}", at("13:00:00"), at("16:00:00")),
        format!("operator,reachable,,{}/{}", at("13:00:00"), at("16:00:00")),
        format!("media,outage,{},", at("06:01:00")),
    ] {
        let claims = format!("c,X,{claim},a,,\n");
        let sentence = judged(&report(settings, &log, &claims)).remove(0).1;
        let counts = sentence.split([' ', '(']).collect::<Vec<_>>();
        let counted = counts.windows(2).find(|pair| {
            pair[1].trim_end_matches([';', ',']) == "probes" && pair[0].parse::<u64>().is_ok()
        });
        assert_eq!(counted, None, "{sentence}");
    }
}
