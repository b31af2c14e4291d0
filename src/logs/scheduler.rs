//! The way of the bytes: one thread reads, one hashes, all cores make batches, and the caller gets
//! them in the files' order. What it gets does not depend on which thread did what.

use crate::files::ReadError;
use crate::files::blocks::{Block, Blocks, Stopped};
use crate::files::buffer_pool::Pool;
use crate::files::small_table::hex;
use crate::logs::archive::{Layout, ProbeFile};
use crate::logs::batch::{Batch, Filter, OpenFile, Worker};
use crate::logs::header;
use crate::logs::header::{COLUMNS, Header};
use crate::logs::parquet;
use crate::logs::parquet::Group;
use crate::logs::record_batcher;
use crate::logs::records::{InputKind, LayoutSpec};
use crate::logs::whole_files as apart;
use crate::logs::whole_files::{Apart, Out};
use crate::model::SampleSink;
use sha2::{Digest, Sha256};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Name of the threads that read. A panic in one of them is either an error of a file and told as
/// such, or it is told by the thread that waits for it.
pub const READING: &str = "reading";
/// Blocks on their way to the hash; so many, that no thread waits for another at every block.
const HASHED_AHEAD: usize = 16;
/// Batches of one job that may wait: a part of a Parquet file has many, and while one is taken the
/// next part should be in the making.
const WAITING: usize = 64;

/// What the caller gets, in the files' order.
#[derive(Debug)]
pub(crate) enum Part<S> {
    /// Rows of the file that is being read.
    Batch(Batch, So),
    /// What the file adds up to, from its beginning on: a batch without rows stands for all of
    /// them.
    Apart(Batch, So, Apart<S>),
    /// How far the file is, none of which has been handed on yet.
    SoFar {
        /// Rows read.
        rows: u64,
        /// Bytes read, as stored.
        bytes: u64,
    },
    /// The end of a file: SHA-256 and size, as stored.
    End(String, u64),
}

/// How far the reading of a file is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct So {
    /// Lines before the batch.
    pub(crate) lines: u64,
    /// Bytes read, as stored.
    pub(crate) bytes: u64,
}

/// What a worker is to do, and for whom.
enum ToDo<'a, S> {
    Batches(Work<'a>, SyncSender<Made>),
    /// A file of lines, from end to end.
    File(&'a ProbeFile, &'a Layout, Out<S>),
}

/// What becomes batches.
enum Work<'a> {
    /// Whole lines.
    Lines(Arc<OpenFile<'a>>, Block),
    /// Rows of a Parquet file.
    Group(Arc<OpenFile<'a>>, Group),
    /// All records of an archive in another layout; and the hash of what was read, where one asks
    /// for it.
    Archive(Arc<OpenFile<'a>>, &'static LayoutSpec, Option<SyncSender<String>>),
}

type Made = Result<Batch, ReadError>;

/// A part that may still be in the making.
enum Coming<S> {
    /// A file begins, with so many lines of a header.
    Begin(u64),
    Batches(Receiver<Made>, u64),
    /// All of a file that one worker reads.
    File(Receiver<Result<Part<S>, ReadError>>),
    End(Receiver<String>, u64),
    Stopped(String, Stopped),
    Failed(ReadError),
}

/// To the thread that hashes.
enum ToHash {
    Bytes(Block),
    End(SyncSender<String>),
}

/// Where the reading thread sends.
struct Outlets<'a, S> {
    work: SyncSender<ToDo<'a, S>>,
    coming: SyncSender<Coming<S>>,
    hash: SyncSender<ToHash>,
}

/// Reads the files and hands on their parts, in order. Where they are to be added up `apart`, whole
/// files may go to one worker each.
///
/// # Errors
/// The first in the files' order; after it nothing is handed on.
pub(crate) fn read<'a, S: SampleSink>(
    (files, layouts): (&'a [ProbeFile], &'a [Layout]),
    filter: Filter<'a>,
    apart: bool,
    mut take: impl FnMut(Part<S>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let (work, to_do) = sync_channel(4 * cores);
        let (coming, parts) = sync_channel(8 * cores);
        let (hash, to_hash) = sync_channel(HASHED_AHEAD);
        let to_do = Arc::new(Mutex::new(to_do));
        let rows = Pool::new();
        let named = || thread::Builder::new().name(READING.to_owned());
        for number in 0..cores {
            let (to_do, worker) =
                (Arc::clone(&to_do), Worker::new(number, filter, Arc::clone(&rows)));
            named()
                .spawn_scoped(scope, move || do_work((worker, cores), filter, &to_do))
                .map_err(ReadError::Threads)?;
        }
        named().spawn_scoped(scope, move || hash_all(to_hash)).map_err(ReadError::Threads)?;
        named()
            .spawn_scoped(scope, move || {
                Outlets { work, coming, hash }.files(files, layouts, apart)
            })
            .map_err(ReadError::Threads)?;
        // On an error the receiver goes, and with it the threads come to their ends.
        let mut lines = 0;
        for part in parts {
            match part {
                Coming::Begin(header) => lines = header,
                Coming::Batches(batches, bytes) => {
                    for batch in batches {
                        let batch = batch?;
                        let read = batch.lines;
                        take(Part::Batch(batch, So { lines, bytes }))?;
                        lines += read;
                    }
                }
                Coming::File(parts) => {
                    for part in parts {
                        take(part?)?;
                    }
                }
                Coming::End(hash, stored) => {
                    // The thread that hashes ends only after it has answered.
                    take(Part::End(hash.recv().unwrap_or_default(), stored))?;
                }
                Coming::Stopped(path, why) => return Err(why.error(&path, lines)),
                Coming::Failed(why) => return Err(why),
            }
        }
        Ok(())
    })
}

/// Works until there is nothing more to do. A whole file has a worker of its own, whose number
/// comes after those of the `others`: its names begin and end with the file.
fn do_work<'a, S: SampleSink>(
    (mut worker, others): (Worker<'a>, usize),
    filter: Filter<'a>,
    to_do: &Mutex<Receiver<ToDo<'a, S>>>,
) {
    loop {
        let next = to_do.lock().unwrap_or_else(PoisonError::into_inner).recv();
        // A batch that nobody waits for any more is let go.
        match next {
            Ok(ToDo::File(file, layout, out)) => {
                apart::read(Worker::new(others, filter, Pool::new()), (file, layout), &out);
            }
            Ok(ToDo::Batches(Work::Lines(open_file, block), made)) => {
                let _ = made.send(Ok(worker.lines(&open_file, block.lines())));
            }
            Ok(ToDo::Batches(Work::Group(open_file, group), made)) => {
                parquet::batches(&mut worker, &open_file, &group, &made)
            }
            Ok(ToDo::Batches(Work::Archive(open_file, foreign, hash), made)) => {
                record_batcher::batches(&mut worker, &open_file, (foreign, hash), &made)
            }
            Err(_) => return,
        }
    }
}

fn hash_all(to_hash: Receiver<ToHash>) {
    let mut hash = Sha256::new();
    for next in to_hash {
        match next {
            ToHash::Bytes(block) => hash.update(block.fresh()),
            ToHash::End(answer) => {
                let _ = answer.send(hex(&hash.finalize_reset()));
            }
        }
    }
}

/// The caller has gone: there is nothing more to read for.
struct Gone;

impl<T> From<std::sync::mpsc::SendError<T>> for Gone {
    fn from(_: std::sync::mpsc::SendError<T>) -> Gone {
        Gone
    }
}

impl<'a, S> Outlets<'a, S> {
    fn files(self, files: &'a [ProbeFile], layouts: &'a [Layout], apart: bool) {
        let pool = Pool::new();
        let apart = apart && apart::suits(files, layouts);
        for file in files {
            let layout = &layouts[file.source];
            let done = match layout.foreign {
                _ if apart => self.file(file, layout),
                Some(foreign) => self.records(file, (layout, foreign), &pool),
                None if file.is_parquet() => self.groups(file, layout, &pool),
                None => self.lines(file, layout, &pool),
            };
            if done.is_err() {
                return;
            }
        }
    }

    /// Sends on a file of lines, all of it to one worker.
    fn file(&self, file: &'a ProbeFile, layout: &'a Layout) -> Result<(), Gone> {
        let (out, parts) = sync_channel(WAITING);
        self.coming.send(Coming::File(parts))?;
        Ok(self.work.send(ToDo::File(file, layout, out))?)
    }

    /// Sends on a file of lines.
    fn lines(
        &self,
        file: &'a ProbeFile,
        layout: &'a Layout,
        pool: &Arc<Pool<u8>>,
    ) -> Result<(), Gone> {
        let mut blocks = match Blocks::open(&file.path, pool) {
            Ok(blocks) => blocks,
            Err(why) => return self.fail(why),
        };
        self.coming.send(Coming::Begin(0))?;
        let mut open_file: Option<Arc<OpenFile<'a>>> = None;
        loop {
            let mut block = match blocks.next() {
                Ok(Some(block)) => block,
                Ok(None) => break,
                Err(why) => return self.stop(file, why),
            };
            if blocks.is_plain() {
                self.hash.send(ToHash::Bytes(block.clone()))?;
            }
            if block.lines().is_empty() {
                continue;
            }
            let open_file = match &open_file {
                Some(open_file) => open_file,
                None => {
                    let (begun, lines) = match OpenFile::begin(file, layout, &mut block) {
                        Ok(begun) => begun,
                        Err(why) => return self.fail(why),
                    };
                    self.coming.send(Coming::Begin(lines))?;
                    open_file.insert(Arc::new(begun))
                }
            };
            self.send(Work::Lines(Arc::clone(open_file), block), blocks.stored())?;
        }
        if open_file.is_none() {
            return self.fail(header::none(&file.path));
        }
        self.end(&blocks)
    }

    /// Sends on a Parquet file: its bytes to the hash, its rows to the workers.
    fn groups(
        &self,
        file: &'a ProbeFile,
        layout: &'a Layout,
        pool: &Arc<Pool<u8>>,
    ) -> Result<(), Gone> {
        let opened = Blocks::open(&file.path, pool)
            .and_then(|blocks| Ok((blocks, parquet::open(file, layout)?)));
        let (mut blocks, (open_file, groups)) = match opened {
            Ok(opened) => opened,
            Err(why) => return self.fail(why),
        };
        let open_file = Arc::new(open_file);
        self.coming.send(Coming::Begin(0))?;
        for group in groups {
            let stored = group.stored;
            self.send(Work::Group(Arc::clone(&open_file), group), stored)?;
        }
        self.hash_all(file, &mut blocks)
    }

    /// Sends on an archive of another layout: its bytes to the hash, all its records to one worker.
    fn records(
        &self,
        file: &'a ProbeFile,
        (layout, foreign): (&'a Layout, &'static LayoutSpec),
        pool: &Arc<Pool<u8>>,
    ) -> Result<(), Gone> {
        let path = file.path.display().to_string();
        let header = Header::find(&path, COLUMNS.map(str::to_owned).to_vec(), &Layout::default());
        if foreign.reads == InputKind::Folder {
            return match header {
                Ok(header) => self.folder(OpenFile { file, layout, header }, foreign),
                Err(why) => self.fail(why),
            };
        }
        let (mut blocks, header) =
            match Blocks::open(&file.path, pool).and_then(|blocks| Ok((blocks, header?))) {
                Ok(opened) => opened,
                Err(why) => return self.fail(why),
            };
        self.coming.send(Coming::Begin(0))?;
        self.send(
            Work::Archive(Arc::new(OpenFile { file, layout, header }), foreign, None),
            file.bytes,
        )?;
        self.hash_all(file, &mut blocks)
    }

    /// Sends on a folder: one worker reads it, and hashes what it reads.
    fn folder(&self, open_file: OpenFile<'a>, foreign: &'static LayoutSpec) -> Result<(), Gone> {
        let (answer, hash) = sync_channel(1);
        self.coming.send(Coming::Begin(0))?;
        self.send(Work::Archive(Arc::new(open_file), foreign, Some(answer)), 0)?;
        Ok(self.coming.send(Coming::End(hash, 0))?)
    }

    /// Sends all bytes of a file that is read elsewhere to the hash.
    fn hash_all(&self, file: &ProbeFile, blocks: &mut Blocks) -> Result<(), Gone> {
        loop {
            match blocks.next() {
                // A packed file is hashed as it is unpacked.
                Ok(Some(block)) if blocks.is_plain() => self.hash.send(ToHash::Bytes(block))?,
                Ok(Some(_)) => (),
                Ok(None) => break,
                Err(why) => return self.stop(file, why),
            }
        }
        self.end(blocks)
    }

    fn send(&self, work: Work<'a>, stored: u64) -> Result<(), Gone> {
        let (made, batches) = sync_channel(WAITING);
        self.coming.send(Coming::Batches(batches, stored))?;
        self.work.send(ToDo::Batches(work, made))?;
        Ok(())
    }

    fn end(&self, blocks: &Blocks) -> Result<(), Gone> {
        if let Err(why) = blocks.unchanged() {
            return self.fail(why);
        }
        let (answer, hash) = sync_channel(1);
        match blocks.hash() {
            Some(hash) => answer.send(hash)?,
            None => self.hash.send(ToHash::End(answer))?,
        }
        Ok(self.coming.send(Coming::End(hash, blocks.stored()))?)
    }

    fn stop(&self, file: &ProbeFile, why: Stopped) -> Result<(), Gone> {
        let _ = self.coming.send(Coming::Stopped(file.path.display().to_string(), why));
        Err(Gone)
    }

    fn fail(&self, why: ReadError) -> Result<(), Gone> {
        let _ = self.coming.send(Coming::Failed(why));
        Err(Gone)
    }
}
