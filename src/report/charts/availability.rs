//! `availability`: for each site a strip of the whole window: the shares confirmed up, open, and
//! confirmed down (M14).

use super::canvas::{Canvas, DrawResult, PixelRect};
use super::chart::{Chart, ChartError};
use super::font::{Anchor, SMALL};
use super::frame::ChartFit;
use super::language::{ChartWords, English, Label, words};
use super::layout::{ChartSpec, LegendEntry, SCALE_HEIGHT, draw_chart};
use super::site_rows::{ChartRow, RowContent, SiteOrder, SiteRows};
use super::{palette, words};
use crate::model::{Report, SiteReport};
use crate::report::anchors::of_site;

const ROW_HEIGHT: i32 = 24;
/// White above the rows.
const ABOVE: i32 = 4;

/// Least share of the window of which a strip is full to the eye.
const FULL: f64 = 0.995;

/// Says whether strips tell sites apart: else every strip is full, all others are alike, or there
/// is one alone. Who chooses a site wants to see it.
pub(super) fn has_content(report: &Report) -> bool {
    let measured = report.sites.iter().filter(|site| site.up_share_min.is_some());
    let shares = measured.clone().filter(|site| !is_full(site));
    let shares: Vec<_> = shares.map(|site| (site.up_share_min, site.up_share_max)).collect();
    match &shares[..] {
        [] => false,
        _ if report.chart.sites.is_some() => true,
        [_] => measured.count() > 1,
        several => several.windows(2).any(|pair| pair[0] != pair[1]),
    }
}

/// Says whether the strip of a site is full to the eye: it was never confirmed down, and up for
/// nearly all of the window.
fn is_full(site: &SiteReport) -> bool {
    site.outages == 0
        && site.up_share_min.is_some_and(|least| least >= FULL)
        && site.up_share_max.is_some_and(|most| most >= 1.0)
}

/// Draws the chart.
pub(super) fn chart(report: &Report, fit: ChartFit) -> Result<Chart, ChartError> {
    let order = SiteOrder::by_availability(report);
    let first = order.sites.first().copied();
    let title = |words: &dyn ChartWords| {
        first.map_or_else(String::new, |first| words.availability_title(report, first))
    };
    let mut order = order.chosen(report);
    let all = order.sites.len();
    if report.chart.sites.is_none() {
        order.sites.retain(|site| !is_full(site));
    }
    let full = all - order.sites.len();
    let content = RowContent {
        leads: None,
        bar: ROW_HEIGHT,
        end: |site| words().up_range(site) + &words().unknown_in_row(site),
    };
    let rows = SiteRows::of(report, order, fit, &content);
    let spec = ChartSpec {
        frame: fit.frame,
        name: "availability",
        origin_words: false,
        has_site_rows: true,
        subtitle: format!(
            "{}{}{}{}",
            words().availability_subtitle(report),
            words().rows_shown(&rows.shown()),
            words().full_not_drawn(full),
            words().unknown_sentence(report)
        ),
        description: description(&rows, &title(&English)),
        title: title(words()),
        legend: legend(),
        height: ABOVE + rows.height() + SCALE_HEIGHT,
        stretch: rows.height(),
    };
    draw_chart(report, spec, |canvas, body| {
        let plot = rows.columns(body).shrunk(ABOVE, SCALE_HEIGHT);
        if fit.frame.is_narrow() {
            rows.draw_grounds(canvas, body, plot)?;
        }
        rows.draw_texts(canvas, body, plot)?;
        for (row, rect) in rows.placed(plot) {
            if let ChartRow::Site(site) = row {
                let (anchor, name) = (of_site(&site.site.id), words::site_name(&site.site));
                canvas.group(&anchor, &name, || draw_strip(canvas, site, rect.shrunk(5, 5)))?;
            }
        }
        draw_scale(canvas, plot)
    })
}

/// Draws the shares of a site, from left to right.
fn draw_strip(canvas: &Canvas<'_>, site: &SiteReport, strip: PixelRect) -> DrawResult {
    let (Some(least), Some(most)) = (site.up_share_min, site.up_share_max) else {
        return canvas.hatch_rect(strip);
    };
    let (up, down) = (share_x(strip, least), share_x(strip, most));
    if up > strip.left {
        canvas.fill_rect(PixelRect { right: up, ..strip }, palette::PALE_UP)?;
    }
    if down > up {
        canvas.hatch_rect(PixelRect { left: up, right: down, ..strip })?;
    }
    if most < 1.0 {
        // However short, what was down is drawn.
        let left = down.min(strip.right - 1);
        canvas.fill_rect(PixelRect { left, ..strip }, palette::DOWN)?;
    }
    canvas.outline_rect(strip, palette::GREY)
}

/// Returns the column of a share.
fn share_x(strip: PixelRect, share: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "a share of a width in pixels")]
    let across = (share.clamp(0.0, 1.0) * f64::from(strip.width())).round() as i32;
    strip.left + across
}

/// Draws the scale of shares below the rows.
fn draw_scale(canvas: &Canvas<'_>, plot: PixelRect) -> DrawResult {
    let PixelRect { left, right, bottom, .. } = plot;
    let centred = SMALL.anchor(Anchor::Middle);
    canvas.note_scale(bottom, bottom + SCALE_HEIGHT);
    canvas.line(&[(left, bottom), (right, bottom)], palette::GREY)?;
    for tick in [0, 20, 40, 60, 80, 100] {
        let x = left + plot.width() * tick / 100;
        canvas.line(&[(x, bottom), (x, bottom + 5)], palette::GREY)?;
        canvas.text(&format!("{tick} %"), (x, bottom + 15), centred)?;
    }
    let middle = ((left + right) / 2, bottom + 34);
    canvas.text(words().label(Label::ShareOfWindow), middle, centred.colour(palette::GREY))
}

/// Returns the entries of the legend.
fn legend() -> Vec<LegendEntry> {
    vec![
        LegendEntry {
            draw: |canvas, sample| canvas.fill_rect(sample.shrunk(2, 2), palette::PALE_UP),
            label: Label::ConfirmedUp,
        },
        LegendEntry {
            draw: |canvas, sample| canvas.hatch_rect(sample.shrunk(2, 2)),
            label: Label::NeitherUpNorDown,
        },
        LegendEntry {
            draw: |canvas, sample| canvas.fill_rect(sample.shrunk(2, 2), palette::DOWN),
            label: Label::ConfirmedDown,
        },
    ]
}

/// Describes the chart in words, for those who do not see it.
fn description(rows: &SiteRows<'_>, title: &str) -> String {
    let mut text = format!("Availability of each site as a range. {title}.");
    for site in rows.sites() {
        text.push_str(&format!(" {}: {}.", words::site_name(&site.site), English.up_range(site)));
    }
    text
}
