//! Which files of a clone were written anew again and again: each may be the state of something,
//! whose history is a log.

use crate::files::ReadError;
use crate::layouts::git::Repository;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::Path;

/// Newest commits that are looked at, at most.
const COMMITS: u32 = 2_000;
/// Versions that make a history, at least.
const FEWEST: u64 = 3;
/// Files that are given, at most.
const FILES: usize = 8;
/// Most bytes of a file that is given.
const MOST_BYTES: u64 = 1 << 20;
/// Endings of the names of tables and of JSON.
const ENDINGS: [&str; 4] = [".csv", ".tsv", ".json", ".txt"];

/// File of a clone with a history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileWithHistory {
    /// Path from the root of the repository.
    pub(crate) path: String,
    /// Number of its versions among the commits that were looked at.
    pub(crate) versions: u64,
    /// Newest version.
    pub(crate) newest: Vec<u8>,
}

/// Lists the tables and the JSON of a clone with several versions, those with the most of them
/// first; may be empty.
///
/// # Errors
/// Where the folder is no clone with its history, or git cannot read it.
pub(crate) fn files_with_history(folder: &Path) -> Result<Vec<FileWithHistory>, ReadError> {
    let repository = Repository::open(folder)?;
    let mut versions: BTreeMap<String, u64> = BTreeMap::new();
    for path in repository.changed_paths(COMMITS)? {
        if ENDINGS.iter().any(|ending| path.ends_with(ending)) {
            *versions.entry(path).or_default() += 1;
        }
    }
    let mut all: Vec<(String, u64)> =
        versions.into_iter().filter(|(_, count)| *count >= FEWEST).collect();
    all.sort_by_key(|(path, count)| (Reverse(*count), path.clone()));
    let mut found = Vec::new();
    for (path, versions) in all.into_iter().take(FILES) {
        if let Some(newest) = repository.newest(&path, MOST_BYTES)? {
            found.push(FileWithHistory { path, versions, newest });
        }
    }
    Ok(found)
}
