//! Rows that do not fit into memory: sorted chunks in one file without a name, merged when they are
//! read. The system removes the file when the program ends, however it ends.

use super::packed_sample::PackedSample;
use crate::model::shown_path;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::PathBuf;

/// Bytes of a row in the file: the number of its series, and the packed sample.
const ROW_BYTES: usize = 4 + PackedSample::STORED;
/// Fewest rows of each chunk that are in memory while chunks are merged.
const FEWEST_ROWS: u64 = 16;
/// Most rows of each chunk that are in memory while chunks are merged.
const MOST_ROWS: u64 = 4096;

/// Failure to keep rows in a file, so that they cannot be sorted.
#[derive(Debug, thiserror::Error)]
#[error(
    "the rows that must be sorted do not fit into --memory, and the file for them in {} cannot be \
     used: {error}; make room there, name another folder with TMPDIR, or give more --memory",
    shown_path(.folder)
)]
/// Error of the temporary file of rows that do not fit into memory.
pub struct SpillError {
    folder: PathBuf,
    error: io::Error,
}

/// File of sorted chunks, which is made with the first chunk.
#[derive(Debug, Default)]
pub(super) struct Spill {
    file: Option<File>,
    /// The chunks in the file, in the order of adding.
    chunks: Vec<Range<u64>>,
    /// The first error of writing.
    failed: Option<io::Error>,
}

/// Rows of one series, in order.
pub(super) struct ChunkSeries {
    /// Number of the series.
    pub(super) series: u32,
    /// Rows, sorted.
    pub(super) rows: Vec<PackedSample>,
}

impl Spill {
    /// Says whether nothing was added.
    pub(super) fn is_empty(&self) -> bool {
        self.chunks.is_empty() && self.failed.is_none()
    }

    /// Adds a chunk: series in order of their numbers, each with its rows in order. After a failure
    /// the rows are dropped, and [`Spill::merged`] tells the failure.
    pub(super) fn add(&mut self, chunk: Vec<ChunkSeries>) {
        if self.failed.is_some() {
            return;
        }
        let start = self.chunks.last().map_or(0, |chunk| chunk.end);
        match self.write(chunk) {
            Ok(written) => self.chunks.push(start..start + written),
            Err(error) => self.failed = Some(error),
        }
    }

    /// Writes a chunk behind the last, and counts its bytes.
    fn write(&mut self, chunk: Vec<ChunkSeries>) -> io::Result<u64> {
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile()?),
        };
        file.seek(SeekFrom::End(0))?;
        let (mut out, mut written) = (BufWriter::new(file), 0);
        for ChunkSeries { series, rows } in chunk {
            for row in rows {
                out.write_all(&series.to_le_bytes())?;
                out.write_all(&row.to_bytes())?;
                written += ROW_BYTES as u64;
            }
        }
        out.flush()?;
        Ok(written)
    }

    /// Gives all rows to `take` in order of series and row, using about `memory` bytes. May be
    /// called again.
    ///
    /// # Errors
    /// Where a chunk could not be written or cannot be read.
    pub(super) fn merged(
        &mut self,
        memory: u64,
        take: impl FnMut(u32, PackedSample),
    ) -> Result<(), SpillError> {
        self.merge(memory, take).map_err(|error| SpillError { folder: std::env::temp_dir(), error })
    }

    /// Merges the sorted chunks, and hands on their rows by series and time, each with the number
    /// of its series. Buffers share `memory` bytes, each with room for a few rows at least.
    fn merge(&mut self, memory: u64, mut take: impl FnMut(u32, PackedSample)) -> io::Result<()> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        let Some(file) = &mut self.file else { return Ok(()) };
        let rows_of_each = memory / ROW_BYTES as u64 / (self.chunks.len() as u64).max(1);
        let most_bytes = rows_of_each.clamp(FEWEST_ROWS, MOST_ROWS) as usize * ROW_BYTES;
        let mut readers: Vec<ChunkReader> = self.chunks.iter().map(ChunkReader::new).collect();
        let mut next = BinaryHeap::with_capacity(readers.len());
        for (number, reader) in readers.iter_mut().enumerate() {
            let first = reader.next(file, most_bytes)?;
            next.extend(first.map(|(series, row)| Reverse((series, row, number))));
        }
        while let Some(Reverse((series, row, number))) = next.pop() {
            take(series, row);
            let following = readers[number].next(file, most_bytes)?;
            next.extend(following.map(|(series, row)| Reverse((series, row, number))));
        }
        Ok(())
    }
}

/// Gives the sorted rows that went to the file at one time, block by block.
struct ChunkReader {
    /// Bytes of the file that are still to be read.
    rest: Range<u64>,
    /// Bytes read and not all used; empty at the beginning.
    block: Vec<u8>,
    /// Bytes of the block that are used up.
    used: usize,
}

impl ChunkReader {
    /// Begins at the first row of a chunk.
    fn new(chunk: &Range<u64>) -> ChunkReader {
        ChunkReader { rest: chunk.clone(), block: Vec::new(), used: 0 }
    }

    /// Reads the next row and its series; `None` after the last. Reads up to `most_bytes` at a
    /// time.
    fn next(
        &mut self,
        file: &mut File,
        most_bytes: usize,
    ) -> io::Result<Option<(u32, PackedSample)>> {
        if self.used == self.block.len() {
            let rest = usize::try_from(self.rest.end - self.rest.start).unwrap_or(usize::MAX);
            self.block.resize(rest.min(most_bytes), 0);
            self.used = 0;
            file.seek(SeekFrom::Start(self.rest.start))?;
            file.read_exact(&mut self.block)?;
            self.rest.start += self.block.len() as u64;
        }
        let Some((series, bytes)) = self.block[self.used..].split_first_chunk::<4>() else {
            return Ok(None);
        };
        self.used += ROW_BYTES;
        let Some(row) = bytes.first_chunk().and_then(PackedSample::from_bytes) else {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "it is not what was written"));
        };
        Ok(Some((u32::from_le_bytes(*series), row)))
    }
}
