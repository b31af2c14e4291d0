//! Recoveries held against the claim that a site is back, in words (R8).

use super::outage_name::OutageName;
use super::verdict_parts::{length_words, nobody_observed_words};
use crate::clock::{length, length_range, length_up, short_utc, short_utc_up};
use crate::model::{ClaimSense, DurationRange, Recovery, RecoveryOrder};

/// Tells when a site was back, and how that lies to the claimed time. A denial is a claim that the
/// site was not back.
pub(super) fn recovery_words(found: Recovery, outage: OutageName<'_>, sense: ClaimSense) -> String {
    let end = end_words(found, &outage.subject());
    if let Some(gap) = found.unseen {
        return format!(
            "{end}; {}, in which the claimed time lies, so whether it was back by then is open",
            nobody_observed_words(gap)
        );
    }
    let back = back_words(found);
    let is_of_denial = sense == ClaimSense::Denial;
    let meaning = match (found.order, found.tolerance_us) {
        (RecoveryOrder::Agrees, Some(us)) if is_of_denial => format!(
            "that is within the tolerance of {}, so it counts as back by then, which is not what \
             the claim says",
            length_words(us)
        ),
        (RecoveryOrder::Agrees | RecoveryOrder::Late, _) if is_of_denial => {
            "that is not what the claim says".to_owned()
        }
        (RecoveryOrder::TooEarly, _) if is_of_denial => {
            "it was not back by then, as the claim says".to_owned()
        }
        (RecoveryOrder::Agrees, Some(tolerance_us)) => {
            format!(
                "that is within the tolerance of {}, so it counts as agreeing",
                length_words(tolerance_us)
            )
        }
        (RecoveryOrder::Agrees, None) => "that is consistent with the claim".to_owned(),
        (RecoveryOrder::TooEarly, _) if found.recovery.by.is_none() => {
            let then = if found.is_asserted { "by then" } else { "when the claim was published" };
            let end = if found.has_ended { "" } else { ", nor by the end of the record" };
            format!("it was not back {then}{end}")
        }
        // A text that only tells of a recovery declares no time of it.
        (RecoveryOrder::TooEarly, _) if found.is_asserted => "it was not back by then".to_owned(),
        (RecoveryOrder::TooEarly, _) => "the claim was published before it was back".to_owned(),
        (RecoveryOrder::Late, _) if found.is_asserted => "the claim gives a later time".to_owned(),
        (RecoveryOrder::Late, _) => "the claim was published when it was back already".to_owned(),
        (RecoveryOrder::Open, _) if found.unobserved_us > 0 => format!(
            "{} between it and the claim was not observed, so whether the claim means this outage \
             is open",
            length_words(found.unobserved_us)
        ),
        (RecoveryOrder::Open, _) if found.is_disagreed => {
            "rows of a probe at which it counts as back disagree, so whether it was back for good \
             by then is open"
                .to_owned()
        }
        (RecoveryOrder::Open, _) => "whether it was back for good by then is open".to_owned(),
    };
    format!("{end}; {back}{meaning}")
}

/// Tells between which moments an outage ended, so that the site stayed up for a while.
fn end_words(found: Recovery, id: &str) -> String {
    let stable_for = length_words(found.stable_for_us);
    let ended = format!("{id} ended and the site was up for {stable_for} or more from");
    match (found.recovery.after, found.recovery.by) {
        (Some(after), Some(by)) => {
            format!("{ended} a moment after {} and by {}", short_utc(after), short_utc_up(by))
        }
        (None, Some(by)) => format!("{ended} a moment by {}", short_utc_up(by)),
        (after, None) => {
            let last = after.map_or_else(String::new, |after| {
                format!(" (last confirmed down at {})", short_utc(after))
            });
            match found.has_ended {
                true => format!(
                    "{id} ended, but the site was not seen up for {stable_for} or more after \
                     it{last}"
                ),
                false => format!("{id} was not seen to end{last}"),
            }
        }
    }
}

/// Tells how long after the claimed time a site was back, or before; empty where nothing is known
/// of that.
fn back_words(found: Recovery) -> String {
    let Some(DurationRange { least_us, most_us }) = found.since_claim else {
        return String::new();
    };
    let claimed = match (found.is_asserted, found.is_moment) {
        (true, _) => "the time that the claim gives",
        (false, true) => "the claim was published",
        (false, false) => "the time of its publication",
    };
    let is_too_early = found.order == RecoveryOrder::TooEarly;
    // A moment has no inside, and a site that was down at the end was not back inside.
    let can_be_within = !found.is_moment && !is_too_early;
    let Some(most_us) = most_us else {
        return match is_too_early {
            true => format!("it was still down {} after {claimed}; ", length(least_us)),
            false => String::new(),
        };
    };
    let (before, after) = (length_up(-least_us), length_up(most_us));
    match (least_us, most_us) {
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
    if !found.is_asserted && found.is_moment {
        return format!("it was back{by}, when {claimed}; ");
    }
    format!("it was back{by}, within {claimed}; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Bracket, HOUR, Instant, MINUTE};

    const FIRST: OutageName<'_> = OutageName { id: "O001", number: 1, further: None };

    /// A recovery held against a moment of publication.
    fn recovered(order: RecoveryOrder, least_us: i64, most_us: Option<i64>) -> Recovery {
        Recovery {
            order,
            recovery: Bracket { after: Some(Instant(0)), by: Some(Instant(MINUTE)) },
            since_claim: Some(DurationRange { least_us, most_us }),
            has_ended: true,
            is_asserted: false,
            is_moment: true,
            stable_for_us: 30 * MINUTE,
            tolerance_us: None,
            unobserved_us: 0,
            is_disagreed: false,
            unseen: None,
        }
    }

    /// Returns the words on a recovery behind its bracket.
    fn back(recovery: Recovery) -> String {
        let words = recovery_words(recovery, FIRST, ClaimSense::Statement);
        words.split_once("; ").map_or_else(String::new, |(_, rest)| rest.to_owned())
    }

    /// Makes the claimed time one that the claim gives as an interval.
    fn asserted(recovery: Recovery) -> Recovery {
        Recovery { is_asserted: true, is_moment: false, ..recovery }
    }

    #[test]
    fn an_end_is_reported_with_the_time_up_behind_it() {
        let early = recovered(RecoveryOrder::TooEarly, 59 * MINUTE, Some(HOUR));
        assert_eq!(
            recovery_words(early, FIRST, ClaimSense::Statement),
            "O001 ended and the site was up for 30 min or more from a moment after 1970-01-01 \
             00:00:00 UTC and by 1970-01-01 00:01:00 UTC; it was back 59 min to 1 h after the \
             claim was published; the claim was published before it was back"
        );
        let recovery = Bracket { after: None, by: None };
        let never = Recovery { recovery, since_claim: None, ..early };
        assert!(
            recovery_words(never, FIRST, ClaimSense::Statement).starts_with(
                "O001 ended, but the site was not seen up for 30 min or more after it; "
            )
        );
        let open = Bracket { after: Some(Instant(0)), by: None };
        let going_on = Recovery { recovery: open, has_ended: false, ..never };
        assert!(recovery_words(going_on, FIRST, ClaimSense::Statement).starts_with(
            "O001 was not seen to end (last confirmed down at 1970-01-01 00:00:00 \
             UTC); "
        ));
    }

    #[test]
    fn a_claimed_end_is_reported_with_its_difference_and_tolerance() {
        let late = recovered(RecoveryOrder::Late, -HOUR - MINUTE, Some(-HOUR));
        assert_eq!(
            back(late),
            "it was back 1 h to 1 h 1 min before the claim was published; the claim was published \
             when it was back already"
        );
        let straddling = recovered(RecoveryOrder::Agrees, -MINUTE, Some(MINUTE));
        assert!(back(straddling).starts_with(
            "it was back at most 1 min before the claim was published or at most 1 min after it;"
        ));
        let by_tolerance = Recovery {
            tolerance_us: Some(15 * MINUTE),
            ..recovered(RecoveryOrder::Agrees, 4 * MINUTE, Some(5 * MINUTE))
        };
        assert_eq!(
            back(by_tolerance),
            "it was back 4 min to 5 min after the claim was published; that is within the \
             tolerance of 15 min, so it counts as agreeing"
        );
        let hidden = Recovery {
            unobserved_us: 2 * HOUR,
            ..recovered(RecoveryOrder::Open, -3 * HOUR, Some(-HOUR))
        };
        assert!(back(hidden).contains("2 h between it and the claim was not observed"));
        let never = Recovery {
            recovery: Bracket { after: Some(Instant(0)), by: None },
            ..recovered(RecoveryOrder::TooEarly, HOUR, None)
        };
        assert_eq!(
            back(never),
            "it was still down 1 h after the claim was published; it was not back when the claim \
             was published"
        );
    }

    /// "Before it was back" is not known of a site that was never seen back.
    #[test]
    fn a_site_that_is_down_to_the_end_of_the_record_is_not_called_back() {
        let never = Recovery {
            recovery: Bracket { after: Some(Instant(0)), by: None },
            has_ended: false,
            ..recovered(RecoveryOrder::TooEarly, HOUR, None)
        };
        assert!(back(never).ends_with(
            "; it was not back when the claim was published, nor by the end of the record"
        ));
        let given = back(asserted(never));
        assert!(given.ends_with("; it was not back by then, nor by the end of the record"));
    }

    /// A newspaper that writes the next day of 18:00 declared nothing at 18:00.
    #[test]
    fn a_time_that_the_claim_gives_is_not_the_time_of_its_declaration() {
        let words = |order, least, most| {
            back(asserted(recovered(order, least * MINUTE, Some(most * MINUTE))))
        };
        assert_eq!(
            words(RecoveryOrder::Agrees, 0, 0),
            "it was back by 1970-01-01 00:01:00 UTC, within the time that the claim gives; that is \
             consistent with the claim"
        );
        assert!(
            words(RecoveryOrder::TooEarly, 0, 5)
                .starts_with("it was back at most 5 min after the time that the claim gives;")
        );
        assert!(words(RecoveryOrder::Open, 0, 5).starts_with(
            "it was back within the time that the claim gives, or at most 5 min after it;"
        ));
        assert!(words(RecoveryOrder::Open, -5, 0).starts_with(
            "it was back at most 5 min before the time that the claim gives, or within it;"
        ));
        assert!(
            words(RecoveryOrder::Late, -9, -5)
                .starts_with("it was back 5 min to 9 min before the time that the claim gives;")
        );
        let published = Recovery {
            is_asserted: false,
            ..asserted(recovered(RecoveryOrder::Late, -9 * MINUTE, Some(-5 * MINUTE)))
        };
        assert!(back(published).contains("before the time of its publication;"));
    }

    #[test]
    fn a_denial_does_not_agree_with_a_recovery() {
        let denied = |order| {
            let words =
                recovery_words(recovered(order, MINUTE, Some(HOUR)), FIRST, ClaimSense::Denial);
            words.rsplit_once("; ").map_or_else(String::new, |(_, meaning)| meaning.to_owned())
        };
        assert_eq!(denied(RecoveryOrder::Agrees), "that is not what the claim says");
        assert_eq!(denied(RecoveryOrder::Late), "that is not what the claim says");
        assert_eq!(denied(RecoveryOrder::TooEarly), "it was not back by then, as the claim says");
    }
}
