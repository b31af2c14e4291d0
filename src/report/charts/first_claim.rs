//! The first dated claim of an attack or an outage, and the time in which it was published.

use crate::clock::Instant;
use crate::model::{Claim, Quantifier, Report, Role};

/// Publication of the first dated claim of an attack or outage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FirstClaim {
    /// No claim was published before this moment; `None` where that is not known.
    pub(super) from: Option<Instant>,
    /// A claim had certainly been published by this moment.
    pub(super) until: Instant,
    pub(super) kind: FirstClaimKind,
}

/// Kind of the first claim of an attack or outage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FirstClaimKind {
    /// Claim that sites are down or under attack.
    Statement,
    /// List of targets, as no claim of the other kind has a date.
    TargetList,
    /// Announcement or warning of others than attackers, likewise.
    Announcement,
}

/// Finds when the first claim of an attack or outage was published: from the earliest moment at
/// which any of them can have been to the first by which one certainly was. Lists of targets count
/// only where no other claim has a date.
fn first_claim(claims: &[Claim]) -> Option<FirstClaim> {
    let first = |intent: bool| {
        let dated = claims.iter().filter(|claim| says_down(claim) && claim.intent == intent);
        let by_attackers = dated
            .clone()
            .filter(|claim| claim.published.is_some())
            .all(|claim| claim.role == Role::Attacker);
        let kind = match (intent, by_attackers) {
            (false, _) => FirstClaimKind::Statement,
            (true, true) => FirstClaimKind::TargetList,
            (true, false) => FirstClaimKind::Announcement,
        };
        let dated: Vec<_> = dated.filter_map(|claim| claim.published).collect();
        let until = dated.iter().filter_map(|range| range.latest).min()?;
        let from: Option<Vec<Instant>> = dated.iter().map(|range| range.earliest).collect();
        let from = from.and_then(|all| all.into_iter().min());
        Some(FirstClaim { from, until, kind })
    };
    first(false).or_else(|| first(true))
}

/// Says whether a claim is of an attack or outage, and no denial.
fn says_down(claim: &Claim) -> bool {
    claim.is_of_outage() && claim.quantifier != Quantifier::None
}

/// Says whether any claim of an attack or outage only says what is to be done.
pub(super) fn any_to_come(report: &Report) -> bool {
    report.claims.iter().any(|claim| says_down(claim) && claim.intent)
}

/// Counts the claims that a site is down or attacked which have no date of publication.
pub(super) fn undated(report: &Report) -> usize {
    let said = report.claims.iter().filter(|one| one.says_down());
    said.filter(|one| one.published.is_none()).count()
}

/// Returns the publication of the first claim where a part of it lies in the window.
pub(super) fn shown_first_claim(report: &Report) -> Option<FirstClaim> {
    let window = report.window?;
    first_claim(&report.claims).filter(|first| {
        first.until >= window.from() && first.from.is_none_or(|from| from <= window.until())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::{MINUTE, Range};

    /// A claim of an attack, published between two minutes.
    fn claim(from: Option<i64>, until: Option<i64>) -> Claim {
        let minute = |n: i64| Instant(n * MINUTE);
        Claim {
            published: Some(Range { earliest: from.map(minute), latest: until.map(minute) }),
            ..Claim::example()
        }
    }

    use FirstClaimKind::{Statement, TargetList};

    /// Returns the first claim, with moments in minutes.
    fn first(claims: &[Claim]) -> Option<(Option<i64>, i64, FirstClaimKind)> {
        first_claim(claims)
            .map(|first| (first.from.map(|at| at.0 / MINUTE), first.until.0 / MINUTE, first.kind))
    }

    #[test]
    fn the_first_claim_is_the_earliest_that_any_can_be() {
        // A claim of the whole day may be before one of a minute.
        let claims = [claim(Some(60), Some(61)), claim(Some(0), Some(1_440))];
        assert_eq!(first(&claims), Some((Some(0), 61, Statement)));
        assert_eq!(
            first(&[claim(None, Some(9)), claim(Some(3), Some(4))]),
            Some((None, 4, Statement))
        );
        assert_eq!(first(&[claim(Some(3), None)]), None);
    }

    #[test]
    fn lists_of_targets_and_denials_come_first_only_where_there_is_no_claim() {
        let list = Claim { intent: true, ..claim(Some(0), Some(1)) };
        let denial = Claim { quantifier: Quantifier::None, ..claim(Some(0), Some(1)) };
        let real = claim(Some(5), Some(6));
        assert_eq!(first(&[list.clone(), denial.clone(), real]), Some((Some(5), 6, Statement)));
        assert_eq!(first(&[list.clone(), denial.clone()]), Some((Some(0), 1, TargetList)));
        // Only an attacker lists targets.
        let warning = Claim { role: Role::Government, ..list };
        assert_eq!(first(&[warning]), Some((Some(0), 1, FirstClaimKind::Announcement)));
        assert_eq!(first(&[denial]), None);
    }
}
