//! Places of the commas and line ends of a block: a bit for each byte, found many bytes at a time.

use wide::u8x16;

/// Bytes of a word of bits.
const WORD: usize = u64::BITS as usize;
/// Bytes compared together.
const LANES: usize = 16;

/// Delimiters among sixty-four bytes, the first byte's bit lowest.
#[derive(Debug, Clone, Copy, Default)]
struct WordBits {
    commas: u64,
    line_ends: u64,
}

/// Kinds of bytes that a block has.
#[derive(Debug, Clone, Copy)]
pub(super) struct ByteKinds {
    /// Whether there are quotation marks or carriage returns.
    pub(super) has_odd: bool,
    pub(super) is_ascii: bool,
}

/// Bytes of a block, each combined with every sixteenth after it.
#[derive(Default)]
struct CombinedBytes {
    /// All bits are set where a quotation mark or a carriage return is.
    odd: u8x16,
    any: u8x16,
}

/// Commas and line ends of a block.
#[derive(Debug, Default)]
pub(super) struct DelimiterBits {
    /// Delimiters of each sixty-four bytes, in the order of the block.
    words: Vec<WordBits>,
}

/// Commas and length of a line of fewer than [`WINDOW`] bytes; a bit for each byte, the line's
/// first lowest.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LineBits {
    pub(super) commas: u128,
    /// Bytes before the line's end.
    pub(super) length: u32,
}

/// Bytes from the beginning of a line on whose delimiters are seen together.
pub(super) const WINDOW: usize = 2 * WORD;
/// Words behind those of a block, so that a window can begin at each of its bytes.
const BEHIND: usize = WINDOW / WORD;

impl DelimiterBits {
    /// Finds the delimiters of a block that is shorter than 4 GiB; its end counts as a line end.
    /// Gives the kinds of its bytes.
    pub(super) fn find(&mut self, text: &[u8]) -> ByteKinds {
        let (chunks, rest) = text.as_chunks::<WORD>();
        self.words.resize(chunks.len() + 1 + BEHIND, WordBits::default());
        let mut met = CombinedBytes::default();
        for (word, chunk) in self.words.iter_mut().zip(chunks) {
            *word = WordBits::of(chunk, &mut met);
        }
        let mut last = [0; WORD];
        last[..rest.len()].copy_from_slice(rest);
        let mut last = WordBits::of(&last, &mut met);
        if !text.ends_with(b"\n") {
            last.line_ends |= 1 << rest.len();
        }
        self.words[chunks.len()] = last;
        self.words[chunks.len() + 1..].fill(WordBits::default());
        ByteKinds { has_odd: met.odd.to_bitmask() != 0, is_ascii: met.any.to_bitmask() == 0 }
    }

    /// Gives the commas and the length of the line from `start`, where it is shorter than the
    /// window.
    #[inline]
    pub(super) fn line(&self, start: usize) -> Option<LineBits> {
        let [first, second, third] = self.words.get(start / WORD..)?.first_chunk()?;
        let from = |a: u64, b: u64| a >> (start % WORD) | b << 1 << (WORD - 1 - start % WORD);
        let line_ends = from(first.line_ends, second.line_ends);
        let commas = from(first.commas, second.commas);
        if line_ends != 0 {
            return Some(LineBits {
                commas: u128::from(commas & below_lowest(line_ends)),
                length: line_ends.trailing_zeros(),
            });
        }
        let line_ends = from(second.line_ends, third.line_ends);
        let more = from(second.commas, third.commas);
        let commas = u128::from(more & below_lowest(line_ends)) << WORD | u128::from(commas);
        let length = WORD as u32 + line_ends.trailing_zeros();
        (line_ends != 0).then_some(LineBits { commas, length })
    }

    /// Writes the ends of the fields of the line from `start` into `ends`, if the line has as many
    /// fields as that; gives the last, the end of the line.
    #[inline]
    pub(super) fn field_ends(&self, start: usize, ends: &mut [u32]) -> Option<usize> {
        let (last, mut ends) = ends.split_last_mut()?;
        let first = start / WORD;
        // Delimiters before the line are none of its own.
        let mut own = !0 << (start % WORD);
        for (number, word) in self.words.iter().enumerate().skip(first) {
            let line_ends = word.line_ends & own;
            let mut left =
                word.commas & own & if line_ends == 0 { !0 } else { below_lowest(line_ends) };
            own = !0;
            let lowest = |bits: u64| (number * WORD) as u32 + bits.trailing_zeros();
            while left != 0 {
                let (end, rest) = std::mem::take(&mut ends).split_first_mut()?;
                (*end, ends) = (lowest(left), rest);
                left &= left - 1;
            }
            if line_ends != 0 {
                *last = lowest(line_ends);
                return ends.is_empty().then_some(*last as usize);
            }
        }
        None
    }
}

impl WordBits {
    /// Finds the delimiters among sixty-four bytes, and adds the kinds of bytes to `met`.
    #[inline]
    fn of(bytes: &[u8; WORD], met: &mut CombinedBytes) -> WordBits {
        let (parts, _) = bytes.as_chunks::<LANES>();
        let mut word = WordBits::default();
        for (number, part) in parts.iter().enumerate() {
            let part = u8x16::new(*part);
            let is = |sign| part.simd_eq(u8x16::splat(sign));
            let bits = |sign| u64::from(is(sign).to_bitmask()) << (number * LANES);
            word.commas |= bits(b',');
            word.line_ends |= bits(b'\n');
            met.odd |= is(b'"') | is(b'\r');
            met.any |= part;
        }
        word
    }
}

/// Gives the bits below the lowest one that is set; all where none is.
#[inline]
fn below_lowest(bits: u64) -> u64 {
    (bits & bits.wrapping_neg()).wrapping_sub(1)
}

#[cfg(test)]
mod tests {
    use super::{DelimiterBits, LineBits, WINDOW};

    #[test]
    fn short_lines_are_found_wherever_they_begin() {
        for before in [0, 1, 62, 63, 64, 65, 127, 128] {
            for length in [0, 1, 63, 64, WINDOW - 2, WINDOW - 1, WINDOW, WINDOW + 1] {
                let line = ",".repeat(length);
                let text = format!("{}{line}\n,x\n", "x".repeat(before));
                let mut bits = DelimiterBits::default();
                bits.find(text.as_bytes());
                let counted = bits.line(before).map(|LineBits { commas, length }| {
                    (commas.count_ones() as usize, length as usize)
                });
                let expected = (length < WINDOW).then_some((length, length));
                assert_eq!(counted, expected, "{before} bytes before {length}");
            }
        }
    }
}
