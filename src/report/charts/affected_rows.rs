//! The rows of `affected` and `affected-phone`: where they stand, and their labels.

use super::canvas::{Canvas, DrawResult, PixelRect};
use super::font::{Anchor, HEAD, LABEL, SMALL};
use super::layout::{Frame, PAGE, PHONE};
use super::palette;

/// Height of the head over rows.
pub(super) const HEAD_HEIGHT: i32 = 26;
/// Height of a row without the label above its bar, and of a line of that label.
const ROW_HEIGHT: i32 = 24;
const LABEL_LINE: i32 = 17;
/// Width of the column of text on the right of the wide form.
pub(super) const END_WIDTH: i32 = 206;

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

    /// Returns the width and the margins.
    pub(super) fn frame(self) -> Frame {
        match self {
            Form::Wide => PAGE,
            Form::Phone => PHONE,
        }
    }
}

/// Rows with a label each: a name, and words at its end.
pub(super) struct LabelledRows {
    labels: Vec<[String; 2]>,
    form: Form,
    /// Lines that a label takes above the bar.
    lines: i32,
}

impl LabelledRows {
    /// Lays out rows: on a phone a label has two lines where any does not fit into one.
    pub(super) fn of(form: Form, labels: Vec<[String; 2]>) -> LabelledRows {
        let is_long =
            |[name, end]: &[String; 2]| LABEL.room(name) + SMALL.room(end) + 10 > PHONE.room();
        let lines = match form {
            Form::Wide => 0,
            Form::Phone => 1 + i32::from(labels.iter().any(is_long)),
        };
        LabelledRows { labels, form, lines }
    }

    /// Returns the height of a row.
    fn row(&self) -> i32 {
        ROW_HEIGHT + self.lines * LABEL_LINE
    }

    /// Returns the height of the head and all rows; 0 without a row.
    pub(super) fn height(&self) -> i32 {
        match i32::try_from(self.labels.len()).unwrap_or(0) {
            0 => 0,
            rows => HEAD_HEIGHT + rows * self.row(),
        }
    }

    /// Returns where the bars of the rows stand, from `top` down.
    pub(super) fn places(&self, body: PixelRect, top: i32) -> Vec<PixelRect> {
        let mut bottom = top + HEAD_HEIGHT;
        let next = |_: &[String; 2]| {
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
            let middle = first.top - self.lines * LABEL_LINE - 10;
            canvas.text(head, (first.left, middle), HEAD)?;
        }
        for ([name, end], place) in self.labels.iter().zip(places) {
            let grey = LABEL.colour(palette::GREY);
            let middle = place.middle() + 1;
            let above = place.top - self.lines * LABEL_LINE + LABEL_LINE / 2 + 2;
            match (self.form, self.lines) {
                (Form::Wide, _) => {
                    let name = LABEL.fitted(name, plot.left - place.left - 12);
                    canvas.text(&name, (place.left, middle), LABEL)?;
                    let end = LABEL.fitted(end, END_WIDTH - 14);
                    canvas.text(&end, (plot.right + 12, middle), grey)?;
                }
                (Form::Phone, 1) => {
                    canvas.text(name, (place.left, above), LABEL)?;
                    let end_style = SMALL.colour(palette::GREY).anchor(Anchor::End);
                    canvas.text(end, (place.right, above), end_style)?;
                }
                (Form::Phone, _) => {
                    let name = LABEL.fitted(name, place.width());
                    canvas.text(&name, (place.left, above), LABEL)?;
                    let end = SMALL.fitted(end, place.width());
                    let below = above + LABEL_LINE;
                    canvas.text(&end, (place.left, below), SMALL.colour(palette::GREY))?;
                }
            }
        }
        Ok(())
    }
}
