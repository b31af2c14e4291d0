//! Reasons why it is open whether something lies in the time that a claim can mean, in words.

use super::results::judgement_words;
use super::time_asked::span_words;
use crate::clock::{Bracket, SECOND, Span};
use crate::model::findings::{OpenStart, PartStart};
use crate::model::{Finding, ReadResult, TimeAsked, Verdict};
use crate::report::wording::utc;

/// Tells why it is open whether an outage began in the time that a claim can mean.
pub(super) fn open_onset_words(onset: Bracket, asked: Option<&TimeAsked>) -> String {
    let Some(asked) = asked else {
        return "whether that start lies in the time that the claim can mean is open".to_owned();
    };
    let time = asked.time;
    match (onset.after, onset.by) {
        (None, _) => format!(
            "its start is not on the record, so whether it lies in the time asked, {}, is open",
            span_words(time)
        ),
        (Some(after), _) if after.plus(1) < time.from() => format!(
            "that start may lie before the time that the claim can mean, which begins at {}, or \
             in it",
            utc(time.from())
        ),
        (_, Some(by)) if by >= time.until() => format!(
            "that start may lie in the time that the claim can mean, which ends at {}, or behind \
             it",
            utc(time.until())
        ),
        _ => format!(
            "whether that start lies in the time that the claim can mean depends on {}",
            publication_words(asked)
        ),
    }
}

/// Tells that it is open whether an outage was over when the claim was published.
pub(super) fn over_perhaps_words(asked: Option<&TimeAsked>) -> String {
    let when = asked.map_or_else(String::new, |asked| format!(" {}", span_words(asked.given())));
    format!("the claim was published at some moment{when}, and whether it was over by then is open")
}

/// Tells what follows for each reading of a time that the clocks showed twice.
pub(super) fn shown_twice_words(readings: &[ReadResult]) -> String {
    let each = readings.iter().map(|ReadResult { time, judgement, .. }| {
        format!("; read as {}: {}", reading_words(*time), judgement_words(*judgement))
    });
    format!(
        "the clocks were put back then, so that the claim can mean several times; which of them is \
         meant decides{}",
        each.collect::<String>()
    )
}

/// Tells that a time has several readings, by which the result of the first holds, as a sentence
/// behind a space; empty where it has one, and where nothing holds by each.
pub(super) fn readings_sentence(verdict: &Verdict) -> String {
    let they_differ = verdict.finding == Finding::ShownTwice;
    let Some((first, others)) = verdict.readings.split_first().filter(|_| !they_differ) else {
        return String::new();
    };
    let (same, firmer): (Vec<&ReadResult>, Vec<&ReadResult>) =
        others.iter().partition(|other| other.judgement == first.judgement);
    let words = |of: &[&ReadResult]| {
        let each: Vec<String> = of.iter().map(|one| reading_words(one.time)).collect();
        each.join(" or as ")
    };
    let same = match same.as_slice() {
        [] => String::new(),
        same => format!("; read as {}, the result is the same", words(same)),
    };
    let firmer = match firmer.as_slice() {
        [] => String::new(),
        [one, ..] => format!(
            "; read as {}, it would be firmer: {}",
            words(&firmer),
            judgement_words(one.judgement)
        ),
    };
    format!(
        " The clocks were put back then, and showed the time of the claim twice. It is read here \
         as {}{same}{firmer}.",
        reading_words(first.time)
    )
}

/// Names one reading of a time that the clocks showed twice.
fn reading_words(time: Span) -> String {
    match time.length() <= SECOND {
        true => format!("the moment {}", utc(time.from())),
        false => format!("the time {}", span_words(time)),
    }
}

/// Tells of what the time asked depends where the moment of a publication is not known.
pub(super) fn publication_words(asked: &TimeAsked) -> String {
    if asked.is_asserted {
        return "when the claim was published, as it leaves the end of its time open".to_owned();
    }
    let given = asked.given();
    match given.length() <= SECOND {
        true => format!("the publication, {}", span_words(given)),
        false => format!(
            "when the claim was published, which is known only as some moment {}",
            span_words(given)
        ),
    }
}

/// Tells that failures in part, or degraded answers, need not have begun when a claim says that the
/// site went down.
pub(super) fn part_start_words(start: PartStart) -> &'static str {
    match start {
        PartStart::NotAsked | PartStart::Inside => "",
        PartStart::Open(OpenStart::NotSeen) => {
            "; whether this began in the time that the claim can mean is open, as no probe before \
             it was seen"
        }
        PartStart::Open(OpenStart::Publication) => {
            "; whether this began in the time that the claim can mean depends on the moment of its \
             publication, which is not known"
        }
        PartStart::Open(OpenStart::Edge) => {
            "; this may have begun before the time that the claim can mean, or in it"
        }
        PartStart::Over => "; this was over when the claim was published",
        PartStart::Before => "; this had begun before the earliest time that the claim can mean",
    }
}
