//! Parts of the sentences of verdicts: lengths, shares, paces and times down.

use super::implied_probes::declared;
use super::outage_name::OutageName;
use crate::clock::{
    LengthWords, SECOND, Span, length, length_range, length_up, short_utc, short_utc_up,
};
use crate::model::findings::{DownTime, StateTime, Unobserved, VantageView};
use crate::model::safe_text::safe_text;
use crate::model::{Failures, ImpliedProbes, IntervalRange, ProbeCount, Target, UnknownTime};
use crate::report::wording::{by_count, grouped, in_clause, plural, probe_count};

/// Puts a length into words, to the nearest second: a span that ends with a probe is a microsecond
/// longer than the time between its probes.
pub(super) fn length_words(us: i64) -> String {
    length((us + SECOND / 2) / SECOND * SECOND)
}

/// Puts the length of the time asked into words: `24 h asked`.
pub(super) fn asked_words(length_us: i64) -> String {
    let time = if length_us < SECOND { "moment".to_owned() } else { length_words(length_us) };
    format!("{time} asked")
}

/// Returns the length of the time asked as [`asked_words`] shows it: no part of it is shown as
/// longer.
pub(super) fn shown_us(length_us: i64) -> i64 {
    LengthWords::cut_off((length_us + SECOND / 2) / SECOND * SECOND)
}

/// Tells from when to when nobody observed a site.
pub(super) fn nobody_observed_words(gap: Span) -> String {
    format!(
        "nobody observed the site from {} to {}",
        short_utc(gap.from()),
        short_utc_up(gap.until())
    )
}

/// Clause behind a time of which it is not known whether a site was back.
pub(super) const SO_OPEN_WHETHER_BACK: &str =
    ", in which the claimed time lies, so whether it was back by then is open";

/// Clause on a recovery where there was nothing to come back from at some moments of a
/// publication.
pub(super) const PERHAPS_NOT_DOWN_YET: &str =
    "whether it had gone down by then depends on when in that time the claim was published";

/// Tells why it is not known of a time whether a site was back.
pub(super) fn unknown_time_words(time: UnknownTime) -> String {
    match time.is_observed {
        false => nobody_observed_words(time.span),
        true => format!(
            "it was confirmed neither up nor down between {} and {}",
            short_utc(time.span.from()),
            short_utc_up(time.span.until())
        ),
    }
}

/// Tells for how much of the time asked a site was down.
pub(super) fn down_words(time: DownTime, outage: OutageName<'_>) -> String {
    let of_all = asked_words(time.length_us);
    let is_all = time.down.least_us >= time.length_us;
    let shown_us = shown_us(time.length_us);
    let least_us = time.down.least_us.min(shown_us);
    let most_us = time.down.most_us.map(|us| us.min(shown_us).max(least_us));
    let down = if is_all {
        format!("confirmed down for all of the {of_all}")
    } else if least_us < SECOND && time.times > 1 {
        let most =
            most_us.map_or_else(String::new, |most| format!(" (for {} at most)", length_up(most)));
        format!("confirmed down at {} moments{most} of the {of_all}", grouped(time.times))
    } else if least_us < SECOND {
        let most =
            most_us.map_or_else(|| "at least".to_owned(), |most| format!("to {}", length_up(most)));
        format!("confirmed down for a moment {most} of the {of_all}")
    } else {
        format!("confirmed down for {} of the {of_all}", length_range(least_us, most_us))
    };
    format!("{down}{}", outage.in_brackets())
}

/// Tells by which probes a site was down for all of the time asked, or for all but what lies behind
/// the last of them or before the first, behind a semicolon: between two of them it can have been
/// up. Empty where it was down for a part, where no probe is known to lie in the time, and where no
/// row records any.
pub(super) fn throughout_words(time: DownTime, implied: Option<ImpliedProbes>) -> String {
    let DownTime { probes, furthest_us, .. } = time;
    let is_declared = declared(implied).is_some();
    let is_all = time.down.least_us >= time.length_us || time.has_all_failed;
    let is_all = is_all && time.interval_around.is_none();
    let furthest_us = furthest_us.filter(|us| *us > 0 && is_all && !is_declared);
    let Some(us) = furthest_us else { return String::new() };
    let count = probe_count(probes, "probe");
    let by = match time.has_all_failed && probes != ProbeCount::exactly(1) {
        true => format!("each of {count} in it failed"),
        false => format!("that is by {count} in it"),
    };
    let apart = length_up(us);
    format!("; {by}, and no two in a row are further apart than {apart}; {TIME_UP_COULD_HIDE}")
}

/// Tells of other outages that may reach into a time down, and of probes that found the site up in
/// it, behind a semicolon each; mostly empty.
pub(super) fn beside_down_words(time: DownTime, implied: Option<ImpliedProbes>) -> String {
    let mut text = match time.perhaps {
        0 => String::new(),
        1 => "; another outage may reach into that time, too".to_owned(),
        more => format!("; {} other outages may reach into that time, too", grouped(more)),
    };
    // Of what is declared no number was seen (M12).
    if time.found_up.most > 0 && implied.is_some() {
        text.push_str("; one place at least found it up, while a quorum saw it down");
    } else if time.found_up.most > 0 {
        let probes = probe_count(time.found_up, "probe");
        text.push_str(&format!("; {probes} found it up, while a quorum saw it down"));
    }
    text
}

/// Doubt that every view of a site that was down leaves.
pub(super) const TIME_UP_COULD_HIDE: &str = "a shorter time up could hide between two probes";

/// Tells for how long a site was in one state: at no moment, at some moments, or for a length.
pub(super) fn state_time_words(time: StateTime) -> String {
    match (time.times, time.length_us) {
        (0, _) => "at no moment".to_owned(),
        (1, ..SECOND) => "at one moment".to_owned(),
        (times, ..SECOND) => format!("at {} moments", grouped(times)),
        (_, us) => format!("for {}", length_words(us)),
    }
}

/// Tells for how much of the time asked a site was down and up, where the claim means all of it.
pub(super) fn for_part_words(
    time: DownTime,
    up: StateTime,
    outage: OutageName<'_>,
    implied: Option<ImpliedProbes>,
) -> String {
    let (beside, rest) = (beside_down_words(time, implied), unobserved_words(time.unobserved));
    let down = down_words(time, outage);
    if up.times == 0 {
        return format!("{down}; whether it was down throughout is not known{beside}{rest}");
    }
    let up = state_time_words(up);
    format!("{down} and confirmed up {up} of it, so it was not down throughout{beside}{rest}")
}

/// Tells how much of the time asked was not observed; empty where all of it was.
pub(super) fn unobserved_words(unobserved: Option<Unobserved>) -> String {
    unobserved_of_words(unobserved, "it")
}

/// Tells how much of a time, by its name, was not observed, behind a semicolon; empty where all of
/// it was.
pub(super) fn unobserved_of_words(unobserved: Option<Unobserved>, of: &str) -> String {
    let Some(unobserved) = unobserved else { return String::new() };
    let (from, until) = (unobserved.longest.from(), unobserved.longest.shown_until());
    let between = format!("from {} to {}", short_utc(from), short_utc(until));
    let total = match unobserved.total_us {
        us @ ..SECOND => length_up(us),
        us => length_words(us),
    };
    match unobserved.parts {
        1 => format!("; {total} of {of} was not observed, {between}"),
        parts => {
            format!("; {total} of {of} was not observed, in {parts} parts, the longest {between}")
        }
    }
}

/// Sentence behind a space on a claim that sites were down on and off.
pub(super) const ON_AND_OFF: &str =
    " The claim says that it was on and off: that is not tested, only whether it was down.";

/// Tells that a claim names a site by a group alone: a sentence behind a space.
pub(in crate::report) fn group_words(group: &Target) -> String {
    match group {
        Target::All => " The claim names all sites, not this one: which sites these are is the \
                        recorder's reading."
            .to_owned(),
        Target::Group(name) | Target::Site(name) => format!(
            " The claim names the group {}, not this site: which sites are in it is the recorder's \
             reading (sites.csv).",
            safe_text(name)
        ),
    }
}

/// Tells that no probe is known to lie in a time down; empty where one is.
pub(super) fn interval_around_words(apart: Option<IntervalRange>) -> String {
    let words = |apart: IntervalRange| {
        let range = length_range(apart.shortest_us, Some(apart.longest_us));
        format!(
            "; failed probes stand on both sides of it, {range} apart, and whether one lies in it \
             is not known"
        )
    };
    apart.map(words).unwrap_or_default()
}

/// Tells that the probes of the time asked are too far apart for a complete view (M19), behind a
/// semicolon; empty where they are not.
pub(super) fn too_far_apart_words(furthest_us: Option<i64>, length_us: i64) -> String {
    furthest_us.map_or_else(String::new, |us| {
        format!(
            "; two in a row are up to {} apart, too far to tell what was so throughout the {}",
            length_up(us),
            asked_words(length_us)
        )
    })
}

/// Tells that the probes of the time asked are too far apart for the time that one moment of the
/// publication asks about (M19), behind a semicolon.
pub(super) fn too_far_for_moment_words(furthest_us: i64, shortest_us: i64) -> String {
    format!(
        "; two in a row are up to {} apart, too far to tell what was so throughout the {} that one \
         moment of its publication asks about",
        length_up(furthest_us),
        length_words(shortest_us)
    )
}

/// Tells of failed and challenged probes: `2 probes failed and 1 probe was answered with a
/// challenge`.
pub(super) fn failures_words(failures: Failures) -> String {
    let Failures { failed, challenged } = failures;
    let failing = format!("{} failed", probe_count(failed, "probe"));
    if challenged.most == 0 {
        return failing;
    }
    let were = verb_after(challenged);
    let challenged =
        format!("{} {were} answered with a challenge", probe_count(challenged, "probe"));
    if failed.most == 0 { challenged } else { format!("{failing} and {challenged}") }
}

/// Tells of failed or challenged probes that a quorum outvoted.
pub(super) fn outvoted_words(failures: Failures) -> String {
    match failures.all().most {
        0 => String::new(),
        _ => format!("; {}", while_up_words(failures)),
    }
}

/// Tells of failures while a quorum saw the site up.
pub(super) fn while_up_words(failures: Failures) -> String {
    format!("{} while a quorum saw it up", failures_words(failures))
}

/// Tells of rows of a site without a readable time: they may be probes of the time asked.
pub(super) fn unplaced_words(rows: u64) -> String {
    let have = by_count(rows, "has", "have");
    let tells = by_count(rows, "it tells", "they tell");
    let rows = plural(rows, "row");
    format!(
        "{rows} of the site {have} no time that can be read, and may lie in that time, whatever \
         {tells}"
    )
}

/// Returns the verb after a number of probes.
pub(super) fn verb_after(probes: ProbeCount) -> &'static str {
    by_count(probes.most, "was", "were")
}

/// Tells of the failed probes that are set aside (M15), by vantage; empty where none is.
pub(super) fn set_aside_words(vantages: &[VantageView]) -> String {
    let mut text = String::new();
    for VantageView { vantage, set_aside, .. } in vantages {
        if set_aside.most > 0 {
            let are = by_count(set_aside.most, "is", "are");
            let failed = probe_count(*set_aside, "failed probe");
            text.push_str(&format!("; {failed} of {} {are} set aside", named(vantage)));
        }
    }
    text
}

/// Words for vantages, with what they are.
pub(super) const VANTAGE: &str = "vantage (checking location)";
pub(super) const VANTAGES: &str = "vantages (checking locations)";

/// Names a vantage beside our words.
pub(super) fn named(vantage: &str) -> String {
    if vantage.is_empty() { "the vantage without a name".to_owned() } else { in_clause(vantage) }
}
