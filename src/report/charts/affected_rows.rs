//! The rows of `affected` and `affected-phone`: where they stand, and their labels.

use super::canvas::{Canvas, DrawResult, PixelRect};
use super::chart::{Chart, ChartError};
use super::font::{HEAD, LABEL};
use super::frame::{ChartFit, Frame, PAGE, PHONE, fitted};
use super::palette;
use super::row_grid::{LABEL_LINE, RowLabel, draw_above, label_lines};
use crate::model::Report;

/// Height of the head over rows.
pub(super) const HEAD_HEIGHT: i32 = 26;
/// Height of a row without the label above its bar.
const ROW_HEIGHT: i32 = 24;
/// Width of the column of text on the right of the wide form.
const END_WIDTH: i32 = 206;
/// Most width of that text: bars need room, too.
const MOST_END_WIDTH: i32 = 280;

/// Form of the chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Names at the left, for a page of a desk or of paper.
    Wide,
    /// Names above the bars, for a phone.
    Phone,
}

impl Form {
    /// Every form, in the order of the page.
    pub(super) const ALL: [Form; 2] = [Form::Wide, Form::Phone];

    /// Returns the name of the files.
    pub(super) fn name(self) -> &'static str {
        match self {
            Form::Wide => "affected",
            Form::Phone => "affected-phone",
        }
    }

    /// Returns the frame, where no other is asked for.
    fn frame(self) -> Frame {
        match self {
            Form::Wide => PAGE,
            Form::Phone => PHONE,
        }
    }

    /// Draws this form so that it fits its frame; a phone keeps its own, whatever is asked for.
    ///
    /// # Errors
    /// Where drawing fails.
    pub(super) fn fitted(
        self,
        report: &Report,
        draw: impl Fn(ChartFit) -> Result<Chart, ChartError>,
    ) -> Result<Chart, ChartError> {
        match self {
            Form::Wide => fitted(report, self.frame(), draw),
            Form::Phone => draw(ChartFit::whole(self.frame())),
        }
    }
}

/// Rows with a label each: a name, and words at its end.
pub(super) struct LabelledRows {
    labels: Vec<RowLabel>,
    /// Lines that a label takes above the bar; 0 where it stands beside it.
    lines: i32,
    /// Pixels by which each row is higher than it must be.
    extra: i32,
}

impl LabelledRows {
    /// Lays out rows in a frame.
    pub(super) fn of(frame: Frame, labels: Vec<RowLabel>) -> LabelledRows {
        let lines = label_lines(frame, &labels);
        LabelledRows { labels, lines, extra: 0 }
    }

    /// Makes each row higher by so many pixels, as far as it still is one row to the eye.
    pub(super) fn stretched(self, extra: i32) -> LabelledRows {
        LabelledRows { extra: extra.clamp(0, ROW_HEIGHT), ..self }
    }

    /// Returns the width in which the words at the end of every row have room.
    pub(super) fn end_width(&self) -> i32 {
        let widest = self.labels.iter().map(|[_, end]| LABEL.width(end) + 14).max();
        widest.unwrap_or(0).clamp(END_WIDTH, MOST_END_WIDTH)
    }

    /// Returns the number of rows.
    pub(super) fn count(&self) -> i32 {
        i32::try_from(self.labels.len()).unwrap_or(0)
    }

    /// Returns the height of a row.
    fn row(&self) -> i32 {
        ROW_HEIGHT + self.lines * LABEL_LINE + self.extra
    }

    /// Returns the height of the head and all rows; 0 without a row.
    pub(super) fn height(&self) -> i32 {
        match self.count() {
            0 => 0,
            rows => HEAD_HEIGHT + rows * self.row(),
        }
    }

    /// Returns where the bars of the rows stand, from `top` down.
    pub(super) fn places(&self, body: PixelRect, top: i32) -> Vec<PixelRect> {
        let mut bottom = top + HEAD_HEIGHT;
        let next = |_: &RowLabel| {
            bottom += self.row();
            PixelRect { top: bottom - ROW_HEIGHT, bottom, ..body }
        };
        self.labels.iter().map(next).collect()
    }

    /// Draws the head and the labels of all rows.
    pub(super) fn draw(
        &self,
        canvas: &Canvas<'_>,
        plot: PixelRect,
        places: &[PixelRect],
        head: &str,
    ) -> DrawResult {
        if let Some(first) = places.first() {
            let middle = first.top - self.lines * LABEL_LINE - self.extra - 10;
            canvas.text(head, (first.left, middle), HEAD)?;
        }
        let grey = palette::GREY;
        for (label, place) in self.labels.iter().zip(places) {
            if self.lines > 0 {
                draw_above(canvas, *place, self.lines, label, grey)?;
                continue;
            }
            let [name, end] = label;
            let middle = place.middle() + 1;
            let name = LABEL.fitted(name, plot.left - place.left - 12);
            canvas.text(&name, (place.left, middle), LABEL)?;
            let end = LABEL.fitted(end, place.right - plot.right - 14);
            canvas.text(&end, (plot.right + 12, middle), LABEL.colour(grey))?;
        }
        Ok(())
    }
}
