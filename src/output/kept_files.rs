//! Files and folders that the user keeps in a report, and how they come to stand in the next one:
//! a file by a second name, a folder by being moved. Nothing of it is copied, so that owner, mode,
//! times and open handles stay as they are.

use super::exchange::{is_same_at, rename_new};
use super::ownership::Ownership;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Files and folders that the user keeps in a report. Paths are relative to its folder.
#[derive(Debug, Default)]
pub(super) struct KeptFiles {
    /// Files that stand in the new report already, and folders that it has too.
    pub(super) linked: BTreeSet<PathBuf>,
    /// Folders, and files that can have no second name, which are moved when the new report stands.
    pub(super) moved: Vec<PathBuf>,
}

impl KeptFiles {
    /// Says whether a file of the earlier report, at `old`, is or will be in the new one.
    pub(super) fn holds(&self, path: &Path, old: &Path, new: &Path) -> bool {
        self.moved.iter().any(|top| path.starts_with(top))
            || self.linked.contains(path)
                && is_same_at(&old.join(path), &new.join(path)).unwrap_or(false)
    }

    /// Moves from the earlier report what has no second name. Where one cannot be moved, those
    /// before it go back.
    ///
    /// # Errors
    /// What could not be moved, and why; and whether all of it is in the earlier report again.
    pub(super) fn move_from(&self, old: &Path, new: &Path) -> Result<(), NotMoved> {
        for (number, path) in self.moved.iter().enumerate() {
            let Err(why) = rename_new(&old.join(path), &new.join(path)) else { continue };
            let back = |path: &PathBuf| rename_new(&new.join(path), &old.join(path)).is_ok();
            let is_undone = self.moved[..number].iter().rev().fold(true, |all, path| {
                // Each is tried, whatever came of the others.
                let done = back(path);
                all && done
            });
            return Err(NotMoved { path: path.clone(), why, is_undone });
        }
        Ok(())
    }
}

/// A file or folder of the user's that could not be moved.
#[derive(Debug)]
pub(super) struct NotMoved {
    /// Path relative to the report.
    pub(super) path: PathBuf,
    /// Reason that the system gives.
    pub(super) why: io::Error,
    /// Whether what was moved before it is where it was.
    pub(super) is_undone: bool,
}

/// Moves what is the user's in a report that gave way to the one which stands in `place`, where a
/// killed run had not done so. Says whether nothing of the user's is left, so that the report may
/// be removed.
pub(super) fn give_back(old: &Path, place: &Path) -> bool {
    let owned = match Ownership::of(old) {
        Ok(Some(owned)) => owned,
        // Only a whole report takes part in an exchange.
        Ok(None) => return true,
        Err(why) => return why.kind() == io::ErrorKind::InvalidData,
    };
    if place.is_dir() {
        for top in owned.tops(&BTreeSet::new()) {
            let to = place.join(&top);
            let is_free = fs::symlink_metadata(&to).is_err();
            if is_free && to.parent().is_some_and(|above| fs::create_dir_all(above).is_ok()) {
                // What cannot be moved stays where it is.
                let _ = rename_new(&old.join(&top), &to);
            }
        }
    }
    let is_kept = |path: &PathBuf| {
        let from = old.join(path);
        fs::symlink_metadata(&from).is_err()
            || is_same_at(&from, &place.join(path)).unwrap_or(false)
    };
    owned.mounted.is_empty() && owned.foreign.iter().all(is_kept)
}
