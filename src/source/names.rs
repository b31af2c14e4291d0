//! Names become numbers: series and causes, each stored once. Each worker numbers the names that it meets; the archive numbers them
//! in the order of its rows, so that its numbers do not depend on who read what.

use super::outcome::Cause;
use crate::model::{CauseId, SeriesKey};
use foldhash::fast::RandomState;
use hashbrown::HashTable;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hasher};

/// More pairs of site and vantage than any archive has.
pub(super) const MOST_SERIES: usize = 200_000;
/// Bytes of their names: a limit for garbage, far above any archive.
const MOST_BYTES: usize = 64 << 20;
/// Causes told apart; the rest are counted together.
const MOST_CAUSES: usize = 2_000;
/// The word for causes past the limit.
const OTHER: &str = "other";
/// Letters kept of a cause.
const CAUSE_LETTERS: usize = 60;
/// Words of causes that a worker holds between two batches; an archive of garbage could have any number.
const MOST_WORDS: usize = 4_000;
/// Status codes lie below.
const CODES: usize = 600;

/// The names of an archive, in the order of its rows.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Asked, never walked.
    by_key: HashMap<SeriesKey, u32>,
    pub(super) keys: Vec<SeriesKey>,
    /// Letters of all keys.
    bytes: usize,
    by_cause: HashMap<String, CauseId>,
    pub(super) causes: Vec<String>,
}

impl Names {
    /// The number of a series; `None` where there are too many.
    pub(super) fn series(&mut self, key: &SeriesKey) -> Option<u32> {
        if let Some(number) = self.by_key.get(key) {
            return Some(*number);
        }
        self.bytes += key.site.len() + key.vantage.len();
        if self.keys.len() >= MOST_SERIES || self.bytes > MOST_BYTES {
            return None;
        }
        let number = u32::try_from(self.keys.len()).ok()?;
        self.keys.push(key.clone());
        self.by_key.insert(key.clone(), number);
        Some(number)
    }

    /// The number of a cause.
    pub(super) fn cause(&mut self, word: &str) -> CauseId {
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
    let end = if word.len() > CAUSE_LETTERS { word.char_indices().nth(CAUSE_LETTERS).map(|(at, _)| at) } else { None };
    end.map_or(word, |end| &word[..end])
}

/// The names that one worker met, numbered as it met them.
#[derive(Debug, Default)]
pub(super) struct Local {
    hasher: RandomState,
    numbers: HashTable<u32>,
    series: Vec<Met>,
    /// The sites and vantages of all series, one after the other.
    text: String,
    /// Number of each status code that was met.
    codes: Vec<Option<u32>>,
    words: HashMap<String, u32, RandomState>,
    causes: u32,
    fresh: Fresh,
}

/// A series that a worker met: where its site and its vantage are in the text, which stand there side by side.
#[derive(Debug, Clone, Copy)]
struct Met {
    site: usize,
    vantage: usize,
    end: usize,
    source: usize,
}

/// What a worker met for the first time since it last told.
#[derive(Debug, Default)]
pub(super) struct Fresh {
    /// Series, in the order of their numbers.
    pub(super) series: Vec<SeriesKey>,
    /// Words of causes, in the order of their numbers.
    pub(super) causes: Vec<String>,
    /// Whether the causes are numbered anew, from 0.
    pub(super) causes_anew: bool,
}

impl Local {
    /// The number of a series.
    #[inline]
    pub(super) fn series(&mut self, source: usize, site: &str, vantage: &str) -> u32 {
        let hash = self.hash(site, vantage);
        let Local { series, text, .. } = self;
        let known = self.numbers.find(hash, |number| {
            let met = &series[*number as usize];
            &text[met.site..met.vantage] == site && &text[met.vantage..met.end] == vantage && met.source == source
        });
        match known {
            Some(number) => *number,
            None => self.new_series(source, site, vantage),
        }
    }

    fn hash(&self, site: &str, vantage: &str) -> u64 {
        let mut hasher = self.hasher.build_hasher();
        hasher.write(site.as_bytes());
        hasher.write(vantage.as_bytes());
        hasher.finish()
    }

    #[cold]
    fn new_series(&mut self, source: usize, site: &str, vantage: &str) -> u32 {
        self.fresh.series.push(SeriesKey { site: site.to_owned(), vantage: vantage.to_owned(), source });
        let (number, start) = (self.series.len() as u32, self.text.len());
        self.text.push_str(site);
        self.text.push_str(vantage);
        self.series.push(Met { site: start, vantage: start + site.len(), end: self.text.len(), source });
        let hash = self.hash(site, vantage);
        let Local { hasher, numbers, series, text, .. } = self;
        numbers.insert_unique(hash, number, |number| {
            let met = &series[*number as usize];
            let mut hasher = hasher.build_hasher();
            hasher.write(text[met.site..met.vantage].as_bytes());
            hasher.write(text[met.vantage..met.end].as_bytes());
            hasher.finish()
        });
        number
    }

    /// The number of a cause.
    pub(super) fn cause(&mut self, cause: Cause<'_>) -> u32 {
        let known = match cause {
            Cause::Code(code) => self.codes.get(usize::from(code)).copied().flatten(),
            Cause::Word(word) => self.words.get(kept(word)).copied(),
        };
        known.unwrap_or_else(|| self.new_cause(cause))
    }

    fn new_cause(&mut self, cause: Cause<'_>) -> u32 {
        let number = self.causes;
        self.causes += 1;
        match cause {
            Cause::Code(code) => {
                self.codes.resize(CODES, None);
                if let Some(place) = self.codes.get_mut(usize::from(code)) {
                    *place = Some(number);
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
    pub(super) fn tell(&mut self) -> Fresh {
        let told = std::mem::take(&mut self.fresh);
        if self.words.len() > MOST_WORDS {
            self.words.clear();
            self.codes.clear();
            (self.causes, self.fresh.causes_anew) = (0, true);
        }
        told
    }
}
