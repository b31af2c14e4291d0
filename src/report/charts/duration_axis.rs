//! The axis of durations: from nothing to days, so that minutes and days can both be read; a step
//! to the right is about a doubling.

use super::canvas::{Canvas, DrawResult, PixelRect};
use super::font::{Anchor, SMALL};
use super::palette;
use crate::clock::{DAY, HOUR, MINUTE, length};

/// Durations that can have a tick, in microseconds, ascending.
const TICKS: [i64; 20] = [
    0,
    MINUTE,
    5 * MINUTE,
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

/// Durations from left to right, as the logarithm of one more than the minutes.
#[derive(Debug, Clone, Copy)]
pub(super) struct DurationAxis {
    /// The longest duration shown, in microseconds.
    pub(super) most_us: i64,
    /// Where the rows are.
    pub(super) plot: PixelRect,
}

impl DurationAxis {
    /// Column of a duration in microseconds; longer ones than the longest shown are at its right
    /// end.
    pub(super) fn x(&self, us: i64) -> i32 {
        let share = logarithm(us.min(self.most_us)) / logarithm(self.most_us.max(MINUTE));
        #[expect(clippy::cast_possible_truncation, reason = "a share of a width in pixels")]
        let across = (share * f64::from(self.plot.width())).round() as i32;
        self.plot.left + across
    }

    /// Draws the grid, and below it the scale with its name.
    pub(super) fn draw(&self, canvas: &Canvas<'_>, name: &str) -> DrawResult {
        let PixelRect { left, top, right, bottom } = self.plot;
        let centred = SMALL.anchor(Anchor::Middle);
        let mut free_from = i32::MIN;
        for tick in TICKS.into_iter().take_while(|tick| *tick <= self.most_us.max(MINUTE)) {
            let x = self.x(tick);
            let label = length(tick);
            let half = SMALL.width(&label) / 2;
            if x - half < free_from {
                continue;
            }
            free_from = x + half + LABEL_GAP;
            canvas.line(&[(x, top), (x, bottom)], palette::FAINT)?;
            canvas.line(&[(x, bottom), (x, bottom + 5)], palette::GREY)?;
            canvas.text(&label, (x, bottom + 15), centred)?;
        }
        canvas.line(&[(left, bottom), (right, bottom)], palette::GREY)?;
        canvas.text(name, ((left + right) / 2, bottom + 34), centred.colour(palette::GREY))
    }
}

/// Logarithm of one more than the minutes of a duration in microseconds.
fn logarithm(us: i64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a column of pixels needs no more")]
    let minutes = us.max(0) as f64 / MINUTE as f64;
    minutes.ln_1p()
}
