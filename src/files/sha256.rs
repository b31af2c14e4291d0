//! SHA-256 of files.

use crate::files::ReadError;
use crate::model::sha256::{hash_all, hex};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;

/// Gives the SHA-256 and the size of a file as stored, however long it is.
///
/// # Errors
/// Where the file cannot be read.
pub(crate) fn sha256_of_file(path: &Path) -> Result<(String, u64), ReadError> {
    let opening = |why| ReadError::opening(&path.display().to_string(), why);
    let mut hash = Sha256::new();
    let bytes = fs::File::open(path)
        .and_then(|mut file| hash_all(&mut hash, &mut file))
        .map_err(opening)?;
    Ok((hex(&hash.finalize()), bytes))
}
