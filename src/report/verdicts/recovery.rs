//! Recoveries held against the claim that a site is back, in words (R8).

use super::outage_name::OutageName;
use super::parts::{SO_OPEN_WHETHER_BACK, length_words, unknown_time_words};
use super::recovery_end::{down_again_words, end_words};
use super::recovery_open::open_words;
use super::time_back::back_words;
use crate::model::{ClaimSense, DurationRange, Recovery, RecoveryOrder, Verdict};
use crate::report::wording::grouped;

/// Clause on a denial of a recovery that may have been by then, and may not.
const DENIAL_OPEN: &str = "whether it was back by then, which the claim denies, is open";

/// Tells when a site was back, and how that lies to the claimed time. A denial is a claim that the
/// site was not back.
pub(super) fn recovery_words(found: Recovery, outage: OutageName<'_>, verdict: &Verdict) -> String {
    let end = end_words(found, &outage.subject());
    if let Some(time) = found.unknown_then {
        let unknown = unknown_time_words(time);
        return match found.tolerance_us {
            None => format!("{end}; {unknown}{SO_OPEN_WHETHER_BACK}"),
            Some(us) => format!(
                "{end}; {unknown}, so whether it was back within the tolerance of {} is open",
                length_words(us)
            ),
        };
    }
    let back = back_words(found);
    let is_of_denial = verdict.sense == ClaimSense::Denial;
    let meaning = match (found.order, found.tolerance_us) {
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
        (RecoveryOrder::TooEarly, _) => too_early_words(found),
        (RecoveryOrder::Late, _) if found.is_asserted => "the claim gives a later time".to_owned(),
        (RecoveryOrder::Late, _) => "the claim was published when it was back already".to_owned(),
        (RecoveryOrder::Open, Some(us)) if is_of_denial && is_of_tolerance(found) => {
            match is_within(found, us) {
                true => format!(
                    "that is within the tolerance of {}, so {DENIAL_OPEN}",
                    length_words(us)
                ),
                false => DENIAL_OPEN.to_owned(),
            }
        }
        (RecoveryOrder::Open, _) if is_of_denial && is_for_a_while(found) => {
            format!("it was up then, but not for good, so {DENIAL_OPEN}")
        }
        (RecoveryOrder::Open, _) => open_words(found, verdict),
    };
    let (published, again) = (published_words(found), down_again_words(found.down_again));
    format!("{end}; {back}{meaning}{published}{again}{}", of_each_words(found))
}

/// Tells that a claim that gives the time of a recovery was published before that could be known,
/// behind a semicolon; empty for others.
fn published_words(found: Recovery) -> &'static str {
    match (found.is_before_onset, found.is_before_recovery) {
        (true, _) => "; the claim was published before that outage began",
        (false, true) => "; the claim was published before the site was back",
        (false, false) => "",
    }
}

/// Says whether a site was up at the claimed time, and certainly down after it.
fn is_for_a_while(found: Recovery) -> bool {
    found.is_up_then && found.down_after_us.is_some()
}

/// Tells that a site was not back for good by the claimed time.
fn too_early_words(found: Recovery) -> String {
    let then = if found.is_asserted { "then" } else { "when the claim was published" };
    let end = match found.recovery.by {
        None => ", and its recovery is not on the record",
        Some(_) => "",
    };
    if found.is_up_then {
        return format!("it was up {then}, but not for good: it was down again after that{end}");
    }
    match (found.is_asserted, found.recovery.by) {
        (true, _) => format!("it was not back by then{}", if found.has_ended { "" } else { end }),
        // A text that only tells of a recovery declares no time of it.
        (false, Some(_)) if found.is_moment => {
            "the claim was published before it was back".to_owned()
        }
        (false, Some(_)) => "the claim was published before it was back for good".to_owned(),
        (false, None) => {
            format!("it was not back {then}{}", if found.has_ended { "" } else { end })
        }
    }
}

/// Says whether a site was back within so many microseconds of the claimed time, wherever in its
/// range that was and whichever moment the publication.
fn is_within(found: Recovery, us: i64) -> bool {
    let spread_us = found.publication_us;
    found.since_claim.is_some_and(|DurationRange { least_us, most_us }| {
        most_us.is_some_and(|most_us| -us <= least_us - spread_us && most_us + spread_us <= us)
    })
}

/// Says whether a recovery is open as it was by the tolerance alone that it was back by then.
fn is_of_tolerance(found: Recovery) -> bool {
    let has_doubt = found.unobserved_us > 0
        || found.is_disagreed
        || found.is_unplaced
        || found.depends_on_outage;
    found.recovery.by.is_some() && !has_doubt
}

/// Tells that a claim can mean several outages and that the same follows for each; empty for one,
/// and where it does not.
fn of_each_words(found: Recovery) -> String {
    match found.meant {
        ..=1 => String::new(),
        _ if found.depends_on_outage => String::new(),
        meant if found.order == RecoveryOrder::Open => format!(
            "; the claim can mean {} outages of the site, of which this is the last",
            grouped(meant)
        ),
        meant => format!(
            "; the claim can mean {} outages of the site, and the same follows for each",
            grouped(meant)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{Bracket, HOUR, Instant, MINUTE};
    use crate::model::{Failures, Finding, Judgement, ProbeCount, Rule};

    const FIRST: OutageName<'_> = OutageName { id: "O001", number: 1, further: None };

    /// A recovery held against a moment of publication.
    fn recovered(order: RecoveryOrder, least_us: i64, most_us: Option<i64>) -> Recovery {
        let recovery = Bracket { after: Some(Instant(0)), by: Some(Instant(MINUTE)) };
        Recovery {
            order,
            recovery,
            first: recovery,
            relapses: 0,
            blips: 0,
            is_behind_all: true,
            since_claim: Some(DurationRange { least_us, most_us }),
            down_after_us: Some(least_us),
            is_up_then: false,
            is_before_onset: false,
            is_before_recovery: false,
            has_ended: true,
            is_asserted: false,
            is_moment: true,
            publication_us: 0,
            stable_for_us: 30 * MINUTE,
            tolerance_us: None,
            unobserved_us: 0,
            failures_since: Failures::default(),
            disagreeing_since: ProbeCount::default(),
            is_disagreed: false,
            is_unplaced: false,
            meant: 1,
            depends_on_outage: false,
            is_perhaps_none: false,
            down_again: 0,
            unknown_then: None,
        }
    }

    /// Returns the words of a claim, or a denial, of a recovery.
    fn words_of(found: Recovery, sense: ClaimSense) -> String {
        let finding = Finding::Recovery(found);
        let verdict =
            Verdict::new("a".to_owned(), Rule::new("R8"), Judgement::Insufficient, finding);
        recovery_words(found, FIRST, &Verdict { sense, ..verdict })
    }

    /// Returns the words on a recovery behind its bracket.
    fn back(recovery: Recovery) -> String {
        let words = words_of(recovery, ClaimSense::Statement);
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
            words_of(early, ClaimSense::Statement),
            "O001 ended and the site was up for 30 min or more from a moment after 1970-01-01 \
             00:00:00 UTC and by 1970-01-01 00:01:00 UTC; it was back 59 min to 1 h after the \
             claim was published; the claim was published before it was back"
        );
        let never_stable = Bracket { after: Some(Instant(0)), by: None };
        let never = Recovery { recovery: never_stable, since_claim: None, ..early };
        assert!(words_of(never, ClaimSense::Statement).starts_with(
            "O001 ended after 1970-01-01 00:00:00 UTC and by 1970-01-01 00:01:00 UTC; the site \
             was not seen up for 30 min or more after it; "
        ));
        let going_on =
            Recovery { recovery: never_stable, first: never_stable, has_ended: false, ..never };
        assert!(words_of(going_on, ClaimSense::Statement).starts_with(
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
        assert!(back(never).ends_with(
            "; it was down 1 h after the claim was published; it was not back when the claim was \
             published"
        ));
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
            "; it was not back when the claim was published, and its recovery is not on the record"
        ));
        let given = back(asserted(never));
        assert!(
            given.ends_with("; it was not back by then, and its recovery is not on the record")
        );
    }

    /// The end of an outage is its own, also where the site failed again before it stayed up.
    #[test]
    fn the_end_of_an_outage_is_not_that_of_a_relapse() {
        let minutes = |from: i64, to: i64| Bracket {
            after: Some(Instant(from * MINUTE)),
            by: Some(Instant(to * MINUTE)),
        };
        let words = |relapses, blips| {
            let early = recovered(RecoveryOrder::TooEarly, MINUTE, Some(2 * MINUTE));
            let (first, recovery) = (minutes(0, 5), minutes(20, 25));
            let found = Recovery { first, recovery, relapses, blips, ..early };
            let found = Recovery { is_up_then: true, ..found };
            words_of(found, ClaimSense::Statement)
        };
        assert_eq!(
            words(1, 0),
            "O001 ended after 1970-01-01 00:00:00 UTC and by 1970-01-01 00:05:00 UTC; the site \
             was up for 30 min or more only from a moment after 1970-01-01 00:20:00 UTC and by \
             1970-01-01 00:25:00 UTC, behind 1 more outage; it was back 1 min to 2 min after the \
             claim was published; it was up when the claim was published, but not for good: it was \
             down again after that"
        );
        assert!(words(2, 1).contains(
            " UTC, behind 2 more outages and 1 failure that confirms no outage; it was back"
        ));
        assert!(words(0, 2).contains(" UTC, behind 2 failures that confirm no outage; it was"));
        assert!(words(0, 0).contains("by 1970-01-01 00:25:00 UTC; it was back"));
    }

    /// A day is no moment: who published on it may have done so before the recovery or after it.
    #[test]
    fn a_publication_that_is_an_interval_leaves_the_order_open() {
        let open = |least, most| Recovery {
            is_moment: false,
            publication_us: MINUTE - 1,
            tolerance_us: Some(15 * MINUTE),
            ..recovered(RecoveryOrder::Open, least * MINUTE, Some(most * MINUTE))
        };
        assert_eq!(
            back(open(0, 0)),
            "it was back by 1970-01-01 00:01:00 UTC, within the time of its publication; whether \
             it was back for good by then depends on when in that time the claim was published"
        );
        // A verdict said "4 min to 9 min" where the lag beside it was 4 min to 10 min.
        assert_eq!(
            back(open(-9, -4)),
            "it was back 4 min to 10 min before the claim was published; whether that is within \
             the tolerance of 15 min depends on when exactly the claim was published"
        );
        assert!(
            back(open(4, 9))
                .starts_with("it was back 4 min to 10 min after the claim was published; ")
        );
        assert!(
            back(open(-9, 4)).ends_with("whether that is within the tolerance of 15 min is open")
        );
        // No moment of that minute makes it agree for certain: the end of the outage is too open.
        assert!(
            back(open(-70, -5)).ends_with("whether that is within the tolerance of 15 min is open")
        );
        let far = Recovery { tolerance_us: None, ..open(-90, 40) };
        assert!(back(far).ends_with("whether it was back for good by then is open"));
    }

    #[test]
    fn a_claim_that_can_mean_several_outages_or_a_lone_failure_is_reported_as_such() {
        let late = recovered(RecoveryOrder::Late, -HOUR - MINUTE, Some(-HOUR));
        let each = back(Recovery { meant: 2, ..late });
        assert!(each.ends_with(
            "; the claim can mean 2 outages of the site, and the same follows for each"
        ));
        let open = |meant| {
            let order = RecoveryOrder::Open;
            back(Recovery { order, meant, depends_on_outage: true, ..late })
        };
        assert!(open(2).contains("can mean this outage or the one of the site before it, and"));
        assert!(open(3).contains("can mean this outage or one of the 2 of the site before it,"));
        let failures_since =
            Failures { failed: ProbeCount::exactly(1), challenged: ProbeCount::default() };
        let lone = Recovery { order: RecoveryOrder::Open, failures_since, ..late };
        assert!(back(lone).ends_with(
            "since then 1 probe failed, which confirms no outage, so whether the claim means this \
             outage is open"
        ));
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
        let from_end = asserted(recovered(RecoveryOrder::Open, 0, Some(5 * MINUTE)));
        let within = back(Recovery { down_after_us: None, ..from_end });
        assert!(within.contains(" within the time that the claim gives, or at most 5 min after"));
        // A site that was down at the end of that time was not back within it.
        assert!(back(from_end).starts_with("it was back at most 5 min after the time that"));
        assert!(words(RecoveryOrder::Open, -5, 0).starts_with(
            "it was back at most 5 min before the time that the claim gives, or within it;"
        ));
        assert!(
            words(RecoveryOrder::Late, -9, -5)
                .starts_with("it was back 5 min to 9 min before the time that the claim gives;")
        );
        let published = Recovery {
            is_asserted: false,
            publication_us: HOUR - 1,
            ..asserted(recovered(RecoveryOrder::Late, -9 * MINUTE, Some(-5 * MINUTE)))
        };
        assert!(
            back(published)
                .starts_with("it was back 5 min to 1 h 9 min before the claim was published; ")
        );
    }

    #[test]
    fn a_denial_does_not_agree_with_a_recovery() {
        let denied = |order| {
            let words = words_of(recovered(order, MINUTE, Some(HOUR)), ClaimSense::Denial);
            words.rsplit_once("; ").map_or_else(String::new, |(_, meaning)| meaning.to_owned())
        };
        assert_eq!(denied(RecoveryOrder::Agrees), "that is not what the claim says");
        assert_eq!(denied(RecoveryOrder::Late), "that is not what the claim says");
        assert_eq!(denied(RecoveryOrder::TooEarly), "it was not back by then, as the claim says");
        let open = |least, most| {
            let open = recovered(RecoveryOrder::Open, least * MINUTE, Some(most * MINUTE));
            let open = Recovery { tolerance_us: Some(15 * MINUTE), ..open };
            words_of(open, ClaimSense::Denial)
        };
        let is_open = "so whether it was back by then, which the claim denies, is open";
        let within = format!("that is within the tolerance of 15 min, {is_open}");
        assert!(open(-15, -2).ends_with(&within), "{}", open(-15, -2));
        for far in [open(-125, 179), open(-16, -2), open(-2, 16)] {
            assert!(!far.contains("tolerance") && far.ends_with(&is_open[3..]), "{far}");
        }
    }
}
