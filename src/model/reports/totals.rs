//! Sums over all sites, outages and verdicts.

use crate::model::{ChangeCounts, DurationRange, JudgementCount, ResultGroup};

/// The headline numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Totals {
    /// Sites known.
    pub sites: usize,
    /// Sites with a probe of a known result in the window.
    pub measured: usize,
    /// Sites that were probed, and of which no probe tells a result.
    pub unread_sites: usize,
    /// All sites, by what the record shows of them (M24).
    pub changes: ChangeCounts,
    /// Outages whose onset is on the record; the sums of downtime are over them.
    pub outages_with_onset: usize,
    /// Site-downtime in outages whose onset is on the record.
    pub downtime: DurationRange,
    /// Site-downtime in these outages, outside announced work (M16).
    pub downtime_outside_maintenance: DurationRange,
    /// Sites that went down, whose outages all have both edges on the record.
    pub closed: usize,
    /// Site-downtime, summed over these.
    pub downtime_closed: DurationRange,
    /// Least site-downtime in outages whose onset is not on the record.
    pub downtime_without_onset_us: i64,
    /// Verdicts by result, in the order of [`Judgement::ALL`](crate::model::Judgement::ALL), and by
    /// group, in that of [`ResultGroup::ALL`](crate::model::ResultGroup::ALL); zeros left out.
    pub verdicts: Vec<JudgementCount>,
}

impl Totals {
    /// Counts the verdicts in a group of results.
    pub(crate) fn verdicts_in(&self, group: ResultGroup) -> usize {
        let counts = self.verdicts.iter().filter(|count| count.group == group);
        counts.map(|count| count.of.verdicts).sum()
    }
}
