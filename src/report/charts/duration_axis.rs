//! The axis of lengths of time: linear, so that a bar twice as long is twice as much; or, where the
//! lengths differ too much for that, logarithmic, for points and ranges without bars.

use super::canvas::{Canvas, DrawResult, PixelRect};
use super::font::{Anchor, SMALL};
use super::language::{Label, words};
use super::layout::SCALE_HEIGHT;
use super::palette;
use crate::clock::{DAY, HOUR, MINUTE, SECOND};

/// Lengths that can have a tick, in microseconds, ascending.
const TICKS: [i64; 26] = [
    0,
    SECOND,
    5 * SECOND,
    15 * SECOND,
    30 * SECOND,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    4 * HOUR,
    8 * HOUR,
    16 * HOUR,
    DAY,
    2 * DAY,
    4 * DAY,
    8 * DAY,
    16 * DAY,
    32 * DAY,
    91 * DAY,
    182 * DAY,
    364 * DAY,
    3_640 * DAY,
];
/// Least pixels between the ends of two labels.
const LABEL_GAP: i32 = 14;
/// Ratio of the longest length to the shortest from which on the scale is logarithmic.
const LOGARITHMIC_FROM: i64 = 100;

/// How lengths are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scale {
    /// A length twice as long is twice as wide.
    Linear,
    /// A doubling is everywhere as wide. Shorter lengths than this one, in microseconds, are at the
    /// left end.
    Logarithmic { least_us: i64 },
}

impl Scale {
    /// Returns the scale for lengths from the shortest to the longest, in microseconds.
    pub(super) fn over(shortest_us: i64, longest_us: i64) -> Scale {
        if longest_us / LOGARITHMIC_FROM < shortest_us.max(1) {
            return Scale::Linear;
        }
        let below = TICKS.into_iter().rev().find(|tick| *tick <= shortest_us && *tick > 0);
        Scale::Logarithmic { least_us: below.unwrap_or(shortest_us.max(1)) }
    }
}

/// Lengths of time from left to right.
#[derive(Debug, Clone, Copy)]
pub(super) struct DurationAxis {
    /// The longest length shown, in microseconds.
    pub(super) most_us: i64,
    /// How lengths are laid out.
    pub(super) scale: Scale,
    /// Where the rows are.
    pub(super) plot: PixelRect,
}

impl DurationAxis {
    /// Returns the column of a length in microseconds; longer ones than the longest shown are at
    /// its right end.
    pub(super) fn x(&self, us: i64) -> i32 {
        let (us, most_us) = (us.min(self.most_us).max(0), self.most_us.max(1));
        #[expect(clippy::cast_precision_loss, reason = "a column of pixels needs no more")]
        let share = match self.scale {
            Scale::Linear => us as f64 / most_us as f64,
            Scale::Logarithmic { least_us } => {
                let doublings = |us: i64| (us.max(least_us) as f64 / least_us as f64).log2();
                doublings(us) / doublings(most_us).max(f64::MIN_POSITIVE)
            }
        };
        #[expect(clippy::cast_possible_truncation, reason = "a share of a width in pixels")]
        let across = (share * f64::from(self.plot.width())).round() as i32;
        self.plot.left + across
    }

    /// Draws the grid, and below it the scale with its name.
    pub(super) fn draw(&self, canvas: &Canvas<'_>, name: Option<Label>) -> DrawResult {
        let PixelRect { left, top, right, bottom } = self.plot;
        let centred = SMALL.anchor(Anchor::Middle);
        let mut free_from = i32::MIN;
        for tick in self.ticks() {
            let x = self.x(tick);
            let label = words().length(tick);
            let half = SMALL.width(&label) / 2;
            if x - half < free_from {
                continue;
            }
            free_from = x + half + LABEL_GAP;
            canvas.line(&[(x, top), (x, bottom)], palette::FAINT)?;
            canvas.line(&[(x, bottom), (x, bottom + 5)], palette::GREY)?;
            canvas.text(&label, (x, bottom + 15), centred)?;
        }
        canvas.note_scale(bottom, bottom + SCALE_HEIGHT);
        canvas.line(&[(left, bottom), (right, bottom)], palette::GREY)?;
        let name = name.map_or("", |name| words().label(name));
        let name = match self.scale {
            Scale::Linear => name.to_owned(),
            Scale::Logarithmic { .. } => {
                format!("{name} ({})", words().label(Label::Logarithmic))
            }
        };
        canvas.text(&name, ((left + right) / 2, bottom + 34), centred.colour(palette::GREY))
    }

    /// Lengths that have a tick where there is room: those of the list, or on a linear scale equal
    /// steps of one of them.
    fn ticks(&self) -> Vec<i64> {
        if let Scale::Logarithmic { least_us } = self.scale {
            let is_shown = |tick: &i64| (least_us..=self.most_us).contains(tick);
            return TICKS.into_iter().filter(is_shown).collect();
        }
        let room = i64::from(
            self.plot.width() / (SMALL.width(&words().length(364 * DAY + 23 * HOUR)) + LABEL_GAP),
        )
        .max(2);
        let least = self.most_us / room;
        let whole_years = least / (364 * DAY) * 364 * DAY + 364 * DAY;
        let step = TICKS.into_iter().find(|tick| *tick > least).unwrap_or(whole_years);
        // Without a second tick a scale says nothing.
        let below = TICKS.into_iter().rev().find(|tick| (1..=self.most_us).contains(tick));
        let step = if step > self.most_us { below.unwrap_or(step) } else { step };
        let steps = self.most_us / step;
        (0..=steps).map(|number| number * step).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_that_differ_a_hundredfold_have_a_logarithmic_scale() {
        assert_eq!(Scale::over(MINUTE, 100 * MINUTE - 100), Scale::Linear);
        let least_us = MINUTE;
        assert_eq!(Scale::over(MINUTE, 100 * MINUTE), Scale::Logarithmic { least_us });
        assert_eq!(Scale::over(MINUTE + 1, 101 * MINUTE), Scale::Logarithmic { least_us });
        assert_eq!(Scale::over(0, 0), Scale::Linear);
    }

    fn axis(most_us: i64, scale: Scale) -> DurationAxis {
        let plot = PixelRect { left: 100, top: 0, right: 700, bottom: 10 };
        DurationAxis { most_us, scale, plot }
    }

    #[test]
    fn a_linear_scale_has_two_ticks_at_least() {
        let plot = PixelRect { left: 0, top: 0, right: 120, bottom: 10 };
        for most_us in [MINUTE, 3 * MINUTE, 9 * HOUR, 40 * DAY, 80 * DAY, 900 * DAY] {
            let axis = DurationAxis { most_us, scale: Scale::Linear, plot };
            assert!(axis.ticks().len() >= 2, "{most_us}: {:?}", axis.ticks());
        }
    }

    #[test]
    fn twice_as_long_is_twice_as_wide_on_a_linear_scale() {
        let axis = axis(2 * HOUR, Scale::Linear);
        let columns = [0, HOUR / 2, HOUR, 2 * HOUR, 3 * HOUR].map(|us| axis.x(us));
        assert_eq!(columns, [100, 250, 400, 700, 700]);
    }

    #[test]
    fn a_doubling_is_everywhere_as_wide_on_a_logarithmic_scale() {
        let axis = axis(8 * MINUTE, Scale::Logarithmic { least_us: MINUTE });
        let columns = [0, MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE].map(|us| axis.x(us));
        assert_eq!(columns, [100, 100, 300, 500, 700]);
    }
}
