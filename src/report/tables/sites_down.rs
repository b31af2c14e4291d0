//! `down_counts`: a row for each change of the number of sites down.

use crate::model::{DownCount, Report};
use crate::report::table::{Builder, Records};

pub(super) fn records(report: &Report) -> Records<'_> {
    let number = |count: usize| u64::try_from(count).ok();
    Builder::over(&report.down_counts)
        .instant("from", "The counts hold from this moment until that of the next row.", |count| {
            Some(count.from)
        })
        .count("certain", "sites", "Sites confirmed down.", move |count: &DownCount| {
            number(count.certain)
        })
        .count(
            "possible",
            "sites",
            "Sites in an outage that were not certainly up: confirmed or possibly down.",
            move |count| number(count.possible),
        )
        .count("observed", "sites", "Sites observed from any vantage.", move |count| {
            number(count.observed)
        })
        .records("down_counts", "Sites down", "A row for each change of the number of sites down.")
}
