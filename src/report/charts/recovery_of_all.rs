//! Recovery of all sites, and whether a site went down again after it.

use crate::model::recoveries::SetRecovery;
use crate::model::{Report, SiteChange};
use std::cmp::Reverse;

/// Returns the recovery of all sites, where the chart shows it.
pub(super) fn of_all(report: &Report) -> Option<&SetRecovery> {
    report.recoveries.first().filter(|all| all.seen_back > 0 && !all.curve.is_empty())
}

/// Says whether a site that went down did so in more than one episode (M13).
pub(super) fn falls_again(report: &Report) -> bool {
    let mut sites = report.sites.iter();
    sites.any(|site| site.change == SiteChange::WentDown && site.episodes > 1)
}

/// Finds the set of which half were back soonest, with the latest time at which they were, and the
/// set of which half were back last; `None` where it is not certain that one was back sooner.
pub(super) fn quick_and_slow<'r>(
    sets: &[&'r SetRecovery],
) -> Option<((i64, &'r SetRecovery), &'r SetRecovery)> {
    let quick = sets.iter().filter_map(|one| Some((one.median.most_us?, *one)));
    let quick = quick.min_by_key(|(most, one)| (*most, Reverse(one.sites.len())))?;
    let slow = sets.iter().max_by_key(|one| (one.median.least_us, one.sites.len()))?;
    (quick.0 < slow.median.least_us).then_some((quick, *slow))
}
