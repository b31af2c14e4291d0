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

/// The marks of a block.
#[derive(Debug, Default)]
pub(super) struct Marks {
    words: Vec<Word>,
}

impl Marks {
    /// Looks through a block that is shorter than 4 GiB. Its end is a line end too.
    pub(super) fn find(&mut self, text: &[u8]) {
        let (chunks, rest) = text.as_chunks::<WORD>();
        self.words.resize(chunks.len() + 1, Word::default());
        for (word, chunk) in self.words.iter_mut().zip(chunks) {
            *word = Word::of(chunk);
        }
        let mut last = [0; WORD];
        last[..rest.len()].copy_from_slice(rest);
        let mut last = Word::of(&last);
        if !text.ends_with(b"\n") {
            last.feeds |= 1 << rest.len();
        }
        self.words[chunks.len()] = last;
    }

    /// Puts where the fields of the line from `start` end in `ends`, if the line has just as many; and gives the last, where the line ends.
    #[inline]
    pub(super) fn cut(&self, start: usize, ends: &mut [u32]) -> Option<usize> {
        let (last, mut ends) = ends.split_last_mut()?;
        let first = start / WORD;
        // What stands before the line is no mark of it.
        let mut own = !0 << (start % WORD);
        for (number, word) in self.words.iter().enumerate().skip(first) {
            let feeds = word.feeds & own;
            let mut left = word.commas & own & if feeds == 0 { !0 } else { below_lowest(feeds) };
            own = !0;
            let place = |marks: u64| (number * WORD) as u32 + marks.trailing_zeros();
            while left != 0 {
                let (end, rest) = std::mem::take(&mut ends).split_first_mut()?;
                (*end, ends) = (place(left), rest);
                left &= left - 1;
            }
            if feeds != 0 {
                *last = place(feeds);
                return ends.is_empty().then_some(*last as usize);
            }
        }
        None
    }
}

impl Word {
    #[inline]
    fn of(bytes: &[u8; WORD]) -> Word {
        let (parts, _) = bytes.as_chunks::<LANES>();
        let mut word = Word::default();
        for (number, part) in parts.iter().enumerate() {
            let part = u8x16::new(*part);
            let marks = |sign| u64::from(part.simd_eq(u8x16::splat(sign)).to_bitmask()) << (number * LANES);
            word.commas |= marks(b',');
            word.feeds |= marks(b'\n');
        }
        word
    }
}

/// The bits below the lowest one that is set.
#[inline]
fn below_lowest(bits: u64) -> u64 {
    (bits & bits.wrapping_neg()).wrapping_sub(1)
}
