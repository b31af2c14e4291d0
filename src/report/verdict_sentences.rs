//! Verdicts in words: one sentence for each finding.

use super::verdict_parts::{
    apart_told, asked, back_told, down_told, for_part_told, long, none_seen_told, onset_told, pace,
    percent, unobserved_told,
};
use super::words::{counted, plural, probe_count};
use crate::clock::{Bracket, length_range, short_utc, short_utc_up};
use crate::model::foreign::foreign;
use crate::model::{
    CompleteView, Finding, Judgement, ProbeCount, Recovery, RecoveryOrder, Verdict, VerdictFlag,
};

/// Second sentence of a verdict on a claim that only says what is to be done.
const INTENT: &str = " The statement only says what is to be done; it claims no success.";
/// Second sentence of a verdict on a site that does not fit a claim about several.
const EXCEPTION: &str = " The claim does not speak of each site: this one is an exception.";

/// Puts a verdict into words: a sentence that begins with the site's id.
pub fn verdict_sentence(verdict: &Verdict) -> String {
    let has = |flag| verdict.flags.contains(&flag);
    let intent = if has(VerdictFlag::IntentOnly) { INTENT } else { "" };
    let is_exception = verdict.judgement == Judgement::Exception;
    let exception = if is_exception { EXCEPTION } else { "" };
    let log = if has(VerdictFlag::SimulatedInPart) {
        "in a log that is simulated in part, "
    } else if has(VerdictFlag::Simulated) {
        "in the simulated log, "
    } else {
        ""
    };
    format!("{}: {log}{}.{exception}{intent}", foreign(&verdict.site), told(verdict))
}

/// Puts the finding of a verdict into words, without the site and the full stop.
fn told(verdict: &Verdict) -> String {
    let id = outage_id(verdict);
    match verdict.finding {
        Finding::UnknownSite
        | Finding::CauseOnly
        | Finding::Unstated
        | Finding::NoTime
        | Finding::NeverProbed
        | Finding::OffRecord
        | Finding::NoProbeInside { .. } => unexamined_told(verdict.finding),
        Finding::BelowFloor { observed_us, length_us, floor_percent } => format!(
            "observed for {} of the {}, less than the {floor_percent} % needed; the rest was not \
             observed",
            long(observed_us),
            asked(length_us)
        ),
        Finding::Onset { order, onset, duration } => onset_told(order, onset, duration, id),
        Finding::Down(down) => format!(
            "{}, which is consistent with the claim{}{}",
            down_told(down, id),
            unobserved_told(down.unobserved),
            apart_told(down.apart)
        ),
        Finding::DownForPart { down, up_us } => for_part_told(down, up_us, id),
        Finding::DownOpen { from, until } => {
            let (from, until) = (short_utc(from), short_utc(until));
            let when = if from == until {
                format!("at {from}")
            } else {
                format!("from {from} to {until}")
            };
            format!(
                "{id} was confirmed down {when}; whether it reaches into the time that the claim \
                 can mean is open"
            )
        }
        Finding::UpTooShort { up_us, length_us, floor_percent } => format!(
            "confirmed up for only {} of the {}, less than the {floor_percent} % needed",
            long(up_us),
            asked(length_us)
        ),
        Finding::NoneSeen(seen) => none_seen_told(seen),
        Finding::UpFor { up_us, length_us, failed, unobserved } => format!(
            "confirmed up for {} % of the time asked, and no outage was seen in it{}{}",
            percent(up_us, length_us),
            minority(failed),
            unobserved_told(unobserved)
        ),
        Finding::UpThroughout(view) => up_throughout_told("the time asked", view),
        Finding::NothingToRestore(view) => format!(
            "no outage was seen before the claimed end; {}",
            up_throughout_told("the time before it that is asked", view)
        ),
        Finding::DownThroughout(view) => format!(
            "confirmed down at every moment of the time asked, with {} in it{} ({id})",
            probe_count(view.probes, "probe"),
            pace(view)
        ),
        Finding::UpAndDown { up_us, down_us, length_us } => format!(
            "confirmed up for {} and confirmed down for {} of the {}",
            long(up_us),
            long(down_us),
            asked(length_us)
        ),
        Finding::Recovery(recovery) => recovery_told(recovery, id),
        Finding::Unclaimed { duration } => format!(
            "down for {} ({id}); no claim of an attack or outage names it",
            length_range(duration.least_us, duration.most_us)
        ),
        Finding::SomeVantages { .. }
        | Finding::Blip { .. }
        | Finding::Doubt { .. }
        | Finding::Degraded { .. } => unconfirmed_told(verdict.finding, id),
    }
}

/// Tells why a claim was not held against the probes; empty for other findings.
fn unexamined_told(finding: Finding) -> String {
    let told = match finding {
        Finding::UnknownSite => "no single site of this incident has this name",
        Finding::CauseOnly => "the claim is about the cause; probes show timing only",
        Finding::Unstated => "what the source says, as recorded, is nothing that probes can check",
        Finding::NoTime => "the claim gives no time to check",
        Finding::NeverProbed => "not measured; there is no probe of it",
        Finding::OffRecord => {
            "not measured; the time asked lies wholly before the record begins or after it ends"
        }
        Finding::NoProbeInside { apart: None } => {
            "not measured; no probe of it with a known result lies in the time asked"
        }
        Finding::NoProbeInside { apart: Some(apart) } => {
            return format!(
                "not measured; the time asked is so short that no probe is known to lie in it \
                 (those around it are {} apart)",
                length_range(apart.shortest_us, Some(apart.longest_us))
            );
        }
        _ => "",
    };
    told.to_owned()
}

/// Tells of failures that make no outage; empty for other findings.
fn unconfirmed_told(finding: Finding, id: &str) -> String {
    match finding {
        Finding::SomeVantages { probes, vantages } => format!(
            "seen in part: {} from {} failed or {} challenged in the time asked, but no quorum \
             saw it down then",
            probe_count(probes, "probe"),
            counted(vantages, "vantage (checking location)", "vantages (checking locations)"),
            were(probes)
        ),
        Finding::Blip { failed_probes } => format!(
            "possibly down, with {}, too few to confirm an outage ({id})",
            plural(failed_probes, "failed probe")
        ),
        Finding::Doubt { probes } => format!(
            "possibly down; {} failed or {} challenged, and no quorum saw it up then",
            probe_count(probes, "probe"),
            were(probes)
        ),
        Finding::Degraded { probes } => format!(
            "no quorum saw it down, but {} in the time asked {} degraded",
            probe_count(probes, "probe"),
            were(probes)
        ),
        _ => String::new(),
    }
}

/// Returns the id of the outage or blip that a verdict rests on; empty without one.
fn outage_id(verdict: &Verdict) -> &str {
    verdict.outage.as_deref().unwrap_or_default()
}

/// Tells that a site was up at every moment of a time, and what could hide.
fn up_throughout_told(what: &str, view: CompleteView) -> String {
    let up = format!("confirmed up at every moment of {what}");
    let probes = probe_count(view.probes, "probe");
    let pace = pace(view);
    let could_hide = if view.vantages == 1 && view.intervals.is_some() {
        "an outage shorter than that could hide"
    } else {
        "an outage between two probes could hide"
    };
    if view.failed.most > 0 {
        return format!("{up}, with {probes} in it{pace}{}; {could_hide}", minority(view.failed));
    }
    let found = if view.probes == ProbeCount::exactly(1) {
        "the one probe in it".to_owned()
    } else {
        format!("each of {probes} in it")
    };
    let comma = if pace.is_empty() { "" } else { "," };
    format!("{up}: {found}{pace}{comma} found it up; {could_hide}")
}

fn recovery_told(found: Recovery, id: &str) -> String {
    let end = end_told(found.recovery, id);
    let back = back_told(found);
    let meaning = match (found.order, found.tolerance_us) {
        (RecoveryOrder::Agrees, Some(tolerance_us)) => {
            format!("within the tolerance of {}, so it counts as agreeing", long(tolerance_us))
        }
        (RecoveryOrder::Agrees, None) => "the claim agrees".to_owned(),
        (RecoveryOrder::TooEarly, _) => "declared too early".to_owned(),
        (RecoveryOrder::Late, _) => "declared late".to_owned(),
        (RecoveryOrder::Open, _) if found.unobserved_us > 0 => format!(
            "{} between it and the claim was not observed, so whether the claim means this outage \
             is open",
            long(found.unobserved_us)
        ),
        (RecoveryOrder::Open, _) => {
            "whether it ended before the claim or after it is open".to_owned()
        }
    };
    format!("{end}; {back}{meaning}")
}

/// Tells when an outage ended for good.
fn end_told(recovery: Bracket, id: &str) -> String {
    match (recovery.after, recovery.by) {
        (Some(after), Some(by)) => {
            format!("{id} ended for good after {} and by {}", short_utc(after), short_utc_up(by))
        }
        (None, Some(by)) => format!("{id} ended for good by {}", short_utc_up(by)),
        (Some(after), None) => format!(
            "{id} did not end for good before the record ends (last confirmed down at {})",
            short_utc(after)
        ),
        (None, None) => format!("{id} did not end for good before the record ends"),
    }
}

/// Tells of failed or challenged probes that a quorum outvoted.
fn minority(probes: ProbeCount) -> String {
    match probes.most {
        0 => String::new(),
        _ => format!(
            "; {} failed or {} challenged while a quorum saw it up",
            probe_count(probes, "probe"),
            were(probes)
        ),
    }
}

/// Returns the verb after a number of probes.
fn were(probes: ProbeCount) -> &'static str {
    if probes.most == 1 { "was" } else { "were" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{HOUR, Instant, MINUTE, SECOND, Span};
    use crate::model::{
        DownTime, DurationRange, IntervalRange, NoneSeen, OnsetOrder, Rule, Unobserved,
    };

    fn told_of(finding: Finding) -> String {
        verdict_sentence(&verdict(finding))
    }

    fn verdict(finding: Finding) -> Verdict {
        Verdict {
            id: "V001".to_owned(),
            claim: Some("c".to_owned()),
            site: "shop".to_owned(),
            rule: Rule::R2,
            judgement: Judgement::Insufficient,
            finding,
            lag: None,
            outage: Some("O001".to_owned()),
            observed_share: None,
            flags: Vec::new(),
        }
    }

    fn view(probes: ProbeCount, failed: u64, vantages: usize) -> CompleteView {
        let intervals = IntervalRange { shortest_us: 5 * MINUTE, longest_us: 5 * MINUTE };
        let failed = ProbeCount::exactly(failed);
        CompleteView {
            probes,
            failed,
            vantages,
            intervals: Some(intervals),
            mean_interval_us: 5 * MINUTE,
        }
    }

    #[test]
    fn counts_are_right_for_one_and_two() {
        let doubt = |probes| told_of(Finding::Doubt { probes });
        assert_eq!(
            doubt(ProbeCount::exactly(1)),
            "shop: possibly down; 1 probe failed or was challenged, and no quorum saw it up then."
        );
        assert_eq!(
            doubt(ProbeCount { least: 1, most: 2, about: 1 }),
            "shop: possibly down; 1 to 2 probes failed or were challenged, and no quorum saw it \
             up then."
        );
        assert_eq!(
            told_of(Finding::Blip { failed_probes: 1 }),
            "shop: possibly down, with 1 failed probe, too few to confirm an outage (O001)."
        );
        let part = |probes, vantages| {
            told_of(Finding::SomeVantages { probes: ProbeCount::exactly(probes), vantages })
        };
        assert_eq!(
            part(1, 1),
            "shop: seen in part: 1 probe from 1 vantage (checking location) failed or was \
             challenged in the time asked, but no quorum saw it down then."
        );
        assert!(
            part(2, 2).contains("2 probes from 2 vantages (checking locations) failed or were")
        );
    }

    #[test]
    fn a_complete_view_is_told_with_what_it_can_miss() {
        let told = |probes, failed, vantages| {
            told_of(Finding::UpThroughout(view(probes, failed, vantages)))
        };
        assert_eq!(
            told(ProbeCount::exactly(36), 0, 1),
            "shop: confirmed up at every moment of the time asked: each of 36 probes in it, one \
             every 5 min, found it up; an outage shorter than that could hide."
        );
        assert!(told(ProbeCount::exactly(1), 0, 1).contains(": the one probe in it, one every"));
        assert!(
            told(ProbeCount { least: 35, most: 36, about: 36 }, 0, 1)
                .contains("each of 35 to 36 probes")
        );
        assert_eq!(
            told(ProbeCount::exactly(72), 1, 2),
            "shop: confirmed up at every moment of the time asked, with 72 probes in it, from each \
             of 2 vantages (checking locations) one every 5 min; 1 probe failed or was \
             challenged while a quorum saw it up; an outage between two probes could hide."
        );
    }

    #[test]
    fn an_unsteady_pace_is_told_by_its_mean_and_its_longest_interval() {
        let intervals = IntervalRange { shortest_us: 4 * MINUTE, longest_us: 11 * MINUTE };
        let even = view(ProbeCount::exactly(30), 0, 1);
        let one = CompleteView { intervals: Some(intervals), ..even };
        assert!(told_of(Finding::UpThroughout(one)).contains(
            "each of 30 probes in it, one every 5 min on average, 11 min apart at most, found it up"
        ));
        let two = CompleteView { vantages: 2, ..one };
        assert!(told_of(Finding::UpThroughout(two)).contains("one every 5 min on average, found"));
    }

    #[test]
    fn an_end_off_the_record_is_told() {
        let onset = Bracket { after: None, by: Some(Instant(0)) };
        let duration = DurationRange { least_us: HOUR, most_us: None };
        assert_eq!(
            told_of(Finding::Onset { order: OnsetOrder::Before, onset, duration }),
            "shop: O001 started before the record begins and by 1970-01-01 00:00:00 UTC and \
             lasted at least 1 h; it was under way before the earliest time that the claim can \
             mean."
        );
    }

    fn recovered(order: RecoveryOrder, least_us: i64, most_us: Option<i64>) -> Recovery {
        Recovery {
            order,
            recovery: Bracket { after: Some(Instant(0)), by: Some(Instant(MINUTE)) },
            since_claim: Some(DurationRange { least_us, most_us }),
            tolerance_us: None,
            unobserved_us: 0,
        }
    }

    /// Returns the words on a recovery behind its bracket.
    fn back(recovery: Recovery) -> String {
        let told = told_of(Finding::Recovery(recovery));
        told.split_once("; ").map_or_else(String::new, |(_, rest)| rest.to_owned())
    }

    #[test]
    fn a_claimed_end_is_told_with_its_difference_and_tolerance() {
        let early = recovered(RecoveryOrder::TooEarly, 59 * MINUTE, Some(HOUR));
        assert_eq!(back(early), "back 59 min to 1 h after it was declared; declared too early.");
        let late = recovered(RecoveryOrder::Late, -HOUR - MINUTE, Some(-HOUR));
        assert_eq!(back(late), "back 1 h to 1 h 1 min before it was declared; declared late.");
        let agrees = recovered(RecoveryOrder::Agrees, -MINUTE, Some(MINUTE));
        assert_eq!(
            back(agrees),
            "back at most 1 min before it was declared or at most 1 min after it; the claim \
             agrees."
        );
        let by_tolerance = Recovery {
            tolerance_us: Some(15 * MINUTE),
            ..recovered(RecoveryOrder::Agrees, 4 * MINUTE, Some(5 * MINUTE))
        };
        assert_eq!(
            back(by_tolerance),
            "back 4 min to 5 min after it was declared; within the tolerance of 15 min, so it \
             counts as agreeing."
        );
        let hidden = Recovery {
            unobserved_us: 2 * HOUR,
            ..recovered(RecoveryOrder::Open, -3 * HOUR, Some(-HOUR))
        };
        assert!(back(hidden).contains("2 h between it and the claim was not observed"));
        let never = Recovery {
            recovery: Bracket { after: Some(Instant(0)), by: None },
            ..recovered(RecoveryOrder::TooEarly, HOUR, None)
        };
        assert_eq!(back(never), "still down 1 h after it was declared; declared too early.");
    }

    #[test]
    fn time_down_is_told_against_the_time_asked() {
        let down = |least_us, most_us, outages| {
            let down = DurationRange { least_us, most_us: Some(most_us) };
            told_of(Finding::Down(DownTime {
                outages,
                down,
                length_us: HOUR,
                unobserved: None,
                apart: None,
            }))
        };
        assert_eq!(
            down(HOUR, HOUR, 1),
            "shop: confirmed down for all of the 1 h asked (O001), which is consistent with the \
             claim."
        );
        assert!(down(20 * MINUTE, 30 * MINUTE, 2).starts_with(
            "shop: confirmed down for 20 min to 30 min of the 1 h asked (2 outages, O001 first), \
                 which is consistent"
        ));
        assert!(down(1, MINUTE, 1).contains("for a moment at least of the 1 h asked, and for at"));
    }

    #[test]
    fn a_time_down_without_a_known_probe_is_told_so() {
        let down = DurationRange { least_us: MINUTE, most_us: Some(MINUTE) };
        let apart = Some(IntervalRange { shortest_us: 4 * MINUTE, longest_us: 6 * MINUTE });
        let time = DownTime { outages: 1, down, length_us: MINUTE, unobserved: None, apart };
        assert!(told_of(Finding::Down(time)).ends_with(
            "with the claim; failed probes stand on both sides of it, 4 min to 6 min apart, and \
             whether one lies in it is not known."
        ));
    }

    #[test]
    fn what_was_not_observed_is_told() {
        let longest = Span::new(Instant(0), Instant(HOUR)).expect("a span is not empty");
        let seen = |parts| NoneSeen {
            observed_us: 9 * HOUR,
            up_us: 9 * HOUR,
            length_us: 10 * HOUR,
            unobserved: Some(Unobserved { parts, total_us: HOUR, longest }),
            probes: ProbeCount::exactly(9),
        };
        assert_eq!(
            told_of(Finding::NoneSeen(seen(1))),
            "shop: no outage was seen in the 9 h observed of the 10 h asked; 1 h of the time asked \
             was not observed, from 1970-01-01 00:00:00 UTC to 1970-01-01 01:00:00 UTC."
        );
        assert!(told_of(Finding::NoneSeen(seen(2))).contains("in 2 parts, the longest from"));
        let lone = NoneSeen {
            observed_us: 10 * HOUR,
            up_us: 10 * HOUR,
            unobserved: None,
            probes: ProbeCount::exactly(1),
            ..seen(1)
        };
        assert_eq!(
            told_of(Finding::NoneSeen(lone)),
            "shop: no outage was seen in the 10 h asked, but only 1 probe in it can tell."
        );
        let part_up = NoneSeen { up_us: 9 * HOUR, ..lone };
        assert!(
            told_of(Finding::NoneSeen(part_up))
                .contains("but for 1 h of it the site was not confirmed up")
        );
    }

    #[test]
    fn an_exception_and_an_intent_are_told() {
        let exception = Verdict {
            judgement: Judgement::Exception,
            ..verdict(Finding::UpThroughout(view(ProbeCount::exactly(2), 0, 1)))
        };
        assert!(verdict_sentence(&exception).ends_with("this one is an exception."));
        let flags = vec![VerdictFlag::IntentOnly];
        let told = verdict_sentence(&Verdict { flags, ..verdict(Finding::NoTime) });
        assert!(told.ends_with("says what is to be done; it claims no success."));
    }

    #[test]
    fn a_length_of_a_time_asked_is_told_in_words() {
        let below = Finding::BelowFloor { observed_us: SECOND, length_us: 1, floor_percent: 80 };
        assert!(told_of(below).contains("of the moment asked"));
    }
}
