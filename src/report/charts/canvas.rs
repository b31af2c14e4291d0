//! The ground that charts are drawn on: plotters' SVG drawing, in pixels, with the few shapes that
//! charts here need.

use super::font::Face;
use super::{ChartError, merge_rects, palette, text_length};
use plotters::backend::SVGBackend;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, IntoTextStyle, RGBColor};

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

/// A drawing under way.
pub(super) struct Canvas<'a>(DrawingArea<SVGBackend<'a>, Shift>);

/// Draws on a white ground of `width` by `height` pixels; gives the SVG.
pub(super) fn drawn(
    (width, height): (i32, i32),
    draw: impl FnOnce(&Canvas<'_>) -> Drawn,
) -> Result<String, ChartError> {
    let size = |pixels: i32| u32::try_from(pixels).unwrap_or(1).max(1);
    let mut svg = String::new();
    {
        let canvas = Canvas(
            SVGBackend::with_string(&mut svg, (size(width), size(height))).into_drawing_area(),
        );
        canvas.0.fill(&palette::WHITE)?;
        draw(&canvas)?;
        canvas.0.present()?;
    }
    Ok(svg)
}

impl Canvas<'_> {
    /// A filled rectangle.
    pub(super) fn filled(&self, frame: Frame, colour: RGBColor) -> Drawn {
        Ok(self.0.draw(&Rectangle::new(
            [(frame.left, frame.top), (frame.right, frame.bottom)],
            colour.filled(),
        ))?)
    }

    /// Many filled rectangles of a colour, as one shape.
    pub(super) fn bars(&self, frames: &[Frame], colour: RGBColor) -> Drawn {
        if frames.is_empty() {
            return Ok(());
        }
        Ok(self.0.draw(&Polygon::new(merge_rects::corners(frames), colour.filled()))?)
    }

    /// A rectangle's outline.
    pub(super) fn outlined(&self, frame: Frame, colour: RGBColor) -> Drawn {
        Ok(self.0.draw(&Rectangle::new(
            [(frame.left, frame.top), (frame.right, frame.bottom)],
            colour,
        ))?)
    }

    /// A hatched rectangle: time that nobody observed.
    pub(super) fn hatched(&self, frame: Frame) -> Drawn {
        self.filled(frame, palette::HATCH)
    }

    /// A line through points, one pixel wide.
    pub(super) fn line(&self, points: &[(i32, i32)], colour: RGBColor) -> Drawn {
        self.stroke(points, colour, 1)
    }

    /// A line through points, some pixels wide.
    pub(super) fn stroke(&self, points: &[(i32, i32)], colour: RGBColor, width: u32) -> Drawn {
        Ok(self.0.draw(&PathElement::new(points.to_vec(), colour.stroke_width(width)))?)
    }

    /// A filled polygon.
    pub(super) fn polygon(&self, points: &[(i32, i32)], colour: RGBColor) -> Drawn {
        Ok(self.0.draw(&Polygon::new(points.to_vec(), colour.filled()))?)
    }

    /// A disc.
    pub(super) fn disc(&self, at: (i32, i32), radius: i32, colour: RGBColor) -> Drawn {
        Ok(self.0.draw(&Circle::new(at, radius, colour.filled()))?)
    }

    /// A ring on a white ground.
    pub(super) fn ring(&self, at: (i32, i32), radius: i32, colour: RGBColor) -> Drawn {
        self.disc(at, radius, palette::WHITE)?;
        Ok(self.0.draw(&Circle::new(at, radius, colour.stroke_width(2)))?)
    }

    /// Words beside a point; their middle is at its height.
    pub(super) fn words(
        &self,
        words: &str,
        (x, y): (i32, i32),
        (face, colour, side): (Face, RGBColor, Side),
    ) -> Drawn {
        let across = match side {
            Side::Right => HPos::Left,
            Side::Left => HPos::Right,
            Side::Middle => HPos::Center,
        };
        let style =
            face.font().into_text_style(&self.0).color(&colour).pos(Pos::new(across, VPos::Center));
        Ok(self.0.draw(&Text::new(held(words), (x, y), style))?)
    }
}

/// The finished SVG: with its name and description for readers who do not see it, and the hatching
/// in place of its stand-in.
pub(super) fn finished(svg: &str, (name, title, alt): (&str, &str, &str)) -> String {
    let stand_in = format!(
        "fill=\"#{:02X}{:02X}{:02X}\"",
        palette::HATCH.0,
        palette::HATCH.1,
        palette::HATCH.2
    );
    let head = format!(
        "<title>{}</title>\n<desc>{}</desc>\n<defs><pattern id=\"unobserved-{name}\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
         patternTransform=\"rotate(45)\"><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" stroke=\"#767676\" stroke-width=\"2\"/></pattern></defs>\n",
        escaped(title),
        escaped(alt)
    );
    let svg = text_length::kept(&merge_rects::shortened(svg))
        .replace(&stand_in, &format!("fill=\"url(#unobserved-{name})\""));
    match svg.find('>') {
        Some(end) => {
            let (open, rest) = svg.split_at(end);
            format!("{open} role=\"img\">\n{head}{}", rest.trim_start_matches('>').trim_start())
        }
        None => svg,
    }
}

/// Words without the signs that XML cannot hold.
fn held(words: &str) -> String {
    words.chars().filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}

fn escaped(words: &str) -> String {
    held(words).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
