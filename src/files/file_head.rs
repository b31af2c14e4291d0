//! The first bytes of a file, as a layout is recognised by.

use crate::files::ReadError;
use crate::files::blocks::{Blocks, Stopped};
use crate::files::buffer_pool::Pool;
use std::path::Path;

/// Bytes that are looked at.
const BYTES: usize = 64 << 10;

/// What a file begins with, unpacked.
#[derive(Debug)]
pub(crate) struct FileHead<'a> {
    /// The file or folder.
    pub(crate) path: &'a Path,
    /// The first 64 KiB at most; empty for a folder.
    pub(crate) bytes: Vec<u8>,
}

impl<'a> FileHead<'a> {
    /// Looks at a file or folder.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub(crate) fn at(path: &'a Path) -> Result<FileHead<'a>, ReadError> {
        let mut bytes = Vec::new();
        if !path.is_dir() {
            let mut blocks = Blocks::open(path, &Pool::new())?;
            let failed = |why: Stopped| why.error(&path.display().to_string(), 0);
            while bytes.len() < BYTES
                && let Some(block) = blocks.next().map_err(failed)?
            {
                bytes.extend_from_slice(block.fresh());
            }
            bytes.truncate(BYTES);
        }
        Ok(FileHead { path, bytes })
    }

    /// The first bytes as text; `None` where they are none, in UTF-8.
    pub(crate) fn text(&self) -> Option<&str> {
        match std::str::from_utf8(&self.bytes) {
            Ok(text) => Some(text),
            // The last letter can be cut.
            Err(why) if why.error_len().is_none() => {
                std::str::from_utf8(&self.bytes[..why.valid_up_to()]).ok()
            }
            Err(_) => None,
        }
        .map(|text| text.trim_start_matches('\u{feff}'))
    }

    /// The whole lines among the first bytes, without their ends; none where they are no UTF-8.
    pub(crate) fn lines(&self) -> impl Iterator<Item = &str> {
        let cut = if self.bytes.len() < BYTES {
            self.bytes.len()
        } else {
            memchr::memrchr(b'\n', &self.bytes).unwrap_or(0)
        };
        std::str::from_utf8(&self.bytes[..cut]).unwrap_or_default().lines()
    }

    /// Whether it is a file that holds nothing but blanks.
    pub(crate) fn is_empty(&self) -> bool {
        !self.path.is_dir() && self.bytes.iter().all(u8::is_ascii_whitespace)
    }

    /// Name of the file or folder.
    pub(crate) fn name(&self) -> &str {
        self.path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
    }
}
