//! A probe file as a stream of lines: hashed as stored, unpacked where packed, and never more than one line in memory.

use super::SourceError;
use super::rows::hex;
use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};
use std::cell::RefCell;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::rc::Rc;

/// A longer line is no row of a probe log.
pub(super) const LONGEST_LINE: usize = 64 << 10;
/// Bytes read at a time.
const BLOCK: usize = 256 << 10;

/// What has gone by, as stored.
#[derive(Debug, Default)]
struct Tally {
    hash: Sha256,
    bytes: u64,
}

/// Passes bytes on, and hashes them.
struct Hashed {
    file: File,
    tally: Rc<RefCell<Tally>>,
}

impl Read for Hashed {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(into)?;
        let mut tally = self.tally.borrow_mut();
        tally.hash.update(&into[..read]);
        tally.bytes += read as u64;
        Ok(read)
    }
}

/// One line, without its end.
pub(super) enum Line<'a> {
    /// The line's bytes.
    Whole(&'a [u8]),
    /// A line longer than [`LONGEST_LINE`].
    TooLong,
}

/// The lines of one file.
pub(super) struct Lines {
    path: String,
    reader: BufReader<Box<dyn Read>>,
    tally: Rc<RefCell<Tally>>,
    line: Vec<u8>,
    number: u64,
    packed: bool,
}

impl Lines {
    /// Opens a file; gzip and Zstandard are known by their first bytes.
    pub(super) fn open(path: &Path) -> Result<Lines, SourceError> {
        let name = path.display().to_string();
        let opening = |why| SourceError::opening(&name, why);
        let mut first = [0u8; 4];
        let known = File::open(path).and_then(|mut file| fill(&mut file, &mut first)).map_err(opening)?;
        let tally = Rc::new(RefCell::new(Tally::default()));
        let stored = Hashed { file: File::open(path).map_err(opening)?, tally: Rc::clone(&tally) };
        let (packed, plain): (bool, Box<dyn Read>) = match &first[..known] {
            [0x1f, 0x8b, ..] => (true, Box::new(MultiGzDecoder::new(BufReader::with_capacity(BLOCK, stored)))),
            [0x28, 0xb5, 0x2f, 0xfd] => (true, Box::new(zstd::Decoder::new(stored).map_err(opening)?)),
            _ => (false, Box::new(stored)),
        };
        let reader = BufReader::with_capacity(BLOCK, plain);
        Ok(Lines { path: name, reader, tally, line: Vec::new(), number: 0, packed })
    }

    /// The next line, with its number from 1; `None` after the last.
    pub(super) fn next(&mut self) -> Result<Option<(u64, Line<'_>)>, SourceError> {
        self.line.clear();
        let (mut any, mut too_long) = (false, false);
        loop {
            let block = match self.reader.fill_buf() {
                Ok(block) => block,
                Err(why) if why.kind() == io::ErrorKind::Interrupted => continue,
                Err(why) if self.packed => return Err(SourceError::Damaged { path: self.path.clone(), line: self.number, why }),
                Err(why) => return Err(SourceError::Read { path: self.path.clone(), why }),
            };
            if block.is_empty() {
                break;
            }
            any = true;
            let end = block.iter().position(|byte| *byte == b'\n');
            let part = &block[..end.unwrap_or(block.len())];
            too_long |= self.line.len() + part.len() > LONGEST_LINE;
            if !too_long {
                self.line.extend_from_slice(part);
            }
            let used = part.len() + usize::from(end.is_some());
            self.reader.consume(used);
            if end.is_some() {
                break;
            }
        }
        if !any {
            return Ok(None);
        }
        self.number += 1;
        let line = if too_long { Line::TooLong } else { Line::Whole(self.line.strip_suffix(b"\r").unwrap_or(&self.line)) };
        Ok(Some((self.number, line)))
    }

    /// Bytes read so far, as stored.
    pub(super) fn bytes(&self) -> u64 {
        self.tally.borrow().bytes
    }

    /// SHA-256 and size of the file as stored; what stands behind the packed data is read too.
    pub(super) fn finish(self) -> Result<(String, u64), SourceError> {
        let Lines { path, mut reader, tally, .. } = self;
        io::copy(&mut reader, &mut io::sink()).map_err(|why| SourceError::Read { path, why })?;
        let tally = tally.borrow();
        Ok((hex(&tally.hash.clone().finalize()), tally.bytes))
    }
}

/// Fills the buffer as far as the file goes.
fn fill(file: &mut File, into: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0;
    while filled < into.len() {
        match file.read(&mut into[filled..])? {
            0 => break,
            read => filled += read,
        }
    }
    Ok(filled)
}
