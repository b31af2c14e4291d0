//! Sites that may have been down without a confirmed outage, by the probes on which that rests.

/// Probes on which it rests that a site without a confirmed outage may have been down: those of
/// blips, and failed or challenged ones at times that were not certainly up.
///
/// ```
/// use corroborate::model::PossiblyDown;
///
/// assert_eq!(PossiblyDown::OneFailedProbe.as_str(), "one_failed_probe");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PossiblyDown {
    /// A single blip of a single probe.
    OneFailedProbe,
    /// Several probes, all of which failed.
    FailedProbes,
    /// Probes that failed, and others that were challenged.
    FailedAndChallengedProbes,
    /// Probes that were challenged, and none that failed.
    ChallengedProbes,
}

impl PossiblyDown {
    /// Returns the word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            PossiblyDown::OneFailedProbe => "one_failed_probe",
            PossiblyDown::FailedProbes => "failed_probes",
            PossiblyDown::FailedAndChallengedProbes => "failed_and_challenged_probes",
            PossiblyDown::ChallengedProbes => "challenged_probes",
        }
    }
}

/// Numbers of sites that may have been down, by the probes on which that rests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PossiblyDownCounts {
    /// Sites with one failed probe.
    pub one_failed: usize,
    /// Sites with several probes, all of which failed.
    pub failed: usize,
    /// Sites with failed and challenged probes.
    pub failed_and_challenged: usize,
    /// Sites with challenged probes alone.
    pub challenged: usize,
}

impl PossiblyDownCounts {
    /// Counts the sites of each kind.
    pub fn of(sites: impl Iterator<Item = PossiblyDown>) -> PossiblyDownCounts {
        let mut counts = PossiblyDownCounts::default();
        for site in sites {
            match site {
                PossiblyDown::OneFailedProbe => counts.one_failed += 1,
                PossiblyDown::FailedProbes => counts.failed += 1,
                PossiblyDown::FailedAndChallengedProbes => counts.failed_and_challenged += 1,
                PossiblyDown::ChallengedProbes => counts.challenged += 1,
            }
        }
        counts
    }

    /// Returns the number of sites of every kind.
    pub fn sites(self) -> usize {
        self.one_failed + self.failed + self.failed_and_challenged + self.challenged
    }
}
