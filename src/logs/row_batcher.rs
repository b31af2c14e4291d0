//! Makes batches of the rows of an archive in a layout of others.

use crate::files::ReadError;
use crate::logs::columns::COLUMNS;
use crate::logs::fields::cells::Fault;
use crate::logs::layout::{
    Archived, ArchivedProbe, FaultyPart, LayoutSpec, PartFault, ReadStop, Sink,
};
use crate::logs::probe_file::OpenFile;
use crate::logs::rows::batch::{Batch, BatchLine};
use crate::logs::worker::Worker;
use crate::model::sha256::hex;
use crate::model::{PassedOver, RefusalKind};
use sha2::{Digest, Sha256};
use std::sync::mpsc::SyncSender;

/// Rows of a batch.
const BATCH: usize = 8 << 10;
/// Most numbers of rows in a batch: where all are refused it has no rows, and must still be
/// handed on.
const SPAN: u64 = 1 << 20;

/// Maker of batches of rows.
struct RowBatcher<'w, 'a, 'h> {
    worker: &'w mut Worker<'a>,
    open_file: &'w OpenFile<'h>,
    made: &'w SyncSender<Result<Batch, ReadError>>,
    batch: Batch,
    /// Number of the last row.
    last: u64,
    /// Number of the last row of the batch before.
    before: u64,
    /// Hash of what was read of a folder.
    digest: Sha256,
}

/// Gives the number of one of our columns.
fn column_number(column: &str) -> usize {
    COLUMNS.iter().position(|ours| *ours == column).unwrap_or(0)
}

/// Reads an archive in batches, as long as somebody waits for them. The SHA-256 of what was read of
/// a folder goes to `hash` at the end.
pub(crate) fn batches(
    worker: &mut Worker<'_>,
    open_file: &OpenFile<'_>,
    spec: &LayoutSpec,
    hash: Option<SyncSender<String>>,
    made: &SyncSender<Result<Batch, ReadError>>,
) {
    let batch = worker.begin(open_file);
    let mut batcher =
        RowBatcher { worker, open_file, made, batch, last: 0, before: 0, digest: Sha256::new() };
    let archive = Archived {
        path: &open_file.file.path,
        settings: open_file.settings,
        site: &open_file.header.fixed_site,
    };
    let read = (spec.read)(&archive, &mut batcher);
    // Nobody may be waiting any more.
    match read.and_then(|()| batcher.send()) {
        Ok(()) => {
            let digest = hex(&batcher.digest.finalize());
            let _ = hash.map(|hash| hash.send(digest));
        }
        Err(ReadStop::ReceiverClosed) => (),
        Err(ReadStop::Failed(why)) => {
            let _ = made.send(Err(why));
        }
    }
}

impl RowBatcher<'_, '_, '_> {
    /// Counts a row, and gives its number from 0 at the beginning of the batch.
    fn count(&mut self, number: u64) -> Result<u32, ReadStop> {
        let number = number.max(self.before + 1);
        // Rows with one number stay in one batch.
        if number > self.last && (self.batch.rows.len() >= BATCH || number - self.before > SPAN) {
            self.send()?;
            // Numbers may jump: those between are passed over, so that what is left fits.
            self.skip(number - 1)?;
        }
        self.last = self.last.max(number);
        Ok((number - self.before - 1) as u32)
    }

    /// Counts a row that is a probe, as [`RowBatcher::count`] does. Rows with one number
    /// are one row of the archive, however many probes they are; a row that is refused is a
    /// row of its own.
    fn count_probe(&mut self, number: u64) -> Result<u32, ReadStop> {
        self.batch.read += u64::from(number != self.last);
        self.count(number)
    }

    /// Hands on the batch, and begins the next.
    fn send(&mut self) -> Result<(), ReadStop> {
        let next = self.worker.begin(self.open_file);
        let mut batch = std::mem::replace(&mut self.batch, next);
        batch.lines = self.last - self.before;
        self.before = self.last;
        let batch = self.worker.end(batch);
        self.made.send(Ok(batch)).map_err(|_| ReadStop::ReceiverClosed)
    }

    /// Passes over the numbers up to one.
    fn skip(&mut self, number: u64) -> Result<(), ReadStop> {
        if number > self.last {
            self.last = number;
            self.send()?;
        }
        Ok(())
    }
}

impl Sink for RowBatcher<'_, '_, '_> {
    fn probe(&mut self, number: u64, probe: &ArchivedProbe<'_>) -> Result<(), ReadStop> {
        let line = self.count_probe(number)?;
        self.worker.set_row(number);
        let mut line = BatchLine::new(self.open_file, &mut self.batch, line);
        self.worker.probe(&mut line, *probe);
        Ok(())
    }

    fn faulty(
        &mut self,
        number: u64,
        probe: &ArchivedProbe<'_>,
        PartFault { part, column, kind }: PartFault<'_>,
    ) -> Result<(), ReadStop> {
        let line = self.count_probe(number)?;
        self.worker.set_row(number);
        let mut line = BatchLine::new(self.open_file, &mut self.batch, line);
        let fault = Fault::new(column_number(column), kind);
        match part {
            FaultyPart::Outcome => self.worker.unreadable_probe(&mut line, fault, *probe),
            FaultyPart::Cell => self.worker.probe_with_bad_cell(&mut line, fault, *probe),
        }
        Ok(())
    }

    fn unplaced(&mut self, number: u64, site: &str, kind: RefusalKind) -> Result<(), ReadStop> {
        let line = self.count(number)?;
        self.batch.read += 1;
        let fault = Fault::new(column_number("timestamp"), kind);
        let mut line = BatchLine::new(self.open_file, &mut self.batch, line);
        self.worker.unplaced_row(&mut line, site, fault);
        Ok(())
    }

    fn unplaced_at(
        &mut self,
        number: u64,
        sites: &[&str],
        kind: RefusalKind,
    ) -> Result<(), ReadStop> {
        for site in sites.iter().skip(1) {
            self.worker.count_unplaced(&mut self.batch, site);
        }
        match sites.first() {
            Some(site) => self.unplaced(number, site, kind),
            None => self.refuse(number, "timestamp", kind),
        }
    }

    fn pass_over(&mut self, number: u64, what: PassedOver) -> Result<(), ReadStop> {
        let line = self.count_probe(number)?;
        BatchLine::new(self.open_file, &mut self.batch, line).pass_over(what);
        Ok(())
    }

    fn refuse(&mut self, number: u64, column: &str, kind: RefusalKind) -> Result<(), ReadStop> {
        let line = self.count(number)?;
        self.batch.read += 1;
        BatchLine::new(self.open_file, &mut self.batch, line)
            .refuse(Fault::new(column_number(column), kind));
        Ok(())
    }

    fn resolution(&mut self, number: u64, resolution_us: i64) {
        let line = number.saturating_sub(self.before + 1);
        self.worker.note_resolution(line, resolution_us);
    }

    fn digest(&mut self, bytes: &[u8]) {
        self.digest.update(bytes);
    }
}
