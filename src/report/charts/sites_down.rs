//! `sites-down`: how many sites were down at once, confirmed and possibly, and how many were not
//! observed.

use super::canvas::{Canvas, DrawResult, Paint, PixelRect, Point};
use super::chart::{Chart, ChartError};
use super::first_claim::shown_first_claim;
use super::font::{Anchor, LABEL, SMALL};
use super::frame::ChartFit;
use super::language::{ChartWords, English, Label, words};
use super::layout::{ChartSpec, LegendEntry, SCALE_HEIGHT, draw_chart};
use super::palette;
use super::time_axis::{TimeAxis, height_above};
use super::words::clocks;
use crate::clock::Instant;
use crate::model::{DownCount, Report};

/// Heights of the plot of sites that were down, of the plot of sites not observed, and of the space
/// between them.
const DOWN_HEIGHT: i32 = 300;
const UNOBSERVED_HEIGHT: i32 = 60;
const BETWEEN: i32 = 26;
/// Space between them, and above the upper, where the name of each stands in it.
const NAMED_BETWEEN: i32 = 40;
/// Width of the scale of counts, with its name.
const COUNTS_WIDTH: i32 = 190;
/// Width of that scale, and height of the upper plot, in a narrow frame.
const NARROW_COUNTS_WIDTH: i32 = 44;
const LOW_HEIGHT: i32 = 180;
/// Parts of the window of which each is about as wide as a pixel: what is shorter is not seen.
const WIDTH_IN_TIME: i64 = 800;
/// Least pixels between two lines of the grid.
const GRID_GAP: i32 = 40;
/// Numbers of sites between two lines of the grid: the first that gives few enough.
const GRID_STEPS: [usize; 13] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000, 10_000, 100_000];

/// Says whether several sites were measured, of which one was down at some time, or may have been,
/// or was not observed. Of one site the timeline says as much.
pub(super) fn has_content(report: &Report) -> bool {
    let measured = report.totals.measured;
    let says_something = |count: &DownCount| count.all_possible() > 0 || count.observed < measured;
    measured > 1 && report.down_counts.iter().any(says_something)
}

/// Draws the chart.
pub(super) fn chart(report: &Report, fit: ChartFit) -> Result<Chart, ChartError> {
    let words = words();
    let is_narrow = fit.frame.is_narrow();
    let (counts_width, head, down_height) = match is_narrow {
        true => (NARROW_COUNTS_WIDTH, BETWEEN, LOW_HEIGHT),
        false => (COUNTS_WIDTH, 0, DOWN_HEIGHT),
    };
    let unobserved = unobserved(report);
    let between = if is_narrow { NAMED_BETWEEN } else { BETWEEN };
    let below = if unobserved.is_empty() { 0 } else { between + UNOBSERVED_HEIGHT };
    let plots = head + down_height + below;
    let spec = ChartSpec {
        frame: fit.frame,
        name: "sites-down",
        origin_words: false,
        has_site_rows: false,
        subtitle: format!(
            "{}{}{}{}",
            words.sites_down_subtitle(report),
            clocks(report, fit.frame),
            words.counted_without_start(report),
            words.first_claim(report)
        ),
        description: format!(
            "Sites down over time, {}. {}.{}{}",
            English.window(report),
            English.sites_down_title(report),
            English.counted_without_start(report),
            English.first_claim(report)
        ),
        title: words.sites_down_title(report),
        legend: legend(report),
        height: plots + SCALE_HEIGHT + height_above(report.zone),
        stretch: DOWN_HEIGHT,
    };
    draw_chart(report, spec, |canvas, body| {
        let Some(window) = report.window else { return Ok(()) };
        let plot = PixelRect {
            left: body.left + counts_width,
            top: body.top + head + height_above(report.zone),
            right: body.right - 20,
            bottom: body.bottom - SCALE_HEIGHT,
        };
        let axis = TimeAxis { window, zone: report.zone, plot };
        draw_first_claim(canvas, &axis, report)?;
        axis.draw(canvas)?;
        let name = |row: i32| is_narrow.then_some((body.left, row));
        let upper = axis.plot.shrunk(0, below);
        draw_down(canvas, (axis, upper), report, name(body.top + BETWEEN / 2 - 4))?;
        match unobserved.is_empty() {
            true => Ok(()),
            false => {
                let name = name(upper.bottom + between / 2);
                draw_unobserved(canvas, axis, (&unobserved, report.totals.measured), name)
            }
        }
    })
}

/// Draws the upper plot: sites that were down. Its name stands at a place, or else at its left.
fn draw_down(
    canvas: &Canvas<'_>,
    (axis, plot): (TimeAxis, PixelRect),
    report: &Report,
    name: Option<Point>,
) -> DrawResult {
    let most = report.down_counts.iter().map(DownCount::all_possible).max().unwrap_or(0);
    let scale = CountScale::over(axis, plot, most);
    scale.draw_grid(canvas, Label::SitesDown, name)?;
    let possible = steps(&report.down_counts, DownCount::all_possible);
    scale.draw_area(canvas, &possible, palette::POSSIBLE.into())?;
    let certain = steps(&report.down_counts, DownCount::all_certain);
    scale.draw_area(canvas, &certain, palette::DOWN.into())
}

/// Draws the lower plot: sites that nobody observed, of those measured. Its name stands as that of
/// the upper.
fn draw_unobserved(
    canvas: &Canvas<'_>,
    axis: TimeAxis,
    (unobserved, measured): (&[CountStep], usize),
    name: Option<Point>,
) -> DrawResult {
    let plot = axis.plot.band(axis.plot.bottom - UNOBSERVED_HEIGHT, axis.plot.bottom);
    let scale = CountScale::over(axis, plot, measured);
    scale.draw_grid(canvas, Label::NotObserved, name)?;
    scale.draw_area(canvas, unobserved, Paint::Hatch)
}

/// Counts the measured sites that nobody observed, over time; empty where no such time is long
/// enough to be seen on the chart.
fn unobserved(report: &Report) -> Vec<CountStep> {
    let measured = report.totals.measured;
    let mut unobserved =
        steps(&report.down_counts, |count| measured.saturating_sub(count.observed));
    let Some(window) = report.window else { return Vec::new() };
    let from = window.from();
    if unobserved.first().is_none_or(|first| from < first.from) {
        // Before the first count nobody observed any site.
        unobserved.insert(0, CountStep { from, count: measured });
    }
    let ends = unobserved.iter().skip(1).map(|step| step.from).chain([window.until()]);
    let mut steps = unobserved.iter().zip(ends);
    let least_us = window.length() / WIDTH_IN_TIME;
    match steps.any(|(step, until)| step.count > 0 && until.since(step.from) > least_us) {
        true => unobserved,
        false => Vec::new(),
    }
}

/// A count that holds from a moment on, until the next one.
struct CountStep {
    from: Instant,
    count: usize,
}

/// Returns one of the counts of a report over time; may be empty.
fn steps(counts: &[DownCount], value: impl Fn(&DownCount) -> usize) -> Vec<CountStep> {
    counts.iter().map(|count| CountStep { from: count.from, count: value(count) }).collect()
}

/// A scale of counts, upwards, over time.
struct CountScale {
    axis: TimeAxis,
    plot: PixelRect,
    /// The count at the top, which has a line.
    most: usize,
    /// Counts from one line of the grid to the next.
    step: usize,
}

impl CountScale {
    /// Returns the scale of counts of `highest` at most, with the least step of the grid whose
    /// lines have room.
    fn over(axis: TimeAxis, plot: PixelRect, highest: usize) -> CountScale {
        let highest = highest.max(1);
        let lines = usize::try_from((plot.bottom - plot.top) / GRID_GAP).unwrap_or(1).max(1);
        let has_room = |step: &usize| highest.div_ceil(*step) <= lines;
        // One line above the ground is that of the highest count, whatever number it is.
        let step = match lines {
            1 => highest,
            _ => GRID_STEPS.into_iter().find(has_room).unwrap_or(highest),
        };
        CountScale { axis, plot, most: highest.div_ceil(step) * step, step }
    }

    /// Returns the row of pixels of a count.
    fn y(&self, count: usize) -> i32 {
        let height = i64::from(self.plot.bottom - self.plot.top);
        let count = i64::try_from(count).unwrap_or(0);
        let most = i64::try_from(self.most).unwrap_or(1).max(1);
        self.plot.bottom - i32::try_from(count * height / most).unwrap_or(0)
    }

    /// Draws the lines of the grid with their counts, and the name of the scale at a place, or else
    /// at its left.
    fn draw_grid(&self, canvas: &Canvas<'_>, name: Label, at: Option<Point>) -> DrawResult {
        let (left, right) = (self.plot.left, self.plot.right);
        for count in (0..=self.most).step_by(self.step) {
            let y = self.y(count);
            canvas.line(&[(left, y), (right, y)], palette::FAINT)?;
            canvas.text(&words().number(count), (left - 8, y), SMALL.anchor(Anchor::End))?;
        }
        let text = words().label(name);
        let Some((x, y)) = at else {
            return canvas.text(text, (left - COUNTS_WIDTH, self.plot.middle()), LABEL);
        };
        // No line of the axis of time goes through it.
        let ground =
            PixelRect { left: x, top: y - 9, right: x + LABEL.room(text) + 4, bottom: y + 9 };
        canvas.fill_rect(ground, palette::WHITE)?;
        canvas.text(text, (x, y), LABEL)
    }

    /// Fills the area under counts over time.
    fn draw_area(&self, canvas: &Canvas<'_>, steps: &[CountStep], paint: Paint) -> DrawResult {
        for CountColumn { rect, count } in self.columns(steps) {
            canvas.fill_rect(rect.band(self.y(count), rect.bottom), paint)?;
        }
        Ok(())
    }

    /// Returns the columns of pixels with their counts, from left to right, without those of which
    /// the count is zero.
    fn columns(&self, steps: &[CountStep]) -> Vec<CountColumn> {
        let ends = steps.iter().skip(1).map(|step| step.from).chain([self.axis.window.until()]);
        let mut columns: Vec<CountColumn> = Vec::new();
        for (CountStep { from, count }, until) in steps.iter().zip(ends) {
            if *count == 0 {
                continue;
            }
            add_column(
                &mut columns,
                self.plot.part(self.axis.x(*from), self.axis.x(until)),
                *count,
            );
        }
        columns
    }
}

/// Adds a column behind those to the left of it, and joins it to the last one where their counts
/// are one. A moment shorter than a pixel is still drawn, at its full height, and no wider.
fn add_column(columns: &mut Vec<CountColumn>, part: PixelRect, count: usize) {
    match columns.last_mut() {
        Some(before) if before.rect.left == part.left && before.count > count => {
            let left = before.rect.right;
            if left < part.right {
                columns.push(CountColumn { rect: PixelRect { left, ..part }, count });
            }
        }
        Some(before) if before.rect.left == part.left => {
            before.rect.right = before.rect.right.max(part.right);
            before.count = count;
        }
        Some(before) if before.rect.right >= part.left && before.count == count => {
            before.rect.right = before.rect.right.max(part.right);
        }
        _ => columns.push(CountColumn { rect: part, count }),
    }
}

/// Columns of pixels in which one count holds.
struct CountColumn {
    rect: PixelRect,
    count: usize,
}

/// Draws the time in which the first claim was published, as a band behind the plots.
fn draw_first_claim(canvas: &Canvas<'_>, axis: &TimeAxis, report: &Report) -> DrawResult {
    let Some(first) = shown_first_claim(report) else { return Ok(()) };
    let from = first.from.unwrap_or(axis.window.from());
    let band = axis.plot.part(axis.x(from), axis.x(first.until));
    canvas.fill_rect(band, palette::PALE_CLAIM)?;
    if first.from.is_some_and(|from| axis.window.contains(from)) {
        canvas.line(&[(band.left, band.top), (band.left, band.bottom)], palette::BLACK)?;
    }
    Ok(())
}

/// Returns the entries of the legend.
fn legend(report: &Report) -> Vec<LegendEntry> {
    let mut legend = vec![
        LegendEntry {
            draw: |canvas, sample| canvas.fill_rect(sample, palette::DOWN),
            label: Label::ConfirmedDown,
        },
        LegendEntry {
            draw: |canvas, sample| canvas.fill_rect(sample, palette::POSSIBLE),
            label: Label::PossiblyDown,
        },
    ];
    if !unobserved(report).is_empty() {
        legend.push(LegendEntry {
            draw: |canvas, sample| canvas.hatch_rect(sample),
            label: Label::UnobservedSites,
        });
    }
    if let Some(first) = shown_first_claim(report) {
        legend.push(LegendEntry {
            draw: |canvas, sample| {
                canvas.fill_rect(sample, palette::PALE_CLAIM)?;
                let edge = [(sample.left, sample.top), (sample.left, sample.bottom)];
                canvas.line(&edge, palette::BLACK)
            },
            label: Label::FirstClaim(first.kind),
        });
    }
    legend
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Eight sites were down at one moment and one for half an hour behind it: "8" was painted
    /// until the end of that half an hour.
    #[test]
    fn a_moment_is_drawn_one_pixel_wide() {
        let rect = |left, right| PixelRect { left, top: 0, right, bottom: 9 };
        let mut columns = Vec::new();
        for (left, right, count) in [(4, 10, 7), (10, 11, 8), (10, 40, 1), (40, 50, 1), (50, 51, 1)]
        {
            add_column(&mut columns, rect(left, right), count);
        }
        add_column(&mut columns, rect(50, 60), 3);
        let drawn: Vec<(i32, i32, usize)> =
            columns.iter().map(|one| (one.rect.left, one.rect.right, one.count)).collect();
        assert_eq!(drawn, [(4, 10, 7), (10, 11, 8), (11, 51, 1), (50, 60, 3)]);
    }
}
