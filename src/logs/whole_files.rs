//! A whole file in the hands of one worker, who reads it, hashes it and adds it up: no byte and no
//! row goes from core to core. The result is the same as for a file whose blocks go to whoever is
//! free; which way a file goes depends on the files alone.

use crate::files::ReadError;
use crate::files::blocks::{Blocks, Stopped};
use crate::files::buffer_pool::Pool;
use crate::files::small_table::hex;
use crate::logs::archive::{Layout, ProbeFile};
use crate::logs::batch::{Batch, OpenFile, Row, Worker};
use crate::logs::header;
use crate::logs::interner::MOST_WORDS;
use crate::logs::scheduler::{Part, So};
use crate::model::{CauseId, Location, SampleSink};
use sha2::{Digest, Sha256};
use std::sync::mpsc::{SendError, SyncSender, TrySendError};

/// Bytes that the files must have on average: in smaller ones there are too few rows of each
/// series.
const LEAST: u64 = 2 << 20;
/// So many times the largest file must fit into all of them: the others would have to wait for a
/// larger one.
const LARGEST: u64 = 8;
/// Series and causes of a file that is added up by itself. Of one that has more, the rest is handed
/// on row by row, so that files which wait for their turn take little memory.
const MOST_NAMES: usize = 2048;
/// How often a file says how far it is, at most.
const STEPS: u64 = 32;

/// Whether each file should go to one worker: where all are files of lines, large, and none is much
/// larger than the others.
pub(crate) fn suits(files: &[ProbeFile], layouts: &[Layout]) -> bool {
    let bytes = || files.iter().map(|file| file.bytes);
    let (all, largest): (u64, u64) = (bytes().sum(), bytes().max().unwrap_or_default());
    let are_lines =
        files.iter().all(|file| layouts[file.source].foreign.is_none() && !file.is_parquet());
    are_lines && all / LARGEST >= largest && all / LEAST >= files.len() as u64
}

/// What rows from the beginning of a file on add up to, with the numbers that one worker gave their
/// names: in the order of these rows, as it meets no other.
#[derive(Debug)]
pub(crate) struct Apart<S> {
    pub(crate) sum: S,
    /// The line of the first row of each series, by number.
    pub(crate) first_lines: Vec<u64>,
}

/// To the thread that takes the parts.
pub(crate) type Out<S> = SyncSender<Result<Part<S>, ReadError>>;

/// Reads a file; what it has to say goes to `out`, the end or an error last.
pub(crate) fn read<S: SampleSink>(
    worker: Worker<'_>,
    (file, layout): (&ProbeFile, &Layout),
    out: &Out<S>,
) {
    let done = Blocks::open(&file.path, &Pool::new()).map_err(Ended::Failed).and_then(|blocks| {
        let reading =
            Reading { worker, file, layout, out, blocks, hash: Sha256::new(), lines: 0, shown: 0 };
        reading.finish()
    });
    if let Err(Ended::Failed(why)) = done {
        // Nobody may be waiting any more.
        let _ = out.send(Err(why));
    }
}

/// Why a file is not read to its end.
enum Ended {
    Failed(ReadError),
    /// The others have come to an end.
    Gone,
}

impl From<ReadError> for Ended {
    fn from(why: ReadError) -> Ended {
        Ended::Failed(why)
    }
}

impl<T> From<SendError<T>> for Ended {
    fn from(_: SendError<T>) -> Ended {
        Ended::Gone
    }
}

/// A file that is being read.
struct Reading<'r, 'a, S> {
    worker: Worker<'a>,
    file: &'r ProbeFile,
    layout: &'r Layout,
    out: &'r Out<S>,
    blocks: Blocks,
    /// Of a file that is not packed.
    hash: Sha256,
    /// Lines before the next block.
    lines: u64,
    /// Bytes at which it was said last how far the file is.
    shown: u64,
}

impl<S: SampleSink> Reading<'_, '_, S> {
    /// Reads to the end.
    fn finish(mut self) -> Result<(), Ended> {
        let mut open_file: Option<OpenFile<'_>> = None;
        let mut adding: Option<Adding<S>> = None;
        // Whether there are too many names, and rows are handed on from now on.
        let mut is_full = false;
        loop {
            let mut block = match self.blocks.next() {
                Ok(Some(block)) => block,
                Ok(None) => break,
                Err(why) => {
                    self.hand_over(adding)?;
                    return Err(self.stopped(why).into());
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
                    let (begun, lines) = OpenFile::begin(self.file, self.layout, &mut block)?;
                    self.lines = lines;
                    open_file.insert(begun)
                }
            };
            let batch = self.worker.lines(open_file, block.lines());
            let so = So { lines: self.lines, bytes: self.blocks.stored() };
            self.lines += batch.lines;
            if is_full {
                self.out.send(Ok(Part::Batch(batch, so)))?;
                continue;
            }
            let under_way =
                adding.get_or_insert_with(|| Adding::new(self.worker.begin(open_file), so));
            under_way.add(batch, so);
            is_full = under_way.is_full();
            if is_full {
                self.hand_over(adding.take())?;
            }
            self.show(adding.as_ref())?;
        }
        if open_file.is_none() {
            return Err(header::none(&self.file.path).into());
        }
        self.hand_over(adding)?;
        self.blocks.unchanged()?;
        let hash = self.blocks.hash().unwrap_or_else(|| hex(&self.hash.clone().finalize()));
        Ok(self.out.send(Ok(Part::End(hash, self.blocks.stored())))?)
    }

    /// Sends what was added up so far.
    fn hand_over(&self, adding: Option<Adding<S>>) -> Result<(), Ended> {
        let Some(Adding { apart, batch, so }) = adding else { return Ok(()) };
        let so = So { bytes: self.blocks.stored(), ..so };
        Ok(self.out.send(Ok(Part::Apart(batch, so, apart)))?)
    }

    /// Says how far the file is, where that is some way further than before and somebody listens.
    fn show(&mut self, adding: Option<&Adding<S>>) -> Result<(), Ended> {
        let bytes = self.blocks.stored();
        let Some(adding) = adding.filter(|_| bytes - self.shown > self.file.bytes / STEPS) else {
            return Ok(());
        };
        self.shown = bytes;
        match self.out.try_send(Ok(Part::SoFar { rows: adding.batch.read, bytes })) {
            Err(TrySendError::Disconnected(_)) => Err(Ended::Gone),
            Ok(()) | Err(TrySendError::Full(_)) => Ok(()),
        }
    }

    fn stopped(&self, why: Stopped) -> ReadError {
        why.error(&self.file.path.display().to_string(), self.lines)
    }
}

/// What is being added up.
struct Adding<S> {
    apart: Apart<S>,
    /// What its batches say besides their rows.
    batch: Batch,
    /// Where it began.
    so: So,
}

impl<S: SampleSink> Adding<S> {
    fn new(batch: Batch, so: So) -> Adding<S> {
        Adding { apart: Apart { sum: S::default(), first_lines: Vec::new() }, batch, so }
    }

    /// Adds the next batch.
    fn add(&mut self, batch: Batch, so: So) {
        let Adding { apart: Apart { sum, first_lines }, batch: all, so: begin } = self;
        all.refusals.add_part(&batch.refusals, so.lines - begin.lines);
        all.lines += batch.lines;
        all.read += batch.read;
        all.outside += batch.outside;
        // Numbers begin anew only where there are more names than are added up here.
        const { assert!(MOST_NAMES < MOST_WORDS) }
        all.fresh.series.extend(batch.fresh.series);
        all.fresh.causes.extend(batch.fresh.causes);
        let line = |row: &Row| so.lines + 1 + u64::from(row.line);
        if first_lines.len() < all.fresh.series.len() {
            for row in batch.rows.iter() {
                if row.series as usize == first_lines.len() {
                    first_lines.push(line(row));
                }
            }
        }
        for row in batch.rows.iter() {
            // Far fewer causes than that are in a block, and held before it.
            let cause = CauseId(row.cause as u16);
            sum.push(
                row.sample((row.series, cause), Location { file: 0, line: line(row) }),
                &all.fresh.causes,
            );
        }
    }

    fn is_full(&self) -> bool {
        self.batch.fresh.series.len().max(self.batch.fresh.causes.len()) > MOST_NAMES
    }
}
