//! Claims that a site is back, and denials of that: what nobody observed, and a row without a time,
//! decides neither.

use crate::incident_folder::{CLAIMS, IncidentFolder};
use corroborate::model::{Judgement, Verdict, VerdictFlag};
use corroborate::report::verdict_sentence;
use std::fmt::Write;

/// A log of the site `a`: each five minutes from 06:00 to 18:00 a row, 503 from 10:00 to 10:55, but
/// for the minutes at which `saw` says otherwise (0: no row); with further rows as they are.
fn log(saw: impl Fn(i64) -> Option<u16>, more: &str) -> String {
    let mut text = "timestamp,site,vantage,status_code\n".to_owned();
    for minute in (6 * 60..18 * 60).step_by(5) {
        let usual = if (600..=655).contains(&minute) { 503 } else { 200 };
        let code = saw(minute).unwrap_or(usual);
        let at = format!("2022-10-05T{:02}:{:02}:00Z", minute / 60, minute % 60);
        if code > 0 {
            writeln!(text, "{at},a,x,{code}").unwrap();
        }
    }
    text + more
}

/// Returns the verdict on a claim of kind `restored` and on its denial.
fn both(log: &str, published: &str, asserted: &str) -> [Verdict; 2] {
    let claim = |id: &str, quantifier: &str| {
        format!("{id},K,operator,restored,{published},{asserted},a,{quantifier}\n")
    };
    let head = CLAIMS.trim_end();
    let claims = format!("{head},quantifier\n{}{}", claim("yes", ""), claim("no", "none"));
    let settings = "zone = \"UTC\"\n[[probes]]\nfiles = \"probes.csv\"\nsilence = \"12m\"\n";
    let incident = IncidentFolder::new(settings).with("probes.csv", log);
    let report = incident.with("claims.csv", claims).report().unwrap();
    let of = |id: &str| {
        let is_of = |verdict: &&Verdict| verdict.claim.as_deref() == Some(id);
        report.verdicts.iter().find(is_of).unwrap().clone()
    };
    [of("yes"), of("no")]
}

fn judgements(verdicts: &[Verdict; 2]) -> [Judgement; 2] {
    verdicts.each_ref().map(|verdict| verdict.judgement)
}

const OPEN: [Judgement; 2] = [Judgement::Insufficient, Judgement::Insufficient];
const BACK_BEFORE: [Judgement; 2] = [Judgement::Late, Judgement::Contradicted];

/// Back at 11:00, "it came back between 12:30 and 14:30", and no row from 13:05 on: another outage
/// may have ended in that time, or gone on beyond it.
#[test]
fn a_hole_in_the_claimed_time_may_hold_the_outage_that_is_meant() {
    let claimed = ["2022-10-05T15:30:00Z", "2022-10-05T12:30Z/2022-10-05T14:30Z"];
    let held = |log: &str| both(log, claimed[0], claimed[1]);
    assert_eq!(judgements(&held(&log(|_| None, ""))), BACK_BEFORE);
    let hole = |until: i64| log(move |minute| (785..until).contains(&minute).then_some(0), "");
    for until in [895, 18 * 60] {
        let verdicts = held(&hole(until));
        assert_eq!(judgements(&verdicts), OPEN);
        let sentence = verdict_sentence(&verdicts[0]);
        let words = "between it and the end of the time that the claim gives was not observed";
        assert!(sentence.contains(words), "{sentence}");
    }
    // Filled, the hole decides either way.
    let filled = |from: i64, until: i64| {
        log(move |minute| (from..until).contains(&minute).then_some(503), "")
    };
    assert_eq!(judgements(&held(&filled(800, 860)))[0], Judgement::OnTime);
    assert_eq!(judgements(&held(&filled(785, 895)))[0], Judgement::Premature);
}

/// A failed probe whose time cannot be read makes no verdict firmer than one whose time can.
#[test]
fn a_row_without_a_time_may_be_a_failure_since() {
    let held = |more: &str| both(&log(|_| None, more), "2022-10-05T12:00:30Z", "");
    assert_eq!(judgements(&held("")), BACK_BEFORE);
    let verdicts = held("yesterday,a,x,503\n");
    assert_eq!(judgements(&verdicts), OPEN);
    for verdict in &verdicts {
        let sentence = verdict_sentence(verdict);
        let words = "1 row of it has no readable time, and it may be a failure since";
        assert!(sentence.contains(words), "{sentence}");
    }
    let several = held("yesterday,a,x,503\ntoday,a,x,503\n");
    let sentence = verdict_sentence(&several[0]);
    assert!(sentence.contains("2 rows of it have no readable time, and each"), "{sentence}");
}

/// A row that names no site may be one of any: a verdict that takes a complete view says so.
#[test]
fn a_row_without_a_site_is_reported_where_a_view_is_to_be_complete() {
    let verdicts = both(&log(|_| None, "2022-10-05T12:01:00Z,,x,503\n"), "2022-10-05T13:00Z", "");
    assert_eq!(judgements(&verdicts), BACK_BEFORE);
    for verdict in &verdicts {
        assert!(verdict.flags.contains(&VerdictFlag::RowsWithoutSite));
        let sentence = verdict_sentence(verdict);
        assert!(sentence.contains("Rows of the logs that name no site were refused"), "{sentence}");
    }
}

/// Down 08:00 to 08:25, up at three probes, down again 08:45 to 09:25: "it is not back", of some
/// moment of the hour or of one between a failed probe and a good one, is right only if it was down
/// at each.
#[test]
fn a_denial_of_a_recovery_takes_a_site_that_was_certainly_down() {
    let twice = log(
        |minute| match minute {
            480..=505 | 525..=565 => Some(503),
            _ => Some(200),
        },
        "",
    );
    let denied = |published: &str| both(&twice, published, "")[1].clone();
    assert_eq!(denied("2022-10-05T08:50:00Z").judgement, Judgement::Supported);
    for published in ["2022-10-05T08", "2022-10-05T08:35:00Z", "2022-10-05T08:27:00Z"] {
        let verdict = denied(published);
        let sentence = verdict_sentence(&verdict);
        assert_eq!(verdict.judgement, Judgement::Insufficient, "{published}: {sentence}");
    }
}
