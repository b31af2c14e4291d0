//! Lists of `check --json` alone: `sources`, a row for each source, and `names`, a row for each
//! name that was matched to a site.

use super::{pace_changes, unreadable_parts};
use crate::model::{Cadence, SiteName, SourceStats};
use crate::report::table::{Builder, TableRows};
use std::borrow::Cow;

/// Returns the table of sources, its columns and rows.
pub(super) fn rows(sources: &[SourceStats]) -> TableRows<'_> {
    let counted = contents(row_counts(Builder::over(sources)));
    observation(pace(stamps(counted))).table(
        "sources",
        "Sources",
        "A row for each source, before anything is concluded from it.",
    )
}

/// Returns the table of the names in logs that are not their site's id.
pub(super) fn names(names: &[SiteName]) -> TableRows<'_> {
    Builder::over(names)
        .text("name", "Name of the site, as a log has it.", |matched| Some(&matched.name))
        .text("site", "Id of the site that it means.", |matched| Some(&matched.site))
        .table("names", "Names", "A row for each name in the logs that is not its site's id.")
}

/// Adds the name of a source, and columns that count its rows.
fn row_counts(builder: Builder<'_, SourceStats>) -> Builder<'_, SourceStats> {
    let read = builder
        .text("name", "Name of the source.", |source| Some(&source.name))
        .texts("not_read", "Contents of its files that are not read, in words.", |source| {
            source.not_used.iter().map(Cow::from).collect()
        })
        .count("rows", "rows", "Rows read, refused ones included.", |source| Some(source.rows.read))
        .count("refused", "rows", "Rows refused.", |source| Some(source.rows.refused));
    unreadable_parts::columns(
        read,
        |source| source.rows.unreadable_outcomes,
        |source| source.rows.unreadable_cells,
    )
    .count("outside", "rows", "Rows outside the window.", |source| Some(source.rows.outside))
    .count(
        "settled_by_order",
        "rows",
        "Rows with a wall clock that was shown twice, whose showing the order of rows tells (M2).",
        |source| Some(source.rows.settled_by_order),
    )
    .count(
        "backward",
        "rows",
        "Rows earlier than one of the same site and vantage that was read before them.",
        |source| Some(source.rows.backward),
    )
}

/// Adds columns that count what the rows are about.
fn contents(builder: Builder<'_, SourceStats>) -> Builder<'_, SourceStats> {
    builder
        .count("sites", "sites", "Sites that were probed.", |source| Some(source.sites))
        .texts("vantages", "Vantages (checking locations), sorted.", |source| {
            source.vantages.iter().map(Cow::from).collect()
        })
        .count("series", "pairs", "Pairs of site and vantage.", |source| Some(source.series))
        .count("probes", "probes", "Probes: moments of such a pair.", |source| Some(source.probes))
        .count("duplicates", "rows", "Rows that repeat an earlier row exactly.", |source| {
            Some(source.duplicates)
        })
        .count("conflicts", "probes", "Probes whose rows disagree (M8).", |source| {
            Some(source.conflicts)
        })
}

/// Adds columns of the stamps.
fn stamps(builder: Builder<'_, SourceStats>) -> Builder<'_, SourceStats> {
    builder
        .instant("first", "The first probe.", |source| source.first)
        .instant("last", "The last probe.", |source| source.last)
        .microseconds("resolution_us", "Time that its coarsest stamp leaves open (M2).", |source| {
            Some(source.resolution.us)
        })
        .boolean("resolution_declared", "Whether `resolution` says it.", |source| {
            Some(source.resolution.is_declared)
        })
        .location(
            "coarsest_stamp",
            "The first of its coarsest stamps; empty where all tell their second, or the \
             resolution is declared.",
            |source| source.coarsest_stamp.as_ref(),
        )
}

/// Adds columns of how often the source probes.
fn pace(builder: Builder<'_, SourceStats>) -> Builder<'_, SourceStats> {
    builder
        .text(
            "cadence",
            "`poll`, a row for each probe, or `on-change`, a row for each change.",
            |source| {
                Some(match source.cadence {
                    Cadence::Poll => "poll",
                    Cadence::OnChange { .. } => "on-change",
                })
            },
        )
        .microseconds(
            "interval_us",
            "Time between the probes of a log of changes, as declared.",
            |source| match source.cadence {
                Cadence::Poll => None,
                Cadence::OnChange { interval_us } => Some(interval_us),
            },
        )
        .microseconds("pace_us_min", "Least pace of a site and vantage.", |source| {
            Some(source.pace?.least_us)
        })
        .microseconds("pace_us_max", "Greatest pace of a site and vantage.", |source| {
            Some(source.pace?.most_us)
        })
        .rows(
            "pace_changes",
            "Changes of its pace, in the columns of `pace_changes` but for `source`.",
            |source| pace_changes::of_source(&source.pace_changes),
        )
        .boolean(
            "seems_on_change",
            "Whether it is read as a row for each probe and seems to be a log of changes.",
            |source| Some(source.seems_on_change),
        )
}

/// Adds columns of what the source observed.
fn observation(builder: Builder<'_, SourceStats>) -> Builder<'_, SourceStats> {
    builder
        .count(
            "gaps",
            "times",
            "Times between the first and the last row of a site and vantage that were not \
             observed (M7).",
            |source| Some(source.gaps),
        )
        .microseconds("longest_gap_us", "The longest of them.", |source| source.longest_gap_us)
        .exact_share(
            "observed_share",
            "Observed time over the window, over all pairs of site and vantage.",
            |source| source.observed_share,
        )
}
