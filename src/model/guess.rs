//! Proposals for the `[[probes]]` or `[[claims]]` of an archive, with the evidence for each key.

use super::Maintenance;
use std::path::PathBuf;

/// Table of `incident.toml` that an entry belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuessedTable {
    /// Probes at sites.
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

/// A proposal for one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// Table that the entry belongs to.
    pub table: GuessedTable,
    /// The archives that are alike.
    pub files: Vec<PathBuf>,
    /// Observations on the archives, a sentence each.
    pub seen: Vec<String>,
    /// The keys, in the order in which they are written.
    pub keys: Vec<GuessedKey>,
    /// Whether there is nothing to read in them.
    pub left_out: bool,
    /// Announced work that they plan (M16), its sites named as in their probes.
    pub works: Vec<Maintenance>,
    /// Plans whose times they do not tell.
    pub rules: u64,
}

/// One key of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuessedKey {
    /// The key in `incident.toml`.
    pub key: &'static str,
    /// Value as TOML; `None` where only the user can know it.
    pub value: Option<String>,
    /// Evidence for the value, or what to fill in and how.
    pub why: String,
}

impl Guess {
    /// Lists the keys that the user must fill in.
    pub fn to_fill(&self) -> impl Iterator<Item = &GuessedKey> {
        self.keys.iter().filter(|key| key.value.is_none())
    }
}
