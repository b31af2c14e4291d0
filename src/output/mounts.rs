//! Other file systems that are mounted below a folder: nothing is moved or removed through them.

use std::fs;
use std::io;
use std::path::Path;

/// Says whether another file system, or another folder or file of this one, is mounted at a path.
/// A link is followed nowhere.
pub(super) fn is_mounted(path: &Path) -> bool {
    is_root_of_mount(path) || is_on_other_device(path)
}

/// Says whether a mount begins at a path, as far as the system tells: that of a folder of the same
/// disk, too, which has the device of the folder around it.
#[cfg(target_os = "linux")]
fn is_root_of_mount(path: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};

    let flags = AtFlags::SYMLINK_NOFOLLOW | AtFlags::NO_AUTOMOUNT;
    let root = StatxAttributes::MOUNT_ROOT;
    statx(CWD, path, flags, StatxFlags::TYPE).is_ok_and(|known| {
        known.stx_attributes_mask.contains(root) && known.stx_attributes.contains(root)
    })
}

/// Says that this system does not tell it.
#[cfg(not(target_os = "linux"))]
fn is_root_of_mount(_path: &Path) -> bool {
    false
}

/// Says whether a folder is on another device than the one that it lies in.
#[cfg(unix)]
fn is_on_other_device(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    let Ok(there) = fs::symlink_metadata(path).map(|there| (there.is_dir(), there.dev())) else {
        return false;
    };
    // Files of one folder may have several numbers, as where layers lie over each other.
    there.0 && fs::metadata(path.join("..")).is_ok_and(|above| above.dev() != there.1)
}

/// Says that this system has no devices to compare.
#[cfg(not(unix))]
fn is_on_other_device(_path: &Path) -> bool {
    false
}

/// Removes a folder with all that is in it, unless something is mounted below it.
///
/// # Errors
/// Where something is, which then stays with all else, or where the system cannot remove it.
pub(super) fn remove_all(folder: &Path) -> io::Result<()> {
    if holds_mount(folder)? {
        return Err(io::Error::new(io::ErrorKind::ResourceBusy, "something is mounted in it"));
    }
    fs::remove_dir_all(folder)
}

/// Says whether something is mounted in a folder, at any depth.
fn holds_mount(folder: &Path) -> io::Result<bool> {
    let mut folders = vec![folder.to_owned()];
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at)? {
            let entry = entry?;
            let path = entry.path();
            if is_mounted(&path) {
                return Ok(true);
            }
            if entry.file_type()?.is_dir() {
                folders.push(path);
            }
        }
    }
    Ok(false)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn a_mount_is_known_and_a_plain_folder_is_none() {
        let desk = tempfile::tempdir().expect("a temporary folder");
        let plain = desk.path().join("plain");
        fs::create_dir(&plain).expect("it is made");
        std::os::unix::fs::symlink("/proc", desk.path().join("link")).expect("it is made");
        let proc = Path::new("/proc");
        assert!(is_mounted(proc) && is_root_of_mount(proc) && is_on_other_device(proc));
        for path in [plain.as_path(), &desk.path().join("link"), &desk.path().join("nothing")] {
            assert!(!is_mounted(path) && !is_on_other_device(path), "{path:?}");
        }
        remove_all(desk.path()).expect("nothing is mounted in it");
        assert!(Path::new("/proc/self").exists());
    }
}
