//! Kinds of sites by what the record shows of their going down (M24).

/// Kind of a site by what the record shows of it: a word of change needs an onset on the record
/// (M24).
///
/// ```
/// use corroborate::model::SiteChange;
///
/// assert_eq!(SiteChange::NeverUp.as_str(), "never_up");
/// assert!(!SiteChange::NeverUp.went_down(), "nobody knows since when it was down");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SiteChange {
    /// The site was certainly up, then in a confirmed outage.
    WentDown,
    /// The site was in a confirmed outage before it was first certainly up, and in no other.
    DownAtStart,
    /// The site was in a confirmed outage, and never certainly up.
    NeverUp,
    /// The site was measured, and no confirmed outage was seen.
    NoOutage,
    /// No probe of the site in the window has a known result.
    NotMeasured,
}

impl SiteChange {
    /// Returns the word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            SiteChange::WentDown => "went_down",
            SiteChange::DownAtStart => "down_at_start",
            SiteChange::NeverUp => "never_up",
            SiteChange::NoOutage => "no_outage",
            SiteChange::NotMeasured => "not_measured",
        }
    }

    /// Says whether an onset is on the record.
    pub fn went_down(self) -> bool {
        self == SiteChange::WentDown
    }
}

/// Numbers of sites by what the record shows of them (M24).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ChangeCounts {
    /// Sites that went down.
    pub went_down: usize,
    /// Sites that were down before they were first certainly up.
    pub down_at_start: usize,
    /// Sites that were down and never certainly up.
    pub never_up: usize,
    /// Measured sites without a confirmed outage.
    pub no_outage: usize,
    /// Sites without a probe of a known result.
    pub not_measured: usize,
}

impl ChangeCounts {
    /// Counts the sites of each kind of change (M24).
    pub fn of(changes: impl Iterator<Item = SiteChange>) -> ChangeCounts {
        let mut counts = ChangeCounts::default();
        for change in changes {
            match change {
                SiteChange::WentDown => counts.went_down += 1,
                SiteChange::DownAtStart => counts.down_at_start += 1,
                SiteChange::NeverUp => counts.never_up += 1,
                SiteChange::NoOutage => counts.no_outage += 1,
                SiteChange::NotMeasured => counts.not_measured += 1,
            }
        }
        counts
    }

    /// Returns the number of measured sites.
    pub fn measured(&self) -> usize {
        self.went_down + self.down_at_start + self.never_up + self.no_outage
    }

    /// Returns the number of sites that were down without an onset on the record.
    pub(crate) fn without_onset(&self) -> usize {
        self.down_at_start + self.never_up
    }
}
