//! Numbers for the series and causes that one worker meets. The archive has its own numbers for
//! them ([`Interner`](crate::logs::names::interner::Interner)), in the order of its rows.

use crate::logs::names::interner::{MOST_SERIES, shortened};
use crate::logs::names::series_cache::{
    NameShape, SHORT_BYTES, SeriesCache, ShortName, multiplied,
};
use crate::logs::outcomes::classify::Cause;
use crate::model::{RowShape, SeriesKey};
use foldhash::fast::RandomState;
use hashbrown::HashTable;
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;

/// Words of causes that a worker holds between two batches; an archive of garbage could have any
/// number.
pub(crate) const MOST_WORDS: usize = 4_000;
/// Number above all status codes that stand without being named in the rules.
const CODES: usize = 600;

/// Series and causes that one worker met, numbered as it met them.
#[derive(Debug)]
pub(crate) struct WorkerInterner {
    /// Random for each worker, so that no archive can be made whose names all share a hash.
    seed: u64,
    series: HashTable<SeriesEntry>,
    /// Numbers of the series of ragged rows, which may name no site at all. Asked, never walked.
    ragged: HashMap<SeriesKey, u32, RandomState>,
    /// Series whose names are short and stand in a file as they are kept.
    short: SeriesCache,
    /// Sites and vantages of all series, one after the other.
    text: Vec<u8>,
    /// Site and vantage that were asked for last.
    joined: Vec<u8>,
    /// Number of each status code that was met.
    codes: Vec<Option<u32>>,
    /// Number of each other cause, by its word. Asked, never walked.
    words: HashMap<String, u32, RandomState>,
    /// Number of the next cause.
    causes: u32,
    /// Sites of rows outside what was asked for, as written. Asked, never walked.
    outside: HashSet<String, RandomState>,
    new: NewNames,
}

/// Series that a worker met, with the place of its site and vantage in the text; a comma stands
/// between them.
#[derive(Debug, Clone, Copy)]
struct SeriesEntry {
    number: u32,
    /// First byte of its text.
    start: u32,
    /// First byte behind its text.
    end: u32,
    /// Length of the site, which may hold commas itself.
    site: u32,
    /// Index of the source.
    source: usize,
}

impl Default for WorkerInterner {
    fn default() -> WorkerInterner {
        let (series, ragged, short, text, joined, codes, words, outside) = Default::default();
        let seed = RandomState::default().hash_one(0);
        WorkerInterner {
            seed,
            series,
            ragged,
            short,
            text,
            joined,
            codes,
            words,
            causes: 0,
            outside,
            new: NewNames::default(),
        }
    }
}

/// Names that a worker met for the first time since they were drained last.
#[derive(Debug, Default)]
pub(crate) struct NewNames {
    /// Series, in the order of their numbers.
    pub(crate) series: Vec<NewSeries>,
    /// Words of causes, in the order of their numbers.
    pub(crate) causes: Vec<String>,
    /// Sites of rows outside what was asked for, as written, in the order of these rows.
    pub(crate) outside: Vec<String>,
    /// Whether these causes are numbered anew, from 0.
    pub(crate) causes_anew: bool,
}

/// Series that a worker met for the first time.
#[derive(Debug)]
pub(crate) struct NewSeries {
    pub(crate) key: SeriesKey,
    /// Shape of the rows that named it. One that rows of both shapes name has two numbers.
    pub(crate) shape: RowShape,
}

impl WorkerInterner {
    /// Gives the number of a series, a new one where it was not met before.
    pub(crate) fn series(&mut self, source: usize, site: &str, vantage: &str) -> u32 {
        let known = self.known_series(source, site.as_bytes(), vantage.as_bytes());
        known.unwrap_or_else(|| self.new_series(source, site, vantage))
    }

    /// Gives the number of a series that a ragged row seems to name, a new one where no such row
    /// was met before.
    #[cold]
    pub(crate) fn ragged_series(&mut self, source: usize, site: &str, vantage: &str) -> u32 {
        let key = SeriesKey { site: site.to_owned(), vantage: vantage.to_owned(), source };
        if let Some(number) = self.ragged.get(&key) {
            return *number;
        }
        let number = self.next_series();
        self.new.series.push(NewSeries { key: key.clone(), shape: RowShape::Ragged });
        self.ragged.insert(key, number);
        number
    }

    /// Gives the number of the next series. A worker meets no more names than an archive may hold,
    /// and those of one block.
    fn next_series(&self) -> u32 {
        (self.series.len() + self.ragged.len()) as u32
    }

    /// Finds the number of a series that was met.
    pub(crate) fn known_series(
        &mut self,
        source: usize,
        site: &[u8],
        vantage: &[u8],
    ) -> Option<u32> {
        let mut joined = std::mem::take(&mut self.joined);
        joined.clear();
        for part in [site, b",", vantage] {
            joined.extend_from_slice(part);
        }
        let held = |met: &SeriesEntry| {
            met.site as usize == site.len()
                && met.source == source
                && same(met.name(&self.text), &joined)
        };
        let known = self.series.find(hash(self.seed, &joined), held).map(|met| met.number);
        self.joined = joined;
        known
    }

    /// Finds the number of a series with a short name that was met.
    #[inline]
    pub(in crate::logs) fn known_short(&self, name: &ShortName) -> Option<u32> {
        self.short.find(name)
    }

    /// Numbers a series that was not found just before.
    fn new_series(&mut self, source: usize, site: &str, vantage: &str) -> u32 {
        let key = SeriesKey { site: site.to_owned(), vantage: vantage.to_owned(), source };
        self.new.series.push(NewSeries { key, shape: RowShape::Whole });
        // All names of a worker together are far below 4 GiB.
        let (number, start) = (self.next_series(), self.text.len() as u32);
        self.text.extend_from_slice(&self.joined);
        let entry = SeriesEntry {
            number,
            start,
            end: self.text.len() as u32,
            site: site.len() as u32,
            source,
        };
        let WorkerInterner { seed, series, text, joined, .. } = self;
        series.insert_unique(hash(*seed, joined), entry, |entry| hash(*seed, entry.name(text)));
        // A cell that is just like a name has no blanks around it then.
        let shape = NameShape::new(source, site.len(), vantage.len());
        let is_bare = [site, vantage].iter().all(|name| name.trim() == *name);
        if let Some(shape) = shape.filter(|_| is_bare) {
            let mut bytes = [0; SHORT_BYTES];
            bytes[..joined.len()].copy_from_slice(joined);
            self.short.add(shape.name(&bytes), number);
        }
        number
    }

    /// Notes the site of a row outside what was asked for. An archive of garbage could have any
    /// number of them, and so many are noted as there may be series.
    pub(in crate::logs) fn note_outside(&mut self, site: &str) {
        if !self.outside.contains(site) && self.outside.len() < MOST_SERIES {
            self.outside.insert(site.to_owned());
            self.new.outside.push(site.to_owned());
        }
    }

    /// Gives the number of a cause, a new one where it was not met before.
    pub(crate) fn cause(&mut self, cause: Cause<'_>) -> u32 {
        let known = match cause {
            Cause::Code(code) => self.known_code(code),
            Cause::Word(word) => self.known_word(word),
        };
        known.unwrap_or_else(|| self.new_cause(cause))
    }

    /// Finds the number of a status code that was met.
    #[inline]
    pub(crate) fn known_code(&self, code: u16) -> Option<u32> {
        self.codes.get(usize::from(code)).copied().flatten()
    }

    /// Finds the number of a word that was met.
    #[inline]
    pub(crate) fn known_word(&self, word: &str) -> Option<u32> {
        self.words.get(shortened(word)).copied()
    }

    /// Numbers a cause that was not met before.
    fn new_cause(&mut self, cause: Cause<'_>) -> u32 {
        let number = self.causes;
        self.causes += 1;
        match cause {
            Cause::Code(code) => {
                let at = usize::from(code);
                self.codes.resize(self.codes.len().max(CODES).max(at + 1), None);
                self.codes[at] = Some(number);
                self.new.causes.push(code.to_string());
            }
            Cause::Word(word) => {
                self.words.insert(shortened(word).to_owned(), number);
                self.new.causes.push(shortened(word).to_owned());
            }
        }
        number
    }

    /// Takes out the names that were met since the last time.
    pub(crate) fn drain_new(&mut self) -> NewNames {
        let drained = std::mem::take(&mut self.new);
        if self.words.len() > MOST_WORDS {
            self.words.clear();
            self.codes.clear();
            (self.causes, self.new.causes_anew) = (0, true);
        }
        drained
    }
}

impl SeriesEntry {
    /// Gives site, comma and vantage.
    #[inline]
    fn name<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        &text[self.start as usize..self.end as usize]
    }
}

/// Bytes that are compared and hashed together.
const WORD: usize = 8;
/// Odd number whose bits are as good as random: those of the golden ratio.
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// Hashes a name, eight bytes at a time; names are short, and each row has one.
#[inline]
fn hash(seed: u64, name: &[u8]) -> u64 {
    let (words, _) = name.as_chunks::<WORD>();
    let mut hash = seed ^ name.len() as u64;
    for word in words {
        hash = folded(hash ^ u64::from_le_bytes(*word));
    }
    folded(hash ^ last_word(name))
}

/// Says whether two names are equal.
#[inline]
fn same(a: &[u8], b: &[u8]) -> bool {
    let ((words, _), (others, _)) = (a.as_chunks::<WORD>(), b.as_chunks::<WORD>());
    a.len() == b.len()
        && words.iter().zip(others).all(|(word, other)| word == other)
        && last_word(a) == last_word(b)
}

/// Gives the last eight bytes as a word; of a shorter name, all.
#[inline]
fn last_word(name: &[u8]) -> u64 {
    match name.last_chunk::<WORD>() {
        Some(word) => u64::from_le_bytes(*word),
        None => name.iter().fold(0, |word, byte| word << u8::BITS | u64::from(*byte)),
    }
}

/// Mixes a word: each bit of it changes bits all over the result.
#[inline]
pub(in crate::logs) fn folded(word: u64) -> u64 {
    multiplied(word, MULTIPLIER)
}
