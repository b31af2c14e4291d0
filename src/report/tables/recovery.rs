//! `recovery`: a row for each step of the recovery curve (M22).

use crate::model::Report;
use crate::report::table::{Builder, TableRows};

/// Returns the table, its columns and rows.
pub(super) fn rows(report: &Report) -> TableRows<'_> {
    Builder::over(&report.recovery)
        .microseconds("since_us", "Time since the start of a site's outage.", |point| {
            Some(point.since_us)
        })
        .exact_share(
            "share_back_min",
            "Least share of the sites that went down and were up again.",
            |point| Some(point.least),
        )
        .exact_share(
            "share_back_max",
            "Greatest share of the sites that went down and were up again.",
            |point| Some(point.most),
        )
        .table("recovery", "Recovery", "A row for each step of the curve of sites that are back.")
}
