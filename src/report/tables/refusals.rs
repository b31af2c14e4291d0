//! `refusals`: a row for each row of an input that was set aside, and for each part of a row that
//! could not be read; `refusal_counts`: all of them by part and kind.

use crate::model::safe_text::printable;
use crate::model::{RefusalGroup, Report};
use crate::report::table::{Builder, Records};

/// Sentence about the column that says what a refusal costs.
const PART: &str = "Part of the row that is lost: the whole `row`; the `outcome`, so that the row \
                    stands as a probe with an unknown result; or a `cell` that no verdict needs.";

/// Returns the table, its columns and rows.
pub(super) fn records(report: &Report) -> Records<'_> {
    Builder::over(&report.refusals.listed)
        .text("file", "Path of the file.", |refusal| Some(&refusal.file))
        .number("line", "Number of the line, from 1.", |refusal| Some(refusal.line))
        .number("column", "Number of the field in the line, from 1.", |refusal| {
            Some(refusal.column)
        })
        .text("name", "Name of the column.", |refusal| Some(&refusal.name))
        .text("part", PART, |refusal| Some(refusal.part.as_str()))
        .text("kind", "Word by which refusals are counted.", |refusal| Some(refusal.kind.as_str()))
        .made_text("message", "Why it was set aside, and what to write instead.", |refusal| {
            Some(printable(&refusal.kind.to_string()))
        })
        .records(
            "refusals",
            "Rows set aside",
            "A row for each refused row, and for each outcome or cell that could not be read; very \
             long lists are cut, the counts never.",
        )
}

/// Returns the numbers of refusals by kind, those that are not listed included.
pub(super) fn counts(report: &Report) -> Records<'_> {
    let counts = &report.refusals.counts;
    let rows: Vec<(RefusalGroup, u64)> =
        counts.iter().map(|(group, count)| (*group, *count)).collect();
    Builder::over(rows)
        .text("part", PART, |(group, _)| Some(group.part.as_str()))
        .text("kind", "Word by which refusals are counted.", |(group, _)| Some(group.kind))
        .count("refusals", "rows", "Rows, or parts of rows, of this kind.", |(_, count)| {
            Some(*count)
        })
        .records(
            "refusal_counts",
            "Rows set aside by kind",
            "A row for each part and kind that occurs.",
        )
}
