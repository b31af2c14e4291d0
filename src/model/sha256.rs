//! SHA-256 of bytes, and its words.

use sha2::{Digest, Sha256};
use std::io::{self, ErrorKind, Read};

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

/// Writes bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
