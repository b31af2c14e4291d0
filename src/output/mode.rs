//! Notes of the system beside a file: who may read it, and that its name is on the disk.

use std::fs::{self, File};
use std::path::Path;

/// Gives a new file or folder the mode and, as far as the system lets, the owner of the one that it
/// replaces; links have none of their own.
#[cfg(unix)]
pub(super) fn keep_mode(old: &Path, new: &Path) {
    use std::os::unix::fs::{MetadataExt, chown};

    let (Ok(older), Ok(newer)) = (fs::symlink_metadata(old), fs::symlink_metadata(new)) else {
        return;
    };
    if older.is_file() && newer.is_file() || older.is_dir() && newer.is_dir() {
        if (older.uid(), older.gid()) != (newer.uid(), newer.gid()) {
            let _ = chown(new, Some(older.uid()), Some(older.gid()));
        }
        // Last, as another owner takes bits away.
        let _ = fs::set_permissions(new, older.permissions());
    }
}

/// Leaves a new file or folder as the system made it.
#[cfg(not(unix))]
pub(super) fn keep_mode(_old: &Path, _new: &Path) {}

/// Says whether this process may put something into a folder and take something out of it.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(super) fn is_workable(folder: &Path) -> bool {
    use rustix::fs::{Access, access};
    use rustix::io::Errno;

    !matches!(access(folder, Access::WRITE_OK | Access::EXEC_OK), Err(Errno::ACCESS | Errno::PERM))
}

/// Says that it may, as far as this system tells.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(super) fn is_workable(_folder: &Path) -> bool {
    true
}

/// Has the names in a folder written to the disk, where the system can do that.
pub(super) fn sync_folder(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}
