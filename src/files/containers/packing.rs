//! Packing of a file, and unpacking of its bytes.

use flate2::read::MultiGzDecoder;
use std::io::{self, BufReader, Read};

/// Bytes at the beginning by which a packed file is known.
pub(in crate::files) const MAGIC: usize = 4;
/// Bytes that are read of a packed file at a time.
const PART: usize = 512 << 10;

/// Way in which a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::files) enum Packing {
    Plain,
    Gzip,
    Zstandard,
}

/// Says whether a file that begins so is packed, as far as this program unpacks files.
pub(crate) fn is_packed(bytes: &[u8]) -> bool {
    Packing::of(&bytes[..bytes.len().min(MAGIC)]) != Packing::Plain
}

/// Makes a reader of what a file holds, unpacked where it is packed.
///
/// # Errors
/// Where its first bytes cannot be read.
pub(in crate::files) fn unpacked(
    mut file: impl Read + Send + 'static,
) -> io::Result<Box<dyn Read + Send>> {
    let mut first = Vec::new();
    file.by_ref().take(MAGIC as u64).read_to_end(&mut first)?;
    Packing::of(&first).unpack(io::Cursor::new(first).chain(file))
}

impl Packing {
    /// Tells the packing from the first bytes.
    pub(in crate::files) fn of(first: &[u8]) -> Packing {
        match first {
            [0x1f, 0x8b, ..] => Packing::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd] => Packing::Zstandard,
            _ => Packing::Plain,
        }
    }

    /// Makes a reader of unpacked bytes.
    ///
    /// # Errors
    /// Where the library that unpacks cannot begin.
    pub(in crate::files) fn unpack(
        self,
        stored: impl Read + Send + 'static,
    ) -> io::Result<Box<dyn Read + Send>> {
        Ok(match self {
            Packing::Gzip => Box::new(MultiGzDecoder::new(BufReader::with_capacity(PART, stored))),
            Packing::Zstandard => Box::new(zstd::Decoder::new(stored)?),
            Packing::Plain => Box::new(stored),
        })
    }
}
