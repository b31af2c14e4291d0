//! Time from a claim to the moment at which the site was back, or before it, in words (R8).

use crate::clock::{SECOND, length, length_range, length_up, short_utc_up};
use crate::model::{DurationRange, Recovery, RecoveryOrder};

/// Tells how long after the claimed time a site was back, or before; empty where nothing is known
/// of that.
pub(super) fn back_words(found: Recovery) -> String {
    let Some(DurationRange { least_us, most_us }) = found.since_claim else {
        return String::new();
    };
    let claimed = match found.is_moment {
        _ if found.is_asserted => "the time that the claim gives",
        true => "the claim was published",
        false => "the time of its publication",
    };
    let is_too_early = found.order == RecoveryOrder::TooEarly;
    // A moment has no inside, and a site that was down at the end was not back to stay inside.
    let is_past_end = found.down_after_us.is_some_and(|us| us >= 0);
    let can_be_within = !found.is_moment && !is_too_early && !is_past_end;
    let Some(most_us) = most_us else {
        let still = if found.has_ended { "" } else { "still " };
        return match found.down_after_us {
            Some(..SECOND) if is_too_early && claimed.ends_with("published") => {
                format!("it was {still}down when {claimed}; ")
            }
            Some(..SECOND) if is_too_early => {
                format!("it was {still}down at the end of {claimed}; ")
            }
            Some(us) if is_too_early => {
                format!("it was {still}down {} after {claimed}; ", length(us))
            }
            _ => String::new(),
        };
    };
    let (before, after) = (length_up(-least_us), length_up(most_us));
    // The publication was one moment of its time, nobody knows which.
    let spread_us = found.publication_us;
    match (least_us, most_us) {
        (1.., _) if spread_us > 0 => {
            // The first moment after that time is no moment of it.
            let range = length_range(least_us, Some(most_us + spread_us + 1));
            format!("it was back {range} after the claim was published; ")
        }
        (_, ..0) if spread_us > 0 => {
            let range = length_range(-most_us, Some(spread_us - least_us));
            format!("it was back {range} before the claim was published; ")
        }
        (0, 0) => within_words(found, claimed),
        (0, _) if can_be_within => {
            format!("it was back within {claimed}, or at most {after} after it; ")
        }
        (_, 0) if can_be_within => {
            format!("it was back at most {before} before {claimed}, or within it; ")
        }
        (0, _) => format!("it was back at most {after} after {claimed}; "),
        (_, 0) => format!("it was back at most {before} before {claimed}; "),
        (0.., _) => {
            format!("it was back {} after {claimed}; ", length_range(least_us, Some(most_us)))
        }
        (_, ..0) => {
            format!("it was back {} before {claimed}; ", length_range(-most_us, Some(-least_us)))
        }
        _ if can_be_within => format!(
            "it was back at most {before} before {claimed}, within it, or at most {after} after \
             it; "
        ),
        _ => format!("it was back at most {before} before {claimed} or at most {after} after it; "),
    }
}

/// Tells that a site was back inside the claimed time.
fn within_words(found: Recovery, claimed: &str) -> String {
    let by = found.recovery.by.map_or_else(String::new, |by| format!(" by {}", short_utc_up(by)));
    let is_at_publication = !found.is_asserted && found.is_moment;
    format!("it was back{by}, {} {claimed}; ", if is_at_publication { "when" } else { "within" })
}
