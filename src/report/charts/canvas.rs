//! The surface that charts are drawn on, in pixels. plotters draws the shapes; text of a given
//! length, hatching, dashes and many rectangles as one shape are SVG elements of our own.

use super::chart::{ChartError, Cuts};
use super::font::{self, Anchor, LABEL, TextStyle, Weight};
use super::frame::Frame;
use super::language::words;
use super::palette;
use super::svg_backend::{SvgBackend, hex, points, rect_data};
use super::svg_document::{DocumentStyle, Element, SvgDocument};
use crate::model::charts::{ColourRole, Palette};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::style::{Color, RGBColor};
use std::cell::RefCell;

/// Outcome of drawing.
pub(super) type DrawResult = Result<(), ChartError>;

/// A place on the canvas: pixels from the left, pixels from the top.
pub(super) type Point = (i32, i32);

/// A rectangle in pixels. The right and bottom edges are not part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PixelRect {
    /// Pixels from the left side of the picture.
    pub(super) left: i32,
    /// Pixels from the top of the picture.
    pub(super) top: i32,
    pub(super) right: i32,
    pub(super) bottom: i32,
}

impl PixelRect {
    /// Returns the outline as path data of SVG.
    fn outline(self) -> String {
        rect_data((self.left, self.top), (self.right, self.bottom))
    }

    /// Returns the width in pixels.
    pub(super) fn width(self) -> i32 {
        self.right - self.left
    }

    /// Returns the row of pixels half way down.
    pub(super) fn middle(self) -> i32 {
        (self.top + self.bottom) / 2
    }

    /// Returns a rectangle with the same columns, from row `top` to row `bottom`.
    pub(super) fn band(self, top: i32, bottom: i32) -> PixelRect {
        PixelRect { top, bottom, ..self }
    }

    /// Returns a rectangle with the same columns, lower by `top` pixels and ending `bottom` pixels
    /// sooner.
    pub(super) fn shrunk(self, top: i32, bottom: i32) -> PixelRect {
        self.band(self.top + top, self.bottom - bottom)
    }

    /// Returns a rectangle with the same rows, from column `left` to column `right`; at least a
    /// pixel wide, so that nothing short vanishes.
    pub(super) fn part(self, left: i32, right: i32) -> PixelRect {
        PixelRect { left, right: right.max(left + 1), ..self }
    }

    /// Returns the upper left and the lower right corner.
    fn corners(self) -> [Point; 2] {
        [(self.left, self.top), (self.right, self.bottom)]
    }
}

/// How an area is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    Colour(ColourRole),
    /// With hatching: time that nobody observed.
    Hatch,
}

impl From<ColourRole> for Paint {
    fn from(colour: ColourRole) -> Paint {
        Paint::Colour(colour)
    }
}

/// Name and description of a drawing.
pub(super) struct DrawingText<'a> {
    /// Name of its file, without an ending.
    pub(super) name: &'a str,
    /// The finding.
    pub(super) title: &'a str,
    /// The drawing in words, for readers who do not see it.
    pub(super) description: &'a str,
}

/// A drawing under way.
pub(super) struct Canvas<'a> {
    document: &'a SvgDocument,
    cuts: RefCell<Cuts>,
    shapes: DrawingArea<SvgBackend<'a>, Shift>,
    palette: &'a Palette,
}

/// Draws on a white ground as wide as a frame and `height` pixels high, and returns the SVG, with
/// where it may be cut.
pub(super) fn draw_svg(
    labels: &DrawingText<'_>,
    (frame, palette): (Frame, &Palette),
    height: i32,
    draw: impl FnOnce(&Canvas<'_>) -> DrawResult,
) -> Result<(String, Cuts), ChartError> {
    let size = |pixels: i32| u32::try_from(pixels).unwrap_or(1).max(1);
    let document = SvgDocument::new(labels.name, size(frame.width), size(height));
    let canvas = Canvas {
        document: &document,
        cuts: RefCell::new(Cuts { width: frame.width, height, ..Cuts::default() }),
        shapes: SvgBackend::new(&document).into_drawing_area(),
        palette,
    };
    canvas.shapes.fill(&canvas.rgb(palette::WHITE))?;
    draw(&canvas)?;
    let cuts = canvas.cuts.take();
    drop(canvas);
    let text_style = DocumentStyle {
        font_family: font::families(),
        font_size: LABEL.px,
        fill: hex(palette.colour(LABEL.colour)),
        hatch: hex(palette.colour(ColourRole::Hatch)),
        language: words().code(),
        shown: frame.shown.unwrap_or_else(|| document.size()),
    };
    Ok((document.finish(labels.title, labels.description, &text_style), cuts))
}

impl Canvas<'_> {
    /// Lays a link over a rectangle: a reader of the page who points at it sees `title`, and comes
    /// to the row with the anchor. Nothing of it is painted.
    pub(super) fn link(&self, anchor: &str, title: &str, rect: PixelRect) {
        let area = Element::new("path").with("fill-opacity", 0).with("d", rect.outline());
        self.document.add_link(anchor, title, area);
    }

    /// Notes that a row of the chart ends here: paper may begin another page.
    pub(super) fn end_row(&self, bottom: i32) {
        self.cuts.borrow_mut().ends.insert(bottom);
    }

    /// Notes that the lines on the source begin here.
    pub(super) fn note_foot(&self, top: i32) {
        self.cuts.borrow_mut().foot = Some(top);
    }

    /// Notes a scale from row `top` to row `bottom`, which each page shows.
    pub(super) fn note_scale(&self, top: i32, bottom: i32) {
        self.cuts.borrow_mut().scales.insert((top, bottom));
    }

    /// Draws a group of elements under a name that is its own on this chart, with a title that may
    /// be empty.
    pub(super) fn group(
        &self,
        name: &str,
        title: &str,
        draw: impl FnOnce() -> DrawResult,
    ) -> DrawResult {
        self.document.open_group(name, title);
        let drawn = draw();
        self.document.close_group();
        drawn
    }

    /// Fills a rectangle.
    pub(super) fn fill_rect(&self, rect: PixelRect, paint: impl Into<Paint>) -> DrawResult {
        match paint.into() {
            Paint::Colour(colour) => {
                Ok(self.shapes.draw(&Rectangle::new(rect.corners(), self.rgb(colour).filled()))?)
            }
            Paint::Hatch => self.fill_rects(&[rect], Paint::Hatch),
        }
    }

    /// Fills many rectangles as one shape: a page of small panels has thousands. Does nothing where
    /// there are none.
    pub(super) fn fill_rects(&self, rects: &[PixelRect], paint: impl Into<Paint>) -> DrawResult {
        if rects.is_empty() {
            return Ok(());
        }
        let fill = match paint.into() {
            Paint::Colour(colour) => self.colour_of(colour),
            Paint::Hatch => self.document.hatch(),
        };
        let outlines: String = rects.iter().map(|rect| rect.outline()).collect();
        self.document.add_path(&outlines, Element::new("path").with("fill", fill));
        Ok(())
    }

    /// Hatches a rectangle: time that nobody observed.
    pub(super) fn hatch_rect(&self, rect: PixelRect) -> DrawResult {
        self.fill_rect(rect, Paint::Hatch)
    }

    /// Draws the outline of a rectangle, one pixel wide.
    pub(super) fn outline_rect(&self, rect: PixelRect, colour: ColourRole) -> DrawResult {
        Ok(self.shapes.draw(&Rectangle::new(rect.corners(), self.rgb(colour)))?)
    }

    /// Draws a line through points, one pixel wide.
    pub(super) fn line(&self, path: &[Point], colour: ColourRole) -> DrawResult {
        Ok(self.shapes.draw(&PathElement::new(path.to_vec(), self.rgb(colour).stroke_width(1)))?)
    }

    /// Draws a line through points, two pixels wide.
    pub(super) fn thick_line(&self, path: &[Point], colour: ColourRole) -> DrawResult {
        Ok(self.shapes.draw(&PathElement::new(path.to_vec(), self.rgb(colour).stroke_width(2)))?)
    }

    /// Draws a dashed line through points, two pixels wide.
    pub(super) fn dashed_line(&self, path: &[Point], colour: ColourRole) -> DrawResult {
        let line = Element::new("polyline")
            .with("points", points(path.iter().copied()))
            .with("fill", "none")
            .with("stroke", self.colour_of(colour))
            .with("stroke-width", 2)
            .with("stroke-dasharray", "5 4");
        self.document.add(line);
        Ok(())
    }

    /// Fills the area between corners; the last is joined to the first.
    pub(super) fn fill_polygon(&self, corners: &[Point], colour: ColourRole) -> DrawResult {
        Ok(self.shapes.draw(&Polygon::new(corners.to_vec(), self.rgb(colour).filled()))?)
    }

    /// Fills the area between corners so that what lies under it is seen through it.
    pub(super) fn fill_glass(&self, corners: &[Point], colour: ColourRole) -> DrawResult {
        const OPACITY: f64 = 0.2;
        Ok(self
            .shapes
            .draw(&Polygon::new(corners.to_vec(), self.rgb(colour).mix(OPACITY).filled()))?)
    }

    /// Fills a disc.
    pub(super) fn disc(&self, centre: Point, radius: i32, colour: ColourRole) -> DrawResult {
        Ok(self.shapes.draw(&Circle::new(centre, radius, self.rgb(colour).filled()))?)
    }

    /// Draws a ring on a white ground.
    pub(super) fn ring(&self, centre: Point, radius: i32, colour: ColourRole) -> DrawResult {
        self.shapes.draw(&Circle::new(centre, radius, self.rgb(palette::WHITE).filled()))?;
        Ok(self.shapes.draw(&Circle::new(centre, radius, self.rgb(colour).stroke_width(2)))?)
    }

    /// Writes text at a point; the middle of its height is at the height of the point. Does nothing
    /// where the text is empty.
    pub(super) fn text(&self, text: &str, (x, y): Point, style: TextStyle) -> DrawResult {
        // SVG leaves out spaces at the ends, so that they have no part in the length either.
        let text = text.trim();
        if text.is_empty() {
            return Ok(());
        }
        // What most texts have stands once, at the head of the document: a page has a thousand.
        let mut element = Element::new("text").with("x", x).with("y", y + style.sink());
        if style.anchor != Anchor::Start {
            element = element.with("text-anchor", style.anchor.as_str());
        }
        if style.px.total_cmp(&LABEL.px).is_ne() {
            element = element.with("font-size", style.px);
        }
        if style.colour != LABEL.colour {
            element = element.with("fill", self.colour_of(style.colour));
        }
        if style.weight == Weight::Bold {
            element = element.with("font-weight", "bold");
        }
        if let Some(width) = style.fixed_width(text) {
            element = element
                .with("textLength", format_args!("{width:.1}"))
                .with("lengthAdjust", "spacingAndGlyphs");
        }
        self.document.add_text(element, text);
        Ok(())
    }

    /// Returns the colour of a part.
    fn rgb(&self, role: ColourRole) -> RGBColor {
        let (red, green, blue) = self.palette.colour(role);
        RGBColor(red, green, blue)
    }

    /// Returns the colour of a part as SVG writes it.
    fn colour_of(&self, role: ColourRole) -> String {
        hex(self.palette.colour(role))
    }
}
