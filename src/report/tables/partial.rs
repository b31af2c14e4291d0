//! `partial`: a row for each time at which some vantages failed and no quorum saw the site down
//! (M11).

use super::joined;
use crate::model::Report;
use crate::report::table::{Builder, Table, ceil_s};
use polars::prelude::PolarsError;

pub(super) fn table(report: &Report) -> Result<Table, PolarsError> {
    Builder::over(&report.partials)
        .text("site", "The site's id.", |p| Some(p.site.clone()))
        .instant(
            "from",
            "The probe before the first of these probes, or that probe itself where \
            none was before it.",
            |p| Some(p.possible.from()),
        )
        .instant(
            "until",
            "The probe after the last of these probes, or that probe itself where none \
            came after it.",
            |p| Some(p.possible.until()),
        )
        .seconds("at_most_s", "From the one to the other, rounded up.", |p| {
            Some(ceil_s(p.possible.length()))
        })
        .text("failed", "Vantages that saw it fail, separated by semicolons.", |p| {
            Some(joined(p.failed.iter().map(String::as_str)))
        })
        .text("challenged", "Vantages that were challenged, separated by semicolons.", |p| {
            Some(joined(p.challenged.iter().map(String::as_str)))
        })
        .count(
            ("probes", "probes"),
            "Failed and challenged probes in the runs that overlap it.",
            |p| Some(p.probes),
        )
        .table(
            "partial",
            "Seen in part",
            "A row for each time at which a site failed from some vantages only, or was only \
             challenged. None of it is an outage.",
        )
}
