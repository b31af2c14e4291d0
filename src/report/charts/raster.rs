//! A chart as PNG at twice its size: the same SVG, with the shipped font.

use super::{ChartError, encode, letters};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// Pixels of the picture for one of the drawing.
const SCALE: f32 = 2.0;

/// Makes pictures of drawings, one after the other: fonts are read once, and all take the same piece of memory.
#[derive(Default)]
pub struct Press {
    options: Options<'static>,
    memory: Vec<u8>,
}

impl Press {
    /// A press with the shipped fonts.
    pub fn new() -> Press {
        let mut press = Press::default();
        press.options.fontdb_mut().load_font_data(letters::REGULAR.to_vec());
        press.options.fontdb_mut().load_font_data(letters::BOLD.to_vec());
        press
    }

    /// The picture of a drawing, as PNG.
    ///
    /// # Errors
    /// Where the drawing cannot be read back, or is empty.
    pub fn png(&mut self, svg: &str) -> Result<Vec<u8>, ChartError> {
        let tree = Tree::from_str(&on_whole_pixels(svg), &self.options)?;
        let size = tree.size().to_int_size().scale_by(SCALE).ok_or(ChartError::Picture(0, 0))?;
        let fault = || ChartError::Picture(size.width(), size.height());
        let bytes = size.width() as usize * size.height() as usize * 4;
        let mut memory = std::mem::take(&mut self.memory);
        memory.clear();
        memory.resize(bytes, 0);
        let mut picture = Pixmap::from_vec(memory, size).ok_or_else(fault)?;
        resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut picture.as_mut());
        let png = encode::png(&picture).map_err(|_| fault())?;
        self.memory = picture.take();
        Ok(png)
    }
}

/// Rectangles have whole coordinates: their edges lie between pixels, and smoothing them changes nothing but the time it takes.
fn on_whole_pixels(svg: &str) -> String {
    svg.replace("<rect ", "<rect shape-rendering=\"crispEdges\" ")
}
