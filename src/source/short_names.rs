//! Series with short names, as most are: each row looks for one, so that all that is compared lies in one line of the cache.

use foldhash::fast::RandomState;
use std::hash::BuildHasher;

/// Bytes of a word.
const WORD: usize = 8;
/// Words of a name.
const WORDS: usize = 4;
/// Bytes of a site and a vantage, with the comma between them.
pub(super) const SHORT: usize = WORDS * WORD;
/// Places for names at first, a power of two.
const PLACES: usize = 1 << 10;
/// Of so many places, one is taken at most: a name mostly stands where it is looked for.
const ROOM: usize = 2;

/// Full bytes, and then as many zeros.
const MASK: [u8; 2 * SHORT] = {
    let mut mask = [0; 2 * SHORT];
    let mut at = 0;
    while at < SHORT {
        mask[at] = u8::MAX;
        at += 1;
    }
    mask
};

/// A site and a vantage of a source.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Short {
    /// As they stand in a file, with a comma between them and zeros behind.
    words: [u64; WORDS],
    /// The source, and the lengths of site and vantage, which may hold commas and zeros themselves.
    about: u64,
}

/// A name with its number, in a line of the cache of its own; without one, a free place.
#[derive(Debug, Clone, Copy, Default)]
#[repr(align(64))]
struct Place {
    name: Short,
    number: Option<u32>,
}

/// Numbers by name.
#[derive(Debug)]
pub(super) struct Shorts {
    /// Drawn anew for each worker, so that no archive can be made whose names all fall together.
    seeds: [u64; WORDS],
    /// As many as a power of two.
    places: Vec<Place>,
    taken: usize,
}

impl Default for Shorts {
    fn default() -> Shorts {
        let state = RandomState::default();
        Shorts { seeds: std::array::from_fn(|at| state.hash_one(at)), places: vec![Place::default(); PLACES], taken: 0 }
    }
}

impl Short {
    /// The name that begins with these bytes, given how many are the site's and how many the vantage's.
    #[inline]
    pub(super) fn new(source: usize, bytes: &[u8; SHORT], (site, vantage): (usize, usize)) -> Short {
        // What is not of the name is cut off by a mask: as many full bytes as the name has, and zeros.
        let from = SHORT - (site + 1 + vantage).min(SHORT);
        let mask: &[u8; SHORT] = MASK[from..from + SHORT].first_chunk().expect("half of the mask");
        let ((words, _), (masks, _)) = (bytes.as_chunks::<WORD>(), mask.as_chunks::<WORD>());
        Short {
            words: std::array::from_fn(|at| u64::from_le_bytes(words[at]) & u64::from_le_bytes(masks[at])),
            about: (source as u64) << u16::BITS | (site as u64) << u8::BITS | vantage as u64,
        }
    }

    #[inline]
    fn is(&self, other: &Short) -> bool {
        let differ = self.words.iter().zip(&other.words).fold(self.about ^ other.about, |differ, (a, b)| differ | (a ^ b));
        differ == 0
    }
}

impl Shorts {
    /// The number of a name that is kept.
    #[inline]
    pub(super) fn find(&self, name: &Short) -> Option<u32> {
        let mut place = self.first(name);
        // Some places are free.
        loop {
            let Place { name: held, number } = self.places.get(place)?;
            if held.is(name) || number.is_none() {
                return *number;
            }
            place = self.after(place);
        }
    }

    /// Keeps a name that is not kept yet.
    pub(super) fn add(&mut self, name: Short, number: u32) {
        if (self.taken + 1) * ROOM > self.places.len() {
            let more = vec![Place::default(); 2 * self.places.len()];
            let before = std::mem::replace(&mut self.places, more);
            before.into_iter().filter(|place| place.number.is_some()).for_each(|place| self.put(place));
        }
        self.taken += 1;
        self.put(Place { name, number: Some(number) });
    }

    fn put(&mut self, new: Place) {
        let mut place = self.first(&new.name);
        while self.places[place].number.is_some() {
            place = self.after(place);
        }
        self.places[place] = new;
    }

    /// Where a name is looked for first. Two words at a time are multiplied with each other, each changed by a number that nobody knows.
    #[inline]
    fn first(&self, name: &Short) -> usize {
        let changed = |at: usize| name.words[at] ^ self.seeds[at];
        let mixed = name.about ^ multiplied(changed(0), changed(1)) ^ multiplied(changed(2), changed(3));
        mixed as usize & (self.places.len() - 1)
    }

    /// Where it is looked for next.
    #[inline]
    fn after(&self, place: usize) -> usize {
        (place + 1) & (self.places.len() - 1)
    }
}

/// The upper half of a product laid over the lower.
#[inline]
fn multiplied(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    product as u64 ^ (product >> u64::BITS) as u64
}
