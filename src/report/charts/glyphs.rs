//! Words in a picture: the outlines that the reader of the drawing found, filled by exact areas.
//! The library that draws all other shapes smooths them by sixteen samples a pixel, and takes half
//! of a picture's time for its words.

use super::palette_png::PIXEL;
use super::raster::filled;
use ab_glyph_rasterizer::{Point, Rasterizer, point};
use resvg::tiny_skia::{self, IntRect, Path, PathSegment, Pixmap, Rect, Transform};
use resvg::usvg::{Color, FillRule, Node, Opacity, Text};

/// Shades from the ground to the ink, as many as other shapes have: more would not fit into a list
/// of colours.
const SHADES: u16 = 16;
/// A curve that is bent by no more, in pixels, is taken for a line, which is off by at most a
/// quarter of it.
const STRAIGHT: f32 = 0.125;
/// Opacity of ink alone.
const FULL: u16 = 255;

/// Draws words, one line after the other in the same piece of memory.
pub(super) struct Lettering(Rasterizer);

impl Default for Lettering {
    fn default() -> Lettering {
        Lettering(Rasterizer::new(0, 0))
    }
}

impl Lettering {
    /// Draws words into a picture. `None`, and nothing drawn, where they are more than outlines
    /// with a colour each, are moved or turned, lie outside or come close to the left or right
    /// edge.
    pub(super) fn draw(&mut self, words: &Text, at: Transform, picture: &mut Pixmap) -> Option<()> {
        let outlines = words.flattened().children().iter().map(|node| {
            let (path, ink) = outline(node)?;
            Some((path, ink, area(path.bounds().transform(at)?, picture)?))
        });
        for (path, ink, area) in outlines.collect::<Option<Vec<_>>>()? {
            self.0.reset(area.width() as usize, area.height() as usize);
            let corner = area.to_rect();
            self.mark(path, at.post_translate(-corner.left(), -corner.top()));
            self.fill(ink, area, picture);
        }
        Some(())
    }

    /// Marks the edges of an outline. What it leaves open is closed.
    fn mark(&mut self, path: &Path, at: Transform) {
        let placed = |mut to: tiny_skia::Point| {
            at.map_point(&mut to);
            point(to.x, to.y)
        };
        let (mut begin, mut last) = (Point::default(), Point::default());
        for segment in path.segments() {
            let from = last;
            match segment {
                PathSegment::MoveTo(to) => {
                    self.0.draw_line(from, begin);
                    begin = placed(to);
                    last = begin;
                }
                PathSegment::LineTo(to) => {
                    last = placed(to);
                    self.0.draw_line(from, last);
                }
                PathSegment::QuadTo(by, to) => {
                    last = placed(to);
                    self.curve(from, placed(by), last);
                }
                PathSegment::CubicTo(by, then, to) => {
                    last = placed(to);
                    self.0.draw_cubic(from, placed(by), placed(then), last);
                }
                PathSegment::Close => {
                    last = begin;
                    self.0.draw_line(from, begin);
                }
            }
        }
        self.0.draw_line(last, begin);
    }

    /// Marks a quadratic curve, as all are of the shipped font, by lines. The rasterizer's own are
    /// off by up to a seventh of a pixel.
    fn curve(&mut self, from: Point, by: Point, to: Point) {
        let bend = (from.x - 2.0 * by.x + to.x).hypot(from.y - 2.0 * by.y + to.y);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a curve within a picture"
        )]
        let lines = (bend / STRAIGHT).sqrt().ceil().max(1.0) as u16;
        let mut last = from;
        for number in 1..=lines {
            let t = f32::from(number) / f32::from(lines);
            let on = |from: f32, by: f32, to: f32| {
                (1.0 - t).powi(2) * from + 2.0 * (1.0 - t) * t * by + t.powi(2) * to
            };
            let next = point(on(from.x, by.x, to.x), on(from.y, by.y, to.y));
            self.0.draw_line(last, next);
            last = next;
        }
    }

    /// Lays ink over the pixels that the marked outline covers.
    fn fill(&self, ink: Color, area: IntRect, picture: &mut Pixmap) {
        let [left, top] = [area.left(), area.top()].map(|edge| edge.unsigned_abs() as usize);
        let row = picture.width() as usize * PIXEL;
        let ink = [ink.red, ink.green, ink.blue, u8::MAX];
        let mut rows = picture.data_mut().chunks_exact_mut(row).skip(top);
        let mut next = || {
            rows.next().map_or(&mut [][..], |row| {
                row.as_chunks_mut::<PIXEL>().0.get_mut(left..).unwrap_or_default()
            })
        };
        let (mut pixels, mut x) = (next(), 0);
        self.0.for_each_pixel(|_, covered| {
            if x == area.width() as usize {
                (pixels, x) = (next(), 0);
            }
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "from 0 to a few shades"
            )]
            let shade = (covered.min(1.0) * f32::from(SHADES) + 0.5) as u16;
            if let Some(pixel) = pixels.get_mut(x).filter(|_| shade > 0) {
                cover(pixel, ink, (shade * (FULL + 1) / SHADES).min(FULL));
            }
            x += 1;
        });
    }
}

/// Lays ink over a pixel, rounded as the library does that draws the other shapes.
fn cover(pixel: &mut [u8; PIXEL], ink: [u8; PIXEL], opacity: u16) {
    for (under, over) in pixel.iter_mut().zip(ink) {
        let mixed = u16::from(*under) * (FULL - opacity) + u16::from(over) * opacity;
        *under = mixed.div_ceil(FULL + 1) as u8;
    }
}

/// The pixels of a picture that an outline with these bounds lies in, with one more to its left and
/// right, where rounding may put a trace of it. What lies above or below the picture is left out;
/// `None` where nothing is left, and at the left or right edge.
fn area(bounds: Rect, picture: &Pixmap) -> Option<IntRect> {
    let around = bounds.round_out()?.make_outset(1, 0)?;
    let within = around.intersect(&IntRect::from_xywh(0, 0, picture.width(), picture.height())?)?;
    (within.width() == around.width()).then_some(within)
}

/// The outline that a part of words is, and its colour, where there is nothing else to it.
fn outline(node: &Node) -> Option<(&Path, Color)> {
    let Node::Path(path) = node else { return None };
    let (fill, ink) = filled(path)?;
    let solid = fill.opacity() == Opacity::ONE && fill.rule() == FillRule::NonZero;
    (solid && path.rendering_mode().use_shape_antialiasing()).then(|| (path.data(), ink))
}
