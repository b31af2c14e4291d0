//! Files of a clone that were written anew again and again: each may be the state of something,
//! whose history is a log, or a log that loses its older rows.

use crate::files::ReadError;
use crate::layouts::git::Repository;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashSet};
use std::path::Path;

/// Newest commits that are looked at, at most.
const COMMITS: u32 = 2_000;
/// Versions that make a history, at least.
const FEWEST: u64 = 3;
/// Files that are given, at most.
const FILES: usize = 24;
/// Most bytes of a version that is looked at.
const MOST_BYTES: u64 = 16 << 20;
/// First bytes of a version that are given.
const GIVEN_BYTES: usize = 1 << 20;
/// Versions of a file that are compared with its newest, spread over its history.
const COMPARED: usize = 3;
/// Endings of the names of tables and of JSON.
const ENDINGS: [&str; 6] = [".csv", ".tsv", ".json", ".jsonl", ".txt", ".log"];

/// File of a clone with a history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FileWithHistory {
    /// Path from the root of the repository.
    pub(crate) path: String,
    /// Number of its versions among the commits that were looked at.
    pub(crate) versions: u64,
    /// Beginning of the newest version.
    pub(crate) newest: Vec<u8>,
    /// Beginning of the longest version that was looked at.
    pub(crate) longest: Vec<u8>,
    /// Beginning of another version than the newest; empty where none was looked at.
    pub(crate) older: Vec<u8>,
    pub(crate) older_lines: OlderLines,
}

/// Lines of older versions of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OlderLines {
    /// The newest version has them too, as far as was looked.
    Kept,
    /// The newest version lacks some.
    TakenOut,
}

/// Lists the tables and the JSON of a clone with several versions, those with the most of them
/// first; may be empty.
///
/// # Errors
/// Where the folder is no clone with its history, or git cannot read it; where parts of each file
/// are missing from it, the first of them.
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
    let mut first_fault = None;
    for (path, versions) in all.into_iter().take(FILES) {
        match with_history(&repository, path, versions) {
            Ok(file) => found.extend(file),
            // What is missing of one file says nothing of the others.
            Err(fault @ ReadError::Broken { .. }) => first_fault = first_fault.or(Some(fault)),
            Err(fault) => return Err(fault),
        }
    }
    match first_fault.filter(|_| found.is_empty()) {
        Some(fault) => Err(fault),
        None => Ok(found),
    }
}

/// Compares the newest version of a file with older ones; `None` where it is gone or too long.
fn with_history(
    repository: &Repository<'_>,
    path: String,
    versions: u64,
) -> Result<Option<FileWithHistory>, ReadError> {
    let Some(newest) = repository.version("HEAD", &path, MOST_BYTES)? else { return Ok(None) };
    let kept: HashSet<&[u8]> = lines(&newest).collect();
    let mut older_lines = OlderLines::Kept;
    let (mut longest, mut older) = (newest.clone(), Vec::new());
    let commits = repository.commits_of(&path, COMMITS)?;
    let apart = commits.len().div_ceil(COMPARED).max(1);
    for commit in commits.iter().rev().step_by(apart) {
        let Some(version) = repository.version(commit, &path, MOST_BYTES)? else { continue };
        if lines(&version).any(|line| !kept.contains(line)) {
            older_lines = OlderLines::TakenOut;
        }
        if version != newest {
            older.clone_from(&version);
        }
        if version.len() > longest.len() {
            longest = version;
        }
    }
    let beginning = |bytes: &[u8]| bytes[..bytes.len().min(GIVEN_BYTES)].to_vec();
    let (newest, longest, older) = (beginning(&newest), beginning(&longest), beginning(&older));
    Ok(Some(FileWithHistory { path, versions, newest, longest, older, older_lines }))
}

/// Cuts a table into its lines, and JSON, in lines or not, into what ends with a brace.
fn lines(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split(|byte| matches!(byte, b'\n' | b'}')).map(bare).filter(|line| !line.is_empty())
}

/// Gives a line without the blanks, commas and brackets around it.
fn bare(line: &[u8]) -> &[u8] {
    let is_inside = |byte: &u8| !byte.is_ascii_whitespace() && !b",[]".contains(byte);
    let start = line.iter().position(is_inside).unwrap_or(line.len());
    let end = line.iter().rposition(is_inside).map_or(start, |at| at + 1);
    &line[start..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_compared_without_what_stands_around_them() {
        let all = |text: &'static str| lines(text.as_bytes()).collect::<Vec<_>>();
        assert_eq!(all("a,1\r\n\nb,2\n"), [b"a,1", b"b,2"]);
        let (one, two) = (all(r#"[{"a":1}]"#), all("[{\"a\":1},\n {\"a\":2}\n]"));
        assert_eq!(one, [&br#"{"a":1"#[..]]);
        assert_eq!(two[..1], one[..]);
    }
}
