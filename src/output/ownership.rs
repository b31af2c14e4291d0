//! Files of an earlier report that are this program's own, as its manifest lists them with their
//! SHA-256, and which are the user's.

use super::error::OutputError;
use super::manifest::{MANIFEST, Manifest, TOOL, has_own_sum};
use super::mode::is_workable;
use super::mounts::is_mounted;
use super::new_file::{FileDigest, ListedFile};
use crate::model::system_words;
use serde::de::IgnoredAny;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, ErrorKind};
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
    /// Places at which another file system is mounted, relative to the folder. They are among the
    /// foreign ones, and none is entered.
    pub(super) mounted: Vec<PathBuf>,
}

/// Greatest manifest in bytes that is read: one of more than a million inputs.
const MOST_BYTES: u64 = 512 << 20;

/// Manifest of a report, and whether it is as this program wrote it.
struct KnownManifest {
    manifest: Manifest<IgnoredAny>,
    is_as_written: bool,
}

/// Reads the manifest of a report; `None` where the folder holds no report of this program. One
/// that is no JSON any more, or not of the form of this program's, is an error of invalid data.
fn manifest_of(folder: &Path) -> io::Result<Option<KnownManifest>> {
    let path = folder.join(MANIFEST);
    let invalid = |words: &str| Err(io::Error::new(ErrorKind::InvalidData, words));
    match fs::metadata(&path) {
        // A pipe would be waited for, and a device has no end.
        Ok(there) if !there.is_file() => return invalid("it is no file"),
        Ok(there) if there.len() > MOST_BYTES => return invalid("it is too large for one"),
        _ => (),
    }
    let text = match fs::read(&path) {
        Ok(text) => text,
        Err(why) if matches!(why.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            return Ok(None);
        }
        Err(why) => return Err(why),
    };
    let known: Value = serde_json::from_slice(&text)?;
    if known["tool"] != TOOL {
        return Ok(None);
    }
    let is_file = fs::symlink_metadata(&path)?.is_file();
    let manifest: Manifest<IgnoredAny> = serde_json::from_slice(&text)?;
    let is_as_written = is_file && has_own_sum(&text, manifest.manifest_sha256.as_deref());
    Ok(Some(KnownManifest { manifest, is_as_written }))
}

/// Makes the error of a folder whose files cannot be held against its manifest; `other` makes it
/// where the manifest is as it was written.
pub(super) fn fault(
    folder: &Path,
    why: &io::Error,
    other: impl FnOnce(&io::Error) -> OutputError,
) -> OutputError {
    match why.kind() {
        ErrorKind::InvalidData | ErrorKind::UnexpectedEof => {
            OutputError::BrokenManifest { path: folder.join(MANIFEST), why: system_words(why) }
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
        let KnownManifest { manifest: known, is_as_written } = known;
        let is_listed = known.outputs.is_some();
        let outputs = known.outputs.unwrap_or_default();
        let listed: BTreeMap<PathBuf, FileDigest> =
            outputs.iter().map(|one| (PathBuf::from(&one.path), one.digest.clone())).collect();
        let mut ownership = Ownership { is_listed, listed: outputs, ..Ownership::default() };
        let there = files_below(folder, &mut ownership.mounted)?;
        let is_missing = |path: &&PathBuf| there.binary_search(path).is_err();
        ownership.missing = listed.keys().filter(is_missing).cloned().collect();
        for path in there {
            match listed.get(&path) {
                _ if path == Path::new(MANIFEST) && is_as_written => (),
                _ if path == Path::new(MANIFEST) => ownership.changed.push(path),
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

    /// Lists the folders in which the report has files, its own among them.
    fn own_folders(&self) -> BTreeSet<&Path> {
        let above = self.listed.iter().flat_map(|file| Path::new(&file.path).ancestors().skip(1));
        above.chain([Path::new("")]).collect()
    }

    /// Lists what is the user's, sorted: whole folders where neither this report nor the next, with
    /// its files in `also_ours`, has a file in them, and single files and empty folders elsewhere.
    pub(super) fn tops(&self, also_ours: &BTreeSet<PathBuf>) -> BTreeSet<PathBuf> {
        let ours = self.own_folders();
        let is_theirs = |path: &&Path| !ours.contains(path) && !also_ours.contains(*path);
        let top = |path: &PathBuf| {
            let outermost_last = path.ancestors().filter(is_theirs).last();
            outermost_last.unwrap_or(path).to_owned()
        };
        self.foreign.iter().map(top).collect()
    }

    /// Finds a folder which this process may not change, so that neither its files can be removed
    /// nor it can be moved.
    pub(super) fn closed(&self, folder: &Path) -> Option<PathBuf> {
        let ours = self.own_folders().into_iter().map(Path::to_owned);
        let mut all = ours.chain(self.tops(&BTreeSet::new()));
        all.find(|path| {
            let whole = folder.join(path);
            fs::symlink_metadata(&whole).is_ok_and(|there| there.is_dir()) && !is_workable(&whole)
        })
    }
}

/// Lists files and links below a folder, and folders that hold nothing or may not be read, relative
/// to it and sorted. Links are not followed. Mounts are listed among them and in `mounted`, and not
/// entered.
fn files_below(folder: &Path, mounted: &mut Vec<PathBuf>) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(below) = folders.pop() {
        let mut is_empty = true;
        let entries = match fs::read_dir(folder.join(&below)) {
            Err(why) if why.kind() == ErrorKind::PermissionDenied => None,
            entries => Some(entries?),
        };
        if entries.is_none() && below.as_os_str().is_empty() {
            return Err(ErrorKind::PermissionDenied.into());
        }
        for entry in entries.into_iter().flatten() {
            let entry = entry?;
            is_empty = false;
            let path = below.join(entry.file_name());
            if is_mounted(&folder.join(&path)) {
                mounted.push(path.clone());
                files.push(path);
            } else if entry.file_type()?.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
        if is_empty && !below.as_os_str().is_empty() {
            files.push(below);
        }
    }
    files.sort();
    Ok(files)
}
