//! `set_aside`: a row for each run of failed probes set aside, as its vantage was sick (M15).

use crate::model::Report;
use crate::report::table::{Builder, TableRows};

/// Returns the table, its columns and rows.
pub(super) fn rows(report: &Report) -> TableRows<'_> {
    Builder::over(&report.set_aside)
        .text("vantage", "Vantage (checking location) that was sick.", |run| Some(&run.vantage))
        .id("site", "Id of the site that it saw fail.", |run| &run.site)
        .instant("from", "First moment of the failed probes.", |run| Some(run.span.from()))
        .instant("until", "Last moment of the failed probes.", |run| Some(run.span.last()))
        .count(
            "probes",
            "probes",
            "Failed probes set aside, from one moment to the other.",
            |run| Some(run.probes),
        )
        .table(
            "set_aside",
            "Probes set aside",
            "A row for each run of failed probes that is no evidence of an outage, as most sites \
             of its vantage failed together while another vantage saw them up.",
        )
}
