//! `blips`: a row for each outage that too few failed probes confirm (M12).

use super::outages;
use crate::model::Report;
use crate::report::table::Table;
use polars::prelude::PolarsError;

pub(super) fn table(report: &Report) -> Result<Table, PolarsError> {
    outages::columns(report, &report.blips).table(
        "blips",
        "Blips",
        "A row for each failure that too few probes confirm, by onset and site. Blips are counted \
         apart and are in no total of downtime.",
    )
}
