//! PNG with a palette: charts have few colours, so that a byte names the colour of a pixel. It is
//! as quick as four bytes a pixel at the fastest compression, in files a third of the size, and
//! twice as quick as those at the usual one (`docs/performance.md`).

use foldhash::fast::FixedState;
use png::{BitDepth, ColorType, DeflateCompression, Encoder, EncodingError, Filter};
use resvg::tiny_skia::Pixmap;
use std::collections::HashMap;

/// Bytes of a pixel: red, green, blue, and how opaque it is.
const PIXEL: usize = 4;

/// Encodes a picture, with a palette if it is opaque and has at most 256 colours.
///
/// # Errors
/// Where the picture has no size that PNG can state.
pub(super) fn encode(picture: &Pixmap) -> Result<Vec<u8>, EncodingError> {
    let Some(indexed) = IndexedPixels::of(picture) else {
        return picture.encode_png();
    };
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, picture.width(), picture.height());
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(indexed.palette);
    // With this filter the fastest compression makes files as small as the slow ones: most lines of
    // a chart are like the line above.
    encoder.set_filter(Filter::Paeth);
    encoder.set_deflate_compression(DeflateCompression::FdeflateUltraFast);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&indexed.pixels)?;
    writer.finish()?;
    Ok(file)
}

/// A picture as one byte a pixel.
struct IndexedPixels {
    /// Red, green and blue of each colour, in the order in which the colours first occur.
    palette: Vec<u8>,
    /// Number of the colour of each pixel, line by line.
    pixels: Vec<u8>,
}

impl IndexedPixels {
    /// Reads a picture as numbers of colours; `None` where a pixel is not opaque, or where there
    /// are more than 256 colours.
    fn of(picture: &Pixmap) -> Option<IndexedPixels> {
        let width = picture.width() as usize;
        let mut numbers = ColourNumbers::default();
        let mut pixels: Vec<u8> = Vec::with_capacity(width * picture.height() as usize);
        let mut above: &[u8] = &[];
        for line in picture.data().chunks_exact(width * PIXEL) {
            if line == above {
                pixels.extend_from_within(pixels.len() - width..);
            } else {
                numbers.add_line(line, &mut pixels)?;
            }
            above = line;
        }
        Some(IndexedPixels { palette: numbers.palette, pixels })
    }
}

/// Numbers of the colours met so far.
#[derive(Default)]
struct ColourNumbers {
    /// Colours by their numbers, three bytes each: red, green, blue.
    palette: Vec<u8>,
    /// Numbers of the colours; a fixed hash, as its order is never asked for.
    numbers: HashMap<[u8; PIXEL], u8, FixedState>,
}

impl ColourNumbers {
    /// Appends the numbers of a line's colours. Neighbours of one colour are looked up once.
    fn add_line(&mut self, line: &[u8], pixels: &mut Vec<u8>) -> Option<()> {
        let (line, _) = line.as_chunks::<PIXEL>();
        for neighbours in line.chunk_by(|one, next| one == next) {
            let number = self.number(neighbours[0])?;
            pixels.resize(pixels.len() + neighbours.len(), number);
        }
        Some(())
    }

    /// Returns the number of a colour; `None` for one that lets through, and where there are too
    /// many.
    fn number(&mut self, colour: [u8; PIXEL]) -> Option<u8> {
        if let Some(number) = self.numbers.get(&colour) {
            return Some(*number);
        }
        let [red, green, blue, u8::MAX] = colour else { return None };
        let number = u8::try_from(self.numbers.len()).ok()?;
        self.numbers.insert(colour, number);
        self.palette.extend([red, green, blue]);
        Some(number)
    }
}
