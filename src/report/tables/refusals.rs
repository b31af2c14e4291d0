//! `refusals`: a row for each row of an input that was set aside; `refusal_counts`: all of them by
//! kind.

use crate::model::Report;
use crate::report::table::{Builder, Records};
use std::collections::BTreeMap;

pub(super) fn records(report: &Report) -> Records<'_> {
    Builder::over(&report.refusals.listed)
        .text("file", "Path of the file.", |refusal| Some(&refusal.file))
        .number("line", "Number of the line, from 1.", |refusal| Some(refusal.line))
        .number("column", "Number of the field in the line, from 1.", |refusal| {
            u64::try_from(refusal.column).ok()
        })
        .text("name", "Name of the column.", |refusal| Some(&refusal.name))
        .text("kind", "Word by which refusals are counted.", |refusal| Some(refusal.kind.as_str()))
        .made_text("message", "Why the row was set aside, and what to write instead.", |refusal| {
            Some(refusal.kind.to_string())
        })
        .records(
            "refusals",
            "Rows set aside",
            "A row for each refused row or part of it; very long lists are cut, the counts never.",
        )
}

/// The numbers of refusals by kind, those that are not listed included.
pub(super) fn counts(report: &Report) -> Records<'_> {
    let by_kind: &BTreeMap<&'static str, u64> = &report.refusals.by_kind;
    let rows: Vec<(&'static str, u64)> =
        by_kind.iter().map(|(kind, count)| (*kind, *count)).collect();
    Builder::over(rows)
        .text("kind", "Word by which refusals are counted.", |(kind, _)| Some(kind))
        .count("refusals", "rows", "Rows, or parts of rows, of this kind.", |(_, count)| {
            Some(*count)
        })
        .records("refusal_counts", "Rows set aside by kind", "A row for each kind that occurs.")
}
