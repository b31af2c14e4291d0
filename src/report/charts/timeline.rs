//! `timeline`: a row for each site, with what the probes say of it over time, announced work, and
//! what was claimed of it.

use super::canvas::{Canvas, DrawResult, PixelRect};
use super::chart::{Chart, ChartError};
use super::font::LABEL;
use super::frame::ChartFit;
use super::language::{ChartWords, English, Label, words};
use super::layout::{ChartSpec, LegendEntry, SCALE_HEIGHT, draw_chart};
use super::leads::Leads;
use super::row_grid::LABEL_LINE;
use super::site_bar::{self, BAR_HEIGHT};
use super::site_rows::{ChartRow, RowContent, SiteOrder, SiteRows};
use super::time_axis::{TimeAxis, height_above};
use super::{claim_marks, palette, words};
use crate::model::Report;
use crate::report::anchors::of_site;
use crate::report::headline::headline;
use crate::report::wording::{FigureOrigin, plural};

/// Says whether there is a site: what was observed of one is always something.
pub(super) fn has_content(report: &Report) -> bool {
    !report.sites.is_empty()
}

/// Draws the chart.
pub(super) fn chart(report: &Report, fit: ChartFit) -> Result<Chart, ChartError> {
    let leads = Leads::of(report);
    let content = RowContent {
        leads: leads.as_ref(),
        bar: claim_marks::row_height(&report.claims),
        end: words::downtime_and_unknown,
    };
    let order = SiteOrder::by_downtime(report).chosen(report);
    let rows = SiteRows::of(report, order, fit, &content);
    let subtitle = format!(
        "{}{}{}{}",
        words().timeline_subtitle(report),
        words::clocks(report, fit.frame),
        words().rows_shown(&rows.shown()),
        words().unknown_sentence(report)
    );
    let spec = ChartSpec {
        frame: fit.frame,
        name: "timeline",
        origin_words: true,
        has_site_rows: true,
        subtitle,
        description: description(report, &rows, &headline(report, &FigureOrigin::named(report))),
        title: words().timeline_title(report),
        legend: legend(report, &rows),
        height: rows.height() + SCALE_HEIGHT + height_above(report.zone),
        stretch: rows.height(),
    };
    draw_chart(report, spec, |canvas, body| {
        let plot = rows.columns(body).shrunk(height_above(report.zone), SCALE_HEIGHT);
        if !fit.frame.is_narrow() {
            rows.draw_texts(canvas, body, plot)?;
        }
        let Some(window) = report.window else {
            return draw_no_time(canvas, plot, content.bar / 2);
        };
        let axis = TimeAxis { window, zone: report.zone, plot };
        if fit.frame.is_narrow() {
            rows.draw_grounds(canvas, body, plot)?;
            axis.draw(canvas)?;
            rows.draw_texts(canvas, body, plot)?;
        } else {
            axis.draw(canvas)?;
        }
        let failures = site_bar::failures(report);
        for (row, rect) in rows.placed(plot) {
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

/// Says in place of bars that nobody knows which time is meant.
fn draw_no_time(canvas: &Canvas<'_>, plot: PixelRect, below: i32) -> DrawResult {
    let text = words().label(Label::NoTime);
    let mut middle = plot.top + below;
    for line in LABEL.lines(text, plot.width()) {
        canvas.text(&line, (plot.left, middle), LABEL.colour(palette::GREY))?;
        middle += LABEL_LINE;
    }
    Ok(())
}

/// Returns the entries of the legend.
fn legend(report: &Report, rows: &SiteRows<'_>) -> Vec<LegendEntry> {
    let sites: Vec<_> = rows.sites().collect();
    let mut legend = site_bar::legend(report, &sites, rows.bar_width());
    legend.extend(claim_marks::legend(&report.claims));
    legend
}

/// Describes the chart in words, for those who do not see it.
fn description(report: &Report, rows: &SiteRows<'_>, title: &str) -> String {
    let sites = plural(report.sites.len(), "site");
    let mut text = format!("Timeline of {sites}, {}. {title}.", English.window(report));
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
    text.push_str(&English.unknown_sentence(report));
    text
}
