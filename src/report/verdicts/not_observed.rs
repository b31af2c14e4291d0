//! Times of which too little was observed to say anything, in words.

use super::failures::failing_of_words;
use super::other_times::is_outside_window;
use super::outage_name::OutageName;
use super::parts::{
    asked_words, length_words, state_time_words, unobserved_of_words, unplaced_words,
};
use crate::clock::length_range;
use crate::model::findings::{DegradedAnswers, NoProbeInside, OnsetOrder, PartStart, SeenInPart};
use crate::model::{ClaimSense, Finding, Judgement, ProbeCount, Verdict};
use crate::report::wording::{by_count, probe_count};

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
                "no probe of it lies in the time asked, which lies between two failed ones of \
                 {outage}"
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
            None => "no probe of it lies in the time asked, only outside of it".to_owned(),
        },
        Some(apart) => format!(
            "whether a probe lies in the time asked is not known, as those around it are {} apart",
            length_range(apart.shortest_us, Some(apart.longest_us))
        ),
    }
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

/// Tells what was not observed of the time asked, and that an outage which nobody saw could fit,
/// where one was over or under way, or failures in part were; empty for other findings, and where
/// no such outage has room.
pub(super) fn room_words(verdict: &Verdict) -> String {
    let another = match verdict.finding {
        Finding::Onset { order: OnsetOrder::Before(_) | OnsetOrder::OverBefore(_), .. } => {
            "another outage"
        }
        Finding::SomeVantages(SeenInPart {
            start: PartStart::Before | PartStart::Over, ..
        })
        | Finding::Degraded(DegradedAnswers {
            start: PartStart::Before | PartStart::Over, ..
        }) => "an outage",
        _ => return String::new(),
    };
    let unobserved = unobserved_of_words(verdict.unobserved, "the time asked");
    match (verdict.judgement, verdict.leaves_room) {
        (Judgement::Insufficient, true) if verdict.sense == ClaimSense::Statement => {
            format!("{unobserved}; that is too much to tell whether {another} fits the claim")
        }
        (_, true) if verdict.sense == ClaimSense::Denial => unobserved,
        (_, true) => format!(
            "{unobserved}; whether {another} fits the claim is open, as the view of that time is \
             not complete (M19)"
        ),
        (_, false) => unobserved,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Judgement, Rule};

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
        assert_eq!(inside(0), "no probe of it lies in the time asked, only outside of it");
        assert!(
            inside(2).ends_with("2 probes of it in the time asked, none of which tells a result")
        );
    }
}
