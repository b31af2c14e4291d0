//! The ground that charts are drawn on, in pixels. plotters draws the shapes; text of a given length,
//! hatching, dashes and many rectangles as one shape are elements of our own.

use super::font::{self, Face};
use super::svg_backend::{SvgBackend, hex, points};
use super::svg_document::{Element, SvgDocument};
use super::{ChartError, palette};
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::style::{Color, FontStyle, RGBColor};

/// A colour.
pub(super) type Ink = RGBColor;

/// What drawing gives.
pub(super) type Drawn = Result<(), ChartError>;

/// A rectangle in pixels: left, top, right, bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) left: i32,
    pub(super) top: i32,
    pub(super) right: i32,
    pub(super) bottom: i32,
}

impl Frame {
    /// The same columns, other rows.
    pub(super) fn band(self, top: i32, bottom: i32) -> Frame {
        Frame { top, bottom, ..self }
    }

    /// The same rows, other columns; at least a pixel wide, so that nothing short vanishes.
    pub(super) fn part(self, left: i32, right: i32) -> Frame {
        Frame { left, right: right.max(left + 1), ..self }
    }

    /// The outline as path data of SVG.
    fn outline(self) -> String {
        let Frame { left, top, right, bottom } = self;
        let (width, height) = (right - left, bottom - top);
        format!("M{left} {top}h{width}v{height}h{}z", -width)
    }
}

/// Where words stand beside their point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// To its right, their middle at its height.
    Right,
    /// To its left.
    Left,
    /// Around it.
    Middle,
}

/// How an area is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    /// With one colour.
    Colour(RGBColor),
    /// With hatching: time that nobody observed.
    Hatch,
}

impl From<RGBColor> for Paint {
    fn from(colour: RGBColor) -> Paint {
        Paint::Colour(colour)
    }
}

/// A drawing under way.
pub(super) struct Canvas<'a> {
    document: &'a SvgDocument,
    shapes: DrawingArea<SvgBackend<'a>, Shift>,
}

/// Names a drawing and describes it.
pub(super) struct Labels<'a> {
    /// The name of its file.
    pub(super) name: &'a str,
    /// The finding.
    pub(super) title: &'a str,
    /// What it shows, for readers who do not see it.
    pub(super) description: &'a str,
}

/// Draws on a white ground of `width` by `height` pixels, and returns the SVG.
pub(super) fn draw_svg(
    labels: &Labels<'_>,
    width: i32,
    height: i32,
    draw: impl FnOnce(&Canvas<'_>) -> Drawn,
) -> Result<String, ChartError> {
    let size = |pixels: i32| u32::try_from(pixels).unwrap_or(1).max(1);
    let document = SvgDocument::new(labels.name, size(width), size(height));
    let canvas =
        Canvas { document: &document, shapes: SvgBackend::new(&document).into_drawing_area() };
    canvas.shapes.fill(&palette::WHITE)?;
    draw(&canvas)?;
    drop(canvas);
    Ok(document.finish(labels.title, labels.description, font::FAMILY))
}

impl Canvas<'_> {
    /// Fills a rectangle.
    pub(super) fn filled(&self, frame: Frame, paint: impl Into<Paint>) -> Drawn {
        let Paint::Colour(colour) = paint.into() else {
            return self.bars(&[frame], Paint::Hatch);
        };
        let corners = [(frame.left, frame.top), (frame.right, frame.bottom)];
        Ok(self.shapes.draw(&Rectangle::new(corners, colour.filled()))?)
    }

    /// Fills many rectangles as one shape: a page of small panels has thousands.
    pub(super) fn bars(&self, frames: &[Frame], paint: impl Into<Paint>) -> Drawn {
        if frames.is_empty() {
            return Ok(());
        }
        let fill = match paint.into() {
            Paint::Colour(RGBColor(red, green, blue)) => hex((red, green, blue)),
            Paint::Hatch => self.document.hatch(),
        };
        let outlines: String = frames.iter().map(|frame| frame.outline()).collect();
        self.document.add(Element::new("path").with("fill", fill).with("d", outlines));
        Ok(())
    }

    /// A rectangle's outline.
    pub(super) fn outlined(&self, frame: Frame, colour: RGBColor) -> Drawn {
        Ok(self.shapes.draw(&Rectangle::new(
            [(frame.left, frame.top), (frame.right, frame.bottom)],
            colour,
        ))?)
    }

    /// Hatches a rectangle: time that nobody observed.
    pub(super) fn hatched(&self, frame: Frame) -> Drawn {
        self.filled(frame, Paint::Hatch)
    }

    /// Draws a dashed line through points, two pixels wide.
    pub(super) fn dashed(&self, path: &[(i32, i32)], colour: RGBColor) -> Drawn {
        let line = Element::new("polyline")
            .with("points", points(path.iter().copied()))
            .with("fill", "none")
            .with("stroke", hex((colour.0, colour.1, colour.2)))
            .with("stroke-width", 2)
            .with("stroke-dasharray", "5 4");
        self.document.add(line);
        Ok(())
    }

    /// A line through points, one pixel wide.
    pub(super) fn line(&self, points: &[(i32, i32)], colour: RGBColor) -> Drawn {
        self.stroke(points, colour, 1)
    }

    /// A line through points, some pixels wide.
    pub(super) fn stroke(&self, points: &[(i32, i32)], colour: RGBColor, width: u32) -> Drawn {
        Ok(self.shapes.draw(&PathElement::new(points.to_vec(), colour.stroke_width(width)))?)
    }

    /// A filled polygon.
    pub(super) fn polygon(&self, points: &[(i32, i32)], colour: RGBColor) -> Drawn {
        Ok(self.shapes.draw(&Polygon::new(points.to_vec(), colour.filled()))?)
    }

    /// A disc.
    pub(super) fn disc(&self, at: (i32, i32), radius: i32, colour: RGBColor) -> Drawn {
        Ok(self.shapes.draw(&Circle::new(at, radius, colour.filled()))?)
    }

    /// A ring on a white ground.
    pub(super) fn ring(&self, at: (i32, i32), radius: i32, colour: RGBColor) -> Drawn {
        self.disc(at, radius, palette::WHITE)?;
        Ok(self.shapes.draw(&Circle::new(at, radius, colour.stroke_width(2)))?)
    }

    /// Words beside a point; their middle is at its height.
    pub(super) fn words(
        &self,
        words: &str,
        (x, y): (i32, i32),
        (face, colour, side): (Face, RGBColor, Side),
    ) -> Drawn {
        let anchor = match side {
            Side::Right => "start",
            Side::Left => "end",
            Side::Middle => "middle",
        };
        let mut text = Element::new("text")
            .with("x", x)
            .with("y", y)
            .with("dy", "0.5ex")
            .with("text-anchor", anchor)
            .with("font-size", face.px)
            .with("fill", hex((colour.0, colour.1, colour.2)));
        if matches!(face.style, FontStyle::Bold) {
            text = text.with("font-weight", "bold");
        }
        if let Some(width) = face.fixed_width(words) {
            text = text
                .with("textLength", format_args!("{width:.1}"))
                .with("lengthAdjust", "spacingAndGlyphs");
        }
        self.document.add_text(text, words);
        Ok(())
    }
}
