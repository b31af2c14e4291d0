//! `lags`: a row for each claim and outage that it speaks of, and `lag_summaries`, which sums them
//! up (M29).

use crate::model::Report;
use crate::model::lag::{Lag, LagSummary};
use crate::report::table::{Builder, TableRows, ceil_s, floor_s};
use crate::report::wording::{SIMULATED, lag_words, simulated};

/// Returns the table of lags, its columns and rows.
pub(super) fn rows(report: &Report) -> TableRows<'_> {
    let named = Builder::over(&report.lags)
        .text("claim", "Id of the claim.", |lag| Some(&lag.claim))
        .text("claimant", "Name of the claimant.", |lag| Some(&lag.claimant))
        .text("site", "Id of the site.", |lag| Some(&lag.site))
        .text("outage", "Id of the outage.", |lag| Some(&lag.outage))
        .text("verdict", "Id of the verdict that rests on the outage.", |lag| Some(&lag.verdict))
        .text("behind", BEHIND, |lag| Some(lag.behind.as_str()));
    named
        .instant(
            "change_after",
            "The change came after this moment; empty where that is off the record.",
            |lag| lag.change.after,
        )
        .instant("change_by", "The change had come by this moment.", |lag| lag.change.by)
        .seconds(
            "lag_min_s",
            "Least time from the change to the publication, rounded down; negative where the \
             publication was first.",
            |lag| Some(floor_s(lag.lag.least_us)),
        )
        .seconds(
            "lag_max_s",
            "Greatest time, as lag_min_s, rounded up; empty where it cannot be known.",
            |lag| lag.lag.most_us.map(ceil_s),
        )
        .made_text("lag", "The lag in words.", |lag: &Lag| Some(lag_words(lag.lag, lag.behind)))
        .text("simulated", SIMULATED, |lag| simulated(report, [lag.site.as_str()]))
        .text("role", "Role of the claimant in the claim.", |lag| Some(lag.role.as_str()))
        .table(
            "lags",
            "Lags",
            "A row for each claim with a publication time and each outage that its verdicts rest \
             on: how long after the start, or the recovery, it was published.",
        )
}

/// Returns the table of summaries, its columns and rows.
pub(super) fn summaries(report: &Report) -> TableRows<'_> {
    let counted = Builder::over(&report.lag_summaries)
        .text("claimant", "Name of the claimant.", |one| Some(&one.claimant))
        .text("role", "Role of the claimant.", |one| Some(one.role.as_str()))
        .text("claim", "Id of the claim; empty for all claims of the claimant.", |one| {
            one.claim.as_deref()
        })
        .text("behind", BEHIND, |one| Some(one.behind.as_str()))
        .count("claims", "claims", "Claims with a lag.", |one| Some(one.claims))
        .count("lags", "lags", "Lags, one for each claim and outage.", |one| Some(one.lags));
    counted
        .seconds(
            "median_min_s",
            "Median of the least lags, rounded down; half of an even number lie on either side.",
            |one| Some(floor_s(one.median.least_us)),
        )
        .seconds(
            "median_max_s",
            "Median of the greatest lags, rounded up; empty where it cannot be known.",
            |one| one.median.most_us.map(ceil_s),
        )
        .seconds("least_s", "Least of the least lags, rounded down.", |one| {
            Some(floor_s(one.range.least_us))
        })
        .seconds(
            "greatest_s",
            "Greatest of the greatest lags, rounded up; empty where one cannot be known.",
            |one| one.range.most_us.map(ceil_s),
        )
        .made_text("median", "The median in words.", |one: &LagSummary| {
            Some(lag_words(one.median, one.behind))
        })
        .count("outages", "outages", "Different outages behind these lags.", |one| {
            Some(one.outages)
        })
        .instant(
            "first_published_from",
            "The first of the claims was published at this moment or later.",
            |one| one.first_published.earliest,
        )
        .instant(
            "first_published_until",
            "The first of the claims was published before this moment.",
            |one| one.first_published.latest,
        )
        .table(
            "lag_summaries",
            "Lags summed up",
            "A row for each claimant and kind of change, then one for each claim, each by \
             publication: how long after the changes they were published.",
        )
}

/// Description of the column of changes.
const BEHIND: &str = "Change that the claim speaks of: start or recovery.";
