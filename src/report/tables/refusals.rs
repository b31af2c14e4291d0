//! `refusals`: a row for each row of an input that was set aside.

use super::number;
use crate::model::Report;
use crate::report::table::{Builder, Table};
use polars::prelude::PolarsError;

pub(super) fn table(report: &Report) -> Result<Table, PolarsError> {
    Builder::over(&report.refusals.listed)
        .text("file", "The file.", |r| Some(r.file.clone()))
        .count(("line", "lines"), "Its line, from 1.", |r| Some(r.line))
        .count(("column", "columns"), "The number of the field in the line, from 1.", |r| {
            number(r.column)
        })
        .text("name", "The column's name.", |r| Some(r.name.clone()))
        .text("kind", "The word by which refusals are counted.", |r| {
            Some(r.kind.as_str().to_owned())
        })
        .text("message", "Why it was set aside, and what to write instead.", |r| {
            Some(r.kind.to_string())
        })
        .table(
            "refusals",
            "Rows set aside",
            "A row for each refused row or part of it; very long lists are cut, the counts never.",
        )
}
