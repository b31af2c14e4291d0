//! A file as blocks of whole lines, unpacked where it is packed. Each byte is read once: its block
//! and the hash share it.

use crate::files::ReadError;
use crate::files::buffer_pool::{Pool, Pooled};
use crate::files::sha256::hex;
use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufReader, ErrorKind, Read};
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// Longest line of a probe log in bytes.
pub(crate) const LONGEST_LINE: usize = 64 << 10;
/// Bytes of a block: smaller blocks cost more in waking threads than they save in cache.
const BLOCK: usize = 512 << 10;
/// Alignment in memory of the bytes that are read into a block. Some processors copy several times
/// slower to a place just behind the beginning of a page.
const ALIGNED: usize = 64;
/// Least room for bytes that are read into a block, whatever it begins with.
const LEAST_READ: usize = BLOCK / 2;

/// Part of a file: whole lines, and the bytes that were read for it and are still to be hashed.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    buffer: Arc<Pooled<u8>>,
    lines: Range<usize>,
    fresh: Range<usize>,
}

impl Block {
    /// Gives the whole lines with their ends; only the last line of a file may have none.
    pub(crate) fn lines(&self) -> &[u8] {
        &self.buffer[self.lines.clone()]
    }

    /// Gives the bytes read for this block, as unpacked.
    pub(crate) fn fresh(&self) -> &[u8] {
        &self.buffer[self.fresh.clone()]
    }

    /// Leaves out the first bytes of the lines.
    pub(crate) fn skip(&mut self, bytes: usize) {
        self.lines.start = (self.lines.start + bytes).min(self.lines.end);
    }
}

/// Count and hash of the bytes read of a packed file, as stored.
#[derive(Debug, Default)]
struct Tally {
    hash: Sha256,
    bytes: u64,
}

/// File whose first bytes have been read.
type Stored = io::Chain<io::Cursor<Vec<u8>>, File>;

/// Reader that passes bytes on, and hashes them.
struct Hashed {
    stored: Stored,
    tally: Arc<Mutex<Tally>>,
}

impl Read for Hashed {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.stored.read(into)?;
        let mut tally = self.tally.lock().unwrap_or_else(PoisonError::into_inner);
        tally.hash.update(&into[..read]);
        tally.bytes += read as u64;
        Ok(read)
    }
}

/// Reader of the blocks of one file.
pub(crate) struct Blocks {
    reader: Box<dyn Read + Send>,
    /// Tally of a packed file, whose stored bytes no block holds; else `None`.
    tally: Option<Arc<Mutex<Tally>>>,
    /// Bytes of the file when it was opened; `None` for a pipe.
    length: Option<u64>,
    path: String,
    pool: Arc<Pool<u8>>,
    /// Beginning of the line that the last block ended in.
    begun: Vec<u8>,
    /// Whether that line is too long already, so that its rest is passed over.
    too_long: bool,
    /// Error that stopped the reading behind the last block.
    fault: Option<io::Error>,
    /// Bytes read, as unpacked.
    plain_bytes: u64,
}

/// Part of a buffer that was filled from a file.
struct Filled {
    /// End of what was filled, in bytes from the beginning of the buffer.
    end: usize,
    last: LastByte,
}

/// Meaning of the last byte that was read into a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LastByte {
    /// The file ends with it.
    OfFile,
    /// More may follow.
    OfBlock,
}

impl Blocks {
    /// Opens a file; gzip and Zstandard are known by their first bytes.
    ///
    /// # Errors
    /// Where the file cannot be opened.
    pub(crate) fn open(path: &Path, pool: &Arc<Pool<u8>>) -> Result<Blocks, ReadError> {
        let shown = path.display().to_string();
        let opening = |why| ReadError::opening(&shown, why);
        let mut file = File::open(path).map_err(opening)?;
        let length =
            file.metadata().ok().filter(std::fs::Metadata::is_file).map(|about| about.len());
        let mut first = Vec::new();
        file.by_ref().take(MAGIC as u64).read_to_end(&mut first).map_err(opening)?;
        let packing = Packing::of(&first);
        let stored = io::Cursor::new(first).chain(file);
        let tally = (packing != Packing::Plain).then(Arc::default);
        let hashed = |stored| Hashed { stored, tally: tally.clone().unwrap_or_default() };
        let reader: Box<dyn Read + Send> = match packing {
            Packing::Gzip => {
                Box::new(MultiGzDecoder::new(BufReader::with_capacity(BLOCK, hashed(stored))))
            }
            Packing::Zstandard => Box::new(zstd::Decoder::new(hashed(stored)).map_err(opening)?),
            Packing::Plain => Box::new(stored),
        };
        let pool = Arc::clone(pool);
        Ok(Blocks {
            reader,
            tally,
            length,
            path: shown,
            pool,
            begun: Vec::new(),
            too_long: false,
            fault: None,
            plain_bytes: 0,
        })
    }

    /// Reads the next block; `None` after the last.
    ///
    /// # Errors
    /// Where the file cannot be read further, or its compressed data is damaged.
    pub(crate) fn next(&mut self) -> Result<Option<Block>, Stopped> {
        if let Some(why) = self.fault.take() {
            let is_packed = self.tally.is_some();
            return Err(if is_packed { Stopped::Damaged(why) } else { Stopped::Unread(why) });
        }
        let mut bytes = self.pool.take();
        let begun = self.begun.len();
        // Zeroed once and then used again; a block grows only where a line that is too long stands
        // before it.
        let room = begun.next_multiple_of(ALIGNED);
        let size = ALIGNED + BLOCK.max(room + LEAST_READ);
        if bytes.len() < size {
            bytes.resize(size, 0);
        }
        let fresh = bytes.as_ptr().align_offset(ALIGNED).min(ALIGNED) + room;
        let start = fresh - begun;
        bytes[start..fresh].copy_from_slice(&self.begun);
        let Filled { end, last } = self.fill(&mut bytes, fresh);
        if end == start && self.fault.is_none() {
            return Ok(None);
        }
        let text = &bytes[start..end];
        let lines = if self.too_long { self.pass_over(text, last) } else { self.cut(text, last) };
        Ok(Some(Block { buffer: Arc::new(bytes), lines: start..start + lines, fresh: fresh..end }))
    }

    /// Reads until the buffer is full, the file ends, or it cannot be read.
    fn fill(&mut self, bytes: &mut [u8], from: usize) -> Filled {
        let mut end = from;
        while end < bytes.len() {
            match self.reader.read(&mut bytes[end..]) {
                Ok(0) => return Filled { end, last: LastByte::OfFile },
                Ok(read) => {
                    end += read;
                    self.plain_bytes += read as u64;
                }
                Err(why) if why.kind() == ErrorKind::Interrupted => (),
                Err(why) => {
                    self.fault = Some(why);
                    break;
                }
            }
        }
        Filled { end, last: LastByte::OfBlock }
    }

    /// Gives the end of the whole lines; a line that begins behind them is kept for the next block.
    fn cut(&mut self, bytes: &[u8], last: LastByte) -> usize {
        let lines = match last {
            LastByte::OfFile => bytes.len(),
            LastByte::OfBlock => memchr::memrchr(b'\n', bytes).map_or(0, |at| at + 1),
        };
        self.begun.clear();
        self.begun.extend_from_slice(&bytes[lines..]);
        if self.begun.len() > LONGEST_LINE {
            // One byte too many says that it is too long; the rest need not be kept.
            self.begun.truncate(LONGEST_LINE + 1);
            self.too_long = true;
        }
        lines
    }

    /// Gives the end of the whole lines within a line that is too long: its rest is left out of the
    /// beginning of the next block.
    fn pass_over(&mut self, bytes: &[u8], last: LastByte) -> usize {
        let begun = self.begun.len();
        if let Some(end) = memchr::memchr(b'\n', &bytes[begun..]) {
            self.begun.extend_from_slice(&bytes[begun + end..]);
            self.too_long = false;
            return 0;
        }
        if last == LastByte::OfFile {
            self.begun.clear();
            return begun;
        }
        0
    }

    /// Gives the number of bytes read so far, as stored.
    pub(crate) fn stored(&self) -> u64 {
        match &self.tally {
            Some(tally) => tally.lock().unwrap_or_else(PoisonError::into_inner).bytes,
            None => self.plain_bytes,
        }
    }

    /// Says whether the blocks hold the bytes as they are stored, so that they are what must be
    /// hashed.
    pub(crate) fn is_plain(&self) -> bool {
        self.tally.is_none()
    }

    /// Gives the SHA-256 of a packed file as stored, after its last block; `None` for other files.
    pub(crate) fn hash(&self) -> Option<String> {
        let tally = self.tally.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        Some(hex(&tally.hash.clone().finalize()))
    }

    /// Checks that the file is as long as when it was opened.
    ///
    /// # Errors
    /// Where it is not: something writes to it.
    pub(crate) fn check_unchanged(&self) -> Result<(), ReadError> {
        match self.length {
            Some(length) if length != self.stored() => Err(ReadError::Changed(self.path.clone())),
            _ => Ok(()),
        }
    }
}

/// Bytes at the beginning by which a packed file is known.
const MAGIC: usize = 4;

/// Packing of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    Plain,
    Gzip,
    Zstandard,
}

/// Says whether a file that begins so is packed, as far as this program unpacks files.
pub(crate) fn is_packed(bytes: &[u8]) -> bool {
    Packing::of(&bytes[..bytes.len().min(MAGIC)]) != Packing::Plain
}

impl Packing {
    /// Tells the packing from the first bytes.
    fn of(first: &[u8]) -> Packing {
        match first {
            [0x1f, 0x8b, ..] => Packing::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd] => Packing::Zstandard,
            _ => Packing::Plain,
        }
    }
}

/// Error that stops the reading of blocks.
#[derive(Debug)]
pub(crate) enum Stopped {
    /// The file cannot be read, in the system's words.
    Unread(io::Error),
    /// The compressed data is damaged, in the words of the library that unpacks.
    Damaged(io::Error),
}

impl Stopped {
    /// Makes an error for a file; `line` is the last whole line that was read.
    pub(crate) fn error(self, path: &str, line: u64) -> ReadError {
        let path = path.to_owned();
        match self {
            Stopped::Unread(why) => ReadError::Read { path, why },
            Stopped::Damaged(why) => ReadError::Damaged { path, line, why },
        }
    }
}
