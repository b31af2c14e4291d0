//! `down_counts`: a row for each change of the number of sites down.

use crate::model::{DownCount, Report};
use crate::report::table::{Builder, TableRows};

/// Returns the table, its columns and rows.
pub(super) fn rows(report: &Report) -> TableRows<'_> {
    Builder::over(&report.down_counts)
        .instant("from", "The counts hold from this moment until that of the next row.", |count| {
            Some(count.from)
        })
        .count(
            "certain",
            "sites",
            "Sites confirmed down, in an outage whose start is on the record.",
            |count: &DownCount| Some(count.certain),
        )
        .count(
            "possible",
            "sites",
            "Sites confirmed or possibly down, in an outage whose start is on the record.",
            |count| Some(count.possible),
        )
        .count(
            "certain_without_start",
            "sites",
            "Sites confirmed down, in an outage whose start is not on the record.",
            |count| Some(count.certain_without_onset),
        )
        .count(
            "without_start",
            "sites",
            "Sites confirmed or possibly down, in an outage whose start is not on the record.",
            |count| Some(count.without_onset),
        )
        .count("observed", "sites", "Sites observed from any vantage.", |count| {
            Some(count.observed)
        })
        .table("down_counts", "Sites down", "A row for each change of the number of sites down.")
}
