//! The few figures at the head of the page, each with a link to what it counts.

use crate::clock::length;
use crate::model::Report;
use crate::report::headline::claimed_sites;
use crate::report::rules_in_force::common_share;
use crate::report::wording::{
    announced_work, by_count, down_for, failed_at_once, grouped, plural, simulated_log,
};
use serde::Serialize;

/// Figure at the head of the page.
#[derive(Debug, Serialize)]
pub(super) struct Figure {
    value: String,
    label: String,
    /// Anchor of the rows that it counts.
    href: &'static str,
}

/// Returns the figures, at most five.
pub(super) fn figures(report: &Report) -> Vec<Figure> {
    let totals = &report.totals;
    let mut figures = Vec::new();
    let mut add = |value: String, label: String, href: &'static str| {
        figures.push(Figure { value, label, href });
    };
    if !report.claims.is_empty() {
        let named = claimed_sites(report).count();
        let sites = by_count(named, "site", "sites");
        let claims = plural(report.claims.len(), "claim");
        add(grouped(named), format!("{sites} named in {claims}"), "#scorecard");
    }
    // A figure is copied alone.
    let log = simulated_log(report).map_or_else(String::new, |log| format!(" in a {log}"));
    if report.sites.is_empty() {
        return figures;
    }
    add(
        grouped(totals.measured),
        format!("measured{log}, of {}", plural(report.sites.len(), "site")),
        "#sites",
    );
    if totals.measured == 0 {
        return figures;
    }
    let changes = &totals.changes;
    let apart = changes.down_at_start + changes.never_up;
    let besides = match apart {
        0 => String::new(),
        apart => format!("; {} more down with no start on the record", grouped(apart)),
    };
    add(grouped(changes.went_down), format!("went down{log}{besides}"), "#sites");
    if totals.outages_with_onset > 0 {
        let sites = match changes.went_down {
            1 => format!("down{log}, at that site"),
            sites => format!("down{log}, summed over {} sites", grouped(sites)),
        };
        // An outage without a start has no part in that sum, though a site of it may have one.
        let started = match totals.downtime_without_onset_us {
            0 => "",
            _ => ", in outages that were seen to start",
        };
        let outside = totals.downtime_outside_maintenance;
        let work = match outside == totals.downtime {
            true => String::new(),
            false => format!("; {} of it outside {}", down_for(outside), announced_work(report)),
        };
        add(down_for(totals.downtime), format!("{sites}{started}{work}"), "#outages");
    } else if totals.downtime_without_onset_us > 0 {
        let least = length(totals.downtime_without_onset_us);
        add(
            format!("at least {least}"),
            format!("down{log}, with no start on the record"),
            "#outages",
        );
    }
    if !report.common_modes.is_empty() {
        let count = report.common_modes.len();
        let times = by_count(count, "time", "times");
        let (share, failed) = (common_share(), failed_at_once(report.common_modes.iter()));
        let sites = format!("at least {share} of the sites");
        let label = format!("{times} at which {sites} {failed} as seen from one place");
        add(grouped(count), format!("{label}{log}"), "#common");
    }
    figures
}
