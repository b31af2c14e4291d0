//! `pace_changes`: a row for each change of the pace at which a site was probed (M7).

use crate::model::{Report, SeriesPaceChange};
use crate::report::table::{Builder, TableRows};

/// Returns the table, its columns and rows.
pub(super) fn rows(report: &Report) -> TableRows<'_> {
    let named =
        Builder::over(&report.pace_changes)
            .text("source", "Name of the source.", |changed| Some(&changed.source));
    ended(columns(named))
}

/// Returns the changes of one source, which stand under its name.
pub(super) fn of_source(changes: &[SeriesPaceChange]) -> TableRows<'_> {
    ended(columns(Builder::over(changes)))
}

/// Adds the columns of a change.
fn columns(builder: Builder<'_, SeriesPaceChange>) -> Builder<'_, SeriesPaceChange> {
    builder
        .id("site", "Id of the site.", |changed| &changed.site)
        .text("vantage", "Vantage (checking location) of the probes.", |changed| {
            Some(&changed.vantage)
        })
        .instant("at", "The probe from which the new pace holds.", |changed| {
            Some(changed.change.at)
        })
        .microseconds("from_us", "Middle interval of the nine before.", |changed| {
            Some(changed.change.from_us)
        })
        .microseconds("to_us", "Middle interval of the nine after.", |changed| {
            Some(changed.change.to_us)
        })
}

/// Ends the table.
fn ended(builder: Builder<'_, SeriesPaceChange>) -> TableRows<'_> {
    builder.table(
        "pace_changes",
        "Changes of pace",
        "A row for each change of the time between two probes of a site, the first sixteen of \
         each site, vantage and source.",
    )
}
