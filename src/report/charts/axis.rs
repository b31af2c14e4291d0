//! The axis of time, in two zones: the incident's above the rows, UTC below them.

use super::canvas::{Canvas, Drawn, Frame, Side};
use super::ink;
use super::letters::{LABEL, SMALL};
use crate::clock::{DAY, HOUR, Instant, Intervals, MINUTE, Span, Zone};

/// Room below the rows, for UTC.
pub(super) const ROOM: i32 = 46;

/// Room above the rows, for the incident's zone; little where that is UTC as well.
pub(super) fn room_above(zone: Zone) -> i32 {
    if zone == Zone::UTC { 8 } else { ROOM }
}

/// Least pixels between the ends of two labels.
const APART: i32 = 16;
/// Steps between ticks, on the wall clock.
const STEPS: [i64; 22] = [
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
    2 * DAY,
    4 * DAY,
    7 * DAY,
    14 * DAY,
    28 * DAY,
    91 * DAY,
    182 * DAY,
    364 * DAY,
    1_820 * DAY,
    9_100 * DAY,
];

/// Time from left to right.
#[derive(Debug, Clone, Copy)]
pub(super) struct TimeAxis {
    /// What is shown.
    pub(super) window: Span,
    /// The zone beside UTC.
    pub(super) zone: Zone,
    /// Where the rows stand.
    pub(super) plot: Frame,
}

/// A place on a scale, with the two lines of its label.
pub(super) struct Tick {
    pub(super) x: i32,
    pub(super) first: String,
    pub(super) second: String,
}

impl TimeAxis {
    /// The column of a moment; moments outside the window stand at its ends.
    pub(super) fn x(&self, at: Instant) -> i32 {
        let inside = at.max(self.window.from()).min(self.window.until());
        let width = i128::from(self.plot.right - self.plot.left);
        let across = i128::from(inside.since(self.window.from())) * width * 2 + i128::from(self.window.length());
        self.plot.left + i32::try_from(across / (2 * i128::from(self.window.length()))).unwrap_or(0)
    }

    /// The columns of a span, as a part of `band`; nothing where it lies outside the window.
    pub(super) fn part(&self, band: Frame, span: Span) -> Option<Frame> {
        span.and(self.window).map(|span| band.part(self.x(span.from()), self.x(span.until())))
    }

    /// The columns of many spans; those that would stand in the same columns are drawn once.
    pub(super) fn parts(&self, band: Frame, set: &Intervals) -> Vec<Frame> {
        let mut parts: Vec<Frame> = Vec::new();
        for part in set.spans().iter().filter_map(|span| self.part(band, *span)) {
            match parts.last_mut() {
                Some(before) if part.left <= before.right => before.right = before.right.max(part.right),
                _ => parts.push(part),
            }
        }
        parts
    }

    /// The grid and both scales.
    pub(super) fn draw(&self, canvas: &Canvas<'_>) -> Drawn {
        for tick in self.ticks(Zone::UTC) {
            canvas.line(&[(tick.x, self.plot.top), (tick.x, self.plot.bottom)], ink::FAINT)?;
        }
        self.scale(canvas, Zone::UTC, [self.plot.bottom, 5, 16, 33])?;
        if self.zone != Zone::UTC {
            self.scale(canvas, self.zone, [self.plot.top, -5, -16, -33])?;
        }
        Ok(())
    }

    /// One scale; `down` is where its line lies, and from there the tick's end and the two lines of its labels.
    fn scale(&self, canvas: &Canvas<'_>, zone: Zone, down: [i32; 4]) -> Drawn {
        let [line, tick_end, first, second] = [down[0], down[0] + down[1], down[0] + down[2], down[0] + down[3]];
        canvas.line(&[(self.plot.left, line), (self.plot.right, line)], ink::GREY)?;
        for tick in self.ticks(zone) {
            canvas.line(&[(tick.x, line), (tick.x, tick_end)], ink::GREY)?;
            canvas.words(&tick.first, (tick.x, first), (SMALL, ink::BLACK, Side::Middle))?;
            canvas.words(&tick.second, (tick.x, second), (SMALL, ink::GREY, Side::Middle))?;
        }
        let year = zone.format(self.window.from(), "%Y");
        let last_year = zone.format(self.window.last(), "%Y");
        let years = if year == last_year { year } else { format!("{year} to {last_year}") };
        let near = self.plot.left - 34;
        canvas.words(&LABEL.fitted(&named(zone, self.window), near - 24), (near, first), (LABEL, ink::BLACK, Side::Left))?;
        canvas.words(&years, (near, second), (SMALL, ink::GREY, Side::Left))
    }

    /// The ticks that have room, from left to right.
    pub(super) fn ticks(&self, zone: Zone) -> Vec<Tick> {
        let last = STEPS.len() - 1;
        let step = STEPS.iter().position(|step| self.fits(*step)).unwrap_or(last);
        let step = STEPS[step];
        let mut ticks: Vec<Tick> = Vec::new();
        let mut at = zone.next_tick(self.window.from(), step);
        while at < self.window.until() {
            let (first, second) = labels(zone, at, step);
            let second = if ticks.is_empty() || step >= DAY || first == "00:00" { second } else { String::new() };
            ticks.push(Tick { x: self.x(at), first, second });
            // At least half a step on; where the wall clock was changed on the way, look again from a little before.
            at = zone.next_tick(at.plus(step / 2), step);
            if step >= DAY {
                at = zone.next_tick(at.plus(-2 * HOUR), step);
            }
        }
        ticks
    }

    /// Whether labels at every step have room.
    fn fits(&self, step: i64) -> bool {
        let (first, second) = labels(Zone::UTC, self.window.from(), step);
        let wide = SMALL.width(&first).max(SMALL.width(&second)) + APART;
        let pixels = i128::from(self.plot.right - self.plot.left) * i128::from(step) / i128::from(self.window.length());
        pixels >= i128::from(wide)
    }
}

/// The two lines under a tick.
fn labels(zone: Zone, at: Instant, step: i64) -> (String, String) {
    if step >= DAY {
        (zone.format(at, "%-d %b"), if step >= 91 * DAY { zone.format(at, "%Y") } else { zone.format(at, "%a") })
    } else {
        (zone.format(at, "%H:%M"), zone.format(at, "%-d %b"))
    }
}

/// A zone's name, with what its clocks are called in the window.
pub(super) fn named(zone: Zone, window: Span) -> String {
    let (early, late) = (zone.format(window.from(), "%Z"), zone.format(window.last(), "%Z"));
    let named = zone.name().replace('_', " ");
    match (early == late, early == named) {
        (true, true) => named,
        (true, false) => format!("{named} ({early})"),
        _ => format!("{named} ({early}, then {late})"),
    }
}
