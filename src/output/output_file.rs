//! A single file that is put in its place whole.

use super::error::OutputError;
use super::output_files::{OutputFiles, StandingFiles};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// A file that is being written. Dropped unfinished, it leaves what was there before.
#[derive(Debug)]
pub struct OutputFile {
    files: OutputFiles,
    file: File,
}

impl OutputFile {
    /// Begins a file. `inputs` are never written over.
    ///
    /// # Errors
    /// Where something stands there that does not give way, or nothing can be written there.
    pub fn open(
        path: &Path,
        inputs: &[PathBuf],
        standing: StandingFiles,
    ) -> Result<OutputFile, OutputError> {
        let no_name = || OutputError::NoFileName(path.to_owned());
        // `x/` and `x/.` are words for a folder.
        if path.as_os_str().as_encoded_bytes().ends_with(b"/") {
            return Err(no_name());
        }
        let name = path.file_name().ok_or_else(no_name)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut files = OutputFiles::open(folder, name, inputs, standing)?;
        let file = files.begin(Path::new(name))?;
        Ok(OutputFile { files, file })
    }

    /// Gives the file, which can be read, too.
    ///
    /// # Errors
    /// Where the system has no more handles.
    pub(crate) fn handle(&self) -> io::Result<File> {
        self.file.try_clone()
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// Where something stands there by now, or it cannot be put there.
    pub fn finish(self) -> Result<(), OutputError> {
        let OutputFile { files, file } = self;
        drop(file);
        files.finish()
    }
}
