//! The axis of time, in two zones: the incident's above the rows, UTC below them.

use super::canvas::{Canvas, Drawn, Frame, Side};
use super::font::{LABEL, SMALL};
use super::palette;
use crate::clock::{DAY, HOUR, Instant, IntervalSet, MINUTE, Span, Zone};

/// Room below the rows, for UTC.
pub(super) const ROOM: i32 = 46;

/// Room above the rows, for the incident's zone; little where that is UTC as well.
pub(super) fn room_above(zone: Zone) -> i32 {
    if zone == Zone::UTC { 8 } else { ROOM }
}

/// Least pixels between the ends of two labels.
const APART: i32 = 16;
/// From tick to tick, on the wall clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Microseconds.
    Even(i64),
    /// So many months, from the first day of one.
    Months(i32),
}

/// Steps that a reader can count in.
const STEPS: [Step; 25] = [
    Step::Even(MINUTE),
    Step::Even(2 * MINUTE),
    Step::Even(5 * MINUTE),
    Step::Even(10 * MINUTE),
    Step::Even(15 * MINUTE),
    Step::Even(30 * MINUTE),
    Step::Even(HOUR),
    Step::Even(2 * HOUR),
    Step::Even(3 * HOUR),
    Step::Even(6 * HOUR),
    Step::Even(12 * HOUR),
    Step::Even(DAY),
    Step::Even(2 * DAY),
    Step::Even(4 * DAY),
    Step::Even(7 * DAY),
    Step::Even(14 * DAY),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Months(12),
    Step::Months(24),
    Step::Months(60),
    Step::Months(120),
    Step::Months(1200),
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

/// Columns by how much of their time a set takes.
#[derive(Debug, Default)]
pub(super) struct Shares {
    /// Half or more.
    pub(super) most: Vec<Frame>,
    /// Less, but some.
    pub(super) some: Vec<Frame>,
}

impl TimeAxis {
    /// The column of a moment; moments outside the window stand at its ends.
    pub(super) fn x(&self, at: Instant) -> i32 {
        let inside = at.max(self.window.from()).min(self.window.until());
        let across = i128::from(inside.since(self.window.from())) * self.width() * 2
            + i128::from(self.window.length());
        self.plot.left + i32::try_from(across / (2 * i128::from(self.window.length()))).unwrap_or(0)
    }

    /// The columns of a span, as a part of `band`; nothing where it lies outside the window.
    pub(super) fn part(&self, band: Frame, span: Span) -> Option<Frame> {
        span.intersection(self.window)
            .map(|span| band.part(self.x(span.from()), self.x(span.until())))
    }

    /// The columns of which a set takes half or more, and those of which it takes less. Spans of
    /// less than half a column are added up where they stand in one, so that moments of every day
    /// do not look like one long time; the ends of others stand at the nearest column.
    pub(super) fn shares(&self, [most, some]: [Frame; 2], set: &IntervalSet) -> Shares {
        let mut shares = Shares::default();
        let half =
            |length: i64| i128::from(length) * 2 * self.width() >= i128::from(self.window.length());
        let middle =
            |span: Span| self.x(span.from().plus(span.length() / 2)).min(self.plot.right - 1);
        let mut spans =
            set.spans().iter().filter_map(|span| span.intersection(self.window)).peekable();
        while let Some(span) = spans.next() {
            if half(span.length()) {
                join(&mut shares.most, most.part(self.x(span.from()), self.x(span.until())));
                continue;
            }
            let (column, mut length) = (middle(span), span.length());
            while let Some(more) =
                spans.next_if(|next| !half(next.length()) && middle(*next) == column)
            {
                length = length.saturating_add(more.length());
            }
            let (parts, band) =
                if half(length) { (&mut shares.most, most) } else { (&mut shares.some, some) };
            join(parts, band.part(column, column));
        }
        shares
    }

    /// Pixels from left to right.
    fn width(&self) -> i128 {
        i128::from(self.plot.right - self.plot.left)
    }

    /// The columns of many spans; those that would stand in the same columns are drawn once.
    pub(super) fn parts(&self, band: Frame, set: &IntervalSet) -> Vec<Frame> {
        let mut parts: Vec<Frame> = Vec::new();
        set.spans()
            .iter()
            .filter_map(|span| self.part(band, *span))
            .for_each(|part| join(&mut parts, part));
        parts
    }

    /// The grid and both scales.
    pub(super) fn draw(&self, canvas: &Canvas<'_>) -> Drawn {
        for tick in self.ticks(Zone::UTC) {
            canvas.line(&[(tick.x, self.plot.top), (tick.x, self.plot.bottom)], palette::FAINT)?;
        }
        self.scale(canvas, Zone::UTC, [self.plot.bottom, 5, 16, 33])?;
        if self.zone != Zone::UTC {
            self.scale(canvas, self.zone, [self.plot.top, -5, -16, -33])?;
        }
        Ok(())
    }

    /// One scale; `down` is where its line lies, and from there the tick's end and the two lines of
    /// its labels.
    fn scale(&self, canvas: &Canvas<'_>, zone: Zone, down: [i32; 4]) -> Drawn {
        let [line, tick_end, first, second] =
            [down[0], down[0] + down[1], down[0] + down[2], down[0] + down[3]];
        canvas.line(&[(self.plot.left, line), (self.plot.right, line)], palette::GREY)?;
        for tick in self.ticks(zone) {
            canvas.line(&[(tick.x, line), (tick.x, tick_end)], palette::GREY)?;
            canvas.words(&tick.first, (tick.x, first), (SMALL, palette::BLACK, Side::Middle))?;
            canvas.words(&tick.second, (tick.x, second), (SMALL, palette::GREY, Side::Middle))?;
        }
        let year = zone.format(self.window.from(), "%Y");
        let last_year = zone.format(self.window.last(), "%Y");
        let years = if year == last_year { year } else { format!("{year} to {last_year}") };
        let near = self.plot.left - 34;
        canvas.words(
            &LABEL.fitted(&named(zone, self.window), near - 24),
            (near, first),
            (LABEL, palette::BLACK, Side::Left),
        )?;
        canvas.words(&years, (near, second), (SMALL, palette::GREY, Side::Left))
    }

    /// The ticks that have room, from left to right.
    pub(super) fn ticks(&self, zone: Zone) -> Vec<Tick> {
        let last = STEPS[STEPS.len() - 1];
        let step = STEPS.into_iter().find(|step| self.fits(*step)).unwrap_or(last);
        let mut ticks: Vec<Tick> = Vec::new();
        let mut next = step.first(zone, self.window.from());
        while let Some(at) = next.filter(|at| *at < self.window.until()) {
            let (first, second) = step.labels(zone, at);
            let second = if ticks.is_empty() || step.is_of_days() || first == "00:00" {
                second
            } else {
                String::new()
            };
            ticks.push(Tick { x: self.x(at), first, second });
            next = step.after(zone, at);
        }
        ticks
    }

    /// Whether labels at every step have room.
    fn fits(&self, step: Step) -> bool {
        let (first, second) = step.labels(Zone::UTC, self.window.from());
        let wide = SMALL.width(&first).max(SMALL.width(&second)) + APART;
        let pixels = self.width() * i128::from(step.least()) / i128::from(self.window.length());
        pixels >= i128::from(wide)
    }
}

impl Shares {
    /// Adds the columns of another set, further right or in other rows.
    pub(super) fn extend(&mut self, other: Shares) {
        self.most.extend(other.most);
        self.some.extend(other.some);
    }
}

/// Adds a part to those before it; where they touch, they become one.
fn join(parts: &mut Vec<Frame>, part: Frame) {
    match parts.last_mut() {
        Some(before) if part.left <= before.right => before.right = before.right.max(part.right),
        _ => parts.push(part),
    }
}

impl Step {
    /// The first tick at or after a moment.
    fn first(self, zone: Zone, at: Instant) -> Option<Instant> {
        match self {
            Step::Even(step) => Some(zone.next_tick(at, step)),
            Step::Months(months) => zone.next_month(at, months),
        }
    }

    /// The tick after a tick.
    fn after(self, zone: Zone, at: Instant) -> Option<Instant> {
        match self {
            // At least half a step on; where the wall clock was changed on the way, probe again
            // from a little before.
            Step::Even(step) => {
                let next = zone.next_tick(at.plus(step / 2), step);
                Some(if step >= DAY { zone.next_tick(next.plus(-2 * HOUR), step) } else { next })
            }
            Step::Months(months) => zone.next_month(at.plus(1), months),
        }
    }

    /// The shortest time between two ticks, in microseconds.
    fn least(self) -> i64 {
        match self {
            Step::Even(step) => step,
            Step::Months(months) => i64::from(months) * 28 * DAY,
        }
    }

    /// Whether each tick is a day of its own.
    fn is_of_days(self) -> bool {
        self.least() >= DAY
    }

    /// The two lines under a tick.
    fn labels(self, zone: Zone, at: Instant) -> (String, String) {
        let [first, second] = match self {
            Step::Even(step) if step < DAY => ["%H:%M", "%-d %b"],
            Step::Even(_) => ["%-d %b", "%a"],
            Step::Months(months) if months < 12 => ["%b", "%Y"],
            Step::Months(_) => ["%Y", ""],
        };
        (zone.format(at, first), zone.format(at, second))
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
