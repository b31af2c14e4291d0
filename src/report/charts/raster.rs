//! A chart as PNG at twice its size: the same SVG, with the shipped font.

use super::{ChartError, letters};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// Pixels of the picture for one of the drawing.
const SCALE: f32 = 2.0;

/// The picture of a drawing.
///
/// # Errors
/// Where the drawing cannot be read back, or is empty.
pub fn png(svg: &str) -> Result<Vec<u8>, ChartError> {
    let mut options = Options::default();
    options.fontdb_mut().load_font_data(letters::REGULAR.to_vec());
    options.fontdb_mut().load_font_data(letters::BOLD.to_vec());
    let tree = Tree::from_str(svg, &options)?;
    let size = tree.size().to_int_size().scale_by(SCALE).ok_or(ChartError::Picture(0, 0))?;
    let fault = || ChartError::Picture(size.width(), size.height());
    let mut picture = Pixmap::new(size.width(), size.height()).ok_or_else(fault)?;
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut picture.as_mut());
    picture.encode_png().map_err(|_| fault())
}
