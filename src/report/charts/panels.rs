//! A grid of small panels, one for each site: its name, how long it was down, and its bar, all on
//! one scale of time.

use super::canvas::{Canvas, DrawResult, Paint, PixelRect};
use super::font::{Anchor, SMALL};
use super::frame::Frame;
use super::language::words;
use super::layout::SCALE_HEIGHT;
use super::site_bar::{BAR_HEIGHT, BarParts};
use super::time_axis::{ScaleRows, Tick, TimeAxis, height_above};
use super::{palette, words};
use crate::clock::{Span, Zone};
use crate::model::SiteReport;

/// Most panels side by side, and most rows of panels: with their frame they fill a printed page in
/// landscape.
const COLUMNS: usize = 3;
const ROWS: usize = 20;
/// Least width of a column.
const LEAST_COLUMN: i32 = 260;
/// Pixels of a frame of fixed height that title, legend, scales and source take.
const AROUND_PANELS: i32 = 320;
const PANEL_HEIGHT: i32 = 36;
/// White between two columns.
const GAP: i32 = 30;
/// From the top of a panel to the middle of its text, and to its bar.
const TEXT_MIDDLE: i32 = 8;
const BAR_TOP: i32 = 18;
/// White under the upper scale.
const BELOW_SCALE: i32 = 4;
/// Pixels by which a label of the scale may stand out of its column.
const OVERHANG: i32 = GAP / 2 - 5;

/// The panel of a site.
pub(super) struct Panel<'a> {
    /// Place in the order of all sites, from 1.
    pub(super) place: usize,
    pub(super) site: &'a SiteReport,
    /// Time in which the site may have been down; sorted or not.
    pub(super) failures: &'a [Span],
}

/// Returns the number of panels side by side.
fn columns(frame: Frame) -> usize {
    let room = usize::try_from((frame.room() + GAP) / (LEAST_COLUMN + GAP)).unwrap_or(1);
    room.clamp(1, COLUMNS)
}

/// Returns the most panels on a page.
pub(super) fn most_panels(frame: Frame) -> usize {
    let rows = |height: i32| usize::try_from((height - AROUND_PANELS) / PANEL_HEIGHT).unwrap_or(1);
    columns(frame) * frame.height.map_or(ROWS, rows).clamp(1, ROWS)
}

/// Returns the height of `panels` panels with their scales.
pub(super) fn height(frame: Frame, panels: usize, zone: Zone) -> i32 {
    let rows = pixels(panels.div_ceil(columns(frame)));
    rows * PANEL_HEIGHT + BELOW_SCALE + SCALE_HEIGHT + height_above(zone)
}

/// Returns the width of the bar of a panel, in pixels.
pub(super) fn bar_width(frame: Frame) -> i32 {
    column_width(frame.room(), columns(frame))
}

/// Returns the time that a pixel stands for, in microseconds, rounded up.
pub(super) fn pixel_us(frame: Frame, window: Span) -> i64 {
    let width = i64::from(bar_width(frame));
    window.length().saturating_add(width - 1) / width
}

/// Draws the panels, row by row.
pub(super) fn draw(
    canvas: &Canvas<'_>,
    (frame, body): (Frame, PixelRect),
    window: Span,
    zone: Zone,
    panels: &[Panel<'_>],
) -> DrawResult {
    let plot = body.band(body.top + height_above(zone), body.bottom - SCALE_HEIGHT);
    let across = columns(frame);
    let axis = |number| TimeAxis { window, zone, plot: column(plot, number, across) };
    let axes: Vec<TimeAxis> = (0..across.min(panels.len())).map(axis).collect();
    for axis in &axes {
        draw_scale(canvas, axis, Zone::UTC, ScaleRows::below(axis.plot))?;
        if zone != Zone::UTC {
            draw_scale(canvas, axis, zone, ScaleRows::above(axis.plot))?;
        }
    }
    let ticks: Vec<Vec<Tick>> = axes.iter().map(|axis| axis.ticks(Zone::UTC)).collect();
    for (row, number) in panels.chunks(across).zip(0..) {
        let top = plot.top + BELOW_SCALE + number * PANEL_HEIGHT + BAR_TOP;
        let mut parts = BarParts::default();
        let mut grid = Vec::new();
        for (panel, (axis, ticks)) in row.iter().zip(axes.iter().zip(&ticks)) {
            let bar = axis.plot.band(top, top + BAR_HEIGHT);
            let grid_line = bar.shrunk(-3, -3);
            grid.extend(ticks.iter().map(|tick| grid_line.part(tick.x, tick.x + 1)));
            parts.add(axis, panel.site, panel.failures, bar);
            draw_texts(canvas, panel, bar)?;
        }
        canvas.fill_rects(&grid, palette::FAINT)?;
        draw_bars(canvas, &parts)?;
    }
    Ok(())
}

/// Returns the width of one of `columns` columns, where all have `room` pixels together.
fn column_width(room: i32, columns: usize) -> i32 {
    (room + GAP) / pixels(columns) - GAP
}

/// Returns the column of a plot, by its number from 0.
fn column(plot: PixelRect, number: usize, columns: usize) -> PixelRect {
    let width = column_width(plot.width(), columns);
    let left = plot.left + pixels(number) * (width + GAP);
    PixelRect { left, right: left + width, ..plot }
}

/// Draws the text above a bar: place and name on the left, downtime on the right.
fn draw_texts(canvas: &Canvas<'_>, panel: &Panel<'_>, bar: PixelRect) -> DrawResult {
    let middle = bar.top - BAR_TOP + TEXT_MIDDLE;
    let colour = if panel.site.outages > 0 { palette::BLACK } else { palette::GREY };
    let style = SMALL.colour(colour);
    let downtime = words().downtime(panel.site);
    canvas.text(&downtime, (bar.right, middle), style.anchor(Anchor::End))?;
    let name = format!("{}. {}", words().number(panel.place), words::site_name(&panel.site.site));
    let room = bar.width() - SMALL.width(&downtime) - 12;
    canvas.text(&SMALL.fitted(&name, room), (bar.left, middle), style)
}

/// Draws the bars of a row of panels. Each colour is one shape: a page has thousands of parts.
fn draw_bars(canvas: &Canvas<'_>, parts: &BarParts) -> DrawResult {
    let (possible, down) = (&parts.possible, &parts.down);
    let hollow = inside(&parts.partial);
    let possible_low = uncovered(&possible.below_half, &[&down.half_or_more, &down.below_half]);
    let possible_high = uncovered(&possible.half_or_more, &[&down.half_or_more]);
    canvas.fill_rects(&parts.unknown, Paint::Hatch)?;
    canvas.fill_rects(&parts.up, palette::UP)?;
    canvas.fill_rects(&parts.partial, palette::PARTIAL)?;
    canvas.fill_rects(&hollow, palette::WHITE)?;
    canvas.fill_rects(&possible_low, palette::POSSIBLE)?;
    canvas.fill_rects(&possible_high, palette::POSSIBLE)?;
    canvas.fill_rects(&down.below_half, palette::DOWN)?;
    canvas.fill_rects(&down.half_or_more, palette::DOWN)?;
    canvas.fill_rects(&parts.work, palette::WORK)
}

/// Returns the insides of outlines that are a pixel wide, where there is one.
fn inside(outlines: &[PixelRect]) -> Vec<PixelRect> {
    let wide = outlines.iter().filter(|outline| outline.width() > 2);
    let inside = |outline: &PixelRect| PixelRect {
        left: outline.left + 1,
        right: outline.right - 1,
        ..outline.shrunk(1, 1)
    };
    wide.map(inside).collect()
}

/// Returns the parts that none of the lists of `covers`, each sorted, covers.
fn uncovered(parts: &[PixelRect], covers: &[&Vec<PixelRect>]) -> Vec<PixelRect> {
    let is_covered = |part: &PixelRect| covers.iter().any(|cover| covers_columns(cover, part));
    parts.iter().filter(|part| !is_covered(part)).copied().collect()
}

/// Says whether one of the parts of a cover, sorted, has all columns of another part.
fn covers_columns(cover: &[PixelRect], part: &PixelRect) -> bool {
    let after = cover.partition_point(|over| over.left <= part.left);
    after > 0 && cover[after - 1].right >= part.right
}

/// Draws the scale of one column.
fn draw_scale(canvas: &Canvas<'_>, axis: &TimeAxis, zone: Zone, rows: ScaleRows) -> DrawResult {
    let (left, right) = (axis.plot.left, axis.plot.right);
    canvas.line(&[(left, rows.line), (right, rows.line)], palette::GREY)?;
    // Labels at the ends keep clear of the next column.
    let label_x = |tick: &Tick, label: &str| {
        let half = SMALL.width(label) / 2 + 1;
        tick.x.max(left + half - OVERHANG).min(right - half + OVERHANG)
    };
    let centred = SMALL.anchor(Anchor::Middle);
    for tick in axis.ticks(zone) {
        canvas.line(&[(tick.x, rows.line), (tick.x, rows.tick_end)], palette::GREY)?;
        canvas.text(&tick.first, (label_x(&tick, &tick.first), rows.first), centred)?;
        let second = (label_x(&tick, &tick.second), rows.second);
        canvas.text(&tick.second, second, centred.colour(palette::GREY))?;
    }
    Ok(())
}

/// Returns a count of columns or rows, for reckoning with pixels.
fn pixels(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
