//! The few figures at the head of the page, each with a link to what it counts.

use crate::clock::length;
use crate::model::Report;
use crate::report::headline::claimed_sites;
use crate::report::wording::{by_count, down_for, grouped, plural};
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
    if report.sites.is_empty() {
        return figures;
    }
    add(
        grouped(totals.measured),
        format!("measured, of {}", plural(report.sites.len(), "site")),
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
    add(grouped(changes.went_down), format!("went down{besides}"), "#sites");
    if totals.outages_with_onset > 0 {
        let sites = match changes.went_down {
            1 => "down, at that site".to_owned(),
            sites => format!("down, summed over {} sites", grouped(sites)),
        };
        // An outage without a start has no part in that sum, though a site of it may have one.
        let started = match totals.downtime_without_onset_us {
            0 => "",
            _ => ", in outages that were seen to start",
        };
        add(down_for(totals.downtime), format!("{sites}{started}"), "#outages");
    } else if totals.downtime_without_onset_us > 0 {
        let least = length(totals.downtime_without_onset_us);
        add(
            format!("at least {least}"),
            "down, with no start on the record".to_owned(),
            "#outages",
        );
    }
    if !report.common_modes.is_empty() {
        let count = report.common_modes.len();
        let label = by_count(
            count,
            "time at which most sites failed at once from one place",
            "times at which most sites failed at once from one place",
        );
        add(grouped(count), label.to_owned(), "#common");
    }
    figures
}
