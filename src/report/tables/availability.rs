//! `availability`: what part of the window each site was up, as a range (M14).

use crate::clock::IntervalSet;
use crate::model::{Report, SiteReport};
use crate::report::table::{Builder, Table, ceil_s, ceil_share, floor_s, floor_share};
use polars::prelude::PolarsError;

pub(super) fn table(report: &Report) -> Result<Table, PolarsError> {
    let window = report.window.map(|window| window.length());
    let covered = |s: &SiteReport, set: &IntervalSet| s.measured.then(|| floor_s(set.extent()));
    Builder::over(&report.sites)
        .text("site", "The site's id.", |s| Some(s.site.id.clone()))
        .seconds(
            "window_s",
            "Length of the window, rounded up: the denominator of every share in \
            this table.",
            |_| window.map(ceil_s),
        )
        .seconds(
            "observed_s",
            "Observed from any vantage, rounded down; empty where it was not \
            measured.",
            |s| covered(s, &s.observed),
        )
        .seconds("up_s", "Certainly up, rounded down.", |s| covered(s, &s.up))
        .seconds("down_s", "Certainly down, rounded down.", |s| covered(s, &s.down))
        .share("observed_share", "Observed time over the whole window, window_s.", |s| {
            s.observed_share.map(floor_share)
        })
        .share(
            "up_share_min",
            "Certainly-up time over the whole window, window_s: time not \
            observed counts as not up.",
            |s| s.up_share_min.map(floor_share),
        )
        .share(
            "up_share_max",
            "One less certainly-down time over the whole window, window_s: \
            time not observed counts as up.",
            |s| s.up_share_max.map(ceil_share),
        )
        .table(
            "availability",
            "Availability",
            "A row for each site. Every share is over the whole window; time that nobody observed \
             is neither up nor down.",
        )
}
