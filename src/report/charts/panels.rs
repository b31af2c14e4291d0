//! A grid of small panels, one for each site: its name, how long it was down, and its bar, all on
//! the same scale of time.

use super::axis::{ROOM, Tick, TimeAxis, room_above};
use super::canvas::{Canvas, Drawn, Frame, Paint, Side};
use super::font::SMALL;
use super::frame::{MARGIN, WIDTH};
use super::state::{BAR, State};
use super::{palette, words};
use crate::clock::{Span, Zone};
use crate::model::SiteReport;
use crate::report::words::grouped;

/// Panels beside each other, and below each other: with their frame they fill a printed page on its
/// side.
const COLUMNS: usize = 3;
const ROWS: usize = 20;
/// Most panels on a page.
pub(super) const MOST: usize = COLUMNS * ROWS;
/// Height of a panel.
const STEP: i32 = 36;
/// White between two columns.
const GAP: i32 = 30;
/// From the top of a panel to the middle of its words, and to its bar.
const WORDS: i32 = 8;
const BELOW: i32 = 18;
/// White under the upper scale.
const ABOVE: i32 = 4;
/// How far a label of the scale may stand out of its column.
const OUT: i32 = GAP / 2 - 5;

/// A panel's site, with its place in the order and when it may have been down.
pub(super) struct Panel<'a> {
    pub(super) location: usize,
    pub(super) site: &'a SiteReport,
    pub(super) failures: &'a [Span],
}

/// Height of so many panels with their scales.
pub(super) fn height(panels: usize, zone: Zone) -> i32 {
    pixels(panels.div_ceil(COLUMNS)) * STEP + ABOVE + ROOM + room_above(zone)
}

/// Width of the bar of a panel, in pixels.
pub(super) fn full_width() -> i32 {
    width(WIDTH - 2 * MARGIN)
}

/// How long a pixel is, in microseconds, rounded up.
pub(super) fn pixel(window: Span) -> i64 {
    let width = i64::from(full_width());
    window.length().saturating_add(width - 1) / width
}

/// The panels, row by row.
pub(super) fn draw(
    canvas: &Canvas<'_>,
    body: Frame,
    (window, zone): (Span, Zone),
    panels: &[Panel<'_>],
) -> Drawn {
    let plot = body.band(body.top + room_above(zone), body.bottom - ROOM);
    let axes: Vec<TimeAxis> = (0..COLUMNS.min(panels.len()))
        .map(|at| TimeAxis { window, zone, plot: column(plot, at) })
        .collect();
    for axis in &axes {
        scale(canvas, axis, (Zone::UTC, [axis.plot.bottom, 5, 16, 33]))?;
        if zone != Zone::UTC {
            scale(canvas, axis, (zone, [axis.plot.top, -5, -16, -33]))?;
        }
    }
    let ticks: Vec<Vec<Tick>> = axes.iter().map(|axis| axis.ticks(Zone::UTC)).collect();
    for (panels, row) in panels.chunks(COLUMNS).zip(0..) {
        let top = plot.top + ABOVE + row * STEP + BELOW;
        let (mut state, mut grid) = (State::default(), Vec::new());
        for (panel, (axis, ticks)) in panels.iter().zip(axes.iter().zip(&ticks)) {
            let bar = axis.plot.band(top, top + BAR);
            grid.extend(
                ticks.iter().map(|tick| bar.band(top - 3, top + BAR + 3).part(tick.x, tick.x + 1)),
            );
            state.add(axis, (panel.site, panel.failures), bar);
            named(canvas, panel, bar)?;
        }
        canvas.bars(&grid, palette::FAINT)?;
        bars(canvas, &state)?;
    }
    Ok(())
}

/// Width of a column where all have so much room.
fn width(room: i32) -> i32 {
    (room + GAP) / pixels(COLUMNS) - GAP
}

/// The column with the number `at`, from 0.
fn column(plot: Frame, at: usize) -> Frame {
    let width = width(plot.right - plot.left);
    let left = plot.left + pixels(at) * (width + GAP);
    Frame { left, right: left + width, ..plot }
}

/// The words above a bar.
fn named(canvas: &Canvas<'_>, panel: &Panel<'_>, bar: Frame) -> Drawn {
    let middle = bar.top - BELOW + WORDS;
    let (room, end) = (bar.right - bar.left, words::downtime(panel.site));
    let colour = if panel.site.outages > 0 { palette::BLACK } else { palette::GREY };
    canvas.words(&end, (bar.right, middle), (SMALL, colour, Side::Left))?;
    let name = format!("{}. {}", grouped(panel.location), words::shown(&panel.site.site));
    canvas.words(
        &SMALL.fitted(&name, room - SMALL.width(&end) - 12),
        (bar.left, middle),
        (SMALL, colour, Side::Right),
    )
}

/// The bars of a row: each colour is one shape, so that a band of the picture takes in no more than
/// its own rows.
fn bars(canvas: &Canvas<'_>, state: &State) -> Drawn {
    let inside = |part: &Frame| Frame {
        left: part.left + 1,
        top: part.top + 1,
        right: part.right - 1,
        bottom: part.bottom - 1,
    };
    let hollow: Vec<Frame> =
        state.partial.iter().map(inside).filter(|part| part.right > part.left).collect();
    let (possible, down) = (&state.possible, &state.down);
    let [most, some] =
        [(&possible.most, [&down.most, &down.most]), (&possible.some, [&down.most, &down.some])]
            .map(|(parts, over)| {
                parts
                    .iter()
                    .filter(|part| !over.iter().any(|over| hides(over, part)))
                    .copied()
                    .collect::<Vec<Frame>>()
            });
    canvas.bars(&state.unknown, Paint::Hatch)?;
    canvas.bars(&state.up, palette::UP)?;
    canvas.bars(&state.partial, palette::PARTIAL)?;
    canvas.bars(&hollow, palette::WHITE)?;
    canvas.bars(&some, palette::POSSIBLE)?;
    canvas.bars(&most, palette::POSSIBLE)?;
    canvas.bars(&down.some, palette::DOWN)?;
    canvas.bars(&down.most, palette::DOWN)?;
    canvas.bars(&state.work, palette::WORK)
}

/// Whether one of the parts, in order, covers another's columns.
fn hides(parts: &[Frame], part: &Frame) -> bool {
    let after = parts.partition_point(|over| over.left <= part.left);
    after > 0 && parts[after - 1].right >= part.right
}

/// A scale of one column; `down` is where its line lies, and from there the tick's end and the two
/// lines of its labels.
fn scale(canvas: &Canvas<'_>, axis: &TimeAxis, (zone, down): (Zone, [i32; 4])) -> Drawn {
    let [line, tick_end, first, second] =
        [down[0], down[0] + down[1], down[0] + down[2], down[0] + down[3]];
    canvas.line(&[(axis.plot.left, line), (axis.plot.right, line)], palette::GREY)?;
    for tick in axis.ticks(zone) {
        canvas.line(&[(tick.x, line), (tick.x, tick_end)], palette::GREY)?;
        for (label, y, colour) in
            [(&tick.first, first, palette::BLACK), (&tick.second, second, palette::GREY)]
        {
            // Labels at the ends keep clear of the next column.
            let half = SMALL.width(label) / 2 + 1;
            let x = tick.x.max(axis.plot.left + half - OUT).min(axis.plot.right - half + OUT);
            canvas.words(label, (x, y), (SMALL, colour, Side::Middle))?;
        }
    }
    Ok(())
}

fn pixels(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX)
}
