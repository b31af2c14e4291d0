//! Outages that may reach into the time that a claim can mean, in words.

use super::failures::failing_of_words;
use super::open_relation::publication_words;
use super::outage_name::OutageName;
use super::time_asked::span_words;
use crate::clock::{Span, short_utc, short_utc_up};
use crate::model::findings::{DownOpen, DownWhen};
use crate::model::{TimeAsked, Verdict};
use crate::report::wording::utc;

/// Tells when an outage was down, and why it is open whether that reaches into the time that its
/// claim can mean.
pub(super) fn open_down_words(open: DownOpen, outage: OutageName<'_>, verdict: &Verdict) -> String {
    let subject = outage.subject();
    let asked = verdict.asked.as_ref();
    let time = asked.map(|asked| asked.time);
    let probes = || failing_of_words(open.failures, open.probes, verdict.implied);
    let unless_asked = "whether it reaches into the time that the claim can mean is open";
    match (open.when, time) {
        (DownWhen::Perhaps(span), time) => {
            // What is possible is rounded outward.
            let (from, last) = (short_utc(span.from()), short_utc_up(span.last()));
            let down = format!("{subject} was down at a moment between {from} and {last}");
            match time {
                None => format!("{down}; {unless_asked}"),
                Some(time) if time.from() <= span.from() && span.until() <= time.until() => {
                    format!("{down}; {}", depends_words(asked))
                }
                Some(time) => format!(
                    "{down}; its stamps tell no nearer, so whether that was in the time asked, {}, \
                     is open",
                    span_words(time)
                ),
            }
        }
        (DownWhen::Around { until, from }, time) => format!(
            "{subject} was confirmed down at {} and again at {}; whether it was down between them, \
             and so in the time asked{}, is open{}",
            short_utc(until),
            short_utc_up(from),
            time.map_or_else(String::new, |time| format!(", {}", span_words(time))),
            probes()
        ),
        (DownWhen::Certainly(span), None) => {
            format!("{subject} was confirmed down {}; {unless_asked}", certain_words(span))
        }
        (DownWhen::Certainly(span), Some(time)) => {
            let down = format!("{subject} was confirmed down {}", certain_words(span));
            if span.until() <= time.from() {
                return format!(
                    "{down}; whether it went on into the time asked, which begins at {}, is open{}",
                    utc(time.from()),
                    probes()
                );
            }
            if time.until() <= span.from() {
                return format!(
                    "{down}; whether it began in the time asked, which ends at {}, is open{}",
                    utc(time.until()),
                    probes()
                );
            }
            format!("{down}; {}", depends_words(asked))
        }
    }
}

/// Names a time certainly down, rounded inward.
fn certain_words(span: Span) -> String {
    let (from, last) = (short_utc_up(span.from()), short_utc(span.last()));
    match from >= last {
        true => format!("at {from}"),
        false => format!("from {from} to {last}"),
    }
}

/// Tells that it depends on the publication whether a time down is one of the time asked.
fn depends_words(asked: Option<&TimeAsked>) -> String {
    let publication = asked.map_or_else(String::new, publication_words);
    format!("whether that was in the time that the claim can mean depends on {publication}")
}
