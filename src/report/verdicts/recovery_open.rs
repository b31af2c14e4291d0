//! Why it is open how a recovery lies to the claimed time, in words (R2).

use super::implied_probes::kinds_words;
use super::parts::{PERHAPS_NOT_DOWN_YET, failures_words, length_words};
use crate::model::{DurationRange, Recovery, Verdict};
use crate::report::wording::{by_count, grouped, probe_count};

/// Tells why it is open how a recovery lies to the claimed time.
pub(super) fn open_words(found: Recovery, verdict: &Verdict) -> String {
    if found.is_perhaps_none {
        return PERHAPS_NOT_DOWN_YET.to_owned();
    }
    if found.depends_on_outage {
        let others = match found.meant {
            ..=2 => "the one of the site before it".to_owned(),
            meant => format!("one of the {} of the site before it", grouped(meant - 1)),
        };
        return format!(
            "the claim can mean this outage or {others}, and what follows is not the same for \
             each, so whether it agrees is open"
        );
    }
    if let Some(words) = since_words(found, verdict) {
        return words;
    }
    let is_published_in_time = !found.is_asserted && !found.is_moment;
    match (found.since_claim, found.tolerance_us) {
        (Some(DurationRange { least_us, most_us: Some(..0) }), Some(us))
            if is_published_in_time && -us <= least_us =>
        {
            format!(
                "whether that is within the tolerance of {} depends on when exactly the claim was \
                 published",
                length_words(us)
            )
        }
        (Some(DurationRange { least_us: 0, most_us: Some(0) }), _) if is_published_in_time => {
            "whether it was back for good by then depends on when in that time the claim was \
             published"
                .to_owned()
        }
        (Some(DurationRange { most_us: Some(_), .. }), Some(us)) => {
            format!("whether that is within the tolerance of {} is open", length_words(us))
        }
        (Some(DurationRange { least_us: 1.., most_us: None }), Some(us)) => {
            let tolerance = length_words(us);
            format!(
                "it was not back by then, and whether it was within the tolerance of {tolerance} \
                 is open"
            )
        }
        _ => "whether it was back for good by then is open".to_owned(),
    }
}

/// Tells what lies between a recovery and the claim, or at the recovery, that leaves open whether
/// the claim means this outage; `None` where nothing does.
fn since_words(found: Recovery, verdict: &Verdict) -> Option<String> {
    if found.unobserved_us > 0 {
        let claim = match found.is_asserted && !found.is_moment {
            true => "the end of the time that the claim gives",
            false => "the claim",
        };
        return Some(format!(
            "{} between it and {claim} was not observed, so whether the claim means this outage is \
             open",
            length_words(found.unobserved_us)
        ));
    }
    if found.failures_since.all().most > 0 && verdict.implied.is_some() {
        return Some(format!(
            "since then the log tells of {}; that confirms no outage, so whether the claim means \
             this outage is open",
            kinds_words(found.failures_since)
        ));
    }
    if found.failures_since.all().most > 0 {
        return Some(format!(
            "since then {}, which confirms no outage, so whether the claim means this outage is \
             open",
            failures_words(found.failures_since)
        ));
    }
    if found.is_unplaced {
        let (rows, may) = match verdict.unplaced_rows {
            1 => ("1 row of it has no readable time".to_owned(), "it may be"),
            rows => (format!("{} rows of it have no readable time", grouped(rows)), "each may be"),
        };
        return Some(format!(
            "{rows}, and {may} a failure since, so whether the claim means this outage is open"
        ));
    }
    if found.disagreeing_since.most > 0 {
        let have = by_count(found.disagreeing_since.most, "has", "have");
        return Some(format!(
            "since then {} {have} rows that disagree, so whether the claim means this outage is \
             open",
            probe_count(found.disagreeing_since, "probe")
        ));
    }
    if found.is_disagreed {
        let words = "rows of a probe at which it counts as back disagree, so whether it was back \
                     for good by then is open";
        return Some(words.to_owned());
    }
    None
}
