//! The bytes of a file as they are stored: those of a file, or of a member of a container.

use crate::files::ReadError;
use crate::files::containers::container_members::{member_of, open_member};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Stored bytes of a file, and how many they are.
pub(in crate::files) struct StoredFile {
    pub(in crate::files) reader: Box<dyn Read + Send>,
    /// Bytes of the file when it was opened; `None` for a pipe.
    pub(in crate::files) length: Option<u64>,
}

impl StoredFile {
    /// Opens a file, or a member of an archive: its path goes on behind that of the archive.
    ///
    /// # Errors
    /// Where there is none, or it cannot be opened.
    pub(in crate::files) fn open(path: &Path) -> Result<StoredFile, ReadError> {
        if let Some(member) = member_of(path) {
            let opened = open_member(&member)?;
            return Ok(StoredFile { reader: opened.reader, length: Some(opened.bytes) });
        }
        let opening = |why| ReadError::opening(path, why);
        let file = File::open(path).map_err(opening)?;
        let length =
            file.metadata().ok().filter(std::fs::Metadata::is_file).map(|about| about.len());
        Ok(StoredFile { reader: Box::new(file), length })
    }
}
