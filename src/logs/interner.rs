//! Names become numbers: series and causes, each stored once. Each worker numbers the names that it
//! meets; the archive numbers them in the order of its rows, so that its numbers do not depend on
//! who read what.

use crate::files::ReadError;
use crate::logs::classify::Cause;
use crate::logs::fast_path::series_cache::{Outline, SHORT, Short, Shorts, multiplied};
use crate::model::known_sites::{Ambiguous, KnownSites};
use crate::model::suggest::listed;
use crate::model::{CauseId, SeriesKey};
use foldhash::fast::RandomState;
use hashbrown::HashTable;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::BuildHasher;
use std::sync::Arc;

/// More pairs of site and vantage than any archive has.
pub(crate) const MOST_SERIES: usize = 200_000;
/// Bytes of their names: a limit for garbage, far above any archive.
const MOST_BYTES: usize = 64 << 20;
/// Causes told apart; the rest are counted together.
const MOST_CAUSES: usize = 2_000;
/// The word for causes past the limit.
const OTHER: &str = "other";
/// Letters kept of a cause.
const CAUSE_LETTERS: usize = 60;
/// Words of causes that a worker holds between two batches; an archive of garbage could have any
/// number.
pub(crate) const MOST_WORDS: usize = 4_000;
/// Status codes lie below.
const CODES: usize = 600;

/// The names of an archive, in the order of its rows.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// By names as written. Asked, never walked.
    by_key: HashMap<SeriesKey, u32>,
    pub(crate) keys: Vec<SeriesKey>,
    /// Which site a name is.
    pub(crate) known: Arc<KnownSites>,
    /// The first name that two sites bear.
    ambiguous: Option<Ambiguous>,
    /// By the sites' ids: the number of each series, and the names that were written for its site.
    met: BTreeMap<SeriesKey, (u32, BTreeSet<String>)>,
    /// Letters of all names.
    bytes: usize,
    by_cause: HashMap<String, CauseId>,
    pub(crate) causes: Vec<String>,
}

impl Names {
    /// The number of a series; `None` where there are too many.
    pub(crate) fn series(&mut self, key: &SeriesKey) -> Option<u32> {
        if let Some(number) = self.by_key.get(key) {
            return Some(*number);
        }
        let site = match self.known.id(&key.site) {
            Ok(site) => site,
            Err(ambiguous) => {
                self.ambiguous.get_or_insert(ambiguous);
                key.site.clone()
            }
        };
        self.bytes += key.site.len() + key.vantage.len();
        if self.by_key.len() >= MOST_SERIES || self.bytes > MOST_BYTES {
            return None;
        }
        let known = SeriesKey { site, ..key.clone() };
        let next = u32::try_from(self.keys.len()).ok()?;
        let (number, names) = self.met.entry(known).or_insert_with_key(|known| {
            self.keys.push(known.clone());
            (next, BTreeSet::new())
        });
        names.insert(key.site.clone());
        self.by_key.insert(key.clone(), *number);
        Some(*number)
    }

    /// Names that are not their site's id, each with that id.
    pub(crate) fn matched(&self) -> BTreeSet<(String, String)> {
        let pairs = self
            .met
            .iter()
            .flat_map(|(key, (_, names))| names.iter().map(|name| (name, &key.site)));
        pairs.filter(|(name, id)| name != id).map(|(name, id)| (name.clone(), id.clone())).collect()
    }

    /// An error where a name could be two sites.
    pub(crate) fn unambiguous(&self) -> Result<(), ReadError> {
        match &self.ambiguous {
            None => Ok(()),
            Some(Ambiguous { name, sites }) => Err(ReadError::AmbiguousSite {
                name: name.clone(),
                sites: listed(sites.iter().map(String::as_str)),
            }),
        }
    }

    /// An error where a log of changes has one site under two names: what one says last would end
    /// what the other said. `on_change` is whether a source, by its number, is such a log.
    pub(crate) fn one_name_each(&self, on_change: impl Fn(usize) -> bool) -> Result<(), ReadError> {
        match self.met.iter().find(|(key, (_, names))| names.len() > 1 && on_change(key.source)) {
            None => Ok(()),
            Some((key, (_, names))) => Err(ReadError::TwoNames {
                site: key.site.clone(),
                names: listed(names.iter().map(String::as_str)),
            }),
        }
    }

    /// The number of a cause.
    pub(crate) fn cause(&mut self, word: &str) -> CauseId {
        if let Some(id) = self.by_cause.get(word) {
            return *id;
        }
        let word = if self.causes.len() >= MOST_CAUSES { OTHER } else { kept(word) };
        if let Some(id) = self.by_cause.get(word) {
            return *id;
        }
        // At most MOST_CAUSES and one are ever held.
        let id = CauseId(u16::try_from(self.causes.len()).unwrap_or(u16::MAX));
        self.causes.push(word.to_owned());
        self.by_cause.insert(word.to_owned(), id);
        id
    }
}

/// As much of a cause as is kept.
fn kept(word: &str) -> &str {
    let end = if word.len() > CAUSE_LETTERS {
        word.char_indices().nth(CAUSE_LETTERS).map(|(at, _)| at)
    } else {
        None
    };
    end.map_or(word, |end| &word[..end])
}

/// The names that one worker met, numbered as it met them.
#[derive(Debug)]
pub(crate) struct WorkerInterner {
    /// Drawn anew for each worker, so that no archive can be made whose names all fall together.
    seed: u64,
    series: HashTable<Met>,
    /// Those of them whose names are short and stand in a file as they are kept.
    short: Shorts,
    /// The sites and vantages of all series, one after the other.
    text: Vec<u8>,
    /// The pair that was looked for last.
    joined: Vec<u8>,
    /// Number of each status code that was met.
    codes: Vec<Option<u32>>,
    words: HashMap<String, u32, RandomState>,
    causes: u32,
    fresh: NewNames,
}

/// A series that a worker met: where its site and its vantage stand in the text, with a comma
/// between them.
#[derive(Debug, Clone, Copy)]
struct Met {
    number: u32,
    start: u32,
    end: u32,
    /// Length of the site, which may hold commas itself.
    site: u32,
    source: usize,
}

impl Default for WorkerInterner {
    fn default() -> WorkerInterner {
        let (series, short, text, joined, codes, words) = Default::default();
        let seed = RandomState::default().hash_one(0);
        WorkerInterner {
            seed,
            series,
            short,
            text,
            joined,
            codes,
            words,
            causes: 0,
            fresh: NewNames::default(),
        }
    }
}

/// What a worker met for the first time since it last told.
#[derive(Debug, Default)]
pub(crate) struct NewNames {
    /// Series, in the order of their numbers.
    pub(crate) series: Vec<SeriesKey>,
    /// Words of causes, in the order of their numbers.
    pub(crate) causes: Vec<String>,
    /// Whether the causes are numbered anew, from 0.
    pub(crate) causes_anew: bool,
}

impl WorkerInterner {
    /// The number of a series.
    pub(crate) fn series(&mut self, source: usize, site: &str, vantage: &str) -> u32 {
        let known = self.known_series(source, site.as_bytes(), vantage.as_bytes());
        known.unwrap_or_else(|| self.new_series(source, site, vantage))
    }

    /// The number of a series that was met.
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
        let held = |met: &Met| {
            met.site as usize == site.len()
                && met.source == source
                && same(met.of(&self.text), &joined)
        };
        let known = self.series.find(hash(self.seed, &joined), held).map(|met| met.number);
        self.joined = joined;
        known
    }

    /// The same where site and vantage are short.
    #[inline]
    pub(crate) fn known_short(&self, name: &Short) -> Option<u32> {
        self.short.find(name)
    }

    /// Numbers a series that was looked for just before.
    fn new_series(&mut self, source: usize, site: &str, vantage: &str) -> u32 {
        self.fresh.series.push(SeriesKey {
            site: site.to_owned(),
            vantage: vantage.to_owned(),
            source,
        });
        // A worker meets no more names than an archive may hold, and those of one block: far below
        // 4 GiB.
        let (number, start) = (self.series.len() as u32, self.text.len() as u32);
        self.text.extend_from_slice(&self.joined);
        let met =
            Met { number, start, end: self.text.len() as u32, site: site.len() as u32, source };
        let WorkerInterner { seed, series, text, joined, .. } = self;
        series.insert_unique(hash(*seed, joined), met, |met| hash(*seed, met.of(text)));
        // A cell that is just like a name has no blanks around it then.
        let outline = Outline::new(source, site.len(), vantage.len());
        if let Some(outline) =
            outline.filter(|_| [site, vantage].iter().all(|name| name.trim() == *name))
        {
            let mut bytes = [0; SHORT];
            bytes[..joined.len()].copy_from_slice(joined);
            self.short.add(outline.name(&bytes), number);
        }
        number
    }

    /// The number of a cause.
    pub(crate) fn cause(&mut self, cause: Cause<'_>) -> u32 {
        let known = match cause {
            Cause::Code(code) => self.known_code(code),
            Cause::Word(word) => self.known_word(word),
        };
        known.unwrap_or_else(|| self.new_cause(cause))
    }

    /// The number of a status code that was met.
    #[inline]
    pub(crate) fn known_code(&self, code: u16) -> Option<u32> {
        self.codes.get(usize::from(code)).copied().flatten()
    }

    /// The number of a word that was met.
    #[inline]
    pub(crate) fn known_word(&self, word: &str) -> Option<u32> {
        self.words.get(kept(word)).copied()
    }

    fn new_cause(&mut self, cause: Cause<'_>) -> u32 {
        let number = self.causes;
        self.causes += 1;
        match cause {
            Cause::Code(code) => {
                self.codes.resize(CODES, None);
                if let Some(location) = self.codes.get_mut(usize::from(code)) {
                    *location = Some(number);
                }
                self.fresh.causes.push(code.to_string());
            }
            Cause::Word(word) => {
                self.words.insert(kept(word).to_owned(), number);
                self.fresh.causes.push(kept(word).to_owned());
            }
        }
        number
    }

    /// What was met since the last telling.
    pub(crate) fn drain_new(&mut self) -> NewNames {
        let told = std::mem::take(&mut self.fresh);
        if self.words.len() > MOST_WORDS {
            self.words.clear();
            self.codes.clear();
            (self.causes, self.fresh.causes_anew) = (0, true);
        }
        told
    }
}

impl Met {
    #[inline]
    fn of<'t>(&self, text: &'t [u8]) -> &'t [u8] {
        &text[self.start as usize..self.end as usize]
    }
}

/// Bytes that are taken together.
const WORD: usize = 8;
/// An odd number whose bits probe drawn by lot: the golden ratio's.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// A hash of a name, eight bytes at a time; names are short, and each row has one.
#[inline]
fn hash(seed: u64, name: &[u8]) -> u64 {
    let (words, _) = name.as_chunks::<WORD>();
    let mut hash = seed ^ name.len() as u64;
    for word in words {
        hash = folded(hash ^ u64::from_le_bytes(*word));
    }
    folded(hash ^ last_word(name))
}

/// Whether two names are the same.
#[inline]
fn same(a: &[u8], b: &[u8]) -> bool {
    let ((words, _), (others, _)) = (a.as_chunks::<WORD>(), b.as_chunks::<WORD>());
    a.len() == b.len()
        && words.iter().zip(others).all(|(word, other)| word == other)
        && last_word(a) == last_word(b)
}

/// The last eight bytes; of a shorter name, all.
#[inline]
fn last_word(name: &[u8]) -> u64 {
    match name.last_chunk::<WORD>() {
        Some(word) => u64::from_le_bytes(*word),
        None => name.iter().fold(0, |word, byte| word << u8::BITS | u64::from(*byte)),
    }
}

/// A word times a fixed number: each bit of it moves bits all over.
#[inline]
pub(crate) fn folded(word: u64) -> u64 {
    multiplied(word, SPREAD)
}
