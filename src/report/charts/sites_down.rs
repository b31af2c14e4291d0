//! `sites-down`: how many sites were down at once, for certain and at most, and how many nobody
//! observed.

use super::axis::{ROOM, TimeAxis, room_above};
use super::canvas::{Canvas, Drawn, Frame, Paint, Side};
use super::font::{LABEL, SMALL};
use super::frame::{Key, Sheet, framed};
use super::{Chart, ChartError, palette, words};
use crate::clock::{Instant, short_utc};
use crate::model::{ClaimKind, DownCount, Report};
use crate::report::words::{grouped, plural};

/// Heights of the two plots, and the space between them.
const HEIGHT: i32 = 300;
const SMALLER: i32 = 60;
const BETWEEN: i32 = 26;
/// Width of the scale of counts.
const SCALE: i32 = 190;

pub(super) fn chart(report: &Report) -> Result<Chart, ChartError> {
    let title = title(report);
    let shows = format!("Sites down at once, {}.", words::window(report));
    let alt = format!("Sites down over time, {}. {title}.{}", words::window(report), told(report));
    let shown = report.window.filter(|_| report.totals.measured > 0);
    let keys = if shown.is_some() { keys(report) } else { Vec::new() };
    let height = if shown.is_some() {
        HEIGHT + BETWEEN + SMALLER + ROOM + room_above(report.zone)
    } else {
        40
    };
    framed(report, Sheet { name: "sites-down", title, shows, alt, keys, height }, |canvas, body| {
        let Some(window) = shown else {
            return canvas.words(
                "Without probes there is nothing to count.",
                (body.left, body.top + 16),
                (LABEL, palette::GREY, Side::Right),
            );
        };
        let plot = Frame {
            left: body.left + SCALE,
            top: body.top + room_above(report.zone),
            right: body.right - 20,
            bottom: body.bottom - ROOM,
        };
        let axis = TimeAxis { window, zone: report.zone, plot };
        claimed(canvas, &axis, report)?;
        axis.draw(canvas)?;
        let (upper, lower) =
            (plot.band(plot.top, plot.top + HEIGHT), plot.band(plot.bottom - SMALLER, plot.bottom));
        let most = report.down_counts.iter().map(|count| count.possible).max().unwrap_or(0);
        let scale = Counts { axis, plot: upper, most: most.max(4) };
        scale.draw(canvas, "sites down")?;
        scale.area(
            canvas,
            &report.down_counts,
            (palette::POSSIBLE.into(), |count| count.possible),
        )?;
        scale.area(canvas, &report.down_counts, (palette::DOWN.into(), |count| count.certain))?;
        let measured = report.totals.measured;
        let unseen: Vec<DownCount> = unseen(report, window.from(), measured);
        let scale = Counts { axis, plot: lower, most: measured.max(1) };
        scale.draw(canvas, "not observed")?;
        scale.area(canvas, &unseen, (Paint::Hatch, |count| count.observed))
    })
}

/// Measured sites that nobody observed, in the field of the observed ones.
fn unseen(report: &Report, from: Instant, measured: usize) -> Vec<DownCount> {
    let first = DownCount { from, certain: 0, possible: 0, observed: measured };
    let rest = report
        .down_counts
        .iter()
        .map(|count| DownCount { observed: measured.saturating_sub(count.observed), ..*count });
    std::iter::once(first)
        .filter(|first| report.down_counts.first().is_none_or(|count| first.from < count.from))
        .chain(rest)
        .collect()
}

/// Counts from below upwards.
struct Counts {
    axis: TimeAxis,
    plot: Frame,
    most: usize,
}

impl Counts {
    fn y(&self, count: usize) -> i32 {
        let high = i64::from(self.plot.bottom - self.plot.top);
        let (count, most) =
            (i64::try_from(count).unwrap_or(0), i64::try_from(self.most).unwrap_or(1));
        self.plot.bottom - i32::try_from(count * high / most.max(1)).unwrap_or(0)
    }

    fn draw(&self, canvas: &Canvas<'_>, name: &str) -> Drawn {
        let lines = usize::try_from((self.plot.bottom - self.plot.top) / 40).unwrap_or(1).max(1);
        let step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000, 10_000, 100_000]
            .into_iter()
            .find(|step| self.most / step <= lines && *step <= self.most)
            .unwrap_or(self.most);
        for count in (0..=self.most).step_by(step) {
            let y = self.y(count);
            canvas.line(&[(self.plot.left, y), (self.plot.right, y)], palette::FAINT)?;
            canvas.words(
                &grouped(count),
                (self.plot.left - 8, y),
                (SMALL, palette::BLACK, Side::Left),
            )?;
        }
        let middle = (self.plot.top + self.plot.bottom) / 2;
        canvas.words(name, (self.plot.left - SCALE, middle), (LABEL, palette::BLACK, Side::Right))
    }

    /// A filled stair.
    fn area(
        &self,
        canvas: &Canvas<'_>,
        counts: &[DownCount],
        (paint, of): (Paint, fn(&DownCount) -> usize),
    ) -> Drawn {
        let until = counts.iter().skip(1).map(|count| count.from).chain([self.axis.window.until()]);
        let mut parts: Vec<(Frame, usize)> = Vec::new();
        for (count, until) in counts.iter().zip(until).filter(|(count, _)| of(count) > 0) {
            let part = self.plot.part(self.axis.x(count.from), self.axis.x(until));
            match parts.last_mut() {
                // A moment shorter than a pixel is still drawn, at its full height.
                Some((before, height)) if before.left == part.left => {
                    before.right = before.right.max(part.right);
                    *height = (*height).max(of(count));
                }
                Some((before, height)) if before.right >= part.left && *height == of(count) => {
                    before.right = before.right.max(part.right)
                }
                _ => parts.push((part, of(count))),
            }
        }
        for (part, count) in parts {
            canvas.filled(part.band(self.y(count), part.bottom), paint)?;
        }
        Ok(())
    }
}

/// The time in which the first claim of an attack or outage was published: the one that was out
/// first for certain.
fn claimed(canvas: &Canvas<'_>, axis: &TimeAxis, report: &Report) -> Drawn {
    let Some((from, until)) = first_claim(report) else { return Ok(()) };
    let band = axis.plot.part(axis.x(from), axis.x(until));
    canvas.filled(band, palette::PALE_CLAIM)?;
    canvas.line(&[(band.left, band.top), (band.left, band.bottom)], palette::BLACK)
}

fn first_claim(report: &Report) -> Option<(Instant, Instant)> {
    let window = report.window?;
    let down = report.claims.iter().filter(|claim| {
        matches!(claim.kind, ClaimKind::Attack | ClaimKind::Outage) && !claim.intent
    });
    let published = down
        .filter_map(|claim| claim.published)
        .filter_map(|range| range.earliest.zip(range.latest));
    published
        .min_by_key(|(from, until)| (*until, *from))
        .filter(|(from, until)| window.contains(*from) || window.contains(*until))
}

fn keys(report: &Report) -> Vec<Key> {
    let mut keys = vec![
        Key { sign: |c, f| c.filled(f, palette::DOWN), meaning: "down for certain" },
        Key { sign: |c, f| c.filled(f, palette::POSSIBLE), meaning: "down at most" },
        Key { sign: |c, f| c.hatched(f), meaning: "measured sites that nobody observed just then" },
    ];
    if first_claim(report).is_some() {
        let sign: fn(&Canvas<'_>, Frame) -> Drawn = |c, f| {
            c.filled(f, palette::PALE_CLAIM)?;
            c.line(&[(f.left, f.top), (f.left, f.bottom)], palette::BLACK)
        };
        keys.push(Key { sign, meaning: "when the first claim was published" });
    }
    keys
}

fn peak(report: &Report) -> Option<&DownCount> {
    // The first of the highest.
    report
        .down_counts
        .iter()
        .rev()
        .max_by_key(|count| (count.certain, count.possible))
        .filter(|count| count.possible > 0)
}

fn title(report: &Report) -> String {
    let measured = plural(report.totals.measured, "measured site");
    match peak(report) {
        _ if report.totals.measured == 0 => {
            "No site was measured: how many were down is not known".to_owned()
        }
        None => format!("None of {measured} was down for certain"),
        Some(count) if count.certain == count.possible => {
            format!(
                "At the peak {} of {measured} were down at once, from {}",
                grouped(count.certain),
                short_utc(count.from)
            )
        }
        Some(count) => {
            format!(
                "At the peak {} to {} of {measured} were down at once, from {}",
                grouped(count.certain),
                grouped(count.possible),
                short_utc(count.from)
            )
        }
    }
}

fn told(report: &Report) -> String {
    match first_claim(report) {
        Some((from, until)) => format!(
            " The first claim was published between {} and {}.",
            short_utc(from),
            short_utc(until)
        ),
        None => String::new(),
    }
}
