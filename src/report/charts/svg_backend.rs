//! The backend that plotters draws shapes with: each becomes an element of an [`SvgDocument`].
//! plotters' own backend keeps its document to itself until it is finished, so that nothing can be
//! added between two shapes.

use super::svg_document::{Element, SvgDocument};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind,
};
use std::convert::Infallible;

/// Writes shapes into a document.
pub(super) struct SvgBackend<'a>(&'a SvgDocument);

impl<'a> SvgBackend<'a> {
    /// Returns a backend that adds to `document`.
    pub(super) fn new(document: &'a SvgDocument) -> SvgBackend<'a> {
        SvgBackend(document)
    }
}

/// Outcome of drawing: writing into memory does not fail.
type SvgResult = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for SvgBackend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.0.size()
    }

    fn ensure_prepared(&mut self) -> SvgResult {
        Ok(())
    }

    fn present(&mut self) -> SvgResult {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> SvgResult {
        self.draw_rect(point, (point.0 + 1, point.1 + 1), &color, true)
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> SvgResult {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> SvgResult {
        let shape = Element::new("path");
        let shape = if fill { filled(shape, style) } else { outlined(shape, style) };
        self.0.add_path(&rect_data(upper_left, bottom_right), shape);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> SvgResult {
        self.0.add_path(&line_data(path), outlined(Element::new("path"), style));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        fill: bool,
    ) -> SvgResult {
        let circle =
            Element::new("circle").with("cx", center.0).with("cy", center.1).with("r", radius);
        self.0.add(if fill { filled(circle, style) } else { outlined(circle, style) });
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        vert: I,
        style: &S,
    ) -> SvgResult {
        let polygon = Element::new("polygon").with("points", points(vert));
        self.0.add(filled(polygon, style));
        Ok(())
    }
}

/// Fills a shape.
fn filled<S: BackendStyle>(shape: Element, style: &S) -> Element {
    let color = style.color();
    with_opacity(shape.with("fill", hex(color.rgb)), color)
}

/// Draws the outline of a shape alone.
fn outlined<S: BackendStyle>(shape: Element, style: &S) -> Element {
    let color = style.color();
    let outline = shape.with("fill", "none").with("stroke", hex(color.rgb));
    let outline = match style.stroke_width() {
        1 => outline,
        width => outline.with("stroke-width", width),
    };
    with_opacity(outline, color)
}

/// Makes a shape as transparent as its colour.
fn with_opacity(shape: Element, color: BackendColor) -> Element {
    if color.alpha < 1.0 { shape.with("opacity", color.alpha) } else { shape }
}

/// Returns a colour as SVG writes it.
pub(super) fn hex((red, green, blue): (u8, u8, u8)) -> String {
    format!("#{red:02X}{green:02X}{blue:02X}")
}

/// Returns a rectangle as path data of SVG.
pub(super) fn rect_data((left, top): BackendCoord, (right, bottom): BackendCoord) -> String {
    let (width, height) = (right - left, bottom - top);
    format!("M{left} {top}h{width}v{height}h{}z", -width)
}

/// Returns a line through points as path data of SVG.
fn line_data(path: impl IntoIterator<Item = BackendCoord>) -> String {
    let mut data = String::new();
    let mut last = None;
    for (x, y) in path {
        data.push_str(&match last {
            None => format!("M{x} {y}"),
            Some((_, before)) if before == y => format!("H{x}"),
            Some((before, _)) if before == x => format!("V{y}"),
            Some(_) => format!("L{x} {y}"),
        });
        last = Some((x, y));
    }
    data
}

/// Returns the value of `points`, with a space between two points.
pub(super) fn points(path: impl IntoIterator<Item = BackendCoord>) -> String {
    let points: Vec<String> = path.into_iter().map(|(x, y)| format!("{x},{y}")).collect();
    points.join(" ")
}
