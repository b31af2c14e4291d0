//! A whole file that one worker reads, hashes and adds up: no byte and no row goes from core to
//! core. The result is the same as for a file whose blocks go to any worker; which way a file goes
//! depends on the files alone.

use super::part::{FilePart, FilePosition, FileSum, PartSender};
use crate::files::{Blocks, Pool, ReadError};
use crate::logs::header;
use crate::logs::layout::ReadSettings;
use crate::logs::names::worker_interner::MOST_WORDS;
use crate::logs::probe_file::{OpenFile, ProbeFile};
use crate::logs::rows::batch::{Batch, PackedRow};
use crate::logs::worker::Worker;
use crate::model::sha256::hex;
use crate::model::{CauseId, Location, SampleSink, shown_path};
use sha2::{Digest, Sha256};
use std::sync::mpsc::{SendError, TrySendError};

/// Least average size of the files in bytes: in smaller ones there are too few rows of each
/// series.
const LEAST: u64 = 2 << 20;
/// Least ratio of the size of all files to that of the largest: the others would have to wait for a
/// larger one.
const LARGEST: u64 = 8;
/// Most series, and most causes, of a file whose rows are added up. Of a file that has more, the
/// rest is handed on row by row, so that files which wait for their turn take little memory.
const MOST_NAMES: usize = 2048;
/// Most messages of progress of a file.
const STEPS: u64 = 32;

/// Says whether each file should go to one worker: where all are files of lines, large, and none is
/// much larger than the others.
pub(super) fn suits(files: &[ProbeFile], settings: &[ReadSettings]) -> bool {
    let bytes = || files.iter().map(|file| file.bytes);
    let (all, largest): (u64, u64) = (bytes().sum(), bytes().max().unwrap_or_default());
    let are_lines =
        files.iter().all(|file| settings[file.source].layout.is_none() && !file.is_parquet());
    are_lines && all / LARGEST >= largest && all / LEAST >= files.len() as u64
}

/// Reads a file; its parts go to `parts`, the end or an error last.
pub(super) fn read<S: SampleSink>(
    worker: Worker<'_>,
    file: &ProbeFile,
    settings: &ReadSettings,
    parts: &PartSender<S>,
) {
    let read = Blocks::open_as(&file.path, &Pool::new(), &settings.dialect.form)
        .map_err(ReadingEnd::Failed)
        .and_then(|blocks| {
            let hash = Sha256::new();
            FileReading { worker, file, settings, parts, blocks, hash, lines: 0, shown: 0 }.read()
        });
    if let Err(ReadingEnd::Failed(why)) = read {
        // Nobody may be waiting any more.
        let _ = parts.send(Err(why));
    }
}

/// Reason for which a file is not read to its end.
enum ReadingEnd {
    /// The file cannot be read.
    Failed(ReadError),
    /// Nobody takes its parts any more.
    ReceiverClosed,
}

impl From<ReadError> for ReadingEnd {
    fn from(why: ReadError) -> ReadingEnd {
        ReadingEnd::Failed(why)
    }
}

impl<T> From<SendError<T>> for ReadingEnd {
    fn from(_: SendError<T>) -> ReadingEnd {
        ReadingEnd::ReceiverClosed
    }
}

/// File that is being read.
struct FileReading<'r, 'a, S> {
    worker: Worker<'a>,
    file: &'r ProbeFile,
    settings: &'r ReadSettings,
    parts: &'r PartSender<S>,
    blocks: Blocks,
    /// SHA-256 of a file that is not packed.
    hash: Sha256,
    /// Lines before the next block.
    lines: u64,
    /// Bytes at the last message of progress.
    shown: u64,
}

impl<S: SampleSink> FileReading<'_, '_, S> {
    fn read(mut self) -> Result<(), ReadingEnd> {
        let mut open_file: Option<OpenFile<'_>> = None;
        let mut summing: Option<FileSummer<S>> = None;
        // Whether the sum is full, and rows are handed on from now on.
        let mut is_full = false;
        loop {
            let mut block = match self.blocks.next() {
                Ok(Some(block)) => block,
                Ok(None) => break,
                Err(why) => {
                    self.hand_over(summing)?;
                    let path = shown_path(&self.file.path);
                    return Err(why.error(&path, self.lines).into());
                }
            };
            if self.blocks.is_plain() {
                self.hash.update(block.fresh());
            }
            if block.lines().is_empty() {
                continue;
            }
            let open_file = match &open_file {
                Some(open_file) => open_file,
                None => {
                    let begun = OpenFile::begin(self.file, self.settings, &mut block)?;
                    self.lines = begun.header_lines;
                    open_file.insert(begun.open_file)
                }
            };
            let batch = self.worker.lines(open_file, block.lines(), self.lines + 1);
            let position = FilePosition { lines: self.lines, bytes: self.blocks.stored() };
            self.lines += batch.lines;
            if is_full {
                self.parts.send(Ok(FilePart::Batch(batch, position)))?;
                continue;
            }
            let sum = summing
                .get_or_insert_with(|| FileSummer::new(self.worker.begin(open_file), position));
            sum.add(batch, position);
            is_full = sum.is_full();
            if is_full {
                self.hand_over(summing.take())?;
            }
            self.tell_progress(summing.as_ref())?;
        }
        if open_file.is_none() {
            return Err(header::no_header(&self.file.path).into());
        }
        self.hand_over(summing)?;
        self.blocks.check_unchanged()?;
        let sha256 = self.blocks.hash().unwrap_or_else(|| hex(&self.hash.clone().finalize()));
        Ok(self.parts.send(Ok(FilePart::End { sha256, bytes: self.blocks.stored() }))?)
    }

    /// Sends the sum so far, if there is one.
    fn hand_over(&self, summing: Option<FileSummer<S>>) -> Result<(), ReadingEnd> {
        let Some(FileSummer { sum, batch, begin }) = summing else { return Ok(()) };
        let position = FilePosition { bytes: self.blocks.stored(), ..begin };
        Ok(self.parts.send(Ok(FilePart::FileSum(batch, position, sum)))?)
    }

    /// Tells how far the file is read, where that is some way further than before and there is room
    /// for it.
    fn tell_progress(&mut self, summing: Option<&FileSummer<S>>) -> Result<(), ReadingEnd> {
        let bytes = self.blocks.stored();
        let Some(summing) = summing.filter(|_| bytes - self.shown > self.file.bytes / STEPS) else {
            return Ok(());
        };
        self.shown = bytes;
        match self.parts.try_send(Ok(FilePart::SoFar { rows: summing.batch.read, bytes })) {
            Err(TrySendError::Disconnected(_)) => Err(ReadingEnd::ReceiverClosed),
            Ok(()) | Err(TrySendError::Full(_)) => Ok(()),
        }
    }
}

/// Sum of a file that is being read.
struct FileSummer<S> {
    sum: FileSum<S>,
    /// All that the batches say besides their rows.
    batch: Batch,
    /// Position of the first batch.
    begin: FilePosition,
}

impl<S: SampleSink> FileSummer<S> {
    /// Makes an empty sum; `batch` has no rows.
    fn new(batch: Batch, begin: FilePosition) -> FileSummer<S> {
        let sum = FileSum { sum: S::default(), first_lines: Vec::new() };
        FileSummer { sum, batch, begin }
    }

    /// Adds the next batch.
    fn add(&mut self, batch: Batch, position: FilePosition) {
        let FileSummer { sum: FileSum { sum, first_lines }, batch: all, begin } = self;
        all.refusals.add_part(&batch.refusals, position.lines - begin.lines);
        all.lines += batch.lines;
        all.read += batch.read;
        all.outside += batch.outside;
        all.settled_by_order += batch.settled_by_order;
        all.coarsest.note(batch.coarsest.after(position.lines - begin.lines));
        // Causes are numbered anew only where there are more of them than are added up here.
        const { assert!(MOST_NAMES < MOST_WORDS) }
        all.new_names.series.extend(batch.new_names.series);
        all.new_names.causes.extend(batch.new_names.causes);
        all.new_names.outside.extend(batch.new_names.outside);
        let line = |row: &PackedRow| position.lines + 1 + u64::from(row.line);
        if first_lines.len() < all.new_names.series.len() {
            for row in batch.rows.iter() {
                if row.series as usize == first_lines.len() {
                    first_lines.push(line(row));
                }
            }
        }
        for row in batch.rows.iter() {
            // Far fewer causes than fit are in a block and held before it.
            let cause = CauseId(row.cause as u16);
            let location = Location { file: 0, line: line(row) };
            sum.push(row.sample(row.series, cause, location), &all.new_names.causes);
        }
    }

    /// Says whether there are too many names to go on adding up, or the sum is as large as that
    /// of a file may be.
    fn is_full(&self) -> bool {
        let names = &self.batch.new_names;
        names.series.len().max(names.causes.len()) > MOST_NAMES || self.sum.sum.is_full_for_file()
    }
}
