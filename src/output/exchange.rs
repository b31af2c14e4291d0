//! Steps that the system does in one: two folders or files change places, a file gets a name that
//! nothing has.

use super::new_file::FileDigest;
use std::fs;
use std::io;
use std::path::Path;

/// Makes two folders, or two files, change places in one step, so that neither place is ever empty.
/// Says whether it was done: not every system and file system can.
#[cfg(any(target_os = "linux", target_os = "macos"))]
pub(super) fn exchange(one: &Path, other: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};

    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
}

/// Says that no step of this system makes two folders change places.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
pub(super) fn exchange(_one: &Path, _other: &Path) -> bool {
    false
}

/// Says whether two places hold the same: one file by two names, files of the same bytes, links to
/// one place, or folders.
///
/// # Errors
/// Where one of them is not there or cannot be read.
pub(super) fn is_same_at(one: &Path, other: &Path) -> io::Result<bool> {
    let [kind, of_other] = [fs::symlink_metadata(one)?, fs::symlink_metadata(other)?];
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        if (kind.dev(), kind.ino()) == (of_other.dev(), of_other.ino()) {
            return Ok(true);
        }
    }
    if kind.is_dir() || of_other.is_dir() {
        return Ok(kind.is_dir() && of_other.is_dir());
    }
    if kind.is_symlink() || of_other.is_symlink() {
        let [Ok(one), Ok(other)] = [fs::read_link(one), fs::read_link(other)] else {
            return Ok(false);
        };
        return Ok(one == other);
    }
    Ok(kind.is_file() && of_other.is_file() && FileDigest::of(one)? == FileDigest::of(other)?)
}

/// Gives a file or folder a new name, in one step and never that of another.
///
/// # Errors
/// Where something has that name ([`io::ErrorKind::AlreadyExists`]), or it cannot be given.
pub(super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    if rename_if_free(from, to)? {
        return Ok(());
    }
    match fs::hard_link(from, to) {
        Ok(()) => fs::remove_file(from),
        Err(why) if why.kind() == io::ErrorKind::AlreadyExists => Err(why),
        // A file system without second names.
        Err(_) if fs::symlink_metadata(to).is_ok() => Err(io::ErrorKind::AlreadyExists.into()),
        Err(_) => fs::rename(from, to),
    }
}

/// Renames where nothing has the new name; says whether the system and file system can do that.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn rename_if_free(from: &Path, to: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;

    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::NOTSUP) => Ok(false),
        Err(why) => Err(why.into()),
    }
}

/// Says that this system cannot do it.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn rename_if_free(_from: &Path, _to: &Path) -> io::Result<bool> {
    Ok(false)
}
