//! The axis of time, in two zones: that of the incident above the rows, UTC below them.

use super::canvas::{Canvas, DrawResult, PixelRect};
use super::font::{Anchor, LABEL, SMALL};
use super::language::words;
use super::layout::SCALE_HEIGHT;
use super::palette;
use crate::clock::{DAY, HOUR, Instant, IntervalSet, MINUTE, Span, Zone};

/// Least pixels between the ends of two labels.
const LABEL_GAP: i32 = 16;

/// Returns the height above the rows, for the scale of the incident's zone; little where that is
/// UTC as well.
pub(super) fn height_above(zone: Zone) -> i32 {
    if zone == Zone::UTC { 8 } else { SCALE_HEIGHT }
}

/// Distance from tick to tick, on the wall clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TickStep {
    /// Microseconds.
    Even(i64),
    /// Months, from the first day of one.
    Months(i32),
}

/// Steps that a reader can count in.
const STEPS: [TickStep; 25] = [
    TickStep::Even(MINUTE),
    TickStep::Even(2 * MINUTE),
    TickStep::Even(5 * MINUTE),
    TickStep::Even(10 * MINUTE),
    TickStep::Even(15 * MINUTE),
    TickStep::Even(30 * MINUTE),
    TickStep::Even(HOUR),
    TickStep::Even(2 * HOUR),
    TickStep::Even(3 * HOUR),
    TickStep::Even(6 * HOUR),
    TickStep::Even(12 * HOUR),
    TickStep::Even(DAY),
    TickStep::Even(2 * DAY),
    TickStep::Even(4 * DAY),
    TickStep::Even(7 * DAY),
    TickStep::Even(14 * DAY),
    TickStep::Months(1),
    TickStep::Months(2),
    TickStep::Months(3),
    TickStep::Months(6),
    TickStep::Months(12),
    TickStep::Months(24),
    TickStep::Months(60),
    TickStep::Months(120),
    TickStep::Months(1200),
];

/// Time from left to right.
#[derive(Debug, Clone, Copy)]
pub(super) struct TimeAxis {
    /// The time shown.
    pub(super) window: Span,
    /// The zone beside UTC.
    pub(super) zone: Zone,
    /// Where the rows are.
    pub(super) plot: PixelRect,
}

/// A tick of a scale, with the two lines of its label.
pub(super) struct Tick {
    /// Column of pixels.
    pub(super) x: i32,
    /// The line next to the tick.
    pub(super) first: String,
    /// The line further out; may be empty.
    pub(super) second: String,
}

/// Rows of pixels of a scale: its line, the outer ends of its ticks, and the middles of the two
/// lines of labels.
#[derive(Debug, Clone, Copy)]
pub(super) struct ScaleRows {
    pub(super) line: i32,
    /// Outer end of the ticks.
    pub(super) tick_end: i32,
    /// Middle of the first line of labels.
    pub(super) first: i32,
    /// Middle of the second line of labels.
    pub(super) second: i32,
}

impl ScaleRows {
    /// Returns a scale below a plot.
    pub(super) fn below(plot: PixelRect) -> ScaleRows {
        let line = plot.bottom;
        ScaleRows { line, tick_end: line + 5, first: line + 16, second: line + 33 }
    }

    /// Returns a scale above a plot.
    pub(super) fn above(plot: PixelRect) -> ScaleRows {
        let line = plot.top;
        ScaleRows { line, tick_end: line - 5, first: line - 16, second: line - 33 }
    }
}

/// Columns of pixels by how much of their time a set takes. Neither list overlaps itself; both are
/// sorted.
#[derive(Debug, Default)]
pub(super) struct ColumnShares {
    /// Columns of which it takes half or more.
    pub(super) half_or_more: Vec<PixelRect>,
    /// Columns of which it takes less, but some.
    pub(super) below_half: Vec<PixelRect>,
}

impl TimeAxis {
    /// Returns the column of a moment; moments outside the window are at its ends.
    pub(super) fn x(&self, at: Instant) -> i32 {
        let inside = at.max(self.window.from()).min(self.window.until());
        let length = i128::from(self.window.length());
        let across = i128::from(inside.since(self.window.from())) * self.width();
        // Rounded to the nearest column.
        let columns = (across * 2 + length) / (2 * length);
        self.plot.left + i32::try_from(columns).unwrap_or(0)
    }

    /// Returns the columns of a span, as a part of `band`; `None` where it lies outside the window.
    fn part(&self, band: PixelRect, span: Span) -> Option<PixelRect> {
        let inside = span.intersection(self.window)?;
        Some(band.part(self.x(inside.from()), self.x(inside.until())))
    }

    /// Returns the columns of a set, as parts of `band`, sorted; spans that would be in the same
    /// columns are one part.
    pub(super) fn parts(&self, band: PixelRect, set: &IntervalSet) -> Vec<PixelRect> {
        let mut parts: Vec<PixelRect> = Vec::new();
        for span in set.spans() {
            if let Some(part) = self.part(band, *span) {
                join(&mut parts, part);
            }
        }
        parts
    }

    /// Returns the columns of which a set takes half or more, as parts of `high`, and those of
    /// which it takes less, as parts of `low`. Spans of less than half a column are added up where
    /// they are in one, so that moments of every day do not seem one long time; the ends of others
    /// are at the nearest column.
    pub(super) fn shares(
        &self,
        high: PixelRect,
        low: PixelRect,
        set: &IntervalSet,
    ) -> ColumnShares {
        let mut shares = ColumnShares::default();
        let inside = set.spans().iter().filter_map(|span| span.intersection(self.window));
        let mut spans = inside.peekable();
        while let Some(span) = spans.next() {
            if self.is_half_a_column(span.length()) {
                let part = high.part(self.x(span.from()), self.x(span.until()));
                join(&mut shares.half_or_more, part);
                continue;
            }
            let column = self.middle_column(span);
            let in_column = |next: &Span| {
                !self.is_half_a_column(next.length()) && self.middle_column(*next) == column
            };
            let mut length = span.length();
            while let Some(more) = spans.next_if(in_column) {
                length = length.saturating_add(more.length());
            }
            if self.is_half_a_column(length) {
                join(&mut shares.half_or_more, high.part(column, column));
            } else {
                join(&mut shares.below_half, low.part(column, column));
            }
        }
        shares
    }

    /// Says whether a length is half of a column's time or more.
    fn is_half_a_column(&self, length: i64) -> bool {
        i128::from(length) * 2 * self.width() >= i128::from(self.window.length())
    }

    /// Returns the column of the middle of a span.
    fn middle_column(&self, span: Span) -> i32 {
        let middle = span.from().plus(span.length() / 2);
        self.x(middle).min(self.plot.right - 1)
    }

    /// Returns the pixels from left to right.
    fn width(&self) -> i128 {
        i128::from(self.plot.width())
    }

    /// Draws the grid and both scales.
    pub(super) fn draw(&self, canvas: &Canvas<'_>) -> DrawResult {
        for tick in self.ticks(Zone::UTC) {
            canvas.line(&[(tick.x, self.plot.top), (tick.x, self.plot.bottom)], palette::FAINT)?;
        }
        let PixelRect { top, bottom, .. } = self.plot;
        self.draw_scale(canvas, Zone::UTC, ScaleRows::below(self.plot))?;
        canvas.note_scale(bottom, bottom + SCALE_HEIGHT);
        if self.zone != Zone::UTC {
            canvas.note_scale(top - height_above(self.zone), top);
            self.draw_scale(canvas, self.zone, ScaleRows::above(self.plot))?;
        }
        Ok(())
    }

    /// Draws one scale, on the left the name of its zone, what its clocks go by, and the year.
    fn draw_scale(&self, canvas: &Canvas<'_>, zone: Zone, rows: ScaleRows) -> DrawResult {
        let small_grey = SMALL.colour(palette::GREY);
        let ends = [(self.plot.left, rows.line), (self.plot.right, rows.line)];
        canvas.line(&ends, palette::GREY)?;
        for tick in self.ticks(zone) {
            canvas.line(&[(tick.x, rows.line), (tick.x, rows.tick_end)], palette::GREY)?;
            canvas.text(&tick.first, (tick.x, rows.first), SMALL.anchor(Anchor::Middle))?;
            canvas.text(&tick.second, (tick.x, rows.second), small_grey.anchor(Anchor::Middle))?;
        }
        let year = zone.format(self.window.from(), "%Y");
        let last_year = zone.format(self.window.last(), "%Y");
        let years = if year == last_year { year } else { words().years(&year, &last_year) };
        let right = self.plot.left - 34;
        let (name, clocks) = (plain_name(zone), clocks(zone, self.window));
        let name = LABEL.fitted(&name, right - 24);
        let below = if clocks.is_empty() { years } else { format!("{clocks}; {years}") };
        let below = SMALL.fitted(&below, right - 24);
        canvas.text(&name, (right, rows.first), LABEL.anchor(Anchor::End))?;
        canvas.text(&below, (right, rows.second), small_grey.anchor(Anchor::End))
    }

    /// Returns ticks whose labels have room, from left to right.
    pub(super) fn ticks(&self, zone: Zone) -> Vec<Tick> {
        let last = STEPS[STEPS.len() - 1];
        let step = STEPS.into_iter().find(|step| self.fits(*step)).unwrap_or(last);
        let mut ticks: Vec<Tick> = Vec::new();
        let mut next = step.first(zone, self.window.from());
        let mut year_before = String::new();
        let mut clock_before = words().date(zone, self.window.from(), "%Z");
        while let Some(at) = next.filter(|at| *at < self.window.until()) {
            let (first, second) = step.labels(zone, at);
            let clock = words().date(zone, at, "%Z");
            let is_known = matches!(step, TickStep::Months(_)) && second == year_before;
            year_before.clone_from(&second);
            let second = if is_known {
                String::new()
            } else if ticks.is_empty() || step.is_of_days() || first == "00:00" {
                second
            } else if clock != clock_before {
                // The wall clock was changed since the tick before.
                clock.clone()
            } else {
                String::new()
            };
            next = step.after(zone, at);
            let (x, width) = (self.x(at), SMALL.width(&first));
            // Where the clock was set back, two ticks may lie nearer than a step.
            if ticks.last().is_some_and(|before: &Tick| x - before.x < width + LABEL_GAP / 2) {
                continue;
            }
            clock_before = clock;
            ticks.push(Tick { x, first, second });
        }
        ticks
    }

    /// Says whether labels at every step have room.
    fn fits(&self, step: TickStep) -> bool {
        let (first, second) = step.labels(Zone::UTC, self.window.from());
        let needed = SMALL.width(&first).max(SMALL.width(&second)) + LABEL_GAP;
        let pixels = self.width() * i128::from(step.least()) / i128::from(self.window.length());
        pixels >= i128::from(needed)
    }
}

impl ColumnShares {
    /// Adds the columns of another set, further right or in other rows.
    pub(super) fn extend(&mut self, other: ColumnShares) {
        self.half_or_more.extend(other.half_or_more);
        self.below_half.extend(other.below_half);
    }
}

/// Adds a part to those before it; where they touch, they become one.
fn join(parts: &mut Vec<PixelRect>, part: PixelRect) {
    match parts.last_mut() {
        Some(before) if part.left <= before.right => before.right = before.right.max(part.right),
        _ => parts.push(part),
    }
}

impl TickStep {
    /// Returns the first tick at or after a moment.
    fn first(self, zone: Zone, at: Instant) -> Option<Instant> {
        match self {
            TickStep::Even(step) => Some(zone.next_tick(at, step)),
            TickStep::Months(months) => zone.next_month(at, months),
        }
    }

    /// Returns the tick after a tick.
    fn after(self, zone: Zone, at: Instant) -> Option<Instant> {
        match self {
            // At least half a step on; where the wall clock was changed on the way, searched again
            // from a little before.
            TickStep::Even(step) => {
                let next = zone.next_tick(at.plus(step / 2), step);
                Some(if step >= DAY { zone.next_tick(next.plus(-2 * HOUR), step) } else { next })
            }
            TickStep::Months(months) => zone.next_month(at.plus(1), months),
        }
    }

    /// Returns the shortest time between two ticks, in microseconds.
    fn least(self) -> i64 {
        match self {
            TickStep::Even(step) => step,
            TickStep::Months(months) => i64::from(months) * 28 * DAY,
        }
    }

    /// Says whether each tick is a day of its own.
    fn is_of_days(self) -> bool {
        self.least() >= DAY
    }

    /// Returns the two lines of the label of a tick.
    fn labels(self, zone: Zone, at: Instant) -> (String, String) {
        let [first, second] = match self {
            TickStep::Even(step) if step < DAY => ["%H:%M", "%-d %b"],
            TickStep::Even(_) => ["%-d %b", "%a"],
            TickStep::Months(months) if months < 12 => ["%b", "%Y"],
            TickStep::Months(_) => ["%Y", ""],
        };
        (words().date(zone, at, first), words().date(zone, at, second))
    }
}

/// Returns the name of a zone, with the abbreviations that its clocks go by in the window:
/// `America/New York (EST, EDT)`.
pub(super) fn zone_name(zone: Zone, window: Span) -> String {
    match clocks(zone, window) {
        clocks if clocks.is_empty() => plain_name(zone),
        clocks => format!("{} ({clocks})", plain_name(zone)),
    }
}

/// Returns the name of a zone for readers.
fn plain_name(zone: Zone) -> String {
    zone.name().replace('_', " ")
}

/// Returns the abbreviations that the clocks of a zone go by in the window, in order; empty where
/// the name of the zone says it.
fn clocks(zone: Zone, window: Span) -> String {
    let abbreviations = zone.abbreviations(window);
    if abbreviations == [plain_name(zone)] {
        return String::new();
    }
    let names = abbreviations.iter().map(|one| words().clock(one));
    names.collect::<Vec<_>>().join(", ")
}
