//! A file as blocks of whole lines, unpacked where it is packed. Each byte is read once: its block
//! and the hash share it.

use crate::files::buffer_pool::{Pool, Pooled};
use crate::files::containers::StoredFile;
use crate::files::containers::{MAGIC, Packing};
use crate::files::file_form::FileForm;
use crate::files::text_encoding::DecodedText;
use crate::files::{ReadError, workbook};
use crate::model::sha256::hex;
use crate::model::shown_path;
use sha2::{Digest, Sha256};
use std::io::{self, ErrorKind, Read};
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
    /// Whole lines, as a part of the buffer.
    lines: Range<usize>,
    /// Bytes that are still to be hashed, as a part of the buffer; may be empty.
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

    /// Counts the line ends.
    pub(crate) fn count_lines(&self) -> u64 {
        memchr::memchr_iter(b'\n', self.lines()).count() as u64
    }

    /// Leaves out the first bytes of the lines.
    pub(crate) fn skip(&mut self, bytes: usize) {
        self.lines.start = (self.lines.start + bytes).min(self.lines.end);
    }
}

/// Count and hash of the bytes read of a packed file, as stored.
#[derive(Debug, Default)]
struct StoredTally {
    hash: Sha256,
    /// Number of bytes, packed as they are.
    bytes: u64,
}

impl StoredTally {
    /// Makes the tally of bytes that are read already.
    fn of(bytes: &[u8]) -> Arc<Mutex<StoredTally>> {
        let mut tally = StoredTally::default();
        tally.hash.update(bytes);
        tally.bytes = bytes.len() as u64;
        Arc::new(Mutex::new(tally))
    }
}

/// File whose first bytes have been read.
type StoredReader = io::Chain<io::Cursor<Vec<u8>>, Box<dyn Read + Send>>;

/// Reader that passes bytes on, and hashes them.
struct HashingReader {
    stored: StoredReader,
    tally: Arc<Mutex<StoredTally>>,
}

impl Read for HashingReader {
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
    tally: Option<Arc<Mutex<StoredTally>>>,
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
struct FilledPart {
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
    /// Opens a file in its declared form, or a member of an archive; gzip and Zstandard are known
    /// by their first bytes, and so is UTF-16 with a mark. A workbook becomes CSV.
    ///
    /// # Errors
    /// Where the file cannot be opened, or has no such form.
    pub(crate) fn open_as(
        path: &Path,
        pool: &Arc<Pool<u8>>,
        form: &FileForm,
    ) -> Result<Blocks, ReadError> {
        let shown = shown_path(path);
        let opening = |why| ReadError::opening(path, why);
        let StoredFile { mut reader, length } = StoredFile::open(path)?;
        if workbook::is_workbook(path) {
            let stored = workbook::stored_bytes(&shown, reader)?;
            let csv = workbook::sheet_as_csv(&shown, &stored, form)?;
            let tally = StoredTally::of(&stored);
            let reader = Box::new(io::Cursor::new(csv.into_bytes()));
            return Ok(Blocks::reading(reader, Some(tally), length, shown, pool));
        }
        let mut first = Vec::new();
        reader.by_ref().take(MAGIC as u64).read_to_end(&mut first).map_err(opening)?;
        let packing = Packing::of(&first);
        let is_plain = packing == Packing::Plain
            && !DecodedText::<StoredReader>::must_decode(&first, form.encoding);
        let stored = io::Cursor::new(first).chain(reader);
        if is_plain {
            return Ok(Blocks::reading(Box::new(stored), None, length, shown, pool));
        }
        let tally = Arc::<Mutex<StoredTally>>::default();
        let hashed = HashingReader { stored, tally: Arc::clone(&tally) };
        let unpacked = packing.unpack(hashed).map_err(opening)?;
        let reader = Box::new(DecodedText::new(unpacked, form.encoding));
        Ok(Blocks::reading(reader, Some(tally), length, shown, pool))
    }

    /// Makes blocks of what a reader gives.
    fn reading(
        reader: Box<dyn Read + Send>,
        tally: Option<Arc<Mutex<StoredTally>>>,
        length: Option<u64>,
        shown: String,
        pool: &Arc<Pool<u8>>,
    ) -> Blocks {
        Blocks {
            reader,
            tally,
            length,
            path: shown,
            pool: Arc::clone(pool),
            begun: Vec::new(),
            too_long: false,
            fault: None,
            plain_bytes: 0,
        }
    }

    /// Reads the next block; `None` after the last.
    ///
    /// # Errors
    /// Where the file cannot be read further, or its compressed data is damaged.
    pub(crate) fn next(&mut self) -> Result<Option<Block>, BlockError> {
        if let Some(why) = self.fault.take() {
            let is_packed = self.tally.is_some();
            return Err(if is_packed { BlockError::Damaged(why) } else { BlockError::Unread(why) });
        }
        let mut bytes = self.pool.take();
        let begun = self.begun.len();
        // Used again; a block grows only where a line that is too long stands before it. A fresh
        // one comes zeroed from the system, which costs a small file nothing for what it leaves
        // unused.
        let room = begun.next_multiple_of(ALIGNED);
        let size = ALIGNED + BLOCK.max(room + LEAST_READ);
        if bytes.is_empty() {
            *bytes = vec![0; size];
        } else if bytes.len() < size {
            bytes.resize(size, 0);
        }
        let fresh = bytes.as_ptr().align_offset(ALIGNED).min(ALIGNED) + room;
        let start = fresh - begun;
        bytes[start..fresh].copy_from_slice(&self.begun);
        let FilledPart { end, last } = self.fill(&mut bytes, fresh);
        if end == start && self.fault.is_none() {
            return Ok(None);
        }
        let text = &bytes[start..end];
        let lines = if self.too_long { self.pass_over(text, last) } else { self.cut(text, last) };
        Ok(Some(Block { buffer: Arc::new(bytes), lines: start..start + lines, fresh: fresh..end }))
    }

    /// Reads until the buffer is full, the file ends, or it cannot be read.
    fn fill(&mut self, bytes: &mut [u8], from: usize) -> FilledPart {
        let mut end = from;
        while end < bytes.len() {
            match self.reader.read(&mut bytes[end..]) {
                Ok(0) => return FilledPart { end, last: LastByte::OfFile },
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
        FilledPart { end, last: LastByte::OfBlock }
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

/// Error that stops the reading of blocks.
#[derive(Debug)]
pub(crate) enum BlockError {
    /// The file cannot be read, in the system's words.
    Unread(io::Error),
    /// The compressed data is damaged, in the words of the library that unpacks.
    Damaged(io::Error),
}

impl BlockError {
    /// Makes an error for a file; `line` is the last whole line that was read.
    pub(crate) fn error(self, path: &str, line: u64) -> ReadError {
        let path = path.to_owned();
        match self {
            BlockError::Unread(why) => ReadError::Read { path, why },
            BlockError::Damaged(why) => ReadError::Damaged { path, line, why },
        }
    }
}
