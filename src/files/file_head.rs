//! The first bytes of a file, by which a layout is recognised.

mod later_lines;
mod web_page;

use crate::files::ReadError;
use crate::files::blocks::{BlockError, Blocks};
use crate::files::buffer_pool::Pool;
use crate::files::file_form::{FileForm, SheetExtent};
use crate::model::shown_path;
use std::path::Path;
pub(crate) use web_page::WebPage;

/// Most bytes of a head.
const BYTES: usize = 64 << 10;

/// Beginning of a file, unpacked.
#[derive(Debug)]
pub(crate) struct FileHead<'a> {
    /// The file or folder.
    pub(crate) path: &'a Path,
    /// First 64 KiB, or all of a smaller file; empty for a folder.
    pub(crate) bytes: Vec<u8>,
    /// Lines further on that hold something new, in the order of the file; empty unless they were
    /// searched.
    pub(crate) later: Vec<String>,
}

impl<'a> FileHead<'a> {
    /// Reads the head of a file or folder.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub(crate) fn at(path: &'a Path) -> Result<FileHead<'a>, ReadError> {
        FileHead::in_form(path, &FileForm::default())
    }

    /// Reads the head of a file or folder, in the encoding and of the sheet that a form names.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub(crate) fn in_form(path: &'a Path, form: &FileForm) -> Result<FileHead<'a>, ReadError> {
        let mut bytes = Vec::new();
        if !path.is_dir() {
            let form = FileForm { extent: SheetExtent::FirstBytes(BYTES), ..form.clone() };
            let mut blocks = Blocks::open_as(path, &Pool::new(), &form)?;
            let failed = |why: BlockError| why.error(&shown_path(path), 0);
            while bytes.len() < BYTES
                && let Some(block) = blocks.next().map_err(failed)?
            {
                bytes.extend_from_slice(block.fresh());
            }
            bytes.truncate(BYTES);
        }
        Ok(FileHead { path, bytes, later: Vec::new() })
    }

    /// Searches the file for lines that hold what none of the first `most` lines does. A folder, a
    /// pipe and a text of another encoding than its form have none.
    pub(crate) fn with_later_lines(mut self, form: &FileForm, most: usize) -> FileHead<'a> {
        let is_file = self.path.metadata().map_or(true, |found| found.is_file());
        let first: Vec<&str> = self.first_lines(most).collect();
        let is_whole = !self.is_cut() && first.len() < most;
        if is_file && !is_whole && !first.is_empty() {
            self.later = later_lines::find(self.path, form, &first);
        }
        self
    }

    /// Says whether the file may go on behind the first bytes.
    pub(crate) fn is_cut(&self) -> bool {
        self.bytes.len() >= BYTES
    }

    /// Gives the first whole lines that hold something, at most so many.
    pub(crate) fn first_lines(&self, most: usize) -> impl Iterator<Item = &str> {
        self.lines().filter(|line| !line.trim().is_empty()).take(most)
    }

    /// Gives the first bytes as text, without a byte order mark; `None` where they are not UTF-8.
    pub(crate) fn text(&self) -> Option<&str> {
        let text = match std::str::from_utf8(&self.bytes) {
            Ok(text) => text,
            // The last letter can be cut.
            Err(why) if why.error_len().is_none() => {
                std::str::from_utf8(&self.bytes[..why.valid_up_to()]).ok()?
            }
            Err(_) => return None,
        };
        Some(text.trim_start_matches('\u{feff}'))
    }

    /// Gives the whole lines among the first bytes, without their ends; none where these are not
    /// UTF-8.
    pub(crate) fn lines(&self) -> impl Iterator<Item = &str> {
        let cut = if self.is_cut() {
            memchr::memrchr(b'\n', &self.bytes).unwrap_or(0)
        } else {
            self.bytes.len()
        };
        std::str::from_utf8(&self.bytes[..cut]).unwrap_or_default().lines()
    }

    /// Gives the first line, without its end; `None` where it is not UTF-8. Later lines may hold
    /// any bytes.
    pub(crate) fn first_line(&self) -> Option<&str> {
        let line = self.bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        std::str::from_utf8(line).ok()
    }

    /// Says whether the head is that of a file, and holds nothing but blanks.
    pub(crate) fn is_empty(&self) -> bool {
        !self.path.is_dir() && self.bytes.iter().all(u8::is_ascii_whitespace)
    }

    /// Gives the name of the file or folder; empty where it is not UTF-8.
    pub(crate) fn name(&self) -> &str {
        self.path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
    }
}
