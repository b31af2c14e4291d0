//! Recoveries, held against claims that a site is back.

use crate::clock::{Bracket, Span};
use crate::model::{DurationRange, Failures, ProbeCount};

/// A recovery, held against a claimed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recovery {
    /// Relation of the claim to the recovery.
    pub order: RecoveryOrder,
    /// Bracket of the stable recovery (M13).
    pub recovery: Bracket,
    /// Bracket of the first recovery: where the outage itself ended (M13).
    pub first: Bracket,
    /// Confirmed outages of the site between the two.
    pub relapses: usize,
    /// Whether all of these, and the blips, certainly came before it.
    pub is_behind_all: bool,
    /// Blips of the site between the two, which confirm no outage.
    pub blips: usize,
    /// Outages that certainly began after it and before the publication of a claim that says that
    /// the site is back from then on; 0 for others.
    pub down_again: usize,
    /// Microseconds from the nearest end of the claimed time to the recovery: negative before it,
    /// 0 inside it; open above where the recovery is not on the record.
    pub since_claim: Option<DurationRange>,
    /// Microseconds from the end of the claimed time to the last moment at which the outage, or
    /// one of its episode, was certainly down; `None` where that was before.
    pub down_after_us: Option<i64>,
    /// Whether the site was certainly up at every moment of the claimed time.
    pub is_up_then: bool,
    /// Whether a claim that gives its time was certainly published before the outage began.
    pub is_before_onset: bool,
    /// Whether a claim that gives its time was certainly published before the site was back to
    /// stay, which it was on the record.
    pub is_before_recovery: bool,
    /// Whether the outage ended on the record, if only for a while.
    pub has_ended: bool,
    /// Whether the claim itself gives the claimed time; else it is that of the publication.
    pub is_asserted: bool,
    /// Whether the claimed time is a moment, written to the second.
    pub is_moment: bool,
    /// Microseconds from the first to the last moment that the publication can have been, where the
    /// claimed time is that of the publication, and no moment; else 0.
    pub publication_us: i64,
    /// Time for which the site must be up for its recovery to be stable (M13), in microseconds.
    pub stable_for_us: i64,
    /// Tolerance, in microseconds, where the two agree only by it.
    pub tolerance_us: Option<i64>,
    /// Time between the recovery and the claimed time that nobody observed, in microseconds.
    pub unobserved_us: i64,
    /// Failed and challenged probes between the recovery and the claimed time that confirm no
    /// outage, and may be what the claim means.
    pub failures_since: Failures,
    /// Probes between the recovery and the claimed time whose rows disagree (M8): each may be a
    /// failure that the claim means.
    pub disagreeing_since: ProbeCount,
    /// Whether the site counts as back only by probes whose rows disagree (M8).
    pub is_disagreed: bool,
    /// Whether the relation is open as rows of the site have no readable time (M6): each may be a
    /// failure after the recovery.
    pub is_unplaced: bool,
    /// Outages that the claim can mean, at least one; the verdict rests on the last.
    pub meant: usize,
    /// Whether the relation is open as it is another for another of them.
    pub depends_on_outage: bool,
    /// Whether no outage had certainly begun at the first moment that the publication can have
    /// been: there was nothing to come back from then.
    pub is_perhaps_none: bool,
    /// Time in which the claimed time lies and of which it is not known whether the site was back,
    /// where it was down again or still after it; `None` for any other.
    pub unknown_then: Option<UnknownTime>,
}

/// Time of which it is not known whether a site was back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownTime {
    /// The time.
    pub span: Span,
    /// Whether somebody observed the site, and found it neither up nor down; else nobody did.
    pub is_observed: bool,
}

/// Relation of a claimed recovery to the recovery that was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecoveryOrder {
    /// Claimed when it happened, within the tolerance (R8).
    Agrees,
    /// Claimed while the site was certainly still down (R8).
    TooEarly,
    /// Claimed when the site was certainly back already (R8).
    Late,
    /// The order of the two is not known, or a part of the time between was not observed (R2).
    Open,
}
