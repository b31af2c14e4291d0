//! Words beside the finding of a verdict: probes that decide nothing, and outages
//! before the one that it rests on.

use super::disclosures::Disclosures;
use super::implied_probes::declared;
use super::parts::{state_time_words, unplaced_words, verb_after};
use crate::clock::{short_utc, short_utc_up};
use crate::model::findings::{OnsetOrder, StateTime};
use crate::model::{ClaimKind, Finding, Verdict, VerdictFlag};
use crate::report::wording::{by_count, grouped, plural, probe_count};

/// Tells of the failed probes of the time asked that are set aside (M15), behind a semicolon; empty
/// where there are none, and for a complete view, whose words tell it by vantage.
pub(super) fn set_aside_besides_words(verdict: &Verdict) -> String {
    let is_reported = matches!(verdict.finding, Finding::NoProbeInside(_));
    match verdict.set_aside {
        set_aside if set_aside.most > 0 && verdict.vantages.is_empty() && !is_reported => format!(
            "; besides, {} in the time asked {} set aside",
            probe_count(set_aside, "failed probe"),
            by_count(set_aside.most, "is", "are")
        ),
        _ => String::new(),
    }
}

/// Tells of the probes of the time asked that tell no result or have rows that disagree, and of the
/// rows that may be further ones, behind a semicolon: each of them can be a failure. Empty where
/// there are none, and where a finding rests on an outage, or tells it itself.
pub(super) fn unknown_besides_words(verdict: &Verdict) -> String {
    let Disclosures { unknown_probes, unplaced_rows, disagreeing, .. } =
        Disclosures::beside(&verdict.finding);
    let mut words = String::new();
    if unknown_probes && verdict.unknown_probes.most > 0 {
        let unknown = verdict.unknown_probes;
        let tells = by_count(unknown.most, "tells", "tell");
        words.push_str(&match unknown.least {
            // Of a number that may be 0 nothing is certain.
            0 => format!(
                "; up to {} in the time asked may tell no result",
                plural(unknown.most, "probe")
            ),
            _ => format!(
                "; besides, {} in the time asked {tells} no result",
                probe_count(unknown, "probe")
            ),
        });
    }
    if disagreeing && verdict.disagreeing.most > 0 {
        let probes = verdict.disagreeing;
        words.push_str(&match probes.least {
            0 => format!(
                "; up to {} in the time asked may have rows that disagree",
                plural(probes.most, "probe")
            ),
            _ => format!(
                "; besides, {} in the time asked {} rows that disagree",
                probe_count(probes, "probe"),
                by_count(probes.most, "has", "have")
            ),
        });
    }
    if unplaced_rows && verdict.unplaced_rows > 0 {
        words.push_str(&format!("; besides, {}", unplaced_words(verdict.unplaced_rows)));
    }
    words
}

/// Tells for how much of the time asked logs of one vantage contradict each other, behind a
/// semicolon; empty where they do not.
pub(super) fn logs_disagree_words(verdict: &Verdict) -> String {
    match verdict.logs_disagree {
        StateTime { times: 0, .. } => String::new(),
        time => format!(
            "; {} in the time asked two logs of one vantage contradict each other (one up, the \
             other down), and that vantage counts as neither there",
            state_time_words(time)
        ),
    }
}

/// Tells of the degraded probes of the time asked behind failures that decide nothing, which they
/// are not among, and behind times up, in which they count as up; empty where there are none, and
/// for other findings.
pub(super) fn degraded_words(verdict: &Verdict) -> String {
    let is_open = Disclosures::beside(&verdict.finding).degraded;
    let is_declared = declared(verdict.implied).is_some();
    match verdict.degraded {
        degraded if is_open && degraded.most > 0 && is_declared => {
            "; a part of the time asked was degraded".to_owned()
        }
        degraded if is_open && degraded.most > 0 => format!(
            "; {} in the time asked {} degraded",
            probe_count(degraded, "probe"),
            verb_after(degraded)
        ),
        _ => String::new(),
    }
}

/// Tells that a claim was published before the outage that fits it, behind a semicolon; empty for
/// others, and where the claim announces what is to come.
pub(super) fn published_before_words(verdict: &Verdict) -> String {
    let rests_on_start = matches!(
        verdict.finding,
        Finding::Onset { order: OnsetOrder::Inside, .. } | Finding::Down(_)
    );
    let announces = verdict.flags.contains(&VerdictFlag::IntentOnly)
        || verdict.asked.is_some_and(|asked| asked.kind == ClaimKind::Maintenance);
    let outage = verdict.outage.as_deref().unwrap_or("that outage");
    match rests_on_start && verdict.is_before_onset && !announces {
        true => format!("; the claim was published before {outage} began"),
        false => String::new(),
    }
}

/// Tells that one vantage alone saw the outage that a verdict rests on, while most of its sites
/// failed (M15): a sentence behind a space; empty for others.
pub(super) fn common_mode_sentence(verdict: &Verdict) -> String {
    if !verdict.flags.contains(&VerdictFlag::CommonMode) {
        return String::new();
    }
    let what = if matches!(verdict.finding, Finding::Blip(_)) { "failure" } else { "outage" };
    format!(
        " That {what} was seen from one vantage alone, while most of its sites may have failed at \
         once: a fault of it cannot be ruled out (M15)."
    )
}

/// Tells of the announced work that overlaps the outage that a verdict rests on (M16): a sentence
/// behind a space; empty where none does.
pub(super) fn work_sentence(verdict: &Verdict) -> String {
    let Some(work) = verdict.work else { return String::new() };
    let what = if work.simulated { "Simulated announced work" } else { "Announced work" };
    let more = match work.times {
        1 => String::new(),
        times => format!(", the first of {} times", grouped(times)),
    };
    let (from, until) = (short_utc(work.first.from()), short_utc_up(work.first.until()));
    format!(" {what} overlaps that outage, from {from} to {until}{more} (M16).")
}

/// Tells of the outages of the site before the one that a verdict rests on, where the claim says
/// that the site was down; empty where there are none.
pub(super) fn earlier_words(verdict: &Verdict) -> String {
    let is_later = match verdict.finding {
        Finding::Recovery(recovery) => recovery.meant > 1,
        _ => verdict.flags.contains(&VerdictFlag::LaterOutage),
    };
    let Some(earlier) = verdict.earlier.as_ref().filter(|_| is_later) else {
        return String::new();
    };
    let last = &earlier.last;
    let over = earlier.recovery.by.map_or_else(
        || format!(", {last}, has no end on the record"),
        |by| format!(", {last}, was over by {}", short_utc_up(by)),
    );
    let before = match earlier.outages {
        1 => format!("; the outage of the site before it{over}"),
        _ => format!("; the last outage of the site before it{over}"),
    };
    let is_attack = verdict.asked.as_ref().is_some_and(|one| one.kind == ClaimKind::Attack);
    format!("{before}{}", if is_attack { begun_words(earlier.begun) } else { String::new() })
}

/// Tells how many earlier outages of a site may have begun in the time asked, too, and be the one
/// that a claim means; empty where none may.
fn begun_words(begun: usize) -> String {
    match begun {
        0 => String::new(),
        1 => "; an earlier outage of the site may have begun in the time that the claim can mean, \
              too, and be the one that is meant"
            .to_owned(),
        count => format!(
            "; {} earlier outages of the site may have begun in the time that the claim can mean, \
             too, and one of them be meant",
            grouped(count)
        ),
    }
}
