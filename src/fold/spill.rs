//! Rows that do not fit into memory: sorted stretches in one nameless file, read back as one. The
//! system removes the file when the program ends, however it ends.

use super::packed_sample::Row;
use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

/// Bytes of a row in the file: its series, and the row.
const STORED: usize = 4 + Row::STORED;
/// Rows of each stretch that are in memory while stretches are merged: at least and at most.
const BLOCK_ROWS: (u64, u64) = (16, 4096);

/// Why rows could not be sorted.
#[derive(Debug, thiserror::Error)]
#[error(
    "the rows that must be sorted do not fit into --memory, and the file for them in {} cannot be \
     used: {why}; make room there, name another folder with TMPDIR, or give more --memory",
    .folder.display()
)]
pub struct SpillError {
    folder: PathBuf,
    why: io::Error,
}

/// The file, and where each stretch lies in it.
#[derive(Debug, Default)]
pub(super) struct Spill {
    file: Option<File>,
    /// First byte of each stretch, and first byte behind it.
    stretches: Vec<(u64, u64)>,
    failed: Option<io::Error>,
}

impl Spill {
    /// Whether nothing was put into it.
    pub(super) fn is_empty(&self) -> bool {
        self.stretches.is_empty() && self.failed.is_none()
    }

    /// Adds rows that are in order of series and row.
    pub(super) fn add(&mut self, rows: impl Iterator<Item = (u32, Vec<Row>)>) {
        if self.failed.is_some() {
            // Nothing will come of it, but their memory is to be let go of.
            return rows.for_each(drop);
        }
        let start = self.stretches.last().map_or(0, |stretch| stretch.1);
        match self.write(rows) {
            Ok(written) => self.stretches.push((start, start + written)),
            Err(why) => self.failed = Some(why),
        }
    }

    fn write(&mut self, rows: impl Iterator<Item = (u32, Vec<Row>)>) -> io::Result<u64> {
        if self.file.is_none() {
            self.file = Some(tempfile::tempfile()?);
        }
        let Some(file) = &mut self.file else { return Ok(0) };
        file.seek(SeekFrom::End(0))?;
        let (mut into, mut written) = (BufWriter::new(file), 0);
        for (series, rows) in rows {
            for row in rows {
                into.write_all(&series.to_le_bytes())?;
                into.write_all(&row.stored())?;
                written += STORED as u64;
            }
        }
        into.flush()?;
        Ok(written)
    }

    /// Hands on all rows in order of series and row, with about `memory` bytes. It can be done
    /// again.
    pub(super) fn merged(
        &mut self,
        memory: u64,
        mut take: impl FnMut(u32, Row),
    ) -> Result<(), SpillError> {
        self.merge(memory, &mut take)
            .map_err(|why| SpillError { folder: std::env::temp_dir(), why })
    }

    fn merge(&mut self, memory: u64, take: &mut impl FnMut(u32, Row)) -> io::Result<()> {
        if let Some(why) = self.failed.take() {
            return Err(why);
        }
        let Some(file) = &mut self.file else { return Ok(()) };
        let rows = (memory / STORED as u64 / (self.stretches.len() as u64).max(1))
            .clamp(BLOCK_ROWS.0, BLOCK_ROWS.1);
        let block = rows as usize * STORED;
        let mut stretches: Vec<Stretch> = self
            .stretches
            .iter()
            .map(|(at, end)| Stretch { at: *at, end: *end, block: Vec::new(), used: 0 })
            .collect();
        let mut next = BinaryHeap::with_capacity(stretches.len());
        for (number, stretch) in stretches.iter_mut().enumerate() {
            next.extend(
                stretch.next(file, block)?.map(|(series, row)| Reverse((series, row, number))),
            );
        }
        while let Some(Reverse((series, row, number))) = next.pop() {
            take(series, row);
            next.extend(
                stretches[number]
                    .next(file, block)?
                    .map(|(series, row)| Reverse((series, row, number))),
            );
        }
        Ok(())
    }
}

/// One stretch while it is read.
struct Stretch {
    at: u64,
    end: u64,
    block: Vec<u8>,
    /// Bytes of the block that are used up.
    used: usize,
}

impl Stretch {
    /// The next row; `None` after the last. `most` bytes are read at a time.
    fn next(&mut self, file: &mut File, most: usize) -> io::Result<Option<(u32, Row)>> {
        if self.used == self.block.len() {
            let left = usize::try_from(self.end - self.at).unwrap_or(usize::MAX);
            self.block.resize(left.min(most), 0);
            self.used = 0;
            file.seek(SeekFrom::Start(self.at))?;
            file.read_exact(&mut self.block)?;
            self.at += self.block.len() as u64;
        }
        let Some((series, rest)) = self.block[self.used..].split_first_chunk::<4>() else {
            return Ok(None);
        };
        let row = rest.first_chunk().and_then(Row::read);
        self.used += STORED;
        let damaged = || io::Error::new(io::ErrorKind::InvalidData, "it is not what was written");
        row.map(|row| Some((u32::from_le_bytes(*series), row))).ok_or_else(damaged)
    }
}
