//! `refusals`: a row for each row of an input that was refused, and for each part of a row that
//! could not be read; `refusal_counts`: all of them by part and kind.

use crate::model::safe_text::printable;
use crate::model::{Refusal, RefusalGroup, Refusals, Report};
use crate::report::table::{Builder, TableRows};

/// Sentence about the column that says what a refusal costs.
const PART: &str = "Part of the row that is lost: the whole `row`; the `outcome`, so that the row \
                    stands as a probe with an unknown result; or a `cell` that no verdict needs.";

/// Sentence about the column that says why.
const MESSAGE: &str = "Why it was refused, and what to write instead.";

/// Sentence about the column that counts the refusals of a kind.
const REFUSED: &str = "Rows, or parts of rows, of this kind.";

/// Sentence about the list of the first refusals of a kind.
const FIRST: &str =
    "The first twenty of them, each with `file`, `line`, `column`, `name` and `why`.";

/// Sentence that says what a row is, where refusals are counted by kind.
const OF_GROUPS: &str = "A row for each part and kind that occurs.";

/// Most refusals of each kind that `check` lists; all are counted.
const LISTED_BY_CHECK: usize = 20;

/// Returns the table, its columns and rows.
pub(super) fn rows(report: &Report) -> TableRows<'_> {
    places(Builder::over(&report.refusals.listed))
        .text("part", PART, |refusal| Some(refusal.part.as_str()))
        .text("kind", "Word by which refusals are counted.", |refusal| Some(refusal.kind.as_str()))
        .made_text("message", MESSAGE, |refusal| Some(printable(&refusal.kind.to_string())))
        .table(
            "refusals",
            "Refused rows",
            "A row for each refused row, and for each outcome or cell that could not be read; very \
             long lists are cut, the counts never.",
        )
}

/// Adds the columns that say where a refusal stands.
fn places<'a>(builder: Builder<'a, Refusal>) -> Builder<'a, Refusal> {
    builder
        .text("file", "Path of the file.", |refusal| Some(&refusal.file))
        .number("line", "Number of the line, from 1.", |refusal| Some(refusal.line))
        .number("column", "Number of the field in the line, from 1.", |refusal| {
            Some(refusal.column)
        })
        .text("name", "Name of the column.", |refusal| Some(&refusal.name))
}

/// Returns the refusals by part and kind, as `check` lists them: how many, and the first of each.
pub(super) fn by_kind(refusals: &Refusals) -> TableRows<'_> {
    group_columns(refusals)
        .count("count", "rows", REFUSED, |(_, count)| Some(*count))
        .rows("first", FIRST, move |(group, _)| {
            first_refusals(refusals.of_group(*group).take(LISTED_BY_CHECK).cloned().collect())
        })
        .table("refusals", "Refused rows by kind", OF_GROUPS)
}

/// Returns the first refusals of a kind, as `check` lists them.
fn first_refusals(refusals: Vec<Refusal>) -> TableRows<'static> {
    places(Builder::over(refusals))
        .made_text("why", MESSAGE, |refusal| Some(refusal.kind.to_string()))
        .table("first", "Refused rows", "A row for each of the first refusals of a kind.")
}

/// Number of refusals of a part and kind.
type GroupCount = (RefusalGroup, u64);

/// Begins a table of the numbers of refusals, with the columns of their part and kind.
fn group_columns(refusals: &Refusals) -> Builder<'_, GroupCount> {
    let rows: Vec<GroupCount> =
        refusals.counts.iter().map(|(group, count)| (*group, *count)).collect();
    Builder::over(rows).text("part", PART, |(group, _)| Some(group.part.as_str())).text(
        "kind",
        "Word by which refusals are counted.",
        |(group, _)| Some(group.kind),
    )
}

/// Returns the numbers of refusals by kind, those that are not listed included.
pub(super) fn counts(report: &Report) -> TableRows<'_> {
    group_columns(&report.refusals)
        .count("refusals", "rows", REFUSED, |(_, count)| Some(*count))
        .table("refusal_counts", "Refused rows by kind", OF_GROUPS)
}
