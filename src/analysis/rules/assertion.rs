//! Assertions: one claim about one site, with the time that it asks about (M18, M19).

use super::context::Context;
use crate::clock::{Instant, Range, SECOND, Span};
use crate::model::{Claim, ClaimKind, TimeAsked};

/// Question that a claim puts to the probes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Question {
    /// Did an outage begin in the time asked?
    WentDown,
    /// Was the site down in the time asked?
    WasDown,
    /// Was the site back by the time that was said, for good?
    IsBack,
    /// Was the site up in the time asked?
    WasReachable,
}

impl Question {
    /// Returns the question of a kind of claim; `None` for one that no probe can check.
    fn of(kind: ClaimKind) -> Option<Question> {
        match kind {
            ClaimKind::Attack => Some(Question::WentDown),
            ClaimKind::Outage | ClaimKind::Maintenance => Some(Question::WasDown),
            ClaimKind::Restored => Some(Question::IsBack),
            ClaimKind::Reachable => Some(Question::WasReachable),
            ClaimKind::Cause | ClaimKind::Unstated => None,
        }
    }
}

/// Time asked (M19).
#[derive(Debug, Clone, Copy)]
pub(super) struct ClaimTime {
    /// Time that belongs to the time asked whichever moment the publication was; `None` where no
    /// moment does.
    pub(super) certain: Option<Span>,
    /// Time that belongs to it for at least one moment that the publication can have been.
    pub(super) widest: Span,
    /// Whether the claim itself says the time.
    pub(super) is_asserted: bool,
}

/// A claim about one site, to be judged.
#[derive(Debug)]
pub(super) struct Assertion<'a> {
    pub(super) claim: &'a Claim,
    /// Question to the probes; `None` where no probe can check the claim.
    pub(super) question: Option<Question>,
    /// Time asked; `None` where the claim gives none, or one wholly off the record.
    pub(super) time: Option<ClaimTime>,
    /// Whether the time asked has an open end that lies beyond the record.
    pub(super) is_off_record: bool,
    /// Whether the claim leaves an end of its time open, and the record does not reach as far as it
    /// can mean.
    pub(super) is_cut: bool,
    /// Asserted time, or that of the publication, with open ends cut to the window; `None` where
    /// `time` is.
    pub(super) said: Option<Span>,
}

impl<'a> Assertion<'a> {
    /// Builds the assertion that a claim makes about the site of a context.
    pub(super) fn new(claim: &'a Claim, context: &Context<'_>) -> Assertion<'a> {
        let range = claim.asserted.or(claim.published);
        let said = range.and_then(|range| said(claim, range, context));
        Assertion {
            claim,
            question: Question::of(claim.kind),
            time: range.zip(said).and_then(|(range, said)| claim_time(claim, context, range, said)),
            is_off_record: range.is_some() && said.is_none(),
            is_cut: range.is_some_and(|range| is_cut(claim, range, context)),
            said,
        }
    }

    /// Returns the time asked, as readers see it; `None` where there is none.
    pub(super) fn time_asked(&self, context: &Context<'_>) -> Option<TimeAsked> {
        let (time, said) = (self.time?, self.said?);
        Some(TimeAsked {
            time: time.widest,
            kind: self.claim.kind,
            is_asserted: time.is_asserted,
            before_us: said.from().since(time.widest.from()),
            after_us: time.widest.until().since(said.until()),
            look_back_us: context.rules.look_back_us,
            is_cut: self.is_cut,
            window: context.window?,
        })
    }

    /// Returns the earliest moment at which the claim can have been published.
    pub(super) fn earliest_publication(&self) -> Option<Instant> {
        self.claim.published?.earliest
    }

    /// Returns the last moment that the publication can have been, where the time asked follows
    /// from it alone.
    pub(super) fn last_publication_time_asked(&self) -> Option<Instant> {
        let published = self.claim.published.filter(|_| self.claim.asserted.is_none())?;
        let (earliest, latest) = (published.earliest?, published.latest?);
        // What is said to the second stands for its first moment.
        let is_moment = latest.since(earliest) <= SECOND;
        Some(if is_moment { earliest } else { latest.plus(-1) })
    }

    /// Says whether the time asked is that of the publication, which is known as an interval alone:
    /// the claim speaks of one moment of it.
    pub(super) fn is_of_some_moment(&self) -> bool {
        self.claim.asserted.is_none() && self.said.is_some_and(|said| said.length() > SECOND)
    }

    /// Returns the earliest publication where the time asked follows from it alone: an outage that
    /// was over by then is none that the claim can announce.
    pub(super) fn publication_time_asked(&self) -> Option<Instant> {
        self.earliest_publication().filter(|_| self.claim.asserted.is_none())
    }
}

/// Returns the time that a claim speaks of, or that of its publication, with open ends cut to the
/// window; `None` where nothing is left of it.
fn said(claim: &Claim, range: Range, context: &Context<'_>) -> Option<Span> {
    let window = context.window?;
    let from = range.earliest.unwrap_or(window.from());
    let until = match range.earliest {
        // Who says "back from then on" gives the moment of the recovery.
        Some(from) if claim.kind == ClaimKind::Restored && range.latest.is_none() => {
            from.plus(SECOND).min(window.until())
        }
        _ => range.latest.unwrap_or(window.until()),
    };
    // Both ends of a moment are the same.
    Span::new(from, until).or_else(|| Span::new(from, from.plus(1)).filter(|_| from == until))
}

/// Says whether an open end of the time of a claim lies beyond the record. Who says "from then on"
/// speaks of the time until the publication at most.
fn is_cut(claim: &Claim, range: Range, context: &Context<'_>) -> bool {
    let published = claim.published.filter(|_| claim.asserted.is_some());
    let latest = range.latest.or_else(|| published.and_then(|published| published.latest));
    let is_on_record =
        || latest.zip(context.window).is_some_and(|(latest, window)| latest <= window.until());
    range.earliest.is_none() || (range.latest.is_none() && !is_on_record())
}

/// Widens the time that a claim speaks of, as its kind asks. Nothing is added beyond an open end.
fn claim_time(claim: &Claim, context: &Context<'_>, range: Range, said: Span) -> Option<ClaimTime> {
    let rules = context.rules;
    let is_asserted = claim.asserted.is_some();
    let (before_us, after_us) = match claim.kind {
        // A site that is back failed before that, by as much as an onset may follow its claim.
        ClaimKind::Restored => (rules.lag_us, 0),
        ClaimKind::Reachable => (0, 0),
        _ if is_asserted => (0, 0),
        // Who says that a site is down does not speak of the coming night.
        ClaimKind::Outage => (rules.lead_us, rules.tolerance_us),
        _ => (rules.lead_us, rules.lag_us),
    };
    let (is_open_before, is_open_after) = (range.earliest.is_none(), range.latest.is_none());
    let before_us = if is_open_before { 0 } else { before_us };
    let after_us = if is_open_after { 0 } else { after_us };
    let widest = Span::new(said.from().plus(-before_us), said.until().plus(after_us))?;
    let certain = if is_asserted {
        Some(widest)
    } else {
        let is_closed = !is_open_before && !is_open_after;
        let common = Span::new(said.last().plus(-before_us), said.from().plus(after_us));
        common.filter(|_| is_closed)
    };
    Some(ClaimTime { certain, widest, is_asserted })
}
