//! Failures that make no outage, in words.

use super::complete_view::OUTAGE_COULD_HIDE;
use super::implied_probes::{declared, failing_states_words};
use super::open_relation::part_start_words;
use super::outage_name::OutageName;
use super::parts::{VANTAGE, VANTAGES, failures_words, outvoted_words, verb_after};
use crate::model::findings::{
    BlipsSeen, DegradedAnswers, DoubtfulFailures, OutagesOver, SeenInPart,
};
use crate::model::{Failures, ImpliedProbes, ProbeCount};
use crate::report::wording::{by_count, counted, grouped, plural, probe_count};

/// Tells of failures outside every outage and blip.
pub(super) fn in_part_words(seen: SeenInPart) -> String {
    let all = probe_count(seen.probes, "probe");
    seen_in_part_words(seen, &failures_words(seen.failures), &format!(", of {all} in it"))
}

/// Tells of failures outside every outage, which are given in words, as is of how many they are.
pub(super) fn seen_in_part_words(seen: SeenInPart, failures: &str, of_all: &str) -> String {
    let from = match seen.vantages {
        0 => String::new(),
        one_or_more => format!(", from {}", counted(one_or_more, VANTAGE, VANTAGES)),
    };
    format!(
        "seen in part: {failures} in the time asked{of_all}{from}{}{}{}",
        meanwhile_words(seen.failures, seen.while_up, seen.is_up_throughout),
        part_start_words(seen.start),
        over_words(seen.over)
    )
}

/// Tells of outages that reach into the time asked and were over at the publication, behind a
/// semicolon; empty where there are none.
fn over_words(over: OutagesOver) -> String {
    let was = by_count(over.outages as u64, "was", "were");
    let outages = match over.outages {
        0 => return String::new(),
        1 => "an outage".to_owned(),
        more => plural(more as u64, "outage"),
    };
    match over.failed.most {
        0 => format!("; {outages} that may reach into it {was} over when the claim was published"),
        _ => format!(
            "; {} more {} to {outages} that {was} over when the claim was published",
            probe_count(over.failed, "failed probe"),
            by_count(over.failed.most, "belongs", "belong")
        ),
    }
}

/// Says what failures may be at which no quorum saw the site up.
pub(super) fn doubt(failures: Failures) -> &'static str {
    if failures.failed.most == 0 { "neither up nor down" } else { "possibly down" }
}

/// Tells of blips, the first of which is given.
pub(super) fn blip_words(
    seen: BlipsSeen,
    blip: OutageName<'_>,
    implied: Option<ImpliedProbes>,
) -> String {
    let is_declared = declared(implied).is_some();
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
    let degraded = format!(
        "{} in it {} degraded, of {} in all",
        probe_count(seen.degraded, "probe"),
        verb_after(seen.degraded),
        probe_count(seen.probes, "probe")
    );
    no_outage_but_words(seen, &degraded)
}

/// Tells that no outage was seen, but what was degraded, which is given in words.
pub(super) fn no_outage_but_words(seen: DegradedAnswers, degraded: &str) -> String {
    let (of_it, could_hide) = match seen.is_up_throughout {
        true => ("the time asked, all of it observed", format!("; {OUTAGE_COULD_HIDE}")),
        false => ("what was observed of the time asked", String::new()),
    };
    let other = if seen.over.outages == 0 { "" } else { " other" };
    format!(
        "no{other} outage was seen in {of_it}, but {degraded}{}{}{}{could_hide}",
        part_start_words(seen.start),
        outvoted_words(seen.failures),
        over_words(seen.over)
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
    format!(
        "{}: {}{alone} at {at} at which no quorum saw the site up{}",
        doubt(failures),
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
    if let Some(implied) = declared(implied) {
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
                over: OutagesOver::default(),
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
    fn outages_that_were_over_are_counted_beside_what_decides() {
        let over = |outages, failed| over_words(OutagesOver { outages, failed });
        let probes = ProbeCount::exactly;
        assert_eq!(over(0, probes(0)), "");
        assert_eq!(
            over(1, probes(1)),
            "; 1 failed probe more belongs to an outage that was over when the claim was published"
        );
        assert_eq!(
            over(2, probes(7)),
            "; 7 failed probes more belong to 2 outages that were over when the claim was published"
        );
        assert_eq!(
            over(1, probes(0)),
            "; an outage that may reach into it was over when the claim was published"
        );
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
                over: OutagesOver::default(),
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
}
