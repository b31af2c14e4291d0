//! The layout of every chart: the title that states the finding, a subtitle, the legend, the body,
//! and the line that says where the data comes from.

use super::canvas::{Canvas, DrawResult, DrawingText, PixelRect, Point, draw_svg};
use super::chart::{Chart, ChartError, Placement};
use super::font::{HEAD, LABEL, SMALL, TITLE, TextStyle};
use super::frame::Frame;
use super::given_text::GivenText;
use super::language::{ChartWords, English, Label, words};
use super::palette;
use crate::model::Report;
use crate::report::wording::standing_notice;

/// Height of a scale below or above a plot, with its labels, in pixels.
pub(super) const SCALE_HEIGHT: i32 = 46;
/// White above the title and below the source.
const EDGE: i32 = 18;
/// Height of a line of the title, of the subtitle, of the mark over the title, of the legend and of
/// the source.
const TITLE_LINE: i32 = 27;
const SUBTITLE_LINE: i32 = 19;
const BADGE_LINE: i32 = 24;
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
/// White beside the words of a draft or an embargo, in their frame.
const BESIDE_BADGE: i32 = 6;
/// White between a sample and its label, and between two entries.
const BEFORE_LABEL: i32 = 7;
const BETWEEN_ENTRIES: i32 = 24;

/// A mark and its meaning, below the title.
pub(super) struct LegendEntry {
    /// Draws a sample into a box of 28 by 14 pixels.
    pub(super) draw: fn(&Canvas<'_>, PixelRect) -> DrawResult,
    /// Meaning of the sample.
    pub(super) label: Label,
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
    /// Pixels by which the body may be higher, to fill a frame of fixed height.
    pub(super) stretch: i32,
    /// Size and margins.
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

impl Paragraph {
    /// Draws the lines, each in a frame of its own.
    fn draw_boxed(&self, canvas: &Canvas<'_>, top: i32) -> DrawResult {
        let mut middle = top + self.line_height / 2 - 2;
        for line in &self.lines {
            let right = self.left + self.style.room(line) + 2 * BESIDE_BADGE;
            let (top, bottom) = (middle - 10, middle + 10);
            let frame = PixelRect { left: self.left, top, right, bottom };
            canvas.outline_rect(frame, self.style.colour)?;
            canvas.text(line, (self.left + BESIDE_BADGE, middle), self.style)?;
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
        if spec.origin_words { words.to_owned() } else { English.finding(report, words) }
    };
    let finding = match spec.origin_words {
        true => spec.title.clone(),
        false => words().finding(report, &spec.title),
    };
    let given = GivenText::of(report, spec.name);
    let heading = given.title.unwrap_or_else(|| finding.clone());
    let frame = spec.frame;
    let (title_style, title_line) =
        if frame.has_large_title() { (TITLE, TITLE_LINE) } else { (HEAD, SUBTITLE_LINE) };
    let title = Paragraph::new(&heading, title_style, title_line, frame);
    let subtitle = format!("{} {}", given.subtitle, spec.subtitle);
    let subtitle = Paragraph::new(&subtitle, LABEL.colour(palette::GREY), SUBTITLE_LINE, frame);
    let chosen = if spec.has_site_rows { words().chosen_sites(report) } else { String::new() };
    let source = format!("{chosen} {}", words().source(report));
    let source = Paragraph::new(&source, SMALL.colour(palette::GREY), SOURCE_LINE, frame);
    let legend = placed(&spec.legend, frame);
    let legend_rows = legend.iter().map(PlacedEntry::end).max().unwrap_or(0);

    let in_box = Frame { width: frame.width - 2 * BESIDE_BADGE, ..frame };
    let badge = Paragraph::new(&words().badge(report), HEAD, BADGE_LINE, in_box);

    let title_top = EDGE + badge.height();
    let subtitle_top = title_top + title.height();
    let legend_top = subtitle_top + subtitle.height() + BELOW_SUBTITLE + ABOVE_LEGEND;
    let body_top = legend_top + legend_rows * LEGEND_LINE + BELOW_LEGEND;
    let below_body = ABOVE_SOURCE + source.height() + EDGE;
    let least_height = body_top + spec.height + below_body;
    let height = frame.height.unwrap_or(least_height).max(least_height);
    let body_bottom = body_top + spec.height + (height - least_height).min(spec.stretch);
    let source_top = height - below_body + ABOVE_SOURCE;

    let mut alt = with_origin(&spec.description);
    let chosen = if spec.has_site_rows { English.chosen_sites(report) } else { String::new() };
    for text in [chosen, standing_notice(report)] {
        alt = format!("{} {text}", alt.trim_end());
    }
    let name = format!("{}{}", spec.name, frame.form.ending());
    let labels = DrawingText { name: &name, title: &heading, description: &alt };
    let (svg, cuts) = draw_svg(&labels, (frame, &report.chart.palette), height, |canvas| {
        canvas.group("heading", "", || {
            badge.draw_boxed(canvas, EDGE)?;
            title.draw(canvas, title_top)?;
            subtitle.draw(canvas, subtitle_top + ABOVE_SUBTITLE)
        })?;
        canvas.group("legend", "", || {
            legend.iter().try_for_each(|entry| entry.draw(canvas, (frame.margin, legend_top)))
        })?;
        let right = frame.width - frame.margin;
        let between = PixelRect { left: frame.margin, top: body_top, right, bottom: body_bottom };
        canvas.group("body", "", || body(canvas, between))?;
        canvas.note_foot(source_top);
        canvas.group("source", "", || source.draw(canvas, source_top))
    })?;
    let (form, placement) = (frame.form, Placement::InPage);
    let excess = frame.height.map_or(0, |most| height - most);
    let is_scaled = frame.shown.is_some();
    let (title, picture) = (heading, None);
    Ok(Chart { name, title, alt, svg, picture, placement, form, cuts, is_scaled, excess })
}

/// An entry of the legend with its place.
struct PlacedEntry<'a> {
    entry: &'a LegendEntry,
    /// Lines of its label, at least one.
    lines: Vec<String>,
    /// Pixels from the left margin.
    left: i32,
    /// Row, from 0.
    row: i32,
}

impl PlacedEntry<'_> {
    /// Returns the row behind its last one.
    fn end(&self) -> i32 {
        self.row + i32::try_from(self.lines.len()).unwrap_or(1)
    }

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
        for (number, line) in (0..).zip(&self.lines) {
            let middle = middle + number * LEGEND_LINE;
            canvas.text(line, (sample.right + BEFORE_LABEL, middle), LABEL)?;
        }
        Ok(())
    }
}

/// Places the entries of the legend side by side, in as many rows as they need.
fn placed(legend: &[LegendEntry], frame: Frame) -> Vec<PlacedEntry<'_>> {
    let mut placed = Vec::with_capacity(legend.len());
    let (mut left, mut row) = (0, 0);
    let room = frame.room() - SAMPLE_WIDTH - BEFORE_LABEL;
    for entry in legend {
        let lines = LABEL.lines(words().label(entry.label), room);
        let widest = lines.iter().map(|line| LABEL.room(line)).max().unwrap_or(0);
        let width = SAMPLE_WIDTH + BEFORE_LABEL + widest;
        let has_no_room = left + width > frame.room() || lines.len() > 1;
        if left > 0 && has_no_room {
            (left, row) = (0, row + 1);
        }
        let entry = PlacedEntry { entry, lines, left, row };
        let is_alone = entry.lines.len() > 1;
        (left, row) =
            if is_alone { (0, entry.end()) } else { (left + width + BETWEEN_ENTRIES, row) };
        placed.push(entry);
    }
    placed
}
