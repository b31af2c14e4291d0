//! SHA-256 of input files.

use crate::files::ReadError;
use crate::model::sha256::{HashedBytes, hash_file};
use std::path::Path;

/// Hashes a file as stored, however long it is.
///
/// # Errors
/// Where the file cannot be read.
pub(crate) fn sha256_of_file(path: &Path) -> Result<HashedBytes, ReadError> {
    hash_file(path).map_err(|why| ReadError::opening(path, why))
}
