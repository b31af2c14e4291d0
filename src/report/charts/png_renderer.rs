//! A chart as PNG at twice its size: resvg renders the SVG with the shipped font.

use super::chart::{Chart, ChartError};
use super::{font, palette_png};
use crate::model::charts::ChartFont;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// Pixels of the picture for one of the drawing.
const SCALE: f32 = 2.0;

/// Renders charts as PNG. Threads can share it.
pub struct PngRenderer {
    options: Options<'static>,
}

impl PngRenderer {
    /// Returns a renderer with the shipped fonts, and with no font of the system.
    pub fn new() -> PngRenderer {
        PngRenderer::with_fonts(&[])
    }

    /// Returns a renderer with fonts of an editor's own, and the shipped ones.
    pub(crate) fn with_fonts(own: &[ChartFont]) -> PngRenderer {
        let mut options = Options::default();
        let fonts = options.fontdb_mut();
        for font in own {
            fonts.load_font_data(font.bytes.to_vec());
        }
        fonts.load_font_data(font::REGULAR.to_vec());
        fonts.load_font_data(font::BOLD.to_vec());
        PngRenderer { options }
    }

    /// Renders a chart as a PNG file: at twice its size, or in the size in which it is shown.
    ///
    /// # Errors
    /// Where the drawing cannot be read, or is empty.
    pub fn picture(&self, chart: &Chart) -> Result<Vec<u8>, ChartError> {
        let scale = if chart.is_scaled { 1.0 } else { SCALE };
        self.scaled(chart.picture(), scale)
    }

    /// Renders an SVG as a PNG file at twice its size.
    ///
    /// # Errors
    /// Where the SVG cannot be read, or is empty.
    pub fn png(&self, svg: &str) -> Result<Vec<u8>, ChartError> {
        self.scaled(svg, SCALE)
    }

    /// Renders an SVG as a PNG file with so many pixels for one of the drawing.
    fn scaled(&self, svg: &str, scale: f32) -> Result<Vec<u8>, ChartError> {
        let tree = Tree::from_str(svg, &self.options)?;
        let size = tree.size().to_int_size().scale_by(scale).ok_or(ChartError::Picture(0, 0))?;
        let (width, height) = (size.width(), size.height());
        let mut picture = Pixmap::new(width, height).ok_or(ChartError::Picture(width, height))?;
        resvg::render(&tree, Transform::from_scale(scale, scale), &mut picture.as_mut());
        palette_png::encode(&picture).map_err(|_| ChartError::Picture(width, height))
    }
}

impl Default for PngRenderer {
    fn default() -> PngRenderer {
        PngRenderer::new()
    }
}
