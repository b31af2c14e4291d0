//! `windowed_availability`: a row for each site that was down and each length of time (M28).

use crate::model::Report;
use crate::report::table::{Builder, TableRows, ceil_share, floor_s, floor_share};
use crate::report::wording::{SIMULATED, simulated};

/// Returns the table, its columns and rows.
pub(super) fn rows(report: &Report) -> TableRows<'_> {
    Builder::over(&report.windowed_availability)
        .text("site", "Id of the site.", |one| Some(&one.site))
        .seconds("length_s", "Length of the stretches of time.", |one| Some(floor_s(one.length_us)))
        .share(
            "up_share_min",
            "Least share of any stretch of this length that was certainly up, rounded down.",
            |one| Some(floor_share(one.least)),
        )
        .share(
            "up_share_max",
            "Least share of any stretch of this length that was not certainly down, rounded up.",
            |one| Some(ceil_share(one.most)),
        )
        .instant(
            "worst_from",
            "Start of the first stretch that was certainly down for longest, that of up_share_max, \
             to the millisecond; the stretch of up_share_min may be another.",
            |one| Some(one.worst_from),
        )
        .text("simulated", SIMULATED, |one| simulated(report, [one.site.as_str()]))
        .table(
            "windowed_availability",
            "Windowed availability",
            "A row for each site that was certainly down at a moment, and each length of time: the \
             worst stretch of that length. Many short outages and a long one of the same sum \
             differ in it.",
        )
}
