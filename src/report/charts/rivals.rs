//! Rivals of the first row of a chart: what may have been as long, or up as little.

use crate::model::{DurationRange, Outage, Report, SiteChange, SiteReport};

/// Least number of rivals among which no one is named as the first.
pub(super) const MANY_RIVALS: usize = 3;

/// Returns how long the longest outage of the kind of `longest` was, whichever it is.
pub(super) fn longest_length(report: &Report, longest: &Outage) -> DurationRange {
    let of_kind = report.outages.iter().filter(|one| one.has_onset() == longest.has_onset());
    let most: Option<Vec<i64>> = of_kind.map(|one| one.duration.most_us).collect();
    let most_us = most.and_then(|most| most.into_iter().max());
    DurationRange { least_us: longest.duration.least_us, most_us }
}

/// Counts the other outages of its kind that may have lasted as long as `longest`. At the most that
/// one can have lasted the site was up already, so it was shorter.
pub(super) fn as_long(report: &Report, longest: &Outage) -> usize {
    let is_rival = |outage: &&Outage| {
        let most_us = outage.duration.most_us;
        outage.id != longest.id
            && outage.has_onset() == longest.has_onset()
            && most_us.is_none_or(|most_us| most_us > longest.duration.least_us)
    };
    report.outages.iter().filter(is_rival).count()
}

/// Counts the other sites of its kind that may have been up as little as `first`.
pub(super) fn up_as_little(report: &Report, first: &SiteReport) -> usize {
    let is_rival = |site: &&SiteReport| {
        let is_of_kind = match site.change {
            SiteChange::WentDown => first.change.went_down(),
            SiteChange::DownAtStart | SiteChange::NeverUp => !first.change.went_down(),
            SiteChange::NoOutage | SiteChange::NotMeasured => false,
        };
        let reaches = |(least, most): (f64, f64)| least < most || Some(least) == first.up_share_min;
        is_of_kind
            && site.site.id != first.site.id
            && site.up_share_min.zip(first.up_share_max).is_some_and(reaches)
    };
    report.sites.iter().filter(is_rival).count()
}
