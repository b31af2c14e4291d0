//! `events`: a row for each change of many sites at one time (M25).

use crate::model::{EventKind, Report};
use crate::report::table::{Builder, TableRows};
use crate::report::wording::{SIMULATED, simulated};
use std::borrow::Cow;

/// Returns the table, its columns and rows.
pub(super) fn rows(report: &Report) -> TableRows<'_> {
    Builder::over(&report.events)
        .id("event", "Id of the event, such as E001.", |event| &event.id)
        .text("change", "Change that the sites have in common: went_down or came_back.", |event| {
            Some(event.kind.as_str())
        })
        .instant("after", "Each of the sites changed after this moment.", |event| Some(event.after))
        .instant("by", "Each of the sites had changed by this moment.", |event| Some(event.by))
        .count("sites", "sites", "Number of the sites.", |event| Some(event.sites.len()))
        .texts("site_ids", "Ids of the sites, separated by semicolons.", |event| {
            event.sites.iter().map(Cow::from).collect()
        })
        .texts("outages", "Ids of the outages, separated by semicolons.", |event| {
            event.outages.iter().map(Cow::from).collect()
        })
        .count(
            "failed_again",
            "sites",
            "Sites that came back then and failed again in the same episode (M13): they were not \
             back for good. Empty where sites went down.",
            |event| (event.kind == EventKind::CameBack).then_some(event.failed_again),
        )
        .boolean(
            "common_mode",
            "Whether each of the outages was seen from one vantage alone while most of its sites \
             may have failed at once: a fault of the vantage cannot be ruled out.",
            |event| Some(event.common_mode),
        )
        .text("simulated", SIMULATED, |event| {
            simulated(report, event.sites.iter().map(String::as_str))
        })
        .table(
            "events",
            "Events",
            "A row for each time at which many sites can have gone down, or come back, at one \
             moment.",
        )
}
