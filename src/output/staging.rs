//! Hidden folders in which results are made before they are put in their place.

use super::hidden::{MARKER, prefix};
use super::unfinished::{UnfinishedFolders, clear, undisturbed};
use std::ffi::OsStr;
use std::fs::{self, DirBuilder, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Words in the mark of a hidden folder.
const MARK: &[u8] =
    b"Made by corroborate, and not finished. If no program is writing here, remove \
                      this folder; the next run removes it too.\n";

/// Readers of a hidden folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Readers {
    /// Whoever the system lets by default (umask).
    ByDefault,
    /// The user alone.
    OwnerAlone,
}

/// A hidden folder of this process, with a mark in it that is locked while the process works on it.
/// Dropped, it is removed with all that is in it.
#[derive(Debug)]
pub(super) struct Staging {
    path: PathBuf,
    /// The open mark, until the folder is removed. The system gives up its lock however the process
    /// ends.
    mark: Option<File>,
}

impl Staging {
    /// Makes the folder for `name` in `parent`, which is made where it is not there.
    ///
    /// # Errors
    /// Where it cannot be made; then nothing is left of it.
    pub(super) fn begin(parent: &Path, name: &OsStr, readers: Readers) -> io::Result<Staging> {
        let mut hidden = prefix(name, "partial");
        hidden.push(std::process::id().to_string());
        let path = parent.join(hidden);
        let mut unfinished = undisturbed();
        let above = make_missing(parent)?;
        match begin_in(&mut unfinished, &path, &above, readers) {
            Ok(mark) => Ok(Staging { path, mark: Some(mark) }),
            Err(why) => {
                if unfinished.remove(&path).is_some() {
                    clear(&path, &above);
                }
                above.iter().rev().for_each(|made| drop(fs::remove_dir(made)));
                Err(why)
            }
        }
    }

    /// Gives the path of the folder.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        let mut unfinished = undisturbed();
        // Not every system removes a file that is open.
        drop(self.mark.take());
        if let Some(above) = unfinished.remove(&self.path) {
            // Folders in which a result stands by now are not empty, and stay.
            clear(&self.path, &above);
        }
    }
}

/// Makes a hidden folder and its mark; gives the mark, locked.
fn begin_in(
    unfinished: &mut UnfinishedFolders,
    path: &Path,
    above: &[PathBuf],
    readers: Readers,
) -> io::Result<File> {
    folder_for(readers).create(path)?;
    unfinished.insert(path.to_owned(), above.to_vec());
    let mut mark = File::create_new(path.join(MARKER))?;
    // A file system without locks leaves the number of the process to tell whether it works.
    let _ = mark.try_lock();
    mark.write_all(MARK)?;
    Ok(mark)
}

/// Gives what makes a folder for such readers.
#[cfg(unix)]
fn folder_for(readers: Readers) -> DirBuilder {
    use std::os::unix::fs::DirBuilderExt;

    let mut builder = DirBuilder::new();
    if readers == Readers::OwnerAlone {
        builder.mode(0o700);
    }
    builder
}

/// Gives what makes a folder; who can read it is up to the system.
#[cfg(not(unix))]
fn folder_for(_readers: Readers) -> DirBuilder {
    DirBuilder::new()
}

/// Makes a folder and those above it as far as they are missing; gives those made, outermost first.
pub(super) fn make_missing(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let is_missing = |above: &&Path| !above.as_os_str().is_empty() && !above.exists();
    let mut missing: Vec<&Path> = folder.ancestors().take_while(is_missing).collect();
    missing.reverse();
    let mut made = Vec::new();
    for path in missing {
        match fs::create_dir(path) {
            Ok(()) => made.push(path.to_owned()),
            Err(why) if why.kind() == io::ErrorKind::AlreadyExists => (),
            Err(why) => {
                made.iter().rev().for_each(|made: &PathBuf| drop(fs::remove_dir(made)));
                return Err(why);
            }
        }
    }
    Ok(made)
}
