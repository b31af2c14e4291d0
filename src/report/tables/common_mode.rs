//! `common_mode`: a row for each time at which most sites failed together from one vantage (M15).

use super::number;
use crate::model::Report;
use crate::report::table::{Builder, Table};
use polars::prelude::PolarsError;

pub(super) fn table(report: &Report) -> Result<Table, PolarsError> {
    Builder::over(&report.common_modes)
        .text("vantage", "The vantage.", |c| Some(c.vantage.clone()))
        .instant("from", "The first moment of it.", |c| Some(c.span.from()))
        .instant("until", "The last moment of it.", |c| Some(c.span.last()))
        .count(("sites", "sites"), "Most sites failing at one moment of it.", |c| number(c.sites))
        .flag(
            "sick",
            "Whether another vantage saw those sites up: then the vantage was sick.",
            |c| Some(c.sick),
        )
        .count(
            ("probes_set_aside", "probes"),
            "Failed probes set aside, because the vantage was sick.",
            |c| Some(c.probes_set_aside),
        )
        .table(
            "common_mode",
            "Common modes",
            "A row for each time at which most sites failed together from one vantage.",
        )
}
