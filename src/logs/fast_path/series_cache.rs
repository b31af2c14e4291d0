//! Series with short names, as most are: each row looks for one, so that all that is compared lies
//! side by side.

use foldhash::fast::RandomState;
use hashbrown::HashTable;
use std::hash::BuildHasher;

/// Bytes of a word.
const WORD: usize = 8;
/// Words of a name.
const WORDS: usize = 4;
/// Bytes of a site and a vantage, with the comma between them.
pub(crate) const SHORT: usize = WORDS * WORD;
/// What all short names of a source have in common whose sites and vantages are of the same
/// lengths.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Outline {
    /// As many full bytes as a site and a vantage have with the comma between them, and zeros.
    mask: [u64; WORDS],
    /// The source, and the lengths of site and vantage, which may hold commas and zeros themselves.
    about: u64,
}

/// A site and a vantage of a source.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Short {
    /// As they stand in a file, with a comma between them and zeros behind.
    words: [u64; WORDS],
    /// As in the outline.
    about: u64,
}

/// Numbers by name.
#[derive(Debug)]
pub(crate) struct Shorts {
    /// Drawn anew for each worker, so that no archive can be made whose names all fall together.
    seeds: [u64; WORDS],
    numbers: HashTable<(Short, u32)>,
}

impl Default for Shorts {
    fn default() -> Shorts {
        let state = RandomState::default();
        Shorts { seeds: std::array::from_fn(|at| state.hash_one(at)), numbers: HashTable::new() }
    }
}

impl Outline {
    /// The outline of names of these lengths; `None` where they are not short.
    pub(crate) fn new(source: usize, site: usize, vantage: usize) -> Option<Outline> {
        let mut mask = [0; SHORT];
        mask.get_mut(..site + 1 + vantage)?.fill(u8::MAX);
        let (masks, _) = mask.as_chunks::<WORD>();
        let about = (source as u64) << u16::BITS | (site as u64) << u8::BITS | vantage as u64;
        Some(Outline { mask: std::array::from_fn(|at| u64::from_le_bytes(masks[at])), about })
    }

    /// The name of this outline that begins with these bytes.
    #[inline]
    pub(crate) fn name(&self, bytes: &[u8; SHORT]) -> Short {
        let (words, _) = bytes.as_chunks::<WORD>();
        Short {
            words: std::array::from_fn(|at| u64::from_le_bytes(words[at]) & self.mask[at]),
            about: self.about,
        }
    }
}

impl Short {
    /// Two words at a time are multiplied with each other, each changed by a number that nobody
    /// knows.
    #[inline]
    fn hash(&self, seeds: &[u64; WORDS]) -> u64 {
        let changed = |at: usize| self.words[at] ^ seeds[at];
        self.about ^ multiplied(changed(0), changed(1)) ^ multiplied(changed(2), changed(3))
    }

    #[inline]
    fn is(&self, other: &Short) -> bool {
        let differ = self
            .words
            .iter()
            .zip(&other.words)
            .fold(self.about ^ other.about, |differ, (a, b)| differ | (a ^ b));
        differ == 0
    }
}

impl Shorts {
    /// The number of a name that is kept.
    #[inline]
    pub(crate) fn find(&self, name: &Short) -> Option<u32> {
        self.numbers
            .find(name.hash(&self.seeds), |(held, _)| held.is(name))
            .map(|(_, number)| *number)
    }

    /// Keeps a name that is not kept yet.
    pub(crate) fn add(&mut self, name: Short, number: u32) {
        let Shorts { seeds, numbers } = self;
        numbers.insert_unique(name.hash(seeds), (name, number), |(held, _)| held.hash(seeds));
    }
}

/// The upper half of a product laid over the lower.
#[inline]
pub(crate) fn multiplied(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> u64::BITS) as u64
}
