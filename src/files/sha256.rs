//! SHA-256 of input files.

use crate::files::ReadError;
use crate::files::containers::StoredFile;
use crate::model::sha256::{HashedBytes, hash_all, hex};
use sha2::{Digest, Sha256};
use std::path::Path;

/// Hashes a file as stored, or a member of an archive, however long it is.
///
/// # Errors
/// Where the file cannot be read.
pub(crate) fn sha256_of_file(path: &Path) -> Result<HashedBytes, ReadError> {
    let (mut stored, mut hash) = (StoredFile::open(path)?, Sha256::new());
    let bytes = hash_all(&mut hash, &mut stored.reader);
    let bytes = bytes.map_err(|why| ReadError::opening(path, why))?;
    Ok(HashedBytes { sha256: hex(&hash.finalize()), bytes })
}
