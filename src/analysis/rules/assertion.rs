//! Assertions: one claim about one site, with the time that it asks about (M18, M19).

use super::context::Context;
use crate::clock::{Instant, Range, Span};
use crate::model::{Claim, ClaimKind};

/// Question that a claim puts to the probes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Question {
    /// Did an outage begin in the time asked?
    WentDown,
    /// Did the site recover when it was said?
    IsBack,
    /// Was the site up in the time asked?
    WasReachable,
}

impl Question {
    /// Returns the question of a kind of claim; `None` for one that no probe can check.
    fn of(kind: ClaimKind) -> Option<Question> {
        match kind {
            ClaimKind::Attack | ClaimKind::Outage | ClaimKind::Maintenance => {
                Some(Question::WentDown)
            }
            ClaimKind::Restored => Some(Question::IsBack),
            ClaimKind::Reachable => Some(Question::WasReachable),
            ClaimKind::Cause | ClaimKind::Unstated => None,
        }
    }
}

/// Time asked: the time in which an onset must lie for a claim to fit (M19).
#[derive(Debug, Clone, Copy)]
pub(super) struct ClaimTime {
    /// Fits whichever moment the publication was; `None` where no moment does.
    pub(super) certain: Option<Span>,
    /// Fits for at least one moment that the publication can have been.
    pub(super) widest: Span,
    /// Whether the claim itself says the time.
    pub(super) is_asserted: bool,
}

/// A claim about one site, to be judged.
#[derive(Debug)]
pub(super) struct Assertion<'a> {
    /// The claim.
    pub(super) claim: &'a Claim,
    /// Question to the probes; `None` for a cause.
    pub(super) question: Option<Question>,
    /// Time asked; `None` where the claim gives none.
    pub(super) time: Option<ClaimTime>,
    /// Asserted time, or that of the publication, with open ends cut to the window; `None` where
    /// the claim gives none, or none inside the window.
    pub(super) said: Option<Span>,
}

impl<'a> Assertion<'a> {
    /// Builds the assertion that a claim makes about the site of a context.
    pub(super) fn new(claim: &'a Claim, context: &Context<'_>) -> Assertion<'a> {
        let ends = said_ends(claim, context);
        Assertion {
            claim,
            question: Question::of(claim.kind),
            time: ends.and_then(|(from, until)| claim_time(claim, context, from, until)),
            said: ends.and_then(|(from, until)| Span::new(from, until)),
        }
    }

    /// Returns the earliest moment at which the claim can have been published.
    pub(super) fn earliest_publication(&self) -> Option<Instant> {
        self.claim.published?.earliest
    }
}

/// Returns both ends of the time that a claim speaks of, or of its publication.
fn said_ends(claim: &Claim, context: &Context<'_>) -> Option<(Instant, Instant)> {
    let Range { earliest, latest } = claim.asserted.or(claim.published)?;
    let window = context.window?;
    Some((earliest.unwrap_or(window.from()), latest.unwrap_or(window.until())))
}

/// Widens the time that a claim speaks of by `lead` and `lag`, as its kind asks.
fn claim_time(
    claim: &Claim,
    context: &Context<'_>,
    from: Instant,
    until: Instant,
) -> Option<ClaimTime> {
    let rules = context.rules;
    let is_asserted = claim.asserted.is_some();
    let (before_us, after_us) = match claim.kind {
        // A site that is back failed before that, by as much as an onset may follow its claim.
        ClaimKind::Restored => (rules.lag_us, rules.lead_us),
        ClaimKind::Reachable => (0, 0),
        _ if is_asserted => (0, 0),
        _ => (rules.lead_us, rules.lag_us),
    };
    let widest = Span::new(from.plus(-before_us), until.plus(after_us))?;
    let certain = if is_asserted {
        Some(widest)
    } else {
        Span::new(until.plus(-1 - before_us), from.plus(after_us))
    };
    Some(ClaimTime { certain, widest, is_asserted })
}
