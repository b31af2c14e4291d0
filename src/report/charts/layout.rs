//! The layout of every chart: the title that states the finding, a subtitle, the legend, the body,
//! and the line that says where the data comes from.

use super::canvas::{Canvas, DrawResult, DrawingText, PixelRect, Point, draw_svg};
use super::chart::{Chart, ChartError, Placement};
use super::font::{HEAD, LABEL, SMALL, TITLE, TextStyle};
use super::given_text::GivenText;
use super::{palette, words};
use crate::model::Report;
use crate::report::wording::{standing_notice, with_origin};

/// Width of a chart for a page of a desk or of paper, in pixels.
pub(super) const WIDTH: i32 = 1280;
/// Height of a scale below or above a plot, with its labels, in pixels.
pub(super) const SCALE_HEIGHT: i32 = 46;
/// White on either side of such a chart.
pub(super) const MARGIN: i32 = 24;
/// Frame of every chart but those at the head of the page.
pub(super) const WIDE: Frame = Frame { width: WIDTH, margin: MARGIN };
/// Frame of a chart that the page shows in its own size at a desk.
pub(super) const PAGE: Frame = Frame { width: 1080, margin: 12 };
/// Frame of a chart that a phone 360 pixels wide shows in its own size.
pub(super) const PHONE: Frame = Frame { width: 328, margin: 6 };
/// White above the title and below the source.
const EDGE: i32 = MARGIN - 6;
/// Height of a line of the title, of the subtitle, of the legend and of the source.
const TITLE_LINE: i32 = 27;
const SUBTITLE_LINE: i32 = 19;
const LEGEND_LINE: i32 = 22;
const SOURCE_LINE: i32 = 17;
/// White above and below the subtitle, above and below the legend, and above the source.
const ABOVE_SUBTITLE: i32 = 2;
const BELOW_SUBTITLE: i32 = 4;
const ABOVE_LEGEND: i32 = 4;
const BELOW_LEGEND: i32 = 4;
const ABOVE_SOURCE: i32 = 10;
/// Size of the samples in the legend.
const SAMPLE_WIDTH: i32 = 28;
const SAMPLE_HEIGHT: i32 = 14;
/// White between a sample and its label, and between two entries.
const BEFORE_LABEL: i32 = 7;
const BETWEEN_ENTRIES: i32 = 24;

/// Width of a chart, and the white on either side, in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) width: i32,
    pub(super) margin: i32,
}

impl Frame {
    /// Returns the width between the margins.
    pub(super) fn room(self) -> i32 {
        self.width - 2 * self.margin
    }
}

/// A mark and its meaning, below the title.
pub(super) struct LegendEntry {
    /// Draws a sample into a box of 28 by 14 pixels.
    pub(super) draw: fn(&Canvas<'_>, PixelRect) -> DrawResult,
    /// Meaning of the sample.
    pub(super) label: &'static str,
}

/// Texts of a chart, and the height of its body in pixels.
pub(super) struct ChartSpec<'a> {
    /// Name of its files, without an ending.
    pub(super) name: &'a str,
    /// The finding.
    pub(super) title: String,
    /// Content of the chart, for the lines under the title.
    pub(super) subtitle: String,
    /// The chart in words.
    pub(super) description: String,
    /// Whether title and description say themselves where probes were simulated, as they begin with
    /// claims, which are real.
    pub(super) origin_words: bool,
    /// Whether the sites that have a row can be chosen.
    pub(super) has_site_rows: bool,
    /// Entries of the legend; may be empty.
    pub(super) legend: Vec<LegendEntry>,
    /// Height of the body in pixels.
    pub(super) height: i32,
    /// Width and margins.
    pub(super) frame: Frame,
}

/// A text broken into lines of one style.
struct Paragraph {
    /// Lines of text, each short enough for the width.
    lines: Vec<String>,
    style: TextStyle,
    /// Height of a line, in pixels.
    line_height: i32,
    /// Pixels from the left side.
    left: i32,
}

impl Paragraph {
    /// Breaks a text into lines that a frame has room for.
    fn new(text: &str, style: TextStyle, line_height: i32, frame: Frame) -> Paragraph {
        let lines = style.lines(text, frame.room());
        Paragraph { lines, style, line_height, left: frame.margin }
    }

    /// Returns the height of its lines, in pixels.
    fn height(&self) -> i32 {
        i32::try_from(self.lines.len()).unwrap_or(0) * self.line_height
    }

    /// Draws the lines, the first of them from row `top` down.
    fn draw(&self, canvas: &Canvas<'_>, top: i32) -> DrawResult {
        let mut middle = top + self.line_height / 2;
        for line in &self.lines {
            canvas.text(line, (self.left, middle), self.style)?;
            middle += self.line_height;
        }
        Ok(())
    }
}

/// Draws a chart: `body` gets the whole width between the margins.
pub(super) fn draw_chart(
    report: &Report,
    spec: ChartSpec<'_>,
    body: impl FnOnce(&Canvas<'_>, PixelRect) -> DrawResult,
) -> Result<Chart, ChartError> {
    let with_origin = |words: &str| {
        if spec.origin_words { words.to_owned() } else { with_origin(report, words) }
    };
    let finding = with_origin(&spec.title);
    let given = GivenText::of(report, spec.name);
    let heading = given.title.unwrap_or_else(|| finding.clone());
    let frame = spec.frame;
    let (title_style, title_line) =
        if frame == PHONE { (HEAD, SUBTITLE_LINE) } else { (TITLE, TITLE_LINE) };
    let title = Paragraph::new(&heading, title_style, title_line, frame);
    let subtitle = format!("{} {}", given.subtitle, spec.subtitle);
    let subtitle = Paragraph::new(&subtitle, LABEL.colour(palette::GREY), SUBTITLE_LINE, frame);
    let chosen = if spec.has_site_rows { words::chosen_sites(report) } else { String::new() };
    let source = format!("{chosen} {}", words::source(report));
    let source = Paragraph::new(&source, SMALL.colour(palette::GREY), SOURCE_LINE, frame);
    let legend = placed(&spec.legend, frame);
    let legend_rows = legend.last().map_or(0, |entry| entry.row + 1);

    let subtitle_top = EDGE + title.height();
    let legend_top = subtitle_top + subtitle.height() + BELOW_SUBTITLE + ABOVE_LEGEND;
    let body_top = legend_top + legend_rows * LEGEND_LINE + BELOW_LEGEND;
    let body_bottom = body_top + spec.height;
    let source_top = body_bottom + ABOVE_SOURCE;
    let height = source_top + source.height() + EDGE;

    let mut alt = with_origin(&spec.description);
    for text in [chosen, standing_notice(report)] {
        alt = format!("{} {text}", alt.trim_end());
    }
    let labels = DrawingText { name: spec.name, title: &heading, description: &alt };
    let svg = draw_svg(&labels, frame.width, height, |canvas| {
        canvas.group("heading", "", || {
            title.draw(canvas, EDGE)?;
            subtitle.draw(canvas, subtitle_top + ABOVE_SUBTITLE)
        })?;
        canvas.group("legend", "", || {
            legend.iter().try_for_each(|entry| entry.draw(canvas, (frame.margin, legend_top)))
        })?;
        let right = frame.width - frame.margin;
        let between = PixelRect { left: frame.margin, top: body_top, right, bottom: body_bottom };
        canvas.group("body", "", || body(canvas, between))?;
        canvas.group("source", "", || source.draw(canvas, source_top))
    })?;
    let (name, placement) = (spec.name.to_owned(), Placement::InPage);
    Ok(Chart { name, title: heading, alt, svg, picture: None, placement })
}

/// An entry of the legend with its place.
struct PlacedEntry<'a> {
    entry: &'a LegendEntry,
    /// Pixels from the left margin.
    left: i32,
    /// Row, from 0.
    row: i32,
}

impl PlacedEntry<'_> {
    /// Draws the entry; the legend begins at a point.
    fn draw(&self, canvas: &Canvas<'_>, (margin, top): Point) -> DrawResult {
        let left = margin + self.left;
        let middle = top + self.row * LEGEND_LINE + LEGEND_LINE / 2;
        let sample = PixelRect {
            left,
            top: middle - SAMPLE_HEIGHT / 2,
            right: left + SAMPLE_WIDTH,
            bottom: middle + SAMPLE_HEIGHT / 2,
        };
        (self.entry.draw)(canvas, sample)?;
        canvas.text(self.entry.label, (sample.right + BEFORE_LABEL, middle), LABEL)
    }
}

/// Places the entries of the legend side by side, in as many rows as they need.
fn placed(legend: &[LegendEntry], frame: Frame) -> Vec<PlacedEntry<'_>> {
    let mut placed = Vec::with_capacity(legend.len());
    let (mut left, mut row) = (0, 0);
    for entry in legend {
        let width = SAMPLE_WIDTH + BEFORE_LABEL + LABEL.room(entry.label);
        if left > 0 && left + width > frame.room() {
            (left, row) = (0, row + 1);
        }
        placed.push(PlacedEntry { entry, left, row });
        left += width + BETWEEN_ENTRIES;
    }
    placed
}
