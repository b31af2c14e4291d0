//! The axis of lengths: from nothing to days, so that minutes and days can both be read; a step to
//! the right is about a doubling.

use super::canvas::{Canvas, Drawn, Frame, Side};
use super::font::SMALL;
use super::palette;
use crate::clock::{DAY, HOUR, MINUTE, length};

/// Lengths that can have a tick.
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
const APART: i32 = 14;

/// Lengths from left to right, as the logarithm of one more than the minutes.
#[derive(Debug, Clone, Copy)]
pub(super) struct LengthAxis {
    /// The longest that is shown, in microseconds.
    pub(super) most_us: i64,
    /// Where the rows stand.
    pub(super) plot: Frame,
}

impl LengthAxis {
    /// The column of a length.
    pub(super) fn x(&self, us: i64) -> i32 {
        #[expect(clippy::cast_precision_loss, reason = "a column of pixels needs no more")]
        let location = |us: i64| (us.max(0) as f64 / MINUTE as f64).ln_1p();
        let share = location(us.min(self.most_us)) / location(self.most_us.max(MINUTE));
        #[expect(clippy::cast_possible_truncation, reason = "a share of a width in pixels")]
        let across = (share * f64::from(self.plot.right - self.plot.left)).round() as i32;
        self.plot.left + across
    }

    /// The grid and the scale below it.
    pub(super) fn draw(&self, canvas: &Canvas<'_>, name: &str) -> Drawn {
        let base = self.plot.bottom;
        let mut free = i32::MIN;
        for tick in TICKS.iter().take_while(|tick| **tick <= self.most_us.max(MINUTE)) {
            let (x, words) = (self.x(*tick), length(*tick));
            let half = SMALL.width(&words) / 2;
            if x - half < free {
                continue;
            }
            free = x + half + APART;
            canvas.line(&[(x, self.plot.top), (x, base)], palette::FAINT)?;
            canvas.line(&[(x, base), (x, base + 5)], palette::GREY)?;
            canvas.words(&words, (x, base + 15), (SMALL, palette::BLACK, Side::Middle))?;
        }
        canvas.line(&[(self.plot.left, base), (self.plot.right, base)], palette::GREY)?;
        canvas.words(
            name,
            ((self.plot.left + self.plot.right) / 2, base + 34),
            (SMALL, palette::GREY, Side::Middle),
        )
    }
}
