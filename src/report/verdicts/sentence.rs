//! Verdicts in words: one sentence for each finding.

use super::besides::{
    common_mode_sentence, degraded_words, earlier_words, logs_disagree_words,
    published_before_words, set_aside_besides_words, unknown_besides_words, work_sentence,
};
use super::complete_view::{
    PUBLISHED_AT_SOME_MOMENT, down_throughout_words, is_of_some_moment, none_seen_words,
    nothing_to_restore_words, up_for_words, up_in_doubt_words, up_throughout_words,
};
use super::declared_states::declared_states_words;
use super::denial::{denied_outage_words, denied_words};
use super::failures::{
    blip_words, blips_besides_words, degraded_answers_words, doubtful_words, failing_of_words,
    in_part_words,
};
use super::implied_probes::implied_words;
use super::not_observed::{
    below_floor_words, never_probed_words, no_probe_inside_words, room_words,
};
use super::onset::onset_words;
use super::open_down::open_down_words;
use super::open_relation::{readings_sentence, shown_twice_words};
use super::outage_name::OutageName;
use super::parts::{
    ON_AND_OFF, asked_words, beside_down_words, down_words, for_part_words, group_words,
    interval_around_words, length_words, state_time_words, throughout_words, too_far_apart_words,
    unobserved_words,
};
use super::recovery::recovery_words;
use super::time_asked::{beyond_words, origin_sentence};
use crate::clock::{SECOND, length_range};
use crate::model::findings::UpAndDown;
use crate::model::{ClaimKind, ClaimSense, Finding, Judgement, Verdict, VerdictFlag};
use crate::report::wording::{
    IN_PARTLY_SIMULATED_LOG, IN_SIMULATED_LOG, by_count, grouped, in_clause, in_sentences,
};

/// Words on a site that was up for a part of the time throughout which it was said to be down.
const NOT_THROUGHOUT: &str = "; so it was not down throughout";
/// Words on a site that was up for a part of the time at which it was said to be reachable.
const UP_IN_PART: &str = "; so the claim holds for a part of that time";
/// Words on an outage whose start or end may lie in the time asked.
const EDGE_OPEN: &str = "; whether the outage reaches into that time is open, by what is known of \
                         its start and its end";
/// Words on several such outages.
const EDGES_OPEN: &str = "; whether these outages reach into that time is open, by what is known \
                          of their starts and ends";
/// Words on a site that was down at each probe of a time in which it was said to be reachable.
const NO_VIEW_OF_DOWN: &str =
    "; that is no complete view of the time, which it takes to contradict the claim";
/// Second sentence of a verdict on a claim that only says what is to be done.
const INTENT: &str = " The statement only says what is to be done, and not that it was so.";
/// Last sentence of a verdict on a site that the claim's source does not name.
const INFERRED: &str = " The source names neither this site nor a group of it: that it is meant is \
                        the recorder's reading (claims.csv).";
/// Sentence of a verdict that rests on a complete view, where rows were refused that name no site.
const ROWS_WITHOUT_SITE: &str = " Rows of the logs that name no site were refused: each may be a \
                                 probe of this one, and speak against that view (M6).";
/// Second sentence of a verdict on a site that does not fit a claim about several.
const EXCEPTION: &str = " The claim does not speak of each site: this one is an exception.";

/// Puts a verdict into words: a sentence that begins with the site's id.
pub fn verdict_sentence(verdict: &Verdict) -> String {
    let has = |flag| verdict.flags.contains(&flag);
    let intent = if has(VerdictFlag::IntentOnly) { INTENT } else { "" };
    let is_exception = verdict.judgement == Judgement::Exception;
    let exception = if is_exception { EXCEPTION } else { "" };
    let group = if has(VerdictFlag::InferredTarget) {
        INFERRED.to_owned()
    } else {
        verdict.group.as_ref().map_or_else(String::new, group_words)
    };
    let log = if has(VerdictFlag::SimulatedInPart) {
        IN_PARTLY_SIMULATED_LOG
    } else if has(VerdictFlag::Simulated) {
        IN_SIMULATED_LOG
    } else {
        ""
    };
    let (finding, earlier) = (finding_words(verdict), earlier_words(verdict));
    let finding = format!(
        "{finding}{}{}{}",
        published_before_words(verdict),
        degraded_words(verdict),
        denied_words(verdict)
    );
    let (site, beyond) = (in_clause(&verdict.site), beyond_words(verdict));
    let grounds = format!(
        "{}{}{}{}{}",
        room_words(verdict),
        implied_words(verdict),
        logs_disagree_words(verdict),
        set_aside_besides_words(verdict),
        unknown_besides_words(verdict)
    );
    let text = in_sentences(&format!("{site}: {log}{finding}{grounds}{earlier}{beyond}"), log);
    let without_site = if has(VerdictFlag::RowsWithoutSite) { ROWS_WITHOUT_SITE } else { "" };
    let origin = format!(
        "{without_site}{}{}{}{}",
        common_mode_sentence(verdict),
        work_sentence(verdict),
        origin_sentence(verdict),
        readings_sentence(verdict)
    );
    let on_and_off = if has(VerdictFlag::OnAndOffUntested) { ON_AND_OFF } else { "" };
    let disputed = disputed_words(&verdict.disputed_by);
    format!("{text}.{origin}{on_and_off}{exception}{intent}{group}{disputed}")
}

/// Tells which statements dispute a claim: a sentence behind a space; empty where none does.
fn disputed_words(by: &[String]) -> String {
    let ids: Vec<String> = by.iter().map(|id| in_clause(id)).collect();
    match ids.as_slice() {
        [] => String::new(),
        [only] => format!(" Another statement disputes this claim: {only}."),
        ids => format!(" Other statements dispute this claim: {}.", ids.join(", ")),
    }
}

/// Puts the finding of a verdict into words, without the site and the full stop.
fn finding_words(verdict: &Verdict) -> String {
    let outage = OutageName::of(verdict);
    let asked = verdict.asked.as_ref();
    if let Some(words) = declared_states_words(verdict) {
        return words;
    }
    match verdict.finding {
        Finding::UnknownSite => "no single site of this incident has this name".to_owned(),
        Finding::CauseOnly => "the claim is about the cause; probes show timing only".to_owned(),
        Finding::Unstated => {
            "what the source says, as recorded, is nothing that probes can check".to_owned()
        }
        Finding::NoTime => "the claim gives no time to check".to_owned(),
        Finding::NeverProbed { unknown_probes, unplaced_rows } => {
            never_probed_words(unknown_probes, unplaced_rows)
        }
        Finding::OffRecord => {
            "not measured; the time asked lies wholly before the record begins or after it ends"
                .to_owned()
        }
        Finding::NoProbeInside(inside) => no_probe_inside_words(inside, verdict),
        Finding::ShownTwice => shown_twice_words(&verdict.readings),
        Finding::BelowFloor { .. } => below_floor_words(verdict, outage),
        Finding::Onset { order, onset, duration } => onset_words(order, onset, duration, verdict),
        Finding::Down(down) => format!(
            "{}; {}{}{}{}{}",
            down_words(down, outage),
            match verdict.sense {
                ClaimSense::Denial => denied_outage_words(verdict),
                ClaimSense::Statement => "that is consistent with the claim",
            },
            beside_down_words(down, verdict.implied),
            unobserved_words(down.unobserved),
            interval_around_words(down.interval_around),
            throughout_words(down, verdict.implied)
        ),
        Finding::DownForPart { down, up } => for_part_words(down, up, outage, verdict.implied),
        Finding::DownOpen(open) => open_down_words(open, outage, verdict),
        Finding::UpTooShort { up_us, length_us, floor_percent, failures, probes } => format!(
            "confirmed up for only {} of the {}, less than the {floor_percent} % needed{}",
            length_words(up_us),
            asked_words(length_us),
            failing_of_words(failures, probes, verdict.implied)
        ),
        Finding::UpInDoubt(doubt) => up_in_doubt_words(doubt, asked),
        Finding::NoneSeen(seen) => none_seen_words(seen, verdict),
        Finding::UpFor(up) => up_for_words(up, verdict),
        Finding::UpThroughout(view) => up_throughout_words(view, verdict),
        Finding::NothingToRestore(view) => nothing_to_restore_words(view, verdict),
        Finding::DownThroughout(view) => down_throughout_words(view, verdict, outage),
        Finding::UpAndDown(seen) => up_and_down_words(seen, verdict, outage),
        Finding::Recovery(recovery) => recovery_words(recovery, outage, verdict),
        Finding::Unclaimed { duration, declared_probes } => format!(
            "down for {}{}; no claim says that it was attacked or down{}",
            length_range(duration.least_us, duration.most_us),
            outage.in_brackets(),
            declared_failures_words(declared_probes)
        ),
        Finding::SomeVantages(seen) => in_part_words(seen),
        Finding::Blip(seen) => blip_words(seen, outage, verdict.implied),
        Finding::Doubt(seen) => doubtful_words(seen),
        Finding::Degraded(seen) => degraded_answers_words(seen),
    }
}

/// Tells how many failed probes of an outage no row records, behind a semicolon; empty where each
/// has a row.
fn declared_failures_words(declared: u64) -> String {
    if declared == 0 {
        return String::new();
    }
    let (are, them) = (by_count(declared, "is", "are"), by_count(declared, "it", "them"));
    let count = grouped(declared);
    format!("; {count} of its failed probes {are} declared, and no row records {them}")
}

/// Tells for how long a site that was said to be reachable was up, down, and neither.
fn up_and_down_words(seen: UpAndDown, verdict: &Verdict, outage: OutageName<'_>) -> String {
    let is_outage = outage.number > 0;
    let neither_us = seen.length_us - seen.up.length_us - seen.down.length_us;
    format!(
        "confirmed up {} and confirmed down {} of the {}{}{}{}{}{}{}",
        state_time_words(seen.up),
        state_time_words(seen.down),
        asked_words(seen.length_us),
        if is_outage { outage.in_brackets() } else { String::new() },
        neither_words(neither_us),
        blips_besides_words(seen.blips, seen.blip_probes, outage),
        failing_of_words(seen.failures, seen.probes, verdict.implied),
        too_far_apart_words(seen.too_far_apart_us, seen.length_us),
        up_and_down_meaning(seen, verdict)
    )
}

/// Tells what times up and down mean for a claim that a site was reachable, behind a semicolon; may
/// be empty.
fn up_and_down_meaning(seen: UpAndDown, verdict: &Verdict) -> &'static str {
    if verdict.judgement == Judgement::Partly {
        return UP_IN_PART;
    }
    // Of other kinds this is held against those alone that say that it was down throughout.
    let kind = verdict.asked.as_ref().map(|asked| asked.kind);
    if kind.is_some_and(|kind| kind != ClaimKind::Reachable) {
        return NOT_THROUGHOUT;
    }
    let is_known = seen.too_far_apart_us.is_none();
    match (seen.up.times, seen.down.times) {
        (1.., _) if is_of_some_moment(verdict) => PUBLISHED_AT_SOME_MOMENT,
        _ if seen.is_edge_open && verdict.further.is_some() => EDGES_OPEN,
        _ if seen.is_edge_open => EDGE_OPEN,
        (0, 1..) if is_known && verdict.sense == ClaimSense::Statement => NO_VIEW_OF_DOWN,
        _ => "",
    }
}

/// Tells for how much of the time asked a site was confirmed neither up nor down, behind a
/// semicolon; empty where that is less than a second.
fn neither_words(us: i64) -> String {
    match us {
        ..SECOND => String::new(),
        us => format!("; neither is confirmed for the other {}", length_words(us)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Bracket, HOUR, Instant, MINUTE, SECOND, Span};
    use crate::model::findings::{
        DownOpen, DownTime, DownWhen, NoneSeen, OnsetOrder, StateTime, Unobserved,
    };
    use crate::model::{DurationRange, Failures, IntervalRange, ProbeCount, Rule};

    fn words_of(finding: Finding) -> String {
        verdict_sentence(&verdict(finding))
    }

    fn verdict(finding: Finding) -> Verdict {
        let (rule, judgement) = (Rule::new("R2"), Judgement::Insufficient);
        Verdict {
            id: "V001".to_owned(),
            claim: Some("c".to_owned()),
            outage: Some("O001".to_owned()),
            outage_number: 1,
            ..Verdict::new("shop".to_owned(), rule, judgement, finding)
        }
    }

    fn failures(failed: u64, challenged: u64) -> Failures {
        let (failed, challenged) = (ProbeCount::exactly(failed), ProbeCount::exactly(challenged));
        Failures { failed, challenged }
    }

    /// Words that agree with a claim are not said of one that denies.
    #[test]
    fn a_site_that_was_down_is_not_what_a_denial_says() {
        let denied = |finding| {
            let judgement = Judgement::Contradicted;
            let (rule, sense) = (Rule::new("R11"), ClaimSense::Denial);
            verdict_sentence(&Verdict { rule, judgement, sense, ..verdict(finding) })
        };
        let down = DurationRange { least_us: HOUR, most_us: Some(HOUR) };
        let time = DownTime {
            outages: 1,
            perhaps: 0,
            times: 1,
            down,
            length_us: HOUR,
            unobserved: None,
            interval_around: None,
            probes: ProbeCount::exactly(13),
            found_up: ProbeCount::default(),
            furthest_us: None,
            has_all_failed: false,
        };
        assert_eq!(
            denied(Finding::Down(time)),
            "shop: confirmed down for all of the 1 h asked (O001); that is not what the claim \
             says."
        );
        let onset = Bracket { after: Some(Instant(0)), by: Some(Instant(MINUTE)) };
        let began = Finding::Onset { order: OnsetOrder::Inside, onset, duration: down };
        assert!(denied(began).ends_with("lasted 1 h; that is not what the claim says."));
    }

    #[test]
    fn an_end_off_the_record_is_reported() {
        let onset = Bracket { after: None, by: Some(Instant(0)) };
        let duration = DurationRange { least_us: HOUR, most_us: None };
        assert_eq!(
            words_of(Finding::Onset { order: OnsetOrder::Before(None), onset, duration }),
            "shop: O001 started by 1970-01-01 00:00:00 UTC (no probe on the record found it up \
             before that) and lasted at least 1 h; it was under way before the earliest time that \
             the claim can mean."
        );
    }

    #[test]
    fn time_down_is_reported_against_the_time_asked() {
        let down = |least_us, most_us, outages| {
            let down = DurationRange { least_us, most_us: Some(most_us) };
            words_of(Finding::Down(DownTime {
                outages,
                perhaps: 0,
                times: outages,
                down,
                length_us: HOUR,
                unobserved: None,
                interval_around: None,
                probes: ProbeCount::exactly(13),
                found_up: ProbeCount::default(),
                furthest_us: None,
                has_all_failed: false,
            }))
        };
        assert_eq!(
            down(HOUR, HOUR, 1),
            "shop: confirmed down for all of the 1 h asked (O001); that is consistent with the \
             claim."
        );
        assert!(down(20 * MINUTE, 30 * MINUTE, 2).starts_with(
            "shop: confirmed down for 20 min to 30 min of the 1 h asked (O001); that is consistent"
        ));
        assert!(down(1, MINUTE, 1).contains("for a moment to 1 min of the 1 h asked"));
        assert!(
            down(12, MINUTE, 12)
                .contains("down at 12 moments (for 1 min at most) of the 1 h asked")
        );
    }

    #[test]
    fn a_time_down_without_a_known_probe_is_reported_as_such() {
        let down = DurationRange { least_us: MINUTE, most_us: Some(MINUTE) };
        let apart = Some(IntervalRange { shortest_us: 4 * MINUTE, longest_us: 6 * MINUTE });
        let time = DownTime {
            outages: 1,
            perhaps: 0,
            times: 1,
            down,
            length_us: MINUTE,
            unobserved: None,
            interval_around: apart,
            probes: ProbeCount::default(),
            found_up: ProbeCount::default(),
            furthest_us: None,
            has_all_failed: false,
        };
        assert!(words_of(Finding::Down(time)).ends_with(
            "with the claim; failed probes stand on both sides of it, 4 min to 6 min apart, and \
             whether one lies in it is not known."
        ));
    }

    #[test]
    fn what_was_not_observed_is_reported() {
        let longest = Span::new(Instant(0), Instant(HOUR)).expect("a span is not empty");
        let seen = |parts| NoneSeen {
            observed_us: 9 * HOUR,
            up_us: 9 * HOUR,
            length_us: 10 * HOUR,
            shortest_us: 10 * HOUR,
            unobserved: Some(Unobserved { parts, total_us: HOUR, longest }),
            probes: ProbeCount::exactly(9),
            failures: failures(0, 0),
            furthest_us: Some(HOUR),
            too_far_apart_us: None,
        };
        assert_eq!(
            words_of(Finding::NoneSeen(seen(1))),
            "shop: no outage was seen in the time asked, at 9 probes in the 9 h observed of the \
             10 h asked; 1 h of the time asked was not observed, from 1970-01-01 00:00:00 UTC \
             to 1970-01-01 01:00:00 UTC. An outage could hide there, or between two probes, which \
             are up to 1 h apart."
        );
        assert!(words_of(Finding::NoneSeen(seen(2))).contains("in 2 parts, the longest from"));
        let lone = NoneSeen {
            observed_us: 10 * HOUR,
            up_us: 10 * HOUR,
            unobserved: None,
            probes: ProbeCount::exactly(1),
            ..seen(1)
        };
        assert_eq!(
            words_of(Finding::NoneSeen(lone)),
            "shop: no outage was seen in the time asked, but only 1 probe in that time can tell."
        );
        let part_up = NoneSeen { up_us: 9 * HOUR, ..lone };
        assert!(
            words_of(Finding::NoneSeen(part_up))
                .contains("; for 1 h of it the site was not confirmed up")
        );
    }

    fn down_open(when: DownWhen) -> Finding {
        let probes = ProbeCount::exactly(9);
        Finding::DownOpen(DownOpen { when, failures: failures(0, 4), probes })
    }

    #[test]
    fn an_outage_that_may_reach_into_the_time_asked_is_reported_with_when_it_was_seen() {
        let open = |until| {
            let span = Span::seen(Instant(0), Instant(until)).expect("it ends after it began");
            down_open(DownWhen::Certainly(span))
        };
        assert_eq!(
            words_of(open(0)),
            "shop: O001 was confirmed down at 1970-01-01 00:00:00 UTC; whether it reaches into the \
             time that the claim can mean is open."
        );
        let second = Verdict { outage_number: 2, ..verdict(open(MINUTE)) };
        assert!(verdict_sentence(&second).starts_with(
            "shop: O001, the site's second outage, was confirmed down from 1970-01-01 00:00:00 UTC \
             to 1970-01-01 00:01:00 UTC;"
        ));
    }

    /// A time down before the time asked and one behind it are no time down between them.
    #[test]
    fn two_times_down_around_the_time_asked_are_two() {
        let around = DownWhen::Around { until: Instant(0), from: Instant(60 * MINUTE) };
        assert_eq!(
            words_of(down_open(around)),
            "shop: O001 was confirmed down at 1970-01-01 00:00:00 UTC and again at 1970-01-01 \
             01:00:00 UTC; whether it was down between them, and so in the time asked, is open. 4 \
             probes were answered with a challenge in the time asked, of 9 probes in it."
        );
    }

    /// However much was observed, the sentence counts probes that a quorum outvoted.
    #[test]
    fn no_outage_is_reported_with_the_probes_that_failed() {
        let seen = |up_us, observed_us| {
            let longest = Span::new(Instant(0), Instant(HOUR)).expect("a span is not empty");
            let gap = Unobserved { parts: 1, total_us: HOUR, longest };
            words_of(Finding::NoneSeen(NoneSeen {
                observed_us,
                up_us,
                length_us: 3 * HOUR,
                shortest_us: 3 * HOUR,
                unobserved: (observed_us < 3 * HOUR).then_some(gap),
                probes: ProbeCount::exactly(1),
                failures: failures(1, 0),
                furthest_us: None,
                too_far_apart_us: None,
            }))
        };
        let outvoted = "; 1 probe failed while a quorum saw it up";
        for (up, observed) in [(2 * HOUR, 2 * HOUR), (2 * HOUR, 3 * HOUR), (3 * HOUR, 3 * HOUR)] {
            let words = seen(up, observed);
            assert!(words.contains(outvoted), "{words}");
        }
    }

    #[test]
    fn an_exception_and_an_intent_are_reported() {
        let exception = Verdict { judgement: Judgement::Exception, ..verdict(Finding::NoTime) };
        assert!(verdict_sentence(&exception).ends_with("this one is an exception."));
        let flags = vec![VerdictFlag::IntentOnly];
        let sentence = verdict_sentence(&Verdict { flags, ..verdict(Finding::NoTime) });
        assert!(sentence.ends_with("says what is to be done, and not that it was so."));
    }

    #[test]
    fn a_length_of_a_time_asked_is_reported_in_words() {
        let below = Finding::BelowFloor {
            observed_us: SECOND,
            length_us: 1,
            floor_percent: 80,
            down: StateTime::default(),
            failures: failures(0, 0),
            probes: ProbeCount::exactly(2),
        };
        assert!(words_of(below).contains("of the moment asked"));
    }
}
