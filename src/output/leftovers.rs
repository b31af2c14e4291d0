//! What killed runs left beside the output folder. Only folders with our marks are touched.

use super::error::{OutputError, cannot};
use super::hidden::{MARKER, prefix};
use super::ownership::is_report;
use super::target::OutputPlace;
use std::fs;
use std::path::{Path, PathBuf};

/// Puts back a report that a killed run had set aside, where none stands in its place.
pub(super) fn restore(target: &OutputPlace) -> Result<(), OutputError> {
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
pub(super) fn remove(target: &OutputPlace) {
    for partial in left(target, "partial") {
        let ours = partial.join(MARKER).is_file() || is_report(&partial);
        // A run that was killed before it had made the mark left an empty folder.
        let _ = if ours { fs::remove_dir_all(&partial) } else { fs::remove_dir(&partial) };
    }
    for old in left(target, "old") {
        let replaced = target.path().exists() && is_report(&old);
        let _ = if replaced { fs::remove_dir_all(&old) } else { fs::remove_dir(&old) };
    }
}

/// Folders beside the target, by name, that runs made under this word and can no longer be at work
/// on.
fn left(target: &OutputPlace, word: &str) -> Vec<PathBuf> {
    let prefix = prefix(target.name(), word);
    let mut left = Vec::new();
    for entry in fs::read_dir(target.parent()).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let process = name
            .as_encoded_bytes()
            .strip_prefix(prefix.as_encoded_bytes())
            .and_then(|rest| std::str::from_utf8(rest).ok())
            .and_then(|process| process.parse::<u32>().ok());
        let ended = process.is_some_and(|process| !at_work(process));
        // A link is no folder that we made.
        if ended && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            left.push(entry.path());
        }
    }
    left.sort();
    left
}

/// Says whether another process of that number runs, where the system tells.
fn at_work(process: u32) -> bool {
    process != std::process::id() && Path::new("/proc").join(process.to_string()).exists()
}
