//! `sites`: a row for each known site.

use super::site_shares;
use crate::model::{Outage, Report, SiteReport};
use crate::report::table::{Builder, TableRows, ceil_s, floor_s};
use crate::report::wording::SIMULATED;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Returns the table, its columns and rows.
pub(super) fn rows(report: &Report) -> TableRows<'_> {
    let counted = lengths(counts(&report.sites));
    let shared = shares(ends(report, counted));
    let all = unplaced(times(exact(appended(shared))));
    let all = all.text("simulated", SIMULATED, |site| Some(site.simulated?.as_str())).text(
        "possibly_down_on",
        "Probes on which it rests that the site may have been down without a confirmed outage: \
         one_failed_probe, failed_probes, failed_and_challenged_probes, challenged_probes; empty \
         for other sites.",
        |site| Some(site.possibly_down?.as_str()),
    );
    all.table(
        "sites",
        "Sites",
        "A row for each known site. Where a site was not measured, its counts and lengths are \
         empty.",
    )
}

/// Returns a value of a measured site; `None` where the site was not measured.
fn measured<T>(site: &SiteReport, value: T) -> Option<T> {
    site.measured.then_some(value)
}

/// Sentence about the rows of a site that stand nowhere in its series.
pub(super) const UNPLACED: &str = "Refused rows that name the site and whose time cannot be read: \
     they stand nowhere in its series.";

/// Adds columns of counts.
fn counts(rows: &[SiteReport]) -> Builder<'_, SiteReport> {
    Builder::over(rows)
        .id("site", "Id of the site.", |site| &site.site.id)
        .text("name", "Name of the site.", |site| Some(&site.site.name))
        .text("group", "Group that the site belongs to.", |site| site.site.group.as_deref())
        .count("outages", "outages", "Confirmed outages.", |site| measured(site, site.outages))
        .count("blips", "blips", "Failures that too few probes confirm.", |site| {
            measured(site, site.blips)
        })
        .count(
            "episodes",
            "episodes",
            "Outages, with those close together counted as one.",
            |site| measured(site, site.episodes),
        )
}

/// Adds columns of lengths.
fn lengths(builder: Builder<'_, SiteReport>) -> Builder<'_, SiteReport> {
    builder
        .seconds("down_at_least_s", "Least time down in confirmed outages, rounded down.", |site| {
            measured(site, floor_s(site.downtime.least_us))
        })
        .seconds(
            "down_at_most_s",
            "Greatest time down in confirmed outages, rounded up; empty where one has no known \
             end.",
            |site| measured(site, site.downtime.most_us)?.map(ceil_s),
        )
}

/// Adds the column of rows without a place.
fn unplaced(builder: Builder<'_, SiteReport>) -> Builder<'_, SiteReport> {
    builder.count("unplaced_rows", "rows", UNPLACED, |site| {
        (site.measured || site.unplaced_rows > 0).then_some(site.unplaced_rows)
    })
}

/// First and last confirmed outage of a site.
#[derive(Clone, Copy)]
struct FirstAndLast<'a> {
    first: &'a Outage,
    last: &'a Outage,
}

/// Returns the first and the last confirmed outage of each site that has one, by the site's id.
fn first_and_last(report: &Report) -> BTreeMap<&str, FirstAndLast<'_>> {
    let mut ends: BTreeMap<&str, FirstAndLast<'_>> = BTreeMap::new();
    for outage in &report.outages {
        ends.entry(&outage.site)
            .and_modify(|known| known.last = outage)
            .or_insert(FirstAndLast { first: outage, last: outage });
    }
    ends
}

/// Adds columns of starts and ends.
fn ends<'a>(report: &'a Report, builder: Builder<'a, SiteReport>) -> Builder<'a, SiteReport> {
    let ends = Arc::new(first_and_last(report));
    let of = move |site: &SiteReport| ends.get(site.site.id.as_str()).copied();
    let [first_after, first_by, last_after, last_by] = [of.clone(), of.clone(), of.clone(), of];
    builder
        .instant(
            "first_onset_after",
            "The first confirmed outage started after this moment.",
            move |site| first_after(site)?.first.onset.after,
        )
        .instant(
            "first_onset_by",
            "The first confirmed outage had certainly started by this moment.",
            move |site| first_by(site)?.first.onset.by,
        )
        .instant(
            "last_recovery_after",
            "The last confirmed outage ended after this moment.",
            move |site| last_after(site)?.last.recovery.after,
        )
        .instant(
            "last_recovery_by",
            "The last confirmed outage had certainly ended by this moment.",
            move |site| last_by(site)?.last.recovery.by,
        )
}

/// Adds columns of shares.
fn shares(builder: Builder<'_, SiteReport>) -> Builder<'_, SiteReport> {
    site_shares::columns(builder).boolean(
        "claimed",
        "Whether a claim of an attack or an outage is about the site: it names the site, its \
             group or all sites, or is read so (targets_inferred of claims).",
        |site| Some(site.claimed),
    )
}

/// Adds columns that came later: order never changes.
fn appended(builder: Builder<'_, SiteReport>) -> Builder<'_, SiteReport> {
    let named = builder
        .text("url", "Address of the site.", |site| site.site.url.as_deref())
        .text("operator", "Name of the body that runs the site.", |site| {
            site.site.operator.as_deref()
        })
        .boolean(
            "measured",
            "Whether any probe of the site with a known result lies in the window.",
            |site| Some(site.measured),
        )
        .text(
            "change",
            "Kind by what the record shows: went_down (a start is on the record), down_at_start \
             (down before it was first certainly up), never_up (down, and never certainly up), \
             no_outage, not_measured.",
            |site| Some(site.change.as_str()),
        )
        .texts(
            "vantages",
            "Vantages (checking locations) that probed the site, separated by semicolons.",
            |site| site.vantages.iter().map(Cow::from).collect(),
        );
    site_shares::unknown_probes(named)
        .seconds(
            "down_at_least_outside_maintenance_s",
            "As down_at_least_s, outside announced work.",
            |site| measured(site, floor_s(site.downtime_outside_maintenance.least_us)),
        )
        .seconds(
            "down_at_most_outside_maintenance_s",
            "As down_at_most_s, outside announced work.",
            |site| measured(site, site.downtime_outside_maintenance.most_us)?.map(ceil_s),
        )
}

/// Adds columns of exact values, for JSON alone.
fn exact(builder: Builder<'_, SiteReport>) -> Builder<'_, SiteReport> {
    builder
        .microseconds("down_at_least_us", "As down_at_least_s, exact.", |site| {
            measured(site, site.downtime.least_us)
        })
        .microseconds("down_at_most_us", "As down_at_most_s, exact.", |site| {
            measured(site, site.downtime.most_us)?
        })
        .microseconds(
            "down_at_least_outside_maintenance_us",
            "As down_at_least_outside_maintenance_s, exact.",
            |site| measured(site, site.downtime_outside_maintenance.least_us),
        )
        .microseconds(
            "down_at_most_outside_maintenance_us",
            "As down_at_most_outside_maintenance_s, exact.",
            |site| measured(site, site.downtime_outside_maintenance.most_us)?,
        )
}

/// Adds columns of times.
fn times(builder: Builder<'_, SiteReport>) -> Builder<'_, SiteReport> {
    builder
        .spans(
            "observed",
            "Times observed from any vantage; empty where the site was not measured.",
            |site| measured(site, site.observed.spans()),
        )
        .spans("certainly_up", "Times at which the site was certainly up.", |site| {
            measured(site, site.up.spans())
        })
        .spans("certainly_down", "Times at which the site was confirmed down.", |site| {
            measured(site, site.down.spans())
        })
        .spans(
            "partial",
            "Times at which some vantages only, or a challenge only, kept the site from being \
             certainly up.",
            |site| measured(site, site.partial.spans()),
        )
        .spans(
            "maintenance",
            "Times of announced work that reaches into the window, each as a whole.",
            |site| Some(site.maintenance.spans()),
        )
        .spans(
            "simulated_maintenance",
            "Times of announced work that was simulated: nobody announced it.",
            |site| Some(site.simulated_maintenance.spans()),
        )
}
