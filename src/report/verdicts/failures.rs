//! Findings that decide nothing, in words: what was not examined, and failures that make no outage.

use super::complete_view::OUTAGE_COULD_HIDE;
use super::implied_probes::failing_states_words;
use super::open_relation::part_start_words;
use super::outage_name::OutageName;
use super::parts::{
    VANTAGE, VANTAGES, asked_words, failures_words, length_words, outvoted_words, state_time_words,
    unplaced_words, verb_after,
};
use crate::clock::length_range;
use crate::model::findings::{
    BlipsSeen, DegradedAnswers, DoubtfulFailures, NoProbeInside, SeenInPart,
};
use crate::model::{Failures, Finding, ImpliedProbes, ProbeCount, Verdict};
use crate::report::wording::{by_count, counted, grouped, plural, probe_count};

/// Tells that no probe of a site tells a result in the window, of which `unknown_probes` lie in it,
/// and how many rows of it have no time.
pub(super) fn never_probed_words(unknown_probes: u64, unplaced_rows: u64) -> String {
    let none = match (unknown_probes, unplaced_rows) {
        (0, 0) => "not measured; no probe of it lies in the window".to_owned(),
        (0, _) => "not measured; no probe of it is known to lie in the window".to_owned(),
        (unknown_probes, _) => unknown_words(ProbeCount::exactly(unknown_probes), "window"),
    };
    let unplaced = match unplaced_rows {
        0 => String::new(),
        rows => format!("; besides, {}", unplaced_words(rows)),
    };
    format!("{none}{unplaced}")
}

/// Tells that no probe with a known result is known to lie in the time asked.
pub(super) fn no_probe_inside_words(inside: NoProbeInside, verdict: &Verdict) -> String {
    let unplaced = match verdict.unplaced_rows {
        0 => String::new(),
        rows => format!("; besides, {}", unplaced_words(rows)),
    };
    format!("{}{unplaced}", none_inside_words(inside, verdict))
}

/// Tells that no probe with a known result is known to lie in the time asked, and what lies there
/// or around it.
fn none_inside_words(inside: NoProbeInside, verdict: &Verdict) -> String {
    let set_aside = match verdict.set_aside {
        set_aside if set_aside.most > 0 => format!(
            "; {} of it in the time asked {} set aside",
            probe_count(set_aside, "failed probe"),
            by_count(set_aside.most, "is", "are")
        ),
        _ => String::new(),
    };
    if inside.is_within_stamps {
        let lies = match inside.is_of_lists {
            true => "whether the list of periods says anything of it in the time asked",
            false => "whether a probe of it lies in the time asked",
        };
        return format!(
            "{lies} is open, as its stamps, or its clock, leave the moment of one near it open\
             {set_aside}"
        );
    }
    match inside.interval_around {
        None if inside.unknown_probes.most > 0 => {
            format!("{}{set_aside}", unknown_words(inside.unknown_probes, "time asked"))
        }
        None if !set_aside.is_empty() => {
            format!("not measured; no probe of it in the time asked counts{set_aside}")
        }
        None => match &verdict.outage {
            Some(outage) => format!(
                "not measured; no probe of it lies in the time asked, which lies between two \
                 failed ones of {outage}"
            ),
            None if is_outside_window(verdict) => {
                "not measured; the time asked lies wholly outside of the time examined".to_owned()
            }
            None if inside.is_of_lists => {
                "not measured; the list of periods says nothing of it in the time asked".to_owned()
            }
            None if verdict.unplaced_rows > 0 => {
                "not measured; no probe of it is known to lie in the time asked".to_owned()
            }
            None => {
                "not measured; no probe of it lies in the time asked, only outside of it".to_owned()
            }
        },
        Some(apart) => format!(
            "whether a probe lies in the time asked is not known, as those around it are {} apart",
            length_range(apart.shortest_us, Some(apart.longest_us))
        ),
    }
}

/// Says whether the time asked has no moment of the window: the logs may have rows there that are
/// not used.
fn is_outside_window(verdict: &Verdict) -> bool {
    verdict.asked.is_some_and(|asked| asked.time.intersection(asked.window).is_none())
}

/// Tells that no probe in a time tells a result.
fn unknown_words(unknown_probes: ProbeCount, time: &str) -> String {
    let tells =
        by_count(unknown_probes.most, "which tells no result", "none of which tells a result");
    format!("not measured; {} of it in the {time}, {tells}", probe_count(unknown_probes, "probe"))
}

/// Tells for how much of the time asked a site was observed, where that is too little, and for how
/// much of it it was down; empty for other findings.
pub(super) fn below_floor_words(verdict: &Verdict, outage: OutageName<'_>) -> String {
    let Finding::BelowFloor { observed_us, length_us, floor_percent, down, failures, probes } =
        verdict.finding
    else {
        return String::new();
    };
    let down = match down.times {
        0 => String::new(),
        _ => format!("; confirmed down {} of it{}", state_time_words(down), outage.in_brackets()),
    };
    format!(
        "observed for {} of the {}, less than the {floor_percent} % needed; the rest was not \
         observed{down}{}",
        length_words(observed_us),
        asked_words(length_us),
        failing_of_words(failures, probes, verdict.implied)
    )
}

/// Tells of failures outside every outage and blip.
pub(super) fn in_part_words(seen: SeenInPart) -> String {
    let all = probe_count(seen.probes, "probe");
    let from = match seen.vantages {
        0 => String::new(),
        one_or_more => format!(", from {}", counted(one_or_more, VANTAGE, VANTAGES)),
    };
    format!(
        "seen in part: {} in the time asked, of {all} in it{from}{}{}",
        failures_words(seen.failures),
        meanwhile_words(seen.failures, seen.while_up, seen.is_up_throughout),
        part_start_words(seen.start)
    )
}

/// Tells of blips, the first of which is given.
pub(super) fn blip_words(
    seen: BlipsSeen,
    blip: OutageName<'_>,
    implied: Option<ImpliedProbes>,
) -> String {
    let is_declared = implied.is_some_and(|implied| implied.are_all);
    // What no row records is not counted as seen.
    let of_all = if is_declared { String::new() } else { of_all_words(seen.probes) };
    let of_all = format!("{}{of_all}", inside_words(seen));
    let failed = plural(seen.failed_probes, "failed probe");
    let besides = match seen.others.all().most {
        0 => of_all,
        _ => format!("; besides, {}{of_all}", failures_words(seen.others)),
    };
    let id = blip.id;
    match seen.blips {
        1 => format!("possibly down, with {failed}, too few to confirm an outage ({id}){besides}"),
        blips => format!(
            "possibly down {} times, with {failed} in all, each time too few to confirm an outage \
             ({id} first){besides}",
            grouped(blips)
        ),
    }
}

/// Tells how many failed probes of blips lie in the time asked, behind a semicolon; empty where all
/// do.
fn inside_words(seen: BlipsSeen) -> String {
    let BlipsSeen { failed_probes, failed_inside, .. } = seen;
    match (failed_inside.most, failed_probes) {
        (inside, all) if inside >= all => String::new(),
        (0, 1) => {
            "; that probe lies beside the time asked, into which the failure may reach".into()
        }
        (0, _) => {
            "; those probes lie beside the time asked, into which the failures may reach".into()
        }
        (1, _) => "; 1 of those probes lies in the time asked".into(),
        (inside, _) => format!("; {} of those probes lie in the time asked", grouped(inside)),
    }
}

/// Tells of failures that confirm nothing, and of how many probes.
pub(super) fn doubtful_words(seen: DoubtfulFailures) -> String {
    let doubt = doubt_words(seen.failures, seen.while_up, seen.is_each_alone);
    format!("{doubt}{}", of_all_words(seen.probes))
}

/// Tells of degraded answers.
pub(super) fn degraded_answers_words(seen: DegradedAnswers) -> String {
    let (of_it, could_hide) = match seen.is_up_throughout {
        true => ("the time asked, all of it observed", format!("; {OUTAGE_COULD_HIDE}")),
        false => ("what was observed of the time asked", String::new()),
    };
    let degraded = probe_count(seen.degraded, "probe");
    format!(
        "no outage was seen in {of_it}, but {degraded} in it {} degraded, of {} in all{}{}\
         {could_hide}",
        verb_after(seen.degraded),
        probe_count(seen.probes, "probe"),
        part_start_words(seen.start),
        outvoted_words(seen.failures)
    )
}

/// Tells of how many probes some failed, behind a semicolon.
fn of_all_words(probes: ProbeCount) -> String {
    format!("; the time asked has {} in all", probe_count(probes, "probe"))
}

/// Tells of failures, each too weak to confirm an outage, at which no quorum saw the site up.
fn doubt_words(failures: Failures, while_up: Failures, is_each_alone: bool) -> String {
    let (alone, at) = match (failures.all().most, is_each_alone) {
        (1, true) => (", alone,", "a moment"),
        (1, false) => ("", "a moment"),
        (_, true) => (", each alone,", "moments"),
        (_, false) => ("", "moments"),
    };
    let doubt = if failures.failed.most == 0 { "neither up nor down" } else { "possibly down" };
    format!(
        "{doubt}: {}{alone} at {at} at which no quorum saw the site up{}",
        failures_words(failures),
        outvoted_words(while_up)
    )
}

/// Tells of all failed and challenged probes of the time asked, and of how many they are, behind a
/// semicolon; empty where there are none.
pub(super) fn failing_of_words(
    failures: Failures,
    probes: ProbeCount,
    implied: Option<ImpliedProbes>,
) -> String {
    if let Some(implied) = implied.filter(|implied| implied.are_all) {
        return failing_states_words(failures, implied);
    }
    match failures.all().most {
        0 if probes.most < 2 => {
            "; the one probe with a result in the time asked did not fail".to_owned()
        }
        0 => {
            let probes = probe_count(probes, "probe");
            format!("; none of {probes} with a result in the time asked failed")
        }
        _ => format!(
            "; {} in the time asked, of {} in it",
            failures_words(failures),
            probe_count(probes, "probe")
        ),
    }
}

/// Tells of blips beside the time up and down, behind a semicolon; empty where there are none. One
/// on which the verdict itself rests is named.
pub(super) fn blips_besides_words(
    blips: usize,
    failed_probes: u64,
    outage: OutageName<'_>,
) -> String {
    let failed = plural(failed_probes, "failed probe");
    let rests_on_blip = outage.number == 0 && !outage.id.is_empty();
    let more = if rests_on_blip { "" } else { " more" };
    let id = |first: &str| match rests_on_blip {
        true => format!(" ({}{first})", outage.id),
        false => String::new(),
    };
    match blips {
        0 => String::new(),
        1 => format!("; possibly down with {failed}, not confirmed{}", id("")),
        _ => format!(
            "; possibly down {} times{more}, with {failed} in all, not confirmed{}",
            grouped(blips),
            id(" first")
        ),
    }
}

/// Tells what a quorum saw at failures outside every outage, behind their number; at `while_up` of
/// them it saw the site up, which is all of them where the site was up throughout.
pub(super) fn meanwhile_words(
    failures: Failures,
    while_up: ProbeCount,
    is_up_throughout: bool,
) -> String {
    let when = by_count(failures.all().most, "then", "each time");
    if is_up_throughout || while_up.most > 0 && while_up.least >= failures.all().most {
        return format!("; a quorum saw it up {when}");
    }
    let meanwhile = if while_up.most == 0 {
        "; no quorum saw it up or down meanwhile".to_owned()
    } else {
        let some = if while_up.is_exact() { grouped(while_up.least) } else { "some".to_owned() };
        format!(
            "; {some} of them did so while a quorum saw it up, the others while none saw it up or \
             down"
        )
    };
    let meaning =
        if failures.failed.most == 0 { "; a challenge is neither up nor down" } else { "" };
    format!("{meanwhile}{meaning}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::findings::PartStart;
    use crate::model::{Finding, Judgement, Rule};

    fn failures(failed: u64, challenged: u64) -> Failures {
        let (failed, challenged) = (ProbeCount::exactly(failed), ProbeCount::exactly(challenged));
        Failures { failed, challenged }
    }

    const BLIP: OutageName<'_> = OutageName { id: "B001", number: 0, further: None };

    #[test]
    fn counts_are_right_for_one_and_two() {
        let doubt = |failed, challenged, is_each_alone| {
            let (failures, while_up) = (failures(failed, challenged), failures(0, 0));
            let probes = ProbeCount::exactly(24);
            let words =
                doubtful_words(DoubtfulFailures { failures, while_up, is_each_alone, probes });
            let (words, of_all) = words.rsplit_once("; ").expect("all probes stand last");
            assert_eq!(of_all, "the time asked has 24 probes in all");
            words.to_owned()
        };
        assert_eq!(
            doubt(1, 0, true),
            "possibly down: 1 probe failed, alone, at a moment at which no quorum saw the site up"
        );
        assert_eq!(
            doubt(0, 1, false),
            "neither up nor down: 1 probe was answered with a challenge at a moment at which no \
             quorum saw the site up"
        );
        assert!(doubt(2, 3, true).ends_with(
            ": 2 probes failed and 3 probes were answered with a challenge, each alone, at moments \
             at which no quorum saw the site up"
        ));
        assert!(doubt(2, 0, false).contains(": 2 probes failed at moments at"));
        let while_up = failures(0, 2);
        let probes = ProbeCount::exactly(24);
        let failures = failures(1, 0);
        let outvoted = DoubtfulFailures { failures, while_up, is_each_alone: true, probes };
        assert!(doubtful_words(outvoted).contains(
            "no quorum saw the site up; 2 probes were answered with a challenge while a quorum saw \
             it up; the time"
        ));
    }

    #[test]
    fn blips_are_reported_with_their_number_and_all_their_probes() {
        let blip = |blips, failed_probes, others| {
            let (others, probes) = (failures(others, 0), ProbeCount::exactly(24));
            let failed_inside = ProbeCount::exactly(failed_probes);
            let seen = BlipsSeen { blips, failed_probes, failed_inside, others, probes };
            blip_words(seen, BLIP, None)
        };
        assert_eq!(
            blip(1, 1, 0),
            "possibly down, with 1 failed probe, too few to confirm an outage (B001); the time \
             asked has 24 probes in all"
        );
        assert_eq!(
            blip(3, 3, 2),
            "possibly down 3 times, with 3 failed probes in all, each time too few to confirm an \
             outage (B001 first); besides, 2 probes failed; the time asked has 24 probes in all"
        );
    }

    /// "No quorum saw it down" is not all that is to be said where one saw it up.
    #[test]
    fn failures_in_part_are_reported_with_what_a_quorum_saw() {
        let part = |failures, vantages, is_up_throughout, while_up| {
            let (probes, while_up) = (ProbeCount::exactly(90), ProbeCount::exactly(while_up));
            let start = PartStart::NotAsked;
            in_part_words(SeenInPart {
                failures,
                vantages,
                probes,
                is_up_throughout,
                while_up,
                start,
            })
        };
        assert_eq!(
            part(failures(1, 0), 1, false, 0),
            "seen in part: 1 probe failed in the time asked, of 90 probes in it, from 1 vantage \
             (checking location); no quorum saw it up or down meanwhile"
        );
        assert_eq!(
            part(failures(2, 0), 2, true, 2),
            "seen in part: 2 probes failed in the time asked, of 90 probes in it, from 2 vantages \
             (checking locations); a quorum saw it up each time"
        );
        assert!(part(failures(2, 0), 0, false, 2).ends_with(
            "2 probes failed in the time asked, of 90 probes in it; a quorum saw it up each time"
        ));
        assert!(part(failures(5, 0), 0, false, 2).ends_with(
            "; 2 of them did so while a quorum saw it up, the others while none saw it up or down"
        ));
        assert!(part(failures(0, 5), 0, false, 0).ends_with(
            "5 probes were answered with a challenge in the time asked, of 90 probes in it; no \
             quorum saw it up or down meanwhile; a challenge is neither up nor down"
        ));
    }

    #[test]
    fn degraded_probes_are_reported_with_what_else_was_seen() {
        let seen = |failed, is_up_throughout, start| {
            let (degraded, failures) = (ProbeCount::exactly(2), failures(failed, 0));
            let probes = ProbeCount::exactly(24);
            degraded_answers_words(DegradedAnswers {
                degraded,
                failures,
                probes,
                is_up_throughout,
                start,
            })
        };
        assert_eq!(
            seen(0, true, PartStart::NotAsked),
            "no outage was seen in the time asked, all of it observed, but 2 probes in it were \
             degraded, of 24 probes in all; a shorter outage could hide between two probes"
        );
        assert_eq!(
            seen(1, false, PartStart::NotAsked),
            "no outage was seen in what was observed of the time asked, but 2 probes in it were \
             degraded, of 24 probes in all; 1 probe failed while a quorum saw it up"
        );
        assert!(
            seen(0, false, PartStart::Before)
                .ends_with("this had begun before the earliest time that the claim can mean")
        );
    }

    #[test]
    fn probes_that_tell_no_result_are_probes() {
        let never = never_probed_words;
        assert_eq!(never(0, 0), "not measured; no probe of it lies in the window");
        assert_eq!(never(1, 0), "not measured; 1 probe of it in the window, which tells no result");
        assert_eq!(
            never(288, 0),
            "not measured; 288 probes of it in the window, none of which tells a result"
        );
        let inside_of = |unknown_probes, set_aside, unplaced_rows| {
            let unknown_probes = ProbeCount::exactly(unknown_probes);
            let inside = NoProbeInside {
                interval_around: None,
                is_within_stamps: false,
                unknown_probes,
                is_of_lists: false,
            };
            let (rule, finding) = (Rule::new("R1"), Finding::NoProbeInside(inside));
            let verdict = Verdict {
                set_aside: ProbeCount::exactly(set_aside),
                unplaced_rows,
                ..Verdict::new("shop".to_owned(), rule, Judgement::NotMeasured, finding)
            };
            no_probe_inside_words(inside, &verdict)
        };
        let inside = |unknown_probes| inside_of(unknown_probes, 0, 0);
        assert_eq!(
            inside_of(0, 4, 0),
            "not measured; no probe of it in the time asked counts; 4 failed probes of it in the \
             time asked are set aside"
        );
        assert_eq!(
            inside_of(0, 0, 5),
            "not measured; no probe of it is known to lie in the time asked; besides, 5 rows of \
             the site have no time that can be read, and may lie in that time, whatever they tell"
        );
        assert_eq!(
            inside(0),
            "not measured; no probe of it lies in the time asked, only outside of it"
        );
        assert!(
            inside(2).ends_with("2 probes of it in the time asked, none of which tells a result")
        );
    }
}
