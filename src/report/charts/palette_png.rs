//! Pixels as a PNG file. Charts have few colours: a byte for each pixel, and a list of the colours.

use png::{BitDepth, ColorType, DeflateCompression, Encoder, EncodingError, Filter};
use resvg::tiny_skia::{IntSize, Pixmap};
use std::ops::Range;

/// Bytes of a pixel: red, green, blue, and how opaque it is.
pub(super) const PIXEL: usize = 4;

/// A picture as numbers of colours, put together from its parts.
pub(super) struct Listed {
    /// In the order in which they are first met.
    colours: Vec<[u8; PIXEL]>,
    pixels: Vec<u8>,
}

impl Listed {
    /// A picture without a line yet, with memory that may have been used before, and room in it for
    /// as many pixels as the picture will have.
    pub(super) fn begin(mut memory: Vec<u8>, size: IntSize) -> Listed {
        memory.clear();
        memory.reserve(size.width() as usize * size.height() as usize);
        Listed { colours: Vec::new(), pixels: memory }
    }

    /// The memory, for another picture.
    pub(super) fn end(self) -> Vec<u8> {
        self.pixels
    }

    /// Adds lines of the part below. `None` where there are more than 256 colours, or where one is
    /// not opaque.
    pub(super) fn add(mut self, part: &Pixmap, lines: Range<u32>) -> Option<Listed> {
        let width = part.width() as usize;
        let bytes = lines.start as usize * width * PIXEL..lines.end as usize * width * PIXEL;
        let mut recent = [(None, 0); RECENT];
        let mut before: &[u8] = &[];
        for line in part.data().get(bytes)?.chunks_exact(width * PIXEL) {
            if line == before {
                self.pixels.extend_from_within(self.pixels.len() - width..);
            } else {
                self.line(line, &mut recent)?;
            }
            before = line;
        }
        Some(self)
    }

    /// The file, with a list of the colours.
    pub(super) fn png(&self, size: IntSize) -> Result<Vec<u8>, EncodingError> {
        let mut file = Vec::new();
        let mut encoder = Encoder::new(&mut file, size.width(), size.height());
        encoder.set_color(ColorType::Indexed);
        encoder.set_depth(BitDepth::Eight);
        encoder.set_palette(
            self.colours
                .iter()
                .flat_map(|colour| [colour[0], colour[1], colour[2]])
                .collect::<Vec<u8>>(),
        );
        // With this filter the fastest compression makes files as small as the slow ones: most
        // lines of a chart go on as they were.
        encoder.set_filter(Filter::Paeth);
        encoder.set_deflate_compression(DeflateCompression::FdeflateUltraFast);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&self.pixels)?;
        writer.finish()?;
        Ok(file)
    }

    fn line(
        &mut self,
        line: &[u8],
        recent: &mut [(Option<[u8; PIXEL]>, u8); RECENT],
    ) -> Option<()> {
        let (pixels, _) = line.as_chunks::<PIXEL>();
        let Some(first) = pixels.first() else { return Some(()) };
        // The colour seen last, as many times as are looked at together, and its number: most
        // pixels are like those before them.
        let mut last = ([*first; TOGETHER], self.recent(*first, recent)?);
        for pixels in pixels.chunks(TOGETHER) {
            if *pixels == last.0[..pixels.len()] {
                self.pixels.extend_from_slice(&[last.1; TOGETHER][..pixels.len()]);
                continue;
            }
            for pixel in pixels {
                if last.0[0] != *pixel {
                    last = ([*pixel; TOGETHER], self.recent(*pixel, recent)?);
                }
                self.pixels.push(last.1);
            }
        }
        Some(())
    }

    /// The number of a colour, which may be among the recent ones.
    fn recent(
        &mut self,
        pixel: [u8; PIXEL],
        recent: &mut [(Option<[u8; PIXEL]>, u8); RECENT],
    ) -> Option<u8> {
        let location = &mut recent[location(pixel)];
        if location.0 != Some(pixel) {
            *location = (Some(pixel), self.number(pixel)?);
        }
        Some(location.1)
    }

    fn number(&mut self, pixel: [u8; PIXEL]) -> Option<u8> {
        let known = self.colours.iter().position(|colour| *colour == pixel);
        let number = known.unwrap_or(self.colours.len());
        if known.is_none() {
            self.colours.push(pixel);
        }
        u8::try_from(number).ok().filter(|_| pixel[3] == u8::MAX)
    }
}

/// Pixels that are looked at together.
const TOGETHER: usize = 16;
/// Colours whose number is remembered, each at its place.
const RECENT: usize = 256;

/// The place of a colour among the recent ones: the upper byte of its product with 2^32 over the
/// golden ratio, which scatters well.
fn location(pixel: [u8; PIXEL]) -> usize {
    (u32::from_le_bytes(pixel).wrapping_mul(0x9E37_79B1) >> 24) as usize
}
