//! Files of an earlier report that are this program's own, as its manifest lists them with their
//! SHA-256, and which are the user's.

use super::error::{OutputError, words};
use super::manifest::{MANIFEST, Manifest, TOOL};
use super::new_file::{FileDigest, ListedFile};
use serde::de::IgnoredAny;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Files of a folder that holds a report, which are not as the report left them.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Ownership {
    /// Whether the manifest lists files at all, as those of earlier versions do not.
    pub(super) is_listed: bool,
    /// Files that the manifest does not list, relative to the folder, sorted; folders without files
    /// among them.
    pub(super) foreign: Vec<PathBuf>,
    /// Files of the report that somebody changed, relative to the folder, sorted.
    pub(super) changed: Vec<PathBuf>,
    /// Files of the report that are not there any more, relative to the folder, sorted.
    pub(super) missing: Vec<PathBuf>,
    /// Files of the report as the manifest lists them, in its order.
    pub(super) listed: Vec<ListedFile>,
}

/// Reads the manifest of a report; `None` where the folder holds no report of this program. One
/// that is no JSON any more, or not of the form of this program's, is an error of invalid data.
fn manifest_of(folder: &Path) -> io::Result<Option<Manifest<IgnoredAny>>> {
    let path = folder.join(MANIFEST);
    // A pipe would be waited for, and a device has no end.
    if fs::metadata(&path).is_ok_and(|there| !there.is_file()) {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it is no file"));
    }
    let text = match fs::read(path) {
        Ok(text) => text,
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(why) => return Err(why),
    };
    let known: Value = serde_json::from_slice(&text)?;
    if known["tool"] != TOOL {
        return Ok(None);
    }
    Ok(Some(serde_json::from_slice(&text)?))
}

/// Makes the error of a folder whose files cannot be held against its manifest; `other` makes it
/// where the manifest is as it was written.
pub(super) fn fault(
    folder: &Path,
    why: &io::Error,
    other: impl FnOnce(&io::Error) -> OutputError,
) -> OutputError {
    match why.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => {
            OutputError::BrokenManifest { path: folder.join(MANIFEST), why: words(why) }
        }
        _ => other(why),
    }
}

/// Says whether a folder is a report of this tool, as far as its manifest can be read.
pub(super) fn is_report(folder: &Path) -> bool {
    is_report_or_fault(folder).unwrap_or(false)
}

/// Says whether a folder is a report of this tool.
///
/// # Errors
/// Where its manifest cannot be read, or is not as this tool wrote it.
pub(super) fn is_report_or_fault(folder: &Path) -> io::Result<bool> {
    Ok(manifest_of(folder)?.is_some())
}

impl Ownership {
    /// Tells which files of a folder are whose; `None` where it holds no report of this program.
    ///
    /// # Errors
    /// Where a file or folder in it cannot be read.
    pub(super) fn of(folder: &Path) -> io::Result<Option<Ownership>> {
        let Some(known) = manifest_of(folder)? else { return Ok(None) };
        let is_listed = known.outputs.is_some();
        let outputs = known.outputs.unwrap_or_default();
        let listed: BTreeMap<PathBuf, FileDigest> =
            outputs.iter().map(|one| (PathBuf::from(&one.path), one.digest.clone())).collect();
        let mut ownership = Ownership { is_listed, listed: outputs, ..Ownership::default() };
        let there = files_below(folder)?;
        let is_missing = |path: &&PathBuf| there.binary_search(path).is_err();
        ownership.missing = listed.keys().filter(is_missing).cloned().collect();
        for path in there {
            match listed.get(&path) {
                _ if path == Path::new(MANIFEST) => (),
                None => ownership.foreign.push(path),
                Some(digest) => {
                    let whole = folder.join(&path);
                    let is_file = fs::symlink_metadata(&whole)?.is_file();
                    if !is_file || FileDigest::of(&whole)? != *digest {
                        ownership.changed.push(path);
                    }
                }
            }
        }
        Ok(Some(ownership))
    }
}

/// Lists files and links below a folder, and folders that hold nothing, relative to it and sorted.
/// Links are not followed.
fn files_below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(below) = folders.pop() {
        let mut is_empty = true;
        for entry in fs::read_dir(folder.join(&below))? {
            let entry = entry?;
            is_empty = false;
            let path = below.join(entry.file_name());
            if entry.file_type()?.is_dir() { folders.push(path) } else { files.push(path) }
        }
        if is_empty && !below.as_os_str().is_empty() {
            files.push(below);
        }
    }
    files.sort();
    Ok(files)
}
