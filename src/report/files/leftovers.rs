//! What killed runs left beside the output folder. Only what bears our marks is touched.

use super::error::{FilesError, cannot};
use super::target::{Target, is_report};
use super::{MARKER, prefix};
use std::fs;
use std::path::{Path, PathBuf};

/// Puts back a report that a killed run had set aside, where none stands in its place.
pub(super) fn restore(target: &Target) -> Result<(), FilesError> {
    if target.path().exists() {
        return Ok(());
    }
    match left(target, "old").into_iter().rfind(|old| is_report(old)) {
        Some(old) => fs::rename(&old, target.path()).map_err(|why| cannot(target.shown(), &why)),
        None => Ok(()),
    }
}

/// Removes half-written folders, and reports that newer ones have replaced. What cannot be removed
/// stays: it is in nobody's way.
pub(super) fn remove(target: &Target) {
    for partial in left(target, "partial") {
        let ours = partial.join(MARKER).is_file() || is_report(&partial);
        // One without a mark was killed before it had any, and goes only if it is empty.
        let _ = if ours { fs::remove_dir_all(&partial) } else { fs::remove_dir(&partial) };
    }
    for old in left(target, "old") {
        let replaced = target.path().exists() && is_report(&old);
        let _ = if replaced { fs::remove_dir_all(&old) } else { fs::remove_dir(&old) };
    }
}

/// Folders beside the target that a run made under this word and can no longer be at work on, by
/// name.
fn left(target: &Target, word: &str) -> Vec<PathBuf> {
    let prefix = prefix(target.name(), word);
    let of_ended = |name: &std::ffi::OsStr| {
        let process = name
            .as_encoded_bytes()
            .strip_prefix(prefix.as_encoded_bytes())
            .and_then(|rest| std::str::from_utf8(rest).ok());
        process
            .and_then(|process| process.parse::<u32>().ok())
            .is_some_and(|process| !at_work(process))
    };
    let entries = fs::read_dir(target.parent()).into_iter().flatten().flatten();
    // A link is no folder that we made.
    let folders = entries.filter(|entry| {
        of_ended(&entry.file_name()) && entry.file_type().is_ok_and(|kind| kind.is_dir())
    });
    let mut left: Vec<PathBuf> = folders.map(|entry| entry.path()).collect();
    left.sort();
    left
}

/// Whether another process of that number runs, where the system tells.
fn at_work(process: u32) -> bool {
    process != std::process::id() && Path::new("/proc").join(process.to_string()).exists()
}
