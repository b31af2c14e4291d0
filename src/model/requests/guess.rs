//! Proposals for the `[[probes]]` or `[[claims]]` of an archive, with the evidence for each key.

use crate::clock::Instant;
use crate::model::{Maintenance, RowChanges, shown_path};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Table of `incident.toml` that an entry belongs to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum GuessedTable {
    /// Probes at sites.
    #[default]
    Probes,
    /// Claims about sites.
    Claims,
}

impl GuessedTable {
    /// Returns the table's name in `incident.toml`.
    pub fn as_str(self) -> &'static str {
        match self {
            GuessedTable::Probes => "probes",
            GuessedTable::Claims => "claims",
        }
    }
}

/// File that a proposal is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedFile {
    /// Path as it was given.
    pub path: PathBuf,
    /// Table that the user names it for; `None` where its content has to tell it.
    pub stated: Option<GuessedTable>,
}

/// A proposal for one entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Guess {
    /// Table that the entry belongs to.
    pub table: GuessedTable,
    /// The archives that are alike.
    pub files: Vec<PathBuf>,
    /// Pattern that matches the files alone, with `{site}` where the site stands in their paths;
    /// `None` where no path tells it so.
    pub pattern: Option<PathBuf>,
    /// Observations on the archives, a sentence each.
    pub seen: Vec<String>,
    /// Results of reading their first rows as the keys say: a sentence for each file that has
    /// rows to tell of; empty where nothing was tested.
    pub tested: Vec<TestedRows>,
    /// The keys, in the order in which they are written.
    pub keys: Vec<GuessedKey>,
    /// Questions that no key answers, a sentence each: what the rows show can be right or wrong,
    /// and only the user can tell.
    pub to_confirm: Vec<String>,
    /// Evidence for `cadence`; `None` where the layout or a column decides it.
    pub cadence: Option<CadenceEvidence>,
    /// Whether there is nothing to read in them.
    pub left_out: bool,
    /// Command or lines by which the first file that is left out comes in; `None` where there are
    /// none.
    pub way_in: Option<String>,
    /// Sites of the first rows, as written; empty where no column tells them.
    pub sites: BTreeSet<String>,
    /// Sites, hosts or groups that claims speak of, as written, as far as the first rows show.
    pub targets: BTreeSet<String>,
    /// Announced work that they plan (M16), its sites named as in their probes.
    pub maintenance: Vec<Maintenance>,
    /// Plans whose times they do not tell.
    pub untimed_plans: u64,
}

/// Evidence for how an archive writes its rows: one for each probe, or for each change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CadenceEvidence {
    /// Sentence on the stamps and the pace of the first file; may be empty.
    pub seen: String,
    /// Rows of all its files that follow another of their site.
    pub changes: RowChanges,
    /// First and last moment of the first rows of a file; `None` where there is none.
    pub times: Option<(Instant, Instant)>,
    /// Says whether each site begins with a row that says down.
    pub begins_down: bool,
    /// Says whether rows that say up stand alone, and those that say down repeat, as where a log of
    /// changes reminds of a site that is still down.
    pub repeats_down_alone: bool,
}

impl CadenceEvidence {
    /// Adds what the rows of a further file show; what was seen stays that of the first.
    pub(crate) fn add(&mut self, other: &CadenceEvidence) {
        self.changes.add(other.changes);
        self.begins_down &= other.begins_down;
        self.repeats_down_alone &= other.repeats_down_alone;
    }

    /// Says whether each row differs from the one before, in a log with too few rows to show how it
    /// is written. Where each site begins with a failure two rows are enough to ask.
    pub(crate) fn are_few_and_all_differ(&self) -> bool {
        let RowChanges { changed, compared } = self.changes;
        let are_two = self.begins_down && compared > 0 && compared == changed;
        self.changes.are_few_and_all_differ() || are_two && !self.changes.show_changes_only()
    }
}

/// Names that claims speak of, where no site fits any of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ClaimedNames {
    /// Nothing to say: a site fits some of them, or nobody can tell which sites there are.
    Known,
    /// Names of which none is that of a probed site, sorted.
    NoSites(Vec<String>),
    /// Number of such names, which are too many to be those of one incident.
    TooMany(usize),
}

/// Result of reading the first rows of an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestedRows {
    /// Counts of up, down and unknown probes, as a sentence.
    pub sentence: String,
    /// Whether something in them cannot be read.
    pub has_faults: bool,
    /// Number of the rows.
    pub rows: u64,
}

/// Key of an entry in `incident.toml` that `init` proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuessedKey {
    /// The key in `incident.toml`.
    pub key: &'static str,
    /// Value as TOML; `None` where only the user can know it.
    pub value: Option<String>,
    /// Evidence for the value, or what to fill in and how.
    pub why: String,
    /// Names of zones in the headings of the file, where a zone is asked for; mostly none.
    pub zone_names: BTreeSet<String>,
}

impl GuessedKey {
    /// Makes a key whose value, as TOML, follows from the file.
    pub fn known(key: &'static str, value: String, why: impl Into<String>) -> GuessedKey {
        GuessedKey { key, value: Some(value), why: why.into(), zone_names: BTreeSet::new() }
    }

    /// Makes a key that the user is to fill in.
    pub fn open(key: &'static str, why: impl Into<String>) -> GuessedKey {
        GuessedKey { key, value: None, why: why.into(), zone_names: BTreeSet::new() }
    }
}

/// Most files of one entry whose faults are listed.
const FAULTY_FILES: usize = 3;

impl Guess {
    /// Adds the findings about rows of another file of the entry, where something in them cannot be
    /// read.
    pub fn add_tested(&mut self, other: &Guess) {
        let name = |file: &PathBuf| {
            file.file_name().map(|name| shown_path(Path::new(name))).unwrap_or_default()
        };
        let whose = other.files.first().map(name).unwrap_or_default();
        for tested in other.tested.iter().filter(|tested| tested.has_faults) {
            if self.tested.len() <= FAULTY_FILES {
                let sentence = format!("{whose}: {}", tested.sentence);
                let rows = tested.rows;
                self.tested.push(TestedRows { sentence, has_faults: true, rows });
            }
        }
    }

    /// Lists the keys that the user must fill in.
    pub fn to_fill(&self) -> impl Iterator<Item = &GuessedKey> {
        self.keys.iter().filter(|key| key.value.is_none())
    }
}
