//! The rows of `affected`: where they stand, and their labels.

use crate::report::charts::canvas::{Canvas, DrawResult, PixelRect};
use crate::report::charts::font::{HEAD, LABEL};
use crate::report::charts::frame::Frame;
use crate::report::charts::palette;
use crate::report::charts::row_grid::{LABEL_LINE, RowLabel, below_bar, draw_above, label_lines};

/// Height of a line of the head over rows, and of the white around its lines.
const HEAD_LINE: i32 = 19;
const AROUND_HEAD: i32 = 8;
/// Height of a row without the label above its bar.
const ROW_HEIGHT: i32 = 24;
/// Width of the column of text on the right of the wide form.
const END_WIDTH: i32 = 206;
/// Most width of that text: bars need room, too.
const MOST_END_WIDTH: i32 = 280;

/// Rows under a head, with a label each: a name, and words at its end.
pub(super) struct LabelledRows {
    /// Lines of the head.
    head: Vec<String>,
    labels: Vec<RowLabel>,
    /// Lines that a label takes above the bar; 0 where it stands beside it.
    lines: i32,
    /// Pixels by which each row is higher than it must be.
    extra: i32,
}

impl LabelledRows {
    /// Lays out rows under a head in a frame. `all` are the labels of all rows of the chart, so
    /// that each row is as high as the others.
    pub(super) fn of(
        frame: Frame,
        head: &str,
        labels: Vec<RowLabel>,
        all: &[RowLabel],
    ) -> LabelledRows {
        let head = HEAD.lines(head, frame.room());
        LabelledRows { head, labels, lines: label_lines(frame, all), extra: 0 }
    }

    /// Gives the label of each row two lines above its bar, where it stands above.
    pub(super) fn two_lines(self) -> LabelledRows {
        LabelledRows { lines: if self.lines > 0 { 2 } else { 0 }, ..self }
    }

    /// Returns the first column behind the first line of the head, with some white.
    pub(super) fn head_end(&self, left: i32) -> i32 {
        let line = self.head.first().map_or("", String::as_str);
        left + HEAD.room(line) + 8
    }

    /// Returns the row of pixels of the first line of a head that begins at `top`.
    pub(super) fn head_middle(&self, top: i32) -> i32 {
        top + AROUND_HEAD + HEAD_LINE / 2
    }

    /// Makes each row higher by so many pixels, as far as it still is one row to the eye.
    pub(super) fn stretched(self, extra: i32) -> LabelledRows {
        LabelledRows { extra: extra.clamp(0, ROW_HEIGHT), ..self }
    }

    /// Returns the number of rows.
    pub(super) fn count(&self) -> i32 {
        i32::try_from(self.labels.len()).unwrap_or(0)
    }

    /// Returns the height of a row.
    fn row(&self) -> i32 {
        ROW_HEIGHT + self.lines * LABEL_LINE + self.below()
    }

    /// Returns the white below the bar of a row, and what the row is higher than it must be.
    fn below(&self) -> i32 {
        below_bar(self.lines) + self.extra
    }

    /// Returns the height of the head.
    fn head_height(&self) -> i32 {
        AROUND_HEAD + HEAD_LINE * i32::try_from(self.head.len()).unwrap_or(0)
    }

    /// Returns the height of the head and all rows; 0 without a row.
    pub(super) fn height(&self) -> i32 {
        match self.count() {
            0 => 0,
            rows => self.head_height() + rows * self.row(),
        }
    }

    /// Returns the places of the rows, from `top` down.
    pub(super) fn places(&self, body: PixelRect, top: i32) -> Vec<LabelledPlace> {
        let mut bottom = top + self.head_height();
        let next = |_: &RowLabel| {
            let above = bottom;
            bottom += self.row();
            let end = bottom - below_bar(self.lines) - self.extra / 2;
            let bar = PixelRect { top: end - ROW_HEIGHT, bottom: end, ..body };
            LabelledPlace { whole: bar.band(above, bottom), bar }
        };
        self.labels.iter().map(next).collect()
    }

    /// Draws the head and the labels of all rows, on a ground of their own, so that no line of the
    /// grid goes through them. `top` is where the head begins.
    pub(super) fn draw(
        &self,
        canvas: &Canvas<'_>,
        plot: PixelRect,
        (places, top): (&[LabelledPlace], i32),
    ) -> DrawResult {
        let Some(first) = places.first() else { return Ok(()) };
        let mut middle = top + AROUND_HEAD + HEAD_LINE / 2;
        for line in &self.head {
            let left = first.bar.left;
            let ground = PixelRect { left, right: left + HEAD.room(line) + 4, ..plot };
            let ground = ground.band(middle - HEAD_LINE / 2, middle + HEAD_LINE / 2);
            canvas.fill_rect(ground, palette::WHITE)?;
            canvas.text(line, (left, middle), HEAD)?;
            middle += HEAD_LINE;
        }
        let grey = palette::GREY;
        for (label, LabelledPlace { bar, .. }) in self.labels.iter().zip(places) {
            if self.lines > 0 {
                let ground = bar.band(bar.top - self.lines * LABEL_LINE, bar.top);
                canvas.fill_rect(ground, palette::WHITE)?;
                draw_above(canvas, *bar, self.lines, label, grey)?;
                continue;
            }
            let [name, end] = label;
            let middle = bar.middle() + 1;
            let name = LABEL.fitted(name, plot.left - bar.left - 12);
            canvas.text(&name, (bar.left, middle), LABEL)?;
            let end = LABEL.fitted(end, bar.right - plot.right - 14);
            canvas.text(&end, (plot.right + 12, middle), LABEL.colour(grey))?;
        }
        Ok(())
    }
}

/// Pixels that a row takes.
#[derive(Debug, Clone, Copy)]
pub(super) struct LabelledPlace {
    /// The whole row, with a label above its bar.
    pub(super) whole: PixelRect,
    /// Where its bar stands, as wide as the body.
    pub(super) bar: PixelRect,
}

/// Returns the width in which the words at the end of every row have room.
pub(super) fn end_width(labels: &[RowLabel]) -> i32 {
    let widest = labels.iter().map(|[_, end]| LABEL.width(end) + 14).max();
    widest.unwrap_or(0).clamp(END_WIDTH, MOST_END_WIDTH)
}
