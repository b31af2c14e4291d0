//! `sites-down`: how many sites were down at once, confirmed and possibly, and how many were not
//! observed.

use super::canvas::{Canvas, DrawResult, Paint, PixelRect};
use super::chart::{Chart, ChartError};
use super::font::{Anchor, LABEL, SMALL};
use super::layout::{ChartSpec, LegendEntry, draw_chart};
use super::time_axis::{SCALE_HEIGHT, TimeAxis, height_above};
use super::{palette, words};
use crate::clock::{Instant, short_utc};
use crate::model::{ClaimKind, DownCount, Report};
use crate::report::words::{grouped, plural, was};

/// Heights of the plot of sites that were down, of the plot of sites not observed, and of the space
/// between them.
const DOWN_HEIGHT: i32 = 300;
const UNOBSERVED_HEIGHT: i32 = 60;
const BETWEEN: i32 = 26;
/// Height of the body where there is nothing to count.
const EMPTY_HEIGHT: i32 = 40;
/// Width of the scale of counts, with its name.
const COUNTS_WIDTH: i32 = 190;
/// Least pixels between two lines of the grid.
const GRID_GAP: i32 = 40;
/// Steps of the grid.
const GRID_STEPS: [usize; 13] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000, 10_000, 100_000];

/// Draws the chart.
pub(super) fn chart(report: &Report) -> Result<Chart, ChartError> {
    let title = title(report);
    let window = words::window(report);
    let measured_window = report.window.filter(|_| report.totals.measured > 0);
    let (legend, height) = if measured_window.is_some() {
        let plots = DOWN_HEIGHT + BETWEEN + UNOBSERVED_HEIGHT;
        (legend(report), plots + SCALE_HEIGHT + height_above(report.zone))
    } else {
        (Vec::new(), EMPTY_HEIGHT)
    };
    let spec = ChartSpec {
        name: "sites-down",
        subtitle: format!("Sites down at once, {window}.{}", words::not_counted(report)),
        description: format!(
            "Sites down over time, {window}. {title}.{}{}",
            words::not_counted(report),
            first_claim_text(report)
        ),
        title,
        legend,
        height,
    };
    draw_chart(report, spec, |canvas, body| {
        let Some(window) = measured_window else {
            let text = "Without probes there is nothing to count.";
            return canvas.text(text, (body.left, body.top + 16), LABEL.colour(palette::GREY));
        };
        let plot = PixelRect {
            left: body.left + COUNTS_WIDTH,
            top: body.top + height_above(report.zone),
            right: body.right - 20,
            bottom: body.bottom - SCALE_HEIGHT,
        };
        let axis = TimeAxis { window, zone: report.zone, plot };
        draw_first_claim(canvas, &axis, report)?;
        axis.draw(canvas)?;
        draw_down(canvas, axis, report)?;
        draw_unobserved(canvas, axis, report)
    })
}

/// Draws the upper plot: sites that were down.
fn draw_down(canvas: &Canvas<'_>, axis: TimeAxis, report: &Report) -> DrawResult {
    let plot = axis.plot.band(axis.plot.top, axis.plot.top + DOWN_HEIGHT);
    let most = report.down_counts.iter().map(|count| count.possible).max().unwrap_or(0);
    let scale = CountScale { axis, plot, most: most.max(4) };
    scale.draw_grid(canvas, "sites down")?;
    let possible = steps(&report.down_counts, |count| count.possible);
    scale.draw_area(canvas, &possible, palette::POSSIBLE.into())?;
    let certain = steps(&report.down_counts, |count| count.certain);
    scale.draw_area(canvas, &certain, palette::DOWN.into())
}

/// Draws the lower plot: measured sites that nobody observed.
fn draw_unobserved(canvas: &Canvas<'_>, axis: TimeAxis, report: &Report) -> DrawResult {
    let plot = axis.plot.band(axis.plot.bottom - UNOBSERVED_HEIGHT, axis.plot.bottom);
    let measured = report.totals.measured;
    let scale = CountScale { axis, plot, most: measured.max(1) };
    scale.draw_grid(canvas, "not observed")?;
    let mut unobserved =
        steps(&report.down_counts, |count| measured.saturating_sub(count.observed));
    let from = axis.window.from();
    if unobserved.first().is_none_or(|first| from < first.from) {
        // Before the first count nobody observed any site.
        unobserved.insert(0, CountStep { from, count: measured });
    }
    scale.draw_area(canvas, &unobserved, Paint::Hatch)
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
    /// The count at the top.
    most: usize,
}

impl CountScale {
    /// Returns the row of pixels of a count.
    fn y(&self, count: usize) -> i32 {
        let height = i64::from(self.plot.bottom - self.plot.top);
        let count = i64::try_from(count).unwrap_or(0);
        let most = i64::try_from(self.most).unwrap_or(1).max(1);
        self.plot.bottom - i32::try_from(count * height / most).unwrap_or(0)
    }

    /// Draws the lines of the grid with their counts, and the name of the scale.
    fn draw_grid(&self, canvas: &Canvas<'_>, name: &str) -> DrawResult {
        let (left, right) = (self.plot.left, self.plot.right);
        for count in (0..=self.most).step_by(self.grid_step()) {
            let y = self.y(count);
            canvas.line(&[(left, y), (right, y)], palette::FAINT)?;
            canvas.text(&grouped(count), (left - 8, y), SMALL.anchor(Anchor::End))?;
        }
        canvas.text(name, (left - COUNTS_WIDTH, self.plot.middle()), LABEL)
    }

    /// Returns the least step of the grid whose lines have room.
    fn grid_step(&self) -> usize {
        let height = self.plot.bottom - self.plot.top;
        let lines = usize::try_from(height / GRID_GAP).unwrap_or(1).max(1);
        let has_room = |step: &usize| self.most / step <= lines && *step <= self.most;
        GRID_STEPS.into_iter().find(has_room).unwrap_or(self.most)
    }

    /// Fills the area under counts over time.
    fn draw_area(&self, canvas: &Canvas<'_>, steps: &[CountStep], paint: Paint) -> DrawResult {
        for (columns, count) in self.columns(steps) {
            canvas.fill_rect(columns.band(self.y(count), columns.bottom), paint)?;
        }
        Ok(())
    }

    /// Returns columns of pixels with their counts, from left to right, without those of which the
    /// count is zero.
    fn columns(&self, steps: &[CountStep]) -> Vec<(PixelRect, usize)> {
        let ends = steps.iter().skip(1).map(|step| step.from).chain([self.axis.window.until()]);
        let mut columns: Vec<(PixelRect, usize)> = Vec::new();
        for (CountStep { from, count }, until) in steps.iter().zip(ends) {
            if *count == 0 {
                continue;
            }
            let part = self.plot.part(self.axis.x(*from), self.axis.x(until));
            match columns.last_mut() {
                // A moment shorter than a pixel is still drawn, at its full height.
                Some((before, height)) if before.left == part.left => {
                    before.right = before.right.max(part.right);
                    *height = (*height).max(*count);
                }
                Some((before, height)) if before.right >= part.left && *height == *count => {
                    before.right = before.right.max(part.right);
                }
                _ => columns.push((part, *count)),
            }
        }
        columns
    }
}

/// Draws the time in which the first claim was published, as a band behind the plots.
fn draw_first_claim(canvas: &Canvas<'_>, axis: &TimeAxis, report: &Report) -> DrawResult {
    let Some((from, until)) = first_claim(report) else { return Ok(()) };
    let band = axis.plot.part(axis.x(from), axis.x(until));
    canvas.fill_rect(band, palette::PALE_CLAIM)?;
    if axis.window.contains(from) {
        canvas.line(&[(band.left, band.top), (band.left, band.bottom)], palette::BLACK)?;
    }
    Ok(())
}

/// Returns the earliest and latest time at which the first claim of an attack or outage was
/// published: the claim that was certainly published first. `None` where that is not known, or
/// outside the window.
fn first_claim(report: &Report) -> Option<(Instant, Instant)> {
    let window = report.window?;
    let says_down = report.claims.iter().filter(|claim| {
        matches!(claim.kind, ClaimKind::Attack | ClaimKind::Outage) && !claim.intent
    });
    let published = says_down.filter_map(|claim| claim.published);
    let bounded = published.filter_map(|range| range.earliest.zip(range.latest));
    let first = bounded.min_by_key(|(from, until)| (*until, *from));
    first.filter(|(from, until)| window.contains(*from) || window.contains(*until))
}

fn legend(report: &Report) -> Vec<LegendEntry> {
    let mut legend = vec![
        LegendEntry {
            draw: |canvas, sample| canvas.fill_rect(sample, palette::DOWN),
            label: "confirmed down",
        },
        LegendEntry {
            draw: |canvas, sample| canvas.fill_rect(sample, palette::POSSIBLE),
            label: "possibly down",
        },
        LegendEntry {
            draw: |canvas, sample| canvas.hatch_rect(sample),
            label: "measured sites not observed at that time",
        },
    ];
    if first_claim(report).is_some() {
        legend.push(LegendEntry {
            draw: |canvas, sample| {
                canvas.fill_rect(sample, palette::PALE_CLAIM)?;
                let edge = [(sample.left, sample.top), (sample.left, sample.bottom)];
                canvas.line(&edge, palette::BLACK)
            },
            label: "when the first claim was published",
        });
    }
    legend
}

/// Returns the first of the highest counts; `None` where no site was down.
fn peak(report: &Report) -> Option<&DownCount> {
    let from_the_end = report.down_counts.iter().rev();
    let highest = from_the_end.max_by_key(|count| (count.certain, count.possible));
    highest.filter(|count| count.possible > 0)
}

fn title(report: &Report) -> String {
    if report.totals.measured == 0 {
        return "No site was measured: how many were down is not known".to_owned();
    }
    let measured = plural(report.totals.measured, "measured site");
    let Some(peak) = peak(report) else {
        return match report.totals.measured {
            1 => "The measured site was not seen to go down".to_owned(),
            _ => format!("None of {measured} was seen to go down"),
        };
    };
    let from = short_utc(peak.from);
    let at_once = if peak.possible == 1 { "" } else { " at once" };
    let was = was(peak.possible);
    let down = if peak.certain == peak.possible {
        grouped(peak.certain)
    } else {
        format!("{} to {}", grouped(peak.certain), grouped(peak.possible))
    };
    format!("At the peak {down} of {measured} {was} down{at_once}, from {from}")
}

/// Returns the sentence about the first claim; empty where it is not drawn.
fn first_claim_text(report: &Report) -> String {
    let Some((from, until)) = first_claim(report) else { return String::new() };
    let (from, until) = (short_utc(from), short_utc(until));
    format!(" The first claim was published between {from} and {until}.")
}
