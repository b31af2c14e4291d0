//! Where the commas and line ends of a block are: a bit for each byte, found many bytes at a time.

use wide::u8x16;

/// Bytes of a word of bits.
const WORD: usize = u64::BITS as usize;
/// Bytes compared together.
const LANES: usize = 16;

/// The marks of sixty-four bytes, the first byte's bit lowest.
#[derive(Debug, Clone, Copy, Default)]
struct Word {
    commas: u64,
    feeds: u64,
}

/// The letters of a block.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Letters {
    /// Whether there are quotation marks or carriage returns.
    pub(crate) odd: bool,
    /// Whether all are ASCII.
    pub(crate) ascii: bool,
}

/// The bytes of a block, each laid over every sixteenth after it.
#[derive(Default)]
struct Overlaid {
    /// All bits are set where a quotation mark or a carriage return is.
    odd: u8x16,
    any: u8x16,
}

/// The marks of a block.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    words: Vec<Word>,
}

/// Where a line of fewer than [`NEAR`] bytes has its commas and its end, from its beginning on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Near {
    pub(crate) commas: u128,
    pub(crate) length: u32,
}

/// Bytes of a line whose marks are seen together.
pub(crate) const NEAR: usize = 2 * WORD;
/// Words that lie behind a block, so that as many can be looked at from each of its bytes on.
const BEHIND: usize = NEAR / WORD;

impl Marks {
    /// Looks through a block that is shorter than 4 GiB, whose end is a line end too, and what
    /// letters it has.
    pub(crate) fn find(&mut self, text: &[u8]) -> Letters {
        let (chunks, rest) = text.as_chunks::<WORD>();
        self.words.resize(chunks.len() + 1 + BEHIND, Word::default());
        let mut met = Overlaid::default();
        for (word, chunk) in self.words.iter_mut().zip(chunks) {
            *word = Word::of(chunk, &mut met);
        }
        let mut last = [0; WORD];
        last[..rest.len()].copy_from_slice(rest);
        let mut last = Word::of(&last, &mut met);
        if !text.ends_with(b"\n") {
            last.feeds |= 1 << rest.len();
        }
        self.words[chunks.len()] = last;
        self.words[chunks.len() + 1..].fill(Word::default());
        Letters { odd: met.odd.to_bitmask() != 0, ascii: met.any.to_bitmask() == 0 }
    }

    /// The marks of the line from `start`, where it is short.
    #[inline]
    pub(crate) fn near(&self, start: usize) -> Option<Near> {
        let [first, second, third] = self.words.get(start / WORD..)?.first_chunk()?;
        let from = |a: u64, b: u64| a >> (start % WORD) | b << 1 << (WORD - 1 - start % WORD);
        let feeds = from(first.feeds, second.feeds);
        let commas = from(first.commas, second.commas);
        if feeds != 0 {
            return Some(Near {
                commas: u128::from(commas & below_lowest(feeds)),
                length: feeds.trailing_zeros(),
            });
        }
        let (feeds, more) = (from(second.feeds, third.feeds), from(second.commas, third.commas));
        let commas = u128::from(more & below_lowest(feeds)) << WORD | u128::from(commas);
        (feeds != 0).then(|| Near { commas, length: WORD as u32 + feeds.trailing_zeros() })
    }

    /// Puts where the fields of the line from `start` end in `ends`, if the line has just as many;
    /// and gives the last, where the line ends.
    #[inline]
    pub(crate) fn cut(&self, start: usize, ends: &mut [u32]) -> Option<usize> {
        let (last, mut ends) = ends.split_last_mut()?;
        let first = start / WORD;
        // What stands before the line is no mark of it.
        let mut own = !0 << (start % WORD);
        for (number, word) in self.words.iter().enumerate().skip(first) {
            let feeds = word.feeds & own;
            let mut left = word.commas & own & if feeds == 0 { !0 } else { below_lowest(feeds) };
            own = !0;
            let location = |marks: u64| (number * WORD) as u32 + marks.trailing_zeros();
            while left != 0 {
                let (end, rest) = std::mem::take(&mut ends).split_first_mut()?;
                (*end, ends) = (location(left), rest);
                left &= left - 1;
            }
            if feeds != 0 {
                *last = location(feeds);
                return ends.is_empty().then_some(*last as usize);
            }
        }
        None
    }
}

impl Word {
    /// The marks of sixty-four bytes.
    #[inline]
    fn of(bytes: &[u8; WORD], met: &mut Overlaid) -> Word {
        let (parts, _) = bytes.as_chunks::<LANES>();
        let mut word = Word::default();
        for (number, part) in parts.iter().enumerate() {
            let part = u8x16::new(*part);
            let is = |sign| part.simd_eq(u8x16::splat(sign));
            let marks = |sign| u64::from(is(sign).to_bitmask()) << (number * LANES);
            word.commas |= marks(b',');
            word.feeds |= marks(b'\n');
            met.odd |= is(b'"') | is(b'\r');
            met.any |= part;
        }
        word
    }
}

/// The bits below the lowest one that is set.
#[inline]
fn below_lowest(bits: u64) -> u64 {
    (bits & bits.wrapping_neg()).wrapping_sub(1)
}
