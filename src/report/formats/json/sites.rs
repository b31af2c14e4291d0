//! Sites as JSON. Where a site was not measured, its counts, lengths and times are `null`.

use super::moments::Between;
use crate::clock::IntervalSet;
use crate::model::SiteReport;
use serde::Serialize;

/// A known site.
#[derive(Serialize)]
pub(super) struct Site<'a> {
    site: &'a str,
    name: &'a str,
    url: Option<&'a str>,
    group: Option<&'a str>,
    operator: Option<&'a str>,
    measured: bool,
    claimed: bool,
    vantages: &'a [String],
    outages: Option<usize>,
    blips: Option<usize>,
    episodes: Option<usize>,
    down_at_least_us: Option<i64>,
    down_at_most_us: Option<i64>,
    down_at_least_outside_maintenance_us: Option<i64>,
    down_at_most_outside_maintenance_us: Option<i64>,
    observed_share: Option<f64>,
    up_share_min: Option<f64>,
    up_share_max: Option<f64>,
    observed: Option<Vec<Between>>,
    certainly_up: Option<Vec<Between>>,
    certainly_down: Option<Vec<Between>>,
    partial: Option<Vec<Between>>,
    maintenance: Vec<Between>,
}

impl Site<'_> {
    /// The view of a site.
    pub(super) fn of(report: &SiteReport) -> Site<'_> {
        let spans = |set: &IntervalSet| report.measured.then(|| Between::all(set));
        let count = |number: usize| report.measured.then_some(number);
        let length = |us: i64| report.measured.then_some(us);
        Site {
            site: &report.site.id,
            name: &report.site.name,
            url: report.site.url.as_deref(),
            group: report.site.group.as_deref(),
            operator: report.site.operator.as_deref(),
            measured: report.measured,
            claimed: report.claimed,
            vantages: &report.vantages,
            outages: count(report.outages),
            blips: count(report.blips),
            episodes: count(report.episodes),
            down_at_least_us: length(report.downtime.least_us),
            down_at_most_us: report.downtime.most_us.and_then(length),
            down_at_least_outside_maintenance_us: length(
                report.downtime_outside_maintenance.least_us,
            ),
            down_at_most_outside_maintenance_us: report
                .downtime_outside_maintenance
                .most_us
                .and_then(length),
            observed_share: report.observed_share,
            up_share_min: report.up_share_min,
            up_share_max: report.up_share_max,
            observed: spans(&report.observed),
            certainly_up: spans(&report.up),
            certainly_down: spans(&report.down),
            partial: spans(&report.partial),
            maintenance: Between::all(&report.maintenance),
        }
    }
}
