//! Where the commas and line ends of a block are: a bit for each byte, found many bytes at a time.

use wide::u8x16;

/// Bytes of a word of bits.
const WORD: usize = u64::BITS as usize;
/// Bytes compared together.
const LANES: usize = 16;
/// Most fields for which it pays to look at them one after the other without asking whether there are so many.
const FEW: usize = 16;

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
        // One word more than needed, so that each has a next.
        self.words.resize(chunks.len() + 2, Word::default());
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
        self.words[chunks.len() + 1] = Word::default();
    }

    /// Puts where the fields of the line from `start` end in `ends`, if the line has just as many; and gives the last, where the line ends.
    #[inline]
    pub(super) fn cut(&self, start: usize, ends: &mut [u32]) -> Option<usize> {
        let Word { commas, feeds } = self.from(start)?;
        if feeds == 0 || ends.len() > FEW {
            return self.cut_long(start, ends);
        }
        let place = |marks: u64| start as u32 + marks.trailing_zeros();
        let mut left = commas & below_lowest(feeds);
        let (last, ends) = ends.split_last_mut()?;
        let mut enough = true;
        for end in ends {
            enough &= left != 0;
            *end = place(left);
            left &= left.wrapping_sub(1);
        }
        *last = place(feeds);
        (enough && left == 0).then_some(*last as usize)
    }

    /// The same for a line that is longer than a word, or has many fields.
    fn cut_long(&self, start: usize, ends: &mut [u32]) -> Option<usize> {
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

    /// The marks from a place on, the lowest bit that of its byte.
    #[inline]
    fn from(&self, start: usize) -> Option<Word> {
        let [word, next] = self.words.get(start / WORD..)?.first_chunk()?;
        let shift = (start % WORD) as u32;
        // The next word's bits go above; by one and by the rest, since a shift by all sixty-four bits is none.
        let join = |word: u64, next: u64| word >> shift | next << 1 << (u64::BITS - 1 - shift);
        Some(Word { commas: join(word.commas, next.commas), feeds: join(word.feeds, next.feeds) })
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
