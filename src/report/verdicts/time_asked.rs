//! Time asked of a claim (M19), in words: from when to when, and where it comes from.

use super::disclosures::Disclosures;
use super::parts::asked_words;
use crate::clock::{MINUTE, SECOND, Span, length};
use crate::model::findings::OnsetOrder;
use crate::model::{ClaimKind, Finding, TimeAsked, Verdict};
use crate::report::wording::utc;

/// Words on a claim that says "from then on", or "until then", while the record is shorter.
const OPEN_END: &str =
    "; the claim leaves an end of its time open, and the time asked is the part on the record";
/// Words on a claim of which an end of the publication is not known, and that gives no time.
const OPEN_PUBLICATION: &str = "; an end of the time of the publication is not known, and the \
                                time asked is reckoned from the part on the record";

/// Tells from when to when a time is: `from … to …`, or `at …`.
pub(super) fn span_words(time: Span) -> String {
    let from = utc(time.from());
    if time.length() <= SECOND {
        return format!("at {from}");
    }
    format!("from {from} to {}", utc(time.until()))
}

/// Tells that no outage was found, and in which time it was looked for: `no outage began from …
/// to …`.
pub(super) fn no_outage_words(asked: Option<&TimeAsked>) -> String {
    let what = match asked.map(|asked| asked.kind) {
        Some(ClaimKind::Attack) => "no outage began",
        _ => "no outage was seen",
    };
    format!("{what} {}", when_words(asked))
}

/// Tells the time asked, where a sentence has a place for it.
pub(super) fn when_words(asked: Option<&TimeAsked>) -> String {
    asked.map_or_else(|| "in the time asked".to_owned(), |asked| span_words(asked.time))
}

/// Tells how much of the time asked lies beyond the record, behind a semicolon; empty where nothing
/// does. A recovery is held against the claimed time alone, and tells itself what was not observed.
pub(super) fn beyond_words(verdict: &Verdict) -> String {
    let is_of_recovery = matches!(verdict.finding, Finding::Recovery(_));
    let time = verdict.asked.as_ref().filter(|_| !is_of_recovery);
    let cut = match time.filter(|time| time.is_cut) {
        Some(time) if time.is_asserted => OPEN_END,
        Some(_) => OPEN_PUBLICATION,
        None => "",
    };
    time.map_or_else(String::new, |time| format!("{}{cut}", beyond_window_words(time)))
}

/// Tells how much of a time lies beyond the record.
fn beyond_window_words(time: &TimeAsked) -> String {
    if time.beyond_window_us() == 0 {
        return String::new();
    }
    let window = time.window;
    let begins = || format!("begins at {}", utc(window.from()));
    let ends = || format!("ends at {}", utc(window.shown_until()));
    let is_moment = window.inner_length() == 0;
    let edges = match (time.time.from() < window.from(), window.until() < time.time.until()) {
        _ if is_moment => format!("is the moment {}", utc(window.from())),
        (true, true) => format!("{} and {}", begins(), ends()),
        (true, false) => begins(),
        (false, _) => ends(),
    };
    let whole = asked_words(time.time.length());
    if time.beyond_window_us() >= time.time.length() {
        return format!("; all of the {whole} lies beyond the time examined, which {edges}");
    }
    // The record reaches up to its last moment, which may be all that it has of the time.
    if time.time.length() - time.beyond_window_us() <= 1 {
        return format!(
            "; all but one moment of the {whole} lies beyond the time examined, which {edges}"
        );
    }
    let beyond = length(time.beyond_window_us());
    format!("; {beyond} of the {whole} lies beyond the time examined, which {edges}")
}

/// Tells where the time asked comes from, as a sentence behind a space: of a claim that gives no
/// time of its own, and of a claimed recovery. Empty for others, and where nothing was asked.
pub(super) fn origin_sentence(verdict: &Verdict) -> String {
    let Some(asked) = &verdict.asked else { return String::new() };
    if let Finding::Recovery(_) = verdict.finding {
        let said = Span::new(asked.time.from().plus(asked.before_us), asked.time.until());
        let said = said_words(said.unwrap_or(asked.time));
        return match asked.is_asserted {
            true => format!(" The time that the claim gives is read as {said}."),
            false => {
                format!(" The claim gives no time: that of its publication is read as {said}.")
            }
        };
    }
    if asked.is_asserted {
        return until_published_sentence(asked);
    }
    let origin = origin_words(asked);
    let look_back = match verdict.finding {
        Finding::Onset { order: OnsetOrder::OverBefore(_), .. } => format!(
            " An outage that was over up to {} before the publication can be meant, too (R5).",
            length(asked.look_back_us)
        ),
        _ => String::new(),
    };
    if !Disclosures::beside(&verdict.finding).time {
        return format!(" The claim gives no time of its own: that time is {origin} (M19).");
    }
    let when = span_words(asked.time);
    format!(
        " The claim gives no time of its own. It is held against the time {when}, which is \
         {origin} (M19).{look_back}"
    )
}

/// Tells that a claim which says since when speaks of the time until its publication: a sentence
/// behind a space; empty for others, and where the record ends before that.
fn until_published_sentence(asked: &TimeAsked) -> String {
    if !asked.is_until_published || asked.is_cut {
        return String::new();
    }
    let end = match asked.after_us {
        0 => "its publication".to_owned(),
        us => format!("{} after its publication", length(us)),
    };
    format!(
        " The claim leaves the end of its time open: it is held against the time {}, until {end} \
         (M19).",
        span_words(asked.time)
    )
}

/// Tells how a time asked follows from the publication.
fn origin_words(asked: &TimeAsked) -> String {
    let is_moment = asked.time.length() - asked.before_us - asked.after_us <= MINUTE;
    let (earliest, latest) =
        if is_moment { ("", "") } else { (" at its earliest", " at its latest") };
    let before = match asked.before_us {
        0 => format!("from the publication{earliest}"),
        us => format!("from {} before the publication{earliest}", length(us)),
    };
    match (asked.before_us, asked.after_us) {
        (0, 0) => "that of the publication".to_owned(),
        (_, 0) if is_moment => format!("{before} to it"),
        (_, 0) => format!("{before} to its latest"),
        (_, us) => format!("{before} to {} after it{latest}", length(us)),
    }
}

/// Tells a time as it is read: a moment, or the time from one to another.
fn said_words(time: Span) -> String {
    if time.length() <= SECOND {
        return utc(time.from());
    }
    format!("the time {}", span_words(time))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{HOUR, Instant};

    fn hours(from: i64, until: i64) -> Span {
        Span::new(Instant(from * HOUR), Instant(until * HOUR)).expect("it is not empty")
    }

    fn asked_of(kind: ClaimKind, time: Span, window: Span) -> TimeAsked {
        let (before_us, after_us) = (HOUR, 12 * HOUR);
        let (is_asserted, is_cut, look_back_us) = (false, false, 12 * HOUR);
        TimeAsked {
            time,
            kind,
            is_asserted,
            is_of_some_moment: true,
            is_until_published: false,
            before_us,
            after_us,
            look_back_us,
            is_cut,
            window,
        }
    }

    #[test]
    fn what_was_looked_for_is_reported_with_its_time() {
        let attack = asked_of(ClaimKind::Attack, hours(1, 14), hours(0, 24));
        assert_eq!(
            no_outage_words(Some(&attack)),
            "no outage began from 1970-01-01 01:00:00 UTC to 1970-01-01 14:00:00 UTC"
        );
        let outage = TimeAsked { kind: ClaimKind::Outage, ..attack };
        assert!(no_outage_words(Some(&outage)).starts_with("no outage was seen from"));
    }

    #[test]
    fn time_beyond_the_record_is_reported_with_its_edge() {
        let words = |from, until| {
            let time = asked_of(ClaimKind::Attack, hours(from, until), hours(10, 20));
            beyond_window_words(&time)
        };
        assert_eq!(words(10, 20), "");
        assert_eq!(
            words(12, 32),
            "; 12 h of the 20 h asked lies beyond the time examined, which ends at 1970-01-01 \
             20:00:00 UTC"
        );
        assert!(words(9, 11).ends_with("which begins at 1970-01-01 10:00:00 UTC"));
        assert!(words(9, 21).starts_with("; 2 h of the 12 h asked"));
        assert!(
            words(9, 21).contains("begins at 1970-01-01 10:00:00 UTC and ends at 1970-01-01 20")
        );
    }

    #[test]
    fn a_time_that_follows_from_the_publication_is_reported_as_such() {
        let words = |before_us, after_us| {
            let time = asked_of(ClaimKind::Attack, hours(1, 14), hours(0, 24));
            origin_words(&TimeAsked { before_us, after_us, ..time })
        };
        let words = [
            words(HOUR, 12 * HOUR),
            words(13 * HOUR, 0),
            words(HOUR, HOUR),
            words(HOUR, 0),
            words(0, HOUR),
            words(0, 0),
        ];
        let expected = [
            "from 1 h before the publication to 12 h after it",
            "from 13 h before the publication to it",
            "from 1 h before the publication at its earliest to 1 h after it at its latest",
            "from 1 h before the publication at its earliest to its latest",
            "from the publication at its earliest to 1 h after it at its latest",
            "that of the publication",
        ];
        assert_eq!(words, expected);
    }
}
