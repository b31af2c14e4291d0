//! Times without an outage, or without a time up, in words: what was seen at the probes, how far
//! these are apart, and what could hide between them.

use super::implied_probes::{declared, declared_probes_words, entries_words};
use super::outage_name::OutageName;
use super::parts::{
    TIME_UP_COULD_HIDE, VANTAGES, asked_words, named, outvoted_words, set_aside_words, shown_us,
    too_far_apart_words, too_far_for_moment_words, unobserved_of_words, unobserved_words,
    unplaced_words,
};
use super::time_asked::{no_outage_words, when_words};
use crate::clock::{MINUTE, SECOND, length, length_up};
use crate::model::findings::{CompleteView, NoneSeen, UpInDoubt, UpTime, VantageView};
use crate::model::{
    ClaimSense, Failures, ImpliedProbes, Judgement, ProbeCount, TimeAsked, Verdict,
};
use crate::report::wording::{Rounding, by_count, grouped, percent, probe_count, probe_number};

/// Doubt that every view of a site that was up leaves.
pub(super) const OUTAGE_COULD_HIDE: &str = "a shorter outage could hide between two probes";
/// Most vantages that are named one by one.
const MOST_NAMED: usize = 6;

/// Words on a site that was up in a time, by a view that is not complete, where a claim denies it.
const NO_COMPLETE_VIEW: &str =
    "; that is no complete view of the time, which it takes to contradict a denial";
/// Words on a site that was up for a part of the time in which a claim of one moment was published.
pub(super) const PUBLISHED_AT_SOME_MOMENT: &str = "; the claim was published at one moment of that \
                                                   time, and whether the site was up then is open";
/// Words on a site that was up in a time, by fewer probes than confirm something.
const TOO_FEW_PROBES: &str = "; so few probes decide nothing";

/// Tells that a site was up at every moment of the time asked.
pub(super) fn up_throughout_words(view: CompleteView, verdict: &Verdict) -> String {
    format!("{}; {}", no_outage_words(verdict.asked.as_ref()), up_words(view, verdict))
}

/// Tells that a site had no outage to come back from.
pub(super) fn nothing_to_restore_words(view: CompleteView, verdict: &Verdict) -> String {
    format!(
        "{}; so there was none to come back from, which says nothing for the claim or against it; \
         {}",
        no_outage_words(verdict.asked.as_ref()),
        up_words(view, verdict)
    )
}

/// Tells that a site was found up by the probes of a time, and what could hide between these.
fn up_words(view: CompleteView, verdict: &Verdict) -> String {
    let vantages = &verdict.vantages;
    let from = from_words(vantages);
    if let Some(implied) = declared(verdict.implied) {
        let (by, checks) = (entries_words(implied), declared_probes_words(implied));
        return format!("the site was up throughout by {by}{from}{checks}; {OUTAGE_COULD_HIDE}");
    }
    let seen = if view.failed.all().most > 0 {
        let were = by_count(view.failed.all().most, "", "each ");
        format!(
            "of {} in that time{}{from}, {}, {were}while a quorum saw it up, and the others found \
             it up",
            probe_count(view.probes, "probe"),
            that_count(view.probes, vantages),
            of_them_words(view.failed)
        )
    } else {
        format!("the site was up at {}{from}", each_probe(view.probes, vantages))
    };
    format!("{seen}{}; {OUTAGE_COULD_HIDE}{}", apart_words(view), set_aside_words(vantages))
}

/// Names the probes of a time, each of which saw the same: `each of 36 probes in that time`.
fn each_probe(probes: ProbeCount, vantages: &[VantageView]) -> String {
    let that_count = that_count(probes, vantages);
    let count = probe_count(probes, "probe");
    match (probes == ProbeCount::exactly(1), that_count.is_empty()) {
        (true, _) => format!("the one probe in that time{that_count}"),
        (false, true) => format!("each of {count} in that time"),
        (false, false) => format!("each of the {count} in that time{that_count}"),
    }
}

/// Tells apart the probes that count, where others are set aside (M15); empty where none is.
fn that_count(probes: ProbeCount, vantages: &[VantageView]) -> &'static str {
    match (set_aside_words(vantages).is_empty(), probes == ProbeCount::exactly(1)) {
        (true, _) => "",
        (false, true) => " that counts",
        (false, false) => " that count",
    }
}

/// Tells that no outage was seen, and what was not observed.
pub(super) fn none_seen_words(seen: NoneSeen, verdict: &Verdict) -> String {
    let time = verdict.asked.as_ref();
    let none = no_outage_words(time);
    let (of_all, failed) = (asked_words(seen.length_us), outvoted_words(seen.failures));
    // What no row records is not counted as seen.
    let is_declared = declared(verdict.implied).is_some();
    let probes = probe_count(seen.probes, "probe");
    let at = if is_declared { String::new() } else { format!(", at {probes} in that time") };
    let not_up_us = seen.observed_us - seen.up_us;
    let not_up = match not_up_us {
        0 => String::new(),
        us => format!(
            "; for {} of it the site was not confirmed up",
            length_up(us.min(shown_us(seen.length_us).max(SECOND)))
        ),
    };
    if seen.unobserved.is_some() {
        let observed = length(seen.observed_us);
        let rest = unobserved_of_words(seen.unobserved, "the time asked");
        let of_probes = if is_declared { String::new() } else { format!(" at {probes}") };
        return format!(
            "{none},{of_probes} in the {observed} observed of the {of_all}{not_up}{failed}{rest}; \
             an outage could hide there{}",
            hiding_words(seen, ", or")
        );
    }
    if not_up_us > 0 {
        let hiding = hiding_words(seen, COULD_HIDE);
        return format!("{none}{at}, all of it observed{not_up}{failed}{hiding}");
    }
    match seen.too_far_apart_us {
        None if time.is_some_and(|time| time.is_cut) => {
            format!("{none}{at}{failed}{}", hiding_words(seen, COULD_HIDE))
        }
        None if is_declared => {
            format!("{none}, but too few probes are declared in that time to tell{failed}")
        }
        None => format!("{none}, but only {probes} in that time can tell{failed}"),
        apart => {
            // Half of a second or minute is no other time.
            let is_longer = seen.length_us - seen.shortest_us > MINUTE;
            let apart = match apart.filter(|_| is_longer) {
                Some(us) => too_far_for_moment_words(us, seen.shortest_us),
                None => too_far_apart_words(apart, seen.length_us),
            };
            format!("{none}{at}{failed}{apart}; {OUTAGE_COULD_HIDE}")
        }
    }
}

/// Words before the place in which an outage could hide.
const COULD_HIDE: &str = "; an outage could hide";

/// Tells beyond which length no outage can hide between two probes of what was observed, behind
/// words of the caller; empty where that is not known.
fn hiding_words(seen: NoneSeen, before: &str) -> String {
    let us = seen.furthest_us.filter(|us| *us > 0);
    us.map_or_else(String::new, |us| {
        format!("{before} between two probes, which are up to {} apart", length_up(us))
    })
}

/// Tells that no outage was seen, and which rows leave open whether there was one.
pub(super) fn up_in_doubt_words(doubt: UpInDoubt, time: Option<&TimeAsked>) -> String {
    let mut doubts = Vec::new();
    if doubt.is_disagreed {
        doubts.push(disagreeing_words(doubt));
    }
    if doubt.unplaced_rows > 0 {
        doubts.push(unplaced_words(doubt.unplaced_rows));
    }
    let outvoted = outvoted_words(doubt.failures);
    format!("no outage was seen {}, but {}{outvoted}", when_words(time), doubts.join("; besides, "))
}

/// Tells how many probes of a time have rows that disagree.
fn disagreeing_words(doubt: UpInDoubt) -> String {
    let UpInDoubt { probes, disagreeing, .. } = doubt;
    if disagreeing.most == 0 {
        return "the rows of a probe next to that time disagree, so that an outage may reach into it"
            .to_owned();
    }
    let count = probe_number(disagreeing);
    let have = by_count(disagreeing.most, "has", "have");
    let them = by_count(disagreeing.most, "it", "them");
    format!(
        "of {} in that time, {count} {have} rows that disagree (some say up, others do not), so \
         that what was so at {them} is not known",
        probe_count(probes, "probe")
    )
}

/// Tells that a site was found down by the probes of a time, and what could hide between these.
pub(super) fn down_throughout_words(
    view: CompleteView,
    verdict: &Verdict,
    outage: OutageName<'_>,
) -> String {
    let vantages = &verdict.vantages;
    let from = from_words(vantages);
    let none_up =
        format!("not seen up {}{}", when_words(verdict.asked.as_ref()), outage.in_brackets());
    if let Some(implied) = declared(verdict.implied) {
        let (by, checks) = (entries_words(implied), declared_probes_words(implied));
        return format!("{none_up}; it was down by {by}{from}{checks}; {TIME_UP_COULD_HIDE}");
    }
    let seen = if view.failed.failed == view.probes {
        format!("it was down at {}{from}", each_probe(view.probes, vantages))
    } else {
        let others = match view.failed.all().most < view.probes.most {
            true => ", and the others found it up",
            false => "",
        };
        format!(
            "of {} in that time{}{from}, {}{others}; a quorum saw it down throughout",
            probe_count(view.probes, "probe"),
            that_count(view.probes, vantages),
            of_them_words(view.failed)
        )
    };
    format!(
        "{none_up}; {seen}{}; {TIME_UP_COULD_HIDE}{}",
        apart_words(view),
        set_aside_words(vantages)
    )
}

/// Tells where the probes of a time are from, behind a comma; empty where that has no name.
fn from_words(vantages: &[VantageView]) -> String {
    let counting: Vec<&VantageView> =
        vantages.iter().filter(|vantage| vantage.probes.most > 0).collect();
    match counting.split_last() {
        None => String::new(),
        Some((only, [])) if only.vantage.is_empty() => String::new(),
        Some((only, [])) => format!(", from {}", named(&only.vantage)),
        Some(_) if counting.len() > MOST_NAMED => {
            format!(", from {} {VANTAGES} together", grouped(counting.len()))
        }
        Some((last, before)) => {
            let before: Vec<String> = before.iter().map(|one| named(&one.vantage)).collect();
            format!(", from {} and {} together", before.join(", "), named(&last.vantage))
        }
    }
}

/// Tells beyond which length no two probes in a row are apart, behind a semicolon; empty where that
/// is not known.
fn apart_words(view: CompleteView) -> String {
    let us = view.furthest_us.filter(|us| *us > 0);
    us.map_or_else(String::new, |us| {
        format!("; no two in a row were further apart than {}", length_up(us))
    })
}

/// Tells for how much of the time asked a site was up, without an outage, and why that is too
/// little where it decides nothing.
pub(super) fn up_for_words(up: UpTime, verdict: &Verdict) -> String {
    let words = up_time_words(up, verdict.implied);
    let is_insufficient = verdict.judgement == Judgement::Insufficient;
    let too_little = match (verdict.judgement, verdict.sense) {
        _ if is_insufficient && up.up_us < up.length_us && is_of_some_moment(verdict) => {
            PUBLISHED_AT_SOME_MOMENT
        }
        (Judgement::Insufficient, ClaimSense::Denial) => NO_COMPLETE_VIEW,
        (Judgement::Insufficient, ClaimSense::Statement) => TOO_FEW_PROBES,
        _ => "",
    };
    format!("{words}{too_little}")
}

/// Says whether a claim is held against the time of its publication, which is longer than a moment.
pub(super) fn is_of_some_moment(verdict: &Verdict) -> bool {
    verdict.asked.as_ref().is_some_and(|asked| asked.is_of_some_moment)
}

/// Tells for how much of the time asked a site was up, without an outage.
fn up_time_words(up: UpTime, implied: Option<ImpliedProbes>) -> String {
    let share = percent(up.up_us as f64 / up.length_us.max(1) as f64, Rounding::Down);
    let probes = probe_count(up.probes, "probe");
    let beside = beside_probes_words(up.outages_beside);
    if let Some(implied) = declared(implied) {
        let (by, checks) = (entries_words(implied), declared_probes_words(implied));
        let rest = unobserved_words(up.unobserved);
        return format!(
            "confirmed up for {share} % of the time asked, by {by}, and no outage was seen in the \
             time{beside}{rest}{checks}; {OUTAGE_COULD_HIDE}"
        );
    }
    let up_for = format!("confirmed up for {share} % of the time asked, by {probes} in it");
    let (failed, rest) = (outvoted_words(up.failed), unobserved_words(up.unobserved));
    let is_apart = |us: &i64| *us > 0 && up.unobserved.is_none() && up.probes.most > 1;
    match up.furthest_us.filter(is_apart) {
        Some(us) => format!(
            "{up_for} with no two in a row further apart than {}, and no outage was seen in the \
             time{beside}{failed}; {OUTAGE_COULD_HIDE}",
            length_up(us)
        ),
        None => format!("{up_for}, and no outage was seen in the time{beside}{failed}{rest}"),
    }
}

/// Tells that outages may reach into a time where none of its probes lies, behind a semicolon;
/// empty where there are none.
fn beside_probes_words(outages: usize) -> String {
    match outages {
        0 => String::new(),
        1 => "; an outage beside it may reach into it, between two probes".to_owned(),
        _ => format!(
            "; {} outages beside it may reach into it, between two probes",
            grouped(outages)
        ),
    }
}

/// Tells how many of some probes failed or were challenged: `2 failed and 1 was answered with a
/// challenge`.
fn of_them_words(failures: Failures) -> String {
    let Failures { failed, challenged } = failures;
    let was = by_count(challenged.most, "was", "were");
    let of_challenge = || format!("{} {was} answered with a challenge", probe_number(challenged));
    match (failed.most, challenged.most) {
        (0, _) => of_challenge(),
        (_, 0) => format!("{} failed", probe_number(failed)),
        (_, _) => format!("{} failed and {}", probe_number(failed), of_challenge()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::implied_probes::implied_words;
    use super::*;
    use crate::model::{Finding, IntervalRange, Judgement, Rule};

    fn vantage(name: &str, probes: u64, set_aside: u64) -> VantageView {
        VantageView {
            vantage: name.to_owned(),
            probes: ProbeCount::exactly(probes),
            set_aside: ProbeCount::exactly(set_aside),
        }
    }

    fn up_at(view: CompleteView, vantages: &[VantageView]) -> String {
        let finding = Finding::UpThroughout(view);
        let (site, rule) = ("shop".to_owned(), Rule::new("R6"));
        let verdict = Verdict::new(site, rule, Judgement::Contradicted, finding);
        up_words(view, &Verdict { vantages: vantages.to_vec(), ..verdict })
    }

    fn view(probes: ProbeCount, failed: u64, challenged: u64) -> CompleteView {
        let (failed, challenged) = (ProbeCount::exactly(failed), ProbeCount::exactly(challenged));
        let failed = Failures { failed, challenged };
        CompleteView { probes, failed, furthest_us: Some(5 * MINUTE) }
    }

    #[test]
    fn a_view_is_reported_with_its_probes_and_what_can_hide_between_them() {
        let one = [vantage("oregon", 36, 0)];
        assert_eq!(
            up_at(view(ProbeCount::exactly(36), 0, 0), &one),
            "the site was up at each of 36 probes in that time, from oregon; no two in a row were \
             further apart than 5 min; a shorter outage could hide between two probes"
        );
        assert!(
            up_at(view(ProbeCount::exactly(1), 0, 0), &one)
                .starts_with("the site was up at the one probe in that time, from oregon; no")
        );
        let some = ProbeCount { least: 35, most: 36, about: 36 };
        assert!(up_at(view(some, 0, 0), &one).contains("up at each of 35 to 36 probes in"));
        let unknown = CompleteView { furthest_us: None, ..view(ProbeCount::exactly(36), 0, 0) };
        assert_eq!(
            up_at(unknown, &[]),
            "the site was up at each of 36 probes in that time; a shorter outage could hide \
             between two probes"
        );
    }

    #[test]
    fn probes_that_failed_are_not_among_those_that_found_it_up() {
        let two = [vantage("oregon", 36, 0), vantage("virginia", 36, 0)];
        let words =
            |failed, challenged| up_at(view(ProbeCount::exactly(72), failed, challenged), &two);
        assert_eq!(
            words(1, 0),
            "of 72 probes in that time, from oregon and virginia together, 1 failed, while a \
             quorum saw it up, and the others found it up; no two in a row were further apart than \
             5 min; a shorter outage could hide between two probes"
        );
        assert!(words(2, 0).contains(", 2 failed, each while a quorum saw it up, and"));
        assert!(words(0, 1).contains(", 1 was answered with a challenge, while a quorum"));
        assert!(
            words(1, 2).contains(", 1 failed and 2 were answered with a challenge, each while")
        );
    }

    /// Probes that are set aside failed: "each of the probes" is not true of them.
    #[test]
    fn probes_set_aside_are_reported_beside_those_that_count() {
        let all = [vantage("frankfurt", 0, 12), vantage("oregon", 36, 0)];
        assert_eq!(
            up_at(view(ProbeCount::exactly(36), 0, 0), &all),
            "the site was up at each of the 36 probes in that time that count, from oregon; no two \
             in a row were further apart than 5 min; a shorter outage could hide between two \
             probes; 12 failed probes of frankfurt are set aside"
        );
        assert!(
            up_at(view(ProbeCount::exactly(36), 2, 0), &all)
                .starts_with("of 36 probes in that time that count, from oregon, 2 failed")
        );
        let words = |probes| each_probe(ProbeCount::exactly(probes), &all);
        assert_eq!(words(36), "each of the 36 probes in that time that count");
        assert!(
            up_at(view(ProbeCount::exactly(1), 0, 0), &all)
                .contains("up at the one probe in that time that counts, from oregon")
        );
    }

    #[test]
    fn many_vantages_are_counted() {
        let many: Vec<VantageView> = (0..7).map(|at| vantage(&format!("v{at}"), 9, 0)).collect();
        assert_eq!(from_words(&many), ", from 7 vantages (checking locations) together");
        assert_eq!(from_words(&many[..6]), ", from v0, v1, v2, v3, v4 and v5 together");
        assert_eq!(from_words(&[vantage("", 9, 0)]), "");
    }

    #[test]
    fn a_time_up_is_reported_with_what_it_can_miss_where_all_of_it_was_observed() {
        let up = UpTime {
            up_us: 60 * MINUTE,
            length_us: 60 * MINUTE,
            probes: ProbeCount::exactly(60),
            failed: Failures::default(),
            unobserved: None,
            outages_beside: 0,
            furthest_us: Some(MINUTE),
        };
        assert_eq!(
            up_time_words(up, None),
            "confirmed up for 100.0 % of the time asked, by 60 probes in it with no two in a row \
             further apart than 1 min, and no outage was seen in the time; a shorter outage could \
             hide between two probes"
        );
        let none = up_time_words(UpTime { furthest_us: None, ..up }, None);
        assert_eq!(
            none,
            "confirmed up for 100.0 % of the time asked, by 60 probes in it, and no outage was \
             seen in the time"
        );
    }

    /// Nobody recorded the 180 probes of three hours that one row stands for.
    #[test]
    fn probes_that_no_row_records_are_not_counted_as_seen() {
        let minutes = IntervalRange { shortest_us: MINUTE, longest_us: MINUTE };
        let implied = ImpliedProbes {
            probes: ProbeCount::exactly(180),
            entries: 1,
            entries_least: 1,
            declared_states: 0,
            are_periods: false,
            interval: minutes,
            are_all: true,
        };
        let (site, rule) = ("shop".to_owned(), Rule::new("R6"));
        let seen = view(ProbeCount::exactly(180), 0, 0);
        let verdict =
            Verdict::new(site, rule, Judgement::Contradicted, Finding::UpThroughout(seen));
        let verdict =
            Verdict { implied: Some(implied), vantages: vec![vantage("v", 180, 0)], ..verdict };
        assert_eq!(
            up_words(seen, &verdict),
            "the site was up throughout by 1 row of a log of changes, from v; that it was probed \
             every 1 min is declared, and no row records those probes; a shorter outage could \
             hide between two probes"
        );
        let down = down_throughout_words(seen, &verdict, OutageName::of(&verdict));
        assert!(down.contains("; it was down by 1 row of a log of changes, from v; that it was"));
        let up = UpTime {
            up_us: 180 * MINUTE,
            length_us: 180 * MINUTE,
            probes: ProbeCount::exactly(180),
            failed: Failures::default(),
            unobserved: None,
            outages_beside: 0,
            furthest_us: Some(MINUTE),
        };
        assert!(up_time_words(up, Some(implied)).starts_with(
            "confirmed up for 100.0 % of the time asked, by 1 row of a log of changes, and no"
        ));
        let mixed = ImpliedProbes {
            are_all: false,
            entries: 3,
            entries_least: 3,
            are_periods: true,
            ..implied
        };
        assert!(up_at(seen, &verdict.vantages).starts_with("the site was up at each of 180"));
        assert_eq!(
            implied_words(&Verdict { implied: Some(mixed), ..verdict }),
            "; 180 probes in the time asked are declared, one every 1 min, by 3 periods of a list, \
             and no row records them"
        );
    }
}
