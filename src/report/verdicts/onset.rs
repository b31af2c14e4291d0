//! Starts of outages held against the time that a claim can mean, in words.

use super::denial::denied_outage_words;
use super::open_relation::{open_onset_words, over_perhaps_words};
use super::outage_name::OutageName;
use super::parts::{
    asked_words, failures_words, length_words, outvoted_words, unknown_time_words, while_up_words,
};
use crate::clock::{Bracket, length_range, short_utc, short_utc_up};
use crate::model::findings::{EpisodeThen, OnsetOrder, PerhapsBack};
use crate::model::was;
use crate::model::{ClaimSense, DurationRange, FailuresBesides, FurtherOutages, Verdict};
use crate::report::wording::{grouped, probe_count};

/// Tells the start and the length of an outage, and how it lies to the time asked.
pub(super) fn onset_words(
    order: OnsetOrder,
    onset: Bracket,
    duration: DurationRange,
    verdict: &Verdict,
) -> String {
    let outage = OutageName::of(verdict);
    let by = onset.by.map_or_else(String::new, |by| format!("by {}", short_utc_up(by)));
    let start = match onset.after {
        Some(after) if by.is_empty() => format!("after {}", short_utc(after)),
        Some(after) => format!("after {} and {by}", short_utc(after)),
        None if verdict.implied.is_some_and(|implied| implied.are_periods) => {
            format!("{by} (the list says nothing of the time before that)")
        }
        None => format!("{by} (no probe on the record found it up before that)"),
    };
    let lasted = length_range(duration.least_us, duration.most_us);
    let meaning = match order {
        OnsetOrder::Inside if verdict.sense == ClaimSense::Denial => {
            denied_outage_words(verdict).to_owned()
        }
        OnsetOrder::Inside => "that start is consistent with the claim".to_owned(),
        OnsetOrder::Before(then) => match then {
            None => "it was under way before the earliest time that the claim can mean".to_owned(),
            Some(then) => format!(
                "{} had begun before the earliest time that the claim can mean; {}",
                outage.id,
                then_words(then)
            ),
        },
        OnsetOrder::StartUnknown(time) => format!(
            "{}, in which the earliest time that the claim can mean lies; whether another outage \
             began after that time is open",
            unknown_time_words(time)
        ),
        OnsetOrder::Open => open_onset_words(onset, verdict.asked.as_ref()),
        OnsetOrder::GapUnknown(time) => format!(
            "{}; whether the outage was over in that time, and another began, is open",
            unknown_time_words(time)
        ),
        OnsetOrder::PerhapsRelapse(PerhapsBack { since, until, stable_for_us }) => format!(
            "whether it goes on with the outage before it or is another is open; between {} and {} \
             the site was not seen down, and can have been up for {} or more",
            short_utc(since),
            short_utc_up(until),
            length_words(stable_for_us)
        ),
        OnsetOrder::PerhapsOver => over_perhaps_words(verdict.asked.as_ref()),
        OnsetOrder::OverBefore(besides) => {
            let ended = if outage.further.is_some() { "all of them" } else { "it" };
            let besides = besides_words(besides);
            format!("{ended} had certainly ended when the claim was published{besides}")
        }
    };
    let (subject, last) = (outage.first_subject(), outage.further.map(last_words));
    match (last, order) {
        (None, _) => format!("{subject} started {start} and lasted {lasted}; {meaning}"),
        (Some(last), OnsetOrder::OverBefore(_)) => {
            format!("{subject} started {start}; it lasted {lasted}{last}; {meaning}")
        }
        (Some(last), _) => {
            format!("{subject} started {start} and lasted {lasted}; {meaning}{last}")
        }
    }
}

/// Tells what else failed in the time asked than an outage that was over, behind a semicolon; empty
/// where nothing did.
fn besides_words(besides: FailuresBesides) -> String {
    match besides.all.all().most {
        0 => String::new(),
        _ if besides.all == besides.while_up => {
            format!("; in the time asked {}", while_up_words(besides.while_up))
        }
        _ => format!("; besides, {} in the time asked", failures_words(besides.all)),
    }
}

/// Tells how the outages of an episode lie to the time asked that begins after its first onset.
fn then_words(then: EpisodeThen) -> String {
    let EpisodeThen { outages, certain, up_us, length_us, probes, failures } = then;
    match outages {
        0 => format!(
            "in that time, which lies between two of these outages, the site was confirmed up for \
             {} of the {}, with {} in it{}",
            if up_us >= length_us { "all".to_owned() } else { length_words(up_us) },
            asked_words(length_us),
            probe_count(probes, "probe"),
            outvoted_words(failures)
        ),
        outages if certain == outages => {
            format!("{} of these outages {} down in that time", grouped(outages), was(outages))
        }
        outages => format!("{} of these outages may reach into that time", grouped(outages)),
    }
}

/// Tells when the last outage of an episode (M13) ended.
fn last_words(further: &FurtherOutages) -> String {
    let FurtherOutages { last, recovery, .. } = further;
    match (recovery.after, recovery.by) {
        (Some(after), Some(by)) => format!(
            "; the last of these outages, {last}, ended after {} and by {}",
            short_utc(after),
            short_utc_up(by)
        ),
        _ => format!("; the end of the last of these outages, {last}, is not on the record"),
    }
}
