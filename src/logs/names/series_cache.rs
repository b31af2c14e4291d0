//! Numbers of series with short names, which most have. Each row searches one, so that all bytes
//! that are compared lie side by side.

use foldhash::fast::RandomState;
use hashbrown::HashTable;
use std::hash::BuildHasher;

/// Bytes of a word that is compared at once.
const WORD: usize = 8;
/// Words of a short name.
const WORDS: usize = 4;
/// Most bytes of a short name: a site and a vantage, with the comma between them.
pub(in crate::logs) const SHORT_BYTES: usize = WORDS * WORD;

/// Common shape of the short names of a source whose sites and vantages have the same lengths.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::logs) struct NameShape {
    /// Full bytes for those of site, comma and vantage, then zeros.
    mask: [u64; WORDS],
    /// Source, and lengths of site and vantage, which may hold commas and zeros themselves.
    origin: u64,
}

/// Site and vantage of a source.
#[derive(Debug, Clone, Copy)]
pub(in crate::logs) struct ShortName {
    /// Bytes as they stand in a file, with a comma between site and vantage and zeros behind them.
    words: [u64; WORDS],
    /// Source and lengths, as in the [`NameShape`].
    origin: u64,
}

/// Numbers of series by short name.
#[derive(Debug)]
pub(in crate::logs) struct SeriesCache {
    /// Random for each worker, so that no archive can be made whose names all share a hash.
    seeds: [u64; WORDS],
    numbers: HashTable<(ShortName, u32)>,
}

impl Default for SeriesCache {
    fn default() -> SeriesCache {
        let state = RandomState::default();
        SeriesCache {
            seeds: std::array::from_fn(|at| state.hash_one(at)),
            numbers: HashTable::new(),
        }
    }
}

impl NameShape {
    /// Makes the shape of names with a site and a vantage of these lengths in bytes; `None` where
    /// these are not short.
    pub(in crate::logs) fn new(source: usize, site: usize, vantage: usize) -> Option<NameShape> {
        let mut mask = [0; SHORT_BYTES];
        mask.get_mut(..site + 1 + vantage)?.fill(u8::MAX);
        let (masks, _) = mask.as_chunks::<WORD>();
        let origin = (source as u64) << u16::BITS | (site as u64) << u8::BITS | vantage as u64;
        Some(NameShape { mask: std::array::from_fn(|at| u64::from_le_bytes(masks[at])), origin })
    }

    /// Gives the name of this shape that begins with these bytes.
    #[inline]
    pub(in crate::logs) fn name(&self, bytes: &[u8; SHORT_BYTES]) -> ShortName {
        let (words, _) = bytes.as_chunks::<WORD>();
        ShortName {
            words: std::array::from_fn(|at| u64::from_le_bytes(words[at]) & self.mask[at]),
            origin: self.origin,
        }
    }
}

impl ShortName {
    /// Hashes the name: words are multiplied in pairs, each mixed with a random number.
    #[inline]
    fn hash(&self, seeds: &[u64; WORDS]) -> u64 {
        let mixed = |at: usize| self.words[at] ^ seeds[at];
        self.origin ^ multiplied(mixed(0), mixed(1)) ^ multiplied(mixed(2), mixed(3))
    }

    /// Says whether two names are equal.
    #[inline]
    fn equals(&self, other: &ShortName) -> bool {
        let differ = self
            .words
            .iter()
            .zip(&other.words)
            .fold(self.origin ^ other.origin, |differ, (a, b)| differ | (a ^ b));
        differ == 0
    }
}

impl SeriesCache {
    /// Finds the number of a name.
    #[inline]
    pub(in crate::logs) fn find(&self, name: &ShortName) -> Option<u32> {
        self.numbers
            .find(name.hash(&self.seeds), |(held, _)| held.equals(name))
            .map(|(_, number)| *number)
    }

    /// Adds a name that is not there yet.
    pub(in crate::logs) fn add(&mut self, name: ShortName, number: u32) {
        let SeriesCache { seeds, numbers } = self;
        numbers.insert_unique(name.hash(seeds), (name, number), |(held, _)| held.hash(seeds));
    }
}

/// Multiplies two words, and mixes the upper half of the product into the lower.
#[inline]
pub(in crate::logs) fn multiplied(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> u64::BITS) as u64
}
