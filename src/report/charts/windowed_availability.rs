//! `windowed-availability`: the least share of any stretch of a length in which a site was up,
//! against that length (M28).

use super::canvas::{Canvas, DrawResult, PixelRect, Point};
use super::chart::{Chart, ChartError};
use super::duration_axis::{DurationAxis, Scale};
use super::font::LABEL;
use super::frame::ChartFit;
use super::language::{ChartWords, English, Label, words};
use super::layout::{ChartSpec, LegendEntry, SCALE_HEIGHT, draw_chart};
use super::recovery::{draw_shares, share_y};
use super::site_lines::{SiteLine, TellingPair, lines, telling_pair};
use super::{palette, words};
use crate::clock::length;
use crate::model::Report;
use crate::model::charts::ColourRole;
use crate::model::windowed::WindowedAvailability;
use crate::report::anchors::of_site;
use crate::report::wording::{Rounding, percent};

/// Height of the plot, and in a narrow frame.
const PLOT_HEIGHT: i32 = 320;
const NARROW_HEIGHT: i32 = 220;
/// Width of the scale of shares, and of the names beside the ends of the lines.
const SHARES_WIDTH: i32 = 60;
const NAMES_WIDTH: i32 = 330;
const NUMBERS_WIDTH: i32 = 34;
/// Pixels from one name to the next.
const NAME_HEIGHT: i32 = 18;
/// Length of the stroke from the end of a line to its name.
const STROKE: i32 = 22;

/// Says whether a site that was down again and again differs from one with a long outage.
pub(super) fn has_content(report: &Report) -> bool {
    telling_pair(report).is_some()
}

/// Draws the chart. In a narrow frame numbers stand at the lines, and the names below.
pub(super) fn chart(report: &Report, fit: ChartFit) -> Result<Chart, ChartError> {
    let frame = fit.frame;
    let pair = telling_pair(report);
    let lines = lines(report, pair.as_ref());
    let title = pair.as_ref();
    let title = title.map_or_else(String::new, |pair| words().windowed_title(report, pair));
    let all = report.sites.iter().filter(|site| site.outages > 0).count();
    let names_below = if frame.is_narrow() { lines.len() } else { 0 };
    let below = NAME_HEIGHT * i32::try_from(names_below).unwrap_or(0);
    let plot_height = if frame.is_narrow() { NARROW_HEIGHT } else { PLOT_HEIGHT };
    let spec = ChartSpec {
        frame,
        name: "windowed-availability",
        origin_words: false,
        has_site_rows: false,
        subtitle: words().windowed_subtitle(report, pair.as_ref(), (lines.len(), all)),
        description: description(report, &lines, pair.as_ref()),
        title,
        legend: legend(),
        height: plot_height + SCALE_HEIGHT + below,
        stretch: 0,
    };
    draw_chart(report, spec, |canvas, body| {
        let names = if frame.is_narrow() { NUMBERS_WIDTH } else { NAMES_WIDTH };
        let plot = PixelRect {
            left: body.left + if frame.is_narrow() { SHARES_WIDTH - 14 } else { SHARES_WIDTH },
            top: body.top + 10,
            right: body.right - names - STROKE,
            bottom: body.top + plot_height,
        };
        let lengths = || lines.iter().flat_map(|line| line.points.iter().map(|one| one.length_us));
        let least_us = lengths().min().unwrap_or(1);
        let most_us = lengths().max().unwrap_or(1);
        let axis = DurationAxis { most_us, scale: Scale::Logarithmic { least_us }, plot };
        axis.draw(canvas, Some(Label::LengthOfStretch))?;
        draw_shares(canvas, plot, &[0, 25, 50, 75, 100])?;
        for line in &lines {
            draw_band(canvas, &axis, line)?;
        }
        let places = places(&lines, plot);
        for (number, (line, place)) in (1..).zip(lines.iter().zip(places)) {
            canvas.group(&of_site(line.id), &words::name_of_site(report, line.id), || {
                draw_line(canvas, &axis, line)?;
                let end = (plot.right, share_y(plot, line.whole().most));
                canvas.line(&[end, (plot.right + STROKE - 4, place)], colour(line))?;
                let left = plot.right + STROKE;
                if frame.is_narrow() {
                    canvas.text(&number.to_string(), (left, place), LABEL)?;
                    let row = plot.bottom + SCALE_HEIGHT + number * NAME_HEIGHT - NAME_HEIGHT / 2;
                    let name = format!("{number} {}", words().line_name(report, line));
                    canvas.text(&LABEL.fitted(&name, body.width()), (body.left, row), LABEL)
                } else {
                    let name = LABEL.fitted(&words().line_name(report, line), NAMES_WIDTH - 4);
                    canvas.text(&name, (left, place), LABEL)
                }
            })?;
        }
        Ok(())
    })
}

/// Returns the colour of a line.
fn colour(line: &SiteLine<'_>) -> ColourRole {
    if line.has_many() { palette::BACK } else { palette::DOWN }
}

/// Corners of a line from the shortest length to the longest.
fn corners(axis: &DurationAxis, line: &SiteLine<'_>, least: bool) -> Vec<Point> {
    let point = |one: &WindowedAvailability| {
        let share = if least { one.least } else { one.most };
        (axis.x(one.length_us), share_y(axis.plot, share))
    };
    line.points.iter().map(point).collect()
}

/// Fills the band between the bounds of a line.
fn draw_band(canvas: &Canvas<'_>, axis: &DurationAxis, line: &SiteLine<'_>) -> DrawResult {
    let mut around = corners(axis, line, true);
    around.extend(corners(axis, line, false).into_iter().rev());
    canvas.fill_glass(&around, colour(line))
}

/// Draws the bounds of a line, dashed where the site was down often, and a mark on each at each
/// measured length.
fn draw_line(canvas: &Canvas<'_>, axis: &DurationAxis, line: &SiteLine<'_>) -> DrawResult {
    let (least, most) = (corners(axis, line, true), corners(axis, line, false));
    for bound in [&least, &most] {
        if line.has_many() {
            canvas.dashed_line(bound, colour(line))?;
        } else {
            canvas.thick_line(bound, colour(line))?;
        }
    }
    let mut marked: Vec<Point> = least.into_iter().chain(most).collect();
    marked.sort_unstable();
    marked.dedup();
    let marks: Vec<PixelRect> = marked.into_iter().map(mark_at).collect();
    canvas.fill_rects(&marks, colour(line))
}

/// Returns the mark of a point.
fn mark_at((x, y): Point) -> PixelRect {
    PixelRect { left: x - 3, top: y - 3, right: x + 3, bottom: y + 3 }
}

/// Returns the row of pixels of the name of each line: at its end, or as near as names stand apart.
fn places(lines: &[SiteLine<'_>], plot: PixelRect) -> Vec<i32> {
    let ends: Vec<i32> = lines.iter().map(|line| share_y(plot, line.whole().most)).collect();
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by_key(|at| (ends[*at], *at));
    let mut places = vec![0; lines.len()];
    let mut free_from = plot.top;
    for at in &order {
        places[*at] = ends[*at].max(free_from);
        free_from = places[*at] + NAME_HEIGHT;
    }
    // Names that would stand below the plot move up.
    let mut free_until = plot.bottom;
    for at in order.iter().rev() {
        places[*at] = places[*at].min(free_until);
        free_until = places[*at] - NAME_HEIGHT;
    }
    places
}

/// Returns the entries of the legend.
fn legend() -> Vec<LegendEntry> {
    vec![
        LegendEntry {
            draw: |canvas, sample| {
                let middle = sample.middle();
                canvas
                    .thick_line(&[(sample.left, middle), (sample.right, middle)], palette::DOWN)?;
                let mark = mark_at(((sample.left + sample.right) / 2, middle));
                canvas.fill_rect(mark, palette::DOWN)
            },
            label: Label::DownOnceOrTwice,
        },
        LegendEntry {
            draw: |canvas, sample| {
                let middle = sample.middle();
                canvas
                    .dashed_line(&[(sample.left, middle), (sample.right, middle)], palette::BACK)?;
                let mark = mark_at(((sample.left + sample.right) / 2, middle));
                canvas.fill_rect(mark, palette::BACK)
            },
            label: Label::DownThreeTimesOrMore,
        },
    ]
}

/// Describes the chart in words, for those who do not see it: of each site the stretch in which the
/// two of the title differ most, and the whole window.
fn description(report: &Report, lines: &[SiteLine<'_>], pair: Option<&TellingPair<'_>>) -> String {
    let Some(pair) = pair else { return String::new() };
    let mut text = format!("{}.", English.windowed_title(report, pair));
    let share = |one: &WindowedAvailability| {
        let length = length(one.length_us);
        let (least, most) = (percent(one.least, Rounding::Down), percent(one.most, Rounding::Up));
        match one.most > 0.0 {
            true if least == most => format!("{least} % of {length}"),
            true => format!("{least} to {most} % of {length}"),
            false => format!("none of {length}"),
        }
    };
    for line in lines {
        text.push_str(&format!(
            " {}: up for {} and {} at worst.",
            English.line_name(report, line),
            share(&line.points[pair.at]),
            share(line.whole())
        ));
    }
    text
}
