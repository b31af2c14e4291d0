//! `down_counts`: a row for each change of the number of sites down.

use crate::model::{DownCount, Report};
use crate::report::table::{Builder, Records};

/// Returns the table, its columns and rows.
pub(super) fn records(report: &Report) -> Records<'_> {
    let number = |count: usize| u64::try_from(count).ok();
    Builder::over(&report.down_counts)
        .instant("from", "The counts hold from this moment until that of the next row.", |count| {
            Some(count.from)
        })
        .count(
            "certain",
            "sites",
            "Sites confirmed down, in an outage whose start is on the record.",
            move |count: &DownCount| number(count.certain),
        )
        .count(
            "possible",
            "sites",
            "Sites confirmed or possibly down, in an outage whose start is on the record.",
            move |count| number(count.possible),
        )
        .count(
            "without_start",
            "sites",
            "Sites confirmed or possibly down, in an outage whose start is not on the record.",
            move |count| number(count.without_onset),
        )
        .count("observed", "sites", "Sites observed from any vantage.", move |count| {
            number(count.observed)
        })
        .records("down_counts", "Sites down", "A row for each change of the number of sites down.")
}
