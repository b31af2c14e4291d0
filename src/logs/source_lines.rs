//! Lines of probe logs, for a reader who wants to see what an outage rests on.

use crate::files::{Blocks, FileForm, LONGEST_LINE, Pool, ReadError};
use crate::model::{Location, shown_path};
use std::collections::BTreeMap;
use std::path::Path;

/// Replaces each text by the line of a file at its place; `file` is the number of the file. Lines
/// that are too long are left out.
///
/// # Errors
/// Where the file cannot be read.
pub(super) fn read(
    texts: &mut BTreeMap<Location, String>,
    path: &Path,
    form: &FileForm,
    file: u32,
) -> Result<(), ReadError> {
    let Some(last) = texts.keys().map(|location| location.line).max() else { return Ok(()) };
    let shown = shown_path(path);
    let mut blocks = Blocks::open_as(path, &Pool::new(), form)?;
    let mut line = 0;
    while let Some(block) = blocks.next().map_err(|why| why.error(&shown, line))? {
        for bytes in block.lines().split_inclusive(|byte| *byte == b'\n') {
            line += 1;
            let Some(text) = texts.get_mut(&Location { file, line }) else { continue };
            if bytes.len() <= LONGEST_LINE {
                let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
                let bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
                *text = String::from_utf8_lossy(bytes).into_owned();
            }
        }
        if line >= last {
            break;
        }
    }
    Ok(())
}
