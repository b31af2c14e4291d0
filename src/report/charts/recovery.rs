//! `recovery`: the share of affected sites that are back, against the time since each one's onset
//! (M22).

use super::canvas::{Canvas, Drawn, Frame, Side};
use super::duration_axis::LengthAxis;
use super::font::{LABEL, SMALL};
use super::frame::{Key, Sheet, framed};
use super::{Chart, ChartError, palette};
use crate::clock::{MINUTE, length, length_range, length_up};
use crate::model::{CurvePoint, Report};
use crate::report::words::plural;

/// Height of the plot, and of the scale below.
const HEIGHT: i32 = 340;
const ROOM: i32 = 46;
/// Width of the scale of shares.
const SCALE: i32 = 60;

pub(super) fn chart(report: &Report) -> Result<Chart, ChartError> {
    let curve = &report.recovery;
    let title = title(report);
    let shows = format!(
        "Share of the {} back up, since each one's onset; first episode of each. Sites not back \
         when the record ends count until then (Kaplan-Meier).",
        plural(report.totals.affected, "affected site")
    );
    let alt = alt(curve, &title);
    let height = if curve.is_empty() { 40 } else { HEIGHT + ROOM };
    let keys = if curve.is_empty() { Vec::new() } else { keys() };
    framed(report, Sheet { name: "recovery", title, shows, alt, keys, height }, |canvas, body| {
        let plot = Frame {
            left: body.left + SCALE,
            top: body.top + 10,
            right: body.right - 20,
            bottom: body.bottom - ROOM,
        };
        if curve.is_empty() {
            return canvas.words(
                "There is no recovery to show.",
                (body.left, body.top + 16),
                (LABEL, palette::GREY, Side::Right),
            );
        }
        let longest = curve.last().map_or(MINUTE, |point| point.since_us);
        let axis = LengthAxis { most_us: longest.saturating_add(longest / 8), plot };
        axis.draw(canvas, "time since the site went down (scale: logarithm of 1 + minutes)")?;
        for percent in [0, 25, 50, 75, 100] {
            let y = row(plot, f64::from(percent) / 100.0);
            canvas.line(&[(plot.left, y), (plot.right, y)], palette::FAINT)?;
            canvas.words(
                &format!("{percent} %"),
                (plot.left - 8, y),
                (SMALL, palette::BLACK, Side::Left),
            )?;
        }
        band(canvas, &axis, curve)
    })
}

fn row(plot: Frame, share: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "a share of a height in pixels")]
    let up = (share * f64::from(plot.bottom - plot.top)).round() as i32;
    plot.bottom - up
}

/// The band between the two curves, and both its edges.
fn band(canvas: &Canvas<'_>, axis: &LengthAxis, curve: &[CurvePoint]) -> Drawn {
    let least = stairs(axis, curve, |point| point.least);
    let most = stairs(axis, curve, |point| point.most);
    let around: Vec<(i32, i32)> = most.iter().chain(least.iter().rev()).copied().collect();
    canvas.polygon(&around, palette::PALE_BACK)?;
    canvas.stroke(&least, palette::BACK, 2)?;
    canvas.dashed(&most, palette::BACK)
}

fn stairs(
    axis: &LengthAxis,
    curve: &[CurvePoint],
    share: fn(&CurvePoint) -> f64,
) -> Vec<(i32, i32)> {
    let mut points = vec![(axis.plot.left, axis.plot.bottom)];
    for point in curve {
        let (x, y) = (axis.x(point.since_us), row(axis.plot, share(point)));
        points.extend(points.last().map(|before| (x, before.1)));
        points.push((x, y));
    }
    points.extend(points.last().map(|before| (axis.plot.right, before.1)));
    points
}

fn keys() -> Vec<Key> {
    vec![
        Key {
            sign: |c, f| {
                let middle = (f.top + f.bottom) / 2;
                c.dashed(&[(f.left, middle), (f.right, middle)], palette::BACK)
            },
            meaning: "at most this share was back",
        },
        Key { sign: |c, f| c.filled(f, palette::PALE_BACK), meaning: "what the probes leave open" },
        Key {
            sign: |c, f| {
                c.stroke(
                    &[(f.left, (f.top + f.bottom) / 2), (f.right, (f.top + f.bottom) / 2)],
                    palette::BACK,
                    2,
                )
            },
            meaning: "at least this share was back",
        },
    ]
}

/// When half were back: the earliest that the band allows, and the latest.
fn title(report: &Report) -> String {
    let half = |share: fn(&CurvePoint) -> f64| {
        report.recovery.iter().find(|point| share(point) >= 0.5).map(|point| point.since_us)
    };
    match (half(|point| point.most), half(|point| point.least)) {
        _ if report.totals.measured == 0 => {
            "No site was measured, so no recovery can be timed".to_owned()
        }
        _ if report.recovery.is_empty() && report.totals.affected == 0 => {
            "No site went down, so none had to recover".to_owned()
        }
        (Some(early), Some(late)) => format!(
            "Half of the affected sites were back {} after their onset",
            length_range(early, Some(late))
        ),
        (Some(early), None) => format!(
            "Half of the affected sites were back {} after their onset at the earliest",
            length(early)
        ),
        _ => "Fewer than half of the affected sites were seen to come back".to_owned(),
    }
}

fn alt(curve: &[CurvePoint], title: &str) -> String {
    let mut text = format!("{title}.");
    for share in [0.25, 0.5, 0.75, 1.0] {
        let first = |of: fn(&CurvePoint) -> f64| {
            curve.iter().find(|point| of(point) >= share - 1e-9).map(|point| point.since_us)
        };
        let words = match (first(|point| point.most), first(|point| point.least)) {
            (Some(early), Some(late)) => format!("{} to {}", length(early), length_up(late)),
            (Some(early), None) => format!("{} at the earliest", length(early)),
            _ => continue,
        };
        text.push_str(&format!(" {} % back after {words}.", share * 100.0));
    }
    text
}
