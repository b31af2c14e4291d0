//! One file of statements, read whole: unpacked, with a limit, and with line and column where it is
//! broken.

use crate::claims::claims_config::Entry;
use crate::files::Blocks;
use crate::files::Pool;
use crate::files::ReadError;
use std::path::Path;

/// Bytes of a document, unpacked: more than any export has.
const MOST_BYTES: usize = 256 << 20;

/// A file to read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Document<'a> {
    pub(crate) path: &'a Path,
    /// Its path as shown to readers.
    pub(crate) shown: &'a str,
    pub(crate) entry: &'a Entry,
}

impl<'a> Document<'a> {
    /// Its name, without the ending of a packed file.
    pub(crate) fn name(&self) -> &'a str {
        let name = self.path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(name)
    }

    /// An error of this file.
    pub(crate) fn broken(&self, why: impl Into<String>) -> ReadError {
        ReadError::Broken { path: self.path.display().to_string(), why: why.into() }
    }

    /// An error of this file at a line and a column, both from 1.
    pub(crate) fn broken_at(
        &self,
        (line, column): (usize, usize),
        why: impl Into<String>,
    ) -> ReadError {
        ReadError::Broken {
            path: format!("{}:{line}:{column}", self.path.display()),
            why: why.into(),
        }
    }

    /// Its bytes, unpacked, without a byte order mark.
    ///
    /// # Errors
    /// Where it cannot be read or is too large.
    pub(crate) fn whole(&self) -> Result<Vec<u8>, ReadError> {
        let shown = || self.path.display().to_string();
        let mut blocks = Blocks::open(self.path, &Pool::new())?;
        let mut bytes = Vec::new();
        while let Some(block) = blocks.next().map_err(|why| why.error(&shown(), 0))? {
            bytes.extend_from_slice(block.fresh());
            if bytes.len() > MOST_BYTES {
                return Err(ReadError::TooLarge {
                    path: shown(),
                    bytes: bytes.len() as u64,
                    most: MOST_BYTES as u64,
                });
            }
        }
        if bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        Ok(bytes)
    }

    /// The same as text.
    ///
    /// # Errors
    /// Besides, where it is no UTF-8.
    pub(crate) fn text(&self) -> Result<String, ReadError> {
        String::from_utf8(self.whole()?).map_err(|why| {
            let before = &why.as_bytes()[..why.utf8_error().valid_up_to()];
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            let column = before.rsplit(|byte| *byte == b'\n').next().map_or(0, <[u8]>::len) + 1;
            self.broken_at((line, column), "the text is not UTF-8; save the file as UTF-8")
        })
    }
}
