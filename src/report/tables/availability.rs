//! `availability`: what part of the window each site was up, as a range (M14).

use super::site_shares;
use super::sites::UNPLACED;
use crate::clock::IntervalSet;
use crate::model::{Report, SiteReport};
use crate::report::table::{Builder, TableRows, ceil_s, floor_s};
use crate::report::wording::SIMULATED;

/// Returns the table, its columns and rows.
pub(super) fn rows(report: &Report) -> TableRows<'_> {
    let window_us = report.window.map(|window| window.length());
    let builder = Builder::over(&report.sites)
        .id("site", "Id of the site.", |site| &site.site.id)
        .seconds(
            "window_s",
            "Length of the window, rounded up: the denominator of every share in this table.",
            move |_| window_us.map(ceil_s),
        )
        .seconds(
            "observed_s",
            "Time observed from any vantage, rounded down; empty where the site was not measured.",
            |site| inner_length_us(site, &site.observed).map(floor_s),
        )
        .seconds("up_s", "Time certainly up, rounded down.", |site| {
            inner_length_us(site, &site.up).map(floor_s)
        })
        .seconds("down_s", "Time confirmed down, rounded down.", |site| {
            inner_length_us(site, &site.down).map(floor_s)
        });
    let shares = site_shares::unknown_probes(site_shares::columns(builder));
    let exact = exact(shares, window_us);
    let unplaced = exact.count("unplaced_rows", "rows", UNPLACED, |site| {
        (site.measured || site.unplaced_rows > 0).then_some(site.unplaced_rows)
    });
    let origin = unplaced.text("simulated", SIMULATED, |site| Some(site.simulated?.as_str()));
    origin.table(
        "availability",
        "Availability",
        "A row for each site. Every share is over the whole window; time that nobody observed is \
         neither up nor down.",
    )
}

/// Microseconds in the set; `None` where the site was not measured.
fn inner_length_us(site: &SiteReport, set: &IntervalSet) -> Option<i64> {
    site.measured.then(|| set.inner_length())
}

/// Adds columns of exact values, for JSON alone.
fn exact<'a>(builder: Builder<'a, SiteReport>, window_us: Option<i64>) -> Builder<'a, SiteReport> {
    builder
        .microseconds("window_us", "As window_s, exact.", move |_| window_us)
        .microseconds("observed_us", "As observed_s, exact.", |site| {
            inner_length_us(site, &site.observed)
        })
        .microseconds("up_us", "As up_s, exact.", |site| inner_length_us(site, &site.up))
        .microseconds("down_us", "As down_s, exact.", |site| inner_length_us(site, &site.down))
}
