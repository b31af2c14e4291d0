//! Files that this process has begun and not finished, so that it can be cleared away when a signal
//! stops the run.

use super::mounts::remove_all;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Hidden folders of this process, each with the folders above it that were made for it, outermost
/// first.
pub(super) type UnfinishedFolders = BTreeMap<PathBuf, Vec<PathBuf>>;

/// Hidden folders that a signal clears away.
static UNFINISHED: Mutex<UnfinishedFolders> = Mutex::new(BTreeMap::new());

/// Keeps signals from clearing anything away for as long as the guard lives. Whoever makes, moves
/// or removes a name on the disk holds it meanwhile, so that a signal finds either nothing or the
/// whole.
pub(super) fn undisturbed() -> MutexGuard<'static, UnfinishedFolders> {
    UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Clears away all that was begun. Nothing can be begun or put in place after it: the process must
/// end.
#[cfg(any(unix, windows))]
pub(super) fn abandon() {
    let unfinished = undisturbed();
    for (folder, above) in unfinished.iter() {
        clear(folder, above);
    }
    // Other threads wait at this door until the process ends.
    std::mem::forget(unfinished);
}

/// Removes a hidden folder, and the folders above it that were made for it as far as nothing else
/// is in them. What cannot be removed stays: the next run finds it by its name and mark.
pub(super) fn clear(folder: &Path, above: &[PathBuf]) {
    let _ = remove_all(folder);
    for made in above.iter().rev() {
        let _ = fs::remove_dir(made);
    }
}
