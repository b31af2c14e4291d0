//! Disclosures that stand beside the words on a finding: one table for all findings, so that a new
//! one cannot drop any in silence.

use crate::model::Finding;
use crate::model::findings::OnsetOrder;

/// Disclosures beside the words on a finding, each made where there is something to disclose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Disclosures {
    /// Probes of the time asked that tell no result: each can be a failure.
    pub(super) unknown_probes: bool,
    /// Rows of the site that have no time: each can be a failure.
    pub(super) unplaced_rows: bool,
    /// Probes of the time asked whose rows disagree: each can be a failure.
    pub(super) disagreeing: bool,
    /// Degraded probes of the time asked.
    pub(super) degraded: bool,
    /// Probes that no row records, where all are such.
    pub(super) declared: bool,
    /// From when to when the time asked is.
    pub(super) time: bool,
}

impl Disclosures {
    /// Nothing but probes without rows and the time: what rests on an outage, or on no probe.
    const LEAST: Disclosures = Disclosures {
        unknown_probes: false,
        unplaced_rows: false,
        disagreeing: false,
        degraded: false,
        declared: true,
        time: true,
    };
    const ALL: Disclosures = Disclosures {
        unknown_probes: true,
        unplaced_rows: true,
        disagreeing: true,
        degraded: true,
        ..Disclosures::LEAST
    };

    /// Returns what has to be said beside the words on a finding.
    pub(super) fn beside(finding: &Finding) -> Disclosures {
        match finding {
            // What else lies in the time asked may be meant.
            Finding::Onset { order: OnsetOrder::OverBefore(_), .. } => Disclosures::ALL,
            Finding::UnknownSite
            | Finding::CauseOnly
            | Finding::Unstated
            | Finding::NoTime
            | Finding::NeverProbed { .. }
            | Finding::OffRecord
            | Finding::NoProbeInside(_)
            | Finding::ShownTwice
            | Finding::Onset { .. }
            | Finding::Down(_)
            | Finding::Recovery(_)
            | Finding::Unclaimed { .. } => Disclosures::LEAST,
            Finding::DownForPart { .. } | Finding::DownOpen(_) => {
                Disclosures { disagreeing: true, ..Disclosures::LEAST }
            }
            Finding::BelowFloor { .. }
            | Finding::UpTooShort { .. }
            | Finding::SomeVantages(_)
            | Finding::Blip(_)
            | Finding::Doubt(_)
            | Finding::UpAndDown(_) => Disclosures::ALL,
            Finding::Degraded(_) => Disclosures { degraded: false, ..Disclosures::ALL },
            Finding::NoneSeen(_) => Disclosures { time: false, ..Disclosures::ALL },
            // Its own words tell of these rows, as it rests on them.
            Finding::UpInDoubt(_) => Disclosures {
                unplaced_rows: false,
                disagreeing: false,
                time: false,
                ..Disclosures::ALL
            },
            Finding::UpFor(_) => Disclosures { declared: false, ..Disclosures::ALL },
            Finding::UpThroughout(_) | Finding::NothingToRestore(_) => {
                Disclosures { declared: false, time: false, ..Disclosures::ALL }
            }
            Finding::DownThroughout(_) => {
                Disclosures { degraded: false, declared: false, time: false, ..Disclosures::ALL }
            }
        }
    }
}
