//! One file of statements, read whole: unpacked, with a limit, and with line and column where it is
//! broken.

use crate::claims::claims_entry::ClaimsEntry;
use crate::files::{ReadError, read_unpacked};
use crate::model::{HeldRoom, shown_path};
use std::path::Path;

/// File of claims that is to be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct ClaimFile<'a> {
    pub(super) path: &'a Path,
    /// Path as shown to readers.
    pub(super) shown: &'a str,
    /// Word of the layout, for errors.
    pub(super) layout: &'static str,
    pub(super) entry: &'a ClaimsEntry,
    /// Room for its text, beside what is held already.
    pub(super) room: HeldRoom,
}

impl<'a> ClaimFile<'a> {
    /// Gives the name, without the ending of a packed file.
    pub(super) fn name(&self) -> &'a str {
        let name = self.path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst")).unwrap_or(name)
    }

    /// Makes an error of this file.
    pub(super) fn broken(&self, why: impl Into<String>) -> ReadError {
        ReadError::Broken { path: shown_path(self.path), why: why.into() }
    }

    /// Makes an error of this file at a line and a column, both from 1.
    pub(super) fn broken_at(
        &self,
        line: usize,
        column: usize,
        why: impl Into<String>,
    ) -> ReadError {
        ReadError::Broken {
            path: format!("{}:{line}:{column}", shown_path(self.path)),
            why: why.into(),
        }
    }

    /// Reads the bytes, unpacked, without a byte order mark.
    ///
    /// # Errors
    /// Where it cannot be read or is too large.
    pub(super) fn read_whole(&self) -> Result<Vec<u8>, ReadError> {
        let mut bytes = {
            let shown = shown_path(self.path);
            read_unpacked(self.path, &shown, &self.entry.form, self.room)?
        };
        if bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        Ok(bytes)
    }

    /// Reads the bytes as text, without a byte order mark.
    ///
    /// # Errors
    /// Where it cannot be read, is too large, or is no UTF-8.
    pub(super) fn text(&self) -> Result<String, ReadError> {
        String::from_utf8(self.read_whole()?).map_err(|why| {
            let before = &why.as_bytes()[..why.utf8_error().valid_up_to()];
            let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
            let column = before.rsplit(|byte| *byte == b'\n').next().map_or(0, <[u8]>::len) + 1;
            self.broken_at(
                line,
                column,
                "the text is not UTF-8; save the file as UTF-8, or write its `encoding`, such as \
                 \"latin1\", into its [[claims]]",
            )
        })
    }
}
