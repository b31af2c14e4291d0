//! Threads that read, hash and make batches, and the parts of files taken from them in order.

use super::dispatcher::{BatchSource, Dispatcher, HashRequest, Pending, WorkerJob};
use super::part::{Delivery, FilePart, FilePosition};
use super::whole_file;
use crate::files::Pool;
use crate::logs::error::LogError;
use crate::logs::layout::ReadSettings;
use crate::logs::parquet;
use crate::logs::probe_file::ProbeFile;
use crate::logs::row_batcher;
use crate::logs::rows::batch::Filter;
use crate::logs::worker::Worker;
use crate::model::SampleSink;
use crate::model::sha256::hex;
use sha2::{Digest, Sha256};
use std::num::NonZero;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

/// Name of the threads that read. A panic in one of them is either an error of a file and
/// reported as one, or the thread that waits for it reports it.
pub const READING: &str = "reading";
/// Blocks on their way to the hash; enough that no thread waits for another at every block.
const HASHED_AHEAD: usize = 16;

/// Reads the files and hands on their parts, in order.
///
/// # Errors
/// The first in the files' order; after it nothing is handed on.
pub(crate) fn read<'a, S: SampleSink>(
    files: &'a [ProbeFile],
    settings: &'a [ReadSettings],
    filter: Filter<'a>,
    delivery: Delivery,
    take: impl FnMut(FilePart<S>) -> Result<(), LogError>,
) -> Result<(), LogError> {
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let (jobs, open_jobs) = sync_channel(4 * cores);
        let (pending, parts) = sync_channel(8 * cores);
        let (to_hash, hash_requests) = sync_channel(HASHED_AHEAD);
        let open_jobs = Arc::new(Mutex::new(open_jobs));
        let rows = Pool::new();
        let thread = || thread::Builder::new().name(READING.to_owned());
        for number in 0..cores {
            let open_jobs = Arc::clone(&open_jobs);
            let worker = Worker::new(number, filter, Arc::clone(&rows));
            // A whole file has a worker of its own, whose names begin and end with the file; its
            // number comes after those of the others.
            let file_worker = move || Worker::new(cores, filter, Pool::new());
            thread()
                .spawn_scoped(scope, move || work(worker, file_worker, &open_jobs))
                .map_err(LogError::Threads)?;
        }
        thread().spawn_scoped(scope, move || hash_all(hash_requests)).map_err(LogError::Threads)?;
        let dispatcher = Dispatcher { jobs, pending, to_hash };
        thread()
            .spawn_scoped(scope, move || dispatcher.dispatch(files, settings, delivery))
            .map_err(LogError::Threads)?;
        // On an error the receiver is dropped, and with it the threads come to their ends.
        take_in_order(parts, take)
    })
}

/// Takes the parts in order, as soon as each is made.
fn take_in_order<S>(
    parts: Receiver<Pending<S>>,
    mut take: impl FnMut(FilePart<S>) -> Result<(), LogError>,
) -> Result<(), LogError> {
    let mut lines = 0;
    for part in parts {
        match part {
            Pending::Begin { header_lines } => lines = header_lines,
            Pending::Batches { batches, bytes } => {
                for batch in batches {
                    let batch = batch?;
                    let read = batch.lines;
                    take(FilePart::Batch(batch, FilePosition { lines, bytes }))?;
                    lines += read;
                }
            }
            Pending::File(parts) => {
                for part in parts {
                    take(part?)?;
                }
            }
            Pending::End { sha256, bytes } => {
                // The thread that hashes ends only after it has answered.
                take(FilePart::End { sha256: sha256.recv().unwrap_or_default(), bytes })?;
            }
            Pending::Stopped { path, why } => return Err(why.error(&path, lines).into()),
            Pending::Failed(why) => return Err(why.into()),
        }
    }
    Ok(())
}

/// Does jobs until there are no more.
fn work<'a, S: SampleSink>(
    mut worker: Worker<'a>,
    file_worker: impl Fn() -> Worker<'a>,
    jobs: &Mutex<Receiver<WorkerJob<'a, S>>>,
) {
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        match job {
            Ok(WorkerJob::File { file, settings, parts }) => {
                whole_file::read(file_worker(), file, settings, &parts);
            }
            Ok(WorkerJob::Batches(BatchSource::Lines(open_file, block, first_line), made)) => {
                // A batch that nobody waits for any more is dropped.
                let _ = made.send(Ok(worker.lines(&open_file, block.lines(), first_line)));
            }
            Ok(WorkerJob::Batches(BatchSource::Group(open_file, group), made)) => {
                parquet::batches(&mut worker, &open_file, &group, &made);
            }
            Ok(WorkerJob::Batches(BatchSource::Archive { open_file, spec, sha256 }, made)) => {
                row_batcher::batches(&mut worker, &open_file, spec, sha256, &made);
            }
            Err(_) => return,
        }
    }
}

/// Hashes the blocks of one file after the other.
fn hash_all(requests: Receiver<HashRequest>) {
    let mut hash = Sha256::new();
    for request in requests {
        match request {
            HashRequest::Bytes(block) => hash.update(block.fresh()),
            HashRequest::End(answer) => {
                let _ = answer.send(hex(&hash.finalize_reset()));
            }
        }
    }
}
