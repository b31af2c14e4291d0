//! Columns that count sites by what the record shows of their change (M24), for each table that has
//! such counts.

use crate::model::ChangeCounts;
use crate::report::table::Builder;

/// Adds the columns `measured`, `went_down`, `down_at_start`, `never_up` and `no_outage`, in this
/// order; `of` returns the counts of a row.
pub(super) fn columns<T: Clone + Send + Sync>(
    builder: Builder<'_, T>,
    of: fn(&T) -> &ChangeCounts,
) -> Builder<'_, T> {
    builder
        .count(
            "measured",
            "sites",
            "Sites with a probe of a known result in the window.",
            move |row| Some(of(row).measured()),
        )
        .count(
            "went_down",
            "sites",
            "Sites with an outage whose start is on the record.",
            move |row| Some(of(row).went_down),
        )
        .count(
            "down_at_start",
            "sites",
            "Sites that were down before they were first certainly up, and in no outage later.",
            move |row| Some(of(row).down_at_start),
        )
        .count("never_up", "sites", "Sites that were down, and never certainly up.", move |row| {
            Some(of(row).never_up)
        })
        .count("no_outage", "sites", "Measured sites without a confirmed outage.", move |row| {
            Some(of(row).no_outage)
        })
}
