//! Leftovers of killed runs beside the output folder. Only folders with our marks are touched.

use super::error::{OutputError, cannot};
use super::hidden::{MARKER, REPORT, prefix};
use super::kept_files::give_back;
use super::mounts::remove_all;
use super::output_place::OutputPlace;
use super::ownership::is_report;
use super::unfinished::undisturbed;
use std::ffi::OsStr;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

/// Puts back a report that a killed run had set aside, where none stands in its place.
pub(super) fn restore(place: &OutputPlace) -> Result<(), OutputError> {
    if place.path().exists() {
        return Ok(());
    }
    match left(place.parent(), place.name(), "old").into_iter().rfind(|old| is_report(old)) {
        Some(old) => fs::rename(&old, place.path()).map_err(|why| cannot(place.shown(), &why)),
        None => Ok(()),
    }
}

/// Removes hidden folders of runs that did not finish `name` in `parent`. What is the user's in a
/// report that gave way goes to the one in its place; what cannot be moved or removed stays.
pub(super) fn remove_unfinished(parent: &Path, name: &OsStr) {
    let _held = undisturbed();
    for partial in left(parent, name, "partial") {
        let ours = partial.join(MARKER).is_file() || is_report(&partial);
        // A run that was killed before it had made the mark left an empty folder.
        let _ = match ours {
            true if give_back(&partial.join(REPORT), &parent.join(name)) => remove_all(&partial),
            true => Ok(()),
            false => fs::remove_dir(&partial),
        };
    }
}

/// Removes half-written folders, and reports that newer ones have replaced. What cannot be removed
/// stays: it is in nobody's way.
pub(super) fn remove(place: &OutputPlace) {
    remove_unfinished(place.parent(), place.name());
    for old in left(place.parent(), place.name(), "old") {
        let replaced = place.path().exists() && is_report(&old);
        let _ = match replaced {
            true if give_back(&old, place.path()) => remove_all(&old),
            true => Ok(()),
            false => fs::remove_dir(&old),
        };
    }
}

/// Folders beside a place, by name, that runs made under this word and can no longer be at work on.
fn left(parent: &Path, name: &OsStr, word: &str) -> Vec<PathBuf> {
    let prefix = prefix(name, word);
    let mut left = Vec::new();
    for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let process = name
            .as_encoded_bytes()
            .strip_prefix(prefix.as_encoded_bytes())
            .and_then(|rest| std::str::from_utf8(rest).ok())
            .and_then(|process| process.parse::<u32>().ok());
        let ended = process.is_some_and(|process| !at_work(process)) && !is_locked(&entry.path());
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

/// Says whether a process holds the mark of a hidden folder, on whatever machine it runs.
fn is_locked(folder: &Path) -> bool {
    let Ok(mark) = File::open(folder.join(MARKER)) else { return false };
    matches!(mark.try_lock(), Err(TryLockError::WouldBlock))
}
