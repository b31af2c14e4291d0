//! `timeline`: a row for each site, with what the probes say of it over time, announced work, and
//! what was claimed of it.

use super::canvas::{Canvas, DrawResult, PixelRect};
use super::chart::{Chart, ChartError};
use super::font::LABEL;
use super::layout::{ChartSpec, LegendEntry, MARGIN, WIDTH, draw_chart};
use super::site_bar::{self, BAR_HEIGHT, BarParts};
use super::site_rows::{END_WIDTH, Row, SiteRows};
use super::time_axis::{SCALE_HEIGHT, TimeAxis, height_above};
use super::{claim_marks, palette, words};
use crate::clock::Span;
use crate::model::{Report, SiteReport};
use crate::report::words::plural;

/// Height of a row.
const ROW_HEIGHT: i32 = 28;
/// Most sites told in the description.
const MAX_DESCRIBED: usize = 60;

/// Draws the chart.
pub(super) fn chart(report: &Report) -> Result<Chart, ChartError> {
    let rows = SiteRows::of(report);
    let title = words::affected(report);
    let subtitle = format!("Each site over time, {}.{}", words::window(report), rows.rest());
    let spec = ChartSpec {
        name: "timeline",
        subtitle,
        description: description(report, &title),
        title,
        legend: legend(report, WIDTH - 2 * MARGIN - rows.name_width - END_WIDTH),
        height: rows.height(ROW_HEIGHT) + SCALE_HEIGHT + height_above(report.zone),
    };
    draw_chart(report, spec, |canvas, body| {
        let plot = PixelRect {
            left: body.left + rows.name_width,
            top: body.top + height_above(report.zone),
            right: body.right - END_WIDTH,
            bottom: body.bottom - SCALE_HEIGHT,
        };
        rows.draw_texts(canvas, plot, ROW_HEIGHT, words::downtime)?;
        let Some(window) = report.window else {
            return canvas.text(
                "Neither a window nor a probe says which time is meant.",
                (plot.left, plot.top + ROW_HEIGHT / 2),
                LABEL.colour(palette::GREY),
            );
        };
        let axis = TimeAxis { window, zone: report.zone, plot };
        axis.draw(canvas)?;
        let failures = site_bar::failures(report);
        for (row, rect) in rows.placed(plot, ROW_HEIGHT) {
            let Row::Site(site) = row else { continue };
            let failures = failures.get(site.site.id.as_str()).map_or(&[][..], Vec::as_slice);
            draw_bar(canvas, &axis, site, failures, rect)?;
            claim_marks::draw_on_row(canvas, &axis, &report.claims, site, rect)?;
        }
        Ok(())
    })
}

/// Draws what the probes say of a site: the upper part of its row.
fn draw_bar(
    canvas: &Canvas<'_>,
    axis: &TimeAxis,
    site: &SiteReport,
    failures: &[Span],
    row: PixelRect,
) -> DrawResult {
    let top = row.top + 5;
    let mut parts = BarParts::default();
    parts.add(axis, site, failures, row.band(top, top + BAR_HEIGHT));
    for part in parts.unknown {
        canvas.hatch_rect(part)?;
    }
    for part in parts.up {
        canvas.fill_rect(part, palette::UP)?;
    }
    for part in parts.partial {
        canvas.fill_rect(part, palette::WHITE)?;
        canvas.outline_rect(part, palette::PARTIAL)?;
    }
    let layers = [
        (parts.possible.below_half, palette::POSSIBLE),
        (parts.possible.half_or_more, palette::POSSIBLE),
        (parts.down.below_half, palette::DOWN),
        (parts.down.half_or_more, palette::DOWN),
        (parts.work, palette::WORK),
    ];
    for (parts, colour) in layers {
        for part in parts {
            canvas.fill_rect(part, colour)?;
        }
    }
    Ok(())
}

fn legend(report: &Report, width: i32) -> Vec<LegendEntry> {
    let mut legend = site_bar::legend(report, width);
    legend.extend(claim_marks::legend(&report.claims));
    legend
}

fn description(report: &Report, title: &str) -> String {
    let sites = plural(report.sites.len(), "site");
    let mut text = format!("Timeline of {sites}, {}. {title}.", words::window(report));
    let affected = report.sites.iter().filter(|site| site.outages > 0);
    for site in affected.take(MAX_DESCRIBED) {
        let name = words::shown(&site.site);
        let outages = plural(site.outages, "outage");
        text.push_str(&format!(" {name}: {outages}, down {}.", words::downtime(site)));
    }
    let more = report.totals.affected.saturating_sub(MAX_DESCRIBED);
    if more > 0 {
        text.push_str(&format!(" And {} more.", plural(more, "site")));
    }
    text
}
