//! What stands round every chart: the title that states the finding, what is shown, the legend, and
//! where it comes from.

use super::canvas::{Canvas, Drawn, Frame, Labels, Side, draw_svg};
use super::font::{self, LABEL, SMALL, TITLE};
use super::{Chart, ChartError, Shown, palette, words};
use crate::model::Report;
use crate::report::words::standing;

/// Width of every chart, in pixels.
pub(super) const WIDTH: i32 = 1280;
/// White on either side.
pub(super) const MARGIN: i32 = 24;
/// Height of a line of the title, of the legend, and of small words.
const LINES: [i32; 3] = [27, 22, 17];

/// A sign with its meaning.
pub(super) struct Key {
    /// Draws the sign into a box 28 by 14 pixels.
    pub(super) sign: fn(&Canvas<'_>, Frame) -> Drawn,
    /// What it means.
    pub(super) meaning: &'static str,
}

/// What a chart says, and how high its own part is.
pub(super) struct Sheet<'a> {
    /// Its name, for files.
    pub(super) name: &'a str,
    /// The finding.
    pub(super) title: String,
    /// What it shows, in a line under the title.
    pub(super) shows: String,
    /// The chart in words.
    pub(super) alt: String,
    /// The signs used.
    pub(super) keys: Vec<Key>,
    /// Height of the chart's own part, in pixels.
    pub(super) height: i32,
}

/// Draws the chart: `body` gets the whole width between the margins.
pub(super) fn framed(
    report: &Report,
    sheet: Sheet<'_>,
    body: impl FnOnce(&Canvas<'_>, Frame) -> Drawn,
) -> Result<Chart, ChartError> {
    let room = WIDTH - 2 * MARGIN;
    let title = TITLE.lines(&sheet.title, room);
    let shows = LABEL.lines(&format!("{}. {}", report.title, sheet.shows), room);
    let keys = placed(&sheet.keys);
    let source = SMALL.lines(&words::source(report), room);
    let [title_line, line, small] = LINES;
    let tops = heights(&[
        MARGIN - 6,
        rows(&title) * title_line,
        rows(&shows) * (line - 3) + 4,
        keys.last().map_or(0, |(_, _, row)| (row + 1) * line) + 8,
        sheet.height,
        10 + rows(&source) * small + MARGIN - 6,
    ]);
    let alt = format!("{} {}", sheet.alt, standing(report));
    let labels = Labels { name: sheet.name, title: &sheet.title, description: &alt };
    let svg = draw_svg(&labels, WIDTH, tops[5], |canvas| {
        paragraph(canvas, &title, (tops[0] + title_line / 2, title_line), (TITLE, palette::BLACK))?;
        paragraph(canvas, &shows, (tops[1] + line / 2, line - 3), (LABEL, palette::GREY))?;
        for (key, left, row) in &keys {
            let middle = tops[2] + 4 + row * line + line / 2;
            let sign = Frame {
                left: MARGIN + left,
                top: middle - 7,
                right: MARGIN + left + SIGN,
                bottom: middle + 7,
            };
            (key.sign)(canvas, sign)?;
            canvas.words(
                key.meaning,
                (sign.right + 7, middle),
                (LABEL, palette::BLACK, Side::Right),
            )?;
        }
        body(canvas, Frame { left: MARGIN, top: tops[3], right: WIDTH - MARGIN, bottom: tops[4] })?;
        paragraph(canvas, &source, (tops[4] + 10 + small / 2, small), (SMALL, palette::GREY))
    })?;
    Ok(Chart { name: sheet.name.to_owned(), title: sheet.title, alt, svg, shown: Shown::Inside })
}

/// Width of a sign in the legend.
const SIGN: i32 = 28;

fn paragraph(
    canvas: &Canvas<'_>,
    lines: &[String],
    (top, step): (i32, i32),
    (face, colour): (font::Face, super::canvas::Ink),
) -> Drawn {
    for (line, row) in lines.iter().zip(0..) {
        canvas.words(line, (MARGIN, top + row * step), (face, colour, Side::Right))?;
    }
    Ok(())
}

/// The legend's signs with their left edges and rows.
fn placed(keys: &[Key]) -> Vec<(&Key, i32, i32)> {
    let (mut left, mut row, mut all) = (0, 0, Vec::new());
    for key in keys {
        let wide = SIGN + 7 + LABEL.width(key.meaning);
        if left > 0 && left + wide > WIDTH - 2 * MARGIN {
            (left, row) = (0, row + 1);
        }
        all.push((key, left, row));
        left += wide + 24;
    }
    all
}

fn rows(lines: &[String]) -> i32 {
    i32::try_from(lines.len()).unwrap_or(0)
}

/// Running sums.
fn heights(parts: &[i32; 6]) -> [i32; 6] {
    let mut sums = *parts;
    for i in 1..sums.len() {
        sums[i] += sums[i - 1];
    }
    sums
}
