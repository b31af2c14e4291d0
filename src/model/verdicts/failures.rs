//! Counts of failed and challenged probes.

use crate::model::ProbeCount;

/// Probes that did not get the page, by what came instead.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Failures {
    /// Answered with an error status, or with none.
    pub failed: ProbeCount,
    /// Probes that were answered with a challenge.
    pub challenged: ProbeCount,
}

impl Failures {
    /// Counts both kinds.
    pub fn all(self) -> ProbeCount {
        self.failed + self.challenged
    }
}

/// Failed and challenged probes of the time asked outside of every confirmed outage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FailuresBesides {
    /// All of them.
    pub all: Failures,
    /// Failures among them at which a quorum saw the site up.
    pub while_up: Failures,
}
