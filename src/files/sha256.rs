//! SHA-256 of files.

use crate::files::ReadError;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

/// Bytes that are read and hashed at a time.
const PART: usize = 256 << 10;

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

/// Writes bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
