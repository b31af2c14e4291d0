//! The thread that reads files block by block and hands out the jobs.

use super::part::{Delivery, FilePart, PartSender, WAITING};
use super::whole_file;
use crate::files::{Block, BlockError, Blocks, Pool, ReadError};
use crate::logs::header::{self, Header};
use crate::logs::layout::{Archived, InputKind, LayoutSpec, ReadSettings};
use crate::logs::parquet::{self, OpenParquet, RowGroup};
use crate::logs::probe_file::{BegunFile, OpenFile, ProbeFile};
use crate::logs::row_order::order_of_archive;
use crate::logs::rows::batch::Batch;
use crate::model::shown_path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SendError, SyncSender, sync_channel};

/// Work for one worker.
pub(super) enum WorkerJob<'a, S> {
    /// Batches to make, and the way on which they go.
    Batches(BatchSource<'a>, SyncSender<MadeBatch>),
    /// A file of lines to read from end to end.
    File { file: &'a ProbeFile, settings: &'a ReadSettings, parts: PartSender<S> },
}

/// Content that becomes batches.
pub(super) enum BatchSource<'a> {
    /// Whole lines, of which the first has this number in the file where that tells something.
    Lines(Arc<OpenFile<'a>>, Block, u64),
    /// Rows of a Parquet file.
    Group(Arc<OpenFile<'a>>, RowGroup),
    /// All rows of an archive in a layout of others.
    Archive {
        open_file: Arc<OpenFile<'a>>,
        spec: &'static LayoutSpec,
        /// Way of the SHA-256 of what was read of a folder; `None` for a file.
        sha256: Option<SyncSender<String>>,
    },
}

/// Batch that a worker made.
type MadeBatch = Result<Batch, ReadError>;

/// Part of a file that may still be in the making.
pub(super) enum Pending<S> {
    /// Beginning of a file.
    Begin { header_lines: u64 },
    /// Batches of one job; the file is read up to `bytes`, as stored.
    Batches { batches: Receiver<MadeBatch>, bytes: u64 },
    /// All parts of a file that one worker reads.
    File(Receiver<Result<FilePart<S>, ReadError>>),
    /// End of a file of this size.
    End { sha256: Receiver<String>, bytes: u64 },
    /// Fault within a file.
    Stopped { path: String, why: BlockError },
    /// Error of a file that is not read at all, or has changed.
    Failed(ReadError),
}

/// Request to the thread that hashes.
pub(super) enum HashRequest {
    /// Bytes of a file to add to its hash.
    Bytes(Block),
    /// End of a file, and the way of its SHA-256.
    End(SyncSender<String>),
}

/// The thread that takes the parts has ended: there is nothing more to read for.
struct ReceiverClosed;

impl<T> From<SendError<T>> for ReceiverClosed {
    fn from(_: SendError<T>) -> ReceiverClosed {
        ReceiverClosed
    }
}

/// Ways on which the reading thread sends.
pub(super) struct Dispatcher<'a, S> {
    pub(super) jobs: SyncSender<WorkerJob<'a, S>>,
    pub(super) pending: SyncSender<Pending<S>>,
    pub(super) to_hash: SyncSender<HashRequest>,
}

impl<'a, S> Dispatcher<'a, S> {
    /// Sends on all files, until nobody takes their parts any more.
    pub(super) fn dispatch(
        self,
        files: &'a [ProbeFile],
        settings: &'a [ReadSettings],
        delivery: Delivery,
    ) {
        let pool = Pool::new();
        let by_files = delivery == Delivery::FileSums && whole_file::suits(files, settings);
        for file in files {
            let settings = &settings[file.source];
            let sent = match settings.layout {
                _ if by_files => self.file(file, settings),
                Some(spec) => self.archive(file, settings, spec, &pool),
                None if file.is_parquet() => self.groups(file, settings, &pool),
                None => self.lines(file, settings, &pool),
            };
            if sent.is_err() {
                return;
            }
        }
    }

    /// Sends on a file of lines, all of it to one worker.
    fn file(&self, file: &'a ProbeFile, settings: &'a ReadSettings) -> Result<(), ReceiverClosed> {
        let (parts, made) = sync_channel(WAITING);
        self.pending.send(Pending::File(made))?;
        Ok(self.jobs.send(WorkerJob::File { file, settings, parts })?)
    }

    /// Sends on a file of lines, block by block.
    fn lines(
        &self,
        file: &'a ProbeFile,
        settings: &'a ReadSettings,
        pool: &Arc<Pool<u8>>,
    ) -> Result<(), ReceiverClosed> {
        let mut blocks = match Blocks::open_as(&file.path, pool, &settings.dialect.form) {
            Ok(blocks) => blocks,
            Err(why) => return self.fail(why),
        };
        self.pending.send(Pending::Begin { header_lines: 0 })?;
        let mut open_file: Option<Arc<OpenFile<'a>>> = None;
        let mut first_line = 1;
        loop {
            let mut block = match blocks.next() {
                Ok(Some(block)) => block,
                Ok(None) => break,
                Err(why) => return self.stop(file, why),
            };
            if blocks.is_plain() {
                self.to_hash.send(HashRequest::Bytes(block.clone()))?;
            }
            if block.lines().is_empty() {
                continue;
            }
            let open_file = match &open_file {
                Some(open_file) => open_file,
                None => {
                    let begun = OpenFile::begin(file, settings, &mut block);
                    let BegunFile { open_file: begun, header_lines } = match begun {
                        Ok(begun) => begun,
                        Err(why) => return self.fail(why),
                    };
                    self.pending.send(Pending::Begin { header_lines })?;
                    first_line += header_lines;
                    open_file.insert(Arc::new(begun))
                }
            };
            let lines = open_file.doubled_hours.as_ref().map_or(0, |_| block.count_lines());
            let source = BatchSource::Lines(Arc::clone(open_file), block, first_line);
            self.send(source, blocks.stored())?;
            first_line += lines;
        }
        if open_file.is_none() {
            return self.fail(header::no_header(&file.path));
        }
        self.end(&blocks)
    }

    /// Sends on a Parquet file: its bytes to the hash, its rows to the workers.
    fn groups(
        &self,
        file: &'a ProbeFile,
        settings: &'a ReadSettings,
        pool: &Arc<Pool<u8>>,
    ) -> Result<(), ReceiverClosed> {
        let opened = Blocks::open_as(&file.path, pool, &settings.dialect.form)
            .and_then(|blocks| Ok((blocks, parquet::open(file, settings)?)));
        let (mut blocks, OpenParquet { open_file, groups }) = match opened {
            Ok(opened) => opened,
            Err(why) => return self.fail(why),
        };
        let open_file = Arc::new(open_file);
        self.pending.send(Pending::Begin { header_lines: 0 })?;
        for group in groups {
            let stored = group.stored;
            self.send(BatchSource::Group(Arc::clone(&open_file), group), stored)?;
        }
        self.hash_all(file, &mut blocks)
    }

    /// Sends on an archive of a layout of others: its bytes to the hash, its rows to one worker.
    fn archive(
        &self,
        file: &'a ProbeFile,
        settings: &'a ReadSettings,
        spec: &'static LayoutSpec,
        pool: &Arc<Pool<u8>>,
    ) -> Result<(), ReceiverClosed> {
        let mut open_file = OpenFile::of(file, settings, Header::of_archive(settings));
        let archived = Archived { path: &file.path, settings, site: &open_file.header.fixed_site };
        open_file.doubled_hours = match order_of_archive(archived, spec) {
            Ok(hours) => hours.map(Arc::new),
            Err(why) => return self.fail(why),
        };
        if spec.reads == InputKind::Folder {
            return self.folder(open_file, spec);
        }
        let mut blocks = match Blocks::open_as(&file.path, pool, &settings.dialect.form) {
            Ok(blocks) => blocks,
            Err(why) => return self.fail(why),
        };
        self.pending.send(Pending::Begin { header_lines: 0 })?;
        let open_file = Arc::new(open_file);
        self.send(BatchSource::Archive { open_file, spec, sha256: None }, file.bytes)?;
        self.hash_all(file, &mut blocks)
    }

    /// Sends on a folder: one worker reads it, and hashes what it reads.
    fn folder(
        &self,
        open_file: OpenFile<'a>,
        spec: &'static LayoutSpec,
    ) -> Result<(), ReceiverClosed> {
        let (answer, sha256) = sync_channel(1);
        self.pending.send(Pending::Begin { header_lines: 0 })?;
        let open_file = Arc::new(open_file);
        self.send(BatchSource::Archive { open_file, spec, sha256: Some(answer) }, 0)?;
        Ok(self.pending.send(Pending::End { sha256, bytes: 0 })?)
    }

    /// Sends all bytes of a file that is read elsewhere to the hash.
    fn hash_all(&self, file: &ProbeFile, blocks: &mut Blocks) -> Result<(), ReceiverClosed> {
        loop {
            match blocks.next() {
                // A packed file is hashed as it is unpacked.
                Ok(Some(block)) if blocks.is_plain() => {
                    self.to_hash.send(HashRequest::Bytes(block))?;
                }
                Ok(Some(_)) => (),
                Ok(None) => break,
                Err(why) => return self.stop(file, why),
            }
        }
        self.end(blocks)
    }

    /// Sends on what becomes batches.
    fn send(&self, source: BatchSource<'a>, bytes: u64) -> Result<(), ReceiverClosed> {
        let (made, batches) = sync_channel(WAITING);
        self.pending.send(Pending::Batches { batches, bytes })?;
        Ok(self.jobs.send(WorkerJob::Batches(source, made))?)
    }

    /// Sends the end of a file.
    fn end(&self, blocks: &Blocks) -> Result<(), ReceiverClosed> {
        if let Err(why) = blocks.check_unchanged() {
            return self.fail(why);
        }
        let (answer, sha256) = sync_channel(1);
        match blocks.hash() {
            Some(hash) => answer.send(hash)?,
            None => self.to_hash.send(HashRequest::End(answer))?,
        }
        Ok(self.pending.send(Pending::End { sha256, bytes: blocks.stored() })?)
    }

    /// Sends a fault within a file, and ends.
    fn stop(&self, file: &ProbeFile, why: BlockError) -> Result<(), ReceiverClosed> {
        let path = shown_path(&file.path);
        let _ = self.pending.send(Pending::Stopped { path, why });
        Err(ReceiverClosed)
    }

    /// Sends an error, and ends.
    fn fail(&self, why: ReadError) -> Result<(), ReceiverClosed> {
        let _ = self.pending.send(Pending::Failed(why));
        Err(ReceiverClosed)
    }
}
