//! Results and sentences that say no more than the probes: publications known as an interval,
//! challenges, probes without a result, coarse stamps, and what lies between two probes.

use crate::charts::chart;
use crate::incident_folder::{CLAIMS, IncidentFolder, PROBES, findings, log};
use crate::site_days::log_of_days;
use corroborate::clock::{HOUR, MINUTE};
use corroborate::model::{Judgement, OutageFlag, Verdict, VerdictFlag};
use corroborate::report::formats::manifest::manifest;
use corroborate::report::{claim_verdict_sentence, verdict_sentence};

/// Rows of the site `a`, one each five minutes from midnight on.
fn each_five(states: &str) -> String {
    log_of_days(&[("a", states)])
}

/// The verdict on one claim about the site `a`.
fn judged(log: impl AsRef<[u8]>, kind: &str, published: &str, asserted: &str) -> Verdict {
    let claims = format!("{CLAIMS}c,K,media,{kind},{published},{asserted},a\n");
    let folder = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"));
    let report = folder.with("probes.csv", log).with("claims.csv", claims).report().unwrap();
    report.verdicts.iter().find(|verdict| verdict.claim.is_some()).unwrap().clone()
}

/// States of a day: each letter for so many probes.
fn states(parts: &[(char, usize)]) -> String {
    parts.iter().flat_map(|(state, count)| std::iter::repeat_n(*state, *count)).collect()
}

/// Down 10:00 to 10:25. A post of 9:30 spoke of what came; one of 10:50 of what was over.
#[test]
fn an_attack_whose_publication_is_an_interval_is_decided_where_each_moment_decides_alike() {
    let log = each_five(&states(&[('u', 120), ('d', 5), ('u', 163)]));
    let of = |published: &str| judged(&log, "attack", published, "");
    assert_eq!(of("2022-10-05T09:30Z/2022-10-05T09:40Z").judgement, Judgement::Supported);
    let late = of("2022-10-05T10:40Z/2022-10-05T10:50Z").judgement;
    assert_eq!(late, Judgement::ClaimedAfterTheFact);
    let open = of("2022-10-05T09:30Z/2022-10-05T10:50Z");
    assert_eq!(open.judgement, Judgement::Insufficient);
    let sentence = verdict_sentence(&open);
    let words = "he claim was published at some moment from 2022-10-05 09:30:00 UTC to 2022-10-05 \
        10:50:00 UTC, and whether it was over by then is open";
    assert!(sentence.contains(words), "{sentence}");
}

/// Nobody probed from 12:00 to 13:30, or the site was down 10:00 to 10:20: a post of that day may
/// be of that time.
#[test]
fn a_site_said_to_be_reachable_at_some_moment_of_a_day_must_be_up_at_each() {
    let hole = each_five(&states(&[('u', 144), ('-', 17), ('u', 127)]));
    let down = each_five(&states(&[('u', 120), ('d', 5), ('u', 163)]));
    let up = each_five(&states(&[('u', 288)]));
    let of = |log: &str| judged(log, "reachable", "2022-10-05T08:00Z/2022-10-05T18:00Z", "");
    assert_eq!(of(&up).judgement, Judgement::Supported);
    for log in [&hole, &down] {
        let verdict = of(log);
        assert_eq!(verdict.judgement, Judgement::Insufficient);
        let sentence = verdict_sentence(&verdict);
        assert!(
            sentence.contains("he claim was published at one moment of that time, and whether the"),
            "{sentence}"
        );
    }
    // A claim that gives the time speaks of all of it.
    let asserted = "2022-10-05T08:00Z/2022-10-05T18:00Z";
    let verdict = judged(&down, "reachable", "2022-10-06T08:00:00Z", asserted);
    assert_eq!(verdict.judgement, Judgement::Partly);
}

/// Four challenges in a row support no claim that the site was down.
#[test]
fn a_challenge_alone_supports_no_claim_that_a_site_was_down() {
    let log = each_five(&states(&[('u', 24), ('c', 4), ('u', 24)]));
    for kind in ["outage", "attack"] {
        let verdict = judged(&log, kind, "", "2022-10-05T01:30Z/2022-10-05T03:00Z");
        let sentence = verdict_sentence(&verdict);
        assert_eq!(verdict.judgement, Judgement::Insufficient, "{kind}: {sentence}");
        assert!(
            sentence.starts_with("a: neither up nor down: 4 probes were answered"),
            "{sentence}"
        );
    }
    let with_one_failed = each_five(&states(&[('u', 24), ('c', 3), ('d', 1), ('u', 24)]));
    let verdict = judged(&with_one_failed, "outage", "", "2022-10-05T01:30Z/2022-10-05T02:10Z");
    assert_eq!(verdict.judgement, Judgement::Insufficient, "the failed probe lies behind it");
}

/// Probes without a result may have failed, and rows without a time may lie anywhere.
#[test]
fn probes_and_rows_that_tell_nothing_are_reported_beside_those_that_do() {
    let log = each_five(&states(&[('u', 24), ('?', 7), ('u', 24)]));
    let few = judged(&log, "outage", "", "2022-10-05T01:50Z/2022-10-05T02:35Z");
    let sentence = verdict_sentence(&few);
    let words = "of 2 probes with a result in the time asked failed; besides, 7 probes in the time \
        asked tell no result.";
    assert!(sentence.replace(". Besides", "; besides").contains(words), "{sentence}");
    let mut unplaced = each_five(&states(&[('u', 24), ('-', 12), ('u', 24)]));
    unplaced.push_str("2022-10-05T02:xx:00Z,a,x,down\n");
    let inside = judged(&unplaced, "outage", "", "2022-10-05T02:10Z/2022-10-05T02:20Z");
    let sentence = verdict_sentence(&inside);
    assert_eq!(inside.judgement, Judgement::NotMeasured);
    let words = "a: not measured; no probe of it is known to lie in the time asked; besides, 1 row \
        of the site has no time that can be read, and may lie in that time, whatever it tells.";
    assert!(sentence.starts_with(words), "{sentence}");
}

/// Stamps to the minute: two probes five minutes apart by their stamps can be nearly six apart,
/// which is more than a fifth of 26 minutes.
#[test]
fn probes_can_be_further_apart_than_their_stamps() {
    let seconds = each_five(&states(&[('u', 60)]));
    let minutes = seconds.replace(":00Z,", "Z,");
    let time = "2022-10-05T02:00:00Z/2022-10-05T02:26:00Z";
    let long = "2022-10-05T02:00:00Z/2022-10-05T02:32:00Z";
    let of = |log: &str, asserted: &str| judged(log, "outage", "", asserted);
    assert_eq!(of(&seconds, time).judgement, Judgement::Contradicted);
    assert_eq!(of(&minutes, time).judgement, Judgement::NoneSeen);
    let denied = of(&minutes, long);
    assert_eq!(denied.judgement, Judgement::Contradicted);
    let sentence = verdict_sentence(&denied);
    assert!(sentence.contains("o two in a row were further apart than 6 min."), "{sentence}");
}

/// "Down throughout" is known at the probes, and not between two of them.
#[test]
fn a_time_down_throughout_comes_with_its_probes() {
    let log = each_five(&states(&[('u', 24), ('d', 12), ('u', 24)]));
    let verdict = judged(&log, "outage", "", "2022-10-05T02:05Z/2022-10-05T02:40Z");
    let sentence = verdict_sentence(&verdict);
    let words = "ach of 7 probes in it failed, and no two in a row are further apart than 5 min";
    assert!(sentence.contains(words), "{sentence}");
    assert!(sentence.contains("shorter time up could hide between two probes"), "{sentence}");
    let between = judged(&log, "outage", "", "2022-10-05T02:11:00Z/2022-10-05T02:14:00Z");
    assert_eq!(between.judgement, Judgement::NotMeasured);
    let words = "a: no probe of it lies in the time asked, which lies between two \
        failed ones of O001.";
    assert_eq!(verdict_sentence(&between), words);
}

/// No outage seen in a time that was not wholly observed: how far apart its probes were.
#[test]
fn a_time_without_an_outage_comes_with_what_could_hide_in_it() {
    let log = each_five(&states(&[('u', 24), ('-', 5), ('u', 31)]));
    let verdict = judged(&log, "outage", "", "2022-10-05T00:30Z/2022-10-05T04:00Z");
    assert_eq!(verdict.judgement, Judgement::NoneSeen);
    let sentence = verdict_sentence(&verdict);
    let words = "n outage could hide there, or between two probes, which are up to 5 min apart.";
    assert!(sentence.contains(words), "{sentence}");
}

/// An outage that began before the time says nothing of a denial of an attack.
#[test]
fn an_outage_of_another_time_decides_no_denial() {
    let claims = format!(
        "{}c,K,operator,attack,,2022-10-05T02:30Z/2022-10-05T04:00Z,a,none\n",
        CLAIMS.replace("targets", "targets,quantifier")
    );
    let log = each_five(&states(&[('u', 24), ('d', 12), ('u', 24)]));
    let folder = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"));
    let report = folder.with("probes.csv", log).with("claims.csv", claims).report().unwrap();
    assert_eq!(report.verdicts[0].judgement, Judgement::Insufficient);
    let sentence = verdict_sentence(&report.verdicts[0]);
    assert!(sentence.contains("he claim denies an attack, and no probe can see"), "{sentence}");
}

/// Back 10:25. "Back from 12:00 to 14:00", published at 10:10, was published while it was down.
#[test]
fn a_recovery_that_was_announced_is_reported_as_such() {
    let log = each_five(&states(&[('u', 120), ('d', 5), ('u', 60)]));
    let asserted = "2022-10-05T12:00Z/2022-10-05T14:00Z";
    let of = |published: &str| verdict_sentence(&judged(&log, "restored", published, asserted));
    let during = of("2022-10-05T10:10:00Z");
    assert!(during.contains("he claim was published before the site was back"), "{during}");
    let before = of("2022-10-05T09:10:00Z");
    assert!(before.contains("he claim was published before that outage began"), "{before}");
    assert!(!of("2022-10-05T15:00:00Z").contains("published before"));
}

/// Nobody said of a threat that it was carried out.
#[test]
fn a_threat_is_not_supported_as_a_whole() {
    let claims = format!(
        "{}c,K,attacker,attack,,2022-10-05T01:30Z/2022-10-05T04:00Z,a;b,some,true\n",
        CLAIMS.replace("targets", "targets,quantifier,intent")
    );
    let log = each_five(&states(&[('u', 24), ('d', 12), ('u', 24)]));
    let folder = IncidentFolder::new(&format!("zone = \"UTC\"\n{PROBES}"));
    let sites = "site\na\nb\n";
    let folder = folder.with("probes.csv", log).with("sites.csv", sites);
    let report = folder.with("claims.csv", claims).report().unwrap();
    assert!(report.verdicts[0].flags.contains(&VerdictFlag::IntentOnly));
    let sentence = claim_verdict_sentence(&report.claim_verdicts[0]);
    assert!(sentence.contains("not that it was so"), "{sentence}");
}

/// One probe an hour until 10:00, then one a minute, in one run: how many of them lie in a time of
/// the first part, no run can tell, and an estimate would be off by a factor of ten.
#[test]
fn the_number_of_probes_is_no_estimate_where_their_pace_changes() {
    let hourly = (0..10).map(|hour| hour * HOUR);
    let each_minute = (0..240).map(|minute| 10 * HOUR + minute * MINUTE);
    let rows = hourly.chain(each_minute).map(|at| (at, "a", "x", 200));
    let verdict = judged(log(rows), "outage", "", "2022-10-05T01:30Z/2022-10-05T09:30Z");
    let sentence = verdict_sentence(&verdict);
    assert!(sentence.contains("p at each of 8 to "), "{sentence}");
    assert!(!sentence.contains("about"), "{sentence}");
}

/// Two logs of one monitor: by one the site failed from 2:00 to 2:25, by the other it was up at
/// 2:10.
#[test]
fn logs_that_contradict_each_other_are_reported_at_outage_and_verdict() {
    let of = |other: &str| {
        let ours = each_five(&states(&[('u', 24), ('d', 6), ('u', 24)]));
        let settings =
            "zone = \"UTC\"\n[[probes]]\nfiles = \"a.csv\"\n[[probes]]\nfiles = \"b.csv\"\n";
        let claim = "c,K,media,outage,,2022-10-05T01:30Z/2022-10-05T03:00Z,a\n";
        let folder = IncidentFolder::new(settings).with("a.csv", ours);
        let folder = folder.with("b.csv", each_five(other));
        folder.with("claims.csv", format!("{CLAIMS}{claim}")).report().unwrap()
    };
    let report = of(&states(&[('u', 24), ('d', 2), ('u', 1), ('d', 3), ('u', 24)]));
    assert!(report.outages[0].has(OutageFlag::Conflicting), "{:?}", report.outages[0].flags);
    let verdict = &report.verdicts[0];
    assert!(verdict.flags.contains(&VerdictFlag::RowsDisagree));
    let sentence = verdict_sentence(verdict);
    let words = "t one moment in the time asked two logs of one vantage contradict each other";
    assert!(sentence.contains(words), "{sentence}");
    let said = findings(&report);
    assert!(
        said.contains("logs of one vantage contradict each other about 1 site, once"),
        "{said}"
    );
    let manifest: serde_json::Value =
        serde_json::from_str(&manifest(&report, &[]).unwrap()).unwrap();
    assert_eq!(manifest["conflicts"]["log_times"], 1);
    let alike = of(&states(&[('u', 24), ('d', 6), ('u', 23)]));
    assert!(!alike.outages[0].has(OutageFlag::Conflicting));
    assert!(!alike.verdicts[0].flags.contains(&VerdictFlag::RowsDisagree));
}

/// Two sites were back after ten minutes, and six went down as the record ended: "half of all, by
/// estimate, after 0 s or more", "100 % back after" stood there, and no such share was seen.
#[test]
fn a_recovery_curve_gives_no_share_that_the_sites_seen_back_do_not_reach() {
    let back = states(&[('u', 12), ('d', 2), ('u', 46)]);
    let down = states(&[('u', 58), ('d', 2)]);
    let up = states(&[('u', 60)]);
    let sites = ["a", "b"].map(|site| (site, &back));
    let open = ["c", "d", "e", "f", "g", "h"].map(|site| (site, &down));
    let steady = ["i", "j", "k", "l", "m", "n"].map(|site| (site, &up));
    let all: Vec<(&str, &str)> =
        sites.iter().chain(&open).chain(&steady).map(|(site, saw)| (*site, saw.as_str())).collect();
    let folder = IncidentFolder::new(PROBES).with("probes.csv", log_of_days(&all));
    let recovery = chart(&folder.report().unwrap(), "recovery");
    assert_eq!(recovery.title, "2 of the 8 sites that went down were seen back");
    let shares = "seen back. 25 % back after 5 min to 15 min.";
    assert!(recovery.alt.contains(shares), "{}", recovery.alt);
    assert!(!recovery.alt.contains("50 %"), "{}", recovery.alt);
    assert!(recovery.svg.contains("may have been at any time since"), "it says what is open");
}
