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
        let mut pixels = vec![0; width * picture.height() as usize];
        let mut above: &[u8] = &[];
        for (at, line) in picture.data().chunks_exact(width * PIXEL).enumerate() {
            let from = at * width;
            if line == above {
                pixels.copy_within(from - width..from, from);
            } else {
                let (colours, _) = line.as_chunks::<PIXEL>();
                numbers.number_line(colours, &mut pixels[from..from + width])?;
            }
            above = line;
        }
        Some(IndexedPixels { palette: numbers.palette, pixels })
    }
}

/// Counts the pixels at the start of a line that have one colour; 0 where the line is empty. Whole
/// stretches are compared at once, each twice as long as the one before.
fn run_length(line: &[[u8; PIXEL]]) -> usize {
    if line.is_empty() {
        return 0;
    }
    let (mut length, mut step) = (1, 1);
    while step > 0 && length < line.len() {
        let next = (length + step).min(line.len());
        let shifted =
            [&line[length - 1..next - 1], &line[length..next]].map(|it| it.as_flattened());
        if shifted[0] == shifted[1] {
            (length, step) = (next, step * 2);
        } else {
            step /= 2;
        }
    }
    length
}

/// Numbers of the colours met so far.
#[derive(Default)]
struct ColourNumbers {
    /// Colours by their numbers, three bytes each: red, green, blue.
    palette: Vec<u8>,
    /// Numbers of the colours; a fixed hash, as its order is never asked for.
    numbers: HashMap<u32, u8, FixedState>,
}

impl ColourNumbers {
    /// Writes the numbers of a line's colours. Neighbours of one colour are looked up once.
    fn number_line(&mut self, mut line: &[[u8; PIXEL]], mut pixels: &mut [u8]) -> Option<()> {
        while let Some(colour) = line.first() {
            let length = run_length(line);
            let (run, rest) = pixels.split_at_mut(length);
            run.fill(self.number(*colour)?);
            (line, pixels) = (&line[length..], rest);
        }
        Some(())
    }

    /// Returns the number of a colour; `None` for one that lets through, and where there are too
    /// many.
    fn number(&mut self, colour: [u8; PIXEL]) -> Option<u8> {
        let key = u32::from_ne_bytes(colour);
        if let Some(number) = self.numbers.get(&key) {
            return Some(*number);
        }
        let [red, green, blue, u8::MAX] = colour else { return None };
        let number = u8::try_from(self.numbers.len()).ok()?;
        self.numbers.insert(key, number);
        self.palette.extend([red, green, blue]);
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::run_length;

    #[test]
    fn a_run_ends_where_the_colour_changes() {
        let (red, blue) = ([255, 0, 0, 255], [0, 0, 255, 255]);
        assert_eq!(run_length(&[]), 0);
        for length in 1..70 {
            for rest in 0..9 {
                let line = [vec![red; length], vec![blue; rest]].concat();
                assert_eq!(run_length(&line), length, "{length} and {rest} more");
            }
        }
    }
}
