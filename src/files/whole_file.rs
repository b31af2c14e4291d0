//! Files that are read whole.

use crate::files::ReadError;
use crate::files::blocks::Blocks;
use crate::files::buffer_pool::Pool;
use crate::files::file_form::FileForm;
use crate::files::text_encoding::{DecodedText, MARK};
use crate::model::sha256::hex;
use crate::model::{Input, InputRole, shown_path};
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

/// Reads a file whole; gives its account among the inputs, too, in which no row is counted yet.
///
/// # Errors
/// Where the file cannot be read, or is too large.
pub(crate) fn read_whole(
    path: &Path,
    shown: &str,
    role: InputRole,
) -> Result<ReadInput<Vec<u8>>, ReadError> {
    let name = shown_path(path);
    let bytes = fs::metadata(path).map_err(|why| ReadError::opening(path, why))?.len();
    if bytes > MOST_BYTES {
        return Err(ReadError::TooLarge { path: name, bytes, most: MOST_BYTES });
    }
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

/// Reads the bytes of a file whole, unpacked; `shown` is its path for errors.
///
/// # Errors
/// Where the file cannot be read, or is too large when unpacked.
pub(crate) fn read_unpacked(
    path: &Path,
    shown: &str,
    form: &FileForm,
) -> Result<Vec<u8>, ReadError> {
    let mut blocks = Blocks::open_as(path, &Pool::new(), form)?;
    let mut all = Vec::new();
    while let Some(block) = blocks.next().map_err(|why| why.error(shown, 0))? {
        all.extend_from_slice(block.fresh());
        let bytes = all.len() as u64;
        if bytes > MOST_BYTES {
            let path = shown.to_owned();
            return Err(ReadError::TooLarge { path, bytes, most: MOST_BYTES });
        }
    }
    Ok(all)
}
