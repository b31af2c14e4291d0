//! `recovery`: the share of the sites that went down and are back, against the time since the first
//! start of each one that is on the record (M22).

use super::canvas::{Canvas, DrawResult, PixelRect, Point};
use super::chart::{Chart, ChartError};
use super::duration_axis::{DurationAxis, Scale};
use super::font::{Anchor, SMALL};
use super::frame::ChartFit;
use super::language::{ChartWords, English, Label, words};
use super::layout::{ChartSpec, LegendEntry, SCALE_HEIGHT, draw_chart};
use super::palette;
use super::recovery_of_all::of_all;
use crate::clock::length_range;
use crate::model::Report;
use crate::model::recoveries::CurvePoint;

/// Height of the plot, and in a narrow frame.
const PLOT_HEIGHT: i32 = 340;
const LOW_HEIGHT: i32 = 220;
/// Width of the scale of shares.
const SHARES_WIDTH: i32 = 60;

/// Says whether enough sites went down for a curve, and one of them came back.
pub(super) fn has_content(report: &Report) -> bool {
    // Of sites that were all back after the same time a sentence says as much.
    of_all(report).is_some_and(|all| all.times.windows(2).any(|pair| pair[0] != pair[1]))
}

/// Draws the chart.
pub(super) fn chart(report: &Report, fit: ChartFit) -> Result<Chart, ChartError> {
    let all = of_all(report);
    let curve = all.map_or(&[][..], |all| &all.curve);
    let spec = ChartSpec {
        frame: fit.frame,
        name: "recovery",
        origin_words: false,
        has_site_rows: false,
        subtitle: words().recovery_subtitle(report),
        description: description(curve, &English.recovery_title(report)),
        title: words().recovery_title(report),
        legend: legend(),
        height: if fit.frame.is_narrow() { LOW_HEIGHT } else { PLOT_HEIGHT } + SCALE_HEIGHT,
        stretch: PLOT_HEIGHT,
    };
    draw_chart(report, spec, |canvas, body| {
        let plot = PixelRect {
            left: body.left + SHARES_WIDTH,
            top: body.top + 10,
            right: body.right - 20,
            bottom: body.bottom - SCALE_HEIGHT,
        };
        let longest = curve.last().map_or(0, |last| last.since_us);
        // On a logarithmic scale the steps of a curve would mean nothing.
        let most_us = longest.saturating_add(longest / 8);
        let axis = DurationAxis { most_us, scale: Scale::Linear, plot };
        axis.draw(canvas, Some(Label::SinceDown))?;
        draw_shares(canvas, plot, &[0, 25, 50, 75, 100])?;
        draw_band(canvas, &axis, curve)
    })
}

/// Returns the row of pixels of a share.
pub(super) fn share_y(plot: PixelRect, share: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "a share of a height in pixels")]
    let up = (share * f64::from(plot.bottom - plot.top)).round() as i32;
    plot.bottom - up
}

/// Draws the scale of shares with its grid, a line for each of some percentages.
pub(super) fn draw_shares(canvas: &Canvas<'_>, plot: PixelRect, percents: &[i32]) -> DrawResult {
    for percent in percents {
        let y = share_y(plot, f64::from(*percent) / 100.0);
        canvas.line(&[(plot.left, y), (plot.right, y)], palette::FAINT)?;
        let label = format!("{percent} %");
        canvas.text(&label, (plot.left - 8, y), SMALL.anchor(Anchor::End))?;
    }
    Ok(())
}

/// Draws the band between the two curves, and both its edges.
pub(super) fn draw_band(
    canvas: &Canvas<'_>,
    axis: &DurationAxis,
    curve: &[CurvePoint],
) -> DrawResult {
    let least = stairs(axis, curve, |point| point.least);
    let most = stairs(axis, curve, |point| point.most);
    let around: Vec<Point> = most.iter().chain(least.iter().rev()).copied().collect();
    canvas.fill_polygon(&around, palette::PALE_BACK)?;
    canvas.thick_line(&least, palette::BACK)?;
    canvas.dashed_line(&most, palette::BACK)
}

/// Corners of a curve that rises in steps, from the left edge to the right edge of the plot.
pub(super) fn stairs(
    axis: &DurationAxis,
    curve: &[CurvePoint],
    share: fn(&CurvePoint) -> f64,
) -> Vec<Point> {
    let mut y = axis.plot.bottom;
    let mut corners = vec![(axis.plot.left, y)];
    for point in curve {
        let x = axis.x(point.since_us);
        corners.push((x, y));
        y = share_y(axis.plot, share(point));
        corners.push((x, y));
    }
    corners.push((axis.plot.right, y));
    corners
}

/// Returns the entries of the legend.
pub(super) fn legend() -> Vec<LegendEntry> {
    vec![
        LegendEntry {
            draw: |canvas, sample| canvas.dashed_line(&across(sample), palette::BACK),
            label: Label::ByShortestTimes,
        },
        LegendEntry {
            draw: |canvas, sample| canvas.fill_rect(sample, palette::PALE_BACK),
            label: Label::LeftOpen,
        },
        LegendEntry {
            draw: |canvas, sample| canvas.thick_line(&across(sample), palette::BACK),
            label: Label::ByLongestTimes,
        },
    ]
}

/// Returns a level line through the middle of a sample.
pub(super) fn across(sample: PixelRect) -> [Point; 2] {
    [(sample.left, sample.middle()), (sample.right, sample.middle())]
}

/// Describes the chart in words, for those who do not see it: when each share was back that the
/// sites seen back reach. Of few sites one time can reach several shares: the greatest stands.
fn description(curve: &[CurvePoint], title: &str) -> String {
    let mut reached: Vec<(u32, String)> = Vec::new();
    for percent in [25, 50, 75, 100] {
        // A hair of slack for shares that are not exact in binary.
        let share = f64::from(percent) / 100.0 - 1e-9;
        let early = reaches(curve, |point| point.most >= share);
        let late = reaches(curve, |point| point.least >= share);
        let Some((early, late)) = early.zip(late) else { continue };
        let time = length_range(early, Some(late));
        match reached.last_mut() {
            Some((before, same)) if *same == time => *before = percent,
            _ => reached.push((percent, time)),
        }
    }
    let mut text = format!("{title}.");
    for (percent, time) in reached {
        text.push_str(&format!(" {percent} % back after {time}."));
    }
    text
}

/// Returns the time of the first point with a property, in microseconds since the start.
fn reaches(curve: &[CurvePoint], property: impl Fn(&CurvePoint) -> bool) -> Option<i64> {
    curve.iter().find(|point| property(point)).map(|point| point.since_us)
}
