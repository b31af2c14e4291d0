//! What nobody observed denies nothing: an outage of another time leaves a silence as open as it is
//! without one, places whose probes became unreadable hand nothing to the one that is left, and a
//! silence makes no relapse.

use crate::incident_folder::{CLAIMS, IncidentFolder, Row, log};
use corroborate::clock::MINUTE;
use corroborate::model::{Judgement, Report, Verdict, VerdictFlag};
use corroborate::report::terminal::summary::summary;
use corroborate::report::verdict_sentence;

/// Time of the day, in minutes.
const fn at(hour: i64, minute: i64) -> i64 {
    hour * 60 + minute
}

/// A report on sites probed every five minutes from one place, at the minutes and with the codes
/// that `saw` gives each; `None` is no row.
fn report(sites: &[&str], saw: impl Fn(&str, i64) -> Option<u16>, claims: &str) -> Report {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for site in sites {
        let minutes = (at(6, 0)..at(30, 0)).step_by(5);
        rows.extend(
            minutes.filter_map(|minute| Some((minute * MINUTE, *site, "x", saw(site, minute)?))),
        );
    }
    let settings = "zone = \"UTC\"\n[[probes]]\nfiles = \"probes.csv\"\nsilence = \"12m\"\n";
    let folder = IncidentFolder::new(settings).with("probes.csv", log(rows));
    folder.with("claims.csv", format!("{CLAIMS}{claims}")).report().unwrap()
}

/// Returns the finding that stands over a report.
fn headline(report: &Report) -> String {
    let text = summary(report, std::path::Path::new("report.html"));
    text.lines().nth(1).unwrap().to_owned()
}

/// The verdict on the first claim, with the headline and its sentence.
fn judged(report: &Report) -> (Verdict, String, String) {
    let verdict = report.verdicts[0].clone();
    let sentence = verdict_sentence(&verdict);
    (verdict, headline(report), sentence)
}

/// Says whether a time of day holds a minute.
fn between(from: (i64, i64), until: (i64, i64), minute: i64) -> bool {
    (at(from.0, from.1)..at(until.0, until.1)).contains(&minute)
}

const NONE_FITS: &str = "no outage of it fits";
const IS_OPEN: &str = "whether an outage of it fits the time of the claim is open";
const TOO_MUCH: &str = "that is too much to tell whether another outage fits the claim";

/// Down from 10:00 to 12:00, and no row from 13:05 on: an attack of 13:10 may have been at any time
/// of the night.
#[test]
fn an_outage_that_was_over_denies_no_other_in_a_silence() {
    let attack = "c,K,attacker,attack,2022-10-05T13:10:00Z,,a\n";
    let down = |_: &str, minute| if between((10, 0), (12, 0), minute) { 503 } else { 200 };
    let until = |end: i64| {
        let saw = move |site: &str, minute| (minute <= end).then(|| down(site, minute));
        judged(&report(&["a"], saw, attack))
    };
    let (verdict, headline, sentence) = until(at(13, 0));
    assert_eq!(verdict.judgement, Judgement::Insufficient, "{sentence}");
    assert!(sentence.contains("it had certainly ended when the claim was published"), "{sentence}");
    assert!(sentence.contains(TOO_MUCH), "{sentence}");
    assert!(headline.contains(IS_OPEN), "{headline}");
    // All but two hours of the time asked: the outage was over, and another can hide there.
    let (verdict, headline, sentence) = until(at(23, 10));
    assert_eq!(verdict.judgement, Judgement::ClaimedAfterTheFact, "{sentence}");
    assert!(sentence.contains("of the time asked was not observed"), "{sentence}");
    assert!(sentence.contains("whether another outage fits the claim is open"), "{sentence}");
    assert!(headline.contains(IS_OPEN), "{headline}");
    let (verdict, headline, sentence) = until(at(29, 0));
    assert_eq!(verdict.judgement, Judgement::ClaimedAfterTheFact, "{sentence}");
    assert!(!sentence.contains("open") && !sentence.contains("not observed"), "{sentence}");
    assert!(headline.contains(NONE_FITS), "{headline}");
}

/// Six sites with one silence: those with an outage before it are as open as those without.
#[test]
fn an_outage_of_hours_before_makes_no_silence_a_denial() {
    let attack = "c,K,attacker,attack,2022-10-05T13:10:00Z,,*\n";
    let saw = |site: &str, minute| {
        let is_down = site < "d" && between((10, 0), (12, 0), minute);
        (minute <= at(13, 0)).then_some(if is_down { 503 } else { 200 })
    };
    let report = report(&["a", "b", "c", "d", "e", "f"], saw, attack);
    let of_claim = report.verdicts.iter().filter(|verdict| verdict.claim.is_some());
    let results: Vec<Judgement> = of_claim.map(|verdict| verdict.judgement).collect();
    assert_eq!(results, [Judgement::Insufficient; 6]);
    assert_eq!(report.claimants[0].excluded, 0);
}

/// Down from 10:00 on, and no row from 12:15 on: an attack of 11:30.
#[test]
fn an_outage_under_way_denies_no_other_in_a_silence() {
    let attack = "c,K,attacker,attack,2022-10-05T11:30:00Z,,a\n";
    let until = |end: i64| {
        let saw = move |_: &str, minute| {
            let code = if between((10, 0), (12, 0), minute) { 503 } else { 200 };
            (minute <= end).then_some(code)
        };
        judged(&report(&["a"], saw, attack))
    };
    let (verdict, headline, sentence) = until(at(12, 10));
    assert_eq!(verdict.judgement, Judgement::Insufficient, "{sentence}");
    assert!(sentence.contains(TOO_MUCH) && headline.contains(IS_OPEN), "{sentence} {headline}");
    let (verdict, headline, sentence) = until(at(29, 0));
    assert_eq!(verdict.judgement, Judgement::PrecedesClaim, "{sentence}");
    assert!(headline.contains(NONE_FITS), "{headline}");
}

/// Down until the probe of 10:55, up at that of 11:00: who says at 11:58 that it is down asks of a
/// time that begins at 10:58.
#[test]
fn an_outage_that_may_reach_into_the_time_asked_is_not_over_before_it() {
    let down = |_: &str, minute| Some(if between((10, 0), (11, 0), minute) { 503 } else { 200 });
    let result = |published: &str| {
        let outage = format!("c,K,media,outage,2022-10-05T{published}Z,,a\n");
        judged(&report(&["a"], down, &outage)).0.judgement
    };
    let results = ["11:54:00", "11:58:00", "12:00:00"].map(result);
    let expected = [Judgement::Supported, Judgement::Insufficient, Judgement::ClaimedAfterTheFact];
    assert_eq!(results, expected);
}

/// The same with rows in which three places probe in turn of minutes; two of them have code 999 in
/// some time, which tells nothing.
fn three_places(unread: (i64, i64), down: (i64, i64), claims: &str) -> Report {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for (offset, place) in [(0, "x"), (1, "y"), (2, "z")] {
        for minute in (at(6, 0)..at(14, 0)).step_by(5).map(|minute| minute + offset) {
            let code = match place {
                "x" if (down.0..down.1).contains(&minute) => 503,
                "y" | "z" if (unread.0..unread.1).contains(&minute) => 999,
                _ => 200,
            };
            rows.push((minute * MINUTE, "a", place, code));
        }
    }
    let settings = "zone = \"UTC\"\n[[probes]]\nfiles = \"probes.csv\"\n";
    let folder = IncidentFolder::new(settings).with("probes.csv", log(rows));
    folder.with("claims.csv", format!("{CLAIMS}{claims}")).report().unwrap()
}

/// Two of three places whose probes cannot be read leave the third alone no outage, however long
/// that lasts, at an end of the record too.
#[test]
fn probes_that_became_unreadable_hand_nothing_to_the_place_that_is_left() {
    let outage = "c,K,media,outage,,2022-10-05T10:00Z/2022-10-05T10:10Z,a\n";
    let read = three_places((0, 0), (at(10, 0), at(10, 10)), outage);
    assert!(read.outages.is_empty());
    for until in [at(10, 5), at(10, 10), at(11, 0), at(14, 10)] {
        let report = three_places((at(10, 0), until), (at(10, 0), at(10, 10)), outage);
        assert!(report.outages.is_empty(), "until {until}: {:?}", report.outages);
        assert_eq!(report.verdicts[0].judgement, Judgement::Partly, "until {until}");
    }
    let from_start = three_places((0, at(14, 10)), (at(10, 0), at(10, 10)), outage);
    assert!(from_start.outages.is_empty(), "{:?}", from_start.outages);
}

/// Down from 15:10 to 15:30 and from 19:15 on, up from 19:05 to 19:10; whether it was up before
/// that nobody looked.
#[test]
fn a_silence_makes_no_relapse() {
    let claims = "c1,K,operator,restored,2022-10-05T19:06:00Z,,a\n\
                  c2,K,attacker,attack,,2022-10-05T19:11Z/2022-10-05T21:00Z,a\n";
    let results = |has_silence: bool| {
        let saw = move |_: &str, minute| {
            let is_down =
                between((15, 10), (15, 35), minute) || between((19, 15), (21, 55), minute);
            let is_silent = has_silence && between((15, 35), (19, 5), minute);
            (!is_silent).then_some(if is_down { 503 } else { 200 })
        };
        let report = report(&["a"], saw, claims);
        let of_claims = report.verdicts.iter().filter(|verdict| verdict.claim.is_some());
        of_claims.map(|one| (one.judgement, verdict_sentence(one))).collect::<Vec<_>>()
    };
    let seen = results(false);
    assert_eq!([seen[0].0, seen[1].0], [Judgement::Late, Judgement::Insufficient]);
    let unseen = results(true);
    for (judgement, sentence) in &unseen {
        assert_eq!(*judgement, Judgement::Insufficient, "{sentence}");
        assert!(!sentence.contains(" only "), "{sentence}");
    }
    assert!(unseen[0].1.contains("perhaps behind 1 more outage"), "{}", unseen[0].1);
    assert!(unseen[1].1.contains("or is another is open"), "{}", unseen[1].1);
}

/// A row that names no site may be a failure of any: the sentence of a denial says so.
#[test]
fn a_denial_says_that_rows_name_no_site() {
    let mut rows = log((at(6, 0)..at(14, 0)).step_by(5).map(|at| (at * MINUTE, "a", "x", 200)));
    rows.push_str("2022-10-05T13:00:00Z,,x,503\n");
    let outage = "c,K,media,outage,,2022-10-05T12:30Z/2022-10-05T13:30Z,a\n";
    let folder = IncidentFolder::new("zone = \"UTC\"\n[[probes]]\nfiles = \"probes.csv\"\n");
    let folder = folder.with("probes.csv", rows);
    let report = folder.with("claims.csv", format!("{CLAIMS}{outage}")).report().unwrap();
    let (verdict, _, sentence) = judged(&report);
    assert!(verdict.flags.contains(&VerdictFlag::RowsWithoutSite));
    assert!(sentence.contains("Rows of the logs that name no site were refused"), "{sentence}");
}

/// Down from 10:00 to 10:40, no row until 11:00, then challenges: the site may have been
/// back before these, so an attack of 11:30 may be another, whatever the site did from 12:00 on.
#[test]
fn challenges_behind_a_silence_are_no_outage_under_way() {
    let attack = "c,K,attacker,attack,,2022-10-05T11:30:00Z/2022-10-05T11:50:00Z,a\n";
    let with_end = |after: u16| {
        let saw = move |_: &str, minute| match minute {
            _ if between((10, 0), (10, 40), minute) => Some(503),
            _ if between((10, 40), (11, 0), minute) => None,
            _ if between((11, 0), (12, 0), minute) => Some(403),
            _ if minute >= at(12, 0) => Some(after),
            _ => Some(200),
        };
        judged(&report(&["a"], saw, attack))
    };
    for after in [200, 403, 503] {
        let (verdict, _, sentence) = with_end(after);
        assert_eq!(verdict.judgement, Judgement::Insufficient, "{sentence}");
        assert!(sentence.contains("was confirmed neither up nor down between"), "{sentence}");
    }
}

/// Down at 10:00 and 10:05, no row until 11:05, and down again: the site may have been back from
/// 10:10 on, which is within the tolerance of a recovery claimed at 10:00.
#[test]
fn a_recovery_within_the_tolerance_may_lie_in_a_silence() {
    let restored = |minute: u8| format!("c,K,operator,restored,,2022-10-05T10:{minute:02}:00Z,a\n");
    let saw = |_: &str, minute| match minute {
        _ if between((10, 0), (10, 10), minute) => Some(503),
        _ if between((10, 10), (11, 5), minute) => None,
        _ if between((11, 5), (12, 0), minute) => Some(503),
        _ => Some(200),
    };
    let (verdict, _, sentence) = judged(&report(&["a"], saw, &restored(0)));
    assert_eq!(verdict.judgement, Judgement::Insufficient, "{sentence}");
    let open = "so whether it was back within the tolerance of 15 min is open";
    assert!(sentence.contains(open), "{sentence}");
    // Down without a silence from 11:05 on.
    let (verdict, _, sentence) = judged(&report(&["a"], saw, &restored(0).replace("T10", "T11")));
    assert_eq!(verdict.judgement, Judgement::Insufficient, "{sentence}");
    assert!(sentence.contains("in which the claimed time lies"), "{sentence}");
    let later = restored(5).replace("T10", "T11");
    assert_eq!(judged(&report(&["a"], saw, &later)).0.judgement, Judgement::Premature);
}

/// Down until 10:35, up from 10:40 to 11:05 and down again from 11:15, so perhaps back for 40 min,
/// that is longer than `stable_for`: an attack claimed of 10:45 to 10:50 met a site that was up.
#[test]
fn a_time_up_between_two_outages_that_may_be_two_episodes_is_not_under_way() {
    let attack = "c,K,attacker,attack,,2022-10-05T10:45:00Z/2022-10-05T10:50:00Z,a\n";
    let with_end = |down_again| {
        let saw = move |_: &str, minute| match minute {
            _ if between((10, 0), (10, 40), minute) => Some(503),
            _ if between((10, 40), (11, 10), minute) => (minute < at(11, 0)).then_some(200),
            _ if minute >= down_again => Some(503),
            _ => Some(200),
        };
        judged(&report(&["a"], saw, attack)).0.judgement
    };
    // 10:35 to 11:05 is 30 min.
    assert_eq!(with_end(at(11, 10)), Judgement::NoneSeen);
}
