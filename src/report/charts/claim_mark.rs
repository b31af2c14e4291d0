//! Meaning of the mark of a claim, and the time that it stands for.

use crate::model::{Claim, ClaimKind, Quantifier, Role};

/// Time that the bar of a claim stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum GivenTime {
    /// The time that the claim speaks of.
    Asserted,
    /// The time of its publication.
    Published,
}

/// Meaning of the mark of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ClaimMark {
    /// Down, or attacked.
    Down,
    /// Not down, nor attacked.
    NotDown,
    /// Listed as a target, or threatened, by an attacker: nobody says that it went down.
    Listed,
    /// Announced by somebody else to be down or attacked.
    Announced,
    Back,
    Reachable,
    /// Work under way.
    Work,
    /// Neither back, nor reachable, nor worked on.
    NoneIsSo,
    /// Words that no probe can check, such as a cause: only their publication has a place in time.
    Cause,
}

impl ClaimMark {
    /// Returns the mark of a claim.
    pub(super) fn of(claim: &Claim) -> ClaimMark {
        let is_denial = claim.quantifier == Quantifier::None;
        match claim.kind {
            ClaimKind::Cause | ClaimKind::Unstated => ClaimMark::Cause,
            ClaimKind::Attack | ClaimKind::Outage if is_denial => ClaimMark::NotDown,
            ClaimKind::Attack | ClaimKind::Outage if claim.intent => match claim.role {
                Role::Attacker => ClaimMark::Listed,
                _ => ClaimMark::Announced,
            },
            ClaimKind::Attack | ClaimKind::Outage => ClaimMark::Down,
            _ if is_denial => ClaimMark::NoneIsSo,
            ClaimKind::Restored => ClaimMark::Back,
            ClaimKind::Reachable => ClaimMark::Reachable,
            ClaimKind::Maintenance => ClaimMark::Work,
        }
    }

    /// Says whether the bar of an interval is two lines, so that shape and not colour alone tells
    /// it from others.
    pub(super) fn is_hollow(self) -> bool {
        matches!(
            self,
            ClaimMark::Listed | ClaimMark::Announced | ClaimMark::Reachable | ClaimMark::Cause
        )
    }

    /// Says whether the bar of an interval is a broken line, as the claim says that something was
    /// not so.
    pub(super) fn is_denial(self) -> bool {
        matches!(self, ClaimMark::NotDown | ClaimMark::NoneIsSo)
    }
}
