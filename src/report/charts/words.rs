//! The sentences on charts. They read the report's numbers off; they conclude nothing.

use crate::clock::Zone;
use crate::model::{InputRole, Report, SiteReport};
use crate::report::words::{grouped, plural, standing};

pub(super) use crate::report::words::{affected, down_for, name, shown};

/// Names of files shown before `and … more`.
const FILES: usize = 4;

/// The line at the foot: where the chart comes from, and what must stand on it.
pub(super) fn source(report: &Report) -> String {
    let logs: Vec<&str> = report
        .inputs
        .iter()
        .filter(|input| input.role == InputRole::Probes)
        .map(|input| input.path.as_str())
        .collect();
    let rows: u64 = report
        .inputs
        .iter()
        .filter(|input| input.role == InputRole::Probes)
        .map(|input| input.rows)
        .sum();
    let refused: u64 = report
        .inputs
        .iter()
        .filter(|input| input.role == InputRole::Probes)
        .map(|input| input.refused)
        .sum();
    let mut words = match logs.len() {
        0 => "Source: claims only, no probe log".to_owned(),
        many => {
            let more =
                if many > FILES { format!(" and {} more", many - FILES) } else { String::new() };
            let kind = if report.simulated { "simulated probes, " } else { "" };
            format!(
                "Source: {kind}{}{more}; {}, {} refused",
                logs[..many.min(FILES)].join(", "),
                rows_of(rows),
                grouped(refused)
            )
        }
    };
    if !report.claims.is_empty() {
        words.push_str(&format!("; {}", plural(report.claims.len(), "claim")));
    }
    format!("{words}. {} Drawn by corroborate {}.", standing(report), env!("CARGO_PKG_VERSION"))
}

fn rows_of(rows: u64) -> String {
    format!("{} {}", grouped(rows), if rows == 1 { "row" } else { "rows" })
}

/// The window, for the line under the title.
pub(super) fn window(report: &Report) -> String {
    let shown = |zone: Zone| {
        let Some(window) = report.window else { return String::new() };
        format!(
            "{} to {}",
            zone.format(window.from(), "%-d %b %Y %H:%M"),
            zone.format(window.shown_until(), "%-d %b %Y %H:%M")
        )
    };
    if report.window.is_some() {
        format!("{} UTC", shown(Zone::UTC))
    } else {
        "no window".to_owned()
    }
}

/// How long a site was down over all, for the end of its row.
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

/// A share in percent; rounded towards the outside of its range by the caller's choice of `up`.
pub(super) fn percent(share: f64, up: Rounded) -> String {
    let tenths = share * 1000.0;
    // A hair of slack, so that a share that is exact in decimals is not moved by its binary form.
    let tenths = match up {
        Rounded::Down => (tenths + 1e-9).floor(),
        Rounded::Up => (tenths - 1e-9).ceil(),
    };
    format!("{:.1}", tenths / 10.0)
}

/// Which way a share is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rounded {
    /// For the least that it can be.
    Down,
    /// For the most.
    Up,
}
