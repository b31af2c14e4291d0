//! Assertions: one claim about one site, with the time that it asks about (M18, M19).

use super::context::Context;
use crate::clock::{Instant, Range, SECOND, Span};
use crate::model::{Claim, ClaimKind, Quantifier, Rules, TimeAsked};

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
    /// Whether the claim says since when, and its publication gives the end.
    pub(super) is_until_published: bool,
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
        let range = given_time(claim);
        let said = range.and_then(|range| said(claim, range, context));
        Assertion {
            claim,
            question: Question::of(claim.kind),
            time: range.zip(said).and_then(|(range, said)| claim_time(claim, context, range, said)),
            is_off_record: range.is_some() && said.is_none(),
            is_cut: range.is_some_and(|range| is_cut(claim, range)),
            said,
        }
    }

    /// Returns the part of the asserted time of which the claim speaks whichever moment its
    /// publication was; `None` where it gives none.
    pub(super) fn certain_part_said(&self) -> Option<Span> {
        let certain = self.time.filter(|time| time.is_asserted)?.certain?;
        certain.intersection(self.said?)
    }

    /// Returns the length of the shortest time that the claim can ask about, in microseconds: that
    /// of one moment of a publication that is known as an interval. Of a claim that a site was up
    /// each moment counts. `None` where no time is asked.
    pub(super) fn shortest_us(&self) -> Option<i64> {
        let time = self.time?;
        let length_us = time.widest.length();
        if self.question == Some(Question::WasReachable) {
            return Some(length_us);
        }
        if time.is_until_published {
            return Some(time.certain.map_or(length_us, Span::length));
        }
        let published = self.claim.published.filter(|_| !time.is_asserted);
        let ends = published.and_then(|one| one.earliest.zip(one.latest));
        let open_us = ends.map_or(0, |(earliest, latest)| latest.since(earliest));
        Some(length_us - open_us).filter(|us| *us > 0).or(Some(length_us))
    }

    /// Returns the time asked, as readers see it; `None` where there is none.
    pub(super) fn time_asked(&self, context: &Context<'_>) -> Option<TimeAsked> {
        let (time, said) = (self.time?, self.said?);
        Some(TimeAsked {
            time: time.widest,
            kind: self.claim.kind,
            is_asserted: time.is_asserted,
            is_until_published: time.is_until_published,
            before_us: said.from().since(time.widest.from()),
            after_us: time.widest.until().since(said.until()),
            look_back_us: context.rules.look_back_us,
            is_cut: self.is_cut,
            is_of_some_moment: self.is_of_some_moment(),
            window: context.window?,
        })
    }

    /// Says whether the claim denies what its kind says of a site.
    pub(super) fn is_denial(&self) -> bool {
        self.claim.quantifier == Quantifier::None
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

    /// Returns the part of the time asked in which an outage could be meant that was not over at
    /// the publication: of a claim that the site went down, what follows that publication.
    pub(super) fn time_not_over(&self) -> Option<Span> {
        let time = self.time?.widest;
        let published =
            self.publication_time_asked().filter(|_| self.question == Some(Question::WentDown));
        Span::new(published.map_or(time.from(), |at| at.max(time.from())), time.until())
    }

    /// Returns the earliest publication where the time asked follows from it alone: an outage that
    /// was over by then is none that the claim can announce.
    pub(super) fn publication_time_asked(&self) -> Option<Instant> {
        self.earliest_publication().filter(|_| self.claim.asserted.is_none())
    }
}

/// Returns the time that a claim gives: its own, or that of its publication. That a site shall be
/// back, or up, is said of a time to come, and not of the publication.
pub(super) fn given_time(claim: &Claim) -> Option<Range> {
    let is_to_come =
        claim.intent && matches!(claim.kind, ClaimKind::Restored | ClaimKind::Reachable);
    claim.asserted.or(claim.published.filter(|_| !is_to_come))
}

/// Says whether a claim gives a time "from then on" at which a site is back: that is the moment of
/// its recovery.
pub(super) fn is_recovery_from_then_on(claim: &Claim) -> bool {
    let is_open = |range: Range| range.earliest.is_some() && range.latest.is_none();
    claim.kind == ClaimKind::Restored && claim.asserted.is_some_and(is_open)
}

/// Returns the publication that ends the time of a claim with an open end; `None` where the claim
/// does not speak of the time until its publication, and where the latest moment of that is not
/// known.
fn publication_at_open_end(claim: &Claim) -> Option<Range> {
    let is_known = |published: &Range| published.latest.is_some();
    claim.published.filter(|published| is_known(published) && is_until_publication(claim))
}

/// Returns the time that a claim speaks of, or that of its publication, an open end of which is the
/// publication, or else the end of the window; `None` where nothing is left of it.
fn said(claim: &Claim, range: Range, context: &Context<'_>) -> Option<Span> {
    let window = context.window?;
    let from = range.earliest.unwrap_or(window.from());
    let until = if is_recovery_from_then_on(claim) {
        from.plus(SECOND).min(window.until())
    } else {
        let published = publication_at_open_end(claim).and_then(|published| published.latest);
        range.latest.or(published).unwrap_or(window.until())
    };
    // Both ends of a moment are the same.
    Span::new(from, until).or_else(|| Span::new(from, from.plus(1)).filter(|_| from == until))
}

/// Says whether an open end of the time of a claim lies beyond the record.
fn is_cut(claim: &Claim, range: Range) -> bool {
    if is_recovery_from_then_on(claim) {
        return false;
    }
    range.earliest.is_none() || (range.latest.is_none() && publication_at_open_end(claim).is_none())
}

/// Returns the time after a publication that belongs to the time asked, in microseconds.
fn after_publication_us(claim: &Claim, rules: &Rules) -> i64 {
    match claim.kind {
        ClaimKind::Restored | ClaimKind::Reachable => 0,
        // Who says that a site is down does not speak of the coming night.
        ClaimKind::Outage => rules.tolerance_us,
        _ => rules.lag_us,
    }
}

/// Says whether a claim gives a time with an open end, and speaks of it until its publication,
/// which need not be known: nobody speaks of what comes later, but who announces it.
fn is_until_publication(claim: &Claim) -> bool {
    claim.asserted.is_some_and(|asserted| asserted.latest.is_none())
        && !claim.announces()
        && !is_recovery_from_then_on(claim)
        && !begins_after_publication(claim)
}

/// Says whether the asserted time of a claim begins when it was published already.
pub(super) fn begins_after_publication(claim: &Claim) -> bool {
    let from = claim.asserted.and_then(|asserted| asserted.earliest);
    let published = claim.published.and_then(|published| published.latest);
    from.zip(published).is_some_and(|(from, published)| published <= from)
}

/// Returns the part of the time until a publication that a claim speaks of whichever moment this
/// was. Nobody reports what is to come, so it was not before the time began. Without a publication
/// nothing is added to that beginning.
fn certain_until_publication(claim: &Claim, widest: Span, rules: &Rules) -> Option<Span> {
    let earliest = claim.published.and_then(|published| published.earliest);
    let from = claim.asserted.and_then(|asserted| asserted.earliest);
    let published = earliest.max(from)?;
    let after_us = claim.published.map_or(0, |_| after_publication_us(claim, rules));
    let end = published.plus(after_us.max(1));
    Span::new(widest.from(), end.min(widest.until()))
}

/// Widens the time that a claim speaks of, as its kind asks. Nothing is added beyond an open end
/// that the publication does not give.
fn claim_time(claim: &Claim, context: &Context<'_>, range: Range, said: Span) -> Option<ClaimTime> {
    let rules = context.rules;
    let is_asserted = claim.asserted.is_some();
    let published = publication_at_open_end(claim);
    let before_us = match claim.kind {
        // A site that is back failed before that, by as much as an onset may follow its claim.
        ClaimKind::Restored => rules.lag_us,
        ClaimKind::Reachable => 0,
        _ if is_asserted => 0,
        // What is announced is to come.
        _ if claim.announces() => 0,
        _ => rules.lead_us,
    };
    let (is_open_before, is_open_after) = (range.earliest.is_none(), range.latest.is_none());
    let before_us = if is_open_before { 0 } else { before_us };
    let is_widened = published.is_some() || !is_asserted && !is_open_after;
    let after_us = if is_widened { after_publication_us(claim, rules) } else { 0 };
    let widest = Span::new(said.from().plus(-before_us), said.until().plus(after_us))?;
    let certain = if is_until_publication(claim) {
        certain_until_publication(claim, widest, rules)
    } else if is_asserted {
        Some(widest)
    } else {
        let is_closed = !is_open_before && !is_open_after;
        // What is announced to the second is announced at its first moment.
        let is_at_once = claim.announces() && said.length() <= SECOND;
        let last = if is_at_once { said.from() } else { said.last() };
        let common = Span::new(last.plus(-before_us), said.from().plus(after_us));
        common.filter(|_| is_closed)
    };
    let is_until_published = published.is_some();
    Some(ClaimTime { certain, widest, is_asserted, is_until_published })
}
