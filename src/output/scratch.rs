//! A hidden folder for what a run needs only while it works.

use super::leftovers;
use super::staging::{Readers, Staging};
use super::unfinished::undisturbed;
use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// Name in the folder of the system for temporary files.
const NAME: &str = "corroborate";

/// A folder that the user alone can read, in the system's folder for temporary files. Dropped, it
/// is removed with all that is in it, and when a signal stops the run too.
#[derive(Debug)]
pub(crate) struct ScratchFolder(Staging);

impl ScratchFolder {
    /// Makes the folder, and removes those of runs that were killed.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub(crate) fn begin() -> io::Result<ScratchFolder> {
        let parent = std::env::temp_dir();
        leftovers::remove_unfinished(&parent, OsStr::new(NAME));
        Ok(ScratchFolder(Staging::begin(&parent, OsStr::new(NAME), Readers::OwnerAlone)?))
    }

    /// Gives the path that a file of this name has in it.
    pub(crate) fn path_of(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Makes a file in it.
    ///
    /// # Errors
    /// Where it cannot be made.
    pub(crate) fn create(&self, path: &Path) -> io::Result<File> {
        let _held = undisturbed();
        File::create_new(path)
    }
}
