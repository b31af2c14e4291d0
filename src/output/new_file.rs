//! A file that is being written and remembers why it could not be.

use super::unfinished::undisturbed;
use crate::model::sha256::{HashedBytes, hash_file, hex};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Bytes held before they are written.
const HELD: usize = 1 << 16;

/// A file that is being written; keeps the first fault for its end.
#[derive(Debug)]
pub struct NewFile {
    file: BufWriter<File>,
    hash: Sha256,
    /// Number of bytes written so far.
    bytes: u64,
    fault: Option<io::Error>,
}

/// Sum and length of a written file, by which it is known again.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct FileDigest {
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// Length in bytes.
    pub bytes: u64,
}

/// File that a manifest lists: one of the report, or one that was read for it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct ListedFile {
    /// Path below the folder of the report, or of the incident, with `/`.
    pub path: String,
    /// Sum and length of it.
    #[serde(flatten)]
    pub digest: FileDigest,
}

impl FileDigest {
    /// Reads a file and tells what it holds.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn of(path: &Path) -> io::Result<FileDigest> {
        let HashedBytes { sha256, bytes } = hash_file(path)?;
        Ok(FileDigest { sha256, bytes })
    }

    /// Tells what bytes are, as of a file that holds them.
    pub(crate) fn of_bytes(bytes: &[u8]) -> FileDigest {
        FileDigest::from_hash(Sha256::new_with_prefix(bytes), bytes.len() as u64)
    }

    /// Makes the digest of a whole hash over so many bytes.
    fn from_hash(hash: Sha256, bytes: u64) -> FileDigest {
        FileDigest { sha256: hex(&hash.finalize()), bytes }
    }
}

impl NewFile {
    /// Creates the file, and the folders above it as far as they are missing.
    pub(super) fn at(path: &Path) -> io::Result<NewFile> {
        let _held = undisturbed();
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        let file = BufWriter::with_capacity(HELD, File::create_new(path)?);
        Ok(NewFile { file, hash: Sha256::new(), bytes: 0, fault: None })
    }

    /// Writes the bytes that are held, down to the disk; tells what the file holds, or the first
    /// fault that there was.
    pub(super) fn close(mut self) -> io::Result<FileDigest> {
        if let Some(why) = self.fault.take() {
            return Err(why);
        }
        self.file.flush()?;
        self.file.get_ref().sync_data()?;
        Ok(FileDigest::from_hash(self.hash, self.bytes))
    }

    /// Counts bytes that were written.
    fn note(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
    }

    /// Keeps the first fault; its kind is given on.
    fn keep_fault<T>(&mut self, done: io::Result<T>) -> io::Result<T> {
        done.map_err(|why| {
            let copy = io::Error::from(why.kind());
            self.fault.get_or_insert(why);
            copy
        })
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let done = self.file.write(bytes);
        if let Ok(count) = &done {
            self.note(&bytes[..*count]);
        }
        self.keep_fault(done)
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let done = self.file.write_all(bytes);
        self.note(bytes);
        self.keep_fault(done)
    }

    fn flush(&mut self) -> io::Result<()> {
        let done = self.file.flush();
        self.keep_fault(done)
    }
}
