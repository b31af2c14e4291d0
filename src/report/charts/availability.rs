//! `availability`: for each site a strip of the whole window: share up for certain, not known, and
//! down for certain (M14).

use super::canvas::{Canvas, Drawn, Frame, Side};
use super::font::SMALL;
use super::frame::{Key, Sheet, framed};
use super::rows::{ENDS, Row, Rows};
use super::words::{Rounded, percent};
use super::{Chart, ChartError, palette, words};
use crate::model::{Report, SiteReport};

/// Height of a row, and of the scale below.
const STEP: i32 = 24;
const ROOM: i32 = 46;

pub(super) fn chart(report: &Report) -> Result<Chart, ChartError> {
    let rows = Rows::of(report);
    let title = title(report);
    let shows = format!("Share of the whole window, {}.{}", words::window(report), rows.rest());
    let alt = alt(&rows, &title);
    let keys = vec![
        Key {
            sign: |c, f| c.filled(f.band(f.top + 2, f.bottom - 2), palette::PALE_UP),
            meaning: "up for certain",
        },
        Key {
            sign: |c, f| c.hatched(f.band(f.top + 2, f.bottom - 2)),
            meaning: "neither for certain: not observed, challenged, or vantages that disagree",
        },
        Key {
            sign: |c, f| c.filled(f.band(f.top + 2, f.bottom - 2), palette::DOWN),
            meaning: "down for certain",
        },
    ];
    let height = rows.height(STEP) + ROOM + 4;
    framed(
        report,
        Sheet { name: "availability", title, shows, alt, keys, height },
        |canvas, body| {
            let plot = Frame {
                left: body.left + rows.names,
                top: body.top + 4,
                right: body.right - ENDS,
                bottom: body.bottom - ROOM,
            };
            rows.ground(canvas, (plot, STEP), up_range)?;
            rows.placed(plot, STEP).try_for_each(|(row, frame)| match row {
                Row::Head(_) => Ok(()),
                Row::Site(site) => strip(canvas, site, frame.band(frame.top + 5, frame.bottom - 5)),
            })?;
            scale(canvas, plot)
        },
    )
}

fn strip(canvas: &Canvas<'_>, site: &SiteReport, strip: Frame) -> Drawn {
    let at = |share: f64| {
        #[expect(clippy::cast_possible_truncation, reason = "a share of a width in pixels")]
        let across = (share.clamp(0.0, 1.0) * f64::from(strip.right - strip.left)).round() as i32;
        strip.left + across
    };
    let (Some(least), Some(most)) = (site.up_share_min, site.up_share_max) else {
        return canvas.hatched(strip);
    };
    let (up, down) = (at(least), at(most));
    if up > strip.left {
        canvas.filled(Frame { right: up, ..strip }, palette::PALE_UP)?;
    }
    if down > up {
        canvas.hatched(Frame { left: up, right: down, ..strip })?;
    }
    if most < 1.0 {
        // However short, what was down is drawn.
        canvas.filled(Frame { left: down.min(strip.right - 1), ..strip }, palette::DOWN)?;
    }
    canvas.outlined(strip, palette::GREY)
}

fn scale(canvas: &Canvas<'_>, plot: Frame) -> Drawn {
    canvas.line(&[(plot.left, plot.bottom), (plot.right, plot.bottom)], palette::GREY)?;
    for tick in [0, 20, 40, 60, 80, 100] {
        let x = plot.left + (plot.right - plot.left) * tick / 100;
        canvas.line(&[(x, plot.bottom), (x, plot.bottom + 5)], palette::GREY)?;
        canvas.words(
            &format!("{tick} %"),
            (x, plot.bottom + 15),
            (SMALL, palette::BLACK, Side::Middle),
        )?;
    }
    canvas.words(
        "share of the window",
        ((plot.left + plot.right) / 2, plot.bottom + 34),
        (SMALL, palette::GREY, Side::Middle),
    )
}

/// The availability in words: a range, rounded outward.
fn up_range(site: &SiteReport) -> String {
    match (site.up_share_min, site.up_share_max) {
        (Some(least), Some(most)) => {
            match (percent(least, Rounded::Down), percent(most, Rounded::Up)) {
                (least, most) if least == most => format!("up {most} %"),
                (least, most) => format!("up {least} to {most} %"),
            }
        }
        _ => "not measured".to_owned(),
    }
}

fn title(report: &Report) -> String {
    let least = report.sites.iter().filter(|site| site.up_share_max.is_some_and(|most| most < 1.0));
    let least = least
        .min_by(|a, b| a.up_share_max.unwrap_or(1.0).total_cmp(&b.up_share_max.unwrap_or(1.0)));
    match least {
        Some(site) => format!(
            "Least available: {}, {} of the window",
            words::shown(&site.site),
            up_range(site)
        ),
        None if report.totals.measured == 0 => {
            "No site was measured: nothing is known of their availability".to_owned()
        }
        None => "No site was down for certain".to_owned(),
    }
}

fn alt(rows: &Rows<'_>, title: &str) -> String {
    let mut text = format!("Availability of each site as a range. {title}.");
    for row in &rows.rows {
        if let Row::Site(site) = row {
            text.push_str(&format!(" {}: {}.", words::shown(&site.site), up_range(site)));
        }
    }
    text
}
