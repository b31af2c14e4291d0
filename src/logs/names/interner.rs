//! Numbers for the series and causes of an archive, in the order of its rows. They do not depend on
//! which worker read what.

use crate::logs::error::LogError;
use crate::model::name_spelling::normal;
use crate::model::site_resolver::{AmbiguousName, SiteResolver};
use crate::model::suggest::listed;
use crate::model::{CauseId, RowShape, SeriesKey};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Most series of an archive: more pairs of site and vantage than any has.
pub(crate) const MOST_SERIES: usize = 200_000;
/// Most bytes of the names of series: a limit for garbage, far above any archive.
const MOST_BYTES: usize = 64 << 20;
/// Most causes that are counted one by one; the rest are counted together.
const MOST_CAUSES: usize = 2_000;
/// Word for causes past the limit.
const OTHER: &str = "other";
/// Letters that are kept of a cause.
const CAUSE_LETTERS: usize = 60;

/// Series and causes of an archive, numbered in the order of its rows.
#[derive(Debug, Default)]
pub(crate) struct Interner {
    /// Number of each series by its names as written. Asked, never walked.
    by_key: HashMap<SeriesKey, u32>,
    /// Series by number, with the ids of their sites.
    pub(crate) keys: Vec<SeriesKey>,
    /// Sites that a name can mean.
    pub(crate) known: Arc<SiteResolver>,
    /// Numbers of the series that only ragged rows name so far.
    ragged: BTreeSet<u32>,
    /// Sites of rows outside what was asked for, by id, and as written where that could be two.
    pub(crate) outside: BTreeSet<String>,
    /// First name that could be two sites.
    ambiguous: Option<AmbiguousName>,
    /// Number of each series by its site's id, and the names that were written for the site.
    by_id: BTreeMap<SeriesKey, (u32, BTreeSet<String>)>,
    /// Bytes of all names.
    bytes: usize,
    by_cause: HashMap<String, CauseId>,
    /// Words of the causes, by number.
    pub(crate) causes: Vec<String>,
}

impl Interner {
    /// Gives the number of a series, which rows of this shape name; `None` where there are too
    /// many.
    pub(crate) fn series(&mut self, key: &SeriesKey, shape: RowShape) -> Option<u32> {
        if let Some(number) = self.by_key.get(key)
            && (shape == RowShape::Ragged || !self.ragged.contains(number))
        {
            return Some(*number);
        }
        let site = match self.known.id(&key.site) {
            Ok(site) => site,
            // Nobody may have meant the name in a ragged row.
            Err(_) if shape == RowShape::Ragged => key.site.clone(),
            Err(ambiguous) => {
                self.ambiguous.get_or_insert(ambiguous);
                key.site.clone()
            }
        };
        self.bytes += key.site.len() + key.vantage.len();
        if self.by_key.len() >= MOST_SERIES || self.bytes > MOST_BYTES {
            return None;
        }
        let vantage = normal(&key.vantage).into_owned();
        let known = SeriesKey { site, vantage, ..key.clone() };
        let next = u32::try_from(self.keys.len()).ok()?;
        let (number, names) = self.by_id.entry(known).or_insert_with_key(|known| {
            self.keys.push(known.clone());
            self.ragged.insert(next);
            (next, BTreeSet::new())
        });
        if shape == RowShape::Whole {
            names.insert(key.site.clone());
            self.ragged.remove(number);
        }
        self.by_key.insert(key.clone(), *number);
        Some(*number)
    }

    /// Notes the site of a row outside what was asked for.
    pub(crate) fn note_outside(&mut self, site: &str) {
        if self.outside.len() < MOST_SERIES {
            self.outside.insert(self.known.id(site).unwrap_or_else(|_| site.to_owned()));
        }
    }

    /// Says whether only ragged rows name a series so far.
    pub(crate) fn is_ragged(&self, series: u32) -> bool {
        self.ragged.contains(&series)
    }

    /// Lists the ids of sites that only ragged rows name.
    pub(crate) fn ragged_sites(&self) -> BTreeSet<String> {
        let site = |number: &u32| self.keys.get(*number as usize).map(|key| key.site.clone());
        let mut sites: BTreeSet<String> = self.ragged.iter().filter_map(site).collect();
        for (_, key) in (0..).zip(&self.keys).filter(|(number, _)| !self.ragged.contains(number)) {
            sites.remove(&key.site);
        }
        sites
    }

    /// Gives the names that are not their site's id, each with that id.
    pub(crate) fn matched(&self) -> BTreeSet<(String, String)> {
        let pairs = self
            .by_id
            .iter()
            .flat_map(|(key, (_, names))| names.iter().map(|name| (name, &key.site)));
        pairs.filter(|(name, id)| name != id).map(|(name, id)| (name.clone(), id.clone())).collect()
    }

    /// Checks that no name could be two sites.
    ///
    /// # Errors
    /// Where one could.
    pub(crate) fn check_unambiguous(&self) -> Result<(), LogError> {
        match &self.ambiguous {
            None => Ok(()),
            Some(AmbiguousName { name, sites }) => Err(LogError::AmbiguousSite {
                name: name.clone(),
                sites: listed(sites.iter().map(String::as_str)),
            }),
        }
    }

    /// Checks that no log of changes has one site under two names: what one says last would end
    /// what the other said. `on_change` is whether a source, by its number, is a log of changes.
    ///
    /// # Errors
    /// Where one has.
    pub(crate) fn check_one_name_each(
        &self,
        on_change: impl Fn(usize) -> bool,
    ) -> Result<(), LogError> {
        match self.by_id.iter().find(|(key, (_, names))| names.len() > 1 && on_change(key.source)) {
            None => Ok(()),
            Some((key, (_, names))) => Err(LogError::TwoNames {
                site: key.site.clone(),
                names: listed(names.iter().map(String::as_str)),
            }),
        }
    }

    /// Gives the number of a cause.
    pub(crate) fn cause(&mut self, word: &str) -> CauseId {
        if let Some(id) = self.by_cause.get(word) {
            return *id;
        }
        let word = if self.causes.len() >= MOST_CAUSES { OTHER } else { shortened(word) };
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

/// Gives as much of a cause as is kept.
pub(in crate::logs) fn shortened(word: &str) -> &str {
    let end = if word.len() > CAUSE_LETTERS {
        word.char_indices().nth(CAUSE_LETTERS).map(|(at, _)| at)
    } else {
        None
    };
    end.map_or(word, |end| &word[..end])
}
