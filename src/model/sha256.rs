//! SHA-256 of bytes, and its words.

use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// Bytes that are read and hashed at a time.
const PART: usize = 256 << 10;

/// Hashes all bytes of a reader; gives their number.
///
/// # Errors
/// Where the reader has one.
pub(crate) fn hash_all(hash: &mut Sha256, from: &mut impl Read) -> io::Result<u64> {
    let (mut bytes, mut part) = (0, vec![0; PART]);
    loop {
        match from.read(&mut part) {
            Ok(0) => return Ok(bytes),
            Ok(read) => {
                hash.update(&part[..read]);
                bytes += read as u64;
            }
            Err(why) if why.kind() == ErrorKind::Interrupted => (),
            Err(why) => return Err(why),
        }
    }
}

/// SHA-256 of bytes, and their number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HashedBytes {
    /// The sum, in hexadecimal.
    pub(crate) sha256: String,
    pub(crate) bytes: u64,
}

/// Hashes a file as stored, however long it is.
///
/// # Errors
/// Where the file cannot be read.
pub(crate) fn hash_file(path: &Path) -> io::Result<HashedBytes> {
    let mut hash = Sha256::new();
    let bytes = hash_all(&mut hash, &mut File::open(path)?)?;
    Ok(HashedBytes { sha256: hex(&hash.finalize()), bytes })
}

/// Writes bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
