//! `availability`: for each site a strip of the whole window: the shares confirmed up, open, and
//! confirmed down (M14).

use super::canvas::{Canvas, DrawResult, PixelRect};
use super::chart::{Chart, ChartError};
use super::font::{Anchor, SMALL};
use super::frame::ChartFit;
use super::layout::{ChartSpec, LegendEntry, SCALE_HEIGHT, draw_chart};
use super::site_rows::{ChartRow, RowContent, SiteOrder, SiteRows};
use super::{palette, words};
use crate::model::{Report, SiteChange, SiteReport};
use crate::report::anchors::of_site;
use crate::report::wording::{Rounding, grouped, percent};

const ROW_HEIGHT: i32 = 24;
/// White above the rows.
const ABOVE: i32 = 4;

/// Says whether a site was seen to be anything but up: else every strip is full.
pub(super) fn has_content(report: &Report) -> bool {
    let is_not_full = |site: &SiteReport| site.up_share_min.is_some_and(|least| least < 1.0);
    report.sites.iter().any(is_not_full)
}

/// Draws the chart.
pub(super) fn chart(report: &Report, fit: ChartFit) -> Result<Chart, ChartError> {
    let order = SiteOrder::by_availability(report);
    let title = title(report, order.sites.first().copied());
    let content = RowContent {
        claimant: None,
        bar: ROW_HEIGHT,
        end: |site| words::with_unknown(site, up_range(site)),
    };
    let rows = SiteRows::of(report, order.chosen(report), fit, &content);
    let (window, rest) = (words::window(report), rows.order_and_rest());
    let unknown = words::unknown_sentence(report);
    let spec = ChartSpec {
        frame: fit.frame,
        name: "availability",
        origin_words: false,
        has_site_rows: true,
        subtitle: format!("Share of the whole window, {window}.{rest}{unknown}"),
        description: description(&rows, &title),
        title,
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
    canvas.line(&[(left, bottom), (right, bottom)], palette::GREY)?;
    for tick in [0, 20, 40, 60, 80, 100] {
        let x = left + plot.width() * tick / 100;
        canvas.line(&[(x, bottom), (x, bottom + 5)], palette::GREY)?;
        canvas.text(&format!("{tick} %"), (x, bottom + 15), centred)?;
    }
    let middle = ((left + right) / 2, bottom + 34);
    canvas.text("share of the window", middle, centred.colour(palette::GREY))
}

/// Returns the entries of the legend.
fn legend() -> Vec<LegendEntry> {
    vec![
        LegendEntry {
            draw: |canvas, sample| canvas.fill_rect(sample.shrunk(2, 2), palette::PALE_UP),
            label: "confirmed up",
        },
        LegendEntry {
            draw: |canvas, sample| canvas.hatch_rect(sample.shrunk(2, 2)),
            label: "neither: not observed, challenged, between a probe that was up and one that \
                failed, or vantages (checking locations) that disagree",
        },
        LegendEntry {
            draw: |canvas, sample| canvas.fill_rect(sample.shrunk(2, 2), palette::DOWN),
            label: "confirmed down",
        },
    ]
}

/// Returns the availability in words: a range, rounded outward.
fn up_range(site: &SiteReport) -> String {
    let (Some(least), Some(most)) = (site.up_share_min, site.up_share_max) else {
        return "not measured".to_owned();
    };
    let (least, most) = (percent(least, Rounding::Down), percent(most, Rounding::Up));
    match (least.as_str(), most.as_str()) {
        ("under 0.1", "0.1") => "up under 0.1 %".to_owned(),
        ("99.9", "over 99.9") => "up over 99.9 %".to_owned(),
        (least, most) if least == most => format!("up {most} %"),
        (least, most) => format!("up {least} to {most} %"),
    }
}

/// Returns title: the first site of all, and its share.
fn title(report: &Report, first: Option<&SiteReport>) -> String {
    let Some(first) = first else { return String::new() };
    let (name, share) = (words::site_name(&first.site), up_range(first));
    match first.change {
        SiteChange::WentDown if report.totals.changes.went_down == 1 => {
            format!("The site that went down, {name}, was {share} of the window")
        }
        SiteChange::WentDown => {
            let rivals = rivals_words(report, first);
            format!(
                "Least available of the sites that went down: {name}, {share} of the window{rivals}"
            )
        }
        SiteChange::DownAtStart | SiteChange::NeverUp => {
            let rivals = rivals_words(report, first);
            format!(
                "No start of an outage was seen; least available: {name}, {share} of the \
                 window{rivals}"
            )
        }
        SiteChange::NoOutage | SiteChange::NotMeasured => "No outage was seen".to_owned(),
    }
}

/// Counts the other sites of its kind that may have been up as little as the first of the rows,
/// behind a semicolon; empty where none can have.
fn rivals_words(report: &Report, first: &SiteReport) -> String {
    let is_rival = |site: &&SiteReport| {
        let is_of_kind = match site.change {
            SiteChange::WentDown => first.change.went_down(),
            SiteChange::DownAtStart | SiteChange::NeverUp => !first.change.went_down(),
            SiteChange::NoOutage | SiteChange::NotMeasured => false,
        };
        let reaches = |(least, most): (f64, f64)| least < most || Some(least) == first.up_share_min;
        is_of_kind
            && site.site.id != first.site.id
            && site.up_share_min.zip(first.up_share_max).is_some_and(reaches)
    };
    match report.sites.iter().filter(is_rival).count() {
        0 => String::new(),
        1 => "; 1 other may have been up as little or less".to_owned(),
        count => format!("; {} others may have been up as little or less", grouped(count)),
    }
}

/// Describes the chart in words, for those who do not see it.
fn description(rows: &SiteRows<'_>, title: &str) -> String {
    let mut text = format!("Availability of each site as a range. {title}.");
    for site in rows.sites() {
        text.push_str(&format!(" {}: {}.", words::site_name(&site.site), up_range(site)));
    }
    text
}
