//! `timeline`: a row for each site, with what the probes say of it over time, announced work, and
//! what was claimed of it.

use super::canvas::PixelRect;
use super::chart::{Chart, ChartError};
use super::font::LABEL;
use super::layout::{ChartSpec, LegendEntry, MARGIN, SCALE_HEIGHT, WIDE, WIDTH, draw_chart};
use super::site_bar::{self, BAR_HEIGHT};
use super::site_rows::{ChartRow, END_WIDTH, SiteOrder, SiteRows};
use super::time_axis::{TimeAxis, height_above};
use super::{claim_marks, palette, words};
use crate::model::Report;
use crate::report::anchors::of_site;
use crate::report::headline::headline;
use crate::report::wording::{FigureOrigin, plural};

/// Says that the timeline is there whatever was found: what was observed is always something.
pub(super) fn has_content(_report: &Report) -> bool {
    true
}

/// Draws the chart.
pub(super) fn chart(report: &Report) -> Result<Chart, ChartError> {
    let row_height = claim_marks::row_height(&report.claims);
    let claimant = report.claimants.first().filter(|_| report.totals.measured > 0);
    let rows = SiteRows::of(report, SiteOrder::by_downtime(report).chosen(report), claimant);
    let title = headline(report, &FigureOrigin::named(report));
    let (window, rest) = (words::window(report), rows.order_and_rest());
    let unknown = words::unknown_sentence(report);
    let subtitle = format!("Each site over time, {window}.{rest}{unknown}");
    let spec = ChartSpec {
        frame: WIDE,
        name: "timeline",
        origin_words: true,
        has_site_rows: true,
        subtitle,
        description: description(report, &rows, &title),
        title,
        legend: legend(report, WIDTH - 2 * MARGIN - rows.name_width - END_WIDTH),
        height: rows.height(row_height) + SCALE_HEIGHT + height_above(report.zone),
    };
    draw_chart(report, spec, |canvas, body| {
        let plot = PixelRect {
            left: body.left + rows.name_width,
            top: body.top + height_above(report.zone),
            right: body.right - END_WIDTH,
            bottom: body.bottom - SCALE_HEIGHT,
        };
        rows.draw_texts(canvas, plot, row_height, words::downtime_and_unknown)?;
        let Some(window) = report.window else {
            return canvas.text(
                "Neither a window, a probe nor a claim says which time is meant.",
                (plot.left, plot.top + row_height / 2),
                LABEL.colour(palette::GREY),
            );
        };
        let axis = TimeAxis { window, zone: report.zone, plot };
        axis.draw(canvas)?;
        let failures = site_bar::failures(report);
        for (row, rect) in rows.placed(plot, row_height) {
            let ChartRow::Site(site) = row else { continue };
            let failures = failures.get(site.site.id.as_str()).map_or(&[][..], Vec::as_slice);
            let top = rect.top + 5;
            let bar = rect.band(top, top + BAR_HEIGHT);
            canvas.group(&of_site(&site.site.id), &words::site_name(&site.site), || {
                site_bar::draw_bar(canvas, &axis, site, failures, bar)?;
                claim_marks::draw_on_row(canvas, &axis, &report.claims, site, rect)
            })?;
        }
        Ok(())
    })
}

/// Returns the entries of the legend.
fn legend(report: &Report, width: i32) -> Vec<LegendEntry> {
    let mut legend = site_bar::legend(report, width);
    legend.extend(claim_marks::legend(&report.claims));
    legend
}

/// Describes the chart in words, for those who do not see it.
fn description(report: &Report, rows: &SiteRows<'_>, title: &str) -> String {
    let sites = plural(report.sites.len(), "site");
    let mut text = format!("Timeline of {sites}, {}. {title}.", words::window(report));
    let mut described = 0;
    for site in rows.sites().filter(|site| site.outages > 0) {
        let outages = words::with_unknown(site, words::outages(site));
        text.push_str(&format!(" {}: {outages}.", words::site_name(&site.site)));
        described += 1;
    }
    let failed = rows.drawn_and_left_out().filter(|site| site.outages > 0).count();
    let more = failed - described;
    if more > 0 {
        text.push_str(&format!(" And {} with an outage.", plural(more, "more site")));
    }
    text.push_str(&words::unknown_sentence(report));
    text
}
