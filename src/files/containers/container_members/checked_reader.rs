//! Bytes of a member of a container, held against what the container says of them.

use flate2::Crc;
use std::io::{self, ErrorKind, Read};

/// Reader that fails where the bytes are fewer, more, or others than the archive says.
pub(super) struct CheckedReader<R> {
    reader: R,
    /// Bytes that are still to come.
    left: u64,
    crc: Crc,
    /// Sum that the bytes must have; `None` where the archive does not say it.
    expected: Option<u32>,
}

impl<R: Read> CheckedReader<R> {
    /// Makes a reader of this many bytes, which must have the expected checksum, where one is
    /// given.
    pub(super) fn new(reader: R, bytes: u64, expected: Option<u32>) -> CheckedReader<R> {
        CheckedReader { reader, left: bytes, crc: Crc::new(), expected }
    }
}

impl<R: Read> Read for CheckedReader<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let damaged = |why| Err(io::Error::new(ErrorKind::InvalidData, why));
        if into.is_empty() {
            return Ok(0);
        }
        let read = self.reader.read(into)?;
        if read as u64 > self.left {
            return damaged("the member is longer than its archive says; make the archive again");
        }
        self.left -= read as u64;
        self.crc.update(&into[..read]);
        if read > 0 {
            return Ok(read);
        }
        if self.left > 0 {
            return damaged("the archive is cut off or damaged; fetch or make it again");
        }
        match self.expected {
            Some(expected) if expected != self.crc.sum() => {
                damaged("the archive is damaged: a sum is wrong; fetch or make it again")
            }
            _ => Ok(0),
        }
    }
}
