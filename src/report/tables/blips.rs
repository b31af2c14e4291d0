//! `blips`: a row for each outage that too few failed probes confirm (M12).

use super::outages;
use crate::model::Report;
use crate::report::table::TableRows;

/// Returns the table, its columns and rows.
pub(super) fn rows(report: &Report) -> TableRows<'_> {
    outages::columns(report, &report.blips).table(
        "blips",
        "Blips",
        "A row for each failure that too few probes confirm, by start and site. Blips are counted \
         apart and are in no total of downtime.",
    )
}
