//! From the records of a foreign archive to the batches of any other; and the ways in which layouts
//! read files.

use crate::files::ReadError;
use crate::files::blocks::{Blocks, LONGEST_LINE};
use crate::files::buffer_pool::Pool;
use crate::files::small_table::hex;
use crate::logs::batch::{Batch, OpenFile, Worker};
use crate::logs::header::COLUMNS;
use crate::logs::records::{Archived, LayoutSpec, ReadStop, Record, Sink};
use crate::model::RefusalKind;
use sha2::{Digest, Sha256};
use std::sync::mpsc::SyncSender;

/// Rows of a batch.
const BATCH: usize = 8 << 10;
/// Records of a batch that were set aside, at most: it then has no rows, perhaps, and still must go
/// on.
const SPAN: u64 = 1 << 20;
/// Bytes of a document that is read whole: more than any export of one monitor has.
const MOST_BYTES: usize = 256 << 20;

/// Makes batches of records.
struct Batches<'w, 'a, 'h> {
    worker: &'w mut Worker<'a>,
    open_file: &'w OpenFile<'h>,
    made: &'w SyncSender<Result<Batch, ReadError>>,
    batch: Batch,
    /// The last record's number, and the last one of the batch before.
    last: u64,
    before: u64,
    /// Of what was read of a folder.
    digest: Sha256,
}

/// Reads an archive in batches, as long as somebody waits for them, and then says the hash of a
/// folder to one who asks.
pub(crate) fn batches(
    worker: &mut Worker<'_>,
    open_file: &OpenFile<'_>,
    (foreign, hash): (&LayoutSpec, Option<SyncSender<String>>),
    made: &SyncSender<Result<Batch, ReadError>>,
) {
    let batch = worker.begin(open_file);
    let mut batches =
        Batches { worker, open_file, made, batch, last: 0, before: 0, digest: Sha256::new() };
    let read = (foreign.read)(
        &Archived { path: &open_file.file.path, layout: open_file.layout },
        &mut batches,
    );
    match read.and_then(|()| batches.send()) {
        Ok(()) => drop(hash.map(|hash| hash.send(hex(&batches.digest.finalize())))),
        Err(ReadStop::Gone) => (),
        Err(ReadStop::Failed(why)) => drop(made.send(Err(why))),
    }
}

impl Batches<'_, '_, '_> {
    /// Counts a record, and gives its number from the beginning of the batch.
    fn count(&mut self, number: u64) -> Result<u32, ReadStop> {
        let number = number.max(self.before + 1);
        // What one number says stays together.
        if number > self.last && (self.batch.rows.len() >= BATCH || number - self.before > SPAN) {
            self.send()?;
            // Numbers may jump: those between are passed over, so that what is left fits.
            self.skip(number - 1)?;
        }
        self.last = self.last.max(number);
        Ok((number - self.before - 1) as u32)
    }

    /// Ends the batch.
    fn send(&mut self) -> Result<(), ReadStop> {
        let next = self.worker.begin(self.open_file);
        let mut batch = std::mem::replace(&mut self.batch, next);
        batch.lines = self.last - self.before;
        self.before = self.last;
        let batch = self.worker.told(batch);
        self.made.send(Ok(batch)).map_err(|_| ReadStop::Gone)
    }

    fn skip(&mut self, number: u64) -> Result<(), ReadStop> {
        if number > self.last {
            self.last = number;
            self.send()?;
        }
        Ok(())
    }
}

impl Sink for Batches<'_, '_, '_> {
    fn record(&mut self, number: u64, record: &Record<'_>) -> Result<(), ReadStop> {
        // What one number says is one row of the archive, however many probes it holds; what is set
        // aside is a row of its own.
        self.batch.read += u64::from(number != self.last);
        let line = self.count(number)?;
        self.worker.row(self.open_file, (&mut self.batch, line), record);
        Ok(())
    }

    fn refuse(&mut self, number: u64, column: &str, kind: RefusalKind) -> Result<(), ReadStop> {
        let line = self.count(number)?;
        self.batch.read += 1;
        let field = COLUMNS.iter().position(|ours| *ours == column).unwrap_or(0);
        self.batch.refuse(self.open_file, line, (field, kind));
        Ok(())
    }

    fn digest(&mut self, bytes: &[u8]) {
        self.digest.update(bytes);
    }
}

impl Archived<'_> {
    /// The path, for errors.
    pub(crate) fn shown(&self) -> String {
        self.path.display().to_string()
    }

    /// An error of this archive: `place` is a line or record, from 1.
    pub(crate) fn broken(&self, location: Option<u64>, why: impl Into<String>) -> ReadStop {
        let location = location.map_or_else(String::new, |location| format!(":{location}"));
        ReadStop::Failed(ReadError::Broken {
            path: format!("{}{location}", self.shown()),
            why: why.into(),
        })
    }

    /// An error of a header that names a column twice.
    pub(crate) fn twice(&self, column: &str) -> ReadStop {
        ReadStop::Failed(ReadError::RepeatedColumn {
            path: self.shown(),
            column: column.to_owned(),
        })
    }

    /// Hands on each line with its number, without its end; one that is too long or no UTF-8 is set
    /// aside.
    pub(crate) fn lines(
        &self,
        sink: &mut dyn Sink,
        mut each: impl FnMut(&mut dyn Sink, u64, &str) -> Result<(), ReadStop>,
    ) -> Result<(), ReadStop> {
        let mut blocks = Blocks::open(self.path, &Pool::new())?;
        let mut number = 0;
        while let Some(block) =
            blocks.next().map_err(|why| ReadStop::Failed(why.error(&self.shown(), number)))?
        {
            for line in block.lines().split_inclusive(|byte| *byte == b'\n') {
                number += 1;
                let line = line.strip_suffix(b"\n").unwrap_or(line);
                let line = line.strip_suffix(b"\r").unwrap_or(line);
                let line = if number == 1 {
                    line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line)
                } else {
                    line
                };
                match std::str::from_utf8(line) {
                    _ if line.len() > LONGEST_LINE => {
                        sink.refuse(number, "timestamp", RefusalKind::TooLong(LONGEST_LINE))?
                    }
                    Ok(text) => each(sink, number, text)?,
                    Err(_) => sink.refuse(number, "timestamp", RefusalKind::NotUtf8)?,
                }
            }
        }
        Ok(())
    }

    /// The whole of a document, unpacked.
    pub(crate) fn whole(&self) -> Result<Vec<u8>, ReadStop> {
        let mut blocks = Blocks::open(self.path, &Pool::new())?;
        let mut bytes = Vec::new();
        while let Some(block) =
            blocks.next().map_err(|why| ReadStop::Failed(why.error(&self.shown(), 0)))?
        {
            bytes.extend_from_slice(block.fresh());
            if bytes.len() > MOST_BYTES {
                let bytes = bytes.len() as u64;
                return Err(ReadStop::Failed(ReadError::TooLarge {
                    path: self.shown(),
                    bytes,
                    most: MOST_BYTES as u64,
                }));
            }
        }
        Ok(bytes)
    }
}
