//! Findings: the numbers behind a verdict, from which its sentence is made.

use super::DurationRange;
use crate::clock::Bracket;

/// The fact that decided a verdict, with all that a sentence about it needs. Ids, lag and flags
/// stand in the [`Verdict`](super::Verdict) itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Finding {
    /// The claim names something that is not exactly one site of the incident (M18).
    UnknownSite,
    /// The claim is about the cause, which no probe can see (M18).
    CauseOnly,
    /// The claim says nothing that probes can check (M18).
    Unstated,
    /// The claim gives no time to check (M18).
    NoTime,
    /// No probe of the site lies in the window (R1).
    NeverProbed,
    /// No usable probe of the site lies in the time asked (R1).
    NoUsableProbe,
    /// Less than the evidence floor was observed (R2, M19).
    BelowFloor {
        /// Observed part of the time asked, in microseconds.
        observed_us: i64,
        /// Length of the time asked, in microseconds.
        length_us: i64,
        /// Least share that must be observed, in percent.
        floor_percent: i64,
    },
    /// An outage, held against a claim that the site went down (R3, R4, R2, R5).
    Onset {
        /// Relation of the onset to the time that the claim can mean.
        order: OnsetOrder,
        /// Bracket of the onset.
        onset: Bracket,
        /// Length of the outage.
        duration: DurationRange,
    },
    /// Failed or challenged probes from some vantages, without a quorum that saw the site down
    /// (R7).
    SomeVantages,
    /// A blip and no outage (R2).
    Blip {
        /// Failed probes of the blip: too few to confirm it (M12).
        failed_probes: u64,
    },
    /// Failed or challenged probes, too few to confirm a failure, while no quorum saw the site up
    /// (R2).
    Doubt {
        /// Failed and challenged probes.
        probes: u64,
    },
    /// Certainly up for less than the evidence floor (R2).
    UpTooShort {
        /// Share of the time asked, 0 to 1.
        up_share: f64,
        /// Least share needed, in percent.
        floor_percent: i64,
    },
    /// Up throughout, with degraded answers (R7).
    Degraded {
        /// Degraded probes in the runs that overlap the time asked.
        probes: u64,
    },
    /// Certainly up for at least the evidence floor, and no outage (R6; R3 for `reachable`).
    UpThroughout {
        /// Share of the time asked, 0 to 1.
        up_share: f64,
        /// Failed or challenged probes of a minority while a quorum saw the site up.
        minority_probes: u64,
    },
    /// Never certainly up, and certainly down for at least the evidence floor (R6 for `reachable`).
    NeverUp {
        /// Share of the time asked, 0 to 1.
        down_share: f64,
    },
    /// Up for a part of the time and perhaps down for another (R7 for `reachable`).
    UpAndDown {
        /// Certainly up, in microseconds.
        up_us: i64,
        /// Certainly down, in microseconds.
        down_us: i64,
    },
    /// A stable recovery, held against a claim that the site is back (R8, R2).
    Recovery {
        /// Relation of the claim to the recovery.
        order: RecoveryOrder,
        /// Bracket of the stable recovery (M13).
        recovery: Bracket,
    },
    /// No confirmed outage before a claimed recovery (R6, R2).
    NothingToRestore {
        /// Share of the time asked that the site was certainly up, 0 to 1; `None` where it is not
        /// known to have been up throughout.
        up_share: Option<f64>,
    },
    /// An outage of a site that no claim of an attack or outage names (R9).
    Unclaimed {
        /// Length of the outage.
        duration: DurationRange,
    },
}

/// Relation of an onset to the time that a claim can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnsetOrder {
    /// Certainly inside it (R3).
    Inside,
    /// Certainly before it, and the outage may reach into it (R4).
    Before,
    /// Perhaps inside it (R2).
    Open,
    /// The whole outage was over when the claim was published (R5).
    OverBefore,
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
    /// The order of the two cannot be told (R2).
    Open,
}
