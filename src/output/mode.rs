//! Notes of the system beside a file: who may read it, and that its name is on the disk.

use std::fs::{self, File};
use std::path::Path;

/// Bits of a mode without which its owner could not work in a folder.
#[cfg(unix)]
const WORKABLE: u32 = 0o300;

/// Gives a new file or folder the mode of the one that it replaces; links have none of their own.
#[cfg(unix)]
pub(super) fn keep_mode(old: &Path, new: &Path) {
    use std::os::unix::fs::PermissionsExt;

    let (Ok(older), Ok(newer)) = (fs::symlink_metadata(old), fs::symlink_metadata(new)) else {
        return;
    };
    let is_file = older.is_file() && newer.is_file();
    let is_folder = older.is_dir() && newer.is_dir();
    let can_work = older.permissions().mode() & WORKABLE == WORKABLE;
    if is_file || is_folder && can_work {
        let _ = fs::set_permissions(new, older.permissions());
    }
}

/// Leaves a new file or folder as the system made it.
#[cfg(not(unix))]
pub(super) fn keep_mode(_old: &Path, _new: &Path) {}

/// Has the names in a folder written to the disk, where the system can do that.
pub(super) fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}
