//! Rows one under the other, with heads between them. In a narrow frame each has its label above
//! its bar.

use super::canvas::{Canvas, DrawResult, PixelRect};
use super::font::{Anchor, LABEL, SMALL};
use super::frame::Frame;
use super::palette;
use crate::model::charts::ColourRole;

/// Height of a line of a label above a bar.
pub(super) const LABEL_LINE: i32 = 17;
/// White below a bar under its label, so that a bar is nearer to its own label than to the next.
const BELOW_BAR: i32 = 12;
/// White on either side of a plot, for the half of a label of its scale that stands over an end.
pub(super) const OVERHANG: i32 = 20;

/// Label of a row: a name, and words at its end.
pub(super) type RowLabel = [String; 2];

/// Height of rows.
#[derive(Debug, Clone)]
pub(super) struct RowGrid {
    /// Least height of each row.
    rows: Vec<i32>,
    /// Height of a bar with what stands around it.
    bar: i32,
    /// Lines that a label takes above its bar; 0 where it stands beside it.
    lines: i32,
}

/// Pixels that a row takes, and those of its bar among them.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowPlace {
    /// Number of the row, from 0.
    number: i32,
    /// Lines of its label above the bar.
    lines: i32,
    /// The whole row.
    pub(super) whole: PixelRect,
    /// Where its bar stands, and what belongs to it.
    pub(super) bar: PixelRect,
}

/// Counts the lines that labels take above their bars: two where any does not fit into one, 0 where
/// they stand beside them.
pub(super) fn label_lines(frame: Frame, labels: &[RowLabel]) -> i32 {
    let is_long = |[name, end]: &RowLabel| LABEL.room(name) + SMALL.room(end) + 10 > frame.room();
    if frame.is_narrow() { 1 + i32::from(labels.iter().any(is_long)) } else { 0 }
}

/// Returns the columns of a body in which bars are drawn: between texts of these widths on its left
/// and right, or below all text.
pub(super) fn bar_columns(frame: Frame, body: PixelRect, [left, right]: [i32; 2]) -> PixelRect {
    let [left, right] = if frame.is_narrow() { [OVERHANG, OVERHANG] } else { [left, right] };
    PixelRect { left: body.left + left, right: body.right - right, ..body }
}

/// Draws a label into the lines above a bar; `row` has the height of the bar, and the columns of
/// the label.
pub(super) fn draw_above(
    canvas: &Canvas<'_>,
    row: PixelRect,
    lines: i32,
    [name, end]: &RowLabel,
    end_colour: ColourRole,
) -> DrawResult {
    let first = row.top - lines * LABEL_LINE + LABEL_LINE / 2;
    if lines == 1 {
        canvas.text(name, (row.left, first), LABEL)?;
        let style = SMALL.colour(end_colour).anchor(Anchor::End);
        return canvas.text(end, (row.right, first), style);
    }
    let name = LABEL.fitted(name, row.width());
    canvas.text(&name, (row.left, first), LABEL)?;
    let end = SMALL.fitted(end, row.width());
    canvas.text(&end, (row.left, first + LABEL_LINE), SMALL.colour(end_colour))
}

/// Returns the pixels that labels of so many lines take above and below their bars.
fn above_and_below(lines: i32) -> i32 {
    lines * LABEL_LINE + below_bar(lines)
}

/// Returns the white below a bar with so many lines above it.
pub(super) fn below_bar(lines: i32) -> i32 {
    if lines == 0 { 0 } else { BELOW_BAR }
}

impl RowGrid {
    /// Returns rows with bars `bar` pixels high.
    pub(super) fn new(frame: Frame, bar: i32, labels: &[RowLabel]) -> RowGrid {
        let lines = label_lines(frame, labels);
        let height = bar + above_and_below(lines);
        RowGrid { rows: vec![height; labels.len()], bar, lines }
    }

    /// Gives a row, by its number from 0, the height of a head.
    pub(super) fn set_head(&mut self, number: usize, height: i32) {
        if let Some(row) = self.rows.get_mut(number) {
            *row = height;
        }
    }

    /// Returns the lines that a label takes above its bar; 0 where it stands beside it.
    pub(super) fn lines(&self) -> i32 {
        self.lines
    }

    /// Returns the least height of all rows.
    pub(super) fn height(&self) -> i32 {
        self.rows.iter().sum()
    }

    /// Lists the places of the rows in an area, from its top down. Where it is higher than it must
    /// be, rows are higher, at most by the height of one.
    pub(super) fn places(&self, area: PixelRect) -> Vec<RowPlace> {
        let rows = i32::try_from(self.rows.len()).unwrap_or(0).max(1);
        let spare = (area.bottom - area.top - self.height()) / rows;
        let spare = spare.clamp(0, self.bar + above_and_below(self.lines));
        let mut top = area.top;
        let place = |(least, number): (&i32, i32)| {
            let from = top;
            top += least + spare;
            let bar = from + spare / 2 + self.lines * LABEL_LINE;
            RowPlace {
                number,
                lines: self.lines,
                whole: area.band(from, top),
                bar: area.band(bar, bar + self.bar),
            }
        };
        self.rows.iter().zip(0..).map(place).collect()
    }
}

impl RowPlace {
    /// Draws the label of the row above its bar, as wide as `columns`, on a ground of its own, so
    /// that no line of a grid goes through it.
    pub(super) fn draw_label(
        self,
        canvas: &Canvas<'_>,
        columns: PixelRect,
        label: &RowLabel,
        end_colour: ColourRole,
    ) -> DrawResult {
        let ground = if self.number % 2 == 1 { palette::PALE } else { palette::WHITE };
        canvas.fill_rect(columns.band(self.whole.top, self.bar.top), ground)?;
        let row = columns.band(self.bar.top, self.bar.bottom);
        draw_above(canvas, row, self.lines, label, end_colour)
    }

    /// Draws a pale ground under the row, as wide as `columns`.
    pub(super) fn draw_ground(self, canvas: &Canvas<'_>, columns: PixelRect) -> DrawResult {
        canvas.fill_rect(columns.band(self.whole.top, self.whole.bottom), palette::PALE)
    }
}
