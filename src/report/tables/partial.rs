//! `partial`: a row for each time at which a site was neither certainly up nor certainly down (M11).

use super::joined;
use crate::model::Report;
use crate::report::table::{Builder, Table, ceil_s};
use polars::prelude::PolarsError;

pub(super) fn table(report: &Report) -> Result<Table, PolarsError> {
    Builder::over(&report.partials)
        .text("site", "The site's id.", |p| Some(p.site.clone()))
        .instant("from", "The first moment of the interval.", |p| Some(p.possible.from()))
        .instant("until", "The first moment after the interval.", |p| Some(p.possible.until()))
        .seconds("at_most_s", "The interval's length, rounded up: what was seen lasted at most so long.", |p| {
            Some(ceil_s(p.possible.length()))
        })
        .text("failed", "Vantages that saw it fail, separated by semicolons.", |p| Some(joined(p.failed.iter().map(String::as_str))))
        .text("challenged", "Vantages that were challenged, separated by semicolons.", |p| {
            Some(joined(p.challenged.iter().map(String::as_str)))
        })
        .count(("looks", "looks"), "Failed and challenged looks in the runs that overlap it.", |p| Some(p.looks))
        .table(
            "partial",
            "Seen in part",
            "A row for each time at which a site failed from some vantages only, or was only challenged. None of it is an outage.",
        )
}
