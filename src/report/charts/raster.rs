//! A chart as PNG at twice its size: the same SVG, with the shipped font.

use super::glyphs::Lettering;
use super::palette_png::{Listed, PIXEL};
use super::{ChartError, font};
use resvg::tiny_skia::{Color, IntSize, Paint, Pixmap, Rect, Shader, Transform};
use resvg::usvg::{self, Node, Options, ShapeRendering, Tree};

/// Pixels of the picture for one of the drawing.
const SCALE: f32 = 2.0;
/// Lines of pixels that are drawn at a time: a tall chart as a whole would take more memory than
/// all else.
const BAND: u32 = 256;
/// Lines that are drawn above and below them and thrown away: shapes that are cut off are smoothed
/// otherwise near the cut.
const MARGIN: u32 = 16;

/// How far a shape may be drawn beyond its area, in pixels of the drawing: strokes and slanted
/// letters.
const REACH: f32 = 16.0;

/// Makes pictures of drawings, one after the other: fonts are read once, and all take the same
/// piece of memory.
#[derive(Default)]
pub struct Press {
    options: Options<'static>,
    /// For what is drawn at a time.
    memory: Vec<u8>,
    /// For a picture as a whole.
    listed: Vec<u8>,
    lettering: Lettering,
}

impl Press {
    /// A press with the shipped fonts.
    pub fn new() -> Press {
        let mut press = Press::default();
        press.options.fontdb_mut().load_font_data(font::REGULAR.to_vec());
        press.options.fontdb_mut().load_font_data(font::BOLD.to_vec());
        press
    }

    /// The picture of a drawing, as PNG.
    ///
    /// # Errors
    /// Where the drawing cannot be read back, or is empty.
    pub fn png(&mut self, svg: &str) -> Result<Vec<u8>, ChartError> {
        let tree = Tree::from_str(&quick(svg), &self.options)?;
        let size = tree.size().to_int_size().scale_by(SCALE).ok_or(ChartError::Picture(0, 0))?;
        let fault = || ChartError::Picture(size.width(), size.height());
        let mut listed = Some(Listed::begin(std::mem::take(&mut self.listed), size));
        for top in (0..size.height()).step_by(BAND as usize) {
            let end = size.height().min(top + BAND);
            let from = top.saturating_sub(MARGIN);
            let part = IntSize::from_wh(size.width(), size.height().min(end + MARGIN) - from)
                .ok_or_else(fault)?;
            let picture = self.part(&tree, part, from).ok_or_else(fault)?;
            listed = listed.and_then(|listed| listed.add(&picture, top - from..end - from));
            self.memory = picture.take();
        }
        let png = match listed {
            Some(listed) => {
                let png = listed.png(size);
                self.listed = listed.end();
                png
            }
            None => self.part(&tree, size, 0).ok_or_else(fault)?.encode_png(),
        };
        png.map_err(|_| fault())
    }

    /// The pixels of a part as wide as the drawing, from `top` down.
    fn part(&mut self, tree: &Tree, size: IntSize, top: u32) -> Option<Pixmap> {
        let at = Transform::from_row(SCALE, 0.0, 0.0, SCALE, 0.0, -(top as f32));
        let mut nodes = tree.root().children();
        // A white ground is there from the beginning.
        let grounded = nodes.split_first().filter(|(first, _)| is_white_ground(first, tree));
        if let Some((_, others)) = grounded {
            nodes = others;
        }
        let mut memory = std::mem::take(&mut self.memory);
        memory.clear();
        memory.resize(
            size.width() as usize * size.height() as usize * PIXEL,
            if grounded.is_some() { u8::MAX } else { 0 },
        );
        let mut picture = Pixmap::from_vec(memory, size)?;
        let areas: Option<Vec<_>> = nodes.iter().map(Node::abs_layer_bounding_box).collect();
        let Some(areas) = areas else {
            // A line without a group has no area, and cannot be drawn by itself.
            picture.fill(Color::TRANSPARENT);
            resvg::render(tree, at, &mut picture.as_mut());
            return Some(picture);
        };
        let (above, below) =
            (top as f32 / SCALE - REACH, (top + size.height()) as f32 / SCALE + REACH);
        for (node, area) in
            nodes.iter().zip(areas).filter(|(_, area)| area.bottom() > above && area.top() < below)
        {
            let drawn = match node {
                Node::Text(words) => self.lettering.draw(words, at, &mut picture),
                _ => bar(node).and_then(|(bar, paint)| Some((bar.transform(at)?, paint))).map(
                    |(bar, paint)| picture.fill_rect(bar, &paint, Transform::identity(), None),
                ),
            };
            if drawn.is_none() {
                resvg::render_node(
                    node,
                    at.pre_translate(area.x(), area.y()),
                    &mut picture.as_mut(),
                )?;
            }
        }
        Some(picture)
    }
}

/// Whether a shape is a white rectangle as large as the drawing.
fn is_white_ground(node: &Node, tree: &Tree) -> bool {
    let whole = Rect::from_xywh(0.0, 0.0, tree.size().width(), tree.size().height());
    bar(node).is_some_and(|(bar, paint)| {
        Some(bar) == whole
            && matches!(paint.shader, Shader::SolidColor(colour) if colour == Color::WHITE)
    })
}

/// The rectangle that a shape is, and its colour, where it is no more than that. Most shapes are,
/// and by themselves they are drawn sooner.
fn bar(node: &Node) -> Option<(Rect, Paint<'static>)> {
    let Node::Path(path) = node else { return None };
    let corners = path.data().points().len() == 4 && path.data().verbs().len() == 5;
    let (fill, colour) = filled(path)?;
    let mut paint = Paint { anti_alias: false, ..Paint::default() };
    paint.set_color_rgba8(colour.red, colour.green, colour.blue, fill.opacity().to_u8());
    (corners && path.rendering_mode() == ShapeRendering::CrispEdges)
        .then(|| (path.data().bounds(), paint))
}

/// How a path is filled, and with which colour, where nothing else is done with it and it is drawn
/// where it stands.
pub(super) fn filled(path: &usvg::Path) -> Option<(&usvg::Fill, usvg::Color)> {
    let fill = path.fill()?;
    let usvg::Paint::Color(colour) = fill.paint() else { return None };
    let alone = path.stroke().is_none() && path.is_visible() && path.abs_transform().is_identity();
    alone.then_some((fill, *colour))
}

/// The drawing as it is drawn quickest, with the same pixels. Rectangles have whole coordinates:
/// their edges lie between pixels, and smoothing them changes nothing. Each shape is drawn with the
/// bands that it lies in; a line has no area by itself, but in a group that of its stroke.
fn quick(svg: &str) -> String {
    let grouped = |line: &str| {
        if line.starts_with("<polyline ") {
            format!("<g>{line}</g>\n")
        } else {
            format!("{line}\n")
        }
    };
    svg.lines()
        .map(grouped)
        .collect::<String>()
        .replace("<rect ", "<rect shape-rendering=\"crispEdges\" ")
}
