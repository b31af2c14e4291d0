//! Sentences on charts. They read numbers off the report and conclude nothing.

use crate::clock::Zone;
use crate::model::{InputRole, Report, SiteReport};
use crate::report::table::from_inside;
use crate::report::words::{grouped, plural, standing};

pub(super) use crate::report::words::{affected, down_for, name, shown};

/// Most names of files before `and … more`.
const MAX_FILES: usize = 4;

/// Line at the foot: where the data comes from, and what must be said on every chart.
pub(super) fn source(report: &Report) -> String {
    let mut text = probe_logs(report);
    if !report.claims.is_empty() {
        text.push_str(&format!("; {}", plural(report.claims.len(), "claim")));
    }
    format!("{text}. {} Drawn by corroborate {}.", standing(report), env!("CARGO_PKG_VERSION"))
}

/// Names of the probe logs, with their rows.
fn probe_logs(report: &Report) -> String {
    let logs: Vec<_> =
        report.inputs.iter().filter(|input| input.role == InputRole::Probes).collect();
    if logs.is_empty() {
        return "Source: claims only, no probe log".to_owned();
    }
    let names: Vec<&str> = logs.iter().take(MAX_FILES).map(|log| log.path.as_str()).collect();
    let names = names.join(", ");
    let more = match logs.len().saturating_sub(MAX_FILES) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let kind = if report.simulated { "simulated probes, " } else { "" };
    let rows = plural(logs.iter().map(|log| log.rows).sum::<u64>(), "row");
    let refused = grouped(logs.iter().map(|log| log.refused).sum::<u64>());
    let unreadable = match logs.iter().map(|log| log.unreadable_outcomes).sum::<u64>() {
        0 => String::new(),
        rows => format!(", {} unreadable", grouped(rows)),
    };
    format!("Source: {kind}{names}{more}; {rows}, {refused} refused{unreadable}")
}

/// The window in UTC, for the line under the title.
pub(super) fn window(report: &Report) -> String {
    let Some(window) = report.window else { return "no window".to_owned() };
    let from = Zone::UTC.format(window.from(), "%-d %b %Y %H:%M");
    let until = Zone::UTC.format(window.shown_until(), "%-d %b %Y %H:%M");
    format!("{from} to {until} UTC")
}

/// Total downtime of a site, for the end of its row.
pub(super) fn downtime(site: &SiteReport) -> String {
    if !site.measured {
        return "not measured".to_owned();
    }
    if site.outages > 0 {
        return down_for(site.downtime);
    }
    match site.blips {
        0 => "no outage seen".to_owned(),
        blips => format!("no outage, {}", plural(blips, "blip")),
    }
}

/// A share in percent, with one decimal.
pub(super) fn percent(share: f64, rounding: Rounding) -> String {
    let tenths = share * 1000.0;
    // A hair of slack, so that a share that is exact in decimals is not moved by its binary form.
    let tenths = match rounding {
        Rounding::Down => (tenths + 1e-9).floor(),
        Rounding::Up => (tenths - 1e-9).ceil(),
    };
    format!("{:.1}", from_inside(share, tenths, 1000.0) * 100.0)
}

/// Direction in which a share is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rounding {
    /// Down: for the least that it can be.
    Down,
    /// Up: for the most that it can be.
    Up,
}
