//! Names become numbers: series and causes, each stored once.

use crate::model::{CauseId, SeriesKey};
use std::collections::HashMap;

/// More pairs of site and vantage than any archive has.
pub(super) const MOST_SERIES: usize = 200_000;
/// Causes told apart; the rest are counted together.
const MOST_CAUSES: usize = 2_000;
/// The word for causes past the limit.
const OTHER: &str = "other";
/// Letters kept of a cause.
const CAUSE_LETTERS: usize = 60;

/// The names met so far.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Number by source, site and vantage; asked, never walked.
    by_name: HashMap<Vec<u8>, u32>,
    pub(super) keys: Vec<SeriesKey>,
    by_cause: HashMap<String, CauseId>,
    pub(super) causes: Vec<String>,
    /// The name asked for, kept so that looking up a known one allocates nothing.
    wanted: Vec<u8>,
}

impl Names {
    /// The number of a series; `None` where there are too many.
    pub(super) fn series(&mut self, source: usize, site: &str, vantage: &str) -> Option<u32> {
        self.wanted.clear();
        self.wanted.extend_from_slice(&source.to_le_bytes());
        self.wanted.extend_from_slice(&site.len().to_le_bytes());
        self.wanted.extend_from_slice(site.as_bytes());
        self.wanted.extend_from_slice(vantage.as_bytes());
        if let Some(number) = self.by_name.get(&self.wanted) {
            return Some(*number);
        }
        if self.keys.len() >= MOST_SERIES {
            return None;
        }
        let number = u32::try_from(self.keys.len()).ok()?;
        self.keys.push(SeriesKey { site: site.to_owned(), vantage: vantage.to_owned(), source });
        self.by_name.insert(self.wanted.clone(), number);
        Some(number)
    }

    /// The number of a cause.
    pub(super) fn cause(&mut self, word: &str) -> CauseId {
        if let Some(id) = self.by_cause.get(word) {
            return *id;
        }
        let word: String = if self.causes.len() >= MOST_CAUSES { OTHER.to_owned() } else { word.chars().take(CAUSE_LETTERS).collect() };
        if let Some(id) = self.by_cause.get(&word) {
            return *id;
        }
        // At most MOST_CAUSES and one are ever held.
        let id = CauseId(u16::try_from(self.causes.len()).unwrap_or(u16::MAX));
        self.causes.push(word.clone());
        self.by_cause.insert(word, id);
        id
    }
}
