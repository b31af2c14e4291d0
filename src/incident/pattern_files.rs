//! Paths that a pattern of `files` matches. A name that it may mean and that cannot be read stops
//! the run: else a log would be left out without a word.

use crate::files::{PathKind, ReadError};
use crate::logs::InputKind;
use crate::model::shown_path;
use glob::{Pattern, PatternError};
use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Component, Path, PathBuf};

/// Pattern for folders of any depth.
const ANY_DEPTH: &str = "**";
/// Letters by which a part of a path is a pattern.
const SIGNS: [char; 3] = ['*', '?', '['];

/// Why a search stops.
pub(super) enum SearchFault {
    /// The pattern is none.
    Pattern(PatternError),
    /// Something cannot be read.
    Read(ReadError),
}

impl From<ReadError> for SearchFault {
    fn from(why: ReadError) -> SearchFault {
        SearchFault::Read(why)
    }
}

/// Part of a pattern between two separators.
enum PatternPart {
    Name(String),
    Names(Pattern),
    /// Folders of any depth, or none.
    AnyDepth,
}

/// Finds the files that a pattern matches, sorted, and folders too where a layout reads them.
/// `folder` is the one that the pattern starts from.
///
/// # Errors
/// Where the pattern is none, or where something that it may mean cannot be read.
pub(super) fn files_matching(
    folder: &Path,
    pattern: &str,
    kind: InputKind,
) -> Result<Vec<PathBuf>, SearchFault> {
    Pattern::new(pattern).map_err(SearchFault::Pattern)?;
    let mut start = if folder == Path::new(".") { PathBuf::new() } else { folder.to_owned() };
    let mut parts = Vec::new();
    for part in Path::new(pattern).components() {
        match part {
            Component::Prefix(_) | Component::RootDir => start = start.join(part),
            Component::CurDir => (),
            Component::ParentDir => parts.push(PatternPart::Name("..".to_owned())),
            Component::Normal(name) => parts.push(part_of(name)?),
        }
    }
    let mut found = FoundPaths::default();
    search(&start, &parts, &mut found)?;
    let mut paths = found.paths;
    paths.sort();
    paths.dedup();
    let mut files = Vec::with_capacity(paths.len());
    for path in paths {
        let below = path.strip_prefix(&start).unwrap_or(&path);
        if below.to_str().is_none() {
            return Err(ReadError::name_not_utf8(&path).into());
        }
        match PathKind::at(&path)? {
            Some(PathKind::File) => files.push(path),
            Some(PathKind::Folder) if kind == InputKind::Folder => files.push(path),
            Some(PathKind::Stream) => return Err(ReadError::pipe(&path).into()),
            Some(PathKind::Folder) | None => (),
        }
    }
    Ok(files)
}

/// Reads a part of a pattern, which is UTF-8 as the whole is.
fn part_of(name: &OsStr) -> Result<PatternPart, SearchFault> {
    let text = name.to_string_lossy();
    if text == ANY_DEPTH {
        return Ok(PatternPart::AnyDepth);
    }
    if text.contains(SIGNS) {
        return Pattern::new(&text).map(PatternPart::Names).map_err(SearchFault::Pattern);
    }
    Ok(PatternPart::Name(text.into_owned()))
}

/// Paths that were found, and the folders below which it was searched.
#[derive(Debug, Default)]
struct FoundPaths {
    paths: Vec<PathBuf>,
    /// Folders, each with the number of parts that were still to match: of several `**` each leads
    /// to the same ones again and again. Asked, never walked.
    searched: HashSet<(PathBuf, usize)>,
}

/// Adds what the parts match below a folder.
fn search(at: &Path, parts: &[PatternPart], found: &mut FoundPaths) -> Result<(), ReadError> {
    let Some((part, rest)) = parts.split_first() else {
        found.paths.push(at.to_owned());
        return Ok(());
    };
    if !found.searched.insert((at.to_owned(), parts.len())) {
        return Ok(());
    }
    match part {
        PatternPart::Name(name) => {
            let path = at.join(name);
            match PathKind::at(&path)? {
                Some(_) if rest.is_empty() => found.paths.push(path),
                Some(PathKind::Folder) => search(&path, rest, found)?,
                _ => (),
            }
        }
        PatternPart::Names(pattern) => {
            for name in names_in(at)? {
                if !pattern.matches(&name.to_string_lossy()) {
                    continue;
                }
                let path = at.join(name);
                if rest.is_empty() {
                    found.paths.push(path);
                } else if PathKind::at(&path)? == Some(PathKind::Folder) {
                    search(&path, rest, found)?;
                }
            }
        }
        PatternPart::AnyDepth => {
            search(at, rest, found)?;
            for name in names_in(at)? {
                let path = at.join(name);
                match PathKind::at(&path) {
                    Ok(Some(PathKind::Folder)) if !is_loop(&path, at) => {
                        search(&path, parts, found)?;
                    }
                    Err(why @ ReadError::Read { .. }) => return Err(why),
                    // Whether a name that is no folder is meant, the next part of the pattern says.
                    _ => (),
                }
            }
        }
    }
    Ok(())
}

/// Lists the names in a folder, sorted; none where it is no folder.
fn names_in(folder: &Path) -> Result<Vec<OsString>, ReadError> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    if PathKind::at(folder)? != Some(PathKind::Folder) {
        return Ok(Vec::new());
    }
    let fault = |why| ReadError::Read { path: shown_path(folder), why };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(fault)? {
        names.push(entry.map_err(fault)?.file_name());
    }
    names.sort();
    Ok(names)
}

/// Says whether a folder is a link to one that holds it, so that it has no end.
fn is_loop(folder: &Path, holding: &Path) -> bool {
    let real = || Some((folder.canonicalize().ok()?, holding.canonicalize().ok()?));
    folder.is_symlink() && real().is_some_and(|(folder, holding)| holding.starts_with(folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives what a pattern matches, as paths from the folder on.
    fn matched(folder: &Path, pattern: &str) -> Vec<PathBuf> {
        match files_matching(folder, pattern, InputKind::File) {
            Ok(found) => found
                .into_iter()
                .map(|path| path.strip_prefix(folder).unwrap_or(&path).to_owned())
                .collect(),
            Err(SearchFault::Pattern(why)) => panic!("{pattern}: {why}"),
            Err(SearchFault::Read(why)) => panic!("{pattern}: {why}"),
        }
    }

    /// Gives what the library of patterns finds, which passes over what it cannot read.
    fn matched_by_glob(folder: &Path, pattern: &str) -> Vec<PathBuf> {
        let whole = format!("{}/{pattern}", folder.display());
        let paths = glob::glob(&whole).expect("a pattern").filter_map(Result::ok);
        let mut paths: Vec<PathBuf> = paths.filter(|path| path.is_file()).collect();
        paths.sort();
        paths.dedup();
        let below = |path: PathBuf| path.strip_prefix(folder).unwrap_or(&path).to_owned();
        paths.into_iter().map(below).collect()
    }

    #[test]
    fn a_pattern_matches_what_it_always_did() {
        let root = tempfile::tempdir().expect("a folder");
        let names = [
            "a.csv",
            "b.csv",
            ".c.csv",
            "a[1].csv",
            "probes/a.csv",
            "probes/x/b.csv",
            "probes/x/y/c.csv",
            "probes/.z/d.csv",
            "other/a.csv",
            "log.txt",
            "a.csv.d/e.csv",
        ];
        for name in names {
            let path = root.path().join("case").join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, "").expect("a file");
        }
        fs::write(root.path().join("beside.csv"), "").expect("a file");
        let patterns = [
            "a.csv",
            "*.csv",
            "?.csv",
            "[ab].csv",
            "[!a].csv",
            "a[[]1[]].csv",
            "probes/*.csv",
            "probes/**/*.csv",
            "**/*.csv",
            "**/a.csv",
            "*/a.csv",
            "*/x/*.csv",
            "probes/**/y/*.csv",
            "**/**/b.csv",
            "./a.csv",
            "../beside.csv",
            "../*.csv",
            "none.csv",
            "none/*.csv",
            "a.csv/*.csv",
            "probes",
            "**",
            "*",
            "probes/x/",
            "probes//a.csv",
            "a.csv/../b.csv",
        ];
        let case = root.path().join("case");
        for pattern in patterns {
            assert_eq!(matched(&case, pattern), matched_by_glob(&case, pattern), "{pattern}");
        }
        assert_eq!(matched(&case, "**/*.csv").len(), 10);
        let whole = format!("{}/p*/a.csv", case.display());
        assert_eq!(matched(&case, &whole), [Path::new("probes/a.csv")]);
    }
}
