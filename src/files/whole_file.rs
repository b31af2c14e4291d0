//! Files that are read whole.

use crate::files::ReadError;
use crate::files::blocks::Blocks;
use crate::files::buffer_pool::Pool;
use crate::files::file_form::FileForm;
use crate::files::text_encoding::{DecodedText, MARK};
use crate::model::sha256::hex;
use crate::model::{HeldRoom, Input, InputRole, shown_path};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Read;
use std::path::Path;

/// Most bytes of a file that is read whole. Tables of this kind are written by hand; a larger file
/// is a probe log by mistake.
const MOST_BYTES: u64 = 256 << 20;

/// Content of an input file, with its account among the inputs.
#[derive(Debug)]
pub(crate) struct ReadInput<T> {
    pub(crate) content: T,
    pub(crate) input: Input,
}

/// Returns the size of a file that can be read whole, in bytes.
///
/// # Errors
/// Where it cannot be read, or is too large.
pub(crate) fn checked_size(path: &Path) -> Result<u64, ReadError> {
    let bytes = fs::metadata(path).map_err(|why| ReadError::opening(path, why))?.len();
    if bytes > MOST_BYTES {
        return Err(ReadError::TooLarge { path: shown_path(path), bytes, most: MOST_BYTES });
    }
    Ok(bytes)
}

/// Reads a file whole; gives its account among the inputs, too, in which no row is counted yet.
///
/// # Errors
/// Where the file cannot be read, or is too large.
pub(crate) fn read_whole(
    path: &Path,
    shown: &str,
    role: InputRole,
) -> Result<ReadInput<Vec<u8>>, ReadError> {
    checked_size(path)?;
    let text = fs::read(path).map_err(|why| ReadError::opening(path, why))?;
    let input = Input {
        sha256: hex(&Sha256::digest(&text)),
        bytes: text.len() as u64,
        ..Input::new(shown.to_owned(), role)
    };
    Ok(ReadInput { content: decoded(text), input })
}

/// Gives a text in UTF-8 where a mark at its beginning says that it is in UTF-16.
fn decoded(text: Vec<u8>) -> Vec<u8> {
    if !DecodedText::<&[u8]>::must_decode(&text[..text.len().min(MARK)], None) {
        return text;
    }
    let mut decoded = Vec::new();
    // Reading from memory cannot fail.
    let _ = DecodedText::new(&text[..], None).read_to_end(&mut decoded);
    decoded
}

/// Reads the bytes of a file whole, unpacked; `shown` is its path for errors, and `room` is that of
/// the run, its text included.
///
/// # Errors
/// Where the file cannot be read, is too large when unpacked, or does not fit into the memory.
pub(crate) fn read_unpacked(
    path: &Path,
    shown: &str,
    form: &FileForm,
    room: HeldRoom,
) -> Result<Vec<u8>, ReadError> {
    let mut blocks = Blocks::open_as(path, &Pool::new(), form)?;
    let mut all = Vec::new();
    let mut bytes = 0;
    while let Some(block) = blocks.next().map_err(|why| why.error(shown, 0))? {
        bytes += block.fresh().len();
        // What does not fit is counted alone.
        if room.with_text(bytes).fits() {
            all.extend_from_slice(block.fresh());
        }
        if bytes as u64 > MOST_BYTES {
            let path = shown.to_owned();
            return Err(ReadError::TooLarge { path, bytes: bytes as u64, most: MOST_BYTES });
        }
    }
    room.with_text(bytes).check().map_err(ReadError::OverMemory)?;
    Ok(all)
}
