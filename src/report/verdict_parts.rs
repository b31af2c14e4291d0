//! Parts of the sentences of verdicts: lengths, shares, paces and times down.

use super::words::{counted, plural, probe_count};
use crate::clock::{Bracket, SECOND, length, length_range, length_up, short_utc, short_utc_up};
use crate::model::{
    CompleteView, DownTime, DurationRange, IntervalRange, NoneSeen, OnsetOrder, Recovery,
    RecoveryOrder, Unobserved,
};

/// Puts a length into words, to the nearest second: a span that ends with a probe is a microsecond
/// longer than the time between its probes.
pub(super) fn long(us: i64) -> String {
    length((us + SECOND / 2) / SECOND * SECOND)
}

/// Puts the length of the time asked into words: `24 h asked`.
pub(super) fn asked(length_us: i64) -> String {
    format!("{} asked", if length_us < SECOND { "moment".to_owned() } else { long(length_us) })
}

/// Puts a part of a length into percent, rounded down.
pub(super) fn percent(part_us: i64, length_us: i64) -> String {
    let share = part_us as f64 / length_us.max(1) as f64;
    format!("{:.1}", (share * 1000.0 + 1e-6).floor() / 10.0)
}

/// Tells the start and the length of an outage, and how it lies to the time asked.
pub(super) fn onset_told(
    order: OnsetOrder,
    onset: Bracket,
    duration: DurationRange,
    id: &str,
) -> String {
    let by = onset.by.map_or_else(String::new, |by| format!(" and by {}", short_utc_up(by)));
    let start = match onset.after {
        Some(after) => format!("after {}{by}", short_utc(after)),
        None => format!("before the record begins{by}"),
    };
    let lasted = length_range(duration.least_us, duration.most_us);
    let meaning = match order {
        OnsetOrder::Inside => "its start is consistent with the claim",
        OnsetOrder::Before => "it was under way before the earliest time that the claim can mean",
        OnsetOrder::Open => "its start may lie in the time that the claim can mean, or outside it",
        OnsetOrder::OverBefore => "it had certainly ended when the claim was published",
    };
    format!("{id} started {start} and lasted {lasted}; {meaning}")
}

/// Tells for how much of the time asked a site was down.
pub(super) fn down_told(time: DownTime, id: &str) -> String {
    let of_all = asked(time.length_us);
    let DurationRange { least_us, most_us } = time.down;
    let down = if least_us >= time.length_us {
        format!("confirmed down for all of the {of_all}")
    } else if least_us < SECOND {
        let most = most_us.map_or_else(String::new, |most| {
            format!(", and for at most {} of it", length_up(most))
        });
        format!("confirmed down for a moment at least of the {of_all}{most}")
    } else {
        format!("confirmed down for {} of the {of_all}", length_range(least_us, most_us))
    };
    match time.outages {
        1 => format!("{down} ({id})"),
        outages => format!("{down} ({}, {id} first)", plural(outages, "outage")),
    }
}

/// Tells for how much of the time asked a site was down and up, where the claim means all of it.
pub(super) fn for_part_told(down: DownTime, up_us: i64, id: &str) -> String {
    let (down, rest) = (down_told(down, id), unobserved_told(down.unobserved));
    let up = match up_us {
        0 => {
            return format!(
                "{down}; whether it was down throughout, as the claim says, is not known{rest}"
            );
        }
        us if us < SECOND => "at a moment".to_owned(),
        us => format!("for {}", long(us)),
    };
    format!(
        "{down} and confirmed up {up} of it, while the claim says that it was down throughout{rest}"
    )
}

/// Tells how much of the time asked was not observed; empty where all of it was.
pub(super) fn unobserved_told(unobserved: Option<Unobserved>) -> String {
    let Some(unobserved) = unobserved else { return String::new() };
    let (from, until) = (unobserved.longest.from(), unobserved.longest.shown_until());
    let between = format!("from {} to {}", short_utc(from), short_utc(until));
    let total = length_up(unobserved.total_us);
    match unobserved.parts {
        1 => format!("; {total} of it was not observed, {between}"),
        parts => {
            format!("; {total} of it was not observed, in {parts} parts, the longest {between}")
        }
    }
}

/// Tells that no probe is known to lie in a time down; empty where one is.
pub(super) fn apart_told(apart: Option<IntervalRange>) -> String {
    let told = |apart: IntervalRange| {
        let range = length_range(apart.shortest_us, Some(apart.longest_us));
        format!(
            "; failed probes stand on both sides of it, {range} apart, and whether one lies in it \
             is not known"
        )
    };
    apart.map(told).unwrap_or_default()
}

/// Tells that no outage was seen, and what was not observed.
pub(super) fn none_seen_told(seen: NoneSeen) -> String {
    let of_all = asked(seen.length_us);
    let not_up_us = seen.observed_us - seen.up_us;
    let not_up = match not_up_us {
        0 => String::new(),
        us => format!(", but for {} of it the site was not confirmed up", length_up(us)),
    };
    if seen.unobserved.is_some() {
        let observed = length(seen.observed_us);
        let rest = unobserved_told(seen.unobserved).replacen(" of it", " of the time asked", 1);
        return format!(
            "no outage was seen in the {observed} observed of the {of_all}{not_up}{rest}"
        );
    }
    if not_up_us > 0 {
        return format!("no outage was seen in the {of_all}, all of it observed{not_up}");
    }
    let probes = probe_count(seen.probes, "probe");
    format!("no outage was seen in the {of_all}, but only {probes} in it can tell")
}

/// Tells how often a site was probed: `, one every 5 min`; empty where that is not known.
pub(super) fn pace(view: CompleteView) -> String {
    let Some(IntervalRange { shortest_us, longest_us }) = view.intervals else {
        return String::new();
    };
    let is_even = length(shortest_us) == length_up(longest_us);
    let every = if is_even { length(longest_us) } else { long(view.mean_interval_us) };
    let mean = if is_even { "" } else { " on average" };
    let vantages = view.vantages;
    if vantages > 1 {
        let each =
            counted(vantages, "vantage (checking location)", "vantages (checking locations)");
        return format!(", from each of {each} one every {every}{mean}");
    }
    let most = match is_even {
        true => String::new(),
        false => format!(", {} apart at most", length_up(longest_us)),
    };
    format!(", one every {every}{mean}{most}")
}

/// Tells how long after it was declared, or before, a site was back; empty where nothing is known
/// of that.
pub(super) fn back_told(found: Recovery) -> String {
    let Some(DurationRange { least_us, most_us }) = found.since_claim else {
        return String::new();
    };
    match most_us {
        Some(most_us) if least_us >= 0 => {
            format!("back {} after it was declared; ", length_range(least_us, Some(most_us)))
        }
        Some(most_us) if most_us <= 0 => {
            format!("back {} before it was declared; ", length_range(-most_us, Some(-least_us)))
        }
        Some(most_us) => format!(
            "back at most {} before it was declared or at most {} after it; ",
            length_up(-least_us),
            length_up(most_us)
        ),
        None if found.order == RecoveryOrder::TooEarly => {
            format!("still down {} after it was declared; ", length(least_us))
        }
        None => String::new(),
    }
}
